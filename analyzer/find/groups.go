package find

import (
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// purposesBelow reports whether most items of the list that sentence l opens end in ため.
func (d *doc) purposesBelow(l int) bool {
	purposes := 0
	for _, i := range d.items[l] {
		if d.readings[i] != nil && d.readings[i].Tail == frame.Purpose {
			purposes++
		}
	}
	return 2*purposes > len(d.items[l])
}

// orphans gives numbered items that no sentence opens to the one that announces them, where another sentence stands between:
// 当社は、下記の目的に必要な情報を閲覧できます。開示は方針に従います。(1) …
func (d *doc) orphans() {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		c := &d.Clauses[s.Clause]
		if s.LeadIn >= 0 || s.Kind == clause.Caption || s.Role != corpus.Body || !d.itemLike(i) || len(c.Sentences) == 0 || c.Sentences[0] != i || c.Parent < 0 {
			continue
		}
		before := -1 // the last sentences of the parent before its items
		for _, j := range d.Clauses[c.Parent].Sentences {
			if j < i && d.Sentences[j].Kind != clause.Caption && d.Sentences[j].LeadIn < 0 {
				before = j
			}
		}
		if before < 0 && c.Level == clause.Article {
			s.LeadIn = d.purposesAbove(c.Parent)
			continue
		}
		if c.Level == clause.Article && i-1 != before && d.Sentences[i-1].LeadIn < before-1 {
			continue // no list goes on here
		}
		for j := before; j >= 0 && j > before-2 && d.Sentences[j].Clause == c.Parent; j-- {
			if d.announces(j) {
				s.LeadIn = j
				break
			}
		}
	}
}

// purposesAbove gives the heading of clause c if it says that purposes follow: 【利用目的】; -1 if it does not.
func (d *doc) purposesAbove(c int) int {
	for _, j := range d.Clauses[c].Sentences {
		if d.Sentences[j].Kind == clause.Caption && strings.HasSuffix(strings.TrimRight(d.Sentences[j].Body.In(d.Text), "】］]」 について"), "目的") {
			return j
		}
	}
	return -1
}

// pastGroups moves items that stand below a heading inside a list, or below a number that stands alone, to the sentence
// that announces the list: 以下の目的で利用します：［サービス改善］・新機能の開発.
func (d *doc) pastGroups() {
	for i := range d.Sentences {
		l := d.Sentences[i].LeadIn
		for steps := 0; l >= 0 && steps < 8 && d.onlyGroups(l); steps++ {
			next := d.Sentences[l].LeadIn
			if next < 0 {
				next = d.announcedBefore(l)
			}
			if next < 0 {
				break
			}
			d.Sentences[i].LeadIn = next
			l = next
		}
	}
}

// onlyGroups reports whether sentence l is a heading that tells nothing of what the list is for, or a marker without words.
func (d *doc) onlyGroups(l int) bool {
	s := &d.Sentences[l]
	return s.Kind == clause.Caption && !d.announces(l) && !strings.Contains(s.Body.In(d.Text), "目的") || strings.TrimSpace(s.Body.In(d.Text)) == ""
}

// announcedBefore finds the sentence that announces the list in which heading l stands: the last one before it that is no
// item, if the heading's clause lies below it and it says that something follows; -1 if there is none.
func (d *doc) announcedBefore(l int) int {
	for j := l - 1; j >= 0; j-- {
		s := &d.Sentences[j]
		if s.Role != corpus.Body || s.LeadIn >= 0 || s.Kind == clause.Caption && j > 0 && d.Sentences[j].Clause != d.Clauses[d.Sentences[l].Clause].Parent {
			continue
		}
		if s.Kind != clause.Caption && d.announces(j) && d.within(d.Sentences[l].Clause, s.Clause) {
			return j
		}
		return -1
	}
	return -1
}

// within reports whether clause c lies below clause outer, or is a sibling that follows in the same clause.
func (d *doc) within(c, outer int) bool {
	for p := d.Clauses[c].Parent; p >= 0; p = d.Clauses[p].Parent {
		if p == outer {
			return p > 0
		}
	}
	return false
}

// itemLike reports whether sentence i may be an item: by its level, or as a numbered line that is no full sentence.
func (d *doc) itemLike(i int) bool {
	s := &d.Sentences[i]
	c := &d.Clauses[s.Clause]
	switch c.Level {
	case clause.Article: // in a text without articles, items bear their numbers
		if !strings.HasPrefix(c.Label, "§") || len(c.Sentences) != 1 || len(c.Children) > 0 {
			return false
		}
	case clause.Paragraph:
	default:
		return c.Level >= clause.Item
	}
	return !strings.HasSuffix(strings.TrimSpace(s.Body.In(d.Text)), "。")
}
