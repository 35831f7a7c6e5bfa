package extract

import (
	"math"
	"strings"
	"unicode/utf8"
)

// pdfLine is one line of a page; positions as in glyphs.
type pdfLine struct {
	text   string
	page   int
	x0, x1 float64
	y      float64
	size   float64
	turned int
	stamp  bool    // a watermark
	ocr    float64 // confidence with which it was read from a picture, 0…1; 0 for text
}

// lineBuilder puts the runs of a page, in the order in which they are drawn, into lines.
type lineBuilder struct {
	page  int
	lines []pdfLine
	text  strings.Builder
	open  pdfLine
	last  glyphs
	any   bool
	stack bool // single glyphs stacked: vertical writing drawn with a horizontal font
}

// pageLines are the lines of a page in drawing order.
func pageLines(p pdfPage) []pdfLine {
	b := &lineBuilder{page: p.number}
	for _, g := range p.shown {
		if g.text != "" {
			b.add(g)
		}
	}
	b.end()
	return joinMarkers(b.lines)
}

// joinMarkers puts the numbers of items that were drawn apart in front of the text they stand beside.
func joinMarkers(lines []pdfLine) []pdfLine {
	apart := map[int]bool{}
	for i, m := range lines {
		if n, c := scanMarker(m.text); c == noMarker || n < len(m.text) {
			continue
		}
		if k := besides(lines, apart, i); k >= 0 {
			lines[k].text = m.text + " " + lines[k].text
			apart[i] = true
		}
	}
	if len(apart) == 0 {
		return lines
	}
	kept := lines[:0]
	for i, l := range lines {
		if !apart[i] {
			kept = append(kept, l)
		}
	}
	return kept
}

// besides is the line next to the right of line i, on the same height; -1 if there is none.
func besides(lines []pdfLine, taken map[int]bool, i int) int {
	m, best := lines[i], -1
	for k, l := range lines {
		if k == i || taken[k] || l.turned != m.turned || math.Abs(l.y-m.y) > 0.5*m.size || l.x0 < m.x1-0.5*m.size || l.x0 > m.x1+8*m.size {
			continue
		}
		if best < 0 || l.x0 < lines[best].x0 {
			best = k
		}
	}
	return best
}

// add appends a run to the open line, or begins a line with it.
func (b *lineBuilder) add(g glyphs) {
	if !b.any {
		b.begin(g)
		return
	}
	if b.ruby(g) {
		return
	}
	size := math.Max(b.last.size, g.size)
	along, across := g.x-b.last.endX, math.Abs(g.y-b.last.y)
	if b.stacked(g, size) {
		b.stack = true
		b.append(g)
		return
	}
	b.stack = false
	switch {
	case g.turned != b.last.turned, g.stamp != b.last.stamp, across > 0.6*size, along < -2.5*size, along > 12*size:
		b.end()
		b.begin(g)
		return
	case along > 0.25*size:
		b.space(g, along, size)
	}
	b.append(g)
}

// stacked reports whether a glyph stands below the last one, as in vertical writing of Chrome and LibreOffice.
func (b *lineBuilder) stacked(g glyphs, size float64) bool {
	if g.count != 1 || b.last.count != 1 || g.turned != 0 || b.last.turned != 0 || math.Abs(g.x-b.last.x) >= 0.6*size {
		return false
	}
	step := b.last.y - g.y
	return step > 0.45*size && step < 1.7*size || b.stack && step > 0.2*size && step < 3*size
}

// ruby reports whether a run is a reading beside the base text: small kana above the line.
func (b *lineBuilder) ruby(g glyphs) bool {
	if g.size > 0.62*b.open.size || g.y < b.open.y+0.4*b.open.size || g.y > b.open.y+1.5*b.open.size {
		return false
	}
	for _, r := range g.text {
		if r < 0x3041 || r > 0x30FF {
			return false
		}
	}
	return true
}

// space writes the space that a gap between two runs stands for. Japanese is often set with small gaps.
func (b *lineBuilder) space(g glyphs, along, size float64) {
	last, _ := utf8.DecodeLastRuneInString(b.text.String())
	first, _ := utf8.DecodeRuneInString(g.text)
	if blank(last) || blank(first) {
		return
	}
	if !wide(last) && !wide(first) || along > 0.9*size {
		b.text.WriteByte(' ')
	}
}

func (b *lineBuilder) begin(g glyphs) {
	b.any = true
	b.open = pdfLine{page: b.page, x0: g.x, y: g.y, size: g.size, turned: g.turned, stamp: g.stamp}
	b.append(g)
}

func (b *lineBuilder) append(g glyphs) {
	b.text.WriteString(g.text)
	b.open.x1 = math.Max(g.endX, b.open.x1)
	b.open.size = math.Max(b.open.size, g.size)
	b.last = g
}

func (b *lineBuilder) end() {
	if !b.any {
		return
	}
	b.any = false
	b.open.text = trim(b.text.String())
	b.text.Reset()
	if b.open.text != "" {
		b.lines = append(b.lines, b.open)
	}
}
