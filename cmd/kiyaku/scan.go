package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/archive"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// scanOptions is a scan as the command line says it.
type scanOptions struct {
	sources []string
	read    sourceFlags
	ui      uiFlags
	service string // name for the report; "" takes it from the documents
	answers string // file with the reviewer's answers; "" if none
	formats []string
	files   []string
	failOn  assess.Verdict // "" never fails on a verdict
	keep    bool           // put what was read and found into the store
	whyNot  string         // flag whose absence is to be explained instead of a report; "" for a report
	passage string         // with whyNot: look at sentences with these words only
}

func newScanCmd(d deps) *cobra.Command {
	opts := scanOptions{read: sourceFlags{lang: langAuto}}
	cmd := &cobra.Command{
		Use:   "scan SOURCE...",
		Short: "Assess the documents of one service",
		Long: `Scan reads all documents of one service and assesses them together: give its terms, privacy policy, DPA,
maintenance rules and confirmation forms in one call.

SOURCE is a web address, a file (.html, .pdf, .docx, .txt, .md; with LibreOffice .doc, .odt, .rtf), a directory with
such files, '-' for standard input, or SERVICE@VERSION of the store (see 'kiyaku history'). A source that cannot be read is shown in the report and makes the exit code 1; the others are assessed.

Exit codes: 0 done; 1 failed, also in part; 2 wrong command line; 3 verdict at or above --fail-on; 130 interrupted.`,
		Example: `  kiyaku scan https://example.com/terms
  kiyaku scan terms.pdf privacy.html --service 'Example Cloud' --format html -o report.html
  kiyaku scan contract/ --answers answers.toml -o report.html -o report.json
  kiyaku scan terms.txt --fail-on entrustment >/dev/null
  kiyaku scan https://example.com/terms https://example.com/privacy --service 'Example Cloud' --keep`,
		Args: arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.sources = args
			return scan(cmd.Context(), d, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.service, "service", "", "name of the service in the report (default: from titles or host)")
	addChoice(cmd, &opts.read.kind, "kind", kinds(), "kind of all documents (default: from titles)")
	addChoice(cmd, &opts.read.lang, "lang", langs(), "language of all documents")
	opts.read.addReading(cmd)
	f.BoolVar(&opts.read.follow, "follow", false, "where a page is a list of documents (利用規約一覧), read those of the same site that it links to")
	f.StringVar(&opts.answers, "answers", "", "`FILE` with answers to the open questions (TOML)")
	f.StringArrayVar(&opts.formats, "format", nil, "`FORMAT` of the report: "+join(formats(), ", ")+" (repeatable, one -o each; default: text, or by the ending of -o)")
	f.StringArrayVarP(&opts.files, "output", "o", nil, "`FILE` for the report, '-' for standard output (repeatable)")
	addChoice(cmd, &opts.failOn, "fail-on", failVerdicts(), "exit with 3 if the verdict is this one or a worse one")
	f.BoolVar(&opts.keep, "keep", false, "also put documents and assessment into the store (--db), as a new version if the documents changed")
	f.BoolVar(&opts.ui.explain, "explain", false, "also show the rule behind each finding and the words it was read from")
	f.StringVar(&opts.whyNot, "why-not", "", "instead of a report, tell why `FLAG` was not raised on sentences that have words for it")
	f.StringVar(&opts.passage, "passage", "", "with --why-not: only sentences that contain `WORDS`")
	opts.ui.add(cmd)
	complete(cmd, "format", formats())
	mustComplete(cmd, "why-not", completeFlagIDs)
	return cmd
}

// failVerdicts lists the verdicts from the best case to the worst.
func failVerdicts() []assess.Verdict {
	return archive.Verdicts()
}

// scan assesses the documents and writes the reports.
//
// The error is a *usageError, a *partialError if reports were written from a part of the sources, a *verdictError if
// the verdict reaches opts.failOn, or the reason why there is no report.
func scan(ctx context.Context, d deps, opts scanOptions) error {
	if err := opts.check(); err != nil {
		return err
	}
	outs, err := outputs(opts.formats, opts.files)
	if err != nil {
		return err
	}
	lex, err := d.lexicon()
	if err != nil {
		return err
	}
	if opts.whyNot != "" && lex.Flag(opts.whyNot) == nil {
		return usagef("--why-not: the lexicon has no flag %q; 'kiyaku lexicon list' names them", opts.whyNot)
	}
	answers, err := readAnswers(opts.answers, lex)
	if err != nil {
		return err
	}
	readings, err := d.expand(ctx, opts.sources, opts.read)
	if err != nil {
		return err
	}
	if err := spareSources(outs, opts.answers, readings); err != nil {
		return err
	}
	if err := readAll(ctx, d, opts.read, readings); err != nil {
		return err
	}
	if readings, err = follow(ctx, d, opts.read, readings); err != nil {
		return err
	}
	readings = d.withoutCopies(readings)
	docs, failed := split(readings)
	if len(failed) == len(readings) {
		return errors.Join(failed...)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return err
	}
	if opts.whyNot != "" {
		return printMisses(d.stdout, anl.WhyNot(docs, opts.whyNot, opts.passage), opts.ui.language(d), failed, len(docs))
	}
	if opts.service == "" {
		opts.service = serviceName(docs)
	}
	recorded := answers
	if answers, err = d.withKeptAnswers(ctx, opts, readings, answers); err != nil {
		return err
	}
	a, err := assessUntil(ctx, anl, docs, analyzer.Options{Service: opts.service, Tool: toolName, Answers: answers})
	if err != nil {
		return err
	}
	if err := writeReports(d, outs, a, lex, opts.ui); err != nil {
		return err
	}
	if opts.keep {
		if err := d.keep(ctx, opts.service, readings, archive.Entry{Assessment: a, Answers: answers}, recorded); err != nil {
			return err
		}
	}
	return outcome(a, failed, opts.failOn)
}

// check refuses flags that do not go together.
func (o scanOptions) check() error {
	switch {
	case o.whyNot != "" && len(o.formats)+len(o.files) > 0:
		return usagef("--why-not writes no report: leave --format and -o out")
	case o.whyNot != "" && o.keep:
		return usagef("--why-not assesses nothing that could be kept: leave --keep out")
	case o.whyNot == "" && o.passage != "":
		return usagef("--passage goes with --why-not: add the flag that was not raised")
	}
	return nil
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

// outcome is the error that an assessment ends with after its report is written. That sources were not read weighs more
// than the verdict: it may be another one when they are.
func outcome(a *assess.Assessment, failed []error, failOn assess.Verdict) error {
	if len(failed) > 0 {
		return &partialError{failed: failed, of: len(a.Documents)}
	}
	if failOn != "" && slices.Index(failVerdicts(), a.Verdict) >= slices.Index(failVerdicts(), failOn) {
		return &verdictError{verdict: a.Verdict, limit: failOn}
	}
	return nil
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

// readAnswers reads the reviewer's answers from file; none if file is "".
func readAnswers(file string, lex *lexicon.Lexicon) (map[string]assess.Answer, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	defer f.Close()
	answers, err := assess.LoadAnswers(f, lex)
	if err != nil {
		var each []error
		for _, e := range flatten(err) {
			each = append(each, fmt.Errorf("answers %s: %w", file, e))
		}
		return nil, errors.Join(each...)
	}
	return answers, nil
}
