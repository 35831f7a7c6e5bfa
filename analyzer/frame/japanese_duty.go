package frame

import "strings"

// bearer tells whose duty the topic at phrase k is: 当社の賠償責任は, 契約者が当社に対して負う責任は.
func (s *sentence) bearer(k int) Actor {
	if !s.isDuty(k) {
		return 0
	}
	bears := k > 0 && s.phrases[k-1].verb && s.base(k-1) == "負う"
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		switch {
		case bears && p.particle == "が":
			return s.party(j)
		case bears && (j == k-1 || strings.HasPrefix(p.particle, "に")):
		case !bears && strings.HasPrefix(p.particle, "に対する"), !bears && strings.HasPrefix(p.particle, "につ"), !bears && strings.HasPrefix(p.particle, "に関する"):
		case !bears && p.particle == "の":
			return s.party(j)
		default:
			return 0
		}
	}
	return 0
}

// aboutDuty reports whether the topic before phrase k is a duty that nobody is named for: 賠償額は…を上限とする.
func (s *sentence) aboutDuty(k int) bool {
	for j := k - 1; j >= 0; j-- {
		if s.topicLike(&s.phrases[j]) {
			return s.isDuty(j)
		}
	}
	return false
}

// isDuty reports whether phrase k names a duty or liability.
func (s *sentence) isDuty(k int) bool {
	c := s.p.concept.duty
	return c >= 0 && !s.phrases[k].verb && s.acts[k].Has(c)
}

// atRiskOf makes f the act of whoever answers for it, if a phrase before the predicate at k says so.
func (s *sentence) atRiskOf(f *Frame, k int) bool {
	if c := s.p.concept.duty; k > 0 && c >= 0 && f.Action.Set.Has(c) && f.Modality == Is && s.phrases[k-1].particle == "の" {
		if who := s.party(k - 1); who != 0 { // 利用者の責任です
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", s.span(k-1, k-1)
			return true
		}
	}
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		if p.verb && p.end.form != adnominal || s.places[j] != s.places[k] && s.places[j] != Modifier {
			return false
		}
		if who := s.responsible(j, k) | s.holder(f, j, k); who != 0 {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", s.span(j, j)
			return true
		}
	}
	return false
}

// responsible tells at whose risk and cost the act is done, if phrase j says so: 利用者の責任において, お客様の費用と責任で.
func (s *sentence) responsible(j, k int) Actor {
	p := s.phrases[j].particle
	switch {
	case p == "と" && (s.base(k) == "する" || s.base(k) == "なる"): // 利用者の責任とする
	case p == "により" && s.base(j) == "責任": // 契約者の責任により
	case !strings.HasPrefix(p, "で") && !strings.HasPrefix(p, "において") && !strings.HasPrefix(p, "にて"):
		return 0
	}
	switch {
	case !s.isDuty(j) && !strings.HasSuffix(s.base(j), "費用") && !strings.HasSuffix(s.base(j), "負担"):
		return 0
	}
	for i := j - 1; i >= 0 && !s.phrases[i].verb; i-- {
		p := &s.phrases[i]
		if strings.HasSuffix(p.particle, "の") {
			if who := s.party(i); who != 0 || s.base(i) != "自己" && s.base(i) != "自身" {
				return who
			}
			continue // 利用者の自己の責任
		}
		if !p.and && !p.or && !(p.particle == "" && p.comma) {
			return 0
		}
	}
	return 0
}

// holder tells with whom the duty lies, if phrase j says so before the predicate at k: 責任は利用者にある.
func (s *sentence) holder(f *Frame, j, k int) Actor {
	if !strings.HasPrefix(s.phrases[j].particle, "に") || strings.HasPrefix(s.phrases[j].particle, "につ") {
		return 0
	}
	switch s.base(k) {
	case "ある", "帰属", "属する", "帰する", "存する":
		if c := s.p.concept.duty; c >= 0 && f.Object.Set.Has(c) {
			return s.party(j)
		}
	}
	return 0
}
