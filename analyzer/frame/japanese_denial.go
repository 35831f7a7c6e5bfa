package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

var (
	// lackable are nouns of what one needs to do the act told before them: 閲覧する手段を持たない, 見る術はない.
	lackable = map[string]bool{
		"手段": true, "方法": true, "術": true, "すべ": true, "手立て": true, "手だて": true, "機能": true, "経路": true, "余地": true, "機会": true, "能力": true,
		"状況": true, "地位": true, "環境": true, "関係": true, "つもり": true, "意図": true, "意思": true, "考え": true, "予定": true, "権能": true, "立場": true, "権限": true, "権利": true, "鍵": true, "口": true,
		"者": true, "人": true, "社員": true, "職員": true, "従業員": true, "従業者": true, "担当者": true, "スタッフ": true, "技術者": true, "エンジニア": true,
		"アカウント": true, "ID": true, "窓口": true, "ツール": true, "画面": true, "仕組み": true, "道": true, "計画": true, "理由": true, "場面": true,
	}
	// having are the verbs that say whether it is there.
	having = map[string]bool{
		"ある": true, "ない": true, "無い": true, "存在": true, "有する": true, "有す": true, "持つ": true, "もつ": true, "持ち合わせる": true, "備える": true, "設ける": true,
		"用意": true, "保有": true, "保持": true, "実装": true, "搭載": true, "いる": true, "おる": true, "おりる": true, "ござる": true, "残る": true, "残す": true, "与える": true, "付与": true,
	}
)

// placed are nouns of how somebody stands to an act: 閲覧し得る|立場にない.
var placed = map[string]bool{"立場": true, "状況": true, "地位": true, "環境": true, "関係": true}

// feared are nouns of what might be done to the data of those who ask: 学習に使われる|心配はありません.
var feared = map[string]bool{"心配": true, "おそれ": true, "恐れ": true, "懸念": true, "不安": true}

// feared reports whether p is one of them, or 可能性.
func (s *segment) feared(p *phrase) bool {
	if p.stem == p.first {
		return feared[s.tokens[p.stem].Base]
	}
	return p.stem == p.first+1 && s.tokens[p.stem].Base == "性" && s.tokens[p.first].Base == "可能"
}

// lacks makes an act that does not happen of one for which the means, the people or the will are missing: 当社には閲覧する
// 手段がありません.
func lacks(s *segment, list []phrase) []phrase {
	for k := 0; k+2 < len(list); k++ {
		p, n, w, gone := &list[k], &list[k+1], &list[k+2], 2
		if k+3 < len(list) && !w.verb && w.particle == "" && !w.comma && s.tokens[w.stem].Base == "一切" {
			w, gone = &list[k+3], 3
		}
		if !p.verb || p.end.negative || p.end.passive && !p.end.can && !s.feared(n) || p.end.form != adnominal || s.tokens[p.last].Surface == "た" || s.tokens[p.last].Form == "体言接続" {
			continue
		}
		if n.verb || !(n.stem == n.first && lackable[s.tokens[n.stem].Base]) && !s.feared(n) || !w.verb || !w.end.negative || w.end.form == adnominal || w.end.form == conditional || !having[s.tokens[w.stem].Base] {
			continue
		}
		if q := strings.TrimSuffix(strings.TrimSuffix(n.particle, "も"), "は"); q != "" && q != "が" && q != "を" && !(q == "に" && placed[s.tokens[n.stem].Base]) {
			continue
		}
		p.end.negative, p.end.formal, p.end.form, p.end.settled = true, "", w.end.form, w.end.settled
		p.last, p.comma = w.last, w.comma
		list = append(list[:k+1], list[k+1+gone:]...)
	}
	return list
}

// construing are the verbs of how a text is to be read.
var construing = map[string]bool{"解する": true, "解す": true, "解釈": true, "みなす": true, "意味": true, "意図": true, "示す": true, "構成": true, "推定": true}

// construed denies the act that a text is said not to mean: 権利を譲渡するものと解してはならない.
func construed(s *segment, list []phrase) []phrase {
	for k := 0; k+2 < len(list); k++ {
		p, n, w := &list[k], &list[k+1], &list[k+2]
		if !p.verb || p.end.negative || p.end.form != adnominal || n.verb || !w.verb || !w.end.negative || w.end.form == adnominal || !construing[s.tokens[w.stem].Base] {
			continue
		}
		if b := s.tokens[n.stem].Base; b != "もの" && b != "こと" && b != "趣旨" && b != "旨" {
			continue
		}
		p.end.negative, p.end.formal, p.end.form = true, "", w.end.form
		p.last, p.comma = w.last, w.comma
		list = append(list[:k+1], list[k+3:]...)
	}
	return list
}

// anyOf are the words that stand for all acts listed before them: 利用・提供・加工のいずれも行わない.
var anyOf = map[string]bool{"いずれ": true, "どれ": true, "全て": true, "すべて": true, "一切": true, "双方": true, "両方": true, "どちら": true, "何": true}

// summed gives the phrase of the acts for which phrase j stands; j itself if it stands for none.
func (s *sentence) summed(j int) int {
	if p := &s.phrases[j]; j > 0 && p.first == p.stem && anyOf[s.base(j)] && strings.HasSuffix(s.phrases[j-1].particle, "の") && s.actNoun(j-1) {
		return j - 1
	}
	return j
}

// leftOut finds the act that what phrase j speaks of is spared: AI学習の|対象外; -1 if j speaks of none.
func (s *sentence) leftOut(j int) int {
	p := &s.phrases[j]
	t := s.seg.tokens
	if p.stem == p.first || t[p.stem].Base != "外" || t[p.stem-1].Base != "対象" {
		return -1
	}
	if p.stem-1 == p.first && j > 0 && strings.HasSuffix(s.phrases[j-1].particle, "の") {
		j--
	}
	acts := s.p.concept.acts()
	if !s.acts[j].Meets(&acts) {
		return -1
	}
	return j
}

// barred reports whether phrase k is an entry that ends in a word that denies the act before it: 画面コピー不可.
func (s *sentence) barred(k int) bool {
	p := &s.phrases[k]
	if p.stem == p.first || !naught[s.base(k)] && s.base(k) != "厳禁" {
		return false
	}
	switch s.seg.tokens[p.stem-1].POS {
	case token.VerbalNoun, token.Noun, token.Suffix:
		return true
	}
	return false
}

// withoutDoing reports whether the sentence says that something is done without the act of phrase k, which is thus denied; not
// where what is done is denied itself: 同意を得ることなく提供しません.
func (s *sentence) withoutDoing(k int) bool {
	acts := s.p.concept.acts()
	if !s.acts[k].Meets(&acts) {
		return false
	}
	for j := k + 1; j < len(s.phrases); j++ {
		if p := &s.phrases[j]; p.verb && p.end.form != adnominal && s.places[j] == Main && !s.adverbial(j) {
			return !p.end.negative && !p.end.can && !p.end.weak // 見ずに行うよう努める promises nothing
		}
	}
	return false
}

// weakWith reports whether the predicate at k only says how something is done that the end of the sentence merely aims at:
// 中身を見ずに|行うよう努める.
func (s *sentence) weakWith(k int) bool {
	p := &s.phrases[k]
	if !p.verb || !p.end.negative || s.seg.tokens[p.last].Surface != "ず" && s.seg.tokens[p.last].Surface != "ずに" {
		return false
	}
	for j := k + 1; j < len(s.phrases); j++ {
		if q := &s.phrases[j]; q.verb && q.end.form != adnominal && s.places[j] == Main && !s.adverbial(j) {
			return q.end.weak
		}
	}
	return false
}
