package find

import (
	"slices"
	"strings"
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

// A check sheet asks in one cell and answers in the next: what is asked is not said.
func TestCheckSheets(t *testing.T) {
	f := builtinFinder(t)
	for _, c := range []struct {
		lang       corpus.Lang
		head, row  string
		want, miss string // flags
	}{
		{corpus.Japanese, "番号 ／ 確認項目 ／ 回答", "1 ／ 御社の社員が顧客データを閲覧することはありますか ／ いいえ", "no-access", "provider-access"},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 回答", "1 ／ 御社の社員が顧客データを閲覧することはありますか ／ はい ／ 障害対応時", "provider-access", "no-access"},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 回答", "2 ／ 再委託の有無 ／ 有", "subcontracting", ""},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 回答", "2 ／ 再委託の有無 ／ 無", "", "subcontracting"},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 対応", "3 ／ 保存データの暗号化 ／ ○", "encryption", ""},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 対応", "3 ／ 保存データの暗号化 ／ ×", "", "encryption"},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 回答", "4 ／ 障害調査で顧客データを参照するか ／ お客様の承諾を得て参照する", "provider-access", "no-access"},
		{corpus.Japanese, "番号 ／ 確認項目 ／ 回答", "5 ／ 漏えい発生時の通知 ／ 24時間以内に通知", "breach-notification", ""},
		{corpus.English, "No ／ Question ／ Answer", "1 ／ Do your engineers read customer data? ／ No", "no-access", "provider-access"},
		{corpus.English, "No ／ Question ／ Answer", "1 ／ Do your engineers read customer data? ／ Yes, in emergencies", "provider-access", "no-access"},
		{corpus.English, "No ／ Question ／ Answer", "2 ／ Is customer data read during support? ／ Only with the customer's consent", "provider-access", "no-access"},
		{corpus.English, "No ／ Question ／ Answer", "3 ／ Do you hold administrator accounts for maintenance? ／ No", "", "maintenance-id"},
		{corpus.English, "", "1 ／ Do your engineers read customer data? ／ No", "no-access", "provider-access"},
		{corpus.English, "No ／ Item ／ Answer", "4 ／ Encryption at rest ／ No", "", "encryption"},
		{corpus.Dutch, "Nr ／ Vraag ／ Antwoord", "1 ／ Bekijken uw medewerkers de gegevens van klanten? ／ Nee", "no-access", "provider-access"},
		{corpus.Dutch, "Nr ／ Vraag ／ Antwoord", "2 ／ Schakelt u subverwerkers in? ／ Ja", "subcontracting", ""},
	} {
		text := c.row + "\n"
		if c.head != "" {
			text = c.head + "\n" + text
		}
		doc := plainDocument(text, c.lang, corpus.Terms)
		for k := range doc.Blocks {
			doc.Blocks[k].Kind = corpus.Row
		}
		var flags []string
		for _, x := range f.Find([]Doc{{doc, clause.Split(doc)}}) {
			flags = append(flags, x.Flag)
			if !strings.Contains(x.Quote, c.row) || !x.Span.Contains(x.Mark) || x.Why.Actor == "explicit" {
				t.Errorf("%s: quote %q, mark %v in %v, actor %q", c.row, x.Quote, x.Mark, x.Span, x.Why.Actor)
			}
		}
		if c.want != "" && !slices.Contains(flags, c.want) || c.miss != "" && slices.Contains(flags, c.miss) {
			t.Errorf("%s: %v, want %q, not %q", c.row, flags, c.want, c.miss)
		}
	}
}

// A table without questions or a column of answers stays as it is: ○ tells what a plan offers.
func TestPlansAreNoCheckSheets(t *testing.T) {
	f := builtinFinder(t)
	doc := plainDocument("機能 ／ 無料 ／ 有料\n顧客データの分析 ／ × ／ ○\n", corpus.Japanese, corpus.Terms)
	before := len(f.Find([]Doc{{doc, clause.Split(doc)}}))
	doc = plainDocument("機能 ／ 無料 ／ 有料\n顧客データの分析 ／ ○ ／ ○\n", corpus.Japanese, corpus.Terms)
	if after := len(f.Find([]Doc{{doc, clause.Split(doc)}})); after != before {
		t.Errorf("%d findings where the free plan has it, %d where it does not", after, before)
	}
}
