package frame

// memberOfStaff reports whether the people at token j are members of a team whose owner nobody knows: "members of Acme's service
// team".
func (w *clauseWork) memberOfStaff(j int) bool {
	if w.at(j+1) != "of" || w.low[j] != "member" && w.low[j] != "members" {
		return false
	}
	for k := j + 2; k < len(w.t) && k < j+7 && !w.finite(k); k++ {
		if w.partyAt(k) == Customer || w.low[k] == "your" {
			return false
		}
		if w.g.staff.has(w.low[k]) || w.g.crew.has(w.low[k]) {
			return true
		}
	}
	return false
}

// joinedTo reports whether the participle at token j only goes on with those that end at token end: "read or inverted".
func (w *clauseWork) joinedTo(end, j int) bool {
	for k := end + 1; k < j; k++ {
		if !w.g.joiners.has(w.low[k]) && !w.lyWord(k) && !w.g.adverbs.has(w.low[k]) && !w.participle(k) {
			return false
		}
	}
	return j > end+1
}

// finitesBefore counts the frames of the main clause before frame f.
func (w *clauseWork) finitesBefore(f *Frame) int {
	n := 0
	for k := range w.reading.Frames {
		if g := &w.reading.Frames[k]; g != f && g.Place == Main {
			n++
		}
	}
	return n
}
