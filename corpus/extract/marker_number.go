package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// legalWord is the length of the word for a division of a contract that s begins with.
func legalWord(s string) (int, class) {
	for _, w := range [...]struct {
		word  string
		class class
	}{
		{"Article", article}, {"ARTICLE", article}, {"Artikel", article}, {"ARTIKEL", article}, {"§", article},
		{"Section", article}, {"SECTION", article}, {"Clause", article}, {"Chapter", part}, {"CHAPTER", part},
		{"Hoofdstuk", part}, {"Part", part}, {"PART", part}, {"Annex", part}, {"ANNEX", part}, {"Appendix", part},
		{"Schedule", part}, {"SCHEDULE", part}, {"Exhibit", part}, {"EXHIBIT", part}, {"Bijlage", part},
	} {
		if strings.HasPrefix(s, w.word) {
			return len(w.word), w.class
		}
	}
	return 0, noMarker
}

// latinNumberLen is the length of 7, 7.2, IV or A.
func latinNumberLen(s string) int {
	n := digitsLen(s)
	for n > 0 && n+1 < len(s) && s[n] == '.' && digitsLen(s[n+1:]) > 0 {
		n += 1 + digitsLen(s[n+1:])
	}
	if n > 0 {
		return n
	}
	for n < len(s) && strings.IndexByte("IVXLC", s[n]) >= 0 {
		n++
	}
	if n == 0 && s != "" && s[0] >= 'A' && s[0] <= 'Z' {
		n = 1
	}
	if n < len(s) && (unicode.IsLetter(rune(s[n])) || s[n] >= utf8.RuneSelf) {
		return 0
	}
	return n
}

// latinEnumLen is the length of a single letter or a small Roman number of one case.
func latinEnumLen(s string) int {
	n := 0
	for n < len(s) && n < 6 && strings.IndexByte("ivxIVX", s[n]) >= 0 {
		n++
	}
	if n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
		if n > 0 {
			return 0
		}
		n = 1
		if len(s) > 1 && (s[1] >= 'a' && s[1] <= 'z' || s[1] >= 'A' && s[1] <= 'Z') {
			return 0
		}
	}
	if n == 0 {
		if r, w := utf8.DecodeRuneInString(s); r >= 'ａ' && r <= 'ｚ' || r >= 'Ａ' && r <= 'Ｚ' {
			return w
		}
	}
	return n
}

// separatorLen is the length of the full stop, bracket or comma that ends a number, with a Markdown escape before it.
func separatorLen(s string) int {
	esc := 0
	if strings.HasPrefix(s, `\`) {
		esc = 1
	}
	r, w := utf8.DecodeRuneInString(s[esc:])
	if r == '.' || r == ')' || r == '．' || r == '）' || r == '、' || r == '｡' || r == '。' || r == ':' || r == '：' {
		return esc + w
	}
	return 0
}

// numeralLen is the length of the digits or the Japanese number that s begins with.
func numeralLen(s string) int {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if n := digitsLen(s[i:]); n > 0 {
		return i + n
	}
	n := i
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if !isKanjiDigit(r) {
			break
		}
		n += w
	}
	if n == i {
		return 0
	}
	return n
}

func digitsLen(s string) int {
	n := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if !digit(r) {
			break
		}
		n += w
	}
	return n
}

func startsWithDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return digit(r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// enumKana reports whether r numbers a subitem: アイウ… or イロハ….
func enumKana(r rune) bool {
	return r >= 'ア' && r <= 'ン' && strings.ContainsRune("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホロ", r) ||
		r >= 'ｱ' && r <= 'ﾄ'
}
