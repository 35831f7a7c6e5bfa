package frame_test

import (
	"slices"
	"testing"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

func TestEnteredNouns(t *testing.T) {
	r := newReader(t, corpus.Japanese)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"当社は、利用企業が送受信する電文に異常が疑われるときは、通信を止めます。", []string{"電文"}},
		{"会員が登録した求人票、採用計画及び社内報を保管します。", []string{"求人票", "採用計画", "社内報"}},
		{"本サービスに登録された検体一覧は、保管されます。", []string{"検体一覧"}},
		{"契約者が登録したデータを保管します。", nil},    // a word that is known
		{"契約者が登録した端末を確認します。", nil},     // no data
		{"当社が登録した電文を確認します。", nil},      // the provider's own
		{"契約者は、登録した期間の料金を支払います。", nil}, // a time
	} {
		tokens := r.tokenizer.Tokens(c.text, corpus.Span{End: len(c.text)}, r.lang)
		if got := r.parser.EnteredNouns(tokens, frame.NewGlossary(r.lang, nil)); !slices.Equal(got, c.want) {
			t.Errorf("EnteredNouns(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
