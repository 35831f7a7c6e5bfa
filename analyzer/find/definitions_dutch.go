package find

import "strings"

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
