package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// insideStarter reports whether token i is one of the words that opened a part at token opened: the "to" of "in order to".
func (w *clauseWork) insideStarter(i, opened int) bool {
	if w.g.late || i <= opened || i > opened+5 || !w.cut[opened] {
		return false
	}
	return i+w.starterLength(i) <= opened+w.starterLength(opened)
}

// starterLength gives how many words open a part of the sentence at token i.
func (w *clauseWork) starterLength(i int) int {
	most := 0
	for _, s := range w.g.startersFrom.of(w.low[i]) {
		most = max(most, w.phraseAt(i, s.words))
	}
	return most
}

// starterAt reports whether a part of the sentence opens at token i.
func (w *clauseWork) starterAt(i int) (Place, bool) {
	best, place := 0, Main
	for _, s := range w.g.startersFrom.of(w.low[i]) {
		if n := w.phraseAt(i, s.words); n > best {
			best, place = n, s.place
		}
	}
	if w.low[i] == "zonder" && w.withoutInfinitive(i) { // "zonder tot vergoeding gehouden te zijn"
		return Modifier, true
	}
	if w.low[i] == "anders" && w.at(i+1) == "dan" && (w.partyAt(i+2) != 0 || dutchDeterminers.has(w.at(i+2)) && w.partyAt(i+3) != 0) { // "anders dan de Klant": another one, no exception
		return Condition, true
	}
	if w.low[i] == "onverminderd" && w.refersBack(i+1) { // without prejudice to other words of the document: nothing is left out
		return Condition, true
	}
	if w.low[i] == "which" && resultVerbs.has(w.at(i+1)) { // "which means that we": a clause of its own
		return Main, false
	}
	if !w.g.late && w.low[0] == "there" && i < 9 && (w.low[i] == "which" || w.low[i] == "where" || w.low[i] == "when") { // "there may be occasions on which|we view"
		return Main, false
	}
	if !w.g.late && w.permitsAfterAll(i) { // "provided, however, that Acme may do so where": what is promised before ends there
		return Except, true
	}
	if w.low[i] == "save" && i > 0 && !w.g.late && (w.pronoun(i-1) || w.partyAt(i-1) != 0 || w.modal(i-1) || w.low[i-1] == "to" || w.low[i-1] == "or" || w.low[i-1] == "and") { // "files that members|save to the drive"
		return Main, false
	}
	if best == 0 || w.low[i] == "but" && (w.at(i+3) == "obligation" || w.at(i+3) == "duty") { // "the right, but not the obligation, to"
		return Main, false
	}
	if place == Except && i > 0 && w.g.purposes.has(w.low[i-1]) && w.low[i] != "unless" && w.low[i] != "tenzij" {
		return Purpose, true // "for no purpose other than", "voor enig ander doel dan": purposes, no exception
	}
	if best == 1 && w.g.guarded.has(w.low[i]) {
		return place, w.opensHere(i)
	}
	return place, true
}

// opensHere settles the small words that open a part in some places only.
func (w *clauseWork) opensHere(i int) bool {
	before := ""
	if i > 0 {
		before = w.low[i-1]
	}
	switch w.low[i] {
	case "once": // "more than|once a year"
		next := w.at(i + 1)
		return before != "than" && before != "at" && next != "a" && next != "per" && next != "every" && next != "each" && next != "in" && next != "daily" && next != "during" && next != "within" && i+1 < len(w.t) && w.t[i+1].POS == token.Word
	case "should": // "should a fault occur, we"
		return (i == 0 || before == ",") && (w.word(i+2) || w.word(i+3)) && !w.g.be.has(w.at(i+1))
	case "to":
		return !(before == "time" && w.at(i+1) == "time") && w.infinitive(i, before)
	case "for":
		return !wordsBeforeFor.has(before) && !w.time(i+1) && !(leaveGiven.has(before) && perCase.has(w.at(i+1))) && !w.namesActor(i) && !w.forParty(i)
	case "after", "before", "until":
		return w.clauseFollows(i + 1)
	case "whether":
		return settled.has(before)
	case "that":
		if settledFacts.has(before) && !w.g.late {
			return false
		}
		if before == "out" && strings.HasPrefix(w.at(i-2), "rule") { // "cannot rule out|that"
			return false
		}
		return i > 0 && !w.g.content.has(before) && w.t[i-1].POS == token.Word && !w.pointsAtThing(i)
	case "as":
		return false
	case "without", "zonder":
		if !w.g.late && w.wantsReason(i) {
			return true
		}
		for k := i + 1; k < len(w.t) && k < i+8; k++ {
			if w.g.consent.has(w.low[k]) || grounds.has(w.low[k]) && w.g.negations.has(w.at(i-1)) { // "niet|zonder goede reden"
				return true
			}
		}
		return false
	}
	return !w.g.late || w.dutchOpensHere(i, before)
}

// grounds are what makes an act permissible that is ruled out without it.
var grounds = wordSet("reden redenen grond gronden noodzaak aanleiding rechtvaardiging reason reasons cause justification necessity grounds")

// forParty reports whether the "for" at token i tells for whom the thing is that the verb before it brings about: "create|for the
// Provider an account".
func (w *clauseWork) forParty(i int) bool {
	k := i + 1
	if w.at(k) == "the" {
		k++
	}
	if w.g.late || i == 0 || !w.act(i-1) && w.low[i-1] != "up" || w.partyAt(k) == 0 {
		return false
	}
	k = w.lastOf(k) + 1
	return w.at(k) == "a" || w.at(k) == "an" || w.at(k) == "one"
}

// verbs with which somebody settles whether something happens
var settled = wordSet("choose choosing decide decides decided control controls determine determines select specify know ask indicate of on")

// "consent given|for each occasion"
var (
	leaveGiven = wordSet("given granted obtained sought consent permission approval authorisation authorization")
	perCase    = wordSet("each every that the")
)

var wordsBeforeFor = wordSet("responsible liable except responsibility liability available account ask asks asked request requests exchange return")

// infinitive reports whether "to" at token i opens a purpose: it stands before a verb, and completes neither a verb group
// nor a word that wants a "to".
func (w *clauseWork) infinitive(i int, before string) bool {
	if i+1 >= len(w.t) || w.low[i+1] == ":" {
		return !w.handsOn(i)
	}
	if _, turn := w.turnEnding(i); turn || w.splitEnding(i) || w.wantsTo(before) || w.controlled(i) != 0 || w.chainNounBefore(i) {
		return false
	}
	if w.rightEnding(i) {
		return false
	}
	for j := max(0, i-16); j < i; j++ {
		if n, _ := w.hasNone(j); n > 0 && j+n-1 == i {
			return false
		}
	}
	if w.joinsTurn(i) {
		return false
	}
	k := i + 1
	for k < len(w.t)-1 && (w.g.adverbs.has(w.low[k]) || w.lyWord(k)) {
		k++
	}
	if !w.word(k) || !w.g.late && (w.low[k] == "what" || w.low[k] == "whatever") || w.partyPhrase(k) || w.namesWhom(k) || (w.concept(k, w.p.concept.party()) || w.concept(k, w.p.concept.things())) && !w.act(k) {
		return false
	}
	s := w.low[k]
	if strings.HasSuffix(s, "ed") && !strings.HasSuffix(s, "eed") { // "to selected partners"
		return false
	}
	if len(s) > 3 && s[len(s)-1] == 's' && s[len(s)-2] != 's' && s != "focus" { // a plural: "transfers to countries"
		return false
	}
	return w.t[k].Surface[0] >= 'a' || w.act(k) && (w.t[i].Surface != "to" || w.low[k] == "process")
}

// partyPhrase reports whether a party of several words begins at token i: "market research firms".
func (w *clauseWork) partyPhrase(i int) bool {
	party := w.p.concept.party()
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First == i && m.Last > i && m.Concepts.Meets(&party) {
			return true
		}
	}
	return false
}

// wantsTo reports whether a word takes "to" with a noun or as part of its verb group.
func (w *clauseWork) wantsTo(word string) bool {
	return wordsBeforeTo.has(word) || w.g.chains.has(word)
}

var wordsBeforeTo = wordSet("access related subject pursuant according due contrary similar next transfer transfers right obligation right, agree agrees refuse refuses decline declines fail fails likely unable able entitled permitted allowed required obliged obligated authorized authorised relating relates supplied forwarded furnished handed passed")

// turnEnding reports whether the turn of a modality ends with token i: "reserves the right|to".
func (w *clauseWork) turnEnding(i int) (*turn, bool) {
	for _, t := range w.g.turnsTo.of(w.low[i]) {
		if n := len(t.words); i+1 >= n && w.phraseAt(i+1-n, t.words) > 0 {
			return t, true
		}
	}
	return nil, false
}
