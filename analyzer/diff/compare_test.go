package diff_test

import (
	"strings"
	"testing"

	"kiyaku/analyzer/diff"
)

// The kinds of changes, each on a text that differs in one place.
func TestCompareKinds(t *testing.T) {
	old := `利用規約

第1条（目的）
本規約は、本サービスの利用条件を定めます。

第2条（データ）
1. 当社は、契約者データを30日間保存します。
2. 当社は、契約者データを閲覧しません。

第3条（責任）
当社は、契約者に生じた損害について責任を負いません。
`
	for _, c := range []struct {
		name, from, to string
		kind           diff.Kind
		reason         diff.Reason
		substantive    bool
	}{
		{"number", "30日間", "90日間", diff.Edited, diff.ByNumber, true},
		{"negation", "閲覧しません", "閲覧します", diff.Edited, diff.ByNegation, true},
		{"modality", "保存します", "保存することができます", diff.Edited, diff.ByModality, true},
		{"actor", "契約者に生じた", "第三者に生じた", diff.Edited, diff.ByActor, true},
		{"punctuation", "本規約は、本", "本規約は，本", diff.Cosmetic, diff.ByPunctuation, false},
		{"white space", "本規約は、本", "本規約は、 本", diff.Cosmetic, diff.BySpace, false},
		{"style", "利用条件を定めます", "利用条件を定めるものとします", diff.Edited, diff.ByStyle, false},
		{"spelling", "契約者データを閲覧しません", "契約者データを閲覧致しません", diff.Edited, diff.ByStyle, false},
		{"caption", "（責任）", "（免責事項）", diff.Edited, diff.ByCaption, false},
		{"sentence added", "閲覧しません。", "閲覧しません。ただし、保守に必要な場合はこの限りでありません。", diff.Added, diff.ByProvision, true},
		{"sentence gone", "2. 当社は、契約者データを閲覧しません。\n", "", diff.Removed, diff.ByProvision, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(old, c.from) {
				t.Fatalf("%q is not in the text", c.from)
			}
			r := compared(t, "terms.txt", old, strings.Replace(old, c.from, c.to, 1))
			if len(r.Changes) != 1 {
				t.Fatalf("%d changes, want 1: %+v", len(r.Changes), r.Changes)
			}
			got := r.Changes[0]
			if got.Kind != c.kind || got.Reasons[0] != c.reason || got.Substantive != c.substantive || r.Substantive != c.substantive {
				t.Errorf("Compare = %s %v substantive=%v, want %s [%s] substantive=%v", got.Kind, got.Reasons, got.Substantive, c.kind, c.reason, c.substantive)
			}
		})
	}
}
