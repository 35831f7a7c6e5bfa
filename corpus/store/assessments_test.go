package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

func assessment(v *store.Version, lexicon, verdict string, rank int, flags map[string]int) store.Assessment {
	return store.Assessment{
		AssessmentKey: store.AssessmentKey{SetSHA256: v.SetSHA256, InputSHA256: "in", Lexicon: lexicon, Tool: "kiyaku 1"},
		At:            day, Verdict: verdict, Rank: rank, Factors: store.Factors{"met", "unknown", "not-met"}, Flags: flags, Coverage: 0.9712,
		JSON: []byte(`{"verdict": "` + verdict + `"}`),
	}
}

func putAssessment(t testing.TB, s *store.Store, a store.Assessment) (id int64, created bool) {
	t.Helper()
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		id, created, err = tx.PutAssessment(ctx, a)
		return err
	})
	return id, created
}

func TestAssessments(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		a := assessment(kept.Version, "lex1", "entrustment", 2, map[string]int{"removal": 2})
		id, created := putAssessment(t, s, a)
		if !created {
			t.Error("a first assessment counts as one that was there")
		}
		other := a
		other.JSON, other.Verdict = []byte("{}"), "exception"
		if again, created := putAssessment(t, s, other); again != id || created {
			t.Errorf("the same key again: %d, %v, want %d, which stands", again, created, id)
		}
		got, err := s.Assessment(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&a, got, cmpopts.IgnoreFields(store.Assessment{}, "ID")); diff != "" {
			t.Errorf("the assessment came back changed (-want +got):\n%s", diff)
		}

		newer := assessment(kept.Version, "lex2", "third-party", 3, map[string]int{"ai-training": 1})
		newer.At = day.Add(time.Hour)
		newest, _ := putAssessment(t, s, newer)
		list, err := s.Assessments(ctx, kept.Version)
		if err != nil || len(list) != 2 || list[0].Lexicon != "lex2" || list[0].JSON != nil {
			t.Errorf("Assessments = %+v, %v, want two, the newest first", list, err)
		}
		v, err := s.Version(ctx, kept.Service.ID, 0)
		if err != nil || v.Assessment != newest || v.Verdict != "third-party" || v.Rank != 3 || v.Factors != newer.Factors {
			t.Errorf("Version = %+v, %v, want the newest assessment", v, err)
		}

		// The next version has no assessment; a return to the first one has those of the first.
		keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "two", day.AddDate(0, 0, 1))}})
		service, err := s.Service(ctx, "Example")
		if err != nil || service.Versions != 2 || service.Assessment != 0 || service.Verdict != "" || service.Rank != -1 {
			t.Errorf("Service = %+v, %v, want version 2 without assessment", service, err)
		}
		if flags, err := s.ServiceFlags(ctx, service.ID); err != nil || len(flags[service.ID]) != 0 {
			t.Errorf("ServiceFlags = %v, %v, want none", flags, err)
		}
		keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day.AddDate(0, 0, 2))}})
		service, err = s.Service(ctx, "Example")
		if err != nil || service.Versions != 3 || service.Assessment != newest || service.Verdict != "third-party" {
			t.Errorf("Service = %+v, %v, want version 3 with the assessment of version 1", service, err)
		}
		if flags, err := s.ServiceFlags(ctx, service.ID); err != nil || flags[service.ID]["ai-training"] != 1 {
			t.Errorf("ServiceFlags = %v, %v, want ai-training", flags, err)
		}
	})
}

func TestInputSHA256(t *testing.T) {
	doc := func(extractor, text string) *corpus.Document {
		return &corpus.Document{Extractor: extractor, Text: text}
	}
	answer := func(question, value string) store.Answer { return store.Answer{Question: question, Value: value} }
	seen := map[string]string{}
	for name, sum := range map[string]string{
		"one":               store.InputSHA256([]*corpus.Document{doc("html/1", "ab")}, nil),
		"other extractor":   store.InputSHA256([]*corpus.Document{doc("html/2", "ab")}, nil),
		"two":               store.InputSHA256([]*corpus.Document{doc("html/1", "a"), doc("html/1", "b")}, nil),
		"two, one unread":   store.InputSHA256([]*corpus.Document{doc("html/1", "ab"), nil}, nil),
		"an answer":         store.InputSHA256([]*corpus.Document{doc("html/1", "ab")}, []store.Answer{answer("q", "yes")}),
		"another answer":    store.InputSHA256([]*corpus.Document{doc("html/1", "ab")}, []store.Answer{answer("q", "no")}),
		"two answers":       store.InputSHA256([]*corpus.Document{doc("html/1", "ab")}, []store.Answer{answer("q", "no"), answer("r", "no")}),
		"boundaries matter": store.InputSHA256([]*corpus.Document{doc("html/1a", "b")}, nil),
	} {
		if other, ok := seen[sum]; ok {
			t.Errorf("%q and %q have the same SHA-256", name, other)
		}
		seen[sum] = name
	}
	a := store.InputSHA256(nil, []store.Answer{answer("q", "no"), answer("r", "no")})
	if b := store.InputSHA256(nil, []store.Answer{answer("r", "no"), answer("q", "no")}); a != b {
		t.Error("the order of answers matters")
	}
}

func TestServices(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		verdicts := []string{"exception", "undetermined", "entrustment", "third-party"}
		for i, name := range []string{"Bravo", "ａlpha ｸﾗｳﾄﾞ", "100% Cloud", "Delta_1", "Echo"} {
			kept := keep(t, s, store.Set{Service: name, Parts: []store.Part{page("https://example.com/"+name, name, day.AddDate(0, 0, i))}})
			if name != "Echo" {
				putAssessment(t, s, assessment(kept.Version, "lex", verdicts[i%4], i%4, map[string]int{"removal": i, "flag-" + name: 1}))
			}
		}
		for _, c := range []struct {
			q    store.ServiceQuery
			want string
		}{
			{store.ServiceQuery{}, "100% Cloud,Bravo,Delta_1,Echo,ａlpha ｸﾗｳﾄﾞ"},
			{store.ServiceQuery{Limit: 2, Offset: 1}, "Bravo,Delta_1"},
			{store.ServiceQuery{Sort: store.ByVerdict}, "Delta_1,100% Cloud,ａlpha ｸﾗｳﾄﾞ,Bravo,Echo"},
			{store.ServiceQuery{Sort: store.ByChange}, "Echo,Delta_1,100% Cloud,ａlpha ｸﾗｳﾄﾞ,Bravo"},
			{store.ServiceQuery{Sort: store.ByFlag, Flag: "removal"}, "Delta_1,100% Cloud,ａlpha ｸﾗｳﾄﾞ,Bravo"},
			{store.ServiceQuery{Flag: "flag-Bravo"}, "Bravo"},
			{store.ServiceQuery{Verdict: "entrustment"}, "100% Cloud"},
			{store.ServiceQuery{Factors: store.Factors{"met", "", "not-met"}, Sort: store.ByVerdict, Limit: 1}, "Delta_1"},
			{store.ServiceQuery{Factors: store.Factors{"not-met"}}, ""},
			{store.ServiceQuery{Contains: "クラウド"}, "ａlpha ｸﾗｳﾄﾞ"},
			{store.ServiceQuery{Contains: "ALPHA"}, "ａlpha ｸﾗｳﾄﾞ"},
			{store.ServiceQuery{Contains: "%"}, "100% Cloud"},
			{store.ServiceQuery{Contains: "_"}, "Delta_1"},
			{store.ServiceQuery{Contains: `\`}, ""},
			{store.ServiceQuery{Contains: `' OR 1=1; DROP TABLE services; --`}, ""},
			{store.ServiceQuery{Verdict: `' OR ''='`}, ""},
			{store.ServiceQuery{Flag: `removal' OR 1=1 --`}, ""},
		} {
			list, err := s.Services(t.Context(), c.q)
			var names []string
			for _, service := range list {
				names = append(names, service.Name)
			}
			if got := strings.Join(names, ","); got != c.want || err != nil {
				t.Errorf("Services(%+v) = %s, %v, want %s", c.q, got, err, c.want)
			}
		}
		for _, q := range []store.ServiceQuery{{Sort: "name; DROP TABLE services"}, {Sort: store.ByFlag}} {
			if list, err := s.Services(t.Context(), q); err == nil {
				t.Errorf("Services(%+v) = %v, want an error", q, list)
			}
		}
		if c, err := s.Counts(t.Context()); err != nil || c != (store.Counts{Services: 5, Sources: 5, Snapshots: 5, Versions: 5, Assessments: 4}) {
			t.Errorf("Counts = %+v, %v", c, err)
		}
	})
}

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

func TestReviews(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		id := kept.Service.ID
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for i, v := range []store.Review{
				{Finding: "v1:a", Judgement: store.Reject, Comment: "これは自社設備 \x00\xff", Reviewer: "佐藤"},
				{Finding: "v1:a", Judgement: store.Comment, Comment: "see e-mail", Reviewer: "鈴木"},
				{Finding: "v1:b", Judgement: store.Accept, Reviewer: "佐藤"},
				{Finding: "v1:b", Judgement: store.Reset, Reviewer: "佐藤"},
				{Finding: "v1:c", Judgement: store.Accept, Reviewer: "佐藤"},
				{Finding: "v1:c", Judgement: store.Reject, Reviewer: "鈴木", Version: 2},
			} {
				v.ServiceID, v.At = id, day.Add(time.Duration(i)*time.Minute)
				if _, err := tx.PutReview(ctx, v); err != nil {
					return err
				}
			}
			return nil
		})
		reviews, err := s.Reviews(ctx, id)
		if err != nil || len(reviews) != 6 || reviews[0].Comment != "これは自社設備 \uFFFD\uFFFD" || !reviews[5].At.Equal(day.Add(5*time.Minute)) {
			t.Errorf("Reviews = %+v, %v", reviews, err)
		}
		judged := store.Judged(reviews)
		if len(judged) != 2 || judged["v1:a"].Judgement != store.Reject || judged["v1:c"].Reviewer != "鈴木" {
			t.Errorf("Judged = %+v", judged)
		}
		if err := s.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.PutReview(ctx, store.Review{ServiceID: id, Finding: "v1:a", Judgement: "maybe"})
			return err
		}); err == nil {
			t.Error("an unknown judgement is kept")
		}
	})
}

func TestAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		kept := keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", "one", day)}})
		put := func(a store.Answer) error {
			a.ServiceID = kept.Service.ID
			return s.Write(ctx, func(tx *store.Tx) error {
				_, err := tx.PutAnswer(ctx, a)
				return err
			})
		}
		last := store.Answer{Question: "maintenance-id", Value: "no", Note: "removed in May", Source: "letter", Date: "2026-11-01", Reviewer: "佐藤", At: day}
		for _, a := range []store.Answer{{Question: "maintenance-id", Value: "yes"}, {Question: "keys", Value: "provider"}, {Question: "keys"}, last} {
			if err := put(a); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Answers(ctx, kept.Service.ID)
		if diff := cmp.Diff([]store.Answer{last}, got, cmpopts.IgnoreFields(store.Answer{}, "ID", "ServiceID")); diff != "" || err != nil {
			t.Errorf("answers in force (-want +got):\n%s%v", diff, err)
		}
		if log, err := s.AnswerLog(ctx, kept.Service.ID); err != nil || len(log) != 4 {
			t.Errorf("AnswerLog = %v, %v, want all four", log, err)
		}
		if err := put(store.Answer{Question: "keys", Value: "x", Date: "1.11.2026"}); err == nil {
			t.Error("a date in another form is kept")
		}
	})
}

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
