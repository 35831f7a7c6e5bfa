package frame

import (
	"kiyaku/analyzer/token"
	"strings"
)

// potential verbs say what may be done: 閲覧が可能です, 画面から行えます.
var potential = map[string]bool{"可能": true, "できる": true, "出来る": true, "行える": true, "おこなえる": true, "使える": true, "読める": true, "覗ける": true,
	"取り出せる": true, "持ち出せる": true, "引き出せる": true, "消せる": true, "渡せる": true, "書き換えられる": true, "入り込める": true}

// nothingElse reports whether the negation at phrase k leaves what しか names: 必要な場合にしか閲覧しません.
func (s *sentence) nothingElse(k int) bool {
	for j := k - 1; j >= 0 && !(s.phrases[j].verb && s.phrases[j].end.form == continued && s.places[j] == Main); j-- {
		if strings.HasSuffix(s.phrases[j].particle, "しか") {
			return true
		}
	}
	return false
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

// modality tells how the predicate at phrase k, whose act is f, says what it says.
func (s *sentence) modality(f *Frame, k int) Modality {
	end := &s.phrases[k].end
	switch m := end.modality(s.liability(k, &f.Object.Set)); {
	case m == Will && (s.leftOut(k) >= 0 || k > 0 && !s.phrases[k-1].verb && s.complement(k) >= 0 && s.leftOut(k-1) >= 0):
		if !end.partly && s.nothingElse(k) {
			return May
		}
		return WillNot
	case m == WillNot && !end.partly && s.nothingElse(k):
		return May // 担当者しか閲覧できない: those may
	case m == Will && potential[s.base(k)]:
		return May
	case m == Will && end.request && end.causative && f.Condition.Span.Len() > 0:
		return May // 必要なときは、確認させていただきます
	case m == Will && s.stative(k):
		return Is
	default:
		return m
	}
}
