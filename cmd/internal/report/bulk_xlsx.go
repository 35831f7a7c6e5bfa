package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kiyaku/lexicon"
)

// XLSX writes the result as a workbook: the targets in order, with a filter and a column for each flag, and what failed by
// cause. Nothing of a list can become a formula. The same result gives the same bytes.
func (b *Bulk) XLSX(w io.Writer, lex *lexicon.Lexicon, opts Options) error {
	words, err := wordsFor(opts.Lang)
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newGridStyles(f, opts.Lang)
	if err != nil {
		return fmt.Errorf("report xlsx: %w", err)
	}
	book := &bulkBook{f: f, b: b, w: words, lex: lex, lang: opts.Lang, styles: styles}
	book.results()
	book.failures()
	if book.err == nil {
		book.err = f.DeleteSheet("Sheet1")
	}
	const when = "2000-01-01T00:00:00Z"
	if book.err == nil {
		book.err = f.SetDocProps(&excelize.DocProperties{Creator: "kiyaku", LastModifiedBy: "kiyaku", Created: when, Modified: when, Title: words.get("bulk.title"), Language: opts.Lang})
	}
	if book.err == nil {
		f.SetActiveSheet(0)
		book.err = writeSorted(w, f)
	}
	if book.err != nil {
		return fmt.Errorf("report xlsx: %w", book.err)
	}
	return nil
}

// writeSorted writes a workbook with its parts in order of their names: excelize writes streamed sheets in any order.
func writeSorted(w io.Writer, f *excelize.File) error {
	packed, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

type bulkBook struct {
	f      *excelize.File
	b      *Bulk
	w      words
	lex    *lexicon.Lexicon
	lang   string
	styles gridStyles
	err    error
}

// stream writes a sheet row by row: lists may have tens of thousands of targets.
func (k *bulkBook) stream(id string, widths []float64, rows func(put func(cells ...string))) {
	if k.err != nil {
		return
	}
	name := k.w.get("sheet." + id)
	if _, k.err = k.f.NewSheet(name); k.err != nil {
		return
	}
	landscape, a4 := "landscape", paperA4
	if k.err = k.f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4}); k.err != nil {
		return
	}
	sw, err := k.f.NewStreamWriter(name)
	if err != nil {
		k.err = err
		return
	}
	try := func(err error) {
		if k.err == nil {
			k.err = err
		}
	}
	for i, width := range widths {
		try(sw.SetColWidth(i+1, i+1, width))
	}
	try(sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	row := 0
	rows(func(cells ...string) {
		row++
		style, height := k.styles.body, 0.0
		if row == 1 {
			style, height = k.styles.head, 3*lineHeight
		}
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = bulkCell(c, style)
		}
		for i, c := range cells {
			if row > 1 {
				height = max(height, float64(lines(clean(c), int(widths[i])-1))*lineHeight+rowPadding)
			}
		}
		cell, err := excelize.CoordinatesToCellName(1, row)
		try(err)
		try(sw.SetRow(cell, values, excelize.RowOpts{Height: min(height, maxRowLines*lineHeight)}))
	})
	try(sw.Flush())
	last, err := excelize.CoordinatesToCellName(len(widths), max(row, 1))
	try(err)
	if k.err == nil {
		k.err = k.f.AutoFilter(name, "A1:"+last, nil)
	}
}

// bulkCell is a number where s is one, so that it sorts as one, and otherwise text that can never be a formula.
func bulkCell(s string, style int) excelize.Cell {
	if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s {
		return excelize.Cell{StyleID: style, Value: n}
	}
	s = clean(s)
	if len(s) > maxCell/2 {
		s = shorten(s, maxCell/2)
	}
	return excelize.Cell{StyleID: style, Value: s} // a string is written as one, whatever it begins with
}

func (k *bulkBook) results() {
	flags := k.b.flags()
	head := []string{k.w.get("report.service"), k.w.get("bulk.source"), k.w.get("bulk.verdict"), "F1 " + k.w.get("factor.F1"), "F2 " + k.w.get("factor.F2"), "F3 " + k.w.get("factor.F3"), k.w.get("bulk.problem")}
	widths := []float64{28, 46, 28, 11, 13, 11, 28}
	for _, flag := range flags {
		head = append(head, flagName(k.lex, flag, k.lang))
		widths = append(widths, 11)
	}
	head, widths = append(head, "SHA-256"), append(widths, 68)
	k.stream("bulk", widths, func(put func(...string)) {
		put(head...)
		for _, r := range k.b.sorted() {
			cells := []string{r.Service, r.Source, "", "", "", "", ""}
			if r.Verdict != "" {
				cells[2] = k.w.get("verdict." + r.Verdict)
				for i, status := range r.Factors {
					cells[3+i] = k.w.of("status", status)
				}
			}
			if r.Cause != "" {
				cells[6], _ = causeWords(k.w, r.Cause)
			}
			for _, flag := range flags {
				n := ""
				if r.Flags[flag] > 0 {
					n = strconv.Itoa(r.Flags[flag])
				}
				cells = append(cells, n)
			}
			put(append(cells, r.SHA256)...)
		}
	})
}

func (k *bulkBook) failures() {
	causes := k.b.causes(k.w)
	if len(causes) == 0 {
		return
	}
	k.stream("failures", []float64{30, 50, 28, 48, 60}, func(put func(...string)) {
		put(k.w.get("bulk.problem"), k.w.get("bulk.action"), k.w.get("report.service"), k.w.get("bulk.source"), k.w.get("bulk.detail"))
		for _, c := range causes {
			for _, r := range c.Rows {
				put(c.Name, c.Todo, r.Service, r.Source, r.Error)
			}
		}
	})
}
