//go:build unix

package analyzer_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ikawaha/kagome/v2/tokenizer"
	"golang.org/x/net/html"

	"kiyaku/analyzer"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
)

var measure = flag.Bool("speed", false, "measure, and write the tables of README.md anew")

// cpu is the processor time that f takes, that of the garbage collector included, on all cores. Unlike time on the clock
// it says the same on a busy machine.
func cpu(f func()) time.Duration {
	var from, to syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &from)
	f()
	syscall.Getrusage(syscall.RUSAGE_SELF, &to)
	return time.Duration(to.Utime.Nano() + to.Stime.Nano() - from.Utime.Nano() - from.Stime.Nano())
}

// shares runs functions in turns and gives the median time of each.
func shares(rounds int, runs ...func()) []time.Duration {
	all := make([][]time.Duration, len(runs))
	for range rounds {
		for i, run := range runs {
			all[i] = append(all[i], cpu(run))
		}
	}
	medians := make([]time.Duration, len(runs))
	for i := range all {
		slices.Sort(all[i])
		medians[i] = all[i][rounds/2]
	}
	return medians
}

func ratio(a, b time.Duration) string { return fmt.Sprintf("%.2f", float64(a)/float64(b)) }

// TestSpeed measures the figures of README.md, as ratios taken in one run. Without -speed it is skipped: what a machine
// does beside it would decide.
func TestSpeed(t *testing.T) {
	if !*measure {
		t.Skip("run with -speed to measure and to write README.md")
	}
	doc := japaneseTerms(t)
	_, anl, kagome := benchTools(t)
	var b strings.Builder
	fmt.Fprintf(&b, "| what | ratio |\n|---|---|\n")
	var tok token.Tokenizer
	assess := func() { anl.Assess([]*corpus.Document{doc}, analyzer.Options{}) }
	tokens := func() { tok.Tokens(doc.Text, corpus.Span{End: len(doc.Text)}, corpus.Japanese) }
	stock := func() { stockTokens(kagome)(doc.Text) }
	lines := func() {
		at := 0
		for line := range strings.Lines(doc.Text) {
			tok.Tokens(doc.Text, corpus.Span{Start: at, End: at + len(line)}, corpus.Japanese)
			at += len(line)
		}
	}
	tokens()
	m := shares(31, stock, lines, assess)
	fmt.Fprintf(&b, "| kagome with its own dictionary ÷ with ours and our tokens, same text | %s |\n", ratio(m[0], m[1]))
	fmt.Fprintf(&b, "| kagome alone ÷ whole analysis | %s |\n", ratio(m[0], m[2]))
	fmt.Fprintf(&b, "| the analysis with kagome's own dictionary and tokens ÷ whole analysis | %s |\n", ratio(m[2]-m[1]+m[0], m[2]))
	if mecab := mecabTime(t, doc.Text); mecab > 0 {
		fmt.Fprintf(&b, "| MeCab alone, same text, its own start taken off ÷ whole analysis | %s |\n", ratio(mecab, m[2]))
	}
	b.WriteString(versions(anl, []string{doc.Text}, 15))
	if os.Getenv("KIYAKU_TEXTS") != "" {
		b.WriteString(ordinaryTexts(t, anl, stockTokens(kagome)))
	}
	lean, heavy := webPage(doc.Text, ""), webPage(doc.Text, strings.Repeat(`<div class="x"><a href="/a">menu</a><svg><path d="M0 0"/></svg></div>`, 2500))
	for _, p := range []struct {
		name string
		page []byte
	}{{"lean", lean}, {"heavy", heavy}} {
		m := shares(15, func() { html.Parse(bytes.NewReader(p.page)) }, func() { page(t, anl, p.page, "text/html; charset=utf-8") })
		fmt.Fprintf(&b, "| extraction and analysis ÷ x/net/html parse of the same %s page (%d KB) | %s |\n", p.name, len(p.page)/1000, ratio(m[1], m[0]))
	}
	fmt.Fprintf(&b, "| one core ÷ two cores, on the clock, 40 documents | %s |\n", twoCores(anl, doc))
	writeTable(t, "ratios", b.String())
	writeTable(t, "growth", growth(t, anl, doc.Text))
	writeTable(t, "worst", worst(t, anl, doc.Text))
}

// stockTokens cuts a text with kagome line by line.
func stockTokens(kagome *tokenizer.Tokenizer) func(text string) {
	return func(text string) {
		for line := range strings.Lines(text) {
			kagome.Tokenize(line)
		}
	}
}

// versions measures how much faster the next version of texts is read, in which one line is new.
func versions(anl *analyzer.Analyzer, texts []string, rounds int) string {
	var remembering []*analyzer.Analyzer
	read := func(i, edition int) {
		remembering[i].Assess([]*corpus.Document{plainText(editions(texts[i])[edition], corpus.Japanese, corpus.Terms)}, analyzer.Options{})
	}
	m := shares(rounds, func() {
		remembering = remembering[:0]
		for i := range texts {
			remembering = append(remembering, anl.Remembering(10_000))
			read(i, 0)
		}
	}, func() {
		for i := range texts {
			read(i, 2)
		}
	})
	return fmt.Sprintf("| first version ÷ second version, one line new, of %s | %s |\n", counted(texts), ratio(m[0], m[1]))
}

// ordinaryTexts measures the analysis on the texts of KIYAKU_TEXTS, most of whose sentences are no provisions on data.
func ordinaryTexts(t *testing.T, anl *analyzer.Analyzer, stock func(string)) string {
	texts := benchTexts(t)
	m := shares(5, func() {
		for _, text := range texts {
			stock(text)
		}
	}, func() {
		for _, text := range texts {
			anl.Assess([]*corpus.Document{plainText(text, corpus.Japanese, corpus.Terms)}, analyzer.Options{})
		}
	})
	return fmt.Sprintf("| kagome alone ÷ whole analysis, %s | %s |\n", counted(texts), ratio(m[0], m[1])) + versions(anl, texts, 5)
}

func counted(texts []string) string {
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	if len(texts) == 1 {
		return fmt.Sprintf("the same text (%d KB)", size/1000)
	}
	return fmt.Sprintf("%d real texts (%.1f MB)", len(texts), float64(size)/1e6)
}

// mecabTime is how long MeCab takes for text without its start; 0 where it is not installed.
func mecabTime(t *testing.T, text string) time.Duration {
	program, err := exec.LookPath("mecab")
	if err != nil {
		t.Log("no mecab: apt-get install mecab mecab-ipadic-utf8")
		return 0
	}
	run := func(times int) time.Duration {
		c := exec.Command(program, "-b", "100000")
		c.Stdin = strings.NewReader(strings.Repeat(text, times))
		if err := c.Run(); err != nil {
			t.Fatal(err)
		}
		return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	var list []time.Duration
	for range 9 {
		list = append(list, (run(21)-run(1))/20)
	}
	slices.Sort(list)
	return list[len(list)/2]
}

func webPage(text, extra string) []byte {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>利用規約</title></head><body><nav>" + extra + "</nav><main>")
	for line := range strings.Lines(text) {
		b.WriteString("<p>" + html.EscapeString(strings.TrimSpace(line)) + "</p>\n")
	}
	b.WriteString("</main></body></html>")
	return b.Bytes()
}

func page(t *testing.T, anl *analyzer.Analyzer, body []byte, media string) {
	doc, err := extract.Document(context.Background(), &corpus.Snapshot{MediaType: media, Body: body}, extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	doc.Lang = corpus.Japanese
	anl.Assess([]*corpus.Document{doc}, analyzer.Options{})
}

func twoCores(anl *analyzer.Analyzer, doc *corpus.Document) string {
	bulk := func(workers int) time.Duration {
		work := make(chan int, 40)
		for i := range 40 {
			work <- i
		}
		close(work)
		start := time.Now()
		var wait sync.WaitGroup
		for range workers {
			wait.Go(func() {
				for range work {
					anl.Assess([]*corpus.Document{doc}, analyzer.Options{})
				}
			})
		}
		wait.Wait()
		return time.Since(start)
	}
	procs := runtime.GOMAXPROCS(1)
	one := bulk(1)
	runtime.GOMAXPROCS(procs)
	return ratio(one, bulk(2))
}

// growth measures documents of 1 KB to 10 MB, and up to 10,000 documents of 1 KB.
func growth(t *testing.T, anl *analyzer.Analyzer, text string) string {
	var b strings.Builder
	b.WriteString("| text | documents | processor time | MB/s |\n|---|---|---|---|\n")
	for _, c := range []struct{ size, docs int }{{1e3, 1}, {1e4, 1}, {1e5, 1}, {1e6, 1}, {1e7, 1}, {1e3, 10}, {1e3, 100}, {1e3, 1000}, {1e3, 10_000}} {
		body := []byte(ordinary(text, c.size))
		spent := cpu(func() {
			for range c.docs {
				page(t, anl, body, "text/plain; charset=utf-8")
			}
		})
		fmt.Fprintf(&b, "| %s | %d | %.3g ms | %.1f |\n", kilobytes(c.size), c.docs, float64(spent)/1e6, float64(c.size*c.docs)/1e6/spent.Seconds())
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	fmt.Fprintf(&b, "\nMemory taken from the system in the end: %d MB.\n", mem.Sys>>20)
	return b.String()
}

func kilobytes(n int) string {
	if n >= 1e6 {
		return fmt.Sprintf("%d MB", n/1e6)
	}
	return fmt.Sprintf("%d KB", n/1e3)
}

// ordinary gives about size bytes of terms, cut at a line.
func ordinary(text string, size int) string {
	s := strings.Repeat(text, size/len(text)+1)
	if cut := strings.LastIndexByte(s[:size], '\n'); cut > 0 {
		return s[:cut+1]
	}
	return s[:strings.LastIndex(s[:size], "。")]
}

// worst measures texts that are hard to cut, against ordinary text of the same size.
func worst(t *testing.T, anl *analyzer.Analyzer, text string) string {
	var b strings.Builder
	b.WriteString("| text | size | time ÷ that of ordinary text of this size |\n|---|---|---|\n")
	plain, web := "text/plain; charset=utf-8", "text/html; charset=utf-8"
	var items, nested strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&items, "(%d) 当社が契約者データを監視する場合\n", i+1)
	}
	for range 100 {
		nested.WriteString("<ul><li>当社は、契約者データを監視することができます。")
	}
	nested.WriteString(strings.Repeat("</li></ul>", 100))
	for _, c := range []struct{ name, media, text string }{
		{"one line of a", plain, strings.Repeat("a", 100_000)},
		{"one line of katakana", plain, strings.Repeat("データ", 100_000/9)},
		{"one line of one kanji", plain, strings.Repeat("漢", 100_000/3)},
		{"one line of =", plain, strings.Repeat("=", 100_000)},
		{"invalid UTF-8", plain, strings.Repeat("当社\xff\xfe", 100_000/8)},
		{"one line without a full stop", plain, strings.ReplaceAll(ordinary(text, 1e6), "\n", "")},
		{"web page of one line", web, strings.ReplaceAll(string(webPage(ordinary(text, 1e6), "")), "\n", "")},
		{"10,000 items", plain, "第1条 次の各号の場合\n" + items.String()},
		{"100 nested lists", web, nested.String()},
	} {
		body := []byte(c.text)
		m := shares(3, func() { page(t, anl, body, c.media) }, func() { page(t, anl, []byte(ordinary(text, len(body))), plain) })
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.name, kilobytes(len(body)), ratio(m[0], m[1]))
	}
	return b.String()
}

// writeTable puts a table between its marks in README.md.
func writeTable(t *testing.T, name, table string) {
	t.Log("\n" + table)
	old, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(old), "<!-- "+name+" -->\n")
	_, after, ok2 := strings.Cut(rest, "<!-- end -->")
	if !ok || !ok2 {
		t.Fatalf("README.md has no place for %s", name)
	}
	if err := os.WriteFile("README.md", []byte(before+"<!-- "+name+" -->\n"+table+"<!-- end -->"+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
