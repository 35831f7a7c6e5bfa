//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkCold starts the program and an empty cobra program in turns and reports how many times as long, in processor
// time, a scan of a text of 30 KB takes, and the most memory that it holds.
func BenchmarkCold(b *testing.B) {
	dir := b.TempDir()
	program, empty := build(b, dir, "."), build(b, dir, "./testdata/empty")
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		return path
	}
	ja := write("ja.txt", strings.Repeat("第1条 当社は、保守上必要と判断した場合、契約者データを監視することができます。\n契約者は、規約に従うものとします。\n", 170))
	en := write("en.txt", strings.Repeat("1. We may monitor Customer Data where maintenance requires it.\nCustomer shall comply with these terms and pay the fees.\n", 250))
	runs := []struct {
		name string
		args []string
	}{{"", []string{empty}}, {"help", []string{program, "--help"}}, {"ja", []string{program, "scan", ja}}, {"en", []string{program, "scan", en}}}
	times, memory := make([][]time.Duration, len(runs)), make([]int64, len(runs))
	for b.Loop() {
		for i, r := range runs {
			c := exec.Command(r.args[0], r.args[1:]...)
			if out, err := c.CombinedOutput(); err != nil {
				b.Fatalf("%s: %v\n%s", r.name, err, out)
			}
			times[i] = append(times[i], c.ProcessState.UserTime()+c.ProcessState.SystemTime())
			memory[i] = max(memory[i], c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
		}
	}
	for i := range times {
		slices.Sort(times[i])
	}
	median := func(i int) float64 { return float64(times[i][len(times[i])/2]) }
	for i, r := range runs[1:] {
		b.ReportMetric(median(i+1)/median(0), r.name+"/empty")
		b.ReportMetric(float64(memory[i+1])/1024, r.name+"-MB")
	}
}

// BenchmarkPDF has the program and pdftotext -raw read PDFs in turns and reports, for each, how many times as long the program
// takes, in processor time, with the process that it reads a PDF in. KIYAKU_PDFS names a folder of PDFs; without it, it is
// one report of our own, of some hundred pages, as Chromium prints it.
func BenchmarkPDF(b *testing.B) {
	dir := b.TempDir()
	program := build(b, dir, ".")
	files, err := filepath.Glob(filepath.Join(os.Getenv("KIYAKU_PDFS"), "*.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	if os.Getenv("KIYAKU_PDFS") == "" {
		terms, report := filepath.Join(dir, "terms.txt"), filepath.Join(dir, "report.pdf")
		text := strings.Repeat("第1条 当社は、保守上必要と判断した場合、契約者データを監視することができます。\n契約者は、規約に従うものとします。\n", 240)
		if err := os.WriteFile(terms, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		if out, err := exec.Command(program, "scan", terms, "--ui-lang", "ja", "-o", report).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		files = []string{report}
	}
	if len(files) == 0 {
		b.Fatal("KIYAKU_PDFS has no PDF")
	}
	for _, file := range files {
		b.Run(filepath.Base(file), func(b *testing.B) {
			var ours, theirs []time.Duration
			for b.Loop() {
				ours = append(ours, processTime(b, program, "text", file))
				theirs = append(theirs, processTime(b, "pdftotext", "-raw", file, os.DevNull))
			}
			slices.Sort(ours)
			slices.Sort(theirs)
			b.ReportMetric(float64(ours[len(ours)/2])/float64(theirs[len(theirs)/2]), "x-pdftotext")
		})
	}
}

// processTime is what a program and the processes that it started compute until it ends. That a file cannot be read is no
// matter here.
func processTime(b *testing.B, program string, args ...string) time.Duration {
	b.Helper()
	c := exec.Command(program, args...)
	var failed *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &failed) {
		b.Fatal(err)
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

func build(b *testing.B, dir, pkg string) string {
	b.Helper()
	out := filepath.Join(dir, "program"+strings.ReplaceAll(pkg, "/", "-"))
	if text, err := exec.Command("go", "build", "-o", out, pkg).CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", pkg, err, text)
	}
	return out
}
