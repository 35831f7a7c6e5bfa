package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// saysNobody reports whether the sentence begins with a subject that is nobody: "no one", "no employee", "nobody".
func (w *clauseWork) saysNobody() bool { return nobody.has(w.low[0]) || w.low[0] == "no" }

// fewOnly takes the persons whom the subject of the verb at token head leaves out for no case that is excepted, and reports whether
// they are others than the customer: "no one other than our engineers|can open it" says who can.
func (w *clauseWork) fewOnly(head int) bool {
	if w.g.late || !w.saysNobody() || head == 0 || w.places[head] != Main || w.places[head-1] != Except {
		return false
	}
	k := head
	for k > 0 && w.places[k-1] == Except {
		k--
		w.places[k] = Modifier
	}
	return w.partyIn(k, head)&Customer == 0
}

// neverOpens reports whether a phrase that denies the sentence opens it, and the verb at token head follows it: "at no point".
func (w *clauseWork) neverOpens(head int) bool {
	if w.g.late || head < 1 || w.low[0] != "never" && (w.at(1) != "no" || !w.g.preps.has(w.low[0]) || !noTimes.has(strings.TrimSuffix(w.at(2), "s"))) {
		return false
	}
	for k := range head {
		if w.low[k] == "," || w.partyAt(k) != 0 || w.finite(k) {
			return false
		}
	}
	return true
}

// never reports whether the phrase among tokens from…to denies the verb behind it: "at no time", "in no case".
func (w *clauseWork) never(from, to int) bool {
	for k := from; k+1 < to; k++ {
		if w.low[k] == "no" && noTimes.has(strings.TrimSuffix(w.low[k+1], "s")) {
			return true
		}
	}
	return false
}

var noTimes = wordSet("time case event circumstance point way manner account condition")

// deniedThat reports whether the clause of the verb at token head is said not to be so: "it is not the case that|we view files".
func (w *clauseWork) deniedThat(head int) bool {
	that := w.clauseStart(head)
	if !w.g.late && that > 0 && w.low[that] != "that" {
		that--
	}
	if w.g.late || that < 4 || w.low[that] != "that" || !settledFacts.has(w.low[that-1]) && w.low[that-1] != "possible" {
		return false
	}
	for k := that - 2; k >= 0 && k > that-6; k-- {
		if w.low[k] == "not" || w.low[k] == "never" {
			return true
		}
	}
	return false
}

// words that say of a clause with "that" whether it is so
var settledFacts = wordSet("case true correct intended planned intention")

// ofSeveral gives who acts where a subject weighs two parties: "not only the Customer but also|the Provider may", "not the
// Provider but the Customer may".
func (w *clauseWork) ofSeveral(first, head int) Actor {
	if w.g.late || w.low[first] != "not" {
		return 0
	}
	for k := first + 1; k < head; k++ {
		if w.low[k] != "but" {
			continue
		}
		who := w.partyIn(k, head)
		if w.low[first+1] == "only" {
			who |= w.partyIn(first, k)
		}
		return who
	}
	return 0
}

// goesWithout reads what somebody acts by doing, or without: "they answer tickets without|opening the files". What cannot be done
// without an act is another matter.
func (w *clauseWork) goesWithout(i int) bool {
	if w.g.late || w.low[i] != "without" && w.low[i] != "by" || len(w.reading.Frames) == 0 {
		return false
	}
	f := w.reading.Frames[len(w.reading.Frames)-1]
	k := i + 1
	for k+1 < len(w.t) && (w.g.adverbs.has(w.low[k]) || w.lyWord(k) || w.low[k] == "having" || w.low[k] == "to") {
		k++
	}
	things := w.p.concept.things()
	if k+1 >= len(w.t) || f.Modality.Negative() || f.Modality == May || f.Place != Main || !strings.HasSuffix(w.low[k], "ing") || !w.act(k) || !w.concept(k+1, things) && !w.concept(k+2, things) && !w.concept(k+3, things) {
		return false
	}
	m := WillNot
	if w.low[i] == "by" { // "they answer tickets|by opening the files"
		if m = f.Modality; f.Actor != Provider || f.Passive || m != Will {
			return false
		}
	}
	w.verbGroup(group{head: k, modality: m, actor: f.Actor}, k)
	return true
}

// deniedThing adds the frame of what the act of frame at is not done to, if token j denies it: "we train on public data and
// |never on your content".
func (w *clauseWork) deniedThing(at, j int) bool {
	if w.low[j] != "not" && w.low[j] != "never" || w.low[j+1] != "on" && w.low[j+1] != "with" && w.low[j+1] != "from" || w.low[j-1] != "but" && w.low[j-1] != "and" && w.low[j-1] != "," {
		return false
	}
	f := &w.reading.Frames[at]
	next := *f
	next.Modality, next.Elsewhere = WillNot, nil
	last := j + 1
	for last+1 < len(w.t) && w.low[last+1] != "," && w.low[last+1] != ";" && !w.fullStop(last+1) && !w.finite(last+1) {
		last++
	}
	things := w.p.concept.things()
	next.Object = Part{w.span(j+2, last), w.concepts(j+2, last)}
	if !next.Object.Set.Meets(&things) {
		return false
	}
	denied, rest := w.concepts(j, last), w.concepts(0, j-1)
	denied.Remove(&rest)
	f.Elsewhere = &denied
	w.reading.Frames, w.own = append(w.reading.Frames, next), append(w.own, false)
	return true
}

// noDuty gives the length of words without commas at the head of tokens that free from a duty to do what is permitted: "entitled
// |but not obliged| to review", "neither |obliged nor| entitled to"; 0 if none stands there.
func noDuty(tokens []token.Token) int {
	word := func(i int) string {
		if i < len(tokens) {
			return tokens[i].Low
		}
		return ""
	}
	switch {
	case (word(0) == "but" || word(0) == "and" || word(0) == "though") && word(1) == "not" && obliged.has(word(2)) && word(3) == "to":
		return 3
	case obliged.has(word(0)) && word(1) == "nor" && (word(2) == "entitled" || word(2) == "permitted" || word(2) == "authorised" || word(2) == "authorized"):
		return 2
	}
	return 0
}

var obliged = wordSet("obliged obligated required bound")

// doneAfterAll makes an act permitted that the words before deny, or lay no duty of upon anybody: "we do not routinely read
// messages, but may|do so", "nothing obliges us to monitor content, but we may|do so". It reports whether there was one.
func (w *clauseWork) doneAfterAll() bool {
	n := len(w.reading.Frames)
	if n == 0 {
		return false
	}
	last, freed := &w.reading.Frames[n-1], false
	for k := range w.reading.Frames {
		freed = freed || w.reading.Frames[k].Modality == Disclaims
	}
	if !last.Modality.Negative() && last.Modality != Disclaims && (!freed || last.Modality != Must) {
		return false
	}
	last.Modality = May
	return true
}
