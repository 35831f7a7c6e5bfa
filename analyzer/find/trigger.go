package find

import (
	"math/bits"

	"kiyaku/analyzer/frame"
)

// triggers finds rules by the concepts of their action, so that a frame is not tried against all of them.
type triggers struct {
	all       []*rule
	always    []uint64   // rules without an action, as a bit set of indexes in all
	byConcept [][]uint64 // by concept: rules with it in their action; nil if none
}

func index(rules []*rule) triggers {
	words := (len(rules) + 63) / 64
	t := triggers{all: rules, always: make([]uint64, words), byConcept: make([][]uint64, 64*len(frame.Set{}))}
	for i, r := range rules {
		if len(r.Action) == 0 {
			t.always[i/64] |= 1 << (i % 64)
			continue
		}
		for c := range r.action.All() {
			if t.byConcept[c] == nil {
				t.byConcept[c] = make([]uint64, words)
			}
			t.byConcept[c][i/64] |= 1 << (i % 64)
		}
	}
	return t
}

// rules gives the rules whose action meets set, and those that ask for none, in the order of the lexicon, in the place of
// what scratch holds.
func (t *triggers) rules(set *frame.Set, scratch []*rule) []*rule {
	var few [16]uint64
	found := append(few[:0], t.always...)
	for c := range set.All() {
		for w, b := range t.byConcept[c] {
			found[w] |= b
		}
	}
	list := scratch[:0]
	for w, b := range found {
		for ; b != 0; b &= b - 1 {
			list = append(list, t.all[w*64+bits.TrailingZeros64(b)])
		}
	}
	return list
}
