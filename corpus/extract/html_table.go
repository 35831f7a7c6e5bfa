package extract

import (
	"math"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"kiyaku/corpus"
)

const (
	cellJoin   = " ／ " // between the cells of a row
	maxCell    = 1200  // runes of a cell beyond which the table only lays out the page
	maxCellRow = 40    // line breaks in a cell, likewise
	maxLabel   = 40    // runes of a cell beside several rows up to which it is read with each of them
)

// dataTable reports whether n is a table of rows to be read across, and not one that lays out the page.
func dataTable(n *html.Node) bool {
	if role := attr(n, "role"); role == "presentation" || role == "none" {
		return false
	}
	ok, across := true, false
	var walk func(n *html.Node, cell bool)
	walk = func(n *html.Node, cell bool) {
		for c := n.FirstChild; c != nil && ok; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.Textarea, atom.Form:
				ok = false
			case atom.Tr:
				across = across || cells(c) > 1
			case atom.Td, atom.Th:
				ok = ok && plainCell(c)
			}
			walk(c, cell)
		}
	}
	walk(n, false)
	return ok && across
}

func cells(tr *html.Node) int {
	n := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			n++
		}
	}
	return n
}

// plainCell reports whether a cell is short enough to be one of a row, and does not hold articles.
func plainCell(td *html.Node) bool {
	runes, breaks, articles := 0, 0, 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			runes += runeCount(n.Data)
			if _, c := scanMarker(trim(n.Data)); c == article || c == part {
				articles++
			}
		}
		if n.DataAtom == atom.Br {
			breaks++
		}
		for c := n.FirstChild; c != nil && runes <= maxCell; c = c.NextSibling {
			walk(c)
		}
	}
	walk(td)
	return runes <= maxCell && breaks <= maxCellRow && articles < 2
}

// table makes a block of each row; captions become notes.
func (w *pageWalker) table(n *html.Node) {
	var names [8]step
	seen := names[:0]
	var labels []label
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		seen = w.path.enter(c.Data, seen)
		switch c.DataAtom {
		case atom.Tr:
			labels = w.row(c, labels)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			w.table(c)
		default:
			w.element(c)
		}
		w.path.leave()
	}
}

// label is a cell beside several rows.
type label struct {
	text   string // to be read with each of the rows: what they are about; "" for longer texts
	column int    // from 0
	width  int    // in columns
	rows   int    // that are still to come
}

// row makes a block of a row. The labels from rows above stand in it, too; row gives those that go on below it.
func (w *pageWalker) row(tr *html.Node, labels []label) []label {
	w.flush()
	var parts []string
	var below []label
	column, empty := 0, true
	above := func(last int) { // the labels that stand in the next columns
		for len(labels) > 0 && labels[0].column <= last {
			l := labels[0]
			labels = labels[1:]
			if l.text != "" && w.repeated < w.page.whole.bytes {
				parts = append(parts, l.text)
				w.repeated += len(l.text)
			}
			column += l.width
			last = max(last, column)
			if l.rows--; l.rows > 0 {
				below = append(below, l)
			}
		}
	}
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		above(column)
		s := w.cell(c)
		if s != "" {
			parts = append(parts, s)
			empty = false
		}
		width, rows := span(c, "colspan"), span(c, "rowspan")
		if rows > 1 {
			if runeCount(s) > maxLabel || hasFullStop(s) {
				s = ""
			}
			below = append(below, label{s, column, width, rows - 1})
		}
		column += width
	}
	above(math.MaxInt)
	w.item = openItem{}
	if empty {
		return below
	}
	w.out.add(strings.Join(parts, cellJoin), corpus.Block{Kind: corpus.Row, Role: w.role, Path: w.path.String()})
	return below
}

// span is how many columns or rows a cell takes.
func span(td *html.Node, key string) int {
	n, ok := leadingInt(attr(td, key))
	if !ok {
		return 1
	}
	return min(max(n, 1), 1000) // as browsers do
}

// cell is the text of a cell in one line, list numbers included: it is read as a page of its own.
func (w *pageWalker) cell(td *html.Node) string {
	inner := &pageWalker{ctx: w.ctx, role: corpus.Nav, part: w.part, breaks: true}
	inner.children(td)
	inner.flush()
	return strings.ReplaceAll(inner.out.text.String(), "\n", " ")
}
