package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"kiyaku/analyzer"
	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// workFlags are the flags of commands that fetch and analyze many documents.
type workFlags struct {
	workers      int
	delay        time.Duration
	timeout      time.Duration
	ignoreRobots bool
	lease        time.Duration
	retry        time.Duration
}

func (w *workFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.IntVar(&w.workers, "workers", 64, "sites that are asked at the same time (one request each); analysis takes all cores")
	f.DurationVar(&w.delay, "delay", time.Second, "pause between two requests to one site, where its robots.txt asks for no longer one")
	f.DurationVar(&w.timeout, "timeout", 30*time.Second, "longest time for one page")
	f.BoolVar(&w.ignoreRobots, "ignore-robots", false, "also read pages that robots.txt forbids to programs: only with the site's permission")
	f.DurationVar(&w.lease, "lease", 20*time.Second, "time after which the work of a process that died is taken over")
	f.DurationVar(&w.retry, "retry", 10*time.Second, "first pause before a page that failed is asked for again; the next ones are longer")
}

// workMemory is what a long run keeps its heap to, in bytes, unless GOMEMLIMIT says otherwise: it sweeps more often as it
// comes near. Single documents may need more.
const workMemory = 160 << 20

// rememberedSentences is how many sentences commands keep that read more than one document, some 20 MB of them: terms say
// the same as others, and as their own last version.
const rememberedSentences = 4096

// config is how an engine works.
func (w *workFlags) config(d deps, st *store.Store, lex *lexicon.Lexicon) (jobs.Config, error) {
	if w.workers < 1 || w.delay < 0 || w.timeout <= 0 || w.lease < time.Second || w.retry <= 0 {
		return jobs.Config{}, usagef("--workers, --timeout and --retry must be more than 0, --delay at least 0, --lease at least 1s")
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return jobs.Config{}, err
	}
	anl = anl.Remembering(rememberedSentences)
	if d.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(workMemory)
	}
	cfg := jobs.Config{
		Store: st, Analyzer: anl, Lexicon: lex, Tool: toolName, Fetch: d.fetch, Extract: d.extract, Browser: d.getenv("KIYAKU_BROWSER"),
		Hosts: w.workers, Delay: max(w.delay, time.Millisecond), Lease: w.lease, Retry: w.retry,
		Problem: func(err error) { fmt.Fprintf(d.stderr, "kiyaku: %s\n", printable(err.Error())) },
	}
	cfg.Fetch.ObeyRobots, cfg.Fetch.Timeout = !w.ignoreRobots, w.timeout
	return cfg, nil
}

// finish works on one run until it ends.
func (d deps) finish(ctx context.Context, cfg jobs.Config, runID int64) error {
	cfg.Run = runID
	show := newProgress(d)
	cfg.Problem = show.problem
	engine, err := jobs.New(ctx, cfg)
	if err != nil {
		return err
	}
	if err := engine.Start(ctx); err != nil {
		return err
	}
	err = engine.Finish(ctx, runID, show.update)
	show.end()
	return errors.Join(err, engine.Stop())
}

func newWorkerCmd(d deps) *cobra.Command {
	var work workFlags
	cmd := &cobra.Command{
		Use:   "worker",
		Short: "Work on the runs of a store, beside others",
		Long: `Worker fetches and analyzes for all runs of a store until it is interrupted: for those that 'kiyaku bulk' and
'kiyaku watch' began, on this machine or others. Any number of workers share the work of one PostgreSQL database; each site
is still asked for one page at a time by all of them together.

Exit codes: 1 failed; 2 wrong command line; 130 interrupted.`,
		Example: "  kiyaku worker --db postgres://kiyaku@db.example/kiyaku",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return worker(cmd.Context(), d, work)
		},
	}
	work.add(cmd)
	return cmd
}

// worker works until ctx ends.
func worker(ctx context.Context, d deps, work workFlags) error {
	lex, err := d.compiled()
	if err != nil {
		return err
	}
	st, err := d.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	cfg, err := work.config(d, st, lex)
	if err != nil {
		return err
	}
	engine, err := jobs.New(ctx, cfg)
	if err != nil {
		return err
	}
	if err := engine.Start(ctx); err != nil {
		return err
	}
	fmt.Fprintln(d.stderr, "kiyaku: working; Ctrl-C ends it")
	<-ctx.Done()
	return errors.Join(ctx.Err(), engine.Stop())
}
