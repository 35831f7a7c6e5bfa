package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/cmd/internal/jobs/queue"
	"kiyaku/cmd/internal/web"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/fetch/browser"
	"kiyaku/corpus/store"
)

// serveOptions is what serve was told on the command line.
type serveOptions struct {
	addr       string
	tokenFile  string
	userHeader string
	lang       string
	queue      bool                 // also show the pages on the job queue
	ready      func(address string) // told once the server listens; nil: printed
}

func newServeCmd(d deps) *cobra.Command {
	var opts serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the reviewer's desk: pages to read, judge, compare and take home",
		Long: `Serve shows what the store (--db) holds in a browser, and takes in addresses and files to be assessed. Reviewers
accept or reject each provision, record what the provider answers, compare services and versions, and take documents home.
Programs use the same over HTTP: /api/openapi.json describes it.

Anybody who reaches the server may do all that. It therefore listens on this machine only, unless visitors must log in:
with --token-file they need the token in the file (programs send it as 'Authorization: Bearer TOKEN'), with --user-header
a proxy in front logs them in and names them in that header, which it must not let through from outside.`,
		Example: `  kiyaku serve
  kiyaku serve --db postgres://kiyaku@db/kiyaku --addr :8080 --token-file /run/secrets/kiyaku
  kiyaku serve --addr 10.0.0.5:8080 --user-header X-Forwarded-User`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd.Context(), d, opts) },
	}
	f := cmd.Flags()
	f.StringVar(&opts.addr, "addr", "127.0.0.1:8765", "`HOST:PORT` to listen on")
	f.StringVar(&opts.tokenFile, "token-file", "", "`FILE` whose first line is the token that visitors must know")
	f.StringVar(&opts.userHeader, "user-header", "", "`HEADER` in which a proxy in front names the visitor")
	f.BoolVar(&opts.queue, "queue", false, "also show operators the job queue of bulk and watch (River's own pages), below /queue/")
	addChoice(cmd, &opts.lang, "ui-lang", []string{"ja", "en"}, "language of pages where the browser prefers neither (default ja)")
	return cmd
}

// serve runs until ctx ends, then lets running requests finish.
func serve(ctx context.Context, d deps, opts serveOptions) error {
	cfg := web.Config{Tool: toolName, UserHeader: opts.userHeader, Lang: opts.lang, Name: takenName, Now: d.now}
	var err error
	if cfg.Token, err = readToken(opts.tokenFile); err != nil {
		return err
	}
	if !loopback(opts.addr) && cfg.Token == "" && cfg.UserHeader == "" {
		return usagef("--addr %s: others could read and change everything; add --token-file or --user-header, or listen on 127.0.0.1", opts.addr)
	}
	if cfg.Lexicon, err = d.compiled(); err != nil {
		return err
	}
	anl, err := analyzer.New(cfg.Lexicon)
	if err != nil {
		return err
	}
	cfg.Analyzer = anl.Remembering(rememberedSentences)
	if cfg.Store, err = d.openStore(ctx); err != nil {
		return err
	}
	defer cfg.Store.Close()
	taker, err := newTaker(d)
	if err != nil {
		return err
	}
	defer taker.fetcher.CloseIdle()
	cfg.Read = taker.take
	cfg.PDF = func(ctx context.Context, html []byte) ([]byte, error) {
		return browser.Print(ctx, html, browser.Config{Path: d.getenv("KIYAKU_BROWSER")})
	}
	cfg.Failed = func(method, path string, err error) {
		fmt.Fprintf(d.stderr, "kiyaku: %s %s: %s\n", method, printable(path), printable(err.Error()))
	}
	if opts.queue {
		if cfg.Operators, err = queue.Operators(ctx, cfg.Store, "/queue"); err != nil {
			return err
		}
	}
	desk, err := web.New(cfg)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", opts.addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	address := "http://" + listener.Addr().String() + "/"
	if opts.ready != nil {
		opts.ready(address)
	} else {
		fmt.Fprintf(d.stderr, "kiyaku: the reviewer's desk is at %s (Ctrl-C ends it)\n", address)
	}
	return desk.Serve(ctx, listener)
}

// readToken reads the token of --token-file; "" without one.
func readToken(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("--token-file: %w", err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	token := strings.TrimSpace(line)
	if len(token) < 16 {
		return "", usagef("--token-file %s: its first line must be a token of at least 16 characters", file)
	}
	return token, nil
}

// loopback reports whether only this machine can reach an address to listen on.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// A taker reads what visitors ask for.
type taker struct {
	d       deps
	fetcher *fetch.Fetcher
	cfg     extract.Config
}

func newTaker(d deps) (*taker, error) {
	fetcher, err := fetch.New(d.fetch)
	if err != nil {
		return nil, err
	}
	return &taker{d: d, fetcher: fetcher, cfg: d.extract}, nil
}

// take fetches an address, or takes in files; the parts are in the order given. Visitors never name a path of this machine:
// an address is one of the web, and files come with their bytes.
func (t *taker) take(ctx context.Context, r web.Request) ([]store.Part, error) {
	if r.URL == "" {
		return t.files(ctx, r.Files)
	}
	if !fetch.IsURL(r.URL) {
		return nil, usagef("%s is no address of the web", r.URL)
	}
	flags := sourceFlags{render: renderAuto, follow: r.Follow}
	readings := []reading{{source: corpus.Source{Location: r.URL}}}
	readings[0].read(ctx, t.d, t.fetcher, t.cfg, flags.render)
	readings, err := follow(ctx, t.d, flags, readings)
	if err != nil {
		return nil, err
	}
	var parts []store.Part
	for i := range readings {
		if readings[i].err != nil {
			return nil, readings[i].err
		}
		parts = append(parts, store.Part{Snapshot: readings[i].snap, Document: readings[i].doc})
	}
	return parts, ctx.Err()
}

// uploaded begins the location of a document that was handed over as a file. It is no address that anything could fetch.
const uploaded = "upload:"

// takenName names a service after its documents; where they say nothing, after the first file.
func takenName(docs []*corpus.Document) string {
	if name := serviceName(docs); strings.ContainsFunc(name, unicode.IsLetter) && !strings.HasPrefix(name, uploaded) {
		return name
	}
	file, err := url.PathUnescape(strings.TrimPrefix(docs[0].Source.Location, uploaded))
	if err != nil {
		file = docs[0].Source.Location
	}
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}

func (t *taker) files(ctx context.Context, files []web.Upload) ([]store.Part, error) {
	parts := make([]store.Part, len(files))
	for i, f := range files {
		src := corpus.Source{Location: uploaded + url.PathEscape(f.Name)}
		snap, err := fetch.Given(src, f.Name, f.Body)
		if err != nil {
			return nil, err
		}
		doc, err := extract.Document(ctx, snap, t.cfg)
		if err != nil {
			return nil, err
		}
		parts[i] = store.Part{Snapshot: snap, Document: doc}
	}
	return parts, nil
}
