package find

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// In whatever order the words of the rules' examples stand, they are read, and findings keep their promises.
func TestWordsInAnyOrder(t *testing.T) {
	f := builtinFinder(t)
	for _, g := range f.lex.Languages {
		lang := corpus.Lang(g.Code)
		t.Run(string(lang), func(t *testing.T) {
			words := exampleWords(g, lang)
			rnd := rand.New(rand.NewPCG(1, 2))
			for range 12000 {
				text := shuffled(rnd, words, lang)
				doc := plainDocument(text, lang, corpus.Terms)
				d := Doc{doc, clause.Split(doc)}
				func() {
					defer func() {
						if p := recover(); p != nil {
							t.Fatalf("%q: %v", text, p)
						}
					}()
					promises(t, &d, f.Find([]Doc{d}))
				}()
			}
		})
	}
}

// exampleWords gives every word of the examples of a language as often as it occurs.
func exampleWords(g *lexicon.Language, lang corpus.Lang) []string {
	var list []string
	tokenizer := &token.Tokenizer{}
	for i := range g.Rules {
		for _, ex := range slices.Concat(g.Rules[i].Hit, g.Rules[i].Miss) {
			for _, t := range tokenizer.Tokens(ex.Text, corpus.Span{End: len(ex.Text)}, lang) {
				list = append(list, t.Surface)
			}
		}
	}
	return list
}

// shuffled puts words together to a few sentences and items.
func shuffled(rnd *rand.Rand, words []string, lang corpus.Lang) string {
	space := " "
	if lang == corpus.Japanese {
		space = ""
	}
	var b strings.Builder
	for range 1 + rnd.IntN(3) {
		for range 1 + rnd.IntN(12) {
			b.WriteString(words[rnd.IntN(len(words))] + space)
		}
		b.WriteString([]string{".", "。", "\n", ":\n- ", "：\n(1) ", "\n1. ", ";", ", "}[rnd.IntN(8)])
	}
	return b.String()
}
