package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/fetch/browser"
)

// sourceFlags are the flags that say how sources are read.
type sourceFlags struct {
	kind corpus.Kind // of every source; "" lets the title decide
	lang corpus.Lang // of every source; langAuto lets the text decide

	passwordFile string // holds the password of encrypted PDFs; "" for none
	render       renderMode
	follow       bool // read the documents that a list of documents links to
	ocr          bool // read pages that are pictures
}

// renderMode says when a page is loaded in a browser.
type renderMode string

const (
	renderAuto   renderMode = "auto" // where the page holds no text until its scripts have run
	renderAlways renderMode = "always"
	renderNever  renderMode = "never"
)

// addReading defines the flags that say how a source is read.
func (f *sourceFlags) addReading(cmd *cobra.Command) {
	f.render = renderAuto
	addChoice(cmd, &f.render, "render", []renderMode{renderAuto, renderAlways, renderNever}, "load web pages in Chromium: where they need it, always, never")
	f.addRereading(cmd)
}

// addRereading defines those of them that concern a source which was received before.
func (f *sourceFlags) addRereading(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.passwordFile, "password-file", "", "`FILE` whose first line is the password of encrypted PDFs")
	cmd.Flags().BoolVar(&f.ocr, "ocr", false, "read PDF pages that are pictures (needs tesseract and pdftoppm; some seconds a page)")
}

// config is how documents are extracted.
func (f *sourceFlags) config(d deps) (extract.Config, error) {
	cfg := d.extract
	if f.ocr {
		cfg.OCR = &extract.OCR{}
	}
	if f.passwordFile == "" {
		return cfg, nil
	}
	b, err := os.ReadFile(f.passwordFile)
	if err != nil {
		return cfg, fmt.Errorf("--password-file: %w", err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if cfg.Password = strings.TrimSuffix(line, "\r"); cfg.Password == "" {
		return cfg, usagef("--password-file %s: its first line is empty", f.passwordFile)
	}
	return cfg, nil
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
	snap   *corpus.Snapshot // as received
	kept   bool             // snap comes from the store and is not fetched
	doc    *corpus.Document
	err    error
}

// readAll fills in the documents of readings. Sources that cannot be read have their error in the reading; the error of
// readAll itself is that of ctx or of the configuration.
func readAll(ctx context.Context, d deps, flags sourceFlags, readings []reading) error {
	cfg, err := flags.config(d)
	if err != nil {
		return err
	}
	fetcher, err := fetch.New(d.fetch)
	if err != nil {
		return err
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
			r.read(ctx, d, fetcher, cfg, flags.render)
			return nil
		})
	}
	return errors.Join(group.Wait(), ctx.Err())
}

// withoutCopies drops documents that are the same bytes as one before them, and says so: what they provide would count
// twice.
func (d deps) withoutCopies(readings []reading) []reading {
	first := map[string]string{} // SHA-256 → location
	var kept []reading
	for _, r := range readings {
		if r.err == nil {
			if same, ok := first[r.doc.SHA256]; ok {
				fmt.Fprintf(d.stderr, "kiyaku: %s is the same as %s: read once\n", printable(r.source.Location), printable(same))
				continue
			}
			first[r.doc.SHA256] = r.source.Location
		}
		kept = append(kept, r)
	}
	return kept
}

// expand turns locations, directories into all documents in them, into readings that are still to be filled, in the
// order given; a directory that cannot be listed is one reading with an error. SERVICE@VERSION are the documents of a
// version in the store. The error is a wrong command line, or that of the store.
func (d deps) expand(ctx context.Context, locations []string, flags sourceFlags) ([]reading, error) {
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
		if service, version, ok := keptRef(location); ok {
			kept, err := d.expandKept(ctx, service, version, flags)
			if err != nil {
				return nil, err
			}
			readings = append(readings, kept...)
			continue
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

// read fetches or opens the source and extracts its text, with a browser where mode asks for it. What the
// store keeps is not fetched again.
func (r *reading) read(ctx context.Context, d deps, fetcher *fetch.Fetcher, cfg extract.Config, mode renderMode) {
	if r.kept {
		r.doc, r.err = extract.Document(ctx, r.snap, cfg)
		r.err = advised(r.err)
		return
	}
	r.readOne(ctx, fetcher, d.stdin, cfg)
	if !fetch.IsURL(r.source.Location) || !needsBrowser(mode, r.doc, r.err) {
		return
	}
	snap, failed := browser.Render(ctx, r.source, browser.Config{Path: d.getenv("KIYAKU_BROWSER"), Fetch: d.fetch})
	switch {
	case failed == nil:
		r.snap = snap
		r.doc, r.err = extract.Document(ctx, snap, cfg)
		r.err = advised(r.err)
	case mode == renderAuto && errors.Is(failed, browser.ErrNoBrowser):
		r.doc, r.err = nil, fmt.Errorf("%w (or install Chromium: apt-get install chromium)", r.err)
	default:
		r.doc, r.err = nil, failed
	}
}

// needsBrowser reports whether a page that was read, or not, as it was sent is to be loaded in a browser.
func needsBrowser(mode renderMode, doc *corpus.Document, err error) bool {
	switch mode {
	case renderNever:
		return false
	case renderAlways:
		return err != nil || strings.HasPrefix(doc.Extractor, "html")
	}
	var e *extract.Error
	return errors.As(err, &e) && e.Kind == extract.KindNeedsBrowser
}

// readOne fetches or opens the source and extracts its text.
func (r *reading) readOne(ctx context.Context, fetcher *fetch.Fetcher, stdin io.Reader, cfg extract.Config) {
	if fetch.IsURL(r.source.Location) {
		r.snap, r.err = fetcher.Get(ctx, r.source)
	} else {
		r.snap, r.err = fetch.Read(r.source, stdin, 0)
	}
	if r.err != nil {
		return
	}
	r.doc, r.err = extract.Document(ctx, r.snap, cfg)
	r.err = advised(r.err)
}

// advised adds to an error the flag that may help.
func advised(err error) error {
	var e *extract.Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Kind == extract.KindEncrypted && e.Location != "":
		return fmt.Errorf("%w (--password-file FILE)", err)
	case e.Kind == extract.KindImageOnly && e.Err == nil && extract.OCRNeeds() != "":
		return fmt.Errorf("%w (--ocr; %s)", err, extract.OCRNeeds())
	case e.Kind == extract.KindImageOnly && e.Err == nil:
		return fmt.Errorf("%w (--ocr)", err)
	}
	return err
}

// assessEach analyzes each source as a service of its own, on all cores. The assessment of one that cannot be read is nil,
// and its error is among failed.
func assessEach(ctx context.Context, d deps, anl *analyzer.Analyzer, readings []reading) (assessments []*assess.Assessment, failed []error) {
	assessments = make([]*assess.Assessment, len(readings))
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for i := range readings {
		r := &readings[i]
		group.Go(func() error {
			if r.err != nil || ctx.Err() != nil {
				return nil
			}
			if r.readOne(ctx, nil, nil, d.extract); r.err == nil {
				r.snap = nil // thousands of them would fill the memory
				assessments[i] = anl.Assess([]*corpus.Document{r.doc}, analyzer.Options{Service: r.source.Service, Tool: toolName})
			}
			return nil
		})
	}
	_ = group.Wait() // its functions return no error
	for _, r := range readings {
		if r.err != nil {
			failed = append(failed, r.err)
		}
	}
	return assessments, failed
}

// maxFollowed is how many documents of one list are read.
const maxFollowed = 40

// follow adds the documents that lists among readings link to, each once, behind their list. Without --follow it says on
// standard error what it would read.
func follow(ctx context.Context, d deps, flags sourceFlags, readings []reading) ([]reading, error) {
	seen := map[string]bool{}
	for _, r := range readings {
		seen[r.source.Location] = true
	}
	var all []reading
	for _, r := range readings {
		all = append(all, r)
		if r.err != nil || !r.doc.Listing {
			continue
		}
		links := d.followed(r.doc, seen, flags.follow)
		if !flags.follow {
			continue
		}
		added := make([]reading, len(links))
		for i, l := range links {
			added[i].source = corpus.Source{Location: l.URL, Service: r.source.Service, Kind: r.source.Kind, Lang: r.source.Lang}
		}
		if err := readAll(ctx, d, flags, added); err != nil {
			return nil, err
		}
		all = append(all, added...)
	}
	return all, nil
}

// followed gives the links of a list that lead to documents of the same site, and tells what is left out, or, if none is
// to be read, which these are.
func (d deps) followed(list *corpus.Document, seen map[string]bool, read bool) []corpus.Link {
	var links []corpus.Link
	for _, l := range list.Links {
		switch {
		case seen[l.URL]:
			continue
		case !fetch.SameSite(list.URL, l.URL):
			fmt.Fprintf(d.stderr, "kiyaku: %s: %s leads to another site and is not read: %s\n", printable(list.URL), printable(l.Text), printable(l.URL))
			continue
		case len(links) == maxFollowed:
			fmt.Fprintf(d.stderr, "kiyaku: %s links to more than %d documents: %s and the rest are not read\n", printable(list.URL), maxFollowed, printable(l.Text))
			return links
		}
		seen[l.URL] = true
		links = append(links, l)
	}
	if !read && len(links) > 0 {
		fmt.Fprintf(d.stderr, "kiyaku: %s is a list of documents; --follow reads these:\n", printable(list.URL))
		for _, l := range links {
			fmt.Fprintf(d.stderr, "  %s  %s\n", printable(l.Text), printable(l.URL))
		}
	}
	return links
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
