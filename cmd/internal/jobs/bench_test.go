package jobs_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"kiyaku/analyzer"
	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
)

// writeFiles makes so many different files of terms of about 30 KB each.
func writeFiles(b *testing.B, n int) string {
	b.Helper()
	terms, err := os.ReadFile(filepath.FromSlash("../../../testdata/terms/example/terms.txt"))
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	for i := range n {
		var text strings.Builder
		for k := 0; text.Len() < 30_000; k++ {
			text.WriteString(strings.ReplaceAll(string(terms), "契約者データ", fmt.Sprintf("契約者データ%d", (i*7+k)%1000)))
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), []byte(text.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// cpu is the CPU time of this process so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkFiles compares a run over files on disk with a plain loop over them on all cores, by CPU time: other work on the
// machine counts for neither. KIYAKU_TEST_FILES sets how many there are (10,000 for the record, else 300).
//
// What was measured stands in the README of this folder.
func BenchmarkFiles(b *testing.B) {
	n := 300
	if s := os.Getenv("KIYAKU_TEST_FILES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	dir := writeFiles(b, n)
	files, err := fetch.Folder(dir)
	if err != nil {
		b.Fatal(err)
	}
	st := open(b, "sqlite:"+filepath.Join(b.TempDir(), "kiyaku.db"))
	cfg, err := config(st)
	if err != nil {
		b.Fatal(err)
	}
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				before, wall := cpu(), time.Now()
				f()
				b.ReportMetric((cpu()-before).Seconds()*1e6/float64(n), "µs-CPU/doc")
				b.ReportMetric(float64(n)/time.Since(wall).Seconds(), "docs/s")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	run("loop", func() { loop(b, cfg, files) })
	for _, keep := range []bool{false, true} {
		run(map[bool]string{false: "queue", true: "queue-keep"}[keep], func() {
			list, err := jobs.ReadList(dir)
			if err != nil {
				b.Fatal(err)
			}
			ctx := context.Background()
			id, _, err := jobs.Begin(ctx, st, jobs.Plan{List: fmt.Sprint(time.Now()), Targets: list.List, Keep: keep})
			if err != nil {
				b.Fatal(err)
			}
			cfg := cfg
			cfg.Run = id
			e, err := jobs.New(ctx, cfg)
			if err != nil {
				b.Fatal(err)
			}
			if err := e.Start(ctx); err != nil {
				b.Fatal(err)
			}
			if err := e.Finish(ctx, id, nil); err != nil {
				b.Fatal(err)
			}
			if err := e.Stop(); err != nil {
				b.Fatal(err)
			}
		})
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.Logf("%d MB from the system", m.Sys>>20)
}

// loop is what scan does, file by file.
func loop(b *testing.B, cfg jobs.Config, files []corpus.Source) {
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for _, src := range files {
		group.Go(func() error {
			snap, err := fetch.Read(src, nil, 0)
			if err != nil {
				return err
			}
			doc, err := extract.Document(context.Background(), snap, extract.Config{})
			if err != nil {
				return err
			}
			cfg.Analyzer.Assess([]*corpus.Document{doc}, analyzer.Options{Service: src.Location, Tool: cfg.Tool})
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}
