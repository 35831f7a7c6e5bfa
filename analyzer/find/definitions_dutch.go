package find

import (
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// ownMatter reports whether a Dutch definition speaks of what the provider itself brings in or keeps about its customers, and
// of nothing that they keep in the service: "de handleidingen die Leverancier ter beschikking stelt", "de factuurgegevens in de
// administratie van Leverancier".
func (d *doc) ownMatter(words []string) bool {
	books, brought := false, false
	for i, w := range words {
		w = strings.ToLower(strings.Trim(w, ",.;:()"))
		if enteredDutch[w] {
			return false
		}
		books = books || i < 4 && bookWords[w] || i > 0 && ownPlaces[w] && strings.EqualFold(words[i-1], "eigen")
		if w == "die" || w == "dat" || w == "welke" || w == "door" {
			near := d.mentioned(strings.Join(words[i+1:min(i+3, len(words))], " "))
			brought = brought || near.Has(d.lang.about.provider) && !near.Has(d.lang.about.customer)
		}
	}
	if brought {
		for _, w := range words {
			if bringingVerbs[strings.ToLower(strings.Trim(w, ",.;:()"))] {
				return true
			}
		}
	}
	return books
}

var (
	bookWords     = words("facturatiegegevens factuurgegevens betaalgegevens facturatie debiteurenadministratie bestelgegevens contractgegevens")
	ownPlaces     = words("website site servers systemen apparatuur netwerk personeel medewerkers datacenters")
	bringingVerbs = words("beschikking plaatst publiceert levert geleverd geleverde ontwikkelt ontwikkeld ontwikkelde schrijft opgesteld opgestelde geschreven gepubliceerd gepubliceerde uitgegeven geplaatste geplaatst")
	enteredDutch  = words("opslaat opgeslagen opslaan bewaart invoert ingevoerd ingevoerde invoeren uploadt geüpload geüploade uploaden aanlevert aangeleverd aangeleverde verwerkt persoonsgegevens ontvangt ontvangen verzamelt verkrijgt")
)

// dutchRecords gives what a name of data stands for in a Dutch document whose definition settles it; own are the concepts of the
// name. known is false where it does not.
func (d *doc) dutchRecords(t clause.Term, name []string, own *frame.Set) (set frame.Set, known bool) {
	a := &d.lang.about
	if d.Document.Lang != corpus.Dutch || a.stored < 0 || own.Has(a.provider) || own.Has(a.customer) || len(name) == 0 || !namesRecords(name[len(name)-1]) {
		return set, false
	}
	puts, known := d.dutchData(t.Means.In(d.Text))
	switch {
	case known && puts:
		set.Add(a.stored)
		set.Add(a.anything)
	case known && a.notStored >= 0:
		set.Add(a.notStored)
	default:
		return set, false
	}
	return set, true
}

// dutchData reports whether a Dutch definition of data takes in what customers put into the service; known is false where it says
// nothing of that: "technische logbestanden alsmede de bestanden die Klant opslaat", "… met uitzondering van Klantgegevens".
func (d *doc) dutchData(means string) (puts, known bool) {
	kept, left := fold.String(means), ""
	for _, out := range leavingOut {
		if i := strings.Index(kept, out); i >= 0 {
			kept, left = kept[:i], kept[i:]
		}
	}
	switch {
	case d.entersDutch(kept):
		return true, true
	case left != "" && d.entersDutch(left):
		return false, true
	}
	return false, false
}

var leavingOut = []string{"met uitzondering van", "uitgezonderd", "behalve", "niet zijnde", "niet inbegrepen", "exclusief", "daaronder niet begrepen", "waaronder niet", "maar niet", "doch niet", "met uitsluiting van", "zonder ", "anders dan", " geen "}

// entersDutch reports whether words speak of what customers put into the service: of their data by name, or of what they enter.
func (d *doc) entersDutch(words string) bool {
	customer, entered := d.lang.about.customer, false
	for _, w := range strings.Fields(words) {
		w = strings.ToLower(strings.Trim(w, ",.;:()"))
		if strings.HasPrefix(w, "klant") && (strings.HasSuffix(w, "gegevens") || strings.HasSuffix(w, "data") || strings.HasSuffix(w, "inhoud")) {
			return true
		}
		entered = entered || storedDutch[w]
	}
	set := d.mentioned(words)
	return entered && customer >= 0 && set.Has(customer)
}

var storedDutch = words("opslaat opslaan opgeslagen bewaart bewaren invoert invoeren ingevoerd ingevoerde uploadt uploaden geüpload geüploade aanlevert aanleveren aangeleverd aangeleverde plaatst plaatsen geplaatst geplaatste verstuurt versturen instuurt indient toevoegt vastlegt onderbrengt deelt toevertrouwt toevertrouwd toevertrouwde")
