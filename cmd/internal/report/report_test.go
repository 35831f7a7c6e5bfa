package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"strings"
	"testing"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

var update = flag.Bool("update", false, "rewrite the files of testdata; read what was written")

// writer is one format with its options, as a test sees it.
type writer func(io.Writer, *assess.Assessment, *lexicon.Lexicon) error

func formats() map[string]writer {
	text := func(o Options) writer {
		return func(w io.Writer, a *assess.Assessment, l *lexicon.Lexicon) error { return Text(w, a, l, o) }
	}
	html := func(o Options) writer {
		return func(w io.Writer, a *assess.Assessment, l *lexicon.Lexicon) error { return HTML(w, a, l, o) }
	}
	md := func(o Options) writer {
		return func(w io.Writer, a *assess.Assessment, l *lexicon.Lexicon) error { return Markdown(w, a, l, o) }
	}
	return map[string]writer{
		"sample.json":         func(w io.Writer, a *assess.Assessment, _ *lexicon.Lexicon) error { return JSON(w, a) },
		"sample.ja.txt":       text(Options{}),
		"sample.en.txt":       text(Options{Lang: "en", Width: 100, Explain: true}),
		"sample.ja.color.txt": text(Options{Color: true, Width: 72}),
		"sample.ja.html":      html(Options{}),
		"sample.en.html":      html(Options{Lang: "en"}),
		"sample.ja.md":        md(Options{}),
		"sample.en.md":        md(Options{Lang: "en", Explain: true}),
		"sample.ja.xlsx.txt":  workbook(xlsx(Options{})),
		"sample.en.xlsx.txt":  workbook(xlsx(Options{Lang: "en"})),
		"memo.ja.docx.txt":    wordText(DOCX, Options{}),
		"memo.en.docx.txt":    wordText(DOCX, Options{Lang: "en"}),
	}
}

func TestGolden(t *testing.T) {
	for name, write := range formats() {
		t.Run(name, func(t *testing.T) { golden(t, name, write) })
	}
}

// golden compares what write makes of the sample with a file of testdata.
func golden(t *testing.T, name string, write writer) {
	t.Helper()
	a, lex := sample(t)
	var b bytes.Buffer
	if err := write(&b, a, lex); err != nil {
		t.Fatal(err)
	}
	sameAsFile(t, name, b.Bytes())
}

// TestGoldenPapers compares the papers and formats that show a part of the assessment.
func TestGoldenPapers(t *testing.T) {
	golden(t, "sample.sarif", func(w io.Writer, a *assess.Assessment, l *lexicon.Lexicon) error { return SARIF(w, a, l, Options{}) })
	for name, write := range papers() {
		for _, lang := range []string{"ja", "en"} {
			if name == "memo" {
				continue // among formats
			}
			golden(t, name+"."+lang+".docx.txt", wordText(write, Options{Lang: lang}))
		}
	}
}

func TestSameBytes(t *testing.T) {
	for name, write := range formats() {
		var first string
		for i := range 5 {
			a, lex := sample(t)
			var b strings.Builder
			if err := write(&b, a, lex); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = b.String()
			} else if b.String() != first {
				t.Errorf("%s: differs from run to run", name)
			}
		}
	}
}

// TestEmpty gives every format an assessment of nothing: it must say that nothing was read, and not panic.
func TestEmpty(t *testing.T) {
	empty := &assess.Assessment{Verdict: assess.Undetermined, Factors: []assess.Factor{{ID: "F1", Status: assess.Unknown},
		{ID: "F2", Status: assess.Unknown}, {ID: "F3", Status: assess.Unknown}}}
	for name, write := range formats() {
		var b strings.Builder
		if err := write(&b, empty, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(name, ".ja.") && !strings.Contains(b.String(), "読めた文がない") {
			t.Errorf("%s: does not say that nothing was read:\n%s", name, b.String())
		}
	}
	for name, write := range formats() {
		if err := write(io.Discard, &assess.Assessment{}, &lexicon.Lexicon{}); err != nil {
			t.Errorf("%s of the zero assessment: %v", name, err)
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	for name, err := range map[string]error{
		"Text":     Text(io.Discard, &assess.Assessment{}, nil, Options{Lang: "xx"}),
		"HTML":     HTML(io.Discard, &assess.Assessment{}, nil, Options{Lang: "xx"}),
		"Markdown": Markdown(io.Discard, &assess.Assessment{}, nil, Options{Lang: "xx"}),
		"XLSX":     XLSX(io.Discard, &assess.Assessment{}, nil, Options{Lang: "xx"}),
		"DOCX":     DOCX(io.Discard, &assess.Assessment{}, nil, Options{Lang: "xx"}),
		"SARIF":    SARIF(io.Discard, &assess.Assessment{}, nil, Options{Lang: "xx"}),
	} {
		if err == nil {
			t.Errorf("%s with language xx: no error", name)
		}
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWriteError(t *testing.T) {
	a, lex := sample(t)
	for name, write := range formats() {
		if err := write(brokenPipe{}, a, lex); !errors.Is(err, errPipe) {
			t.Errorf("%s: error %v, want %v in it", name, err, errPipe)
		}
	}
}

func TestJSONSchema(t *testing.T) {
	full, _ := sample(t)
	texts := map[string]*bytes.Buffer{}
	for name, a := range map[string]*assess.Assessment{"sample": full, "empty": {Verdict: assess.Undetermined}} {
		texts[name] = &bytes.Buffer{}
		if err := JSON(texts[name], a); err != nil {
			t.Fatal(err)
		}
	}
	followsSchema(t, Schema(), texts, "verdict", map[string]any{"id": "fine"})
}

// TestJSONOffsets checks the contract that a quote is the text between its offsets.
func TestJSONOffsets(t *testing.T) {
	a, _ := sample(t)
	var b bytes.Buffer
	if err := JSON(&b, a); err != nil {
		t.Fatal(err)
	}
	var got jsonAssessment
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	for _, d := range a.Documents {
		text[d.ID] = d.Text
	}
	for _, f := range got.Findings {
		if s := text[f.Document][f.Start:f.End]; s != f.Quote {
			t.Errorf("%s: text[%d:%d] = %q, quote %q", f.ID, f.Start, f.End, s, f.Quote)
		}
	}
	if c := got.Documents[0].Coverage; c != 0.9877 {
		t.Errorf("coverage = %v, want 0.9877", c)
	}
}

// TestJSONPages checks that findings and the evidence of topics name the page and how sure OCR was of it.
func TestJSONPages(t *testing.T) {
	text := "第1条（目的）\n当社は、閲覧しません。"
	span := corpus.Span{Start: strings.Index(text, "当社"), End: len(text)}
	place := find.Place{Document: "d1", Span: span, Quote: span.In(text)}
	doc := &corpus.Document{ID: "d1", Text: text, Blocks: []corpus.Block{
		{Kind: corpus.Heading, Span: corpus.Span{End: span.Start - 1}, Page: 1}, {Kind: corpus.Paragraph, Span: span, Page: 2, OCR: 0.87654}}}
	var b bytes.Buffer
	if err := JSON(&b, &assess.Assessment{
		Verdict: assess.Undetermined, Documents: []assess.Document{{Document: doc}}, Findings: []find.Finding{{Document: "d1", Span: span, Quote: span.In(text)}},
		Topics: []assess.Topic{{ID: "ai", Points: []assess.Point{{ID: "training", Evidence: []assess.Evidence{{Place: place}}}}}},
	}); err != nil {
		t.Fatal(err)
	}
	var got jsonAssessment
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if f, e := got.Findings[0], got.Topics[0].Points[0].Evidence[0]; f.Page != 2 || e.Page != 2 || f.OCR != 0.8765 || e.OCR != 0.8765 {
		t.Errorf("finding: page %d, OCR %v; evidence: page %d, OCR %v; want page 2, OCR 0.8765", f.Page, f.OCR, e.Page, e.OCR)
	}
}
