package frame

import (
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// findVerbs makes a frame of every verb that a modal, an auxiliary, a turn or a subject announces.
func (w *clauseWork) findVerbs() {
	for i := 0; i < len(w.t); i++ {
		if w.verbs[i] {
			continue
		}
		if n, t := w.turnAt(i); n > 0 {
			w.verbGroup(i, i+n, t.modality, t.agreed)
			continue
		}
		m, modal := w.g.modals[w.low[i]]
		switch {
		case modal:
			w.verbGroup(i, i+1, m, false)
		case w.g.do[w.low[i]]:
			m = Will
			if strings.HasSuffix(w.low[i], "n't") {
				m = WillNot
			}
			w.verbGroup(i, i+1, m, false)
		case w.g.be[w.low[i]]:
			w.verbGroup(i, i, Is, false)
		case w.plainVerb(i):
			w.verbGroup(i, i, Will, false)
		}
	}
}

func (w *clauseWork) turnAt(i int) (int, *turn) {
	for k := range w.g.turns {
		if n := w.phraseAt(i, w.g.turns[k].words); n > 0 {
			return n, &w.g.turns[k]
		}
	}
	return 0, nil
}

// plainVerb reports whether token i is a verb right behind its subject: "we|use", "Zoom employees|access".
func (w *clauseWork) plainVerb(i int) bool {
	if w.t[i].POS != token.Word || w.g.stops[w.low[i]] || w.g.preps[w.low[i]] || w.g.adverbs[w.low[i]] || i == 0 {
		return false
	}
	j := i - 1
	for j > 0 && (w.g.adverbs[w.low[j]] || strings.HasSuffix(w.low[j], "ly")) {
		j--
	}
	if w.concept(j, w.p.concept.party()) && !w.concept(i, w.p.concept.party()) && (j == 0 || !w.g.preps[w.low[j-1]] || w.low[j] == "we" || w.low[j] == "you") {
		return true
	}
	return w.concept(i, w.p.concept.acts()) && i > 1 && !w.g.stops[w.low[i-1]] && w.concept(i-2, w.p.concept.party()) && strings.HasSuffix(w.low[i], "s")
}

// verbGroup reads the verbs from token i on, announced from token head on, and adds their frame.
func (w *clauseWork) verbGroup(head, i int, m Modality, agreed bool) {
	negative := head > 0 && w.g.negations[w.low[head-1]] && w.low[head-1] != "no"
	passive := false
	for i < len(w.t) && !w.cut[i] || i < len(w.t) && i == head {
		word := w.low[i]
		switch {
		case w.g.negations[word]:
			negative = true
		case w.g.be[word] && !w.g.late:
			passive = true
		case w.g.be[word]:
			passive = true
		case w.g.adverbs[word], strings.HasSuffix(word, "ly"), word == "have", word == "has", word == w.g.to && i > head:
		default:
			w.addFrame(head, i, m, negative, passive, agreed)
			return
		}
		i++
	}
	if w.g.late && i > head {
		w.addFrame(head, min(i, len(w.t)-1), m, negative, passive, agreed)
	}
}

// addFrame adds the frame of the verb at token v.
func (w *clauseWork) addFrame(head, v int, m Modality, negative, passive, agreed bool) {
	f := Frame{Place: w.places[head], Passive: passive && w.participle(v)}
	if passive && !f.Passive && m != May && m != Must {
		m = Is
	}
	if f.Passive && m == Is {
		m = Will
	}
	end := w.coordinate(v)
	for k := head; k <= end && k < len(w.t); k++ {
		w.verbs[k] = true
	}
	f.Modality = m.negated(negative)
	f.Action = Part{w.span(head, end), w.concepts(v, end)}
	if duty := some(w.p.concept.duty, w.p.concept.guarantee); f.Modality.Negative() && f.Action.Set.Meets(&duty) {
		f.Modality = Disclaims
	}
	w.complements(&f, head, end)
	w.subject(&f, head, end, agreed)
	w.reading.Frames = append(w.reading.Frames, f)
	if f.Place == Main && f.ActorHow == "explicit" && w.reading.Topic == 0 {
		w.reading.Topic = f.Actor
	}
	w.following(&w.reading.Frames[len(w.reading.Frames)-1], end)
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
	return strings.HasSuffix(w.low[i], "ed") || strings.HasSuffix(w.low[i], "en") || irregular[w.low[i]] || w.g.late
}

var irregular = wordSet("made kept held sent sold given shown sought bound put set lost built found read understood stored hidden")

// coordinate finds the last of the verbs that are joined to the one at v: "access, use and otherwise process".
func (w *clauseWork) coordinate(v int) int {
	end := v
	for j := v + 1; j < len(w.t); {
		k := j
		for k < len(w.t) && (w.g.joiners[w.low[k]] || w.g.adverbs[w.low[k]]) {
			k++
		}
		if k == j || k >= len(w.t) || w.t[k].POS != token.Word || w.g.stops[w.low[k]] || w.g.preps[w.low[k]] || !w.concept(k, w.p.concept.acts()) {
			return end
		}
		end = k
		j = k + 1
	}
	return end
}

// complements finds object, recipient, purpose, condition and exceptions.
func (w *clauseWork) complements(f *Frame, head, end int) {
	from := end + 1
	if from < len(w.t) && w.g.preps[w.low[from]] && w.low[from] != w.g.agent {
		from++ // access to
	}
	to := from
	for to < len(w.t) && (w.places[to] == f.Place || w.places[to] == Modifier) && !w.boundary(to) {
		to++
	}
	if w.g.late {
		from, to = w.clauseAround(head)
	}
	if f.Passive && !w.g.late {
		from, to = w.before(head), head
	}
	if from < to {
		f.Object = Part{w.span(from, to-1), w.concepts(from, to-1)}
		if w.g.late {
			f.Action.Set.Union(&f.Object.Set)
		}
	}
	w.recipient(f, end)
	f.Purpose, f.Condition = w.part(Purpose), w.part(Condition)
	if f.Place != Except {
		f.Exceptions = w.exceptions()
	}
}

// boundary ends an object: a preposition, a finite verb, a new clause.
func (w *clauseWork) boundary(i int) bool {
	return w.g.preps[w.low[i]] || w.finite(i) || w.low[i] == ";" || w.low[i] == "." || w.low[i] == ":" || w.low[i] == "," && w.clauseFollows(i+1)
}

// clauseAround gives the tokens of the clause that token i stands in.
func (w *clauseWork) clauseAround(i int) (int, int) {
	from, to := i, i
	for from > 0 && w.places[from-1] == w.places[i] && w.low[from-1] != ";" && w.low[from-1] != "." {
		from--
	}
	for to < len(w.t) && w.low[to] != ";" && (w.places[to] == w.places[i] || w.places[to] == Modifier) {
		to++
	}
	return from, to
}

// before gives the first token of the noun phrase in front of token i.
func (w *clauseWork) before(i int) int {
	j := i
	for j > 0 && w.low[j-1] != ";" && w.low[j-1] != ":" && (w.places[j-1] == w.places[i] || w.places[j-1] == Modifier) && !w.verbs[j-1] {
		j--
	}
	return j
}

func (w *clauseWork) recipient(f *Frame, end int) {
	for i := end + 1; i < len(w.t) && i < end+40; i++ {
		if w.verbs[i] || w.low[i] == ";" {
			return
		}
		switch w.low[i] {
		case "to", "with", "from", "by", "among", "aan", "met", "van":
			j := i + 1
			for j < len(w.t) && j < i+12 && !w.boundary(j) {
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

func (w *clauseWork) part(place Place) Part {
	var part Part
	for i := 0; i < len(w.t); i++ {
		if w.places[i] != place {
			continue
		}
		from := i
		for i+1 < len(w.t) && w.places[i+1] == place {
			i++
		}
		set := w.concepts(from, i)
		part.Set.Union(&set)
		part.Span = cover(part.Span, w.span(from, i))
	}
	return part
}

func (w *clauseWork) exceptions() []Part {
	var list []Part
	for i := 0; i < len(w.t); i++ {
		if w.places[i] != Except {
			continue
		}
		from := i
		for i+1 < len(w.t) && w.places[i+1] == Except && !w.cut[i+1] {
			i++
		}
		list = append(list, Part{w.span(from, i), w.concepts(from, i)})
	}
	return list
}

// subject finds who acts.
func (w *clauseWork) subject(f *Frame, head, end int, agreed bool) {
	if agreed {
		f.Actor, f.ActorHow = Provider, "agreed"
		return
	}
	if f.Passive {
		if who, at := w.agent(end); who != 0 {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", at
			return
		}
		f.Actor, f.ActorHow = w.in.Default, "passive"
		return
	}
	for j := head - 1; j >= 0; j-- {
		if w.low[j] == ";" || w.low[j] == "." || w.places[j] != w.places[head] && w.places[j] != Modifier && w.places[head] != Purpose {
			continue
		}
		if w.places[j] == Modifier && w.places[head] != Modifier {
			continue
		}
		if who := w.partyAt(j); who != 0 && (j == 0 || !w.g.preps[w.low[j-1]] && w.low[j-1] != "of" || w.low[j] == "we" || w.low[j] == "you") {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(j, j)
			return
		}
	}
	if w.g.late && head+1 < len(w.t) { // mag Leverancier
		for j := head + 1; j < len(w.t) && j <= head+3; j++ {
			if who := w.partyAt(j); who != 0 {
				f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(j, j)
				return
			}
		}
	}
	w.implicitSubject(f)
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

func (w *clauseWork) agent(end int) (Actor, corpus.Span) {
	for j := end + 1; j+1 < len(w.t) && !w.finite(j); j++ {
		if w.low[j] == w.g.agent {
			for k := j + 1; k < len(w.t) && k < j+4; k++ {
				if who := w.partyAt(k); who != 0 {
					return who, w.span(k, k)
				}
			}
		}
	}
	return 0, corpus.Span{}
}

func (w *clauseWork) implicitSubject(f *Frame) {
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
func (w *clauseWork) following(f *Frame, end int) {
	if w.g.late {
		return
	}
	for j := end + 1; j+1 < len(w.t); j++ {
		if w.finite(j) || w.low[j] == ";" || w.low[j] == "." || w.verbs[j] {
			return
		}
		if w.low[j] != "and" && w.low[j] != "or" && w.low[j] != "," || w.places[j] != f.Place {
			continue
		}
		k := j + 1
		for k+1 < len(w.t) && (w.g.adverbs[w.low[k]] || w.g.joiners[w.low[k]]) {
			k++
		}
		if w.places[k] != f.Place || w.verbs[k] || !w.concept(k, w.p.concept.acts()) || k+1 >= len(w.t) || !w.objectFollows(k+1) || w.g.stops[w.low[k]] {
			continue
		}
		g := Frame{Place: f.Place, Modality: f.Modality, Actor: f.Actor, ActorHow: f.ActorHow, ActorSpan: f.ActorSpan}
		last := w.coordinate(k)
		for x := k; x <= last; x++ {
			w.verbs[x] = true
		}
		g.Action = Part{w.span(k, last), w.concepts(k, last)}
		w.complements(&g, k, last)
		w.reading.Frames = append(w.reading.Frames, g)
		j = last
	}
}

func (w *clauseWork) objectFollows(i int) bool {
	return w.g.stops[w.low[i]] && !w.finite(i) || w.concept(i, w.p.concept.things()) || w.g.preps[w.low[i]] || w.g.joiners[w.low[i]]
}

// listItem reads an item without a subject: "access your content" below "We may:".
func (w *clauseWork) listItem() {
	if w.in.LeadIn == nil || w.hasOwnSubject() {
		return
	}
	i := 0
	for i < len(w.t)-1 && (w.low[i] == w.g.to || w.g.adverbs[w.low[i]] || w.g.negations[w.low[i]]) {
		i++
	}
	if w.t[i].POS != token.Word || w.verbs[i] || w.g.stops[w.low[i]] {
		return
	}
	place := List
	if w.in.LeadIn.Opens == Purpose || w.in.LeadIn.Opens == Except || w.in.LeadIn.Opens == Condition {
		place = w.in.LeadIn.Opens
	}
	f := Frame{Place: place, Modality: w.in.LeadIn.Mode, Actor: w.in.LeadIn.Topic, ActorHow: "list"}
	if i > 0 && w.g.negations[w.low[i-1]] {
		f.Modality = f.Modality.negated(true)
	}
	if f.Actor == 0 {
		f.Actor = w.in.Default
	}
	end := w.coordinate(i)
	f.Action = Part{w.span(0, end), w.concepts(i, end)}
	w.complements(&f, i, end)
	w.reading.Frames = append(w.reading.Frames, f)
	w.following(&w.reading.Frames[len(w.reading.Frames)-1], end)
}
