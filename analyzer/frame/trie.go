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
	size := 1
	for i, k := range keys {
		size += len(k)
		if i > 0 {
			size -= common(keys[i-1], k)
		}
	}
	t := trie{nodes: make([]node, size+1), labels: make([]byte, size), entries: entries}
	type branch struct{ from, to, depth int32 } // the words that begin alike up to depth
	branches := make([]branch, 1, size)
	branches[0].to = int32(len(keys))
	for n := range size {
		b := branches[n]
		at := node{first: int32(len(branches)), entry: -1}
		if b.from < b.to && len(keys[b.from]) == int(b.depth) {
			at.entry = b.from
			b.from++
		}
		for b.from < b.to {
			label, end := keys[b.from][b.depth], b.from+1
			for end < b.to && keys[end][b.depth] == label {
				end++
			}
			t.labels[len(branches)] = label
			branches = append(branches, branch{b.from, end, b.depth + 1})
			b.from = end
		}
		t.nodes[n] = at
	}
	t.nodes[size] = node{first: int32(size), entry: -1}
	return t
}

// common gives how many bytes a and b begin with in common.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
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

// words lists the words by entry.
func (t *trie) words() []string {
	words, prefixes := make([]string, len(t.entries)), make([]string, len(t.nodes))
	for n := range len(t.nodes) - 1 {
		if e := t.nodes[n].entry; e >= 0 {
			words[e] = prefixes[n]
		}
		for c := t.nodes[n].first; c < t.nodes[n+1].first; c++ {
			prefixes[c] = prefixes[n] + string(t.labels[c:c+1])
		}
	}
	return words
}
