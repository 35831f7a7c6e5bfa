package frame

import "strings"

// subjectGoesOn reports whether what opened a purpose at token opened belongs to the subject of the verb at token i: "any
// dispute in connection with these terms|shall be settled".
func (w *clauseWork) subjectGoesOn(i, opened int) bool {
	if w.g.late || opened == 0 || !w.finite(i) || w.pronoun(i-1) || w.low[opened] != "in" && w.low[opened] != "for" && w.low[opened] != "as" {
		return false
	}
	for k := range opened {
		if w.finite(k) && w.places[k] == Main {
			return false
		}
	}
	return !w.verbBetween(opened+2, i)
}

// closesInsertion reports whether the comma at token i ends what a comma behind a modal or a turn opened: "shall, upon
// request|, provide", "is entitled, in case of default|, to delete".
func (w *clauseWork) closesInsertion(i, opened int) bool {
	if opened < 2 || w.low[opened-1] != "," || w.g.late {
		return false
	}
	j := opened - 2
	for j > 0 && (w.g.negations[w.low[j]] || w.g.adverbs[w.low[j]]) {
		j--
	}
	if w.at(i+1) == "to" {
		return w.wantsTo(w.low[j]) || w.g.pledges[w.low[j]] || w.g.rights[w.low[j]]
	}
	return w.modal(j) && w.bareAct(i+1)
}

// headsItem reports whether the comma at token i ends what a list item opens with, before its verb: "where the law requires
// it|, cooperate with audits".
func (w *clauseWork) headsItem(i int) bool {
	if w.in.LeadIn == nil || w.g.late || w.in.LeadIn.Opens == Except || w.in.LeadIn.Opens == Condition {
		return false
	}
	for k := range i {
		if w.places[k] == Main {
			return false
		}
	}
	return w.bareAct(i + 1)
}

// bareAct reports whether a verb that rules care about stands at token i in its bare form, adverbs aside.
func (w *clauseWork) bareAct(i int) bool {
	for i < len(w.t)-1 && (w.g.adverbs[w.low[i]] || w.lyWord(i) || w.g.negations[w.low[i]] && w.low[i] != "no") {
		i++
	}
	if i >= len(w.t)-1 || !w.word(i) || !w.act(i) || w.low[i+1] == "," && !w.act(i+2) || w.low[i+1] == "of" {
		return false
	}
	s := w.low[i]
	return !strings.HasSuffix(s, "ing") && !strings.HasSuffix(s, "ed") && (!strings.HasSuffix(s, "s") || strings.HasSuffix(s, "ss"))
}

// insertionEnd gives the comma that ends the insertion which the comma at token i opens behind a modal; 0 if it opens none.
func (w *clauseWork) insertionEnd(i int) int {
	if w.low[i] != "," || !w.modal(i-1) && !w.g.negations[w.at(i-1)] {
		return 0
	}
	for j := i + 1; j < len(w.t) && j < i+80; j++ {
		switch {
		case w.low[j] == ";" || w.fullStop(j) || w.modal(j):
			return 0
		case w.low[j] == "," && w.bareAct(j+1):
			return j
		}
	}
	return 0
}

// time reports whether a span of time, or an opening phrase that is no purpose, begins at token i behind "for".
func (w *clauseWork) time(i int) bool {
	if w.at(i) == "a" || w.at(i) == "the" {
		i++
	}
	return timeWords[w.at(i)] || w.at(i) != "" && w.at(i)[0] >= '0' && w.at(i)[0] <= '9'
}

var timeWords = wordSet("period maximum minimum duration term up long longer example instance clarity avoidance least moment time thirty sixty ninety")

// handsOn reports whether the "to" at token i, with which a lead-in ends, belongs to its verb: "agrees|to:", "you allow us|to:".
func (w *clauseWork) handsOn(i int) bool {
	_, turn := w.turnEnding(i)
	return turn || w.splitEnding(i) || w.controlled(i) != 0 || i > 0 && w.g.chains[w.low[i-1]]
}

// splitEnding reports whether a turn with adverbs inside ends with token i: "is only entitled|to".
func (w *clauseWork) splitEnding(i int) bool {
	for j := max(0, i-8); j < i; j++ {
		if n, _ := w.splitTurn(j); n > 0 && j+n-1 == i {
			return true
		}
	}
	return false
}

// longClause reports whether a clause with a long subject begins at token i, behind the part that opens its sentence: "except
// for fraud, the total liability of either party under this agreement|is limited".
func (w *clauseWork) longClause(i int) bool {
	if i >= len(w.t) || !clauseHeads[w.low[i]] {
		return false
	}
	for j := i + 1; j < len(w.t) && j < i+30 && w.low[j] != ";"; j++ {
		if w.finite(j) {
			return true
		}
	}
	return false
}

var clauseHeads = wordSet("the our neither each no any all your its")
