package frame

import (
	"kiyaku/analyzer/token"
)

// headingOnly reports whether the sentence is the heading of a clause that stands among its text: "Use of Subcontractors."
func (w *clauseWork) headingOnly() bool {
	if w.in.LeadIn != nil || len(w.t) > 9 {
		return false
	}
	names := 0
	for i := range w.t {
		switch {
		case w.t[i].POS != token.Word || w.low[i] == "of" || w.low[i] == "and" || w.low[i] == "to" || w.low[i] == "the" || w.low[i] == "for" || w.low[i] == "by" || w.low[i] == "in" || w.low[i] == "or":
		case !w.named(i):
			return false
		default:
			names++
		}
	}
	return names > 1
}

// namedActs adds the acts that a sentence without a verb names: "evaluation of customers' records by the vendor".
func (w *clauseWork) namedActs() {
	if w.g.late || w.headingOnly() {
		return
	}
	for i := range w.t {
		if i > 0 && w.low[i-1] != ":" && w.low[i-1] != ";" && w.low[i-1] != "–" && w.low[i-1] != "-" && w.low[i-1] != "|" {
			continue
		}
		end := i
		for end < len(w.t) && w.low[end] != ";" && w.low[end] != ":" && w.low[end] != "|" && !w.fullStop(end) {
			end++
		}
		k := w.actNoun(i, end)
		if k < 0 || w.verbs[k] {
			continue
		}
		n := Frame{Place: Main, Modality: Will, Actor: w.in.Default, ActorHow: "default"}
		if w.low[i] == "no" {
			n.Modality = WillNot
		}
		if who, span := w.agentIn(k, end); who != 0 {
			n.Actor, n.ActorHow, n.ActorSpan = who, "explicit", span
		}
		w.addNamed(n, k, end)
	}
}
