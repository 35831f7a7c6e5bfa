package analyzer_test

import (
	"fmt"
	"log"
	"reflect"
	"strings"
	"sync"
	"testing"

	"kiyaku/analyzer"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// document makes a document of one block for each line of text.
func document(text string) *corpus.Document {
	d := &corpus.Document{Text: text, Kind: corpus.Terms, Lang: corpus.Japanese}
	at := 0
	for line := range strings.Lines(text) {
		body := strings.TrimRight(line, "\n")
		if strings.TrimSpace(body) != "" {
			d.Blocks = append(d.Blocks, corpus.Block{Kind: corpus.Paragraph, Span: corpus.Span{Start: at, End: at + len(body)}})
		}
		at += len(line)
	}
	return d
}

func builtin(t testing.TB) *analyzer.Analyzer {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	a, err := analyzer.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ExampleAnalyzer_Assess() {
	lex, err := lexicon.Builtin()
	if err != nil {
		log.Fatal(err)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		log.Fatal(err)
	}
	terms := document("第8条（データの取扱い）\n2. 当社は、保守上必要と判断した場合、契約者データを監視し、分析することができます。\n")
	a := anl.Assess([]*corpus.Document{terms}, analyzer.Options{Service: "見本サービス"})
	for _, f := range a.Findings {
		fmt.Println(f.Document, f.Citation, f.Flag, f.Actor, f.Modality)
	}
	for _, f := range a.Factors {
		fmt.Println(f.ID, f.Status)
	}
	fmt.Println(a.Verdict)
	// Output:
	// d1 第8条第2項 monitor-analyze provider may
	// F1 met
	// F2 unknown
	// F3 unknown
	// entrustment
}

func TestAssessNumbersDocumentsAndLeavesThemAlone(t *testing.T) {
	in := []*corpus.Document{document("第1条\n当社は、契約者データを監視することができます。\n"), document("本規約は日本法に準拠します。\n")}
	a := builtin(t).Assess(in, analyzer.Options{})
	if a.Documents[0].ID != "d1" || a.Documents[1].ID != "d2" {
		t.Errorf("ids = %q, %q, want d1, d2", a.Documents[0].ID, a.Documents[1].ID)
	}
	if in[0].ID != "" {
		t.Errorf("Assess set the caller's document id to %q", in[0].ID)
	}
}

func TestCoverage(t *testing.T) {
	anl := builtin(t)
	body := "第1条 当社は、契約者データを監視することができます。\n"
	for _, c := range []struct {
		name     string
		change   func(*corpus.Document)
		min, max float64
		problem  string // a problem code that must be there; "" for none at all
	}{
		{"all read", func(*corpus.Document) {}, 1, 1, ""},
		{"half lost", func(d *corpus.Document) {
			d.Problems = []corpus.Problem{{Code: "page-unreadable", Lost: len(body) - 1}}
		}, 0.49, 0.51, "page-unreadable"},
		{"banner left out", func(d *corpus.Document) {
			d.Text = "Cookie!\n" + body
			d.Blocks = []corpus.Block{
				{Kind: corpus.Paragraph, Role: corpus.Banner, Span: corpus.Span{Start: 0, End: 7}},
				{Kind: corpus.Paragraph, Span: corpus.Span{Start: 8, End: 8 + len(body) - 1}},
			}
		}, 1, 1, "left-out"},
		{"language without rules", func(d *corpus.Document) { d.Lang = "fr" }, 0, 0, "language-unsupported"},
		{"no text", func(d *corpus.Document) { d.Text, d.Blocks = "", nil }, 0, 0, ""},
	} {
		d := document(body)
		c.change(d)
		got := anl.Assess([]*corpus.Document{d}, analyzer.Options{}).Documents[0]
		if got.Coverage < c.min || got.Coverage > c.max {
			t.Errorf("%s: coverage = %v, want %v…%v", c.name, got.Coverage, c.min, c.max)
		}
		var codes []string
		for _, p := range got.Problems {
			codes = append(codes, p.Code)
		}
		if s := strings.Join(codes, " "); s != c.problem {
			t.Errorf("%s: problems = %q, want %q", c.name, s, c.problem)
		}
	}
}

// One analyzer may serve many documents at once, and says the same each time.
func TestAssessConcurrently(t *testing.T) {
	anl := builtin(t)
	text := strings.Repeat("第1条（保守）\n当社は、法令に基づく場合を除き、契約者データを閲覧しません。\n当社は、契約者データを分析することができます。\n", 5)
	want := anl.Assess([]*corpus.Document{document(text)}, analyzer.Options{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got := anl.Assess([]*corpus.Document{document(text)}, analyzer.Options{})
			if !reflect.DeepEqual(got.Findings, want.Findings) || got.Verdict != want.Verdict {
				t.Error("another run gives other findings")
			}
		})
	}
	wg.Wait()
}

func TestWhyNot(t *testing.T) {
	misses := builtin(t).WhyNot([]*corpus.Document{document("契約者は、契約者データを監視してはならない。\n")}, "monitor-analyze", "")
	if len(misses) == 0 || misses[0].Document != "d1" {
		t.Fatalf("WhyNot = %+v, want a miss in d1", misses)
	}
}

func BenchmarkAssess(b *testing.B) {
	anl := builtin(b)
	text := strings.Repeat("第1条（保守）\n当社は、法令に基づく場合を除き、契約者データを閲覧しません。\n当社は、保守上必要と判断した場合、契約者データを分析することができます。\n契約者は、自己の責任においてパスワードを管理するものとします。\n", 100)
	docs := []*corpus.Document{document(text)}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		anl.Assess(docs, analyzer.Options{})
	}
}
