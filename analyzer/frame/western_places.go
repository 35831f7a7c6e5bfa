package frame

import "strings"

// findPlaces gives every token its place: what a starter opens goes on to the next boundary. Brackets are places of
// their own, after which the place before goes on.
func (w *clauseWork) findPlaces() {
	w.places, w.cut = make([]Place, len(w.t)), make([]bool, len(w.t))
	type state struct {
		place  Place
		opened int
		inside bool // inside a relative clause
		until  int  // where a phrase between modal and verb ends; 0 for no such phrase
	}
	now := state{}
	var outer []state
	for i := range w.t {
		switch w.low[i] {
		case "(":
			outer = append(outer, now)
			if now.place == Main {
				now = state{place: Modifier, opened: i}
			}
		case ")":
			w.places[i] = now.place
			if n := len(outer); n > 0 {
				now, outer = outer[n-1], outer[:n-1]
			}
			continue
		default:
			if now.place == Purpose && w.subjectGoesOn(i, now.opened) {
				for k := now.opened; k < i; k++ {
					w.places[k] = Modifier
				}
				now.place, now.inside = Main, false
			}
			if now.until == i && i > 0 {
				now = state{}
			} else if w.ends(i, now.place, now.opened) || now.inside && now.place == Purpose && w.finite(i) && !w.pronoun(i-1) {
				now.place, now.inside = Main, false
				w.cut[i] = true
			}
		}
		if now.place == Main && w.contact(i) {
			now = state{place: Modifier, opened: i}
			w.cut[i] = true
		} else if p, ok := w.starterAt(i); ok && w.opensInside(p, now.place, now.opened, i) && !w.insideStarter(i, now.opened) {
			now = state{p, i, now.place == Modifier, w.phraseBetween(i)}
			w.cut[i] = true
		}
		if now.place == Except && w.at(i-1) == ";" {
			w.cut[i] = true
		}
		w.places[i] = now.place
	}
}

// contact reports whether a relative clause without "that" begins at token i: "the content|you upload".
func (w *clauseWork) contact(i int) bool {
	if w.g.late {
		return w.enteredAt(i - 1)
	}
	if i == 0 || i+1 >= len(w.t) || !w.pronoun(i) && !w.contactParty(i) || !w.concept(i-1, w.p.concept.things()) && !contactNouns.has(w.low[i-1]) {
		return false
	}
	if w.frontPhrase(i) {
		return false
	}
	return w.word(i+1) || w.finite(i+1) || w.g.adverbs.has(w.low[i+1])
}

// contactParty reports whether a party and its verb begin at token i: "the information|the member has registered".
func (w *clauseWork) contactParty(i int) bool {
	if w.partyAt(i) != 0 && w.capital(i) && w.partyAt(i)&w.partyAt(i-1) == 0 { // "any person|Vendor authorizes"
		k := w.lastOf(i) + 1
		return k < len(w.t) && w.act(k) && w.word(k) && strings.HasSuffix(w.low[k], "s") && !w.capital(k) && !w.staffAt(k)
	}
	if !w.g.stops.has(w.low[i]) || w.low[i] == "of" || w.low[i] == "and" || w.low[i] == "or" || w.g.preps.has(w.low[i]) || w.partyAt(i+1) == 0 || w.finite(i) || w.low[i] == "that" || w.low[i] == "which" {
		return false
	}
	k := w.lastOf(i+1) + 1
	return k < len(w.t) && (w.g.have.has(w.low[k]) || w.modal(k) || w.act(k) && w.word(k) && strings.HasSuffix(w.low[k], "s"))
}

var contactNouns = wordSet("service services product products feature features terms device devices application applications people person materials material ideas everything anything code what whatever nothing text words receipts documents records entries invoices forms cards calls tickets recordings images photos letters papers orders addresses messages questions answers conversations prompts persons personnel individuals anyone")

// ends reports whether the part opened at token opened ends before token i.
func (w *clauseWork) ends(i int, place Place, opened int) bool {
	switch w.low[i] {
	case ";":
		return place != Except || w.at(i+1) != "or" && w.at(opened+1) != ":" // "unless: (a) you agree; or (b)"
	case ".":
		return w.fullStop(i)
	case ":":
		return place == Main || place == Modifier || place == Condition && opened == 0 && i+2 < len(w.t) && w.verbBetween(opened, i) // "where you pay nothing: …"
	case ",":
		if place == Except && w.low[opened] == "provided" && i <= opened+3 { // "provided, however,|that"
			return false
		}
		if w.g.late && (place == Condition || place == Purpose || place == Except && w.goesOnBehind(opened, i)) && w.at(opened-1) == "," { // "mag, indien dat nodig is|, de gegevens inzien"
			return true
		}
		if w.g.late && place == Condition && w.awaitsParticiple(opened, i) {
			return true
		}
		if w.g.late && place != Main && i+2 < len(w.t) && w.act(i+1) && w.finite2(opened, i) && w.subjectBehind(i+2) { // "op de dag waarop dat gebeurt|, tekenen partijen"
			return true
		}
		if place != Main && (w.closesInsertion(i, opened) || w.headsItem(i) || !w.g.late && w.at(i+1) == "then") {
			return true
		}
		return place != Main && (w.clauseFollows(i+1) || opened == 0 && (w.longClause(i+1) || w.nounClause(i+1) || w.listClause(i, opened))) || place == Modifier && w.verbBetween(opened, i) && !w.restrictive(opened)
	}
	if w.g.late && (place == Purpose || place == Condition || place == Except) && (w.dutchPhraseEnds(i, opened) || w.dutchInverts(i, opened)) {
		return true // "na beëindiging|zal Verwerker": what a preposition opens has no verb
	}
	switch place {
	case Except: // "nobody other than our engineers|can open it", "to anyone other than our staff and|shall ensure"
		if !w.g.late && w.modal(i) && (w.low[i-1] == "and" || w.low[i-1] == "but") && !w.finite2(opened, i) && w.low[opened] != "without" || w.frontDenialEnds(i, opened) {
			return true
		}
		return !w.g.late && opened > 0 && opened < 6 && w.finite(i) && w.saysNobody() && !w.finite2(opened, i) && !w.finite2(0, opened)
	case Purpose: // "to provide the service and will not use it"
		if opened == 0 && w.frontEnds(i, opened) { // "for printing|we rely on outside firms"
			return true
		}
		return i > 1 && (w.modal(i) || !w.g.late && w.finite(i) && !w.finite2(opened, i)) && (w.low[i-1] == "and" || w.low[i-1] == "but" || w.low[i-1] == "en" || w.low[i-1] == "maar")
	case Modifier:
		if w.g.late && w.low[opened] != "(" {
			return w.dutchRelativeEnds(i, opened)
		}
		if i > opened+1 && (w.g.finites.has(w.low[i]) || w.goesOnWith(i)) && w.contactEnds(i, opened) { // "the data you upload|remains yours"
			return true
		}
		return i > opened+1 && (w.finite(i) || w.plainVerb(i)) && w.verbBetween(opened, i) && w.low[i-1] != "and" && w.low[i-1] != "or" && w.low[i-1] != "it" && (!w.pronoun(i-1) || w.low[i-2] == w.g.agent)
	case Condition:
		if w.frontEnds(i, opened) || !w.g.late && opened > 0 && w.modal(i) && (w.low[i-1] == "and" || w.low[i-1] == "but") && !w.finite2(opened, i) { // "retains it after the term and|may delete it"
			return true
		}
		return w.pronoun(i) && i+1 < len(w.t) && w.finite(i+1) && w.verbBetween(opened, i) && !w.g.joiners.has(w.low[i-1]) && w.finite2(opened, i)
	}
	return false
}

// goesOnWith reports whether token i is a verb in the third person, with its object behind it: "what you type|helps us".
func (w *clauseWork) goesOnWith(i int) bool {
	s := w.low[i]
	return !w.g.late && w.act(i) && strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && !w.capital(i) && (w.at(i+1) == "us" || w.at(i+1) == "our" || w.at(i+1) == "the") &&
		!w.g.joiners.has(w.low[i-1]) && !w.g.preps.has(w.low[i-1]) && !w.g.stops.has(w.low[i-1])
}

// fullStop reports whether the point at token i ends a sentence, not an abbreviation ("e.g.").
func (w *clauseWork) fullStop(i int) bool {
	return w.low[i] == "." && (i == len(w.t)-1 || len(w.at(i-1)) > 1 && w.t[i+1].Surface[0] < 'a' && w.t[i+1].Surface != "," && w.t[i+1].Surface != ")" && w.t[i+1].Surface != ".")
}

// restrictive reports whether the relative clause at token i goes on over commas: a list of verbs or things.
func (w *clauseWork) restrictive(i int) bool { return i > 0 && w.low[i] == "that" }

// finite2 reports whether the part opened at i has a finite verb with a subject before j.
func (w *clauseWork) finite2(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if w.finite(k) || w.plainVerb(k) {
			return true
		}
	}
	return false
}

func (w *clauseWork) pronoun(i int) bool {
	return i >= 0 && (w.low[i] == "we" || w.low[i] == "you" || w.low[i] == "they")
}

// opensInside reports whether a part p may open at token i inside a part of place now: an exception holds its own
// conditions and purposes, a condition its own purposes.
func (w *clauseWork) opensInside(p, now Place, opened, i int) bool {
	switch now {
	case Except:
		if w.low[opened] == "without" || w.low[opened] == "zonder" { // "without your consent|to comply"
			return p != Modifier && w.consentSince(opened, i)
		}
		if w.low[i] == "dan" && w.low[i-1] == "anders" {
			return false
		}
		return p == Except && w.low[i-1] != "," || p == Except && w.low[i] != "without"
	case Condition:
		return p == Except || p == Condition || p == Purpose && !w.g.late && w.low[i-1] == "," && w.starterLength(i) > 1 && w.low[i] != "as"
	case Purpose:
		return p != Modifier
	case Modifier:
		return w.low[i] == "such" || p == Except || p == Condition && i > 0 && w.low[i-1] == "," || p == Purpose && w.verbBetween(opened, i) || p == Condition && w.verbBetween(opened, i)
	}
	return true
}

// verbs that say that a case arises
var caseVerbs = wordSet("occurs occur arises arise happens happen ends expires fails lapses breaks")

// pointsAtThing reports whether the "that" at token i only points at the data which a verb acts on: "process|that Personal Data".
func (w *clauseWork) pointsAtThing(i int) bool {
	things := w.p.concept.things()
	if w.g.late || !w.act(i-1) || w.concept(i-1, things) || !w.concept(i+1, things) {
		return false
	}
	last := i + 1
	for last+1 < len(w.t) && w.concept(last+1, things) {
		last++
	}
	return last+1 >= len(w.t) || !w.finite(last+1) && !w.act(last+1) && w.partyAt(i+1) == 0
}

// consentSince reports whether what "without" wants was named between tokens opened and i.
func (w *clauseWork) consentSince(opened, i int) bool {
	for k := opened; k < i; k++ {
		if w.g.consent.has(w.low[k]) {
			return true
		}
	}
	return false
}

// clauseFollows reports whether a new clause with a subject and a finite verb begins at token i.
func (w *clauseWork) clauseFollows(i int) bool {
	if i < len(w.t) && (w.low[i] == "and" || w.low[i] == "but" || w.low[i] == "maar" || w.low[i] == "en") {
		i++
	}
	if i >= len(w.t) {
		return false
	}
	if _, opens := w.starterAt(i); opens {
		return false
	}
	for j := i; j < len(w.t) && j < i+10; j++ {
		if w.low[j] == "(" && j > i && w.pronoun(j-1) { // "we (or our suppliers) may"
			return true
		}
		if w.low[j] == "," || w.low[j] == ";" || w.low[j] == "(" || w.low[j] == "or" {
			return false
		}
		if w.finite(j) {
			return j > i || w.g.late || w.modal(j)
		}
		if w.g.late && w.act(j) && (strings.HasSuffix(w.low[j], "t") || j == i && strings.HasSuffix(w.low[j], "en")) && j+1 < len(w.t) && w.subjectBehind(j+1) && w.partyAt(j) == 0 {
			return true // ", wist Leverancier"
		}
		if j > i && (w.plainVerb(j) || w.g.finites.has(w.low[j])) {
			return true
		}
		if _, opens := w.starterAt(j); opens {
			return false
		}
	}
	return false
}

func (w *clauseWork) modal(i int) bool { return w.g.modals.has(w.low[i]) }

func (w *clauseWork) finite(i int) bool {
	if w.low[i] == "should" && w.places[i] == Condition && w.cut[i] {
		return false
	}
	if i > 0 && (w.low[i-1] == "the" || w.low[i-1] == "your" || w.low[i-1] == "our") {
		return false // "the will", "your can"
	}
	return w.modal(i) || w.g.be.has(w.low[i]) && w.low[i] != "be" && w.low[i] != "been" && w.low[i] != "being" || w.g.do.has(w.low[i]) || w.g.have.has(w.low[i])
}

// verbBetween reports whether the clause opened at i has a verb of its own before j.
func (w *clauseWork) verbBetween(i, j int) bool {
	if i >= j {
		return false
	}
	if w.low[i] == "who" && j > i+1 {
		return true
	}
	if s := w.at(i + 1); (w.low[i] == "that" || w.low[i] == "which") && j > i+2 && w.word(i+1) && w.partyAt(i+1) == 0 && strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && w.g.stops.has(w.at(i+2)) {
		return true // "content that|breaches these rules"
	}
	if (w.low[i] == "that" || w.low[i] == "which") && j > i+3 && w.g.stops.has(w.at(i+1)) && w.word(j-1) && w.word(j-2) && strings.HasSuffix(w.low[j-2], "s") && !strings.HasSuffix(w.low[j-1], "s") {
		return true // "inputs that our filters flag|may be reviewed"
	}
	for k := i + 1; k < j; k++ {
		if s := w.low[k]; k > i+2 && (w.low[i] == "that" || w.low[i] == "which") && w.word(k) && strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && nounPhraseHeads.has(w.at(k+1)) {
			return true // "material which in our opinion|infringes the"
		}
		if w.finite(k) || w.act(k) || w.plainVerb(k) || caseVerbs.has(w.low[k]) || k > i+1 && w.word(k) && w.pronoun(k-1) {
			return true
		}
	}
	return false
}
