package diff

import (
	"strings"

	"kiyaku/analyzer/clause"
)

// mapClauses tells which new clause continues each old one, by the sentences that they share, and the citations that
// follow from it.
func (w *work) mapClauses(p *docPair) {
	type pair struct{ old, new int }
	votes := map[pair]int{}
	o, n := w.old.docs[p.old].Tree, w.new.docs[p.new].Tree
	for i := w.old.docs[p.old].from; i < w.old.docs[p.old].to; i++ {
		u := &w.old.units[i]
		if u.link == nil {
			continue
		}
		v := &w.new.units[u.link.news[0]]
		if v.doc != p.new {
			continue
		}
		a, b := u.clause, v.clause
		for a > 0 && b > 0 {
			if o.Clauses[a].Level == n.Clauses[b].Level {
				votes[pair{a, b}] += u.weight
			}
			if o.Clauses[a].Level >= n.Clauses[b].Level {
				a = o.Clauses[a].Parent
			} else {
				b = n.Clauses[b].Parent
			}
		}
	}
	best := map[int]int{}
	for v, count := range votes {
		at, ok := best[v.old]
		if have := votes[pair{v.old, at}]; !ok || count > have || count == have && v.new < at {
			best[v.old] = v.new
		}
	}
	cites := map[string]string{}
	for a := 1; a < len(o.Clauses); a++ {
		b, ok := best[a]
		if from := citeKey(o, a); ok && from != "" {
			if _, taken := cites[from]; !taken {
				cites[from] = citeKey(n, b)
			}
		}
	}
	p.clauses, p.cites = best, cites
	p.numbered, p.newNumbered = citeKeys(o), citeKeys(n)
}

// citeKeys is the set of citations of a tree.
func citeKeys(t *clause.Tree) map[string]bool {
	out := map[string]bool{}
	for i := 1; i < len(t.Clauses); i++ {
		if key := citeKey(t, i); key != "" {
			out[key] = true
		}
	}
	return out
}

// citeKey is the citation of a clause as references have it; "" if the clause itself has no number.
func citeKey(t *clause.Tree, i int) string {
	if t.Clauses[i].Label == "" {
		return ""
	}
	s := strings.ReplaceAll(t.Citation(i), " ", "")
	if k := strings.LastIndex(s, "§"); k > 0 {
		s = s[k:]
	}
	if !strings.HasPrefix(s, "第") && !strings.HasPrefix(s, "§") {
		return refNorm(s)
	}
	return strings.ToLower(strings.TrimRight(s, "."))
}

// follows reports whether a reference that changed from old to new leads to the clause that continues the one it led to. A
// reference to a number that one of the documents does not show (its headings lost their numbers, or just got them)
// cannot be checked; it counts as following.
func (p *docPair) follows(old, new string) bool {
	if to, ok := p.cites[old]; ok {
		return to == new
	}
	// The place inside the clause is the same, the clause has another number: 6(a) → 5(a).
	oldHead, oldTail := splitRef(old)
	newHead, newTail := splitRef(new)
	if to, ok := p.cites[oldHead]; ok && to != "" {
		return oldTail == newTail && to == newHead
	}
	return !p.numbered[oldHead] || !p.newNumbered[newHead]
}

// splitRef cuts a reference behind the number of its article: "§6(a)" → "§6", "(a)"; "第3条第2項" → "第3条", "第2項".
func splitRef(s string) (head, tail string) {
	if i := strings.Index(s, "条"); i > 0 {
		return s[:i+len("条")], s[i+len("条"):]
	}
	if i := strings.IndexAny(s, ".("); i > 0 {
		return s[:i], s[i:]
	}
	return s, ""
}
