package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// changeFormats are the formats of reports on changes, by the golden file of each.
func changeFormats() map[string]func(io.Writer, *diff.Report, *lexicon.Lexicon) error {
	type format func(io.Writer, *diff.Report, *lexicon.Lexicon, Options) error
	out := map[string]func(io.Writer, *diff.Report, *lexicon.Lexicon) error{}
	for name, f := range map[string]format{"txt": ChangeText, "md": ChangeMarkdown, "mail.txt": ChangeMail, "docx": ChangeDOCX, "html": ChangeHTML} {
		for _, lang := range []string{"ja", "en"} {
			out["change."+lang+"."+name] = func(w io.Writer, r *diff.Report, l *lexicon.Lexicon) error { return f(w, r, l, Options{Lang: lang}) }
		}
	}
	return out
}

func TestChangeGolden(t *testing.T) {
	for name, write := range changeFormats() {
		t.Run(name, func(t *testing.T) {
			r, lex := changeSample(t)
			var b bytes.Buffer
			if err := write(&b, r, lex); err != nil {
				t.Fatal(err)
			}
			got := b.Bytes()
			if strings.HasSuffix(name, ".docx") {
				got, name = []byte(unzipped(t, got, "word/document.xml", "word/comments.xml")), name+".xml"
			}
			sameAsFile(t, name, got)
		})
	}
}

// unzipped gives parts of a Word document, a paragraph a line.
func unzipped(t *testing.T, data []byte, names ...string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range names {
		f, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "-- %s --\n%s\n", name, strings.ReplaceAll(string(part), "</w:p>", "</w:p>\n"))
	}
	return b.String()
}

func TestChangeSameBytes(t *testing.T) {
	for name, write := range changeFormats() {
		var first []byte
		for i := range 4 {
			r, lex := changeSample(t)
			var b bytes.Buffer
			if err := write(&b, r, lex); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = b.Bytes()
			} else if !bytes.Equal(first, b.Bytes()) {
				t.Errorf("%s: differs from run to run", name)
			}
		}
	}
}

func TestChangeFails(t *testing.T) {
	r, lex := changeSample(t)
	for name, write := range changeFormats() {
		if err := write(brokenPipe{}, r, lex); !errors.Is(err, errPipe) {
			t.Errorf("%s: error %v, want %v in it", name, err, errPipe)
		}
	}
	if err := ChangeMail(io.Discard, r, lex, Options{Lang: "xx"}); err == nil {
		t.Error("language xx: no error")
	}
}

// TestChangeOfNothing: no change, no documents, no lexicon.
func TestChangeOfNothing(t *testing.T) {
	for name, write := range changeFormats() {
		for what, r := range map[string]*diff.Report{
			"zero":  {},
			"empty": {Old: &assess.Assessment{}, New: &assess.Assessment{}, Cause: diff.Vendor},
		} {
			var b bytes.Buffer
			if err := write(&b, r, nil); err != nil {
				t.Errorf("%s of %s: %v", name, what, err)
			}
		}
	}
	var b strings.Builder
	if err := ChangeMail(&b, &diff.Report{Cause: diff.Vendor}, nil, Options{Lang: "en"}); err != nil || !strings.Contains(b.String(), "No difference was found") {
		t.Errorf("mail on nothing: %v\n%s", err, b.String())
	}
}

// hostileChange is a report of which every string that a stranger can choose is an attack.
func hostileChange(t *testing.T) (*diff.Report, *lexicon.Lexicon) {
	t.Helper()
	r, lex := changeSample(t)
	for _, a := range []*assess.Assessment{r.Old, r.New} {
		a.Service = attack
		for i := range a.Documents {
			d := a.Documents[i].Document
			d.Title, d.URL, d.Source.Location = attack, "javascript:alert(4)", attack
			d.Blocks = append(d.Blocks, corpus.Block{Kind: corpus.Paragraph, Span: corpus.Span{Start: len(d.Text), End: len(d.Text) + len(attack)}})
			d.Text += attack
		}
		for i := range a.Findings {
			a.Findings[i].Quote, a.Findings[i].Citation, a.Findings[i].Caption = attack, attack, attack
		}
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		if c.Old != nil {
			c.Old.Citation, c.Old.Caption, c.Old.Quote = attack, attack, attack+attack
		}
		if c.New != nil {
			c.New.Citation, c.New.Caption, c.New.Quote = attack, attack, attack
		}
		c.Words = []diff.Words{{Op: diff.Equal, Text: attack}, {Op: diff.Delete, Text: attack}, {Op: diff.Insert, Text: attack}}
	}
	r.Renames = []diff.Rename{{Old: attack, New: attack}}
	r.Documents[1].Fault.Detail = attack
	return r, lex
}

func TestChangeHostile(t *testing.T) {
	for name, write := range changeFormats() {
		r, lex := hostileChange(t)
		var b bytes.Buffer
		if err := write(&b, r, lex); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text := b.String()
		switch {
		case strings.HasSuffix(name, ".docx"):
			text = unzipped(t, b.Bytes(), "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels")
		case strings.HasSuffix(name, ".md"):
			if bad := regexp.MustCompile(`<script|<img|[^\\]\]\(javascript`).FindString(text); bad != "" {
				t.Errorf("%s: %q got through", name, bad)
			}
		case strings.HasSuffix(name, ".html"):
			for _, tag := range tags(text) {
				if tag.name == "script" || tag.name == "img" {
					t.Errorf("%s: element %s got through", name, tag.name)
				}
				for _, at := range tag.attrs {
					if strings.HasPrefix(at[0], "on") || at[0] == "href" && strings.HasPrefix(at[1], "javascript") || at[0] == "src" {
						t.Errorf("%s: attribute got through: <%s %s=%q>", name, tag.name, at[0], at[1])
					}
				}
			}
		}
		checkText(t, name, text)
	}
}

// TestRedline: without insertions the redline is the old document, without deletions the new one.
func TestRedline(t *testing.T) {
	r, lex := changeSample(t)
	v, err := buildChange(r, lex, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lines := redlines(r, v)
	if len(lines) != 2 {
		t.Fatalf("%d documents, want the pair and the new one, not the one that was not received", len(lines))
	}
	side := func(l redline, without diff.Op) string {
		var b strings.Builder
		for _, line := range l.Lines {
			var text string
			for _, r := range line.Runs {
				if r.Op != without {
					text += r.Text
				}
			}
			if text != "" {
				b.WriteString(text + "\n")
			}
		}
		return b.String()
	}
	want := func(p *page) string {
		var b strings.Builder
		for _, block := range bodyBlocks(&p.doc) {
			b.WriteString(block.Span.In(p.doc.Text) + "\n")
		}
		return b.String()
	}
	if diff := cmp.Diff(want(oldTerms()), side(lines[0], diff.Insert)); diff != "" {
		t.Errorf("without insertions (-old terms +got):\n%s", diff)
	}
	if diff := cmp.Diff(want(changedTerms()), side(lines[0], diff.Delete)); diff != "" {
		t.Errorf("without deletions (-new terms +got):\n%s", diff)
	}
	if diff := cmp.Diff(want(samplePolicy()), side(lines[1], diff.Delete)); diff != "" {
		t.Errorf("new document (-want +got):\n%s", diff)
	}
}

func TestChangeJSONSchema(t *testing.T) {
	full, _ := changeSample(t)
	none := &assess.Assessment{}
	texts := map[string]*bytes.Buffer{}
	for name, r := range map[string]*diff.Report{
		"sample": full,
		"empty":  {Old: none, New: none, Cause: diff.Vendor, Direction: diff.Neutral},
	} {
		texts[name] = &bytes.Buffer{}
		if err := ChangeJSON(texts[name], r); err != nil {
			t.Fatal(err)
		}
	}
	followsSchema(t, ChangeSchema(), texts, "cause", "fate")
}
