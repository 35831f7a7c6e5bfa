package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// actAtTopic finds the act that the sentence is about and that the predicate at k only says is done, far behind it: データの修正は、
// 依頼書に基づき、保守要員が相互に確認しながら|行う; -1 if there is none.
func (s *sentence) actAtTopic(k int) int {
	switch s.base(k) {
	case "行う", "行なう", "実施", "おこなう":
	default:
		return -1
	}
	if s.places[k] != Main || s.phrases[k].end.passive {
		return -1
	}
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		switch {
		case p.verb && p.end.form != adnominal && s.places[j] == Main && !s.adverbial(j) && !s.along(j):
			return -1
		case p.verb || s.places[j] != Main:
		case strings.HasPrefix(p.particle, "を") && (s.basis(j+1) || s.premise(j+1) || s.phrases[j+1].verb && s.along(j+1)): // 勤怠データを|もとに
		case strings.HasPrefix(p.particle, "を"):
			return -1
		case p.particle == "は":
			if p.comma && s.party(j) == 0 && s.actNoun(j) && !s.isDuty(j) && s.seg.tokens[p.stem].POS == token.VerbalNoun {
				return j
			}
			return -1
		}
	}
	return -1
}

// along reports whether the verb at phrase k only says along with what, or on what ground, something is done: 確認しながら,
// 依頼書に基づき.
func (s *sentence) along(k int) bool {
	p := &s.phrases[k]
	return p.verb && p.end.form == continued && (s.seg.tokens[p.last].Surface == "ながら" || s.base(k) == "基づく" || s.base(k) == "従う" || s.base(k) == "応じる")
}

// takesUp finds the act told before that the predicate at k only says is done: 閲覧し得る立場にあるが、これを|行わない; -1 if there
// is none.
func (s *sentence) takesUp(k int) int {
	switch s.base(k) {
	case "行う", "行なう", "実施", "する":
	default:
		return -1
	}
	if k < 2 || s.places[k] != Main || s.base(k-1) != "これ" && s.base(k-1) != "これら" || s.phrases[k-1].particle != "を" {
		return -1
	}
	acts := s.p.concept.acts()
	for j := k - 2; j >= 0; j-- {
		if s.phrases[j].verb && s.acts[j].Meets(&acts) && (s.places[j] == Main || s.places[j] == Modifier) {
			return j
		}
	}
	return -1
}

// inStead reports whether the verb at phrase k only says for whom something is done: 契約者に|代わって.
func (s *sentence) inStead(k int) bool {
	p := &s.phrases[k]
	return p.verb && p.end.form == continued && !p.end.negative && (s.base(k) == "代わる" || s.base(k) == "代る") && k > 0 && s.phrases[k-1].particle == "に"
}

// afterAct reports whether phrase k says that the act named before it, with its を-phrase, comes first.
func (s *sentence) afterAct(k int) bool {
	if b := s.seg.tokens[s.phrases[k].first].Base; b != "うえ" && b != "上" || k < 2 {
		return false // うえ回答する is one phrase
	}
	return s.phrases[k-1].particle == "の" && strings.HasPrefix(s.phrases[k-2].particle, "を") && s.seg.tokens[s.phrases[k-1].stem].POS == token.VerbalNoun
}

// possible adds the act that the words before 可能な name, where the sentence says that things are so: 閲覧が|可能な|状態にある.
func (s *sentence) possible(k int) {
	last := len(s.phrases) - 1
	if s.base(k) != "可能" || k == 0 || k+1 >= last || !stance[s.base(k+1)] || !strings.HasPrefix(s.phrases[k-1].particle, "が") || !s.actNoun(k-1) || s.phrases[last].end.negative {
		return
	}
	n := len(s.reading.Frames)
	s.nominalAct(k - 1)
	if f := &s.reading.Frames[n]; f.Place == List {
		f.Place, f.Modality = Main, May
	}
}
