package diff_test

import (
	"context"
	"sync"
	"testing"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/lexicon"
)

// tools are the built-in lexicon with what is made of it, once for all tests.
type tools struct {
	lex      *lexicon.Lexicon
	analyzer *analyzer.Analyzer
	comparer *diff.Comparer
}

var loaded = sync.OnceValues(func() (*tools, error) {
	lex, err := lexicon.Builtin()
	if err != nil {
		return nil, err
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		return nil, err
	}
	return &tools{lex, anl, diff.New(lex)}, nil
})

func load(t testing.TB) *tools {
	t.Helper()
	x, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// read extracts a text as the file name says.
func read(t testing.TB, name, text string) *corpus.Document {
	t.Helper()
	doc, err := extract.Document(context.Background(), &corpus.Snapshot{
		Source: corpus.Source{Location: name}, URL: name, Body: []byte(text), SHA256: text,
	}, extract.Config{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

// assessed reads and assesses files of one set: name, text, name, text, ….
func assessed(t testing.TB, files ...string) *assess.Assessment {
	t.Helper()
	var docs []*corpus.Document
	for i := 0; i < len(files); i += 2 {
		docs = append(docs, read(t, files[i], files[i+1]))
	}
	return load(t).analyzer.Assess(docs, analyzer.Options{})
}

// compared compares two texts of one document.
func compared(t testing.TB, name, old, new string) *diff.Report {
	t.Helper()
	return load(t).comparer.Compare(assessed(t, name, old), assessed(t, name, new), diff.Options{})
}
