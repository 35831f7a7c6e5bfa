package clause

import (
	"strings"

	"kiyaku/corpus"
)

// plainText makes a document with one block a line, as plain text is read.
func plainText(text string) *corpus.Document {
	doc := &corpus.Document{Text: text}
	for i := 0; i < len(text); {
		e := strings.IndexByte(text[i:], '\n')
		if e < 0 {
			e = len(text)
		} else {
			e += i
		}
		if strings.TrimSpace(text[i:e]) != "" {
			doc.Blocks = append(doc.Blocks, corpus.Block{Kind: corpus.Paragraph, Span: corpus.Span{Start: i, End: e}})
		}
		i = e + 1
	}
	return doc
}
