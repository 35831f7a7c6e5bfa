package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/lexicon"
)

// A format is a kind of report, as in --format.
type format string

const (
	formatText     format = "text"
	formatJSON     format = "json"
	formatHTML     format = "html"
	formatMarkdown format = "md"
)

func formats() []format { return []format{formatText, formatJSON, formatHTML, formatMarkdown} }

// maxWidth bounds the columns of a text report: longer lines are hard to read.
const maxWidth = 110

// stdoutName is the name of standard output in -o.
const stdoutName = "-"

// An output is one report that a command line asks for.
type output struct {
	format format
	file   string
}

// outputs pairs the values of --format and -o, which may both be given several times.
//
// Without --format the ending of each file tells; without -o the one report goes to standard output.
func outputs(names []string, files []string) ([]output, error) {
	list := make([]output, 0, max(1, len(names), len(files)))
	switch {
	case len(names) == 0 && len(files) == 0:
		return []output{{formatText, stdoutName}}, nil
	case len(files) == 0 && len(names) == 1:
		files = []string{stdoutName}
	case len(names) == 0:
		for _, f := range files {
			names = append(names, string(formatOf(f)))
		}
	case len(names) != len(files):
		return nil, usagef("%d × --format but %d × -o: give one -o for each --format ('-' is standard output)", len(names), len(files))
	}
	seen := map[string]bool{}
	for i, name := range names {
		o := output{file: files[i]}
		if err := (choice[format]{&o.format, formats()}).Set(name); err != nil {
			if name == "" {
				return nil, usagef("-o %s: its ending names no format; add --format with one of %s", o.file, join(formats(), ", "))
			}
			return nil, usagef("--format %q: %w", name, err)
		}
		if o.file != stdoutName {
			o.file = filepath.Clean(o.file)
		}
		if seen[o.file] {
			return nil, usagef("two reports for %q: name another file", o.file)
		}
		seen[o.file] = true
		if info, err := os.Stat(o.file); err == nil && info.IsDir() {
			return nil, usagef("-o %s: it is a directory: name a file in it", o.file)
		}
		list = append(list, o)
	}
	return list, nil
}

// formatOf tells the format from a file's ending; "" if it names none.
func formatOf(file string) format {
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case file == stdoutName, ext == ".txt":
		return formatText
	case ext == ".htm":
		return formatHTML
	case ext == ".markdown":
		return formatMarkdown
	default:
		for _, f := range formats() {
			if ext == "."+string(f) {
				return f
			}
		}
		return ""
	}
}

// render makes one report.
func render(w io.Writer, f format, a *assess.Assessment, lex *lexicon.Lexicon, opts report.Options) error {
	switch f {
	case formatJSON:
		return report.JSON(w, a)
	case formatHTML:
		return report.HTML(w, a, lex, opts)
	case formatMarkdown:
		return report.Markdown(w, a, lex, opts)
	default:
		return report.Text(w, a, lex, opts)
	}
}

// writeReports renders all reports before it writes the first one, so that a failure leaves no half of a set.
func writeReports(d deps, outs []output, a *assess.Assessment, lex *lexicon.Lexicon, ui uiFlags) error {
	rendered := make([]bytes.Buffer, len(outs))
	for i, o := range outs {
		opts := report.Options{Lang: ui.language(d), Explain: ui.explain}
		if o.file == stdoutName {
			opts.Color, opts.Width = ui.colored(d, d.stdout), min(d.width(d.stdout), maxWidth)
		}
		if err := render(&rendered[i], o.format, a, lex, opts); err != nil {
			return err
		}
	}
	for i, o := range outs {
		if err := o.write(d, rendered[i].Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// write puts the report in its place. A file appears whole or not at all.
func (o output) write(d deps, data []byte) error {
	if o.file == stdoutName {
		if _, err := d.stdout.Write(data); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		return nil
	}
	if info, err := os.Stat(o.file); err == nil && !info.Mode().IsRegular() { // a pipe or a device: nothing to replace
		return os.WriteFile(o.file, data, 0o644)
	}
	tmp, err := os.CreateTemp(filepath.Dir(o.file), "."+filepath.Base(o.file)+".*")
	if err != nil {
		return fmt.Errorf("write report %s: %w: check that its directory is there and yours to write in", o.file, reason(err))
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), o.file)
	}
	if err != nil {
		return fmt.Errorf("write report %s: %w", o.file, reason(err))
	}
	return nil
}

// reason is err without the operation and path of a file that the user does not know.
func reason(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
