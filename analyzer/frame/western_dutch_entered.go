package frame

import (
	"kiyaku/analyzer/token"
)

// entersDutch are the verbs by which customers put something into a service, as they stand at the end of a clause behind "die",
// and enteredPast their participles before a noun.
var (
	entersDutch = wordSet("invoert invoeren uploadt uploaden doorstuurt doorsturen aanlevert aanleveren instuurt insturen indient indienen opslaat opslaan toestuurt toesturen inzendt inzenden plaatst plaatsen")
	enteredPast = wordSet("ingevoerde geüploade doorgestuurde aangeleverde ingestuurde ingediende opgeslagen toegestuurde ingezonden geplaatste bewaarde toevertrouwde")
)

// neverData are nouns that are no data whoever sends or keeps them.
var neverData = wordSet("onderdelen middelen zaken apparaten goederen materialen bestelling bestellingen betaling betalingen klacht klachten vraag vragen verzoek verzoeken tickets ticket meldingen melding wijzigingen software programmatuur apps app code scripts wachtwoorden wachtwoord sleutels cookies facturen factuur offertes personen medewerkers werknemers gebruikers opmerkingen suggesties ideeën feedback")

// EnteredDutch gives the words that no concept knows of what the tokens of a Dutch sentence say that customers put into the
// service: "recepten" of "de recepten die Klant invoert". Such a word means data wherever the document has it.
func (p *Parser) EnteredDutch(t []token.Token, names *Glossary) []string {
	var found []string
	var mentions []Mention
	for i := range t {
		at := -1
		switch s := t[i].Low; {
		case enteredPast.has(s):
			at = i + 1
		case entersDutch.has(s):
			for k := i - 1; k > 0 && k > i-8 && t[k].POS == token.Word; k-- {
				if r := t[k].Low; r == "die" || r == "dat" {
					at = k - 1
					break
				}
			}
		}
		if at < 0 || at >= len(t) || t[at].POS != token.Word {
			continue
		}
		if mentions == nil {
			mentions = p.mentions(t, names, nil)
		}
		noun := t[at].Low
		if len(noun) > 4 && p.enteredByCustomer(t, mentions, i, at) && !neverData.has(noun) && !keptElsewhere(noun) && !p.grammar.stops.has(noun) && !p.grammar.adverbs.has(noun) && !covers(mentions, at) {
			found = append(found, noun)
		}
	}
	return found
}

// enteredByCustomer reports whether a customer puts in what token at names, by the verb at token i: it stands behind "die", or
// behind "door" before the participle.
func (p *Parser) enteredByCustomer(t []token.Token, mentions []Mention, i, at int) bool {
	from := at + 2 // behind "die"
	if at > i {
		for from = i - 1; from >= 0 && from > i-7 && t[from].Low != p.grammar.agent; from-- {
		}
		if from < 0 || t[from].Low != p.grammar.agent {
			return false
		}
	}
	for k := range mentions {
		if m := &mentions[k]; m.First >= from && m.Last < i && p.actors(m.Concepts) == Customer {
			return true
		}
	}
	return false
}

// covers reports whether a mention covers token i.
func covers(mentions []Mention, i int) bool {
	for k := range mentions {
		if mentions[k].First <= i && i <= mentions[k].Last {
			return true
		}
	}
	return false
}
