package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// promising are the verbs by which somebody vouches for what is told before them: 取り扱わないことを確約する.
var promising = map[string]bool{
	"約束": true, "確約": true, "誓約": true, "約する": true, "約す": true, "誓う": true, "保証": true, "保障": true, "表明": true, "確認": true,
	"合意": true, "宣言": true, "明言": true, "明記": true, "規定": true, "定める": true, "取り決める": true, "取決める": true, "申し合わせる": true,
	"了解": true, "請け合う": true, "遵守": true, "徹底": true,
}

// promised are the nouns that make the clause before them what is promised.
var promised = map[string]bool{"こと": true, "旨": true}

// stance are nouns for how things are arranged: 閲覧できない仕組みです, 取り扱わない方針を採っています.
var stance = map[string]bool{
	"仕組み": true, "しくみ": true, "方針": true, "構造": true, "仕様": true, "設計": true, "構成": true, "状態": true, "方式": true, "運用": true,
	"立場": true, "契約": true, "体制": true, "ポリシー": true, "形": true, "形態": true, "原則": true, "約束": true, "決まり": true, "つくり": true, "造り": true,
	"ルール": true, "取決め": true, "取り決め": true, "条件": true, "設定": true, "環境": true, "前提": true,
}

// vouch makes clauses of their own of those that the end of the sentence only vouches for: 閲覧しないことをお約束します.
// Where it does not (保証するものではありません), they say nothing.
func vouch(s *segment, list []phrase) []phrase {
	w := len(list) - 1
	if w < 1 || !list[w].verb || !s.promises(&list[w]) {
		return list
	}
	from := -1 // first phrase behind what is promised
	for k := 0; k+1 < w; k++ {
		p, n := &list[k], &list[k+1]
		if !p.verb || !p.end.negative || p.end.form != adnominal || n.verb || !promised[s.tokens[n.stem].Base] {
			continue
		}
		if object := strings.HasPrefix(n.particle, "を") || strings.HasPrefix(n.particle, "に"); !object && !n.comma && !n.and {
			continue
		} else if object {
			from = k + 2
		}
		if list[w].end.negative {
			p.end.partly = true
			continue
		}
		p.end.form, p.end.formal, p.end.settled = continued, "", true
	}
	if from < 0 || list[w].end.negative {
		return list
	}
	for k := from; k < w; k++ {
		if p := &list[k]; p.verb && !promising[s.tokens[p.stem].Base] && s.tokens[p.stem].Base != "もつ" || !p.verb && (strings.HasPrefix(p.particle, "が") || strings.HasSuffix(p.particle, "は")) {
			return list
		}
	}
	p := &list[from-2]
	p.last, p.comma, p.end.form = list[w].last, list[w].comma, list[w].end.form
	return list[:from-1]
}

// consents makes what the end of the sentence agrees to a clause of its own, where something stands between: 当社が操作する
// ことについて、|開始前に|画面上で|同意する.
func consents(s *segment, list []phrase) []phrase {
	w := len(list) - 1
	if w < 3 || !list[w].verb || !agreeing[s.tokens[list[w].stem].Base] || list[w].end.negative {
		return list
	}
	for k := w - 2; k > 0; k-- {
		p, n := &list[k-1], &list[k]
		if n.verb || strings.HasPrefix(n.particle, "が") || strings.HasSuffix(n.particle, "は") {
			return list
		}
		if s.tokens[n.stem].Base != "こと" || n.first != n.stem {
			if strings.HasPrefix(n.particle, "を") {
				return list
			}
			continue
		}
		switch n.particle {
		case "に", "を", "につき", "について", "に対し", "に関し":
		default:
			return list
		}
		if !p.verb || p.end.form != adnominal || s.tokens[p.last].Surface == "た" {
			return list
		}
		p.end.consent, p.end.form, p.end.formal = true, list[w].end.form, ""
		p.last, p.comma = list[w].last, list[w].comma
		return list[:k]
	}
	return list
}

// promises reports whether the predicate p, or the turn of phrase behind it, vouches for something.
func (s *segment) promises(p *phrase) bool {
	for i := p.stem; i <= p.last; i++ {
		if promising[s.tokens[i].Base] && (i == p.stem || s.tokens[i].POS != token.Particle) {
			return true
		}
	}
	return false
}

// arranged makes a clause of its own of one that tells how things are arranged: 閲覧できない仕組みになっています.
func arranged(s *segment, list []phrase) {
	for k := 0; k+1 < len(list); k++ {
		p, n := &list[k], &list[k+1]
		if !p.verb || !p.end.negative && !(p.end.can || p.end.passive) || p.end.form != adnominal || !stance[s.tokens[n.stem].Base] {
			continue
		}
		last := n
		if !p.end.negative && (s.tokens[n.stem].Base == "状態" || s.tokens[n.stem].Base == "環境" || k+3 < len(list)) {
			continue // only what closes the sentence: 触れられる運用としています
		}
		if !n.verb && k+2 == len(list) && n.particle == "" && p.end.can {
			p.end.form, p.end.formal, p.end.settled = continued, "", true // 接続できる構成
			continue
		}
		if !n.verb {
			if k+2 >= len(list) || !list[k+2].verb || strings.HasSuffix(n.particle, "は") || n.particle == "の" {
				continue
			}
			last = &list[k+2]
		}
		switch made := s.tokens[last.stem].Base; {
		case s.tokens[n.stem].Base == "状態" && (made == "する" || made == "いたす" || made == "置く"): // データを利用できない状態にする is an act
		case last.end.form == adnominal || last.end.form == conditional:
		case last.end.negative:
			p.end.partly = true
		default:
			p.end.form, p.end.formal, p.end.settled = continued, "", true
		}
	}
}

// naught are the nouns that say of the act before them that it does not happen.
var naught = map[string]bool{"禁止": true, "不可能": true, "不能": true, "不可": true, "無": true, "無し": true, "なし": true, "皆無": true, "ゼロ": true}

// closes makes a predicate of the noun that denies at the end of a sentence: データの判読は不能.
func closes(s *segment, list []phrase) {
	k := len(list) - 1
	if k < 1 || list[k].verb || list[k].particle != "" || !naught[s.tokens[list[k].stem].Base] || list[k-1].verb || list[k-1].comma && list[k-1].particle == "" {
		return
	}
	list[k].verb, list[k].end = true, ending{negative: true}
}

// entry adds what a table says of the thing on its left: データの帰属：ご契約企業.
func (s *sentence) entry() {
	k := len(s.phrases) - 1
	if k < 1 || s.seg.aside || k > 6 || s.phrases[k].verb || s.answer(k-1) != "" {
		return
	}
	left := -1
	for j := range s.phrases {
		if s.phrases[j].verb {
			return
		}
		if j > 0 && left < 0 && s.phrases[j-1].particle == "" {
			if mark := s.seg.tokens[s.phrases[j].first-1].Surface; mark == ":" || mark == "：" {
				left = j - 1
			}
		}
	}
	if left < 0 {
		return
	}
	f := Frame{Place: Main, Modality: Is, Action: Part{s.span(0, k), s.acts[left]}}
	f.Object = Part{s.span(0, left), s.concepts(0, left)}
	f.Recipient = Part{s.span(left+1, k), s.concepts(left+1, k)}
	f.Actor, f.ActorHow = s.party(k), "explicit"
	if f.Actor == 0 && assigned[s.base(k)] && s.phrases[k-1].particle == "の" {
		f.Actor = s.party(k - 1) // データの登録：お客様の責任
		f.Action.Set.Union(&s.acts[k])
	}
	switch {
	case f.Actor == 0:
		f.Actor, f.ActorHow = s.in.Default, "default"
		if s.actNoun(left) {
			f.Modality = Will // 事故時の連絡：検知後24時間以内に電話
		}
	case s.actNoun(left):
		for i := range s.reading.Frames { // what is on the left is for whom the right names
			if g := &s.reading.Frames[i]; g.Place == List && g.ActorHow == "default" {
				g.Actor, g.ActorHow = f.Actor, f.ActorHow
			}
		}
	}
	s.reading.Frames = append(s.reading.Frames, f)
}

// assigned are nouns by which a table tells whose part something is.
var assigned = map[string]bool{"責任": true, "担当": true, "負担": true, "範囲": true, "作業": true, "責任範囲": true, "管理": true, "実施": true, "対応": true, "分担": true}

// stanceWords are nouns that, with と and する, make what is told before them somebody's rule.
var stanceWords = map[string]bool{"方針": true, "原則": true, "旨": true, "前提": true, "ルール": true, "ポリシー": true, "決まり": true, "基本": true, "建前": true}

// rules makes a clause of its own of one that is said to be a rule: 閲覧しないことを基本方針としています, 閲覧しないことを旨とするが.
func rules(s *segment, list []phrase) []phrase {
	for k := 0; k+3 < len(list); k++ {
		p, what, rule, made := &list[k], &list[k+1], &list[k+2], &list[k+3]
		if !p.verb || !p.end.negative || p.end.form != adnominal || what.verb || !promised[s.tokens[what.stem].Base] || what.particle != "を" {
			continue
		}
		if !rule.verb && rule.particle == "として" && stanceWords[s.tokens[rule.stem].Base] { // 取り扱わないことを前提として、…
			p.last, p.comma, p.end.form, p.end.formal, p.end.settled = rule.last, rule.comma, continued, "", true
			return append(list[:k+1], list[k+3:]...)
		}
		if rule.verb || rule.particle != "と" || !stanceWords[s.tokens[rule.stem].Base] || !made.verb || made.end.negative || made.end.form == adnominal {
			continue
		}
		p.last, p.comma, p.end.form, p.end.formal, p.end.settled = made.last, made.comma, made.end.form, "", true
		return append(list[:k+1], list[k+4:]...)
	}
	return list
}

// forbidding are the verbs that forbid what their object names.
var forbidding = map[string]bool{"禁止": true, "禁ずる": true, "禁じる": true}

// agreeing are the verbs by which one side lets the other do what their object names.
var agreeing = map[string]bool{"同意": true, "承諾": true, "了承": true, "許諾": true, "承認": true, "許可": true, "容認": true}

// agreedTo adds what the predicate at k agrees to, where an act with its data and whoever does it is named: 契約者は、当社によるデータの
// 閲覧に同意する.
func (s *sentence) agreedTo(k int) {
	p := &s.phrases[k]
	o := k - 1
	if o < 1 || !agreeing[s.base(k)] || s.places[k] != Main || p.end.negative || p.end.form == adnominal {
		return
	}
	if q := &s.phrases[o]; q.verb || q.particle != "に" && q.particle != "を" && q.particle != "につき" && q.particle != "について" || !s.actNoun(o) {
		return
	}
	who := Actor(0)
	acts := s.coordinated(o)
	for j := acts - 1; j >= 0 && !s.phrases[j].verb && who == 0; j-- {
		if s.phrases[j].particle != "による" {
			continue
		}
		if who = s.party(j); who == 0 && s.staffAt(s.phrases[j].stem) {
			who = s.in.Default // 担当者による
		}
	}
	if who == 0 {
		return
	}
	f := Frame{Place: Main, Modality: May, Action: s.act(acts, o, o), Actor: who, ActorHow: "explicit"}
	s.arguments(&f, o, acts, s.objectBefore(acts))
	s.reading.Frames = append(s.reading.Frames, f)
}

// forbidden adds what the predicate at k forbids: 当社要員による顧客データの閲覧を禁止しています.
func (s *sentence) forbidden(k int) {
	p := &s.phrases[k]
	o := k - 1
	if o < 0 || !forbidding[s.base(k)] || s.places[k] != Main || p.end.passive && s.phrases[o].verb {
		return
	}
	if q := &s.phrases[o]; q.verb || !strings.HasPrefix(q.particle, "を") && !strings.HasPrefix(q.particle, "は") && q.particle != "が" || !s.actNoun(o) {
		return
	}
	who := Actor(0)
	for j := o - 1; j >= 0 && !s.phrases[j].verb && who == 0; j-- {
		if s.phrases[j].particle == "による" {
			who = s.party(j)
		}
	}
	if who == 0 {
		return
	}
	acts := s.coordinated(o)
	f := Frame{Place: Main, Modality: MustNot, Action: s.act(acts, o, o), Actor: who, ActorHow: "explicit"}
	s.arguments(&f, o, acts, s.objectBefore(acts))
	s.reading.Frames = append(s.reading.Frames, f)
}
