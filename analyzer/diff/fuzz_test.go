package diff_test

import (
	"context"
	"strings"
	"testing"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
)

// FuzzCompare checks what [diff.Comparer.Compare] promises on any two texts: words run together to the quotes, quotes are
// those of the texts, each finding stands in one place, and the other way round is no more substantive.
func FuzzCompare(f *testing.F) {
	seeds := []string{
		"", "利用規約\n第1条（目的）\n当社は、データを閲覧しません。\n", "利用規約\n第1条（目的）\n当社は、データを閲覧することができます。\n",
		"# Terms\n\n1. We may use Customer Data.\n2. You must pay within 30 days.\n", "# Terms\n\n1. We will not use Customer Data.\n\n* a\n* b\n",
		"第一条　⽤語は、①１２３とする。\r\n(1) ｱｲｳ\n", "\xff\xfe bad \x00 bytes 第2条", strings.Repeat("当社は、", 200), "§ 3.2(a) 2025-04-01 1,000円 30日 thirty days' notice\n",
		"契約者", "者が", "we", "you may", "without your consent we", "第2条第3項", "・・・\n・\n",
	}
	for i, old := range seeds {
		f.Add(old, seeds[(i+1)%len(seeds)])
		f.Add(old, old)
	}
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old) > 4000 || len(new) > 4000 {
			return // long texts have a benchmark
		}
		a, b := assessedAny(t, old), assessedAny(t, new)
		if a == nil || b == nil {
			return // nothing that extraction gives a document for
		}
		r := load(t).comparer.Compare(a, b, diff.Options{})
		checkReport(t, r, a.Documents[0].Text, b.Documents[0].Text)
		if old == new && len(r.Changes) != 0 {
			t.Fatalf("Compare(x, x) has changes:%s", summary(r))
		}
		if r.Documents[0].Fault == nil {
			if back := load(t).comparer.Compare(b, a, diff.Options{}); back.Documents[0].Fault == nil && back.Substantive != r.Substantive {
				t.Fatalf("substantive = %v, the other way round %v%s%s", r.Substantive, back.Substantive, summary(r), summary(back))
			}
		}
	})
}

// assessedAny assesses a text; nil if it is none.
func assessedAny(t testing.TB, text string) *assess.Assessment {
	t.Helper()
	doc, err := extract.Document(context.Background(), &corpus.Snapshot{
		Source: corpus.Source{Location: "terms.txt"}, URL: "terms.txt", Body: []byte(text), SHA256: text,
	}, extract.Config{})
	if err != nil {
		return nil
	}
	return load(t).analyzer.Assess([]*corpus.Document{doc}, analyzer.Options{})
}
