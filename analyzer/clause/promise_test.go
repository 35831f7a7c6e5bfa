package clause

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kiyaku/corpus"
)

// check fails if tree breaks a promise of Split.
func check(t interface{ Fatalf(string, ...any) }, tree *Tree) {
	text := tree.Doc.Text
	for i, c := range tree.Clauses {
		if c.Span.Start < 0 || c.Span.End > len(text) || c.Span.Start > c.Span.End {
			t.Fatalf("clause %d: span %v outside the text", i, c.Span)
		}
		if i > 0 {
			p := tree.Clauses[c.Parent]
			if !p.Span.Contains(c.Span) || c.Parent >= i || c.Level < p.Level {
				t.Fatalf("clause %d %v level %v does not lie in its parent %d %v level %v", i, c.Span, c.Level, c.Parent, p.Span, p.Level)
			}
			if c.Span.Start < tree.Clauses[i-1].Span.Start {
				t.Fatalf("clause %d begins before clause %d", i, i-1)
			}
		}
		for k := 1; k < len(c.Children); k++ {
			if tree.Clauses[c.Children[k-1]].Span.Overlaps(tree.Clauses[c.Children[k]].Span) {
				t.Fatalf("children %d and %d of clause %d overlap", c.Children[k-1], c.Children[k], i)
			}
		}
		_, _ = tree.Citation(i), tree.Headline(i)
	}
	end := 0
	for k, x := range tree.Sentences {
		if x.Span.Start < end || x.Span.End > len(text) || x.Span.Start >= x.Span.End || !x.Span.Contains(x.Body) || x.Body.Start > x.Body.End {
			t.Fatalf("sentence %d: span %v body %v after %d", k, x.Span, x.Body, end)
		}
		if !utf8.ValidString(x.Span.In(text)) || !utf8.ValidString(x.Body.In(text)) {
			t.Fatalf("sentence %d cuts a character", k)
		}
		if x.LeadIn >= k || x.LeadIn < -1 {
			t.Fatalf("sentence %d completes %d", k, x.LeadIn)
		}
		if x.Role == corpus.Body && !tree.Clauses[x.Clause].Span.Contains(x.Span) {
			t.Fatalf("sentence %d %v outside its clause %d %v", k, x.Span, x.Clause, tree.Clauses[x.Clause].Span)
		}
		end = x.Span.End
	}
	checkNames(t, tree)
}

func checkNames(t interface{ Fatalf(string, ...any) }, tree *Tree) {
	for _, x := range tree.Terms {
		if x.Span.In(tree.Doc.Text) != x.Name || x.Means.Start > x.Means.End || !utf8.ValidString(x.Means.In(tree.Doc.Text)) {
			t.Fatalf("term %+v", x)
		}
	}
	for _, r := range tree.Refs {
		if !tree.Sentences[r.Sentence].Span.Contains(r.Span) || r.Span.Len() == 0 {
			t.Fatalf("reference %+v outside its sentence", r)
		}
	}
	covered := 0
	for _, s := range tree.Read() {
		if s.Start < covered {
			t.Fatalf("Read: %v after %d", s, covered)
		}
		covered = s.End
	}
}

func TestProperties(t *testing.T) {
	heads := []string{"第1条（目的）", "第２条 定義", "第3章 総則", "1. ", "1.1 ", "(1) ", "① ", "イ ", "・", "a) ", "(i) ", "- ", "2 ", "２項 ", "附則", "## ", "**3.** ", "§ 4 ", "", "", "　", "    "}
	tails := []string{"当社は、次の場合を除き利用しません。", "法令に基づく場合", "（以下「甲」という。）は前項による。", "We may use it. However, Section 3(a) applies.", "以下の通り：", "", "（", "「甲」とは、乙をいう。", "前各号、第2条第1項から第3項まで", "甲 ／ 乙", "====", "| a | b |"}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 40).Draw(t, "lines") {
			b.WriteString(rapid.SampledFrom(heads).Draw(t, "head") + rapid.SampledFrom(tails).Draw(t, "tail") + "\n")
		}
		doc := plainText(b.String())
		for i := range doc.Blocks {
			doc.Blocks[i].Role = rapid.SampledFrom([]corpus.Role{corpus.Body, corpus.Body, corpus.Body, corpus.Nav}).Draw(t, "role")
			doc.Blocks[i].Kind = rapid.SampledFrom([]corpus.BlockKind{corpus.Paragraph, corpus.Paragraph, corpus.Heading, corpus.Item, corpus.Row}).Draw(t, "kind")
			doc.Blocks[i].Level = rapid.IntRange(0, 7).Draw(t, "level")
		}
		check(t, Split(doc))
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("第1条（目的）\n1. 当社は、次の場合を除き利用しません。\n(1) 法令\nイ 甲\n附則")
	f.Add("# A\n## 1. B\n1.1 c (the \"D\").\n* e\n\t* f\n| g | h |\n---\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("documents are valid UTF-8")
		}
		check(t, Split(plainText(text)))
	})
}

// TestLinear makes sure that strange and large inputs are read in reasonable time.
func TestLinear(t *testing.T) {
	nested := ""
	for i := range 100 {
		nested += strings.Repeat("  ", i) + "- 甲：\n"
	}
	for name, text := range map[string]string{
		"one long line":      strings.Repeat("当社は、契約者のデータを監視します。", 60_000),
		"no punctuation":     strings.Repeat("a", 3_000_000),
		"open brackets":      strings.Repeat("（", 500_000),
		"items":              "第1条（甲）\n次の場合\n" + strings.Repeat("(1) 前各号の場合\n", 10_000),
		"nested":             nested,
		"nested numbers":     strings.Repeat("1. 次の：\n", 20_000),
		"articles":           strings.Repeat("第1条（甲）\n乙。\n", 10_000),
		"lines to join":      strings.Repeat("当社は、\n", 100_000),
		"headings":           strings.Repeat("# 甲\n", 50_000),
		"以下":                 strings.Repeat("以下「", 100_000),
		"unnumbered article": "第1条（甲）\n" + strings.Repeat("前項による。\n", 20_000),
	} {
		start := time.Now()
		check(t, Split(plainText(text)))
		if d := time.Since(start); d > 8*time.Second {
			t.Errorf("%s (%d bytes) took %v", name, len(text), d)
		} else {
			t.Logf("%s (%d bytes): %v", name, len(text), d)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "第%d条（データの取扱い）\n1. 当社は、次の各号に掲げる場合を除き、契約者データを閲覧しません。ただし、別に定める場合はこの限りではありません。\n(1) 法令に基づく場合\n(2) 契約者の同意がある場合\n2. 前項の定めは、契約の終了後も有効とします。\n", i+1)
	}
	doc := plainText(text.String())
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		Split(doc)
	}
}
