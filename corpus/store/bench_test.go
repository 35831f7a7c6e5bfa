package store_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kiyaku/corpus/store"
)

var versions = flag.Int("versions", 100_000, "versions in the store of BenchmarkQueries")

// No query that people or writers wait for reads a whole table or sorts: it would slow down as the store grows.
func TestQueryPlans(t *testing.T) {
	s := open(t, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	plans, err := s.Plans(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a new service, then a new version of it
		written, err := s.WritePlans(t.Context(), func(tx *store.Tx) error {
			kept, err := tx.Keep(t.Context(), store.Set{Service: "S", Parts: []store.Part{page("https://example.com/t", strings.Repeat("x", len(plans)), day)}})
			if err != nil {
				return err
			}
			_, _, err = tx.PutAssessment(t.Context(), assessment(kept.Version, "lex", "exception", 0, map[string]int{"removal": 1}))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, written...)
	}
	for _, p := range plans {
		for line := range strings.Lines(p.Plan) {
			// A page that was found is sorted again, writers sort the few assessments of one version: that does not grow.
			sorts := strings.Contains(line, "TEMP B-TREE") && !strings.Contains(p.Plan, "SCAN found") && p.Name != "write"
			scans := strings.Contains(line, "SCAN") && !strings.Contains(line, "SCAN found") && !strings.Contains(line, " INDEX ")
			if sorts || scans || strings.Contains(line, "AUTOMATIC") {
				t.Errorf("%s:\n%s\n%s", p.Name, p.Query, p.Plan)
			}
		}
	}
}

// BenchmarkQueries times lists, history and rankings in a store with -versions versions: one in ten belongs to one
// service, the others to services of their own. It prints the plans, and what the store takes on disk.
func BenchmarkQueries(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "kiyaku.db")
		s := open(b, "sqlite:"+path)
		fill(b, s)
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		fmt.Printf("file: %d MB\n", info.Size()>>20)
		queries(b, s)
	})
	b.Run("postgres", func(b *testing.B) {
		s := open(b, cluster.NewDatabase(b, ""))
		fill(b, s)
		if _, err := s.Postgres().Exec(b.Context(), "ANALYZE"); err != nil { // as the server does by itself after a while
			b.Fatal(err)
		}
		queries(b, s)
	})
}

func queries(b *testing.B, s *store.Store) {
	ctx := b.Context()
	big, err := s.Service(ctx, "big")
	if err != nil {
		b.Fatal(err)
	}
	plans, err := s.Plans(ctx, big.ID)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range plans {
		fmt.Printf("-- %s\n%s\n%s\n", p.Name, strings.Join(strings.Fields(p.Query), " "), p.Plan)
	}
	services := func(q store.ServiceQuery) func() (int, error) {
		return func() (int, error) { list, err := s.Services(ctx, q); return len(list), err }
	}
	half := *versions * 9 / 20
	for _, q := range []struct {
		name string
		run  func() (int, error)
	}{
		{"list", services(store.ServiceQuery{})},
		{"list-page-in-the-middle", services(store.ServiceQuery{Offset: half})},
		{"list-containing", services(store.ServiceQuery{Contains: "クラウド-0001"})},
		{"list-containing-nothing", services(store.ServiceQuery{Contains: "no such name"})},
		{"ranking-by-verdict", services(store.ServiceQuery{Sort: store.ByVerdict})},
		{"ranking-by-verdict-middle", services(store.ServiceQuery{Sort: store.ByVerdict, Offset: half})},
		{"ranking-by-flag", services(store.ServiceQuery{Sort: store.ByFlag, Flag: "removal"})},
		{"ranking-of-a-factor", services(store.ServiceQuery{Sort: store.ByVerdict, Factors: store.Factors{"", "met"}})},
		{"ranking-by-change", services(store.ServiceQuery{Sort: store.ByChange})},
		{"history", func() (int, error) { list, err := s.Versions(ctx, big.ID, 0, 100); return len(list), err }},
		{"history-whole", func() (int, error) { list, err := s.Versions(ctx, big.ID, 0, 1e6); return len(list), err }},
		{"version-in-the-middle", func() (int, error) { _, err := s.Version(ctx, big.ID, half/10); return 1, err }},
		{"counts", func() (int, error) { c, err := s.Counts(ctx); return c.Versions, err }},
	} {
		b.Run(q.name, func(b *testing.B) {
			before, runs := cpu(b), 0
			for b.Loop() {
				n, err := q.run()
				if err != nil || n == 0 && !strings.HasSuffix(q.name, "nothing") {
					b.Fatal(n, err)
				}
				runs++
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(runs), "cpu-ms/op")
		})
	}
}

// cpu is what this process has used of the processors; the work of a PostgreSQL server is not in it.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fill puts the versions in, many to a transaction.
func fill(b *testing.B, s *store.Store) {
	ctx := b.Context()
	verdicts := []string{"exception", "undetermined", "entrustment", "third-party"}
	flags := []string{"removal", "monitor-analyze", "carve-out", "no-handling", "liability-cap", "sla", "encryption"}
	for n := 0; n < *versions; {
		if err := s.Write(ctx, func(tx *store.Tx) error {
			for range min(500, *versions-n) {
				name, at := fmt.Sprintf("クラウド-%06d", (n*7919)%*versions), day.AddDate(0, 0, n%1000)
				if n%10 == 0 {
					name, at = "big", day.AddDate(0, 0, n/10)
				}
				part := page("https://example.com/"+name, fmt.Sprintf("%d", n), at)
				part.Snapshot.Source.Service = name
				kept, err := tx.Keep(ctx, store.Set{Service: name, Parts: []store.Part{part}})
				if err != nil {
					return err
				}
				counts := map[string]int{}
				for i, f := range flags {
					if (n>>i)%2 == 0 {
						counts[f] = n%13 + 1
					}
				}
				a := assessment(kept.Version, "lex", verdicts[n%4], n%4, counts)
				a.Factors[1] = []string{"met", "unknown", "not-met"}[n%3]
				if _, _, err := tx.PutAssessment(ctx, a); err != nil {
					return err
				}
				n++
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}
