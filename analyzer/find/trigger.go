package find

import (
	"math/bits"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// triggers finds rules by the concepts of their action and by what they ask of place, modality and actor, so that a frame is
// tried against few of them.
type triggers struct {
	all        []*rule
	always     ruleSet   // rules without an action
	byConcept  []ruleSet // by concept: rules with it in their action; nil if none
	byPlace    [8]ruleSet
	byModality [8]ruleSet
	byActor    [32]ruleSet
}

// A ruleSet is a set of rules, by their index.
type ruleSet []uint64

func (s ruleSet) add(i int) { s[i/64] |= 1 << (i % 64) }

func index(rules []*rule) triggers {
	words := (len(rules) + 63) / 64
	none := func() ruleSet { return make(ruleSet, words) }
	t := triggers{all: rules, always: none(), byConcept: make([]ruleSet, 64*len(frame.Set{}))}
	for i := range t.byPlace {
		t.byPlace[i], t.byModality[i] = none(), none()
	}
	for who := range t.byActor {
		t.byActor[who] = none()
	}
	for i, r := range rules {
		for k := range t.byPlace {
			if r.places[k] {
				t.byPlace[k].add(i)
			}
			if r.modalities[k] {
				t.byModality[k].add(i)
			}
		}
		for who := range t.byActor {
			if r.meets(frame.Actor(who)) {
				t.byActor[who].add(i)
			}
		}
		if len(r.Action) == 0 {
			t.always.add(i)
			continue
		}
		for c := range r.action.All() {
			if t.byConcept[c] == nil {
				t.byConcept[c] = none()
			}
			t.byConcept[c].add(i)
		}
	}
	return t
}

// apply gives the rules that are meant for documents of the kind and scope.
func (t *triggers) apply(kind corpus.Kind, scope string) ruleSet {
	set := make(ruleSet, len(t.always))
	for i, r := range t.all {
		if (r.kinds == nil || r.kinds[string(kind)]) && (r.scopes == nil || r.scopes[scope]) {
			set.add(i)
		}
	}
	return set
}

// rules gives the rules among those that may fire on f: whose action, place, modality and actor it meets. They come in the
// order of the lexicon, in the place of what scratch holds.
func (t *triggers) rules(among ruleSet, f *frame.Frame, scratch []*rule) []*rule {
	var few [16]uint64
	found := append(few[:0], t.always...)
	for c := range f.Action.Set.All() {
		for w, b := range t.byConcept[c] {
			found[w] |= b
		}
	}
	places, modalities, actors := t.byPlace[f.Place], t.byModality[f.Modality], t.byActor[f.Actor]
	list := scratch[:0]
	for w := range found {
		for b := among[w] & found[w] & places[w] & modalities[w] & actors[w]; b != 0; b &= b - 1 {
			list = append(list, t.all[w*64+bits.TrailingZeros64(b)])
		}
	}
	return list
}
