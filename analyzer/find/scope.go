package find

import (
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// Whose data a document is about.
const (
	StoredData   = "service"       // what customers store in the service
	OwnCustomers = "own-customers" // the provider's own customers, applicants, shareholders
	Visitors     = "website"       // visitors of the provider's website
)

// A Scope tells whose data a privacy policy is about, with the sentence that this rests on.
type Scope struct {
	Data  string // StoredData, OwnCustomers or Visitors; "" for documents that are no policies
	Said  bool   // Place is a sentence on what the policy applies to, not just one that speaks of such data
	Place        // zero if no sentence tells
}

// scopeOf tells whose data a document is about. What the document says of itself decides; else what it speaks of more
// often.
func (d *doc) scopeOf() Scope {
	if d.Document.Kind != corpus.Privacy {
		return Scope{}
	}
	own, service := 0, 0
	var ofOwn, ofService, said Scope
	a := &d.lang.about
	for i := range d.Sentences {
		if d.tokens[i] == nil {
			continue
		}
		set := d.words(i)
		if a.storedInService >= 0 && a.notInScope >= 0 && set.Has(a.storedInService) && set.Has(a.notInScope) {
			return Scope{Data: OwnCustomers, Said: true, Place: d.place(i)} // it says itself that stored data is not its matter
		}
		if said.Data == "" {
			said.Data = d.saysScope(i)
			if said.Data != "" {
				said.Said, said.Place = true, d.place(i)
			}
		}
		if a.privacyOwn >= 0 && set.Has(a.privacyOwn) {
			own++
			if own == 1 {
				ofOwn = Scope{Data: OwnCustomers, Place: d.place(i)}
			}
		}
		if a.privacyService >= 0 && set.Has(a.privacyService) {
			service++
			if service == 1 {
				ofService = Scope{Data: StoredData, Place: d.place(i)}
			}
		}
	}
	switch {
	case said.Data != "":
		return said
	case own > 0 && own >= service:
		return ofOwn
	case service > 0:
		return ofService
	}
	return Scope{Data: StoredData}
}

// saysScope tells what sentence i says that the document applies to; "" if it says nothing of that.
func (d *doc) saysScope(i int) string {
	words := &d.allSigns()[i]
	if words.Empty() {
		return ""
	}
	for k := range d.lang.signs.list {
		s := &d.lang.signs.list[k]
		if data, ok := strings.CutPrefix(s.Point, "scope."); ok && s.fits(words, words) {
			return data
		}
	}
	return ""
}

// scopeForRules is the scope that rules ask for: stored data, or the provider's own.
func (s Scope) scopeForRules() string {
	if s.Data == OwnCustomers || s.Data == Visitors {
		return OwnCustomers
	}
	return StoredData
}

// sectionScopes gives for each clause of a policy whose data its heading, or one above it, says that it is about; "" where
// that is left to the document. It is nil for documents that are no policies.
func (d *doc) sectionScopes(headings []frame.Set) []string {
	a := &d.lang.about
	if d.Document.Kind != corpus.Privacy {
		return nil
	}
	list := make([]string, len(d.Clauses))
	for c := range d.Clauses {
		own := a.privacyOwn >= 0 && headings[c].Has(a.privacyOwn)
		stored := a.storedInService >= 0 && headings[c].Has(a.storedInService)
		service := stored || a.privacyService >= 0 && headings[c].Has(a.privacyService)
		switch parent := d.Clauses[c].Parent; {
		case own && !service:
			list[c] = OwnCustomers
		case stored && !own:
			list[c] = StoredData
		case parent >= 0:
			list[c] = list[parent]
		}
	}
	return list
}

// scopeAt is the scope that rules ask for at sentence i.
func (d *doc) scopeAt(i int) string {
	if d.sections != nil {
		if s := d.sections[d.Sentences[i].Clause]; s != "" {
			return s
		}
	}
	return d.scope
}
