package frame

// settlePronouns takes "it" and "them" in an English sentence for data only where data was named before: in the sentence, in
// the one before or in the lead-in.
func (w *clauseWork) settlePronouns() {
	if w.g.late {
		return
	}
	things := w.p.concept.things()
	named := w.in.Before != nil && w.in.Before.All.Meets(&things) || w.in.LeadIn != nil && w.in.LeadIn.All.Meets(&things)
	for k := range w.mentions {
		m := &w.mentions[k]
		if named || !m.Concepts.Meets(&things) {
			continue
		}
		if m.First == m.Last && dataPronouns.has(w.low[m.First]) {
			m.Concepts = &Set{}
			continue
		}
		named = true
	}
}

var dataPronouns = wordSet("it them")

// nameServiceProvider takes "the Service Provider" for the provider: those whom it calls upon are many, or "a service provider".
func (w *clauseWork) nameServiceProvider() {
	if w.g.late {
		return
	}
	others, own := some(w.p.concept.subcontractor), some(w.p.concept.provider)
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.Last == m.First+1 && w.low[m.First] == "service" && w.low[m.Last] == "providers" && m.Concepts.Meets(&others) {
			m.lose(&own)
		}
		if m.Last != m.First+1 || w.low[m.First] != "service" || w.low[m.Last] != "provider" || !w.capital(m.First) || m.First > 0 && w.low[m.First-1] != "the" || !m.Concepts.Meets(&others) {
			continue
		}
		m.lose(&others)
		both := *m.Concepts
		both.Add(w.p.concept.provider)
		m.Concepts = &both
	}
}

// pronounObject gives what the pronoun stands for that is the object at token i: the first thing in the object of the act
// before, "compile statistics from the data and sell|them".
func (w *clauseWork) pronounObject(i int) (Set, bool) {
	frames := w.reading.Frames
	if w.g.late || len(frames) == 0 || i >= len(w.t) || !dataPronouns.has(w.low[i]) {
		return Set{}, false
	}
	things, span := w.p.concept.things(), frames[len(frames)-1].Object.Span
	for k := range w.mentions {
		m := &w.mentions[k]
		if at := w.t[m.First].Span; at.Start >= span.Start && at.End <= span.End && m.Concepts.Meets(&things) && m.First < i && !dataPronouns.has(w.low[m.First]) {
			return *m.Concepts, true
		}
	}
	return Set{}, false
}
