package frame

import (
	"bytes"
	"maps"
	"slices"
)

// A trie finds words by their bytes. The children of a node are numbered one after the other, those of the next node after
// them, so that the bytes that lead to them lie side by side.
type trie struct {
	nodes   []node // with one more at the end
	labels  []byte // by node: the byte that leads to it
	entries []entry
}

type node struct {
	first int32 // its first child; the last is the one before the first child of the next node
	entry int32 // index in entries; -1 if no word ends here
}

// An entry is what a word stands for. Entries share their sets, which are never changed.
type entry struct {
	concepts, shields *Set // shields is nil for a word that shields nothing
}

// newTrie makes a trie of the words in draft.
func newTrie(draft map[string]*draftEntry) trie {
	keys := slices.Sorted(maps.Keys(draft))
	entries := make([]entry, len(keys))
	shared := map[Set]*Set{}
	share := func(s *Set) *Set {
		if shared[*s] == nil {
			own := *s
			shared[*s] = &own
		}
		return shared[*s]
	}
	for i, k := range keys {
		entries[i].concepts = share(&draft[k].concepts)
		if draft[k].isShield {
			entries[i].shields = share(&draft[k].shields)
		}
	}
	return trieOf(keys, entries)
}

// trieOf makes a trie of words in ascending order, with their entries.
func trieOf(keys []string, entries []entry) trie {
	t := trie{entries: entries}
	type branch struct{ from, to, depth int } // the words that begin alike up to depth
	branches := []branch{{to: len(keys)}}
	t.labels = append(t.labels, 0)
	for n := 0; n < len(branches); n++ {
		b := branches[n]
		at := node{first: int32(len(branches)), entry: -1}
		if b.from < b.to && len(keys[b.from]) == b.depth {
			at.entry = int32(b.from)
			b.from++
		}
		for b.from < b.to {
			label, end := keys[b.from][b.depth], b.from+1
			for end < b.to && keys[end][b.depth] == label {
				end++
			}
			branches = append(branches, branch{b.from, end, b.depth + 1})
			t.labels = append(t.labels, label)
			b.from = end
		}
		t.nodes = append(t.nodes, at)
	}
	t.nodes = append(t.nodes, node{first: int32(len(branches)), entry: -1})
	return t
}

// fewLabels is how many bytes are looked through one by one.
const fewLabels = 8

// walk goes on from node n by the bytes of s; -1 if no word goes on like that.
func (t *trie) walk(n int32, s string) int32 {
	if n < 0 {
		return -1
	}
	for i := range len(s) {
		first, end := t.nodes[n].first, t.nodes[n+1].first
		labels := t.labels[first:end]
		k := -1
		if len(labels) > fewLabels {
			k = bytes.IndexByte(labels, s[i])
		} else {
			for j, l := range labels {
				if l == s[i] {
					k = j
					break
				}
			}
		}
		if k < 0 {
			return -1
		}
		n = first + int32(k)
	}
	return n
}

// find gives the entry of a word; -1 if there is none.
func (t *trie) find(word string) int32 {
	n := t.walk(0, word)
	if n < 0 {
		return -1
	}
	return t.nodes[n].entry
}
