package clause

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// isHeading reports whether the marked line i is a heading with its text below, rather than a provision or an item.
func (b *builder) isHeading(i int) bool {
	l := &b.lines[i]
	t := l.text(b.s)
	if l.heading > 0 {
		return true
	}
	if l.mk.style.shape == "条" || l.mk.level == Supplement {
		head, rest := caption(t)
		return head != "" && rest == ""
	}
	if l.row || strings.Contains(t, "\n") {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(t)
	if t == "" || strings.Contains(t, "。") || strings.ContainsRune(".．;；、,", end) || opensList(t) && !strings.HasSuffix(t, "：") && !strings.HasSuffix(t, ":") {
		return false
	}
	if l.bold {
		return true
	}
	if japaneseText(t) {
		if utf8.RuneCountInString(t) > 45 || b.endsAsItem(i, t) && !b.kinOpens(l.mk) || strings.Count(t, "、") > 2 {
			return false
		}
	} else if len(t) > 90 || strings.Count(t, " ") > 11 {
		return false
	}
	if i+1 >= len(b.lines) || b.lines[i+1].role != corpus.Body {
		return false
	}
	next := &b.lines[i+1]
	if (end == ':' || end == '：') && next.mk != nil {
		return false // a lead-in
	}
	if next.mk == nil {
		return next.heading == 0 || next.heading >= plainHeading || l.mk.style.depth == 1
	}
	return next.mk.bullet() && !l.mk.bullet() || next.mk.n == 1 && (next.mk.style != l.mk.style || l.mk.n == 1 || b.kinOpens(l.mk)) && next.mk.level != Article && next.mk.level != Chapter
}

// endsAsItem is itemEnd for the marked line i: a heading may end in 者 or もの if a sentence stands below it.
func (b *builder) endsAsItem(i int, t string) bool {
	if !itemEnd(t) {
		return false
	}
	if !strings.HasSuffix(t, "者") && !strings.HasSuffix(t, "もの") || i+1 >= len(b.lines) {
		return true
	}
	next := &b.lines[i+1]
	return next.mk != nil || !terminal(b.s, next)
}

// kinOpens reports whether the item before m in its list is a heading with text below.
func (b *builder) kinOpens(m *marker) bool {
	for n := len(b.stack) - 1; n > 0; n-- {
		if f := &b.stack[n]; f.mk.style == m.style && f.mk.n+1 == m.n {
			return f.opens
		}
	}
	return false
}

// label gives the clause on top of the stack its citation: by its level, and by the way its document numbers.
func (b *builder) label() {
	f := b.top()
	c := &b.tree.Clauses[f.clause]
	if c.Label != "" || c.Number == "" {
		if f.mk.style.glyph == '第' && f.mk.style.shape != "条" && c.Number != "" {
			c.Label = lawLabel(c.Number, f.mk.style.shape)
		}
		return
	}
	if f.mk.style.depth > 1 || f.mk.style.glyph == '§' || f.mk.style.glyph == 'w' {
		c.Label = "§" + c.Number
		return
	}
	lang := b.tree.Doc.Lang
	ja := b.inLaw() && (lang == corpus.Japanese || lang == "" && b.law)
	arabic := c.Number[0] >= '0' && c.Number[0] <= '9'
	switch {
	case c.Level == Article && f.mk.style.shape == "()":
		c.Label = "(" + c.Number + ")"
	case c.Level <= Article:
		c.Label = "§" + c.Number
	case ja && c.Level == Paragraph && arabic:
		c.Label = lawLabel(c.Number, "項")
	case ja && c.Level == Item && arabic:
		c.Label = lawLabel(c.Number, "号")
	case ja && !arabic:
		c.Label = c.Number
	default:
		c.Label = "(" + c.Number + ")"
	}
}

// inLaw reports whether the innermost clause stands in 第N条 or 附則, where 項 and 号 are spoken of.
func (b *builder) inLaw() bool {
	for n := len(b.stack) - 1; n > 0; n-- {
		if g := b.stack[n].mk.style; g.shape == "条" || g.glyph == '附' {
			return true
		}
	}
	return false
}

// gap notes numbers that are missing or occur twice in a list.
func (b *builder) gap(i int) {
	m := b.lines[i].mk
	last := b.top().last
	if m.style != last.style || m.parent != last.parent || m.n == last.n+1 || m.n == 1 || m.weak || strings.Contains(m.number, "-") {
		return
	}
	if m.n == last.n {
		if m.number == last.number && m.number != "" {
			b.problem("numbering-duplicate", fmt.Sprintf("Number %s occurs twice.", m.number), b.lines[i].span)
		}
		return
	}
	b.problem("numbering-gap", fmt.Sprintf("Number %s follows %s.", m.number, last.number), b.lines[i].span)
}
