package find

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// Check runs the examples of all rules against all rules of their language and gives every problem, each with file and
// line: a hit that its rule does not raise or marks elsewhere, a miss that it raises, and a flag that an example raises
// without naming it in `also`.
func Check(lex *lexicon.Lexicon) error {
	f, err := New(lex)
	if err != nil {
		return err
	}
	var errs []error
	for _, g := range lex.Languages {
		for i := range g.Rules {
			r := &g.Rules[i]
			at := fmt.Sprintf("%s:%d: rule %q", r.File, r.Line, r.ID)
			for _, ex := range r.Hit {
				for _, e := range f.checkHit(g.Code, r, ex) {
					errs = append(errs, fmt.Errorf("%s: hit %q: %w", at, ex.Text, e))
				}
			}
			for _, ex := range r.Miss {
				for _, e := range f.checkMiss(g.Code, r, ex) {
					errs = append(errs, fmt.Errorf("%s: miss %q: %w", at, ex.Text, e))
				}
			}
		}
		errs = append(errs, f.checkSigns(g)...)
	}
	return errors.Join(errs...)
}

// checkSigns runs the examples of the signs; which flags they raise does not matter.
func (f *Finder) checkSigns(g *lexicon.Language) []error {
	var errs []error
	for i := range g.Signs {
		s := &g.Signs[i]
		at := fmt.Sprintf("%s:%d: sign %q", s.File, s.Line, s.Point)
		for _, ex := range s.Hit {
			if !f.sees(g.Code, s.Point, ex) {
				errs = append(errs, fmt.Errorf("%s: hit %q: is not seen", at, ex.Text))
			}
		}
		for _, ex := range s.Miss {
			if f.sees(g.Code, s.Point, ex) {
				errs = append(errs, fmt.Errorf("%s: miss %q: is seen", at, ex.Text))
			}
		}
	}
	return errs
}

func (f *Finder) sees(lang, point string, ex lexicon.Example) bool {
	doc := plainDocument(ex.Text, corpus.Lang(lang), corpus.Kind(ex.Kind))
	d := f.read(Doc{doc, clause.Split(doc)})
	if scope, ok := strings.CutPrefix(point, "scope."); ok {
		for i := range d.Sentences {
			if d.tokens[i] != nil && d.saysScope(i) == scope {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(d.sightings(), func(s Sighting) bool { return s.Point == point })
}

func (f *Finder) checkHit(lang string, r *lexicon.Rule, ex lexicon.Example) []error {
	found, reasons := f.example(lang, ex, r)
	var errs []error
	hit := false
	for _, x := range found {
		if x.Rule == lang+"/"+r.ID && strings.Contains(x.Quote, ex.Mark) {
			hit = true
		}
		if x.Flag != r.Flag && !slices.Contains(ex.Also, x.Flag) {
			errs = append(errs, fmt.Errorf("raises %s too (%s): name it in also, or narrow that rule", x.Flag, x.Rule))
		}
	}
	if !hit {
		errs = append(errs, fmt.Errorf("is not found: %s", reasons))
	}
	return errs
}

func (f *Finder) checkMiss(lang string, r *lexicon.Rule, ex lexicon.Example) []error {
	found, _ := f.example(lang, ex, r)
	var errs []error
	for _, x := range found {
		switch {
		case x.Flag == r.Flag:
			errs = append(errs, fmt.Errorf("is found as %s by %s", x.Flag, x.Rule))
		case !slices.Contains(ex.Also, x.Flag):
			errs = append(errs, fmt.Errorf("raises %s (%s): name it in also, or narrow that rule", x.Flag, x.Rule))
		}
	}
	return errs
}

// example analyzes the text of an example as a small document. reasons says which conditions of r failed.
func (f *Finder) example(lang string, ex lexicon.Example, r *lexicon.Rule) (found []Finding, reasons string) {
	doc := plainDocument(ex.Text, corpus.Lang(lang), corpus.Kind(ex.Kind))
	d := f.read(Doc{doc, clause.Split(doc)})
	if d == nil {
		return nil, "no rules for this language"
	}
	d.match()
	var why []string
	for i := range d.Sentences {
		if d.readings[i] == nil {
			continue
		}
		for k := range d.readings[i].Frames {
			in := d.instance(i, k)
			for _, c := range d.lang.rules {
				if c.Rule != r {
					continue
				}
				why = append(why, fmt.Sprintf("%q fails on %s", in.frame.Action.Span.In(d.Text), c.fails(in)))
			}
		}
	}
	return d.settle(), strings.Join(why, "; ")
}

// plainDocument makes a document of plain text, one block a line.
func plainDocument(text string, lang corpus.Lang, kind corpus.Kind) *corpus.Document {
	if kind == "" {
		kind = corpus.Terms
	}
	doc := &corpus.Document{ID: "d1", Lang: lang, Kind: kind, Text: text}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if trimmed := strings.TrimRight(line, "\n"); strings.TrimSpace(trimmed) != "" {
			doc.Blocks = append(doc.Blocks, corpus.Block{Kind: corpus.Paragraph, Span: corpus.Span{Start: at, End: at + len(trimmed)}})
		}
		at += len(line)
	}
	return doc
}
