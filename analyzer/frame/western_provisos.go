package frame

import "strings"

// permitsAfterAll reports whether a proviso begins at token i that lets the provider do what the words before deny: "provided,
// however, that|Acme may do so where it thinks fit".
func (w *clauseWork) permitsAfterAll(i int) bool {
	if w.low[i] != "provided" || i == 0 || !w.deniedBefore(i) {
		return false
	}
	k := i + 1
	for k < len(w.t) && (w.low[k] == "," || w.low[k] == "however" || w.low[k] == "further" || w.low[k] == "always") {
		k++
	}
	if w.at(k) != "that" {
		return false
	}
	for k++; k+1 < len(w.t) && k < i+12; k++ {
		if w.modal(k) || w.low[k] == "is" || w.low[k] == "are" {
			may := w.g.modals.of(w.low[k]) == May || w.at(k+1) == "entitled" || w.at(k+1) == "permitted" || w.at(k+1) == "free" || w.at(k+1) == "allowed"
			return may && w.at(k+1) != "not" && w.partyIn(i, k)&Provider != 0 && w.partyIn(i, k)&Customer == 0
		}
	}
	return false
}

// deniedBefore reports whether a word that denies stands in front of token i.
func (w *clauseWork) deniedBefore(i int) bool {
	for k := range i {
		if w.g.negations.has(w.low[k]) || w.low[k] == "cannot" || len(w.low[k]) > 3 && w.low[k][len(w.low[k])-3:] == "n't" {
			return true
		}
	}
	return false
}

// nothingPermits reports whether the leave that ends with the "to" at token i is one that nothing gives: "nothing in this Agreement
// permits Acme|to read files".
func (w *clauseWork) nothingPermits(i int) bool {
	gives := false
	for k := i - 1; k >= 0 && !w.g.late && w.low[k] != ";"; k-- {
		if w.low[k] == "nothing" {
			return gives
		}
		gives = gives || givesLeave.has(w.low[k])
		if takesLeave.has(w.low[k]) {
			return false
		}
	}
	return false
}

var (
	givesLeave = wordSet("permits permit permitting gives give giving grants grant granting authorizes authorises authorizing authorising entitles entitling allows allow allowing confers conferring empowers empowering enables obliges")
	takesLeave = wordSet("limits limit limiting restricts restrict restricting affects affect affecting prevents prevent prejudices excludes exclude reduces impairs")
)

// wantsReason reports whether the "without" at token i asks for a reason, of whose weight the provider judges: "without|good cause".
func (w *clauseWork) wantsReason(i int) bool {
	for k := i + 1; k < len(w.t) && k < i+5; k++ {
		if reasons.has(w.low[k]) {
			return true
		}
		if w.low[k] == "," || w.g.preps.has(w.low[k]) {
			return false
		}
	}
	return false
}

// words for persons that say whose they are by where they work
var anybody = wordSet("everybody everyone anybody anyone somebody someone those people colleagues all")

var reasons = wordSet("cause reason justification grounds necessity need")

// joinedSubject gives the party that stands right between "and" or "but" and the verb group at token head, behind a clause with a
// verb of its own: "Acme keeps no copies and|the Customer must".
func (w *clauseWork) joinedSubject(first, head int) (Actor, int) {
	k := head - 1
	for k > first && (w.g.adverbs.has(w.low[k]) || w.lyWord(k)) {
		k--
	}
	if w.g.late || k < 1 || !w.modal(head) || w.partyAt(k) == 0 || !w.capital(k) || len(w.reading.Frames) == 0 {
		return 0, 0
	}
	j := w.mentionStart(k) - 1
	if j < 1 || w.low[j] != "and" && w.low[j] != "but" || w.partyAt(j-1) != 0 || w.places[j] != w.places[head] {
		return 0, 0
	}
	return w.partyAt(k), k
}

// addedClause gives the provider where the verb group at token head tells what it does in a clause set off by a comma: "our support
// team,|who can look into the files, works in Leeds".
func (w *clauseWork) addedClause(head int) (Actor, int) {
	k := head - 1
	for k > 1 && (w.g.adverbs.has(w.low[k]) || w.lyWord(k) || w.g.negations.has(w.low[k])) {
		k--
	}
	if w.g.late || k < 2 || w.low[k] != "which" && w.low[k] != "who" || w.low[k-1] != "," {
		return 0, 0
	}
	last := k - 2
	if !w.word(last) {
		return 0, 0
	}
	if who := w.partyAt(last); who == Provider && !w.concept(last, w.p.concept.things()) {
		return who, last
	}
	if w.g.systems.has(w.low[last]) && (w.at(last-1) == "our" || w.at(last-2) == "our" || w.at(last-3) == "our") { // "our filter, which looks through the message"
		return Provider, last
	}
	if w.staffAt(last) && w.staffOf(max(0, last-5), last) == Provider {
		return Provider, last
	}
	return 0, 0
}

// answersFor adds the frame of what the provider is responsible for doing: "Acme is responsible for|deleting the data".
func (w *clauseWork) answersFor(at int, g *group) {
	f := w.reading.Frames[at]
	if w.g.late || w.low[g.verb] != "responsible" || f.Actor != Provider || f.Modality.Negative() || f.Modality == Disclaims || f.Place != Main {
		return
	}
	k := g.verb + 1
	for w.at(k) == "only" || w.at(k) == "for" {
		k++
	}
	if k == g.verb+1 || k+1 >= len(w.t) || w.low[k-1] != "for" || !strings.HasSuffix(w.low[k], "ing") || !w.act(k) || w.verbs[k] {
		return
	}
	w.verbGroup(group{head: k, modality: Must, actor: Provider}, k)
}

// phraseBefore reports whether nothing but a phrase of time or place stands before token opened: "within sixty days|after the term
// ends".
func (w *clauseWork) phraseBefore(opened int) bool {
	if opened > 7 || !w.g.preps.has(w.low[0]) || w.places[opened] != Condition {
		return false
	}
	for k := range opened {
		if w.finite(k) || w.low[k] == "," || w.partyAt(k) != 0 {
			return false
		}
	}
	return true
}

// frontDenialEnds reports whether the main clause begins at token i, behind a case that opens the sentence and ends in what it does
// without: "if somebody sees your data without leave|we will".
func (w *clauseWork) frontDenialEnds(i, opened int) bool {
	return !w.g.late && w.low[opened] == "without" && i > opened+1 && w.places[0] == Condition && w.pronoun(i) && i+1 < len(w.t) && w.finite(i+1) &&
		!w.g.joiners.has(w.low[i-1]) && !w.g.preps.has(w.low[i-1]) && w.low[i-1] != "that" && !w.clauseLater(i+1)
}

// requestNoun reports whether the "to" at token i only tells what somebody asks for: "any request by an employee|to see his data".
func (w *clauseWork) requestNoun(i int) bool {
	for j := i - 1; j > 0 && j > i-9 && !w.g.late; j-- {
		if strings.HasPrefix(w.low[j], "request") {
			before := w.low[j-1]
			return before == "any" || before == "a" || before == "the" || before == "each" || before == "every" || before == "such" || before == "all" || strings.HasSuffix(w.t[j-1].Surface, "'s")
		}
	}
	return false
}

// joinerBefore gives the token of the "and" or "or" in front of the verb group at token head, adverbs aside.
func (w *clauseWork) joinerBefore(head int) int {
	k := head - 1
	for k > 0 && (w.g.adverbs.has(w.low[k]) || w.lyWord(k)) {
		k--
	}
	return max(k, 0)
}

// namesWhom reports whether a noun phrase for a party, not a verb, begins at token k: "to|life sciences partners".
func (w *clauseWork) namesWhom(k int) bool {
	if w.g.late || w.act(k) {
		return false
	}
	for j := k + 1; j < len(w.t) && j < k+4 && w.word(j); j++ {
		if w.partyAt(j) != 0 {
			return true
		}
	}
	return false
}
