package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kiyaku/corpus"
	"kiyaku/corpus/sheet"
)

// readXLSX reads an Excel workbook, as check sheets come: a heading for each sheet, a block for each row of its cells. What a
// merged cell says holds for all rows that it spans. Hidden sheets are left out and reported.
func readXLSX(ctx context.Context, body []byte, cfg Config) (*draft, error) {
	book, err := sheet.Read(body)
	switch {
	case errors.Is(err, sheet.ErrTooLarge):
		return nil, because(err, KindTooLarge, "the Excel workbook is too large")
	case err != nil:
		return nil, because(err, KindBroken, "the Excel workbook is damaged")
	}
	r := &workbookReader{limit: cfg.MaxText}
	for i := range book.Sheets {
		if err := r.sheet(&book.Sheets[i]); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, because(ctx.Err(), KindTimeout, "reading the Excel workbook took too long")
		}
	}
	if len(r.out.blocks) == 0 {
		return nil, fail(KindNoText, "the Excel workbook holds no text")
	}
	d := &draft{text: r.out.text.String(), blocks: r.out.blocks, problems: r.problems()}
	outline(d.text, d.blocks, r.out.classes)
	return d, nil
}

// workbookReader goes through the sheets of a workbook.
type workbookReader struct {
	out    builder
	limit  int      // bytes of text
	hidden []string // names of sheets that are not shown
}

// sheet makes a block of each row.
func (r *workbookReader) sheet(s *sheet.Sheet) error {
	if s.Hidden {
		r.hidden = append(r.hidden, s.Name)
		return nil
	}
	if len(s.Cells) == 0 {
		return nil
	}
	r.out.add(s.Name, corpus.Block{Kind: corpus.Heading, Level: 2, Path: s.Name})
	shared := sharedCells(s)
	for first := 0; first < len(s.Cells); {
		last := first
		for last < len(s.Cells) && s.Cells[last].Row == s.Cells[first].Row {
			last++
		}
		r.row(s.Name, s.Cells[first].Row, shared.fill(s.Cells[first:last]))
		if r.out.text.Len() > r.limit {
			return fail(KindTooLarge, "the text of the Excel workbook is more than the limit of %d bytes", r.limit)
		}
		first = last
	}
	return nil
}

// row makes one block of the cells of row n, or one of each line of a cell that stands alone.
func (r *workbookReader) row(name string, n int, cells []sheet.Cell) {
	var parts []string
	for _, c := range cells {
		if s := trim(c.Text); s != "" {
			parts = append(parts, s)
		}
	}
	blk := corpus.Block{Kind: corpus.Row, Path: fmt.Sprintf("%s row %d", name, n)}
	if len(parts) != 1 {
		r.out.add(strings.Join(parts, cellJoin), blk)
		return
	}
	blk.Kind = corpus.Paragraph
	for line := range strings.Lines(parts[0]) {
		r.out.add(line, blk)
	}
}

func (r *workbookReader) problems() []corpus.Problem {
	if len(r.hidden) == 0 {
		return nil
	}
	return []corpus.Problem{{Code: "hidden-sheet", Message: fmt.Sprintf(
		"The Excel workbook has %d sheet(s) that are not shown (%s); they were left out.", len(r.hidden), strings.Join(r.hidden, ", "))}}
}

// sharing are, by row, the cells of rows above that reach down to it.
type sharing map[int][]sheet.Cell

// maxShared is the most rows that a merged cell is read with, since one over a whole sheet is its frame, and maxSharing how
// many times merged cells of a sheet are read again.
const maxShared, maxSharing = 200, 50_000

// sharedCells lists what merged cells say in the rows below their first.
func sharedCells(s *sheet.Sheet) sharing {
	list, left := sharing{}, maxSharing
	at := map[[2]int]*sheet.Cell{}
	if len(s.Merged) > 0 {
		for i := range s.Cells {
			at[[2]int{s.Cells[i].Row, s.Cells[i].Col}] = &s.Cells[i]
		}
	}
	for _, m := range s.Merged {
		c := at[[2]int{m.FromRow, m.FromCol}]
		if c == nil || m.ToRow-m.FromRow > maxShared || left < m.ToRow-m.FromRow {
			continue
		}
		for row := m.FromRow + 1; row <= m.ToRow; row++ {
			list[row] = append(list[row], sheet.Cell{Row: row, Col: c.Col, Text: c.Text})
			left--
		}
	}
	return list
}

// fill gives the cells of a row with those that it shares with the rows above.
func (s sharing) fill(cells []sheet.Cell) []sheet.Cell {
	shared := s[cells[0].Row]
	if len(shared) == 0 {
		return cells
	}
	all := slices.Concat(cells, shared)
	slices.SortStableFunc(all, func(a, b sheet.Cell) int { return a.Col - b.Col })
	return slices.CompactFunc(all, func(a, b sheet.Cell) bool { return a.Col == b.Col })
}
