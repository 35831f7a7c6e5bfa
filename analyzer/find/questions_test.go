package find

import (
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// A document must not change what words mean in the next one: a question turned into a statement takes new words.
func TestAnswersLeaveWordsAlone(t *testing.T) {
	f := builtinFinder(t)
	read := func() []token.Lexeme {
		text := "Do you read my mail? No."
		var list []token.Lexeme
		for _, w := range f.tokenizer.Tokens(text, corpus.Span{End: len(text)}, corpus.English) {
			list = append(list, *w.Lexeme)
		}
		return list
	}
	before := read()
	doc := plainDocument("Do you read my mail?\nNo.\n", corpus.English, corpus.Terms)
	f.Find([]Doc{{doc, clause.Split(doc)}})
	for i, after := range read() {
		if after != before[i] {
			t.Errorf("word %d is %+v after an answer was read, was %+v", i, after, before[i])
		}
	}
}
