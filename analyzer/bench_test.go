package analyzer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"
	"github.com/rogpeppe/go-internal/txtar"

	"kiyaku/analyzer"
	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/lexicon"
)

// japaneseTerms joins the Japanese texts of the labelled documents into one of about 30 KB.
func japaneseTerms(b testing.TB) *corpus.Document {
	b.Helper()
	paths, err := filepath.Glob("../testdata/terms/*.txtar")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no labelled documents: %v", err)
	}
	var text strings.Builder
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".txt") && strings.Contains(string(f.Data), "。") {
				text.Write(f.Data)
			}
		}
	}
	return plainText(text.String(), corpus.Japanese, corpus.Terms)
}

// benchTexts are the Japanese texts to measure with: those of the folder KIYAKU_TEXTS, or else of the labelled documents.
func benchTexts(b testing.TB) []string {
	b.Helper()
	folder := os.Getenv("KIYAKU_TEXTS")
	if folder == "" {
		return []string{japaneseTerms(b).Text}
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(paths) == 0 {
		b.Fatalf("KIYAKU_TEXTS: no *.txt in %s (%v)", folder, err)
	}
	var texts []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// benchTools gives the built-in lexicon, an analyzer with it, and kagome with its own dictionary.
func benchTools(b testing.TB) (*lexicon.Lexicon, *analyzer.Analyzer, *tokenizer.Tokenizer) {
	b.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		b.Fatal(err)
	}
	kagome, err := tokenizer.New(ipa.Dict(), tokenizer.OmitBosEos())
	if err != nil {
		b.Fatal(err)
	}
	return lex, anl, kagome
}

// BenchmarkAgainstKagome runs kagome and the whole analysis in turns on each text and reports their speeds as a ratio, which
// holds on any machine: 0.5 says that the analysis takes twice the time that kagome takes to tokenize everything. The
// labelled documents are made of provisions and nothing else; KIYAKU_TEXTS names a folder of ordinary ones.
func BenchmarkAgainstKagome(b *testing.B) {
	texts := benchTexts(b)
	_, anl, kagome := benchTools(b)
	var alone, whole time.Duration
	for b.Loop() {
		for _, text := range texts {
			start := time.Now()
			for line := range strings.Lines(text) {
				kagome.Tokenize(line)
			}
			tokenized := time.Now()
			anl.Assess([]*corpus.Document{plainText(text, corpus.Japanese, corpus.Terms)}, analyzer.Options{})
			alone, whole = alone+tokenized.Sub(start), whole+time.Since(tokenized)
		}
	}
	b.ReportMetric(float64(alone)/float64(whole), "kagome/whole")
}

// BenchmarkStages times the stages on one text, with kagome merely tokenizing it as the measure: "kagome" divided by
// "whole" is how fast the analysis is in relation to it.
func BenchmarkStages(b *testing.B) {
	doc := japaneseTerms(b)
	lex, anl, kagome := benchTools(b)
	finder, err := find.New(lex)
	if err != nil {
		b.Fatal(err)
	}
	tree := clause.Split(doc)
	var tok token.Tokenizer
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"kagome", func() {
			for line := range strings.Lines(doc.Text) {
				kagome.Tokenize(line)
			}
		}},
		{"fold", func() { fold.New(doc.Text) }},
		{"clause", func() { clause.Split(doc) }},
		{"token", func() {
			for i := range tree.Sentences {
				tok.Tokens(doc.Text, tree.Sentences[i].Body, corpus.Japanese)
			}
		}},
		{"find", func() { finder.Find([]find.Doc{{Document: doc, Tree: tree}}) }},
		{"whole", func() { anl.Assess([]*corpus.Document{doc}, analyzer.Options{}) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			stage.run()
			b.SetBytes(int64(len(doc.Text)))
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
		})
	}
}
