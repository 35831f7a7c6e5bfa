package store_test

import (
	"context"
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
