package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/fetch/browser"
	"kiyaku/lexicon"
)

// A format is a kind of report, as in --format.
type format string

const (
	formatText     format = "text"
	formatJSON     format = "json"
	formatHTML     format = "html"
	formatMarkdown format = "md"
	formatXLSX     format = "xlsx"
	formatDOCX     format = "docx"
	formatMail     format = "mail" // plain text for an e-mail
	formatPDF      format = "pdf"
	formatSARIF    format = "sarif"
)

func formats() []format {
	return []format{formatText, formatJSON, formatHTML, formatMarkdown, formatXLSX, formatDOCX, formatPDF, formatSARIF}
}

// maxWidth bounds the columns of a text report: longer lines are hard to read.
const maxWidth = 110

// stdoutName is the name of standard output in -o.
const stdoutName = "-"

// An output is one report that a command line asks for.
type output struct {
	format format
	file   string
}

// addOutput declares --format, for one of the formats in of, and -o on cmd. The first format is the default.
func addOutput(cmd *cobra.Command, names, files *[]string, of []format) {
	cmd.Flags().StringArrayVar(names, "format", nil,
		"`FORMAT`: "+join(of, ", ")+" (repeatable, one -o each; default: "+string(of[0])+", or by the ending of -o)")
	cmd.Flags().StringArrayVarP(files, "output", "o", nil, "`FILE` to write, '-' for standard output (repeatable)")
	complete(cmd, "format", of)
}

// outputs pairs the values of --format and -o, which may both be given several times; of lists the formats that there are.
//
// Without --format the ending of each file tells; without -o the one report goes to standard output, in the first format
// if none is named.
func outputs(names, files []string, of []format) ([]output, error) {
	list := make([]output, 0, max(1, len(names), len(files)))
	switch {
	case len(names) == 0 && len(files) == 0:
		return []output{{of[0], stdoutName}}, nil
	case len(files) == 0 && len(names) == 1:
		files = []string{stdoutName}
	case len(names) == 0:
		for _, f := range files {
			names = append(names, string(formatOf(f, of)))
		}
	case len(names) != len(files):
		return nil, usagef("%d × --format but %d × -o: give one -o for each --format ('-' is standard output)", len(names), len(files))
	}
	seen := map[string]bool{}
	for i, name := range names {
		o := output{file: files[i]}
		if err := (choice[format]{&o.format, of}).Set(name); err != nil {
			if name == "" {
				return nil, usagef("-o %s: its ending names no format; add --format with one of %s", o.file, join(of, ", "))
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

// formatOf tells the format, one of those in of, from a file's ending; "" if it names none.
func formatOf(file string, of []format) format {
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case file == stdoutName:
		return of[0]
	case ext == ".txt":
		return formatText
	case ext == ".htm":
		return formatHTML
	case ext == ".markdown":
		return formatMarkdown
	default:
		for _, f := range of {
			if ext == "."+string(f) {
				return f
			}
		}
		return ""
	}
}

// A renderer makes a report in one format.
type renderer func(w io.Writer, f format, opts report.Options) error

// assessmentReport renders an assessment in any of formats().
func assessmentReport(ctx context.Context, d deps, a *assess.Assessment, lex *lexicon.Lexicon) renderer {
	return func(w io.Writer, f format, opts report.Options) error {
		switch f {
		case formatJSON:
			return report.JSON(w, a)
		case formatHTML:
			return report.HTML(w, a, lex, opts)
		case formatMarkdown:
			return report.Markdown(w, a, lex, opts)
		case formatXLSX:
			return report.XLSX(w, a, lex, opts)
		case formatDOCX:
			return report.DOCX(w, a, lex, opts)
		case formatSARIF:
			return report.SARIF(w, a, lex, opts)
		case formatPDF:
			return printPDF(ctx, d, w, func(html io.Writer) error { return report.HTML(html, a, lex, opts) })
		default:
			return report.Text(w, a, lex, opts)
		}
	}
}

// printPDF prints what write makes, an HTML page, with the browser.
func printPDF(ctx context.Context, d deps, w io.Writer, write func(io.Writer) error) error {
	var page bytes.Buffer
	if err := write(&page); err != nil {
		return err
	}
	pdf, err := browser.Print(ctx, page.Bytes(), browser.Config{Path: d.getenv("KIYAKU_BROWSER")})
	if err != nil {
		return fmt.Errorf("report pdf: %w", err)
	}
	_, err = w.Write(pdf)
	return err
}

// binary reports whether a format is of no use on a terminal.
func (f format) binary() bool { return f == formatXLSX || f == formatDOCX || f == formatPDF }

// writeReports renders all reports before it writes the first one, so that a failure leaves no half of a set.
func writeReports(d deps, outs []output, ui uiFlags, render renderer) error {
	rendered := make([]bytes.Buffer, len(outs))
	for i, o := range outs {
		opts := report.Options{Lang: ui.language(d), Explain: ui.explain}
		if o.file == stdoutName {
			if width := d.width(d.stdout); width > 0 && o.format.binary() {
				return usagef("%s cannot be shown on a terminal: name a file with -o", o.format)
			}
			opts.Color, opts.Width = ui.colored(d, d.stdout), min(d.width(d.stdout), maxWidth)
		}
		if err := render(&rendered[i], o.format, opts); err != nil {
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
	tmp, err := createBeside(o.file)
	if err != nil {
		return fmt.Errorf("write report %s: %w: check that its directory is there and yours to write in", o.file, reason(err))
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
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

// createBeside makes a file that is to take the place of another, with the rights of that one, or with those that the user's
// umask gives to new files. Its name is short, whatever that of the other is.
func createBeside(file string) (*os.File, error) {
	dir := filepath.Dir(file)
	for {
		tmp, err := os.OpenFile(filepath.Join(dir, ".kiyaku-"+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if info, err := os.Stat(file); err == nil {
			if err := tmp.Chmod(info.Mode().Perm()); err != nil {
				return nil, errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
			}
		}
		return tmp, nil
	}
}

// reason is err without the operation and path of a file that the user does not know.
func reason(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
