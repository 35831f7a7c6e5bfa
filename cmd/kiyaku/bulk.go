package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kiyaku/cmd/internal/jobs"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// bulkOptions is a bulk run as the command line says it.
type bulkOptions struct {
	targets string
	work    workFlags
	limit   int
	since   string
	keep    bool
	fresh   bool
	sort    string
	top     int
	formats []string
	files   []string
	ui      uiFlags
}

// bulkFormats are the forms of a result over a list.
var bulkFormats = []format{formatText, formatCSV, formatJSONL, formatHTML, formatXLSX}

const (
	formatCSV   format = "csv"
	formatJSONL format = "jsonl"
)

func newBulkCmd(d deps) *cobra.Command {
	opts := bulkOptions{}
	cmd := &cobra.Command{
		Use:   "bulk TARGETS",
		Short: "Assess all documents of a list",
		Long: `Bulk works through a list of documents and prints what each comes to, with what could not be read by cause.

TARGETS is one of
  a .csv file with the columns service, kind, url or path, lang, follow (and render, name)
  a .yaml file, a list of mappings with these keys and select, remove
  a folder of Open Terms Archive declarations
  a folder of documents, each of which is a target

Each site is asked for one page at a time, with a pause in between, and only for what its robots.txt allows. What fails is
tried again later. The run can be interrupted (Ctrl-C, a crash): the same command goes on where it was. Web pages are kept in
the store with their versions and assessments (--db); files stay where they are unless the list names their service, or
with --keep.

Exit codes: 0 done; 1 some targets could not be read; 2 wrong command line; 130 interrupted.`,
		Example: `  kiyaku bulk vendors.csv
  kiyaku bulk vendors.csv --format jsonl -o results.jsonl
  kiyaku bulk contracts/ --sort monitor-analyze -o results.xlsx
  kiyaku bulk declarations/ --limit 100 --db postgres://kiyaku@db.example/kiyaku`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.targets = args[0]
			return bulk(cmd.Context(), d, opts)
		},
	}
	f := cmd.Flags()
	opts.work.add(cmd)
	f.IntVar(&opts.limit, "limit", 0, "only the first `N` targets")
	f.StringVar(&opts.since, "since", "", "do not ask again for what was received within this `TIME`: 24h, 7d or a date (2026-11-01)")
	f.BoolVar(&opts.keep, "keep", false, "keep files and their assessments in the store too")
	f.BoolVar(&opts.fresh, "fresh", false, "begin anew where a run over the list was interrupted")
	f.StringVar(&opts.sort, "sort", "", "order by `WHAT`: list, verdict, F1, F2, F3 or a flag (default: list for csv and jsonl, else verdict)")
	f.IntVar(&opts.top, "top", 50, "rows of the text report; 0 for all")
	addOutput(cmd, &opts.formats, &opts.files, bulkFormats)
	opts.ui.add(cmd)
	mustComplete(cmd, "sort", func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		ids, directive := completeFlagIDs(cmd, args, word)
		return append([]string{"list", "verdict", "F1", "F2", "F3"}, ids...), directive
	})
	return cmd
}

// bulk works through a list and writes the result.
func bulk(ctx context.Context, d deps, opts bulkOptions) error {
	outs, err := outputs(opts.formats, opts.files, bulkFormats)
	if err != nil {
		return err
	}
	lex, err := d.compiled()
	if err != nil {
		return err
	}
	if err := checkSort(opts.sort, lex); err != nil {
		return err
	}
	since, err := sinceTime(opts.since, d.now())
	if err != nil {
		return err
	}
	list, err := jobs.ReadList(opts.targets)
	if err != nil {
		return err
	}
	list.Limit(opts.limit)
	for _, note := range list.Notes {
		fmt.Fprintf(d.stderr, "kiyaku: %s\n", printable(note))
	}
	st, err := d.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	cfg, err := opts.work.config(d, st, lex)
	if err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	plan := jobs.Plan{Dir: dir, List: list.Key("bulk"), Kind: "bulk", Targets: list.List, Keep: opts.keep || !list.Files, Since: since, Fresh: opts.fresh}
	runID, resumed, err := jobs.Begin(ctx, st, plan)
	if err != nil {
		return err
	}
	if resumed {
		fmt.Fprintln(d.stderr, "kiyaku: going on with a run that was interrupted (--fresh begins anew)")
	}
	if err := d.finish(ctx, cfg, runID); err != nil {
		return err
	}
	return writeBulk(ctx, d, outs, st, runID, lex, opts)
}

// writeBulk writes the result of a run in all forms that were asked for.
func writeBulk(ctx context.Context, d deps, outs []output, st *store.Store, runID int64, lex *lexicon.Lexicon, opts bulkOptions) error {
	targets, err := st.RunTargets(ctx, runID)
	if err != nil {
		return err
	}
	rows := make([]report.BulkRow, len(targets))
	failed := 0
	for i, t := range targets {
		rows[i] = report.BulkRow{Source: t.Location, Service: t.Service, SHA256: t.SHA256, Verdict: t.Verdict, Factors: t.Factors, Flags: t.Flags, Cause: t.Cause, Error: t.Problem}
		if t.Cause != "" {
			failed++
		}
	}
	rendered := make([]bytes.Buffer, len(outs))
	for i, o := range outs {
		b := &report.Bulk{Rows: rows, Sort: report.BulkSort(opts.sort), Top: opts.top}
		if b.Sort == "" && o.format != formatCSV && o.format != formatJSONL {
			b.Sort = report.SortVerdict
		}
		ro := report.Options{Lang: opts.ui.language(d)}
		if o.file == stdoutName {
			ro.Color, ro.Width = opts.ui.colored(d, d.stdout), min(d.width(d.stdout), 160)
		}
		if err := renderBulk(&rendered[i], o.format, b, lex, ro); err != nil {
			return err
		}
	}
	for i, o := range outs {
		if err := o.write(d, rendered[i].Bytes()); err != nil {
			return err
		}
	}
	if failed > 0 {
		return &targetsError{failed: failed, of: len(rows)}
	}
	return nil
}

func renderBulk(w io.Writer, f format, b *report.Bulk, lex *lexicon.Lexicon, opts report.Options) error {
	switch f {
	case formatCSV:
		return b.CSV(w)
	case formatJSONL:
		return b.JSONL(w)
	case formatXLSX:
		return b.XLSX(w, lex, opts)
	case formatHTML:
		return b.HTML(w, lex, opts)
	default:
		return b.Text(w, lex, opts)
	}
}

// A targetsError says that some targets of a list could not be read although the result was written.
type targetsError struct{ failed, of int }

func (e *targetsError) Error() string {
	return fmt.Sprintf("%d of %d documents could not be read, or not in full; the result says why", e.failed, e.of)
}

func checkSort(sort string, lex *lexicon.Lexicon) error {
	switch sort {
	case "", "list", "verdict", "F1", "F2", "F3":
		return nil
	}
	if lex.Flag(sort) == nil {
		return usagef("--sort %s: must be list, verdict, F1, F2, F3 or a flag; 'kiyaku lexicon list' names the flags", sort)
	}
	return nil
}

// sinceTime reads --since: a span of time before now, or a day.
func sinceTime(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day, nil
	}
	span := s
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := time.ParseDuration(days + "h")
		if err == nil {
			span = (24 * n).String()
		}
	}
	d, err := time.ParseDuration(span)
	if err != nil || d < 0 {
		return time.Time{}, usagef("--since %s: give a span (90m, 24h, 7d) or a date (2026-11-01)", s)
	}
	return now.Add(-d), nil
}
