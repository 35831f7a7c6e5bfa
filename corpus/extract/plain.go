package extract

import (
	"strings"

	"kiyaku/corpus"
)

// plainText makes one block of each line that is not blank. The text stays as it is, line breaks included.
func plainText(text string) *draft {
	d := &draft{text: text}
	eachLine(text, func(start, end int) {
		if start, end = trimSpan(text, start, end); start < end {
			d.blocks = append(d.blocks, corpus.Block{Span: corpus.Span{Start: start, End: end}})
		}
	})
	outline(text, d.blocks, markers(text, d.blocks))
	return d
}

// eachLine calls f with the range of every line, without its line break. Form feed, NEL and the Unicode separators end
// lines too.
func eachLine(text string, f func(start, end int)) {
	start := 0
	for start < len(text) {
		end, next := len(text), len(text)
		if i := strings.IndexAny(text[start:], "\n\r\f\v"); i >= 0 {
			end, next = start+i, start+i+1
		}
		f(start, end)
		start = next
	}
}
