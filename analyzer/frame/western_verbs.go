package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// A group is a verb with what announces it: "may also need to access".
type group struct {
	head, verb, end int // first token, the verb, the last of the verbs joined to it
	modality        Modality
	negative        bool
	passive         bool
	weak            bool   // the act is only aimed at: "will endeavour to"
	actor           Actor  // settled by a grant or an order; 0 if the subject tells
	behind          [2]int // tokens of a subject behind the verb: "is|your data|viewed"; empty if it stands before
	noSubject       bool   // "no employee may": the subject carries the negation
}

// findVerbs makes a frame of every verb that a modal, an auxiliary, a turn, a grant or a subject announces.
func (w *clauseWork) findVerbs() {
	for i := 0; i < len(w.t); i++ {
		if w.goesWithout(i) || w.prevented(i) || w.approved(i) || w.verbs[i] || w.t[i].POS != token.Word {
			continue
		}
		if n, t := w.turnAt(i); n > 0 {
			g := group{head: i, modality: t.modality}
			if t.agreed {
				g.actor = Provider
			}
			w.verbGroup(g, i+n)
			continue
		}
		switch m, modal := w.g.modals.get(w.low[i]); {
		case modal && w.finite(i):
			w.verbGroup(group{head: i, modality: m}, i+1)
		case w.g.do.has(w.low[i]) && w.finite(i):
			w.verbGroup(group{head: i, modality: Will, negative: strings.HasSuffix(w.low[i], "n't")}, i+1)
		case w.isTo(i):
			w.verbGroup(group{head: i, modality: Must}, i+2)
		case w.g.have.has(w.low[i]) && w.finite(i) && (!w.g.stops.has(w.at(i-1)) || w.pronoun(i-1)), w.g.be.has(w.low[i]) && w.finite(i):
			w.verbGroup(group{head: i, modality: Is, negative: strings.HasSuffix(w.low[i], "n't")}, i)
		case w.low[i] == "to" && w.controlled(i) != 0:
			if !w.nothingPermits(i) && !w.requestNoun(i) {
				w.control(i)
			}
		case w.plainVerb(i), w.g.finites.has(w.low[i]) && w.behindNoun(i):
			w.verbGroup(group{head: i, modality: w.caused(i)}, i)
		}
	}
}

// caused gives the modality of the plain verb at token i: that of "have" where a party has others act, "may have its
// affiliates|perform".
func (w *clauseWork) caused(i int) Modality {
	for k := i - 1; k > 0 && k > i-7 && !w.finite(k); k-- {
		if (w.low[k] == "have" || w.low[k] == "let") && w.verbs[k] && len(w.reading.Frames) > 0 {
			return w.reading.Frames[len(w.reading.Frames)-1].Modality
		}
	}
	return Will
}

// isTo reports whether token i begins an order: "Customer|is to make copies", "copies|are to be made".
func (w *clauseWork) isTo(i int) bool {
	if w.low[i] != "is" && w.low[i] != "are" || w.at(i+1) != "to" || i == 0 || !w.finite(i) {
		return false
	}
	return w.at(i+2) == "be" || w.act(i+2) && (w.partyAt(i-1) != 0 || w.staffAt(i-1))
}

// behindNoun reports whether a noun, or a pronoun for one, stands before token i, adverbs aside: "this also|applies".
func (w *clauseWork) behindNoun(i int) bool {
	j := i - 1
	for j > 0 && w.g.adverbs.has(w.low[j]) {
		j--
	}
	return j >= 0 && (w.word(j) || j < i-1 && w.g.pronouns.has(w.low[j]))
}

func (w *clauseWork) at(i int) string {
	if i < 0 || i >= len(w.low) {
		return ""
	}
	return w.low[i]
}

func (w *clauseWork) lyWord(i int) bool {
	return strings.HasSuffix(w.low[i], "ly") && len(w.low[i]) > 4 && w.low[i] != "apply" && w.low[i] != "supply" && w.low[i] != "reply" && w.low[i] != "comply"
}

// plainVerb reports whether token i is a verb right behind its subject: "we|use", "Zoom employees|access", "Acme|uses". A
// subject in the singular wants the verb with an s, one in the plural the verb without.
func (w *clauseWork) plainVerb(i int) bool {
	if i == 0 || i >= len(w.t) || !w.word(i) || w.verbs[i] || w.g.late || w.lyWord(i) { // "we currently|do not"
		return false
	}
	if w.low[i] == "access" && w.at(i+1) == "to" {
		return false // a noun
	}
	j := i - 1
	for j > 0 && (w.g.adverbs.has(w.low[j]) || w.lyWord(j) || w.g.negations.has(w.low[j])) {
		j--
	}
	if w.pronoun(j) {
		if j > 0 && w.verbs[j-1] && (w.low[i] == "notice" || w.low[i] == "access" || w.low[i] == "credit") { // "gives you|notice"
			return false
		}
		return !w.concept(i, w.p.concept.party())
	}
	if third := strings.HasSuffix(w.low[i], "s") && !strings.HasSuffix(w.low[i], "ss"); third && (w.low[i-1] == "neither" && w.partyAt(i-2) != 0 || w.low[j] == "it" && w.at(j-1) == "that" && w.act(i) && !w.capital(i)) {
		return true // "Acme agrees that it|obtains no rights"
	}
	if w.capital(i) && w.capital(i-1) && i > 1 {
		return false // a defined name: "Client Records"
	}
	if w.systemActs(i) || w.nothingActs(i) {
		return true
	}
	if strings.ContainsAny(w.t[j].Surface, "'’") { // "the Client's|files"
		return false
	}
	party := w.concept(j, w.p.concept.party()) || j > 0 && w.staffAt(j)
	if party && w.low[j] != "us" && w.g.chains.has(w.low[i]) && w.at(i+1) == "to" && strings.HasSuffix(w.low[i], "s") != strings.HasSuffix(w.low[j], "s") && w.actFollows(i+2) { // "the Provider|needs to"
		return true
	}
	if !party || w.low[j] == "us" || !w.act(i) || w.concept(i, w.p.concept.party()) {
		if !(w.low[j] == "that" || w.low[j] == "which" || w.low[j] == "who") || !w.act(i) || w.g.content.has(w.at(j-1)) {
			return false
		}
		return strings.HasSuffix(w.low[i], "s") || !strings.HasSuffix(w.low[i], "ing")
	}
	first := w.clauseStart(i)
	for first < i && w.t[first].POS == token.Symbol {
		first++
	}
	if k := w.mentionStart(j); k > 0 && !nobody.has(w.low[first]) && !w.staffAt(k-2) && (w.g.preps.has(w.low[k-1]) || w.low[k-1] == "of" || w.low[k-1] == "for") {
		return false
	}
	plural := strings.HasSuffix(w.low[j], "s") && !strings.HasSuffix(w.low[j], "ss")
	if k := w.mentionStart(j); k > 1 && w.staffAt(k-2) && w.g.preps.has(w.low[k-1]) && !strings.HasSuffix(w.low[i], "ing") && !strings.HasSuffix(w.low[i], "ed") { // "staff at Acme|carry out"
		return true
	}
	if strings.HasSuffix(w.low[i], "ing") || strings.HasSuffix(w.low[i], "ed") {
		return false
	}
	third := strings.HasSuffix(w.low[i], "s") && !strings.HasSuffix(w.low[i], "ss")
	if w.low[j] == "staff" || w.low[j] == "personnel" { // both "our staff reads" and "our staff read"
		return true
	}
	if _, named := w.in.Names.Get(w.low[j]); plural && !named { // "Nimbus stores"
		return !third
	}
	return third
}

// words for no person: "nobody at Acme|reads"
var nobody = wordSet("nobody none noone")

// mentionStart gives the first token of the noun phrase whose party stands at token j, without its article.
func (w *clauseWork) mentionStart(j int) int {
	first := j
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= j && j <= m.Last && m.First < first {
			first = m.First
		}
	}
	for first > 0 && (w.low[first-1] == "the" || w.low[first-1] == "a" || w.low[first-1] == "our" || w.low[first-1] == "your" || w.low[first-1] == "such" || w.low[first-1] == "any" || w.low[first-1] == "other") {
		first--
	}
	return first
}

// verbGroup reads on from token i, over adverbs, auxiliaries and chains ("need to", "take actions to"), to the verb itself.
func (w *clauseWork) verbGroup(g group, i int) {
	g.negative = g.negative || g.head > 0 && w.g.negations.has(w.low[g.head-1]) && w.low[g.head-1] != "no"
	if w.inverted(&g, i) {
		if i == g.head { // "at no point|is your data viewed"
			g.passive = true
			i++
			g.behind[0] = i
		}
		i = w.behindSubject(&g, i)
		if g.behind[0] > 0 {
			g.behind[1] = i
		}
	}
	for i < len(w.t) && (!w.cut[i] || i == g.head || w.low[i] == "to" || w.low[i] == "without" || w.phraseBetween(i) > 0) {
		word := w.low[i]
		if next := w.overInsertion(&g, i); next > i {
			i = next
			continue
		}
		switch {
		case !w.g.late && i > g.head && (word == "and" || word == "or") && w.lyWord(i-1) && i+1 < len(w.t) && w.lyWord(i+1): // "is automatically|and permanently deleted"
		case w.g.negations.has(word) && word != "no":
			g.negative = true
		case word == "no" && i > g.head:
			g.negative = true
			if !w.g.have.has(w.low[i-1]) && !w.g.be.has(w.low[i-1]) {
				w.addFrame(g, i)
				return
			}
			i += w.adjectives(i + 1)
		case w.g.be.has(word):
			g.passive = true
		case w.g.have.has(word) && i+1 < len(w.t) && (w.participle(i+1) || w.g.adverbs.has(w.low[i+1]) || w.low[i+1] == "been" || w.low[i+1] == "to" || w.low[i+1] == "no" || w.low[i+1] == "not"):
		case (word == "any" || word == "all") && i > g.head && w.at(i-1) == "from" && w.act(i+1): // "refrains from|any access to"
		case w.g.adverbs.has(word), w.lyWord(i), word == "to" && i > g.head, word == "," && i > g.head && i+1 < len(w.t) && (w.g.adverbs.has(w.low[i+1]) || w.lyWord(i+1)):
		case (word == "in" || word == "under") && w.at(i+1) == "no" && (w.at(i+2) == "event" || w.at(i+2) == "case" || strings.HasPrefix(w.at(i+2), "circumstance")):
			g.negative = true
			i += 2
		case (w.g.chains.has(word) || w.chainNoun(i) > 0) && w.chainEnd(i) > 0:
			for k := i; k < w.chainEnd(i); k++ { // "will endeavour|not to view"
				if w.g.negations.has(w.low[k]) {
					g.negative, g.weak = !g.negative, true
				}
			}
			i = w.chainEnd(i)
			g.passive = false
		default:
			w.addFrame(g, i)
			return
		}
		i++
	}
	if i > g.head {
		w.addFrame(g, min(i, len(w.t))-1)
	}
}

// adjectives gives how many words stand at token i before the noun of an act: "has no|logical or physical|access".
func (w *clauseWork) adjectives(i int) int {
	for n := 0; n < 4 && i+n < len(w.t); n++ {
		switch {
		case w.act(i + n):
			return n
		case !w.word(i+n) && !w.g.joiners.has(w.low[i+n]) && !w.lyWord(i+n):
			return 0
		}
	}
	return 0
}

// inverted reports whether the subject stands behind the modal: "under no circumstances shall the Provider be liable".
func (w *clauseWork) inverted(g *group, i int) bool {
	before := g.head - 1
	for k := before; !w.g.late && w.at(before) == ")" && k > 0; k-- { // "in no event (not even for negligence)|will we"
		if w.low[k] == "(" {
			before = k - 1
		}
	}
	if before != g.head-1 && strings.HasPrefix(w.at(before), "event") && w.at(before-1) == "no" && i < len(w.t) && w.g.inverts.has(w.low[i]) {
		return true
	}
	never := strings.HasPrefix(w.at(g.head-1), "event") || strings.HasPrefix(w.at(g.head-1), "circumstance") || w.at(g.head-1) == "case" || w.at(g.head-1) == "time" || w.at(g.head-1) == "point" || w.at(g.head-1) == "account"
	if i < len(w.t) && w.g.be.has(w.low[g.head]) && w.neverOpens(g.head) { // "at no point in the work is your data viewed"
		return true
	}
	if i >= len(w.t) || !w.modal(g.head) && !w.g.do.has(w.low[g.head]) || !w.g.inverts.has(w.low[i]) && w.partyAt(i) == 0 && !never {
		return false
	}
	for k := g.head - 1; k >= 0 && k > g.head-7; k-- {
		if w.g.negations.has(w.low[k]) {
			return true
		}
	}
	return false
}

// behindSubject gives the token behind the subject that begins at token i, and notes who it is.
func (w *clauseWork) behindSubject(g *group, i int) int {
	g.negative = true
	for k := i; k < len(w.t) && k < i+14; k++ {
		if w.g.be.has(w.low[k]) || k > i && w.act(k) && w.places[k] == w.places[i] && !w.g.joiners.has(w.at(k-1)) && !w.g.preps.has(w.at(k-1)) && w.partyAt(k) == 0 {
			g.actor, _ = w.actorIn(i, k)
			return k
		}
	}
	return i
}

// addFrame adds the frame of group g, whose verb is token v.
func (w *clauseWork) addFrame(g group, v int) {
	if g.modality == May && !g.negative && w.places[g.head] != Except && w.low[v] == "do" && w.at(v+1) == "so" && w.doneAfterAll() {
		return
	}
	g.verb, g.passive = v, g.passive && w.participle(v)
	m := g.modality
	if g.passive && !w.g.late && w.receives(v) {
		g.passive = false
		if m == Is {
			m = Will
		}
	}
	switch {
	case g.passive && m == Is, w.g.have.has(w.low[v]) && m == Is && w.low[v] != "have":
		m = Will
	case m == Is && w.g.be.has(w.low[g.head]) && !g.passive:
	case m == Is:
		m = Will
	}
	g.end = w.coordinate(v)
	for k := g.head; k <= g.end && k < len(w.t); k++ {
		w.verbs[k] = true
	}
	f := Frame{Place: w.places[g.head], Passive: g.passive, Weak: g.weak}
	w.subject(&f, &g)
	if who, at := w.addedClause(g.head); who != 0 && f.Place == Modifier && !g.passive {
		f.Place, f.Actor, f.ActorHow, f.ActorSpan = Main, who, "explicit", w.span(at, at)
	}
	f.Modality = m.negated((g.negative || g.noSubject) != w.deniedThat(g.head))
	if w.fewOnly(g.head) {
		f.Modality = Is
	}
	f.Action = Part{w.span(g.head, g.end), w.actConcepts(v, g.end)}
	w.complements(&f, &g)
	w.resultClause(&f, &g)
	if duty := some(w.p.concept.duty, w.p.concept.guarantee); f.Modality.Negative() && f.Action.Set.Meets(&duty) {
		f.Modality = Disclaims
	}
	w.reading.Frames = append(w.reading.Frames, f)
	w.own = append(w.own, true)
	if f.Place == Main && f.ActorHow == "explicit" && w.reading.Topic == 0 {
		w.reading.Topic = f.Actor
	}
	at := len(w.reading.Frames) - 1
	w.following(&w.reading.Frames[at], &g)
	w.instanced(at, &g)
	w.answersFor(at, &g)
	w.deniedEnd(at, &g)
	w.namedAct(at, &g)
}

// actConcepts gives the concepts of the words that begin with the verbs i…j: "back up", "log in to".
func (w *clauseWork) actConcepts(i, j int) Set {
	var set Set
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First >= i && m.First <= j && (m.Last <= j || m.First == j || w.act(m.First)) {
			set.Union(m.Concepts)
		}
	}
	return set
}

func (m Modality) negated(negative bool) Modality {
	if !negative {
		return m
	}
	switch m {
	case May, Must:
		return MustNot
	case Disclaims:
		return Disclaims
	}
	return WillNot
}

func (w *clauseWork) participle(i int) bool {
	return i < len(w.low) && !bareInEed.has(w.low[i]) && (strings.HasSuffix(w.low[i], "ed") || strings.HasSuffix(w.low[i], "en") || irregular.has(w.low[i]))
}

// verbs that look like participles
var bareInEed = wordSet("feed need exceed proceed succeed open pre-screen screen happen listen strengthen broaden widen shorten lengthen tighten reopen")

var irregular = wordSet("made kept held sent sold given shown sought bound put set lost built found read understood stored hidden backed withdrawn thrown drawn taught brought told lent done")
