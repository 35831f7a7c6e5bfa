package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// nounActs makes a frame of the verb behind a noun that is no party, in an English sentence in which no other verb was
// seen: "your prompts|help us improve the model", "one account|remains with the supplier". Verb and noun agree in number.
func (w *clauseWork) nounActs() {
	if w.g.late || w.in.LeadIn != nil || len(w.t) < 5 || w.low[len(w.t)-1] != "." {
		return
	}
	for first := 0; first < len(w.t); {
		end := first
		for end < len(w.t) && w.low[end] != ";" {
			end++
		}
		w.nounAct(first, end)
		first = end + 1
	}
}

// nounAct adds the frame of a verb behind a noun to the part first…end of a sentence, unless some other verb was seen there.
func (w *clauseWork) nounAct(first, end int) {
	for k := range w.reading.Frames {
		f := &w.reading.Frames[k]
		if at := f.Action.Span.Start; (f.Place == Main || f.Place == List) && at >= w.t[first].Span.Start && (end == len(w.t) || at < w.t[end].Span.Start) {
			return
		}
	}
	if first > 0 && first < end && strings.HasSuffix(w.low[first], "ing") { // "you are responsible for: setting it up;|providing it"
		return
	}
	for i := first + 1; i+2 < end; i++ {
		if w.places[i] == Main && w.act(i) && w.agrees(i) {
			w.verbGroup(group{head: i, modality: Will}, i)
			return
		}
	}
}

// withoutVerb makes a frame of a sentence in which no verb was seen, so that rules can look at it as a whole: rows of
// tables, catchwords, verbs that no rule asks for.
func (w *clauseWork) withoutVerb() {
	for k := range w.reading.Frames {
		if p := w.reading.Frames[k].Place; p == Main || p == List {
			return
		}
	}
	if w.in.LeadIn != nil || w.reading.Asked != nil || w.places[0] != Main || w.g.late && w.definesTerm() {
		return
	}
	f := Frame{Place: Main, Modality: Is, ActorHow: "other"}
	for k := range w.t {
		if w.g.negations.has(w.low[k]) && (!w.g.late || w.places[k] == Main && w.negates(k)) {
			f.Modality = WillNot
		}
	}
	if who := w.partyAt(0); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(0, 0)
	} else if who, at := w.actorIn(0, min(4, len(w.t))); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
	}
	f.Object = Part{w.span(0, len(w.t)-1), w.reading.All}
	if w.g.late {
		f.Action, f.Modality = f.Object, w.dutchTitle(f.Modality)
	}
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
	w.namedActs()
}

// itemVerb gives the token at which an item without a subject begins to say what is done: behind a case, an exception or
// a phrase that stands in front: "where the law requires it, cooperate", "in accordance with the law, implement".
func (w *clauseWork) itemVerb(lead *Reading) int {
	i := 0
	if w.places[0] == Condition && lead.Opens != Condition && lead.Opens != Except {
		for i < len(w.t)-1 && w.places[i] == Condition {
			i++
		}
		return i
	}
	if w.g.late || !w.g.preps.has(w.low[0]) && !fronts.has(w.low[0]) && (w.places[0] != Except || lead.Opens == Except) {
		return 0
	}
	for k := 1; k+2 < len(w.t) && k < 40 && !w.finite(k) && w.low[k] != ";"; k++ {
		next := k + 1
		for next+1 < len(w.t) && (w.g.negations.has(w.low[next]) || w.g.adverbs.has(w.low[next]) || w.lyWord(next)) {
			next++
		}
		if w.low[k] == "," && w.act(next) && !w.verbs[next] && (w.objectFollows(next+1) || w.word(next+1)) && !strings.HasSuffix(w.low[next], "ing") && !w.participle(next) {
			return k + 1
		}
	}
	return 0
}

// words beside prepositions at the head of a phrase that stands in front of an item's verb
var fronts = wordSet("subject taking notwithstanding where considering given")

// deniedAct reports whether an English lead-in denies an act that it names: what begins with "to" below it are purposes.
func (w *clauseWork) deniedAct(lead *Reading) bool {
	if w.g.late || !lead.Mode.Negative() || lead.Opens != Main {
		return false
	}
	acts := w.p.concept.acts()
	for k := len(lead.Frames) - 1; k >= 0; k-- {
		if f := &lead.Frames[k]; f.Place == Main {
			return f.Action.Set.Meets(&acts)
		}
	}
	return false
}

// orphaned reports whether the sentence is an item whose lead-in was lost with the layout: it begins in small letters with a
// bare verb, and what it wants done is done for the customer: "notify the Customer of any breach;".
func (w *clauseWork) orphaned() bool {
	if w.g.late || w.in.LeadIn != nil || len(w.t) < 4 || w.t[0].POS != token.Word || w.t[0].Surface[0] < 'a' || w.t[0].Surface[0] > 'z' || w.pronoun(0) {
		return false
	}
	i := 0
	if w.g.negations.has(w.low[0]) && w.low[0] != "no" {
		i++
	}
	if !w.bareAct(i) || !w.takesObject(i) && w.low[i] != "assist" {
		return false
	}
	for k := i + 1; k < len(w.t); k++ {
		switch {
		case w.low[k] == "you" || w.low[k] == "your" || w.low[k] == "we" || w.low[k] == "our" || w.low[k] == "us":
			return false
		case w.partyAt(k)&Customer != 0 && w.capital(k):
			return true
		}
	}
	return false
}

// listItem reads an item without a subject: "access your content" below "We may:".
func (w *clauseWork) listItem() {
	lead := w.in.LeadIn
	if lead == nil && w.orphaned() {
		lead = &Reading{Topic: w.in.Default, Mode: Must}
	}
	if lead == nil || w.hasOwnSubject() {
		return
	}
	front := w.itemVerb(lead)
	i := front
	for i < len(w.t)-1 && (w.low[i] == w.g.to || w.g.adverbs.has(w.low[i]) || w.lyWord(i) || w.g.negations.has(w.low[i]) || w.t[i].POS == token.Symbol || w.g.late && w.t[i].POS != token.Word) {
		i++
	}
	if w.t[i].POS != token.Word || w.verbs[i] || w.g.stops.has(w.low[i]) && !w.g.late {
		return
	}
	place := List
	if lead.Opens == Purpose || lead.Opens == Except || lead.Opens == Condition {
		place = lead.Opens
	}
	if w.low[front] == "to" && w.deniedAct(lead) { // "data is not used: (a)|to keep accounts"
		place = Purpose
	}
	f := Frame{Place: place, Modality: lead.Mode, Actor: lead.Topic, ActorHow: "list"}
	for k := front; k < i; k++ {
		if w.g.negations.has(w.low[k]) {
			f.Modality = f.Modality.negated(true)
		}
	}
	if f.Actor == 0 {
		if f.Actor = w.in.Default; w.g.late && opensForOthers(lead) {
			f.Actor, f.ActorHow = 0, "other"
		}
	}
	g := group{head: i, verb: i, end: i, modality: f.Modality}
	if w.g.late {
		f.Modality = f.Modality.negated(w.deniedItem(i))
		f.Action = Part{w.span(0, len(w.t)-1), w.concepts(0, len(w.t)-1)}
		f.Object = f.Action
		w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
		return
	}
	g.end = w.coordinate(i)
	f.Action = Part{w.span(0, g.end), w.actConcepts(i, g.end)}
	for x := 0; x <= g.end; x++ {
		w.verbs[x] = true
	}
	at := w.places[i]
	if f.Place != at { // the item stands in the place that the lead-in opened
		for x := range w.places {
			if w.places[x] == at {
				w.places[x] = place
			}
		}
	}
	w.complements(&f, &g)
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
	w.following(&w.reading.Frames[len(w.reading.Frames)-1], &g)
}
