package frame

import "strings"

// doing are the verbs that only say that what is told before them happens or not: 提供することは、…場合を除き、ありません.
var doing = map[string]bool{"する": true, "いたす": true, "致す": true, "行う": true, "おこなう": true, "ある": true, "ない": true, "ござる": true, "なす": true, "限る": true, "実施": true}

// spells are the times and bounds to which an act may be narrowed as to a case: 閲覧できるのは、契約者が許可した|期間に限る.
var spells = map[string]bool{"期間": true, "間": true, "時間帯": true, "時間": true, "範囲": true, "限度": true}

// fact gives a verb that only says whether something happens the act that the clause with こと before it names, with its
// object and recipient, where other phrases stand between them. It gives the frame of that act; nil if there is none.
func (s *sentence) fact(f *Frame, k int) *Frame {
	acts := s.p.concept.acts()
	if f.Place != Main || !doing[s.base(k)] || f.Action.Set.Meets(&acts) {
		return nil
	}
	if p := &s.phrases[k]; p.end.form == continued && !p.end.negative && s.seg.tokens[p.last].Surface == "も" {
		return nil // どのような事情が|あっても
	}
	if s.topicAct(f, k) {
		return nil
	}
	for j := k - 2; j > 0; j-- {
		p, q := &s.phrases[j], &s.phrases[j-1]
		if p.verb || s.base(j) != "こと" && (s.base(j) != "の" || s.base(k) != "限る") || s.base(k) == "限る" && s.places[k-1] != Condition && !spells[s.base(k-1)] || !q.verb || q.end.form != adnominal || !strings.HasSuffix(p.particle, "は") && !strings.HasSuffix(p.particle, "も") {
			continue
		}
		i := s.frameOf(s.reading.Frames, j-1)
		if i < 0 || !s.reading.Frames[i].Action.Set.Meets(&acts) {
			return nil
		}
		told := &s.reading.Frames[i]
		f.Action.Set.Union(&told.Action.Set)
		f.Object, f.Recipient = told.Object, told.Recipient
		return told
	}
	return nil
}

// topicAct gives f the act that the topic of the sentence names, where a case stands between them: 契約者データの閲覧は、保守に必要な場合に
// 限り|行います.
func (s *sentence) topicAct(f *Frame, k int) bool {
	acts := s.p.concept.acts()
	last := k - 1
	if last > 1 && (s.base(last) == "これ" || s.base(last) == "それ") && strings.HasPrefix(s.phrases[last].particle, "を") {
		last-- // …場合を除き、これを行わない
	}
	for last > 0 && s.places[last] != Condition && s.places[last] != Except && s.aside(last) {
		last-- // …場合に、|担当者によって|有償で行う
	}
	if last < 1 || s.places[last] != Condition && s.places[last] != Except {
		return false
	}
	for j := last; j >= 0; j-- {
		p := &s.phrases[j]
		if p.verb && s.places[j] == Main || s.places[j] == Main && p.particle == "が" {
			return false
		}
		if p.verb || p.particle != "は" && p.particle != "も" || s.places[j] != Main {
			continue
		}
		first := s.coordinated(j)
		named := s.actionSet(first, j)
		if !named.Meets(&acts) || !s.actNoun(j) {
			return false
		}
		f.Action.Set.Union(&named)
		f.Object = Part{}
		if o := s.objectBefore(first); o >= 0 {
			s.objectPart(f, o)
		}
		f.Passive = false
		return true
	}
	return false
}

// aside reports whether phrase k, in a sentence whose topic is an act, only says by whom, how or as what it is done.
func (s *sentence) aside(k int) bool {
	p := &s.phrases[k]
	if p.verb {
		return p.end.form == adnominal && s.places[k] == Modifier
	}
	switch p.particle {
	case "により", "によって", "で", "として", "にて", "の":
		return true
	case "に", "が":
		return k+1 < len(s.phrases) && (s.phrases[k+1].verb && s.phrases[k+1].end.form == adnominal || p.particle == "が" && s.party(k) != 0)
	}
	return false
}

// cleft makes the act that the sentence narrows to certain cases what it says: データを閲覧するのは、|保守に必要なときだけです.
func (s *sentence) cleft(start int) {
	k := len(s.phrases) - 1
	if k < 2 || s.phrases[k].end.negative || !caseNouns[s.base(k)] && !spells[s.base(k)] {
		return
	}
	for j := k - 1; j > 0; j-- {
		p, q := &s.phrases[j], &s.phrases[j-1]
		if p.verb || p.particle != "は" {
			continue
		}
		if s.base(j) != "の" || !q.verb || q.end.form != adnominal || q.end.negative {
			return
		}
		if i := s.frameOf(s.reading.Frames[start:], j-1); i >= 0 {
			f := &s.reading.Frames[start+i]
			f.Place, f.Modality = Main, May
		}
		return
	}
}

// passesBy reports whether the data of phrase j belong to the main predicate behind the marker k, since no act stands
// between: 個人情報について|本サービスの提供その他これに関連する目的のために.
func (s *sentence) passesBy(j, k int) bool {
	things, acts, data := s.p.concept.things(), s.p.concept.acts(), s.heads(j, j)
	if !data.Meets(&things) {
		return false
	}
	for i := j + 1; i < k; i++ {
		if s.phrases[i].verb && s.acts[i].Meets(&acts) {
			return false
		}
	}
	return true
}

// naming are the verbs of a definition: …を「甲」といいます, …を指す.
var naming = map[string]bool{"いう": true, "言う": true, "指す": true, "意味": true, "意味する": true, "称する": true, "総称": true}

// define makes what a definition says of the things it defines part of their description: 「管理者」とは、権限を有し、設定を行う者を
// いいます says of nobody that he has the right. start is the first frame of the segment.
func (s *sentence) define(start int) {
	opened := -1 // the phrase that names what is defined
	for k := range s.phrases {
		switch p := &s.phrases[k]; {
		case opened < 0 && strings.HasSuffix(p.particle, "とは"):
			opened = k
		case (opened >= 0 || s.base(k) == "いう" && k == len(s.phrases)-1) && p.verb && naming[s.base(k)] && k > 0 && strings.HasPrefix(s.phrases[k-1].particle, "を"):
			end := s.span(k, k).Start
			for i := start; i < len(s.reading.Frames); i++ {
				if f := &s.reading.Frames[i]; f.Place == Main && f.Action.Span.End <= end {
					f.Place = Modifier
				}
			}
			return
		}
	}
}
