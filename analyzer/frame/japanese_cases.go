package frame

import "strings"

// careful reports whether the predicate at k says that something is well kept, which is a duty and no case in which another
// one arises: 厳重に管理し, 適切に保管し.
func (s *sentence) careful(k int) bool {
	if b := s.base(k); k == 0 || b != "管理" && b != "保管" && b != "保持" && b != "管理・保管" {
		return false
	}
	switch s.base(k - 1) {
	case "厳重", "厳格", "厳正", "適切", "適正", "安全", "自己", "責任", "注意":
		return true
	}
	return false
}

// hasCase reports whether the clause of the predicate at j, which leads on to another, is said of a case of its own.
func (s *sentence) hasCase(j int) bool {
	for i := j - 1; i >= 0; i-- {
		p := &s.phrases[i]
		if p.verb && p.end.form == continued && p.comma && !p.end.negative {
			return false
		}
		if caseNouns[s.base(i)] && p.comma && (p.particle == "" || p.particle == "は" || p.particle == "には") {
			return true
		}
	}
	return false
}

// comesBack reports whether the case that phrase k closes begins where the act of the predicate at j has been done.
func (s *sentence) comesBack(j, k int) bool {
	return k > j+1 && s.phrases[k-1].verb && s.base(k-1) == s.base(j) && s.seg.tokens[s.phrases[k-1].last].Surface == "た"
}

// searching and finding are the verbs of looking for something, and of what may come of it.
var (
	searching = map[string]bool{"監視": true, "調査": true, "点検": true, "検査": true, "審査": true, "確認": true, "巡回": true, "走査": true, "スキャン": true,
		"精査": true, "検証": true, "判定": true, "照合": true, "検索": true, "監督": true, "閲覧": true, "参照": true, "調べる": true, "分析": true, "解析": true}
	finding = map[string]bool{"発見": true, "検知": true, "検出": true, "見つける": true, "見つかる": true, "認める": true, "判明": true, "ある": true, "疑う": true, "判断": true, "該当": true, "含む": true}
)

// searched reports whether the clause at phrase j looks for what is found in the case that phrase k closes; not where the case
// tells who looks: 契約者が内容を確認し、誤りを発見したときは.
func (s *sentence) searched(j, k int) bool {
	if !searching[s.base(j)] || !caseNouns[s.base(k)] || k == 0 || !s.phrases[k-1].verb || !finding[s.base(k-1)] {
		return false
	}
	for i := j - 1; i >= 0 && !s.topicLike(&s.phrases[i]); i-- {
		if s.phrases[i].particle == "が" && !s.inRelative(i, j) {
			return false
		}
	}
	return true
}

// asked reports whether the case that phrase k closes is only that somebody wants something, and who does what stands before at
// phrase j is told by the topic: 当社は、データを消去し、契約者から|求めが|ある|ときは.
func (s *sentence) asked(j, k int) bool {
	if !caseNouns[s.base(k)] && s.phrases[k].end.form != conditional {
		return false
	}
	wish := false
	for i := j + 1; i < k; i++ {
		p := &s.phrases[i]
		if strings.HasPrefix(p.particle, "が") {
			wish = leave[strings.TrimPrefix(s.base(i), "ご")]
		}
	}
	if !wish || !s.topicBefore(j) {
		return false
	}
	for i := j - 1; i >= 0 && !s.topicLike(&s.phrases[i]); i-- {
		if s.phrases[i].particle == "が" && !s.inRelative(i, j) {
			return false
		}
	}
	return true
}

// alongside reports whether the clause of the predicate at phrase k is told beside the next one: 契約者に通知するとともに、.
func (s *sentence) alongside(k int) bool {
	i := s.phrases[k].last + 1
	return i < len(s.seg.tokens) && (s.seg.tokens[i].Surface == "とともに" || s.seg.tokens[i].Surface == "と共に")
}

// inRelative reports whether the が-phrase i is the subject of a clause before the predicate at j that only describes a noun:
// 保守要員が|データに|接続した|日時を|記録し.
func (s *sentence) inRelative(i, j int) bool {
	for v := i + 1; v < j; v++ {
		if p := &s.phrases[v]; p.verb && !s.describes(v) {
			return p.end.form == adnominal
		}
	}
	return false
}
