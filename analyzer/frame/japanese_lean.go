package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
)

// lean makes clauses that lean on a later one of those that a formal noun turns into phrases: 閲覧することも、利用することも
// ありません; 統計に加工した上で、公表する.
func lean(s *segment, list []phrase) []phrase {
	out := list[:0]
	for k := 0; k < len(list); k++ {
		p := list[k]
		if k+1 < len(list) && p.verb && p.end.form == adnominal && !list[k+1].verb && list[k+1].first == list[k+1].stem {
			n := &list[k+1]
			switch noun := s.tokens[n.stem].Base; {
			case noun == "こと" && n.particle == "も", noun == "上" && n.particle == "で", noun == "うえ" && n.particle == "で":
				p.end.form, p.end.formal, p.or = continued, "", noun == "こと"
				p.last, p.comma = n.last, n.comma
				k++
			case besideActs[noun] && n.particle == "" && n.comma && !stated[s.tokens[p.stem].Base] && !p.end.negative: // 契約者に通知するほか、…を講じる
				p.end.form, p.end.formal, p.end.settled = continued, "", true
				p.last, p.comma = n.last, true
				k++
			case noun == "ため" && n.particle == "" && n.comma && reason(s, &p):
				p.end.form, p.end.formal = continued, ""
				p.last, p.comma = n.last, true
				k++
			}
		}
		out = append(out, p)
	}
	return out
}

// besideActs are nouns behind a clause beside which another thing is done.
var besideActs = map[string]bool{"一方": true, "ほか": true, "傍ら": true, "かたわら": true}

// besides reports whether phrase k excepts the case before it: 法令に基づく場合のほか.
func (s *sentence) besides(k int) bool {
	if k == 0 || s.phrases[k-1].particle != "の" || s.phrases[k].particle != "" && s.phrases[k].particle != "は" {
		return false
	}
	return s.base(k-1) == "場合" || s.base(k-1) == "とき"
}

// lasting are verbs that say how things are, so that ため behind them tells why.
var lasting = map[string]bool{"有する": true, "持つ": true, "ある": true, "異なる": true, "保有": true, "含む": true}

// reason reports whether the clause before ため says why, not what for: 暗号化されるため, 提携しているため.
func reason(s *segment, p *phrase) bool {
	if p.end.negative {
		return true // 個人データを取り扱わないため: what is not to happen is told with ように
	}
	t := &s.tokens[p.last]
	if t.Form == "基本形" && !p.end.passive && lasting[s.tokens[p.stem].Base] {
		return true // 鍵はお客様が保有するため
	}
	return p.end.passive || t.Surface == "た" || t.Base == "いる" && p.last > p.stem
}

// comesFirst reports whether the clause of p tells what is done before: 確認した上で.
func (s *sentence) comesFirst(p *phrase) bool {
	return p.last > p.stem && (s.seg.tokens[p.last-1].Base == "上" || s.seg.tokens[p.last-1].Base == "うえ")
}

// means reports whether the clause that ends at phrase k only says with what the next one is done: データを用いて, データを
// 分析し.
func (s *sentence) means(k int) bool {
	p := &s.phrases[k]
	if p.end.form != continued || p.or || p.end.negative {
		return false
	}
	t := s.seg.tokens[p.last]
	switch {
	case slices.Contains(servingVerbs, s.base(k)):
		return t.Surface == "て"
	case workedOn[s.base(k)]:
		return t.Surface == "て" || strings.HasPrefix(t.Form, "連用")
	}
	return false
}

// workedOn are the acts that serve what is told next.
var workedOn = map[string]bool{"分析": true, "解析": true, "集計": true, "参照": true, "調査": true}

// granted reports whether the clause at phrase k is among the acts that the grant at phrase end gives a right to:
// 利用者は、当社に対し、投稿を無償で複製し、公開する権利を許諾する.
func (s *sentence) granted(k, end int) bool {
	if !s.phrases[end].end.grant || s.topic < 0 {
		return false
	}
	for j := k - 1; j > s.topic; j-- {
		if s.phrases[j].verb && s.places[j] == Main {
			break
		}
		if strings.HasPrefix(s.phrases[j].particle, "に") && s.party(j)&other(s.reading.Topic) != 0 {
			return true
		}
	}
	return k > 0 && s.before(k) >= 0 && s.granted(s.before(k), end)
}

// before finds the predicate of the clause before the one at phrase k; -1 if there is none.
func (s *sentence) before(k int) int {
	for j := k - 1; j > s.topic; j-- {
		if s.phrases[j].verb && s.places[j] == Main {
			return j
		}
	}
	return -1
}

// doer tells who does what the nouns before the predicate at k name: 当社によるデータの閲覧が可能です.
func (s *sentence) doer(k int) Actor {
	for j := k - 1; j >= 0 && !s.phrases[j].verb; j-- {
		if s.phrases[j].particle != "による" || s.places[j] != s.places[k] {
			continue
		}
		i := j + 1
		for i < k && strings.HasSuffix(s.phrases[i].particle, "の") {
			i++
		}
		if i < k && s.actNoun(i) && (s.topicLike(&s.phrases[i]) || s.phrases[i].particle == "が" || s.phrases[i].particle == "を") {
			return s.party(j)
		}
	}
	return 0
}

// subjectBefore is the party that does what the clause before the predicate at k says, where that clause leads on to it:
// 契約者がデータを加工して|利用する.
func (s *sentence) subjectBefore(k int) Actor {
	j := s.before(k)
	if j < 0 || s.places[j] != s.places[k] || s.phrases[j].end.passive || !s.leadsOn(j) {
		return 0
	}
	for j--; j >= 0 && !s.phrases[j].verb; j-- {
		if p := &s.phrases[j]; p.particle == "が" && !p.used && s.places[j] == s.places[k] {
			return s.party(j)
		}
	}
	return 0
}

// subjectOfPurpose is the party that is the subject of the purpose before the predicate at k, and thus of what is done for it:
// 当社が不正を防ぐために検査する.
func (s *sentence) subjectOfPurpose(k int) Actor {
	for j := k - 1; j >= 0; j-- {
		p := &s.phrases[j]
		if p.verb && s.places[j] == Main && p.end.form != adnominal {
			return 0
		}
		if p.particle == "が" && s.places[j] == Purpose {
			if who := s.party(j); who != 0 && s.forWhat(j) {
				return who
			}
		}
	}
	return 0
}

// forWhat reports whether the clause of the subject at phrase j ends in ため that tells what the main act is for; not
// 当社が調べるための機能, 当社が調べるために必要な範囲.
func (s *sentence) forWhat(j int) bool {
	for k := j + 1; k+2 < len(s.phrases); k++ {
		if p := &s.phrases[k]; p.verb {
			return p.end.form == adnominal && (p.end.formal == "ため" || p.end.formal == "為") && !strings.HasSuffix(s.phrases[k+1].particle, "の") && s.base(k+2) != "必要"
		}
	}
	return false
}

// leadsOn reports whether the predicate at phrase j is followed by what is done next: 加工し, 加工して.
func (s *sentence) leadsOn(j int) bool {
	p := &s.phrases[j]
	t := s.seg.tokens[p.last]
	return p.end.form == continued && s.seg.tokens[p.stem].POS == token.VerbalNoun && (t.Surface == "て" || strings.HasPrefix(t.Form, "連用"))
}
