package frame

import "strings"

// pleas are the nouns for what somebody wants of the provider, so that he is who is given what it then gives.
var pleas = map[string]bool{"依頼": true, "照会": true, "求め": true, "要請": true, "要求": true, "要望": true, "請求": true, "申込み": true, "申し込み": true, "申出": true, "申し出": true,
	"問い合わせ": true, "問合せ": true, "打診": true, "引き合い": true, "オファー": true, "希望": true}

// asker makes those who ask for something, being no party, whom the predicate of f reaches where the main clause names nobody:
// 販売会社から|照会を|受けたときは、…を回答する; 名簿業者の|求めに|応じ、…を引き渡す. That they ask is no case in which the customer agrees.
func (s *sentence) asker(f *Frame, k int) {
	if f.Place != Main || f.Recipient.Span.Len() > 0 && !f.Recipient.Set.Empty() {
		return
	}
	for i := 1; i < k; i++ {
		if s.phrases[i].verb || !pleas[strings.TrimPrefix(s.base(i), "ご")] || s.phrases[i-1].verb || s.party(i-1) != 0 && s.party(i-1) != ThirdParty {
			continue
		}
		switch p := s.phrases[i-1].particle; {
		case p == "の" && s.responds(i, k), p == "から" || p == "より" || p == "からの":
		default:
			continue
		}
		if set := s.heads(i-1, i-1); set.Empty() {
			continue
		}
		s.recipient(f, i-1)
		if s.places[i] == Condition && s.onlyPlea(i) {
			f.Condition = Part{}
		}
		return
	}
}

// responds reports whether phrase i, a plea, is what is done next: 求めに|応じ.
func (s *sentence) responds(i, k int) bool {
	if i+1 > k || !strings.HasPrefix(s.phrases[i].particle, "に") {
		return false
	}
	b := s.base(i + 1)
	return b == "応じる" || b == "応ずる" || b == "応える" || b == "基づく" || b == "従う" || strings.HasPrefix(s.phrases[i].particle, "により") || strings.HasPrefix(s.phrases[i].particle, "によって")
}

// onlyPlea reports whether nobody's leave but the plea at phrase i is part of the case.
func (s *sentence) onlyPlea(i int) bool {
	for j := range s.phrases {
		if j != i && s.places[j] == Condition && !s.phrases[j].verb && leave[strings.TrimPrefix(s.base(j), "ご")] {
			return false
		}
	}
	return true
}
