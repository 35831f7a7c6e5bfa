package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// pointBack adds to set, the concepts of the clause among tokens from…to, what a pronoun there stands for: the data that was
// named before.
func (w *clauseWork) pointBack(set *Set, from, to int) {
	things := w.p.concept.things()
	if set.Meets(&things) {
		return
	}
	for k := from; k < to; k++ {
		if !pointsBack.has(w.low[k]) && !w.pointsApart(k, to) && (k > from || from == 0 || !w.g.be.has(w.low[k]) || w.low[k-1] != "en" && w.low[k-1] != "maar") { // "… en|worden niet geraadpleegd"
			continue
		}
		for j := range w.mentions {
			if m := &w.mentions[j]; m.Last < from && m.Concepts.Meets(&things) {
				set.Union(m.Concepts)
			}
		}
		return
	}
}

// pointsApart reports whether token k is the first part of a pronoun whose rest closes the clause: "neemt|er geen kennis van".
func (w *clauseWork) pointsApart(k, to int) bool {
	last := to - 1
	for last > k && (w.t[last].POS == token.Symbol || w.places[last] != w.places[k]) {
		last--
	}
	return (w.low[k] == "er" || w.low[k] == "daar") && last > k && w.g.preps.has(w.low[last])
}

var pointsBack = wordSet("deze die dit ze hiervan daarvan ervan daarin erin daarmee ermee hiermee daartoe")

// negates reports whether the word at token k turns its clause: "niet", but not "niet langer dan" or "niet alleen".
func (w *clauseWork) negates(k int) bool {
	if !w.g.negations.has(w.low[k]) || w.at(k-1) == "dan" || strings.HasSuffix(w.at(k+1), "bare") {
		return false
	}
	next := w.at(k + 1)
	for j := k + 2; (next == "tot" || next == "op" || next == "meer" || next == "langer") && j < k+6 && j < len(w.t); j++ {
		if strings.HasSuffix(w.low[j], "bare") { // "niet tot personen herleidbare cijfers"
			return false
		}
	}
	if w.low[k] == "niet" && onlyWords.has(next) {
		return false
	}
	return next != "beperkt" && next != "iedere" && next != "elke" && next != "ieder" && next != "elk" && next != "alle" && !((next == "langer" || next == "later" || next == "eerder" || next == "meer") && w.hasWord(k, min(k+4, len(w.t)), "dan"))
}

var onlyWords = wordSet("alleen uitsluitend slechts enkel louter")

func (w *clauseWork) dutchParticiple(k int) bool {
	ends := strings.HasSuffix(w.low[k], "d") || strings.HasSuffix(w.low[k], "t") || strings.HasSuffix(w.low[k], "en")
	return ends && strings.HasPrefix(w.low[k], "ge") && w.word(k) && !noParticiple.has(w.low[k]) || w.act(k) && strings.HasSuffix(w.low[k], "d") && !noParticiple.has(w.low[k]) ||
		strings.HasSuffix(w.low[k], "zocht") && w.act(k)
}

// dutchModality settles the modality of a clause by the words that grant, forbid or oblige.
func (w *clauseWork) dutchModality(f *Frame, negative bool, from, to int) Modality {
	m := f.Modality
	right := w.hasWord(from, to, "recht") || w.hasWord(from, to, "rechten") || w.hasWord(from, to, "bevoegdheid") || w.hasWord(from, to, "vrijheid")
	if (w.hasWord(from, to, "behoudt") || w.hasWord(from, to, "behouden")) && !right {
		m = Will
	}
	for k := from; k < to; k++ {
		if w.places[k] != f.Place {
			continue
		}
		switch w.low[k] {
		case "gerechtigd", "bevoegd", "toegestaan", "recht", "rechten", "vrij", "mogelijk":
			if w.low[k] == "mogelijk" && w.asFarAs(k) {
				continue
			}
			if m == Is && w.low[k] != "rechten" || m == Is && w.low[len(w.t)-1] == ":" || m == Will && w.low[k] != "vrij" && w.low[k] != "mogelijk" && w.low[k] != "rechten" {
				m = May
			}
		case "positie", "machte", "staat":
			if m == Is && (w.low[k] != "staat" || w.at(k-1) == "in" && w.hasWord(k, to, "te")) { // "niet in|staat te openen"
				m = May
			}
		case "verplicht", "gehouden", "hoeft", "hoeven", "verplichting":
			if negative && w.leaveDeniedToo(k) {
				return MustNot
			}
			if negative && (w.negatedIn(from, k+2) || w.low[k] != "verplicht") {
				return Disclaims
			}
			if negative { // "verplicht zich de gegevens niet in te zien"
				return MustNot
			}
			if w.low[k] == "verplicht" || w.low[k] == "gehouden" {
				m = Must
			}
		case "verboden", "onmogelijk", "onthouden", "onthoudt", "ontzegd":
			if w.low[k] != "verboden" || k > from && !w.g.preps.has(w.low[k-1]) && !dutchDeterminers.has(w.low[k-1]) { // "op verboden gebruik"
				return MustNot
			}
		case "ongemoeid", "achterwege", "nagelaten":
			return m.negated(!negative)
		case "mogelijkheid":
			if w.hasWord(from, to, "heeft") || w.hasWord(from, to, "hebben") {
				m = May
			}
		case "af", "buiten":
			if w.hasWord(from, k, "blijft") || w.hasWord(from, k, "blijven") { // "van uw gegevens af", "buiten het leerproces"
				return m.negated(!negative)
			}
		}
	}
	return m.negated(negative)
}

// negatedIn reports whether a word among tokens from…to turns its clause.
func (w *clauseWork) negatedIn(from, to int) bool {
	for k := from; k < min(to, len(w.t)); k++ {
		if w.negates(k) {
			return true
		}
	}
	return false
}

// conceptsIn gives the concepts of the mentions among tokens from…to whose tokens all stand in place.
func (w *clauseWork) conceptsIn(place Place, from, to int) Set {
	var set Set
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.First >= from && m.Last < to && w.places[m.First] == place && w.places[m.Last] == place && !w.describes(m) {
			set.Union(m.Concepts)
		}
	}
	return set
}

// describes reports whether mention m is a participle before the data that it describes, and so no act of the clause: "de|ingevoerde
// gegevens".
func (w *clauseWork) describes(m *Mention) bool {
	acts := w.p.concept.acts()
	things := w.p.concept.things()
	return m.First == m.Last && (strings.HasSuffix(w.low[m.First], "de") || strings.HasSuffix(w.low[m.First], "te")) && m.Concepts.Meets(&acts) && !m.Concepts.Meets(&things) && w.concept(m.First+1, things)
}

func (w *clauseWork) hasWord(from, to int, word string) bool {
	for k := from; k < to; k++ {
		if w.low[k] == word && w.places[k] != Modifier {
			return true
		}
	}
	return false
}

// dutchGrant turns the frame of a clause in which one party gives another leave or access: "Klant verleent Leverancier
// toegang tot de gegevens". The other one acts.
func (w *clauseWork) dutchGrant(f *Frame, from, i, to int) {
	if f.Passive || f.Modality.Negative() || f.Actor != Provider && f.Actor != Customer {
		return
	}
	verb, right := false, -1
	for k := from; k < to; k++ {
		verb = verb || w.g.grants.has(w.low[k])
		if w.low[k] == "zich" && (w.hasWord(from, to, "verschaft") || w.hasWord(from, to, "verschaffen")) { // gives it to itself
			return
		}
		if w.g.rights.has(w.low[k]) && right < 0 && w.places[k] == f.Place {
			right = k
		}
	}
	if !verb || right < 0 || (w.low[right] == "stemt" || w.low[right] == "stemmen") && w.hasWord(right, to, "af") { // "stemt zijn beveiliging|af"
		return
	}
	for k := from; k < to && k < right+8; k++ {
		if who := w.partyAt(k); who == opposite(f.Actor) && w.places[k] != Modifier && w.at(k-1) != "van" {
			f.Actor, f.ActorHow, f.ActorSpan, f.Modality = who, "agreed", w.span(k, k), May
			return
		}
	}
	if next := w.at(right + 1); strings.HasPrefix(w.low[right], "machtig") && (next == "zijn" || next == "haar" || next == "hun" || next == "een") {
		return // "machtigt zijn accountant": somebody else
	}
	if w.low[right] == "toestemming" || w.low[right] == "akkoord" || w.g.grants.has(w.low[right]) {
		f.Actor, f.ActorHow, f.Modality = opposite(f.Actor), "agreed", May
		for _, part := range []*Part{&f.Action, &f.Object} { // what the leave is for is the act: "toestemming voor het gebruik van"
			set := w.conceptsIn(Purpose, right, to)
			part.Set.Union(&set)
		}
	}
}
