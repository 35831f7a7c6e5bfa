package frame

import "strings"

// doing are the verbs that only say that what is told before them happens or not: 提供することは、…場合を除き、ありません.
var doing = map[string]bool{"する": true, "いたす": true, "致す": true, "行う": true, "おこなう": true, "ある": true, "ない": true, "ござる": true, "なす": true}

// fact gives a verb that only says whether something happens the act that the clause with こと before it names, with its
// object and recipient, where other phrases stand between them.
func (s *sentence) fact(f *Frame, k int) {
	acts := s.p.concept.acts()
	if f.Place != Main || !doing[s.base(k)] || f.Action.Set.Meets(&acts) {
		return
	}
	for j := k - 2; j > 0; j-- {
		p, q := &s.phrases[j], &s.phrases[j-1]
		if p.verb || s.base(j) != "こと" || !q.verb || q.end.form != adnominal || !strings.HasSuffix(p.particle, "は") && !strings.HasSuffix(p.particle, "も") {
			continue
		}
		i := s.frameOf(s.reading.Frames, j-1)
		if i < 0 || !s.reading.Frames[i].Action.Set.Meets(&acts) {
			return
		}
		told := &s.reading.Frames[i]
		f.Action.Set.Union(&told.Action.Set)
		f.Object, f.Recipient = told.Object, told.Recipient
		return
	}
}

// passesBy reports whether the data of phrase j belong to the main predicate behind the marker k, since no act stands
// between: 個人情報について|本サービスの提供その他これに関連する目的のために.
func (s *sentence) passesBy(j, k int) bool {
	things, acts, data := s.p.concept.things(), s.p.concept.acts(), s.heads(j, j)
	if !data.Meets(&things) {
		return false
	}
	for i := j + 1; i < k; i++ {
		if s.phrases[i].verb && s.actionSet(i, i).Meets(&acts) {
			return false
		}
	}
	return true
}
