package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/archive"
)

// scanOptions is a scan as the command line says it.
type scanOptions struct {
	serviceOptions
	ui      uiFlags
	formats []string
	files   []string
	failOn  assess.Verdict // "" never fails on a verdict
	keep    bool           // put what was read and found into the store
	whyNot  string         // flag whose absence is to be explained instead of a report; "" for a report
	passage string         // with whyNot: look at sentences with these words only
	stats   bool           // tell how long each stage took
}

func newScanCmd(d deps) *cobra.Command {
	var opts scanOptions
	cmd := &cobra.Command{
		Use:   "scan SOURCE...",
		Short: "Assess the documents of one service",
		Long: `Scan reads all documents of one service and assesses them together: give its terms, privacy policy, DPA,
maintenance rules and confirmation forms in one call.

SOURCE is a web address, a file (.html, .pdf, .docx, .xlsx, .txt, .md; with LibreOffice .doc, .odt, .rtf), a directory with
such files (workbooks count only where they are named), '-' for standard input, or SERVICE@VERSION of the store (see 'kiyaku history'). A source that cannot be read is shown in the report and makes the exit code 1; the others are assessed.

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
	opts.serviceOptions.add(cmd)
	f := cmd.Flags()
	addOutput(cmd, &opts.formats, &opts.files, formats())
	addChoice(cmd, &opts.failOn, "fail-on", failVerdicts(), "exit with 3 if the verdict is this one or a worse one")
	f.BoolVar(&opts.keep, "keep", false, "also put documents and assessment into the store (--db), as a new version if the documents changed")
	f.BoolVar(&opts.ui.explain, "explain", false, "also show the rule behind each finding and the words it was read from")
	f.StringVar(&opts.whyNot, "why-not", "", "instead of a report, tell why `FLAG` was not raised on sentences that have words for it")
	f.StringVar(&opts.passage, "passage", "", "with --why-not: only sentences that contain `WORDS`")
	f.BoolVar(&opts.stats, "stats", false, "after the report, tell on standard error how long each stage took")
	opts.ui.add(cmd)
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
	outs, err := outputs(opts.formats, opts.files, formats())
	if err != nil {
		return err
	}
	var watch *stopwatch
	if opts.stats {
		watch = newStopwatch(d.now)
	}
	watch.enter("lexicon")
	lex, err := d.compiled()
	if err != nil {
		return err
	}
	if opts.whyNot != "" && lex.Flag(opts.whyNot) == nil {
		return usagef("--why-not: the lexicon has no flag %q; 'kiyaku lexicon list' names them", opts.whyNot)
	}
	answers, err := readAnswers(d, opts.answers, lex)
	if err != nil {
		return err
	}
	watch.enter("read")
	readings, docs, failed, err := opts.documents(ctx, d, outs)
	if err != nil {
		return err
	}
	watch.enter("lexicon")
	anl, err := analyzer.New(lex)
	if err != nil {
		return err
	}
	if opts.whyNot != "" {
		return printMisses(d.stdout, anl.WhyNot(docs, opts.whyNot, opts.passage), opts.ui.language(d), failed, len(docs))
	}
	opts.nameService(docs)
	recorded := answers
	answers, rejected, err := d.withSaid(ctx, opts.service, opts.keep, readings, answers)
	if err != nil {
		return err
	}
	a, err := assessUntil(ctx, anl, docs, analyzer.Options{Service: opts.service, Tool: toolName, Answers: answers, Rejected: rejected, Stage: watch.enter})
	if err != nil {
		return err
	}
	watch.enter("report")
	if err := writeReports(d, outs, opts.ui, assessmentReport(ctx, d, a, lex)); err != nil {
		return err
	}
	if watch != nil {
		if err := watch.print(d.stderr, docs); err != nil {
			return err
		}
	}
	if opts.keep {
		if err := d.keep(ctx, opts, readings, archive.Entry{Assessment: a, Answers: answers}, recorded); err != nil {
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
	case o.whyNot != "" && o.stats:
		return usagef("--why-not assesses nothing that takes time: leave --stats out")
	case o.whyNot != "" && o.keep:
		return usagef("--why-not assesses nothing that could be kept: leave --keep out")
	case o.whyNot == "" && o.passage != "":
		return usagef("--passage goes with --why-not: add the flag that was not raised")
	}
	return nil
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
