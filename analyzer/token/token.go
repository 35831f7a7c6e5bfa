package token

import (
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// A Tokenizer cuts sentences into tokens. The zero value is ready; the Japanese dictionary is loaded when the first
// Japanese sentence comes. Safe for concurrent use.
type Tokenizer struct {
	load       sync.Once
	dictionary *dictionary

	english, dutch lexemes
}

// Tokens cuts the part of text that span covers. Spans of the tokens point into text; white space gives no tokens. A
// dictionary that does not open is a fault of the build and panics.
func (t *Tokenizer) Tokens(text string, span corpus.Span, lang corpus.Lang) []Token {
	f := fold.New(span.In(text))
	var tokens []Token // their spans are still those in the folded text
	switch lang {
	case corpus.English, corpus.Dutch:
		tokens = t.words(f.S, lang)
	default:
		tokens = t.morphemes(f.S)
	}
	for i := range tokens {
		s := &tokens[i].Span
		from, to := f.Origin(s.Start, s.End)
		*s = corpus.Span{Start: span.Start + from, End: span.Start + to}
	}
	return tokens
}

// maxRun is the longest run of one class of characters, in bytes, that is given to the Japanese tokenizer at once: the
// lattice of unknown words grows with the square of such runs, and no word is that long.
const maxRun = 120

// morphemes cuts s with kagome.
func (t *Tokenizer) morphemes(s string) []Token {
	t.load.Do(func() { t.dictionary = openDictionary(image) })
	tokens := []Token{}
	var few [128]morph
	for from := 0; from < len(s); {
		to := pieceEnd(s, from)
		morphs := t.dictionary.cut(s[from:to], few[:0])
		tokens = slices.Grow(tokens, len(morphs))
		for i := range morphs {
			start, end := from+int(morphs[i].start), from+int(morphs[i].end)
			if m := t.dictionary.lexeme(&morphs[i], s[start:end]); m.POS != Space {
				tokens = append(tokens, Token{Span: corpus.Span{Start: start, End: end}, Surface: s[start:end], Lexeme: m})
			}
		}
		from = to
	}
	return tokens
}

// pieceEnd finds where to cut s so that no run of one character class is longer than maxRun, and no bracket is one unknown
// word with the signs beside it: （Example Inc.）
func pieceEnd(s string, from int) int {
	run, class, last := 0, -1, ' '
	for i, r := range s[from:] {
		c := classOf(r)
		switch {
		case (bracket(r) || bracket(last)) && sign(r) && sign(last) && !(listed(r) && listed(last)):
			return from + i
		case c != class:
			class, run = c, i
		case i-run > maxRun:
			return from + i
		}
		last = r
	}
	return len(s)
}

func bracket(r rune) bool {
	switch r {
	case '(', ')', '[', ']', '（', '）', '［', '］', '【', '】', '〔', '〕', '「', '」', '『', '』':
		return true
	}
	return false
}

// listed reports whether the dictionary has a sign as a word.
func listed(r rune) bool {
	return bracket(r) && r >= utf8.RuneSelf || r == '、' || r == '。' || r == '・'
}

func sign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

const ascii = 4 // the class of ASCII characters

func classOf(r rune) int {
	switch {
	case r >= 0x3041 && r <= 0x309F:
		return 1
	case r >= 0x30A0 && r <= 0x30FF:
		return 2
	case r >= 0x3400 && r <= 0x9FFF:
		return 3
	case r < 0x80:
		return ascii
	}
	return 5
}

func partOfSpeech(pos, sub string) POS {
	switch pos {
	case "名詞":
		switch sub {
		case "サ変接続":
			return VerbalNoun
		case "数":
			return Number
		case "接尾":
			return Suffix
		case "形容動詞語幹":
			return Adjective
		}
		return Noun
	case "動詞":
		return Verb
	case "形容詞":
		return Adjective
	case "助動詞":
		return Auxiliary
	case "助詞":
		return Particle
	case "接続詞":
		return Conjunction
	case "副詞", "連体詞":
		return Adverb
	case "接頭詞":
		return Prefix
	case "記号":
		if sub == "空白" {
			return Space
		}
		return Symbol
	}
	return Other
}
