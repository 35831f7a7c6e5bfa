package clause

import (
	"strconv"
	"strings"
	"unicode"
)

// delimiter reads what ends a number: ".", "．", ")", "、", ":" (with a Markdown backslash before it) and its class.
func delimiter(s string, i int) (string, int) {
	r, n := at(s, i)
	if r == '\\' {
		i += n
		r, n = at(s, i)
	}
	switch r {
	case '.', '．':
		return ".", i + n
	case ')', '）':
		return ")", i + n
	case '、', '，', ',':
		return "、", i + n
	case ':', '：':
		return ":", i + n
	}
	return "", i
}

// digitMarker reads 1. / 1) / 1、 / 1.2.3 / 3-1. / 2 当社は / ２項.
func digitMarker(s string, i int) *marker {
	n, j := arabic(s, i)
	if j == i || n > 400 {
		return nil
	}
	m := &marker{n: n, number: strconv.Itoa(n), style: style{'1', "", 1}}
	for m.style.depth < 8 { // further parts of a path
		k := j
		r, w := at(s, k)
		if r == '\\' {
			k += w
			r, w = at(s, k)
		}
		if r != '.' && r != '．' && r != '-' {
			break
		}
		v, e := arabic(s, k+w)
		if e == k+w || v > 400 || m.style.depth > 1 && (r == '-') != m.weak {
			break
		}
		m.weak = r == '-'
		m.parent, m.n, m.number = m.number, v, m.number+"."+strconv.Itoa(v)
		m.style.depth++
		j = e
	}
	if r, w := at(s, j); r == '項' && m.style.depth == 1 && !refers(s, j+w) {
		m.style.shape, m.level, m.end = "項", Paragraph, j+w
		return m
	}
	return endOfNumber(s, j, m)
}

// endOfNumber accepts m if what follows its digits at j fits a marker.
func endOfNumber(s string, j int, m *marker) *marker {
	shape, e := delimiter(s, j)
	next, w := at(s, e)
	m.end = e
	if m.style.depth > 1 {
		if m.n == 0 {
			return nil // Version 2.0
		}
		if r, _ := at(s, j); shape == "" && w != 0 && !blank(next) && next != '*' && next != '_' && (!japanese(next) || unitWord(s, j)) || r == '%' || shape == ":" && digit(next) {
			return nil
		}
		if shape == "" && blank(next) && unitWord(s, spaces(s, e)) {
			return nil
		}
		return m
	}
	m.style.shape = shape
	switch {
	case shape == "" && (next == '「' || next == '『' || japanese(next) && m.n < 40 && !unitWord(s, e) && !refers(s, e)):
		m.style.shape, m.weak = " ", true
	case shape == "":
		if w == 0 || !blank(next) {
			return nil
		}
		k := spaces(s, e)
		after, _ := at(s, k)
		if unitWord(s, k) || !(japanese(after) || unicode.IsUpper(after) || closing(after) != 0) {
			return nil
		}
		m.style.shape, m.weak = " ", true
	case (shape == ":" || shape == "、") && digit(next):
		return nil
	case shape == "、" || shape == ":":
		m.weak = true
	}
	return m
}

// unitWord reports whether s[i:] begins with a counter or unit, so that the number before it is an amount or a date.
func unitWord(s string, i int) bool {
	rest := s[i:]
	for _, u := range unitWords {
		if strings.HasPrefix(rest, u) {
			return true
		}
	}
	return false
}

var unitWords = []string{"年", "月", "日", "時", "分", "秒", "円", "か月", "ヶ月", "ヵ月", "カ月", "ケ月", "箇月", "週", "回", "倍", "件", "人", "名", "個", "歳", "割",
	"％", "%", "点", "億", "万", "千", "階", "丁目", "番", "号室", "営業日", "GB", "MB", "TB", "KB", "USD", "EUR"}

// letterMarker reads a. / a) / A. / iv. / IV)
func letterMarker(s string, i int) *marker {
	m := letters(s, i, ".")
	if m == nil {
		return nil
	}
	shape, e := delimiter(s, m.end)
	if shape != "." && shape != ")" {
		return nil
	}
	next, w := at(s, e)
	if shape == "." && w != 0 && !blank(next) && !japanese(next) && closing(next) == 0 {
		return nil // e.g., U.S.
	}
	for v := m; v != nil; v = v.alt {
		v.style.shape, v.end = shape, e
	}
	return m
}

// letters reads one Latin letter or a Roman number; where both are possible the Roman reading is the alternative, except
// for i and I.
func letters(s string, i int, shape string) *marker {
	j := i
	word := ""
	for {
		r, n := at(s, j)
		if n == 0 || r >= 0x80 || !unicode.IsLetter(r) {
			break
		}
		word += string(r)
		j += n
		if len(word) > 6 {
			return nil
		}
	}
	if word == "" {
		return nil
	}
	upper := unicode.IsUpper(rune(word[0]))
	var rom *marker
	if v := romanValue(word); v > 0 && v < 60 {
		g := 'i'
		if upper {
			g = 'I'
		}
		rom = &marker{style: style{g, shape, 1}, n: v, number: word, end: j}
	}
	if len(word) > 1 {
		return rom
	}
	low := unicode.ToLower(rune(word[0]))
	g := 'a'
	if upper {
		g = 'A'
	}
	let := &marker{style: style{g, shape, 1}, n: int(low-'a') + 1, number: word, end: j}
	if low == 'i' {
		rom.alt = let
		return rom
	}
	let.alt = rom
	return let
}

func romanValue(w string) int {
	w = strings.ToLower(w)
	v := 0
	for i := 0; i < len(w); i++ {
		x := romanDigit(w[i])
		if x == 0 {
			return 0
		}
		if i+1 < len(w) && romanDigit(w[i+1]) > x {
			v -= x
		} else {
			v += x
		}
	}
	if v <= 0 || roman(v, false) != w {
		return 0
	}
	return v
}

func romanDigit(c byte) int {
	switch c {
	case 'i':
		return 1
	case 'v':
		return 5
	case 'x':
		return 10
	case 'l':
		return 50
	case 'c':
		return 100
	}
	return 0
}

func roman(v int, upper bool) string {
	var b strings.Builder
	for _, d := range [...]struct {
		v int
		s string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for v >= d.v {
			b.WriteString(d.s)
			v -= d.v
		}
	}
	if upper {
		return strings.ToUpper(b.String())
	}
	return b.String()
}

const (
	iroha  = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテ"
	gojuon = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
)

// kana reads one katakana; the first reading is いろは except for what only 五十音 order has in its place.
func kana(s string, i int, shape string) *marker {
	r, n := at(s, i)
	if !katakana(r) {
		return nil
	}
	var ir, go50 *marker
	if k := strings.IndexRune(iroha, r); k >= 0 {
		ir = &marker{style: style{'イ', shape, 1}, n: k/3 + 1, number: string(r), end: i + n}
	}
	if k := strings.IndexRune(gojuon, r); k >= 0 {
		go50 = &marker{style: style{'ア', shape, 1}, n: k/3 + 1, number: string(r), end: i + n}
	}
	switch {
	case ir == nil:
		return go50
	case r == 'ア' || r == 'ウ' || r == 'エ':
		go50.alt = ir
		return go50
	}
	ir.alt = go50
	return ir
}

// kanaMarker reads イ．, ア), ロ 法令.
func kanaMarker(s string, i int) *marker {
	m := kana(s, i, " ")
	if m == nil {
		return nil
	}
	shape, e := delimiter(s, m.end)
	if shape == "" || shape == ":" {
		r, _ := at(s, e)
		if !blank(r) {
			return nil
		}
		shape = " "
	}
	for v := m; v != nil; v = v.alt {
		v.style.shape, v.end = shape, e
	}
	return m
}

// kanjiMarker reads 一 法令…, 二、…, 三．…
func kanjiMarker(s string, i int) *marker {
	n, j := kanjiNumber(s, i)
	if j == i || n == 0 {
		return nil
	}
	shape, e := delimiter(s, j)
	if r, _ := at(s, e); shape == "" && !blank(r) || shape == ":" {
		return nil
	}
	if shape == "" {
		shape = " "
	}
	return &marker{style: style{'一', shape, 1}, n: n, number: strconv.Itoa(n), weak: true, end: e}
}

// signMarker reads what follows §: 7, 1.4, 5(2).
func signMarker(s string, i int) *marker {
	i = spaces(s, i)
	m := path(s, i)
	if m == nil {
		return nil
	}
	m.style = style{'§', "", m.style.depth}
	m.level = min(Article+Level(m.style.depth)-1, Subitem)
	if _, e := delimiter(s, m.end); e > m.end {
		m.end = e
	}
	return m
}

// path reads 7, 7.2, IV or A as the number of a section.
func path(s string, i int) *marker {
	if n, j := arabic(s, i); j > i {
		m := &marker{n: n, number: strconv.Itoa(n), style: style{'1', "", 1}, end: j}
		for {
			r, w := at(s, m.end)
			v, e := arabic(s, m.end+w)
			if r != '.' || e == m.end+w {
				return m
			}
			m.parent, m.n, m.number, m.end = m.number, v, m.number+"."+strconv.Itoa(v), e
			m.style.depth++
		}
	}
	m := letters(s, i, "")
	if m == nil {
		return nil
	}
	if r, _ := at(s, m.end); r != 0 && !blank(r) && !strings.ContainsRune(".:-–—)", r) {
		return nil
	}
	if m.alt != nil && m.style.glyph == 'A' && m.alt.n > 1 && m.alt.n <= 10 { // V, X: Roman in "ARTICLE V"
		m = m.alt
	}
	m.alt = nil
	return m
}

// wordMarker reads "Article 3", "Section 7.2:", "ARTIKEL 4.", "Annex A", "Bijlage 1".
func wordMarker(s string, i int) *marker {
	j := i
	for j < len(s) && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z') && j-i < 12 {
		j++
	}
	word := strings.ToLower(s[i:j])
	var level Level
	switch word {
	case "article", "section", "clause", "artikel", "art", "sec":
		level = Article
	case "chapter", "part", "hoofdstuk", "deel":
		level = Chapter
	case "annex", "appendix", "schedule", "exhibit", "bijlage", "attachment":
		level = Supplement
	default:
		return nil
	}
	if j < len(s) && s[j] == '.' {
		j++
	}
	k := spaces(s, j)
	if k == j {
		return nil
	}
	m := path(s, k)
	if m == nil {
		return nil
	}
	shape, e := delimiter(s, m.end)
	after := spaces(s, e)
	r, w := at(s, after)
	if w != 0 && shape == "" && (after == e && r != '(' && r != '*' && r != '_' || unicode.IsLower(r) || r == ',' || r == ';') || shape == "、" || r == ',' {
		return nil // "Section 7 of", "Section 3(b)", "Sections 3, 4"
	}
	if r == '(' && after == e || shape == "." && unicode.IsLower(r) {
		return nil
	}
	if strings.ContainsRune("-–—:", r) && w > 0 {
		after = spaces(s, after+w)
	}
	m.style = style{'w', word, m.style.depth}
	m.level = level
	if level == Article {
		m.level = min(Article+Level(m.style.depth)-1, Subitem)
	}
	if level != Article || word[:3] == "art" {
		m.label = strings.ToUpper(word[:1]) + word[1:] + " " + m.number
	}
	m.end = max(e, after)
	return m
}
