package find

import (
	"strings"

	"kiyaku/corpus"
)

// tableHeads gives, by sentence, the first row of the English or Dutch table in which it is a row; itself if it is none.
func (d *doc) tableHeads() []int {
	heads := make([]int, len(d.Sentences))
	before := false
	for i := range heads {
		row := d.Document.Lang != corpus.Japanese && d.row(i)
		heads[i] = i
		if row && before {
			heads[i] = heads[i-1]
		}
		before = row
	}
	return heads
}

// row reports whether sentence i is a row of a table.
func (d *doc) row(i int) bool {
	s := d.Sentences[i].Body.In(d.Text)
	return strings.HasPrefix(s, "|") || strings.Contains(s, cellMark)
}
