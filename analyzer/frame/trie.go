package frame

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A trie finds words by their characters. The children of a node are numbered one after the other, those of the next node
// after them, so that the characters that lead to them lie side by side, in ascending order.
type trie struct {
	nodes   []node // with one more at the end
	labels  []rune // by node: the character that leads to it
	entries []entry
	ascii   [utf8.RuneSelf]int32 // by character: the node that it leads to from the root; -1 for none
	kana    []int32              // the same for characters from firstKana on; nil in a small trie
}

// firstKana…lastKanji are the characters that nearly all Japanese words begin with.
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
		shared := 0
		if i > 0 {
			shared = common(keys[i-1], k)
		}
		size += utf8.RuneCountInString(k[shared:])
	}
	t := trie{nodes: make([]node, size+1), labels: make([]rune, size), entries: entries}
	type branch struct{ from, to, depth int32 } // the words that begin alike up to byte depth
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
			label, width := utf8.DecodeRuneInString(keys[b.from][b.depth:])
			end := b.from + 1
			for end < b.to && strings.HasPrefix(keys[end][b.depth:], keys[b.from][b.depth:int(b.depth)+width]) {
				end++
			}
			t.labels[len(branches)] = label
			branches = append(branches, branch{b.from, end, b.depth + int32(width)})
			b.from = end
		}
		t.nodes[n] = at
	}
	t.nodes[size] = node{first: int32(size), entry: -1}
	t.index()
	return t
}

// common gives how many bytes of whole characters a and b begin with in common.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

// manyStarts is with how many characters words must begin that a table of them is worth its memory.
const manyStarts = 64

// index fills t.ascii and t.kana.
func (t *trie) index() {
	for i := range t.ascii {
		t.ascii[i] = -1
	}
	starts := t.labels[t.nodes[0].first:t.nodes[1].first]
	if len(starts) > manyStarts && starts[len(starts)-1] >= firstKana {
		t.kana = slices.Repeat([]int32{-1}, lastKanji-firstKana+1)
	}
	for i, c := range starts {
		switch n := t.nodes[0].first + int32(i); {
		case c < utf8.RuneSelf:
			t.ascii[c] = n
		case c >= firstKana && c <= lastKanji && t.kana != nil:
			t.kana[c-firstKana] = n
		}
	}
}

// begin gives the node that s leads to from the root; -1 for none.
func (t *trie) begin(s string) int32 {
	switch c, width := utf8.DecodeRuneInString(s); {
	case width == 0:
		return 0
	case c < utf8.RuneSelf:
		return t.walk(t.ascii[c], s[1:])
	case c >= firstKana && c <= lastKanji && t.kana != nil:
		return t.walk(t.kana[c-firstKana], s[width:])
	}
	return t.walk(0, s)
}

// fewLabels is how many characters are looked through one by one.
const fewLabels = 8

// walk goes on from node n by the characters of s; -1 if no word goes on like that.
func (t *trie) walk(n int32, s string) int32 {
	if n < 0 {
		return -1
	}
	for _, c := range s {
		first := t.nodes[n].first
		labels := t.labels[first:t.nodes[n+1].first]
		k := -1
		if len(labels) > fewLabels {
			if at, found := slices.BinarySearch(labels, c); found {
				k = at
			}
		} else {
			for j, l := range labels {
				if l == c {
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
