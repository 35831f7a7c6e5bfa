package analyzer_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kiyaku/analyzer"
	"kiyaku/corpus"
)

// plainText makes a document of text, one block for each line.
func plainText(text string, lang corpus.Lang, kind corpus.Kind) *corpus.Document {
	doc := &corpus.Document{ID: "d1", Kind: kind, Lang: lang, Text: text, Bytes: len(text)}
	at := 0
	for line := range strings.Lines(text) {
		if trimmed := strings.TrimRight(line, "\n"); trimmed != "" {
			doc.Blocks = append(doc.Blocks, corpus.Block{Kind: corpus.Paragraph, Span: corpus.Span{Start: at, End: at + len(trimmed)}})
		}
		at += len(line)
	}
	return doc
}

// editions are a text and later versions of it: lines put in, left out, said twice, moved.
func editions(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	third := len(lines) / 3
	return []string{
		text,
		text,
		strings.Join(slices.Insert(slices.Clone(lines), third, "当社は、当社が必要と認める場合、登録データを閲覧することができます。\n\n"), ""),
		strings.Join(slices.Delete(slices.Clone(lines), third, min(third+2, len(lines))), ""),
		text + "\n" + text,
		strings.Join(append(slices.Clone(lines[third:]), lines[:third]...), ""),
		strings.ReplaceAll(text, "当社", "弊社"),
	}
}

// FuzzRemembering compares what is found in versions of a text with and without a memory of what was read before. With
// KIYAKU_TEXTS, a folder, its texts are compared as well.
func FuzzRemembering(f *testing.F) {
	paths, _ := filepath.Glob("../testdata/terms/*.txtar")
	if more := os.Getenv("KIYAKU_TEXTS"); more != "" {
		texts, _ := filepath.Glob(filepath.Join(more, "*"))
		paths = append(paths, texts...)
	}
	if len(paths) == 0 {
		f.Fatal("no documents")
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("#\n* Safely keep your account and password secure.\n") // a lead-in without a word
	_, plain, _ := benchTools(f)
	shared := plain.Remembering(500) // fewer than all of them, so that some are forgotten
	f.Fuzz(func(t *testing.T, text string) {
		lang := corpus.Japanese
		if !strings.Contains(text, "。") {
			lang = corpus.English
		}
		for _, edition := range editions(text) {
			for _, kind := range []corpus.Kind{corpus.Terms, corpus.Privacy} {
				docs := []*corpus.Document{plainText(edition, lang, kind)}
				want, got := plain.Assess(docs, analyzer.Options{}), shared.Assess(docs, analyzer.Options{})
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("found with a memory: %d findings, without: %d, in\n%s", len(got.Findings), len(want.Findings), edition)
				}
			}
		}
	})
}

// TestRememberingTogether reads versions of a text at the same time with one memory.
func TestRememberingTogether(t *testing.T) {
	_, plain, _ := benchTools(t)
	shared := plain.Remembering(200)
	var wait sync.WaitGroup
	for _, edition := range editions(japaneseTerms(t).Text) {
		wait.Go(func() {
			docs := []*corpus.Document{plainText(edition, corpus.Japanese, corpus.Terms)}
			if want, got := plain.Assess(docs, analyzer.Options{}), shared.Assess(docs, analyzer.Options{}); !reflect.DeepEqual(got, want) {
				t.Errorf("found with a memory: %d findings, without: %d", len(got.Findings), len(want.Findings))
			}
		})
	}
	wait.Wait()
}

// BenchmarkSecondVersion reads a text and then its next version, in which one line is new, and reports the time of the first
// as a multiple of the time of the second.
func BenchmarkSecondVersion(b *testing.B) {
	_, plain, _ := benchTools(b)
	texts := benchTexts(b)
	var first, second time.Duration
	for b.Loop() {
		for _, text := range texts {
			anl := plain.Remembering(10_000)
			start := time.Now()
			anl.Assess([]*corpus.Document{plainText(text, corpus.Japanese, corpus.Terms)}, analyzer.Options{})
			read := time.Now()
			anl.Assess([]*corpus.Document{plainText(editions(text)[2], corpus.Japanese, corpus.Terms)}, analyzer.Options{})
			first, second = first+read.Sub(start), second+time.Since(read)
		}
	}
	b.ReportMetric(float64(first)/float64(second), "first/second")
}
