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
