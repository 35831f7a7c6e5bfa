// Package jobs works through lists of documents: fetch, extract, analyze, keep. A list becomes a run in corpus/store, which
// any number of processes work on and which can be left and taken up again at any point.
//
// A run has pages to be fetched and units to be analyzed. There is one visitor for each host over all processes: who
// claims the host in the store walks its open pages, one request at a time, with the pause that politeness and robots.txt
// ask for. A unit, the targets of one service or some files, is analyzed once its pages are there; versions and changes of
// services are written with its results, all or none. Claims carry a token and run out unless their holder renews them,
// so the work of a process that died is done by another one, and what it might still write is refused.
//
// Package queue calls the workers. Which page or unit is next, and whether it is done, stands in the store alone.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/jobs/queue"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// Config says what an [Engine] works with. Store, Analyzer and Lexicon are required.
type Config struct {
	Store    *store.Store
	Analyzer *analyzer.Analyzer
	Lexicon  *lexicon.Lexicon // of Analyzer
	Tool     string           // name and version of the program, for the record
	Fetch    fetch.Config     // of every request; Leave is set here
	Extract  extract.Config
	Browser  string // for pages that are put together by script; "" looks for Chromium and Chrome

	Run      int64         // the only run to work on; 0 for all
	Hosts    int           // asked at the same time; 0: 64
	Cores    int           // documents extracted, and units analyzed, at the same time; 0: number of CPUs
	Delay    time.Duration // between two requests to one host, unless its robots.txt asks for more; 0: 1 s
	Lease    time.Duration // for which a claim of a process that died is honoured; 0: 20 s
	Retry    time.Duration // before a page that failed is asked for a second time; 0: 10 s, then four times as long each
	Attempts int           // requests for a page, until it counts as failed; 0: 4

	// Problem hears what went wrong with the work itself, such as a database that cannot be reached. nil: nobody does.
	Problem func(error)
}

// An Engine works on runs. It is safe for concurrent use.
type Engine struct {
	cfg      Config
	queue    *queue.Queue
	fetcher  *fetch.Fetcher
	claims   *claims
	comparer *diff.Comparer
	cores    chan struct{} // holds as many values as documents are being extracted
	wake     chan struct{} // something may be due
	ending   chan struct{} // closed when no new page or target is to be begun
	stop     context.CancelFunc
	done     sync.WaitGroup

	mu    sync.Mutex
	tries map[string]int // of places where work failed for reasons of our own
	full  error          // that the database has no room left
}

// The lanes of the queue.
const (
	laneFetch   = "fetch"
	laneAnalyze = "analyze"
)

// turn bounds one call of the queue. It is out of reach: each request and each document has a limit of its own, and a unit or
// a page that were cut off would be begun anew without end.
const turn = 24 * time.Hour

// New makes an engine, and the tables of its queue where they are missing.
func New(ctx context.Context, cfg Config) (*Engine, error) {
	cfg = cfg.withDefaults()
	e := &Engine{cfg: cfg, comparer: diff.New(cfg.Lexicon), cores: make(chan struct{}, cfg.Cores), wake: make(chan struct{}, 1), ending: make(chan struct{}), tries: map[string]int{}}
	var err error
	cfg.Fetch.Leave = leave
	if e.fetcher, err = fetch.New(cfg.Fetch); err != nil {
		return nil, err
	}
	e.claims = newClaims(cfg.Store, cfg.Lease, e.problem)
	e.queue, err = queue.Open(ctx, cfg.Store, queue.Config{
		Lanes: map[string]int{laneFetch: cfg.Hosts, laneAnalyze: cfg.Cores}, Do: e.do, Problem: e.problem, Timeout: turn,
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

func (c Config) withDefaults() Config {
	if c.Hosts <= 0 {
		c.Hosts = 64
	}
	if c.Cores <= 0 {
		c.Cores = runtime.NumCPU()
	}
	if c.Delay <= 0 {
		c.Delay = time.Second
	}
	if c.Lease <= 0 {
		c.Lease = 20 * time.Second
	}
	if c.Retry <= 0 {
		c.Retry = 10 * time.Second
	}
	if c.Attempts <= 0 {
		c.Attempts = 4
	}
	return c
}

// Start begins to work. Call Stop when it is enough.
func (e *Engine) Start(ctx context.Context) error {
	if err := e.queue.Start(ctx); err != nil {
		return err
	}
	background, cancel := context.WithCancel(context.WithoutCancel(ctx))
	e.stop = cancel
	e.done.Go(func() { e.sweep(background) })
	e.done.Go(func() { e.claims.renew(background) })
	return nil
}

// Stop ends the work soon: pages that were asked for are still read, if they come soon, so that nobody asks for them a second
// time. All else is given back.
func (e *Engine) Stop() error {
	const patience, grace = 5 * time.Second, 30 * time.Second
	close(e.ending)
	err := e.queue.Stop(patience, grace)
	e.stop()
	e.done.Wait()
	e.fetcher.CloseIdle()
	return err
}

// Finish works until a run has ended, or with the error of ctx until that ends, or until the database has no room left.
// progress is told how far it is; it may be nil.
func (e *Engine) Finish(ctx context.Context, runID int64, progress func(store.Progress)) error {
	const look = 200 * time.Millisecond
	for {
		if err := e.fullness(); err != nil {
			return fmt.Errorf("there is no room left for the database: make some; the same command then goes on (%w)", err)
		}
		p, err := e.cfg.Store.Progress(ctx, runID)
		if err != nil {
			return err
		}
		if progress != nil {
			progress(p)
		}
		if p.Done+p.Failed == p.Targets {
			return e.cfg.Store.Write(ctx, func(tx *store.Tx) error {
				_, err := tx.EndRun(ctx, runID, time.Now())
				return err
			})
		}
		if err := sleep(ctx, look); err != nil {
			return err
		}
	}
}

func (e *Engine) problem(err error) {
	if store.Full(err) {
		e.mu.Lock()
		e.full = err
		e.mu.Unlock()
	}
	if e.cfg.Problem != nil && !errors.Is(err, context.Canceled) {
		e.cfg.Problem(err)
	}
}

// fullness is the error that the database has no room left, if it has none.
func (e *Engine) fullness() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.full
}

// maxTries is how often a unit or a page is tried that fails for reasons of our own.
const maxTries = 5

// giveUp reports whether a unit or page is to count as failed, as work on it ended with err: at once where trying again
// cannot help, else after some tries, so that it does not keep the run from its end. pause is what to wait before the next.
func (e *Engine) giveUp(place string, err error) (pause time.Duration, up bool) {
	var long *store.LongError
	if errors.As(err, &long) {
		return 0, true
	}
	if store.Full(err) {
		return e.cfg.Retry, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tries[place]++
	return e.cfg.Retry * time.Duration(e.tries[place]), e.tries[place] >= maxTries
}

// do is what a call of the queue asks for.
func (e *Engine) do(ctx context.Context, call queue.Call) error {
	defer e.look()
	if call.Lane == laneFetch {
		return e.visit(ctx, call.Place)
	}
	run, unit, _ := strings.Cut(call.Place, "/")
	runID, err := strconv.ParseInt(run, 10, 64)
	if err != nil {
		return fmt.Errorf("unit %q: %w", call.Place, err)
	}
	n, err := strconv.Atoi(unit)
	if err != nil {
		return fmt.Errorf("unit %q: %w", call.Place, err)
	}
	return e.analyze(ctx, runID, n)
}

// ends reports whether no new page or target is to be begun.
func (e *Engine) ends() bool {
	select {
	case <-e.ending:
		return true
	default:
		return false
	}
}

// look makes sweep look soon.
func (e *Engine) look() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// sweep calls for everything that is due and not claimed, again and again: the queue may have lost it with a process.
func (e *Engine) sweep(ctx context.Context) {
	const often, seldom = 20 * time.Millisecond, 500 * time.Millisecond
	called := map[queue.Call]time.Time{} // calls of the last seconds, so as not to ask the queue about each of them again
	for {
		now := time.Now()
		for c, at := range called {
			if now.Sub(at) > 10*time.Second {
				delete(called, c)
			}
		}
		calls, err := e.due(ctx, now)
		var fresh []queue.Call
		for _, c := range calls {
			if _, ok := called[c]; !ok {
				called[c] = now
				fresh = append(fresh, c)
			}
		}
		if err == nil {
			err = e.queue.Add(ctx, fresh)
		}
		if err != nil && ctx.Err() == nil {
			clear(called)
			e.problem(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-e.wake:
			if sleep(ctx, often) != nil {
				return
			}
		case <-time.After(seldom):
		}
	}
}

// due lists what is due and not claimed.
func (e *Engine) due(ctx context.Context, now time.Time) ([]queue.Call, error) {
	units, err := e.cfg.Store.DueUnits(ctx, e.cfg.Run, now, 64+4*e.cfg.Cores)
	if err != nil {
		return nil, err
	}
	hosts, err := e.cfg.Store.DueHosts(ctx, e.cfg.Run, now, 64+4*e.cfg.Hosts)
	if err != nil {
		return nil, err
	}
	var calls []queue.Call
	for _, u := range units {
		calls = append(calls, queue.Call{Lane: laneAnalyze, Place: fmt.Sprintf("%d/%d", u.RunID, u.Unit), Token: u.Token})
	}
	for _, h := range hosts {
		calls = append(calls, queue.Call{Lane: laneFetch, Place: h.Host, Token: h.Token})
	}
	return calls, nil
}

// hostOf is the host of an address as claims name it: in lower case, with a port that is not the usual one.
func hostOf(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" || port == "80" || port == "443" {
		return host
	}
	return host + ":" + port
}

// sleep waits for d, or until ctx ends, whose error it returns.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
