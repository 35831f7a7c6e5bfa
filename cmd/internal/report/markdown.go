package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// Markdown writes the assessment as CommonMark with tables (GitHub's), for wikis and tickets: the same order as Text, the
// documents themselves left out. What stems from documents is escaped, so that it shows as it stands.
//
// Markdown fails only for an unknown opts.Lang or if w does.
func Markdown(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	v, err := build(a, lex, opts)
	if err != nil {
		return err
	}
	m := &mdWriter{v: v, w: v.W}
	m.head()
	m.list("head.actions", each(v.Actions, func(n named) string { return md(n.Name) }))
	m.line("## %s\n", m.w.get("head.evidence"))
	for i := range v.Factors {
		m.factor(&v.Factors[i])
	}
	m.conflicts()
	m.topics()
	m.questions()
	m.read()
	m.others()
	m.line("---\n\n%s", m.w.get("report.limits"))
	return flush(w, "markdown", &m.b)
}

// md makes s harmless: one line, nothing of it markup, link or HTML.
func md(s string) string {
	s = visible(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]|~$", r), i == 0 && strings.ContainsRune("#+-=", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == ':' && strings.HasPrefix(s[i:], "://"): // or an address becomes a link by itself
			b.WriteString("&#58;")
		case r == '@':
			b.WriteString("&#64;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

type mdWriter struct {
	b bytes.Buffer
	v *view
	w words
}

func (m *mdWriter) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *mdWriter) head() {
	v := m.v
	m.line("# %s\n", md(v.Service))
	m.line("%s — %s\n", m.w.get("report.title"), md(m.w.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon)))
	m.line("## %s%s**%s**\n", m.w.get("head.verdict"), m.w.get("punct.colon"), md(v.Verdict.Name))
	m.line("%s\n", v.Verdict.Consequence)
	if len(v.Verdict.Because) > 0 {
		because := each(v.Verdict.Because, func(n named) string { return md(n.Name) })
		m.line("%s%s%s\n", v.Verdict.Label, m.w.get("punct.colon"), strings.Join(because, m.w.get("punct.comma")))
	}
	if len(v.Factors) == 0 {
		return
	}
	m.line("| %s | | %s | %s |\n|---|---|---|---|", m.w.get("head.factors"), m.w.get("factor.for"), m.w.get("factor.against"))
	for _, f := range v.Factors {
		m.line("| %s %s | **%s** | %d | %d |", f.ID, md(f.Label), md(f.Status.Name), len(f.For), len(f.Against))
	}
	m.line("")
}

// list writes a numbered list under a heading, or nothing.
func (m *mdWriter) list(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	m.line("## %s\n", m.w.get(heading))
	for i, s := range items {
		m.line("%d. %s", i+1, s)
	}
	m.line("")
}

func (m *mdWriter) factor(f *factorView) {
	m.line("### %s %s%s%s\n", f.ID, md(f.Name), m.w.get("punct.colon"), md(f.Status.Name))
	m.part("factor.for", f.For, f.SilentFor)
	m.part("factor.against", f.Against, f.SilentAg)
	if f.Incomplete != "" {
		m.line("**%s**\n", f.Incomplete)
	}
	if len(f.Also) > 0 {
		m.part("factor.also", f.Also, "")
	}
}

func (m *mdWriter) part(id string, es []evidence, silent string) {
	m.line("#### %s\n", m.w.get(id))
	if len(es) == 0 && silent != "" {
		m.line("%s\n", silent)
	}
	for _, e := range es {
		switch {
		case e.Finding != nil && e.First:
			m.finding(e.Finding)
		case e.Finding != nil:
			m.line("**(%d)** %s · %s%s\n", e.Finding.N, md(e.Finding.Flag.Name), m.place(e.Finding), m.bracket(m.w.get("finding.above")))
		case e.Answer != nil:
			m.line("%s%s%s → **%s**%s\n", m.w.get("answer.evidence"), m.w.get("punct.colon"), md(e.Answer.Text), md(e.Answer.Answer), m.source(e.Answer))
		default:
			m.line("%s%s\n", md(e.ID), m.w.get("finding.missing"))
		}
	}
}

func (m *mdWriter) bracket(s string) string {
	return m.w.get("punct.open") + s + m.w.get("punct.close")
}

func (m *mdWriter) place(f *findingView) string {
	if len(m.v.Documents) > 1 && f.DocTitle != "" {
		return md(f.DocTitle) + " " + md(m.v.where(f))
	}
	return md(m.v.where(f))
}

// source tells who gave an answer and when.
func (m *mdWriter) source(q *questionView) string {
	var parts []string
	for _, s := range []string{q.Note, q.Source, q.Date} {
		if s != "" {
			parts = append(parts, md(s))
		}
	}
	if parts == nil {
		return ""
	}
	return m.bracket(strings.Join(parts, m.w.get("punct.comma")))
}

func (m *mdWriter) finding(f *findingView) {
	var tags string
	for _, t := range f.Tags {
		tags += " *" + md(t.Name) + "*"
	}
	m.line("**(%d) %s** · %s%s\n", f.N, md(f.Flag.Name), m.place(f), tags)
	quote := md(f.Before)
	if marked := md(f.Marked); marked != "" {
		quote += "<strong>" + marked + "</strong>" // ** does not hold beside Japanese brackets
	}
	m.line("> %s\n", quote+md(f.After))
	attrs := []attribute{f.Actor, f.Modality, f.Object}
	if m.v.Explain {
		attrs = append(attrs, f.More...)
	}
	for _, a := range attrs {
		if a.Value == "" && a.Words == "" {
			continue
		}
		text := md(a.Value)
		if a.Words != "" {
			text = strings.TrimSpace(text + " " + m.w.get("punct.quote") + md(a.Words) + m.w.get("punct.end"))
		}
		m.line("- %s%s%s", a.Label, m.w.get("punct.colon"), text)
	}
	for _, e := range f.Exceptions {
		text := md(e.Kind.Name)
		if e.Effect.ID != "" {
			text += m.bracket(e.Effect.Name)
		}
		m.line("- %s%s%s %s%s%s", m.w.get("attr.exception"), m.w.get("punct.colon"), text, m.w.get("punct.quote"), md(e.Quote), m.w.get("punct.end"))
	}
	for _, a := range f.Authority {
		m.line("- %s%s%s", m.w.get("attr.authority"), m.w.get("punct.colon"), m.authority(a))
	}
	if f.Note.ID != "" {
		m.line("- %s%s%s", m.w.get("attr.note"), m.w.get("punct.colon"), md(f.Note.Name))
	}
	if m.v.Explain {
		m.line("- %s · %s", md(f.ID), md(f.ruleText()))
	}
	m.line("")
}

func (m *mdWriter) authority(a authorityView) string {
	name := md(a.Name)
	if strings.HasPrefix(a.URL, "https://") && !strings.ContainsAny(a.URL, " <>()") {
		name = "[" + name + "](" + a.URL + ")"
	}
	if a.Date != "" {
		name += m.bracket(a.Date)
	}
	return name
}

func (m *mdWriter) conflicts() {
	if len(m.v.Conflicts) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.conflicts"))
	side := func(e evidence) string {
		if e.Finding == nil {
			return md(e.ID) + m.w.get("finding.missing")
		}
		return fmt.Sprintf("(%d) %s%s%s", e.Finding.N, m.place(e.Finding), m.w.get("punct.colon"), md(e.Finding.Quote()))
	}
	m.line("| %s | %s | %s |\n|---|---|---|", m.w.get("conflict.promise"), m.w.get("conflict.permits"), m.w.get("conflict.rank"))
	for _, c := range m.v.Conflicts {
		rank := c.Rank
		if c.By != nil {
			rank += m.bracket(m.placed(c.By))
		}
		m.line("| %s | %s | %s |", side(c.Promise), side(c.Permission), rank)
	}
	m.line("")
}

func (m *mdWriter) questions() {
	if len(m.v.Questions) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.questions"))
	for i := range m.v.Questions {
		q := &m.v.Questions[i]
		factor, box, answer := "", " ", ""
		if q.Factor.ID != "" {
			factor = " (" + q.Factor.ID + ")"
		}
		if q.Answered {
			box, answer = "x", " → **"+md(q.Answer)+"**"+m.source(q)
		}
		m.line("- [%s] %s%s%s", box, md(q.Text), factor, answer)
	}
	m.line("")
}

func (m *mdWriter) read() {
	m.line("## %s\n", m.w.get("head.read"))
	if len(m.v.Documents) == 0 {
		m.line("%s\n", m.w.get("read.none"))
		return
	}
	m.line("| | %s | %s | %s | %s | %s | SHA-256 |\n|---|---|---|---|---|---|---|", m.w.get("table.document"), m.w.get("table.kind"),
		m.w.get("table.lang"), m.w.get("table.coverage"), m.w.get("read.source"))
	for _, d := range m.v.Documents {
		m.line("| %s | %s | %s | %s | %s | %s | %s |", d.ID, md(d.Title), md(d.Kind.Name), md(d.Lang.Name), d.Percent, md(d.Source), md(d.SHA256))
	}
	m.line("")
	for _, d := range m.v.Documents {
		if d.Scope != "" {
			text := d.Scope
			if d.ScopeAt != nil {
				text += " " + m.placed(d.ScopeAt)
			}
			m.line("- **%s** %s%s%s", d.ID, m.w.get("scope.label"), m.w.get("punct.colon"), text)
		}
		for _, p := range d.Problems {
			text := md(p.Kind.Name + m.w.get("punct.colon") + p.Message)
			if p.Lost > 0 {
				text += m.bracket(m.w.fill("read.lost", "n", strconv.Itoa(p.Lost)))
			}
			if p.Excerpt != "" {
				text += " " + m.w.get("punct.quote") + md(p.Excerpt) + m.w.get("punct.end")
			}
			m.line("- **%s** %s", d.ID, text)
		}
	}
	m.line("")
	if len(m.v.Ranks) > 0 {
		m.line("### %s\n", m.w.get("head.ranks"))
		for i := range m.v.Ranks {
			m.line("- %s %s", md(m.v.Ranks[i].Say), m.placed(&m.v.Ranks[i].Place))
		}
		m.line("")
	}
}

func (m *mdWriter) others() {
	if len(m.v.Others) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.others"))
	for _, fam := range m.v.Others {
		m.line("### %s\n\n| %s | %s | %s |\n|---|---|---|", md(fam.Name), m.w.get("table.flag"), m.w.get("table.count"), m.w.get("table.where"))
		for _, fl := range fam.Flags {
			m.line("| %s | %d | %s |", md(fl.Name), len(fl.Findings), strings.Join(each(fl.Findings, m.place), m.w.get("punct.comma")))
		}
		m.line("")
	}
}
