package docx

import "strconv"

func (t Table) write(x *writer) {
	sum := 0
	for _, w := range t.Widths {
		if w <= 0 {
			x.fail("a table with a column of width %d", w)
			return
		}
		sum += w
	}
	if sum == 0 || len(t.Rows) == 0 {
		x.fail("a table needs columns and rows")
		return
	}
	x.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="`, strconv.Itoa(textWidth),
		`" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	widths := make([]int, len(t.Widths))
	for i, w := range t.Widths {
		widths[i] = textWidth * w / sum
		x.raw(`<w:gridCol w:w="`, strconv.Itoa(widths[i]), `"/>`)
	}
	x.raw("</w:tblGrid>")
	for i, row := range t.Rows {
		x.raw("<w:tr><w:trPr>")
		x.on("cantSplit", short(row))
		x.on("tblHeader", i < t.Head)
		x.raw("</w:trPr>")
		column := 0
		for _, c := range row {
			span := max(1, c.Span)
			if column+span > len(widths) {
				break
			}
			width := 0
			for _, w := range widths[column : column+span] {
				width += w
			}
			x.cell(c, span, width)
			column += span
		}
		if want := rowSpan(row); column != len(widths) || want != column {
			x.fail("row %d of a table covers %d columns of %d", i+1, want, len(widths))
		}
		x.raw("</w:tr>")
	}
	x.raw("</w:tbl>")
}

// short reports whether row takes so few lines that it is better kept on one page.
func short(row []Cell) bool {
	for _, c := range row {
		bytes := 0
		for _, p := range c.Paragraphs {
			for _, r := range p.Runs {
				bytes += len(r.Text)
			}
		}
		if bytes > 600 {
			return false
		}
	}
	return true
}

// rowSpan is how many columns the cells of row cover.
func rowSpan(row []Cell) int {
	n := 0
	for _, c := range row {
		n += max(1, c.Span)
	}
	return n
}

// cell keeps the order of CT_TcPr; a cell ends with a paragraph.
func (x *writer) cell(c Cell, span, width int) {
	x.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/>`)
	if span > 1 {
		x.val("gridSpan", strconv.Itoa(span))
	}
	if c.Shade != "" {
		x.raw(`<w:shd w:val="clear" w:color="auto" w:fill="`, x.rgb(c.Shade), `"/>`)
	}
	x.raw("</w:tcPr>")
	for _, p := range c.Paragraphs {
		p.write(x)
	}
	if len(c.Paragraphs) == 0 {
		Paragraph{}.write(x)
	}
	x.raw("</w:tc>")
}
