package frame

import "strings"

// questions sets the frames of a question that wants yes or no aside, and takes them up where the sentence after it answers:
// "Leest u onze berichten? Nooit."
func (w *clauseWork) questions() {
	r := w.reading
	if w.low[len(w.t)-1] == "?" && (w.finite(0) || w.word(0) && w.act(0)) && w.in.LeadIn == nil {
		r.Asked, r.Frames, w.own = r.Frames, nil, nil
		for k := range r.Asked { // the customer asks: "u" is the provider, "uw medewerkers" are its people
			f := &r.Asked[k]
			if at := w.tokenAt(f.ActorSpan.Start); f.Actor == Customer && f.ActorHow == "explicit" && at < len(w.t) && (subjectPronouns.has(w.low[at]) || w.at(at-1) == "uw" && w.staffAt(at)) {
				f.Actor = Provider
			}
		}
		return
	}
	yes, no := answersYes.has(w.low[0]), answersNo.has(w.low[0]) || w.low[0] == "dat" && len(w.t) < 8 && w.negatedIn(0, len(w.t))
	if len(w.t) > 2 && limits.has(w.low[0]) && (w.places[1] == Condition || limitsBy.has(w.low[1])) { // "Alleen als u daarom vraagt."
		yes = len(w.reading.Frames) == 0 || w.places[len(w.t)-1] == Condition || w.places[len(w.t)-2] == Condition
	}
	if w.in.Before == nil || !yes && !no {
		return
	}
	for _, f := range w.in.Before.Asked {
		if f.Place != Main || f.Modality.Negative() {
			continue
		}
		f.Modality = f.Modality.negated(no)
		f.Action.Span, f.Object.Span, f.ActorSpan = w.span(0, 0), w.span(0, 0), w.span(0, 0)
		f.Recipient, f.Purpose, f.Condition, f.Exceptions = Part{}, Part{}, Part{}, nil
		r.Frames, w.own = append(r.Frames, f), append(w.own, true)
		r.All.Union(&w.in.Before.All)
	}
}

var (
	answersYes = wordSet("ja jawel inderdaad zeker")
	limits     = wordSet("alleen uitsluitend slechts enkel")
	limitsBy   = wordSet("als indien wanneer met na op voor")
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

// secondInClause reports whether token i stands where the finite verb of a main clause does, whatever verb it is: right behind
// a subject that opens the clause ("wij|ruimen", "de leverancier|belt") or right before it ("dan|belt|de leverancier").
func (w *clauseWork) secondInClause(i int) bool {
	if w.places[i] != Main || nounsLikeVerbs.has(w.low[i]) || w.concept(i, w.p.concept.things()) {
		return false
	}
	if next := w.at(i + 1); (next == "wij" || next == "we") && strings.HasSuffix(w.low[i], "en") {
		return true
	}
	if i == 0 || w.t[i].Surface[0] < 'a' {
		return false
	}
	if before := w.low[i-1]; before == "," || before == "dan" {
		return i+1 < len(w.t) && strings.HasSuffix(w.low[i], "t") && w.subjectBehind(i+1)
	}
	if strings.HasSuffix(w.low[i], "t") && len(w.low[i]) > 3 && i+1 < len(w.t) && w.partyAt(i+1) != 0 && w.t[i+1].Surface[0] < 'a' && w.nounAt(i-1) { // "op verzoek van Klant|verhuist|Leverancier"
		return true
	}
	head := w.clauseHead(i)
	if before := w.low[i-1]; head == i-1 && (before == "wij" || before == "we") {
		return true
	}
	first := w.mentionStart(i - 1)
	if strings.HasSuffix(w.low[i], "t") && w.partyAt(i-1) != 0 && w.behindOf(i-1) && dutchDeterminers.has(w.low[head]) && i-head < 7 { // "de hersteldienst van Leverancier|reconstrueert"
		return true
	}
	return w.partyAt(i-1) != 0 && strings.HasSuffix(w.low[i], "t") && (first == head || first == head+1 && dutchDeterminers.has(w.low[head]))
}

// definesTerm reports whether the sentence only tells what a word in quotation marks means: "“Malware”: virussen en wormen".
func (w *clauseWork) definesTerm() bool {
	if !quotes.has(w.low[0]) {
		return false
	}
	for k := 2; k+1 < len(w.t) && k < 8; k++ {
		if quotes.has(w.low[k]) {
			return w.low[k+1] == ":"
		}
	}
	return false
}

// leaveDefinition drops the frames of a sentence that only tells what a term stands for, by a noun and a clause that describes
// it: "Subverwerker: de partij die door Leverancier wordt ingeschakeld".
func (w *clauseWork) leaveDefinition() {
	if annexes.has(w.low[0]) && w.at(1) == ":" { // "Bijlagen: beveiligingsmaatregelen, register"
		w.reading.Frames, w.own = nil, nil
		return
	}
	colon := 1
	for colon < len(w.t) && colon < 6 && w.low[colon] != ":" {
		colon++
	}
	if colon+3 >= len(w.t) || w.low[colon] != ":" || !w.capital(0) || w.in.LeadIn != nil && w.in.LeadIn.Mode != Is || !dutchDeterminers.has(w.low[colon+1]) && !definingNouns.has(w.low[colon+1]) {
		return
	}
	described := false
	for k := colon + 2; k < min(colon+12, len(w.t)); k++ {
		described = described || w.low[k] == "die" || w.low[k] == "dat" || w.low[k] == "waarin" || w.low[k] == "waarbij" || w.low[k] == "betreffende" || w.low[k] == "tussen"
	}
	for k := range w.reading.Frames {
		f := &w.reading.Frames[k]
		at := w.tokenAt(f.Action.Span.Start)
		described = described && !((f.Place == Main || f.Place == List) && at > colon)
	}
	if described {
		w.reading.Frames, w.own = nil, nil
	}
}

var annexes = wordSet("bijlage bijlagen annex annexen appendix appendices")

var definingNouns = wordSet("ieder elk degene natuurlijke rechtspersoon persoon personen partij partijen iedere")

var quotes = wordSet("\" “ ” „ ' ‘ ’ « »")

// tellsReader reports whether the sentence opens with an imperative, which tells the reader, the customer, what to do: "deel uw
// inlogcode met niemand".
func (w *clauseWork) tellsReader() bool {
	if len(w.t) < 3 || !imperatives.has(w.low[0]) || w.in.LeadIn != nil {
		return false
	}
	next := w.low[1]
	return readersThings.has(next) || w.g.adverbs.has(next) || w.word(1) && strings.HasSuffix(next, "e") && w.word(2)
}

var (
	imperatives   = wordSet("bewaar deel gebruik maak houd zorg kies geef log wijzig controleer meld neem verstrek verander bescherm beveilig sla test leg stel update installeer exporteer download noteer schakel laat beperk")
	readersThings = wordSet("uw je jouw een de het deze dit zelf regelmatig nooit altijd daarom dus steeds tijdig ervoor er geen niet")
)
