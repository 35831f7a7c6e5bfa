// Package workbook writes workbooks (.xlsx, ECMA-376) of plain tables: text and whole numbers in styled cells, hidden rows
// and columns, merged cells, frozen heads, filters, dropdowns, and how a sheet is printed.
//
// Text is written as text: nothing can become a formula, a link or an escape. The same workbook gives the same bytes. What
// Excel would refuse or cut without a word (a text that is too long for its cell, a name that is no name of a sheet) is an
// error here. Package sheet reads workbooks.
package workbook

import (
	"archive/zip"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits of Excel.
const (
	MaxText   = 32767 // UTF-16 units in a cell
	MaxHeight = 409.0 // points of a row
	maxName   = 31    // UTF-16 units in the name of a sheet
	maxList   = 255   // UTF-16 units in the words of a dropdown, with the commas between them
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// A Book is a workbook in the making. The first error is kept and returned by [Book.Write].
type Book struct {
	Title, Author string // for the properties of the file
	Lang          string // of the text, such as "ja"; "" says nothing
	Font          string // family of all styles

	styles []Style
	sheets []*Sheet
	err    error
}

// A Style is how a cell looks. Text is wrapped.
type Style struct {
	Size   float64 // points
	Bold   bool
	Color  string // of the text, RRGGBB; "" is the reader's own
	Fill   string // of the cell, RRGGBB; "" for none
	Border string // of all four sides, RRGGBB; "" for none
	Center bool   // in both directions; else left and top
	AsText bool   // what is entered stays as it is typed
}

// Style gives the number by which cells have style s. 0 is the plain style.
func (b *Book) Style(s Style) int {
	b.styles = append(b.styles, s)
	return len(b.styles)
}

// A Sheet is one worksheet. Its fields may be set until the book is written.
type Sheet struct {
	Columns []Column
	Page    Page
	Frozen  int   // rows that stay in view, from the first
	Top     Place // of the cursor; zero: below what is frozen, in the first column
	Filter  Range // with a head that filters the rows; zero: none
	Titles  int   // row that is printed on every page; 0: none
	merged  []Range
	offers  []offer
	name    string
	rows    strings.Builder
	last    int // row written
	book    *Book
}

// A Column is the width of one column, in digits of the plain style.
type Column struct {
	Width  float64
	Hidden bool
}

// Sizes of paper.
const (
	A3 = 8
	A4 = 9
)

// A Page is how a sheet is printed: landscape.
type Page struct {
	Paper    int     // A3 or A4
	FitWidth bool    // no wider than the paper
	Margin   float64 // inches, left, right and above; 0: as programs have it
	Footer   string  // with the codes of ECMA-376, 18.3.1.46, such as &P; "" for none
}

// A Place is a cell, a Range those from the first to the last one; rows and columns count from 1.
type Place struct{ Row, Column int }

// A Range is a rectangle of cells with both corners.
type Range struct{ From, To Place }

// Name is the place as "B5".
func (p Place) Name() string { return ColumnName(p.Column) + strconv.Itoa(p.Row) }

func (r Range) name() string { return r.From.Name() + ":" + r.To.Name() }

func (p Place) absolute() string { return "$" + ColumnName(p.Column) + "$" + strconv.Itoa(p.Row) }

// ColumnName is the letters of a column, from 1: "A", "Z", "AA".
func ColumnName(n int) string {
	var s string
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// Sheet adds a worksheet.
func (b *Book) Sheet(name string) *Sheet {
	switch {
	case name == "" || units(name) > maxName || strings.ContainsAny(name, `:\/?*[]`) || strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		b.fail("%q cannot be the name of a sheet", name)
	default:
		for _, s := range b.sheets {
			if strings.EqualFold(s.name, name) {
				b.fail("there are two sheets %q", name)
			}
		}
	}
	s := &Sheet{book: b, name: name, Page: Page{Paper: A4}}
	b.sheets = append(b.sheets, s)
	return s
}

func (b *Book) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf("workbook: "+format, args...)
	}
}

// A Cell is what stands in a column: a text, or a number.
type Cell struct {
	Column int // from 1
	Text   string
	Number bool // Text is a whole number, and sorts as one
	Style  int
}

// A Row is one row, with its cells from left to right.
type Row struct {
	Number int     // from 1
	Height float64 // points; 0: as high as its text
	Hidden bool
	Cells  []Cell
}

// Row writes a row below all those written before.
func (s *Sheet) Row(r Row) {
	if r.Number <= s.last || r.Number > maxRow {
		s.book.fail("%s: row %d cannot come after row %d", s.name, r.Number, s.last)
		return
	}
	s.last = r.Number
	out := &s.rows
	out.WriteString(`<row r="` + strconv.Itoa(r.Number) + `"`)
	if r.Height > 0 {
		out.WriteString(` ht="` + number(min(r.Height, MaxHeight)) + `" customHeight="1"`)
	}
	if r.Hidden {
		out.WriteString(` hidden="1"`)
	}
	out.WriteString(">")
	column := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		at := Place{r.Number, c.Column}
		if c.Column <= column || c.Column > maxColumn {
			s.book.fail("%s %s cannot come after column %d", s.name, at.Name(), column)
		}
		column = c.Column
		s.cell(at, c)
	}
	out.WriteString("</row>")
}

func (s *Sheet) cell(at Place, c *Cell) {
	out := &s.rows
	out.WriteString(`<c r="` + at.Name() + `"`)
	if c.Style > 0 {
		out.WriteString(` s="` + strconv.Itoa(c.Style) + `"`)
	}
	switch {
	case c.Number:
		if _, err := strconv.ParseInt(c.Text, 10, 64); err != nil {
			s.book.fail("%s %s: %q is no whole number", s.name, at.Name(), c.Text)
		}
		out.WriteString("><v>" + c.Text + "</v></c>")
	case c.Text == "":
		out.WriteString("/>")
	default:
		if n := units(c.Text); n > MaxText {
			s.book.fail("%s %s has a text of %d characters, more than the %d of a cell", s.name, at.Name(), n, MaxText)
		}
		out.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
		escape(out, c.Text)
		out.WriteString("</t></is></c>")
	}
}

// Merge makes one cell of those in r, with the text of the first.
func (s *Sheet) Merge(r Range) { s.merged = append(s.merged, r) }

type offer struct {
	cells  Range
	words  string
	strict bool
}

// Offer puts a dropdown of words on cells; strict, nothing else may be entered. No word may hold a comma, which Excel
// takes to stand between two, and all of them together have at most 255 characters.
func (s *Sheet) Offer(cells Range, words []string, strict bool) {
	for _, w := range words {
		if strings.Contains(w, ",") {
			s.book.fail("%s %s: the word %q would become two in a list", s.name, cells.name(), w)
		}
	}
	list := strings.Join(words, ",")
	if units(list) > maxList {
		s.book.fail("%s %s: the list %q is longer than the %d characters of Excel", s.name, cells.name(), list, maxList)
	}
	s.offers = append(s.offers, offer{cells, list, strict})
}

// units counts s as Excel does, in UTF-16.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// escape writes s as the text of an element. What XML cannot hold becomes U+FFFD; _x0041_, which Excel reads as a
// character, stays what it is.
func escape(out *strings.Builder, s string) {
	from := 0
	put := func(at, width int, text string) {
		out.WriteString(s[from:at])
		out.WriteString(text)
		from = at + width
	}
	for i, r := range s {
		switch {
		case r == '&':
			put(i, 1, "&amp;")
		case r == '<':
			put(i, 1, "&lt;")
		case r == '>':
			put(i, 1, "&gt;")
		case r == '\r':
			put(i, 1, "&#13;")
		case r == '_' && isEscape(s[i:]):
			put(i, 1, "_x005F_")
		case r == utf8.RuneError:
			_, width := utf8.DecodeRuneInString(s[i:])
			put(i, width, string(utf8.RuneError))
		case r < ' ' && r != '\n' && r != '\t', r&0xFFFE == 0xFFFE:
			put(i, utf8.RuneLen(r), string(utf8.RuneError))
		}
	}
	out.WriteString(s[from:])
}

// isEscape reports whether s begins with a character as Excel escapes them: _xHHHH_.
func isEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

func escaped(s string) string {
	var b strings.Builder
	escape(&b, s)
	return b.String()
}

// quoted is s as the value of an attribute.
func quoted(s string) string { return `"` + strings.ReplaceAll(escaped(s), `"`, "&quot;") + `"` }

// Write writes the workbook, which must have a sheet.
func (b *Book) Write(w io.Writer) error {
	if len(b.sheets) == 0 {
		b.fail("it has no sheet")
	}
	if b.err != nil {
		return b.err
	}
	z := zip.NewWriter(w)
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", b.contentTypes()},
		{"_rels/.rels", packageRelations},
		{"docProps/app.xml", appProperties},
		{"docProps/core.xml", b.properties()},
		{"xl/workbook.xml", b.workbook()},
		{"xl/_rels/workbook.xml.rels", b.relations()},
		{"xl/styles.xml", b.styleSheet()},
	}
	for _, p := range parts {
		if err := writePart(z, p.name, p.text); err != nil {
			return err
		}
	}
	for i, s := range b.sheets {
		before, after := s.around()
		if err := writePart(z, sheetPart(i), before, s.rows.String(), after); err != nil {
			return err
		}
	}
	return wrapped(z.Close())
}

func writePart(z *zip.Writer, name string, text ...string) error {
	// The time is the first that a zip file can have.
	out, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	for _, t := range text {
		if err == nil {
			_, err = io.WriteString(out, t)
		}
	}
	return wrapped(err)
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("workbook: %w", err)
}
