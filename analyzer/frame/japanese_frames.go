package frame

import (
	"slices"
	"strings"
	"unicode"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// lightVerbs take the act from their object: 分析を行う, 閲覧ができる.
var lightVerbs = []string{"行う", "行なう", "おこなう", "行える", "おこなえる", "実施", "する", "いたす", "致す", "なす", "施す", "できる", "可能", "不可能", "図る", "努める",
	"実行", "継続", "開始", "受ける", "得る", "含む", "要する", "加える", "かける", "掛ける", "講じる", "講ずる", "とる", "取る", "採る", "応じる", "応ずる", "お願い", "願う", "努力", "徹底", "ある", "有する", "取得", "代行", "支援", "試みる", "作成", "妨げる", "併用", "組み合わせる", "行使", "差し上げる", "差上げる", "ない", "無い", "不能", "不可", "無", "無し", "なし", "皆無", "ゼロ"}

// laidOn are light verbs that take the act with を only: 検証を加える.
var laidOn = map[string]bool{"加える": true, "かける": true, "掛ける": true}

// servingVerbs say with に what for, not what: 品質の向上に利用する.
var servingVerbs = []string{"利用", "使用", "活用", "利活用", "用いる", "供する", "役立てる", "充てる", "転用", "使う", "使える", "生かす", "活かす", "流用", "回す", "役立つ", "参考"}

// movingVerbs say with に where to, not what: 検証環境に持ち出す.
var movingVerbs = []string{"持ち出す", "持出し", "持ち出し", "移す", "移動", "転送", "保管", "保存", "格納", "収容", "蓄積", "置く", "取り出す"}

// passing verbs tell of a thing where it comes to, as a passive would: データが広告主に渡る.
var passing = map[string]bool{"渡る": true, "移る": true, "伝わる": true, "届く": true, "行き渡る": true, "及ぶ": true}

// actNouns are objects of light verbs that stand for the acts listed before them: 監視、分析等必要な行為を行う.
var actNouns = []string{"行為", "措置", "業務", "作業", "事務", "こと", "等", "対応", "処理", "処分", "操作", "活動", "手続"}

// given are verbs of giving a right: who is given it is not who gives.
var given = map[string]bool{"許諾": true, "付与": true, "与える": true, "譲渡": true, "移転": true}

// handlingNouns sum up acts that are listed before them: 閲覧、利用等の取扱い.
var (
	handlingNouns = map[string]bool{"取扱い": true, "取り扱い": true, "取扱": true}
	andSuchLike   = map[string]bool{"等": true, "など": true}
)

// findFrames makes a frame of every predicate, and of the nouns of acts at the end of a list item.
func (s *sentence) findFrames() {
	start := len(s.reading.Frames)
	for k := range s.phrases {
		p := &s.phrases[k]
		if s.firstHalf(k) {
			continue
		}
		if p.end.without && p.verb && s.places[k] == Main && s.withoutDoing(k) {
			s.predicate(k) // データを参照することなく作業を行う
			continue
		}
		if s.describes(k) || s.adverbial(k) {
			if s.base(k) == "必要" && k > 0 && strings.HasPrefix(s.phrases[k-1].particle, "が") && s.places[k] == Condition && s.actNoun(k-1) {
				s.nominalAct(k - 1) // 調査が必要な場合
			}
			s.possible(k)
			continue
		}
		if s.afterAct(k) {
			s.nominalAct(k - 1) // データを調査のうえ、回答する
		}
		if p.verb {
			s.predicate(k)
		} else if s.base(k) == "ため" && k > 0 && strings.HasSuffix(s.phrases[k-1].particle, "の") && !s.phrases[k-1].verb {
			if s.actNoun(k - 1) {
				s.nominalAct(k - 1) // 違反の調査のため
			}
		} else if (k == len(s.phrases)-1 && s.answer(k-1) == "" || s.seg.aside || s.answer(k) != "") && s.namesAct(k) {
			s.nominalAct(k)
		}
	}
	s.entry()
	s.cleft(start)
	s.shareModality(start)
	s.shareParts(start)
	s.define(start)
}

// describes reports whether phrase k only describes the noun behind it: 必要な, 適切な.
func (s *sentence) describes(k int) bool {
	p := &s.phrases[k]
	last := &s.seg.tokens[p.last]
	return p.verb && p.end.form == adnominal && last.Form == "体言接続" && last.Base != "べし" // 講ずべき措置
}

// adverbial reports whether phrase k is a verb that only says how: 範囲を超えて, 含めて, 通じて.
func (s *sentence) adverbial(k int) bool {
	p := &s.phrases[k]
	if !p.verb || p.end.form != continued {
		return false
	}
	if p.end.without {
		return true
	}
	if s.inStead(k) {
		return true
	}
	switch s.base(k) {
	case "なる": // 本業務の遂行のみならず
		return p.end.negative && p.first > 0 && s.seg.tokens[p.first-1].Surface == "のみ"
	case "とどまる", "留まる", "限る": // 操作の案内にとどまらず
		if s.base(k) == "限る" && !p.end.negative && !p.end.settled && p.last == p.stem && k > 0 && s.phrases[k-1].particle == "に" && s.places[k-1] == Main {
			return true // 担当者に|限り
		}
		return p.end.negative && s.seg.tokens[p.last].Surface == "ず"
	case "超える", "越える", "通じる", "問う", "かかわる", "含める", "ない", "無い", "なし":
		return true
	case "許可ない", "遠慮ない", "遅滞ない", "間違いない", "滞りない", "例外ない", "制限ない": // one word in the dictionary: 契約者の許可なく
		return true
	case "応じる", "継続": // 求めに応じて, 継続して
		return s.seg.tokens[p.last].Surface == "て"
	}
	return false
}

// manner reports whether phrase k with に says how or when, not to whom: 適切に, 事前に.
func (s *sentence) manner(k int) bool {
	switch s.base(k) {
	case "事前", "的", "無断", "任意", "同時", "次第", "早急", "最大限", "別途", "個別", "一斉", "一律", "一括", "順次", "定期":
		return true
	}
	return s.seg.tokens[s.phrases[k].stem].POS == token.Adjective && s.party(k) == 0 // 乙 is an adjective to the dictionary
}

// namesAct reports whether phrase k ends in the noun of an act: 監視, 監視等, 広告宣伝活動.
func (s *sentence) namesAct(k int) bool {
	p := &s.phrases[k]
	t := s.seg.tokens[p.stem]
	if told[t.Base] {
		return false
	}
	return t.POS == token.VerbalNoun || p.stem > p.first && (t.POS == token.Suffix || slices.Contains(actNouns, t.Base)) || !s.acts[k].Empty()
}

// predicate adds the frame of the predicate at phrase k.
func (s *sentence) predicate(k int) {
	p := &s.phrases[k]
	f := Frame{Place: s.places[k], Passive: p.end.passive || passing[s.base(k)], Weak: p.end.weak || s.weakWith(k)}
	acts := k // first phrase whose nouns name the act
	object := -1
	if c := s.leftOut(k); c >= 0 && c < k {
		acts = s.coordinated(c) // 学習の|対象外です
		f.Action = s.act(acts, c, k)
		object = s.objectBefore(acts)
	} else if c := s.complement(k); c >= 0 {
		acts = s.coordinated(c)
		f.Action = s.act(acts, c, k)
		f.Passive = f.Passive || s.base(k) == "なる"
		object = s.servedOr(&f, c, acts)
	} else if slices.Contains(lightVerbs, s.base(k)) && k > 0 {
		if o := s.objectOf(k); o >= 0 {
			acts = s.coordinated(o)
			f.Passive = f.Passive || s.base(k) == "受ける"
			f.Action = s.act(acts, o, k)
			object = s.servedOr(&f, o, acts)
			if f.Place == Modifier && s.base(k) != "含む" {
				s.phrases[o].used = true // システムの保守を行う担当者: nothing to the main clause
			}
		}
	}
	if o := s.actAtTopic(k); acts == k && o >= 0 {
		acts = s.coordinated(o)
		f.Action = s.act(acts, o, k)
		object = s.objectBefore(acts)
	}
	if acts == k {
		acts = s.coordinated(k)
		f.Action = s.act(acts, k, k)
		object = s.objectBefore(acts)
	}
	s.arguments(&f, k, acts, object)
	s.asker(&f, k)
	if j := s.takesUp(k); j >= 0 {
		f.Action.Set.Union(&s.acts[j])
	}
	inner := s.fact(&f, k)
	if t := s.seg.tokens; p.last > p.stem {
		f.Ending = corpus.Span{Start: t[p.stem+1].Span.Start, End: t[p.last].Span.End}
	}
	s.compoundObject(&f, acts, k)
	if f.Modality = s.modality(&f, k); p.end.partly && f.Modality == WillNot {
		return
	}
	if inner == nil || s.topic >= 0 || inner.ActorHow != "explicit" || inner.ActorSpan.Len() == 0 {
		s.actor(&f, k)
	} else {
		f.Actor, f.ActorHow, f.ActorSpan = inner.Actor, inner.ActorHow, inner.ActorSpan // 契約者が閲覧できるのは、…場合に限る
	}
	if f.ActorHow == "default" && !f.Modality.Negative() && given[s.base(k)] && s.p.actors(&f.Recipient.Set)&Provider != 0 {
		f.Actor = Customer // 当社に無償で許諾したものとみなす: the provider gives itself nothing
	}
	if f.Modality == WillNot && s.base(k) == "妨げる" && acts < k {
		f.Modality = May // 調査を妨げるものではない
	}
	s.reading.Frames = append(s.reading.Frames, f)
	s.forbidden(k)
	s.agreedTo(k)
}

// complement finds the noun of an act that する and なる make of a thing: 投稿を非公開|とする, 自動検査の対象|となる.
func (s *sentence) complement(k int) int {
	switch s.base(k) {
	case "する", "いたす", "なる", "できる", "置く":
	case "含む", "含める", "加える", "入る", "入れる": // 分析の対象に含まれる
		if k < 2 || s.base(k-1) != "対象" {
			return -1
		}
	default:
		return -1
	}
	j := k - 1
	if j < 1 || s.phrases[j].verb || strings.TrimSuffix(s.phrases[j].particle, "は") != "と" && strings.TrimSuffix(s.phrases[j].particle, "は") != "に" {
		return -1
	}
	if c := s.leftOut(j); c >= 0 {
		return c
	}
	if s.base(j) == "対象" && s.phrases[j].stem == s.phrases[j].first && strings.HasSuffix(s.phrases[j-1].particle, "の") {
		j--
	}
	acts := s.p.concept.acts()
	if t := s.seg.tokens[s.phrases[j].stem]; t.POS == token.VerbalNoun && s.acts[j].Meets(&acts) || s.acts[j].Meets(&acts) && s.base(j) != "こと" {
		return j
	}
	return -1
}

// compoundObject takes the object from the noun of the act where it stands there: データ移行を代行する, ファイル復元を行う.
func (s *sentence) compoundObject(f *Frame, acts, k int) {
	things := s.p.concept.things()
	if f.Object.Set.Meets(&things) {
		return
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.First >= s.phrases[acts].first && m.Last < s.phrases[k].stem && m.Concepts.Meets(&things) && s.compound(m) {
			f.Object.Set.Union(m.Concepts)
		}
	}
}

// act gathers the words of the act: nouns of phrases from…to, and the predicate at k.
func (s *sentence) act(from, to, k int) Part {
	set := s.actionSet(from, to)
	set.Union(&s.acts[k])
	span := s.span(from, k)
	return Part{span, set}
}

// objectOf finds the を- or が-phrase right before the light verb at k.
func (s *sentence) objectOf(k int) int {
	agent := false
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		p := &s.phrases[j]
		if p.verb && p.end.form == continued && s.seg.tokens[p.last].Surface == "て" && j > 0 && (s.base(j) == "受ける" || s.base(j) == "得る") && leave[s.base(j-1)] {
			j-- // 依頼を|受けて|実施する
			continue
		}
		if s.inStead(j) {
			j-- // 点検は、当社の担当者が|契約者に|代わって|行う
			continue
		}
		if p.verb && (p.end.form != adnominal || agent) {
			return -1
		}
		if (p.particle == "が" || p.particle == "にて" || strings.HasPrefix(p.particle, "において")) && (s.party(j) != 0 || someone[s.base(j)] || s.staffAt(p.stem)) { // 対策は契約者が行う, 契約者において行う
			agent = true
			continue
		}
		if strings.HasPrefix(p.particle, "に対し") && s.party(j) == 0 {
			continue // 自動検査を|全ファイルに対して|実施する
		}
		if s.isDuty(j) && (strings.HasPrefix(p.particle, "において") || strings.HasPrefix(p.particle, "で") || p.particle == "にて") {
			continue // パスワードの管理を|自らの責任において|行う
		}
		if p.particle == "に" && s.manner(j) || s.places[j] == Condition && s.places[k] == Main {
			continue // 定期的に, 保守作業時に
		}
		if j == k-1 && p.particle == "" && s.base(k) == "ない" && s.actNoun(j) {
			return j // 当社への預託なし
		}
		if !p.verb && p.particle != "" && strings.ContainsAny(p.particle[:3], "をがはにも") && !strings.HasPrefix(p.particle, "により") && s.responsible(j, k) == 0 {
			if i := s.summed(j); i < j {
				return i
			}
			if !strings.HasPrefix(p.particle, "を") && laidOn[s.base(k)] {
				return -1 // 投稿の削除に加えて
			}
			if !s.isDuty(j) && s.actNoun(j) || strings.HasPrefix(p.particle, "を") && (s.base(k) == "行う" || s.base(k) == "行なう") && s.deverbal(j) || s.seg.tokens[p.stem].POS == token.Suffix && s.base(k) != "取得" && s.head(j) == 0 && !bodies[s.base(j)] {
				return j
			}
			return -1
		}
	}
	return -1
}

// bodies are suffixes of whom something is done by or to: B社に|行わせる.
var bodies = map[string]bool{"社": true, "者": true, "員": true, "人": true, "氏": true, "様": true, "会": true, "部": true, "課": true, "室": true}

// coordinated finds the first of the nouns of acts that are listed right before phrase k: 閲覧、複製又は削除(する).
func (s *sentence) coordinated(k int) int {
	from := k
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		needed := j+1 < len(s.phrases) && s.phrases[j+1].verb && s.base(j+1) == "必要"
		listed := p.particle == "" && (p.comma || p.or || p.and || needed) || p.and && p.particle != ""
		switch {
		case s.describes(j), s.base(j) == "その他", s.ofListed(j, from):
			continue
		case !p.verb && s.actNoun(j) && strings.HasSuffix(p.particle, "の") && (slices.Contains(actNouns, s.base(from)) || andSuchLike[s.base(j)] && handlingNouns[s.base(from)]): // 削除等の措置
		case p.verb, !listed, s.head(j) != 0:
			return from
		case !s.actNoun(j):
			return from
		}
		from = j
	}
	return from
}

// ofListed reports whether phrase j is what the last of several listed acts is done to: 投稿の削除又は|公開範囲の|変更.
func (s *sentence) ofListed(j, from int) bool {
	p := &s.phrases[j]
	if p.verb || p.particle != "の" || j+1 != from || !s.actNoun(from) || j == 0 {
		return false
	}
	q := &s.phrases[j-1]
	return !q.verb && q.particle == "" && (q.or || q.and) && s.actNoun(j-1)
}

// actNoun reports whether phrase j ends in the noun of an act, by its word class or by the concept act.
func (s *sentence) actNoun(j int) bool {
	p := &s.phrases[j]
	switch t := s.seg.tokens[p.stem]; {
	case t.POS == token.VerbalNoun, slices.Contains(actNouns, t.Base):
		return true
	case t.POS == token.Suffix && p.stem > p.first && s.seg.tokens[p.stem-1].POS == token.VerbalNoun:
		return t.Base == "等" || t.Base == "など" || t.Base == "化"
	}
	acts := s.p.concept.acts()
	return s.acts[j].Meets(&acts)
}

// deverbal reports whether phrase j ends in a noun made of a verb, which the dictionary does not know as that of an act:
// 書き出し, 持ち込み.
func (s *sentence) deverbal(j int) bool {
	t := s.seg.tokens[s.phrases[j].stem]
	if t.POS == token.Verb {
		return !s.phrases[j].verb // 聞き|起こし
	}
	if t.POS != token.Noun {
		return false
	}
	r := []rune(t.Surface)
	return len(r) >= 3 && unicode.Is(unicode.Han, r[0]) && strings.ContainsRune("いきぎしちにびみりえけげせてねべめれ", r[len(r)-1])
}

// plain reports whether the reading makes no exceptions.
func (r *Reading) plain() bool {
	return !slices.ContainsFunc(r.Frames, func(f Frame) bool { return len(f.Exceptions) > 0 })
}

// carriedOut are nouns that say of the act before them only that it is done.
var carriedOut = map[string]bool{"実施": true, "実行": true, "導入": true, "徹底": true, "代行": true, "支援": true, "作業": true}

// told are nouns of what is known about acts: 閲覧・購入履歴 is no act.
var told = map[string]bool{"履歴": true, "日時": true, "件数": true, "回数": true, "頻度": true}

// nominalAct adds a frame for a list item or bracket that ends in the noun of an act: 不正行為の監視・防止.
func (s *sentence) nominalAct(k int) {
	last := k
	if carriedOut[s.base(k)] && k > 0 && s.phrases[k-1].particle == "の" && s.actNoun(k-1) {
		last = k - 1 // バックアップの実施
	}
	acts := s.coordinated(last)
	f := Frame{Place: s.places[k], Action: s.act(acts, last, k)}
	if f.Place == Main {
		f.Place = List
	}
	object := s.objectBefore(acts)
	if object < 0 {
		object = s.objectBefore(k)
	}
	s.arguments(&f, k, acts, object)
	s.actor(&f, k)
	if lead := s.in.LeadIn; lead != nil && lead.Mode.Negative() && lead.plain() {
		f.Modality = lead.Mode // 次の行為を行いません: what is listed does not happen
	}
	if s.answer(k) == "no" || s.barred(last) || s.leftOut(last) >= 0 {
		f.Modality = WillNot
	}
	s.reading.Frames = append(s.reading.Frames, f)
}
