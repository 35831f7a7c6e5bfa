//go:build unix

package extract

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// BenchmarkHTMLRatio reads pages and parses them in turn and reports, for each page and for all, how many times the CPU
// time of the parser alone the whole reading takes. KIYAKU_PAGES names a folder of pages; without it, pages of our own.
func BenchmarkHTMLRatio(b *testing.B) {
	pattern := filepath.Join("testdata", "pages", "*.html")
	if dir := os.Getenv("KIYAKU_PAGES"); dir != "" {
		pattern = filepath.Join(dir, "*.html")
	}
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		b.Fatalf("no pages at %s", pattern)
	}
	var parsed, read time.Duration // of all pages
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		text := decode(body, declaredCharset(body)).text
		snap := snapshot(name, string(body))
		b.Run(filepath.Base(name), func(b *testing.B) {
			p, r := time.Hour, time.Hour // the least: whatever else runs only adds to it
			for b.Loop() {
				p = min(p, cpuTime(func() { _, err = html.Parse(bytes.NewReader(text)) }))
				r = min(r, cpuTime(func() { _, err = Document(context.Background(), snap, Config{}) }))
			}
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(r)/float64(p), "x-parse")
			parsed, read = parsed+p, read+r
		})
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
		}
		b.ReportMetric(float64(read)/float64(parsed), "x-parse")
	})
}

// cpuTime is what this process computes while f runs several times: a clock would count other processes, too.
func cpuTime(f func()) time.Duration {
	before := processTime()
	for range 100 { // enough for several collections of garbage: each pays for its own
		f()
	}
	return processTime() - before
}

func processTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
