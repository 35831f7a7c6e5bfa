package frame

import (
	"strings"
	"unicode"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// subject finds who acts in group g.
func (w *clauseWork) subject(f *Frame, g *group) {
	if g.actor != 0 {
		f.Actor, f.ActorHow = g.actor, "agreed"
		return
	}
	if g.passive {
		w.passiveSubject(f, g)
		return
	}
	first := w.clauseStart(g.head)
	if w.sharesSubject(first, g.head) && w.carriedSubject(f, g) {
		return
	}
	if who := w.ofSeveral(first, g.head); who != 0 {
		f.Actor, f.ActorHow = who, "explicit"
		return
	}
	g.noSubject = w.saysNone(first, g.head)
	if who, at := w.joinedSubject(first, g.head); who != 0 {
		g.noSubject = false
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
		return
	}
	if who, at := w.actorIn(first, g.head); who != 0 {
		if !w.g.late && at > first+1 && w.low[at-2] == "," && (w.low[at-1] == "and" || w.low[at-1] == "but") && w.pronoun(at) { // "we keep no copies, and|you alone are"
			g.noSubject = w.saysNone(at, g.head)
		}
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
		return
	}
	if w.low[first] == "nothing" && w.act(g.head) { // "nothing in these terms transfers rights": it is the provider who gets none
		f.Actor, f.ActorHow = w.in.Default, "default"
		return
	}
	if g.noSubject && w.saysNobody() && g.head > first && w.places[g.head-1] == Except { // "no one other than the Customer"
		f.Actor, f.ActorHow = w.in.Default, "default"
		return
	}
	if who := w.partyIn(w.noneAt(first, g.head), g.head); g.noSubject && who != 0 { // "no one at Acme"
		f.Actor, f.ActorHow = who, "explicit"
		return
	}
	if w.nounIn(first, g.head) {
		f.Actor, f.ActorHow = w.standsFor(first, g.head), "other"
		if f.Actor == 0 && w.ownService(first, g.head) {
			f.Actor, f.ActorHow = Provider, "service"
		}
		return
	}
	if (w.low[g.head] == "do" || w.low[g.head] == "don't") && (first == g.head || w.at(g.head-1) == "please") && w.reading.Topic == 0 && w.in.LeadIn == nil {
		f.Actor, f.ActorHow = Customer, "imperative"
		return
	}
	w.implicitSubject(f)
}

// passiveSubject finds who acts in a passive: the agent that it names, or whoever speaks.
func (w *clauseWork) passiveSubject(f *Frame, g *group) {
	first := w.before(g.head)
	for first < g.head && w.t[first].POS != token.Word {
		first++ // a comma, a number
	}
	g.noSubject = first < g.head && (w.low[first] == "no" || w.low[first] == "none" || w.low[first] == "nothing" || w.low[first] == "neither")
	if who, at := w.agent(g.end); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", at
		if by := w.at(w.tokenAt(at.Start)); by == "anyone" || by == "anybody" { // the provider too
			f.Actor |= w.in.Default
		}
		return
	}
	f.Actor, f.ActorHow = w.in.Default, "passive"
	if g.noSubject && w.low[g.head] == "may" { // "no part of the Site may be copied": users are told so
		f.Actor = Customer
	}
	if w.strangeAgent(g.end) {
		f.Actor, f.ActorHow = 0, "other"
	}
}

// carriedSubject gives group g the subject of the frame before it in its place; false if there is none.
func (w *clauseWork) carriedSubject(f *Frame, g *group) bool {
	for k := len(w.reading.Frames) - 1; k >= 0; k-- {
		if last := &w.reading.Frames[k]; last.Place == f.Place && !last.Passive {
			f.Actor, f.ActorHow = last.Actor, "carried"
			g.noSubject = !w.g.late && w.saysNobody() && w.low[w.joinerBefore(g.head)] == "or" // "no employee has, or|may obtain"
			if last.Actor == 0 {
				f.ActorHow = "other"
			}
			return true
		}
	}
	return false
}

// standsFor gives the party that a pronoun as subject stands for: the one of the clause or sentence before.
func (w *clauseWork) standsFor(from, to int) Actor {
	for k := from; k < to; k++ {
		switch {
		case !w.g.pronouns.has(w.low[k]) || w.determines(k, to):
		case w.low[k] == "they" && w.reading.Topic&Provider != 0:
		case w.reading.Topic != 0:
			return w.reading.Topic
		case w.low[k] == "it" && w.caseActor() != 0:
			return w.caseActor()
		case w.in.Before != nil && !(w.low[k] == "they" && w.in.Before.Topic&Provider != 0):
			return w.in.Before.Topic
		case w.low[k] == "it" && w.at(k-1) == "that": // "Acme hereby declares that|it does not"
			who, _ := w.actorIn(w.clauseStart(max(k-2, 0)), max(k-2, 0))
			return who
		}
	}
	return 0
}

// caseActor gives the party that acts in the case with which an English sentence opens, if it is one that "it" may stand for:
// "if Acme appoints a subcontractor,|it shall".
func (w *clauseWork) caseActor() Actor {
	for k := len(w.reading.Frames) - 1; k >= 0 && !w.g.late; k-- {
		f := &w.reading.Frames[k]
		if f.Place != Condition || f.ActorHow != "explicit" || f.Passive {
			continue
		}
		if at := w.tokenAt(f.ActorSpan.Start); at < len(w.t) && !w.pronoun(at) && w.low[at] != "us" {
			return f.Actor
		}
	}
	return 0
}

// determines reports whether the pronoun at token k only points at the noun behind it: "this exclusion".
func (w *clauseWork) determines(k, to int) bool {
	return k+1 < to && w.low[k] != "it" && w.low[k] != "they" && w.word(k+1) && !w.lyWord(k+1) && !w.g.adverbs.has(w.low[k+1])
}

// sharesSubject reports whether the verb at token head follows "and" behind the object of the verb before: "we use cookies
// and may access data".
func (w *clauseWork) sharesSubject(first, head int) bool {
	k := head - 1
	for k > first && (w.g.adverbs.has(w.low[k]) || w.lyWord(k)) {
		k--
	}
	return first > 0 && w.verbs[first-1] && k >= first && (w.low[k] == "and" || w.low[k] == "or" || w.low[k] == "but")
}

func (w *clauseWork) saysNone(from, to int) bool {
	for i := from; i < to; i++ {
		if w.low[i] == "not" && w.at(i+1) == "even" || w.low[i] == "no" && (to >= len(w.t) || w.places[i] == w.places[to]) || w.low[i] == "none" || w.low[i] == "nobody" || w.low[i] == "nothing" || w.low[i] == "neither" {
			return true
		}
	}
	return false
}

// noneAt gives the word for nobody among tokens from…to; from if there is none.
func (w *clauseWork) noneAt(from, to int) int {
	for i := to - 1; i > from; i-- {
		if nobody.has(w.low[i]) || w.low[i] == "no" && w.at(i+1) == "one" {
			return i
		}
	}
	return from
}

// clauseStart gives the first token of the clause whose verb group begins at token head.
func (w *clauseWork) clauseStart(head int) int {
	j := head
	for j > 0 {
		k := j - 1
		if w.low[k] == ";" || w.fullStop(k) || w.low[k] == ":" || w.verbs[k] && w.places[k] == w.places[head] {
			break
		}
		if w.places[k] != w.places[head] && w.places[k] != Modifier && w.places[head] != Modifier && (w.places[k] != Except || w.g.late || !w.saysNobody()) {
			break
		}
		if w.places[head] != Main && w.cut[k] && w.places[k] == w.places[head] {
			break
		}
		if w.g.content.has(w.low[k]) || w.low[k] == "that" && (k == 0 || w.g.content.has(w.at(k-1)) || w.at(k-1) == "out" || settledFacts.has(w.at(k-1))) {
			break
		}
		j--
	}
	return j
}

// actorIn finds the party that heads the subject among tokens from…to: the last comma-free stretch that has one, outside
// of prepositional phrases. "Customer Content" has none, "Acme employees" has Acme, "authorized employees" the default.
func (w *clauseWork) actorIn(from, to int) (Actor, int) {
	end := to
	for end > from {
		first := end
		for first > from && w.low[first-1] != "," {
			first--
		}
		if who, at := w.headIn(first, end, to); who != 0 {
			if first > from+1 && (w.low[first] == "its" || w.low[first] == "their" || w.at(first+1) == "its" && (w.low[first] == "and" || w.low[first] == "or")) { // "Acme, its affiliates and their staff"
				if whose := w.partyAt(first - 2); whose != 0 {
					return whose, first - 2
				}
			}
			return who, at
		}
		end = first - 1
	}
	return 0, 0
}

func (w *clauseWork) headIn(from, to, head int) (Actor, int) {
	inPhrase := false
	for j := from; j < to; j++ {
		if w.places[j] == Modifier && (head >= len(w.t) || w.places[head] != Modifier) || w.places[j] == Except && head < len(w.t) && w.places[head] != Except && w.saysNobody() {
			continue
		}
		switch {
		case w.g.preps.has(w.low[j]) || w.low[j] == "of" || w.low[j] == "for":
			inPhrase = (w.low[j] != "of" || !w.quantity(j-1)) && !(w.low[j] == "at" && j > 0 && anybody.has(w.low[j-1])) // "everybody|at Acme"
		case inPhrase && w.low[j] == "and" && w.g.preps.has(w.low[from]) && w.partyBefore(j+1, head): // "is installed|on a server and the Provider does not"
			inPhrase = false
		case w.pronoun(j) || w.low[j] == "and" || w.low[j] == "or":
			inPhrase = inPhrase && !w.pronoun(j)
		case w.low[j] == "which": // "cases in which|the Provider"
			inPhrase = false
		case inPhrase && nounPhraseHeads.has(w.low[j]) && j > from && w.word(j-1): // "at the Customer's request|the Provider"
			inPhrase = false
		case inPhrase && w.subjectBehindFront(from, j, to):
			inPhrase = false
		}
		who := w.partyAt(j)
		if who == Customer && (w.g.crew.has(w.low[j]) || strings.HasPrefix(w.low[j], "member")) { // "administrators of the Vendor", "no member of the Vendor's staff"
			if of := w.ofWhom(j); of != 0 {
				who = of
			} else if w.memberOfStaff(j) {
				who = Provider
			}
		}
		if (who == ThirdParty || who == Subcontractor) && w.ofWhom(w.lastOf(j)) == Customer { // "business partners of the Customer"
			return Customer, j
		}
		if inPhrase || who == 0 && !w.staffAt(j) {
			continue
		}
		if who == 0 {
			if who = w.staffOf(from, j); who == 0 {
				continue
			}
			return who, j
		}
		last := w.lastOf(j)
		if k := last + 1; k < to && w.word(k) && !w.g.joiners.has(w.low[k]) && w.places[k] == w.places[j] && !w.staffAt(k) && !(k+1 < to && w.staffAt(k+1)) && w.partyAt(k) == 0 && !w.lyWord(k) && !w.g.adverbs.has(w.low[k]) {
			j = last // the party only tells whose: "Customer systems"
			continue
		}
		return who, j
	}
	return 0, 0
}

// words with which a noun phrase begins
var nounPhraseHeads = wordSet("a an the our its your each any no these those this")

// quantity reports whether token i is a word for a number of persons: "none of", "each of".
func (w *clauseWork) quantity(i int) bool {
	return i >= 0 && quantities.has(w.low[i])
}

var quantities = wordSet("those none each any all some most many employees members member personnel number group handful few majority certain either")

func (w *clauseWork) lastOf(j int) int {
	last := j
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= j && j <= m.Last && m.Last > last && w.p.actors(m.Concepts) != 0 {
			last = m.Last
		}
	}
	return last
}

// nounIn reports whether a noun phrase, or a pronoun for one, stands among tokens from…to outside of brackets.
func (w *clauseWork) nounIn(from, to int) bool {
	for j := from; j < to; j++ {
		if w.places[j] == Modifier && (to >= len(w.t) || w.places[to] != Modifier) {
			continue
		}
		if w.word(j) && !w.lyWord(j) && !w.g.connectives.has(w.low[j]) || w.g.pronouns.has(w.low[j]) {
			return true
		}
	}
	return false
}

func (w *clauseWork) partyAt(j int) Actor {
	who := Actor(0)
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= j && j <= m.Last {
			who |= w.p.actors(m.Concepts)
		}
	}
	return who
}

// subjectAt gives the party that is the subject of the verb at token i.
func (w *clauseWork) subjectAt(i int) Actor {
	who, _ := w.actorIn(w.clauseStart(i), i)
	if who == 0 {
		who = w.reading.Topic
	}
	return who
}

func (w *clauseWork) agent(end int) (Actor, corpus.Span) {
	for j := end + 1; j+1 < len(w.t) && !w.finite(j) && w.low[j] != ";" && w.low[j] != "until" && w.low[j] != "without" && w.low[j] != "requiring"; j++ {
		if w.low[j] != w.g.agent || j-1 > end && w.participle(j-1) && !w.joinedTo(end, j-1) { // "keys managed by": another verb's
			continue
		}
		for k := j + 1; k < len(w.t) && k < j+7 && !w.g.preps.has(w.low[k]) && !w.cut[k]; k++ {
			if who := w.partyAt(k); who != 0 {
				return who, w.span(k, k)
			}
			if w.staffAt(k) {
				return w.staffOf(j, k), w.span(k, k)
			}
		}
	}
	return 0, corpus.Span{}
}

// strangeAgent reports whether a passive names who acts, but no party: "may be viewed by others".
func (w *clauseWork) strangeAgent(end int) bool {
	if w.at(end+1) != w.g.agent || end+2 >= len(w.t) || w.t[end+2].POS != token.Word {
		return false
	}
	next := w.low[end+2]
	if doer := w.at(end + 3); next == "the" && (strings.HasSuffix(doer, "er") || strings.HasSuffix(doer, "or")) && !w.g.systems.has(doer) && doer != "computer" && doer != "server" && !w.staffAt(end+3) && !w.g.crew.has(doer) { // "is checked by the uploader"
		return true
	}
	return !byMeans.has(next) && (len(next) < 5 || next[len(next)-3:] != "ing")
}

var byMeans = wordSet("default law email e-mail contract means reference virtue way post mail automated automatic any all applicable the this our a an us")

func (w *clauseWork) implicitSubject(f *Frame) {
	if n := len(w.reading.Frames); n > 0 {
		if last := &w.reading.Frames[n-1]; last.Place == f.Place && last.ActorHow == "other" {
			f.Actor, f.ActorHow = last.Actor, "other"
			return
		}
	}
	switch {
	case !w.g.late && w.low[0] == "you" && (w.at(1) == "," || w.at(1) == "and") && w.finitesBefore(f) == 0: // "you, and those who work for you, will"
		f.Actor, f.ActorHow = Customer, "explicit"
	case w.reading.Topic != 0:
		f.Actor, f.ActorHow = w.reading.Topic, "carried"
	case w.in.LeadIn != nil && w.in.LeadIn.Topic != 0:
		f.Actor, f.ActorHow = w.in.LeadIn.Topic, "list"
	default:
		f.Actor, f.ActorHow = w.in.Default, "default"
	}
}

// subjectBehindFront reports whether the name of a party at token j, right before the verb at token head, is the subject behind
// a phrase that opens the clause at token from without a comma: "in an emergency|Acme may", "from time to time|Acme may".
func (w *clauseWork) subjectBehindFront(from, j, head int) bool {
	last := w.lastOf(j)
	for k := last + 1; k < head && k < last+4 && w.word(k); k++ { // "Acme's implementation team"
		if w.staffAt(k) {
			last = k
		}
	}
	if w.g.late || !w.g.preps.has(w.low[from]) || w.partyAt(j) == 0 || last+1 != head || j-from < 2 {
		return false
	}
	before := w.low[j-1]
	return w.word(j-1) && !w.g.preps.has(before) && before != "of" && before != "for" && !w.g.stops.has(before) && !w.g.joiners.has(before) && unicode.IsUpper(rune(w.t[j].Surface[0]))
}

// finitesBefore counts the frames of the main clause before frame f.
func (w *clauseWork) finitesBefore(f *Frame) int {
	n := 0
	for k := range w.reading.Frames {
		if g := &w.reading.Frames[k]; g != f && g.Place == Main {
			n++
		}
	}
	return n
}
