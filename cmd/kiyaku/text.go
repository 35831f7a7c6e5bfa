package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

type textOptions struct {
	source  string
	read    sourceFlags
	outline bool
}

func newTextCmd(d deps) *cobra.Command {
	opts := textOptions{read: sourceFlags{lang: langAuto}}
	cmd := &cobra.Command{
		Use:   "text SOURCE",
		Short: "Print the text of a document as it is stored",
		Long: `Text prints the text that findings point into: "start" and "end" in the JSON report are byte offsets into it. For a
UTF-8 text file that is the file itself, byte for byte. With --outline it prints the clauses that were recognised.`,
		Example: "  kiyaku text terms.pdf\n  kiyaku text https://example.com/terms --outline",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.source = args[0]
			return text(cmd.Context(), d, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.outline, "outline", false, "print the chapters, articles, paragraphs and items instead, with byte offsets")
	addChoice(cmd, &opts.read.lang, "lang", langs(), "language of the document")
	opts.read.addReading(cmd)
	return cmd
}

// text prints one document; what could not be read of it goes to standard error.
func text(ctx context.Context, d deps, opts textOptions) error {
	readings, err := d.expand(ctx, []string{opts.source}, opts.read)
	if err != nil {
		return err
	}
	if len(readings) != 1 {
		return usagef("%s holds %d documents: name one of them", opts.source, len(readings))
	}
	if err := readAll(ctx, d, opts.read, readings); err != nil {
		return err
	}
	if err := readings[0].err; err != nil {
		return err
	}
	document := readings[0].doc
	for _, p := range document.Problems {
		fmt.Fprintf(d.stderr, "kiyaku: %s: %s\n", opts.source, p.Message)
	}
	if opts.outline {
		return printOutline(d.stdout, document)
	}
	_, err = io.WriteString(d.stdout, document.Text)
	return err
}

func printOutline(w io.Writer, document *corpus.Document) error {
	return clause.Split(document).Outline(w)
}
