package token

import "strings"

// A Conjugation is how a Dutch verb, or an idiom that ends in a verb ("kennis nemen"), looks in a sentence.
type Conjugation struct {
	Together []string // forms that stand in one piece: "inziet", "ingezien", "in te zien"
	Finite   []string // forms whose particle stands apart: "ziet" … "in"; empty if there is no particle
	Particle []string // the words that stand apart
	Tight    bool     // the particle is a small word that stands at the end of its clause
}

// Conjugate gives the forms of a Dutch infinitive; false if word is none. Of irregular verbs it knows those of the field. It
// gives some forms that do not exist ("leveert" beside "levert"): they cost nothing, since no text has them.
func Conjugate(word string) (Conjugation, bool) {
	words := strings.Fields(word)
	if len(words) == 0 {
		return Conjugation{}, false
	}
	verb := words[len(words)-1]
	if !strings.HasSuffix(verb, "n") || len(verb) < 4 || strings.ToLower(verb) != verb {
		return Conjugation{}, false
	}
	if before := words[:len(words)-1]; len(before) > 0 {
		if noInfinitive(verb) || before[len(before)-1] == "te" { // "genomen maatregelen" is not "maatregelen die … zijn genomen"
			return Conjugation{}, false
		}
		return idiom(before, verb), true
	}
	var c Conjugation
	if irregularVerb(verb) == nil {
		for _, p := range separable {
			if base := strings.TrimPrefix(verb, p); base != verb && len(base) > 3 && strings.HasSuffix(base, "n") {
				c.Particle, c.Tight = []string{p}, true
				c.Together = append(c.Together, p+" te "+base)
				for _, f := range present(base) {
					c.Finite = append(c.Finite, f)
					c.Together = append(c.Together, p+f)
				}
				c.Finite = append(c.Finite, base)
				for _, f := range participles(base) {
					c.Together = append(c.Together, p+f)
				}
				break
			}
		}
	}
	if c.Particle == nil || ambiguous[c.Particle[0]] {
		c.Together = append(append(c.Together, present(verb)...), participles(verb)...)
	}
	return c, true
}

// noInfinitive reports whether a word in -n that ends a phrase is a noun, a participle or a small word, and no verb.
func noInfinitive(word string) bool {
	for _, end := range nounEndings {
		if strings.HasSuffix(word, end) && word != "dwingen" && word != "brengen" {
			return true
		}
	}
	return nounsInN[word]
}

var nounEndings = []string{"ingen", "heden", "teiten", "rechten", "maatregelen", "modellen", "bestanden", "voorschriften", "namen", "geheimen", "woorden", "kopieën", "termijn"}

var nounsInN = setOf("adressen aanvallen algoritmen anderen apparaten autoriteiten bedrijven beelden belangen betrokkenen bevelen berichten bijlagen boven buiten binnen concern correctoren databanken daarvan dagen denemarken derden diensten " +
	"doeleinden doelen domein eigen emiraten erin ervan facturen geen gesprekken gevallen groepen iedereen incidenten indien japan kandidaten klanten landen leden lijn login lonen mensen middelen netwerken operatoren opdrachten " +
	"paarden partijen personen persoon plekken plichten poorten praktijken prevention problemen producten rapporten rechtbanken reden redenen richtlijnen samen schermen schijven scholen sign-on sollicitanten staten systemen tegen " +
	"virussen voorwaarden voorzorgen zaken gegaan gegeven genomen gescheiden geschonden gestolen geworden getroffen opgenomen opgeslagen opgedragen overschreven ingetrokken ingezien aangewezen beschreven verzonden toegestaan verboden verbonden uitgesloten overeengekomen worden")

// setOf gives the words as a set.
func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// idiom conjugates a verb with the words that make it one act: "ter beschikking stellen", "toegang krijgen".
func idiom(before []string, verb string) Conjugation {
	c := Conjugation{Particle: before, Tight: false}
	head := strings.Join(before, " ") + " "
	forms := append(present(verb), participles(verb)...)
	for _, f := range forms {
		c.Together = append(c.Together, head+f)
	}
	c.Together = append(c.Together, head+"te "+verb)
	c.Finite = append(forms, verb)
	return c
}

// separable are the particles that part from their verb; ambiguous those that also stay.
var separable = []string{"terug", "veilig", "tegen", "prijs", "vrij", "voort", "neer", "rond", "klaar", "samen", "binnen", "bekend", "vast", "door", "over", "weg", "mee", "toe", "voor", "open", "bij", "aan", "uit", "af", "na", "in", "op", "om"}

var ambiguous = map[string]bool{"door": true, "over": true, "voor": true, "aan": true, "om": true, "open": true, "na": true, "in": true, "op": true, "toe": true, "bekend": true, "af": true, "uit": true, "weg": true, "mee": true, "bij": true}

// a strongVerb is a verb whose present or participle follows no rule; the participle stands without its "ge".
type strongVerb struct{ infinitive, present, participle string }

var strongVerbs = []strongVerb{
	{"zien", "ziet", "zien"}, {"geven", "geeft", "geven"}, {"nemen", "neemt", "nomen"}, {"lezen", "leest", "lezen"}, {"slaan", "slaat", "slagen"},
	{"zetten", "zet", "zet"}, {"dragen", "draagt", "dragen"}, {"houden", "houdt", "houden"}, {"kijken", "kijkt", "keken"}, {"zoeken", "zoekt", "zocht"},
	{"brengen", "brengt", "bracht"}, {"kopen", "koopt", "kocht"}, {"laten", "laat", "laten"}, {"gaan", "gaat", "gaan"}, {"staan", "staat", "staan"},
	{"doen", "doet", "daan"}, {"komen", "komt", "komen"}, {"wijzen", "wijst", "wezen"}, {"schrijven", "schrijft", "schreven"}, {"krijgen", "krijgt", "kregen"},
	{"sluiten", "sluit", "sloten"}, {"zenden", "zendt", "zonden"}, {"vinden", "vindt", "vonden"}, {"binden", "bindt", "bonden"}, {"winnen", "wint", "wonnen"},
	{"treffen", "treft", "troffen"}, {"liezen", "liest", "loren"}, {"spreken", "spreekt", "sproken"}, {"breken", "breekt", "broken"}, {"treden", "treedt", "treden"},
	{"blijven", "blijft", "bleven"}, {"kiezen", "kiest", "kozen"}, {"vangen", "vangt", "vangen"}, {"weten", "weet", "weten"}, {"meten", "meet", "meten"},
	{"wenden", "wendt", "wend"}, {"bieden", "biedt", "boden"}, {"trekken", "trekt", "trokken"}, {"roepen", "roept", "roepen"}, {"uploaden", "uploadt", "üpload"},
	{"dwijnen", "dwijnt", "dwenen"}, {"zwijgen", "zwijgt", "zwegen"}, {"helpen", "helpt", "holpen"}, {"werven", "werft", "worven"}, {"schuiven", "schuift", "schoven"},
	{"schenden", "schendt", "schonden"}, {"dwingen", "dwingt", "dwongen"}, {"velen", "veelt", "volen"}, {"grijpen", "grijpt", "grepen"}, {"lopen", "loopt", "lopen"},
	{"laden", "laadt", "laden"}, {"werpen", "werpt", "worpen"}, {"bergen", "bergt", "borgen"}, {"schenken", "schenkt", "schonken"}, {"zitten", "zit", "zeten"},
	{"liggen", "ligt", "legen"}, {"drijven", "drijft", "dreven"}, {"scheiden", "scheidt", "scheiden"}, {"stelen", "steelt", "stolen"}, {"wijken", "wijkt", "weken"},
	{"hebben", "heeft", "had"}, {"schermen", "schermt", "schermd"}, {"vragen", "vraagt", "vraagd"},
}

func irregularVerb(verb string) *strongVerb {
	for i := range strongVerbs {
		if strongVerbs[i].infinitive == verb {
			return &strongVerbs[i]
		}
	}
	return nil
}

// firm are the prefixes that stay with their verb and take no "ge".
var firm = []string{"onder", "over", "voor", "door", "ver", "ont", "her", "mis", "om", "be", "er"}

// present gives the forms of the third person.
func present(verb string) []string {
	if s := irregularVerb(verb); s != nil {
		return []string{s.present}
	}
	for _, p := range firm {
		if s := irregularVerb(strings.TrimPrefix(verb, p)); s != nil && strings.HasPrefix(verb, p) {
			return []string{p + s.present}
		}
	}
	var forms []string
	for _, stem := range verbStems(verb) {
		if !strings.HasSuffix(stem, "t") {
			stem += "t"
		}
		forms = append(forms, stem)
	}
	return forms
}

func participles(verb string) []string {
	if s := irregularVerb(verb); s != nil {
		return []string{"ge" + s.participle}
	}
	for _, p := range firm {
		if s := irregularVerb(strings.TrimPrefix(verb, p)); s != nil && strings.HasPrefix(verb, p) {
			return []string{p + s.participle}
		}
	}
	bare := false
	for _, p := range firm {
		bare = bare || strings.HasPrefix(verb, p) && len(verb) > len(p)+4
	}
	var forms []string
	for _, stem := range verbStems(verb) {
		ends := []string{"d", "t"}
		if strings.HasSuffix(stem, "d") || strings.HasSuffix(stem, "t") {
			ends = []string{""}
		}
		for _, e := range ends {
			if bare {
				forms = append(forms, stem+e)
			}
			forms = append(forms, "ge"+stem+e)
		}
	}
	return forms
}

// verbStems gives the stem of a regular verb, in the spellings that it may have: "maken" is mak or maak.
func verbStems(verb string) []string {
	s := strings.TrimSuffix(strings.TrimSuffix(verb, "n"), "e")
	n := len(s)
	if n < 2 {
		return []string{s}
	}
	if s[n-1] == s[n-2] && !strings.ContainsRune("aeiou", rune(s[n-1])) {
		return []string{s[:n-1]}
	}
	switch s[n-1] {
	case 'v':
		s = s[:n-1] + "f"
	case 'z':
		s = s[:n-1] + "s"
	}
	if v := s[n-2]; strings.IndexByte("aeou", v) >= 0 && (n < 3 || strings.IndexByte("aeiou", s[n-3]) < 0) && strings.IndexByte("aeiou", s[n-1]) < 0 {
		return []string{s, s[:n-1] + string(v) + s[n-1:]}
	}
	return []string{s}
}
