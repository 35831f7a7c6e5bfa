package token

import "github.com/ikawaha/kagome/v2/tokenizer"

// kagomeCut cuts a text with kagome itself. It takes over twice as long as a lattice, which must give the same words:
// it is what lattices are compared with, and it cuts the texts that they leave.
func (d *dictionary) kagomeCut(s string, list []morph) []morph {
	d.plain.Do(func() {
		d.kagome.Index.Dup = d.duplicates()
		k, err := tokenizer.New(d.kagome, tokenizer.OmitBosEos())
		if err != nil {
			panic("token: dictionary: " + err.Error())
		}
		d.tokenizer = k
	})
	for _, k := range d.tokenizer.Tokenize(s) {
		list = append(list, morph{int32(k.ID), int32(k.Position), int32(k.Position + len(k.Surface)), k.Class != tokenizer.KNOWN})
	}
	return list
}

// duplicates counts the further words that are written as the first of them, by its id, as kagome keeps them.
func (d *dictionary) duplicates() map[int32]int32 {
	m := make(map[int32]int32, 50_000)
	first := -1
	for id, w := range d.words {
		if first < 0 && w&homograph != 0 {
			first = id
		}
		if first >= 0 && w&homograph == 0 {
			m[int32(first)] = int32(id - first)
			first = -1
		}
	}
	return m
}
