package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/fetch/browser"
	"kiyaku/corpus/store"
)

const (
	visitTime  = 30 * time.Second // after which a visitor lets others have a turn
	maxHops    = 10               // redirects from host to host that a page may make
	patience   = 10 * time.Second // that a redirect within a host is waited for on the spot
	maxPause   = time.Hour        // that a host may ask for with Retry-After; a page that is to wait longer has failed
	retryTimes = 4                // each pause before a page is asked for again is so many times the one before
)

// errLost says that somebody else has the host now.
var errLost = errors.New("the claim has run out")

// A visit is the walk of one visitor over the open pages of one host.
type visit struct {
	claim store.HostClaim
	delay time.Duration // between requests
	next  time.Time     // before which no request may be sent
	pause bool          // the host wants to be left alone until next
}

type visitKey struct{}

// leave is fetch.Config.Leave: it waits until the host of the visit may be asked, and ends a Get at its border. The page is
// then moved to the other host, whose visitor asks for it.
func leave(ctx context.Context, from, to *url.URL) error {
	v, ok := ctx.Value(visitKey{}).(*visit)
	if !ok {
		return errors.New("a request outside of a visit") // a bug of ours; robots.txt and pages are asked for by visitors only
	}
	if hostOf(to) != v.claim.Host || from != nil && v.delay > patience {
		return &fetch.Error{Kind: fetch.Elsewhere, URL: to.String()}
	}
	wait := time.Until(v.next)
	if from != nil {
		wait = v.delay // the answer that redirects has only just come
	}
	if err := sleep(ctx, wait); err != nil {
		return err
	}
	v.next = time.Now().Add(v.delay)
	return nil
}

// visit walks the open pages of a host, unless somebody else does.
func (e *Engine) visit(ctx context.Context, host string) error {
	v := &visit{delay: e.cfg.Delay}
	var ok bool
	err := e.cfg.Store.Write(ctx, func(tx *store.Tx) (err error) {
		v.claim, ok, _, err = tx.ClaimHost(ctx, host, time.Now(), e.cfg.Lease)
		return err
	})
	if err != nil || !ok {
		return err
	}
	held, free := e.claims.hold(ctx, v.claim)
	defer func() {
		free()
		e.claims.giveBack(ctx, v.claim, v.next)
	}()
	held = context.WithValue(held, visitKey{}, v)
	for end := time.Now().Add(visitTime); time.Now().Before(end) && !v.pause && time.Until(v.next) < patience && held.Err() == nil && !e.ends(); {
		pages, err := e.cfg.Store.NextRunPages(held, e.cfg.Run, host, time.Now())
		if err != nil {
			return err
		}
		if len(pages) == 0 {
			return nil
		}
		if err := e.visitPage(held, v, pages); err != nil {
			if errors.Is(err, errLost) || held.Err() != nil {
				return nil // others go on
			}
			if err = e.putOff(held, v, pages, err); err != nil {
				return err
			}
		}
		e.look() // a unit may be complete
	}
	return nil
}

// putOff writes down that work on pages failed for reasons of our own: they are asked for again later, or count as failed.
func (e *Engine) putOff(ctx context.Context, v *visit, pages []store.RunPage, why error) error {
	pause, up := e.giveUp(fmt.Sprintf("page %d/%d/%d", pages[0].RunID, pages[0].N, pages[0].Page), why)
	err := e.cfg.Store.Write(ctx, func(tx *store.Tx) error {
		if ok, err := tx.MoveHost(ctx, v.claim, time.Now().Add(e.cfg.Lease)); err != nil || !ok {
			return errors.Join(err, errLost)
		}
		for _, p := range pages {
			p.NextAt = time.Now().Add(pause)
			if up {
				p.State, p.Result, p.Cause, p.Problem = store.StateFailed, ResultFailed, CauseOther, why.Error()
			}
			if err := tx.PutRunPage(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errLost) || up && err == nil {
		return nil
	}
	return errors.Join(why, err)
}

// visitPage asks for the page that pages, of one run, have in common, and writes down what came of it for each.
func (e *Engine) visitPage(ctx context.Context, v *visit, pages []store.RunPage) error {
	sources := make([]pageSource, len(pages))
	known := make([]*known, len(pages))
	for i, p := range pages {
		if err := json.Unmarshal([]byte(p.Data), &sources[i]); err != nil {
			return fmt.Errorf("page %s: %w", p.Location, err)
		}
		var err error
		if known[i], err = e.known(ctx, &sources[i]); err != nil {
			return err
		}
	}
	before := v.next
	got, failed := e.ask(ctx, v, pages[0].Location, sources[0], known)
	if v.pause || ctx.Err() != nil {
		return ctx.Err()
	}
	if v.next != before {
		v.next = time.Now().Add(v.delay) // the pause begins when the answer is complete
	}
	opts, err := e.options(ctx, pages[0].RunID)
	if err != nil {
		return err
	}
	outcomes := make([]outcome, len(pages))
	for i := range pages {
		outcomes[i] = e.judge(ctx, sources[i], known[i], got, failed, opts.Accept)
		if i > 0 || got == nil || got.snap == nil || got.snap.Rendered || !needsBrowser(outcomes[0]) {
			continue
		}
		get := sources[0].Source
		get.Location = pages[0].Location
		rendered, err := e.render(ctx, v, get)
		if errors.Is(err, browser.ErrNoBrowser) {
			continue
		}
		got, failed = rendered, err
		outcomes[0] = e.judge(ctx, sources[0], known[0], got, failed, opts.Accept)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return e.cfg.Store.Write(ctx, func(tx *store.Tx) error {
		// Writing is the moment at which the claim must hold.
		if ok, err := tx.MoveHost(ctx, v.claim, time.Now().Add(e.cfg.Lease)); err != nil || !ok {
			return errors.Join(err, errLost)
		}
		for i, p := range pages {
			if err := e.settle(ctx, tx, v, p, sources[i], outcomes[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// A pageSource is a source of a service with how it is read, as RunPage.Data keeps it.
type pageSource struct {
	Source   corpus.Source
	Follow   bool      `json:",omitempty"`
	Render   bool      `json:",omitempty"`
	Position int       `json:",omitempty"`
	Since    time.Time `json:",omitzero"` // if it was received since, it is not asked for
}

// An answer is what a request for a page gave.
type answer struct {
	snap *corpus.Snapshot // nil if the page is as it was
}

// ask sends the request.
func (e *Engine) ask(ctx context.Context, v *visit, location string, src pageSource, known []*known) (*answer, error) {
	recent := true
	for _, k := range known {
		recent = recent && k != nil && !src.Since.IsZero() && !k.snap.SeenAt.Before(src.Since)
	}
	if recent {
		return &answer{}, nil
	}
	if err := sleep(ctx, time.Until(v.next)); err != nil { // here, and not on the request's own time
		return nil, err
	}
	if e.cfg.Fetch.ObeyRobots {
		before := v.next
		delay, err := e.fetcher.CrawlDelay(ctx, location)
		if err != nil {
			return nil, err
		}
		v.delay = max(e.cfg.Delay, delay)
		if v.next != before { // robots.txt was not at hand
			v.next = time.Now().Add(v.delay)
			if v.delay > patience {
				v.pause = true
				return nil, nil
			}
			if err := sleep(ctx, v.delay); err != nil {
				return nil, err
			}
		}
	}
	var prev *corpus.Snapshot
	if len(known) == 1 && known[0] != nil && !known[0].snap.Rendered {
		prev = known[0].snap.Snapshot
	}
	get := src.Source
	get.Location = location
	if src.Render {
		if err := e.fetcher.Allowed(ctx, location); err != nil { // the browser does not ask
			return nil, err
		}
		return e.render(ctx, v, get)
	}
	snap, err := e.fetcher.GetIfChanged(ctx, get, prev)
	if errors.Is(err, fetch.ErrNotModified) {
		return &answer{}, nil
	}
	if err != nil {
		return nil, err
	}
	return &answer{snap}, nil
}
