package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

const attack = "\"><script>alert(1)</script><img src=x onerror=alert(2)> \x1b]0;owned\x07\x1b[2J \u202eesrever\u2066 [x](javascript:alert(3)) `|` \x00\xff</bdi></q></style>"

// hostile is an assessment of which every string that a stranger can choose is an attack.
func hostile(t testing.TB) (*assess.Assessment, *lexicon.Lexicon) {
	t.Helper()
	a, lex := sample(t)
	a.Service = attack
	for i := range a.Documents {
		d := a.Documents[i]
		d.Title, d.URL, d.Source.Location = attack, "javascript:alert(4)", attack
		d.Document.Text += attack
		d.Blocks = append(d.Blocks, corpus.Block{Kind: corpus.Heading, Level: 2,
			Span: corpus.Span{Start: len(d.Text) - len(attack), End: len(d.Text)}})
		a.Documents[i].Problems = []corpus.Problem{{Code: "odd", Message: attack, Span: d.Blocks[len(d.Blocks)-1].Span}}
		for k := range d.Tree.Clauses {
			d.Tree.Clauses[k].Label, d.Tree.Clauses[k].Caption = attack, attack
		}
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		f.Citation, f.Caption, f.Quote, f.Mark = attack, attack, attack, corpus.Span{Start: f.Span.Start, End: f.Span.Start + 9}
		f.Exceptions = []find.Exception{{Kind: find.Unspecified, Quote: attack}}
		f.Why = find.Why{Actor: attack, Action: attack, Object: attack, Modality: attack, Purpose: attack, Condition: attack,
			LeadIn: attack}
	}
	for i := range a.Questions {
		a.Questions[i].Answer = &assess.Answer{Value: attack, Note: attack, Source: attack}
	}
	return a, lex
}

func TestHostileHTML(t *testing.T) {
	a, lex := hostile(t)
	var b bytes.Buffer
	if err := HTML(&b, a, lex, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags(b.String()) {
		if tag.name == "script" || tag.name == "img" {
			t.Errorf("element %s got through: %v", tag.name, tag.attrs)
		}
		for _, at := range tag.attrs {
			if strings.HasPrefix(at[0], "on") || at[0] == "href" && strings.HasPrefix(at[1], "javascript") || at[0] == "src" {
				t.Errorf("attribute got through: <%s %s=%q>", tag.name, at[0], at[1])
			}
		}
	}
	checkText(t, "HTML", b.String())
}

type tag struct {
	name  string
	attrs [][2]string
}

var (
	tagPattern  = regexp.MustCompile(`<([a-zA-Z][a-zA-Z0-9]*)([^>]*)>`)
	attrPattern = regexp.MustCompile(`([a-zA-Z-]+)="([^"]*)"`)
)

// tags lists the start tags of a page as a browser would find them, given that html/template leaves no bare < or > in
// values.
func tags(page string) []tag {
	var out []tag
	for _, m := range tagPattern.FindAllStringSubmatch(page, -1) {
		t := tag{name: strings.ToLower(m[1])}
		for _, at := range attrPattern.FindAllStringSubmatch(m[2], -1) {
			t.attrs = append(t.attrs, [2]string{strings.ToLower(at[1]), at[2]})
		}
		out = append(out, t)
	}
	return out
}

func TestHostileText(t *testing.T) {
	a, lex := hostile(t)
	var b strings.Builder
	if err := Text(&b, a, lex, Options{Explain: true}); err != nil {
		t.Fatal(err)
	}
	checkText(t, "Text", b.String())
}

func TestHostileMarkdown(t *testing.T) {
	a, lex := hostile(t)
	var b strings.Builder
	if err := Markdown(&b, a, lex, Options{Explain: true}); err != nil {
		t.Fatal(err)
	}
	checkText(t, "Markdown", b.String())
	if bad := regexp.MustCompile(`<script|<img|[^\\]\]\(javascript`).FindString(b.String()); bad != "" {
		t.Errorf("Markdown: %q got through", bad)
	}
}

// checkText: valid UTF-8, and no character that steers a terminal or reorders a line.
func checkText(t *testing.T, format, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s: invalid UTF-8", format)
	}
	if bad := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`).FindString(s); bad != "" {
		t.Errorf("%s: %q got through", format, bad)
	}
}

func TestHostileJSON(t *testing.T) {
	a, _ := hostile(t)
	var b bytes.Buffer
	if err := JSON(&b, a); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b.Bytes()) || !utf8.Valid(b.Bytes()) {
		t.Error("JSON is not valid")
	}
	if strings.Contains(b.String(), `\u003c`) {
		t.Error("JSON escapes < as for HTML")
	}
}

// TestOverlaps marks findings that nest and cross, and checks that the text comes out whole, once.
func TestOverlaps(t *testing.T) {
	const text = "当社は閲覧し、分析し、提供できる。"
	doc := &corpus.Document{ID: "d1", Text: text}
	span := func(s string) corpus.Span {
		i := strings.Index(text, s)
		return corpus.Span{Start: i, End: i + len(s)}
	}
	fs := []*findingView{
		{N: 1, Family: "H", Span: span("当社は閲覧し、分析し"), Mark: span("閲覧し")},
		{N: 2, Family: "R", Span: span("分析し、提供できる"), Mark: span("提供できる")},
		{N: 3, Family: "N", Against: true, Span: span(text), Mark: span("分析し")},
	}
	placed := map[int]bool{}
	got := marked(&documentView{doc: doc, ID: "d1"}, 0, fs, placed)
	var whole strings.Builder
	starts := 0
	for _, g := range got.Groups {
		for _, b := range g.Blocks {
			for _, s := range b.Segments {
				whole.WriteString(s.Text)
				starts += len(s.Starts)
				if s.Text == "分析し" && (s.Stance != "h" || len(s.Covers) != 3 || !s.Mark) {
					t.Errorf("segment %q = %+v, want class h, three findings, marked", s.Text, s)
				}
			}
		}
	}
	if whole.String() != text {
		t.Errorf("text = %q, want %q", whole.String(), text)
	}
	if starts != 3 || len(placed) != 3 {
		t.Errorf("%d anchors, placed %v; want one for each of three findings", starts, placed)
	}
}

// TestAnchors: every link inside the page leads somewhere, and no id is used twice.
func TestAnchors(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		a, lex := sample(t)
		var b bytes.Buffer
		if err := HTML(&b, a, lex, Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		ids := map[string]int{}
		var links []string
		for _, tag := range tags(b.String()) {
			for _, at := range tag.attrs {
				if at[0] == "id" {
					ids[at[1]]++
				}
				if at[0] == "href" && strings.HasPrefix(at[1], "#") {
					links = append(links, at[1][1:])
				}
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: id %q %d times", lang, id, n)
			}
		}
		for _, l := range links {
			if ids[l] == 0 {
				t.Errorf("%s: link to #%s leads nowhere", lang, l)
			}
		}
		for n := range a.Findings {
			if ids["f"+string(rune('1'+n))] == 0 || ids["t"+string(rune('1'+n))] == 0 {
				t.Errorf("%s: finding %d has no anchor", lang, n+1)
			}
		}
	}
}
