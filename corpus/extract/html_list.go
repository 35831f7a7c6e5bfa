package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// list walks <ol>, <ul> and <menu> and gives every item the number or bullet that a browser shows.
func (w *pageWalker) list(n *html.Node) {
	kind, level := w.kind, w.level
	w.kind, w.level = "", 0
	w.depth++
	marks := newNumbering(n)
	var names [4]step
	seen := names[:0]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			if w.part.has(c) {
				w.text(c.Data)
			}
			continue
		}
		if c.Type != html.ElementNode {
			continue
		}
		seen = w.path.enter(c.Data, seen)
		if c.DataAtom == atom.Li {
			w.flush()
			w.item = &openItem{marker: marks.next(c), level: w.depth}
			w.element(c)
			w.flush()
			w.item = nil
		} else {
			w.element(c)
		}
		w.path.leave()
	}
	w.flush()
	w.depth--
	w.kind, w.level = kind, level
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
	if hasAttr(list, "reversed") {
		m.step, m.value = -1, 0
		for c := list.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				m.value++
			}
		}
	}
	if v, err := strconv.Atoi(strings.TrimSpace(attr(list, "start"))); err == nil {
		m.value = v
	}
	return m
}

// next is the marker of the item li, with the space behind it.
func (m *numbering) next(li *html.Node) string {
	if v, err := strconv.Atoi(strings.TrimSpace(attr(li, "value"))); err == nil {
		m.value = v
	}
	n := m.value
	m.value += m.step
	s := m.style
	if own := listStyle(li); own != "" {
		s = own
	} else if t := attr(li, "type"); t != "" && s != "disc" {
		s = typeStyle(t)
	}
	return listMarker(s, n)
}

// typeStyle is the list style of the type attribute.
func typeStyle(t string) string {
	switch strings.TrimSpace(t) {
	case "a":
		return "lower-alpha"
	case "A":
		return "upper-alpha"
	case "i":
		return "lower-roman"
	case "I":
		return "upper-roman"
	}
	return "decimal"
}

// listStyle is the list style in the element's own style attribute; "" if there is none.
func listStyle(n *html.Node) string {
	if s := style(n, "list-style-type"); s != "" {
		return s
	}
	for _, word := range strings.Fields(style(n, "list-style")) {
		if word != "inside" && word != "outside" && !strings.HasPrefix(word, "url(") {
			return word
		}
	}
	return ""
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
