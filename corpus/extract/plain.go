package extract

import (
	"strings"
	"unicode/utf8"

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
	breaks := "\n\r\f\v"
	if unicodeBreak(text) { // which is rare, and takes longer to look for
		breaks += "\u0085\u2028\u2029"
	}
	start := 0
	for start < len(text) {
		end, next := len(text), len(text)
		if i := strings.IndexAny(text[start:], breaks); i >= 0 {
			_, width := utf8.DecodeRuneInString(text[start+i:])
			end, next = start+i, start+i+width
		}
		f(start, end)
		start = next
	}
}
