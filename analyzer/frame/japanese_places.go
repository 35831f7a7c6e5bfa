package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
)

// findPlaces tells for each phrase whether it stands in an exception, a purpose, a condition, a modifier or the main clause.
func (s *sentence) findPlaces() {
	s.places = slices.Grow(s.places[:0], len(s.phrases))[:len(s.phrases)]
	clear(s.places)
	for k := range s.phrases {
		p := &s.phrases[k]
		if s.seg.aside {
			s.places[k] = Modifier
			continue
		}
		if p.verb && p.end.form == adnominal && !s.closesItem(k) {
			s.places[k] = Modifier
		}
	}
	for k := range s.phrases {
		place, from := s.marker(k)
		if place == Main {
			continue
		}
		for j := from; j <= k; j++ {
			if s.places[j] != Except {
				s.places[j] = place
			}
		}
	}
}

// marker reports whether phrase k closes an exception, purpose or condition, and the first phrase of it.
func (s *sentence) marker(k int) (Place, int) {
	if s.phrases[k].verb {
		return s.verbMarker(k)
	}
	return s.nounMarker(k)
}

// verbMarker is marker for a predicate: 〜を除き, 〜でない限り, 〜に必要な.
func (s *sentence) verbMarker(k int) (Place, int) {
	p, base := &s.phrases[k], s.base(k)
	switch {
	case base == "除く" && k > 0 && !strings.HasPrefix(s.phrases[k-1].particle, "から"), base == "限り" && p.end.form != adnominal:
		return Except, s.back(k)
	case (caseNouns[base] || endNouns[base] || base == "後") && p.end.negative && (p.end.form == conditional || p.end.formal == "限り"):
		return Except, s.back(k) // 法令に基づくときでなければ, 障害を解決するためでない限り, 許可を受けた後でなければ
	case caseNouns[base] && p.end.form == continued && !p.end.negative && k > 0 && s.phrases[k-1].verb && s.seg.tokens[p.last].Surface == "も":
		return Condition, s.back(k) // 消去した場合であっても
	case base == "超える" && p.end.form == continued, base == "問う" && p.end.negative:
		return Main, k
	case (base == "ない" || base == "無い") && p.end.formal == "限り":
		return Except, s.back(k)
	case base == "なし" || base == "ない" && p.end.form == continued && k > 0:
		return Main, k
	case p.end.form == conditional && s.wanting(k):
		return Except, s.back(k) // 同意がなければ提供してはならない
	case p.end.form == conditional:
		return Condition, s.back(k)
	case base == "必要" && p.end.form == adnominal && k > 0 && neededFor(s.phrases[k-1].particle):
		return Purpose, s.back(k) // サービスの提供に必要な範囲で
	}
	return Main, k
}

// nounMarker is marker for a noun: 〜のほか, 〜ため, 〜場合.
func (s *sentence) nounMarker(k int) (Place, int) {
	p, base := &s.phrases[k], s.base(k)
	switch base {
	case "ほか", "他":
		if s.besides(k) {
			return Except, s.back(k)
		}
	case "ため", "為":
		if s.closesClause(k) {
			return Purpose, s.back(k)
		}
	case "目的":
		if strings.HasPrefix(p.particle, "を") || strings.HasPrefix(p.particle, "が") {
			return Main, k // 利用目的を変更する
		}
		if k > 0 && strings.HasPrefix(s.phrases[k-1].particle, "を") && strings.HasPrefix(p.particle, "と") {
			return Purpose, s.back(k) // 新機能の開発を目的として
		}
		if !s.closesClause(k) || s.tellsPurpose(k-1) {
			return Purpose, k // 個人情報を利用目的の範囲で, 個人情報を明示した目的で: not the object of the main clause
		}
		return Purpose, s.back(k)
	case "観点", "見地", "一環":
		if k > 0 && strings.HasSuffix(s.phrases[k-1].particle, "の") {
			return Purpose, s.back(k) // サービス向上の観点から, 研究の一環として
		}
	case "場合", "とき", "時", "際", "折":
		if s.exceptFollows(k) {
			return Main, k // 除く closes it
		}
		if p.particle == "の" && k+1 < len(s.phrases) && !s.phrases[k+1].verb {
			return Main, k
		}
		if k > 0 && s.wanting(k-1) {
			return Except, s.back(k) // 承諾がない場合は、提供しない
		}
		return Condition, s.back(k)
	case "以外":
		if t := s.seg.tokens; p.stem > p.first && (t[p.stem-1].Base == "場合" || t[p.stem-1].Base == "とき" || t[p.stem-1].Base == "際") {
			return Except, s.back(k) // 法令に基づく場合以外には
		}
	case "限り":
		if s.denies(k) {
			_, from := s.marker(k - 1)
			return Except, from // 閲覧しませんが、保守に必要な場合はこの限りではありません
		}
		if k > 0 && s.phrases[k-1].verb && s.phrases[k-1].end.negative {
			return Except, s.back(k)
		}
		return Condition, s.back(k)
	}
	return Main, k
}

// denies reports whether phrase k is この限り that the end of the sentence denies, after something that does not happen.
func (s *sentence) denies(k int) bool {
	t := s.seg.tokens
	if i := s.phrases[k].first; i == 0 || t[i-1].Surface != "この" || k+1 >= len(s.phrases) || !s.phrases[k+1].verb || !s.phrases[k+1].end.negative {
		return false
	}
	for j := k - 1; j >= 0; j-- {
		if p := &s.phrases[j]; p.verb && p.end.negative && p.end.form == continued && p.comma {
			return true
		}
	}
	return false
}

// leave are what somebody may be asked for before an act is done.
var leave = map[string]bool{"同意": true, "承諾": true, "承認": true, "許諾": true, "許可": true, "了承": true, "了解": true, "指示": true, "依頼": true, "要請": true, "請求": true,
	"求め": true, "申出": true, "申し出": true, "必要": true, "必要性": true, "理由": true, "事由": true, "事情": true}

// wanting reports whether phrase k says that leave is missing, in which case what the sentence denies does not happen.
func (s *sentence) wanting(k int) bool {
	if last := &s.phrases[len(s.phrases)-1]; k == 0 || !last.verb || !last.end.negative || !leave[s.base(k-1)] {
		return false
	}
	switch p := &s.phrases[k]; s.base(k) {
	case "ない", "無い":
		return p.verb
	case "得る", "受ける", "ある", "いただく", "頂く", "経る":
		return p.verb && p.end.negative
	}
	return false
}

// caseNouns are nouns that make a case of the clause before them.
var caseNouns = map[string]bool{"場合": true, "とき": true, "時": true, "際": true}

// endNouns are nouns that tell how far something goes or what for.
var endNouns = map[string]bool{"ため": true, "為": true, "目的": true, "限度": true, "範囲": true}

// neededFor reports whether a phrase with the particle says what something is needed for: サービスの提供に必要な, but not
// 契約者において必要な.
func neededFor(particle string) bool {
	return strings.HasPrefix(particle, "に") && !aimedAt(particle) && !strings.HasPrefix(particle, "におい") && !strings.HasPrefix(particle, "によ")
}

// stated are verbs that tell which purpose is meant, not what is done for it.
var stated = map[string]bool{"開示": true, "合意": true, "指定": true, "明示": true, "特定": true, "公表": true, "通知": true, "定める": true, "掲げる": true, "記載": true, "示す": true, "表示": true}

// tellsPurpose reports whether phrase k only says which purpose is meant: 明示した目的.
func (s *sentence) tellsPurpose(k int) bool {
	return s.phrases[k].verb && stated[s.base(k)] && k+1 < len(s.phrases) && s.base(k+1) == "目的"
}

// closesClause: ため after a clause or の, not as in 念のため.
func (s *sentence) closesClause(k int) bool {
	return k > 0 && (s.phrases[k-1].verb || strings.HasSuffix(s.phrases[k-1].particle, "の"))
}

func (s *sentence) exceptFollows(k int) bool {
	return strings.HasPrefix(s.phrases[k].particle, "を") && k+1 < len(s.phrases) && s.base(k+1) == "除く"
}

// back walks from the marker at phrase k to the first phrase that belongs to it: over modifiers, arguments of the clauses
// inside, and lists, up to a topic or the end of a clause before it.
func (s *sentence) back(k int) int {
	from := k
	filled := map[string]bool{} // cases that the predicate inside already has
	inside := false             // a predicate stands to the right
	need := false               // 必要な stands to the right
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		switch {
		case s.adverbial(j):
		case p.verb && (p.end.settled || s.alongside(j) && !s.phrases[k-1].end.negative):
			return from
		case p.verb && p.end.form == continued && p.comma && leavesOutCase[s.base(k)] && s.seg.tokens[p.stem].POS == token.VerbalNoun:
			return from // 情報を管理し、|特段の事情がない限り
		case p.verb && p.end.form == continued && p.comma && !p.end.negative && s.base(k) == "必要":
			return from // 契約者に通知し、|契約者が行う報告に必要な事項を提供する
		case p.verb && p.end.form == continued && p.comma && !p.end.negative && (s.takenUp(j+1) || s.searched(j, k)):
			return from // データを調査し、|これを発見したときは, 内容を確認し、|違反があると認めたときは
		case p.verb && p.end.form == continued && p.comma && !p.end.negative && caseNouns[s.base(k)] && s.hasCase(j):
			return from // 開示を求められた場合、契約者に通知し、|不当であると判断したときは
		case p.verb && p.end.form == continued && p.comma && !p.end.negative && s.comesBack(j, k):
			return from // データを返還し又は廃棄し、|廃棄したときは
		case p.verb && p.end.form == continued && p.comma && !p.end.negative && s.asked(j, k):
			return from // データを消去し、|求めがあるときは
		case p.verb && p.end.form == continued && p.comma && !p.end.negative && s.careful(j):
			return from // 鍵を厳重に管理し、|漏えいした場合は
		case p.verb && p.end.form == continued && !p.end.negative || p.verb && p.end.form == continued && p.or:
			if !inside {
				return from
			}
		case p.verb && p.end.form == conditional, p.verb && p.end.form == final:
			return from
		case p.verb && p.end.form == continued:
			return from
		case s.describes(j):
			need = s.base(j) == "必要" // its に-phrase belongs to it: 〜ために必要な場合
		case p.verb:
			if s.special(j) {
				return from
			}
			inside = true
			clear(filled)
		case strings.HasPrefix(p.particle, "は") || strings.HasSuffix(p.particle, "は") || strings.HasSuffix(p.particle, "も") && p.comma:
			return from
		case p.particle == "" || strings.HasSuffix(p.particle, "の") || joinsNouns[p.particle] || p.and || p.or:
			if p.particle == "" && p.comma && !p.or && s.special(j) && !(s.base(k) == "除く" && s.listedCase(j, k)) {
				return from
			}
			inside = inside || j == k-1 && caseNouns[s.base(k)] && wishNouns[strings.TrimPrefix(s.base(j), "ご")]
		case strings.HasPrefix(p.particle, "に対し") && p.comma && (s.base(k) == "ため" || s.base(k) == "目的"):
			return from // 取引先に対し、|効果を測定するために提供する
		case strings.HasPrefix(p.particle, "を") && p.comma && (s.base(k) == "除く" || s.lacksObject(j)):
			return from // データを、別に定める場合を除き、…
		case need && p.particle == "に":
			need = false
		case !inside && j != k-1:
			return from
		case strings.HasPrefix(p.particle, "を") && s.leavesOut(j, k), p.particle == "について" && s.passesBy(j, k):
			return from
		case s.special(j), p.comma && filled[p.particle], filled[p.particle] && p.particle == "を":
			return from
		default:
			filled[p.particle] = true
		}
		from = j
	}
	return from
}

// wishNouns are nouns for what somebody wants, with an object like their verbs: データの復元を|ご希望の|場合は.
var wishNouns = map[string]bool{"希望": true, "依頼": true, "要望": true, "要請": true, "請求": true, "申請": true, "申込み": true, "申し込み": true}

// joinsNouns are the particles that make a phrase describe the noun behind it: 裁判所の命令|による|場合.
var joinsNouns = map[string]bool{"による": true, "に関する": true, "に対する": true, "における": true, "についての": true, "に係る": true, "にかかる": true}

// takenUp reports whether phrase k points back with を to what the clause before it found, which thus is no part of the case
// that begins there.
func (s *sentence) takenUp(k int) bool {
	switch s.base(k) {
	case "これ", "それ", "これら":
		return s.phrases[k].particle == "を"
	}
	return false
}

// leavesOutCase are the words that close an exception.
var leavesOutCase = map[string]bool{"限り": true, "ない": true, "無い": true, "除く": true}

// leavesOut reports whether the を-phrase j belongs to the main predicate behind the marker k rather than to the relative
// clause between them.
func (s *sentence) leavesOut(j, k int) bool {
	if s.base(k) == "以外" || s.phrases[j+1].verb && (transitive[s.base(j+1)] || s.endNamed(j+1, k)) {
		return false // 保守作業を行う場合以外に, 学習を含む目的で
	}
	if s.phrases[j+1].verb && !s.phrases[j].comma && (wanted[s.base(j+1)] || s.base(j+1) == "受ける" || s.base(j+1) == "得る" || s.base(j+1) == "行う") && caseNouns[s.base(k)] {
		return false // 訂正の請求を受けたとき
	}
	if j > 1 && s.phrases[j-1].particle == "が" && !s.phrases[j-1].comma && !s.phrases[j].comma && caseNouns[s.base(k)] && s.party(j-1) != 0 && s.topicBefore(j-1) {
		return false // データの抽出は、契約者が抽出条件を書面で示した場合に行う
	}
	acts := s.p.concept.acts()
	for i := j + 1; i < k; i++ {
		if s.phrases[i].verb && !s.describes(i) {
			return s.phrases[k].particle != "" && !s.acts[i].Meets(&acts) && s.lacksObject(j)
		}
	}
	return false
}

// wanted are the verbs by which somebody wants something of another: データの復元を|希望する場合.
var wanted = map[string]bool{"希望": true, "依頼": true, "要望": true, "求める": true, "要求": true, "要請": true, "申し込む": true, "申し出る": true, "申請": true, "請求": true,
	"委託": true, "申し入れる": true}

// topicBefore reports whether a topic stands before phrase k.
func (s *sentence) topicBefore(k int) bool {
	for j := range k {
		if p := &s.phrases[j]; !p.verb && strings.HasSuffix(p.particle, "は") {
			return true
		}
	}
	return false
}

// endNamed reports whether the verb at phrase j, right before the marker k or first of several, says what for: 品質を|高める|目的で, モデルを|育てる|
// ための, but not データを|定める|目的で.
func (s *sentence) endNamed(j, k int) bool {
	for i := j; i < k-1; i++ {
		if p := &s.phrases[i]; !p.verb || p.end.form != continued || p.end.negative || p.end.passive {
			return false // 性能を|評価し、及び|改善する|目的で
		}
	}
	if stated[s.base(k-1)] || s.phrases[k-1].end.passive {
		return false
	}
	b := s.base(k)
	return (b == "目的" || b == "ため" || b == "為") && s.seg.tokens[s.phrases[k-1].last].Form == "基本形"
}

// transitive are verbs that name no act, yet take the を-phrase right before them.
var transitive = map[string]bool{"含む": true, "伴う": true, "図る": true, "目指す": true, "めざす": true, "踏まえる": true}

// listedCase reports whether phrase j is one of several cases that 除く at phrase k closes: 法令に基づく場合、契約上必要な場合を除き.
func (s *sentence) listedCase(j, k int) bool {
	switch s.base(j) {
	case "場合", "とき", "際":
		return k > 0 && (s.base(k-1) == "場合" || s.base(k-1) == "とき" || s.base(k-1) == "際")
	}
	return false
}

// special reports whether phrase j closes a purpose or condition of its own.
func (s *sentence) special(j int) bool {
	switch s.base(j) {
	case "ため", "為", "場合", "とき", "際", "除く":
		return s.phrases[j].comma
	}
	return false
}
