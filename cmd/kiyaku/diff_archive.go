package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"kiyaku/cmd/internal/changelog"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/versions"
	"kiyaku/lexicon"
)

// archiveOptions name a document of a versions repository of Open Terms Archive.
type archiveOptions struct {
	repository string // folder; "" for none
	kind       string // "Terms of Service"
	since      string // YYYY-MM-DD; "" for all versions
}

func (o *archiveOptions) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.repository, "ota", "", "`REPO`: folder of an Open Terms Archive versions repository (needs git), instead of OLD and NEW")
	f.StringVar(&o.kind, "type", "", "with --ota: `TYPE` of the document, such as 'Terms of Service'")
	f.StringVar(&o.since, "since", "", "with --ota: begin with the versions of this `DAY` (YYYY-MM-DD)")
	_ = cmd.MarkFlagDirname("ota") // fails only for unknown flags
}

// logFormats are the formats of change logs, the default first.
func logFormats() []format { return []format{formatText, formatJSON, formatHTML, formatMarkdown} }

// changeLog reads all versions of a document and writes what changed from each to the next.
//
// The error is a *usageError, a *partialError if some versions could not be read, or the reason why there is no log.
func changeLog(ctx context.Context, d deps, opts diffOptions) error {
	outs, err := outputs(opts.formats, opts.files, logFormats())
	if err != nil {
		return err
	}
	if opts.service == "" || opts.archive.kind == "" {
		return usagef("--ota needs --service and --type: the folder and the file of the document, without .md")
	}
	var since time.Time
	if opts.archive.since != "" {
		if since, err = time.Parse(time.DateOnly, opts.archive.since); err != nil {
			return usagef("--since %q: write the day as YYYY-MM-DD", opts.archive.since)
		}
	}
	lex, anl, err := d.analyzer()
	if err != nil {
		return err
	}
	anl = anl.Remembering(rememberedSentences)
	repository, err := versions.Open(ctx, opts.archive.repository, versions.Limits{})
	if err != nil {
		return err
	}
	list, err := repository.Versions(ctx, opts.service, opts.archive.kind, since)
	if err != nil {
		return err
	}
	cfg := changelog.Config{Lexicon: lex, Analyzer: anl, Extract: d.extract, Service: opts.service, Type: opts.archive.kind, Tool: toolName}
	if opts.read.lang != langAuto {
		cfg.Lang = opts.read.lang
	}
	log, err := changelog.Make(ctx, list, cfg)
	if err != nil {
		return err
	}
	if err := writeReports(d, outs, opts.ui, logReport(log, lex)); err != nil {
		return err
	}
	return unreadVersions(log)
}

// logReport renders a change log in any of logFormats().
func logReport(log *changelog.Log, lex *lexicon.Lexicon) renderer {
	return func(w io.Writer, f format, opts report.Options) error {
		switch f {
		case formatJSON:
			return report.ChangelogJSON(w, log)
		case formatHTML:
			return report.ChangelogHTML(w, log, lex, opts)
		case formatMarkdown:
			return report.ChangelogMarkdown(w, log, lex, opts)
		default:
			return report.ChangelogText(w, log, lex, opts)
		}
	}
}

// unreadVersions is the error for versions that could not be read; nil if there are none.
func unreadVersions(log *changelog.Log) error {
	var failed []error
	for _, e := range log.Entries {
		if e.Class == changelog.Unread {
			failed = append(failed, fmt.Errorf("version %s of %s: %w", e.Commit, e.At.Format(time.DateOnly), errors.New(e.Problem)))
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return &partialError{failed: failed, of: len(log.Entries)}
}
