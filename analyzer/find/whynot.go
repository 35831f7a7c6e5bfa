package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// A Miss says why a rule was not raised on an act of a sentence that has the words for it.
type Miss struct {
	Document string
	Sentence int
	Citation string
	Quote    string
	Rule     string
	Act      string   // the words of the act
	Failed   string   // the condition that did not hold: action, modality, actor, object, …
	Reading  string   // what was read instead, for that condition; the words that it forbids
	Needs    []string // words or ids, one of which the condition asks for; empty for conditions that forbid
	Why      string   // what the rule is about
}

// WhyNot lists, for every sentence whose words contain passage (all sentences if passage is empty) and for every rule of
// the flag, the condition that failed. Acts that lack the rule's action are left out unless passage is given.
func (f *Finder) WhyNot(docs []Doc, flag, passage string) []Miss {
	var misses []Miss
	for _, in := range docs {
		d := f.read(in)
		if d == nil {
			continue
		}
		for i := range d.Sentences {
			if d.readings[i] == nil || !strings.Contains(d.Sentences[i].Span.In(d.Text), passage) {
				continue
			}
			for k := range d.readings[i].Frames {
				misses = append(misses, d.whyNot(i, k, flag, passage != "")...)
			}
		}
	}
	return misses
}

func (d *doc) whyNot(i, k int, flag string, all bool) []Miss {
	var misses []Miss
	in := d.instance(i, k)
	fr := in.frame
	for _, r := range d.lang.rules {
		if r.Flag != flag {
			continue
		}
		failed := r.fails(in)
		if failed == "" || failed == "action" && !all {
			continue
		}
		s := &d.Sentences[i]
		misses = append(misses, Miss{
			Document: d.Document.ID, Sentence: i, Citation: d.Citation(s.Clause), Quote: s.Span.In(d.Text), Rule: d.lang.code() + "/" + r.ID,
			Act: fr.Action.Span.In(d.Text), Failed: failed, Reading: d.reading(i, in, r, failed), Needs: d.needs(in, r, failed), Why: r.Why,
		})
	}
	return misses
}

// reading says what stands in the place of a failed condition, in words of the document where it has some.
func (d *doc) reading(i int, in *instance, r *rule, failed string) string {
	f := in.frame
	switch failed {
	case "action":
		return f.Action.Span.In(d.Text)
	case "place":
		return f.Place.String()
	case "modality":
		return f.Modality.String()
	case "actor":
		return actorName(f.Actor)
	case "object", "not-object":
		return f.Object.Span.In(d.Text)
	case "recipient":
		return f.Recipient.Span.In(d.Text)
	case "purpose", "not-purpose":
		return f.Purpose.Span.In(d.Text)
	case "condition":
		return f.Condition.Span.In(d.Text)
	case "without":
		return strings.Join(d.standing(i, r.without), ", ")
	case "kinds":
		return string(d.Document.Kind)
	case "scope":
		return d.scopeAt(i)
	case "exceptions":
		var kinds []string
		for _, e := range in.exceptions() {
			kinds = append(kinds, string(e.Kind))
		}
		return strings.Join(kinds, ", ")
	}
	return ""
}

// standing lists the words of sentence i that belong to set.
func (d *doc) standing(i int, set *frame.Set) []string {
	var words []string
	for _, m := range d.lang.voc.Mentions(d.tokens[i]) {
		if !m.Concepts.Meets(set) {
			continue
		}
		span := corpus.Span{Start: d.tokens[i][m.First].Span.Start, End: d.tokens[i][m.Last].Span.End}
		if w := span.In(d.Text); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// maxNeeds is how many of the words that a condition asks for are named.
const maxNeeds = 8

// needs lists words, one of which the failed condition asks for; concepts by their first words.
func (d *doc) needs(in *instance, r *rule, failed string) []string {
	var entries []string
	switch failed {
	case "action":
		entries = r.Action
	case "object":
		entries = r.Object
	case "recipient":
		entries = r.Recipient
	case "purpose":
		entries = r.Purpose
	case "condition":
		entries = r.Condition
	case "context":
		entries = r.Context
	case "with":
		for k := range r.with {
			if !r.with[k].Meets(in.all) {
				entries = r.With[k]
				break
			}
		}
	case "actor":
		entries = r.Actor
		if len(entries) == 0 {
			return []string{"provider"}
		}
	case "modality":
		return r.Modality
	case "place":
		return r.Place
	case "kinds":
		entries = r.Kinds
	case "scope":
		entries = r.Scope
	}
	return d.spelled(entries, map[string]bool{})
}

// spelled lists words of entries, those of concepts for their names.
func (d *doc) spelled(entries []string, seen map[string]bool) []string {
	var words []string
	g := d.finder.lex.Language(d.lang.code())
	for _, e := range entries {
		name, ok := strings.CutPrefix(e, "@")
		if !ok {
			words = append(words, e)
		} else if !seen[name] {
			seen[name] = true
			for i := range g.Concepts {
				if g.Concepts[i].Name == name {
					words = append(words, d.spelled(g.Concepts[i].Words, seen)...)
				}
			}
		}
		if len(words) >= maxNeeds {
			return append(words[:maxNeeds:maxNeeds], "…")
		}
	}
	return words
}
