package find

import (
	"strings"

	"kiyaku/corpus"
)

// tableHead gives the first row of the English or Dutch table in which sentence i is a row; i if it is none.
func (d *doc) tableHead(i int) int {
	for d.Document.Lang != corpus.Japanese && i > 0 && d.row(i) && d.row(i-1) {
		i--
	}
	return i
}

func (d *doc) row(i int) bool {
	s := d.Sentences[i].Body.In(d.Text)
	return strings.HasPrefix(s, "|") || strings.Contains(s, " ／ ")
}
