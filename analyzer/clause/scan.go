package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus/fold"
)

// at gives the rune at s[i:] folded to its usual shape (Ａ → A, ⼀ → 一, odd spaces → ' ') and its length in bytes; 0, 0
// at the end. It folds rune by rune, since fold.New drops the space of 「一 法令」 that makes 一 a number.
func at(s string, i int) (rune, int) {
	if i >= len(s) {
		return 0, 0
	}
	if s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if r >= 0x3001 && r <= 0x30FF || r >= 0x4E00 && r <= 0x9FFF {
		return r, n
	}
	if r == '．' || r == '，' || r == '｡' || r == '､' {
		return r, n
	}
	f := fold.String(s[i : i+n])
	if f == "" {
		return 0xAD, n // vanishes: treated as a soft hyphen
	}
	r, _ = utf8.DecodeRuneInString(f)
	return r, n
}

func blank(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == 0xAD }

// spaces skips white space from i on.
func spaces(s string, i int) int {
	for {
		r, n := at(s, i)
		if n == 0 || !blank(r) {
			return i
		}
		i += n
	}
}

// trimRight gives the end of s without white space.
func trimRight(s string, from, to int) int {
	for to > from {
		r, n := utf8.DecodeLastRuneInString(s[from:to])
		if !unicode.IsSpace(r) && r != 0xFEFF && r != 0x200B {
			break
		}
		to -= n
	}
	return to
}

// japanese reports whether r is written in Japanese words: kana, ideographs and 々.
func japanese(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF && r != '・' || r >= 0x3400 && r <= 0x9FFF || r == '々' || r >= 0x2E80 && r <= 0x2FD5
}

func hiragana(r rune) bool { return r >= 0x3041 && r <= 0x309F }

func katakana(r rune) bool { return r >= 0x30A1 && r <= 0x30FE }

func digit(r rune) bool { return r >= '0' && r <= '9' }

// closing maps opening brackets and quotation marks to their partners.
func closing(r rune) rune {
	switch r {
	case '(':
		return ')'
	case '（':
		return '）'
	case '「':
		return '」'
	case '『':
		return '』'
	case '｢':
		return '｣'
	case '【':
		return '】'
	case '[':
		return ']'
	case '［':
		return '］'
	case '〔':
		return '〕'
	case '〈':
		return '〉'
	case '《':
		return '》'
	case '＜':
		return '＞'
	case '“':
		return '”'
	}
	return 0
}

func closes(r rune) bool {
	switch r {
	case ')', ']', '）', '」', '｣', '』', '】', '］', '〕', '〉', '》', '＞', '”':
		return true
	}
	return false
}

// stopped reports whether t ends with a full stop or its like, as sentences do.
func stopped(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(t)
	switch r {
	case '。', '｡', '．', '.', '！', '？', '!', '?':
		return true
	}
	return false
}

// kanjiNumber reads a number in ideographs (十二, 百三, 二〇) from s[i:]; n is the place behind it, i if there is none.
func kanjiNumber(s string, i int) (value, n int) {
	total, digitValue := 0, 0
	n = i
	for {
		r, w := at(s, n)
		k := strings.IndexRune("〇一二三四五六七八九", r)
		switch {
		case w == 0:
			return total + digitValue, n
		case k >= 0:
			digitValue = digitValue*10 + k/3
		case r == '十':
			total, digitValue = total+max(digitValue, 1)*10, 0
		case r == '百':
			total, digitValue = total+max(digitValue, 1)*100, 0
		default:
			return total + digitValue, n
		}
		if total+digitValue > 9999 {
			return 0, i
		}
		n += w
	}
}

// arabic reads a decimal number of at most four digits, full-width or not.
func arabic(s string, i int) (value, n int) {
	n = i
	for {
		r, w := at(s, n)
		if w == 0 || !digit(r) {
			return value, n
		}
		value = value*10 + int(r-'0')
		if value > 9999 {
			return 0, i
		}
		n += w
	}
}

// number reads either kind.
func number(s string, i int) (value, n int) {
	if value, n = arabic(s, i); n > i {
		return value, n
	}
	return kanjiNumber(s, i)
}

// width is the number of terminal columns of s: 2 for Japanese, 1 for the rest.
func width(s string) int {
	w := 0
	for _, r := range s {
		switch {
		case r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF01 && r <= 0xFF60):
			w += 2
		default:
			w++
		}
	}
	return w
}
