package diff_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kiyaku/analyzer/diff"
)

// sentences of which the texts of the property tests are made.
var sentences = []string{
	"当社は、契約者データを30日間保存します。", "当社は、契約者データを閲覧しません。", "当社は、必要と認めるときは、契約者データを分析することができます。",
	"契約者は、ID及びパスワードを自己の責任で管理するものとします。", "当社は、契約者の同意を得て、第三者に開示します。", "利用料金は月額1,000円とします。",
	"当社は、バックアップを取得し、第12条第2項に従い保管します。", "We may use Customer Data to improve the Services.", "短い文。",
	"本規約は、２０２６年４月１日から施行します。", "詳しくは https://example.com/help?utm_source=x をご覧ください。", "当社は、契約者データを取り扱わないものとします（⽤語は第2条のとおり）。",
}

// drawText makes a small document: articles with one to four sentences, the numbers in their order.
func drawText(t *rapid.T, label string) string {
	var b strings.Builder
	b.WriteString("利用規約\n\n")
	n := rapid.IntRange(1, 6).Draw(t, label+" articles")
	for i := 1; i <= n; i++ {
		b.WriteString("第" + string(rune('0'+i)) + "条（" + rapid.SampledFrom([]string{"目的", "データ", "責任", "料金"}).Draw(t, label+" caption") + "）\n")
		for _, s := range rapid.SliceOfN(rapid.SampledFrom(sentences), 1, 4).Draw(t, label+" sentences") {
			b.WriteString(s)
			if rapid.Bool().Draw(t, label+" break") {
				b.WriteString("\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestSameTextNoChange(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawText(rt, "text")
		r := compared(t, "terms.txt", text, text)
		if len(r.Changes) != 0 || r.Substantive || r.Direction != diff.Neutral {
			rt.Fatalf("Compare(x, x) has changes:%s\n%s", summary(r), text)
		}
		for _, f := range r.Findings {
			if f.Status != diff.Carried {
				rt.Fatalf("finding %s is %s", f.Flag, f.Status)
			}
		}
	})
}

// TestPromises checks what the doc comments promise, on two texts that have some sentences in common.
func TestPromises(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := drawText(rt, "old"), drawText(rt, "new")
		r, back := compared(t, "terms.txt", a, b), compared(t, "terms.txt", b, a)
		checkReport(rt, r, a, b)
		faulty := func(r *diff.Report) bool {
			return slices.ContainsFunc(r.Documents, func(p diff.Pairing) bool { return p.Fault != nil })
		}
		if faulty(r) || faulty(back) { // a text that lost its end may be half a page; one that won it is no fault
			return
		}
		if x, y := kindsOf(r, false), kindsOf(back, true); !slices.Equal(x, y) || r.Substantive != back.Substantive {
			rt.Fatalf("the other way round it is no mirror image:\n%v\n%v\n%s\n----\n%s", x, y, a, b)
		}
	})
}

// kindsOf lists kinds and quotes of the changes, sorted; mirrored with old and new exchanged.
func kindsOf(r *diff.Report, mirrored bool) []string {
	var out []string
	for _, c := range r.Changes {
		kind, old, new := c.Kind, "", ""
		if c.Old != nil {
			old = c.Old.Quote
		}
		if c.New != nil {
			new = c.New.Quote
		}
		if mirrored {
			old, new = new, old
			switch kind {
			case diff.Added:
				kind = diff.Removed
			case diff.Removed:
				kind = diff.Added
			}
		}
		reasons := ""
		for _, x := range c.Reasons {
			reasons += " " + string(x)
		}
		out = append(out, string(kind)+reasons+"|"+old+"|"+new)
	}
	slices.Sort(out)
	return out
}

type failer interface {
	Fatalf(format string, args ...any)
}

// checkReport checks that words and places are those of the texts, that reasons agree with what they are reasons for, and
// that each finding stands in one place.
func checkReport(t failer, r *diff.Report, old, new string) {
	substantive := false
	for _, c := range r.Changes {
		var was, is strings.Builder
		for i, w := range c.Words {
			if w.Text == "" || i > 0 && c.Words[i-1].Op == w.Op && c.Words[i-1].Slip == w.Slip {
				t.Fatalf("runs of words are empty or not joined: %+v", c.Words)
			}
			if w.Op != diff.Insert {
				was.WriteString(w.Text)
			}
			if w.Op != diff.Delete {
				is.WriteString(w.Text)
			}
		}
		if c.Old != nil && (was.String() != c.Old.Quote || c.Old.Span.In(old) != c.Old.Quote) {
			t.Fatalf("words of the old side are %q, the quote %q", was.String(), c.Old.Quote)
		}
		if c.New != nil && (is.String() != c.New.Quote || c.New.Span.In(new) != c.New.Quote) {
			t.Fatalf("words of the new side are %q, the quote %q", is.String(), c.New.Quote)
		}
		if (c.Old == nil) != (c.Kind == diff.Added) || (c.New == nil) != (c.Kind == diff.Removed) {
			t.Fatalf("%s has old %v, new %v", c.Kind, c.Old, c.New)
		}
		if len(c.Reasons) == 0 || !c.Substantive && c.Direction != diff.Neutral {
			t.Fatalf("%s, substantive %v: reasons %v, direction %s", c.Kind, c.Substantive, c.Reasons, c.Direction)
		}
		substantive = substantive || c.Substantive
	}
	if substantive != r.Substantive {
		t.Fatalf("substantive = %v, of the changes %v", r.Substantive, substantive)
	}
	seen := map[any]int{}
	for _, f := range r.Findings {
		if f.Old != nil {
			seen[f.Old]++
		}
		if f.New != nil {
			seen[f.New]++
		}
	}
	for i := range r.Old.Findings {
		if seen[&r.Old.Findings[i]] != 1 {
			t.Fatalf("old finding %d stands in %d places", i, seen[&r.Old.Findings[i]])
		}
	}
	for i := range r.New.Findings {
		if seen[&r.New.Findings[i]] != 1 {
			t.Fatalf("new finding %d stands in %d places", i, seen[&r.New.Findings[i]])
		}
	}
}
