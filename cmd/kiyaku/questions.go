package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"kiyaku/cmd/internal/report"
)

type questionsOptions struct {
	serviceOptions
	ui      uiFlags
	formats []string
	files   []string
}

func newQuestionsCmd(d deps) *cobra.Command {
	var opts questionsOptions
	cmd := &cobra.Command{
		Use:   "questions SOURCE...",
		Short: "Write the open questions for the provider: check sheet or letter",
		Long: `Questions reads the documents of one service as 'kiyaku scan' does and writes what terms cannot tell: as a check
sheet that the provider fills in (XLSX), which 'kiyaku answers' and 'scan --answers' read back, or as a letter (DOCX, a
draft for a lawyer), which also asks what the provisions mean that let the provider handle data and which of those that
contradict each other prevails. Neither holds the verdict.`,
		Example: "  kiyaku questions contract/ -o sheet.xlsx -o letter.docx\n  kiyaku scan contract/ --answers sheet.xlsx",
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.sources = args
			return questions(cmd.Context(), d, opts)
		},
	}
	opts.serviceOptions.add(cmd)
	addOutput(cmd, &opts.formats, &opts.files, questionFormats())
	opts.ui.addLanguage(cmd)
	return cmd
}

func questionFormats() []format { return []format{formatXLSX, formatDOCX} }

// questions writes what is to be asked. Its error is that of scan, but for verdicts.
func questions(ctx context.Context, d deps, opts questionsOptions) error {
	outs, err := outputs(opts.formats, opts.files, questionFormats())
	if err != nil {
		return err
	}
	a, lex, failed, err := opts.assessment(ctx, d, outs)
	if err != nil {
		return err
	}
	if err := writeReports(d, outs, opts.ui, func(w io.Writer, f format, o report.Options) error {
		if f == formatDOCX {
			return report.LetterDOCX(w, a, lex, o)
		}
		return report.QuestionsXLSX(w, a, lex, o)
	}); err != nil {
		return err
	}
	return outcome(a, failed, "")
}
