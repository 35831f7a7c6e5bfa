package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// watchOptions is a watch, or one round of it, as the command line says it.
type watchOptions struct {
	targets  string // list to put under watch first; "" for none
	work     workFlags
	every    time.Duration
	services []string
	all      bool
	accept   bool
	notify   string // file of channels; "" for none
	ui       uiFlags
}

func (o *watchOptions) addTo(cmd *cobra.Command) {
	o.work.add(cmd)
	cmd.Flags().DurationVar(&o.every, "every", 24*time.Hour, "time until a document is looked at again")
	cmd.Flags().StringVar(&o.notify, "notify", "", "`FILE` of channels that are told of changes: feeds, webhooks, mail (TOML)")
	o.ui.addLanguage(cmd)
	o.ui.color = colorNever
}

func newWatchCmd(d deps) *cobra.Command {
	var opts watchOptions
	cmd := &cobra.Command{
		Use:   "watch [TARGETS]",
		Short: "Look at documents again and again, and report changes",
		Long: `Watch looks at all documents under watch each time that they are due, until it is interrupted. With TARGETS, a list as
'kiyaku bulk' takes it, its documents come under watch first.

A new version is kept only if the vendor changed something: other bytes with the same text, a page that came back empty or
in another language, and differences that come of this program's own new rules are told apart. A return to an earlier
version is recorded and not announced.

--notify names a TOML file of channels, each with a choice of changes:

  [[channel]]
  name     = "legal"
  mail     = ["legal@example.co.jp"]    # or atom = "changes.xml", or webhook = "https://…" with secret-file
  from     = "kiyaku@example.co.jp"
  server   = "smtp.example.co.jp:587"   # with user and password-file where it asks for them
  severity = "worse"                    # all, substantive (default), worse, verdict
  flags    = ["ai-training"]            # only changes that concern one of these
  factors  = ["F1"]

A webhook gets JSON with the headers Kiyaku-Id, Kiyaku-Timestamp and Kiyaku-Signature: "sha256=" and the HMAC-SHA256 of
timestamp, "." and body under the first line of secret-file. What cannot be delivered is sent again, under the same ID.`,
		Example: `  kiyaku watch vendors.csv --every 24h --notify channels.toml
  kiyaku watch --db postgres://kiyaku@db.example/kiyaku`,
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.targets = args[0]
			}
			return watch(cmd.Context(), d, opts)
		},
	}
	opts.addTo(cmd)
	return cmd
}

func newCheckCmd(d deps) *cobra.Command {
	var opts watchOptions
	cmd := &cobra.Command{
		Use:   "check [SERVICE...]",
		Short: "Look once at what is under watch",
		Long: `Check looks once at the documents under watch that are due, reports what changed, and ends: for use with cron. SERVICE
names services to look at, due or not. With --targets the documents of a list come under watch first.

What looks like a fault of the fetch (most of the text gone, another language) is not taken for a version; --accept does so,
for pages that really are like that now.

Exit codes: 0 done; 1 some documents could not be had; 2 wrong command line; 130 interrupted.`,
		Example: `  kiyaku check --targets vendors.csv --notify channels.toml
  kiyaku check 'Example Cloud' --accept`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.services = args
			return checkOnce(cmd.Context(), d, opts)
		},
	}
	opts.addTo(cmd)
	cmd.Flags().StringVar(&opts.targets, "targets", "", "list (as for 'kiyaku bulk') whose documents come under watch first")
	cmd.Flags().BoolVar(&opts.all, "all", false, "look at all documents under watch, due or not")
	cmd.Flags().BoolVar(&opts.accept, "accept", false, "take pages as they are, also where they look like a fault")
	return cmd
}

// A watcher is what rounds of looking need.
type watcher struct {
	d        deps
	st       *store.Store
	lex      *lexicon.Lexicon
	cfg      jobs.Config
	channels []jobs.Channel
	round    jobs.Round
}

// newWatcher reads channels and list. Close its store.
func newWatcher(ctx context.Context, d deps, opts watchOptions) (*watcher, error) {
	if opts.every < time.Minute {
		return nil, usagef("--every %v: at least 1m, out of consideration for the sites", opts.every)
	}
	lex, err := d.compiled()
	if err != nil {
		return nil, err
	}
	w := &watcher{d: d, lex: lex, round: jobs.Round{Every: opts.every, Services: opts.services, All: opts.all, Accept: opts.accept, Lang: opts.ui.language(d)}}
	if opts.notify != "" {
		if w.channels, err = jobs.ReadChannels(opts.notify, lex); err != nil {
			return nil, err
		}
	}
	for i := range w.channels {
		w.round.Filters = append(w.round.Filters, w.channels[i].Filter())
	}
	var list *jobs.List
	if opts.targets != "" {
		if list, err = jobs.ReadList(opts.targets); err != nil {
			return nil, err
		}
		for _, note := range list.Notes {
			fmt.Fprintf(d.stderr, "kiyaku: %s\n", printable(note))
		}
	}
	if w.st, err = d.openStore(ctx); err != nil {
		return nil, err
	}
	if w.cfg, err = opts.work.config(d, w.st, lex); err == nil && list != nil {
		var dir string
		if dir, err = os.Getwd(); err == nil {
			err = jobs.Watch(ctx, w.st, list.List, dir, d.now())
		}
	}
	if err != nil {
		return nil, errors.Join(err, w.st.Close())
	}
	return w, nil
}

// checkOnce makes one round.
func checkOnce(ctx context.Context, d deps, opts watchOptions) error {
	w, err := newWatcher(ctx, d, opts)
	if err != nil {
		return err
	}
	defer w.st.Close()
	for _, name := range opts.services {
		if _, err := w.st.Service(ctx, name); err != nil {
			return fmt.Errorf("the store has no service %q%s", name, nearServices(ctx, w.st.Reader, name))
		}
	}
	looked, err := w.look(ctx)
	if err != nil {
		return err
	}
	if !looked {
		fmt.Fprintln(d.stderr, "kiyaku: nothing is due; --all looks all the same, --targets LIST puts documents under watch")
	}
	return nil
}

// watch makes rounds until ctx ends.
func watch(ctx context.Context, d deps, opts watchOptions) error {
	w, err := newWatcher(ctx, d, opts)
	if err != nil {
		return err
	}
	defer w.st.Close()
	const nap = time.Minute
	for {
		_, err := w.look(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var failed *targetsError
		if err != nil && !errors.As(err, &failed) { // the next round may go better; what could not be had is told in the round
			fmt.Fprintf(d.stderr, "kiyaku: %s\n", printable(err.Error()))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(nap):
		}
	}
}

// look makes a round, reports what changed and delivers what waits. looked is false if nothing was due.
func (w *watcher) look(ctx context.Context) (looked bool, err error) {
	begin := w.d.now()
	runID, _, err := jobs.PlanDue(ctx, w.st, w.round, begin)
	if err != nil {
		return false, err
	}
	if runID != 0 {
		looked = true
		if err := w.d.finish(ctx, w.cfg, runID); err != nil {
			return true, err
		}
		err = w.report(ctx, runID, begin)
	}
	delivered, undelivered := jobs.Deliver(ctx, w.st, w.channels, w.d.now)
	if delivered > 0 {
		fmt.Fprintf(w.d.stderr, "kiyaku: %d reports delivered\n", delivered)
	}
	return looked, errors.Join(undelivered, err)
}

// report prints what a round found.
func (w *watcher) report(ctx context.Context, runID int64, begin time.Time) error {
	changes, err := w.st.Changes(ctx, 0, begin, 1000)
	if err != nil {
		return err
	}
	for i := len(changes) - 1; i >= 0; i-- {
		full, err := w.st.Change(ctx, changes[i].ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(w.d.stdout, "%s\n", printable(full.Summary))
	}
	targets, err := w.st.RunTargets(ctx, runID)
	if err != nil {
		return err
	}
	failed := 0
	for _, t := range targets {
		if t.Cause != "" {
			failed++
			fmt.Fprintf(w.d.stderr, "kiyaku: %s: %s\n", printable(t.Service), printable(t.Problem))
		}
	}
	fmt.Fprintf(w.d.stderr, "kiyaku: %d documents looked at, %d changes\n", len(targets), len(changes))
	if failed > 0 {
		return &targetsError{failed: failed, of: len(targets)}
	}
	return nil
}
