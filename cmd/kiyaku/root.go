package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// newRootCmd builds the whole command tree.
func newRootCmd(d deps) *cobra.Command {
	d.lexiconDirs, d.db = new([]string), new(string)
	root := &cobra.Command{
		Use:   "kiyaku",
		Short: "Find what a cloud vendor's terms say about handling your data",
		Long: `kiyaku reads a cloud vendor's documents (terms of service, privacy policy, DPA, maintenance rules, confirmation
forms; Japanese, English or Dutch; web page, PDF, Word or text), finds the provisions that decide whether the "cloud
exception" of Japan's Act on the Protection of Personal Information can be relied on, weighs them against the three
factors of the MK System case, and shows its reasons: quote, citation, authority.

クラウド事業者の利用規約等を読み、「クラウド例外」を左右する条項を拾い出し、エムケイシステム事案の三要素に照らして、
根拠の引用とともに示します。判断するのは利用者（弁護士・法務担当者）です。`,
		Example:       "  kiyaku scan https://example.com/terms\n  kiyaku scan terms.pdf privacy.html --format html -o report.html",
		SilenceErrors: true, // run prints them, with the exit code that goes with their type
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return unknownCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(d.stdin)
	root.SetOut(d.stdout)
	root.SetErr(d.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.PersistentFlags().StringArrayVar(d.lexiconDirs, "lexicon", nil, "use the rules of `DIR`/ja, DIR/en, DIR/nl beside the built-in ones; may be repeated")
	_ = root.MarkPersistentFlagDirname("lexicon") // fails only for unknown flags
	root.PersistentFlags().StringVar(d.db, "db", "", "`STORE` of kept versions: sqlite:PATH or postgres://… (default: $"+storeEnv+", else kiyaku.db in the user's data directory)")
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	root.AddCommand(
		newScanCmd(d), newDiffCmd(d), newTextCmd(d),
		newQuestionsCmd(d), newAnswersCmd(d), newDraftCmd(d),
		newHistoryCmd(d), newShowCmd(d), newExportCmd(d), newVerifyCmd(d),
		newBulkCmd(d), newWorkerCmd(d), newWatchCmd(d), newCheckCmd(d),
		newServeCmd(d),
		newLexiconCmd(d), newEvalCmd(d),
		newVersionCmd(d), newGenDocsCmd(d),
	)
	return root
}

// unknownCommand is the error for a word that is no command of cmd, with the commands that look like it.
func unknownCommand(cmd *cobra.Command, word string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		return usagef("unknown command %q; did you mean %s?", word, strings.Join(near, " or "))
	}
	return usagef("unknown command %q", word)
}

// arguments wraps a cobra check of positional arguments, so that its errors count as usage.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usagef("wrong number of arguments (%d): the command is '%s'", len(args), cmd.UseLine())
		}
		return nil
	}
}
