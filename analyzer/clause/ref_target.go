package clause

// resolve finds the clauses that a unit names, seen from sentence k.
func (x *index) resolve(k int, u unit) []int {
	t := x.b.tree
	here := t.Sentences[k].Clause
	switch u.kind {
	case '条':
		return x.article(here, u)
	case '章', '節':
		return x.ancestor(here, u)
	}
	level := Paragraph
	if u.kind == '号' {
		level = Item
	}
	at := here
	for at > 0 && t.Clauses[at].Level > level {
		at = t.Clauses[at].Parent
	}
	switch u.how {
	case '本':
		return []int{at}
	case '同':
		return x.last
	case '第':
		for at > 0 && t.Clauses[at].Level >= level {
			at = t.Clauses[at].Parent
		}
		return x.below(at, u)
	}
	if u.kind == '号' && t.Clauses[at].Level < Item { // 前各号 in the sentence behind or before the list
		if u.count == 0 {
			return x.listOf(at)
		}
		return x.neighbours(at, u) // paragraphs that are numbered like items
	}
	return x.neighbours(at, u)
}

// listOf gives the items of clause c, or of the paragraph before it.
func (x *index) listOf(c int) []int {
	t := x.b.tree
	for n := 0; n < 2 && c > 0; n++ {
		var out []int
		for _, d := range t.Clauses[c].Children {
			if t.Clauses[d].Level >= Item {
				out = append(out, d)
			}
		}
		if len(out) > 0 {
			return out
		}
		if before := x.neighbours(c, unit{how: '前', count: 1}); len(before) == 1 {
			c = before[0]
		}
	}
	return nil
}

// neighbours gives the siblings before (前) or behind (次) clause c: one, count, or all (count 0).
func (x *index) neighbours(c int, u unit) []int {
	t := x.b.tree
	if c <= 0 {
		return nil
	}
	var kin []int
	pos := -1
	list := t.Clauses[t.Clauses[c].Parent].Children
	lo, hi := 0, len(list)
	for lo < hi {
		if m := (lo + hi) / 2; list[m] < c {
			lo = m + 1
		} else {
			hi = m
		}
	}
	pos = lo
	switch {
	case u.how == '次':
		kin = list[min(pos+1, len(list)):min(pos+1+max(u.count, 1), len(list))]
	case u.count == 0:
		kin = list[max(0, pos-100):pos]
	default:
		kin = list[max(0, pos-u.count):pos]
	}
	var out []int
	for _, d := range kin {
		if t.Clauses[d].Level == t.Clauses[c].Level {
			out = append(out, d)
		}
	}
	return out
}

// ancestor finds 本章 and 本節.
func (x *index) ancestor(c int, u unit) []int {
	level := Chapter
	if u.kind == '節' {
		level = Section
	}
	for ; c > 0; c = x.b.tree.Clauses[c].Parent {
		if x.b.tree.Clauses[c].Level == level && u.how == '本' {
			return []int{c}
		}
	}
	return nil
}

// article finds 第8条, 本条, 前条, 次条, 同条, 前二条.
func (x *index) article(here int, u unit) []int {
	p := x.place[here]
	switch u.how {
	case '第':
		return x.nearest(x.articles[u.num], here)
	case '同':
		for _, c := range x.last {
			if q := x.place[c]; q >= 0 {
				return []int{x.order[q]}
			}
		}
		return nil
	}
	if p < 0 {
		return nil
	}
	switch u.how {
	case '本':
		return []int{x.order[p]}
	case '前':
		if u.count == 0 {
			u.count = min(p, 100)
		}
		return append([]int(nil), x.order[max(0, p-u.count):p]...)
	case '次':
		return append([]int(nil), x.order[min(p+1, len(x.order)):min(p+1+max(u.count, 1), len(x.order))]...)
	}
	return nil
}

// nearest picks among clauses of the same number the one in the same part of the document, else the first one.
func (x *index) nearest(among []int, here int) []int {
	if len(among) < 2 {
		return among
	}
	top := x.top(here)
	for _, c := range among[:min(len(among), 50)] {
		if x.top(c) == top {
			return []int{c}
		}
	}
	return among[:1]
}

// top is the outermost clause that c stands in.
func (x *index) top(c int) int {
	for c > 0 && x.b.tree.Clauses[c].Parent > 0 {
		c = x.b.tree.Clauses[c].Parent
	}
	if c > 0 && x.b.tree.Clauses[c].Level == Article {
		return 0
	}
	return c
}
