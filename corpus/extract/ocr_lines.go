package extract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// ocrWord is a row of tesseract's table.
type ocrWord struct {
	line                     string // block, paragraph and line number
	left, top, width, height float64
	confidence               float64 // 0…1
	text                     string
}

// ocrPage is what tesseract tells of a page, or of a part of one.
type ocrPage struct {
	scale     float64 // points a pixel
	height    float64 // of the page, in pixels
	left, top float64 // of the part
	lines     []measuredLine
}

// measuredLine is a line with its place in pixels of the page.
type measuredLine struct {
	ocrLine
	box box
}

// readTable makes lines of the table that tesseract writes, in its reading order. A page without a scale takes its size
// from the table.
func readTable(table []byte, p *ocrPage) *ocrPage {
	var open []ocrWord
	for row := range strings.Lines(string(table)) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < 12 {
			continue
		}
		w := ocrWord{line: strings.Join(f[1:5], " "), left: p.left + tableNumber(f[6]), top: p.top + tableNumber(f[7]),
			width: tableNumber(f[8]), height: tableNumber(f[9]), confidence: tableNumber(f[10]) / 100, text: strings.TrimSpace(f[11])}
		switch {
		case f[0] == "1" && p.scale == 0 && w.width > 0 && w.height > 0:
			p.scale, p.height = pageLength/max(w.width, w.height), w.height
		case f[0] == "5" && w.text != "" && p.scale > 0:
			if len(open) > 0 && open[0].line != w.line {
				p.lines = append(p.lines, p.join(open))
				open = nil
			}
			open = append(open, w)
		}
	}
	if len(open) > 0 {
		p.lines = append(p.lines, p.join(open))
	}
	return p
}

// sound are the lines without those that are hardly read: specks, rules and pictures. Their sizes are evened out: the
// height of a line read from a picture depends on its letters.
func (p *ocrPage) sound() []ocrLine {
	var lines []ocrLine
	var sizes []float64
	for _, l := range p.lines {
		if l.Confidence >= minConfidence {
			lines = append(lines, l.ocrLine)
			sizes = append(sizes, l.Size)
		}
	}
	if len(sizes) == 0 {
		return nil
	}
	slices.Sort(sizes)
	usual := sizes[len(sizes)/2]
	for i := range lines {
		if s := lines[i].Size; s > 0.6*usual && s < 1.5*usual {
			lines[i].Size = usual
		}
	}
	return lines
}

func tableNumber(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}

// join makes a line of its words. Between characters of Japanese tesseract's words are no words, so only a wide gap is a
// space.
func (p *ocrPage) join(words []ocrWord) measuredLine {
	var b strings.Builder
	place := words[0].box()
	runes, sum := 0, 0.0
	for _, w := range words {
		place = place.join(w.box())
		n := utf8.RuneCountInString(w.text)
		runes += n
		sum += float64(n) * max(w.confidence, 0)
	}
	width, height := place.right-place.left, place.bottom-place.top
	vertical := height > 2*width && runes > 2
	var thick []float64
	for i, w := range words {
		if vertical {
			thick = append(thick, w.width)
		} else {
			thick = append(thick, w.height)
		}
		if i > 0 && spaced(words[i-1], w, vertical) {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	slices.Sort(thick)
	l := ocrLine{Text: b.String(), Size: thick[len(thick)/2] * p.scale, Confidence: sum / float64(runes)}
	if vertical { // as in glyphs.place
		l.Turned, l.X0, l.X1, l.Y = 1, place.top*p.scale, place.bottom*p.scale, place.left*p.scale
	} else {
		l.X0, l.X1, l.Y = place.left*p.scale, place.right*p.scale, (p.height-place.bottom)*p.scale
	}
	return measuredLine{l, place}
}

func (w ocrWord) box() box { return box{w.left, w.top, w.left + w.width, w.top + w.height} }

func spaced(a, b ocrWord, vertical bool) bool {
	last, _ := utf8.DecodeLastRuneInString(a.text)
	first, _ := utf8.DecodeRuneInString(b.text)
	if !wide(last) && !wide(first) {
		return true
	}
	if vertical {
		return b.top-a.top-a.height > 1.2*a.width
	}
	return b.left-a.left-a.width > 1.2*max(a.height, b.height)
}

// pdfLines are the lines of a page in the layout's own type.
func (p ocrPages) pdfLines(page int) []pdfLine {
	var out []pdfLine
	for _, l := range p[page] {
		if text := trim(l.Text); text != "" {
			out = append(out, pdfLine{text: text, page: page, x0: l.X0, x1: l.X1, y: l.Y, size: l.Size, turned: l.Turned, ocr: l.Confidence})
		}
	}
	return joinMarkers(out)
}

// problem tells which pages were read by OCR and how surely; half of what is doubtful counts as lost.
func (p ocrPages) problem() (corpus.Problem, bool) {
	if len(p) == 0 {
		return corpus.Problem{}, false
	}
	var pages []int
	runes, sum, doubtful := 0, 0.0, 0
	for page, lines := range p {
		pages = append(pages, page)
		for _, l := range lines {
			n := utf8.RuneCountInString(l.Text)
			runes += n
			sum += float64(n) * l.Confidence
			if l.Confidence < sure {
				doubtful += len(l.Text)
			}
		}
	}
	slices.Sort(pages)
	return corpus.Problem{Code: "ocr", Lost: doubtful / 2, Message: fmt.Sprintf(
		"%s: read from a picture by OCR, which makes mistakes (it is %.0f %% sure of its characters); check quotes against the original.",
		pageRanges(pages), 100*sum/float64(max(runes, 1)))}, true
}

// pageRanges writes page numbers in order: "Page 3", "Pages 1–4, 7".
func pageRanges(pages []int) string {
	var b strings.Builder
	b.WriteString("Page ")
	if len(pages) > 1 {
		b.Reset()
		b.WriteString("Pages ")
	}
	for i := 0; i < len(pages); {
		k := i
		for k+1 < len(pages) && pages[k+1] == pages[k]+1 {
			k++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(pages[i]))
		if k > i {
			b.WriteString("–" + strconv.Itoa(pages[k]))
		}
		i = k + 1
	}
	return b.String()
}
