package jobs

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

// Watch puts the documents of a list under watch: they are due at now, and then each time that [PlanDue] says.
func Watch(ctx context.Context, s *store.Store, targets []corpus.Target, dir string, now time.Time) error {
	position := map[string]int{}
	for i := range targets {
		t := &targets[i]
		if t.Refused != "" {
			continue
		}
		if err := s.Write(ctx, func(tx *store.Tx) error {
			service, err := tx.PutService(ctx, t.Service, now)
			if err != nil {
				return err
			}
			for _, src := range t.Sources {
				position[t.Service] += maxFollowed + 1
				row, err := tx.PutSource(ctx, store.Source{ServiceID: service.ID, Location: located(src.Location, dir), Kind: src.Kind, Lang: src.Lang,
					Follow: t.Follow, Render: t.Render, Selection: src.Selection, Position: position[t.Service]})
				if err != nil {
					return err
				}
				if err := tx.WatchSource(ctx, row.ID, now); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// A Round is one pass over what is under watch.
type Round struct {
	Every    time.Duration // until the documents are due again
	Services []string      // only these, due or not; none for all that are due
	All      bool          // all, due or not
	Accept   bool          // see Plan.Accept
	Filters  []Filter      // see Plan.Filters
	Lang     string        // see Plan.Lang
}

// watchList names the runs over what is under watch.
const watchList = "watch"

// plannerLease is how long one process may take to plan a round.
const plannerLease = 30 * time.Second

// PlanDue begins a run over the services that are due, each with all documents of it that are under watch, and sets when
// they are due again. A round that was left is taken up again first. runID is 0 if nothing is due, or if another process
// is planning.
func PlanDue(ctx context.Context, s *store.Store, r Round, now time.Time) (runID int64, services int, err error) {
	runs, err := s.Runs(ctx, watchList)
	if err != nil {
		return 0, 0, err
	}
	for _, run := range runs {
		if run.EndedAt.IsZero() && run.Ready {
			return run.ID, 0, nil
		}
	}
	var claim store.HostClaim
	var ok bool
	if err := s.Write(ctx, func(tx *store.Tx) (err error) {
		claim, ok, _, err = tx.ClaimHost(ctx, "#"+watchList, now, plannerLease) // no host has such a name
		return err
	}); err != nil || !ok {
		return 0, 0, err
	}
	targets, watched, err := due(ctx, s, r, now)
	if err == nil && len(targets) > 0 {
		names := map[string]bool{}
		for _, t := range targets {
			names[t.Service] = true
		}
		services = len(names)
		runID, _, err = Begin(ctx, s, Plan{List: watchList, Kind: watchList, Targets: targets, Keep: true, Accept: r.Accept, Filters: r.Filters, Lang: r.Lang, Fresh: true})
	}
	// Due again only once the run is there: who dies in between finds them due still.
	err2 := s.Write(ctx, func(tx *store.Tx) error {
		if err == nil {
			for _, id := range watched {
				if err := tx.WatchSource(ctx, id, now.Add(r.Every)); err != nil {
					return err
				}
			}
		}
		_, err := tx.MoveHost(ctx, claim, now)
		return err
	})
	if err == nil {
		err = err2
	}
	return runID, services, err
}

// due lists the documents under watch of the services that are due, and their sources.
func due(ctx context.Context, s *store.Store, r Round, now time.Time) (targets []corpus.Target, watched []int64, err error) {
	until := now
	if r.All || len(r.Services) > 0 {
		until = now.AddDate(1000, 0, 0)
	}
	const most = 1 << 20
	sources, err := s.DueSources(ctx, until, most)
	if err != nil {
		return nil, nil, err
	}
	var services []int64
	for _, src := range sources {
		if len(r.Services) > 0 && !slices.Contains(r.Services, src.Service) {
			continue
		}
		services = append(services, src.ServiceID)
	}
	slices.Sort(services)
	for _, id := range slices.Compact(services) {
		rows, err := s.Sources(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		for _, row := range rows {
			if row.NextCheckAt.IsZero() {
				continue
			}
			watched = append(watched, row.ID)
			targets = append(targets, corpus.Target{Service: row.Service, Kind: row.Kind, Lang: row.Lang, Follow: row.Follow, Render: row.Render,
				Sources: []corpus.Source{row.Corpus()}, Place: fmt.Sprintf("source %d", row.ID)})
		}
	}
	return targets, watched, nil
}
