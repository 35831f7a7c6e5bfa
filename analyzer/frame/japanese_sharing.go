package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// actor finds who acts in the clause of phrase k.
func (s *sentence) actor(f *Frame, k int) {
	if s.atRiskOf(f, k) {
		return
	}
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		if p.verb && p.end.form != adnominal && s.places[j] == s.places[k] && !p.end.passive {
			break
		}
		if p.verb || p.used && f.Place != Modifier {
			continue
		}
		if s.topicLike(p) && !aimedAt(p.particle) && p.particle != "にも" && s.places[j] == Main && f.Place != Modifier && !f.Passive && !s.phrases[k].end.consent {
			if who := s.party(j); who != 0 {
				if p.particle == "も" && s.topic >= 0 && s.topic < j {
					who |= s.reading.Topic // 当社はもとより委託先も
				}
				f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", s.span(j, j)
				return
			}
		}
		agent := strings.HasPrefix(p.particle, "により") || strings.HasPrefix(p.particle, "によって") || p.particle == "で" && s.base(j) == "自身" ||
			(strings.HasPrefix(p.particle, "において") || p.particle == "にて") && s.party(j) == Customer || // 契約者において実施する
			p.particle == "による" && !s.phrases[k].verb // お客様の管理者による契約書の閲覧
		subject := p.particle == "が"
		if s.places[j] != s.places[k] && s.places[j] != Modifier && !(f.Place == Modifier && subject && s.innermost(j, k)) {
			continue
		}
		if subject && f.Place == Main && s.tellsWhose(j) {
			continue
		}
		if who := s.party(j); who != 0 && (subject && !f.Passive || agent) {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", s.span(j, j)
			return
		}
	}
	s.implicitActor(f, k)
}

// tellsWhose reports whether the が-phrase j only says, with the verb right behind it, which thing is meant: 利用者が|受けた損害.
func (s *sentence) tellsWhose(j int) bool {
	p := &s.phrases[j+1]
	return !s.phrases[j].comma && p.verb && p.end.form == adnominal && p.end.formal != "こと" && !s.describes(j+1)
}

// innermost reports whether the が-phrase j is the subject of the relative clause that ends at phrase k: no other predicate
// stands between them.
func (s *sentence) innermost(j, k int) bool {
	for i := j + 1; i < k; i++ {
		if p := &s.phrases[i]; p.verb && !s.describes(i) && !s.adverbial(i) || s.topicLike(p) {
			return false
		}
	}
	return true
}

// forbiddenTo is the party that is the subject of what the predicate at k forbids.
func (s *sentence) forbiddenTo(k int) Actor {
	for j := k - 1; j >= 0 && !s.phrases[j].verb; j-- {
		if s.phrases[j].particle == "が" {
			return s.party(j)
		}
	}
	return 0
}

func (s *sentence) implicitActor(f *Frame, k int) {
	end := &s.phrases[k].end
	topic := s.reading.Topic
	if who := s.doer(k); who != 0 && topic == 0 {
		f.Actor, f.ActorHow = who, "explicit" // 当社によるデータの閲覧
		return
	}
	switch {
	case end.forbids && topic == 0 && s.forbiddenTo(k) != 0:
		f.Actor, f.ActorHow = s.forbiddenTo(k), "explicit" // 当社の従業員が持ち出すことを禁じる
	case end.forbids:
		f.Actor, f.ActorHow = Customer, "polite"
	case (s.base(k) == "お願い" || s.base(k) == "願う") && s.p.actors(&f.Recipient.Set)&(Subcontractor|ThirdParty) != 0:
		f.Actor, f.ActorHow = s.in.Default, "default" // 業務の一部を外部事業者にお願いしております
	case s.base(k) == "お願い" || s.base(k) == "願う": // ご提出をお願いする: the other side does it
		f.Actor, f.ActorHow = Customer, "polite"
	case f.Passive && s.topic > k: // 記録され、契約者は…できる
		f.Actor, f.ActorHow = s.in.Default, "passive"
	case end.grant && !f.Passive && s.topic >= 0 && strings.HasPrefix(s.phrases[s.topic].particle, "に"):
		f.Actor, f.ActorHow, f.ActorSpan = topic, "explicit", s.span(s.topic, s.topic) // 開発者には、データに触れる権限を与えない
	case end.consent && !end.grant && !f.Passive && topic != 0 && s.p.actors(&f.Recipient.Set)&other(topic) != 0:
		f.Actor, f.ActorHow = topic, "agreed" // 契約者は、データを当社に提供することに同意する
	case end.consent && topic != 0:
		// 利用者は、…することに同意する: what is agreed to, the other side does
		f.Actor, f.ActorHow = other(topic), "agreed"
	case f.Passive && !end.request && topic&Customer != 0 && s.base(k) == "受ける":
		f.Actor, f.ActorHow = Provider, "passive"
	case topic == 0 && !f.Passive && f.Place == Main && s.subjectOfPurpose(k) != 0: // 登録データは、監査法人が不備を確かめるために検査する
		f.Actor, f.ActorHow = s.subjectOfPurpose(k), "explicit"
	case topic == 0 && !f.Passive && s.subjectBefore(k) != 0: // 契約者がデータを加工し、|利用することがある
		f.Actor, f.ActorHow = s.subjectBefore(k), "carried"
	case f.Passive && topic == 0, f.Passive && f.Place == Modifier:
		f.Actor, f.ActorHow = s.in.Default, "passive"
	case s.topic > k && end.settled && s.in.Before == nil: // 自由に転載できるものとし、|投稿者は異議を述べない
		f.Actor, f.ActorHow = s.in.Default, "default"
	case topic != 0 && s.topic >= 0:
		f.Actor, f.ActorHow, f.ActorSpan = topic, "explicit", s.span(s.topic, s.topic)
	case topic != 0:
		f.Actor, f.ActorHow = topic, "carried"
	case s.in.LeadIn != nil && s.in.LeadIn.Topic != 0:
		f.Actor, f.ActorHow = s.in.LeadIn.Topic, "list"
	case end.request && !end.causative: // させていただきます: the speaker does it
		f.Actor, f.ActorHow = Customer, "polite"
	case f.Modality == May && s.selfService(k):
		f.Actor, f.ActorHow = Customer, "self-service"
	case s.serviceTopic() != 0:
		f.Actor, f.ActorHow = s.serviceTopic(), "service"
	case s.in.Default == Customer && s.in.LeadIn == nil && (end.can || f.Modality == Will && s.conditional(k)): // 違反した場合、退会させることがあります
		f.Actor, f.ActorHow = Provider, "default"
	case s.in.Before != nil && s.in.Before.Topic != 0 && s.in.LeadIn == nil && !s.aboutDuty(k):
		f.Actor, f.ActorHow = s.in.Before.Topic, "carried"
	default:
		f.Actor, f.ActorHow = s.in.Default, "default"
	}
}

func other(a Actor) Actor {
	if a&Provider != 0 {
		return Customer
	}
	return Provider
}

// shareModality hands the end of the sentence back over the clauses that lean on it: 閲覧し、又は削除することができる.
func (s *sentence) shareModality(start int) {
	frames := s.reading.Frames[start:]
	last, lastPhrase, listed := -1, -1, false // listed: the clause before which we are is one of several joined by 又は
	for k := len(s.phrases) - 1; k >= 0; k-- {
		if !s.phrases[k].verb {
			continue
		}
		i := s.frameOf(frames, k)
		if i < 0 || frames[i].Place == Modifier || frames[i].Place == Condition || frames[i].Place == Purpose || frames[i].Place == Except {
			continue
		}
		p := &s.phrases[k]
		if last >= 0 && p.end.form == continued && frames[i].Modality == Will {
			m := frames[last].Modality
			if s.means(k) { // データを用いて広告を配信しない
				frames[i].Modality = m
				frames[i].Purpose.Set.Union(&frames[last].Action.Set)
				frames[i].Purpose.Set.Union(&frames[last].Object.Set)
			}
			if agreed := &frames[last]; agreed.ActorHow == "agreed" && frames[i].Actor == s.reading.Topic && (s.subjectOfPurpose(k) == agreed.Actor || s.setOff(k, agreed.Actor)) {
				frames[i].Actor, frames[i].ActorHow = agreed.Actor, agreed.ActorHow // 契約者は、当社が保守のため、データを開き、確認することに同意する
			}
			if behind := &frames[last]; behind.ActorHow == "polite" && (frames[i].ActorHow == "default" || frames[i].ActorHow == "carried") && frames[i].ActorSpan.Len() == 0 {
				frames[i].Actor, frames[i].ActorHow = behind.Actor, behind.ActorHow // 注意を読み、|入力してください
			}
			if s.granted(k, lastPhrase) {
				frames[i].Actor, frames[i].ActorHow = frames[last].Actor, frames[last].ActorHow
			}
			joined := p.or || s.seg.tokens[p.last].Surface == "たり" || listed && strings.HasPrefix(s.seg.tokens[p.last].Form, "連用") && s.sameObject(k, lastPhrase)
			listed = joined
			if by := frames[last].ActorSpan; by.Start > frames[i].Action.Span.End && frames[last].Actor != frames[i].Actor {
				m = Will // 記録され、|契約者は閲覧できる
			}
			if s.comesFirst(p) && s.phrases[lastPhrase].end.consent {
				joined, m = false, Is // 内容を確認した上で、…に同意する: nobody permits what comes first
			}
			if !m.Negative() && m != Is || joined || s.looksTwice(&frames[i], &frames[last], p) || m.Negative() && s.closely(k, lastPhrase) {
				frames[i].Modality = m
			}
		}
		last, lastPhrase = i, k
	}
}

// setOff reports whether who is the subject of all that comes behind it and before the predicate at k, not of a relative clause
// alone: お客様は、当社が、提供に必要な範囲でデータにアクセスし、使用することに同意する.
func (s *sentence) setOff(k int, who Actor) bool {
	for j := k - 1; j > s.topic; j-- {
		p := &s.phrases[j]
		if p.verb || p.particle != "が" || s.party(j)&who == 0 {
			continue
		}
		i := j + 1
		for i < k && (!s.phrases[i].verb || s.describes(i)) {
			i++
		}
		return p.comma || s.places[j] == Main && s.phrases[i].end.form != adnominal
	}
	return false
}

// closely reports whether the act at phrase k is part of the one right behind it, so that neither happens: 統計化して|利用することは
// ありません.
func (s *sentence) closely(k, behind int) bool {
	p := &s.phrases[k]
	pos := s.seg.tokens[p.stem].POS
	return k+1 == behind && !p.comma && !p.end.negative && s.seg.tokens[p.last].Surface == "て" &&
		(pos == token.Suffix || pos == token.VerbalNoun && !s.acts[k].Empty())
}

// looksTwice reports whether f, which ends in p, and the negated act behind it are both ways of looking at data, so that neither
// happens: 保存領域に立ち入り、ファイルを開くことはありません.
func (s *sentence) looksTwice(f, behind *Frame, p *phrase) bool {
	c := s.p.concept.looking
	return c >= 0 && f.Action.Set.Has(c) && behind.Action.Set.Has(c) && behind.Modality.Negative() && strings.HasPrefix(s.seg.tokens[p.last].Form, "連用") && !p.end.settled
}

// sameObject reports whether no を-phrase stands between the predicates at phrases from and to: データを閲覧し、複製し.
func (s *sentence) sameObject(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if strings.HasPrefix(s.phrases[j].particle, "を") {
			return false
		}
	}
	return true
}

// frameOf finds the frame of the predicate at phrase k.
func (s *sentence) frameOf(frames []Frame, k int) int {
	end := s.seg.tokens[s.phrases[k].last].Span.End
	for i := range frames {
		if frames[i].Action.Span.End == end {
			return i
		}
	}
	return -1
}

// shareParts hands an object on to the next clause that names none: データを閲覧し、利用する.
func (s *sentence) shareParts(start int) {
	frames := s.reading.Frames[start:]
	s.carryObject(frames)
	for i := 1; i < len(frames); i++ {
		j := i - 1
		for j > 0 && frames[i].Place == Main && frames[j].Place != Main {
			j-- // 個人情報を管理し、特段の事情がない限り開示しない
		}
		f, before := &frames[i], &frames[j]
		if j < i-1 && f.Object.Set.Empty() && s.phrases[s.phraseAt(before.Action.Span.End)].end.settled {
			continue // 情報を適正に取得するものとし、|意思に反する入手を行わない
		}
		if f.Object.Set.Empty() && f.Place == before.Place && !before.Object.Set.Empty() {
			f.Object = before.Object
		}
		if things := s.p.concept.things(); f.Place == Main && before.Place == Main && f.Object.Span.Len() > 0 && f.Object.Span == f.Recipient.Span && !f.Object.Set.Meets(&things) && before.Object.Set.Meets(&things) {
			f.Object.Set.Union(&before.Object.Set) // 投稿を編集し、刊行物に|掲載する
		}
	}
	s.repeatObject(frames)
	s.contrast(frames)
}

// contrast tells the acts of a sentence that do happen which of its concepts belong only to one that does not: データを国内に保管し、
// 国外には移転しません.
func (s *sentence) contrast(frames []Frame) {
	for i := range frames {
		f := &frames[i]
		if f.Place != Main || f.Modality != WillNot && f.Modality != MustNot || len(f.Exceptions) > 0 {
			continue
		}
		k := s.phraseAt(f.Action.Span.End)
		if p := &s.phrases[k]; !p.verb || p.end.without || !p.comma && k+1 < len(s.phrases) || strings.Contains(s.textOf(p.stem, p.last), "よう") {
			continue // 個人を特定できないように, できない形に加工し、利用する
		}
		from := k
		for from > 0 && !(s.phrases[from-1].verb && s.places[from-1] == Main && s.phrases[from-1].end.form == continued && !s.adverbial(from-1)) && !(s.topicLike(&s.phrases[from-1]) && s.who[from-1] != 0) {
			from--
		}
		denied, rest := s.concepts(from, k), Set{}
		if from > 0 {
			rest = s.concepts(0, from-1)
		}
		if k+1 < len(s.phrases) {
			behind := s.concepts(k+1, len(s.phrases)-1)
			rest.Union(&behind)
		}
		things := s.p.concept.things() // data may be named once for both
		denied.Remove(&rest)
		denied.Remove(&things)
		if denied.Empty() {
			continue
		}
		for j := range frames {
			g := &frames[j]
			if at := s.phraseAt(g.Action.Span.End); g.Place != Main || g.Modality.Negative() || g.Condition.Span.Len() > 0 || at >= from && at <= k {
				continue // what is done in a case of its own may take up what is denied
			}
			both := denied
			if g.Elsewhere != nil {
				both.Union(g.Elsewhere)
			}
			g.Elsewhere = &both
		}
	}
}

// textOf gives the words of tokens from…to.
func (s *sentence) textOf(from, to int) string { return nameOf(s.seg.tokens[from : to+1]) }

// repeatObject gives an act that the sentence names again without saying to what the data that it was done to before:
// データを閲覧しないよう努めますが、必要から閲覧することがあります.
func (s *sentence) repeatObject(frames []Frame) {
	things, acts := s.p.concept.things(), s.p.concept.acts()
	for i := range frames {
		f := &frames[i]
		if f.Place != Main || f.Object.Set.Meets(&things) || !f.Action.Set.Meets(&acts) {
			continue
		}
		for j := range frames[:i] {
			if b := &frames[j]; (b.Place == Main || b.Place == Condition) && b.Action.Set == f.Action.Set {
				f.Object.Set.Union(&b.Object.Set)
			}
		}
	}
}
