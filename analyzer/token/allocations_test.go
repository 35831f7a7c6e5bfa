//go:build !race

package token

import (
	"testing"

	"kiyaku/corpus"
)

// TestAllocations: cutting a text whose words were met before takes memory for its tokens and for nothing else. (The race
// detector makes pools forget at random.)
func TestAllocations(t *testing.T) {
	const text = "当社は、法令に基づく場合を除き、契約者が本サービスに登録したデータを閲覧、分析又は利用しません。"
	var tok Tokenizer
	span := corpus.Span{End: len(text)}
	tok.Tokens(text, span, corpus.Japanese)
	if n := testing.AllocsPerRun(100, func() { tok.Tokens(text, span, corpus.Japanese) }); n > 2 {
		t.Errorf("Tokens takes memory %v times, want 2: tokens and the folded text", n)
	}
	var few [64]morph
	if n := testing.AllocsPerRun(100, func() { tok.dictionary.cut(text, few[:0]) }); n > 0 {
		t.Errorf("cut takes memory %v times", n)
	}
}
