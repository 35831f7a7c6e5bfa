package frame

import "kiyaku/analyzer/token"

// affirming and denying are the words with which the sheets of a security check answer.
var (
	affirming = map[string]bool{"有": true, "有り": true, "ある": true, "実施": true, "済": true, "済み": true, "対応": true, "可": true, "可能": true, "はい": true, "Yes": true, "YES": true, "導入": true}
	denying   = map[string]bool{"無": true, "無し": true, "ない": true, "不可": true, "不可能": true, "いいえ": true, "No": true, "NO": true}
)

// answer tells what a sheet answers to the item that phrase k ends: "yes" (保存データの暗号化：有), "no" (…：未実施), or ""
// if it is no such item.
func (s *sentence) answer(k int) string {
	if k < 0 || k != len(s.phrases)-2 || s.phrases[k].verb || !s.phrases[k].comma || s.phrases[k].particle != "" {
		return ""
	}
	last := &s.phrases[k+1]
	if mark := s.seg.tokens[last.first-1].Surface; mark != ":" && mark != "：" {
		return ""
	}
	switch first := s.seg.tokens[last.first].Surface; {
	case denying[s.base(k+1)] && (last.first == last.stem || s.seg.tokens[last.stem-1].POS != token.VerbalNoun), affirming[s.base(k+1)] && (first == "未" || first == "非"):
		return "no"
	case affirming[s.base(k+1)]:
		return "yes"
	}
	return ""
}
