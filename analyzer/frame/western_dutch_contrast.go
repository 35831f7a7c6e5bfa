package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// excluded gives the "dat" by which the words before or in the clause among tokens from…to say that what follows is out of
// the question: "het is niet uitgesloten dat", "uitgesloten is dat"; -1 if none does.
func (w *clauseWork) excluded(from, to int) int {
	for k := max(0, from-6); k < to; k++ {
		if w.low[k] != "uitgesloten" && (!hindersDutch.has(w.low[k]) || w.at(k+1) != "dat") && (w.low[k] != "weg" || w.at(k-1) != "de" || w.at(k-2) != "in") { // "staat er niet aan in de weg dat"
			continue
		}
		for j := k + 1; j <= k+3 && j < to; j++ {
			if w.low[j] == "dat" {
				return j
			}
		}
	}
	return -1
}

// hindered gives the party that the verb at token i keeps from an act with "te" before token to: "niets belet|Leverancier de
// bestanden in te zien"; 0 if there is none.
func (w *clauseWork) hindered(i, to int) int {
	if !hindersDutch.has(w.low[i]) || !w.hasWord(i, to, "te") {
		return 0
	}
	for k := i + 1; k < min(to, i+6); k++ {
		if w.partyAt(k) != 0 {
			return k
		}
	}
	return 0
}

var hindersDutch = wordSet("belet beletten verhindert verhinderen weerhoudt weerhouden belemmert belemmeren verbiedt verbieden ontneemt")

// mayHappen reports whether the words before or in the clause among tokens from…to say that what follows may happen: "het kan
// voorkomen dat".
func (w *clauseWork) mayHappen(from, to int) bool {
	for k := max(1, from-2); k+1 < to; k++ {
		if happensDutch.has(w.low[k]) && w.low[k+1] == "dat" && (w.hasWord(max(0, k-6), k, "kan") || w.hasWord(max(0, k-6), k, "kunnen")) {
			return true
		}
	}
	return false
}

var happensDutch = wordSet("voorkomen gebeuren voordoen")

// servesAs reports whether "dienen" at token i has no infinitive and says what something serves as: "dienen uw teksten als
// oefenstof".
func (w *clauseWork) servesAs(i int) bool {
	as := false
	for k := i + 1; (w.low[i] == "dient" || w.low[i] == "dienen") && k < len(w.t) && w.low[k] != ";"; k++ {
		if w.low[k] == "te" {
			return false
		}
		as = as || w.low[k] == "als" || w.low[k] == "tot"
	}
	return as
}

// contrast gives the "maar" among the tokens behind the modal at token i that sets another act, without a verb of its own in
// the indicative, against the first: "mag de inhoud niet wijzigen,|maar wel raadplegen"; 0 if there is none.
func (w *clauseWork) contrast(i, to int) int {
	if !w.modal(i) && !w.g.be.has(w.low[i]) && w.low[i] != "heeft" {
		return 0
	}
	for k := i + 2; k+1 < to; k++ {
		if w.low[k] != "maar" && w.low[k] != "doch" || w.places[k] != w.places[i] {
			continue
		}
		last := to - 1
		for last > k && w.t[last].POS == token.Symbol {
			last--
		}
		if w.hasWord(k, last, "ook") || w.places[last] != w.places[i] || !w.act(last) || !strings.HasSuffix(w.low[last], "en") || w.concept(last, w.p.concept.things()) {
			return 0
		}
		return k
	}
	return 0
}

// afterContrast reports whether the infinitive at token i stands behind a "maar" and shares the modal before it.
func (w *clauseWork) afterContrast(i int) bool {
	for k := i - 1; k > 1 && w.low[k] != ";" && !w.fullStop(k); k-- {
		switch {
		case w.places[k] != w.places[i]:
		case w.low[k] == "maar" || w.low[k] == "doch":
			return w.clauseCloses(i+1) && w.modalBefore(k)
		case w.g.be.has(w.low[k]) || w.g.have.has(w.low[k]) || w.modal(k):
			return false
		}
	}
	return false
}

// leaveIn reports whether words among tokens from…to give leave: "doch wel bevoegd".
func (w *clauseWork) leaveIn(from, to int) bool {
	for k := from; k < to; k++ {
		if leaves.has(w.low[k]) {
			return true
		}
	}
	return false
}

// leaveDeniedToo reports whether the clause that frees from a duty at token k denies the leave as well: "niet gehouden en
// evenmin bevoegd".
func (w *clauseWork) leaveDeniedToo(k int) bool {
	for j := k + 1; j < min(len(w.t), k+5); j++ {
		if leaves.has(w.low[j]) && (w.g.negations.has(w.low[j-1]) || w.at(j-1) == "of") {
			return true
		}
	}
	return false
}

// leavesOpen gives the length of a Dutch insertion at the head of tokens that says that what is permitted is no duty: ", doch
// niet de plicht,"; 0 if none stands there.
func leavesOpen(tokens []token.Token) int {
	if len(tokens) < 5 || tokens[0].Surface != "," || tokens[1].Surface != "zonder" && (!contrasts.has(tokens[1].Surface) || !dutchNegations.has(tokens[2].Surface)) {
		return 0
	}
	duty := false
	for i := 3; i < len(tokens) && i < 10; i++ {
		if tokens[i].Surface == "," && duty {
			return i + 1
		}
		duty = duty || duties.has(tokens[i].Surface)
	}
	return 0
}

var dutchNegations = wordSet("niet nimmer nooit geenszins geen")

var duties = wordSet("plicht verplichting verplicht gehouden")

var leaves = wordSet("bevoegd gerechtigd toegestaan vrij")

// deniedPurpose adds the frame of what an act is not done for, and keeps that out of the act itself: "alleen gebruikt voor de
// dienst en|niet voor reclame".
func (w *clauseWork) deniedPurpose() {
	for k := 2; k+2 < len(w.t); k++ {
		if !w.negates(k) || w.low[k] == "geen" || !contrasts.has(w.low[k-1]) || !purposeOpeners.has(w.low[k+1]) {
			continue
		}
		at := -1
		for j := range w.reading.Frames {
			f := &w.reading.Frames[j]
			if first := w.tokenAt(f.Action.Span.Start); (f.Place == Main || f.Place == List) && !f.Modality.Negative() && f.Modality != Disclaims && first < k {
				at = j
			}
		}
		if at < 0 {
			continue
		}
		end := k + 1
		for end < len(w.t) && w.low[end] != ";" && !w.fullStop(end) && (w.low[end] != "," || !w.clauseFollows(end+1)) {
			end++
		}
		inside, outside := w.concepts(k, end-1), w.concepts(0, k-1)
		if end < len(w.t) {
			behind := w.concepts(end, len(w.t)-1)
			outside.Union(&behind)
		}
		inside.Remove(&outside)
		f := &w.reading.Frames[at]
		next := *f
		next.Modality = f.Modality.negated(true)
		next.Purpose = Part{w.span(k+1, end-1), w.concepts(k+1, end-1)}
		next.Action.Set.Union(&next.Purpose.Set)
		next.Object.Set.Union(&next.Purpose.Set)
		f.Elsewhere = &inside
		f.Action.Set.Remove(&inside)
		f.Object.Set.Remove(&inside)
		w.reading.Frames, w.own = append(w.reading.Frames, next), append(w.own, true)
		return
	}
}

var (
	contrasts      = wordSet("en maar doch ,")
	purposeOpeners = wordSet("voor om ter teneinde ten")
)

// contrasted adds the frame of the act among tokens from…to that is set against that of frame f, whose verb in the indicative
// says m. What it is done to is, unless it is named, what the first act is done to.
func (w *clauseWork) contrasted(f Frame, m Modality, from, to int) {
	next := Frame{Place: f.Place, Modality: m, Actor: f.Actor, ActorHow: f.ActorHow, ActorSpan: f.ActorSpan}
	if m == Is && (f.Modality == MustNot || f.Modality == May || w.leaveIn(from, to)) { // "is niet bevoegd …, maar mag" in other words
		next.Modality = May
	}
	next.Modality = next.Modality.negated(w.negatedIn(from, to))
	set := w.conceptsIn(f.Place, from, to)
	things := w.p.concept.things()
	if !set.Meets(&things) {
		for k := range w.mentions {
			if c := &w.mentions[k]; c.Last < from && c.Concepts.Meets(&things) {
				set.Union(c.Concepts)
			}
		}
	}
	next.Action = Part{w.span(from, to-1), set}
	next.Object = next.Action
	w.reading.Frames, w.own = append(w.reading.Frames, next), append(w.own, true)
}

// spared adds the frame of a party for whom the end of the sentence says that it does not what another does: "Klant mag de
// bestanden inzien, Leverancier niet."
func (w *clauseWork) spared() {
	last := len(w.t) - 1
	for last > 0 && w.t[last].POS == token.Symbol {
		last--
	}
	if last < 4 || w.low[last] != "niet" && w.low[last] != "wel" || len(w.reading.Frames) == 0 {
		return
	}
	who, first := w.partyAt(last-1), w.mentionStart(last-1)
	if first > 0 && dutchDeterminers.has(w.low[first-1]) {
		first--
	}
	if before := w.at(first - 1); who == 0 || before != "," && before != "maar" && before != "en" && before != "doch" {
		return
	}
	f := w.reading.Frames[len(w.reading.Frames)-1]
	if f.Place != Main || f.Actor&who != 0 || f.ActorHow == "other" {
		return
	}
	mine := &w.reading.Frames[len(w.reading.Frames)-1]
	if w.low[last] == "niet" { // the "niet" at the end is not the first party's
		if f.Modality.Negative() && !w.negatedIn(0, first) {
			mine.Modality = positive(f.Modality)
		}
		f.Modality = mine.Modality.negated(true)
	} else {
		f.Modality = positive(f.Modality)
	}
	f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(last-1, last-1)
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
}

// positive gives what a denied modality denies.
func positive(m Modality) Modality {
	switch m {
	case MustNot:
		return May
	case WillNot:
		return Will
	}
	return m
}
