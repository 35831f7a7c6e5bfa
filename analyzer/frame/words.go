package frame

import "strings"

// A wordTable tells something of words and is mostly asked for others: bits of their letters answer that without a search.
type wordTable[V any] struct {
	all   map[string]V
	signs []uint64 // a bit for the sign of each word; a power of two of them
}

// words is a set of words.
type words = wordTable[struct{}]

// wordSet is the set of the words of list, which white space parts.
func wordSet(list string) words {
	all := map[string]struct{}{}
	for w := range strings.FieldsSeq(list) {
		all[w] = struct{}{}
	}
	return tableOf(all)
}

// tableOf is the table of what all tells of its keys.
func tableOf[V any](all map[string]V) wordTable[V] {
	t := wordTable[V]{all: all, signs: make([]uint64, 1)}
	for len(t.signs)*8 < len(all) { // an eighth of the bits at most
		t.signs = append(t.signs, t.signs...)
	}
	for word := range all {
		s := sign(word)
		t.signs[s>>6&uint(len(t.signs)-1)] |= 1 << (s & 63)
	}
	return t
}

// get is what the table tells of word; ok is false if it does not hold it.
func (t *wordTable[V]) get(word string) (v V, ok bool) {
	if !t.may(word) {
		return v, false
	}
	v, ok = t.all[word]
	return v, ok
}

// of is what the table tells of word, the zero V if it does not hold it.
func (t *wordTable[V]) of(word string) V {
	v, _ := t.get(word)
	return v
}

// has reports whether the table holds word.
func (t *wordTable[V]) has(word string) bool {
	if !t.may(word) {
		return false
	}
	_, ok := t.all[word]
	return ok
}

// may is false for most words that the table does not hold.
func (t *wordTable[V]) may(word string) bool {
	if word == "" || len(t.signs) == 0 {
		return false
	}
	s := sign(word)
	return t.signs[s>>6&uint(len(t.signs)-1)]>>(s&63)&1 == 1
}

// sign is a number of ten bits and more that few words share.
func sign(word string) uint {
	n := len(word)
	return uint(word[0]) ^ uint(word[n-1])<<1 ^ uint(word[n/2])<<4 ^ uint(n)<<3
}
