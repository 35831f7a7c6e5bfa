package clause

import "kiyaku/corpus"

// Split divides doc.Text into clauses and sentences, in text order.
func Split(doc *corpus.Document) *Tree {
	return &Tree{Doc: doc, Clauses: []Clause{{Parent: -1, Span: corpus.Span{End: len(doc.Text)}}}}
}

// Citation names clause i the way lawyers cite it: 第12条第2項第3号, §1.4; "" for the root.
func (t *Tree) Citation(i int) string { return "" }

// Headline is the caption of the nearest clause from i upwards that has one.
func (t *Tree) Headline(i int) string { return "" }
