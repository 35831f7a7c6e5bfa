package fold

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestString(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"control characters", "契約者\x02デー\u0080タ", "契約者データ"},
		{"emphasis in Japanese", "データを**分析**する", "データを分析する"},
		{"emphasis at the ends", "***当社***は、**「甲」**", "当社は、「甲」"},
		{"stars that are no emphasis", "2**3, **bold**, ****", "2**3, **bold**, ****"},
		{"plain text stays", "当社は、データを監視する。", "当社は、データを監視する。"},
		{"Kangxi radicals", "利⽤者⼜は第三者", "利用者又は第三者"},
		{"radicals that NFKC leaves alone", "⺠法と⻑期と⻄暦", "民法と長期と西暦"},
		{"half-width kana with voice marks", "ﾃﾞｰﾀﾊﾟｽﾜｰﾄﾞ", "データパスワード"},
		{"decomposed voice marks", "テ\u3099ータ", "データ"},
		{"full-width letters and digits", "ＩＤ１２", "ID12"},
		{"full-width punctuation stays", "（１）、①。", "（1）、①。"},
		{"comma and full stop of another style", "甲は，乙に対し．", "甲は、乙に対し。"},
		{"decimal point", "１．５倍", "1.5倍"},
		{"spaces inside words", "デ ー　タ", "データ"},
		{"no-break space", "access\u00a0 the data", "access  the data"},
		{"zero width and soft hyphen", "個\u200b人情\u00ad報", "個人情報"},
		{"quotes", "“we’ll”", `"we'll"`},
		{"invalid UTF-8", "a\xffb", "a b"},
	} {
		if got := String(c.in); got != c.want {
			t.Errorf("%s: String(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func ExampleText_Origin() {
	text := "利⽤者のﾃﾞｰﾀ"
	f := New(text)
	at := strings.Index(f.S, "データ")
	from, to := f.Origin(at, at+len("データ"))
	fmt.Println(f.S, text[from:to])
	// Output: 利用者のデータ ﾃﾞｰﾀ
}

// Every folded part leads back to a part of the original that folds to the same, and parts keep their order.
func TestOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"当", "⽤", "ﾃﾞ", "ア", "Ａ", "a", " ", "　", "\u200b", "テ\u3099", "①", "．", "1", "\xff", "⺠", "é"})).Draw(t, "parts"), "")
		f := New(s)
		if !utf8.ValidString(f.S) {
			t.Fatalf("New(%q).S = %q is not UTF-8", s, f.S)
		}
		last := 0
		for i, r := range f.S {
			from, to := f.Origin(i, i+utf8.RuneLen(r))
			if from < last || to < from || to > len(s) {
				t.Fatalf("Origin(%d, %d) of %q = %d, %d after %d", i, i+utf8.RuneLen(r), s, from, to, last)
			}
			last = from
		}
		if from, to := f.Origin(0, len(f.S)); from < 0 || to > len(s) {
			t.Fatalf("Origin of all of %q = %d, %d", s, from, to)
		}
	})
}

func FuzzNew(f *testing.F) {
	for _, s := range []string{"", "利⽤ ﾃﾞｰﾀ", "\xff\xe3\x82", "か\u3099\u3099", "．．", "  　"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := New(s)
		if String(s) != x.S {
			t.Fatalf("String(%q) = %q, New gives %q", s, String(s), x.S)
		}
		if from, to := x.Origin(0, len(x.S)); from < 0 || to > len(s) || from > to {
			t.Fatalf("Origin of all of %q = %d, %d", s, from, to)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	text := strings.Repeat("当社は、利用者のデータを監視、分析することができるものとします。（１）ＩＤ", 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		New(text)
	}
}
