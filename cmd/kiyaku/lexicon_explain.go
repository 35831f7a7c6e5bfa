package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/find"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/lexicon"
)

type explainOptions struct {
	text string
	flag string // also tell why this flag was not raised; "" for none
	read sourceFlags
	ui   uiFlags
}

func newLexiconExplainCmd(d deps) *cobra.Command {
	opts := explainOptions{read: sourceFlags{lang: langAuto}}
	cmd := &cobra.Command{
		Use:   "explain TEXT",
		Short: "Show what the rules make of a provision, and why",
		Long: `Explain analyzes TEXT as a document of its own and shows for each finding the rule and the words that its attributes
were read from. With --flag it also shows why rules of that flag were not raised. '-' reads the text from standard input.`,
		Example: "  kiyaku lexicon explain '当社は、保守上必要な場合、契約者データを閲覧することができる。' --flag monitor-analyze",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.text = args[0]
			return explain(cmd.Context(), d, opts)
		},
	}
	cmd.Flags().StringVar(&opts.flag, "flag", "", "also tell why `FLAG` was not raised")
	mustComplete(cmd, "flag", completeFlagIDs)
	addChoice(cmd, &opts.read.lang, "lang", langs(), "language of the text")
	opts.ui.addLanguage(cmd)
	addChoice(cmd, &opts.read.kind, "kind", kinds(), "kind of document that the text stands in")
	return cmd
}

// completeFlagIDs offers the ids of all flags.
func completeFlagIDs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	lex, err := lexicon.Builtin()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	ids := make([]string, len(lex.Flags))
	for i, f := range lex.Flags {
		ids[i] = f.ID
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

func explain(ctx context.Context, d deps, opts explainOptions) error {
	lex, err := d.lexicon()
	if err != nil {
		return err
	}
	if opts.flag != "" && lex.Flag(opts.flag) == nil {
		return usagef("--flag: the lexicon has no flag %q; 'kiyaku lexicon list' names them", opts.flag)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return err
	}
	body := []byte(opts.text)
	if opts.text == "-" {
		if body, err = io.ReadAll(d.stdin); err != nil {
			return err
		}
	}
	src := corpus.Source{Location: "TEXT", Kind: opts.read.kind, Lang: opts.read.lang}
	if src.Lang == langAuto {
		src.Lang = ""
	}
	document, err := extract.Document(ctx, &corpus.Snapshot{Source: src, MediaType: "text/plain", Charset: "utf-8", Body: body}, extract.Config{})
	if err != nil {
		return err
	}
	docs := []*corpus.Document{document}
	if err := printFindings(d.stdout, anl.Assess(docs, analyzer.Options{}).Findings); err != nil {
		return err
	}
	if opts.flag == "" {
		return nil
	}
	return printMisses(d.stdout, anl.WhyNot(docs, opts.flag, ""), opts.ui.language(d), nil, 1)
}

// printFindings shows the reading behind each finding.
func printFindings(w io.Writer, findings []find.Finding) error {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s  (%s)\n", f.Flag, f.Rule)
		b.WriteString("  quote       " + oneLine(f.Quote) + "\n")
		for _, line := range []struct{ name, value, words string }{
			{"actor", f.Actor, f.Why.Actor},
			{"modality", f.Modality, f.Why.Modality},
			{"action", "", f.Why.Action},
			{"object", f.Object, f.Why.Object},
			{"purpose", "", f.Why.Purpose},
			{"condition", "", f.Why.Condition},
			{"lead-in", "", f.Why.LeadIn},
		} {
			if line.value+line.words != "" {
				b.WriteString(strings.TrimRight(fmt.Sprintf("  %-12s%-14s%s", line.name, line.value, oneLine(line.words)), " ") + "\n")
			}
		}
		for _, e := range f.Exceptions {
			fmt.Fprintf(&b, "  %-12s%-19s%s\n", "exception", e.Kind, oneLine(e.Quote))
		}
		b.WriteByte('\n')
	}
	if len(findings) == 0 {
		b.WriteString("no finding\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printMisses shows for each sentence which condition of which rule failed, in words of lang. The error says that documents
// are missing.
func printMisses(w io.Writer, misses []find.Miss, lang string, failed []error, of int) error {
	var b strings.Builder
	place := ""
	for _, m := range misses {
		if here := fmt.Sprintf("%s/%d", m.Document, m.Sentence); here != place {
			place = here
			fmt.Fprintf(&b, "%s %s  %s\n", m.Document, cmp.Or(m.Citation, "-"), oneLine(m.Quote))
		}
		b.WriteString("  " + m.Rule + inLang(lang, "：「"+oneLine(m.Act)+"」", ": “"+oneLine(m.Act)+"”: ") + report.WhyNot(lang, m) + "\n")
		b.WriteString("    " + inLang(lang, "規則の趣旨：", "the rule is about: ") + m.Why + "\n")
	}
	if len(misses) == 0 {
		b.WriteString(inLang(lang, "この項目の規則の語を含みながら該当しなかった文はありません\n", "no sentence has the words of a rule for this flag without raising it\n"))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if len(failed) > 0 {
		return &partialError{failed: failed, of: of}
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
