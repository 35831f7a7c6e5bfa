package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/corpus/store"
)

// newRun begins a run of three targets: two pages of host a in unit 0, one page of host b and of host a in unit 1, a file in
// unit 2.
func newRun(t *testing.T, s *store.Store, list string) int64 {
	t.Helper()
	var id int64
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		if id, err = tx.AddRun(ctx, store.Run{List: list, Kind: "bulk", StartedAt: day, Data: `{"x":1}`}); err != nil {
			return err
		}
		return tx.AddRunTargets(ctx, id, []store.RunTarget{
			{N: 0, Unit: 0, Service: "A", Location: "https://a/1", Data: "{}", Pages: []store.RunPage{{Host: "a", Location: "https://a/1"}, {Host: "a", Location: "https://a/2"}}},
			{N: 1, Unit: 1, Service: "B", Location: "https://b/1", Pages: []store.RunPage{{Host: "b", Location: "https://b/1"}, {Host: "a", Location: "https://a/1"}}},
			{N: 2, Unit: 2, Service: "C", Location: "c.txt"},
		})
	})
	return id
}

func TestRunIsWorkedOnOnceReady(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := context.Background()
		id := newRun(t, s, "list")
		hosts, err := s.DueHosts(ctx, 0, day, 10)
		if err != nil || len(hosts) != 0 {
			t.Fatalf("DueHosts before the run is ready = %v, %v", hosts, err)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.ReadyRun(ctx, id) })
		other := newRun(t, s, "other")
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.ReadyRun(ctx, other) })
		hosts, err = s.DueHosts(ctx, id, day, 10)
		if want := []store.HostClaim{{Host: "a"}, {Host: "b"}}; err != nil || !cmp.Equal(hosts, want) {
			t.Errorf("DueHosts = %v, %v, want %v", hosts, err, want)
		}
		units, err := s.DueUnits(ctx, id, day, 10)
		if want := []store.UnitClaim{{RunID: id, Unit: 2}}; err != nil || !cmp.Equal(units, want) {
			t.Errorf("DueUnits = %v, %v, want the one without pages, %v", units, err, want)
		}
		if units, err = s.DueUnits(ctx, 0, day, 10); err != nil || len(units) != 2 {
			t.Errorf("DueUnits of all runs = %v, %v, want 2", units, err)
		}
		pages, err := s.NextRunPages(ctx, 0, "a", day)
		if err != nil || len(pages) != 2 || pages[0].N != 0 || pages[1].N != 1 || pages[1].Page != 1 {
			t.Errorf("NextRunPages = %+v, %v, want the two pages at one address of one run", pages, err)
		}
		runs, err := s.Runs(ctx, "list")
		if err != nil || len(runs) != 1 || runs[0].Data != `{"x":1}` || !runs[0].Ready || !runs[0].StartedAt.Equal(day.Truncate(time.Millisecond)) {
			t.Errorf("Runs = %+v, %v", runs, err)
		}
	})
}

func TestRunToItsEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := context.Background()
		id := newRun(t, s, "list")
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.ReadyRun(ctx, id) })
		settle := func(host string) {
			for {
				pages, err := s.NextRunPages(ctx, id, host, day)
				if err != nil {
					t.Fatal(err)
				}
				if len(pages) == 0 {
					return
				}
				write(t, s, func(ctx context.Context, tx *store.Tx) error {
					for _, p := range pages {
						p.State, p.SnapshotID = store.StateDone, 7
						if err := tx.PutRunPage(ctx, p); err != nil {
							return err
						}
					}
					return nil
				})
			}
		}
		settle("a")
		units, err := s.DueUnits(ctx, id, day, 10)
		if want := []store.UnitClaim{{RunID: id, Unit: 0}, {RunID: id, Unit: 2}}; err != nil || !cmp.Equal(units, want) {
			t.Errorf("DueUnits = %v, %v, want %v", units, err, want)
		}
		settle("b")
		for unit := range 3 {
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				claim, ok, err := tx.ClaimUnit(ctx, id, unit, day, time.Minute)
				if err != nil || !ok {
					t.Fatalf("ClaimUnit(%d) = %v, %v", unit, ok, err)
				}
				if _, again, err := tx.ClaimUnit(ctx, id, unit, day, time.Minute); err != nil || again {
					t.Errorf("unit %d was claimed twice: %v", unit, err)
				}
				stale := claim
				stale.Token--
				if ok, err := tx.EndUnit(ctx, stale, map[int]store.TargetResult{unit: {State: store.StateFailed}}); err != nil || ok {
					t.Errorf("an old claim of unit %d ended it: %v", unit, err)
				}
				if ended, err := tx.EndRun(ctx, id, day); err != nil || ended {
					t.Errorf("the run ended before unit %d: %v", unit, err)
				}
				result := store.TargetResult{State: store.StateDone, SHA256: "abc", Verdict: "entrustment", Factors: store.Factors{"met", "unknown", "unknown"}, Flags: map[string]int{"sla": unit + 1}}
				if unit == 1 {
					result = store.TargetResult{State: store.StateFailed, Cause: "dns", Problem: "no\x00such host"}
				}
				ok, err = tx.EndUnit(ctx, claim, map[int]store.TargetResult{unit: result})
				if !ok {
					t.Errorf("EndUnit(%d) refused", unit)
				}
				return err
			})
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			ended, err := tx.EndRun(ctx, id, day.Add(time.Hour))
			if !ended {
				t.Error("the run did not end")
			}
			return err
		})
		targets, err := s.RunTargets(ctx, id)
		if err != nil || len(targets) != 3 || targets[2].Flags["sla"] != 3 || targets[1].Cause != "dns" || targets[1].Problem != "no\uFFFDsuch host" || targets[0].Factors[0] != "met" {
			t.Errorf("RunTargets = %+v, %v", targets, err)
		}
		progress, err := s.Progress(ctx, id)
		if want := (store.Progress{Targets: 3, Done: 2, Failed: 1, Pages: 4, Fetched: 4}); err != nil || progress != want {
			t.Errorf("Progress = %+v, %v, want %+v", progress, err, want)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DropRun(ctx, id) })
		if progress, err = s.Progress(ctx, id); err != nil || progress != (store.Progress{}) {
			t.Errorf("after DropRun: %+v, %v", progress, err)
		}
	})
}

// A unit whose worker died is due again when its claim has run out, under another token.
func TestUnitOfADeadWorker(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := context.Background()
		id := newRun(t, s, "list")
		var dead store.UnitClaim
		write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
			if err = tx.ReadyRun(ctx, id); err != nil {
				return err
			}
			dead, _, err = tx.ClaimUnit(ctx, id, 2, day, time.Minute)
			return err
		})
		if units, err := s.DueUnits(ctx, id, day.Add(time.Minute-1e6), 10); err != nil || len(units) != 0 {
			t.Errorf("DueUnits while it is claimed = %v, %v", units, err)
		}
		units, err := s.DueUnits(ctx, id, day.Add(time.Minute), 10)
		if err != nil || len(units) != 1 || units[0] != dead {
			t.Errorf("DueUnits after the claim = %v, %v, want %v", units, err, dead)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			if ok, err := tx.MoveUnit(ctx, dead, day.Add(2*time.Minute)); err != nil || !ok {
				t.Errorf("MoveUnit by its owner = %v, %v", ok, err)
			}
			claim, ok, err := tx.ClaimUnit(ctx, id, 2, day.Add(3*time.Minute), time.Minute)
			if err != nil || !ok || claim.Token != dead.Token+1 {
				t.Errorf("ClaimUnit = %+v, %v, %v", claim, ok, err)
			}
			if ok, err := tx.MoveUnit(ctx, dead, day.Add(9*time.Minute)); err != nil || ok {
				t.Errorf("MoveUnit by who lost it = %v, %v", ok, err)
			}
			return nil
		})
	})
}
