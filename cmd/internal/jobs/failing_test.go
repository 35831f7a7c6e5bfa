package jobs_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

// listed is a file that a list names a service for, so that it is kept.
func listed(t *testing.T, service string) corpus.Target {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terms.txt")
	if err := os.WriteFile(path, []byte("第1条 当社は、契約者データを閲覧することがあります。"), 0o600); err != nil {
		t.Fatal(err)
	}
	return corpus.Target{Service: service, Place: "list.csv:2", Sources: []corpus.Source{{Location: path, Service: service}}}
}

// tries finishes a run that has problems of our own, and lists them.
func tries(t *testing.T, cfg jobs.Config, p jobs.Plan) ([]store.RunTarget, []string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var mu sync.Mutex
	var told []string
	cfg.Problem = func(err error) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, err.Error())
	}
	id, _, err := jobs.Begin(ctx, cfg.Store, p)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Run = id
	e, err := jobs.New(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(ctx); err != nil {
		t.Fatal(err)
	}
	failed := e.Finish(ctx, id, nil)
	if err := e.Stop(); err != nil {
		t.Error(err)
	}
	got, err := cfg.Store.RunTargets(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	return got, told, failed
}

// What cannot be written to the store, and will not be the next time either, is a result and not a run without end.
func TestUnwritable(t *testing.T) {
	long := strings.Repeat("長", 1000)
	t.Run("name of a file's service", func(t *testing.T) {
		cfg, err := config(open(t, "sqlite:"+filepath.Join(t.TempDir(), "k.db")))
		if err != nil {
			t.Fatal(err)
		}
		got, told, err := tries(t, cfg, jobs.Plan{List: "x", Keep: true, Targets: []corpus.Target{listed(t, long), listed(t, "A")}})
		if err != nil || len(told) > 0 {
			t.Errorf("Finish = %v, problems %q", err, told)
		}
		if got[0].State != store.StateFailed || !strings.Contains(got[0].Problem, "longer than 2000 bytes") || got[1].State != store.StateDone {
			t.Errorf("results %.200v", got)
		}
	})
	t.Run("address of a followed page", func(t *testing.T) {
		s := newSite(t, 1, 2)
		h := s.hosts[0]
		h.change(func(page int, text string) string {
			if page > 0 {
				return text
			}
			return `<html lang="ja"><head><title>規約一覧</title></head><body><h1>規約一覧</h1><ul><li><a href="/p/1">利用規約</a></li><li><a href="/p/2?` +
				strings.Repeat("x", 2000) + `">プライバシーポリシー</a></li><li><a href="/p/3">保守規約</a></li></ul></body></html>`
		})
		cfg, err := config(open(t, "sqlite:"+filepath.Join(t.TempDir(), "k.db")))
		if err != nil {
			t.Fatal(err)
		}
		target := corpus.Target{Service: "A", Follow: true, Place: "x:1", Sources: []corpus.Source{{Location: h.url + "/p/0", Service: "A"}}}
		got, told, err := tries(t, cfg, jobs.Plan{List: "x", Keep: true, Targets: []corpus.Target{target}})
		if err != nil || len(told) > 0 {
			t.Errorf("Finish = %v, problems %q", err, told)
		}
		if !strings.Contains(got[0].Problem, "longer than 2000 bytes") || got[0].Flags["monitor-analyze"] == 0 {
			t.Errorf("result %.300v, want what the other pages say, and the problem", got[0])
		}
		if n := h.count("/p/2"); n != 1 {
			t.Errorf("the page was asked for %d times", n)
		}
	})
	t.Run("another fault", func(t *testing.T) {
		st := open(t, "sqlite:"+filepath.Join(t.TempDir(), "k.db"))
		cfg, err := config(st)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.SQLite().Exec("CREATE TRIGGER faulty BEFORE INSERT ON services WHEN NEW.name = 'A' BEGIN SELECT RAISE(ABORT, 'a fault'); END"); err != nil {
			t.Fatal(err)
		}
		got, told, err := tries(t, cfg, jobs.Plan{List: "x", Keep: true, Targets: []corpus.Target{listed(t, "A"), listed(t, "B")}})
		if err != nil || len(told) != 4 {
			t.Errorf("Finish = %v, problems %q, want four before the fifth counts", err, told)
		}
		if got[0].State != store.StateFailed || !strings.Contains(got[0].Problem, "a fault") || got[1].State != store.StateDone {
			t.Errorf("results %.300v", got)
		}
	})
}

// A database without room ends the work with an error; with room, the run goes on.
func TestNoRoom(t *testing.T) {
	st := open(t, "sqlite:"+filepath.Join(t.TempDir(), "k.db"))
	cfg, err := config(st)
	if err != nil {
		t.Fatal(err)
	}
	plan := jobs.Plan{List: "x", Keep: true}
	for i := range 30 {
		plan.Targets = append(plan.Targets, listed(t, "service "+strconv.Itoa(i)))
	}
	if _, _, err := jobs.Begin(t.Context(), st, plan); err != nil {
		t.Fatal(err)
	}
	if _, err := jobs.New(t.Context(), cfg); err != nil { // makes the tables of the queue
		t.Fatal(err)
	}
	var pages int
	if err := st.SQLite().QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	room := func(n int) {
		if _, err := st.SQLite().Exec("PRAGMA max_page_count = " + strconv.Itoa(n)); err != nil {
			t.Fatal(err)
		}
	}
	room(pages + 2)
	if _, _, err := tries(t, cfg, plan); !store.Full(err) || !strings.Contains(err.Error(), "no room left") {
		t.Errorf("Finish = %v, want that there is no room", err)
	}
	room(1 << 30)
	got, _, err := tries(t, cfg, plan)
	if err != nil {
		t.Error(err)
	}
	for _, r := range got {
		if r.State != store.StateDone {
			t.Errorf("result %.300v", r)
		}
	}
}

// Reading a document is bounded by its own limit alone: a shorter one of the queue would have it read again without end.
func TestLimitOfReading(t *testing.T) {
	cfg, err := config(open(t, "sqlite:"+filepath.Join(t.TempDir(), "k.db")))
	if err != nil {
		t.Fatal(err)
	}
	pdf := listed(t, "A")
	if err := os.WriteFile(pdf.Sources[0].Location, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var left time.Duration
	cfg.Extract.Timeout = time.Hour
	cfg.Extract.Child = func(ctx context.Context) *exec.Cmd {
		if end, ok := ctx.Deadline(); ok {
			left = time.Until(end)
		}
		return exec.CommandContext(ctx, "false")
	}
	if _, _, err := tries(t, cfg, jobs.Plan{List: "x", Targets: []corpus.Target{pdf}}); err != nil {
		t.Error(err)
	}
	if left < 30*time.Minute {
		t.Errorf("a document that may take an hour has %v", left)
	}
}

// What robots.txt forbids is not loaded in a browser either.
func TestBrowserObeysRobots(t *testing.T) {
	s := newSite(t, forbidding+1, 2)
	h := s.hosts[forbidding]
	cfg, err := config(open(t, "sqlite:"+filepath.Join(t.TempDir(), "k.db")))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Browser = filepath.Join(t.TempDir(), "none")
	target := corpus.Target{Service: "A", Render: true, Place: "x:1", Sources: []corpus.Source{{Location: h.url + "/p/1", Service: "A"}}}
	got, _, err := tries(t, cfg, jobs.Plan{List: "x", Targets: []corpus.Target{target}})
	if err != nil || got[0].Cause != "robots" {
		t.Errorf("result %.300v, %v, want that robots.txt forbids it", got[0], err)
	}
}
