package report

import (
	"bytes"
	"strings"
	"testing"

	"kiyaku/analyzer/assess"
	"kiyaku/corpus"
)

// Documents with the same title are told apart by their files, in findings too.
func TestSameTitles(t *testing.T) {
	a, lex := sample(t)
	for i := range a.Documents {
		a.Documents[i].Title = "利用規約"
	}
	for _, c := range []struct{ first, second, want, other string }{
		{"a/main.docx", "https://example.com/dpa.pdf?v=1", "利用規約（main.docx）", "利用規約（dpa.pdf）"},
		{"a/terms.txt", "b/terms.txt", "利用規約（d1）", "利用規約（d2）"},
	} {
		a.Documents[0].Source.Location, a.Documents[1].Source.Location = c.first, c.second
		var out bytes.Buffer
		if err := Text(&out, a, lex, Options{Lang: "ja"}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(out.String()), "")
		if strings.Count(text, c.want) < 2 || strings.Count(text, c.other) < 2 || strings.Contains(text, "利用規約·第") {
			t.Errorf("%s, %s: want %q and %q at documents and findings:\n%s", c.first, c.second, c.want, c.other, out.String())
		}
	}
}

// A letter is not addressed to 当社: who writes it would be meant.
func TestLetterAddressee(t *testing.T) {
	for name, want := range map[string]string{
		"当社": "〔提供事業者の名称〕　御中", "The Company": "〔提供事業者の名称〕　御中", "甲": "〔提供事業者の名称〕　御中", "株式会社みどり (当社)": "株式会社みどり　御中", "みどり": "みどり　御中",
	} {
		a, lex := sample(t)
		for i := range a.Topics {
			for k := range a.Topics[i].Points {
				if p := &a.Topics[i].Points[k]; a.Topics[i].ID == assess.Chain && p.ID == "processor" {
					p.Value = name
				}
			}
		}
		if text := textOf(t, LetterDOCX, a, lex, Options{Lang: "ja"}); !strings.Contains(text, want) {
			t.Errorf("%s: the letter lacks %q", name, want)
		}
	}
}

// Problems that web pages and Word files often have are told in the language of the report.
func TestProblemsInJapanese(t *testing.T) {
	a, lex := sample(t)
	a.Documents[0].Problems = []corpus.Problem{{Code: "left-out", Message: "37 bytes of navigation"}, {Code: "hidden-text", Message: "English"}}
	var out bytes.Buffer
	if err := Markdown(&out, a, lex, Options{Lang: "ja"}); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); strings.Contains(s, "37 bytes") || !strings.Contains(s, "隠し文字：Word文書に") {
		t.Errorf("problems in another language:\n%s", s)
	}
}
