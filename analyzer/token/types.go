// Package token cuts a sentence into words: Japanese with kagome on its IPA dictionary, English and Dutch at white space and
// punctuation with a small lemmatizer. It is the only package that knows kagome.
//
// The dictionary is kagome's own, laid out once (go generate) so that it opens in place instead of being unpacked at each
// start; tests compare the two word by word.
package token

import "kiyaku/corpus"

// POS is the part of speech, as far as frames need it.
type POS uint8

// Parts of speech. For English and Dutch only Word, Number, Symbol and Space are used.
const (
	Other       POS = iota
	Noun            // 名詞
	VerbalNoun      // サ変接続: 監視, 分析
	Verb            // 動詞
	Adjective       // 形容詞, 形容動詞語幹
	Auxiliary       // 助動詞
	Particle        // 助詞
	Conjunction     // 接続詞
	Adverb          // 副詞, 連体詞
	Prefix          // 接頭詞
	Suffix          // 名詞,接尾
	Symbol          // punctuation and brackets
	Number
	Space
	Word // a word of a language that is not tagged
)

// A Token is one word of a sentence.
type Token struct {
	Span    corpus.Span // in Document.Text
	Surface string      // folded
	*Lexeme
}

// A Lexeme is what is known of a word wherever it stands. Tokens of one word share it: it is never changed.
type Lexeme struct {
	Base string // dictionary form; the lower-case lemma for English and Dutch
	Low  string // in small letters, as it is spelled; "" for Japanese
	POS  POS
	Sub  string // second part-of-speech field of the IPA dictionary: 格助詞, 非自立, …; "" elsewhere
	Form string // inflected form of the IPA dictionary: 連用形, 未然形, …; "" elsewhere
}
