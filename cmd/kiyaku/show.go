package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

type showOptions struct {
	version string
	ui      uiFlags
	formats []string
	files   []string
}

func newShowCmd(d deps) *cobra.Command {
	var opts showOptions
	cmd := &cobra.Command{
		Use:   "show SERVICE[@VERSION]",
		Short: "Show the assessment of a kept version",
		Long: `Show reports on a version in the store, which 'kiyaku scan --keep' put there. VERSION is a number, a day (the version
that was current at its end, UTC) or "latest", which may be left out.

--format json prints the newest assessment of the version exactly as it was recorded. The other formats are made from
the recorded text with the recorded answers; where lexicon or program have changed since and now say something else, a
note on standard error tells. 'kiyaku scan SERVICE@VERSION' reads and assesses the kept documents anew.`,
		Example: "  kiyaku show 'Example Cloud'\n  kiyaku show 'Example Cloud@2' -o report.html\n  kiyaku show 'Example Cloud@2026-11-01' --format json",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.version = args[0]
			return show(cmd.Context(), d, opts)
		},
	}
	addOutput(cmd, &opts.formats, &opts.files, formats())
	cmd.Flags().BoolVar(&opts.ui.explain, "explain", false, "also show the rule behind each finding and the words it was read from")
	opts.ui.add(cmd)
	return cmd
}

// show writes reports on a version of the store.
func show(ctx context.Context, d deps, opts showOptions) error {
	outs, err := outputs(opts.formats, opts.files, formats())
	if err != nil {
		return err
	}
	return d.withVersion(ctx, opts.version, func(st *store.Store, s *store.Service, v *store.Version) error {
		old, err := recorded(ctx, st.Reader, s, v)
		if err != nil {
			return err
		}
		var again renderer
		if slices.ContainsFunc(outs, func(o output) bool { return o.format != formatJSON }) {
			if again, err = d.again(ctx, st.Reader, v, old); err != nil {
				return err
			}
		}
		return writeReports(d, outs, opts.ui, func(w io.Writer, f format, opts report.Options) error {
			if f == formatJSON {
				_, err := w.Write(old.record.JSON)
				return err
			}
			return again(w, f, opts)
		})
	})
}

// again assesses the recorded documents again, for reports that need more than what is recorded.
func (d deps) again(ctx context.Context, r store.Reader, v *store.Version, old *recall) (renderer, error) {
	docs, err := archive.Documents(ctx, r, v)
	if err != nil {
		return nil, err
	}
	for i, doc := range docs {
		if doc == nil {
			return nil, fmt.Errorf("document %d of %d could not be read when it was kept: --format json prints what was recorded", i+1, len(docs))
		}
	}
	lex, anl, err := d.analyzer()
	if err != nil {
		return nil, err
	}
	a, err := assessUntil(ctx, anl, docs, analyzer.Options{Service: old.making.Service, Tool: toolName, Answers: old.making.Answers, Rejected: old.making.Rejected})
	if err != nil {
		return nil, err
	}
	return assessmentReport(ctx, d, a, lex), d.noteDifference(old, a)
}

// noteDifference says on standard error that a is not what was recorded, and why.
func (d deps) noteDifference(old *recall, a *assess.Assessment) error {
	var now bytes.Buffer
	if err := report.JSON(&now, a); err != nil {
		return err
	}
	if bytes.Equal(now.Bytes(), old.record.JSON) {
		return nil
	}
	why := "although program and lexicon are the same: the documents were read again since, or the store was altered"
	if a.Tool != old.making.Tool || a.Lexicon != old.making.Lexicon {
		why = fmt.Sprintf("it was made by %s with lexicon %s, this is %s with lexicon %s", old.making.Tool, old.making.Lexicon, a.Tool, a.Lexicon)
	}
	fmt.Fprintf(d.stderr, "kiyaku: this report differs from the one that was recorded on %s (verdict %s): %s; --format json prints the recorded one\n",
		old.record.At.Format(time.DateOnly), old.record.Verdict, why)
	return nil
}
