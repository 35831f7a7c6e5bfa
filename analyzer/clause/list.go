package clause

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// bulletHeading reports whether the bullet of line i decorates a heading: ◆適用範囲, ■ 利用目的.
func (b *builder) bulletHeading(i int) bool {
	l := &b.lines[i]
	if !strings.ContainsRune("●○■□◆◇◎▼▽▲△★☆⚫⬛🔹", l.mk.style.glyph) || b.lines[i].heading > 0 {
		return l.heading > 0
	}
	t := l.text(b.s)
	if t == "" || strings.ContainsAny(t, "。") || utf8.RuneCountInString(t) > 45 || itemEnd(t) || i+1 >= len(b.lines) {
		return false
	}
	next := &b.lines[i+1]
	return next.role == corpus.Body && (next.mk == nil || next.mk.style != l.mk.style)
}

// placeBullet goes to the parent of the bullet at line i.
func (b *builder) placeBullet(i int) {
	l := &b.lines[i]
	if f := b.top(); f.mk.n > 0 && !f.mk.bullet() && f.first == i-1 && b.lines[f.first].text(b.s) == "" {
		return // a number alone on its line: the bullet is its text
	}
	for n := len(b.stack) - 1; n > 0; n-- {
		f := &b.stack[n]
		if f.mk.bullet() && f.mk.style == l.mk.style && f.indent == l.indent || f.mk.bullet() && f.indent > l.indent {
			if f.mk.style == l.mk.style && f.indent == l.indent {
				b.pop(n)
				return
			}
			continue
		}
		if f.mk.bullet() && f.mk.style == l.mk.style && f.indent < l.indent {
			b.pop(n + 1) // deeper than its kin: a list in the item
			return
		}
		if !f.mk.bullet() && f.indent > l.indent && f.mk.n > 0 && f.heading == 0 && b.tree.Clauses[f.clause].Level >= Item && !b.lead() {
			b.pop(n)
			continue
		}
		if !f.mk.bullet() {
			return
		}
	}
}

// openHeading opens the clause of a heading without number.
func (b *builder) openHeading(i int) {
	l := &b.lines[i]
	if b.held >= 0 {
		b.flush()
	}
	text := l.text(b.s)
	title := b.isTitle(i, text)
	if title && len(b.tree.Clauses) == 1 {
		if b.tree.Clauses[0].Caption == "" {
			b.tree.Clauses[0].Caption = bare(text)
		}
		b.sentence(Sentence{Kind: Caption, Span: l.span, Body: corpus.Span{Start: l.body, End: l.end}, LeadIn: -1})
		return
	}
	level, rank := Section, l.heading
	switch {
	case title && (rank == 1 || rank == plainHeading && b.restarts(i)):
		b.remember(1)
		b.pop(1)
		level = Chapter
	case rank < plainHeading && rank > 0:
		b.popHeadings(rank, b.lawFloor(i))
	default:
		level = b.plainHeading(i)
	}
	if b.tree.Clauses[b.top().clause].Level >= Article {
		level = b.below(Paragraph)
	}
	mk := l.mk
	if mk != nil { // the decoration of a heading is no bullet of a list
		l.mk = nil
	}
	b.open(i, Clause{Level: level}, frame{heading: max(rank, 1), opens: true, part: level == Chapter})
	if mk != nil {
		b.top().mk.style.glyph, b.top().heading = mk.style.glyph, plainHeading
	}
	b.fill(i, true)
}

// plainHeading goes to the place of a heading that has no mark-up, and gives its level.
func (b *builder) plainHeading(i int) Level {
	var glyph rune
	if b.lines[i].mk != nil {
		glyph = b.lines[i].mk.style.glyph
	}
	for n := len(b.stack) - 1; n > 0; n-- { // a sibling
		f := &b.stack[n]
		if f.heading == plainHeading && f.mk.n == 0 && f.mk.style.glyph == glyph && !f.part {
			level := b.tree.Clauses[f.clause].Level
			b.remember(n)
			b.pop(n)
			return level
		}
	}
	n := len(b.stack)
	if glyph != 0 || b.articleFollows(i) {
		for n > 1 && b.tree.Clauses[b.stack[n-1].clause].Level >= Article && (glyph == 0 || !b.law) {
			n--
		}
	} else {
		for n > 1 && b.tree.Clauses[b.stack[n-1].clause].Level > Article && !(b.stack[n-1].opens && b.stack[n-1].mk.n > 0) {
			n--
		}
	}
	b.remember(n)
	b.pop(n)
	return Section
}

// lawFloor is the number of frames that the marked-up heading i leaves open: down to 第N条 if that is no heading itself and
// goes on below, so that the heading stands inside it.
func (b *builder) lawFloor(i int) int {
	for n := len(b.stack) - 1; n > 0; n-- {
		if f := &b.stack[n]; f.mk.style.shape == "条" && f.heading == 0 && !b.articleFollows(i) && !b.isTitle(i, b.lines[i].text(b.s)) {
			return n + 1
		}
	}
	return 1
}

// articleFollows reports whether the next marked line after heading i is an article, so that the heading stands above it.
func (b *builder) articleFollows(i int) bool {
	n := b.next[i]
	return n < len(b.lines) && n <= i+1 && b.lines[n].mk != nil && b.lines[n].mk.level != Root && b.lines[n].mk.level <= Article
}

// restarts reports whether the numbering begins anew after heading i, or none was open.
func (b *builder) restarts(i int) bool {
	n := b.next[i]
	for ; n < len(b.lines) && n < i+12; n = b.next[n] {
		if m := b.lines[n].mk; m != nil && !m.bullet() {
			return m.n == 1 && (m.level != Root || m.style.glyph == '1')
		}
	}
	return false
}

var titleWords = []string{"規約", "ポリシー", "方針", "約款", "契約書", "確認書", "覚書", "特約", "について", "基づく表記", "ガイドライン",
	"terms", "policy", "agreement", "addendum", "notice", "conditions", "overeenkomst", "voorwaarden", "verklaring"}

// isTitle reports whether line i is the title of a document.
func (b *builder) isTitle(i int, text string) bool {
	l := &b.lines[i]
	if l.mk != nil {
		return false
	}
	t := strings.ToLower(bare(text))
	if k := strings.LastIndexAny(t, "(（|｜"); k > 0 && !whole(text, "（", "）") {
		t = strings.TrimSpace(t[:k])
	}
	if t == "" || len(t) > 150 {
		return false
	}
	if b.tree.Doc.Title != "" && t == strings.ToLower(strings.TrimSpace(b.tree.Doc.Title)) {
		return true
	}
	for _, w := range titleWords {
		if strings.HasSuffix(t, w) || strings.Contains(t, w) && w[0] < 0x80 {
			return l.heading == 1 || i < 8 || l.heading >= plainHeading && !strings.HasSuffix(t, "について")
		}
	}
	return false
}

// flush writes a caption that was held for the next article but did not get one.
func (b *builder) flush() {
	h := b.held
	b.held = -1
	b.attach(h)
}

// leaveList closes the items that the unmarked line i does not belong to: full sentences behind a list of bare phrases go on
// with the clause that the list stands in.
func (b *builder) leaveList(i int) {
	l := &b.lines[i]
	n := len(b.stack)
	for n > 1 {
		f := &b.stack[n-1]
		c := &b.tree.Clauses[f.clause]
		if c.Level < Item || f.opens || f.heading > 0 || l.indent > f.indent+1 || b.carriesOn(f, l, i) {
			break
		}
		n--
	}
	if n < len(b.stack) && b.tree.Clauses[b.stack[n-1].clause].Level >= Article {
		b.remember(n)
		b.pop(n)
	} else if n < len(b.stack) {
		b.pop(max(n, 1))
	}
}

// carriesOn reports whether the unmarked line i goes on with the item of frame f.
func (b *builder) carriesOn(f *frame, l *line, i int) bool {
	t := b.s[l.span.Start:l.end]
	last := i == f.first+1
	next := b.next[i]
	same := next < len(b.lines) && b.lines[next].mk != nil && b.lines[next].mk.style == f.mk.style && b.lines[next].indent == f.indent &&
		(f.mk.bullet() || b.lines[next].mk.n == f.mk.n+1)
	switch {
	case same && !opensList(t):
		return true
	case f.goesOn:
		return true
	case f.mk.bullet() && same:
		return false
	case f.mk.bullet():
		return last && f.stops && continuation(t)
	case f.stops:
		return true
	}
	return f.mk.n == 1 && last || continuation(t) && last
}

// continuation reports whether a sentence leans on the one before it.
func continuation(t string) bool {
	for _, w := range []string{"ただし", "但し", "なお", "この場合", "また、", "尚", "※", "（", "(", "However", "Such "} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}

// unnumbered tells how an article counts paragraphs that bear no number.
type unnumbered int

const (
	counted   unnumbered = iota // it does not: they are the article's own sentences, or bear numbers
	firstOnly                   // the first one has no number, the second is "2"
	allOfThem                   // none has a number, but the article speaks of 前項
)

// paragraphs judges the article at line i by its lines.
func (b *builder) paragraphs(i int) unnumbered {
	bare, last, spoken := 0, 0, false
	for j := i + 1; j < len(b.lines); j++ {
		l := &b.lines[j]
		if l.role != corpus.Body {
			continue
		}
		if m := l.mk; m != nil && m.level != Root && m.level <= Article || l.heading > 0 {
			break
		}
		if m := l.mk; m != nil && (m.style.glyph == '1' && m.style.depth == 1 && m.style.shape != "()" || m.level == Paragraph) {
			switch {
			case m.n == 2 && last != 1 && bare > 0:
				return firstOnly
			case m.n == 1 && bare == 0 || last == 0 && m.n != 1 && !m.weak:
				return counted
			case m.weak && m.n != last+1:
			default:
				last = m.n
			}
			continue
		}
		t := l.text(b.s)
		if l.mk == nil && !l.row && terminal(b.s, l) {
			bare++
		}
		spoken = spoken || strings.Contains(t, "前項") || strings.Contains(t, "前二項") || strings.Contains(t, "前2項")
	}
	if spoken && bare > 1 && last == 0 {
		return allOfThem
	}
	return counted
}

// paragraph opens a paragraph without number for the unmarked line i, if its article counts such.
func (b *builder) paragraph(i int) {
	f := b.top()
	n := 1
	if f.implicit > 0 && b.tree.Clauses[f.clause].Level == Paragraph {
		n = f.implicit + 1
		f = &b.stack[len(b.stack)-2]
	}
	l := &b.lines[i]
	if f.mode == counted || f.mode == firstOnly && n > 1 || l.row ||
		n > 1 && (continuation(l.text(b.s)) || !terminal(b.s, l)) {
		return
	}
	if n > 1 {
		b.pop(len(b.stack) - 1)
	}
	num := strconv.Itoa(n)
	b.open(i, Clause{Level: Paragraph, Number: num, Label: lawLabel(num, "項")}, frame{implicit: n, stops: true})
}
