package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
)

// party tells who phrase k (with the nouns joined to it before) is. Staff are the party that they belong to (当社の従業員);
// who is only excluded is none (管理者以外).
func (s *sentence) party(k int) Actor {
	if s.base(k) == "以外" {
		return 0
	}
	if k > 0 && s.p.concept.staff >= 0 && strings.HasSuffix(s.phrases[k-1].particle, "の") && s.staffAt(s.phrases[k].stem) {
		if who := s.head(k - 1); who != 0 && s.base(k-1) != "以外" { // 管理者以外の社員 are not the administrator's people
			return who
		}
	}
	if k > 1 && s.staffAt(s.phrases[k].stem) && s.phrases[k-1].verb && belongs[s.base(k-1)] {
		for j := k - 2; j >= 0 && !s.phrases[j].verb; j-- {
			if who := s.head(j); who != 0 {
				return who // 契約者の技術部に|属する|従業者
			}
		}
	}
	if who := s.owner(k); who != 0 {
		return who
	}
	if k > 0 && s.phrases[k-1].particle == "の" && s.head(k)&(Subcontractor|ThirdParty) != 0 && s.head(k-1) == Customer {
		return Customer // お客様の委託先は
	}
	if k > 0 && s.personAt(k) && strings.HasSuffix(s.phrases[k-1].particle, "の") && s.head(k) == 0 {
		return s.head(k - 1) // 契約者の監査人が
	}
	if k > 0 && machine[s.base(k)] && s.phrases[k].particle == "が" && strings.HasSuffix(s.phrases[k-1].particle, "の") {
		return s.head(k - 1) // 弊社のフィルタリングシステムが
	}
	from := k
	for from > 0 && !s.phrases[from-1].verb && (s.phrases[from-1].and || s.phrases[from-1].or || s.phrases[from-1].particle == "") && !s.phrases[from-1].comma {
		from--
	}
	who := Actor(0)
	for j := from; j <= k; j++ {
		who |= s.head(j)
	}
	return who | s.joined(k) | s.including(k)
}

// belongs are the verbs that tell whose people somebody is among.
var belongs = map[string]bool{"属する": true, "所属": true, "勤務": true, "従事": true, "有する": true, "有す": true, "持つ": true, "担当": true}

// owner tells whose people are listed up to phrase k: 当社の役員及び従業員.
func (s *sentence) owner(k int) Actor {
	j := k
	for j > 0 && s.staffAt(s.phrases[j].stem) && (s.phrases[j-1].and || s.phrases[j-1].or) && s.staffAt(s.phrases[j-1].stem) {
		j--
	}
	if j == k || j == 0 || !strings.HasSuffix(s.phrases[j-1].particle, "の") {
		return 0
	}
	return s.head(j - 1)
}

// personAt reports whether phrase k names somebody by what he does, or a firm by its trade: 監査人, 公認会計士, 監査法人.
func (s *sentence) personAt(k int) bool {
	p := &s.phrases[k]
	if p.verb || p.stem == p.first || s.staffAt(p.stem) {
		return false
	}
	t := s.seg.tokens[p.stem]
	switch t.Base {
	case "者", "人", "士", "官":
		return t.POS == token.Suffix
	case "法人":
		return s.seg.tokens[p.stem-1].POS == token.VerbalNoun
	}
	return false
}

// agentOfCustomer reports whether phrase k, all before which describes it, names somebody who acts for the customer:
// 契約者の|委託を|受けた|開発会社は.
func (s *sentence) agentOfCustomer(k int) bool {
	switch s.base(k) {
	case "会社", "業者", "団体", "機関", "者", "事務所":
	default:
		return false
	}
	if k < 2 || !s.phrases[k-1].verb || s.phrases[k-1].end.form != adnominal || s.party(0) != Customer {
		return false
	}
	p := s.phrases[0].particle
	return p == "の" || p == "が" || p == "から"
}

// registered reports whether phrase k names those who have put data into the service: 預け入れた|者, 登録した|方.
func (s *sentence) registered(k int) bool {
	if b := s.base(k); b != "者" && b != "方" || s.phrases[k].first != s.phrases[k].stem || k == 0 {
		return false
	}
	p := &s.phrases[k-1]
	if !p.verb || !entering[s.base(k-1)] || p.end.form != adnominal || p.end.passive || s.seg.tokens[p.last].Surface != "た" {
		return false
	}
	for j := k - 2; j >= 0 && !s.phrases[j].verb; j-- {
		if s.phrases[j].particle == "が" {
			return false // 当社が|登録した|者
		}
	}
	return true
}

// engaging are the verbs by which the provider takes others on.
var engaging = map[string]bool{"契約": true, "委託": true, "選定": true, "起用": true, "発注": true, "雇う": true, "委嘱": true}

// contracted reports whether phrase k names those whom the provider has taken on: 当社が|契約する|フィリピンの|事業者.
func (s *sentence) contracted(k int) bool {
	return s.engagedBy(k) == Provider
}

// professions are those whom a party takes advice or work of from outside.
var professions = map[string]bool{"会社": true, "業者": true, "事業者": true, "企業": true, "団体": true, "機関": true, "者": true, "法人": true, "作業者": true, "個人": true,
	"専門家": true, "入力者": true, "税理士": true, "弁護士": true, "会計士": true, "社会保険労務士": true, "労務士": true, "社労士": true, "士": true, "事務所": true, "コンサルタント": true}

// engagedBy tells which party has taken on those whom phrase k names: 当社が|契約する|フィリピンの|事業者, 貴社が|労務を|委託する|社会保険労務士.
func (s *sentence) engagedBy(k int) Actor {
	if !professions[s.base(k)] {
		return 0
	}
	j := k - 1
	for j > 0 && !s.phrases[j].verb && s.phrases[j].particle == "の" {
		j--
	}
	if j < 1 || !s.phrases[j].verb || !engaging[s.base(j)] || s.phrases[j].end.form != adnominal {
		return 0
	}
	passive := s.phrases[j].end.passive
	for j--; j > 0 && !s.phrases[j].verb && s.who[j] == 0 && s.phrases[j].particle == "を"; j-- {
	}
	if s.phrases[j].verb || !s.engages(j, passive) {
		return 0
	}
	return s.who[j]
}

// engages reports whether phrase j is who takes others on, in the relative clause that tells of them.
func (s *sentence) engages(j int, passive bool) bool {
	switch s.phrases[j].particle {
	case "が", "の":
		return !passive
	case "から", "より":
		return passive // 当社より|委託された|会社
	}
	return false
}

// whoever reports whether phrase k, with which the topic ends, names those who use the service by what they do or are:
// 招待された|方は; not 保守を担当する|者は.
func (s *sentence) whoever(k int) bool {
	p := &s.phrases[k]
	if p.first != p.stem || k == 0 || !s.phrases[k-1].verb || s.phrases[k-1].end.form != adnominal {
		return false
	}
	if b := s.base(k); b != "者" && b != "方" || s.phrases[k-1].end.can || s.base(k-1) == "できる" {
		return false // データに触れることのできる者は、当社の社員に限る
	}
	for j := 0; j < k; j++ {
		if s.party(j)&(Provider|Subcontractor) != 0 || onDuty[s.base(j)] || s.topicLike(&s.phrases[j]) {
			return false
		}
	}
	return true
}

// onDuty are the words by which those are told who work for the provider.
var onDuty = map[string]bool{"保守": true, "運用": true, "作業": true, "担当": true, "従事": true, "業務": true, "管理": true, "取り扱う": true, "取扱う": true,
	"委託": true, "受託": true, "指定": true, "選任": true, "許可": true, "承認": true, "権限": true, "開発": true, "提供": true, "任命": true, "指名": true}

// machine are things that do their owner's work.
var machine = map[string]bool{"システム": true, "エンジン": true, "プログラム": true, "ソフトウェア": true, "ソフト": true, "AI": true, "ボット": true, "フィルタ": true, "フィルター": true, "ツール": true, "アルゴリズム": true, "サーバ": true, "サーバー": true, "モデル": true}

// chosen are words for those whom a party appoints.
var chosen = map[string]bool{"者": true, "第三者": true, "会社": true, "人": true, "法人": true, "機関": true, "専門家": true, "業者": true, "職員": true}

// joined is the party that stands before others who are told by what they do: 当社及び当社が指定する者が.
func (s *sentence) joined(k int) Actor {
	if k < 2 || !chosen[s.base(k)] || !s.phrases[k-1].verb {
		return 0
	}
	for j := k - 2; j >= 0 && k-j <= 4; j-- {
		p := &s.phrases[j]
		if p.verb || p.comma {
			return 0
		}
		if p.and || p.or {
			return s.head(j)
		}
	}
	return 0
}

// including is the party that is expressly among those whom phrase k names: 当社を含む|いかなる第三者も.
func (s *sentence) including(k int) Actor {
	if k < 2 || s.base(k-1) != "含む" && s.base(k-1) != "含める" || s.phrases[k-2].verb || !strings.HasPrefix(s.phrases[k-2].particle, "を") && s.phrases[k-2].particle != "も" {
		return 0
	}
	if who := s.head(k - 2); who != Customer || !s.staffAt(s.phrases[k-2].stem) {
		return who
	}
	return s.party(k - 2) // 当社の管理者を含む|いかなる者も
}

// conditional reports whether the clause at k says what follows in a certain case: 違反した場合、削除します.
func (s *sentence) conditional(k int) bool {
	return s.in.LeadIn == nil && slices.Contains(s.places[:k], Condition)
}

// head tells which party the last word of phrase k names: 当社 in 当社は, but not in 当社サービスは or 契約者データは.
func (s *sentence) head(k int) Actor { return s.who[k] }

// sameParty reports whether tokens from…to behind the name of a party still name it: 利用者等, 当社側の従業員, 当社担当者.
func (s *sentence) sameParty(from, to int) bool {
	for j := from; j <= to; j++ {
		t := s.seg.tokens[j]
		if nominal(t) && t.POS != token.Prefix && (!transparent[t.Base] || thing[t.Base]) && !s.staffAt(j) {
			return false
		}
	}
	return true
}

// thing are the transparent nouns that make data of a party's name: 契約者データ, お客様情報.
var thing = map[string]bool{"データ": true, "情報": true, "ファイル": true, "項目": true, "内容": true, "自体": true, "もの": true, "こと": true}

// staffAt reports whether the word of a party's own people ends at or covers token j.
func (s *sentence) staffAt(j int) bool { return s.staff[j] }

// closesItem reports whether phrase k is the predicate of an item that ends in こと, データを削除すること, or of one of the
// provider's acts that ends in 行為 or the like: 当社は、次の行為をすることができる。・データを閲覧する|行為.
func (s *sentence) closesItem(k int) bool {
	if k != len(s.phrases)-2 || s.phrases[k+1].particle != "" {
		return false
	}
	if s.phrases[k].end.formal == "こと" {
		return s.base(k+1) == "こと"
	}
	if lead := s.in.LeadIn; lead == nil || lead.Opens != List {
		return false // 当社は、次の行為を禁止します
	}
	return s.phrases[k+1].first == s.phrases[k+1].stem && closingNouns[s.base(k+1)] &&
		slices.ContainsFunc(s.in.LeadIn.Frames, func(f Frame) bool { return f.Place == Main && f.Actor == Provider && f.ActorHow == "explicit" })
}

// closingNouns stand behind the act that an item names.
var closingNouns = map[string]bool{"行為": true, "作業": true, "操作": true, "処理": true, "措置": true, "業務": true}

// pointing are words that stand for a thing named before.
var pointing = map[string]bool{"もの": true, "これ": true, "これら": true, "それ": true, "それら": true, "内容": true, "中身": true}

// pointed gives the data that phrase j points to: those named before it in the sentence, or else those that the sentence
// before is about.
func (s *sentence) pointed(j int) Set {
	things := s.p.concept.things()
	var set Set
	for i := range s.mentions {
		if m := &s.mentions[i]; m.Last < s.phrases[j].first && m.Concepts.Meets(&things) {
			set.Union(m.Concepts)
		}
	}
	if !set.Empty() || s.in.Before == nil || s.base(j) == "もの" || j > 0 && s.phrases[j-1].verb && s.phrases[j-1].end.form == adnominal { // 掲載されている|内容を tells itself which
		return set
	}
	for _, frames := range [][]Frame{s.in.Before.Frames, s.in.Before.Asked} {
		for i := range frames {
			if f := &frames[i]; f.Place == Main && f.Object.Set.Meets(&things) {
				set.Union(&f.Object.Set)
			}
		}
	}
	return set
}

// carryObject gives a proviso that names no data those of the sentence that it limits: 閲覧しません。ただし、…閲覧することがあります.
func (s *sentence) carryObject(frames []Frame) {
	if s.in.Before == nil || s.seg.aside || len(s.seg.tokens) == 0 {
		return
	}
	if w := s.seg.tokens[0].Surface; w != "ただし" && w != "但し" && w != "もっとも" && w != "しかし" {
		return
	}
	things, acts := s.p.concept.things(), s.p.concept.acts()
	for i := range frames {
		f := &frames[i]
		if f.Place != Main || f.Object.Set.Meets(&things) || !f.Action.Set.Meets(&acts) {
			continue
		}
		for k := range s.in.Before.Frames {
			if b := &s.in.Before.Frames[k]; b.Place == Main && b.Action.Set.Meets(&f.Action.Set) {
				f.Object.Set.Union(&b.Object.Set)
			}
		}
	}
}

// serviceTopic tells whose service the sentence is about, if it says what a service does: 本サービスは、入力データを処理します.
func (s *sentence) serviceTopic() Actor {
	for k := range s.phrases {
		if p := &s.phrases[k]; !p.verb && p.particle == "は" && s.places[k] == Main {
			switch s.base(k) {
			case "サービス", "システム", "アプリ", "機能", "ソフトウェア", "アプリケーション", "プログラム":
				if k > 0 && strings.HasSuffix(s.phrases[k-1].particle, "の") && s.party(k-1) == Customer {
					return Customer // 契約者のシステムは
				}
				return Provider
			}
			return 0
		}
	}
	return 0
}

// selfPlaces are where users help themselves: マイページから, 設定画面で.
var selfPlaces = map[string]bool{"マイページ": true, "画面": true, "設定": true, "ページ": true, "アドオン": true, "メニュー": true, "プロフィール": true, "リンク": true, "アプリ": true, "ブラウザ": true, "パネル": true, "ダッシュボード": true}

// selfService reports whether what the predicate at k allows is done by whoever uses the service: by way of its pages, or
// ご自身で.
func (s *sentence) selfService(k int) bool {
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		if p.verb || s.places[j] != Main {
			continue
		}
		way := strings.TrimSuffix(p.particle, "も")
		switch base := s.base(j); {
		case base == "自身" || base == "自分":
			return way == "で"
		case selfPlaces[base]:
			return way == "から" || way == "より" || way == "で" || way == "にて" || way == "において" || way == "により"
		}
	}
	return false
}
