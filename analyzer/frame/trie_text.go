package frame

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kiyaku/lexicon/lines"
)

// text writes t down, so that [openTrie] need not make it from its words again: how many words there are, then node by node
// the characters, how many children each has, and which set the word that ends there stands for; then the words that
// shield something, by their number among the words in this order. number gives the number of a set.
func (t *trie) text(b *strings.Builder, number func(*Set) int) {
	var labels, children, concepts strings.Builder
	var shields []string
	words := 0
	for n := range len(t.nodes) - 1 {
		if n > 0 {
			labels.WriteRune(t.labels[n])
		}
		children.WriteRune(digit(int(t.nodes[n+1].first - t.nodes[n].first)))
		e := t.nodes[n].entry
		if e < 0 {
			concepts.WriteRune(digit(0))
			continue
		}
		concepts.WriteRune(digit(1 + number(t.entries[e].concepts)))
		if s := t.entries[e].shields; s != nil {
			shields = append(shields, fmt.Sprintf("%d %d", words, number(s)))
		}
		words++
	}
	fmt.Fprintf(b, "%d\n%s\n%s\n%s\n", words, labels.String(), children.String(), concepts.String())
	writeLines(b, shields)
}

// firstDigit stands for 0; the characters behind it for the numbers behind, without those that no text has.
const (
	firstDigit      = '!'
	firstSurrogate  = 0xD800
	surrogatesCount = 0x800
)

func digit(n int) rune {
	if n += firstDigit; n >= firstSurrogate {
		n += surrogatesCount
	}
	return rune(n)
}

func digitValue(c rune) int32 {
	if c >= firstSurrogate {
		c -= surrogatesCount
	}
	return c - firstDigit
}

// openTrie reads what text wrote; r.Bad says that it was something else.
func openTrie(r *lines.Reader, sets []Set) trie {
	words, labels, children, concepts := r.Number(), r.Line(), r.Line(), r.Line()
	size := utf8.RuneCountInString(labels) + 1
	t := trie{nodes: make([]node, size+1), labels: make([]rune, 1, size), entries: make([]entry, 0, words)}
	for _, c := range labels {
		t.labels = append(t.labels, c)
	}
	n, next := 0, int32(1)
	for _, c := range children {
		if n == size || digitValue(c) < 0 || int(next+digitValue(c)) > size {
			break
		}
		t.nodes[n].first = next
		next += digitValue(c)
		n++
	}
	k := 0
	for _, c := range concepts {
		set := digitValue(c) - 1
		if k == size || int(set) >= len(sets) || set < -1 || set >= 0 && len(t.entries) == words {
			break
		}
		t.nodes[k].entry = -1
		if set >= 0 {
			t.nodes[k].entry = int32(len(t.entries))
			t.entries = append(t.entries, entry{concepts: &sets[set]})
		}
		k++
	}
	r.Bad = r.Bad || n != size || int(next) != size || k != size || len(t.entries) != words
	for range r.Number() {
		word, set, _ := strings.Cut(r.Line(), " ")
		if w, s := r.Parse(word), r.Parse(set); w < words && s < len(sets) && !r.Bad {
			t.entries[w].shields = &sets[s]
		} else {
			r.Bad = true
		}
	}
	if r.Bad {
		return trie{}
	}
	t.nodes[size] = node{first: int32(size), entry: -1}
	t.index()
	return t
}
