package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// complements finds object and recipient of group g, and the act itself where the verb is light: "have access", "make
// copies".
func (w *clauseWork) complements(f *Frame, g *group) {
	from := max(g.end, w.actEnd(g.end)) + 1
	light := w.g.light.has(w.low[g.verb])
	if from < len(w.t) && w.g.preps.has(w.low[from]) && w.low[from] != w.g.agent && !g.passive {
		from++ // access to
	}
	if from < len(w.t) && w.low[from] == "of" {
		from++
	}
	to := w.objectEnd(f, from, light)
	if light {
		noun := from
		for noun < to && (noun == from || !w.g.preps.has(w.low[noun]) && w.low[noun] != "of") {
			noun++
		}
		switch who := w.partyIn(from, noun); {
		case !hands.has(w.low[g.verb]) || f.Actor != Provider || who == 0 || who&Provider != 0:
			set := w.concepts(from, noun-1)
			f.Action.Set.Union(&set)
		case who != Customer && noun > from && w.at(noun-1) == "access": // "gives the regulator access": it discloses
			w.joined(f, g.verb, noun-1)
		}
	}
	for k := from + 1; k < to && strings.HasPrefix(w.low[g.verb], "ma"); k++ { // "make user profiles available"
		if openTo.has(w.low[k]) && (w.low[g.verb] == "make" || w.low[g.verb] == "makes" || w.low[g.verb] == "made" || w.low[g.verb] == "making") {
			w.joined(f, g.verb, k)
		}
	}
	if w.negatesNoun(from) && from > g.verb && !w.g.be.has(w.low[g.verb]) && !g.passive {
		f.Modality = f.Modality.negated(true)
	}
	if g.passive {
		from, to = w.before(g.head), g.head
		if g.behind[0] < g.behind[1] {
			from, to = g.behind[0], g.behind[1]
		}
	}
	if from < to {
		f.Object = Part{w.span(from, to-1), w.concepts(from, to-1)}
		if set, ok := w.pronounObject(from); ok && !g.passive {
			f.Object.Set = set
		}
	}
	w.recipient(f, g.end)
}

// actEnd gives the last token of an act of three words or more that begins with the verb at token i: "keep an eye|on".
func (w *clauseWork) actEnd(i int) int {
	acts := w.p.concept.acts()
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First == i && m.Last >= i+2 && m.Concepts.Meets(&acts) {
			return m.Last
		}
	}
	return i
}

// joined adds to the act of f what the verb at token v means together with the word at token k: "make … available".
func (w *clauseWork) joined(f *Frame, v, k int) {
	for _, m := range w.p.mentions([]token.Token{w.t[v], w.t[k]}, nil, nil) {
		if m.First == 0 && m.Last == 1 {
			f.Action.Set.Union(m.Concepts)
		}
	}
}

// light verbs that hand the act to somebody else
var hands = wordSet("give gives given giving grant grants granted granting provide provides")

// words that make a verb of disclosure out of "make"
var openTo = wordSet("available accessible public known")

// negatesNoun reports whether the noun phrase at token i says that there is none: "no access", "neither right nor access".
func (w *clauseWork) negatesNoun(i int) bool {
	return i < len(w.t) && (w.low[i] == "no" || w.low[i] == "neither")
}

// objectEnd gives the token behind the object that begins at token from. An object reaches over a preposition as long as
// nothing was named that rules care about, and that of a light verb over one more.
func (w *clauseWork) objectEnd(f *Frame, from int, light bool) int {
	things := w.p.concept.things()
	to := from
	for ; to < len(w.t); to++ {
		if w.places[to] != f.Place && w.places[to] != Modifier || w.verbs[to] || w.low[to] == "to" && w.controlled(to) != 0 {
			return to
		}
		switch word := w.low[to]; {
		case word == ";" || w.fullStop(to) || word == ":" && to > from, word == "from" && w.at(to+1) == "time":
			return to
		case to > from && to <= from+2 && (w.low[to-1] == "what" || w.low[to-1] == "whatever") && w.g.be.has(word), to > from && to <= from+3 && w.low[from] == "what" && w.g.have.has(word): // "see what|is in your vault", "what Clients|have stored"
		case w.finite(to) && w.places[to] != Modifier:
			return to
		case word == "," && w.clauseFollows(to+1):
			return to
		case w.g.preps.has(word) && word != "than":
			if word == "with" && joinedWith.has(w.low[to-1]) { // "feedback, together|with the conversation"
				continue
			}
			set := w.concepts(from, to-1)
			if set.Meets(&things) && !light || word == w.g.agent {
				return to
			}
		}
	}
	return to
}

var joinedWith = wordSet("together along combination conjunction")

// before gives the first token of the noun phrase in front of token i, that is, of the clause in which it is the subject.
func (w *clauseWork) before(i int) int {
	j := i
	for j > 0 && w.low[j-1] != ";" && w.low[j-1] != ":" && !w.fullStop(j-1) && (w.places[j-1] == w.places[i] || w.places[j-1] == Modifier) && (!w.verbs[j-1] || w.places[j-1] == Modifier) {
		j--
	}
	if j == i && i > 0 && w.verbs[i-1] || w.onlyJoiners(j, i) { // "is encrypted and may be accessed": the subject before
		for j > 0 && w.low[j-1] != ";" && !w.fullStop(j-1) {
			j--
		}
	} else if w.sharedBefore(j, i) {
		for j--; j > 0 && w.verbs[j-1]; {
			j--
		}
		return w.before(j)
	}
	return j
}

// sharedBefore reports whether the verb group at token i shares the subject of one before, behind whose act stands more: "is kept
// for a year and|may be examined".
func (w *clauseWork) sharedBefore(from, i int) bool {
	if w.g.late || from == 0 || !w.verbs[from-1] || !w.finite(i) {
		return false
	}
	k := i - 1
	for k > from && (w.g.adverbs.has(w.low[k]) || w.lyWord(k)) {
		k--
	}
	return w.low[k] == "and" || w.low[k] == "or" || w.low[k] == "but"
}

func (w *clauseWork) onlyJoiners(from, to int) bool {
	for k := from; k < to; k++ {
		if !w.g.joiners.has(w.low[k]) && !w.g.adverbs.has(w.low[k]) && w.places[k] != Modifier {
			return false
		}
	}
	return true
}

func (w *clauseWork) recipient(f *Frame, end int) {
	for i := end + 1; i < len(w.t) && i < end+40; i++ {
		if w.verbs[i] || w.low[i] == ";" {
			return
		}
		switch w.low[i] {
		case "to", "with", "from", "by", "among", "between", "aan", "met", "van":
			if w.places[i] == Purpose && w.cut[i] {
				continue
			}
			j := i + 1
			for j < len(w.t) && j < i+20 && !w.stopsRecipient(j) {
				j++
			}
			if j > i+1 {
				set := w.concepts(i+1, j-1)
				if w.ofCustomer(i+1, j) {
					others := some(w.p.concept.thirdParty)
					set.Remove(&others)
				}
				if f.Recipient.Span.Len() == 0 {
					f.Recipient.Span = w.span(i+1, j-1)
				}
				f.Recipient.Set.Union(&set)
			}
		}
	}
}

// ofCustomer reports whether those whom tokens from…to name are people of the customer: "partners of the Client", "your advisers".
func (w *clauseWork) ofCustomer(from, to int) bool {
	if w.g.late || from >= to {
		return false
	}
	if w.low[from] == "your" {
		return true
	}
	for k := from + 1; k+1 < to; k++ {
		if w.low[k] == "of" && !w.concept(k-1, w.p.concept.things()) {
			return w.partyIn(k+1, min(to, k+4)) == Customer
		}
	}
	return false
}

func (w *clauseWork) stopsRecipient(i int) bool {
	return w.cut[i] && w.places[i] != Modifier || w.finite(i) || w.low[i] == ";" || w.fullStop(i) || w.low[i] == "to" || w.low[i] == "by" || w.low[i] == "," && w.clauseFollows(i+1)
}

// following adds the frames of verbs that share subject and modality with f but have objects of their own: "use X and
// disclose it to Y".
func (w *clauseWork) following(f *Frame, g *group) {
	shared := *f
	for j := g.end + 1; j+1 < len(w.t); j++ {
		if w.low[j] == "to" && w.controlled(j) != 0 || w.places[j] == shared.Place && (w.finite(j) || w.verbs[j]) || w.low[j] == ";" && !w.act(j+1) || w.fullStop(j) {
			return
		}
		but := w.low[j] == "but" && (w.at(j+1) == "also" || shared.Modality.Negative()) // "not only stores but also analyses"
		if !but && w.low[j] != "and" && w.low[j] != "or" && w.low[j] != "," && w.low[j] != ";" || w.places[j] != shared.Place {
			continue
		}
		k, negative := j+1, false
		for k+1 < len(w.t) && (w.g.adverbs.has(w.low[k]) || w.g.joiners.has(w.low[k]) || w.lyWord(k) || w.low[k] == "to") {
			negative = negative || w.low[k] == "not" || w.low[k] == "never" // "shall keep it secret and not reveal it"
			k++
		}
		if w.low[k] == "in" { // "or in some cases delete"
			for x := k + 1; x < k+5 && x < len(w.t)-1; x++ {
				if w.act(x) {
					k = x
					break
				}
			}
		}
		if w.g.rights.has(w.low[k]) && w.at(k+1) == "to" { // "a right and license to"
			continue
		}
		if w.goesOnWithNouns(j, k) || w.compound(k) || w.low[k] == "access" && w.at(k+1) == "to" || w.places[k] != shared.Place || w.verbs[k] || !w.act(k) || !w.word(k) || k+1 >= len(w.t) || !w.objectFollows(k+1) && !g.passive && !(w.low[j] == "," && w.at(j+1) == "and" && w.word(k+1) && strings.HasSuffix(w.low[k+1], "s")) || !w.alike(g.verb, k) || g.passive && !w.participle(k) {
			continue
		}
		n := group{head: k, verb: k, modality: shared.Modality}
		if but && shared.Modality.Negative() && !negative {
			n.modality = Will
		}
		if !shared.Modality.Negative() {
			n.modality = shared.Modality.negated(negative)
		}
		n.end = w.coordinate(k)
		for x := k; x <= n.end; x++ {
			w.verbs[x] = true
		}
		next := Frame{Place: shared.Place, Modality: n.modality, Actor: shared.Actor, ActorHow: shared.ActorHow, ActorSpan: shared.ActorSpan}
		next.Action = Part{w.span(k, n.end), w.actConcepts(k, n.end)}
		w.complements(&next, &n)
		w.reading.Frames = append(w.reading.Frames, next)
		w.own = append(w.own, false)
		j = n.end
	}
}

// goesOnWithNouns reports whether the word at token k, behind the comma or "and" at token j, only goes on with nouns: "the collection,|use
// and sharing of data".
func (w *clauseWork) goesOnWithNouns(j, k int) bool {
	return !w.g.late && j > 0 && w.g.nouns(w.low[j-1]) && w.g.joiners.has(w.at(k+1)) && w.g.nouns(w.at(k+2)) && !strings.HasSuffix(w.low[k], "ing")
}

// deniedEnd adds the frame of what an act is said not to serve: "may use it to run the service, but|not to train models".
func (w *clauseWork) deniedEnd(at int, g *group) {
	f := w.reading.Frames[at]
	if w.g.late || f.Modality.Negative() || f.Place != Main && f.Place != List {
		return
	}
	for j := g.end + 2; j+3 < len(w.t) && w.low[j] != ";" && !w.fullStop(j); j++ {
		if w.deniedThing(at, j) {
			return
		}
		if w.low[j] != "not" && w.low[j] != "never" || w.low[j+1] != "to" || w.low[j-1] != "but" && w.low[j-1] != "and" && w.low[j-1] != "," || !w.act(j+2) || w.verbs[j+2] {
			continue
		}
		n := group{head: j + 2, verb: j + 2, modality: WillNot}
		n.end = w.coordinate(j + 2)
		next := Frame{Place: f.Place, Modality: WillNot, Actor: f.Actor, ActorHow: f.ActorHow, ActorSpan: f.ActorSpan}
		next.Action = Part{w.span(j+2, n.end), w.actConcepts(j+2, n.end)}
		for x := j; x <= n.end; x++ {
			w.verbs[x] = true
		}
		for x, place := j-1, w.places[j]; x < len(w.t) && (x <= n.end || w.places[x] == place && !w.cut[x]); x++ { // no exception, though "but not" stands before it
			w.places[x], w.cut[x] = f.Place, false
		}
		w.complements(&next, &n)
		last := n.end
		for last+1 < len(w.t) && w.t[last+1].Span.End <= next.Object.Span.End {
			last++
		}
		denied, rest := w.concepts(j, last), w.concepts(0, j-1)
		if last+1 < len(w.t) {
			behind := w.concepts(last+1, len(w.t)-1)
			rest.Union(&behind)
		}
		denied.Remove(&rest)
		w.reading.Frames[at].Elsewhere = &denied
		w.reading.Frames, w.own = append(w.reading.Frames, next), append(w.own, false)
		return
	}
}

// compound reports whether the words at token i name somebody or something, not an act: "search|information providers".
func (w *clauseWork) compound(i int) bool {
	return i+2 < len(w.t) && w.word(i+1) && compoundHeads.has(w.low[i+2])
}

var compoundHeads = wordSet("providers provider partners companies networks services tools platforms vendors agencies")

// instanced adds the frames of acts that are named as instances of what frame at permits: "may take measures such as deleting
// content".
func (w *clauseWork) instanced(at int, g *group) {
	f := w.reading.Frames[at]
	if f.Modality != May || w.g.late {
		return
	}
	for j := g.end + 1; j+2 < len(w.t) && w.low[j] != ";" && !w.fullStop(j) && !w.modal(j); j++ {
		k := 0
		for _, words := range instances {
			k = max(k, w.phraseAt(j, words))
		}
		k += j
		if k == j || k+1 >= len(w.t) || w.verbs[k] || !w.act(k) || !strings.HasSuffix(w.low[k], "ing") || !w.objectFollows(k+1) {
			continue
		}
		n := group{head: k, verb: k, modality: May}
		n.end = w.coordinate(k)
		next := Frame{Place: f.Place, Modality: May, Actor: f.Actor, ActorHow: f.ActorHow, ActorSpan: f.ActorSpan}
		next.Action = Part{w.span(k, n.end), w.actConcepts(k, n.end)}
		for x := k; x <= n.end; x++ {
			w.verbs[x] = true
		}
		w.complements(&next, &n)
		w.reading.Frames, w.own = append(w.reading.Frames, next), append(w.own, false)
		w.following(&w.reading.Frames[len(w.reading.Frames)-1], &n)
		return
	}
}

var instances = wordLists("such as", "such as by", "measures as", "actions as", "including", "including by", "including without limitation", "for example by", "for example , by", "which may include", "which may involve", ", which includes")

func (w *clauseWork) objectFollows(i int) bool {
	return w.g.stops.has(w.low[i]) && !w.finite(i) || w.concept(i, w.p.concept.things()) || w.g.preps.has(w.low[i]) || w.g.joiners.has(w.low[i]) || w.t[i].Surface[0] >= 'A' && w.t[i].Surface[0] <= 'Z'
}
