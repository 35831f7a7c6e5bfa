package clause

import (
	"strconv"
	"strings"
)

// place opens the clause of line i, whose marker is set. It reports false if the marker is none on this spot.
func (b *builder) place(i int) bool {
	l := &b.lines[i]
	m := l.mk
	switch {
	case m.level == Paragraph || m.level == Item || m.level == Subitem:
		b.popTo(m.level)
	case m.level != Root:
		b.popTo(m.level)
		if l.heading > 0 && l.heading < plainHeading && m.level == Article {
			b.popSections(l.heading)
		}
	case m.style.depth > 1:
		if !b.placePath(i) {
			return false
		}
	case m.bullet():
		if b.bulletHeading(i) {
			b.openHeading(i)
			return true
		}
		b.placeBullet(i)
		b.open(i, Clause{Level: b.below(Item)}, frame{stops: terminal(b.s, l)})
		b.fill(i, false)
		return true
	case l.heading > 0 && l.heading < plainHeading:
		return b.numberedHeading(i)
	default:
		return b.placeNumber(i)
	}
	opens := b.isHeading(i)
	if m.level != Root && m.level < Article {
		opens = true
	}
	level := m.level
	if level == Root {
		level = min(Article+Level(m.style.depth)-1, Subitem)
		l.mk.label = "§" + m.number
	}
	b.gap(i)
	b.open(i, Clause{Level: level}, frame{heading: l.heading, opens: opens, stops: terminal(b.s, l)})
	b.label()
	b.fill(i, opens)
	return true
}

// popTo closes clauses of the given level and below, except parts.
func (b *builder) popTo(level Level) {
	n := len(b.stack)
	for n > 1 && b.tree.Clauses[b.stack[n-1].clause].Level >= level && !b.stack[n-1].part {
		n--
	}
	b.remember(n)
	b.pop(n)
}

// popSections closes the headings without number that an article with heading level h does not stand below.
func (b *builder) popSections(h int) {
	n := len(b.stack)
	for n > 1 && b.stack[n-1].mk.n == 0 && b.stack[n-1].heading >= h && !b.stack[n-1].part {
		n--
	}
	b.remember(n)
	b.pop(n)
}

// popHeadings closes what a heading of level h ends, but keeps at least floor frames.
func (b *builder) popHeadings(h, floor int) {
	n := len(b.stack)
	for n > floor && (b.stack[n-1].heading == 0 || b.stack[n-1].heading >= h) {
		n--
	}
	b.remember(n)
	b.pop(n)
}

// remember notes the numbered clause that is about to close at frame n, for the search of gaps in the numbering.
func (b *builder) remember(n int) {
	if n < len(b.stack) && len(b.stack) > 0 {
		b.stack[n-1].lastOf(b.stack[n].mk)
	}
}

// below is the level of a child of the innermost clause, at least least.
func (b *builder) below(least Level) Level {
	return min(max(b.tree.Clauses[b.top().clause].Level+1, least), Subitem)
}

// placePath goes to the place of a path such as 7.2 or 1.1.3.
func (b *builder) placePath(i int) bool {
	m := b.lines[i].mk
	for n := len(b.stack) - 1; n > 0; n-- {
		f := &b.stack[n]
		if f.mk.style.depth == m.style.depth && f.mk.parent == m.parent || f.mk.style == m.style {
			b.remember(n)
			b.pop(n)
			return true
		}
		if f.mk.number == m.parent && f.mk.style.depth == m.style.depth-1 {
			b.remember(n + 1)
			b.pop(n + 1)
			return true
		}
	}
	if m.weak || b.law && m.n != 1 {
		return false
	}
	b.popTo(min(Article+Level(m.style.depth)-1, Subitem))
	return true
}

// numberedHeading opens a marked-up heading with a number: "## 3. Data", "### a. Your End Users".
func (b *builder) numberedHeading(i int) bool {
	l := &b.lines[i]
	floor := b.chapterFloor(l.heading)
	b.popHeadings(l.heading, floor)
	b.choose(l)
	for b.top().heading == l.heading && len(b.stack) > floor {
		b.pop(len(b.stack) - 1)
	}
	level := b.below(Article)
	if level == Paragraph && b.lead() {
		level = Item
	}
	if kin, ok := b.kin(l.mk); ok {
		level = kin
	}
	b.gap(i)
	b.open(i, Clause{Level: level}, frame{heading: l.heading, opens: true})
	b.label()
	b.fill(i, true)
	return true
}

// chapterFloor is the number of frames that a numbered heading of level h leaves open: down to a chapter that is marked up
// no higher than its articles are.
func (b *builder) chapterFloor(h int) int {
	for n := len(b.stack) - 1; n > 0; n-- {
		if f := &b.stack[n]; f.mk.level == Chapter && f.mk.n > 0 && f.heading <= h {
			return n + 1
		}
	}
	return 1
}

// choose settles between the readings of an ambiguous marker ((i): letter or Roman; イ: いろは or 五十音) by the open lists.
func (b *builder) choose(l *line) {
	if l.mk.alt == nil {
		return
	}
	for reach := 1; reach <= 5; reach += 4 { // the next number, or one after a small gap
		for n := len(b.stack) - 1; n >= 0; n-- {
			for m := l.mk; m != nil; m = m.alt {
				if !follows(&b.stack[n].mk, m, reach) && !follows(&b.stack[n].last, m, reach) {
					continue
				}
				c := *m
				c.end, c.alt = l.mk.end, nil
				l.mk = &c
				return
			}
		}
	}
}

// follows reports whether m is at most reach numbers behind last in the same list.
func follows(last, m *marker, reach int) bool {
	return last.style == m.style && m.n > last.n && m.n <= last.n+reach
}

// placeNumber places 1. / (1) / a) / ① / イ by comparing it with the lists that are open.
func (b *builder) placeNumber(i int) bool {
	l := &b.lines[i]
	b.choose(l)
	m := l.mk
	opens := b.isHeading(i)
	best, score, fits := b.candidate(l, opens)
	nested := -2
	if m.n == 1 {
		nested = 3
	}
	if b.lead() {
		nested += 2
	}
	if best > 0 && l.indent > b.stack[best].indent {
		nested += 2
	}
	if m.weak && m.n != 1 && !fits && !(m.n == 2 && b.implied()) {
		return false
	}
	if best > 0 && score >= nested {
		if b.stack[best].implicit > 0 {
			b.stack[best].mk = marker{style: m.style, n: b.stack[best].implicit, number: strconv.Itoa(b.stack[best].implicit)}
		}
		b.pop2(best)
	} else {
		b.leaveBullets(l)
		if best > 0 && best < len(b.stack) && m.n == 1 && b.beginsAnew(i, best, opens) {
			b.pop2(best)
			b.leaveContents()
		}
	}
	b.gap(i)
	level := b.numberLevel(i, opens)
	if kin, ok := b.kin(m); ok {
		level = kin
	}
	b.open(i, Clause{Level: level}, frame{heading: l.heading, opens: opens, stops: terminal(b.s, l), goesOn: best > 0 && b.wentOn})
	b.label()
	b.fill(i, opens)
	return true
}

// leaveContents closes a table of contents, whose numbers begin anew with the text.
func (b *builder) leaveContents() {
	switch strings.ToLower(b.tree.Clauses[b.top().clause].Caption) {
	case "目次", "contents", "table of contents", "inhoud", "inhoudsopgave":
		b.pop(len(b.stack) - 1)
	}
}

// candidate is the open item, as the index of its frame, whose list the number of l most likely goes on with, and how well
// it fits; -1 if no list of its kind is open. fits says that some list has just the number before.
func (b *builder) candidate(l *line, opens bool) (best, score int, fits bool) {
	m := l.mk
	best = -1
	for n := len(b.stack) - 1; n > 0; n-- {
		f := &b.stack[n]
		last := f.mk.n
		if f.implicit > 0 && m.style.glyph == '1' && m.style.shape != "()" {
			last = f.implicit
		} else if f.mk.style != m.style {
			continue
		}
		v := b.likeness(f, l, opens)
		if last+1 == m.n {
			v += 4
			fits = true
		} else if m.n > last && m.n <= last+4 {
			v++
		} else {
			v -= 4
		}
		if best < 0 || v > score {
			best, score = n, v
		}
	}
	return best, score, fits
}

// beginsAnew reports whether number 1 at line i begins its list again in the place of frame n, rather than a list inside it.
func (b *builder) beginsAnew(i, n int, opens bool) bool {
	l := &b.lines[i]
	f := b.top()
	if b.lead() || opens && b.stack[n].opens || l.indent > b.stack[n].indent || f.opens && f.first == i-1 {
		return false
	}
	if b.inLaw() && b.tree.Clauses[b.stack[n].clause].Level <= Paragraph {
		return false // within an article only items begin at 1 again
	}
	own := b.tree.Clauses[f.clause].Sentences
	for _, k := range own[max(0, len(own)-4):] {
		if b.opens[k] {
			return false
		}
	}
	return true
}

// kin is the level of the clause that m follows in its list below the innermost open clause.
func (b *builder) kin(m *marker) (Level, bool) {
	f := b.top()
	c := &b.tree.Clauses[f.clause]
	if len(c.Children) == 0 || f.last.style != m.style || f.last.n >= m.n {
		return 0, false
	}
	return b.tree.Clauses[c.Children[len(c.Children)-1]].Level, f.last.number == b.tree.Clauses[c.Children[len(c.Children)-1]].Number
}

// pop2 closes the frame n and what is above it, and notes what its list was like.
func (b *builder) pop2(n int) {
	b.wentOn = b.stack[n].goesOn
	b.remember(n)
	b.pop(n)
}

// likeness compares a line with the first line of an open item of the same style.
func (b *builder) likeness(f *frame, l *line, opens bool) int {
	v := 0
	switch d := l.indent - f.indent; {
	case d == 0:
		v += 2
	case d > 0:
		v -= 2
	}
	if f.opens == opens {
		v++
	} else {
		v--
	}
	if f.stops == terminal(b.s, l) {
		v++
	}
	return v
}

// lead reports whether the last sentence so far announces a list, or the one before its proviso does.
func (b *builder) lead() bool {
	k := len(b.tree.Sentences) - 1
	for k > 0 && !b.opens[k] && b.tree.Sentences[k].Kind == Proviso && b.tree.Sentences[k-1].Clause == b.tree.Sentences[k].Clause {
		k--
	}
	if k < 0 {
		return false
	}
	x := b.tree.Sentences[k]
	return x.Kind != Caption && b.opens[k]
}

// implied reports whether the open clause is an article whose first paragraph has no number.
func (b *builder) implied() bool {
	for n := len(b.stack) - 1; n > 0; n-- {
		c := &b.tree.Clauses[b.stack[n].clause]
		if c.Level == Article || c.Level == Supplement {
			return plainCount(b.tree, c) > 0
		}
	}
	return false
}

func plainCount(t *Tree, c *Clause) int {
	n := 0
	for _, k := range c.Sentences {
		if t.Sentences[k].Kind != Caption {
			n++
		}
	}
	return n
}

// leaveBullets closes bullets before a number that does not stand deeper than they do.
func (b *builder) leaveBullets(l *line) {
	n := len(b.stack)
	for n > 1 && b.stack[n-1].mk.bullet() && b.stack[n-1].indent >= l.indent && !b.lead() {
		n--
	}
	b.pop(n)
}

// numberLevel is the level of a number without a word (1., (1), a., ①) below the innermost open clause.
func (b *builder) numberLevel(i int, opens bool) Level {
	l := &b.lines[i]
	parent := &b.tree.Clauses[b.top().clause]
	digits := l.mk.style.glyph == '1' || l.mk.style.glyph == 'A' || l.mk.style.glyph == 'I' || l.mk.style.glyph == 'Ⅰ' || l.mk.style.glyph == '⒈'
	switch {
	case parent.Level < Article && parent.Level == Supplement && digits:
		return Paragraph
	case parent.Level < Article && (opens || digits && !b.lead() && l.mk.style.shape != "()"):
		return Article
	case parent.Level < Article:
		return Item
	case parent.Level == Article && digits:
		had := plainCount(b.tree, parent)
		if b.lead() || had > 0 && l.mk.style.shape == "()" {
			return Item
		}
		return Paragraph
	case parent.Level == Article:
		return Item
	}
	return b.below(Item)
}
