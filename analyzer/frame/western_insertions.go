package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

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
	if w.g.late || opened < 2 {
		return false
	}
	if w.low[opened-1] != "," {
		return w.bareAct(i+1) && w.insertedSince(i)
	}
	j := opened - 2
	for j > 0 && (w.g.negations.has(w.low[j]) || w.g.adverbs.has(w.low[j])) {
		j--
	}
	if w.low[j] == "that" && w.g.content.has(w.at(j-1)) { // "agrees that, in order to give support|, Acme's affiliates"
		return w.partyAt(i+1) != 0 || clauseHeads.has(w.at(i+1))
	}
	if w.low[j] == "and" && w.at(i+1) != "to" { // "inspect it and, if it is unlawful|, remove it"
		return w.bareAct(i + 1)
	}
	if w.at(i+1) == "to" {
		return w.wantsTo(w.low[j]) || w.g.pledges.has(w.low[j]) || w.g.rights.has(w.low[j])
	}
	return w.modal(j) && w.bareAct(i+1)
}

// insertedSince reports whether a comma right behind a modal opened the insertion in which token i stands: "shall, in relation
// to data processed in connection with the service|, process".
func (w *clauseWork) insertedSince(i int) bool {
	for j := i - 1; j > 1 && j > i-60 && w.low[j] != ";" && !w.modal(j); j-- {
		if w.low[j] == "," && (w.modal(j-1) || w.g.negations.has(w.low[j-1]) && w.modal(j-2)) {
			return true
		}
		if w.low[j] == "," && w.bareAct(j+1) { // the insertion ended there
			return false
		}
	}
	return false
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
	for i < len(w.t)-1 && (w.g.adverbs.has(w.low[i]) || w.lyWord(i) || w.g.negations.has(w.low[i]) && w.low[i] != "no") {
		i++
	}
	if w.at(i) == "have" && w.at(i+1) == "access" {
		return true
	}
	if i >= len(w.t)-1 || !w.word(i) || !w.act(i) || w.low[i+1] == "," && !w.act(i+2) || w.low[i+1] == "of" {
		return false
	}
	s := w.low[i]
	return !strings.HasSuffix(s, "ing") && !strings.HasSuffix(s, "ed") && (!strings.HasSuffix(s, "s") || strings.HasSuffix(s, "ss"))
}

// insertionEnd gives the comma that ends the insertion which the comma at token i opens behind a modal; 0 if it opens none.
func (w *clauseWork) insertionEnd(i int) int {
	behindPhrase := w.g.preps.has(w.low[i]) && (w.g.negations.has(w.at(i-1)) || i > 2 && w.low[i-1] == "time" && w.g.negations.has(w.at(i-4))) // "shall not, at any time|during the term, disclose"
	if !behindPhrase && (w.low[i] != "," || !w.modal(i-1) && !w.g.negations.has(w.at(i-1))) {
		return 0
	}
	for j := i + 1; j < len(w.t) && j < i+80; j++ {
		switch {
		case w.low[j] == ";" || w.fullStop(j) || w.modal(j):
			return 0
		case w.low[j] == "," && w.bareAct(j+1) && !w.listsNouns(j+1):
			return j
		}
	}
	return 0
}

// phraseBetween gives the verb behind a phrase without commas that begins at token i and parts it from its modal: "may at its
// absolute discretion|view", "may in the event of a fault|delete"; 0 if none does.
func (w *clauseWork) phraseBetween(i int) int {
	if w.g.late || i < 2 || i+2 >= len(w.t) || !w.g.preps.has(w.low[i]) && !phraseHeads.has(w.low[i]) || w.low[i] == "to" {
		return 0
	}
	j := i - 1
	for j > 0 && (w.g.negations.has(w.low[j]) || w.g.adverbs.has(w.low[j]) || w.lyWord(j)) {
		j--
	}
	if !w.modal(j) {
		return 0
	}
	for k := i + 2; k+1 < len(w.t) && k < i+18; k++ {
		switch {
		case w.t[k].POS != token.Word || w.finite(k):
			return 0
		case w.word(k-1) && (w.low[k] == "be" || w.bareAct(k) && w.takesObject(k)):
			return k
		}
	}
	return 0
}

// takesObject reports whether the object of the verb at token k follows at once.
func (w *clauseWork) takesObject(k int) bool {
	acts := w.p.concept.acts()
	for n := range w.mentions { // "look at"
		if m := &w.mentions[n]; m.First == k && m.Last+1 < len(w.t) && m.Concepts.Meets(&acts) {
			k = m.Last
		}
	}
	next := w.low[k+1]
	if particles.has(next) || w.g.light.has(w.low[k]) && w.word(k+1) {
		return true
	}
	return !w.g.preps.has(next) && !w.g.joiners.has(next) && next != "of" && next != "for" && w.objectFollows(k+1)
}

var (
	phraseHeads = wordSet("for as following on if when where")
	particles   = wordSet("up down out off over on")
)

// listsNouns reports whether token i, which may be a verb, is one of several nouns: "for the provision,|support or improvement of".
func (w *clauseWork) listsNouns(i int) bool {
	return (w.at(i+1) == "and" || w.at(i+1) == "or") && i+2 < len(w.low) && w.g.nouns(w.low[i+2])
}

// time reports whether a span of time, or an opening phrase that is no purpose, begins at token i behind "for".
func (w *clauseWork) time(i int) bool {
	if w.at(i) == "a" || w.at(i) == "the" {
		i++
	}
	return timeWords.has(w.at(i)) || w.at(i) != "" && w.at(i)[0] >= '0' && w.at(i)[0] <= '9'
}

var timeWords = wordSet("period maximum minimum duration term up long longer example instance clarity avoidance least moment time one two three four five six seven eight nine ten twelve thirty sixty ninety")

// handsOn reports whether the "to" at token i, with which a lead-in ends, belongs to its verb: "agrees|to:", "you allow us|to:".
func (w *clauseWork) handsOn(i int) bool {
	_, turn := w.turnEnding(i)
	return turn || w.splitEnding(i) || w.controlled(i) != 0 || i > 0 && w.g.chains.has(w.low[i-1])
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
	if i >= len(w.t) || !clauseHeads.has(w.low[i]) {
		return false
	}
	for j := i + 1; j < len(w.t) && j < i+30 && w.low[j] != ";"; j++ {
		if w.finite(j) {
			return true
		}
	}
	return false
}

var clauseHeads = wordSet("the our neither each no any all your its this these such")

// listClause reports whether the comma at token i ends the clause that opens the sentence, and a subject of several things
// follows: "when you sign up, data about your game, your friends and your device|will be shared".
func (w *clauseWork) listClause(i, opened int) bool {
	if w.g.late || i+2 >= len(w.t) || !w.word(i+1) || w.act(i+1) || w.g.joiners.has(w.low[i+1]) || !w.verbBetween(opened, i) || w.clauseLater(i) {
		return false
	}
	if _, opens := w.starterAt(i + 1); opens {
		return false
	}
	for j := i + 2; j < len(w.t) && j < i+30 && w.low[j] != ";" && !w.fullStop(j); j++ {
		if w.finite(j) {
			return true
		}
		if _, opens := w.starterAt(j); opens && w.low[j] != "for" && w.low[j] != "to" {
			return false
		}
	}
	return false
}

// nounClause reports whether a clause whose subject is no party begins at token i, behind the part that opens its sentence:
// "unless you object, chats|become part of the corpus".
func (w *clauseWork) nounClause(i int) bool {
	for j := i + 1; j+1 < len(w.t) && j < i+8 && w.low[j] != "," && w.low[j] != ";"; j++ {
		if w.act(j) && w.agrees(j) {
			return true
		}
	}
	return false
}

// agrees reports whether token j is a verb that agrees in number with the noun before it, adverbs aside, and goes on with an
// object or a preposition.
func (w *clauseWork) agrees(j int) bool {
	n := j - 1
	for n > 0 && (w.g.adverbs.has(w.low[n]) || w.low[n] == "ever") {
		n--
	}
	if n < 0 || !w.word(j) || w.verbs != nil && w.verbs[j] || w.capital(j) || !w.word(n) || w.lyWord(n) || w.participle(j) || strings.HasSuffix(w.low[j], "ing") || w.low[n] == "terms" || w.low[n] == "conditions" {
		return false
	}
	plural := strings.HasSuffix(w.low[n], "s") && !strings.HasSuffix(w.low[n], "ss")
	third := strings.HasSuffix(w.low[j], "s") && !strings.HasSuffix(w.low[j], "ss")
	if third == plural && w.low[n] != "data" || j+1 >= len(w.t) { // data is, data are
		return false
	}
	next := w.low[j+1]
	return next != "of" && next != "," && next != "and" && next != "or" && (w.g.stops.has(next) || w.g.preps.has(next) || next == "over" || w.objectFollows(j+1))
}

// contactEnds reports whether the verb at token i is that of the sentence, behind a relative clause without "that".
func (w *clauseWork) contactEnds(i, opened int) bool {
	object := (w.low[opened] == "that" || w.low[opened] == "which") && !w.g.late && w.g.finites.has(w.low[i]) && (w.pronoun(opened+1) || w.partyAt(opened+1) != 0 || w.partyAt(opened+2) != 0)
	return (object || w.pronoun(opened) || w.partyAt(opened+1) != 0 && w.g.stops.has(w.low[opened]) && w.low[opened] != "that" && w.low[opened] != "which") &&
		w.verbBetween(opened, i) && !w.pronoun(i-1) && w.low[i-1] != "and" && w.low[i-1] != "or" && w.low[i-1] != "that" && w.low[i-1] != "which"
}

// frontEnds reports whether the main clause begins at token i, behind a case that opens the sentence and ends without a
// comma: "upon non-payment|the Supplier may", "after your subscription ends|we keep".
func (w *clauseWork) frontEnds(i, opened int) bool {
	if w.g.late || opened > 1 && !w.phraseBefore(opened) || i < opened+2 || w.g.preps.has(w.low[i-1]) || w.g.joiners.has(w.low[i-1]) || w.g.stops.has(w.low[i-1]) || w.g.content.has(w.low[i-1]) || asking.has(w.low[i-1]) {
		return false
	}
	if w.low[i] == "it" && w.modal(min(i+1, len(w.t)-1)) && w.word(i-1) && w.places[opened] == Condition && w.finite2(opened, i) && w.partyIn(opened, i) != 0 { // "where Acme has cause to suspect abuse|it may"
		return !w.clauseLater(i + 1)
	}
	head := i
	if !w.pronoun(i) {
		if w.low[i] == "the" || w.low[i] == "our" {
			head++
		}
		if w.partyAt(head) == 0 || !w.capital(head) && head == i {
			return false
		}
		head = w.lastOf(head)
		if head+1 < len(w.t) && w.staffAt(head+1) {
			head++
		}
	}
	v := head + 1
	for v < len(w.t)-1 && (w.g.adverbs.has(w.low[v]) || w.lyWord(v)) {
		v++
	}
	if v >= len(w.t) || !w.finite(v) && !w.plainVerb(v) {
		return false
	}
	if w.pronoun(i) && i >= opened+4 && w.word(i-1) && w.act(v) && opened == 0 {
		return !w.clauseLater(v)
	}
	if head == i && w.capital(i) && !w.capital(i-1) && w.modal(v) && i >= opened+4 && w.places[opened] == Condition { // "if payroll data goes astray|Acme shall"
		return !w.clauseLater(v)
	}
	if (!phraseStarts.has(w.low[opened]) && (w.low[opened] != "as" || w.at(opened+1) != "part")) || w.low[opened] == "in" && w.at(opened+3) != "of" && w.at(opened+2) != "of" && w.at(opened+2) != "to" {
		if !w.finite2(opened, i) && !w.verbBetween(opened, i) {
			return false // "if the Supplier may"
		}
	}
	return !w.clauseLater(v)
}

// clauseLater reports whether a clause with a subject of its own follows behind a comma after token i.
func (w *clauseWork) clauseLater(i int) bool {
	for j := i + 1; j+1 < len(w.t) && !w.fullStop(j) && w.low[j] != ";"; j++ {
		if w.low[j] == "," && w.low[j+1] != "and" && w.low[j+1] != "but" && w.clauseFollows(j+1) {
			return true
		}
	}
	return false
}

// frontPhrase reports whether a phrase without a verb opens the sentence and ends before token i: "by uploading content|you
// grant", "with regard to such data|we act".
func (w *clauseWork) frontPhrase(i int) bool {
	if w.low[0] != "by" && !(w.g.preps.has(w.low[0]) || w.low[0] == "for") {
		return false
	}
	for k := 1; k < i; k++ {
		if w.low[k] == "," || w.finite(k) {
			return false
		}
	}
	return w.low[0] == "by" || !w.clauseLater(i)
}

// words behind which a clause belongs to what was said: "information about how|we keep data"
var asking = wordSet("how why what whether wherever whenever whatever")

// words that open a case with a noun, not with a clause
var phraseStarts = wordSet("upon in after before until for")

// overInsertion gives the token behind what stands at token i between the head of a group and its verb, a turn of phrase or an
// insertion, and notes in g what it says; i if nothing of the kind stands there.
func (w *clauseWork) overInsertion(g *group, i int) int {
	if i <= g.head {
		return i
	}
	if k := w.phraseBetween(i); k > 0 {
		g.negative = g.negative || w.never(i, k)
		return k
	}
	if n, t := w.turnAt(i); n > 0 {
		switch {
		case t.modality == Disclaims && i+n < len(w.t): // "has|no obligation to"
			g.modality = Disclaims
			return i + n
		case t.agreed:
		case t.modality == May && g.modality == Will: // "shall|have the right to"
			g.modality = May
			return i + n
		case t.modality == Must && w.g.be.has(w.low[i]): // "may|be compelled by law to"
			return i + n
		case t.modality == WillNot: // "shall|refrain from"
			g.modality, g.negative = Will, !g.negative
			return i + n
		}
	}
	if n := w.insertedAt(i); n > 0 {
		return i + n
	}
	end := w.insertionEnd(i)
	if end <= 0 {
		return i
	}
	for k := i; k <= end; k++ {
		if w.places[k] == w.places[g.head] {
			w.places[k] = Modifier
		}
	}
	return end + 1
}
