package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/fetch/browser"
	"kiyaku/corpus/store"
)

// Results of looking at a source, as store.Check and store.RunPage keep them.
const (
	ResultNew     = "new"     // received for the first time
	ResultSame    = "same"    // the same bytes, or the site says that nothing changed
	ResultNoise   = "noise"   // other bytes, the same text
	ResultChanged = "changed" // another text; whether the vendor changed anything is told by the service's version
	ResultFault   = "fault"   // what was received is not the document as it is: too little of it, another language
	ResultFailed  = "failed"  // nothing was received, or nothing that can be read
)

// known is what the store has of a source.
type known struct {
	snap *store.Snapshot
	doc  *corpus.Document // nil if it could not be read
}

// known finds the last snapshot of a source and what is read in it; nil if there is none.
func (e *Engine) known(ctx context.Context, src *pageSource) (*known, error) {
	st := e.cfg.Store
	service, err := st.Service(ctx, src.Source.Service)
	if err != nil {
		return nil, ignore(err, store.ErrNotFound)
	}
	rows, err := st.Sources(ctx, service.ID)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Location != src.Source.Location || row.Render != src.Render || !sameSelection(row.Selection, src.Source.Selection) {
			continue
		}
		snap, err := st.LatestSnapshot(ctx, row.ID)
		if err != nil {
			return nil, ignore(err, store.ErrNotFound)
		}
		doc, err := st.Document(ctx, snap.ID, "")
		return &known{snap, doc}, ignore(err, store.ErrNotFound)
	}
	return nil, nil
}

// ignore is err unless it is the one named.
func ignore(err, named error) error {
	if errors.Is(err, named) {
		return nil
	}
	return err
}

func sameSelection(a, b *corpus.Selection) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// An outcome is what looking at a page gave for one source.
type outcome struct {
	result string
	snap   *corpus.Snapshot // to be kept; nil if nothing is
	doc    *corpus.Document // read in snap
	keepID int64            // snapshot that the store has and that still stands for the source; 0 if none
	fail   *failure         // with ResultFault and ResultFailed
}

// A failure is why a document could not be had.
type failure struct {
	cause string // ID: Kind of a fetch.Error, or "read-" and Kind of an extract.Error, or one of the causes below
	text  string
	wait  time.Duration // that the site asks for
	again bool          // trying again may help
	moved string        // the page is at this address of another host
}

// Causes of failures beside those of fetch and extract.
const (
	CauseShrunk   = "shrunk"        // the page has lost most of its text at once
	CauseLanguage = "language"      // the page came in another language
	CauseNoRobots = "robots-unread" // the site's robots.txt could not be had
	CauseRefused  = "refused-declaration"
	CauseBrowser  = "no-browser"
	CauseBug      = "bug"
	CauseOther    = "other"
)

// judge tells what an answer means for a source. accept takes what looks like a fault as it is.
func (e *Engine) judge(ctx context.Context, src pageSource, k *known, got *answer, failed error, accept bool) outcome {
	keep := outcome{}
	if k != nil {
		keep.keepID = k.snap.ID
	}
	if failed != nil {
		keep.result, keep.fail = ResultFailed, failureOf(failed)
		return keep
	}
	if got.snap == nil {
		keep.result = ResultSame
		return keep
	}
	snap := *got.snap
	snap.Source = src.Source
	doc, err := e.extract(ctx, &snap)
	if err != nil {
		keep.result, keep.fail = ResultFailed, failureOf(err)
		return keep
	}
	if k == nil || k.doc == nil {
		return outcome{result: ResultNew, snap: &snap, doc: doc}
	}
	if snap.SHA256 == k.snap.SHA256 && snap.URL == k.snap.URL {
		keep.result = ResultSame
		return keep
	}
	old := k.doc
	if old.Extractor != doc.Extractor { // compare what one and the same extractor reads
		if again, err := e.extract(ctx, k.snap.Snapshot); err == nil {
			old = again
		}
	}
	switch fail := fault(old, doc); {
	case store.TextSHA256([]*corpus.Document{old}) == store.TextSHA256([]*corpus.Document{doc}):
		keep.result = ResultNoise
	case fail != nil && !accept:
		keep.result, keep.fail = ResultFault, fail
	default:
		return outcome{result: ResultChanged, snap: &snap, doc: doc, keepID: keep.keepID}
	}
	return keep
}

// fault tells whether a document cannot be the successor of old, but comes of a fetch that went wrong: a bot wall, a consent
// page, an error page with status 200, another language.
func fault(old, doc *corpus.Document) *failure {
	const much, share = 1500, 4 // bytes; a quarter
	before, after := bodyBytes(old), bodyBytes(doc)
	switch {
	case before >= much && after*share < before:
		return &failure{cause: CauseShrunk, text: fmt.Sprintf("the page has %d bytes of text where it had %d: what was read before stands", after, before)}
	case old.Lang != "" && doc.Lang != "" && old.Lang != doc.Lang:
		return &failure{cause: CauseLanguage, text: fmt.Sprintf("the page came in %q where it was in %q: what was read before stands", doc.Lang, old.Lang)}
	}
	return nil
}

func bodyBytes(d *corpus.Document) int {
	n := 0
	for _, b := range d.Blocks {
		if b.Role == corpus.Body {
			n += b.Span.Len()
		}
	}
	return n
}

// extract reads a snapshot; as many at a time as there are cores.
func (e *Engine) extract(ctx context.Context, snap *corpus.Snapshot) (*corpus.Document, error) {
	select {
	case e.cores <- struct{}{}:
		defer func() { <-e.cores }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return extract.Document(ctx, snap, e.cfg.Extract)
}

// render loads a page in a browser, within the visit's turn.
func (e *Engine) render(ctx context.Context, v *visit, src corpus.Source) (*answer, error) {
	if err := sleep(ctx, time.Until(v.next)); err != nil {
		return nil, err
	}
	v.next = time.Now().Add(v.delay)
	snap, err := browser.Render(ctx, src, browser.Config{Path: e.cfg.Browser, Fetch: e.cfg.Fetch})
	if err != nil {
		return nil, err
	}
	return &answer{snap}, nil
}

// needsBrowser reports whether a page holds no text until its scripts have run.
func needsBrowser(o outcome) bool {
	return o.fail != nil && o.fail.cause == "read-"+string(extract.KindNeedsBrowser)
}

// failureOf tells why a document could not be had.
func failureOf(err error) *failure {
	f := &failure{cause: CauseOther, text: err.Error()}
	var fe *fetch.Error
	var xe *extract.Error
	switch {
	case errors.As(err, &fe):
		f.cause, f.wait, f.again = string(fe.Kind), fe.RetryAfter, fe.Temporary
		if fe.Kind == fetch.Elsewhere {
			f.moved = fe.URL
		}
		if fe.Kind == fetch.Robots && fe.Temporary {
			f.cause = CauseNoRobots
		}
		if fe.Kind == fetch.BadStatus {
			f.cause = fmt.Sprintf("status-%d", fe.Status)
		}
	case errors.As(err, &xe):
		f.cause, f.again = "read-"+string(xe.Kind), xe.Kind == extract.KindTimeout
	case errors.Is(err, browser.ErrNoBrowser):
		f.cause = CauseBrowser
	}
	return f
}

// settle writes down what looking at a page gave for one source.
func (e *Engine) settle(ctx context.Context, tx *store.Tx, v *visit, p store.RunPage, src pageSource, o outcome) error {
	now := time.Now()
	p.Result, p.Cause, p.Problem = o.result, "", ""
	if o.fail != nil {
		p.Cause, p.Problem = o.fail.cause, o.fail.text
		if later, err := e.later(&p, v, o.fail, now); err != nil || later {
			return errors.Join(err, tx.PutRunPage(ctx, p))
		}
	}
	service, err := tx.PutService(ctx, src.Source.Service, now)
	if err != nil {
		return err
	}
	source, err := tx.PutSource(ctx, store.Source{ServiceID: service.ID, Location: src.Source.Location, Kind: src.Source.Kind, Lang: src.Source.Lang,
		Follow: src.Follow, Render: src.Render, Selection: src.Source.Selection, Position: src.Position})
	if err != nil {
		return err
	}
	p.SourceID, p.SnapshotID = source.ID, o.keepID
	if o.snap != nil {
		if p.SnapshotID, _, err = tx.PutSnapshot(ctx, source.ID, o.snap, now); err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, p.SnapshotID, o.doc, now); err != nil {
			return err
		}
	}
	p.State = store.StateDone
	if p.SnapshotID == 0 {
		p.State = store.StateFailed
	}
	check := store.Check{SourceID: source.ID, At: now, Result: o.result, Failed: o.fail != nil, SnapshotID: p.SnapshotID, Detail: p.Problem}
	if err := tx.Checked(ctx, check, time.Time{}); err != nil {
		return err
	}
	if src.Follow && o.doc != nil && o.doc.Listing {
		if err := e.followLinks(ctx, tx, p, src, o.doc); err != nil {
			return err
		}
	}
	return tx.PutRunPage(ctx, p)
}

// later tells whether a page that failed is asked for again, and when; p says so then. Pauses depend on what failed: a
// connection that broke may be back soon, a robots.txt that cannot be read takes longer.
func (e *Engine) later(p *store.RunPage, v *visit, f *failure, now time.Time) (bool, error) {
	if f.moved != "" {
		return e.move(p, f, now)
	}
	p.Attempts++
	if f.wait > 0 && f.wait <= maxPause {
		v.next, v.pause = now.Add(f.wait), true
	}
	if !f.again || p.Attempts >= e.cfg.Attempts || f.wait > maxPause {
		return false, nil
	}
	pause := e.cfg.Retry
	for range p.Attempts - 1 {
		pause *= retryTimes
	}
	switch {
	case f.cause == string(fetch.Interrupted):
		pause /= 4
	case f.cause == CauseNoRobots, strings.HasPrefix(f.cause, "status-"):
		pause *= 2
	}
	p.NextAt = now.Add(max(pause, f.wait))
	return true, nil
}

// move hands a page over to the visitor of another host. A redirect opens no ports that its address did not name.
func (e *Engine) move(p *store.RunPage, f *failure, now time.Time) (bool, error) {
	from, err := url.Parse(p.Location)
	if err != nil {
		return false, err
	}
	to, err := url.Parse(f.moved)
	if err != nil {
		return false, err
	}
	if p.Hops++; p.Hops > maxHops {
		p.Cause, p.Problem = string(fetch.Redirect), fmt.Sprintf("get %s: redirects from host to host %d times", p.Location, maxHops)
		return false, nil
	}
	if port := to.Port(); port != "" && port != "80" && port != "443" && port != from.Port() {
		p.Cause, p.Problem = string(fetch.Blocked), fmt.Sprintf("get %s: a redirect to port %s is not followed", p.Location, port)
		return false, nil
	}
	p.Host, p.Location, p.NextAt, p.Result = hostOf(to), f.moved, now, ""
	return true, nil
}

// maxFollowed is how many documents of one list are read.
const maxFollowed = 40

// followLinks adds the documents of the same site that a list links to as pages of the target.
func (e *Engine) followLinks(ctx context.Context, tx *store.Tx, p store.RunPage, src pageSource, list *corpus.Document) error {
	added := 0
	for _, l := range list.Links {
		u, err := url.Parse(l.URL)
		if err != nil || !fetch.SameSite(list.URL, l.URL) || l.URL == src.Source.Location || added == maxFollowed {
			continue
		}
		added++
		child := pageSource{Source: src.Source, Render: src.Render, Since: src.Since, Position: src.Position + added}
		child.Source.Location, child.Source.Selection = l.URL, nil
		data, err := json.Marshal(child)
		if err != nil {
			return err
		}
		// The number comes of the place in the list, so that a page that is settled twice adds its links once.
		if err := tx.AddRunPage(ctx, store.RunPage{RunID: p.RunID, N: p.N, Page: (p.Page+1)*1000 + added, Unit: p.Unit, Host: hostOf(u), Location: l.URL, Data: string(data)}); err != nil {
			return err
		}
	}
	return nil
}
