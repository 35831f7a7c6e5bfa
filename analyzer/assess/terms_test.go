package assess

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// labelled is the expect.toml of a labelled document: what a lawyer would find in it.
type labelled struct {
	Verdict Verdict           `toml:"verdict"`
	Factors map[string]Status `toml:"factors"`
	// What the sentences tell beside the findings; the way from text to it is tested with the commands.
	Topics     map[string]string `toml:"topics"`
	Precedence []string          `toml:"precedence"`
	Prevails   []string          `toml:"prevails"`
	Scope      map[string]string `toml:"scope"`
	Finding    []struct {
		Document   string   `toml:"document"` // may be left out where there is one only
		Flag       string   `toml:"flag"`
		Quote      string   `toml:"quote"` // the sentence or list item with its marker
		Actor      string   `toml:"actor"` // of access-control and encryption; the provider unless given
		Exceptions []string `toml:"exceptions"`
		Debatable  bool     `toml:"debatable"`
		OwnEnds    bool     `toml:"own-ends"`
	} `toml:"finding"`
}

// The labels of testdata/terms must be true to their texts, and their verdicts must follow from their findings: they are
// the reference for everything before this package.
func TestLabelledDocuments(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/terms/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no labelled documents: %v", err)
	}
	lex := model(t)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			texts, want := readLabelled(t, path)
			in := Input{Lexicon: lex}
			seen := map[string]bool{}
			for _, l := range want.Finding {
				if l.Document == "" && len(texts) == 1 {
					for l.Document = range texts {
					}
				}
				flag := lex.Flag(l.Flag)
				if n := strings.Count(texts[l.Document], l.Quote); flag == nil || n != 1 || l.Quote == "" {
					t.Errorf("label %s of %s: quote stands %d times in %q, flag known: %v", l.Flag, l.Quote, n, l.Document, flag != nil)
					continue
				}
				if seen[l.Document+l.Flag+l.Quote] {
					t.Errorf("label %s of %s stands twice", l.Flag, l.Quote)
				}
				seen[l.Document+l.Flag+l.Quote] = true
				start := strings.Index(texts[l.Document], l.Quote)
				f := find.Finding{
					ID: fmt.Sprintf("%s:%d:%s", l.Document, start, l.Flag), Flag: l.Flag, Document: l.Document,
					Span: corpus.Span{Start: start, End: start + len(l.Quote)}, Quote: l.Quote, Actor: "provider",
					Factors: flag.Factors, Against: flag.Against, Weak: flag.Weak, Debatable: l.Debatable, OwnEnds: l.OwnEnds,
				}
				if l.Actor != "" {
					f.Actor = l.Actor
				}
				for _, kind := range l.Exceptions {
					f.Exceptions = append(f.Exceptions, find.Exception{Kind: find.ExceptionKind(kind)})
				}
				in.Findings = append(in.Findings, f)
			}
			got := Assess(in)
			if got.Verdict != want.Verdict {
				t.Errorf("verdict %s, want %s", got.Verdict, want.Verdict)
			}
			for _, f := range got.Factors {
				if f.Status != want.Factors[f.ID] {
					t.Errorf("%s is %s, want %s (for %v, against %v)", f.ID, f.Status, want.Factors[f.ID], f.For, f.Against)
				}
			}
		})
	}
}

func readLabelled(t *testing.T, path string) (texts map[string]string, want labelled) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		t.Error("the head does not say why this document is here")
	}
	texts = map[string]string{}
	for _, f := range archive.Files {
		if f.Name != "expect.toml" {
			texts[f.Name] = string(f.Data)
			continue
		}
		if err := toml.NewDecoder(bytes.NewReader(f.Data)).DisallowUnknownFields().Decode(&want); err != nil {
			t.Fatal(err)
		}
	}
	return texts, want
}
