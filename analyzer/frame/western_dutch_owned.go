package frame

import "strings"

// nameOwned notes as customer data what belongs to the customer and is looked at, used, passed on or deleted, in a sentence that
// names no other data: "wij lezen uw recepten", "de planning van Klant inzien".
func (w *clauseWork) nameOwned() {
	for i := 1; i < len(w.t); i++ { // "de ingevoerde|metingen"
		if enteredPast.has(w.low[i-1]) && w.word(i) && !neverData.has(w.low[i]) && w.nounAt(i) && w.partyAt(i) == 0 {
			w.mentions = append(w.mentions, Mention{First: i, Last: i, Concepts: &w.p.entered})
		}
	}
	handled := false
	for k := range w.mentions {
		c := w.mentions[k].Concepts
		if c.Meets(&w.p.concept.anyThing) {
			return
		}
		handled = handled || c.Meets(&w.p.concept.handled) || readable.has(w.low[w.mentions[k].First])
	}
	for i := 0; handled && i < len(w.t); i++ {
		if w.ownedAt(i) {
			w.mentions = append(w.mentions, Mention{First: i, Last: i, Concepts: &w.p.entered})
		}
	}
}

// shieldWithout takes the consent without which something is permitted for none: "mag zonder toestemming van Klant".
func (w *clauseWork) shieldWithout() {
	for k := range w.low {
		if w.g.negations.has(w.low[k]) {
			return
		}
	}
	for i := range w.low {
		if w.low[i] != "zonder" {
			continue
		}
		for j := i + 1; j < len(w.t) && j < i+6; j++ {
			if !w.g.consent.has(w.low[j]) {
				continue
			}
			for k := range w.mentions {
				if m := &w.mentions[k]; m.First > i && m.First <= j && m.Last >= j {
					m.Concepts = &Set{}
				}
			}
			break
		}
	}
}

// ownedAt reports whether token i is a noun for something that the customer keeps: behind "uw" or before "van Klant".
func (w *clauseWork) ownedAt(i int) bool {
	s := w.low[i]
	if !w.word(i) || len(s) < 4 || w.t[i].Surface[0] < 'a' || w.partyAt(i) != 0 || w.act(i) || !w.nounAt(i) || keptElsewhere(s) || w.dutchStaff(i) {
		return false
	}
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if ownersWords.has(w.low[k]) {
			return true
		}
		if !w.word(k) || !strings.HasSuffix(w.low[k], "e") { // "uw persoonlijke|planning"
			break
		}
	}
	k := i + 2
	if k < len(w.t) && (w.low[k] == "de" || w.low[k] == "het" || w.low[k] == "een") {
		k++
	}
	return w.at(i+1) == "van" && k < len(w.t) && w.partyAt(k) == Customer
}

var readable = wordSet("onleesbaar leesbaar onzichtbaar zichtbaar ontoegankelijk toegankelijk")

var ownersWords = wordSet("uw jouw je jullie")

// keptElsewhere reports whether a noun stands for something of the customer that it does not put into a service: what it wants,
// owes, agrees or owns outside.
func keptElsewhere(noun string) bool {
	for _, end := range ownNouns {
		if strings.HasSuffix(noun, end) {
			return true
		}
	}
	return false
}

var ownNouns = strings.Fields("vraag vragen verzoek verzoeken toestemming recht rechten plicht plichten verplichtingen verplichting kosten factuur betaling betalingen bestelling bestellingen overeenkomst contract abonnement licentie account apparatuur apparaat computer systeem systemen netwerk programmatuur software browser instelling instellingen gebruik adres locatie website site organisatie onderneming bedrijf vereniging kantoor pand terrein gebouw wachtwoord wachtwoorden code sleutel zijde kant heid vergoeding bestelling onderneming rekening verantwoording inschrijving aanmelding melding goedkeuring medewerking beslissing bevestiging levering opzegging uitnodiging beoordeling mening vestiging opleiding ervaring woning omgeving beveiliging verwachting verzekering afdeling machtiging waarschuwing voorziening bijdrage regeling handeling handelingen bediening aanwijzing aanwijzingen stelling dienst diensten leverancier belang belangen zorg risico rekening akkoord opdracht opdrachten instructie instructies feedback suggestie suggesties opmerkingen ideeën wensen hulp bezoek keuze voorkeur voorkeuren budget verlies schade oordeel klacht klachten privacy installatie server servers domein naam verantwoordelijken telefoon toestel termijn looptijd naleving eigendom wet bezit beheer beleid merk logo personeel")
