package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/lexicon"
)

type checkOptions struct {
	corpus string // folder of ordinary texts; "" runs the examples only
	quotes int    // of these texts to show with each rule
	read   sourceFlags
}

func newLexiconCheckCmd(d deps) *cobra.Command {
	opts := checkOptions{read: sourceFlags{lang: langAuto}}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Run every example of every rule and report what does not hold",
		Long: `Check runs the examples of each rule against all rules of its language and reports every problem with file and line.

With --corpus it then analyzes each file of a folder on its own and prints how often every rule fires there. Ordinary
texts (manuals, news, terms known to be harmless) show the rules that raise false alarms; a rule that never fires may be
too narrow.`,
		Example: "  kiyaku lexicon check\n  kiyaku lexicon check --corpus manuals/ --quotes 3",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opts.quotes < 0 || opts.quotes > 0 && opts.corpus == "" {
				return usagef("--quotes takes a number of 1 or more, with --corpus")
			}
			return check(cmd.Context(), d, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.corpus, "corpus", "", "also count the hits of each rule on the files in `DIR`")
	f.IntVar(&opts.quotes, "quotes", 0, "with --corpus: show `N` quotes for each rule")
	addChoice(cmd, &opts.read.lang, "lang", langs(), "with --corpus: language of all files")
	addChoice(cmd, &opts.read.kind, "kind", kinds(), "with --corpus: kind of all files (default: from titles)")
	return cmd
}

func check(ctx context.Context, d deps, opts checkOptions) error {
	lex, err := d.lexicon()
	if err != nil {
		return err
	}
	if err := find.Check(lex); err != nil {
		return err
	}
	rules, examples := 0, 0
	for _, g := range lex.Languages {
		rules += len(g.Rules)
		for _, r := range g.Rules {
			examples += len(r.Hit) + len(r.Miss)
		}
	}
	if _, err := fmt.Fprintf(d.stdout, "lexicon %s: %d flags, %d rules, %d examples hold\n", lex.Version, len(lex.Flags), rules, examples); err != nil {
		return err
	}
	if opts.corpus == "" {
		return nil
	}
	return checkCorpus(ctx, d, lex, opts)
}

// checkCorpus counts the hits of every rule on the files of a folder. Files that cannot be read make the error; the
// others are counted.
func checkCorpus(ctx context.Context, d deps, lex *lexicon.Lexicon, opts checkOptions) error {
	anl, err := analyzer.New(lex)
	if err != nil {
		return err
	}
	readings, err := d.expand(ctx, []string{opts.corpus}, opts.read)
	if err != nil {
		return err
	}
	found, failed := assessEach(ctx, d, anl, readings)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := countHits(lex, found).print(d.stdout, opts.quotes); err != nil {
		return err
	}
	if len(failed) > 0 {
		return &partialError{failed: failed, of: len(readings)}
	}
	return nil
}

// hits are the findings of one rule in a corpus.
type hits struct {
	rule, flag string
	count      int
	files      int
	quotes     []string
}

// A hitTable holds the hits of the rules that fired, the most frequent first.
type hitTable struct {
	fired                      []hits
	silent                     []string // rules of the languages read that never fired
	files, sentences, findings int
}

func countHits(lex *lexicon.Lexicon, found []*assess.Assessment) *hitTable {
	t := &hitTable{}
	byRule, read := map[string]*hits{}, map[string]bool{}
	for _, file := range found {
		if file == nil {
			continue
		}
		t.files++
		t.sentences += len(file.Documents[0].Tree.Sentences)
		t.findings += len(file.Findings)
		read[string(file.Documents[0].Lang)] = true
		here := map[string]bool{}
		for _, f := range file.Findings {
			h := byRule[f.Rule]
			if h == nil {
				h = &hits{rule: f.Rule, flag: f.Flag}
				byRule[f.Rule] = h
			}
			h.count++
			h.quotes = append(h.quotes, printable(oneLine(f.Quote)))
			if !here[f.Rule] {
				here[f.Rule] = true
				h.files++
			}
		}
	}
	for _, h := range byRule {
		t.fired = append(t.fired, *h)
	}
	slices.SortFunc(t.fired, func(a, b hits) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.rule, b.rule)) })
	for _, g := range lex.Languages {
		for _, r := range g.Rules {
			if id := g.Code + "/" + r.ID; read[g.Code] && byRule[id] == nil {
				t.silent = append(t.silent, id)
			}
		}
	}
	return t
}

// print writes a line for each rule that fired, with up to quotes of the texts spread over all its hits, and then the
// rules that did not.
func (t *hitTable) print(w io.Writer, quotes int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d files, %d sentences, %d findings\n\n", t.files, t.sentences, t.findings)
	if len(t.fired) > 0 {
		wide := 0
		for _, h := range t.fired {
			wide = max(wide, len(h.rule))
		}
		fmt.Fprintf(&b, "%6s %6s  %-*s  %s\n", "hits", "files", wide, "rule", "flag")
		for _, h := range t.fired {
			fmt.Fprintf(&b, "%6d %6d  %-*s  %s\n", h.count, h.files, wide, h.rule, h.flag)
			for i := range min(quotes, len(h.quotes)) {
				fmt.Fprintf(&b, "                 %s\n", h.quotes[i*len(h.quotes)/min(quotes, len(h.quotes))])
			}
		}
	}
	if len(t.silent) > 0 {
		fmt.Fprintf(&b, "\n%d rules did not fire:\n  %s\n", len(t.silent), strings.Join(t.silent, "\n  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
