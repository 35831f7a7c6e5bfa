package extract

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzCharacters holds the loops that look at eight bytes at a time against the plain way.
func FuzzCharacters(f *testing.F) {
	for _, s := range []string{
		"", "a", japaneseSample, "１．第1条　データ（①）", "  a b\tc \n\nd  ", "a\x00b", "\x7f\x1b\v\f\r", "あ\uFFFDい", "\xE3\x81", "\xED\xA0\x80あああ", "\xE0\x80\x80ああ",
		"aaaaaaa\u0085", "ああ\u2028", "\u2029", "ああああ\xFF", "“”©é漢字𠮷野家\U0010FFFF", "12345678\x1f", "。", "あ、い", "\xEF\xBF\xBD\xEF\xBF", "\xE3\x80\x82",
		"\n                         a", " \t        ", "a\vb", "ああああああ\v", "\u00a9\u0086ああああ\u2027",
	} {
		f.Add(s)
	}
	breaks := regexp.MustCompile("[\n-\r\u0085\u2028\u2029]")
	f.Fuzz(func(t *testing.T, s string) {
		valid, clean := inspect([]byte(s))
		wantClean := !strings.ContainsRune(s, utf8.RuneError) && strings.IndexFunc(s, control) < 0
		if valid != utf8.ValidString(s) || valid && clean != wantClean {
			t.Errorf("inspect(%q) = %t, %t, want %t, %t", s, valid, clean, utf8.ValidString(s), wantClean)
		}
		ascii := 0
		for ascii < len(s) && s[ascii] < utf8.RuneSelf {
			ascii++
		}
		if got := asciiLen([]byte(s)); got != ascii {
			t.Errorf("asciiLen(%q) = %d, want %d", s, got, ascii)
		}
		if !valid {
			return
		}
		if got, want := runeCount(s), utf8.RuneCountInString(s); got != want {
			t.Errorf("runeCount(%q) = %d, want %d", s, got, want)
		}
		if got, want := hasBreak(s), breaks.MatchString(s); got != want {
			t.Errorf("hasBreak(%q) = %t, want %t", s, got, want)
		}
		wantBreaks := strings.ContainsAny(s, "\v\u0085\u2028\u2029")
		if got, want := mayBreak([]byte(s)), wantBreaks || strings.Contains(s, "&#"); got != want {
			t.Errorf("mayBreak(%q) = %t, want %t", s, got, want)
		}
		if got, want := trimPageSpace(s), strings.TrimLeft(s, pageSpace); got != want {
			t.Errorf("trimPageSpace(%q) = %q, want %q", s, got, want)
		}
		if got, want := asciiCount(s), strings.Count(strings.Map(asciiOnly, s), "a"); got != want {
			t.Errorf("asciiCount(%q) = %d, want %d", s, got, want)
		}
		if got, want := hasFullStop(s), strings.Contains(s, "。"); got != want {
			t.Errorf("hasFullStop(%q) = %t, want %t", s, got, want)
		}
		if got, want := plainLen(s), plainLenBytes(s); got != want {
			t.Errorf("plainLen(%q) = %d, want %d", s, got, want)
		}
		if got, want := trim(s), strings.TrimFunc(s, blank); got != want {
			t.Errorf("trim(%q) = %q, want %q", s, got, want)
		}
	})
}

// asciiOnly makes an a of each ASCII character and drops the others.
func asciiOnly(r rune) rune {
	if r < utf8.RuneSelf {
		return 'a'
	}
	return -1
}

func plainLenBytes(s string) int {
	for i := range len(s) {
		if isPageSpace(s[i]) && (s[i] != ' ' || i == 0 || i+1 < len(s) && isPageSpace(s[i+1])) {
			return i
		}
	}
	return len(s)
}

func TestPhrases(t *testing.T) {
	p := newPhrases("規約 |dpa| data_processing")
	for s, want := range map[string]bool{
		"利用規約": true, "規": false, "約規": false, "Our DPA": true, "dpa、": true, "dpas": false, "_dpa": false, "Data Processing": true, "data-processing": false,
	} {
		if got := p.in(s); got != want {
			t.Errorf("in(%q) = %t, want %t", s, got, want)
		}
	}
}

func TestDeclaredCharset(t *testing.T) {
	for s, want := range map[string]string{
		`<meta charset="Shift_JIS">`: "Shift_JIS", `<meta http-equiv=content-type content="text/html; CHARSET = euc-jp">`: "euc-jp",
		`<?xml version="1.0" encoding='utf-8'?>`: "utf-8", `<a href="x=y">`: "", `charset=`: "", `charset=""><meta charset=big5`: "big5",
	} {
		if got := declaredCharset([]byte(s)); got != want {
			t.Errorf("declaredCharset(%q) = %q, want %q", s, got, want)
		}
	}
}
