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
	kana    []int32 // by character from firstKana on: the node that it leads to from the root; -1 for none
}

// firstKana…lastKanji are the characters of three bytes that nearly all Japanese words begin with.
const (
	firstKana = 0x3000
	lastKanji = 0x9FFF
)

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
	t.index()
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

// index fills t.kana; it stays empty where no word begins with such a character.
func (t *trie) index() {
	for lead := range byte(7) {
		second := t.walk(0, string([]byte{0xe3 + lead}))
		if second < 0 {
			continue
		}
		if t.kana == nil {
			t.kana = make([]int32, lastKanji-firstKana+1)
			for i := range t.kana {
				t.kana[i] = -1
			}
		}
		for a := t.nodes[second].first; a < t.nodes[second+1].first; a++ {
			for b := t.nodes[a].first; b < t.nodes[a+1].first; b++ {
				t.kana[kanaIndex(0xe3+lead, t.labels[a], t.labels[b])] = b
			}
		}
	}
}

// kanaIndex gives the place in kana of the character of three bytes.
func kanaIndex(a, b, c byte) int {
	return (int(a)<<12&0xf000 | int(b)<<6&0xfc0 | int(c)&0x3f) - firstKana
}

// begin gives the node that s leads to from the root; -1 for none.
func (t *trie) begin(s string) int32 {
	if t.kana == nil || len(s) < 3 || s[0] < 0xe3 || s[0] > 0xe9 || s[1]>>6 != 2 || s[2]>>6 != 2 {
		return t.walk(0, s)
	}
	return t.walk(t.kana[kanaIndex(s[0], s[1], s[2])], s[3:])
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
