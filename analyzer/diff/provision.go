package diff

import "kiyaku/analyzer/clause"

// wholeClauses tells which clauses of a document the other side has no sentence of.
func (s *side) wholeClauses(doc int) []bool {
	d := &s.docs[doc]
	if d.Tree == nil {
		return nil
	}
	whole := make([]bool, len(d.Tree.Clauses))
	for i := 1; i < len(whole); i++ {
		whole[i] = true
	}
	for i := d.from; i < d.to; i++ {
		if s.units[i].link != nil {
			for c := s.units[i].clause; c > 0; c = d.Tree.Clauses[c].Parent {
				whole[c] = false
			}
		}
	}
	return whole
}

// sameProvision reports whether sentence i, which follows j, belongs to one provision with it, both of them without
// counterpart: an article that came or went as a whole, a paragraph or item with what stands under it, a lead-in with its
// items, else one paragraph of the text.
func (s *side) sameProvision(j, i int, whole []bool) bool {
	a, b := &s.units[j], &s.units[i]
	t := s.tree(b)
	if x := outermost(t, a.clause, whole); x > 0 && x == outermost(t, b.clause, whole) {
		return true
	}
	if lead := leadOf(t, b); lead >= 0 && (a.sentence == lead || leadOf(t, a) == lead && s.unlinked(lead, j)) {
		return true
	}
	if a.clause != b.clause {
		return false
	}
	doc := s.docs[b.doc].Document.Document
	return a.caption || doc.BlockAt(s.span(a).Start) == doc.BlockAt(s.span(b).Start)
}

// unlinked reports whether the sentence of the tree that stands at or before unit j has no counterpart.
func (s *side) unlinked(sentence, j int) bool {
	for doc := s.units[j].doc; j >= 0 && s.units[j].doc == doc && s.units[j].sentence >= sentence; j-- {
		if s.units[j].sentence == sentence {
			return s.units[j].link == nil
		}
	}
	return false
}

// outermost is the outermost clause around c, an article at most, that is whole; 0 if none is.
func outermost(t *clause.Tree, c int, whole []bool) int {
	out := 0
	for ; c > 0 && whole[c]; c = t.Clauses[c].Parent {
		out = c
		if t.Clauses[c].Level <= clause.Article {
			break
		}
	}
	return out
}

// leadOf is the sentence that u, or the item in which u is a further sentence, completes; -1 if there is none.
func leadOf(t *clause.Tree, u *unit) int {
	if lead := t.Sentences[u.sentence].LeadIn; lead >= 0 {
		return lead
	}
	if own := t.Clauses[u.clause].Sentences; len(own) > 0 {
		return t.Sentences[own[0]].LeadIn
	}
	return -1
}
