package frame

import (
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"kiyaku/corpus"
)

// Names are the words that one document defines, folded and in English and Dutch in small letters, with the concepts that
// they stand for.
type Names map[string]Set

// A Glossary finds the names of one document in tokens. It is immutable.
type Glossary struct {
	trie
	names Names
	lang  corpus.Lang
	sum   uint64 // of the names, for this process
}

// NewGlossary makes a glossary of names, which must not change any more.
func NewGlossary(lang corpus.Lang, names Names) *Glossary {
	keys := slices.Sorted(maps.Keys(names))
	entries := make([]entry, len(keys))
	var h maphash.Hash
	h.SetSeed(seed)
	for i, k := range keys {
		set := names[k]
		entries[i].concepts = &set
		maphash.WriteComparable(&h, k)
		maphash.WriteComparable(&h, set)
	}
	return &Glossary{trie: trieOf(keys, entries), names: names, lang: lang, sum: h.Sum64()}
}

// Get gives what a name stands for, if the document defines it. A nil Glossary defines none.
func (g *Glossary) Get(name string) (Set, bool) {
	if g == nil {
		return Set{}, false
	}
	set, ok := g.names[name]
	return set, ok
}

// step goes on from node n of the trie by the next token, as it is written. It gives the node behind it, and the entry of
// the name that ends with the token; -1 for none.
func (g *Glossary) step(n int32, surface string, further bool) (next, entry int32) {
	last := surface
	if g.lang != corpus.Japanese {
		surface = strings.ToLower(surface)
		last = strings.TrimSuffix(strings.TrimSuffix(surface, "'s"), "’s") // the Customer's
		if further {
			n = g.walk(n, " ")
		}
	}
	if n == 0 {
		next = g.begin(surface)
	} else {
		next = g.walk(n, surface)
	}
	end := next
	if last != surface {
		end = g.walk(n, last)
	}
	if end < 0 {
		return next, -1
	}
	return next, g.nodes[end].entry
}
