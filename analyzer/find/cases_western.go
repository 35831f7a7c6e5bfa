package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// westernCases cuts the words of an English or Dutch exception into its cases: at commas and at "or" and "and", where what
// follows is an exception of another kind ("to operate the service or to comply with the law").
func (d *doc) westernCases(i int, span corpus.Span) [][]token.Token {
	var pieces [][]token.Token
	var words []token.Token
	for _, t := range within(d.tokens[i], span) {
		if caseJoints[t.Low] && len(words) > 0 {
			pieces, words = append(pieces, words), nil
			continue
		}
		if len(words) > 0 || t.POS != token.Symbol {
			words = append(words, t)
		}
	}
	if len(words) > 0 {
		pieces = append(pieces, words)
	}
	var cases [][]token.Token
	last := uint16(0)
	for _, p := range pieces {
		kinds := d.kindsIn(p)
		if n := len(cases); n > 0 && ((kinds == 0 || last == 0) && !caseOpeners[p[0].Low] || kinds != 0 && kinds == last) {
			cases[n-1] = append(cases[n-1], p...)
			last |= kinds
			continue
		}
		cases, last = append(cases, p), kinds
	}
	return cases
}

var caseJoints = words(", ; or and of en and/or en/of dan")

// words that open another case behind "or" or a comma
var caseOpeners = words("to for where when if with voor om wanneer indien als ten aan")

// kindsIn gives the kinds of exceptions that words name, one bit each.
func (d *doc) kindsIn(words []token.Token) uint16 {
	set := d.concepts(words)
	kinds := uint16(0)
	for n, k := range exceptionKinds {
		if c := d.lang.about.exceptions[k]; c >= 0 && set.Has(c) {
			kinds |= 1 << n
		}
	}
	return kinds
}

// people to whom a provider that keeps data to itself may show it
var ownPeople = words("employees agents personnel staff officers directors")

// namesOtherData reports whether the words of an English exception name data that is kept apart from what customers store, or
// the provider's own people, and no case: "except for Account Information", "other than to our employees".
func (d *doc) namesOtherData(words []token.Token) bool {
	if len(words) < 2 || len(words) > 7 {
		return false
	}
	a := &d.lang.about
	if ownPeople[words[len(words)-1].Low] && !slices.ContainsFunc(words, func(t token.Token) bool { return strings.EqualFold(t.Surface, "your") }) {
		return true // "to anyone other than our employees": nobody else
	}
	set := d.concepts(words)
	for _, k := range exceptionKinds {
		if c := a.exceptions[k]; c >= 0 && set.Has(c) {
			return false
		}
	}
	named := false
	for _, c := range a.classes {
		if c.concept >= 0 && set.Has(c.concept) {
			if c.name != "log" && c.name != "account" {
				return false
			}
			named = true
		}
	}
	return named
}

// ownConsent: a case that the provider itself approves is none of consent.
func (d *doc) ownConsent(words []token.Token, set *frame.Set) bool {
	a := &d.lang.about
	if d.Document.Lang == corpus.English && d.ownWish(words) {
		return true
	}
	if d.Document.Lang != corpus.Japanese {
		return (a.customer < 0 || !set.Has(a.customer)) && slices.ContainsFunc(words, func(t token.Token) bool { return superiors[t.Low] })
	}
	return a.provider >= 0 && set.Has(a.provider) && !(a.customer >= 0 && set.Has(a.customer)) && !(a.thirdParty >= 0 && set.Has(a.thirdParty))
}

// those who decide inside the provider's house
var superiors = words("supervisor supervisors superior superiors manager managers management director directors leidinggevende leidinggevenden directie bestuurder manager")

// ownWish reports whether the provider itself wishes for the case that words name: "Acme wishes to test its filters".
func (d *doc) ownWish(words []token.Token) bool {
	a := &d.lang.about
	for k := 1; k < len(words) && k < 5; k++ {
		if !wishVerbs[words[k].Low] {
			continue
		}
		before := d.concepts(words[:k])
		return a.provider >= 0 && before.Has(a.provider) && !(a.customer >= 0 && before.Has(a.customer))
	}
	return false
}

var wishVerbs = words("wishes wish chooses choose decides decide wants want elects elect agrees agree approves approve prefers prefer")
