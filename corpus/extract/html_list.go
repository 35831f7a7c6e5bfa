package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// list walks <ol>, <ul> and <menu>. Every item gets the number or bullet that a browser shows, however deep it stands
// in other elements of the list.
func (w *pageWalker) list(n *html.Node) {
	kind, level, numbers := w.kind, w.level, w.numbers
	w.kind, w.level, w.numbers = 0, 0, newNumbering(n)
	w.depth++
	w.children(n)
	w.flush()
	w.depth--
	w.kind, w.level, w.numbers = kind, level, numbers
}

// numbering counts the items of one list.
type numbering struct {
	style string // CSS list-style-type
	value int    // of the next item
	step  int
}

func newNumbering(list *html.Node) *numbering {
	m := &numbering{style: listStyle(list), value: 1, step: 1}
	if list.DataAtom != atom.Ol {
		if m.style == "" {
			m.style = "disc"
		}
		return m
	}
	if m.style == "" {
		m.style = typeStyle(attr(list, "type"))
	}
	if m.style == "" {
		m.style = "decimal"
	}
	if hasAttr(list, "reversed") {
		m.step, m.value = -1, countItems(list)
	}
	if v, ok := leadingInt(attr(list, "start")); ok {
		m.value = v
	}
	return m
}

// countItems is the number of items that a list shows, without those of lists within.
func countItems(n *html.Node) int {
	items := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Ol || c.DataAtom == atom.Ul || c.DataAtom == atom.Menu || c.DataAtom == atom.Dir:
			continue
		case c.DataAtom == atom.Li && shownAsItem(c):
			items++
		}
		items += countItems(c)
	}
	return items
}

// shownAsItem reports whether a browser counts li; text that it hides is read all the same.
func shownAsItem(li *html.Node) bool {
	d := style(li, "display")
	return !hasAttr(li, "hidden") && (d == "" || strings.HasSuffix(d, "list-item"))
}

// leadingInt reads the number that an attribute begins with, as browsers do.
func leadingInt(s string) (int, bool) {
	s = trimPageSpace(s)
	n := 0
	if n < len(s) && (s[n] == '-' || s[n] == '+') {
		n++
	}
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 {
		return 0, false // most have none, and an error costs more than a number
	}
	v, err := strconv.Atoi(s[:n])
	return v, err == nil
}

// next is the marker of the item li, with the space behind it.
func (m *numbering) next(li *html.Node) string {
	if !shownAsItem(li) {
		return ""
	}
	if v, ok := leadingInt(attr(li, "value")); ok {
		m.value = v
	}
	n := m.value
	m.value += m.step
	s := m.style
	if own := listStyle(li); own != "" {
		s = own
	} else if t := typeStyle(attr(li, "type")); t != "" {
		s = t
	}
	return listMarker(s, n)
}

// typeStyle is the list style of the type attribute; "" if it names none.
func typeStyle(t string) string {
	if t == "" {
		return ""
	}
	switch strings.TrimSpace(t) {
	case "a":
		return "lower-alpha"
	case "A":
		return "upper-alpha"
	case "i":
		return "lower-roman"
	case "I":
		return "upper-roman"
	case "1":
		return "decimal"
	}
	switch t = strings.ToLower(strings.TrimSpace(t)); t {
	case "disc", "circle", "square", "none":
		return t
	}
	return ""
}

// listStyle is the list style in the element's own style attribute, in lower case but for a string; "" if there is none.
func listStyle(n *html.Node) string {
	if !hasAttr(n, "style") {
		return ""
	}
	s := styleValue(n, "list-style-type")
	if s == "" {
		for _, word := range strings.Fields(styleValue(n, "list-style")) {
			if word != "inside" && word != "outside" && !strings.HasPrefix(word, "url(") {
				s = word
				break
			}
		}
	}
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		return s
	}
	return strings.ToLower(s)
}

// listMarker writes the number n in a list style. Letters and small Roman numbers stand in brackets, as lawyers cite
// them.
func listMarker(style string, n int) string {
	switch style {
	case "none":
		return ""
	case "disc", "circle", "square", "disclosure-closed", "disclosure-open":
		return "・"
	case "lower-alpha", "lower-latin":
		return "(" + alphabetic(n) + ") "
	case "lower-roman":
		return "(" + romanNumeral(n) + ") "
	case "upper-alpha", "upper-latin":
		return strings.ToUpper(alphabetic(n)) + ". "
	case "upper-roman":
		return strings.ToUpper(romanNumeral(n)) + ". "
	case "lower-greek":
		return inSeries("αβγδεζηθικλμνξοπρστυφχψω", n) + ". "
	case "katakana":
		return inSeries(aiueoSeries, n) + "．"
	case "hiragana":
		return inSeries(hiraSeries, n) + "．"
	case "katakana-iroha":
		return inSeries(irohaSeries, n) + "．"
	case "hiragana-iroha":
		return inSeries(hirohaSer, n) + "．"
	case "cjk-ideographic", "japanese-informal", "cjk-decimal", "japanese-formal", "simp-chinese-informal", "trad-chinese-informal":
		return kanjiNumeral(n) + "、"
	case "decimal-leading-zero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n) + ". "
		}
	}
	if len(style) > 2 && (style[0] == '"' || style[0] == '\'') {
		return strings.Trim(style, `"'`)
	}
	return strconv.Itoa(n) + ". "
}
