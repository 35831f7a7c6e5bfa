package report

import (
	"fmt"
	"io"
	"strconv"

	"kiyaku/cmd/internal/report/workbook"
	"kiyaku/lexicon"
)

// XLSX writes the result as a workbook: the targets in order, with a filter and a column for each flag, and what failed by
// cause. Nothing of a list can become a formula. The same result gives the same bytes.
func (b *Bulk) XLSX(w io.Writer, lex *lexicon.Lexicon, opts Options) error {
	words, err := wordsFor(opts.Lang)
	if err != nil {
		return err
	}
	f := &workbook.Book{Title: words.get("bulk.title"), Author: "kiyaku", Lang: opts.Lang}
	book := &bulkBook{f: f, b: b, w: words, lex: lex, lang: opts.Lang, styles: newGridStyles(f, opts.Lang)}
	book.results()
	book.failures()
	if err := f.Write(w); err != nil {
		return fmt.Errorf("report xlsx: %w", err)
	}
	return nil
}

type bulkBook struct {
	f      *workbook.Book
	b      *Bulk
	w      words
	lex    *lexicon.Lexicon
	lang   string
	styles gridStyles
}

// table writes a sheet row by row, the first with the heads.
func (k *bulkBook) table(id string, widths []float64, rows func(put func(cells ...string))) {
	s := k.f.Sheet(k.w.get("sheet." + id))
	for _, width := range widths {
		s.Columns = append(s.Columns, workbook.Column{Width: width})
	}
	s.Frozen = 1
	row := 0
	rows(func(cells ...string) {
		row++
		style, height := k.styles.body, 0.0
		if row == 1 {
			style, height = k.styles.head, 3*lineHeight
		}
		out := make([]workbook.Cell, len(cells))
		for i, c := range cells {
			out[i] = bulkCell(c)
			out[i].Column, out[i].Style = i+1, style
			if row > 1 {
				height = max(height, float64(lines(clean(c), int(widths[i])-1))*lineHeight+rowPadding)
			}
		}
		s.Row(workbook.Row{Number: row, Height: min(height, maxRowLines*lineHeight), Cells: out})
	})
	s.Filter = workbook.Range{From: workbook.Place{Row: 1, Column: 1}, To: workbook.Place{Row: max(row, 1), Column: len(widths)}}
}

// bulkCell is a number where s is one, so that it sorts as one.
func bulkCell(s string) workbook.Cell {
	if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s {
		return workbook.Cell{Text: s, Number: true}
	}
	s = clean(s)
	if len(s) > maxCell/2 {
		s = shorten(s, maxCell/2)
	}
	return workbook.Cell{Text: s}
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
	k.table("bulk", widths, func(put func(...string)) {
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
	k.table("failures", []float64{30, 50, 28, 48, 60}, func(put func(...string)) {
		put(k.w.get("bulk.problem"), k.w.get("bulk.action"), k.w.get("report.service"), k.w.get("bulk.source"), k.w.get("bulk.detail"))
		for _, c := range causes {
			for _, r := range c.Rows {
				put(c.Name, c.Todo, r.Service, r.Source, r.Error)
			}
		}
	})
}
