package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// serviceOptions name the documents of one service and what is known of it beside them.
type serviceOptions struct {
	sources []string
	read    sourceFlags
	service string // name for the report; "" takes it from the documents
	answers string // file with the reviewer's answers; "" if none
}

// add declares the flags on cmd.
func (o *serviceOptions) add(cmd *cobra.Command) {
	o.read.lang = langAuto
	f := cmd.Flags()
	f.StringVar(&o.service, "service", "", "name of the service in the report (default: from titles or host)")
	addChoice(cmd, &o.read.kind, "kind", kinds(), "kind of all documents (default: from titles)")
	addChoice(cmd, &o.read.lang, "lang", langs(), "language of all documents")
	o.read.addReading(cmd)
	f.BoolVar(&o.read.follow, "follow", false, "where a page is a list of documents (利用規約一覧), read those of the same site that it links to")
	f.StringVar(&o.answers, "answers", "", "`FILE` with answers to the open questions (TOML, or a check sheet filled in: XLSX)")
}

// documents reads all sources. Those that cannot be read are among failed, with a stand-in among the documents; the
// error is a wrong command line, or that nothing could be read.
func (o *serviceOptions) documents(ctx context.Context, d deps, outs []output) (readings []reading, docs []*corpus.Document, failed []error, err error) {
	if readings, err = d.expand(ctx, o.sources, o.read); err != nil {
		return nil, nil, nil, err
	}
	if err := spareSources(outs, o.answers, readings); err != nil {
		return nil, nil, nil, err
	}
	if err := readAll(ctx, d, o.read, readings); err != nil {
		return nil, nil, nil, err
	}
	if readings, err = follow(ctx, d, o.read, readings); err != nil {
		return nil, nil, nil, err
	}
	readings = d.withoutCopies(readings)
	docs, failed = split(readings)
	if len(failed) == len(readings) {
		return nil, nil, nil, errors.Join(failed...)
	}
	return readings, docs, failed, nil
}

// nameService takes the name of the service from its documents if none was given.
func (o *serviceOptions) nameService(docs []*corpus.Document) {
	if o.service == "" {
		o.service = serviceName(docs)
	}
}

// assessment reads and weighs the documents, for papers other than the report; outs are the files to be written.
func (o *serviceOptions) assessment(ctx context.Context, d deps, outs []output) (*assess.Assessment, *lexicon.Lexicon, []error, error) {
	lex, err := d.compiled()
	if err != nil {
		return nil, nil, nil, err
	}
	answers, err := readAnswers(d, o.answers, lex)
	if err != nil {
		return nil, nil, nil, err
	}
	readings, docs, failed, err := o.documents(ctx, d, outs)
	if err != nil {
		return nil, nil, nil, err
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return nil, nil, nil, err
	}
	o.nameService(docs)
	answers, rejected, err := d.withSaid(ctx, o.service, false, readings, answers)
	if err != nil {
		return nil, nil, nil, err
	}
	a, err := assessUntil(ctx, anl, docs, analyzer.Options{Service: o.service, Tool: toolName, Answers: answers, Rejected: rejected})
	return a, lex, failed, err
}

// assessUntil is anl.Assess, given up when ctx ends: the stages wait for nothing and do not look at a context. The work
// that is left ends with the process. A panic becomes an *internalError: the exit code of one is that of a wrong command
// line.
func assessUntil(ctx context.Context, anl *analyzer.Analyzer, docs []*corpus.Document, opts analyzer.Options) (*assess.Assessment, error) {
	type result struct {
		a   *assess.Assessment
		err error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = &internalError{value: p, stack: debug.Stack()}
			}
			done <- r
		}()
		r.a = anl.Assess(docs, opts)
	}()
	select {
	case r := <-done:
		return r.a, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// split gives the documents, with a stand-in for each source that could not be read, and the errors of those.
func split(readings []reading) (docs []*corpus.Document, failed []error) {
	for _, r := range readings {
		if r.err != nil {
			failed = append(failed, r.err)
			docs = append(docs, unread(r))
			continue
		}
		docs = append(docs, r.doc)
	}
	return docs, failed
}

// spareSources refuses a report in the place of a file that is to be read.
func spareSources(outs []output, answers string, readings []reading) error {
	inputs := []string{answers}
	for _, r := range readings {
		inputs = append(inputs, r.source.Location)
	}
	for _, o := range outs {
		place, err := os.Stat(o.file)
		if o.file == stdoutName || err != nil || !place.Mode().IsRegular() {
			continue
		}
		for _, in := range inputs {
			if info, err := os.Stat(in); err == nil && os.SameFile(info, place) {
				return usagef("-o %s would overwrite what is to be read: name another file", o.file)
			}
		}
	}
	return nil
}

// readAnswers reads the reviewer's answers from file, TOML or a check sheet that was filled in; none if file is "".
func readAnswers(d deps, file string, lex *lexicon.Lexicon) (map[string]assess.Answer, error) {
	if file == "" {
		return nil, nil
	}
	data, err := readFile(file)
	if err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	if isWorkbook(file, data) {
		return readCheckSheet(d, file, data, lex)
	}
	answers, err := assess.LoadAnswers(bytes.NewReader(data), lex)
	return answers, named("answers "+file, err)
}

// isWorkbook tells a check sheet from a TOML file. A file that calls itself a workbook is taken for one, so that the
// error says what is wrong with it.
func isWorkbook(file string, data []byte) bool {
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".xlsx" || ext == ".xlsm" || ext == ".xls" || bytes.HasPrefix(data, []byte("PK\x03\x04"))
}

// readCheckSheet reads the answers in a check sheet, and tells on standard error which rows of it count nowhere.
func readCheckSheet(d deps, file string, data []byte, lex *lexicon.Lexicon) (map[string]assess.Answer, error) {
	sheet, err := report.ReadAnswers(data, lex)
	if err != nil {
		return nil, named("answers "+file, err)
	}
	for _, u := range sheet.Unread {
		fmt.Fprintf(d.stderr, "kiyaku: answers %s: %s\n", printable(file), printable(u.Error()))
	}
	if len(sheet.Answers) == 0 {
		fmt.Fprintf(d.stderr, "kiyaku: answers %s: no question is answered in it\n", printable(file))
	}
	return sheet.Answers, nil
}

// readFile reads a file of answers, as far as any may be long.
func readFile(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, report.MaxCheckSheet+1))
}

// named puts a name before each error that is joined in err; nil stays nil.
func named(name string, err error) error {
	if err == nil {
		return nil
	}
	var each []error
	for _, e := range flatten(err) {
		each = append(each, fmt.Errorf("%s: %w", name, e))
	}
	return errors.Join(each...)
}
