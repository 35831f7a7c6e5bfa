package token

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kiyaku/corpus"
)

func TestTokensPointIntoTheStoredText(t *testing.T) {
	var tok Tokenizer
	for _, c := range []struct{ name, text, word, base string }{
		{"written like 行く", "教育を定期的に行っています。", "行っ", "行う"},
		{"plain", "当社は、登録データを監視します。", "監視", "監視"},
		{"look-alikes", "当社は、利⽤者のデータを閲覧する。", "利⽤", "利用"},
		{"half-width kana", "当社はﾃﾞｰﾀを保存する。", "ﾃﾞｰﾀ", "データ"},
		{"spaces inside words", "当社は、デー タを保存する。", "デー タ", "データ"},
		{"full-width letters", "ＩＤを管理する。", "ＩＤ", "ID"},
	} {
		text := "第1条\n" + c.text
		tokens := tok.Tokens(text, corpus.Span{Start: len("第1条\n"), End: len(text)}, corpus.Japanese)
		found := false
		for _, k := range tokens {
			if k.Span.In(text) == c.word {
				found = true
				if k.Base != c.base {
					t.Errorf("%s: base of %q = %q, want %q", c.name, c.word, k.Base, c.base)
				}
			}
		}
		if !found {
			t.Errorf("%s: no token stands for %q in %v", c.name, c.word, tokens)
		}
	}
}

func TestWords(t *testing.T) {
	var tok Tokenizer
	text := "We won't access Customer's Data (incl. 1,000.5 GB), except as-needed."
	tokens := tok.Tokens(text, corpus.Span{End: len(text)}, corpus.English)
	var got []string
	for _, k := range tokens {
		got = append(got, k.Base)
	}
	want := "we won't access customer data ( incl . 1,000.5 gb ) , except as-need ."
	if strings.Join(got, " ") != want {
		t.Errorf("Tokens(%q) = %q, want %q", text, strings.Join(got, " "), want)
	}
}

func TestStemKeepsFunctionWordsApart(t *testing.T) {
	if Stem("us", corpus.English) == Stem("use", corpus.English) {
		t.Error("us and use fall together")
	}
	if Stem("used", corpus.English) != Stem("using", corpus.English) {
		t.Error("used and using fall apart")
	}
}

// One long run of a class costs the dictionary lattice the square of its length unless it is cut.
func TestLongRunsStayLinear(t *testing.T) {
	var tok Tokenizer
	for _, unit := range []string{"a", "ア", "=", "漢"} {
		text := strings.Repeat(unit, 100_000)
		if tokens := tok.Tokens(text, corpus.Span{End: len(text)}, corpus.Japanese); len(tokens) == 0 {
			t.Errorf("no tokens for a run of %q", unit)
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	var tok Tokenizer
	text := strings.Repeat("当社は、保守運用上必要と判断した場合、データ等について監視、分析、調査等必要な行為を行うことができるものとします。", 20)
	tok.Tokens(text, corpus.Span{End: len(text)}, corpus.Japanese)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		tok.Tokens(text, corpus.Span{End: len(text)}, corpus.Japanese)
	}
}

// An unknown sign and the bracket beside it would be one word to the dictionary, and the bracket never close.
func TestBracketsStandAlone(t *testing.T) {
	tok := &Tokenizer{}
	for _, text := range []string{"事業者（Example Inc.）に", "[甲]、[乙]に", "処理（！）する", "（※）～（注）"} {
		for _, x := range tok.Tokens(text, corpus.Span{End: len(text)}, corpus.Japanese) {
			if n := utf8.RuneCountInString(x.Surface); n > 1 && strings.ContainsAny(x.Surface, "（）()[]") {
				t.Errorf("%s: %q is one word", text, x.Surface)
			}
		}
	}
}

func TestStems(t *testing.T) {
	for phrase, want := range map[string][]string{
		"customers' data": {"customer", "", "data"},
		"up to 99.9%":     {"up", "to", "99.9", "%"},
		"Art. 32":         {"art", ".", "32"},
		"opt-out":         {"opt-out"},
	} {
		got := Stems(phrase, corpus.English)
		if !slices.Equal(got, want) {
			t.Errorf("Stems(%q) = %q, want %q", phrase, got, want)
		}
		var text []string
		for _, x := range (&Tokenizer{}).Tokens(phrase, corpus.Span{End: len(phrase)}, corpus.English) {
			text = append(text, x.Base)
		}
		if !slices.Equal(got, text) {
			t.Errorf("Stems(%q) = %q, but text is cut into %q", phrase, got, text)
		}
	}
}
