package find

import (
	"strings"

	"kiyaku/analyzer/frame"
)

// A Miss says why a rule was not raised on an act of a sentence that has the words for it.
type Miss struct {
	Document string
	Sentence int
	Citation string
	Quote    string
	Rule     string
	Act      string // the words of the act
	Failed   string // the condition that did not hold: action, modality, actor, object, …
	Reading  string // what was read instead, for that condition
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
				misses = append(misses, d.whyNot(i, &d.readings[i].Frames[k], flag, passage != "")...)
			}
		}
	}
	return misses
}

func (d *doc) whyNot(i int, fr *frame.Frame, flag string, all bool) []Miss {
	var misses []Miss
	in := d.instance(i, fr)
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
			Act: fr.Action.Span.In(d.Text), Failed: failed, Reading: d.reading(in, failed),
		})
	}
	return misses
}

// reading says what a frame has in the place of a failed condition.
func (d *doc) reading(in *instance, failed string) string {
	f := in.frame
	names := func(s *frame.Set) string { return strings.Join(d.lang.voc.Names(s), " ") }
	switch failed {
	case "action":
		return names(&f.Action.Set)
	case "place":
		return f.Place.String()
	case "modality":
		return f.Modality.String()
	case "actor":
		return actorName(f.Actor) + " (" + f.ActorHow + ")"
	case "object", "not-object":
		return strings.TrimSpace(f.Object.Span.In(d.Text) + " " + names(&f.Object.Set))
	case "recipient":
		return names(&f.Recipient.Set)
	case "purpose", "not-purpose":
		return names(&f.Purpose.Set)
	case "condition":
		return names(&f.Condition.Set)
	case "context", "not-context":
		return names(in.context)
	case "kinds":
		return string(d.Document.Kind)
	case "scope":
		return d.scope
	case "exceptions":
		var kinds []string
		for _, e := range in.exceptions() {
			kinds = append(kinds, string(e.Kind))
		}
		return strings.Join(kinds, " ")
	}
	return names(in.all)
}
