package find

import (
	"slices"
	"testing"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// A word of the lexicon that is cut otherwise than text is would never be found.
func TestEveryWordCanBeFound(t *testing.T) {
	f := builtinFinder(t)
	for _, g := range f.lex.Languages {
		lang := corpus.Lang(g.Code)
		voc := f.language(lang).voc
		tried := 0
		found := func(text string, span corpus.Span) bool {
			tokens := f.tokenizer.Tokens(text, corpus.Span{End: len(text)}, lang)
			return slices.ContainsFunc(voc.Mentions(tokens), func(m frame.Mention) bool {
				return tokens[m.First].Span.Start <= span.Start && tokens[m.Last].Span.End >= span.End
			})
		}
		try := func(owner string, words ...string) {
			for _, w := range words {
				if w == "" || w[0] == '@' || w[0] == '*' { // other concepts, ends of compounds
					continue
				}
				tried++
				before, behind := "the ", " data"
				if lang == corpus.Japanese {
					before, behind = "当社は", "を行う"
				}
				inside := corpus.Span{Start: len(before), End: len(before) + len(w)}
				if !found(w, corpus.Span{End: len(w)}) && !found(before+w, inside) && !found(before+w+behind, inside) && !found(w+behind, corpus.Span{End: len(w)}) {
					t.Errorf("lexicon/%s: %s: %q is not found in a text that holds it", lang, owner, w)
				}
			}
		}
		for _, c := range g.Concepts {
			try(c.Name, slices.Concat(c.Words, c.Except)...)
		}
		for i := range g.Rules {
			r := &g.Rules[i]
			try(r.ID, slices.Concat(r.Action, r.Object, r.NotObject, r.Recipient, r.Purpose, r.NotPurpose, r.Condition, r.Without,
				r.Context, r.NotContext, r.Excepted, r.NotOnly, r.Serving, slices.Concat(r.With...))...)
		}
		if tried < 5000 {
			t.Errorf("lexicon/%s: only %d words were tried", lang, tried)
		}
	}
}
