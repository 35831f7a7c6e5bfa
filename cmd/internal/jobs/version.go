package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/archive"
	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

// A version is what is to be written about a service: its documents as a version, if the vendor changed something, their
// assessment, and the change.
type version struct {
	engine  *Engine
	opts    runOptions
	service string
	at      time.Time
	parts   []part           // with a document each
	old     *oldVersion      // nil if there is none
	same    bool             // the old one still stands
	row     store.Assessment // of the parts
	report  *diff.Report     // of what changed; nil if there is nothing to compare
	answers map[string]assess.Answer
}

// oldVersion is the newest version of a service before this run.
type oldVersion struct {
	*store.Version
	snaps  []store.Snapshot
	docs   []*corpus.Document // as the extractor of today reads them
	reread map[int]bool       // by index: it read another text than the extractor of then
}

// version works out what is to be written about a service; nil if no document of it could be had. ready is an assessment
// of these parts that need not be made again, or nil.
func (e *Engine) version(ctx context.Context, opts runOptions, service string, parts []part, ready *assess.Assessment) (*version, error) {
	v := &version{engine: e, opts: opts, service: service, at: time.Now()}
	for _, p := range parts {
		if p.doc != nil {
			v.parts = append(v.parts, p)
		}
	}
	if len(v.parts) == 0 {
		return nil, nil
	}
	if err := v.load(ctx); err != nil {
		return nil, err
	}
	docs := v.docs()
	a := ready
	if a == nil || len(v.parts) < len(parts) || len(v.answers) > 0 {
		var err error
		if a, err = e.assess(docs, analyzer.Options{Service: service, Tool: e.cfg.Tool, Answers: v.answers}); err != nil {
			return nil, nil //nolint:nilerr // the results of the targets say so
		}
	}
	if v.old != nil {
		if err := v.compare(a); err != nil {
			return nil, err
		}
		if v.restore() { // what was received as it is may still have changed
			var err error
			if a, err = e.assess(v.docs(), analyzer.Options{Service: service, Tool: e.cfg.Tool, Answers: v.answers}); err != nil {
				return nil, nil //nolint:nilerr // as above
			}
			if err := v.compare(a); err != nil {
				return nil, err
			}
		}
	}
	docs = v.docs()
	var err error
	if v.same { // what is assessed is the version that stands
		docs = v.old.docs
		if a, err = e.assess(docs, analyzer.Options{Service: service, Tool: e.cfg.Tool, Answers: v.answers}); err != nil {
			return nil, nil //nolint:nilerr // as above
		}
	}
	v.row, err = archive.Summary(a, docs, v.answers)
	return v, err
}

func (v *version) docs() []*corpus.Document {
	docs := make([]*corpus.Document, len(v.parts))
	for i, p := range v.parts {
		docs[i] = p.doc
	}
	return docs
}

// load reads the version that stands and the reviewer's answers.
func (v *version) load(ctx context.Context) error {
	st := v.engine.cfg.Store
	service, err := st.Service(ctx, v.service)
	if err != nil {
		return ignore(err, store.ErrNotFound)
	}
	answers, err := st.Answers(ctx, service.ID)
	if err != nil {
		return err
	}
	if v.answers, err = archive.FromAnswers(answers); err != nil {
		return err
	}
	newest, err := st.Version(ctx, service.ID, 0)
	if err != nil {
		return ignore(err, store.ErrNotFound)
	}
	old := &oldVersion{Version: newest, reread: map[int]bool{}}
	if old.snaps, err = st.VersionSnapshots(ctx, newest.ID); err != nil {
		return err
	}
	today := map[string]string{} // location → extractor
	for _, p := range v.parts {
		today[p.source.Source.Location] = p.doc.Extractor
	}
	for i, s := range old.snaps {
		doc, err := st.Document(ctx, s.ID, "")
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if now := today[s.Source.Location]; doc == nil || now != "" && now != doc.Extractor {
			full, err := st.Snapshot(ctx, s.ID)
			if err != nil {
				return err
			}
			if again, err := v.engine.extract(ctx, full.Snapshot); err == nil {
				old.reread[i] = doc == nil || doc.Text != again.Text
				doc = again
			}
		}
		if doc == nil {
			doc = &corpus.Document{Source: s.Source, URL: s.URL, SHA256: s.SHA256}
		}
		old.docs = append(old.docs, doc)
	}
	v.old = old
	return nil
}

// compare tells whether the version that stands still does, and what changed otherwise. a is the assessment of the parts.
//
// Both sides are read by the extractor of today and assessed by the rules of today: what is left is the vendor's doing.
func (v *version) compare(a *assess.Assessment) error {
	v.same = v.sameSnapshots() || store.TextSHA256(v.old.docs) == store.TextSHA256(v.docs())
	if v.same {
		return nil
	}
	before, err := v.engine.assess(v.old.docs, analyzer.Options{Service: v.service, Tool: v.engine.cfg.Tool, Answers: v.answers})
	if err != nil {
		return err
	}
	v.report = v.engine.comparer.Compare(before, a, diff.Options{Told: v.at})
	v.same = !v.differs()
	return nil
}

func (v *version) sameSnapshots() bool {
	if len(v.old.snaps) != len(v.parts) {
		return false
	}
	for i, s := range v.old.snaps {
		p := v.parts[i]
		if p.snapshotID != s.ID && (p.snap == nil || store.Identity(p.snap) != s.Identity) {
			return false
		}
	}
	return true
}

// write writes the version, its assessment and the change.
func (v *version) write(ctx context.Context, tx *store.Tx) error {
	service, err := tx.PutService(ctx, v.service, v.at)
	if err != nil {
		return err
	}
	row := v.row
	row.At = v.at
	if v.same {
		return v.again(ctx, tx, row)
	}
	snapshots := make([]int64, len(v.parts))
	for i, p := range v.parts {
		if snapshots[i], err = v.keep(ctx, tx, service.ID, i, p); err != nil {
			return err
		}
	}
	added, created, err := tx.AddVersion(ctx, store.NewVersion{ServiceID: service.ID, At: v.at, Snapshots: snapshots, TextSHA256: store.TextSHA256(v.docs())})
	if err != nil {
		return err
	}
	row.SetSHA256 = added.SetSHA256
	if _, _, err := tx.PutAssessment(ctx, row); err != nil {
		return err
	}
	if !created || v.old == nil || v.report == nil || added.Number != v.old.Number+1 {
		return nil
	}
	return v.announce(ctx, tx, service, added)
}

// again writes the assessment of the version that stands, and what the extractor of today reads in it.
func (v *version) again(ctx context.Context, tx *store.Tx, row store.Assessment) error {
	for i, doc := range v.old.docs {
		if v.old.reread[i] {
			if err := tx.PutDocument(ctx, v.old.snaps[i].ID, doc, v.at); err != nil {
				return err
			}
		}
	}
	if len(v.old.reread) > 0 {
		if err := tx.SetVersionText(ctx, v.old.ID, store.TextSHA256(v.old.docs)); err != nil {
			return err
		}
	}
	row.SetSHA256 = v.old.SetSHA256
	if _, _, err := tx.PutAssessment(ctx, row); err != nil {
		return err
	}
	return v.checkFaults(ctx, tx)
}

// keep gives the snapshot of a part, which is stored if it is a file's.
func (v *version) keep(ctx context.Context, tx *store.Tx, serviceID int64, position int, p part) (int64, error) {
	if p.snapshotID != 0 {
		return p.snapshotID, nil
	}
	if p.snap == nil {
		return 0, fmt.Errorf("%s: %w", p.source.Source.Location, errNoDocument) // a bug of ours: it has a document
	}
	src := p.source.Source
	source, err := tx.PutSource(ctx, store.Source{ServiceID: serviceID, Location: src.Location, Kind: src.Kind, Lang: src.Lang, Selection: src.Selection, Position: position})
	if err != nil {
		return 0, err
	}
	id, _, err := tx.PutSnapshot(ctx, source.ID, p.snap, v.at)
	if err != nil {
		return 0, err
	}
	return id, tx.PutDocument(ctx, id, p.doc, v.at)
}
