package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"kiyaku/analyzer/diff"
	"kiyaku/lexicon"
)

// mailChanges is how many changes a mail tells; a reader who needs more needs the report.
const mailChanges = 20

// ChangeMail writes what changed as plain text to paste into an e-mail: a line for the subject, then result, effect on
// verdict and factors, each change in substance with its words before and after, dates, procedure. Paragraphs are one line
// each, so that the reader's program breaks them; nothing in it acts as mark-up.
//
// ChangeMail fails only for an unknown opts.Lang or if w does.
func ChangeMail(w io.Writer, r *diff.Report, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChange(r, lex, opts)
	if err != nil {
		return err
	}
	m := &mailWriter{v: v, w: v.W}
	m.line("%s", visible(m.w.fill("mail.subject", "service", v.Service)))
	m.line("")
	m.line("%s", visible(m.w.fill("mail.lead", "service", v.Service)))
	m.result()
	m.effect()
	m.changes()
	m.list("mail.renames", each(v.Renames, func(n renameView) string { return n.Text + m.numbers(n.Changes) }))
	m.list("mail.dates", m.dates())
	m.list("mail.notes", m.notes())
	m.list("mail.faults", m.faults())
	m.line("\n%s", m.w.get("report.limits"))
	m.line("%s", visible(m.w.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon)))
	return flush(w, "mail", &m.b)
}

type mailWriter struct {
	b bytes.Buffer
	v *changeView
	w words
}

func (m *mailWriter) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

// list writes a heading and its points, or nothing.
func (m *mailWriter) list(heading string, points []string) {
	if len(points) == 0 {
		return
	}
	m.line("\n%s", m.w.get(heading))
	for _, p := range points {
		m.line("- %s", visible(p))
	}
}

func (m *mailWriter) result() {
	v := m.v
	points := []string{v.Headline}
	if v.Direction.ID != "" {
		points[0] += m.w.get("punct.colon") + v.Direction.Name
	}
	if v.Cause.ID != string(diff.Vendor) && v.Cause.ID != "" {
		points = append(points, v.Cause.Name)
	}
	for _, s := range []string{v.Partial, v.MinorNote} {
		if s != "" {
			points = append(points, s)
		}
	}
	m.list("mail.result", points)
}

func (m *mailWriter) effect() {
	said := func(label string, b beforeAfter) string {
		text := b.New.Name + m.w.get("punct.open") + m.w.get("change.unchanged") + m.w.get("punct.close")
		if !b.Same {
			text = m.w.fill("change.became", "old", b.Old.Name, "new", b.New.Name)
		}
		return label + m.w.get("punct.colon") + text
	}
	points := []string{said(m.w.get("mail.verdict"), m.v.Verdict)}
	for _, f := range m.v.Factors {
		points = append(points, said(f.Name+" "+f.ID, f.beforeAfter))
	}
	for _, j := range m.v.Judged {
		if text, ok := m.w["mail."+j.ID]; ok {
			points = append(points, strings.ReplaceAll(text, "{n}", itoa(j.Count)))
		}
	}
	m.list("mail.effect", points)
}

func (m *mailWriter) changes() {
	if len(m.v.Changes) == 0 {
		return
	}
	m.line("\n%s", m.w.get("mail.changes"))
	for i, c := range m.v.Changes {
		if i == mailChanges {
			m.line("\n%s", m.w.fill("mail.more", "n", itoa(len(m.v.Changes)-mailChanges)))
			return
		}
		if i > 0 {
			m.line("")
		}
		m.change(c)
	}
}

func (m *mailWriter) change(c *changeItem) {
	m.line("(%d) %s · %s · %s", c.N, visible(c.Place().Where), c.Kind.Name, c.Direction.Name)
	for _, f := range c.Flags {
		m.line("    %s", visible(f.summary(m.w)))
	}
	if len(c.Flags) == 0 {
		m.line("    %s", strings.Join(each(c.Reasons, func(n named) string { return n.Name }), m.w.get("punct.comma")))
	}
	for _, side := range []struct {
		id string
		at *provisionView
		op diff.Op
	}{{"mail.was", c.Old, diff.Insert}, {"mail.is", c.New, diff.Delete}} {
		if side.at == nil || c.Kind.ID == string(diff.Moved) && side.id == "mail.was" {
			continue
		}
		m.line("    %s%s%s%s", m.w.get(side.id), m.w.get("punct.quote"), visible(around(c.Words, side.op, side.at.Quote)), m.w.get("punct.end"))
	}
}

// around is one side of a change with as much of what stayed as is needed to understand it; other is the operation of the
// other side. A side without own words is shown from its beginning.
func around(list []diff.Words, other diff.Op, quote string) string {
	const near, most = 40, 400
	var b strings.Builder
	changed := false
	for i, w := range list {
		if w.Op == other {
			continue
		}
		text := strings.Join(strings.Fields(w.Text), " ")
		if strings.HasPrefix(w.Text, " ") {
			text = " " + text
		}
		if strings.HasSuffix(w.Text, " ") && text != " " {
			text += " "
		}
		runes := []rune(text)
		if w.Op == diff.Equal && len(runes) > 2*near {
			head, tail := string(runes[:near]), string(runes[len(runes)-near:])
			switch {
			case i == 0:
				text = "…" + tail
			case i == len(list)-1:
				text = head + "…"
			default:
				text = head + " … " + tail
			}
		}
		changed = changed || w.Op != diff.Equal
		b.WriteString(text)
	}
	if !changed && len(list) < 2 {
		return shorten(strings.Join(strings.Fields(quote), " "), most)
	}
	return shorten(b.String(), most)
}

func (m *mailWriter) numbers(list []int) string {
	if len(list) == 0 {
		return ""
	}
	return " → " + strings.Join(each(list, func(n int) string { return "(" + itoa(n) + ")" }), " ")
}

func (m *mailWriter) dates() []string {
	var out []string
	for i := range m.v.Pairs {
		p := &m.v.Pairs[i]
		if s := p.dates(m.w); s != "" {
			out = append(out, p.Title+m.w.get("punct.colon")+s)
		}
	}
	return out
}

func (m *mailWriter) notes() []string {
	var out []string
	for _, n := range m.v.Notes {
		text := n.Name + m.w.get("punct.colon") + n.Text
		if len(n.Changes) > 0 {
			text += " " + m.w.get("changenote.changes") + m.numbers(n.Changes)
		}
		out = append(out, text)
		if n.Clause != nil {
			out = append(out, m.w.get("changenote.clause")+m.w.get("punct.colon")+n.Clause.Where)
		} else {
			out = append(out, m.w.get("changenote.silent"))
		}
	}
	return out
}

func (m *mailWriter) faults() []string {
	var out []string
	for i := range m.v.Pairs {
		if p := &m.v.Pairs[i]; p.Fault.ID != "" {
			out = append(out, p.Title+m.w.get("punct.colon")+p.faultText(m.w))
		}
	}
	return out
}
