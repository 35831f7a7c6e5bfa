package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// asks reports whether a sentence is a question, which provides nothing: it ends in か, or in a question mark behind what is
// left unsaid (情報が漏えいしたときの連絡は？).
func asks(t []token.Token) bool {
	i, mark := len(t)-1, false
	if asksToTell(t) {
		return true
	}
	for i > 0 && (t[i].POS == token.Symbol || strings.ContainsAny(t[i].Surface, "?？")) {
		mark = mark || strings.ContainsAny(t[i].Surface, "?？")
		i--
	}
	if i <= 0 {
		return false
	}
	if mark && (t[i].POS == token.Particle || t[i].Form == "仮定形") {
		return true
	}
	if t[i].Surface == "は" && t[i].POS == token.Particle && (nominal(t[i-1]) || t[i-1].POS == token.Noun) {
		return true // 事故が起きたときの連絡は。
	}
	return t[i].Surface == "か" && t[i].POS == token.Particle && (t[i-1].POS == token.Auxiliary || t[i-1].POS == token.Verb || t[i-1].Surface == "の")
}

// asksToTell reports whether a sentence, as those of a check sheet, asks its reader to tell something: 保管場所を記載してください.
func asksToTell(t []token.Token) bool {
	i := len(t) - 1
	for i > 0 && t[i].POS == token.Symbol {
		i--
	}
	if i < 1 || t[i].Base != "くださる" && t[i].Base != "下さる" && t[i].Base != "願う" {
		return false
	}
	for i--; i > 0 && (t[i].Surface == "て" || t[i].Base == "する"); i-- {
	}
	return telling[t[i].Base]
}

// telling are the verbs by which a check sheet asks for an answer.
var telling = map[string]bool{"記載": true, "記入": true, "回答": true, "説明": true, "明示": true, "教える": true, "答える": true, "列挙": true, "記述": true, "お答え": true}

// answered leaves out the mark before an answer: 回答：, A1.
func answered(t []token.Token) []token.Token {
	for i := 0; i < len(t) && i < 4; i++ {
		switch w := t[i].Surface; {
		case (w == "：" || w == ":") && i > 0:
			return t[i+1:]
		case answerMarks[w], t[i].POS == token.Number && i > 0:
		default:
			return t
		}
	}
	return t
}

var yesOrNo = map[string]bool{"はい": true, "いいえ": true, "いえ": true}

var answerMarks = map[string]bool{"回答": true, "答": true, "答え": true, "ご回答": true, "当社": true, "弊社": true, "A": true, "Ａ": true}

// addressed makes the provider act whom a customer's question calls 御社 or 貴社, and the customer who asks: 御社の担当者は、
// 当社のデータを見ることができますか.
func addressed(frames []Frame, t []token.Token) {
	if !slices.ContainsFunc(t, func(w token.Token) bool { return polite[w.Surface] }) {
		return
	}
	for i := range frames {
		f, asker := &frames[i], false
		for k := range t {
			switch w := &t[k]; {
			case w.Span.End > f.ActorSpan.End:
			case f.Actor == Customer && polite[w.Surface]:
				f.Actor, asker = Provider, false
			case f.Actor == Provider && (w.Surface == "当社" || w.Surface == "弊社"):
				asker = true // 当社は、御社を監査できますか
			}
		}
		if asker {
			f.Actor = Customer
		}
	}
}

var polite = map[string]bool{"御社": true, "貴社": true, "貴団体": true, "貴法人": true}

// answer gives the answer to a question what it leaves out: データを学習に使いますか。いいえ、使うことはありません。
func (r *Reading) answer(in *Input, acts Set, parties, things *Set) {
	if in.Before == nil || len(in.Before.Asked) == 0 {
		return
	}
	if len(r.Frames) == 0 {
		r.Asked = in.Before.Asked // いいえ。
		r.All.Union(&in.Before.All)
		if t := answered(in.Tokens); len(t) > 4 && !slices.ContainsFunc(t, func(w token.Token) bool { return yesOrNo[w.Base] }) { // 保管場所を記載してください。 東京及び大阪の施設
			whole := Part{corpus.Span{Start: t[0].Span.Start, End: t[len(t)-1].Span.End}, r.All}
			r.Frames = append(r.Frames, Frame{Place: List, Modality: Is, Actor: in.Default, ActorHow: "default", Action: whole})
		}
		return
	}
	r.All.Union(&in.Before.All) // who answers does not repeat it
	asked := &in.Before.Asked[len(in.Before.Asked)-1]
	if asked.Modality == Is {
		return // 委託先はありますか
	}
	for i := range r.Frames {
		f := &r.Frames[i]
		if f.Place != Main || f.Object.Span.Len() > 0 && (!f.Object.Set.Meets(parties) || f.Object.Set.Meets(things)) {
			continue
		}
		f.Object = asked.Object // also where whose consent is asked was taken for it: お客様の承諾を得て参照します
		if f.ActorHow != "explicit" && asked.ActorHow == "explicit" && asked.Actor != 0 {
			f.Actor, f.ActorHow = asked.Actor, "carried"
		}
		f.Purpose.Set.Union(&asked.Purpose.Set)
		if !f.Action.Set.Meets(&acts) || slices.Contains(lightVerbs, in.base(f)) {
			f.Action.Set.Union(&asked.Action.Set)
		}
	}
}

// base is the dictionary form of the first word of the act of f.
func (in *Input) base(f *Frame) string {
	for i := range in.Tokens {
		if in.Tokens[i].Span.Start == f.Action.Span.Start {
			return in.Tokens[i].Base
		}
	}
	return ""
}
