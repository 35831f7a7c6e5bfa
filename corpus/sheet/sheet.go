// Package sheet reads the cells of Excel workbooks (.xlsx) that strangers filled in.
//
// In go the bytes of a file; out come, sheet by sheet, the cells that hold something, as text. Formulas give the value
// that was last worked out, never anything new. Work and memory are bounded by what is in the file, not by what it says
// of itself: a sheet of a million rows by name costs no more than the cells in it, and a file that unfolds beyond the
// limits is refused.
package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// Limits of a workbook. A check sheet that was filled in stays far below all of them.
const (
	MaxFile   = 16 << 20 // bytes of the file
	maxXML    = 48 << 20 // bytes that are unpacked from it
	maxParts  = 2000     // files in it
	maxSheets = 64
	maxCells  = 200_000   // cells with something in them, over all sheets
	maxText   = 128 << 10 // bytes of one cell; Excel allows 32,767 UTF-16 units
	maxMerged = 20_000
	maxDepth  = 64 // of elements
)

// ErrNotWorkbook says that the bytes are no workbook that can be read; the error that wraps it tells what to do.
var ErrNotWorkbook = errors.New("not an Excel workbook (.xlsx)")

// ErrTooLarge says that a limit is passed.
var ErrTooLarge = errors.New("larger than any check sheet that was filled in")

// A Workbook is what could be read of a file.
type Workbook struct {
	Sheets   []Sheet
	Date1904 bool // dates count from 1904, as old Excel for Mac does
}

// A Sheet has its cells in the order of the file, which is that of rows and columns.
type Sheet struct {
	Name   string
	Hidden bool
	Cells  []Cell
	Merged []Range
}

// A Cell is one that holds something.
type Cell struct {
	Row, Col int // from 1
	Text     string
	Number   bool // Text is a number as the file has it: dates are numbers
}

// A Range is a rectangle of cells, both corners included.
type Range struct{ FromRow, FromCol, ToRow, ToCol int }

// Name is the name of the cell: F7.
func (c Cell) Name() string { return Name(c.Row, c.Col) }

// Name is the name of the cell in this row and column, both from 1: F7.
func Name(row, col int) string {
	var letters string
	for n := col; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// Read reads a workbook. The error wraps [ErrNotWorkbook] or [ErrTooLarge], or tells what is broken in the file.
func Read(data []byte) (*Workbook, error) {
	if len(data) > MaxFile {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, MaxFile)
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return nil, fmt.Errorf("%w: it is an old .xls file or has a password; save it as .xlsx without one", ErrNotWorkbook)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: save it in Excel or LibreOffice as .xlsx", ErrNotWorkbook)
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("%w: %d files in it", ErrTooLarge, len(z.File))
	}
	r := &reader{parts: map[string]*zip.File{}, left: maxXML}
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if _, twice := r.parts[name]; !twice {
			r.parts[name] = f
		}
	}
	if r.parts["xl/workbook.xml"] == nil {
		return nil, fmt.Errorf("%w: save it in Excel or LibreOffice as .xlsx", ErrNotWorkbook)
	}
	return r.workbook()
}

// A reader unpacks one file.
type reader struct {
	parts  map[string]*zip.File
	left   int64 // bytes that may still be unpacked
	cells  int
	shared []string
}

func (r *reader) workbook() (*Workbook, error) {
	var out Workbook
	type tab struct{ name, state, rel string }
	var tabs []tab
	err := r.each("xl/workbook.xml", func(d *xml.Decoder, e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "workbookPr":
			v := attr(e, "date1904")
			out.Date1904 = v == "1" || v == "true"
		case "sheet":
			if len(tabs) == maxSheets {
				return false, fmt.Errorf("%w: more than %d sheets", ErrTooLarge, maxSheets)
			}
			tabs = append(tabs, tab{attr(e, "name"), attr(e, "state"), relation(e)})
		}
		return false, nil
	})
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	if err := r.each("xl/_rels/workbook.xml.rels", func(d *xml.Decoder, e xml.StartElement) (bool, error) {
		if e.Name.Local == "Relationship" {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
		return false, nil
	}); err != nil {
		return nil, err
	}
	if err := r.sharedStrings(targets); err != nil {
		return nil, err
	}
	for _, t := range tabs {
		part := inside(targets[t.rel])
		if r.parts[part] == nil {
			continue // a chart sheet, or one that was lost: it has no cells
		}
		s, err := r.sheet(part)
		if err != nil {
			return nil, err
		}
		s.Name, s.Hidden = t.name, t.state == "hidden" || t.state == "veryHidden"
		out.Sheets = append(out.Sheets, *s)
	}
	return &out, nil
}

// inside is the name of a part that a workbook's relation leads to.
func inside(target string) string {
	if strings.HasPrefix(target, "/") {
		return path.Clean(target)[1:]
	}
	return path.Join("xl", target)
}

// relation is the id of an element's relation, in whichever edition's namespace.
func relation(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// each calls f with every element of a part; f says whether it has read the element to its end, with all that is in it. A
// part that is not there has none.
func (r *reader) each(part string, f func(*xml.Decoder, xml.StartElement) (read bool, err error)) error {
	file := r.parts[part]
	if file == nil {
		return nil
	}
	body, err := file.Open()
	if err != nil {
		return fmt.Errorf("%s is damaged: %w", part, err)
	}
	defer body.Close()
	bounded := &io.LimitedReader{R: body, N: r.left + 1}
	d := xml.NewDecoder(bounded)
	defer func() { r.left = bounded.N - 1 }()
	for depth := 0; ; {
		t, err := d.Token()
		switch {
		case bounded.N <= 0:
			return fmt.Errorf("%w: it unpacks to more than %d bytes", ErrTooLarge, maxXML)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s is damaged: %w", part, err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("%w: elements within elements in %s", ErrTooLarge, part)
			}
			read, err := f(d, e)
			if bounded.N <= 0 {
				return fmt.Errorf("%w: it unpacks to more than %d bytes", ErrTooLarge, maxXML)
			}
			if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) {
				return fmt.Errorf("%s is damaged: %w", part, err)
			}
			if err != nil {
				return err
			}
			if read {
				depth--
			}
		case xml.EndElement:
			depth--
		}
	}
}
