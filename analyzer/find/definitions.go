package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/frame"
)

// leavesOutStored reports whether the words of a Japanese definition make its name stand for something else than what
// customers keep in the service: 当社の設備の記録をいい、契約者が保存したデータを含まない.
func leavesOutStored(means string) bool {
	said, rest, _ := strings.Cut(means, "をい")
	if storing(said) {
		return false
	}
	if containsAny(said, "設備", "機器", "稼働", "請求先", "商号", "支払", "申込", "契約の締結", "通信量", "アクセスログ", "利用回数", "Cookie") {
		return strings.ContainsAny(said, "情デ記") || rest != ""
	}
	excluded := containsAny(rest, "含みません", "含まない", "含まれません", "含まれない", "除く", "除きます")
	return excluded && !containsAny(said, "登録", "提供") && containsAny(rest, "契約者データ", "利用者データ", "顧客データ", "お客様データ", "登録データ") || excluded && !containsAny(said, "登録", "提供") && storing(rest)
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
