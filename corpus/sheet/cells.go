package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Size of a worksheet.
const (
	maxRow = 1 << 20
	maxCol = 1 << 14
)

// sharedStrings reads the texts that cells point to by number.
func (r *reader) sharedStrings(targets map[string]string) error {
	part := "xl/sharedStrings.xml"
	for _, t := range targets {
		if strings.EqualFold(inside(t), part) {
			part = inside(t)
		}
	}
	return r.each(part, func(d *xml.Decoder, e xml.StartElement) (bool, error) {
		if e.Name.Local != "si" {
			return false, nil
		}
		if len(r.shared) == maxCells {
			return false, fmt.Errorf("%w: more than %d texts", ErrTooLarge, maxCells)
		}
		s, err := richText(d)
		r.shared = append(r.shared, s)
		return true, err
	})
}

func (r *reader) sheet(part string) (*Sheet, error) {
	var out Sheet
	row, col := 0, 0
	err := r.each(part, func(d *xml.Decoder, e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "row":
			row, col = row+1, 0
			if n, err := strconv.Atoi(attr(e, "r")); err == nil && n >= 1 && n <= maxRow {
				row = n
			}
		case "c":
			col++
			if rr, cc, ok := parse(attr(e, "r")); ok {
				row, col = rr, cc
			}
			c, err := r.cell(d, e)
			if err != nil || c.Text == "" || col > maxCol {
				return true, err
			}
			if r.cells++; r.cells > maxCells {
				return true, fmt.Errorf("%w: more than %d cells", ErrTooLarge, maxCells)
			}
			c.Row, c.Col = max(row, 1), col
			out.Cells = append(out.Cells, c)
			return true, nil
		case "mergeCell":
			from, to, _ := strings.Cut(attr(e, "ref"), ":")
			r1, c1, ok1 := parse(from)
			r2, c2, ok2 := parse(to)
			if ok1 && ok2 && len(out.Merged) < maxMerged {
				out.Merged = append(out.Merged, Range{min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)})
			}
		}
		return false, nil
	})
	return &out, err
}

// cell reads a cell to its end.
func (r *reader) cell(d *xml.Decoder, e xml.StartElement) (Cell, error) {
	kind := attr(e, "t")
	var out Cell
	var value string
	if err := children(d, func(e xml.StartElement) error {
		var err error
		switch e.Name.Local {
		case "v":
			value, err = plainText(d)
		case "is":
			out.Text, err = richText(d)
		default:
			err = skip(d)
		}
		return err
	}); err != nil {
		return out, err
	}
	switch kind {
	case "inlineStr":
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(r.shared) {
			out.Text = r.shared[i]
		}
	case "b":
		out.Text = map[bool]string{true: "TRUE", false: "FALSE"}[strings.TrimSpace(value) == "1"]
	case "str", "e", "d":
		out.Text = unescape(value)
	default:
		out.Text, out.Number = strings.TrimSpace(value), true
	}
	return out, nil
}

// richText is the text of an si or is element, whose start was read: its t elements, also those in runs. How the words
// are read (rPh, which Japanese Excel writes) is no part of it.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	text := func(e xml.StartElement) error {
		if e.Name.Local != "t" {
			return skip(d)
		}
		s, err := plainText(d)
		b.WriteString(unescape(s))
		return err
	}
	err := children(d, func(e xml.StartElement) error {
		if e.Name.Local == "r" {
			return children(d, text)
		}
		return text(e)
	})
	if b.Len() > maxText {
		return "", fmt.Errorf("%w: a cell of %d bytes", ErrTooLarge, b.Len())
	}
	return b.String(), err
}

// children calls f with each child of the element whose start was read; f reads it to its end.
func children(d *xml.Decoder, f func(xml.StartElement) error) error {
	for {
		t, err := d.Token()
		if err != nil {
			return broken(err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			if err := f(e); err != nil {
				return broken(err)
			}
		case xml.EndElement:
			return nil
		}
	}
}

// plainText is the text of the element whose start was read; elements in it are left out.
func plainText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		t, err := d.Token()
		if err != nil {
			return "", broken(err)
		}
		switch e := t.(type) {
		case xml.CharData:
			b.Write(e)
		case xml.StartElement:
			if err := skip(d); err != nil {
				return "", broken(err)
			}
		case xml.EndElement:
			if b.Len() > maxText {
				return "", fmt.Errorf("%w: a cell of %d bytes", ErrTooLarge, b.Len())
			}
			return b.String(), nil
		}
	}
}

// skip reads the element whose start was read to its end. Unlike [xml.Decoder.Skip] it bounds how deep that goes: the
// decoder keeps every element that is open.
func skip(d *xml.Decoder) error {
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return broken(err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("%w: elements within elements", ErrTooLarge)
			}
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// broken is err, where a file that ends too early is a damaged one.
func broken(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// unescape undoes _x000D_, by which workbooks hold characters that XML cannot.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		if len(s) >= 7 && s[6] == '_' {
			if n, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
				b.WriteRune(rune(n)) // halves of pairs become U+FFFD
				s = s[7:]
				continue
			}
		}
		b.WriteString(s[:2])
		s = s[2:]
	}
}

// parse reads the name of a cell, such as F7.
func parse(ref string) (row, col int, ok bool) {
	i := 0
	for i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' {
		if col = col*26 + int(ref[i]-'A') + 1; col > maxCol {
			return 0, 0, false
		}
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	return row, col, err == nil && col > 0 && row >= 1 && row <= maxRow && ref[i] != '+'
}
