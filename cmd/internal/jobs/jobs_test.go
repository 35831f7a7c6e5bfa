package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/analyzer"
	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
	"kiyaku/corpus/store/storetest"
	"kiyaku/lexicon"
)

var cluster *storetest.Cluster

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		child()
		return
	}
	cluster = storetest.Start()
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

// onBoth runs a test on both databases.
func onBoth(t *testing.T, test func(t *testing.T, address string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, cluster.NewDatabase(t, "")) })
}

func open(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

const delay = 20 * time.Millisecond

// config is that of an engine that may ask loopback addresses.
func config(s *store.Store) (jobs.Config, error) {
	lex, err := lexicon.Builtin()
	if err != nil {
		return jobs.Config{}, err
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return jobs.Config{}, err
	}
	return jobs.Config{
		Store: s, Analyzer: anl, Lexicon: lex, Tool: "test",
		Fetch: fetch.Config{AllowPrefix: netip.MustParsePrefix("127.0.0.0/8"), ObeyRobots: true, Timeout: 5 * time.Second},
		Delay: delay, Lease: 2 * time.Second, Retry: 50 * time.Millisecond,
	}, nil
}

// targets are the pages of a site, each a target of the host's service.
func (s *site) targets() []corpus.Target {
	var list []corpus.Target
	for _, h := range s.hosts {
		name := fmt.Sprintf("service %d", h.n)
		for p := range s.pages {
			list = append(list, corpus.Target{Service: name, Kind: corpus.Terms, Place: fmt.Sprintf("list.csv:%d", len(list)+2),
				Sources: []corpus.Source{{Location: fmt.Sprintf("%s/p/%d", h.url, p), Service: name, Kind: corpus.Terms}}})
		}
	}
	return list
}

// work runs a plan to its end and gives its results.
func work(t *testing.T, cfg jobs.Config, p jobs.Plan) []store.RunTarget {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	id, _, err := jobs.Begin(ctx, cfg.Store, p)
	if err != nil {
		t.Fatal(err)
	}
	return finish(t, ctx, cfg, id)
}

func finish(t *testing.T, ctx context.Context, cfg jobs.Config, id int64) []store.RunTarget {
	t.Helper()
	cfg.Run = id
	cfg.Problem = func(err error) { t.Error(err) }
	e, err := jobs.New(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(ctx); err != nil {
		t.Fatal(err)
	}
	if err := e.Finish(ctx, id, nil); err != nil {
		t.Error(err)
	}
	if err := e.Stop(); err != nil {
		t.Error(err)
	}
	list, err := cfg.Store.RunTargets(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// wantResults checks what pages of a site must come to.
func (s *site) wantResults(t *testing.T, got []store.RunTarget) {
	t.Helper()
	if len(got) != len(s.hosts)*s.pages {
		t.Fatalf("%d results, want %d", len(got), len(s.hosts)*s.pages)
	}
	for i, r := range got {
		n, page := i/s.pages, i%s.pages
		want, state := "", store.StateDone
		if page == 1 && n%10 == forbidding {
			want, state = string(fetch.Robots), store.StateFailed
		}
		if page == 1 && n%10 == missing {
			want, state = "status-404", store.StateFailed
		}
		if r.Cause != want || r.State != state {
			t.Errorf("host %d page %d: %s, cause %q (%s), want %s, %q", n, page, r.State, r.Cause, r.Problem, state, want)
		}
		if state == store.StateDone && (r.Verdict != "entrustment" || r.Flags["monitor-analyze"] != 1 || r.Flags["liability-cap"] != 1 || len(r.SHA256) != 64) {
			t.Errorf("host %d page %d: %+v", n, page, r.TargetResult)
		}
	}
}

// Each page is asked for once, each host for one page at a time with the pause that it asks for.
func TestBulkIsPolite(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		s := newSite(t, 20, 4)
		cfg, err := config(open(t, address))
		if err != nil {
			t.Fatal(err)
		}
		s.wantResults(t, work(t, cfg, jobs.Plan{List: "x", Kind: "bulk", Targets: s.targets(), Keep: true}))
		s.wantPolite(t)
		s.wantOnce(t)
		for _, h := range s.hosts {
			if n := h.count("/robots.txt"); n != 1 {
				t.Errorf("host %d was asked for robots.txt %d times", h.n, n)
			}
			if n := h.count("/p/1"); h.n%10 == forbidding && n != 0 {
				t.Errorf("host %d was asked for what its robots.txt forbids", h.n)
			}
		}
	})
}

func (s *site) wantPolite(t *testing.T) {
	t.Helper()
	for _, bad := range s.impolite(delay, 5*time.Millisecond) {
		t.Error(bad)
	}
}

// wantOnce demands that no page was sent twice, and each that there is once.
func (s *site) wantOnce(t *testing.T) {
	t.Helper()
	for _, h := range s.hosts {
		sent := map[string]int{}
		for _, r := range h.requests() {
			if r.status == 200 && r.path != "/robots.txt" {
				sent[r.path]++
			}
		}
		for path, n := range sent {
			if n != 1 {
				t.Errorf("host %d sent %s %d times", h.n, path, n)
			}
		}
		want := s.pages
		switch h.n % 10 {
		case wanders, missing, forbidding:
			want-- // page 0 came from the host before; page 1 could not be had
		case wanders - 1:
			want++
		}
		if len(sent) != want {
			t.Errorf("host %d sent %d pages, want %d: %v", h.n, len(sent), want, sent)
		}
	}
}

// A second run asks again, keeps nothing new, and one with Since asks for nothing.
func TestBulkAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		s := newSite(t, 10, 2)
		st := open(t, address)
		cfg, err := config(st)
		if err != nil {
			t.Fatal(err)
		}
		plan := jobs.Plan{List: "x", Kind: "bulk", Targets: s.targets(), Keep: true}
		first := work(t, cfg, plan)
		before, err := st.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if before.Versions != 10 || before.Services != 10 {
			t.Errorf("the store holds %+v, want 10 services with a version each", before)
		}
		s.forget()
		second := work(t, cfg, plan)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("results differ:\n%s", diff)
		}
		after, err := st.Counts(t.Context())
		if err != nil || after != before {
			t.Errorf("after the second run the store holds %+v, want %+v (%v)", after, before, err)
		}
		if n := s.hosts[0].count("/p/0"); n != 1 {
			t.Errorf("the second run asked %d times", n)
		}
		s.forget()
		plan.Since = time.Now().Add(-time.Hour)
		third := work(t, cfg, plan)
		for i := range third {
			if third[i].Verdict != first[i].Verdict {
				t.Errorf("target %d: %s, want %s", i, third[i].Verdict, first[i].Verdict)
			}
		}
		if n := s.hosts[0].count("/p/0"); n != 0 {
			t.Errorf("a run with Since asked %d times", n)
		}
	})
}

// A run that is interrupted is taken up by the same plan; a list that has changed begins a new one.
func TestInterrupted(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		s := newSite(t, 6, 5)
		st := open(t, address)
		cfg, err := config(st)
		if err != nil {
			t.Fatal(err)
		}
		plan := jobs.Plan{List: "x", Targets: s.targets(), Keep: true}
		ctx, interrupt := context.WithCancel(context.Background())
		id, resumed, err := jobs.Begin(ctx, st, plan)
		if err != nil || resumed {
			t.Fatalf("Begin = %v, %v", resumed, err)
		}
		cfg.Run = id
		e, err := jobs.New(ctx, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Start(ctx); err != nil {
			t.Fatal(err)
		}
		err = e.Finish(ctx, id, func(p store.Progress) {
			if p.Fetched >= 5 {
				interrupt()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Finish = %v, want that it was interrupted", err)
		}
		if err := e.Stop(); err != nil {
			t.Error(err)
		}
		again, resumed, err := jobs.Begin(t.Context(), st, plan)
		if err != nil || !resumed || again != id {
			t.Fatalf("Begin after the interruption = %d, %v, %v, want run %d taken up", again, resumed, err, id)
		}
		got := finish(t, t.Context(), cfg, id)
		s.wantPolite(t)
		s.wantOnce(t)
		plan.Fresh = true
		if diff := cmp.Diff(work(t, cfg, plan), got); diff != "" {
			t.Errorf("results differ from those of an undisturbed run (-undisturbed +got):\n%s", diff)
		}
		if _, resumed, err = jobs.Begin(t.Context(), st, jobs.Plan{List: "x", Targets: plan.Targets[1:]}); err != nil || resumed {
			t.Errorf("a list that has changed was taken up: %v, %v", resumed, err)
		}
	})
}
