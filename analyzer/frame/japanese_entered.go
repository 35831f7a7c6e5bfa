package frame

import (
	"slices"

	"kiyaku/analyzer/token"
)

// entering are the acts by which users put data into a service.
var entering = map[string]bool{
	"入力": true, "登録": true, "送信": true, "投稿": true, "保存": true, "保管": true, "記入": true, "アップロード": true, "預かる": true,
	"預ける": true, "預託": true, "作成": true, "送る": true, "提出": true, "送付": true, "伝送": true, "投入": true, "記録": true, "記載": true, "撮影": true, "届く": true, "受け取る": true, "受領": true, "読み取る": true, "書き込む": true, "格納": true, "蓄積": true, "寄せる": true, "お預かり": true, "預かり": true,
	"預け入れる": true, "送受信": true, "打ち込む": true, "書く": true, "貼り付ける": true, "収める": true, "置く": true, "入れる": true,
}

// unnamed are nouns that tell only by the act before them that they are data: 入力した内容, 投稿された文章.
var unnamed = map[string]bool{
	"内容": true, "文章": true, "文": true, "質問": true, "回答": true, "事項": true, "資料": true, "書類": true, "図面": true, "項目": true, "メール": true, "記事": true, "台本": true, "歌詞": true,
	"言葉": true, "文字": true, "文字列": true, "問い": true, "素材": true, "成果": true, "媒体": true, "帳票": true, "原稿": true, "数値": true,
}

// storing are the acts of entering behind which any noun names data: 本サービスに登録されたナレッジ.
var storing = map[string]bool{
	"入力": true, "登録": true, "投稿": true, "保存": true, "保管": true, "アップロード": true, "預ける": true, "預託": true, "格納": true, "蓄積": true,
	"預け入れる": true, "打ち込む": true, "書き込む": true, "貼り付ける": true, "記入": true, "収める": true, "送受信": true,
}

// noData are nouns that are none whoever registered or kept them: places, times, devices, dealings, matters of the contract.
var noData = map[string]bool{
	"場合": true, "とき": true, "時": true, "際": true, "日": true, "時点": true, "期間": true, "後": true, "前": true, "以降": true, "以後": true,
	"間": true, "こと": true, "ため": true, "うえ": true, "上": true, "ほか": true, "他": true, "サーバー": true, "サーバ": true, "端末": true,
	"機器": true, "装置": true, "場所": true, "フォルダ": true, "環境": true, "システム": true, "サイト": true, "サービス": true, "アプリ": true,
	"アカウント": true, "商標": true, "機関": true, "会社": true, "企業": true, "団体": true, "法人": true, "店舗": true, "国": true, "窓口": true,
	"目的": true, "理由": true, "範囲": true, "方法": true, "手段": true, "結果": true, "責任": true, "損害": true, "権利": true, "行為": true,
	"費用": true, "料金": true, "支払": true, "口座": true, "カード": true, "手続": true, "手続き": true, "状態": true, "つもり": true, "まま": true,
	"パスワード": true, "ID": true, "ドメイン": true, "プラン": true, "設備": true, "領域": true, "容量": true, "書庫": true, "義務": true, "規約": true,
}

// systems are what customers keep their data in, if it is said to be theirs; machines, to which one may connect and see none of
// it, are left out.
var systems = map[string]bool{
	"システム": true, "画面": true, "データベース": true, "テナント": true, "環境": true, "基盤": true,
}

// ofCustomer reports whether phrase k names a system of the customer's: 甲の|データベースを, 貴社テナントに.
func (s *sentence) ofCustomer(k int) bool {
	p := &s.phrases[k]
	if p.verb || !systems[s.base(k)] {
		return false
	}
	if p.stem > p.first {
		named := s.conceptsAt(p.stem - 1)
		return s.p.actors(&named) == Customer
	}
	return k > 0 && s.phrases[k-1].particle == "の" && s.party(k-1) == Customer
}

// enterData makes data of the nouns that users are said to have entered: the words stand for 入力データ. What customers work
// with stands for 契約者のシステム.
func (s *sentence) enterData() {
	things := s.p.concept.things()
	for k := range s.phrases {
		p := &s.phrases[k]
		if s.ofCustomer(k) {
			s.who[k] = 0 // 貴社テナント is no party
			s.mentions = append(s.mentions, Mention{First: p.stem, Last: p.stem, Concepts: &s.p.system})
			s.reading.All.Union(&s.p.system)
			continue
		}
		if k == 0 {
			continue
		}
		q := &s.phrases[k-1]
		if s.givenBy(k) {
			s.mentions = append(s.mentions, Mention{First: p.stem, Last: p.stem, Concepts: &s.p.entered})
			s.reading.All.Union(&s.p.entered)
			continue
		}
		if p.verb || !q.verb || q.end.form != adnominal || q.end.negative || !entering[s.base(k-1)] && !s.uploads(k-1) {
			continue
		}
		for i := p.first; i <= p.stem; i++ {
			t := s.seg.tokens[i]
			if set := s.conceptsAt(i); unnamed[t.Base] && t.POS != token.Particle && !set.Meets(&things) {
				s.mentions = append(s.mentions, Mention{First: i, Last: i, Concepts: &s.p.entered})
				s.reading.All.Union(&s.p.entered)
			}
		}
		if (storing[s.base(k-1)] || s.uploads(k-1)) && s.namesData(k) {
			s.mentions = append(s.mentions, Mention{First: p.stem, Last: p.stem, Concepts: &s.p.entered})
			s.reading.All.Union(&s.p.entered)
		}
	}
}

// uploads reports whether the predicate at phrase k is アップロード, which the dictionary cuts in two.
func (s *sentence) uploads(k int) bool {
	p := &s.phrases[k]
	return s.base(k) == "ロード" && p.stem > p.first && s.seg.tokens[p.stem-1].Surface == "アップ"
}

// inputs are nouns of acts of entering that also name what is entered.
var inputs = map[string]bool{"入力": true, "投稿": true, "書き込み": true, "書込み": true, "発言": true, "発話": true, "回答": true, "送信": true}

// givenBy reports whether phrase k names what users entered by the act: ユーザーの入力は、改善に役立てられます.
func (s *sentence) givenBy(k int) bool {
	p, q := &s.phrases[k], &s.phrases[k-1]
	if p.verb || q.verb || q.particle != "の" || !inputs[s.base(k)] || p.particle == "" || k+1 >= len(s.phrases) {
		return false
	}
	if n := &s.phrases[k+1]; n.verb && slices.Contains(lightVerbs, s.base(k+1)) {
		return false // 利用者の入力を行う
	}
	switch p.particle {
	case "は", "を", "が", "も":
		return s.party(k-1) == Customer
	}
	return false
}

// namesData reports whether phrase k, which says what users entered, ends in a noun that no concept knows.
func (s *sentence) namesData(k int) bool {
	t := s.seg.tokens[s.phrases[k].stem]
	if t.POS != token.Noun && t.POS != token.Word || t.Sub == "非自立" || noData[t.Base] || someone[t.Base] || timeNouns[t.Base] {
		return false
	}
	things, set := s.p.concept.things(), s.conceptsAt(s.phrases[k].stem)
	return !set.Meets(&things) && s.party(k) == 0
}

// conceptsAt gives the concepts of the word at token i.
func (s *sentence) conceptsAt(i int) Set {
	var set Set
	for k := range s.mentions {
		if m := &s.mentions[k]; m.First <= i && i <= m.Last {
			set.Union(m.Concepts)
		}
	}
	return set
}

// EnteredNouns gives the words that no concept knows of what the tokens of a Japanese sentence say that customers put into the
// service: 電文 of 利用企業が送受信する電文. Such a word means data wherever the document has it.
func (p *Parser) EnteredNouns(t []token.Token, names *Glossary) []string {
	var found []string
	var mentions []Mention
	for i := range t {
		if t[i].POS != token.Verb && (i+1 == len(t) || t[i+1].POS != token.Verb) || !storing[t[i].Base] {
			continue
		}
		from := i + 1
		for from < len(t) && (t[from].POS == token.Verb || t[from].POS == token.Auxiliary || t[from].Surface == "て") {
			from++
		}
		if from == len(t) || t[from-1].Form != "基本形" {
			continue
		}
		if mentions == nil {
			mentions = p.mentions(t, names, nil)
		}
		if !p.customerBefore(t, mentions, i) {
			continue
		}
		for {
			to := nounsEnd(t, from)
			if to == from || to == len(t) || meets(mentions, from, to-1, &p.concept.anyParty) {
				break
			}
			if p.newData(t[from:to]) && !meets(mentions, from, to-1, &p.concept.anyThing) {
				found = append(found, nameOf(t[from:to]))
			}
			if s := t[to].Surface; s != "、" && s != "・" && s != "や" && t[to].POS != token.Conjunction {
				break
			}
			from = to + 1
		}
	}
	return found
}

// nounsEnd gives where the compound noun that begins at token i ends.
func nounsEnd(t []token.Token, i int) int {
	for i < len(t) && (t[i].POS == token.Noun || t[i].POS == token.VerbalNoun || t[i].POS == token.Suffix || t[i].POS == token.Word) && t[i].Sub != "非自立" {
		i++
	}
	return i
}

// hollow are words that end a list or a compound and name nothing.
var hollow = map[string]bool{"その他": true, "等": true, "など": true, "的": true, "もの": true, "全て": true, "すべて": true, "一切": true, "全部": true, "一部": true}

// newData reports whether a compound noun may be a document's own word for data.
func (p *Parser) newData(t []token.Token) bool {
	last := t[len(t)-1]
	return !noData[last.Base] && !unnamed[last.Base] && !timeNouns[last.Base] && !someone[last.Base] && !bodies[last.Base] &&
		last.Sub != "副詞可能" && last.Sub != "代名詞" && !hollow[last.Base] && (len(t) > 1 || last.POS != token.VerbalNoun) && len([]rune(nameOf(t))) > 1
}

// customerBefore reports whether a customer is the subject of the relative clause whose verb is token i, or something is put into a
// service.
func (p *Parser) customerBefore(t []token.Token, mentions []Mention, i int) bool {
	for k := range mentions {
		m := &mentions[k]
		if next := m.Last + 1; p.actors(m.Concepts) == Customer && next < i && i-next <= 8 && (t[next].Surface == "が" || t[next].Surface == "の" && next+1 == i) {
			return true
		}
	}
	return i > 1 && t[i-1].Surface == "に" && services[t[i-2].Base] && i+2 < len(t) && (t[i+1].Base == "れる" || t[i+2].Base == "れる") // 本サービスに登録された求人票
}

// services are what data are put into.
var services = map[string]bool{"サービス": true, "システム": true, "クラウド": true, "基盤": true, "プラットフォーム": true, "アプリ": true, "ツール": true}

// meets reports whether a mention within tokens from…to has one of the concepts.
func meets(mentions []Mention, from, to int, concepts *Set) bool {
	return slices.ContainsFunc(mentions, func(m Mention) bool { return m.First >= from && m.Last <= to && m.Concepts.Meets(concepts) })
}

func nameOf(t []token.Token) string {
	var name []byte
	for i := range t {
		name = append(name, t[i].Surface...)
	}
	return string(name)
}

// Entered is what stands for data that users put into the service.
func (p *Parser) Entered() Set { return p.entered }
