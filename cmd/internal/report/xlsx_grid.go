package report

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of a worksheet: of one cell, and of a row that is still shown whole.
const (
	maxCell     = 32767 // UTF-16 units; Excel cuts what is longer without a word
	maxRowLines = 26    // lines of 10 point in the highest row that there is (409 points)
	lineHeight  = 15.0  // points
	rowPadding  = 6.0   // points
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

// A grid writes one worksheet from top to bottom: column A holds stable ids and is hidden. The first error is kept.
type grid struct {
	f      *excelize.File
	sheet  string
	styles gridStyles
	cols   []gridColumn // of B, C, …
	row    int          // the last row written, from 1
	err    error
}

type gridStyles struct{ title, heading, plain, head, body, input int }

func newGridStyles(f *excelize.File, lang string) (gridStyles, error) {
	family := "Yu Gothic"
	if lang == "en" {
		family = "Calibri"
	}
	line := []excelize.Border{{Type: "left", Color: "BFBFBF", Style: 1}, {Type: "right", Color: "BFBFBF", Style: 1},
		{Type: "top", Color: "BFBFBF", Style: 1}, {Type: "bottom", Color: "BFBFBF", Style: 1}}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: "left"}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	var errs []error
	style := func(s excelize.Style) int {
		s.Font.Family = family
		id, err := f.NewStyle(&s)
		errs = append(errs, err)
		return id
	}
	out := gridStyles{
		title:   style(excelize.Style{Font: &excelize.Font{Size: 14, Bold: true}, Alignment: wrapped}),
		heading: style(excelize.Style{Font: &excelize.Font{Size: 11, Bold: true, Color: "1F3864"}, Alignment: wrapped}),
		plain:   style(excelize.Style{Font: &excelize.Font{Size: 10}, Alignment: wrapped}),
		head: style(excelize.Style{Font: &excelize.Font{Size: 10, Bold: true, Color: "FFFFFF"}, Fill: fill("1F3864"), Border: line,
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"}}),
		body:  style(excelize.Style{Font: &excelize.Font{Size: 10}, Alignment: wrapped, Border: line}),
		input: style(excelize.Style{Font: &excelize.Font{Size: 10}, Alignment: wrapped, Border: line, Fill: fill("FFF9E5"), NumFmt: 49}),
	}
	return out, errors.Join(errs...)
}

// Sizes of paper as worksheets number them.
const (
	paperA3 = 8
	paperA4 = 9
)

// open sets the columns up and the page: landscape, as wide as the table.
func (g *grid) open(footer string, paper int) {
	landscape, one, unbounded := "landscape", 1, 0
	margin, bottom, foot := 0.4, 0.6, 0.3 // inches
	g.try(g.f.SetPageLayout(g.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper, FitToWidth: &one, FitToHeight: &unbounded}))
	g.fit()
	g.try(g.f.SetPageMargins(g.sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &bottom, Footer: &foot}))
	g.try(g.f.SetHeaderFooter(g.sheet, &excelize.HeaderFooterOptions{OddFooter: "&L" + footer + "&R&P / &N"}))
	g.try(g.f.SetColWidth(g.sheet, "A", "A", 4))
	g.try(g.f.SetColVisible(g.sheet, "A", false))
	for i, c := range g.cols {
		name := g.column(i)
		g.try(g.f.SetColWidth(g.sheet, name, name, c.width))
	}
}

// fit scales what is printed to the width of the page. AutoFilter resets it.
func (g *grid) fit() {
	fit := true
	g.try(g.f.SetSheetProps(g.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

func (g *grid) try(err error) {
	if g.err == nil {
		g.err = err
	}
}

// column is the name of the i-th visible column, from 0.
func (g *grid) column(i int) string {
	name, err := excelize.ColumnNumberToName(i + 2)
	g.try(err)
	return name
}

func (g *grid) cell(i, row int) string {
	name, err := excelize.CoordinatesToCellName(i+2, row)
	g.try(err)
	return name
}

// put writes text that can never be a formula.
func (g *grid) put(cell, text string, style int) {
	g.try(g.f.SetCellStr(g.sheet, cell, text))
	g.try(g.f.SetCellStyle(g.sheet, cell, cell, style))
}

// across writes text over all columns, in as many rows as it needs.
func (g *grid) across(text string, style int) {
	width, last := 0.0, len(g.cols)-1
	for _, c := range g.cols {
		width += c.width
	}
	for _, piece := range pieces(clean(text), int(width)-1) {
		g.row++
		from, to := g.cell(0, g.row), g.cell(last, g.row)
		g.put(from, piece, style)
		g.try(g.f.MergeCell(g.sheet, from, to))
		g.height(g.row, lines(piece, int(width)-1), style)
	}
}

func (g *grid) gap() { g.row++ }

// keys writes the hidden row that names the columns, led by the name of the table.
func (g *grid) keys(table string) {
	g.row++
	g.try(g.f.SetCellStr(g.sheet, g.id(), table))
	for i, c := range g.cols {
		g.try(g.f.SetCellStr(g.sheet, g.cell(i, g.row), c.key))
	}
	g.try(g.f.SetRowVisible(g.sheet, g.row, false))
}

// heads writes the row of heads.
func (g *grid) heads() {
	g.row++
	most := 1
	for i, c := range g.cols {
		g.put(g.cell(i, g.row), c.head, g.styles.head)
		most = max(most, lines(c.head, int(c.width)-1))
	}
	g.height(g.row, most, g.styles.head)
}

func (g *grid) id() string { return g.cell(-1, g.row) }

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
		g.try(g.f.SetCellStr(g.sheet, g.id(), continued(id, k)))
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
			g.put(g.cell(i, g.row), text, style)
			most = max(most, lines(text, int(g.cols[i].width)-1))
		}
		g.height(g.row, most, g.styles.body)
	}
	return first
}

// close freezes the head, sets the filter and says on every printed page what the columns are. head is the row of heads.
func (g *grid) close(head int) {
	left, right := g.cell(0, head), g.cell(len(g.cols)-1, max(g.row, head))
	g.try(g.f.AutoFilter(g.sheet, left+":"+right, nil))
	g.fit()
	top := g.cell(0, head+1)
	g.try(g.f.SetPanes(g.sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: top, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: top, ActiveCell: top, Pane: "bottomLeft"}}}))
	g.try(g.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: g.sheet,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", g.sheet, head, head)}))
	for i, c := range g.cols {
		if c.choices != nil && g.row > head {
			g.offer(i, head+1, g.row, c.choices, c.strict)
		}
	}
}

// offer puts a dropdown on rows from…to of the i-th column.
func (g *grid) offer(i, from, to int, words []string, strict bool) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(g.cell(i, from) + ":" + g.cell(i, to))
	g.try(dv.SetDropList(words))
	dv.ShowErrorMessage = strict // else anything may be entered
	g.try(g.f.AddDataValidation(g.sheet, dv))
}

func (g *grid) height(row, lines, style int) {
	h := lineHeight*float64(lines) + rowPadding
	if style == g.styles.title {
		h *= 1.4
	}
	g.try(g.f.SetRowHeight(g.sheet, row, min(h, excelize.MaxRowHeight)))
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
