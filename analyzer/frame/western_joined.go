package frame

import (
	"strings"
)

// coordinate finds the last of the verbs that are joined to the one at v: "access, use and otherwise process".
func (w *clauseWork) coordinate(v int) int {
	end := v
	for j := v + 1; j < len(w.t); {
		k := j
		for k < len(w.t) && !w.cut[k] && (w.g.joiners.has(w.low[k]) || w.g.adverbs.has(w.low[k]) || w.lyWord(k) || w.g.joiners.has(w.at(k-1)) && w.g.negations.has(w.low[k])) {
			k++
		}
		if k == j || k >= len(w.t) || w.cut[k] || !w.word(k) || w.finite(k) || !w.alike(v, k) {
			return end
		}
		if !w.act(k) { // an act that no rule asks for: it counts only if the row goes on
			if k+1 >= len(w.t) || !w.g.joiners.has(w.low[k+1]) || w.partyAt(k) != 0 || w.concept(k, w.p.concept.things()) {
				return end
			}
			j = k + 1
			continue
		}
		end = k
		j = k + 1
	}
	return end
}

// alike reports whether the words at v and k may be two verbs in one form: both -ed, both -ing, both -s or both plain.
func (w *clauseWork) alike(v, k int) bool {
	a, b := w.low[v], w.low[k]
	if w.participle(v) {
		return w.participle(k)
	}
	if strings.HasSuffix(a, "ing") {
		return strings.HasSuffix(b, "ing")
	}
	return !strings.HasSuffix(b, "ing") && (!strings.HasSuffix(b, "s") || strings.HasSuffix(b, "ss") || strings.HasSuffix(a, "s"))
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
