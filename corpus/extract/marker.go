package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is the shape of a marker: items of one list share it.
type class uint8

// Shapes of markers.
const (
	noMarker    class = iota
	bullet            // ・ ● -
	part              // 第1編, 第1章, Chapter 1, 附則
	section           // 第1節, 第1款
	article           // 第1条, Article 1, § 1
	dotted            // 1.2, 1-2
	numberDot         // 1.
	numberParen       // 1）
	numberSpace       // "２　", the number of a paragraph
	parenNumber       // (1), （一）
	parenKana         // （ア）
	parenLetter       // (a), (iv)
	circled           // ①
	kanji             // 一、, "二　", as statutes number 号
	kana              // ア．
	letter            // a.
	roman             // iv., Ⅳ
)

const (
	closings = ")）]］〕】＞〉"
	// What a paragraph's number is never followed by: "10 日以内".
	counters = "日月年週時分秒円名件回人か箇ヶカヵ個社つ営歳才度点種台本文字倍割％%"
)

// isBullet reports whether r marks an item of a list without numbers.
func isBullet(r rune) bool {
	switch r {
	case '・', '･', '●', '○', '◯', '■', '□', '◆', '◇', '▼', '▽', '▶', '►', '▲', '△', '※', '★', '☆', '•', '◦', '‣', '▪', '▫', '⚫', '⬤', '◉', '◎':
		return true
	}
	return false
}

// isDash reports whether r does so with a space behind it.
func isDash(r rune) bool {
	switch r {
	case '-', '–', '—', '*', '+', '‐', '−':
		return true
	}
	return false
}

func isOpening(r rune) bool {
	switch r {
	case '(', '（', '[', '［', '〔', '【', '＜', '〈':
		return true
	}
	return false
}

func isKanjiDigit(r rune) bool {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '壱', '弐', '参':
		return true
	}
	return false
}

// markerLen is the number of bytes of the number or bullet that s begins with. A bullet before a number counts as one
// marker with it: "●第1条".
func markerLen(s string) int {
	n, _ := scanMarker(s)
	return n
}

// scanMarker reads the marker at the head of s: its length in bytes, without white space after it, and its shape. The
// shape of a number with a bullet before it is that of the number.
func scanMarker(s string) (int, class) {
	r, w := utf8.DecodeRuneInString(s)
	switch {
	case r >= 0x3041 && r <= 0x3096: // hiragana: most lines that carry on begin with it
		return 0, noMarker
	case r >= 0x4E00 && r <= 0x9FFF:
		return scanNumber(s, r, w)
	case isBullet(r):
		return behindBullet(s, w)
	case isDash(r):
		if next, _ := utf8.DecodeRuneInString(s[w:]); w < len(s) && blank(next) {
			return behindBullet(s, w)
		}
		return 0, noMarker
	}
	return scanNumber(s, r, w)
}

func behindBullet(s string, w int) (int, class) {
	skip := w + len(s[w:]) - len(strings.TrimLeftFunc(s[w:], blank))
	r, rw := utf8.DecodeRuneInString(s[skip:])
	if n, c := scanNumber(s[skip:], r, rw); n > 0 {
		return skip + n, c
	}
	return w, bullet
}

// scanNumber reads a marker that is no bullet. r is the first rune of s, w its width.
func scanNumber(s string, r rune, w int) (int, class) {
	switch {
	case r == '第':
		return scanLegal(s)
	case r == '附' || r == '付':
		if strings.HasPrefix(s[w:], "則") && endsMarker(s[w+len("則"):]) {
			return w + len("則"), part
		}
	case r >= 0x4E00 && r <= 0x9FFF || r == '〇':
		if isKanjiDigit(r) {
			return scanKanji(s)
		}
	case r >= '①' && r <= '⑳' || r >= '㉑' && r <= '㉟' || r >= '㊱' && r <= '㊿' || r >= '❶' && r <= '❿':
		return w, circled
	case r >= '⑴' && r <= '⒇':
		return w, parenNumber
	case r >= '⒈' && r <= '⒛':
		return w, numberDot
	case r >= 'Ⅰ' && r <= 'Ⅻ' || r >= 'ⅰ' && r <= 'ⅻ':
		return w + separatorLen(s[w:]), roman
	case isOpening(r):
		return scanBracket(s, w)
	case digit(r):
		return scanDigits(s)
	case r >= 'ア' && r <= 'ン' || r >= 'ｱ' && r <= 'ﾄ':
		n := separatorLen(s[w:])
		if next, _ := utf8.DecodeRuneInString(s[w:]); (n > 0 || next == '\u3000' || next == '\t') && enumKana(r) {
			return w + n, kana
		}
	case r == '§' || r < utf8.RuneSelf && unicode.IsLetter(r) || r >= 'Ａ' && r <= 'ｚ':
		return scanLatin(s)
	}
	return 0, noMarker
}

// scanLegal reads 第12条の2 and its kin. A reference at the head of a sentence (第5条の規定により, 第3条及び第4条) is no marker.
func scanLegal(s string) (int, class) {
	i := len("第")
	n := numeralLen(s[i:])
	if n == 0 {
		return 0, noMarker
	}
	i += n
	for i < len(s) && s[i] == ' ' {
		i++
	}
	unit, w := utf8.DecodeRuneInString(s[i:])
	var c class
	switch unit {
	case '編', '部', '章':
		c = part
	case '節', '款':
		c = section
	case '条', '條':
		c = article
	case '項':
		c = numberDot
	case '号':
		c = parenNumber
	default:
		return 0, noMarker
	}
	i += w
	for strings.HasPrefix(s[i:], "の") {
		n := numeralLen(s[i+len("の"):])
		if n == 0 {
			break
		}
		i += len("の") + n
	}
	if !endsMarker(s[i:]) {
		return 0, noMarker
	}
	return i, c
}

// endsMarker reports whether a legal number can end before rest: not within a sentence that only refers to it.
func endsMarker(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" {
		return true
	}
	if r >= 0x3041 && r <= 0x309F || strings.ContainsRune("第、，,・及又若並乃～〜~-", r) || digit(r) {
		return false
	}
	return true
}

// scanKanji reads 一、 and "二　".
func scanKanji(s string) (int, class) {
	n := numeralLen(s)
	if n == 0 || n > 4*len("一") {
		return 0, noMarker
	}
	if sep := separatorLen(s[n:]); sep > 0 {
		return n + sep, kanji
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s[n:], blank))
	if w == 0 || !blank(r) || strings.ContainsRune(counters, next) {
		return 0, noMarker
	}
	return n, kanji
}

// scanBracket reads (1), （ア）, 【2】, (iv); w is the width of the opening bracket.
func scanBracket(s string, w int) (int, class) {
	body := s[w:]
	n, c := numeralLen(body), parenNumber
	if n == 0 {
		r, rw := utf8.DecodeRuneInString(body)
		switch {
		case enumKana(r) || r >= 0x3041 && r <= 0x3093:
			n, c = rw, parenKana
		default:
			n, c = latinEnumLen(body), parenLetter
		}
	}
	if n == 0 || n > 12 {
		return 0, noMarker
	}
	r, rw := utf8.DecodeRuneInString(body[n:])
	if !strings.ContainsRune(closings, r) || r == utf8.RuneError {
		return 0, noMarker
	}
	return w + n + rw, c
}

// scanDigits reads 1. 1） 1、 1.2 1-2 and the paragraph number "２　".
func scanDigits(s string) (int, class) {
	n := digitsLen(s)
	if utf8.RuneCountInString(s[:n]) > 3 {
		return 0, noMarker
	}
	deep := false
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if r != '.' && r != '．' && r != '-' && r != '－' && r != '‐' {
			break
		}
		d := digitsLen(s[n+w:])
		if d == 0 {
			break
		}
		deep = true
		n += w + d
	}
	if sep := separatorLen(s[n:]); sep > 0 {
		switch {
		case startsWithDigit(s[n+sep:]):
			return 0, noMarker
		case deep:
			return n + sep, dotted
		case strings.ContainsAny(s[n:n+sep], ")）"):
			return n + sep, numberParen
		}
		return n + sep, numberDot
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	if w == 0 || !blank(r) {
		return 0, noMarker
	}
	if deep {
		return n, dotted
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s[n:], blank))
	if utf8.RuneCountInString(s[:n]) > 2 || strings.ContainsRune(counters, next) {
		return 0, noMarker
	}
	if wide(next) || unicode.IsUpper(next) {
		return n, numberSpace
	}
	return 0, noMarker
}

// scanLatin reads a. iv) A. and "Article 5", "§ 7", "Artikel 3".
func scanLatin(s string) (int, class) {
	if n := latinEnumLen(s); n > 0 {
		sep := separatorLen(s[n:])
		rest := s[n+sep:]
		r, _ := utf8.DecodeRuneInString(rest)
		if sep > 0 && (rest == "" || blank(r) || wide(r)) {
			if n > 1 {
				return n + sep, roman
			}
			return n + sep, letter
		}
	}
	word, c := legalWord(s)
	if word == 0 {
		return 0, noMarker
	}
	i := word
	for i < len(s) && s[i] == ' ' {
		i++
	}
	n := latinNumberLen(s[i:])
	if n == 0 || i == word && s[:word] != "§" {
		return 0, noMarker
	}
	i += n
	rest := strings.TrimLeftFunc(s[i:], blank)
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || unicode.IsUpper(r) || wide(r) || strings.ContainsRune(`.:-–—(\`, r) {
		return i + separatorLen(s[i:]), c
	}
	return 0, noMarker
}
