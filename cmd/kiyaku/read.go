package main

import (
	"context"
	"errors"
	"io"
	"runtime"

	"golang.org/x/sync/errgroup"

	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
)

// sourceFlags are the flags that say how sources are read.
type sourceFlags struct {
	kind corpus.Kind // of every source; "" lets the title decide
	lang corpus.Lang // of every source; langAuto lets the text decide
}

const langAuto corpus.Lang = "auto"

func kinds() []corpus.Kind {
	return []corpus.Kind{corpus.Terms, corpus.Privacy, corpus.DPA, corpus.Maintenance, corpus.Security, corpus.Confirmation}
}

func langs() []corpus.Lang {
	return []corpus.Lang{langAuto, corpus.Japanese, corpus.English, corpus.Dutch}
}

// A reading is one source with the document that came of it, or the error.
type reading struct {
	source corpus.Source
	doc    *corpus.Document
	err    error
}

// readAll reads what locations name, directories with all documents in them, in the order given.
//
// Sources that cannot be read have their error in the result. The error of readAll itself is a wrong command line.
func readAll(ctx context.Context, d deps, locations []string, flags sourceFlags) ([]reading, error) {
	readings, err := expand(locations, flags)
	if err != nil {
		return nil, err
	}
	fetcher, err := fetch.New(d.fetch)
	if err != nil {
		return nil, err
	}
	defer fetcher.CloseIdle()
	var group errgroup.Group
	group.SetLimit(max(2, runtime.NumCPU()))
	for i := range readings {
		r := &readings[i]
		if r.err != nil {
			continue
		}
		group.Go(func() error {
			r.doc, r.err = readOne(ctx, fetcher, d.stdin, r.source)
			return nil
		})
	}
	return readings, errors.Join(group.Wait(), ctx.Err())
}

// expand turns locations into sources; a directory that cannot be listed is one reading with an error.
func expand(locations []string, flags sourceFlags) ([]reading, error) {
	if flags.lang == langAuto {
		flags.lang = ""
	}
	var readings []reading
	stdin := 0
	for _, location := range locations {
		if location == "-" {
			if stdin++; stdin > 1 {
				return nil, usagef("'-' (standard input) can be read once only")
			}
		}
		sources, err := fetch.Expand(location)
		if err != nil {
			sources = []corpus.Source{{Location: location}}
		}
		for _, s := range sources {
			s.Kind, s.Lang = flags.kind, flags.lang
			readings = append(readings, reading{source: s, err: err})
		}
	}
	return readings, nil
}

// readOne fetches or opens one source and extracts its text.
func readOne(ctx context.Context, fetcher *fetch.Fetcher, stdin io.Reader, src corpus.Source) (*corpus.Document, error) {
	var snap *corpus.Snapshot
	var err error
	if fetch.IsURL(src.Location) {
		snap, err = fetcher.Get(ctx, src)
	} else {
		snap, err = fetch.Read(src, stdin, 0)
	}
	if err != nil {
		return nil, err
	}
	return extract.Document(ctx, snap, extract.Config{})
}

// unread is the document that stands in a report for a source that could not be read, so that nobody takes it for one
// without findings.
func unread(r reading) *corpus.Document {
	return &corpus.Document{
		Source:   r.source,
		URL:      r.source.Location,
		Kind:     r.source.Kind,
		Lang:     r.source.Lang,
		Problems: []corpus.Problem{{Code: "unreadable", Message: r.err.Error()}},
	}
}
