package frame

import "strings"

// words is a set of words that is mostly asked for others: bits of their letters answer that without a search.
type words struct {
	all   map[string]struct{}
	signs []uint64 // a bit for the sign of each word; a power of two of them
}

// wordSet is the set of the words of list, which white space parts.
func wordSet(list string) words {
	fields := strings.Fields(list)
	w := words{all: make(map[string]struct{}, len(fields)), signs: make([]uint64, 1)}
	for len(w.signs)*8 < len(fields) { // an eighth of the bits at most
		w.signs = append(w.signs, w.signs...)
	}
	for _, f := range fields {
		w.all[f] = struct{}{}
		s := sign(f)
		w.signs[s>>6%uint(len(w.signs))] |= 1 << (s & 63)
	}
	return w
}

// has reports whether word is in the set.
func (w *words) has(word string) bool {
	if word == "" || len(w.signs) == 0 {
		return false
	}
	if s := sign(word); w.signs[s>>6&uint(len(w.signs)-1)]>>(s&63)&1 == 0 {
		return false
	}
	_, ok := w.all[word]
	return ok
}

// sign is a number of ten bits and more that few words share.
func sign(word string) uint {
	n := len(word)
	return uint(word[0]) ^ uint(word[n-1])<<1 ^ uint(word[n/2])<<4 ^ uint(n)<<3
}
