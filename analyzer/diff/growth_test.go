//go:build !race

// The race detector makes this slow and no more telling.

package diff_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
)

// A text eight times as long in which the parties got other names takes about eight times the time: names are not looked for
// in the whole text one by one.
func TestTimeGrowsWithRenames(t *testing.T) {
	tools := load(t)
	compare := func(n int) time.Duration {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "第%d条（事項%d）\n当社は、契約者データ%d を、保守のために必要な場合に限り、閲覧することができます。\n", i+1, i, i)
		}
		old := tools.analyzer.Assess([]*corpus.Document{read(t, "old.txt", text.String())}, analyzer.Options{})
		renamed := strings.NewReplacer("当社", "弊社", "契約者", "お客様").Replace(text.String())
		new := tools.analyzer.Assess([]*corpus.Document{read(t, "new.txt", renamed)}, analyzer.Options{})
		start := time.Now()
		tools.comparer.Compare(old, new, diff.Options{})
		return time.Since(start)
	}
	short := max(min(compare(200), compare(200), compare(200)), time.Millisecond)
	var long time.Duration
	for range 3 { // another process may have been in the way
		if long = compare(1600); long <= 20*short {
			return
		}
	}
	t.Errorf("a text eight times as long takes %v instead of %v", long, short)
}
