package frame

import (
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// complements finds object and recipient of group g, and the act itself where the verb is light: "have access", "make
// copies".
func (w *clauseWork) complements(f *Frame, g *group) {
	from := g.end + 1
	light := w.g.light[w.low[g.verb]]
	if from < len(w.t) && w.g.preps[w.low[from]] && w.low[from] != w.g.agent && !g.passive {
		from++ // access to
	}
	if from < len(w.t) && w.low[from] == "of" {
		from++
	}
	to := w.objectEnd(f, from, light)
	if light {
		noun := from
		for noun < to && (noun == from || !w.g.preps[w.low[noun]] && w.low[noun] != "of") {
			noun++
		}
		set := w.concepts(from, noun-1)
		f.Action.Set.Union(&set)
	}
	if w.negatesNoun(from) && from > g.verb && !w.g.be[w.low[g.verb]] && !g.passive {
		f.Modality = f.Modality.negated(true)
	}
	if g.passive {
		from, to = w.before(g.head), g.head
	}
	if from < to {
		f.Object = Part{w.span(from, to-1), w.concepts(from, to-1)}
	}
	w.recipient(f, g.end)
}

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
		case word == ";" || w.fullStop(to) || word == ":" && to > from:
			return to
		case w.finite(to) && w.places[to] != Modifier:
			return to
		case word == "," && w.clauseFollows(to+1):
			return to
		case w.g.preps[word] && word != "than":
			set := w.concepts(from, to-1)
			if set.Meets(&things) && !light || word == w.g.agent {
				return to
			}
		}
	}
	return to
}

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
	}
	return j
}

func (w *clauseWork) onlyJoiners(from, to int) bool {
	for k := from; k < to; k++ {
		if !w.g.joiners[w.low[k]] && !w.g.adverbs[w.low[k]] && w.places[k] != Modifier {
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
				if f.Recipient.Span.Len() == 0 {
					f.Recipient.Span = w.span(i+1, j-1)
				}
				f.Recipient.Set.Union(&set)
			}
		}
	}
}

func (w *clauseWork) stopsRecipient(i int) bool {
	return w.cut[i] && w.places[i] != Modifier || w.finite(i) || w.low[i] == ";" || w.fullStop(i) || w.low[i] == "to" || w.low[i] == "by" || w.low[i] == "," && w.clauseFollows(i+1)
}

// subject finds who acts in group g.
func (w *clauseWork) subject(f *Frame, g *group) {
	if g.actor != 0 {
		f.Actor, f.ActorHow = g.actor, "agreed"
		return
	}
	if g.passive {
		if who, at := w.agent(g.end); who != 0 {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", at
			return
		}
		f.Actor, f.ActorHow = w.in.Default, "passive"
		if w.strangeAgent(g.end) {
			f.Actor, f.ActorHow = 0, "other"
		}
		first := w.before(g.head)
		g.noSubject = first < g.head && (w.low[first] == "no" || w.low[first] == "none")
		return
	}
	first := w.clauseStart(g.head)
	if w.sharesSubject(first, g.head) {
		for k := len(w.reading.Frames) - 1; k >= 0; k-- {
			if last := &w.reading.Frames[k]; last.Place == f.Place && !last.Passive {
				f.Actor, f.ActorHow = last.Actor, "carried"
				if last.Actor == 0 {
					f.ActorHow = "other"
				}
				return
			}
		}
	}
	g.noSubject = w.saysNone(first, g.head)
	if who, at := w.actorIn(first, g.head); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
		return
	}
	if who := w.partyIn(first, g.head); g.noSubject && who != 0 { // "no one at Acme"
		f.Actor, f.ActorHow = who, "explicit"
		return
	}
	if w.nounIn(first, g.head) {
		f.Actor, f.ActorHow = w.standsFor(first, g.head), "other"
		return
	}
	if (w.low[g.head] == "do" || w.low[g.head] == "don't") && (first == g.head || w.at(g.head-1) == "please") && w.reading.Topic == 0 && w.in.LeadIn == nil {
		f.Actor, f.ActorHow = Customer, "imperative"
		return
	}
	w.implicitSubject(f)
}

// standsFor gives the party that a pronoun as subject stands for: the one of the clause or sentence before.
func (w *clauseWork) standsFor(from, to int) Actor {
	for k := from; k < to; k++ {
		switch {
		case !w.g.pronouns[w.low[k]]:
		case w.low[k] == "they" && w.reading.Topic&Provider != 0:
		case w.reading.Topic != 0:
			return w.reading.Topic
		case w.in.Before != nil && !(w.low[k] == "they" && w.in.Before.Topic&Provider != 0):
			return w.in.Before.Topic
		}
	}
	return 0
}

// sharesSubject reports whether the verb at token head follows "and" behind the object of the verb before: "we use cookies
// and may access data".
func (w *clauseWork) sharesSubject(first, head int) bool {
	k := head - 1
	for k > first && (w.g.adverbs[w.low[k]] || w.lyWord(k)) {
		k--
	}
	return first > 0 && w.verbs[first-1] && k >= first && (w.low[k] == "and" || w.low[k] == "or" || w.low[k] == "but")
}

func (w *clauseWork) saysNone(from, to int) bool {
	for i := from; i < to; i++ {
		if w.low[i] == "no" && (to >= len(w.t) || w.places[i] == w.places[to]) || w.low[i] == "none" || w.low[i] == "nobody" || w.low[i] == "neither" {
			return true
		}
	}
	return false
}

// clauseStart gives the first token of the clause whose verb group begins at token head.
func (w *clauseWork) clauseStart(head int) int {
	j := head
	for j > 0 {
		k := j - 1
		if w.low[k] == ";" || w.fullStop(k) || w.low[k] == ":" || w.verbs[k] && w.places[k] == w.places[head] {
			break
		}
		if w.places[k] != w.places[head] && w.places[k] != Modifier && w.places[head] != Modifier {
			break
		}
		if w.places[head] != Main && w.cut[k] && w.places[k] == w.places[head] {
			break
		}
		if w.g.content[w.low[k]] || w.low[k] == "that" && (k == 0 || w.g.content[w.at(k-1)]) {
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
			return who, at
		}
		end = first - 1
	}
	return 0, 0
}

func (w *clauseWork) headIn(from, to, head int) (Actor, int) {
	inPhrase := false
	for j := from; j < to; j++ {
		if w.places[j] == Modifier && (head >= len(w.t) || w.places[head] != Modifier) {
			continue
		}
		switch {
		case w.g.preps[w.low[j]] || w.low[j] == "of" || w.low[j] == "for":
			inPhrase = w.low[j] != "of" || !w.quantity(j-1)
		case w.pronoun(j) || w.low[j] == "and" || w.low[j] == "or":
			inPhrase = inPhrase && !w.pronoun(j)
		}
		who := w.partyAt(j)
		if inPhrase || who == 0 && !w.g.staff[w.low[j]] {
			continue
		}
		if w.g.staff[w.low[j]] && who == 0 {
			if who = w.staffOf(from, j); who == 0 {
				continue
			}
			return who, j
		}
		last := w.lastOf(j)
		if k := last + 1; k < to && w.word(k) && !w.g.joiners[w.low[k]] && w.places[k] == w.places[j] && !w.g.staff[w.low[k]] && w.partyAt(k) == 0 && !w.lyWord(k) && !w.g.adverbs[w.low[k]] {
			j = last // the party only tells whose: "Customer systems"
			continue
		}
		return who, j
	}
	return 0, 0
}

// quantity reports whether token i is a word for a number of persons: "none of", "each of".
func (w *clauseWork) quantity(i int) bool {
	return i >= 0 && (w.low[i] == "none" || w.low[i] == "each" || w.low[i] == "any" || w.low[i] == "all" || w.low[i] == "some" || w.low[i] == "employees" || w.low[i] == "members" || w.low[i] == "member" || w.low[i] == "personnel")
}

func (w *clauseWork) lastOf(j int) int {
	last := j
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= j && j <= m.Last && m.Last > last && w.p.actors(&m.Concepts) != 0 {
			last = m.Last
		}
	}
	return last
}

// staffOf tells whose staff the word at token j means.
func (w *clauseWork) staffOf(from, j int) Actor {
	for k := from; k < j; k++ {
		switch w.low[k] {
		case "your":
			return Customer
		case "our":
			return Provider
		case "its", "their", "zijn", "haar":
			if w.reading.Topic != 0 {
				return w.reading.Topic
			}
		}
	}
	if w.in.LeadIn != nil && w.in.LeadIn.Topic != 0 {
		return w.in.LeadIn.Topic
	}
	return w.in.Default
}

// nounIn reports whether a noun phrase, or a pronoun for one, stands among tokens from…to outside of brackets.
func (w *clauseWork) nounIn(from, to int) bool {
	for j := from; j < to; j++ {
		if w.places[j] == Modifier && (to >= len(w.t) || w.places[to] != Modifier) {
			continue
		}
		if w.word(j) && !w.lyWord(j) && !w.g.connectives[w.low[j]] || w.g.pronouns[w.low[j]] {
			return true
		}
	}
	return false
}

func (w *clauseWork) partyAt(j int) Actor {
	who := Actor(0)
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= j && j <= m.Last {
			who |= w.p.actors(&m.Concepts)
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
	for j := end + 1; j+1 < len(w.t) && !w.finite(j) && w.low[j] != ";"; j++ {
		if w.low[j] != w.g.agent || j-1 > end && w.participle(j-1) { // "keys managed by": another verb's
			continue
		}
		for k := j + 1; k < len(w.t) && k < j+7 && !w.g.preps[w.low[k]] && !w.cut[k]; k++ {
			if who := w.partyAt(k); who != 0 {
				return who, w.span(k, k)
			}
			if w.g.staff[w.low[k]] {
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
	return !byMeans[next] && (len(next) < 5 || next[len(next)-3:] != "ing")
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
	case w.reading.Topic != 0:
		f.Actor, f.ActorHow = w.reading.Topic, "carried"
	case w.in.LeadIn != nil && w.in.LeadIn.Topic != 0:
		f.Actor, f.ActorHow = w.in.LeadIn.Topic, "list"
	default:
		f.Actor, f.ActorHow = w.in.Default, "default"
	}
}

// following adds the frames of verbs that share subject and modality with f but have objects of their own: "use X and
// disclose it to Y".
func (w *clauseWork) following(f *Frame, g *group) {
	shared := *f
	for j := g.end + 1; j+1 < len(w.t); j++ {
		if w.low[j] == "to" && w.controlled(j) != 0 || w.places[j] == shared.Place && (w.finite(j) || w.verbs[j]) || w.low[j] == ";" && !w.act(j+1) || w.fullStop(j) {
			return
		}
		if w.low[j] != "and" && w.low[j] != "or" && w.low[j] != "," && w.low[j] != ";" || w.places[j] != shared.Place {
			continue
		}
		k := j + 1
		for k+1 < len(w.t) && (w.g.adverbs[w.low[k]] || w.g.joiners[w.low[k]] || w.lyWord(k) || w.low[k] == "to") {
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
		if w.places[k] != shared.Place || w.verbs[k] || !w.act(k) || !w.word(k) || k+1 >= len(w.t) || !w.objectFollows(k+1) && !g.passive || !w.alike(g.verb, k) || g.passive && !w.participle(k) {
			continue
		}
		n := group{head: k, verb: k, modality: shared.Modality}
		n.end = w.coordinate(k)
		for x := k; x <= n.end; x++ {
			w.verbs[x] = true
		}
		next := Frame{Place: shared.Place, Modality: shared.Modality, Actor: shared.Actor, ActorHow: shared.ActorHow, ActorSpan: shared.ActorSpan}
		next.Action = Part{w.span(k, n.end), w.actConcepts(k, n.end)}
		w.complements(&next, &n)
		w.reading.Frames = append(w.reading.Frames, next)
		w.own = append(w.own, false)
		j = n.end
	}
}

func (w *clauseWork) objectFollows(i int) bool {
	return w.g.stops[w.low[i]] && !w.finite(i) || w.concept(i, w.p.concept.things()) || w.g.preps[w.low[i]] || w.g.joiners[w.low[i]] || w.t[i].Surface[0] >= 'A' && w.t[i].Surface[0] <= 'Z'
}

// withoutVerb makes a frame of a sentence in which no verb was seen, so that rules can look at it as a whole: rows of
// tables, catchwords, verbs that no rule asks for.
func (w *clauseWork) withoutVerb() {
	for k := range w.reading.Frames {
		if p := w.reading.Frames[k].Place; p == Main || p == List {
			return
		}
	}
	if w.in.LeadIn != nil || w.places[0] != Main {
		return
	}
	f := Frame{Place: Main, Modality: Is, ActorHow: "other"}
	for k := range w.t {
		if w.g.negations[w.low[k]] {
			f.Modality = WillNot
		}
	}
	if who := w.partyAt(0); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(0, 0)
	} else if who, at := w.actorIn(0, min(4, len(w.t))); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
	}
	f.Object = Part{w.span(0, len(w.t)-1), w.reading.All}
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
}

// listItem reads an item without a subject: "access your content" below "We may:".
func (w *clauseWork) listItem() {
	lead := w.in.LeadIn
	if lead == nil || w.hasOwnSubject() {
		return
	}
	i := 0
	for i < len(w.t)-1 && (w.low[i] == w.g.to || w.g.adverbs[w.low[i]] || w.lyWord(i) || w.g.negations[w.low[i]] || w.t[i].POS == token.Symbol) {
		i++
	}
	if w.t[i].POS != token.Word || w.verbs[i] || w.g.stops[w.low[i]] {
		return
	}
	place := List
	if lead.Opens == Purpose || lead.Opens == Except || lead.Opens == Condition {
		place = lead.Opens
	}
	f := Frame{Place: place, Modality: lead.Mode, Actor: lead.Topic, ActorHow: "list"}
	for k := 0; k < i; k++ {
		if w.g.negations[w.low[k]] {
			f.Modality = f.Modality.negated(true)
		}
	}
	if f.Actor == 0 {
		f.Actor = w.in.Default
	}
	g := group{head: i, verb: i, end: i, modality: f.Modality}
	if w.g.late {
		f.Action = Part{w.span(0, len(w.t)-1), w.concepts(0, len(w.t)-1)}
		f.Object = f.Action
		w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
		return
	}
	g.end = w.coordinate(i)
	f.Action = Part{w.span(0, g.end), w.actConcepts(i, g.end)}
	for x := 0; x <= g.end; x++ {
		w.verbs[x] = true
	}
	at := w.places[i]
	if f.Place != at { // the item stands in the place that the lead-in opened
		for x := range w.places {
			if w.places[x] == at {
				w.places[x] = place
			}
		}
	}
	w.complements(&f, &g)
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
	w.following(&w.reading.Frames[len(w.reading.Frames)-1], &g)
}
