package frame

import "strings"

// end adds what phrase j names to the purposes: 広告宣伝に利用する, 資料として使う.
func (s *sentence) end(f *Frame, j int) {
	from := s.coordinated(j)
	for from > 0 && !s.phrases[from-1].verb && (strings.HasSuffix(s.phrases[from-1].particle, "の") || joinsNouns[s.phrases[from-1].particle] || s.listedEnd(from-1, j)) {
		from-- // モデルの学習に, 商品に関するお知らせの送付に, 自社製品の改良及び次期製品の設計に
	}
	set := s.concepts(from, j)
	f.Purpose.Set.Union(&set)
	if s.ownBusiness(j) {
		f.Purpose.Set.Union(&s.p.ownEnds)
	}
}

// businesses are nouns of what the provider earns with beside the service that the document is about.
var businesses = map[string]bool{"事業": true, "ビジネス": true, "製品": true, "商品": true, "商売": true, "営業": true}

// ownBusiness reports whether phrase j names a business or product of the provider's own: 当社の|人材紹介事業に, 当社が|販売する|文例集の|
// 素材として.
func (s *sentence) ownBusiness(j int) bool {
	if material[s.base(j)] && j > 0 && s.phrases[j-1].particle == "の" {
		j--
		return j > 1 && s.phrases[j-1].verb && s.phrases[j-1].end.form == adnominal && s.base(j-1) == "販売" && s.phrases[j-2].particle == "が" && s.head(j-2) == Provider
	}
	if j == 0 || !businesses[s.base(j)] || s.phrases[j].first == s.phrases[j].stem && s.base(j) != "事業" {
		return false
	}
	if q := &s.phrases[j-1]; !q.verb {
		return q.particle == "の" && s.head(j-1) == Provider
	}
	return j > 1 && s.phrases[j-1].end.form == adnominal && (s.base(j-1) == "提供" || s.base(j-1) == "販売" || s.base(j-1) == "営む" || s.base(j-1) == "行う") &&
		s.phrases[j-2].particle == "が" && s.head(j-2) == Provider
}

// listedEnd reports whether phrase i is one of several ends of which the last is named by phrase j: 市場調査及び|相談事業の|資料として.
func (s *sentence) listedEnd(i, j int) bool {
	p := &s.phrases[i]
	return i+1 < j && (p.and || p.or) && p.particle == "" && s.party(i) == 0
}

// material are nouns of what something is made or learned from.
var material = map[string]bool{"材料": true, "素材": true, "教材": true, "教師": true, "手本": true, "糧": true, "題材": true, "種": true, "参考": true}

// described adds what the relative clause before phrase j says of it to the purposes: エンジンの精度を|上げる|教材として.
func (s *sentence) described(f *Frame, j int) {
	if j == 0 || !s.phrases[j-1].verb || s.phrases[j-1].end.form != adnominal || s.phrases[j-1].end.negative {
		return
	}
	from := j - 1
	for from > 0 && !s.phrases[from-1].verb && !s.phrases[from-1].comma && !s.topicLike(&s.phrases[from-1]) {
		from--
	}
	set := s.concepts(from, j)
	f.Purpose.Set.Union(&set)
}

// workedOnBefore takes as the object what the purpose says is worked on first: 閲覧履歴を|分析し、|商品をお知らせするために|利用する.
func (s *sentence) workedOnBefore(f *Frame, acts int) bool {
	for j := acts - 1; j > 0; j-- {
		p, q := &s.phrases[j], &s.phrases[j-1]
		if !p.verb || !workedOn[s.base(j)] || p.end.form != continued || s.places[j] != Purpose || q.verb || !strings.HasPrefix(q.particle, "を") {
			continue
		}
		if things, data := s.p.concept.things(), s.heads(j-1, j-1); data.Meets(&things) {
			s.objectPart(f, j-1)
			return true
		}
	}
	return false
}

// basis reports whether phrase j says that what stands before it is worked from: データを|もとに.
func (s *sentence) basis(j int) bool {
	if j >= len(s.phrases) || s.phrases[j].verb || s.phrases[j].particle != "に" {
		return false
	}
	switch s.base(j) {
	case "もと", "元", "基", "基礎", "参考", "素材", "ベース":
		return true
	}
	return false
}

// servedBy makes the data of phrase j, from which the act of f is done, its object; what is done is what the data serve.
func (s *sentence) servedBy(f *Frame, j int) {
	things, data := s.p.concept.things(), s.heads(j, j)
	if !data.Meets(&things) || f.Object.Set.Meets(&things) {
		return
	}
	f.Purpose.Set.Union(&f.Action.Set)
	f.Purpose.Set.Union(&f.Object.Set)
	f.Object = Part{}
	s.objectPart(f, j)
}

// gained are nouns of what comes of looking at data.
var gained = map[string]bool{"結果": true, "知見": true, "傾向": true, "洞察": true, "ノウハウ": true, "成果": true, "示唆": true, "数値": true}

// outcome reports whether phrase j names what came of the act before it: その結果を, 分析して|得られた|知見を.
func (s *sentence) outcome(j int) bool {
	i := s.phrases[j].first
	if s.base(j) == "結果" && i > 0 && s.seg.tokens[i-1].Base == "その" {
		return true
	}
	if j < 2 || !gained[s.base(j)] || !s.phrases[j-1].verb || s.phrases[j-1].end.form != adnominal || !s.phrases[j-2].verb {
		return false
	}
	return s.base(j-1) == "得る" || s.base(j-1) == "得られる"
}

// premise reports whether phrase k only says that what stands before it is the ground of the act: 前提として, 条件に.
func (s *sentence) premise(k int) bool {
	if k >= len(s.phrases) || s.phrases[k].verb || s.phrases[k].particle != "として" && s.phrases[k].particle != "に" {
		return false
	}
	switch s.base(k) {
	case "前提", "条件", "理由", "契機":
		return true
	}
	return false
}

// idioms are verbs with an object of their own, so that the topic is what they are done to.
var idioms = map[string]bool{"目を通す": true, "手を加える": true, "手を付ける": true, "手をつける": true, "手を触れる": true}

// servedOr finds the object before the nouns of acts that end at phrase j; where that only says what something is made of, what
// stands before it is an end: 新機能の検討の|参考に|する.
func (s *sentence) servedOr(f *Frame, j, acts int) int {
	if !material[s.base(j)] {
		return s.objectBefore(acts)
	}
	s.end(f, j)
	s.described(f, j)
	return -1
}

// firstHalf reports whether phrase k is the first half of a verb that the dictionary cuts in two, in a relative clause:
// のぞき|見ることは.
func (s *sentence) firstHalf(k int) bool {
	if k+1 >= len(s.phrases) {
		return false
	}
	p, q := &s.phrases[k], &s.phrases[k+1]
	if p.verb && q.verb && q.first == p.last+1 && strings.HasPrefix(s.seg.tokens[q.first].Surface, "做") {
		return true // 見|做します
	}
	return p.verb && q.verb && p.first == p.last && q.first == p.last+1 && p.end.form == continued && s.places[k+1] == Modifier && s.places[k] == Main
}
