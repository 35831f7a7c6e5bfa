package report

import (
	"strings"
	"testing"
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// changeSample is the change from terms that promise not to handle the data to the terms of sample, with one of
// everything that a report on changes can hold.
func changeSample(t testing.TB) (*diff.Report, *lexicon.Lexicon) {
	t.Helper()
	lex := sampleLexicon()
	old, new, policy := oldTerms(), changedTerms(), samplePolicy()
	lost := newPage("d2", "保守規約", "maintenance.html", corpus.Maintenance)
	lost.para("保守規約の本文。")
	walled := newPage("d2", "保守規約", "maintenance.html", corpus.Maintenance)
	walled.para("JavaScriptを有効にしてください。")
	policy.doc.ID = "d3"
	before := &assess.Assessment{Service: "みどりクラウド人事", Tool: "kiyaku 0.1", Lexicon: "0123456789ab", Verdict: assess.Exception,
		Documents: []assess.Document{old.document(1), lost.document(1)}}
	after := &assess.Assessment{Service: "みどりクラウド人事", Tool: "kiyaku 0.1", Lexicon: "0123456789ab", Verdict: assess.Entrustment,
		Documents: []assess.Document{new.document(1), walled.document(1), policy.document(1)}}
	promise := find.Finding{Flag: "no-handling", Citation: "第7条", Caption: "契約者データの不取扱い", Actor: "provider", Modality: "will-not", Object: "personal-data",
		Quote: "当社は、本サービスのサーバーに保存された個人データを取り扱わないものとします。"}
	before.Findings = []find.Finding{old.finding(t, lex, promise, "個人データを取り扱わないものとします")}
	full := sampleFindings(t, sampleTerms(), lex)
	for i, mark := range map[int]string{1: "監視、分析その他必要な行為を行うことができます", 2: "契約者データを閲覧し、又は第三者に開示しません", 4: "利用料金を上限とします"} {
		full[i] = new.finding(t, lex, full[i], mark)
	}
	after.Findings = append([]find.Finding{full[1], full[2], full[4]}, policyFindings(t, policy, lex)...)
	s := &changeScript{t: t, old: old, new: new}
	s.changes(before, after)
	r := &diff.Report{
		Old: before, New: after, Cause: diff.Vendor, Substantive: true, Direction: diff.Worse, Changes: s.list,
		Documents: []diff.Pairing{
			{Old: "d1", New: "d1", Substantive: 5, Minor: 3, OldDates: dates(2025, 3, 2025, 4), NewDates: dates(2026, 10, 2026, 11)},
			{Old: "d2", New: "d2", Fault: &diff.Fault{Kind: diff.Collapsed, Side: diff.NewSide, Detail: "1 of 40 sentences is left."}},
			{New: "d3", Substantive: 1},
		},
		Renames: []diff.Rename{{Old: "株式会社あお", New: "株式会社みどり", Count: 3, Party: true}},
		Factors: []diff.FactorChange{{ID: "F1", Old: assess.NotMet, New: assess.Met}, {ID: "F2", Old: assess.Unknown, New: assess.Unknown},
			{ID: "F3", Old: assess.Unknown, New: assess.Met}},
		Verdict: diff.VerdictChange{Old: assess.Exception, New: assess.Entrustment},
		Findings: []diff.FindingChange{{Status: diff.Carried}, {Status: diff.Carried}, {Status: diff.Reopened}, {Status: diff.FindingNew},
			{Status: diff.FindingGone}},
		Notices: []diff.Notice{{Document: "d1", Told: date(2026, 10, 1), Holds: date(2026, 11, 1), Days: 31}},
		Notes:   []diff.Note{{ID: diff.NoteUnilateral, Authority: []string{"qa-7-53"}, Changes: []int{3, 6}, Clause: &after.Findings[2]}},
	}
	return r, lex
}

func date(year int, month time.Month, day int) diff.Date {
	return diff.Date{Day: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

func dates(y1 int, m1 time.Month, y2 int, m2 time.Month) diff.Dates {
	return diff.Dates{Revised: date(y1, m1, 1), Effective: date(y2, m2, 1)}
}

func oldTerms() *page {
	p := newPage("d1", "みどりクラウド人事 利用規約", "old.html", corpus.Terms)
	p.block(corpus.Paragraph, corpus.Nav, 0, "ホーム ＞ 規約")
	p.block(corpus.Heading, corpus.Body, 1, "みどりクラウド人事 利用規約")
	p.article("第1条", "適用")
	p.para("本規約は、株式会社あお（以下「当社」といいます。）が提供する本サービスの利用に適用します。")
	p.article("第5条", "通知")
	p.para("当社は、重要な変更を事前に通知します。")
	p.article("第7条", "契約者データの不取扱い")
	p.para("当社は、本サービスのサーバーに保存された個人データを取り扱わないものとします。本条は契約終了後も有効とします。")
	p.article("第8条", "データの取扱い")
	p.para("2 当社は、法令に基づく場合を除き、契約者データを閲覧し、又は第三者に開示しません。")
	p.para("3 当社は、障害からの復旧に備え、契約者データを複製することがあります。")
	p.article("第14条", "責任の制限")
	p.item("(1) 当社の賠償額は、直近12か月間に契約者が支払った利用料金を上限とします。")
	p.item("(2) 契約者は、自らの責任で契約者データのバックアップを取得するものとします。")
	return p
}

func changedTerms() *page {
	p := newPage("d1", "みどりクラウド人事 利用規約", "new.html", corpus.Terms)
	p.block(corpus.Heading, corpus.Body, 1, "みどりクラウド人事 利用規約")
	p.article("第1条", "適用")
	p.para("本規約は、株式会社みどり（以下「当社」といいます。）が提供する本サービスの利用に適用します。")
	p.article("第7条", "契約者データの不取扱い")
	p.para("本条は契約終了後も有効とします。")
	p.article("第8条", "データの取扱い")
	p.para("当社は、保守運用上又は技術上必要と判断したときは、契約者データについて監視、分析その他必要な行為を行うことができます。")
	p.para("2 当社は、法令に基づく場合及び本サービスの提供に必要な場合を除き、契約者データを閲覧し、又は第三者に開示しません。")
	p.para("3  当社は、障害からの復旧に備え、契約者データを複製することがあります。")
	p.article("第15条", "責任の制限")
	p.item("(1) 当社の賠償額は、直近6か月間に契約者が支払った利用料金を上限とします。")
	p.item("(2) 契約者は、自らの責任で契約者データのバックアップを取得するものとします。")
	p.article("第16条", "通知")
	p.para("当社は、重要な変更を事前に通知します。")
	return p
}

// changeScript makes the changes between two pages.
type changeScript struct {
	t        testing.TB
	old, new *page
	list     []diff.Change
}

// add makes a change from what stands on the two pages; "" for a side that does not have it.
func (s *changeScript) add(c diff.Change, old, new, citation, caption string) *diff.Change {
	s.t.Helper()
	if old != "" {
		p := s.old.place(s.t, old, citation, caption)
		c.Old = &p
	}
	if new != "" {
		p := s.new.place(s.t, new, citation, caption)
		c.New = &p
	}
	c.Words = markedWords(old, new, !c.Substantive)
	if !c.Substantive {
		c.Direction = diff.Neutral
	}
	s.list = append(s.list, c)
	return &s.list[len(s.list)-1]
}

func (s *changeScript) changes(before, after *assess.Assessment) {
	s.add(diff.Change{Kind: diff.Edited, Reasons: []diff.Reason{diff.ByRename}, Renames: []int{0}},
		"本規約は、株式会社あお（以下「当社」といいます。）が提供する本サービスの利用に適用します。",
		"本規約は、株式会社みどり（以下「当社」といいます。）が提供する本サービスの利用に適用します。", "第1条", "適用")
	s.add(diff.Change{Kind: diff.Removed, Substantive: true, Reasons: []diff.Reason{diff.ByProvision}, Direction: diff.Worse,
		FlagsRemoved: []string{"no-handling"}, FindingsRemoved: []string{before.Findings[0].ID}},
		"当社は、本サービスのサーバーに保存された個人データを取り扱わないものとします。", "", "第7条", "契約者データの不取扱い")
	s.add(diff.Change{Kind: diff.Added, Substantive: true, Reasons: []diff.Reason{diff.ByProvision}, Direction: diff.Worse,
		FlagsAdded: []string{"monitor-analyze"}, FindingsAdded: []string{after.Findings[0].ID}},
		"", "当社は、保守運用上又は技術上必要と判断したときは、契約者データについて監視、分析その他必要な行為を行うことができます。", "第8条第1項", "データの取扱い")
	s.add(diff.Change{Kind: diff.Edited, Substantive: true, Reasons: []diff.Reason{diff.ByException}, Direction: diff.Worse, Renumbered: true,
		FlagsAdded: []string{"carve-out"}, FindingsAdded: []string{after.Findings[1].ID}},
		"2 当社は、法令に基づく場合を除き、契約者データを閲覧し、又は第三者に開示しません。",
		"2 当社は、法令に基づく場合及び本サービスの提供に必要な場合を除き、契約者データを閲覧し、又は第三者に開示しません。", "第8条第2項", "データの取扱い")
	s.add(diff.Change{Kind: diff.Cosmetic, Reasons: []diff.Reason{diff.BySpace}},
		"3 当社は、障害からの復旧に備え、契約者データを複製することがあります。",
		"3  当社は、障害からの復旧に備え、契約者データを複製することがあります。", "第8条第3項", "データの取扱い")
	c := s.add(diff.Change{Kind: diff.Renumbered, Reasons: []diff.Reason{diff.ByNumbering}, Renumbered: true},
		"第14条（責任の制限）", "第15条（責任の制限）", "第15条", "責任の制限")
	c.Old.Citation = "第14条"
	s.add(diff.Change{Kind: diff.Edited, Substantive: true, Reasons: []diff.Reason{diff.ByNumber}, Direction: diff.Worse, Renumbered: true},
		"(1) 当社の賠償額は、直近12か月間に契約者が支払った利用料金を上限とします。",
		"(1) 当社の賠償額は、直近6か月間に契約者が支払った利用料金を上限とします。", "第15条第1号", "責任の制限").Old.Citation = "第14条第1号"
	moved := "第5条（通知）\n当社は、重要な変更を事前に通知します。"
	c = s.add(diff.Change{Kind: diff.Moved, Reasons: []diff.Reason{diff.ByNumbering}, Moved: true, Renumbered: true},
		moved, strings.Replace(moved, "5", "16", 1), "第16条", "通知")
	c.Old.Citation = "第5条"
	quote := "契約者から委託を受けた個人情報は、委託された業務の遂行のために取り扱います。"
	place := samplePolicy().place(s.t, quote, "§3", "委託を受けた情報")
	place.Document = "d3"
	policy := after.Findings[len(after.Findings)-1]
	s.list = append(s.list, diff.Change{Kind: diff.Added, Substantive: true, Reasons: []diff.Reason{diff.ByProvision}, New: &place,
		Words: []diff.Words{{Op: diff.Insert, Text: quote}}, Direction: diff.Unknown, FlagsAdded: []string{policy.Flag}, FindingsAdded: []string{policy.ID}})
}

// markedWords tells two texts apart between what they have in common at both ends.
func markedWords(old, new string, slip bool) []diff.Words {
	a, b := []rune(old), []rune(new)
	head, tail := 0, 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []diff.Words
	for _, w := range []diff.Words{{Op: diff.Equal, Text: string(a[:head])}, {Op: diff.Delete, Text: string(a[head : len(a)-tail]), Slip: slip},
		{Op: diff.Insert, Text: string(b[head : len(b)-tail]), Slip: slip}, {Op: diff.Equal, Text: string(a[len(a)-tail:])}} {
		if w.Text != "" {
			out = append(out, w)
		}
	}
	return out
}
