package find

import (
	"strings"

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
	words := d.signsOf(i)
	for k := range d.lang.signs.list {
		s := &d.lang.signs.list[k]
		if data, ok := strings.CutPrefix(s.Point, "scope."); ok && s.fits(&words, &words) {
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
