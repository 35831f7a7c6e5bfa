package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// dutchPhraseEnds reports whether the part that a preposition opened at token opened ("voor", "in het kader van") ends
// before token i. Such a part is a noun phrase; what follows belongs to the clause around it, whose verb is yet to come.
func (w *clauseWork) dutchPhraseEnds(i, opened int) bool {
	if next := w.at(opened + 1); i == opened+2 && (next == "nodig" || next == "mogelijk" || next == "gewenst") {
		return true // "indien nodig|vraagt"
	}
	if (w.low[opened] == "om" || w.low[opened] == "teneinde") && i > opened+2 && w.low[i-2] == "te" && w.finite(i) { // "om dit te herstellen|kan"
		return true
	}
	if w.low[opened] == "anders" && w.at(opened+1) == "dan" && w.partyAt(i-1) != 0 && i < opened+5 { // "anders dan de Klant|heeft Leverancier"
		return w.finite(i)
	}
	for k := opened + 1; k <= i; k++ {
		if p, ok := w.starterAt(k); ok && p == Modifier { // "in gevallen|waarin de gebruiker dat wenst"
			return k < i-1 && w.finite2(k, i) && w.finite(i) && w.subjectBehind(i+1)
		}
	}
	if i > 0 && w.partyAt(i-1) != 0 && w.lastOf(i-1) >= i { // inside a name of two words
		return false
	}
	n := w.phraseOpener(opened)
	if n == 0 || i < opened+n || i == opened+n && w.low[i-1] != "verzoek" || w.cut[i-1] && i-1 != opened {
		return false
	}
	if w.low[opened] == "zonder" && w.g.consent.has(w.low[i-1]) && w.g.preps.has(w.low[i]) && w.low[i] != "van" && w.low[i] != "door" && w.low[i] != "voor" { // "zonder uw toestemming|in uw account"
		return true
	}
	switch {
	case w.at(i+1) == "te" && w.word(i+3) && w.hasWord(opened, i, w.g.agent): // "de door Klant|aan te wijzen gevallen"
		return false
	case w.low[i] == "te" && w.word(i+2) && !w.clauseCloses(i+2) && w.hasWord(opened, i, w.g.agent): // "de door ons|te bepalen gevallen"
		return false
	case w.modal(i), w.act(i) && strings.HasSuffix(w.low[i], "t") && w.subjectBehind(i+1), w.low[i] == "wordt", w.low[i] == "worden", w.low[i] == "is", w.low[i] == "zijn" && !w.possessive(i), w.g.have.has(w.low[i]):
		return true
	case w.low[i-1] == "en" && w.act(i) && strings.HasSuffix(w.low[i], "t") && w.partyAt(i) == 0 && !nounsLikeVerbs.has(w.low[i]) && !w.dutchParticiple(i): // "na het einde en|vernietigt ze daarna"
		return true
	case w.g.joiners.has(w.low[i-1]) || w.g.preps.has(w.low[i-1]) || w.g.stops.has(w.low[i-1]) && w.partyAt(i-1) == 0 || !w.nounAt(i-1):
		return false
	case dutchDeterminers.has(w.low[i]), w.partyAt(i) != 0, w.g.negations.has(w.low[i]), w.low[i] == "te", w.low[i] == "aan" && w.low[opened] != "voor":
		return true
	}
	return w.word(i)
}

// dutchInverts reports whether the main clause begins at token i, behind the part at the head of the sentence that was opened
// at token opened: its verb stands before its subject, "om de fout na te bootsen|laadt Leverancier een kopie".
func (w *clauseWork) dutchInverts(i, opened int) bool {
	if opened != 0 || i < 3 || w.g.preps.has(w.low[i-1]) || w.g.joiners.has(w.low[i-1]) || w.g.stops.has(w.low[i-1]) {
		return false
	}
	return w.verbOpens(i) && w.subjectBehind(i+1) && !w.g.preps.has(w.at(i+1)) && (w.low[i] != "worden" || w.low[0] == "om")
}

// goesOnBehind reports whether the clause into which the exception opened at token opened is put goes on behind the comma at
// token i: what is denied comes only there ("heeft, behalve bij onderhoud|, geen toegang"), or the infinitive ("zal, tenzij de
// wet anders bepaalt|, de gegevens wissen").
func (w *clauseWork) goesOnBehind(opened, i int) bool {
	if i+1 >= len(w.t) || w.g.joiners.has(w.low[i+1]) {
		return false
	}
	if !w.negatedIn(0, opened) && w.negatedIn(i+1, len(w.t)) {
		return true
	}
	if opened >= 2 && w.g.have.has(w.low[opened-2]) && w.low[opened-1] == "," { // "heeft, tenzij u dat uitzet|, toegang"
		return true
	}
	last := len(w.t) - 1
	for last > i && !w.word(last) {
		last--
	}
	return opened >= 2 && w.modal(opened-2) && last > i && w.act(last) && strings.HasSuffix(w.low[last], "en")
}

// phraseOpener gives the length of the preposition with which the part at token opened begins; 0 if a clause follows it.
func (w *clauseWork) phraseOpener(opened int) int {
	if next := w.at(opened + 1); w.low[opened] == "behoudens" && (next == "voor" && w.at(opened+2) == "zover" || next == "wanneer" || next == "als") {
		return 0
	}
	for _, p := range dutchPrepositions {
		if n := w.phraseAt(opened, p); n > 0 && w.at(opened+n) != "zover" && w.at(opened+1) != "dat" && w.at(opened+n) != "te" && w.at(opened+n) != "indien" {
			return n
		}
	}
	return 0
}

var dutchPrepositions = func() [][]string {
	var list [][]string
	for _, p := range []string{"ten behoeve van", "in het kader van", "in geval van", "in het geval van", "met uitzondering van", "op verzoek van", "op verzoek", "met het oog op", "voor", "ter", "na", "zonder", "behoudens", "bij", "ingeval van", "op grond van", "onverminderd", "behalve bij", "behalve voor", "behalve in geval van", "behalve ter", "anders dan bij", "anders dan in", "uitgezonderd bij", "tenzij bij", "tenzij in geval van"} {
		list = append(list, strings.Fields(p))
	}
	return list
}()

var dutchDeterminers = wordSet("de het een alle uw ons onze hun haar zijn diens deze elke iedere geen wij zij hij deze zich er daarvan daartoe hiertoe ook uitsluitend slechts alleen")

// nounAt reports whether the word at token i closes a noun phrase: no adjective.
func (w *clauseWork) nounAt(i int) bool {
	if i >= 0 && w.partyAt(i) != 0 {
		return true
	}
	if i < 0 || !w.word(i) {
		return false
	}
	if w.concept(i, w.p.concept.things()) {
		return true
	}
	s := w.low[i]
	if strings.HasSuffix(s, "en") && i > 0 && dutchDeterminers.has(w.low[i-1]) && joinedParticiple(s) { // "de aangesloten|scholen"
		return false
	}
	if strings.HasSuffix(s, "end") && len(s) > 6 && s != "weekend" { // "een daartoe strekkend|bevel"
		return false
	}
	if adjectives.has(s) || w.act(i) && strings.HasSuffix(s, "en") && w.at(i-1) != "het" && w.at(i-1) != "van" {
		return false
	}
	for _, end := range []string{"lijk", "isch", "ief", "ieel", "eel", "baar", "zaam", "ige", "ele", "ende", "lijke", "ische", "ieve", "bare", "ere", "se", "te", "ke", "ve", "de", "me", "le", "ge", "re"} {
		if strings.HasSuffix(s, end) {
			return nounsInE.has(s)
		}
	}
	return true
}

// joinedParticiple reports whether s is the participle of a verb with a particle: "aangesloten".
func joinedParticiple(s string) bool {
	for _, p := range []string{"aange", "opge", "inge", "uitge", "afge", "toege", "overge", "doorge", "voorge"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

var adjectives = wordSet("eigen ander enig goed intern extern onbevoegd passend adequaat direct indirect nieuw andere schriftelijk voorafgaand uitdrukkelijk volledig geheel open")

var nounsInE = wordSet("update release storing doeleinde applicatie analyse informatie derde schade periode methode deel voordeel doel onderdeel oordeel")

// markAttributes takes what stands between "door" and a participle before a noun for what it is, a description of that
// noun: "de door Klant ingevoerde gegevens".
func (w *clauseWork) markAttributes() {
	for i := range w.low {
		if w.low[i] != w.g.agent {
			continue
		}
		for j := i + 2; j+1 < len(w.t) && j < i+9; j++ {
			s := w.low[j]
			if w.finite(j) || w.low[j] == "," || w.low[j] == ";" || w.low[j] == "om" || w.bareParticiple(j) {
				break
			}
			inflected := strings.HasSuffix(s, "de") || strings.HasSuffix(s, "te") || strings.HasSuffix(s, "en") && !w.g.stops.has(s)
			if !inflected || !w.word(j) || w.partyAt(j) != 0 || !w.word(j+1) || !strings.Contains(s, "ge") && !w.act(j) {
				continue
			}
			if strings.HasSuffix(s, "en") && !w.concept(j+1, w.p.concept.things()) {
				continue
			}
			for k := i; k <= j; k++ {
				if w.places[k] == Main || w.places[k] == List {
					w.places[k] = Modifier
				}
			}
			break
		}
	}
}

// bareParticiple reports whether token i is a participle that describes no noun: "door ons|doorzocht op verboden inhoud".
func (w *clauseWork) bareParticiple(i int) bool {
	return w.dutchParticiple(i) && !strings.HasSuffix(w.low[i], "en")
}

// refersBack reports whether a phrase that only names another place of the document stands at token i: "het voorgaande lid".
func (w *clauseWork) refersBack(i int) bool {
	for k := i; k < min(i+4, len(w.t)); k++ {
		if placesNamed.has(w.low[k]) {
			return true
		}
	}
	return false
}

var placesNamed = wordSet("artikel artikelen lid leden voorgaande vorige bepaalde bepalingen bovenstaande paragraaf bijlage hoofdstuk voorafgaande")

// enteredAt reports whether token i stands for data by the clause behind it: "wat u opslaat", "hetgeen daarop staat".
func (w *clauseWork) enteredAt(i int) bool {
	if i < 0 || i+2 >= len(w.t) || w.low[i] != "wat" && w.low[i] != "hetgeen" || w.low[len(w.t)-1] == "?" && i == 0 {
		return false
	}
	return w.partyAt(i+1) == Customer || whereDataLies.has(w.low[i+1])
}

var whereDataLies = wordSet("er daarop daarin erop erin klanten gebruikers leden mensen men")

// nameEntered notes what enteredAt finds as mentions of customer data.
func (w *clauseWork) nameEntered() {
	for i := range w.t {
		if w.enteredAt(i) {
			w.mentions = append(w.mentions, Mention{First: i, Last: i, Concepts: &w.p.entered})
		}
	}
	w.nameOwned()
}

// markInvertedCondition takes a clause that begins with its verb for a condition: "Vraagt een autoriteit om gegevens, dan …".
func (w *clauseWork) markInvertedCondition() {
	if w.places[0] != Main || w.partyAt(0) != 0 || w.g.preps.has(w.low[0]) || dutchDeterminers.has(w.low[0]) {
		return
	}
	opens := w.finite(0) || w.word(0) && len(w.t) > 2 && (w.partyAt(1) != 0 || dutchDeterminers.has(w.low[1]))
	for k := 1; k+2 < len(w.t); k++ {
		if w.low[k] != "," || w.low[k+1] != "dan" && !(opens && w.verbOpens(k+1)) {
			continue
		}
		for j := 0; j <= k; j++ {
			w.places[j] = Condition
		}
		was := w.places[k+1]
		w.places[k+1], w.cut[k+1] = Main, true
		for j := k + 2; j < len(w.t) && w.places[j] == was && !w.cut[j]; j++ {
			w.places[j] = Main
		}
		return
	}
}

// verbOpens reports whether a main clause begins with its verb at token i: "zal Leverancier", "melden wij".
func (w *clauseWork) verbOpens(i int) bool {
	return w.modal(i) || w.g.be.has(w.low[i]) && w.low[i] != "zijn" || w.act(i) && w.subjectBehind(i+1)
}

// dutchOpensHere settles the small Dutch words that open a part in some places only.
func (w *clauseWork) dutchOpensHere(i int, before string) bool {
	switch w.low[i] {
	case "die":
		return !w.standsForData(i) && !w.pointsAt(i)
	case "uitgezonderd":
		return i+1 < len(w.t) && w.t[i+1].POS == token.Word // "zijn daarvan uitgezonderd: …"
	case "voor":
		return !voorBelongs.has(before) && w.at(i+1) != "te" && i+1 < len(w.t) && w.at(i+1) != "om"
	case "dat":
		for k := max(0, i-6); k < i; k++ {
			if w.low[k] == "zodanig" || w.low[k] == "dusdanig" || w.low[k] == "zo" { // "zodanig ingericht|dat"
				return false
			}
		}
		if i > 0 && w.partyAt(i-1) != 0 && !w.verbBehind(i) { // "hoort de school|dat binnen een dag van ons"
			return false
		}
		if w.pointsAt(i) {
			return false
		}
		return i > 0 && w.word(i-1) && !strings.HasSuffix(before, "elijk") && !w.g.content.has(before) && !w.speaks(i-1) && before != "in" && before != "af"
	case "om":
		return !w.completesRight(i) && w.at(i+1) != "met" && w.at(i+1) != "volgens" // "gaat om met"
	case "welke": // a determiner behind a preposition or a verb
		if (before == "bij" || before == "vast") && w.noted(i-1) { // "houdt bij|welke medewerker het dossier heeft geopend"
			return true
		}
		return !w.g.preps.has(before) && !w.act(i-1) && !w.concept(i+1, w.p.concept.things()) // "op welke wijze ook", "bepaalt welke gegevens"
	case "ter":
		return !terBelongs.has(w.at(i + 1))
	case "na":
		return i+1 < len(w.t) && w.at(i+1) != "te" && w.at(i+1) != "." && w.at(i+1) != ","
	case "als":
		return w.condition(i)
	case "waar": // "accounts|waar niets mee is gedaan", but not "waar nodig"
		return i > 0 && w.nounAt(i-1) && w.at(i+1) != "nodig" && w.at(i+1) != "mogelijk" && w.at(i+1) != "wenselijk" && w.at(i+1) != "van" && w.verbBehind(i)
	}
	return true
}

// noted reports whether the particle at token i belongs to a verb for writing down: "houdt|bij", "legt|vast".
func (w *clauseWork) noted(i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch w.low[k] {
		case "houdt", "houden", "legt", "leggen":
			return true
		}
	}
	return false
}

// words with which "ter" makes one act: "ter beschikking stellen"
var terBelongs = wordSet("beschikking inzage hand kennis ondertekening")

// words that "voor" belongs to: "behoudt zich het recht voor", "aansprakelijk voor"
var voorBelongs = wordSet("recht bevoegdheid vrijheid mogelijkheid in aansprakelijk verantwoordelijk zich zorgt zorgdraagt toegankelijk behoudt verantwoordelijkheid aansprakelijkheid ter")

// speaks reports whether token i is a verb after which "dat" goes on with what is said: "waarborgt dat".
func (w *clauseWork) speaks(i int) bool {
	return strings.HasSuffix(w.low[i], "gt") || strings.HasSuffix(w.low[i], "rt") || strings.HasSuffix(w.low[i], "dt") || w.low[i] == "vast" || w.low[i] == "zorgen" || w.low[i] == "waarborgen"
}

// completesRight reports whether "om" at token i says to what somebody is entitled or obliged: "het recht om … te wissen".
func (w *clauseWork) completesRight(i int) bool {
	for j := i - 1; j >= 0 && j > i-9; j-- {
		if w.g.orders.has(w.low[j]) {
			return true
		}
		if w.act(j) && !w.g.rights.has(w.low[j]) || w.low[j] == "," || w.low[j] == ";" {
			return false
		}
	}
	return false
}

// condition reports whether "als" at token i means "if": a clause follows, not what something counts as.
func (w *clauseWork) condition(i int) bool {
	if countsAs.has(w.at(i-1)) || w.at(i+1) == "gevolg" || w.at(i+1) == "bedoeld" {
		return false
	}
	if dutchDeterminers.has(w.at(i+1)) || w.at(i+1) == "u" || w.at(i+1) == "dat" || w.at(i+1) == "dit" {
		return true
	}
	if w.partyAt(i+1) == 0 {
		for j := i + 2; i == 0 && j+1 < len(w.t) && w.low[j] != ","; j++ {
			if (w.finite(j) || w.act(j) && strings.HasSuffix(w.low[j], "t")) && (w.partyAt(j+1) != 0 || dutchDeterminers.has(w.low[j+1])) { // "als beheerder heeft het bureau": a role
				return false
			}
		}
		return i == 0
	}
	for j := i + 2; j < len(w.t) && w.low[j] != "," && w.low[j] != ";" && w.low[j] != "."; j++ {
		if i > 0 && j > i+2 && w.low[j] == "en" { // "stelt het platform als clouddienst ter beschikking|en verwerkt"
			break
		}
		if w.finite(j) || w.act(j) && w.low[j-1] != "ter" {
			return true
		}
	}
	return i == 0
}

// words after which "als" says what something counts as
var countsAs = wordSet("zowel aangemerkt beschouwd gezien geldt gelden dient dienen op fungeert treedt evenals optreden aangewezen gekwalificeerd")

// withoutInfinitive reports whether "zonder" at token i opens words with an infinitive of their own.
func (w *clauseWork) withoutInfinitive(i int) bool {
	for k := i + 1; k+1 < len(w.t) && k < i+9 && w.low[k] != "," && w.low[k] != ";"; k++ {
		switch {
		case w.g.consent.has(w.low[k]) || w.finite(k):
			return false
		case w.low[k] == "te":
			return strings.HasSuffix(w.low[k+1], "n") && (i == 0 || w.low[i-1] == "," || !w.clauseCloses(k+2))
		}
	}
	return false
}

func (w *clauseWork) clauseCloses(i int) bool {
	return i >= len(w.t) || w.low[i] == "." || w.low[i] == "," || w.low[i] == ";" || w.g.joiners.has(w.low[i])
}
