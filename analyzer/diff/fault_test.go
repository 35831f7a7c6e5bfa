package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"kiyaku/analyzer"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
)

// subjects and their Japanese names make articles that differ from one another.
var subjects = [][2]string{
	{"support desk", "問合せ窓口"}, {"invoice", "請求書"}, {"sample project", "見本案件"}, {"calendar", "暦"}, {"storage quota", "保存容量"},
	{"mobile app", "携帯端末用アプリ"}, {"trial period", "試用期間"}, {"user name", "利用者名"}, {"language setting", "言語の設定"},
	{"training course", "講習"}, {"partner program", "提携制度"}, {"newsletter", "会報"}, {"webhook", "通知先"}, {"audit trail", "操作履歴"},
	{"holiday schedule", "休業日"}, {"hardware token", "認証器"}, {"print shop", "印刷所"}, {"photo album", "写真帳"}, {"meeting room", "会議室"},
	{"road map", "開発計画"},
}

func englishTerms() string {
	var b strings.Builder
	b.WriteString("Terms of Service\n\nLast updated: April 1, 2025\n")
	for i, s := range subjects {
		fmt.Fprintf(&b, "\n%d. %s\nThe %s is described in part %d of the manual. We will answer questions about the %[2]s on working days.\n",
			i+1, strings.ToUpper(s[0][:1])+s[0][1:], s[0], 40-i)
	}
	return b.String()
}

func japaneseTerms() string {
	var b strings.Builder
	b.WriteString("利用規約\n\n最終更新日：2025年4月1日\n")
	for i, s := range subjects {
		fmt.Fprintf(&b, "\n第%d条（%s）\n%[2]sについては、手引の第%d部に定めます。当社は、%[2]sに関する質問に営業日に回答します。\n", i+1, s[1], 40-i)
	}
	return b.String()
}

// half is the text up to its middle, cut at the end of a line.
func half(s string) string { return s[:strings.Index(s[len(s)/2:], "\n")+len(s)/2+1] }

// TestFaults checks that what was not received as it is gets its name and no changes, on whichever side it stands.
func TestFaults(t *testing.T) {
	for _, lang := range []struct{ name, whole, other, word string }{
		{"en", englishTerms(), japaneseTerms(), "about"}, {"ja", japaneseTerms(), englishTerms(), "回答"},
	} {
		cut := strings.LastIndex(lang.whole, lang.word)
		for _, c := range []struct {
			name, received string
			want           diff.FaultKind
		}{
			{"collapsed", "Loading… Please enable JavaScript.\n", diff.Collapsed},
			{"doubled", lang.whole + "\n" + lang.whole, diff.Doubled},
			{"truncated inside a sentence", lang.whole[:cut], diff.Truncated},
			{"truncated in the middle", half(lang.whole), diff.Truncated},
			{"switched", lang.other, diff.Switched},
		} {
			t.Run(lang.name+" "+c.name, func(t *testing.T) {
				r := compared(t, "terms.txt", lang.whole, c.received)
				f := r.Documents[0].Fault
				if f == nil || f.Kind != c.want || f.Side != diff.NewSide || f.Detail == "" {
					t.Fatalf("Fault = %+v, want %s on the new side%s", f, c.want, summary(r))
				}
				if len(r.Changes) != 0 || r.Substantive || r.Direction != diff.Neutral {
					t.Errorf("what was not received is told as changed: %s%s", r.Direction, summary(r))
				}
			})
		}
	}
}

// TestFaultsOfOldSide checks that a text that comes back whole is no vendor's change either.
func TestFaultsOfOldSide(t *testing.T) {
	whole := englishTerms()
	for _, c := range []struct {
		name, received string
		want           diff.FaultKind
	}{
		{"collapsed", "Loading… Please enable JavaScript.\n", diff.Collapsed},
		{"doubled", whole + "\n" + whole, diff.Doubled},
		{"truncated", whole[:strings.LastIndex(whole, "questions")], diff.Truncated},
	} {
		r := compared(t, "terms.txt", c.received, whole)
		if f := r.Documents[0].Fault; f == nil || f.Kind != c.want || f.Side != diff.OldSide {
			t.Errorf("%s: Fault = %+v, want %s on the old side", c.name, f, c.want)
		}
	}
}

// TestNoFault checks what looks like a fault and is a change.
func TestNoFault(t *testing.T) {
	whole := englishTerms()
	for _, c := range []struct{ name, old, new string }{
		{"last sentence goes on", whole, strings.TrimSuffix(whole, ".\n") + ", unless we decide otherwise.\n"},
		{"last sentence loses its end", strings.TrimSuffix(whole, ".\n") + ", unless we decide otherwise.\n", whole},
		{"articles added at the end", whole, whole + "\n21. Fees\nWe may change the fees at any time.\n"},
		{"an article repeated", whole, whole + whole[strings.Index(whole, "\n20."):]},
		{"half of it goes, with a new date", whole, strings.Replace(half(whole), "April 1, 2025", "May 2, 2026", 1) + "\n21. End\nWe may end the service at any time.\n"},
	} {
		r := compared(t, "terms.txt", c.old, c.new)
		if f := r.Documents[0].Fault; f != nil || !r.Substantive {
			t.Errorf("%s: Fault = %+v, substantive = %v, want none and true%s", c.name, f, r.Substantive, summary(r))
		}
	}
}

// TestUnread checks that a document without text is named and not told as a removal of all.
func TestUnread(t *testing.T) {
	empty := load(t).analyzer.Assess([]*corpus.Document{{ID: "d1", Source: corpus.Source{Location: "terms.txt"}, Lang: corpus.English}}, analyzer.Options{})
	r := load(t).comparer.Compare(assessed(t, "terms.txt", englishTerms()), empty, diff.Options{})
	if f := r.Documents[0].Fault; f == nil || f.Kind != diff.Unread || f.Side != diff.NewSide || len(r.Changes) != 0 {
		t.Errorf("Fault = %+v, want %s on the new side%s", f, diff.Unread, summary(r))
	}
}

// TestVariant checks that two documents that were served under one address in turn are told apart from two versions.
func TestVariant(t *testing.T) {
	other := "Content Guidelines\n"
	for i, s := range subjects {
		other += fmt.Sprintf("\n%d. Pictures of a %s\nDo not upload photographs that show a stranger's %[2]s without asking. Moderators hide such posts at night.\n", i+1, s[0])
	}
	r := compared(t, "terms.txt", englishTerms(), other)
	if f := r.Documents[0].Fault; f == nil || f.Kind != diff.Variant {
		t.Errorf("Fault = %+v, want %s%s", f, diff.Variant, summary(r))
	}
	if len(r.Changes) != 0 {
		t.Errorf("two documents are shown as two versions:%s", summary(r))
	}
}

// TestProvisions checks that what came is one change for each provision, and one where an article came as a whole.
func TestProvisions(t *testing.T) {
	old := japaneseTerms()
	item := "\n第21条（禁止事項）\n契約者は、次の行為をしてはなりません。\n(1) 法令に違反する行為\n"
	for _, c := range []struct {
		name, old, new string
		want           []string // beginnings of the quotes
	}{
		{"article", old, old + item, []string{"第21条（禁止事項）"}},
		{"two articles", old, old + item + "\n第22条（雑則）\n本規約に定めのない事項は協議します。\n", []string{"第21条", "第22条"}},
		{"two items", old + item, old + item + "(2) 他人の権利を侵害する行為\n(3) 当社の設備に過度の負荷をかける行為\n", []string{"(2)", "(3)"}},
		{"lead-in with items", old + "\n第21条（届出）\n契約者は住所を届け出ます。\n", old + "\n第21条（届出）\n契約者は住所を届け出ます。\n2 契約者は、次の変更を届け出ます。\n(1) 商号の変更\n(2) 代表者の変更\n", []string{"2 契約者は"}},
	} {
		for _, back := range []bool{false, true} {
			from, to, kind := c.old, c.new, diff.Added
			if back {
				from, to, kind = to, from, diff.Removed
			}
			r := compared(t, "terms.txt", from, to)
			var got []string
			for _, x := range r.Changes {
				switch {
				case x.Kind == kind && back:
					got = append(got, x.Old.Quote)
				case x.Kind == kind:
					got = append(got, x.New.Quote)
				}
			}
			same := len(got) == len(c.want)
			for i := 0; same && i < len(got); i++ {
				same = strings.HasPrefix(got[i], c.want[i])
			}
			if !same {
				t.Errorf("%s, %s: %q, want changes that begin %q", c.name, kind, got, c.want)
			}
		}
	}
}
