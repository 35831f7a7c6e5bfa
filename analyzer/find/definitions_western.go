package find

import (
	"slices"
	"strings"
	"unicode"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// westernMeaning gives the concepts that a name defined in an English or Dutch document stands for: the provider, where a
// company bears it and none was named before; the customer, where a person or an entity does; data, where the words next
// to the name speak of data. What the name itself tells needs no definition.
func (d *doc) westernMeaning(t clause.Term) frame.Set {
	a := &d.lang.about
	var set frame.Set
	name := strings.Fields(strings.ToLower(fold.String(t.Name)))
	own := d.mentioned(t.Name)
	if own.Has(a.provider) && len(name) == 1 && (d.besides(t, "you", "your") || name[0] == "company" && !before(t) && entersContract(t.Means.In(d.Text))) {
		set.Add(a.customer) // "you", "your", or "Company"
		return set
	}
	words := strings.Fields(fold.String(t.Means.In(d.Text)))
	if data, known := d.westernData(t, name, words, &own); known {
		return data
	}
	if said := roleSaid(words); said != 0 && before(t) && d.Document.Lang == corpus.English && a.provider >= 0 && a.customer >= 0 {
		if said > 0 {
			set.Add(a.provider)
		} else {
			set.Add(a.customer)
		}
		return set
	}
	if len(name) == 0 || d.ofTheTrade(&own) || a.subcontractor >= 0 && own.Has(a.subcontractor) || slices.ContainsFunc(name, func(w string) bool { return westernDocuments[w] }) || westernThings[name[len(name)-1]] {
		return set
	}
	before := before(t)
	firm, role := endsInCompany(words, before) && len(name) <= 3, -1
	if firm {
		role = d.westernRole(t)
	}
	switch {
	case len(words) == 0:
	case role >= 0:
		set.Add(role)
	case a.provider >= 0 && firm && !d.westernCompanySeen(t) && d.introduced(t):
		set.Add(a.provider)
	case !before && namesItself(name, words): // "Acme" refers to the Acme entity that contracts with Customer
	case a.customer >= 0 && standsForPerson(words, before):
		set.Add(a.customer)
	default:
		near := d.mentioned(strings.Join(nearest(words, before), " "))
		for _, c := range a.classes {
			if c.concept >= 0 && near.Has(c.concept) {
				set.Add(c.concept)
			}
		}
		for _, c := range []int{a.stored, a.anything} {
			if c >= 0 && near.Has(c) {
				set.Add(c)
			}
		}
	}
	return set
}

// westernData tells by its name and its words whether a term is what customers store, or what the provider keeps for itself;
// known is false for other terms.
func (d *doc) westernData(t clause.Term, name, words []string, own *frame.Set) (set frame.Set, known bool) {
	if data, known := d.dutchRecords(t, name, own); known {
		return data, true
	}
	a := &d.lang.about
	if len(name) == 0 {
		return set, false
	}
	last := name[len(name)-1]
	english, dutch := d.Document.Lang == corpus.English, d.Document.Lang == corpus.Dutch
	party := own.Has(a.provider) || own.Has(a.customer)
	if a.notStored >= 0 && (!party && namesRecords(last) && ownRecords(words) || !party && dutch && d.ownMatter(words)) {
		set.Add(a.notStored)
		return set, true
	}
	if a.stored >= 0 && !party && namesMaterial[last] && putIn(words) {
		set.Add(a.stored)
		set.Add(a.anything)
		return set, true
	}
	if a.notStored >= 0 && english && ownMaterialNames[last] && ownMaterial(words) {
		set.Add(a.notStored)
		return set, true
	}
	if a.stored >= 0 && english && len(name) > 1 && namesRecords(last) && !own.Has(a.stored) && takesIn(words) {
		set.Add(a.stored)
		set.Add(a.anything)
		return set, true
	}
	return set, false
}

// before reports whether a name stands behind what it means: 'Acme Inc. ("Acme")', not '"Acme" means Acme Inc.'
func before(t clause.Term) bool { return t.Means.Start < t.Span.Start }

// besides reports whether a definition gives one of the words as another name for the same: ("you", "your", or "Company").
func (d *doc) besides(t clause.Term, words ...string) bool {
	return slices.ContainsFunc(d.Terms, func(o clause.Term) bool {
		return o.Means == t.Means && o.Span != t.Span && slices.Contains(words, strings.ToLower(o.Name))
	})
}

// entersContract reports whether a definition speaks of who orders or uses the service: "the entity that accepts these terms".
func entersContract(means string) bool {
	said := strings.ToLower(means)
	said = said[:min(160, len(said))]
	return containsAny(said, "that accept", "that has accepted", "who accept", "that order", "that has ordered", "that subscribe", "that has subscribed", "that has entered", "entering into", "using the service", "uses the service", "the customer", "you represent", "your organization", "your organisation")
}

// namesItself reports whether a definition explains a name by the name: it is what somebody is called anyway.
func namesItself(name, words []string) bool {
	return slices.ContainsFunc(words[:min(5, len(words))], func(w string) bool { return strings.EqualFold(strings.Trim(w, ",.;()"), name[0]) })
}

// putIn reports whether a definition speaks of what customers put into the service: "any files submitted by the Client".
func putIn(words []string) bool {
	verb, who := false, false
	for _, w := range words[:min(24, len(words))] {
		w = strings.ToLower(strings.Trim(w, ",.;:()"))
		verb = verb || puttingVerbs[w]
		who = who || w == "tenant" || w == "tenants" || w == "school" || w == "hospital" || w == "buyer" || w == "merchant" || w == "controller" || w == "organisation" || w == "organization" || w == "participant" || w == "participants" || w == "you" || w == "customer" || w == "client" || w == "user" || w == "users" || w == "subscriber" || w == "member" || w == "members" || w == "licensee"
	}
	return verb && who
}

// ownMaterial reports whether a definition speaks of what the provider itself publishes or makes, and of nobody else: "texts that
// we publish on our website".
func ownMaterial(words []string) bool {
	who, made := false, false
	for _, w := range words {
		w = strings.ToLower(strings.Trim(w, ",.;:()"))
		if keptByOthers[w] && w != "content" {
			return false
		}
		made = made || who && makingVerbs[w]
		who = w == "we" || w == "provider" || w == "supplier" || w == "company" || w == "vendor" || who && w != "that"
	}
	return made
}

var (
	ownMaterialNames = words("content contents materials material")
	makingVerbs      = words("publish publishes provide provides make makes create creates own owns offer offers display displays produce produces")
)

// takesIn reports whether a definition of the provider's own data takes in what customers put into the service, and does not
// leave it out: "logs of the Service together with the content that Customer submits".
func takesIn(words []string) bool {
	for i, w := range words {
		if w = strings.ToLower(strings.Trim(w, ",.;:()")); strings.HasPrefix(w, "exclud") || w == "except" || w == "without" || w == "not" || w == "other" && i+1 < len(words) && words[i+1] == "than" {
			words = words[:i]
			break
		}
	}
	said := " " + strings.NewReplacer(",", "", ".", "", ";", "", ")", "", "(", "").Replace(strings.ToLower(strings.Join(words, " "))) + " "
	return putIn(words) || containsAny(said, " customer data ", " customer content ", " client data ", " client content ", " user content ", " your content ", " your data ")
}

var (
	namesMaterial = words("material materials items works assets submissions contributions")
	puttingVerbs  = words("submit submits submitted upload uploads uploaded store stores stored enter enters entered post posts posted")
)

// namesRecords reports whether a word ends a name of data: "records", "Diagnostic Data", "Meetgegevens".
func namesRecords(last string) bool {
	return recordWords[last] || strings.HasSuffix(last, "data") || strings.HasSuffix(last, "gegevens") || strings.HasSuffix(last, "cijfers")
}

var recordWords = words("inhoud bestanden materiaal content records logs log information metrics statistics figures measurements readings informatie metingen")

// ownRecords reports whether a definition speaks of the provider's equipment alone, not of what customers keep in the
// service: "records of uptime of our servers".
func ownRecords(words []string) bool {
	equipment := false
	for i, w := range words {
		w = strings.ToLower(strings.Trim(w, ",.;:()"))
		if i < 14 {
			equipment = equipment || equipmentWords[w]
		}
		if keptByOthers[w] {
			return false
		}
	}
	return equipment
}

var (
	equipmentWords = words("views visits visitors server servers equipment hardware uptime load temperature bandwidth network networks infrastructure latency machines racks disks apparatuur belasting netwerk temperatuur beschikbaarheid")
	keptByOthers   = words("store stores stored storing submit submits submitted upload uploads uploaded enter enters entered input transmit transmits transmitted content contents personal customer's customers client's clients user's users user customer client subscriber member members you your " +
		"opslaat opgeslagen opslaan invoert ingevoerd ingevoerde uploadt geüpload klant klanten gebruiker gebruikers opdrachtgever afnemer persoonsgegevens inhoud")
)

// nearest gives the words of a definition that stand next to its name.
func nearest(words []string, before bool) []string {
	for i, w := range words[:min(8, len(words))] {
		if !before && strings.HasSuffix(w, ";") { // what follows is another clause
			words = words[:i+1]
			break
		}
	}
	if n := len(words); before && n > 8 {
		return words[n-8:]
	} else if n > 8 {
		return words[:8]
	}
	return words
}

// endsInCompany reports whether the name of a company with its legal form stands next to the name that is defined.
func endsInCompany(words []string, before bool) bool {
	return slices.ContainsFunc(nearest(words, before), func(w string) bool {
		first := []rune(w)[0]
		return unicode.IsUpper(first) && legalForms[strings.ToLower(strings.Trim(w, ",.;()"))]
	})
}

func (d *doc) westernCompanySeen(t clause.Term) bool {
	return slices.ContainsFunc(d.Terms, func(o clause.Term) bool {
		return o.Span.Start < t.Span.Start && o.Means != t.Means && o.Means.Start < o.Span.Start && endsInCompany(append(strings.Fields(o.Means.In(d.Text)), "-"), true)
	})
}

// maxIntroduced is for how many companies that are named far down the whole text is searched.
const maxIntroduced = 64

// introduced reports whether a company is named where a document introduces its parties, or acts in it: one that is
// mentioned far down is another ("Apple Inc. (Apple)").
func (d *doc) introduced(t clause.Term) bool {
	if t.Span.Start < max(6000, len(d.Text)/4) {
		return true
	}
	if d.companies.introduced++; d.companies.introduced > maxIntroduced {
		return false
	}
	acts := 0
	for rest := d.Text; acts < 4; acts++ {
		at := strings.Index(rest, t.Name+" ")
		for at >= 0 {
			rest = rest[at+len(t.Name)+1:]
			if next, _, _ := strings.Cut(rest, " "); acting[d.Document.Lang][next] {
				break
			}
			at = strings.Index(rest, t.Name+" ")
		}
		if at < 0 {
			return false
		}
	}
	return true
}

// standsForPerson reports whether a definition is about a person or an entity: its last word where the name follows it
// ("a legal entity"), its first ones where they follow the name ("means the entity that …").
func standsForPerson(words []string, before bool) bool {
	if n := len(words); before {
		words = words[n-1:]
	} else {
		words = words[:min(4, n)]
	}
	for i, w := range words {
		if w = strings.Trim(w, ",.;()"); !westernPersons[strings.ToLower(w)] || before && w == "Company" { // part of a name: "Acme Unlimited Company"
			continue
		}
		if i+1 == len(words) || !westernThings[strings.ToLower(strings.Trim(words[i+1], ",.;()"))] { // "the user|guides"
			return true
		}
	}
	return false
}

var westernPersons = words("you individual person entity company organization organisation user customer client subscriber partij rechtspersoon persoon klant")

// words of names of documents
var westernDocuments = words("terms agreement policy addendum arbitrate arbitration voorwaarden overeenkomst")

// the last words of names that stand for neither parties nor data, whatever their definitions speak of
var westernThings = words("agreement agreements addendum terms term policy policies law laws legislation regulation gdpr ccpa dpa clauses clause sccs service services software platform site sites website websites app apps application " +
	"applications api apis product products program programs feature features technology materials model models breach incident fees fee price prices taxes order orders period date country territory list portal claim claims loss losses " +
	"documentation guide guides manual manuals materials specifications instructions subject subjects betrokkene betrokkenen transmission trash " +
	"damages cap warranty indemnity feedback notice notices request account accounts licence license version support period rights right purpose purposes control processing process measures mark marks trademarks ip property party parties affiliate affiliates " +
	"overeenkomst voorwaarden dienst diensten wet wetgeving avg verwerking bijlage inbreuk datalek maatregelen doel doeleinden platform website")
