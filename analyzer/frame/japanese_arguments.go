package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// objectBefore finds a の-phrase right before the nouns of acts: データの分析.
func (s *sentence) objectBefore(acts int) int {
	if acts > 0 && !s.phrases[acts-1].verb {
		if acts > 1 && s.phrases[acts-1].particle == "による" && !s.phrases[acts-2].verb && (s.phrases[acts-2].particle == "に対する" || s.phrases[acts-2].particle == "の") {
			return acts - 2 // 会話に対する|人手による|審査
		}
		if p := s.phrases[acts-1].particle; strings.HasSuffix(p, "の") || p == "に関する" || p == "に対する" || p == "についての" {
			return acts - 1
		}
	}
	if acts > 1 && s.base(acts-1) == "関する" && !s.phrases[acts-2].verb {
		return acts - 2 // データに関する調査
	}
	return -1
}

// arguments finds what the predicate at k acts on, for whom, when and except when.
func (s *sentence) arguments(f *Frame, k, acts, object int) {
	if object >= 0 {
		s.objectPart(f, object)
	}
	served := f.Purpose.Set
	f.Condition, f.Purpose, f.Exceptions = s.part(Condition), s.purpose(f, k), s.exceptions(k)
	f.Purpose.Set.Union(&served)
	var seen [4]bool // を, に, が, について
	target := -1     // に-phrase that is the object if nothing else is
	for j := acts - 1; j >= 0 && !s.tellsPurpose(k); j-- {
		p := &s.phrases[j]
		if p.verb {
			if p.end.form == adnominal || s.places[j] != s.places[k] || s.adverbial(j) {
				continue
			}
			if s.quoted(j) {
				for j > 0 && !s.topicLike(&s.phrases[j-1]) {
					j-- // what is held to be so has its own arguments
				}
				continue
			}
			break // the clause before
		}
		if s.places[j] != s.places[k] && s.places[j] != Main || p.used && !s.topicLike(p) || j+1 < k && s.adverbial(j+1) && s.base(j+1) != "含める" && s.base(j+1) != "継続" {
			continue
		}
		if f.Place == Modifier && (p.comma || s.topicLike(p) || s.leaves(f, j) || belonging[s.base(k)] && strings.HasPrefix(p.particle, "に対し")) {
			break
		}
		if to := s.argument(f, k, j, object, &seen); to >= 0 {
			target = to
		}
	}
	if target >= 0 && (f.Object.Span.Len() == 0 || s.holdsData(f, target)) {
		f.Object = Part{}
		s.objectPart(f, target)
	}
	if things := s.p.concept.things(); f.Place == Main && !f.Object.Set.Meets(&things) {
		s.earlierObject(f, k, acts)
	}
	if f.Place == Modifier {
		s.modified(f, k)
	}
}

// holdsData reports whether phrase j names data and the object of f, a mere topic, does not: 大学は、ファイルの内容に立ち入らない.
func (s *sentence) holdsData(f *Frame, j int) bool {
	things, named := s.p.concept.things(), s.concepts(j, j)
	if j > 0 && strings.HasSuffix(s.phrases[j-1].particle, "の") {
		named = s.concepts(j-1, j)
	}
	topic := s.topicLike(&s.phrases[s.phraseAt(f.Object.Span.End)])
	return topic && !f.Object.Set.Meets(&things) && named.Meets(&things)
}

// phraseAt finds the phrase that ends at byte end.
func (s *sentence) phraseAt(end int) int {
	for k := range s.phrases {
		if s.seg.tokens[s.phrases[k].last].Span.End == end {
			return k
		}
	}
	return 0
}

// purpose is what the predicate at k serves: the purposes named since the clause before, if there are any.
func (s *sentence) purpose(f *Frame, k int) Part {
	from := k
	for from > 0 && !(s.phrases[from-1].verb && s.places[from-1] == Main && s.phrases[from-1].end.form == continued && !s.adverbial(from-1)) {
		from--
	}
	if f.Place == Main {
		if near := s.partOf(Purpose, from, k); near.Span.Len() > 0 {
			return near
		}
		return s.partOf(Purpose, 0, k) // what a later clause serves, this one does not
	}
	return s.part(Purpose)
}

// earlierObject takes an object from before the clause that comes first: 投稿を、期間の定めなく無償で転載する.
func (s *sentence) earlierObject(f *Frame, k, acts int) {
	for j := acts - 1; j >= 0; j-- {
		p := &s.phrases[j]
		if !p.verb && !p.used && s.places[j] == Main && strings.HasPrefix(p.particle, "を") && p.comma {
			f.Object = Part{}
			s.objectPart(f, j)
			return
		}
	}
	if f.Object.Span.Len() > 0 {
		return
	}
	if slices.Contains(servingVerbs, s.base(k)) && s.workedOnBefore(f, acts) || s.phrases[k].end.can && s.reading.Topic == 0 {
		return
	}
	for j := acts - 1; j >= 0; j-- { // 一部の会話は、担当者が目を通し、学習に回す
		p := &s.phrases[j]
		if p.verb || p.used || !p.comma || s.places[j] != Main || s.party(j) != 0 || p.particle != "は" && p.particle != "については" && !s.labels(j) {
			continue
		}
		if things, data := s.p.concept.things(), s.heads(j, j); data.Meets(&things) {
			s.objectPart(f, j)
		} else if data = s.heads(0, j); s.labels(j) && data.Meets(&things) {
			f.Object = Part{s.span(0, j), data} // 個人情報の取扱い：当社は取り扱わない
		}
		return
	}
}

// labels reports whether a colon follows phrase j: 会話データ: サーバーに保存しません.
func (s *sentence) labels(j int) bool {
	i := s.phrases[j].last + 1
	return s.phrases[j].particle == "" && i < len(s.seg.tokens) && (s.seg.tokens[i].Surface == ":" || s.seg.tokens[i].Surface == "：")
}

// holding are the verbs of those who hold something to be so: 権利を侵害されたと|主張する者.
var holding = map[string]bool{"主張": true, "判断": true, "認める": true, "考える": true, "思う": true, "信じる": true, "申告": true, "みなす": true, "申し立てる": true, "申立てる": true}

// quoted reports whether the clause at phrase j is what somebody in the relative clause behind it holds to be so.
func (s *sentence) quoted(j int) bool {
	if j+1 >= len(s.phrases) || !s.phrases[j+1].verb || s.phrases[j+1].end.form != adnominal || !holding[s.base(j+1)] {
		return false
	}
	return s.seg.tokens[s.phrases[j+1].first-1].Surface == "と"
}

// aimedAt tells particles of those whom an act reaches: 第三者に対しても is not who acts.
func aimedAt(particle string) bool {
	return strings.HasPrefix(particle, "に対") || strings.HasPrefix(particle, "につ") || strings.HasPrefix(particle, "に関") || strings.HasPrefix(particle, "へ") || strings.HasPrefix(particle, "から")
}

func (s *sentence) topicLike(p *phrase) bool {
	return strings.HasSuffix(p.particle, "は") || strings.HasSuffix(p.particle, "も")
}

// timeNouns say when: 退会した後は, その際は.
var timeNouns = map[string]bool{"後": true, "際": true, "時": true, "間": true, "中": true, "以降": true, "以後": true, "時点": true, "前": true, "終了後": true, "うえ": true, "上": true}

// argument weighs one phrase before the predicate. It gives j if the phrase is the object should there be no other
// (データにアクセスする), else -1.
func (s *sentence) argument(f *Frame, k, j, object int, seen *[4]bool) int {
	target := -1
	p := &s.phrases[j]
	bare := strings.TrimSuffix(strings.TrimSuffix(p.particle, "は"), "も")
	switch {
	case bare == "に" && s.manner(j), strings.HasPrefix(bare, "をもって"), strings.HasPrefix(bare, "をもち"), strings.HasPrefix(bare, "を通じて"), s.topicLike(p) && timeNouns[s.base(j)]:
		return -1 // how or when, not what
	case bare == "に" && j+1 < k && s.base(j+1) == "限る" && s.adverbial(j+1):
		return -1 // 保守の担当者に|限り、見る
	case bare == "を" && s.premise(j+1):
		return -1 // 同意を|前提として
	case bare == "を" && idioms[s.base(j)+"を"+s.base(k)]:
		return -1 // 資料は担当者が|目を通す
	case strings.HasPrefix(bare, "を") && !seen[0] && object < 0:
		seen[0] = true
		s.objectPart(f, j)
	case strings.HasPrefix(bare, "を") && s.basis(j+1) && !seen[0]:
		s.servedBy(f, j)
	case strings.HasPrefix(bare, "について"), strings.HasPrefix(bare, "に関し"), strings.HasPrefix(bare, "に対し"), strings.HasPrefix(bare, "につき"):
		if strings.HasPrefix(bare, "に対し") && s.reaches(j) {
			s.recipient(f, j)
		}
		if things := s.p.concept.things(); s.party(j) == 0 && !f.Object.Set.Meets(&things) { // データについて、次の行為を行う
			s.objectPart(f, j)
		} else if s.party(j) != 0 {
			s.recipient(f, j)
		}
	case (bare == "と" || bare == "に") && j+1 == k && material[s.base(j)]: // 言語モデルを改める|素材とされない, 検討の|参考にする
		act := s.actionSet(j, j)
		f.Action.Set.Union(&act)
		s.end(f, j)
		s.described(f, j)
	case (bare == "に" || bare == "へ" || bare == "から" || bare == "と" || bare == "より") && !seen[1]:
		seen[1] = true
		s.recipient(f, j)
		if j > 0 && s.phrases[k].end.causative && s.isCalled(j-1) {
			s.recipient(f, j-1) // 子会社である|B社に行わせる
		}
		if f.Object.Span.Len() == 0 && s.party(j) == 0 {
			if strings.HasPrefix(bare, "に") {
				s.end(f, j)
			}
			if !slices.Contains(servingVerbs, s.base(k)) && !(slices.Contains(movingVerbs, s.base(k)) && bare != "から") {
				target = j
			}
		}
	case s.topicLike(p) && bare == "" && s.party(j) == 0 && s.base(j) != "誰" && s.base(j) != "何人" && (f.Passive || !s.staffAt(p.stem)) && (f.Object.Span.Len() == 0 || f.Passive && f.Place == Main && !seen[0]) && j != s.topic:
		s.objectPart(f, j)
	case bare == "で" && s.base(j) == "間" && j > 0 && strings.HasPrefix(s.phrases[j-1].particle, "と"):
		s.recipient(f, j-1) // グループ会社との間で共有する
	case bare == "が" && s.party(j) == 0 && f.Object.Span.Len() == 0 && !someone[s.base(j)] && (f.Passive || !s.staffAt(p.stem)):
		s.objectPart(f, j)
	case bare == "まで" && f.Object.Span.Len() == 0 && s.party(j) == 0: // 中身まで確かめる
		if things, data := s.p.concept.things(), s.heads(j, j); data.Meets(&things) || pointing[s.base(j)] {
			s.objectPart(f, j)
		}
	case bare == "として":
		s.end(f, j)
		s.described(f, j)
	case bare == "に対する" || bare == "への":
		if things, named := s.p.concept.things(), s.concepts(j, j); !named.Meets(&things) {
			s.recipient(f, j) // 研究機関に対する提供を行う
		}
	case bare == "が", bare == "により", bare == "によって":
	default:
		return -1
	}
	if f.Place == Modifier && !(bare == "が" && s.party(j) != 0 && belonging[s.base(k)]) {
		p.used = true
	}
	return target
}

// reaches reports whether phrase j with に対し may name whom an act reaches, rather than data: 提携先の企業に対し.
func (s *sentence) reaches(j int) bool {
	things, named := s.p.concept.things(), s.heads(j, j)
	return s.party(j) == 0 && !named.Meets(&things)
}

// someone are words for persons who are no party: 担当者が is who acts, not to what.
var someone = map[string]bool{"者": true, "人": true, "方": true, "員": true, "双方": true, "担当者": true, "責任者": true, "作業者": true, "甲": true, "乙": true, "丙": true,
	"誰": true, "何人": true}

// belonging verbs have no party as their subject: 契約者が|該当するデータを|削除する.
var belonging = map[string]bool{"該当": true, "関連": true, "相当": true, "関する": true, "係る": true}

// objectPart makes phrase j, with what modifies it and what is listed before it, the object.
func (s *sentence) objectPart(f *Frame, j int) {
	from := j
	for from > 0 {
		q := &s.phrases[from-1]
		if s.places[from-1] != s.places[j] && s.places[from-1] != Modifier || s.topicLike(q) {
			break
		}
		if s.base(j) == "否" && (q.verb || from < j && !q.comma) {
			from-- // ファイルに違反の情報が含まれるか否か
			continue
		}
		if q.verb && q.end.form == adnominal || !q.verb && (strings.HasSuffix(q.particle, "の") || q.and || q.or || q.particle == "" && q.comma) {
			from--
			continue
		}
		if !q.verb && q.used {
			from--
			continue
		}
		break
	}
	f.Object.Span = s.span(from, j)
	set := s.heads(from, j)
	if things := s.p.concept.things(); (pointing[s.base(j)] || s.outcome(j)) && s.alone(j) && !set.Meets(&things) {
		named := s.pointed(j)
		set.Union(&named)
	}
	f.Object.Set.Union(&set)
}

// alone reports whether the noun of phrase j has nothing but adverbs before it: 随時これを.
func (s *sentence) alone(j int) bool {
	for i := s.phrases[j].first; i < s.phrases[j].stem; i++ {
		if t := s.seg.tokens[i]; t.POS != token.Adverb && t.Sub != "副詞可能" {
			return false
		}
	}
	return true
}

func (s *sentence) recipient(f *Frame, j int) {
	from := j
	if j > 0 && someone[s.base(j)] && s.phrases[j-1].verb {
		from-- // 権利を侵害されたと主張する者に
	}
	for from > 0 && (s.describes(from-1) || !s.phrases[from-1].verb && (strings.HasSuffix(s.phrases[from-1].particle, "の") || s.phrases[from-1].and || s.phrases[from-1].or || s.phrases[from-1].particle == "" && s.phrases[from-1].comma)) {
		from--
	}
	set := s.heads(from, j)
	if f.Recipient.Span.Len() == 0 {
		f.Recipient.Span = s.span(from, j)
	}
	f.Recipient.Set.Union(&set)
}

// isCalled reports whether phrase k tells what the name behind it is: 子会社である|B社.
func (s *sentence) isCalled(k int) bool {
	p := &s.phrases[k]
	t := s.seg.tokens
	return p.verb && p.end.form == adnominal && !p.end.negative && p.last >= p.stem+2 && t[p.stem+1].Surface == "で" && t[p.last].Surface == "ある"
}

// modified makes the noun that a relative clause modifies its object where it has none: 登録したデータ.
func (s *sentence) modified(f *Frame, k int) {
	if f.Object.Span.Len() > 0 || k+1 >= len(s.phrases) || s.phrases[k+1].verb {
		return
	}
	f.Object.Span = s.span(k+1, k+1)
	f.Object.Set = s.heads(k+1, k+1)
}

// part joins all phrases of the sentence that stand in place.
func (s *sentence) part(place Place) Part { return s.partOf(place, 0, len(s.phrases)) }

// partOf joins those of phrases from…to-1 that stand in place.
func (s *sentence) partOf(place Place, from, to int) Part {
	var part Part
	for k := from; k < to; k++ {
		first := k
		for k < to && s.places[k] == place {
			k++
		}
		if k > first {
			set := s.concepts(first, k-1)
			part.Set.Union(&set)
			part.Span = cover(part.Span, s.span(first, k-1))
		}
	}
	return part
}

func cover(a, b corpus.Span) corpus.Span {
	if a.Len() == 0 {
		return b
	}
	return corpus.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

// exceptions lists the runs of phrases in place Except.
func (s *sentence) exceptions(int) []Part {
	var list []Part
	for k := 0; k < len(s.phrases); k++ {
		if s.places[k] != Except {
			continue
		}
		from := k
		for k+1 < len(s.phrases) && s.places[k+1] == Except && s.base(k) != "除く" {
			k++
		}
		list = append(list, Part{s.span(from, k), s.concepts(from, k)})
	}
	return list
}
