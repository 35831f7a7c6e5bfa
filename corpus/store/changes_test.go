package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/corpus/store"
)

func TestChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		other := keep(t, s, store.Set{Service: "Other", Parts: []store.Part{page("https://example.org/t", "one", day)}})
		change := store.Change{
			ID: store.ChangeID("Example", 1, 2, "vendor", "lex", "kiyaku 1"), ServiceID: kept.Service.ID, OldVersion: 1, NewVersion: 2, Cause: "vendor", At: day,
			Substantive: true, Direction: "worse", Flags: []string{"ai-training"}, Factors: []string{"F1"}, JSON: []byte(`{"schema": "kiyaku.change/1"}`),
		}
		put := func(c store.Change, channels ...string) (created bool) {
			write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				created, err = tx.PutChange(ctx, c, channels...)
				return err
			})
			return created
		}
		if !put(change, "mail", "atom") || put(change, "mail", "webhook") {
			t.Error("a change put twice is to be created once")
		}
		second := store.Change{ID: "c-2", ServiceID: other.Service.ID, OldVersion: 1, NewVersion: 1, Cause: "lexicon", At: day.Add(time.Hour)}
		put(second, "mail")

		got, err := s.Change(ctx, change.ID)
		want := change
		want.Service = "Example"
		if diff := cmp.Diff(&want, got); diff != "" || err != nil {
			t.Errorf("the change came back changed (-want +got):\n%s%v", diff, err)
		}
		for _, c := range []struct {
			service int64
			since   time.Time
			want    string
		}{{0, time.Time{}, "c-2 " + change.ID}, {0, day.Add(time.Second), "c-2"}, {kept.Service.ID, time.Time{}, change.ID}} {
			list, err := s.Changes(ctx, c.service, c.since, 10)
			var ids []string
			for _, c := range list {
				ids = append(ids, c.ID)
			}
			if got := strings.Join(ids, " "); got != c.want || err != nil {
				t.Errorf("Changes(%d, %v) = %s, %v, want %s", c.service, c.since, got, err, c.want)
			}
		}
		if a, b := store.ChangeID("S", 1, 2, "vendor", "l", "t"), store.ChangeID("S", 3, 4, "vendor", "l", "t"); a == b {
			t.Error("changes between other versions have the same ID")
		}
	})
}

func TestDeliveries(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for i := range 3 {
				if _, err := tx.PutChange(ctx, store.Change{ID: fmt.Sprintf("c-%d", i), ServiceID: kept.Service.ID, At: day.Add(time.Duration(i) * time.Minute)}, "mail", "atom"); err != nil {
					return err
				}
			}
			return nil
		})
		claim := func(now time.Time) (list []store.Delivery) {
			write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				list, err = tx.ClaimDeliveries(ctx, "mail", now, time.Minute, 2)
				return err
			})
			return list
		}
		now := day.Add(time.Hour)
		first := claim(now)
		if len(first) != 2 {
			t.Fatalf("claimed %v, want two of three", first)
		}
		second := claim(now)
		if len(second) != 1 || second[0].ChangeID != "c-2" || len(claim(now)) != 0 {
			t.Fatalf("claimed %v, want the third, then nothing", second)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			if ok, err := tx.Delivered(ctx, first[0], now); !ok || err != nil {
				t.Errorf("Delivered = %v, %v", ok, err)
			}
			return tx.NotDelivered(ctx, second[0], "550 no such user", time.Time{})
		})
		for also, want := range map[string]string{"": first[0].ChangeID, "c-2": "c-2 " + first[0].ChangeID} {
			var ids []string
			told, err := s.Told(t.Context(), "mail", also, 10)
			for _, c := range told {
				ids = append(ids, c.ID)
			}
			if strings.Join(ids, " ") != want || err != nil {
				t.Errorf("Told with %q = %q, %v, want %q", also, ids, err, want)
			}
		}
		late := claim(now.Add(2 * time.Minute)) // the lease of first[1] has passed
		if len(late) != 1 || late[0].ChangeID != first[1].ChangeID || late[0].Attempt != 2 {
			t.Fatalf("claimed %v, want %v a second time", late, first[1])
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			if ok, err := tx.Delivered(ctx, first[1], now); ok || err != nil {
				t.Errorf("Delivered with a claim that has run out = %v, %v, want false", ok, err)
			}
			return tx.NotDelivered(ctx, late[0], "421 later\x00", now.Add(time.Hour))
		})
		want := []store.DeliveryState{
			{Channel: "atom", State: "pending", NextAt: day},
			{Channel: "mail", State: "pending", Attempts: 2, NextAt: now.Add(time.Hour), Problem: "421 later\uFFFD"},
		}
		want[0].NextAt = day.Add(time.Minute)
		states, err := s.Deliveries(t.Context(), first[1].ChangeID)
		if first[1].ChangeID == "c-0" {
			want[0].NextAt = day
		}
		if diff := cmp.Diff(want, states); diff != "" || err != nil {
			t.Errorf("deliveries (-want +got):\n%s%v", diff, err)
		}
	})
}
