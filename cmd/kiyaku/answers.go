package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"kiyaku/analyzer/assess"
)

type answersOptions struct {
	sheet string
	file  string // for the answers; "-" is standard output
}

func newAnswersCmd(d deps) *cobra.Command {
	var opts answersOptions
	cmd := &cobra.Command{
		Use:   "answers FILE.xlsx",
		Short: "Read the answers out of a check sheet that was filled in",
		Long: `Answers reads a check sheet that 'kiyaku questions' or 'kiyaku scan --format xlsx' wrote and the provider or the
reviewer filled in with Excel or LibreOffice, checks it, and prints the answers as the TOML file that --answers takes.
Rows and columns are known by hidden ids, so they may have been moved, and the sheet renamed. What is wrong is told by
sheet and cell, with what may stand there. 'scan --answers FILE.xlsx' reads the sheet directly.`,
		Example: "  kiyaku answers sheet.xlsx -o answers.toml\n  kiyaku scan contract/ --answers answers.toml",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.sheet = args[0]
			return answers(d, opts)
		},
	}
	cmd.Flags().StringVarP(&opts.file, "output", "o", stdoutName, "`FILE` for the answers, '-' for standard output")
	return cmd
}

// answers writes what a check sheet says as a file of answers.
func answers(d deps, opts answersOptions) error {
	lex, err := d.compiled()
	if err != nil {
		return err
	}
	data, err := readFile(opts.sheet)
	if err != nil {
		return named("answers", err)
	}
	out := output{file: opts.file}
	if err := spareSources([]output{out}, opts.sheet, nil); err != nil {
		return err
	}
	list, err := readCheckSheet(d, opts.sheet, data, lex)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := assess.WriteAnswers(&b, list, lex); err != nil {
		return err
	}
	return out.write(d, b.Bytes())
}
