package frame

import "strings"

// verbBehind reports whether a verb stands behind token i in its sentence.
func (w *clauseWork) verbBehind(i int) bool {
	for k := i + 1; k < len(w.t) && w.low[k] != ";" && w.low[k] != ":" && !w.fullStop(k); k++ {
		if w.finite(k) || w.word(k) && w.partyAt(k) == 0 && (w.act(k) || strings.HasSuffix(w.low[k], "t")) {
			return true
		}
	}
	return false
}

// pointsAt reports whether "die" or "dat" at token i points at the data behind it and opens no clause: "raadpleegt|die gegevens",
// "mag Leverancier|die gegevens gebruiken".
func (w *clauseWork) pointsAt(i int) bool {
	if !w.concept(i+1, w.p.concept.things()) {
		return false
	}
	if i == 0 || w.g.preps.has(w.low[i-1]) || w.g.adverbs.has(w.low[i-1]) || w.modal(i-1) {
		return true
	}
	if name := w.t[i-1].Surface; w.partyAt(i-1) != 0 || i > 1 && name[0] >= 'A' && name[0] <= 'Z' { // "mag Acme|die gegevens"
		return w.opensWithVerb(i - 1)
	}
	return w.act(i-1) && (strings.HasSuffix(w.low[i-1], "t") || w.partyAt(i-2) != 0) && !w.concept(i-1, w.p.concept.things())
}

// standsForData reports whether "die" at token i is a pronoun and opens no clause: "zodat Leverancier|die niet kan lezen", "verplicht
// |die te geven".
func (w *clauseWork) standsForData(i int) bool {
	if next := w.at(i + 1); next == "te" || next == "nadat" || next == "indien" || next == "tenzij" {
		return true
	}
	if i == 0 || w.partyAt(i-1) == 0 {
		return false
	}
	first := w.mentionStart(i-1) - 1
	if first > 0 && dutchDeterminers.has(w.low[first]) {
		first--
	}
	return first >= 0 && resultOpeners.has(w.low[first])
}

var resultOpeners = wordSet("zodat opdat omdat waardoor doordat")

// dutchRelativeEnds reports whether the relative clause opened at token opened ends before token i: its own verb has
// stood, and the verb of the clause around it comes.
func (w *clauseWork) dutchRelativeEnds(i, opened int) bool {
	if i < opened+2 {
		return false
	}
	had := false
	for k := opened + 1; k < i; k++ {
		had = had || w.finite(k) && !(w.low[k] == "zijn" && w.possessive(k))
	}
	last := w.low[i-1]
	if w.low[opened] == "zonder" && (w.low[i-2] == "te" || w.low[i] == ",") {
		return true
	}
	if had && i > opened+2 && w.finiteEnds(i-1) && w.dutchParticiple(i) && w.clauseCloses(i+1) && w.auxiliaryBefore(opened) { // "wordt met alles wat erin staat|gewist"
		return true
	}
	if w.g.negations.has(w.low[i]) && w.clauseCloses(i+1) && w.act(i-1) { // "de gegevens die u opslaat|niet"
		return true
	}
	if i > opened+2 && (w.g.be.has(last) && last != "zijn" || w.g.have.has(last)) && w.ordered(opened, i) { // "bevoegd inhoud die onjuist is|te wissen"
		return true
	}
	verb := i > opened+2 && w.word(i-1) && w.partyAt(i-1) == 0 && !nounsLikeVerbs.has(last) && (w.act(i-1) || strings.HasSuffix(last, "t")) && !w.concept(i-1, w.p.concept.things())
	if w.finite(i) && !(w.low[i] == "zijn" && w.possessive(i)) {
		if w.low[i-1] == "is" || w.low[i-1] == "zijn" || w.g.have.has(w.low[i-1]) { // "die inactief zijn|worden"
			return i > opened+2
		}
		return had && (w.low[i-1] != "en" && w.low[i-1] != "of") && !w.finite(i-1) || verb && (strings.HasSuffix(last, "t") || w.modal(i) && strings.HasSuffix(last, "en")) // "waarmee wij samenwerken|kunnen"
	}
	if i > opened+2 && w.isIn(opened+1, i) && w.act(i) && strings.HasSuffix(w.low[i], "en") && w.word(i) && !w.concept(i, w.p.concept.things()) && !w.g.preps.has(last) && last != "te" && last != "het" && !w.g.joiners.has(last) && w.modalBefore(opened) { // "mag inhoud die in strijd is met de wet|verwijderen zonder"
		return true
	}
	return (had || verb) && w.act(i) && strings.HasSuffix(w.low[i], "en") && w.word(i) && !w.g.preps.has(last) && last != "te" && last != "het" && w.modalBefore(opened) &&
		(w.clauseCloses(i+1) || !w.modal(i-1) && strings.HasSuffix(last, "t") && (w.g.preps.has(w.at(i+1)) || w.at(i+1) == "om" || w.at(i+1) == "teneinde")) // "die Klant opslaat|analyseren om"
}

// finiteEnds reports whether token i is a finite verb that needs no participle behind it.
func (w *clauseWork) finiteEnds(i int) bool {
	return w.low[i] == "staat" || w.low[i] == "staan" || w.act(i) && strings.HasSuffix(w.low[i], "t") && !w.dutchParticiple(i)
}

// isIn reports whether "is" or "zijn" stands among tokens from…to, and no modal, which would want an infinitive there.
func (w *clauseWork) isIn(from, to int) bool {
	is := false
	for k := from; k < to; k++ {
		if w.modal(k) {
			return false
		}
		is = is || w.low[k] == "is" || w.low[k] == "zijn" && !w.possessive(k)
	}
	return is
}

// ordered reports whether words before token opened entitle or oblige to an act that a "te" near token i names.
func (w *clauseWork) ordered(opened, i int) bool {
	entitled := false
	for k := opened - 1; k >= 0 && w.low[k] != ";" && !entitled; k-- {
		entitled = w.g.orders.has(w.low[k])
	}
	for k := i; entitled && k < min(i+5, len(w.t)) && w.low[k] != ","; k++ {
		if w.low[k] == "te" {
			return true
		}
	}
	return false
}

// modalBefore reports whether a modal that still waits for its verb stands before token opened.
func (w *clauseWork) modalBefore(opened int) bool {
	for k := opened - 1; k >= 0 && w.low[k] != ";"; k-- {
		if w.modal(k) {
			return true
		}
		if w.low[k] == "," && w.finite(k+1) {
			return w.modal(k + 1)
		}
	}
	return false
}
