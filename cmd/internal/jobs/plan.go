package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
)

// A Plan says what a run is to do.
type Plan struct {
	List    string // names the list: a run over it that was left is taken up again
	Kind    string // bulk or watch
	Targets []corpus.Target
	Keep    bool      // keep the documents of files and their assessments too, not only those of web pages
	Dir     string    // that the paths of files are relative to
	Fresh   bool      // do not take up a run that was left
	Since   time.Time // what was received since is not asked for again; zero: everything is
	Accept  bool      // take what looks like a fault of the fetch as a new version
	Filters []Filter  // of the channels that are told of changes
	Lang    string    // of what they are told
}

// runOptions is what Run.Data keeps of a plan.
type runOptions struct {
	Keep    bool      `json:"keep,omitempty"`
	Since   time.Time `json:"since,omitzero"`
	Dir     string    `json:"dir,omitempty"` // that paths are relative to
	Accept  bool      `json:"accept,omitempty"`
	Filters []Filter  `json:"filters,omitempty"`
	Lang    string    `json:"lang,omitempty"`
	Targets string    `json:"targets"` // SHA-256 of the targets
}

// options are those of a run.
func (e *Engine) options(ctx context.Context, runID int64) (runOptions, error) {
	var opts runOptions
	run, err := e.cfg.Store.Run(ctx, runID)
	if err == nil {
		if err = json.Unmarshal([]byte(run.Data), &opts); err != nil {
			err = fmt.Errorf("run %d: %w", runID, err)
		}
	}
	return opts, err
}

// filesPerUnit is how many files are analyzed under one claim: enough that claiming and writing cost little beside it,
// few enough that little is done twice when a process dies.
const filesPerUnit = 25

// Begin gives the run for a plan: the one over the same list that was left, if the list has not changed since, or a new
// one. Older runs over the list are forgotten, but for the last one that came to its end.
func Begin(ctx context.Context, s *store.Store, p Plan) (runID int64, resumed bool, err error) {
	opts := runOptions{Keep: p.Keep, Since: p.Since, Dir: p.Dir, Accept: p.Accept, Filters: p.Filters, Lang: p.Lang, Targets: digest(p.Targets)}
	runs, err := s.Runs(ctx, p.List)
	if err != nil {
		return 0, false, err
	}
	ended := 0
	for _, r := range runs {
		var was runOptions
		if !r.EndedAt.IsZero() {
			if ended++; ended == 1 {
				continue
			}
		} else if r.Ready && !p.Fresh && json.Unmarshal([]byte(r.Data), &was) == nil && was.Targets == opts.Targets && was.Keep == opts.Keep && was.Dir == opts.Dir && was.Accept == opts.Accept {
			return r.ID, true, nil
		}
		if err := s.Write(ctx, func(tx *store.Tx) error { return tx.DropRun(ctx, r.ID) }); err != nil {
			return 0, false, err
		}
	}
	rows, err := layOut(p)
	if err != nil {
		return 0, false, err
	}
	data, err := json.Marshal(opts)
	if err != nil {
		return 0, false, err
	}
	err = s.Write(ctx, func(tx *store.Tx) (err error) {
		runID, err = tx.AddRun(ctx, store.Run{List: p.List, Kind: p.Kind, StartedAt: time.Now(), Data: string(data)})
		return err
	})
	const batch = 500 // so that others get to write as well
	for from := 0; err == nil && from < len(rows); from += batch {
		err = s.Write(ctx, func(tx *store.Tx) error {
			return tx.AddRunTargets(ctx, runID, rows[from:min(from+batch, len(rows))])
		})
	}
	if err == nil {
		err = s.Write(ctx, func(tx *store.Tx) error { return tx.ReadyRun(ctx, runID) })
	}
	return runID, false, err
}

// digest tells whether a list is the one that a run began with.
func digest(targets []corpus.Target) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for i := range targets {
		_ = enc.Encode(&targets[i]) // strings and booleans: no error
	}
	return hex.EncodeToString(h.Sum(nil))
}

// layOut makes the rows of a run: the targets of a service are one unit, files without a service of their own some of one.
func layOut(p Plan) ([]store.RunTarget, error) {
	rows := make([]store.RunTarget, len(p.Targets))
	units := map[string]int{}
	next, loose, looseUnit := 0, 0, 0
	position := map[string]int{}
	for i := range p.Targets {
		t := &p.Targets[i]
		row := &rows[i]
		*row = store.RunTarget{N: i, Service: t.Service, Location: t.Location()}
		if alone(t) {
			if loose%filesPerUnit == 0 {
				looseUnit, next = next, next+1
			}
			loose++
			row.Unit = looseUnit
			continue
		}
		unit, ok := units[t.Service]
		if !ok {
			unit, next = next, next+1
			units[t.Service] = unit
		}
		row.Unit = unit
		data, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		row.Data = string(data)
		if t.Refused != "" {
			continue
		}
		for _, src := range t.Sources {
			position[t.Service] += maxFollowed + 1
			if !fetch.IsURL(src.Location) {
				continue
			}
			page, err := pageOf(pageSource{Source: src, Follow: t.Follow, Render: t.Render, Position: position[t.Service], Since: p.Since})
			if err != nil {
				return nil, err
			}
			row.Pages = append(row.Pages, page)
		}
	}
	return rows, nil
}

// alone reports whether a target is a file of which its list says nothing else.
func alone(t *corpus.Target) bool {
	return t.Place == "" && len(t.Sources) == 1 && !fetch.IsURL(t.Location())
}

func pageOf(src pageSource) (store.RunPage, error) {
	u, err := url.Parse(src.Source.Location)
	if err != nil {
		return store.RunPage{}, err
	}
	data, err := json.Marshal(src)
	return store.RunPage{Host: hostOf(u), Location: src.Source.Location, Data: string(data)}, err
}
