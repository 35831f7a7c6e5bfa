package report

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// Text writes the assessment for a terminal: the verdict first, then the factors at a glance, the evidence for and
// against each, contradictions, what to do, the other tests, what to ask, what was read, and the other provisions as a table.
//
// Lines are at most opts.Width columns wide, counting East Asian wide characters as two. Without opts.Color the output
// has no escape sequences; none of the documents' own get through. It fails only for an unknown opts.Lang or if w does.
func Text(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	v, err := build(a, lex, opts)
	if err != nil {
		return err
	}
	t := &textWriter{v: v, w: v.W, width: opts.width(), color: opts.Color}
	t.head()
	t.factors()
	for i := range v.Factors {
		t.evidence(&v.Factors[i])
	}
	t.conflicts()
	t.actions()
	t.topics()
	t.questions()
	t.read()
	t.others()
	t.authorities()
	t.blank()
	t.flow(0, "", run{v.W.get("report.limits"), faint})
	return flush(w, "text", &t.b)
}

// paints of the terminal; the colours are its own, so that they fit its background.
type paint int

const (
	plain paint = iota
	bold
	faint
	mark // operative words
	good
	bad
	warn
	note
)

func (p paint) style() lipgloss.Style {
	s := lipgloss.NewStyle()
	switch p {
	case bold:
		return s.Bold(true)
	case faint:
		return s.Faint(true)
	case mark:
		return s.Bold(true).Underline(true)
	case good:
		return s.Bold(true).Foreground(lipgloss.Green)
	case bad:
		return s.Bold(true).Foreground(lipgloss.Red)
	case warn:
		return s.Bold(true).Foreground(lipgloss.Yellow)
	case note:
		return s.Foreground(lipgloss.Cyan)
	}
	return s
}

// statusLook gives each status a sign of its own, so that nothing hangs on colour.
func statusLook(status string) (sign string, p paint) {
	switch assess.Status(status) {
	case assess.Met:
		return "[!]", bad
	case assess.Contradicted:
		return "[±]", warn
	case assess.NotMet:
		return "[-]", good
	}
	return "[?]", note
}

func verdictPaint(id string) paint {
	switch assess.Verdict(id) {
	case assess.Exception:
		return good
	case assess.Undetermined:
		return note
	case assess.Entrustment:
		return warn
	}
	return bad
}

// textWriter lays out lines. Strings from documents reach it through visible only.
type textWriter struct {
	b     bytes.Buffer
	v     *view
	w     words
	width int
	color bool
	attrs int // attrWidth, once it is known
}

func (t *textWriter) paint(p paint, s string) string {
	if !t.color || p == plain || s == "" {
		return s
	}
	return p.style().Render(s)
}

// blank writes an empty line, unless there is one already.
func (t *textWriter) blank() {
	if !bytes.HasSuffix(t.b.Bytes(), []byte("\n\n")) {
		t.b.WriteByte('\n')
	}
}

// run is a part of a text that is painted one way.
type run struct {
	text string
	p    paint
}

// flow writes runs as one paragraph: the first line after label, all later ones below it. label is indented by indent and
// may hold escape sequences.
func (t *textWriter) flow(indent int, label string, runs ...run) {
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.text)
	}
	s := all.String()
	hang := indent + columns(label)
	if hang > t.width/2 { // a long label gets a line of its own
		t.b.WriteString(strings.Repeat(" ", indent) + label + "\n")
		label, hang = "", indent+4
	}
	lead := strings.Repeat(" ", hang-columns(label)) + label // label ends where the text begins
	for i, l := range wrap(s, t.width-hang) {
		if i > 0 {
			lead = strings.Repeat(" ", hang)
		}
		t.b.WriteString(lead)
		at := 0
		for _, r := range runs {
			from, to := max(l.start, at), min(l.end, at+len(r.text))
			if from < to {
				t.b.WriteString(t.paint(r.p, s[from:to]))
			}
			at += len(r.text)
		}
		t.b.WriteByte('\n')
	}
	if s == "" {
		t.b.WriteString(strings.TrimRight(lead, " ") + "\n")
	}
}

// para writes one plain paragraph.
func (t *textWriter) para(indent int, label, s string) { t.flow(indent, label, run{s, plain}) }

// title writes the head of a section with a rule to the right edge.
func (t *textWriter) title(s string) {
	t.blank()
	line := "── " + s + " "
	if columns(line) > t.width {
		t.flow(0, t.paint(bold, "── "), run{s, bold})
		return
	}
	t.b.WriteString(t.paint(bold, line) + t.paint(faint, strings.Repeat("─", max(0, t.width-columns(line)))) + "\n")
}

func (t *textWriter) head() {
	v := t.v
	t.flow(0, "", run{visible(v.Service), bold})
	t.flow(0, "", run{t.w.get("report.title") + " · " + t.w.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon), faint})
	t.blank()
	t.flow(0, t.label(t.w.get("head.verdict")), run{v.Verdict.Name, verdictPaint(v.Verdict.ID)})
	t.para(t.labelWidth(), "", v.Verdict.Consequence)
	if len(v.Verdict.Because) > 0 {
		t.para(0, t.label(v.Verdict.Label), t.join(v.Verdict.Because))
	}
}

// label pads a word to the column where texts of the head begin.
func (t *textWriter) label(word string) string {
	return t.paint(faint, pad(word, t.labelWidth()))
}

func (t *textWriter) labelWidth() int {
	return max(columns(t.w.get("head.verdict")), columns(t.v.Verdict.Label)) + 2
}

func (t *textWriter) join(names []named) string {
	parts := each(names, func(n named) string { return visible(n.Name) })
	return strings.Join(parts, t.w.get("punct.comma"))
}

// factors writes the three factors at a glance, in columns.
func (t *textWriter) factors() {
	t.title(t.w.get("head.factors"))
	label, status := 0, 0
	for _, f := range t.v.Factors {
		label, status = max(label, columns(f.Label)), max(status, columns(f.Status.Name))
	}
	for _, f := range t.v.Factors {
		sign, p := statusLook(f.Status.ID)
		head := t.paint(p, sign) + " " + f.ID + " " + pad(f.Label, label) + "  " + t.paint(p, pad(f.Status.Name, status)) + "  "
		t.flow(1, head, run{t.w.fill("factor.evidence", "for", strconv.Itoa(len(f.For)), "against", strconv.Itoa(len(f.Against))), faint})
	}
}

func (t *textWriter) bracket(s string) string {
	return t.w.get("punct.open") + s + t.w.get("punct.close")
}

func (t *textWriter) quote(s string) string {
	return t.w.get("punct.quote") + s + t.w.get("punct.end")
}

func (t *textWriter) actions() {
	if len(t.v.Actions) == 0 {
		return
	}
	t.title(t.w.get("head.actions"))
	for i, a := range t.v.Actions {
		t.para(1, pad(strconv.Itoa(i+1)+".", 4), visible(a.Name))
	}
}

func (t *textWriter) questions() {
	if len(t.v.Questions) == 0 {
		return
	}
	t.title(t.w.get("head.questions"))
	for _, q := range t.v.Questions {
		box := "[ ] "
		if q.Answered {
			box = "[x] "
		}
		text := visible(q.Text)
		if q.Factor.ID != "" {
			text += " (" + q.Factor.ID + ")"
		}
		t.para(1, box, text)
		if q.Answered {
			t.flow(5, t.w.get("question.answer")+t.w.get("punct.colon"), run{visible(q.Answer), bold}, run{t.source(q), faint})
		}
	}
}

// source tells who gave an answer and when.
func (t *textWriter) source(q questionView) string {
	var parts []string
	for _, s := range []string{q.Note, q.Source, q.Date} {
		if s != "" {
			parts = append(parts, visible(s))
		}
	}
	if parts == nil {
		return ""
	}
	return t.bracket(strings.Join(parts, t.w.get("punct.comma")))
}

func (t *textWriter) read() {
	t.title(t.w.get("head.read"))
	if len(t.v.Documents) == 0 {
		t.para(1, "", t.w.get("read.none"))
	}
	for _, d := range t.v.Documents {
		t.flow(1, pad(d.ID, 3)+" ", run{visible(d.Title), bold})
		facts := []string{d.Kind.Name, d.Lang.Name, t.w.fill("read.coverage", "percent", d.Percent),
			t.w.fill("read.sentences", "n", strconv.Itoa(d.Sentences))}
		if d.Fetched != "" {
			facts = append(facts, t.w.fill("read.fetched", "date", d.Fetched))
		}
		t.para(5, "", visible(strings.Join(facts, " · ")))
		t.flow(5, "", run{visible(d.Source), faint})
		if d.SHA256 != "" {
			t.flow(5, "", run{t.w.get("read.sha256") + " " + visible(d.SHA256), faint})
		}
		if d.Scope != "" {
			t.flow(5, t.w.get("scope.label")+t.w.get("punct.colon"), run{d.Scope, plain})
			if d.ScopeAt != nil {
				t.para(7, "", t.placed(d.ScopeAt))
			}
		}
		for _, p := range d.Problems {
			t.problem(p)
		}
	}
	if len(t.v.Ranks) > 0 {
		t.flow(1, "", run{t.w.get("head.ranks"), bold})
		for _, r := range t.v.Ranks {
			t.para(3, "• ", visible(r.Say))
			t.para(5, "", t.placed(&r.Place))
		}
	}
}

func (t *textWriter) problem(p problemView) {
	text := visible(p.Kind.Name + t.w.get("punct.colon") + p.Message)
	if p.Lost > 0 {
		text += t.bracket(t.w.fill("read.lost", "n", strconv.Itoa(p.Lost)))
	}
	if p.Excerpt != "" {
		text += " " + t.quote(visible(p.Excerpt))
	}
	t.flow(5, t.paint(warn, "! "), run{text, plain})
}

func (t *textWriter) conflicts() {
	if len(t.v.Conflicts) == 0 {
		return
	}
	t.title(t.w.get("head.conflicts"))
	for _, c := range t.v.Conflicts {
		n := max(columns(t.w.get("conflict.promise")), columns(t.w.get("conflict.permits")), columns(t.w.get("conflict.rank"))) + 2
		t.side(n, "conflict.promise", c.Promise)
		t.side(n, "conflict.permits", c.Permission)
		if c.Rank != "" {
			text := c.Rank
			if c.By != nil {
				text += t.bracket(visible(c.By.Where) + t.w.get("punct.colon") + t.quote(visible(c.By.Quote)))
			}
			t.para(1, pad(t.w.get("conflict.rank"), n), text)
		}
		t.blank()
	}
}

func (t *textWriter) side(n int, id string, e evidence) {
	text := visible(e.ID) + t.w.get("finding.missing")
	if f := e.Finding; f != nil {
		text = f.number() + " " + t.place(f) + t.w.get("punct.colon") + t.quote(visible(f.Quote()))
	}
	t.para(1, pad(t.w.get(id), n), text)
}

// others writes the flags that bear on no factor: how often, and where.
func (t *textWriter) others() {
	if len(t.v.Others) == 0 {
		return
	}
	t.title(t.w.get("head.others"))
	name := 0
	for _, fam := range t.v.Others {
		for _, fl := range fam.Flags {
			name = max(name, columns(visible(fl.Name)))
		}
	}
	name = min(name, t.width/3)
	for _, fam := range t.v.Others {
		t.flow(1, "", run{fam.Name, bold})
		for _, fl := range fam.Flags {
			places := each(fl.Findings, t.shortPlace)
			count := strconv.Itoa(len(fl.Findings))
			t.para(3, pad(visible(fl.Name), name)+strings.Repeat(" ", max(1, 4-len(count)))+count+"  ",
				strings.Join(places, t.w.get("punct.comma")))
		}
	}
}

// authorities says what the ids in the findings stand for.
func (t *textWriter) authorities() {
	if len(t.v.Cited) == 0 {
		return
	}
	t.title(t.w.get("head.authorities"))
	n := 0
	for _, a := range t.v.Cited {
		n = max(n, columns(a.ID))
	}
	for _, a := range t.v.Cited {
		text := a.Name
		if a.Date != "" {
			text += t.bracket(a.Date)
		}
		t.flow(1, pad(a.ID, n+2), run{visible(text), plain})
		if a.URL != "" {
			t.flow(n+3, "", run{visible(a.URL), faint})
		}
	}
}
