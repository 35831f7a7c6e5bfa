package extract

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
)

// layoutPDF makes paragraphs of the lines of all pages, leaves out the pages whose characters can't be told (and says
// so), and marks page numbers and running heads.
//
// Pages without text that pages holds are made of the lines there.
func layoutPDF(s *pdfScan, pages ocrPages) (*draft, error) {
	d := &draft{}
	var lines []pdfLine
	shown, readable := 0, 0 // lines
	for _, p := range s.pages {
		page := pageLines(p)
		problem, ok := judgePage(p, page)
		if problem.Code == "page-characters" {
			q, _ := p.withoutStrange()
			page = pageLines(q)
		}
		if read := pages.pdfLines(p.number); problem.needsOCR() && len(read) > 0 {
			page, problem, ok = read, pageProblem{}, true
		}
		if problem.Code != "" {
			d.problems = append(d.problems, problem.Problem)
		}
		if problem.needsOCR() {
			d.forOCR = append(d.forOCR, p.number)
		}
		if ok {
			lines = append(lines, page...)
			readable += len(page)
		}
		shown += len(page)
	}
	if err := nothingReadable(s, shown, readable); err != nil {
		err.pages = d.forOCR
		return nil, err
	}
	if problem, ok := pages.problem(); ok {
		d.problems = append(d.problems, problem)
	}
	if s.err != nil {
		d.problems = append(d.problems, corpus.Problem{Code: "pdf-damaged",
			Message: "The PDF is damaged; parts of it may be missing: " + s.err.Error()})
	}
	c := &composer{margins: findMargins(lines), step: lineStep(lines), running: runningHeads(lines)}
	for i, l := range lines {
		c.line(l, c.running[i])
	}
	c.endParagraph()
	d.text, d.blocks = c.out.text.String(), c.out.blocks
	outline(d.text, d.blocks, c.out.classes)
	d.title = runningTitle(d)
	return d, nil
}

// runningTitle is the running head, where the text itself begins with its first article or chapter; "" elsewhere.
func runningTitle(d *draft) string {
	head := ""
	for _, b := range d.blocks {
		if b.Role == corpus.Body {
			if b.Marker == "" {
				return ""
			}
			return head
		}
		if s := b.Span.In(d.text); head == "" && !pageNumber(s) {
			head = s
		}
	}
	return ""
}

// composer joins lines into paragraphs.
type composer struct {
	out     builder
	margins map[column]float64
	step    float64 // usual distance of lines, in sizes
	running []bool

	text  strings.Builder
	ocr   float64   // sum of the confidences of the open paragraph's lines
	lines int       // of the open paragraph
	first pdfLine   // of the open paragraph
	last  pdfLine   // of the open paragraph
	heads []pdfLine // running heads met within the paragraph
}

// line adds a line to the open paragraph or begins another one.
func (c *composer) line(l pdfLine, running bool) {
	if running {
		c.heads = append(c.heads, l)
		if c.text.Len() == 0 {
			c.endParagraph()
		}
		return
	}
	if c.text.Len() > 0 && !c.joins(l) {
		c.endParagraph()
	}
	if c.text.Len() == 0 {
		c.first = l
	} else {
		before, _ := utf8.DecodeLastRuneInString(c.last.text)
		after, _ := utf8.DecodeRuneInString(l.text)
		if before != '-' && !(wide(before) && wide(after)) {
			c.text.WriteByte(' ')
		}
	}
	c.text.WriteString(l.text)
	c.ocr += l.ocr
	c.lines++
	c.last = l
}

func (c *composer) endParagraph() {
	if c.text.Len() > 0 {
		c.out.add(c.text.String(), corpus.Block{Page: c.first.page, OCR: c.ocr / float64(c.lines)})
		c.text.Reset()
		c.ocr, c.lines = 0, 0
	}
	for _, h := range c.heads {
		c.out.add(h.text, corpus.Block{Kind: corpus.Paragraph, Role: corpus.Footer, Page: h.page, OCR: h.ocr})
	}
	c.heads = c.heads[:0]
}

// joins reports whether l goes on with the open paragraph.
func (c *composer) joins(l pdfLine) bool {
	p := c.last
	switch {
	case headingLevel(l.text) > 0 || headingLevel(c.text.String()) > 0:
		return false
	case l.turned != p.turned || math.Abs(l.size-p.size) > 0.12*p.size:
		return false
	case markerLen(l.text) > 0 && !c.middle(l):
		return false
	case !c.full(p, l):
		return false
	}
	if l.page == p.page && l.y < p.y && p.y-l.y > 1.45*c.step*p.size { // a gap
		return false
	}
	if l.page == p.page && l.y > p.y+0.5*p.size && endsSentence(p.text) { // a new column
		return false
	}
	indented := l.x0 > c.margins[columnOf(l)]+0.7*l.size && l.x0 > p.x0+0.5*l.size
	return !(indented && endsSentence(p.text))
}

// middle reports whether a line that begins like an item does so by chance, in the middle of a sentence: 「前項(1)の」.
func (c *composer) middle(l pdfLine) bool {
	if endsSentence(c.last.text) || l.x0 > c.last.x0+0.3*l.size {
		return false
	}
	n, class := scanMarker(l.text)
	if class == kana {
		return true // デー｜タ、…
	}
	if class != parenNumber && class != numberSpace && class != parenLetter {
		return false
	}
	next, _ := utf8.DecodeRuneInString(l.text[n:])
	return next >= 0x3041 && next <= 0x3096 // hiragana: a particle
}

// full reports whether line p has no room for the beginning of l, so that the break was the typesetter's.
func (c *composer) full(p, l pdfLine) bool {
	right, ok := c.margins[column{p.turned, rightOf(p), true}]
	if !ok {
		return true
	}
	first, _ := utf8.DecodeRuneInString(l.text)
	need := 2.2 * p.size // kinsoku moves up to two characters to the next line
	if first >= 0x3041 && first <= 0x3096 && !endsSentence(p.text) {
		need = 6 * p.size // no paragraph begins with the second half of a word
	}
	if !wide(first) {
		word := l.text
		if i := strings.IndexFunc(word, blank); i > 0 {
			word = word[:i]
		}
		need = (0.6*float64(utf8.RuneCountInString(word)) + 1) * p.size
	}
	return right-p.x1 < need
}

// column names an edge of the text area: lines that begin near each other share it.
type column struct {
	turned int
	at     int // where its lines begin, in steps of columnWidth
	right  bool
}

const columnWidth = 130 // points within which lines of one column begin

func rightOf(l pdfLine) int { return int(math.Floor(l.x0 / columnWidth)) }

func columnOf(l pdfLine) column { return column{l.turned, rightOf(l), false} }

// findMargins finds, for each column of the document, where its lines begin at the least and end at the most.
func findMargins(lines []pdfLine) map[column]float64 {
	m := map[column]float64{}
	for _, l := range lines {
		if l.stamp {
			continue
		}
		left, right := columnOf(l), column{l.turned, rightOf(l), true}
		if v, ok := m[left]; !ok || l.x0 < v {
			m[left] = l.x0
		}
		if v, ok := m[right]; !ok || l.x1 > v {
			m[right] = l.x1
		}
	}
	return m
}

// lineStep is the usual distance of a line from the one before, in sizes of the font: the median.
func lineStep(lines []pdfLine) float64 {
	var steps []float64
	for i := 1; i < len(lines); i++ {
		p, l := lines[i-1], lines[i]
		if d := (p.y - l.y) / p.size; !p.stamp && !l.stamp && p.page == l.page && p.turned == l.turned && d > 0.8 && d < 4 {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return 1.5
	}
	sort.Float64s(steps)
	return steps[len(steps)/2]
}

// maxStamp is the number of characters up to which a line across the page is a watermark, and no text.
const maxStamp = 40

// runningHeads finds page numbers, watermarks and the lines that come back at the top or bottom of pages.
func runningHeads(lines []pdfLine) []bool {
	running := make([]bool, len(lines))
	for i, l := range lines {
		running[i] = l.stamp && runeCount(l.text) <= maxStamp && !endsSentence(l.text)
	}
	pages := byPage(lines)
	seen := map[string]int{}
	edges := make([][]int, len(pages))
	for i, page := range pages {
		edges[i] = edgeLines(lines, page)
		for _, k := range edges[i] {
			seen[headKey(lines[k])]++
		}
	}
	for i := range pages {
		for _, k := range edges[i] {
			n := seen[headKey(lines[k])]
			if pageNumber(lines[k].text) || len(pages) > 2 && n >= 3 && 2*n > len(pages) && headingLevel(lines[k].text) == 0 {
				running[k] = true
			}
		}
	}
	return running
}

// byPage groups the indexes of lines by page.
func byPage(lines []pdfLine) [][]int {
	var pages [][]int
	for i, l := range lines {
		if i == 0 || l.page != lines[i-1].page {
			pages = append(pages, nil)
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], i)
	}
	return pages
}

// edgeLines are the two uppermost and the two lowest lines of a page.
func edgeLines(lines []pdfLine, page []int) []int {
	sorted := append([]int(nil), page...)
	sort.SliceStable(sorted, func(a, b int) bool { return lines[sorted[a]].y > lines[sorted[b]].y })
	if len(sorted) <= 4 {
		return sorted
	}
	return append(sorted[:2:2], sorted[len(sorted)-2:]...)
}

// headKey is a line with its numbers blotted out, and its place on the page.
func headKey(l pdfLine) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, l.text)
	return text + "\x00" + string(rune('A'+int(math.Abs(l.y)/8)%64))
}

// pageNumber reports whether a line is nothing but the number of its page: 3, - 3 -, 3/8, 3 ページ, Page 3 of 8.
func pageNumber(s string) bool {
	s = strings.ToLower(s)
	for _, word := range []string{"page", "ページ", "頁", "of", "pagina", "van", "p."} {
		s = strings.ReplaceAll(s, word, "")
	}
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !blank(r) && !strings.ContainsRune("-–—―‐/／|().・", r):
			return false
		}
	}
	return digits > 0 && digits <= 8
}
