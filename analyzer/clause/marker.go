package clause

import (
	"strconv"
	"strings"
	"unicode"
)

// A style tells lists apart: items of one list share it.
type style struct {
	glyph rune   // '1', 'a', 'A', 'i', 'I', '①', 'イ' (いろは), 'ア' (五十音), '一'; a bullet stands for itself
	shape string // what surrounds it: ".", ")", "()", " ", "、", "条", "article" …; "" for paths of two or more numbers
	depth int    // numbers in the path: 1 for "7.", 2 for "7.2"
}

// A marker is the number or bullet at the head of a line.
type marker struct {
	style  style
	n      int    // its ordinal in the list; 0 for bullets
	number string // normalized, as in Clause.Number
	parent string // number of the path without its last part: "7" for "7.2"
	label  string // as in Clause.Label if it does not depend on the level; else ""
	level  Level  // if the marker alone tells; Root if its surroundings decide
	weak   bool   // may be plain text: counts only if it begins or continues a list
	end    int    // offset behind the marker and the space after it
	alt    *marker
}

func (m *marker) bullet() bool { return m.style.shape == "bullet" }

// readMarker recognizes the marker at s[i:], where i is behind indentation and decoration. It is nil if there is none.
func readMarker(s string, i int) *marker {
	r, n := at(s, i)
	if n == 0 {
		return nil
	}
	var m *marker
	switch {
	case r == '第':
		m = lawMarker(s, i, i+n)
	case r == '附' || r == '別' || r == '付':
		m = supplementMarker(s, i)
	case r == '§':
		m = signMarker(s, i+n)
	case digit(r):
		m = digitMarker(s, i)
	case r == '(' || r == '（' || r == '[' || r == '【' || r == '〔':
		m = bracketMarker(s, i+n, closing(r))
	case strings.ContainsRune(bullets, r):
		m = bulletMarker(s, i, r, n)
	case r < 0x80 && unicode.IsLetter(r):
		if m = wordMarker(s, i); m == nil {
			m = letterMarker(s, i)
		}
	case katakana(r):
		m = kanaMarker(s, i)
	case japanese(r):
		m = kanjiMarker(s, i)
	default:
		m = signNumber(s, i)
	}
	if m != nil {
		m.end = spaces(s, m.end)
	}
	return m
}

const bullets = "・･●○■□◆◇◎▼▽▲△★☆•‣▪▫◦◯➢►▶✓✔*＊-–—―⚫⬛🔹"

func bulletMarker(s string, i int, r rune, n int) *marker {
	next, _ := at(s, i+n)
	switch {
	case r == '*' || r == '–' || r == '—' || r == '―':
		if next != ' ' && next != '\t' && (r == '*' || !japanese(next)) {
			return nil
		}
	case r == '-':
		if next != ' ' && next != '\t' && !japanese(next) {
			return nil
		}
	case r == next: // ・・・, ■■■
		return nil
	}
	return &marker{style: style{glyph: r, shape: "bullet", depth: 1}, end: i + n}
}

// lawMarker reads 第3条, 第十二条の2, 第 1-2 条, 第2章, 第3項, 第一号. References such as 「第3条に定める」 are no markers.
func lawMarker(s string, start, i int) *marker {
	n, j := number(s, spaces(s, i))
	if j == i || n == 0 {
		return nil
	}
	num := strconv.Itoa(n)
	if r, w := at(s, j); r == '-' {
		if b, k := arabic(s, j+w); k > j+w {
			num, j = num+"-"+strconv.Itoa(b), k
		}
	}
	j = spaces(s, j)
	unit, w := at(s, j)
	level, ok := map[rune]Level{'編': Chapter, '部': Chapter, '章': Chapter, '節': Section, '款': Section, '条': Article, '條': Article, '項': Paragraph, '号': Item}[unit]
	if !ok {
		return nil
	}
	j += w
	for { // 第12条の2の3
		r, w := at(s, j)
		if r != 'の' {
			break
		}
		b, k := number(s, j+w)
		if k == j+w || b == 0 {
			break
		}
		num, j = num+"-"+strconv.Itoa(b), k
	}
	if unit == '條' {
		unit = '条'
	}
	if refers(s, j) {
		return nil
	}
	for _, r := range [...]rune{'．', '.', '、', '：', ':'} {
		if got, w := at(s, j); got == r {
			j += w
		}
	}
	return &marker{style: style{'第', string(unit), 1}, n: n, number: num, label: lawLabel(num, string(unit)), level: level, end: j}
}

// lawLabel writes 第12条の2 for "12-2".
func lawLabel(number, unit string) string {
	head, tail, _ := strings.Cut(number, "-")
	if tail != "" {
		tail = "の" + strings.ReplaceAll(tail, "-", "の")
	}
	return "第" + head + unit + tail
}

// refers reports whether what follows 第N条 makes it a reference within a sentence.
func refers(s string, j int) bool {
	r, n := at(s, j)
	if n == 0 {
		return false
	}
	if strings.ContainsRune("のにをはがともやへ及又並乃各、，かで第", r) {
		return r != 'は' || !strings.HasPrefix(s[j:], "はじめ")
	}
	for _, w := range []string{"から", "または", "若しく", "もしく", "ないし", "以下", "前段", "後段", "ただし", "但書", "本文"} {
		if strings.HasPrefix(s[j:], w) {
			return true
		}
	}
	return false
}

// supplementMarker reads 附則, 附　則, 別紙1, 別表第二, 付則.
func supplementMarker(s string, i int) *marker {
	a, n := at(s, i)
	j := spaces(s, i+n)
	b, w := at(s, j)
	word := string(a) + string(b)
	j += w
	switch word {
	case "附則", "付則":
		r, _ := at(s, j)
		if r != 0 && !blank(r) && !digit(r) && closing(r) == 0 {
			return nil
		}
		return &marker{style: style{'附', "", 1}, level: Supplement, label: "附則", end: j}
	case "別紙", "別表", "別添":
		if r, w := at(s, j); r == '第' {
			j += w
		}
		v, k := number(s, j)
		r, _ := at(s, k)
		if r != 0 && !blank(r) && closing(r) == 0 && r != ':' && r != '：' {
			return nil
		}
		num := ""
		if k > j {
			num = strconv.Itoa(v)
		}
		return &marker{style: style{b, "別", 1}, n: v, number: num, level: Supplement, label: word + num, end: k}
	}
	return nil
}

// bracketMarker reads (1), （１）, (a), (iv), （ア）, [1], 【1】, (一); i is behind the opening bracket.
func bracketMarker(s string, i int, end rune) *marker {
	i = spaces(s, i)
	var m *marker
	if r, n := at(s, i); r == '第' { // 【第1章】総則
		if m = lawMarker(s, i, i+n); m == nil {
			return nil
		}
		if q, w := at(s, m.end); q == end {
			m.end += w
			return m
		}
		return nil
	}
	if n, j := number(s, i); j > i && n > 0 && n < 500 {
		glyph := '1'
		if r, _ := at(s, i); !digit(r) {
			glyph = '一'
		}
		m = &marker{style: style{glyph, "()", 1}, n: n, number: strconv.Itoa(n), end: j}
	} else if m = letters(s, i, "()"); m == nil {
		m = kana(s, i, "()")
	}
	if m == nil {
		return nil
	}
	j := spaces(s, m.end)
	r, w := at(s, j)
	if r != end && !(r == ')' && end == '）') && !(r == '）' && end == ')') {
		return nil
	}
	shape := "()"
	if end != ')' && end != '）' {
		shape = "[]"
	}
	for v := m; v != nil; v = v.alt {
		v.style.shape, v.end = shape, j+w
	}
	return m
}

// signNumber reads ①, ⑴, ⒈, ❶, ㈠, Ⅳ, ⓐ.
func signNumber(s string, i int) *marker {
	r, n := at(s, i)
	for _, g := range [...]struct{ first, last, glyph rune }{
		{0x2460, 0x2473, '①'}, {0x2474, 0x2487, '⑴'}, {0x2488, 0x249B, '⒈'}, {0x2776, 0x277F, '❶'}, {0x2780, 0x2789, '①'},
		{0x24F5, 0x24FE, '⓵'}, {0x3220, 0x3229, '㈠'}, {0x2160, 0x216B, 'Ⅰ'}, {0x2170, 0x217B, 'ⅰ'}, {0x249C, 0x24B5, '⒜'}, {0x24D0, 0x24E9, 'ⓐ'},
	} {
		if r < g.first || r > g.last {
			continue
		}
		v := int(r-g.first) + 1
		num := strconv.Itoa(v)
		switch g.glyph {
		case '⒜', 'ⓐ':
			num = string(rune('a' + v - 1))
		case 'Ⅰ', 'ⅰ':
			num = roman(v, g.glyph == 'Ⅰ')
		}
		j := i + n
		if d, w := at(s, j); strings.ContainsRune("．.、)）", d) && w > 0 {
			j += w
		}
		return &marker{style: style{g.glyph, "sign", 1}, n: v, number: num, end: j}
	}
	if r >= 0x3251 && r <= 0x325F {
		v := int(r-0x3251) + 21
		return &marker{style: style{'①', "sign", 1}, n: v, number: strconv.Itoa(v), end: i + n}
	}
	return nil
}
