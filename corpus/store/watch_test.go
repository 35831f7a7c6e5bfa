package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"kiyaku/corpus/store"
)

func TestHosts(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		claim := func(now time.Time) (c store.HostClaim, ok bool, next time.Time) {
			write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				c, ok, next, err = tx.ClaimHost(ctx, "example.com", now, time.Minute)
				return err
			})
			return c, ok, next
		}
		move := func(c store.HostClaim, next time.Time) (ok bool) {
			write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				ok, err = tx.MoveHost(ctx, c, next)
				return err
			})
			return ok
		}
		first, ok, _ := claim(day)
		if !ok {
			t.Fatal("a host that nobody has is not given")
		}
		if _, ok, next := claim(day.Add(30 * time.Second)); ok || !next.Equal(day.Add(time.Minute)) {
			t.Errorf("a host that is taken: ok %v, next %v", ok, next)
		}
		if !move(first, day.Add(2*time.Minute)) {
			t.Error("the claim cannot be prolonged")
		}
		second, ok, _ := claim(day.Add(3 * time.Minute))
		if !ok || second.Token <= first.Token {
			t.Errorf("after the lease: %+v, %v, want a larger token than %d", second, ok, first.Token)
		}
		if move(first, day) {
			t.Error("a claim that has run out still moves the host")
		}
		if !move(second, day.Add(3*time.Minute+time.Second)) {
			t.Error("the second claim cannot be given up")
		}
		if _, ok, _ := claim(day.Add(3*time.Minute + time.Second)); !ok {
			t.Error("after the pause the host is not given")
		}
	})
}

func TestWatch(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/a", "a", day), page("https://example.com/b", "b", day)}})
		sources, err := s.Sources(ctx, kept.Service.ID)
		if err != nil {
			t.Fatal(err)
		}
		a, b := sources[0], sources[1]
		due := func(now time.Time) string {
			list, err := s.DueSources(ctx, now, 10)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, q := range list {
				names = append(names, q.Location[len("https://example.com/"):])
			}
			return strings.Join(names, " ")
		}
		if got := due(day.AddDate(9, 0, 0)); got != "" {
			t.Errorf("due without a watch: %s", got)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.WatchSource(ctx, a.ID, day.Add(2*time.Hour)), tx.WatchSource(ctx, b.ID, day.Add(time.Hour)))
		})
		if got := due(day.Add(time.Hour)) + "," + due(day.Add(3*time.Hour)); got != "b,b a" {
			t.Errorf("due = %s, want b, then both, the longest overdue first", got)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for i := range 2 {
				if err := tx.Checked(ctx, store.Check{SourceID: b.ID, At: day.Add(time.Duration(i) * time.Hour), Result: "fault", Failed: true, Detail: "404\x00"}, day.Add(4*time.Hour)); err != nil {
					return err
				}
			}
			return tx.Checked(ctx, store.Check{SourceID: a.ID, At: day, Result: "same"}, time.Time{})
		})
		got, err := s.Source(ctx, b.ID)
		if err != nil || got.Failures != 2 || got.Problem != "404\uFFFD" || !got.NextCheckAt.Equal(day.Add(4*time.Hour)) || !got.CheckedAt.Equal(day.Add(time.Hour)) {
			t.Errorf("after two failures: %+v, %v", got, err)
		}
		if got, err := s.Source(ctx, a.ID); err != nil || got.Failures != 0 || !got.NextCheckAt.Equal(day.Add(2*time.Hour)) {
			t.Errorf("after a check without a next time: %+v, %v", got, err)
		}
		if checks, err := s.Checks(ctx, b.ID, 10); err != nil || len(checks) != 2 || !checks[0].At.After(checks[1].At) {
			t.Errorf("Checks = %+v, %v, want two, the newest first", checks, err)
		}
		// Kept again, a source stays watched.
		keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/a", "new", day), page("https://example.com/b", "b", day)}})
		if got := due(day.Add(3 * time.Hour)); got != "a" {
			t.Errorf("due after a new version = %q, want a", got)
		}
		if err := s.Write(ctx, func(tx *store.Tx) error { return tx.Checked(ctx, store.Check{SourceID: 999}, time.Time{}) }); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a check of no source: error %v, want ErrNotFound", err)
		}
	})
}
