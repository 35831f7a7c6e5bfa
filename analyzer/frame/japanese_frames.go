package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// lightVerbs take the act from their object: 分析を行う, 閲覧ができる.
var lightVerbs = []string{"行う", "行なう", "おこなう", "実施", "する", "いたす", "致す", "なす", "施す", "できる", "可能", "図る", "努める", "供する",
	"実行", "継続", "開始", "受ける", "得る", "含む", "要する", "講じる", "講ずる", "とる", "取る", "採る", "応じる", "努力", "徹底", "ある", "有する", "取得", "代行", "支援", "試みる", "作成"}

// servingVerbs say with に what for, not what: 品質の向上に利用する.
var servingVerbs = []string{"利用", "使用", "活用", "利活用", "用いる", "供する", "役立てる", "充てる", "転用"}

// actNouns are objects of light verbs that stand for the acts listed before them: 監視、分析等必要な行為を行う.
var actNouns = []string{"行為", "措置", "業務", "作業", "こと", "等", "対応", "処理", "処分", "操作", "活動", "手続"}

// findFrames makes a frame of every predicate, and of the nouns of acts at the end of a list item.
func (s *sentence) findFrames() {
	start := len(s.reading.Frames)
	for k := range s.phrases {
		p := &s.phrases[k]
		if s.describes(k) || s.adverbial(k) {
			continue
		}
		if p.verb {
			s.predicate(k)
		} else if s.base(k) == "ため" && k > 0 && strings.HasSuffix(s.phrases[k-1].particle, "の") && !s.phrases[k-1].verb {
			if s.actNoun(k - 1) {
				s.nominalAct(k - 1) // 違反の調査のため
			}
		} else if (k == len(s.phrases)-1 || s.seg.aside) && s.namesAct(k) {
			s.nominalAct(k)
		}
	}
	s.shareModality(start)
	s.shareParts(start)
}

// describes reports whether phrase k only describes the noun behind it: 必要な, 適切な.
func (s *sentence) describes(k int) bool {
	p := &s.phrases[k]
	return p.verb && p.end.form == adnominal && s.seg.tokens[p.last].Form == "体言接続"
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
	switch s.base(k) {
	case "超える", "越える", "通じる", "問う", "かかわる", "含める", "ない", "無い", "なし":
		return true
	case "応じる": // 求めに応じて
		return s.seg.tokens[p.last].Surface == "て"
	}
	return false
}

// manner reports whether phrase k with に says how or when, not to whom: 適切に, 事前に.
func (s *sentence) manner(k int) bool {
	switch s.base(k) {
	case "事前", "的", "無断", "任意", "同時", "次第", "早急", "最大限", "別途", "個別":
		return true
	}
	return s.seg.tokens[s.phrases[k].stem].POS == token.Adjective
}

// namesAct reports whether phrase k ends in the noun of an act: 監視, 監視等, 広告宣伝活動.
func (s *sentence) namesAct(k int) bool {
	p := &s.phrases[k]
	t := s.seg.tokens[p.stem]
	return t.POS == token.VerbalNoun || p.stem > p.first && (t.POS == token.Suffix || slices.Contains(actNouns, t.Base)) || !s.actionSet(k, k).Empty()
}

// predicate adds the frame of the predicate at phrase k.
func (s *sentence) predicate(k int) {
	p := &s.phrases[k]
	f := Frame{Place: s.places[k], Passive: p.end.passive, Weak: p.end.weak}
	acts := k // first phrase whose nouns name the act
	object := -1
	if slices.Contains(lightVerbs, s.base(k)) && k > 0 {
		if o := s.objectOf(k); o >= 0 {
			acts = s.coordinated(o)
			f.Passive = f.Passive || s.base(k) == "受ける"
			f.Action = s.act(acts, o, k)
			object = s.objectBefore(acts)
		}
	}
	if acts == k {
		acts = s.coordinated(k)
		f.Action = s.act(acts, k, k)
		object = s.objectBefore(acts)
	}
	s.arguments(&f, k, acts, object)
	if t := s.seg.tokens; p.last > p.stem {
		f.Ending = corpus.Span{Start: t[p.stem+1].Span.Start, End: t[p.last].Span.End}
	}
	s.compoundObject(&f, acts, k)
	f.Modality = p.end.modality(s.liability(k, &f.Object.Set))
	if f.Modality == Will && s.stative(k) {
		f.Modality = Is
	}
	s.actor(&f, k)
	s.reading.Frames = append(s.reading.Frames, f)
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
			f.Object.Set.Union(&m.Concepts)
		}
	}
}

// act gathers the words of the act: nouns of phrases from…to, and the predicate at k.
func (s *sentence) act(from, to, k int) Part {
	set := *s.actionSet(from, to)
	set.Union(s.actionSet(k, k))
	span := s.span(from, k)
	return Part{span, set}
}

// objectOf finds the を- or が-phrase right before the light verb at k.
func (s *sentence) objectOf(k int) int {
	agent := false
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		p := &s.phrases[j]
		if p.verb && (p.end.form != adnominal || agent) {
			return -1
		}
		if p.particle == "が" && s.party(j) != 0 { // 対策は契約者が行う
			agent = true
			continue
		}
		if p.particle == "に" && s.manner(j) {
			continue // 定期的に
		}
		if !p.verb && p.particle != "" && strings.ContainsAny(p.particle[:3], "をがはにも") && !strings.HasPrefix(p.particle, "により") && s.responsible(j, k) == 0 {
			if !s.isDuty(j) && s.actNoun(j) || s.seg.tokens[p.stem].POS == token.Suffix && s.base(k) != "取得" {
				return j
			}
			return -1
		}
	}
	return -1
}

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
		case !p.verb && s.actNoun(j) && strings.HasSuffix(p.particle, "の") && slices.Contains(actNouns, s.base(from)): // 削除等の措置
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
	return s.actionSet(j, j).Meets(&acts)
}

// objectBefore finds a の-phrase right before the nouns of acts: データの分析.
func (s *sentence) objectBefore(acts int) int {
	if acts > 0 && !s.phrases[acts-1].verb {
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
	f.Condition, f.Purpose, f.Exceptions = s.part(Condition), s.purpose(f, k), s.exceptions(k)
	var seen [4]bool // を, に, が, について
	target := -1     // に-phrase that is the object if nothing else is
	for j := acts - 1; j >= 0 && !s.tellsPurpose(k); j-- {
		p := &s.phrases[j]
		if p.verb {
			if p.end.form == adnominal || s.places[j] != s.places[k] || s.adverbial(j) {
				continue
			}
			break // the clause before
		}
		if s.places[j] != s.places[k] && s.places[j] != Main || p.used && !s.topicLike(p) || j+1 < k && s.adverbial(j+1) {
			continue
		}
		if f.Place == Modifier && (p.comma || s.topicLike(p) || s.leaves(f, j)) {
			break
		}
		if to := s.argument(f, k, j, object, &seen); to >= 0 {
			target = to
		}
	}
	if target >= 0 && f.Object.Span.Len() == 0 {
		s.objectPart(f, target)
	}
	if things := s.p.concept.things(); f.Place == Main && !f.Object.Set.Meets(&things) {
		s.earlierObject(f, acts)
	}
	if f.Place == Modifier {
		s.modified(f, k)
	}
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
	}
	return s.part(Purpose)
}

// end adds what phrase j names to the purposes: 広告宣伝に利用する, 資料として使う.
func (s *sentence) end(f *Frame, j int) {
	from := s.coordinated(j)
	for from > 0 && !s.phrases[from-1].verb && strings.HasSuffix(s.phrases[from-1].particle, "の") {
		from-- // モデルの学習に
	}
	set := s.concepts(from, j)
	f.Purpose.Set.Union(&set)
}

// earlierObject takes an object from before the clause that comes first: 投稿を、期間の定めなく無償で転載する.
func (s *sentence) earlierObject(f *Frame, acts int) {
	for j := acts - 1; j >= 0; j-- {
		p := &s.phrases[j]
		if !p.verb && !p.used && s.places[j] == Main && strings.HasPrefix(p.particle, "を") && p.comma {
			f.Object = Part{}
			s.objectPart(f, j)
			return
		}
	}
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
	case strings.HasPrefix(bare, "を") && !seen[0] && object < 0:
		seen[0] = true
		s.objectPart(f, j)
	case strings.HasPrefix(bare, "について"), strings.HasPrefix(bare, "に関し"), strings.HasPrefix(bare, "に対し"), strings.HasPrefix(bare, "につき"):
		if s.party(j) == 0 && f.Object.Span.Len() == 0 {
			s.objectPart(f, j)
		} else if s.party(j) != 0 {
			s.recipient(f, j)
		}
	case (bare == "に" || bare == "へ" || bare == "から" || bare == "と" || bare == "より") && !seen[1]:
		seen[1] = true
		s.recipient(f, j)
		if f.Object.Span.Len() == 0 && s.party(j) == 0 {
			if strings.HasPrefix(bare, "に") {
				s.end(f, j)
			}
			if !slices.Contains(servingVerbs, s.base(k)) {
				target = j
			}
		}
	case s.topicLike(p) && bare == "" && s.party(j) == 0 && f.Object.Span.Len() == 0 && j != s.topic:
		s.objectPart(f, j)
	case bare == "が" && s.party(j) == 0 && f.Object.Span.Len() == 0:
		s.objectPart(f, j)
	case bare == "として":
		s.end(f, j)
	case bare == "が", bare == "により", bare == "によって":
	default:
		return -1
	}
	if f.Place == Modifier {
		p.used = true
	}
	return target
}

// leaves reports whether the relative clause of f leaves the を-phrase j to the main predicate, which else had none:
// 個人情報を|明示した目的の範囲内で取り扱います.
func (s *sentence) leaves(f *Frame, j int) bool {
	acts := s.p.concept.acts()
	return strings.HasPrefix(s.phrases[j].particle, "を") && !f.Action.Set.Meets(&acts) && s.lacksObject(j)
}

// lacksObject reports whether the next main predicate behind phrase j has no を-phrase of its own.
func (s *sentence) lacksObject(j int) bool {
	for i := j - 1; i >= 0 && (!s.phrases[i].verb || s.phrases[i].end.form == adnominal || s.places[i] != Main); i-- {
		if !s.phrases[i].verb && !s.phrases[i].used && s.places[i] == Main && strings.HasPrefix(s.phrases[i].particle, "を") {
			return false // データを|個人を特定できない形で集計する
		}
	}
	for k := j + 1; k < len(s.phrases); k++ {
		p := &s.phrases[k]
		switch {
		case p.verb && p.end.form != adnominal && !s.adverbial(k):
			return true
		case !p.verb && strings.HasPrefix(p.particle, "を"):
			return false
		}
	}
	return false
}

// objectPart makes phrase j, with what modifies it and what is listed before it, the object.
func (s *sentence) objectPart(f *Frame, j int) {
	from := j
	for from > 0 {
		q := &s.phrases[from-1]
		if s.places[from-1] != s.places[j] && s.places[from-1] != Modifier || s.topicLike(q) {
			break
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
	if things := s.p.concept.things(); pointing[s.base(j)] && !set.Meets(&things) {
		named := s.pointed(j)
		set.Union(&named)
	}
	f.Object.Set.Union(&set)
}

func (s *sentence) recipient(f *Frame, j int) {
	from := j
	for from > 0 && (s.describes(from-1) || !s.phrases[from-1].verb && (strings.HasSuffix(s.phrases[from-1].particle, "の") || s.phrases[from-1].and || s.phrases[from-1].or || s.phrases[from-1].particle == "" && s.phrases[from-1].comma)) {
		from--
	}
	set := s.heads(from, j)
	if f.Recipient.Span.Len() == 0 {
		f.Recipient.Span = s.span(from, j)
	}
	f.Recipient.Set.Union(&set)
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

// stative predicates state facts rather than acts.
func (s *sentence) stative(k int) bool {
	switch s.base(k) {
	case "ある", "だ", "です", "ない", "帰属", "属する", "有する", "なる", "準拠", "適用", "含む":
		return true
	}
	t := s.seg.tokens[s.phrases[k].stem]
	return nominal(t) && s.phrases[k].last > s.phrases[k].stem && s.seg.tokens[s.phrases[k].stem+1].POS == token.Auxiliary
}

// plain reports whether the reading makes no exceptions.
func (r *Reading) plain() bool {
	return !slices.ContainsFunc(r.Frames, func(f Frame) bool { return len(f.Exceptions) > 0 })
}

// nominalAct adds a frame for a list item or bracket that ends in the noun of an act: 不正行為の監視・防止.
func (s *sentence) nominalAct(k int) {
	acts := s.coordinated(k)
	f := Frame{Place: s.places[k], Action: s.act(acts, k, k)}
	if f.Place == Main {
		f.Place = List
	}
	s.arguments(&f, k, acts, s.objectBefore(acts))
	s.actor(&f, k)
	if lead := s.in.LeadIn; lead != nil && lead.Mode.Negative() && lead.plain() {
		f.Modality = lead.Mode // 次の行為を行いません: what is listed does not happen
	}
	s.reading.Frames = append(s.reading.Frames, f)
}

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
		if s.topicLike(p) && !aimedAt(p.particle) && s.places[j] == Main && f.Place != Modifier && !f.Passive && !s.phrases[k].end.consent {
			if who := s.party(j); who != 0 {
				f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", s.span(j, j)
				return
			}
		}
		agent := p.particle == "により" || p.particle == "によって" || p.particle == "で" && s.base(j) == "自身"
		subject := p.particle == "が"
		if s.places[j] != s.places[k] && s.places[j] != Modifier {
			continue
		}
		if who := s.party(j); who != 0 && (subject && !f.Passive || agent) {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", s.span(j, j)
			return
		}
	}
	s.implicitActor(f, k)
}

func (s *sentence) implicitActor(f *Frame, k int) {
	end := &s.phrases[k].end
	topic := s.reading.Topic
	switch {
	case end.consent && !end.grant && topic != 0 && s.p.actors(&f.Recipient.Set)&other(topic) != 0:
		f.Actor, f.ActorHow = topic, "agreed" // 契約者は、データを当社に提供することに同意する
	case end.consent && topic != 0:
		// 利用者は、…することに同意する: what is agreed to, the other side does
		f.Actor, f.ActorHow = other(topic), "agreed"
	case f.Passive && !end.request && topic&Customer != 0 && s.base(k) == "受ける":
		f.Actor, f.ActorHow = Provider, "passive"
	case f.Passive && topic == 0, f.Passive && f.Place == Modifier:
		f.Actor, f.ActorHow = s.in.Default, "passive"
	case topic != 0 && s.topic >= 0:
		f.Actor, f.ActorHow, f.ActorSpan = topic, "explicit", s.span(s.topic, s.topic)
	case topic != 0:
		f.Actor, f.ActorHow = topic, "carried"
	case s.in.LeadIn != nil && s.in.LeadIn.Topic != 0:
		f.Actor, f.ActorHow = s.in.LeadIn.Topic, "list"
	case end.request && !end.causative: // させていただきます: the speaker does it
		f.Actor, f.ActorHow = Customer, "polite"
	case s.serviceTopic():
		f.Actor, f.ActorHow = Provider, "service"
	case s.in.Default == Customer && end.can && s.in.LeadIn == nil: // 違反した場合、退会させることがあります
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
	last := -1
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
			joined := p.or || s.seg.tokens[p.last].Surface == "たり"
			if !m.Negative() && m != Is || joined {
				frames[i].Modality = m
			}
		}
		last = i
	}
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
		f, before := &frames[i], &frames[i-1]
		if f.Object.Set.Empty() && f.Place == before.Place && !before.Object.Set.Empty() {
			f.Object = before.Object
		}
	}
}
