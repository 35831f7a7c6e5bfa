package find

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// A Place is a sentence of a document as people cite it.
type Place struct {
	Document string // corpus.Document.ID
	Citation string
	Caption  string
	Span     corpus.Span
	Quote    string // Document.Text[Span.Start:Span.End]
}

// A Sighting is a sentence that bears on a point of a topic; it is no finding and moves no factor.
type Sighting struct {
	Point  string // one of lexicon.Points
	Denied bool   // the sentence says that it does not happen, without an exception in the provider's hands
	Place
}

// signs are the signs of a language with a vocabulary of their own: their words must not hide those of rules.
type signs struct {
	voc  *frame.Vocabulary
	list []sign
}

type sign struct {
	*lexicon.Sign
	with    []frame.Set
	without frame.Set
}

func compileSigns(g *lexicon.Language) (signs, error) {
	voc, err := vocabulary(&lexicon.Language{Code: g.Code, Concepts: g.SignConcepts()}, g.SignVocabulary)
	if err != nil {
		return signs{}, err
	}
	out := signs{voc: voc}
	var errs []error
	for i := range g.Signs {
		s := sign{Sign: &g.Signs[i]}
		var err error
		if s.without, err = voc.Compile(s.Without); err != nil {
			errs = append(errs, fmt.Errorf("sign %s/%s: %w", g.Code, s.Point, err))
		}
		for _, group := range s.With {
			set, err := voc.Compile(group)
			if err != nil {
				errs = append(errs, fmt.Errorf("sign %s/%s: %w", g.Code, s.Point, err))
			}
			s.with = append(s.with, set)
		}
		out.list = append(out.list, s)
	}
	if g.SignVocabulary == "" {
		voc.Close()
	}
	return out, errors.Join(errs...)
}

// sightings lists the sentences that bear on points of topics, each point once a sentence.
func (d *doc) sightings() []Sighting {
	if len(d.lang.signs.list) == 0 {
		return nil
	}
	headings := make([]frame.Set, len(d.Clauses))
	for i := range d.captions {
		headings[i] = d.signWords(d.captions[i])
	}
	own := d.allSigns()
	var out []Sighting
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if d.readings[i] == nil || s.Kind == clause.Caption || own[i].Empty() {
			continue
		}
		around := own[i]
		if s.LeadIn >= 0 {
			around.Union(&own[s.LeadIn])
		}
		for c := s.Clause; c >= 0; c = d.Clauses[c].Parent {
			around.Union(&headings[c])
		}
		seen := map[string]bool{}
		for k := range d.lang.signs.list {
			sg := &d.lang.signs.list[k]
			if seen[sg.Point] || strings.HasPrefix(sg.Point, "scope.") || !sg.fits(&own[i], &around) || !sg.Anyone && d.byOthers(i) {
				continue
			}
			seen[sg.Point] = true
			out = append(out, Sighting{Point: sg.Point, Denied: d.denies(i), Place: d.place(i)})
		}
	}
	return out
}

func (s *sign) fits(own, around *frame.Set) bool {
	if s.without.Meets(own) || !s.with[0].Meets(own) {
		return false
	}
	return !slices.ContainsFunc(s.with[1:], func(group frame.Set) bool { return !group.Meets(around) })
}

// byOthers reports whether all that sentence i does is done by somebody else than the provider: what customers do.
func (d *doc) byOthers(i int) bool {
	others := false
	for k := range d.readings[i].Frames {
		f := &d.readings[i].Frames[k]
		if f.Place != frame.Main && f.Place != frame.List || f.Actor == 0 {
			continue
		}
		if f.Actor&(frame.Provider|frame.Subcontractor) != 0 {
			return false
		}
		others = true
	}
	return others
}

// denies reports whether sentence i says that something does not happen; an item says what its lead-in says.
func (d *doc) denies(i int) bool {
	r := d.readings[i]
	if l := d.Sentences[i].LeadIn; l >= 0 && r.Tail != frame.Main && d.readings[l] != nil {
		r = d.readings[l]
	}
	if r.Mode != frame.WillNot && r.Mode != frame.MustNot {
		return false
	}
	for k := range d.readings[i].Frames {
		f := &d.readings[i].Frames[k]
		if slices.ContainsFunc(d.exceptions(i, f), func(e Exception) bool { return e.Kind.turns() }) {
			return false
		}
	}
	return true
}

func (d *doc) place(i int) Place {
	s := &d.Sentences[i]
	return Place{Document: d.Document.ID, Citation: d.Citation(s.Clause), Caption: d.Headline(s.Clause), Span: s.Span, Quote: s.Span.In(d.Text)}
}

// allSigns gives the words of signs in every sentence; they are looked for once.
func (d *doc) allSigns() []frame.Set {
	if d.signSets == nil {
		d.signSets = make([]frame.Set, len(d.Sentences))
		for i := range d.Sentences {
			d.signSets[i] = d.signsOf(i)
		}
	}
	return d.signSets
}

// signsOf gives the words of signs in sentence i.
func (d *doc) signsOf(i int) frame.Set {
	if d.recalled == nil || d.recalled[i] == nil {
		return d.signWords(d.tokens[i])
	}
	r := d.recalled[i]
	return r.concepts(&r.signs, func() frame.Set { return d.signWords(d.tokens[i]) })
}

// signWords gives the words of signs in tokens.
func (d *doc) signWords(tokens []token.Token) frame.Set { return d.lang.signs.voc.Concepts(tokens) }
