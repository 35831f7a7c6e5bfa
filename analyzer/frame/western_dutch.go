package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// dutchVerbs makes one frame of every Dutch clause that has a finite verb. The verb that tells the act stands at the end,
// and the objects anywhere before it, so act and object are looked for in the whole clause.
func (w *clauseWork) dutchVerbs() {
	w.markAttributes()
	w.markInvertedCondition()
	for i := range w.t {
		if m, ok := w.dutchFinite(i); ok {
			w.verbs[i] = true
			w.dutchFrame(i, m)
		}
	}
	w.spared()
	w.deniedPurpose()
	w.questions()
}

// dutchFinite reports whether token i is a finite verb, and its modality: a modal, an auxiliary, or a verb of a clause that
// has neither.
func (w *clauseWork) dutchFinite(i int) (Modality, bool) {
	if m, ok := w.g.modals.get(w.low[i]); ok {
		if serves := w.at(i + 1); m == Must && (serves == "mede" || serves == "als" || serves == "om" || serves == "ter" || serves == "tot" || w.servesAs(i)) { // "dienen mede om"
			return Will, true
		}
		return m, true
	}
	switch {
	case w.g.be.has(w.low[i]):
		return Is, w.low[i] != "zijn" || !w.possessive(i)
	case w.g.have.has(w.low[i]):
		return Will, true
	case i == 0 && w.tellsReader():
		return Must, true
	case !w.word(i) || !w.act(i) && !w.secondInClause(i) || w.partyAt(i) != 0 || nounsLikeVerbs.has(w.low[i]) && !w.betweenParties(i) || w.otherFinite(i):
		return 0, false
	}
	before := i - 1
	for before > 0 && w.g.adverbs.has(w.low[before]) {
		before--
	}
	if before >= 0 && w.low[before] == "en" && strings.HasSuffix(w.low[i], "en") && (pointsBack.has(w.at(i+1)) || w.at(i+1) == "de") && !w.auxiliaryBefore(i) && w.at(i-1) != "te" { // "slaan uw bestanden op en|bekijken ze"
		return Will, true
	}
	if before >= 0 && w.g.joiners.has(w.low[before]) && w.low[before] != "," && w.low[before] != "/" {
		return Will, strings.HasSuffix(w.low[i], "t") && !w.auxiliaryBefore(i)
	}
	if before > 0 && w.low[before] == "," && w.places[before-1] == Modifier && w.places[i] == Main { // "de plichten die …, gelden"
		return Will, true
	}
	pronoun := before >= 0 && (w.low[before] == "hij" || w.low[before] == "zij" || w.low[before] == "ze" || w.low[before] == "men")
	subject := pronoun || before >= 0 && w.partyAt(before) != 0 && !w.g.preps.has(w.at(w.mentionStart(before)-1)) && !w.behindOf(before) || i+1 < len(w.t) && w.subjectBehind(i+1)
	switch {
	case strings.HasSuffix(w.low[i], "t"):
		last := i+1 == len(w.t) || w.t[i+1].POS == token.Symbol // at the end of a subordinate clause
		return Will, subject || i == 0 || (!strings.HasPrefix(w.low[i], "ge") && !joinedParticiple(w.low[i]) || finiteInGe.has(w.low[i])) && before >= 0 && (w.word(before) || last || w.places[before] != w.places[i])
	case strings.HasSuffix(w.low[i], "en"):
		if w.in.LeadIn != nil && !subject || w.at(i-1) == "te" || !subject && (w.awaitsInfinitive(i) || w.afterContrast(i)) {
			return 0, false
		}
		if !pronoun && w.agentBefore(i) { // "wordt niet bewaard en door niemand|gelezen"
			return 0, false
		}
		if w.dataBehind(i) || w.at(i-1) == "dan" || i > 0 && w.low[i-1] == "," && w.places[i-1] == Condition && w.places[i] == Main && dutchDeterminers.has(w.at(i+1)) { // ", dan|gelden de nieuwe voorwaarden"
			return Will, true
		}
		noun := before >= 0 && (w.word(before) && (!w.act(before) || runNouns.has(w.low[before])) || w.partyAt(before) != 0 && w.behindOf(before)) && w.places[i] == Main && w.nounBefore(w.clauseHead(i), i)
		return Will, subject || noun || i == 0 && w.in.LeadIn == nil && i+1 < len(w.t) && w.partyAt(i+1) != 0
	}
	return 0, false
}

// behindOf reports whether the party at token i only tells whose the thing before it is: "de bestanden van de|klant".
func (w *clauseWork) behindOf(i int) bool {
	for i > 0 && w.partyAt(i-1) != 0 && w.low[i-1] != "van" || i > 0 && dutchDeterminers.has(w.low[i-1]) {
		i--
	}
	return w.at(i-1) == "van"
}

// awaitsInfinitive reports whether a modal before token i has no infinitive yet: "kan mappen en mailboxen|openen".
func (w *clauseWork) awaitsInfinitive(i int) bool {
	for k := i - 1; k >= 0 && w.low[k] != ";" && !w.fullStop(k); k-- {
		switch {
		case w.places[k] != w.places[i]:
		case w.modal(k):
			return true
		case w.act(k) && (w.joinerBetween(k, i) || w.concept(k+1, w.p.concept.things())): // "kunnen zich aanmelden en de dossiers|bekijken"
		case w.act(k) && strings.HasSuffix(w.low[k], "en") && !nounsLikeVerbs.has(w.low[k]) && !w.concept(k, w.p.concept.things()):
			return false
		}
	}
	return false
}

// betweenParties reports whether a word that may be a noun stands between two parties and so is a verb: "Leverancier|bericht Klant".
func (w *clauseWork) betweenParties(i int) bool {
	return i > 0 && strings.HasSuffix(w.low[i], "t") && w.partyAt(i-1) != 0 && !w.behindOf(i-1) && w.partyAt(i+1) != 0
}

// dataBehind reports whether token i is a verb that says where data stays or goes, and the data, its subject, stands behind it: "bij
// een abonnement|blijven uw teksten buiten de training".
func (w *clauseWork) dataBehind(i int) bool {
	if !whereDataGoes.has(w.low[i]) || !dutchDeterminers.has(w.at(i+1)) || w.auxiliaryBefore(i) {
		return false
	}
	return w.concept(i+2, w.p.concept.things()) || w.concept(i+3, w.p.concept.things())
}

var whereDataGoes = wordSet("blijven gaan staan belanden verdwijnen vervallen komen vallen berusten rusten liggen vloeien lopen dienen")

// agentBefore reports whether token i is a participle that shares the auxiliary of the act before it and says by whom: "wordt niet
// bewaard en door niemand bij ons|gelezen".
func (w *clauseWork) agentBefore(i int) bool {
	if !w.dutchParticiple(i) || !strings.HasPrefix(w.low[i], "ge") || !w.auxiliaryBefore(i) {
		return false
	}
	for k := i - 1; k > 0 && w.low[k] != ";" && w.low[k] != "," && !w.finite(k); k-- {
		if w.low[k] == w.g.agent {
			return w.g.joiners.has(w.low[k-1]) || w.g.negations.has(w.low[k-1])
		}
	}
	return false
}

// finiteInGe are verbs in ge- that are no participles for sure.
var finiteInGe = wordSet("gebruikt geeft geldt geschiedt")

// auxiliaryBefore reports whether an auxiliary stands before token i, so that the verb there may be a participle.
func (w *clauseWork) auxiliaryBefore(i int) bool {
	for k := i - 1; k >= 0 && w.low[k] != ";"; k-- {
		if w.g.be.has(w.low[k]) && !(w.low[k] == "zijn" && w.possessive(k)) || w.g.have.has(w.low[k]) || w.modal(k) {
			return true
		}
	}
	return false
}

// clauseHead gives the first token of the clause in which token i stands.
func (w *clauseWork) clauseHead(i int) int {
	for i > 0 && w.places[i-1] == w.places[i] && !w.cut[i] && w.low[i-1] != ";" && w.low[i-1] != "," && !w.fullStop(i-1) {
		i--
	}
	return i
}

// subjectBehind reports whether a subject stands at token i, behind its verb: "verwerkt Leverancier", "gebruiken wij".
func (w *clauseWork) subjectBehind(i int) bool {
	if i >= len(w.t) {
		return false
	}
	if w.low[i] == "hij" || w.low[i] == "zij" || w.low[i] == "deze" && w.standsAlone(i) { // "verwijst deze hem naar Klant"
		return true
	}
	if w.g.stops.has(w.low[i]) && w.partyAt(i) == 0 && i+1 < len(w.t) {
		i++
	}
	if i > 0 && w.g.stops.has(w.low[i-1]) && i < len(w.t) && w.dutchStaff(i) { // "onze technici"
		return true
	}
	return w.partyAt(i) != 0 || w.at(i) == "partijen" || w.at(i) == "beide" && w.at(i+1) == "partijen" || i < len(w.t) && anyOfStaff.has(w.low[i]) && w.dutchStaff(i)
}

// nouns that look like a verb in the third person
var nounsLikeVerbs = wordSet("opdracht bericht recht product dienst inzicht gebruik toegang inzage kennis toezicht onderzoek verwerking gegevens bestanden berichten doeleinden diensten medewerkers maatregelen rechten")

// words in ge- that are no participles
var noParticiple = wordSet("bevoegd gerechtigd gehouden gebruik gegevens gebruiker gebruikers geval geheim geheimhouding geheimhouden geen gebruiken gedrag gebied gevolg gericht genoeg gezag gemeente")

// possessive reports whether "zijn" at token i is "his": a noun follows at once, and no participle closes the clause.
func (w *clauseWork) possessive(i int) bool {
	if next := w.at(i + 1); next == "wij" || next == "we" || next == "u" || next == "partijen" || dutchDeterminers.has(next) {
		return false
	}
	if i > 1 && w.partyAt(i-1) != 0 && w.opensWithVerb(i-1) { // "verstrekt de klant|zijn administratie", "kan Klant|zijn gegevens"
		return true
	}
	return i > 0 && (w.g.preps.has(w.low[i-1]) || w.act(i-1) || strings.HasPrefix(w.low[i-1], "waar") && w.word(i+1)) || i+1 < len(w.t) && w.word(i+1) && i > 0 && !w.word(i-1) && w.partyAt(i-1) == 0
}

// opensWithVerb reports whether a verb in the singular stands right before the party, or the name, at token i.
func (w *clauseWork) opensWithVerb(i int) bool {
	k := i - 1
	if w.partyAt(i) != 0 {
		k = w.mentionStart(i) - 1
	}
	if k > 0 && dutchDeterminers.has(w.low[k]) {
		k--
	}
	if k < 0 {
		return false
	}
	return w.modal(k) || w.act(k) && strings.HasSuffix(w.low[k], "t")
}

// otherFinite reports whether the clause around token i has a modal or an auxiliary.
func (w *clauseWork) otherFinite(i int) bool {
	from, to := w.stretch(i)
	for k := from; k < to; k++ {
		if k != i && w.places[k] == w.places[i] && (w.modal(k) || w.g.be.has(w.low[k]) && !(w.low[k] == "zijn" && w.possessive(k)) || w.g.have.has(w.low[k]) || w.verbs[k]) && !w.joinerBetween(min(i, k), max(i, k)) {
			return true
		}
	}
	return false
}

func (w *clauseWork) joinerBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if dutchJoints.has(w.low[k]) && w.low[k] != "," {
			return true
		}
	}
	return false
}

// words between two Dutch clauses
var dutchJoints = wordSet("en , maar dat waarna ;")

// stretch gives the tokens around token i among which its clause lies: the whole sentence up to semicolons for the main
// clause, since purposes and conditions stand inside it; for others the part that stands together.
func (w *clauseWork) stretch(i int) (int, int) {
	from, to := i, i
	goesOn := func(k int) bool {
		return w.low[k] != ";" && (w.places[i] == Main || w.places[k] == w.places[i] || w.places[k] == Modifier)
	}
	for from > 0 && goesOn(from-1) && !w.fullStop(from-1) {
		from--
	}
	for to < len(w.t) && goesOn(to) && (!w.fullStop(to) || to == i) {
		to++
	}
	return from, to
}

// dutchClause gives the part of the stretch around the finite verb at token i that is its own clause.
func (w *clauseWork) dutchClause(i int) (int, int) {
	from, to := w.stretch(i)
	for k := i - 1; k >= from; k-- {
		if _, ok := w.dutchFinite(k); ok && w.places[k] == w.places[i] {
			from = w.lastJoint(k, i, from)
			break
		}
	}
	for k := i + 1; k < to; k++ {
		if _, ok := w.dutchFinite(k); ok && w.places[k] == w.places[i] {
			if j := w.lastJoint(i, k, -1); j >= 0 {
				to = j - 1
			}
			break
		}
	}
	for from < i && w.places[from] != w.places[i] {
		from++
	}
	return from, to
}

// lastJoint gives the token behind the last joint between the finite verbs at tokens i and k; none if there is no joint.
func (w *clauseWork) lastJoint(i, k, none int) int {
	for j := k; j > i; j-- {
		if !dutchJoints.has(w.low[j]) || w.places[j] != w.places[i] {
			continue
		}
		if w.low[j] == "," && (w.places[j-1] != w.places[i] || w.places[j+1] != w.places[i]) { // around an insertion
			none = max(none, j+1)
			continue
		}
		return j + 1
	}
	return none
}

func (w *clauseWork) dutchFrame(i int, m Modality) {
	from, to := w.dutchClause(i)
	rest := to // behind what is set against the clause: "niet wijzigen, maar wel raadplegen"
	if at := w.contrast(i, to); at > 0 {
		to = at
	}
	f := Frame{Place: w.places[i], Modality: m}
	negative, participle := false, false
	for k := from; k < to; k++ {
		if w.places[k] != f.Place {
			negative = negative || w.low[k] == "geen" && w.places[k] == Purpose && strings.HasPrefix(w.at(k+1), "ander") // "voor geen ander doel"
			continue
		}
		negative = negative || w.negates(k)
		participle = participle || k != i && w.dutchParticiple(k)
	}
	f.Passive = w.g.be.has(w.low[i]) && (participle || strings.HasPrefix(w.low[i], "w")) || w.hasWord(from, to, "worden")
	if f.Passive && f.Modality == Is {
		f.Modality = Will
	}
	f.Modality = w.dutchModality(&f, negative, from, to)
	if at := w.excluded(from, to); at >= 0 {
		if f.Modality = MustNot; w.negatedIn(0, at) {
			f.Modality = May
		}
	}
	if w.mayHappen(from, to) {
		f.Modality = May.negated(negative)
	}
	f.Action = Part{w.span(from, to-1), w.conceptsIn(f.Place, from, to)}
	w.pointBack(&f.Action.Set, from, to)
	if things := w.p.concept.things(); f.Place == Main && i > 2 && !f.Action.Set.Meets(&things) && w.enteredAt(0) { // "wat u invoert, dient|als …"
		f.Action.Set.Union(&w.p.entered)
	}
	f.Object = f.Action
	if duty := some(w.p.concept.duty, w.p.concept.guarantee); f.Modality.Negative() && f.Action.Set.Meets(&duty) {
		f.Modality = Disclaims
	}
	w.recipient(&f, from)
	w.dutchSubject(&f, from, i, to)
	if at := w.hindered(i, to); at > 0 {
		f.Actor, f.ActorHow, f.ActorSpan, f.Modality = w.partyAt(at), "explicit", w.span(at, at), MustNot
		if w.negatedIn(from, to) {
			f.Modality = May
		}
	}
	w.dutchGrant(&f, from, i, to)
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
	if f.Place == Main && f.ActorHow == "explicit" && w.reading.Topic == 0 {
		w.reading.Topic = f.Actor
	}
	if rest > to {
		w.contrasted(f, m, to, rest)
	}
}
