package frame

import "strings"

// dutchStaff reports whether token j names people who work for a party.
func (w *clauseWork) dutchStaff(j int) bool {
	for _, s := range staffEndings {
		if strings.HasSuffix(w.low[j], s) {
			return true
		}
	}
	if anyOfStaff.has(w.low[j]) && staffOf.has(w.at(j+1)) {
		return w.partyAt(j+2)&(Provider|Customer) != 0 || dutchDeterminers.has(w.at(j+2)) && w.partyAt(j+3)&(Provider|Customer) != 0
	}
	if !w.word(j) || w.partyAt(j) != 0 || noPersons.has(w.low[j]) {
		return false
	}
	for _, s := range personEndings { // "de aangestelden van Leverancier"
		if strings.HasSuffix(w.low[j], s) {
			k := j + 2
			if next := w.at(k); next == "de" || next == "het" {
				k++
			}
			return w.at(j+1) == "van" && k < len(w.t) && w.partyAt(k)&(Provider|Customer) != 0
		}
	}
	return false
}

// anyOfStaff are words for people of whom only the words behind say whose they are: "niemand|bij Leverancier".
var (
	anyOfStaff = wordSet("niemand wie iedereen ieder eenieder degenen degene personen mensen iemand")
	staffOf    = wordSet("bij van binnen")
)

// personEndings are the ends of nouns for people, where it is said whose people they are.
var (
	personEndings = []string{"ers", "aars", "eurs", "isten", "elden", "igden", "ogen", "anten", "enten", "ici", "kundigen", "bedienden", "ieven"}
	noPersons     = wordSet("servers computers nummers cijfers papers letters filters routers partners leveranciers toeleveranciers adverteerders onderaannemers verwerkers subverwerkers datacenters centers documenten bestanden rekeningnummers klanten vermogen bedragen componenten elementen instrumenten varianten archieven")
)

var staffEndings = []string{"medewerkers", "medewerker", "werknemers", "werknemer", "personeel", "personeelsleden", "beheerders", "engineers", "helpdesk", "supportteam", "supportafdeling", "servicedesk", "technici", "technicus", "specialisten", "consultants", "ontwikkelaars", "analisten", "agenten", "typisten", "juristen", "koeriers", "operators", "monteurs", "servicemanager", "datateam", "team", "afdeling", "vertegenwoordiger", "vertegenwoordigers", "supportdienst", "wachtdienst", "filterdienst", "specialist", "collega's", "collega", "moderatoren", "moderator", "operatoren", "artsen", "wetenschappers", "radiologen", "correctoren", "redacteuren", "programmeurs", "adviseurs", "adviseur", "experts", "deskundigen", "administrators", "ingenieurs", "onderzoekers", "mensen", "krachten", "bedienden", "consulenten", "vertalers", "beoordelaars", "controleurs", "testers", "hulpdesk", "hotline", "tweede lijn", "stagiairs", "beheerder", "functionarissen", "functionaris", "accountant", "accountants", "boekhouder", "consultant", "engineer", "ontwikkelaar", "monteur", "analist", "typist", "jurist", "programmeur", "onderzoeker", "functioneel beheer", "medewerkster", "ambtenaar", "ambtenaren"}

// employer tells whose staff token j names: "onze medewerkers", "medewerkers van Klant".
func (w *clauseWork) employer(j int) Actor {
	for k := j - 1; k >= 0 && k > j-4; k-- {
		switch w.low[k] {
		case "onze", "ons":
			return Provider
		case "uw":
			return Customer
		case "diens": // of another one than the topic
			if who := w.partyNamedBefore(k); who != 0 {
				return who
			}
		case "zijn", "haar", "hun":
			if w.reading.Topic != 0 {
				return w.reading.Topic
			}
		}
	}
	of := j + 1
	if w.word(of) && !w.finite(of) && w.at(of+1) == "van" && !w.act(of) { // "de functionaris gegevensbescherming van Klant"
		of++
	}
	for k := of; k < len(w.t) && k < of+4 && staffOf.has(w.low[of]); k++ {
		if who := w.partyAt(k); who != 0 {
			return who
		}
	}
	if w.in.LeadIn != nil && w.in.LeadIn.Topic != 0 {
		return w.in.LeadIn.Topic
	}
	return w.in.Default
}
