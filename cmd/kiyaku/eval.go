package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/corpus"
)

type evalOptions struct {
	gold   string
	flags  []string // count these only; nil counts all
	errors string   // file for what is wrong; "" writes none
	format format   // text or json
}

func newEvalCmd(d deps) *cobra.Command {
	opts := evalOptions{format: formatText}
	cmd := &cobra.Command{
		Use:   "eval GOLD",
		Short: "Measure precision and recall against labelled documents",
		Long: `Eval analyzes GOLD/text/NAME.txt, each as a service of its own, and compares the findings with GOLD/labels/NAME.json:

  {"labels": [{"flag": "…", "quote": "…", "nth": 0, "optional": false}], "factors": {"F1": "met"}, "verdict": "…"}

A label stands at the nth place (from 0) where its quote occurs. A finding is right when a label of its flag overlaps it
by at least 30 % of the shorter of the two; optional labels count neither for nor against.`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.gold = args[0]
			return eval(cmd.Context(), d, opts)
		},
	}
	cmd.Flags().StringSliceVar(&opts.flags, "flags", nil, "count these `FLAGS` only, separated by commas")
	cmd.Flags().StringVar(&opts.errors, "errors", "", "write extra and missed findings to `FILE`, tab-separated ('-' for standard output)")
	addChoice(cmd, &opts.format, "format", []format{formatText, formatJSON}, "table or JSON")
	return cmd
}

// eval scores all documents; those that cannot be read count as without findings and make the error.
func eval(ctx context.Context, d deps, opts evalOptions) error {
	lex, err := d.compiled()
	if err != nil {
		return err
	}
	for _, f := range opts.flags {
		if lex.Flag(f) == nil {
			return usagef("--flags: the lexicon has no flag %q", f)
		}
	}
	gold, err := readGold(opts.gold)
	if err != nil {
		return err
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return err
	}
	readings := make([]reading, len(gold))
	for i, g := range gold {
		readings[i].source = corpus.Source{Location: goldText(opts.gold, g.Name), Service: g.Name}
	}
	assessments, failed := assessEach(ctx, d, anl, readings)
	if err := ctx.Err(); err != nil {
		return err
	}
	var s score
	for i, g := range gold {
		s.add(g, assessments[i], opts.flags)
	}
	if err := printScore(d.stdout, &s, opts.format); err != nil {
		return err
	}
	if err := saveErrors(d, &s, opts.errors); err != nil {
		return err
	}
	if len(failed) > 0 {
		return &partialError{failed: failed, of: len(gold)}
	}
	return nil
}

func saveErrors(d deps, s *score, file string) error {
	switch file {
	case "":
		return nil
	case stdoutName:
		return s.writeErrors(d.stdout)
	}
	var b strings.Builder
	if err := s.writeErrors(&b); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

// summary is the JSON form of a score; a null stands where there was nothing to count.
type summary struct {
	Precision *float64 `json:"precision"`
	Recall    *float64 `json:"recall"`
	MicroF1   *float64 `json:"micro_f1"`
	MacroF1   *float64 `json:"macro_f1"` // mean over the flags that have labels
	Factors   *float64 `json:"factors"`  // share of statuses that agree
	Verdict   *float64 `json:"verdict"`  // share of verdicts that agree
	Labels    int      `json:"labels"`
	Findings  int      `json:"findings"`
	Failed    []string `json:"failed"`
}

func (s *score) summary() summary {
	var total tally
	macro, n := 0.0, 0
	for _, name := range s.names() {
		t := s.flags[name]
		total.add(*t)
		if t.labels > 0 {
			macro += t.f1()
			n++
		}
	}
	return summary{
		Precision: rounded(total.precision()), Recall: rounded(total.recall()),
		MicroF1: rounded(total.f1()), MacroF1: rounded(macro / float64(n)),
		Factors: rounded(s.factors.ratio()), Verdict: rounded(s.verdicts.ratio()),
		Labels: total.labels, Findings: total.findings, Failed: append([]string{}, s.failed...),
	}
}

func (s share) ratio() float64 { return float64(s.right) / float64(s.of) }

// rounded keeps four digits; nil stands for NaN.
func rounded(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	x = math.Round(x*1e4) / 1e4
	return &x
}

func printScore(w io.Writer, s *score, f format) error {
	if f == formatJSON {
		return json.NewEncoder(w).Encode(s.summary())
	}
	var b strings.Builder
	row := func(name string, t tally) {
		fmt.Fprintf(&b, "%-24s%7d%9d%11s%8s%8.3f\n", name, t.labels, t.findings, decimal(t.precision()), decimal(t.recall()), t.f1())
	}
	fmt.Fprintf(&b, "%-24s%7s%9s%11s%8s%8s\n", "flag", "labels", "findings", "precision", "recall", "F1")
	var total tally
	for _, name := range s.names() {
		row(name, *s.flags[name])
		total.add(*s.flags[name])
	}
	row("all", total)
	fmt.Fprintf(&b, "\nfactors  %d of %d agree\nverdicts %d of %d agree\n", s.factors.right, s.factors.of, s.verdicts.right, s.verdicts.of)
	_, err := io.WriteString(w, b.String())
	return err
}

// decimal writes three digits, "-" where there was nothing to divide by.
func decimal(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.3f", x)
}
