package find

import (
	"slices"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

var exceptionKinds = []ExceptionKind{LegalOrder, Consent, Emergency, ServiceProvision, Security, ProviderDiscretion, Subcontractor, Public, Unspecified}

// turns reports whether an exception of this kind lies in the provider's hands, so that it turns a promise into a carve-out
// (legal model, §2).
func (k ExceptionKind) turns() bool {
	switch k {
	case ServiceProvision, Security, ProviderDiscretion, Unspecified:
		return true
	}
	return false
}

// grade gives the kinds of exception that the concepts of a part name; Unspecified if none.
func (l *language) grade(part *frame.Part, text string) []Exception {
	var list []Exception
	for _, k := range exceptionKinds {
		if c := l.about.exceptions[k]; c >= 0 && part.Set.Has(c) {
			list = append(list, Exception{k, part.Span, part.Span.In(text)})
		}
	}
	if len(list) == 0 {
		list = []Exception{{Unspecified, part.Span, part.Span.In(text)}}
	}
	return list
}

// exceptions unfolds what limits frame f of sentence i: the exceptions in the sentence itself, those in the items of the
// list that it opens, 同意なく, and 原則として.
func (d *doc) exceptions(i int, f *frame.Frame) []Exception {
	text := d.Text
	var list []Exception
	for k := range f.Exceptions {
		part := &f.Exceptions[k]
		if items := d.items[i]; len(items) > 0 && (d.lang.about.list < 0 || part.Set.Has(d.lang.about.list)) {
			list = append(list, d.itemExceptions(items)...)
			if graded := d.lang.grade(part, text); graded[0].Kind != Unspecified {
				list = append(list, graded...)
			}
			continue
		}
		list = append(list, d.lang.grade(part, text)...)
	}
	if f.Modality.Negative() {
		for k := range d.readings[i].Parts {
			part := &d.readings[i].Parts[k]
			kind := Unspecified
			if c := d.lang.about.withoutConsent; c >= 0 && part.Set.Has(c) {
				kind = Consent
			}
			list = append(list, Exception{kind, part.Span, part.Span.In(text)})
		}
	}
	slices.SortStableFunc(list, func(a, b Exception) int { return a.Span.Start - b.Span.Start })
	return slices.CompactFunc(list, func(a, b Exception) bool { return a.Kind == b.Kind && a.Span == b.Span })
}

func (d *doc) itemExceptions(items []int) []Exception {
	var list []Exception
	for _, i := range items {
		part := frame.Part{Span: d.Sentences[i].Body, Set: d.readings[i].All}
		list = append(list, d.lang.grade(&part, d.Text)...)
	}
	return list
}

func spanOr(a, b corpus.Span) corpus.Span {
	if a.Len() > 0 {
		return a
	}
	return b
}

// cases gives the concepts of each case in which frame f of sentence i is done: the items of the list that the sentence
// opens, or else the condition in the sentence.
func (d *doc) cases(i int, f *frame.Frame) []frame.Set {
	var list []frame.Set
	for _, item := range d.items[i] {
		if d.readings[item] != nil {
			list = append(list, d.readings[item].All)
		}
	}
	if len(list) == 0 && f.Condition.Span.Len() > 0 {
		list = append(list, f.Condition.Set)
	}
	return list
}
