package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/lexicon"
)

// expected is the expect.toml of a labelled set of documents.
type expected struct {
	Verdict    string            `toml:"verdict"`
	Factors    map[string]string `toml:"factors"`
	Topics     map[string]string `toml:"topics"`     // topic → "point=status point=status+missing"; "" where the topic must not come up
	Precedence []string          `toml:"precedence"` // "FILE FILE > FILE", by clause
	Prevails   []string          `toml:"prevails"`   // of each conflict
	Scope      map[string]string `toml:"scope"`      // of privacy policies, by file
	Finding    []struct {
		Document   string   `toml:"document"`
		Flag       string   `toml:"flag"`
		Quote      string   `toml:"quote"`
		Actor      string   `toml:"actor"`
		Exceptions []string `toml:"exceptions"`
		Debatable  bool     `toml:"debatable"`
		OwnEnds    bool     `toml:"own-ends"`
	} `toml:"finding"`
}

// The whole way from text to verdict on our own labelled documents: verdict and factors must be right, and what is found
// and missed stands in a golden file, so that a change of the lexicon shows what it gains and costs.
func TestQuality(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../../testdata/terms/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no labelled documents: %v", err)
	}
	var s score
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		docs, names, want := readSet(t, path)
		a := anl.Assess(docs, analyzer.Options{Service: name})
		s.add(goldDocument{Name: name, Factors: want.Factors, Verdict: want.Verdict}, &assess.Assessment{Factors: a.Factors, Verdict: a.Verdict}, nil)
		checkSet(t, name, names, &want, a)
		for i, d := range docs {
			g := goldDocument{Name: name + "/" + names[i]}
			for _, f := range want.Finding {
				if f.Document == names[i] || f.Document == "" && len(docs) == 1 {
					l := label{Flag: f.Flag, Quote: f.Quote, Optional: f.Debatable}
					if err := l.locate(d.Text); err != nil {
						t.Fatal(err)
					}
					g.Labels = append(g.Labels, l)
				}
			}
			found := slices.DeleteFunc(slices.Clone(a.Findings), func(f find.Finding) bool { return f.Document != a.Documents[i].ID })
			s.addFindings(g, found, nil)
			s.addLabels(g, found, nil)
		}
	}
	for _, line := range s.errors {
		if strings.Contains(line, "\tfactor\t") || strings.Contains(line, "\tverdict\t") {
			t.Error(line)
		}
	}
	compareQuality(t, &s)
}

// checkSet compares topics, order of precedence and scope with what is expected of a set.
func checkSet(t *testing.T, name string, names []string, want *expected, a *assess.Assessment) {
	t.Helper()
	files := func(ids []string) string {
		var list []string
		for i, d := range a.Documents {
			if slices.Contains(ids, d.ID) {
				list = append(list, names[i])
			}
		}
		return strings.Join(list, " ")
	}
	for topic, points := range want.Topics {
		if got := topicPoints(a, topic); got != points {
			t.Errorf("%s: topic %s = %q\nwant %q", name, topic, got, points)
		}
	}
	var ranks, prevails []string
	for _, p := range a.Precedence {
		ranks = append(ranks, files(p.Higher)+" > "+files(p.Lower))
	}
	for _, c := range a.Conflicts {
		prevails = append(prevails, c.Prevails)
	}
	if !slices.Equal(ranks, want.Precedence) {
		t.Errorf("%s: precedence %q, want %q", name, ranks, want.Precedence)
	}
	if want.Prevails != nil && !slices.Equal(prevails, want.Prevails) {
		t.Errorf("%s: prevails %q, want %q", name, prevails, want.Prevails)
	}
	for i, d := range a.Documents {
		if data, ok := want.Scope[names[i]]; ok && d.Scope.Data != data {
			t.Errorf("%s: scope of %s = %q by %q, want %q", name, names[i], d.Scope.Data, d.Scope.Quote, data)
		}
	}
}

// topicPoints is a topic as expect.toml writes it.
func topicPoints(a *assess.Assessment, topic string) string {
	var list []string
	for _, t := range a.Topics {
		if t.ID != topic {
			continue
		}
		for _, p := range t.Points {
			list = append(list, strings.Join(append([]string{p.ID + "=" + string(p.Status)}, p.Missing...), "+"))
		}
	}
	return strings.Join(list, " ")
}

func compareQuality(t *testing.T, s *score) {
	t.Helper()
	var got bytes.Buffer
	if err := printScore(&got, s, formatText); err != nil {
		t.Fatal(err)
	}
	got.WriteString("\n")
	if err := s.writeErrors(&got); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("..", "..", "testdata", "golden", "quality.txt")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("quality changed; look at what it gains and costs, then -update (-want +got):\n%s", diff)
	}
}

// readSet reads the documents of a set, their file names, and what is expected of them.
func readSet(t *testing.T, path string) ([]*corpus.Document, []string, expected) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var docs []*corpus.Document
	var names []string
	var want expected
	for _, f := range archive.Files {
		if f.Name == "expect.toml" {
			if err := toml.Unmarshal(f.Data, &want); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			continue
		}
		kind := corpus.Kind(strings.TrimSuffix(f.Name, ".txt"))
		snap := &corpus.Snapshot{Source: corpus.Source{Location: f.Name, Kind: kind}, URL: f.Name, MediaType: "text/plain", Body: f.Data}
		doc, err := extract.Document(context.Background(), snap, extract.Config{})
		if err != nil {
			t.Fatalf("%s: %s: %v", path, f.Name, err)
		}
		docs, names = append(docs, doc), append(names, f.Name)
	}
	return docs, names, want
}
