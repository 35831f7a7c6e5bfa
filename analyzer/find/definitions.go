package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// leavesOutStored reports whether the words of a Japanese definition make its name stand for something else than what
// customers keep in the service: 当社の設備の記録をいい、契約者が保存したデータを含まない.
func leavesOutStored(means string) bool {
	said, rest, _ := strings.Cut(means, "をい")
	if storing(said) {
		return false
	}
	if containsAny(said, "請求先", "商号", "支払", "担当者の連絡先", "担当者の氏名", "当社が用意", "当社が作成", "弊社が用意", "弊社が作成", "当社が公表", "当社が公開", "当社がウェブサイト", "弊社が公表", "弊社が公開", "当社が配布", "応答時間", "死活") {
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

// defined resolves the names that the document gives to parties and data.
func (d *doc) defined() frame.Names {
	names := frame.Names{}
	d.meanings = make([]frame.Set, len(d.Terms))
	for i, t := range d.Terms {
		d.meanings[i] = d.meaning(t)
		name := strings.TrimSpace(fold.String(t.Name))
		if len(name) < 2 || len(name) > 60 {
			continue
		}
		if d.Document.Lang != corpus.Japanese {
			name = strings.ToLower(name)
		}
		if set := d.meanings[i]; !set.Empty() {
			names[name] = set
		}
	}
	d.speaker(names)
	d.selfNamed(names)
	d.standIns(names)
	return names
}

// meaning gives the concepts of parties and data that a definition stands for. A company is the provider unless a
// provider was named before.
func (d *doc) meaning(t clause.Term) frame.Set {
	if d.Document.Lang != corpus.Japanese {
		return d.westernMeaning(t)
	}
	a := &d.lang.about
	var set frame.Set
	words := d.mentionedAt(t.Sentence, t.Means)
	own := d.mentionedAt(t.Sentence, t.Span)
	means := fold.String(t.Means.In(d.Text))
	named := a.provider >= 0 && own.Has(a.provider) || a.customer >= 0 && own.Has(a.customer)
	role := -1
	if !namesData(t.Name) {
		role = d.role(t, means)
	}
	switch {
	case a.customer >= 0 && ordering[t.Name]:
		set.Add(a.customer)
	case a.provider >= 0 && working[t.Name]:
		set.Add(a.provider)
	case role >= 0:
		set.Add(role)
	case a.notStored >= 0 && !product(fold.String(t.Name)) && leavesOutStored(means):
		set.Add(a.notStored)
	case a.provider >= 0 && !namesData(t.Name) && company(lastRunes(means, 30)) && !endsInPerson(means) && len([]rune(t.Name)) <= 12 && !d.companySeen(t):
		set.Add(a.provider) // even where the name is one that customers bear elsewhere: 株式会社X（以下「事業者」）
	case a.provider >= 0 && !namesData(t.Name) && d.runs(t) && !d.companySeen(t):
		set.Add(a.provider) // X（以下「事業者」）が運営する
	case a.customer >= 0 && !named && !namesData(t.Name) && takesService(means):
		set.Add(a.customer)
	case named, product(fold.String(t.Name)), containsAny(t.Name, "統計", "匿名", "仮名", "集計"): // the name says it
	case a.customer >= 0 && !namesData(t.Name) && words.Has(a.customer) && person(means):
		set.Add(a.customer)
	default:
		for _, c := range a.classes {
			if c.concept >= 0 && words.Has(c.concept) {
				set.Add(c.concept)
			}
		}
		said := defining(means)
		outside := outsideBrackets(said)
		head := d.mentioned(lastRunes(strings.TrimRight(outside, "（(「"), 16)) // what the name stands for, not all that its definition speaks of
		if inside := said[len(outside):]; strings.Contains(inside, "含") && !strings.Contains(inside, "含まない") && !strings.Contains(inside, "含みません") {
			examples := d.mentioned(inside) // 生成された文章等（画像、動画を含みます）
			head.Union(&examples)
		}
		for _, c := range []int{a.stored, a.anything} {
			if c >= 0 && head.Has(c) && d.Document.Lang == corpus.Japanese {
				set.Add(c)
			}
		}
	}
	return set
}

// ordering and working are names of parties that say who is whose customer, whatever company bears them.
var (
	ordering = map[string]bool{"委託者": true, "委託元": true, "発注者": true, "注文者": true, "寄託者": true, "委任者": true}
	working  = map[string]bool{"受託者": true, "委託先": true, "受注者": true, "請負人": true, "受寄者": true, "受任者": true}
)

// namesData reports whether a name can't be that of a party, whoever stands in its definition: 利用者が保存したファイル等を「保存データ」という.
func namesData(name string) bool {
	return slices.ContainsFunc([]string{"データ", "情報", "ファイル", "コンテンツ", "ログ", "記録", "データ等", "情報等"}, func(w string) bool { return strings.HasSuffix(name, w) })
}

// companySeen reports whether a company was defined before t.
func (d *doc) companySeen(t clause.Term) bool {
	if !d.companies.asked {
		d.companies.asked, d.companies.first = true, len(d.Text)
		for i := range d.Terms {
			if o := &d.Terms[i]; o.Span.Start < d.companies.first && company(fold.String(o.Means.In(d.Text))) {
				d.companies.first = o.Span.Start
			}
		}
	}
	return d.companies.first < t.Span.Start
}

// product reports whether a name stands for a service, a contract, an act or the like: neither a party nor data.
func product(name string) bool {
	name = strings.TrimSuffix(name, "等")
	for _, w := range []string{"サービス", "規約", "契約", "サイト", "システム", "アプリ", "ソフトウェア", "プログラム", "料金", "ポリシー", "機能",
		"業務", "作業", "役務", "委託", "製品", "設備", "機器", "施設", "期間", "費用", "対価", "停止", "訂正", "開示", "確認", "請求", "行為", "措置", "手続", "手続き", "削除", "変更"} { // 利用停止等 names acts, whatever they are done to
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return false
}

// withoutBrackets takes out what stands in brackets: システム（以下「本システム」という。）を利用する法人.
func withoutBrackets(s string) string {
	var out strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth--
		default:
			if depth <= 0 {
				out.WriteRune(r)
			}
		}
	}
	return out.String()
}

// outsideBrackets takes off the brackets that s ends in: 生成された文章等（画像を含みます）.
func outsideBrackets(s string) string {
	if !strings.HasSuffix(s, "）") && !strings.HasSuffix(s, ")") {
		return s
	}
	depth := 0
	for i := len(s); i > 0; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		switch r {
		case '）', ')':
			depth++
		case '（', '(':
			if depth--; depth == 0 && i > 0 {
				return s[:i]
			}
		}
	}
	return s
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func company(s string) bool {
	for _, w := range []string{"株式会社", "合同会社", "有限会社", "合資会社", "社団法人", "財団法人", "・インク", "インコーポレイテッド", "インコーポレーテッド", "リミテッド", "Inc.", "LLC", "Ltd", "GmbH", "B.V.", "Corporation"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func person(s string) bool {
	if len(s) > 0 && s[0] < utf8.RuneSelf && unicode.IsLetter(rune(s[0])) { // English and Dutch
		for _, w := range strings.Fields(strings.ToLower(s))[:min(4, len(strings.Fields(s)))] {
			switch w {
			case "you", "individual", "person", "entity", "company", "organization", "organisation", "natural", "legal", "user", "customer", "client", "party", "partij", "rechtspersoon", "persoon", "klant":
				return true
			}
		}
		return false
	}
	said := defining(s)
	return endsInPerson(said) || !strings.ContainsAny(s, "情デ") && !storing(s) && !strings.HasSuffix(said, "取引") && !strings.HasSuffix(said, "行為")
}

// defining cuts off a Japanese definition how it ends: 〜する者|をいいます, 〜の情報|を指します.
func defining(means string) string {
	for _, end := range []string{"をい", "を指す", "を指し", "を意味す", "を意味し"} {
		if said, _, found := strings.Cut(means, end); found {
			return said
		}
	}
	return means
}

// joining matches those who are told to take part in a service, at the end of a definition.
var joining = pattern.Lazy(`(?:参加|加入|加盟|利用|導入|申込)(?:する|した|している|をする|をした)?[^をのにがは、]{0,4}(?:法人|会社|企業|団体|機関|学校|組合|事業所|施設|店舗|病院|薬局|自治体|事務所|市町村|園|医院|診療所|教育委員会|大学)$`)

// takesService reports whether a Japanese definition names those who take the service: 本サービスの利用を申し込んだ法人.
func takesService(means string) bool {
	said := withoutBrackets(defining(means))
	if cut := strings.Index(said, "。"); cut > 0 {
		said = said[:cut]
	}
	said = strings.TrimRight(said, " 　。")
	if !slices.ContainsFunc([]string{"法人", "会社", "企業", "団体", "機関", "学校", "組合", "者", "方", "人", "事業所", "施設", "店舗", "病院", "薬局", "自治体", "事務所", "市町村", "園", "医院", "診療所", "教育委員会", "大学", "協会"}, func(w string) bool { return strings.HasSuffix(said, w) }) {
		return false
	}
	if joining().MatchString(said) && !containsAny(said, "委託", "提携", "当社が", "当社の", "当社以外", "弊社が", "第三者") {
		return true // 参加医療機関, 本システムに加入する病院
	}
	for _, does := range []string{"を利用する", "を導入する", "を契約する", "を利用し", "の利用を申し込"} {
		if strings.HasPrefix(said, does) {
			return true // 介護記録システム（以下「本システム」という。）|を利用する介護事業所
		}
	}
	return containsAny(said, "サービスを契約", "サービスを利用", "システムを利用", "クラウドを利用", "ソフトを利用", "システムを導入", "クラウドを導入", "クラウドを契約", "サービスの利用", "サービスを導入", "サービスに登録", "契約を締結した", "申し込んだ", "申込みをした", "申込をした", "利用登録をした", "会員登録をした") &&
		!containsAny(said, "委託", "提携", "当社以外", "権限を有する")
}

// endsInPerson: 〜する者, 〜のお客様.
func endsInPerson(s string) bool {
	for _, w := range []string{"者", "様", "人", "方", "員"} {
		if strings.HasSuffix(s, w) && !strings.HasSuffix(s, "法人") {
			return true
		}
	}
	return false
}
