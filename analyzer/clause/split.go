package clause

import (
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// maxDepth bounds the nesting of clauses; deeper lists stay at that depth.
const maxDepth = 40

// Split divides doc.Text into clauses and sentences, in text order.
//
// Children lie inside their parent, siblings do not overlap, and no level stands below a lower one. Sentences do not
// overlap. Text that fits no numbering stays with the clause before it; gaps in the numbering and documents without any
// structure are listed in Tree.Problems. Split has no error, never panics and takes time linear in the text. Safe for
// concurrent use. Level names follow the standard law XML schema v3 of e-Gov.
func Split(doc *corpus.Document) *Tree {
	t := &Tree{Doc: doc, Clauses: []Clause{{Parent: -1, Span: corpus.Span{End: len(doc.Text)}}}}
	b := &builder{tree: t, s: doc.Text, lines: join(doc.Text, lines(doc))}
	b.stack = []frame{{clause: 0, first: -1}}
	b.survey()
	for i := range b.lines {
		b.add(i)
	}
	b.pop(1)
	t.Clauses[0].Span = corpus.Span{End: len(doc.Text)}
	b.leadIns()
	b.terms()
	b.references()
	if len(t.Clauses) == 1 && len(t.Sentences) > 0 {
		b.problem("no-structure", "No chapters, articles, headings or lists were found; sentences are cited by the document alone.", corpus.Span{})
	}
	return t
}

// A builder makes a tree line by line.
type builder struct {
	tree   *Tree
	s      string
	lines  []line
	next   []int // for each line, the next line of the body with a marker or heading; len(lines) if none
	stack  []frame
	opens  []bool // for each sentence, whether it announces a list
	law    bool   // the document has 第N条
	wentOn bool   // items of the list that place has just left had further lines
	held   int    // index of a line that is the caption of the article on the next line; -1
}

// A frame is an open clause.
type frame struct {
	clause   int
	mk       marker // zero for headings without number
	last     marker // of the last child that has closed
	heading  int
	indent   int
	first    int        // line that opened it
	opens    bool       // its first line is a heading with text below
	stops    bool       // its first line ends like a sentence
	goesOn   bool       // an earlier item of its list had text on lines of its own
	mode     unnumbered // of an article
	implicit int        // number of a paragraph that bears none
	part     bool       // a title that begins a document within the document
}

func (f *frame) lastOf(m marker) { f.last = m }

func (b *builder) top() *frame { return &b.stack[len(b.stack)-1] }

func (b *builder) problem(code, message string, at corpus.Span) {
	b.tree.Problems = append(b.tree.Problems, corpus.Problem{Code: code, Message: message, Span: at})
}

// survey looks ahead once: which line is followed by which, and which look like headings.
func (b *builder) survey() {
	b.held = -1
	b.next = make([]int, len(b.lines))
	n := len(b.lines)
	for i := len(b.lines) - 1; i >= 0; i-- {
		l := &b.lines[i]
		b.next[i] = n
		if l.role != corpus.Body {
			continue
		}
		if l.mk != nil && l.mk.style.shape == "条" {
			b.law = true
		}
		if l.heading == 0 && l.mk == nil && b.looksLikeHeading(i) {
			l.heading = plainHeading
		}
		if l.mk != nil || l.heading > 0 {
			n = i
		}
	}
}

// looksLikeHeading judges an unmarked line by its shape and by what follows it.
func (b *builder) looksLikeHeading(i int) bool {
	l := &b.lines[i]
	t := l.text(b.s)
	if l.row || t == "" || i+1 >= len(b.lines) {
		return false
	}
	if l.bold {
		return len(t) < 160
	}
	if whole(t, "【", "】") || whole(t, "＜", "＞") || whole(t, "<", ">") || whole(t, "《", "》") || whole(t, "［", "］") {
		return len(t) < 120
	}
	if strings.ContainsAny(t, "。、，：:；;／@,|") || strings.ContainsAny(t[len(t)-1:], ".!?") || strings.HasSuffix(t, "．") || strings.Contains(t, "http") {
		return false
	}
	if i < 6 && len(t) < 120 && b.isTitle(i, t) && !itemEnd(t) {
		return true
	}
	next := &b.lines[i+1]
	if next.role != corpus.Body || next.mk == nil && next.heading == 0 && !terminal(b.s, next) {
		return false
	}
	r, _ := at(t, 0)
	if !japanese(r) && r >= 0x80 || digit(r) {
		return false
	}
	if r < 0x80 && !japaneseText(t) {
		return l.gap && next.gap && len(t) < 70 && r >= 'A' && r <= 'Z'
	}
	return utf8.RuneCountInString(t) <= 30 && !itemEnd(t)
}

func whole(t, open, end string) bool { return strings.HasPrefix(t, open) && strings.HasSuffix(t, end) }

func japaneseText(t string) bool { return strings.IndexFunc(t, japanese) >= 0 }

// itemEnd reports whether t ends like an item of a list (…場合, …とき, …こと) or a predicate, as no heading does.
func itemEnd(t string) bool {
	for _, w := range []string{"場合", "とき", "時", "こと", "行為", "もの", "者", "ます", "せん", "する", "た", "ため", "以上"} {
		if strings.HasSuffix(t, w) {
			return true
		}
	}
	return false
}

// add places line i in the tree.
func (b *builder) add(i int) {
	l := &b.lines[i]
	switch {
	case l.role != corpus.Body:
		b.outside(i)
	case l.mk == nil && b.captionAhead(i):
		b.held = i
	case l.mk != nil && b.place(i):
		b.held = -1
	case l.heading > 0:
		b.mark(i)
		b.openHeading(i)
	default:
		l.mk, l.body = nil, l.span.Start
		b.attach(i)
	}
}

// mark makes sure that a heading whose marker was not accepted keeps its text.
func (b *builder) mark(i int) {
	l := &b.lines[i]
	if l.mk != nil && !l.mk.bullet() {
		l.body = l.span.Start
	}
	l.mk = nil
}

// captionAhead reports whether line i is the caption （…） of the article on the next line, as in statutes.
func (b *builder) captionAhead(i int) bool {
	if i+1 >= len(b.lines) || b.lines[i+1].mk == nil || b.lines[i+1].mk.style.shape != "条" {
		return false
	}
	t := b.lines[i].text(b.s)
	if !(whole(t, "（", "）") || whole(t, "(", ")") || whole(t, "【", "】")) || len(t) > 120 {
		return false
	}
	head, rest := caption(b.lines[i+1].text(b.s))
	return head == "" && rest != ""
}

// outside keeps a line of navigation, footer or banner with the root.
func (b *builder) outside(i int) {
	l := &b.lines[i]
	for _, sp := range split(b.s, l.span.Start, l.span.End) {
		b.sentence(Sentence{Span: sp, Body: sp, LeadIn: -1, Role: l.role})
	}
}

func (b *builder) sentence(x Sentence) {
	t := b.tree
	c := &t.Clauses[x.Clause]
	c.Sentences = append(c.Sentences, len(t.Sentences))
	c.Span.End = max(c.Span.End, x.Span.End)
	t.Sentences = append(t.Sentences, x)
	b.opens = append(b.opens, x.Role == corpus.Body && opensList(x.Body.In(b.s)))
}

// pop closes clauses until n frames are left.
func (b *builder) pop(n int) {
	for len(b.stack) > max(n, 1) {
		c := &b.tree.Clauses[b.top().clause]
		p := &b.tree.Clauses[c.Parent]
		p.Span.End = max(p.Span.End, c.Span.End)
		b.stack = b.stack[:len(b.stack)-1]
	}
}

// open begins a clause at line i below the top of the stack.
func (b *builder) open(i int, c Clause, f frame) {
	l := &b.lines[i]
	if len(b.stack) > maxDepth {
		b.pop(maxDepth)
	}
	parent := b.top().clause
	c.Level = max(c.Level, b.tree.Clauses[parent].Level)
	c.Parent, c.Block = parent, l.block
	c.Span = l.span
	if b.held >= 0 {
		c.Span.Start = b.lines[b.held].span.Start
		c.Block = b.lines[b.held].block
	}
	if l.mk != nil && l.mk.style.shape == "条" {
		f.mode = b.paragraphs(i)
	}
	f.clause, f.indent, f.first = len(b.tree.Clauses), l.indent, i
	if l.mk != nil {
		f.mk = *l.mk
		c.Number, c.Label = l.mk.number, l.mk.label
	}
	b.tree.Clauses[parent].Children = append(b.tree.Clauses[parent].Children, f.clause)
	b.tree.Clauses = append(b.tree.Clauses, c)
	b.stack = append(b.stack, f)
}

// fill puts the sentences of line i into the clause that it opened.
func (b *builder) fill(i int, opens bool) {
	l := &b.lines[i]
	c := b.top().clause
	start := l.span.Start
	if b.held >= 0 {
		h := &b.lines[b.held]
		b.sentence(Sentence{Kind: Caption, Span: h.span, Body: h.span, Clause: c, LeadIn: -1})
		b.tree.Clauses[c].Caption = bare(h.text(b.s))
		b.held = -1
	}
	text := l.text(b.s)
	if text == "" {
		b.sentence(Sentence{Kind: Caption, Span: l.span, Body: corpus.Span{Start: l.span.End, End: l.span.End}, Clause: c, LeadIn: -1})
		return
	}
	if opens {
		b.tree.Clauses[c].Caption = bare(text)
		b.sentence(Sentence{Kind: Caption, Span: l.span, Body: corpus.Span{Start: l.body, End: l.end}, Clause: c, LeadIn: -1})
		return
	}
	body := l.body
	if l.mk != nil && l.mk.style.shape == "条" {
		if head, rest := caption(text); head != "" && rest != "" {
			cut := l.end - len(rest)
			b.tree.Clauses[c].Caption = bare(head)
			b.sentence(Sentence{Kind: Caption, Span: corpus.Span{Start: start, End: trimRight(b.s, start, cut)},
				Body: corpus.Span{Start: body, End: trimRight(b.s, body, cut)}, Clause: c, LeadIn: -1})
			start, body = cut, cut
		}
	} else if n := runIn(b.s[l.span.Start:l.end], l.body-l.span.Start); n > 0 {
		b.tree.Clauses[c].Caption = bare(b.s[l.body : l.span.Start+n])
		body = spaces(b.s[:l.end], l.span.Start+n)
	}
	b.text(l, c, start, body)
}

// text adds the sentences of a line's text from body on; the first one begins at start.
func (b *builder) text(l *line, c, start, body int) {
	if l.row {
		b.sentence(Sentence{Span: corpus.Span{Start: start, End: l.span.End}, Body: corpus.Span{Start: body, End: l.span.End}, Clause: c, LeadIn: -1, Role: l.role})
		return
	}
	parts := split(b.s, body, l.end)
	for k, sp := range parts {
		x := Sentence{Span: sp, Body: sp, Clause: c, LeadIn: -1, Role: l.role}
		if k == 0 {
			x.Span.Start = start
		}
		if k == len(parts)-1 {
			x.Span.End = l.span.End
		}
		if proviso(b.s[sp.Start:sp.End]) {
			x.Kind = Proviso
		}
		b.sentence(x)
	}
	if len(parts) == 0 {
		b.sentence(Sentence{Span: corpus.Span{Start: start, End: l.span.End}, Body: corpus.Span{Start: l.span.End, End: l.span.End}, Clause: c, LeadIn: -1, Role: l.role})
	}
}

// attach adds an unmarked line to the clause that it belongs to.
func (b *builder) attach(i int) {
	b.leaveList(i)
	b.paragraph(i)
	if len(b.stack) > 1 && b.top().mk.n > 0 {
		b.top().goesOn = true
	}
	l := &b.lines[i]
	b.text(l, b.top().clause, l.span.Start, l.span.Start)
}
