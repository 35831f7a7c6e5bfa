package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/lexicon"
)

type draftOptions struct {
	serviceOptions
	ui      uiFlags
	formats []string
	files   []string
}

// A draftWriter makes one of the drafts.
type draftWriter func(io.Writer, *assess.Assessment, *lexicon.Lexicon, report.Options) error

func newDraftCmd(d deps) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "draft",
		Short: "Draft papers for a lawyer: memorandum, supervision check list",
		Long: `Draft reads the documents of one service as 'kiyaku scan' does and drafts what may follow from them, in Word and marked
for review by a lawyer. Each sentence of a draft is kiyaku's own; provisions of the provider stand in it as quotes.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return unknownCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newDraftPaperCmd(d, report.MemorandumDOCX, &cobra.Command{
			Use:   "memorandum SOURCE...",
			Short: "Draft a 覚書 that the provider does not handle personal data",
			Long: `Memorandum drafts a 覚書 by which the provider does not handle the personal data: a promise without exceptions in its own
hands, access control, simple maintenance only (Q&A 7-53, 7-55), and what the warning of 2024-12-17 adds. It sets aside
the provisions that were found to allow handling. A comment beside each article gives its reason; the last annex its
factor and authority.`,
			Example: "  kiyaku draft memorandum contract/ -o memorandum.docx",
		}),
		newDraftPaperCmd(d, report.SupervisionDOCX, &cobra.Command{
			Use:   "supervision SOURCE...",
			Short: "Draft the check list for supervising the provider (25条, GL通則編 3-4-4)",
			Long: `Supervision drafts the check list for supervising the provider as one entrusted: selection, contract, grasp of the
handling, re-entrustment and foreign countries, each with the provisions that were found on it or the word that none was,
the provider's answers, and a place for what was checked.`,
			Example: "  kiyaku draft supervision contract/ --answers sheet.xlsx -o supervision.docx",
		}))
	return cmd
}

// newDraftPaperCmd completes cmd, the command of one draft.
func newDraftPaperCmd(d deps, write draftWriter, cmd *cobra.Command) *cobra.Command {
	var opts draftOptions
	cmd.Args = arguments(cobra.MinimumNArgs(1))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		opts.sources = args
		return draft(cmd.Context(), d, opts, write)
	}
	opts.serviceOptions.add(cmd)
	addOutput(cmd, &opts.formats, &opts.files, draftFormats())
	opts.ui.addLanguage(cmd)
	return cmd
}

func draftFormats() []format { return []format{formatDOCX} }

// draft writes one draft. Its error is that of scan, but for verdicts.
func draft(ctx context.Context, d deps, opts draftOptions, write draftWriter) error {
	outs, err := outputs(opts.formats, opts.files, draftFormats())
	if err != nil {
		return err
	}
	a, lex, failed, err := opts.assessment(ctx, d, outs)
	if err != nil {
		return err
	}
	if err := writeReports(d, outs, opts.ui, func(w io.Writer, _ format, o report.Options) error { return write(w, a, lex, o) }); err != nil {
		return err
	}
	return outcome(a, failed, "")
}
