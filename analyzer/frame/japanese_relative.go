package frame

import "strings"

// leaves reports whether the relative clause of f leaves the を-phrase j to the main predicate, which else had none:
// 個人情報を|明示した目的の範囲内で取り扱います.
func (s *sentence) leaves(f *Frame, j int) bool {
	acts := s.p.concept.acts()
	things, data := s.p.concept.things(), s.heads(j, j)
	if j+1 < len(s.phrases) && s.phrases[j+1].particle == "が" && s.party(j+1) != 0 && strings.HasPrefix(s.phrases[j].particle, "を") && s.lacksObject(j) {
		return true // データの写しを|当社が|管理する設備に保存する
	}
	if j > 0 && pieces[s.base(j)] && strings.HasSuffix(s.phrases[j-1].particle, "の") {
		data = s.heads(j-1, j-1) // データの一部を|開発元であるベンダーに開示する
	}
	return strings.HasPrefix(s.phrases[j].particle, "を") && !f.Action.Set.Meets(&acts) && (data.Meets(&things) || s.phrases[j].comma) && s.lacksObject(j)
}

// pieces are nouns for how much of something, or for a copy of it.
var pieces = map[string]bool{"一部": true, "全部": true, "全て": true, "すべて": true, "大半": true, "部分": true, "写し": true, "複製": true, "控え": true, "内容": true, "中身": true}

// lacksObject reports whether the next main predicate behind phrase j has no を-phrase of its own.
func (s *sentence) lacksObject(j int) bool {
	for i := j - 1; i >= 0 && (!s.phrases[i].verb || s.phrases[i].end.form == adnominal || s.places[i] != Main); i-- {
		if !s.phrases[i].verb && !s.phrases[i].used && s.places[i] == Main && strings.HasPrefix(s.phrases[i].particle, "を") && !s.ofRelative(i) {
			return false // データを|個人を特定できない形で集計する
		}
	}
	for k := j + 1; k < len(s.phrases); k++ {
		p := &s.phrases[k]
		switch {
		case p.verb && p.end.form != adnominal && !s.adverbial(k):
			return true
		case !p.verb && strings.HasPrefix(p.particle, "を") && !(k+1 < len(s.phrases) && s.phrases[k+1].verb && s.phrases[k+1].end.form == adnominal):
			return false
		}
	}
	return false
}

// ofRelative reports whether the を-phrase i is the object of the relative clause that ends right behind it: 取扱いを|委託された|データ.
func (s *sentence) ofRelative(i int) bool {
	return i+2 < len(s.phrases) && s.phrases[i+1].verb && s.phrases[i+1].end.form == adnominal && s.phrases[i+1].end.formal != "こと"
}
