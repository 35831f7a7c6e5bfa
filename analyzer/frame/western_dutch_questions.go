package frame

// questions sets the frames of a question that wants yes or no aside, and takes them up where the sentence after it answers:
// "Leest u onze berichten? Nooit."
func (w *clauseWork) questions() {
	r := w.reading
	if w.low[len(w.t)-1] == "?" && (w.finite(0) || w.word(0) && w.act(0)) && w.in.LeadIn == nil {
		r.Asked, r.Frames, w.own = r.Frames, nil, nil
		return
	}
	yes, no := answersYes[w.low[0]], answersNo[w.low[0]] || w.low[0] == "dat" && len(w.t) < 8 && w.negatedIn(0, len(w.t))
	if w.in.Before == nil || !yes && !no {
		return
	}
	for _, f := range w.in.Before.Asked {
		if f.Place != Main || f.Modality.Negative() {
			continue
		}
		f.Modality = f.Modality.negated(no)
		if f.Actor == Customer && f.ActorHow == "explicit" { // the customer asks: "u" is the provider
			f.Actor = Provider
		}
		f.Action.Span, f.Object.Span, f.ActorSpan = w.span(0, 0), w.span(0, 0), w.span(0, 0)
		f.Recipient, f.Purpose, f.Condition, f.Exceptions = Part{}, Part{}, Part{}, nil
		r.Frames, w.own = append(r.Frames, f), append(w.own, true)
		r.All.Union(&w.in.Before.All)
	}
}

var (
	answersYes = wordSet("ja jawel inderdaad zeker")
	answersNo  = wordSet("nee neen nooit nimmer geenszins")
)

// dutchTitle gives the modality of words without a verb: of a title above rights or duties, what they are.
func (w *clauseWork) dutchTitle(m Modality) Modality {
	switch {
	case m != Is || w.low[len(w.t)-1] != ":":
		return m
	case w.hasWord(0, len(w.t), "rechten"), w.hasWord(0, len(w.t), "bevoegdheden"):
		return May
	case w.hasWord(0, len(w.t), "plichten"), w.hasWord(0, len(w.t), "verplichtingen"):
		return Must
	}
	return m
}
