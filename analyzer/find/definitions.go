package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus/fold"
)

// role gives the concept of the party that 甲 or 乙 stands for: by what its definition says that it does, or else by who
// provides the service in the rest of the document; -1 if nothing tells.
func (d *doc) role(t clause.Term, means string) int {
	a := &d.lang.about
	others := map[string]string{"甲": "乙", "乙": "甲"}
	if others[t.Name] == "" || a.provider < 0 || a.customer < 0 {
		return -1
	}
	provides := func(name string) bool {
		return containsAny(d.Text, name+"が提供する", name+"の提供する", name+"が運営する", name+"の運営する", name+"が開発した")
	}
	switch {
	case containsAny(means, "を提供する", "を運営する", "サービス提供者", "受託者", "受注者"):
		return a.provider
	case containsAny(means, "を利用する", "を導入する", "委託者", "発注者", "利用者", "契約者", "申込者", "利用企業"):
		return a.customer
	case provides(t.Name) && !provides(others[t.Name]):
		return a.provider
	case provides(others[t.Name]) && !provides(t.Name):
		return a.customer
	}
	return -1
}

// leavesOutStored reports whether the words of a Japanese definition make its name stand for something else than what
// customers keep in the service: 当社の設備の記録をいい、契約者が保存したデータを含まない.
func leavesOutStored(means string) bool {
	said, rest, _ := strings.Cut(means, "をい")
	if storing(said) {
		return false
	}
	if containsAny(said, "請求先", "商号", "支払", "担当者の連絡先", "担当者の氏名", "当社が用意", "当社が作成", "弊社が用意", "弊社が作成", "応答時間", "死活") {
		return true
	}
	if containsAny(said, "登録", "提供") {
		return false
	}
	if containsAny(said, "設備", "機器", "稼働", "通信量", "アクセスログ", "利用回数") {
		return strings.ContainsAny(said, "情デ記") || rest != ""
	}
	excluded := containsAny(rest, "含みません", "含まない", "含まれません", "含まれない", "除く", "除きます")
	return excluded && (storing(rest) || containsAny(rest, "契約者データ", "利用者データ", "顧客データ", "お客様データ", "登録データ"))
}

// storing reports whether a definition speaks of data that are put into the service.
func storing(words string) bool {
	return containsAny(words, "保存", "アップロード", "送信", "入力", "投稿", "預", "蓄積", "格納")
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// inheritObject gives the acts named in an item the data that its lead-in is about: 契約者データについて、次の行為を行う (1) 閲覧.
func (d *doc) inheritObject(item *frame.Reading, lead *frame.Frame) {
	a := &d.lang.about
	if a.list < 0 || a.anything < 0 || !lead.Object.Set.Has(a.list) || !lead.Object.Set.Has(a.anything) {
		return
	}
	for k := range item.Frames {
		if f := &item.Frames[k]; f.Place == frame.List && !f.Object.Set.Has(a.anything) {
			f.Object.Set.Union(&lead.Object.Set)
			if lead.Modality != frame.Is && f.Modality == frame.Will {
				f.Modality = lead.Modality
			}
		}
	}
}

// runs reports whether the text goes on to say that the party with the name t runs or provides the service.
func (d *doc) runs(t clause.Term) bool {
	if len([]rune(t.Name)) > 12 || t.Span.End > len(d.Text) {
		return false
	}
	rest := fold.String(d.Text[t.Span.End:min(len(d.Text), t.Span.End+90)])
	rest = strings.TrimLeft(rest, "」』\"”といます。う)） ")
	for _, w := range []string{"が運営", "が提供", "が開発", "の運営する", "の提供する"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}
