package extract

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"kiyaku/corpus"
)

// readXLSX reads an Excel workbook, as check sheets come: a heading for each sheet, a block for each row of its cells. What a
// merged cell says holds for all rows that it spans. Hidden sheets are left out and reported.
func readXLSX(ctx context.Context, body []byte, cfg Config) (d *draft, err error) {
	defer func() {
		if p := recover(); p != nil { // the library trusts the parts of a file to fit each other
			d, err = nil, fail(KindBroken, "the Excel workbook is damaged: %v", p)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, because(err, KindBroken, fmt.Sprintf("the Excel workbook is damaged, or more than %d MB when unpacked", maxUnpacked>>20))
	}
	defer f.Close()
	r := &workbookReader{ctx: ctx, file: f, limit: cfg.MaxText}
	for _, name := range f.GetSheetList() {
		if err := r.sheet(name); err != nil {
			return nil, err
		}
	}
	if len(r.out.blocks) == 0 {
		return nil, fail(KindNoText, "the Excel workbook holds no text")
	}
	d = &draft{text: r.out.text.String(), blocks: r.out.blocks, problems: r.problems()}
	if props, err := f.GetDocProps(); err == nil && props != nil {
		d.title = trim(props.Title)
	}
	outline(d.text, d.blocks, r.out.classes)
	return d, nil
}

// maxUnpacked is how many bytes the parts of a workbook may take, against bombs: ten times as many of memory.
const maxUnpacked = 32 << 20

// workbookReader goes through the sheets of a workbook.
type workbookReader struct {
	ctx    context.Context
	file   *excelize.File
	out    builder
	limit  int      // bytes of text
	hidden []string // names of sheets that are not shown
	unread []string // and of those that hold no cells, such as a chart
}

// sheet makes a block of each row.
func (r *workbookReader) sheet(name string) error {
	if shown, err := r.file.GetSheetVisible(name); err == nil && !shown {
		r.hidden = append(r.hidden, name)
		return nil
	}
	spans := r.merged(name)
	rows, err := r.file.Rows(name)
	if err != nil {
		r.unread = append(r.unread, name)
		return nil
	}
	defer rows.Close()
	headed := false
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return because(err, KindBroken, "the Excel workbook is damaged")
		}
		if cells = texts(spans.fill(n, cells)); len(cells) > 0 && !headed {
			r.out.add(name, corpus.Block{Kind: corpus.Heading, Level: 2, Path: name})
			headed = true
		}
		r.row(name, n, cells)
		if r.ctx.Err() != nil {
			return because(r.ctx.Err(), KindTimeout, "reading the Excel workbook took too long")
		}
		if r.out.text.Len() > r.limit {
			return fail(KindTooLarge, "the text of the Excel workbook is more than the limit of %d bytes", r.limit)
		}
	}
	if err := rows.Error(); err != nil {
		return because(err, KindBroken, "the Excel workbook is damaged")
	}
	return nil
}

// texts are the cells that hold something.
func texts(cells []string) []string {
	var list []string
	for _, c := range cells {
		if c = trim(c); c != "" {
			list = append(list, c)
		}
	}
	return list
}

// row makes one block of the cells of row n, or one of each line of a cell that stands alone.
func (r *workbookReader) row(sheet string, n int, cells []string) {
	blk := corpus.Block{Kind: corpus.Row, Path: fmt.Sprintf("%s row %d", sheet, n)}
	if len(cells) != 1 {
		r.out.add(strings.Join(cells, cellJoin), blk)
		return
	}
	blk.Kind = corpus.Paragraph
	for line := range strings.Lines(cells[0]) {
		r.out.add(line, blk)
	}
}

func (r *workbookReader) problems() []corpus.Problem {
	var found []corpus.Problem
	if len(r.hidden) > 0 {
		found = append(found, corpus.Problem{Code: "hidden-sheet", Message: fmt.Sprintf(
			"The Excel workbook has %d sheet(s) that are not shown (%s); they were left out.", len(r.hidden), strings.Join(r.hidden, ", "))})
	}
	if len(r.unread) > 0 {
		found = append(found, corpus.Problem{Code: "sheet-unread", Message: fmt.Sprintf(
			"The Excel workbook has %d sheet(s) without cells, such as charts (%s), which were not read.", len(r.unread), strings.Join(r.unread, ", "))})
	}
	return found
}

// A rowSpan is a cell that several rows share.
type rowSpan struct {
	from, to int // rows, from 1
	column   int // from 0
	text     string
}

type rowSpans []rowSpan

// maxSpan is the most rows that a shared cell is read with, since one over a whole sheet is its frame; maxSpans is how many
// such cells of a sheet count.
const maxSpan, maxSpans = 200, 5000

// merged lists the cells that several rows of a sheet share.
func (r *workbookReader) merged(sheet string) rowSpans {
	cells, err := r.file.GetMergeCells(sheet)
	if err != nil { // no sheet of cells
		return nil
	}
	var spans rowSpans
	for _, c := range cells[:min(len(cells), maxSpans)] {
		column, from, err := excelize.CellNameToCoordinates(c.GetStartAxis())
		if err != nil {
			continue
		}
		_, to, err := excelize.CellNameToCoordinates(c.GetEndAxis())
		if err != nil || to <= from || to-from > maxSpan || trim(c.GetCellValue()) == "" {
			continue
		}
		spans = append(spans, rowSpan{from, to, column - 1, c.GetCellValue()})
	}
	return spans
}

// fill puts what row n shares with the rows above into its cells.
func (s rowSpans) fill(n int, cells []string) []string {
	for i := range s {
		if span := &s[i]; n > span.from && n <= span.to {
			for len(cells) <= span.column {
				cells = append(cells, "")
			}
			if trim(cells[span.column]) == "" {
				cells[span.column] = span.text
			}
		}
	}
	return cells
}
