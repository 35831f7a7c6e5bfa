package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/report"
	"kiyaku/lexicon"
)

// diffOptions is a comparison as the command line says it.
type diffOptions struct {
	serviceOptions // what holds for both sides; its sources are the old and the new one
	ui             uiFlags
	formats        []string
	files          []string
	told           string // day on which the change was told, YYYY-MM-DD; "" if unknown
	archive        archiveOptions
}

// changeFormats are the formats of reports on changes, the default first.
func changeFormats() []format {
	return []format{formatText, formatJSON, formatHTML, formatMarkdown, formatDOCX, formatMail}
}

func newDiffCmd(d deps) *cobra.Command {
	var opts diffOptions
	cmd := &cobra.Command{
		Use:   "diff OLD NEW | diff --ota REPO --service NAME --type TYPE",
		Short: "Show what changed between two versions, clause by clause",
		Long: `Diff aligns the clauses of two versions of a service's documents and tells which changed, whether that changes what
they say, and what it does to findings, factors and verdict. White space, links, renumbering, moves, dates of update,
spelling and names replaced all over are told apart from changes in substance. A page that was not received whole is
named as such and not compared.

OLD and NEW are each a file, a web address, a directory with the documents of the service, '-' for standard input, or
SERVICE@VERSION of the store (see 'kiyaku history'). A document that cannot be read is shown in the report and makes the
exit code 1.

--format docx is a Word document with the changes tracked and a comment on each change in substance; mail is a summary to
paste into an e-mail.

With --ota, REPO is a clone of an Open Terms Archive versions repository, such as
https://github.com/OpenTermsArchive/contrib-versions; diff then prints the change log of its document NAME/TYPE.md, since
the day of --since. What the archive itself changed in its way of recording, a return to an earlier text, and versions that
were not received whole are told apart from changes in substance. The log has the formats ` + join(logFormats(), ", ") + `.`,
		Example: `  kiyaku diff terms-2025.txt terms-2026.txt
  kiyaku diff contract/2025 contract/2026 -o change.json
  kiyaku diff 'Example Cloud@1' 'Example Cloud@latest'
  kiyaku diff old.html https://example.com/terms --told 2026-11-01
  kiyaku diff old.pdf new.pdf -o changes.docx -o changes.html
  kiyaku diff --ota contrib-versions --service GitHub --type 'Terms of Service' --since 2025-01-01`,
		Args: func(cmd *cobra.Command, args []string) error {
			if opts.archive.repository != "" {
				return arguments(cobra.NoArgs)(cmd, args)
			}
			return arguments(cobra.ExactArgs(2))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.sources = args
			if opts.archive.repository != "" {
				return changeLog(cmd.Context(), d, opts)
			}
			if opts.archive.kind != "" || opts.archive.since != "" {
				return usagef("--type and --since go with --ota: name the versions repository")
			}
			return compare(cmd.Context(), d, opts)
		},
	}
	opts.serviceOptions.add(cmd)
	addOutput(cmd, &opts.formats, &opts.files, changeFormats())
	cmd.Flags().StringVar(&opts.told, "told", "", "`DAY` (YYYY-MM-DD) on which the change was told, for the notice period where NEW does not say when it was revised")
	opts.archive.add(cmd)
	opts.ui.add(cmd)
	return cmd
}

// compare reads and assesses both sides and writes the reports on what differs.
//
// The error is a *usageError, a *partialError if reports were written from a part of the sources, or the reason why there
// is no report.
func compare(ctx context.Context, d deps, opts diffOptions) error {
	outs, err := outputs(opts.formats, opts.files, changeFormats())
	if err != nil {
		return err
	}
	var told time.Time
	if opts.told != "" {
		if told, err = time.Parse(time.DateOnly, opts.told); err != nil {
			return usagef("--told %q: write the day as YYYY-MM-DD", opts.told)
		}
	}
	if opts.sources[0] == "-" && opts.sources[1] == "-" {
		return usagef("'-' (standard input) can be read once only")
	}
	lex, err := d.compiled()
	if err != nil {
		return err
	}
	answers, err := readAnswers(d, opts.answers, lex)
	if err != nil {
		return err
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return err
	}
	anl = anl.Remembering(rememberedSentences)
	var sides [2]*assess.Assessment
	var failed []error
	for i := 1; i >= 0; i-- { // the new side names the service
		side := opts.serviceOptions
		side.sources = opts.sources[i : i+1]
		_, docs, unread, err := side.documents(ctx, d, outs)
		if err != nil {
			return err
		}
		side.nameService(docs)
		opts.service = side.service
		if sides[i], err = assessUntil(ctx, anl, docs, analyzer.Options{Service: side.service, Tool: toolName, Answers: answers}); err != nil {
			return err
		}
		failed = append(unread, failed...)
	}
	r := diff.New(lex).Compare(sides[0], sides[1], diff.Options{Told: told})
	if err := writeReports(d, outs, opts.ui, changeReport(r, lex)); err != nil {
		return err
	}
	if len(failed) > 0 {
		return &partialError{failed: failed, of: len(sides[0].Documents) + len(sides[1].Documents)}
	}
	return nil
}

// changeReport renders a report on changes in any of changeFormats().
func changeReport(r *diff.Report, lex *lexicon.Lexicon) renderer {
	return func(w io.Writer, f format, opts report.Options) error {
		switch f {
		case formatJSON:
			return report.ChangeJSON(w, r)
		case formatHTML:
			return report.ChangeHTML(w, r, lex, opts)
		case formatMarkdown:
			return report.ChangeMarkdown(w, r, lex, opts)
		case formatDOCX:
			return report.ChangeDOCX(w, r, lex, opts)
		case formatMail:
			return report.ChangeMail(w, r, lex, opts)
		default:
			return report.ChangeText(w, r, lex, opts)
		}
	}
}
