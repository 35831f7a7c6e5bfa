package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ReadCSV reads a list of targets from CSV with a head line.
//
// Columns, in any order: service, kind, url or path, lang, follow, render, name; or their Japanese names サービス, 種別, URL, パス,
// 言語, リンク先, 文書. Other columns are left alone, with a note. Fields are separated by commas, semicolons or tabs, as the
// head line shows; the text is UTF-8 or Shift_JIS. Relative paths are relative to the folder of file, which names the list
// in messages. The error joins all problems, each with its line.
func ReadCSV(r io.Reader, file string) (*Targets, error) {
	list := newListReader(file)
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	text, err := listText(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma = separator(text)
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	head, err := rows.Read()
	if err != nil {
		list.wrong(1, "no head line: it must name the columns service and url or path")
		return list.result()
	}
	columns := list.columns(head)
	if len(list.errs) > 0 {
		return list.result()
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return list.result()
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			list.wrong(bad.Line, "column %d: %v", bad.Column, bad.Err)
			return list.result() // what follows cannot be told apart
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		line, _ := rows.FieldPos(0)
		list.addRow(line, columns, row)
	}
}

// separator is the character that separates the names in the head line.
func separator(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	best, most := ',', strings.Count(head, ",")
	for _, c := range ";\t" {
		if n := strings.Count(head, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

var columnNames = map[string]string{
	"service": "service", "サービス": "service", "サービス名": "service", "kind": "kind", "種別": "kind", "url": "url", "path": "path",
	"パス": "path", "lang": "lang", "言語": "lang", "follow": "follow", "リンク先": "follow", "render": "render", "name": "name", "文書": "name", "文書名": "name",
}

// columns gives each column of the head line the name of a field; "" to leave it alone.
func (r *listReader) columns(head []string) []string {
	fields := make([]string, len(head))
	seen := map[string]bool{}
	for i, name := range head {
		field := columnNames[strings.ToLower(strings.TrimSpace(name))]
		switch {
		case field == "":
			r.note(1, "column %q is none of this program's and left alone", name)
		case seen[field]:
			r.wrong(1, "two columns for %s", field)
		}
		seen[field] = true
		fields[i] = field
	}
	if !seen["service"] {
		r.wrong(1, "no column service: the head line must name the columns service and url or path")
	}
	if !seen["url"] && !seen["path"] {
		r.wrong(1, "neither a column url nor a column path: say where the documents are")
	}
	return fields
}

// addRow adds the target of one line; lines without any field are left out.
func (r *listReader) addRow(line int, columns, row []string) {
	e := entry{line: line}
	empty := true
	for i, value := range row {
		value = strings.TrimSpace(value)
		if value == "" {
			continue
		}
		empty = false
		if i >= len(columns) {
			r.wrong(line, "%d fields but %d columns: put quotation marks around fields with a separator in them", len(row), len(columns))
			return
		}
		e.set(columns[i], value)
	}
	if !empty {
		r.add(e)
	}
}

func (e *entry) set(field, value string) {
	switch field {
	case "service":
		e.service = value
	case "kind":
		e.kind = value
	case "url":
		e.url = value
	case "path":
		e.path = value
	case "lang":
		e.lang = value
	case "follow":
		e.follow = value
	case "render":
		e.render = value
	case "name":
		e.name = value
	}
}
