package clause

import (
	"strings"

	"kiyaku/corpus"
)

// leadIns finds, for every list, the sentence that its items complete.
func (b *builder) leadIns() {
	t := b.tree
	inherited := make([]int, len(t.Clauses)) // the lead-in that reaches each clause from outside; -1
	for c := range t.Clauses {
		if c == 0 {
			inherited[0] = -1
		}
		b.leadIn(c, inherited)
	}
}

// leadIn links the children of clause c to the sentences of c that they complete. Parents come before their children.
func (b *builder) leadIn(c int, inherited []int) {
	t := b.tree
	cl := &t.Clauses[c]
	b.complete(c, inherited[c])
	k, lead := 0, -1
	for n, child := range cl.Children {
		before := k
		for k < len(cl.Sentences) && t.Sentences[cl.Sentences[k]].Span.Start < t.Clauses[child].Span.Start {
			k++
		}
		if k > before || n == 0 {
			lead = b.announcement(cl.Sentences[:k])
		}
		inherited[child] = -1
		if t.Clauses[child].Level < Item && (lead < 0 || !b.endsInColon(lead)) {
			continue
		}
		inherited[child] = lead
		if first := t.Clauses[child].Sentences; lead >= 0 && t.Sentences[lead].Kind == Caption && len(first) > 0 && t.Sentences[first[0]].Kind == Caption {
			inherited[child] = -1 // a section below a heading is no item
			if len(first) == 1 && len(t.Clauses[child].Children) == 0 && inherited[c] >= 0 {
				inherited[child] = inherited[c] // but a line alone below a captioned item is what the item says
				t.Sentences[first[0]].Kind, t.Clauses[child].Caption = Plain, ""
			}
			continue
		}
		if lead < 0 {
			inherited[child] = inherited[c]
		}
		if lead >= 0 && t.Sentences[lead].Kind == Plain {
			t.Sentences[lead].Kind = LeadIn
		}
	}
}

// endsInColon reports whether sentence n, outside of headings, breaks off at a colon: "The Provider undertakes to:" above
// numbered paragraphs.
func (b *builder) endsInColon(n int) bool {
	x := &b.tree.Sentences[n]
	text := strings.TrimRight(x.Body.In(b.s), "* _")
	return x.Kind != Caption && strings.HasSuffix(text, ":") && len(text) > 12
}

// announcement picks among the sentences before a list the one that it completes: the last one if it announces a list or is
// no full sentence, else the nearest that announces one; a heading if there is nothing else.
func (b *builder) announcement(before []int) int {
	t := b.tree
	for k := len(before) - 1; k >= 0 && k >= len(before)-4; k-- {
		x := &t.Sentences[before[k]]
		text := x.Body.In(b.s)
		switch {
		case x.Role != corpus.Body || x.Kind == Caption && x.Body.Len() == 0: // a number alone announces nothing
		case b.opens[before[k]]:
			return before[k]
		case x.Kind == Caption:
			if k == len(before)-1 {
				return before[k]
			}
			return -1
		case k == len(before)-1 && !stopped(text):
			return before[k]
		}
	}
	return -1
}

// complete marks the sentences of clause c that complete a lead-in: its first one (with a caption, the one behind it) for the
// lead-in outside, and unmarked phrases and table rows for a lead-in among its own sentences.
func (b *builder) complete(c, outside int) {
	t := b.tree
	own := -1
	for k, n := range t.Clauses[c].Sentences {
		x := &t.Sentences[n]
		if x.Role != corpus.Body {
			continue
		}
		text := x.Body.In(b.s)
		switch {
		case outside >= 0 && (k == 0 || k == 1 && t.Sentences[t.Clauses[c].Sentences[0]].Kind == Caption):
			x.LeadIn = outside
		case own >= 0 && (strings.Contains(text, " ／ ") || strings.HasPrefix(text, "|") || phrase(text)):
			x.LeadIn = own
			t.Sentences[own].Kind = max(t.Sentences[own].Kind, LeadIn)
			continue
		}
		own = -1
		if x.Kind != Caption && b.opens[n] {
			own = n
		}
	}
}

// phrase reports whether t is no full sentence.
func phrase(t string) bool {
	return t != "" && !stopped(t) && len(t) < 300
}
