//go:build unix && !race

// The race detector makes all of this ten times as slow and no more telling.

package analyzer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kiyaku/analyzer"
	"kiyaku/corpus"
)

// many repeats a line, with its number in the place of %[1]d.
func many(n int, line string) string {
	var b strings.Builder
	for i := range n {
		if strings.Contains(line, "%") {
			fmt.Fprintf(&b, line, i)
		} else {
			b.WriteString(line)
		}
	}
	return b.String()
}

// Eight times the text takes about eight times the time, whatever it is that a text has much of. Texts in which something was
// looked for anew at each place took more than twenty times.
func TestTimeGrowsWithTheText(t *testing.T) {
	anl := builtin(t)
	for _, c := range []struct {
		name string
		lang corpus.Lang
		n    int // of the short text
		text func(n int) string
	}{
		{"one sentence", corpus.English, 100, func(n int) string {
			return many(n, "we may access your data %d to improve the service, except where you object, and ")
		}},
		{"definitions", corpus.Japanese, 800, func(n int) string {
			return many(n, "機構%[1]d（以下「事業体%[1]d」といいます。）が提供する本サービスを利用します。\n")
		}},
		{"companies", corpus.English, 800, func(n int) string {
			return "1. Definitions\n" + many(n, "\"Firm%[1]d\" means Alpha%[1]d Holding Inc. of London.\n")
		}},
		{"parties", corpus.Japanese, 1600, func(n int) string {
			return many(n, "株式会社あ%[1]d（以下「あ%[1]d」という。）と株式会社い%[1]d（以下「い%[1]d」という。）は、契約する。\n")
		}},
		{"names in one sentence", corpus.Japanese, 500, func(n int) string { return many(n, "発注者%[1]dを「甲%[1]d」、") }},
		{"short names in one sentence", corpus.Japanese, 500, func(n int) string {
			return many(n, "（以下、管理者%[1]d）と利用者（以下「利用者%[1]d」という）")
		}},
		{"cases", corpus.Japanese, 3000, func(n int) string {
			return "第1条\n当社は、次の各号に該当する場合を除き、契約者データを閲覧しません。\n" + many(n, "・保守のために必要な場合その%d\n")
		}},
		{"items of a proviso", corpus.Japanese, 2000, func(n int) string {
			return "第1条（利用目的）\n当社は、契約者データを次の目的で利用します。ただし、次の場合は、この限りでない。\n" + many(n, "・サービスの改善その%dのため\n")
		}},
		{"provisos", corpus.Japanese, 1000, func(n int) string {
			return "第1条\n当社は契約者データを閲覧しません。" + many(n, "ただし、保守に必要な場合%dは、この限りでない。")
		}},
		{"lists with a proviso", corpus.Japanese, 1000, func(n int) string {
			return many(n, "当社は、契約者データを閲覧しません。ただし、次の場合%dは、この限りでない。\n(1) 保守の場合\n(2) 法令に基づく場合\n")
		}},
		{"one line", corpus.Japanese, 3000, func(n int) string {
			return many(n, "当社は、次の場合を除き、契約者データ%dを閲覧しません。")
		}},
		{"rows", corpus.English, 3000, func(n int) string {
			return "| Purpose | Data |\n|---|---|\n" + many(n, "| we use it to improve service %d | customer data |\n")
		}},
		{"spaces", corpus.Japanese, 4000, func(n int) string { return "当社は" + many(n, " ") + "契約者データを閲覧します。\n" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := func(n int) time.Duration {
				doc := plainText(c.text(n), c.lang, corpus.Terms)
				return cpu(func() { anl.Assess([]*corpus.Document{doc}, analyzer.Options{}) })
			}
			short := max(min(run(c.n), run(c.n), run(c.n)), time.Millisecond)
			var long time.Duration
			for range 3 { // another process may have been in the way
				if long = run(8 * c.n); long <= 20*short {
					return
				}
			}
			t.Errorf("a text eight times as long takes %v instead of %v", long, short)
		})
	}
}
