package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
)

// analyze does one unit, unless somebody else does: it assesses each target by itself, and the documents that are kept as
// those of their service.
func (e *Engine) analyze(ctx context.Context, runID int64, unit int) error {
	var claim store.UnitClaim
	var ok bool
	err := e.cfg.Store.Write(ctx, func(tx *store.Tx) (err error) {
		claim, ok, err = tx.ClaimUnit(ctx, runID, unit, time.Now(), e.cfg.Lease)
		return err
	})
	if err != nil || !ok {
		return err
	}
	held, free := e.claims.hold(ctx, claim)
	defer free()
	w, err := e.workOn(held, claim)
	if err == nil {
		err = e.endUnit(held, claim, w)
	}
	if err == nil {
		return nil
	}
	if errors.Is(err, errEnding) || ctx.Err() != nil || held.Err() != nil {
		e.claims.giveBack(ctx, claim, time.Now())
		return nil // it was given back, or somebody else has it
	}
	pause, up := e.giveUp(fmt.Sprintf("unit %d/%d", runID, unit), err)
	if up {
		failed, broken := e.failed(held, claim, err)
		if broken == nil {
			broken = e.endUnit(held, claim, failed)
		}
		if broken == nil {
			return nil
		}
		err = errors.Join(err, broken)
	}
	e.claims.giveBack(ctx, claim, time.Now().Add(pause))
	return err
}

// endUnit writes what came of a unit.
func (e *Engine) endUnit(ctx context.Context, claim store.UnitClaim, w *unitWork) error {
	return e.cfg.Store.Write(ctx, func(tx *store.Tx) error {
		ok, err := tx.EndUnit(ctx, claim, w.results)
		if err != nil || !ok {
			return err
		}
		for _, v := range w.versions {
			if err := v.write(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// failed is what is written of a unit that nothing can be done with.
func (e *Engine) failed(ctx context.Context, claim store.UnitClaim, why error) (*unitWork, error) {
	targets, err := e.cfg.Store.RunUnitTargets(ctx, claim.RunID, claim.Unit)
	w := &unitWork{results: map[int]store.TargetResult{}}
	for _, t := range targets {
		w.results[t.N] = store.TargetResult{State: store.StateFailed, Cause: CauseOther, Problem: why.Error()}
	}
	return w, err
}

// unitWork is what is to be written at the end of a unit.
type unitWork struct {
	results  map[int]store.TargetResult
	versions []*version
}

// workOn reads and assesses the targets of a unit.
func (e *Engine) workOn(ctx context.Context, claim store.UnitClaim) (*unitWork, error) {
	opts, err := e.options(ctx, claim.RunID)
	if err != nil {
		return nil, err
	}
	targets, err := e.cfg.Store.RunUnitTargets(ctx, claim.RunID, claim.Unit)
	if err != nil {
		return nil, err
	}
	pages, err := e.cfg.Store.RunUnitPages(ctx, claim.RunID, claim.Unit)
	if err != nil {
		return nil, err
	}
	w := &unitWork{results: map[int]store.TargetResult{}}
	var services []string
	parts, ready := map[string][]part{}, map[string]*assess.Assessment{}
	for _, t := range targets {
		if ctx.Err() != nil || e.ends() {
			return nil, errors.Join(ctx.Err(), errEnding)
		}
		own, err := e.parts(ctx, t, pages, opts.Dir)
		if err != nil {
			return nil, err
		}
		result, a := e.assessTarget(t, own)
		w.results[t.N] = result
		if !opts.Keep || t.Service == "" {
			continue
		}
		if parts[t.Service] == nil {
			services = append(services, t.Service)
			ready[t.Service] = a
		} else {
			ready[t.Service] = nil // that of a part of its documents
		}
		parts[t.Service] = append(parts[t.Service], own...)
	}
	for _, name := range services {
		v, err := e.version(ctx, opts, name, parts[name], ready[name])
		if err != nil {
			return nil, err
		}
		if v != nil {
			w.versions = append(w.versions, v)
		}
	}
	return w, nil
}

// A part is one document of a target as this run found it.
type part struct {
	source     pageSource
	sourceID   int64            // 0: it is not in the store
	snapshotID int64            // 0: it is not in the store
	snap       *corpus.Snapshot // of a file; nil if it is in the store
	doc        *corpus.Document // nil if nothing could be had
	fail       *failure         // nil if all went well; what was had before may still stand
}

// parts gives the documents of a target: those of its pages, or its files, whose paths are relative to dir.
func (e *Engine) parts(ctx context.Context, t store.RunTarget, pages []store.RunPage, dir string) ([]part, error) {
	var own []part
	for _, p := range pages {
		if p.N != t.N {
			continue
		}
		d := part{sourceID: p.SourceID, snapshotID: p.SnapshotID}
		if err := json.Unmarshal([]byte(p.Data), &d.source); err != nil {
			return nil, fmt.Errorf("page %s: %w", p.Location, err)
		}
		if p.Cause != "" {
			d.fail = &failure{cause: p.Cause, text: p.Problem}
		}
		if p.SnapshotID != 0 {
			var err error
			if d.doc, err = e.cfg.Store.Document(ctx, p.SnapshotID, ""); err != nil {
				return nil, err
			}
		}
		own = append(own, d)
	}
	if len(own) > 0 {
		return own, nil
	}
	target, err := targetOf(t)
	if err != nil {
		return nil, err
	}
	if target.Refused != "" {
		return []part{{source: pageSource{Source: target.Sources[0]}, fail: &failure{cause: CauseRefused, text: target.Place + ": " + target.Refused}}}, nil
	}
	for i, src := range target.Sources {
		own = append(own, e.file(ctx, src, dir, i))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return own, nil
}

// targetOf is the target as its list has it.
func targetOf(t store.RunTarget) (*corpus.Target, error) {
	if t.Data == "" {
		return &corpus.Target{Service: t.Service, Sources: []corpus.Source{{Location: t.Location, Service: t.Service}}}, nil
	}
	target := &corpus.Target{}
	if err := json.Unmarshal([]byte(t.Data), target); err != nil {
		return nil, fmt.Errorf("target %s: %w", t.Location, err)
	}
	return target, nil
}

// file reads one file.
func (e *Engine) file(ctx context.Context, src corpus.Source, dir string, position int) part {
	src.Location = located(src.Location, dir)
	p := part{source: pageSource{Source: src, Position: position}}
	snap, err := fetch.Read(src, nil, 0)
	if err == nil {
		p.snap = snap
		p.doc, err = e.extract(ctx, snap)
	}
	if err != nil {
		p.fail = failureOf(err)
	}
	return p
}

// located is a path, if it is relative, as seen from dir.
func located(location, dir string) string {
	if fetch.IsURL(location) || filepath.IsAbs(location) {
		return location
	}
	return filepath.Join(dir, location)
}

// assessTarget weighs the documents of one target. A part that could not be had stands in the assessment with a problem.
func (e *Engine) assessTarget(t store.RunTarget, parts []part) (store.TargetResult, *assess.Assessment) {
	r := store.TargetResult{State: store.StateDone}
	var docs []*corpus.Document
	sum := sha256.New()
	read := 0
	for _, p := range parts {
		if p.fail != nil && r.Cause == "" {
			r.Cause, r.Problem = p.fail.cause, p.fail.text
		}
		if p.doc == nil {
			docs = append(docs, &corpus.Document{Source: p.source.Source, URL: p.source.Source.Location, Kind: p.source.Source.Kind,
				Lang: p.source.Source.Lang, Problems: []corpus.Problem{{Code: "unreadable", Message: r.Problem}}})
			continue
		}
		read++
		docs = append(docs, p.doc)
		r.SHA256 = p.doc.SHA256
		sum.Write([]byte(p.doc.SHA256))
	}
	if read == 0 {
		r.State = store.StateFailed
		return r, nil
	}
	if read > 1 {
		r.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	a, err := e.assess(docs, analyzer.Options{Service: t.Service, Tool: e.cfg.Tool})
	if err != nil {
		return store.TargetResult{State: store.StateFailed, SHA256: r.SHA256, Cause: CauseBug, Problem: err.Error()}, nil
	}
	r.Verdict = string(a.Verdict)
	for i, f := range a.Factors {
		r.Factors[i] = string(f.Status)
	}
	r.Flags = map[string]int{}
	for _, f := range a.Findings {
		r.Flags[f.Flag]++
	}
	return r, a
}

// assess is Analyzer.Assess with panics as errors: one document that brings the analysis down must not end the run.
func (e *Engine) assess(docs []*corpus.Document, opts analyzer.Options) (a *assess.Assessment, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a bug in kiyaku stopped the analysis (%v): report it with the document and these lines\n%s", p, debug.Stack())
		}
	}()
	return e.cfg.Analyzer.Assess(docs, opts), nil
}

// errEnding says that a unit was left because the engine stops.
var errEnding = errors.New("the engine stops")

var errNoDocument = errors.New("no document could be had")
