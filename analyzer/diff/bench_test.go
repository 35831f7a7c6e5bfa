package diff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
)

// longTerms makes terms of n clauses. Every tenth clause differs from one edition to the next; a clause came and one went.
func longTerms(n, edition int) string {
	var b strings.Builder
	b.WriteString("利用規約\n\n")
	for i := 1; i <= n; i++ {
		if edition == 1 && i == n/2 {
			b.WriteString("第9999条（追加）\n当社は、契約者データを、サービスの改善のために利用することができます。\n\n")
			continue
		}
		days := 10 + i%50
		if i%10 == 0 {
			days += edition
		}
		fmt.Fprintf(&b, "第%d条（事項%d）\n当社は、契約者が第%d種機能に登録したデータを、区分%dの保守のため必要な場合に限り、%d日前までに通知したうえで閲覧することができます。ただし、緊急の場合はこの限りではありません。\n\n",
			i, i, i*7%1000, i%97, days)
	}
	return b.String()
}

// BenchmarkCompare reports how long a comparison takes in relation to assessing the same two documents: it is to stay
// below 0.25. With the number of clauses in the name the growth can be read: time per clause must not rise with it.
func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{300, 1000, 3000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmark(b, longTerms(n, 0), longTerms(n, 1), n) })
	}
}

// BenchmarkRewritten compares texts that have no sentence in common: the worst case.
func BenchmarkRewritten(b *testing.B) {
	for _, n := range []int{300, 1000, 3000} {
		rewritten := strings.NewReplacer("当社は、", "弊社においては、", "閲覧する", "参照する", "緊急の場合", "急を要するとき").Replace(longTerms(n, 1))
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmark(b, longTerms(n, 0), rewritten, n) })
	}
}

func benchmark(b *testing.B, old, new string, clauses int) {
	tools := load(b)
	docs := [][]*corpus.Document{{read(b, "old.txt", old)}, {read(b, "new.txt", new)}}
	var assessing, comparing []time.Duration
	for b.Loop() {
		start := time.Now()
		before, after := tools.analyzer.Assess(docs[0], analyzer.Options{}), tools.analyzer.Assess(docs[1], analyzer.Options{})
		assessed := time.Now()
		tools.comparer.Compare(before, after, diff.Options{})
		assessing, comparing = append(assessing, assessed.Sub(start)), append(comparing, time.Since(assessed))
	}
	slices.Sort(assessing)
	slices.Sort(comparing)
	took := comparing[len(comparing)/2]
	b.ReportMetric(float64(took)/float64(assessing[len(assessing)/2]), "compare/assess")
	b.ReportMetric(float64(took.Microseconds())/float64(clauses), "µs/clause")
}
