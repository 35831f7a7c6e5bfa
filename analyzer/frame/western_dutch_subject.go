package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// dutchSubject finds who acts: the party in front of the finite verb at token i or right behind it, outside of
// prepositional phrases; of a passive, the one behind "door".
func (w *clauseWork) dutchSubject(f *Frame, from, i, to int) {
	if f.Passive {
		if who, at := w.entitled(from, i, to); who != 0 {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
			f.Modality = May.negated(f.Modality.Negative())
			return
		}
		w.dutchAgent(f, from, to)
		return
	}
	if i == 0 && w.tellsReader() {
		f.Actor, f.ActorHow = Customer, "imperative"
		return
	}
	if w.verbFirst(i) {
		w.implicitSubject(f)
		return
	}
	if at := w.receivesFrom(i, to); at >= 0 {
		if f.Actor, f.ActorHow, f.ActorSpan = w.partyAt(at), "explicit", w.span(at, at); f.Actor != Customer {
			f.Actor = Provider
		}
		return
	}
	nominal, leave := w.nominalAct(from, i), from
	if nominal {
		leave = i // what stands before the verb belongs to the noun: "het verstrekken aan derden|is ons toegestaan"
	}
	if who, at := w.leaveFor(leave, to); who != 0 {
		f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
		return
	}
	if w.g.be.has(w.low[i]) && w.at(i+1) == "aan" { // "het is aan Klant om"
		if who, at := w.dutchParty(i+2, min(i+5, to), i); who != 0 {
			f.Actor, f.ActorHow, f.ActorSpan, f.Modality = who, "explicit", w.span(at, at), Must
			return
		}
	}
	if next := w.at(i + 1); next == "zij" || next == "hij" || next == "deze" && w.standsAlone(i+1) {
		f.Actor, f.ActorHow = w.partyNamedBefore(i), "carried"
		return
	}
	if from < i && (w.low[from] == "hij" || w.low[from] == "zij") && (i == from+1 || w.g.adverbs.has(w.low[i-1])) { // "…; hij|neemt er geen kennis van"
		f.Actor, f.ActorHow = w.partyNamedBefore(from), "carried"
		return
	}
	if from < len(w.t) && (w.at(from-1) == "dat" && (w.low[from] == "hij" || w.low[from] == "zij" || w.low[from] == "ze") || w.low[from] == "dat" && (w.at(from+1) == "hij" || w.at(from+1) == "zij")) {
		if who := w.partyNamedBefore(from); who != 0 { // "verklaart dat|hij"
			f.Actor, f.ActorHow = who, "carried"
			return
		}
	}
	for _, r := range [2][2]int{{from, i}, {i + 1, min(i+5, len(w.t))}} {
		if who, at := w.dutchParty(r[0], r[1], i); who != 0 && (r[0] == from || at == i+1 || !w.nounBefore(from, i)) {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
			return
		}
	}
	if at := w.runBy(from, i); at >= 0 {
		f.Actor, f.ActorHow, f.ActorSpan = Provider, "explicit", w.span(at, at)
		return
	}
	if w.nounBefore(from, i) {
		if f.ActorHow = "other"; nominal {
			w.nominalAgent(f, from, to)
		}
		return
	}
	w.implicitSubject(f)
}

// receivesFrom gives the provider from whom somebody, or the customer from whom a third party, gets or hears something by the verb at
// token i, so that the provider or the customer gives it:
// "krijgen van|ons te zien", "hoort dat binnen 36 uur van|Leverancier"; -1 if there is none.
func (w *clauseWork) receivesFrom(i, to int) int {
	if !receives.has(w.low[i]) {
		return -1
	}
	if customer := w.partyAt(i+1) == Customer || w.partyAt(i-1) == Customer || dutchDeterminers.has(w.at(i+1)) && w.partyAt(i+2) == Customer; customer && w.in.Default == Provider { // "krijgt Klant daarvan|bericht"
		for k := i + 1; k < to; k++ {
			if notices.has(w.low[k]) && w.places[k] == w.places[i] {
				return k
			}
		}
	}
	for k := i + 1; k+1 < to; k++ {
		at := k + 1
		if dutchDeterminers.has(w.low[at]) && w.partyAt(at) == 0 {
			at++
		}
		if w.low[k] != "van" || w.places[k] != w.places[i] || at >= to || w.partyAt(at) != Provider && (w.partyAt(at) != Customer || w.partyAt(i-1) != ThirdParty) || w.word(k-1) && w.nounAt(k-1) && !unitsOfTime.has(w.low[k-1]) && !strings.HasSuffix(w.low[k-1], "lijks") {
			continue
		}
		return at
	}
	return -1
}

var (
	receives    = wordSet("ontvangt ontvangen krijgt krijgen hoort horen verneemt vernemen")
	notices     = wordSet("bericht kennisgeving verwittiging waarschuwing mededeling")
	unitsOfTime = wordSet("uur dag dagen week weken maand maanden minuten etmaal")
)

// runBy gives the last token of the subject among tokens from…i if that is something which the provider runs, and what it does the
// provider does: "de|software", "een automatisch|filter"; -1 if it is not.
func (w *clauseWork) runBy(from, i int) int {
	for from < i && (w.places[from] != w.places[i] || w.t[from].POS == token.Symbol) {
		from++
	}
	if from+1 >= i || !runArticles.has(w.low[from]) {
		return -1
	}
	for k := from + 1; k < i && k < from+4; k++ {
		if w.partyAt(k) != 0 || !w.word(k) {
			return -1
		}
		if runNouns.has(w.low[k]) {
			if next := w.at(k + 1); k+1 == i || w.places[k+1] == Modifier || w.g.adverbs.has(next) {
				return k
			}
			return -1
		}
	}
	return -1
}

var (
	runArticles = wordSet("de het een onze ons dit deze automatische geautomatiseerde")
	runNouns    = wordSet("dienst software applicatie platform systeem filter algoritme scanner programma module assistent chatbot tool engine model robot spamfilter virusscanner zoekmachine herkenningssoftware beeldherkenning filters algoritmen algoritmes scanners modellen programma's robots spamfilters virusscanners systemen")
)

// verbFirst reports whether token i is a verb in the third person that opens a sentence without a subject, so that what follows is
// its object: "- Ondersteunt|Klant bij verzoeken".
func (w *clauseWork) verbFirst(i int) bool {
	for k := range i {
		if w.t[k].POS == token.Word {
			return false
		}
	}
	return w.places[i] == Main && strings.HasSuffix(w.low[i], "t") && !w.finite(i) && w.low[len(w.t)-1] != "?" && !subjectPronouns.has(w.at(i+1))
}

// standsAlone reports whether "deze" at token i is a pronoun, with no noun behind it: "verwijst|deze hem naar Klant".
func (w *clauseWork) standsAlone(i int) bool {
	return i+1 < len(w.t) && (!w.word(i+1) || objectPronouns.has(w.low[i+1]))
}

var objectPronouns = wordSet("hem hen haar")

// entitled finds the subject of a passive that gives leave to an act that an infinitive names: "Leverancier wordt door Klant
// gemachtigd de gegevens in te zien".
func (w *clauseWork) entitled(from, i, to int) (Actor, int) {
	for k := i + 1; k < to; k++ {
		if entitling.has(w.low[k]) && w.hasWord(k, to, "te") {
			return w.dutchParty(from, i, i)
		}
	}
	return 0, 0
}

var entitling = wordSet("gemachtigd geautoriseerd gevolmachtigd bevoegd gerechtigd")

var subjectPronouns = wordSet("u je jij wij we hij zij ze")

// opensForOthers reports whether the act of a lead-in is that of somebody who is no party: "een betrokkene heeft het recht:".
func opensForOthers(lead *Reading) bool {
	for k := len(lead.Frames) - 1; k >= 0; k-- {
		if lead.Frames[k].Place == Main {
			return lead.Frames[k].ActorHow == "other" && lead.Frames[k].Actor == 0
		}
	}
	return false
}

// nominalAct reports whether the subject in front of the finite verb at token i is an act: "inzage in de gegevens", "het
// gebruik van".
func (w *clauseWork) nominalAct(from, i int) bool {
	for k := from; k < i && k < from+3; k++ {
		if w.act(k) {
			return true
		}
		if !dutchDeterminers.has(w.low[k]) && !strings.HasSuffix(w.low[k], "e") { // "de|eventuele|inzage"
			return false
		}
	}
	return false
}

// nominalAgent finds who does the act that is the subject of the clause among tokens from…to, and whether it is ruled out:
// "inzage door Leverancier is uitgesloten".
func (w *clauseWork) nominalAgent(f *Frame, from, to int) {
	agent := *f
	w.dutchAgent(&agent, from, to)
	for k := from; agent.ActorHow != "explicit" && k+2 < to && k < from+4; k++ { // "de toegang van Leverancier tot de gegevens"
		if who, at := w.partyAt(k+1), w.lastOf(k+1)+1; w.low[k] == "van" && who != 0 && at < to && (w.low[at] == "tot" || w.low[at] == "in") {
			agent.Actor, agent.ActorHow, agent.ActorSpan = who, "explicit", w.span(k+1, k+1)
		}
	}
	if agent.ActorHow != "explicit" {
		if f.Modality.Negative() && (w.hasWord(from, to, "achterwege") || w.hasWord(from, to, "plaats")) { // "inzage|blijft achterwege"
			f.Actor, f.ActorHow = w.in.Default, "passive"
		}
		return
	}
	f.Actor, f.ActorHow, f.ActorSpan = agent.Actor, agent.ActorHow, agent.ActorSpan
	if f.Modality == Is && w.hasWord(from, to, "uitgesloten") {
		f.Modality = MustNot
	} else if f.Modality == WillNot && w.hasWord(from, to, "uitgesloten") {
		f.Modality = May
	}
}

// leaveFor finds the party for whom a clause says that something is possible or allowed: "het is voor ons onmogelijk".
func (w *clauseWork) leaveFor(from, to int) (Actor, int) {
	if !w.hasWord(from, to, "onmogelijk") && !w.hasWord(from, to, "mogelijk") && !w.hasWord(from, to, "toegestaan") && !w.hasWord(from, to, "verboden") && !w.hasWord(from, to, "ontzegd") {
		return 0, 0
	}
	for k := from + 1; k < to; k++ { // "is de opdrachtnemer|ontzegd"
		if who := w.partyAt(k - 1); who != 0 && (w.low[k] == "ontzegd" || w.low[k] == "verboden" || w.low[k] == "toegestaan") && !w.behindOf(k-1) {
			return who, k - 1
		}
	}
	for k := from; k+1 < to; k++ {
		if w.low[k] == "mogelijk" && w.asFarAs(k) {
			return 0, 0
		}
	}
	for k := from; k+1 < to; k++ {
		if (w.low[k] == "voor" || w.low[k] == "aan") && !w.purposeNoun(k+1) {
			if who, at := w.dutchParty(k+1, min(k+4, to), k+1); who != 0 {
				return who, at
			}
		}
	}
	return 0, 0
}

// asFarAs reports whether "mogelijk" at token k only says how far or how soon: "zo mogelijk", "zo spoedig mogelijk".
func (w *clauseWork) asFarAs(k int) bool {
	return w.at(k-1) == "zo" || w.at(k-1) == "waar" || w.at(k-2) == "zo" || w.at(k-3) == "zo" && w.at(k-2) == "veel"
}

// purposeNoun reports whether what stands at token i is a purpose, nobody: "voor|een ander doel".
func (w *clauseWork) purposeNoun(i int) bool {
	for k := i; k < min(i+4, len(w.t)); k++ {
		if w.g.purposes.has(w.low[k]) {
			return true
		}
	}
	return false
}

// deniedItem reports whether a Dutch item turns its lead-in behind its first words: "de gegevens|niet gebruiken".
func (w *clauseWork) deniedItem(i int) bool {
	for k := i; k < len(w.t) && w.low[k] != ";"; k++ {
		if w.places[k] == w.places[i] && w.negates(k) {
			return true
		}
	}
	return false
}

// partyNamedBefore gives the party that "zij" at token i stands for: the one that acts in the main clause before it, or the first that
// the sentence names.
func (w *clauseWork) partyNamedBefore(i int) Actor {
	if w.reading.Topic&(Provider|Customer) != 0 && w.places[i] == Main {
		return w.reading.Topic
	}
	for k := range i {
		if who := w.partyAt(k) & (Provider | Customer); who != 0 {
			return who
		}
	}
	if w.in.Before != nil && w.in.Before.Topic != 0 {
		return w.in.Before.Topic
	}
	return w.in.Default
}

// dutchAgent finds who acts in a passive clause.
func (w *clauseWork) dutchAgent(f *Frame, from, to int) {
	for k := from; k+1 < to; k++ {
		if w.low[k] != w.g.agent || w.places[k] == Modifier && f.Place != Modifier || w.at(k-1) == "niet" && w.at(k-2) == "ook" { // "ook niet door onze partners"
			continue
		}
		for j := k + 1; j < to && j < k+5; j++ {
			if who := w.partyAt(j); who != 0 {
				f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(j, j)
				return
			}
			if w.dutchStaff(j) {
				f.Actor, f.ActorHow, f.ActorSpan = w.employer(j), "explicit", w.span(j, j)
				return
			}
			if audience.has(w.low[j]) {
				f.Actor, f.ActorHow, f.ActorSpan = 0, "other", w.span(j, j)
				return
			}
		}
	}
	if f.Actor, f.ActorHow = w.in.Default, "passive"; w.customerJudges(from) {
		f.Actor = Customer
	}
}

// audience are people whom a customer's data is meant for, who work for neither party: "bekeken door|de ontvangers".
var audience = wordSet("ontvanger ontvangers geadresseerde geadresseerden bezoeker bezoekers lezer lezers kijkers deelnemer deelnemers leden ouders leerlingen studenten cursisten patiënten cliënten burgers anderen genodigden contactpersonen")

// customerJudges reports whether the clause at token from is what the customer decides or answers for: "Klant beoordeelt of het
// lek moet worden gemeld".
func (w *clauseWork) customerJudges(from int) bool {
	for k := range w.reading.Frames {
		f := &w.reading.Frames[k]
		at := w.tokenAt(f.Action.Span.Start)
		if f.Place != Main || f.Actor != Customer || f.ActorHow != "explicit" || at > from {
			continue
		}
		for j := at; j < from || j < at+4 && j < len(w.t); j++ {
			if judges.has(w.low[j]) {
				return true
			}
		}
	}
	return false
}

var judges = wordSet("beoordeelt beoordelen bepaalt bepalen beslist beslissen garandeert garanderen ervoor")

// nounBefore reports whether the clause begins with a noun phrase that is its subject: no preposition or adverb leads it.
func (w *clauseWork) nounBefore(from, i int) bool {
	if from < i && dutchTimes.has(w.low[i-1]) { // "elk kwartaal zendt Leverancier"
		return false
	}
	if from < i && (w.g.preps.has(w.low[from]) || w.g.adverbs.has(w.low[from]) || w.g.starts.has(w.low[from])) {
		return false
	}
	return w.nounIn(from, i)
}

var dutchTimes = wordSet("dag week maand kwartaal halfjaar jaar nacht keer")

// dutchParty finds the party among tokens from…to that is a subject, and where it stands. The clause's verb is token verb.
func (w *clauseWork) dutchParty(from, to, verb int) (Actor, int) {
	inPhrase := false
	for j := from; j < to; j++ {
		if w.places[j] != w.places[verb] {
			inPhrase = false
			continue
		}
		if w.t[j].POS == token.Symbol && w.low[j] != "/" {
			inPhrase = false
		}
		if (w.g.preps.has(w.low[j]) || w.low[j] == "voor") && !(w.low[j] == "van" && dutchQuantities.has(w.at(j-1))) {
			inPhrase = true
		}
		who := w.partyAt(j)
		if who != 0 && (!inPhrase || w.low[j] == "wij" || w.low[j] == "u") {
			if k := w.lastOf(j) + 1; w.at(k) == "maar" && w.at(k+1) == "ook" { // "niet alleen Klant maar ook Leverancier"
				who |= w.partyAt(k + 2)
			}
			return who, j
		}
		if who == 0 && !inPhrase && w.dutchStaff(j) {
			if who = w.employer(j); who != 0 {
				return who, j
			}
		}
	}
	return 0, 0
}

// words before a "van" behind which the persons themselves stand: "geen van onze werknemers"
var dutchQuantities = wordSet("geen een één niemand elk ieder sommige enkele beide")
