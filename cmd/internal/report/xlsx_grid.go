package report

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"kiyaku/cmd/internal/report/workbook"
)

// Limits of a worksheet: of one cell, and of a row that is still shown whole.
const (
	maxCell     = workbook.MaxText
	maxRowLines = 26   // lines of 10 point in the highest row that there is (409 points)
	lineHeight  = 15.0 // points
	rowPadding  = 6.0  // points
)

// A gridColumn is one column of a table.
type gridColumn struct {
	key     string   // stands in the hidden row above the heads, so that the column is known whatever its head says
	head    string   // in words
	width   float64  // in digits of the body font; two for a Japanese character
	choices []string // words that a dropdown offers; nil for none
	strict  bool     // nothing but the choices may be entered
	input   bool     // left for the reader to fill in
	repeat  bool     // said again where a row goes on in a second one
}

// A grid writes one worksheet from top to bottom: column A holds stable ids and is hidden.
type grid struct {
	sheet  *workbook.Sheet
	styles gridStyles
	cols   []gridColumn    // of B, C, …
	row    int             // the last row begun, from 1
	cells  []workbook.Cell // of that row
}

type gridStyles struct{ title, heading, plain, head, body, input int }

func newGridStyles(f *workbook.Book, lang string) gridStyles {
	f.Font = "Yu Gothic"
	if lang == "en" {
		f.Font = "Calibri"
	}
	const navy, line = "1F3864", "BFBFBF"
	return gridStyles{
		title:   f.Style(workbook.Style{Size: 14, Bold: true}),
		heading: f.Style(workbook.Style{Size: 11, Bold: true, Color: navy}),
		plain:   f.Style(workbook.Style{Size: 10}),
		head:    f.Style(workbook.Style{Size: 10, Bold: true, Color: "FFFFFF", Fill: navy, Border: line, Center: true}),
		body:    f.Style(workbook.Style{Size: 10, Border: line}),
		input:   f.Style(workbook.Style{Size: 10, Border: line, Fill: "FFF9E5", AsText: true}),
	}
}

// open sets the columns up and the page: landscape, as wide as the table.
func (g *grid) open(footer string, paper int) {
	g.sheet.Page = workbook.Page{Paper: paper, FitWidth: true, Margin: 0.4, Footer: "&L" + footer + "&R&P / &N"}
	g.sheet.Columns = []workbook.Column{{Width: 4, Hidden: true}}
	for _, c := range g.cols {
		g.sheet.Columns = append(g.sheet.Columns, workbook.Column{Width: c.width})
	}
}

// cell is the place of the i-th visible column, from 0.
func (g *grid) cell(i, row int) workbook.Place { return workbook.Place{Row: row, Column: i + 2} }

// put sets the i-th visible column of the row; -1 is that of the ids.
func (g *grid) put(i int, text string, style int) {
	g.cells = append(g.cells, workbook.Cell{Column: i + 2, Text: text, Style: style})
}

// across writes text over all columns, in as many rows as it needs.
func (g *grid) across(text string, style int) {
	width, last := 0.0, len(g.cols)-1
	for _, c := range g.cols {
		width += c.width
	}
	for _, piece := range pieces(clean(text), int(width)-1) {
		g.row++
		g.put(0, piece, style)
		g.sheet.Merge(workbook.Range{From: g.cell(0, g.row), To: g.cell(last, g.row)})
		g.end(lines(piece, int(width)-1), style)
	}
}

func (g *grid) gap() { g.row++ }

// keys writes the hidden row that names the columns, led by the name of the table.
func (g *grid) keys(table string) {
	g.row++
	g.put(-1, table, 0)
	for i, c := range g.cols {
		g.put(i, c.key, 0)
	}
	g.write(workbook.Row{Hidden: true})
}

// heads writes the row of heads.
func (g *grid) heads() {
	g.row++
	most := 1
	for i, c := range g.cols {
		g.put(i, c.head, g.styles.head)
		most = max(most, lines(c.head, int(c.width)-1))
	}
	g.end(most, g.styles.head)
}

// add writes one row of the table under a stable id. What does not fit into one row of a worksheet goes on in the next
// ones, with ids id#2, id#3, …
func (g *grid) add(id string, cells ...string) (first int) {
	parts := make([][]string, len(cells))
	rows := 1
	for i, c := range cells {
		parts[i] = pieces(clean(c), int(g.cols[i].width)-1)
		rows = max(rows, len(parts[i]))
	}
	first = g.row + 1
	for k := range rows {
		g.row++
		g.put(-1, continued(id, k), 0)
		most := 1
		for i := range cells {
			text := ""
			switch {
			case k < len(parts[i]):
				text = parts[i][k]
			case g.cols[i].repeat:
				text = parts[i][0]
			}
			style := g.styles.body
			if g.cols[i].input {
				style = g.styles.input
			}
			g.put(i, text, style)
			most = max(most, lines(text, int(g.cols[i].width)-1))
		}
		g.end(most, g.styles.body)
	}
	return first
}

// close freezes the head, sets the filter and says on every printed page what the columns are. head is the row of heads.
func (g *grid) close(head int) {
	g.sheet.Filter = workbook.Range{From: g.cell(0, head), To: g.cell(len(g.cols)-1, max(g.row, head))}
	g.sheet.Frozen, g.sheet.Top, g.sheet.Titles = head, g.cell(0, head+1), head
	for i, c := range g.cols {
		if c.choices != nil && g.row > head {
			g.offer(i, head+1, g.row, c.choices, c.strict)
		}
	}
}

// offer puts a dropdown on rows from…to of the i-th column.
func (g *grid) offer(i, from, to int, words []string, strict bool) {
	g.sheet.Offer(workbook.Range{From: g.cell(i, from), To: g.cell(i, to)}, words, strict)
}

// end writes the row, as high as so many lines of a style.
func (g *grid) end(lines, style int) {
	h := lineHeight*float64(lines) + rowPadding
	if style == g.styles.title {
		h *= 1.4
	}
	g.write(workbook.Row{Height: min(h, workbook.MaxHeight)})
}

func (g *grid) write(r workbook.Row) {
	r.Number, r.Cells = g.row, g.cells
	g.sheet.Row(r)
	g.cells = g.cells[:0]
}

// clean makes what stands in a text visible line by line.
func clean(s string) string {
	parts := strings.Split(s, "\n")
	for i := range parts {
		parts[i] = visible(parts[i])
	}
	return strings.Join(parts, "\n")
}

// lines is the number of lines that text takes in a column.
func lines(text string, width int) int {
	n := 0
	for para := range strings.SplitSeq(text, "\n") {
		n += max(1, len(wrap(para, width)))
	}
	return n
}

// pieces cuts text where a line ends, so that each piece fits into one row.
func pieces(text string, width int) []string {
	var out []string
	var piece strings.Builder
	n, units := 0, 0
	flush := func() {
		out = append(out, piece.String())
		piece.Reset()
		n, units = 0, 0
	}
	for i, para := range strings.Split(text, "\n") {
		broken := i > 0
		for _, l := range halve(para, wrap(para, width)) {
			s := para[l.start:l.end]
			u := len(utf16.Encode([]rune(s))) + 1
			if n == maxRowLines || units+u > maxCell {
				flush()
				broken = false
			}
			if broken {
				piece.WriteByte('\n')
				broken = false
			}
			piece.WriteString(s)
			n, units = n+1, units+u
		}
		if broken { // an empty line
			piece.WriteByte('\n')
			n, units = n+1, units+1
		}
	}
	flush()
	return out
}

// halve gives the lines of para without gaps between them, and cuts those that are too long for a cell: marks without
// width make lines of any length.
func halve(para string, ls []line) []line {
	const most = maxCell / 2 // runes; one takes up to two units
	var out []line
	for i, l := range ls {
		if i+1 < len(ls) {
			l.end = ls[i+1].start // the spaces between
		}
		for utf8.RuneCountInString(para[l.start:l.end]) > most {
			cut := l.start
			for range most {
				_, size := utf8.DecodeRuneInString(para[cut:])
				cut += size
			}
			out = append(out, line{l.start, cut})
			l.start = cut
		}
		out = append(out, l)
	}
	return out
}
