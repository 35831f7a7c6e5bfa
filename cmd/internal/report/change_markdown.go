package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"kiyaku/analyzer/diff"
	"kiyaku/lexicon"
)

// ChangeMarkdown writes a report on changes as CommonMark with tables (GitHub's) and strike-through, for wikis and tickets.
// What stems from documents is escaped, so that it shows as it stands.
//
// ChangeMarkdown fails only for an unknown opts.Lang or if w does.
func ChangeMarkdown(w io.Writer, r *diff.Report, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChange(r, lex, opts)
	if err != nil {
		return err
	}
	m := &mdChange{v: v, w: v.W}
	m.head()
	m.effect()
	m.notes()
	m.changes()
	m.minor()
	m.renames()
	m.compared()
	m.line("---\n\n%s", m.w.get("report.limits"))
	return flush(w, "markdown", &m.b)
}

type mdChange struct {
	b bytes.Buffer
	v *changeView
	w words
}

func (m *mdChange) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *mdChange) labelled(id, text string) string {
	return m.w.get(id) + m.w.get("punct.colon") + text
}

func (m *mdChange) head() {
	v := m.v
	m.line("# %s\n", md(v.Service))
	m.line("%s — %s\n", m.w.get("change.title"), md(m.w.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon)))
	m.line("**%s**", md(v.Headline))
	for _, s := range []string{v.Direction.Name, v.MinorNote} {
		if s != "" {
			m.line("· %s", md(s))
		}
	}
	if v.Cause.ID != string(diff.Vendor) && v.Cause.ID != "" {
		m.line("\n%s", md(v.Cause.Name))
	}
	if v.Partial != "" {
		m.line("\n**%s**", md(v.Partial))
	}
	m.line("")
}

func (m *mdChange) effect() {
	m.line("## %s\n", m.w.get("head.effect"))
	m.line("| | %s | %s | |\n|---|---|---|---|", m.w.get("change.old"), m.w.get("change.new"))
	row := func(label string, b beforeAfter, changes []int) {
		new := md(b.New.Name)
		if !b.Same {
			new = "**" + new + "**"
		}
		m.line("| %s | %s | %s | %s |", md(label), md(b.Old.Name), new, m.numbers(changes))
	}
	row(m.w.get("head.verdict"), m.v.Verdict, nil)
	for _, f := range m.v.Factors {
		row(f.ID+" "+f.Name, f.beforeAfter, f.Changes)
	}
	m.line("")
	if len(m.v.Judged) > 0 {
		m.line("%s", m.labelled("head.judged", strings.Join(each(m.v.Judged, func(j judgedView) string {
			return md(j.Name) + " " + itoa(j.Count)
		}), m.w.get("punct.comma"))))
		m.line("")
	}
}

// numbers names changes by their numbers.
func (m *mdChange) numbers(list []int) string {
	return strings.Join(each(list, func(n int) string { return "(" + itoa(n) + ")" }), " ")
}

func (m *mdChange) notes() {
	for _, n := range m.v.Notes {
		m.line("## %s\n\n%s\n", md(n.Name), md(n.Text))
		if len(n.Changes) > 0 {
			m.line("- %s", m.labelled("changenote.changes", m.numbers(n.Changes)))
		}
		if n.Clause != nil {
			m.line("- %s %s%s%s", m.labelled("changenote.clause", md(n.Clause.Where)), m.w.get("punct.quote"), md(shorten(n.Clause.Quote, 200)), m.w.get("punct.end"))
		} else {
			m.line("- %s", m.w.get("changenote.silent"))
		}
		m.line("")
	}
}

func (m *mdChange) changes() {
	if len(m.v.Changes) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.changes"))
	for _, c := range m.v.Changes {
		m.change(c)
	}
}

func (m *mdChange) change(c *changeItem) {
	m.line("### (%d) %s · %s\n", c.N, md(c.Place().Where), md(c.Kind.Name))
	m.line("- **%s**%s", md(c.Direction.Name), m.bracketed(append(each(c.Reasons, func(n named) string { return n.Name }), c.Tags...)))
	for _, f := range c.Flags {
		m.line("- %s", md(f.summary(m.w)))
	}
	for _, p := range c.Pairs {
		if c.Old != nil && c.New != nil {
			m.line("- %s", m.labelled("change.words", mdWords(p, m.w)))
		}
	}
	if c.Differ() {
		m.line("- %s", md(m.w.fill("change.from", "place", c.Old.Where)))
	}
	m.line("")
	for l := range strings.SplitSeq(m.marked(c), "\n") {
		if strings.TrimSpace(l) != "" {
			m.line("> %s\n>", l)
		}
	}
	m.line("")
}

// mdWords shows a pair of words, shortened.
func mdWords(p wordPair, w words) string {
	side := func(s string) string {
		if s == "" {
			return w.get("change.empty")
		}
		return w.get("punct.quote") + md(shorten(s, 60)) + w.get("punct.end")
	}
	return side(p.Old) + " → " + side(p.New)
}

func (m *mdChange) bracketed(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return m.w.get("punct.open") + md(strings.Join(list, m.w.get("punct.comma"))) + m.w.get("punct.close")
}

// marked is the provision with its changes, a line for each of its paragraphs. HTML stands for ~~ and **, which do not hold
// beside Japanese brackets.
func (m *mdChange) marked(c *changeItem) string {
	var b strings.Builder
	for _, w := range c.Words {
		tag := map[diff.Op]string{diff.Delete: "del", diff.Insert: "ins"}[w.Op]
		for i, l := range strings.Split(w.Text, "\n") {
			if i > 0 {
				b.WriteByte('\n')
			}
			switch {
			case strings.TrimSpace(l) == "", tag == "":
				b.WriteString(mdInner(l, b.Len() == 0 || i > 0))
			default:
				fmt.Fprintf(&b, "<%s>%s</%s>", tag, md(l), tag)
			}
		}
	}
	return b.String()
}

// mdInner is md for text that does not begin a line.
func mdInner(s string, begins bool) string {
	if begins || s == "" || !strings.ContainsRune("#+-=", rune(s[0])) {
		return md(s)
	}
	return s[:1] + md(s[1:])
}

func (m *mdChange) minor() {
	if len(m.v.Minor) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.minor"))
	m.line("| | %s | %s | %s | %s |\n|---|---|---|---|---|", m.w.get("table.where"), m.w.get("table.kind"), m.w.get("change.old"), m.w.get("change.new"))
	for _, c := range m.v.Minor {
		old, new := c.excerpt()
		m.line("| (%d) | %s | %s | %s | %s |", c.N, md(c.Place().Where), md(c.Kind.Name+" "+strings.Join(each(c.Reasons, func(n named) string { return n.Name }), " ")), md(old), md(new))
	}
	m.line("")
}

func (m *mdChange) renames() {
	if len(m.v.Renames) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.renames"))
	for _, n := range m.v.Renames {
		m.line("- %s %s", md(n.Text), m.numbers(n.Changes))
	}
	m.line("")
}

func (m *mdChange) compared() {
	m.line("## %s\n", m.w.get("head.compared"))
	if len(m.v.Pairs) == 0 {
		m.line("%s\n", m.w.get("read.none"))
		return
	}
	m.line("| | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|", m.w.get("change.old"), m.w.get("change.new"), m.w.get("pair.substantive"), m.w.get("pair.minor"), m.w.get("pair.effective"))
	for i := range m.v.Pairs {
		p := &m.v.Pairs[i]
		m.line("| %s | %s | %s | %d | %d | %s |", md(p.Title+p.status(m.w)), m.side(p.Old), m.side(p.New), p.Count, p.Others, md(p.dates(m.w)))
	}
	m.line("")
	for i := range m.v.Pairs {
		p := &m.v.Pairs[i]
		if p.Fault.ID != "" {
			m.line("- **%s** %s", md(p.Title), md(p.faultText(m.w)))
		}
	}
	m.line("")
}

func (m *mdChange) side(s *sideView) string {
	if s == nil {
		return m.w.get("change.empty")
	}
	return md(s.Source) + " " + md(s.Hash())
}
