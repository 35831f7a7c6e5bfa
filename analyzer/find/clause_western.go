package find

import (
	"slices"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// holdsInClause reports whether the words that r asks for, and none of those that it forbids, stand in the act's own clause of
// an English sentence that joins several, each with a subject: what one party keeps is not said of what the other does.
func (in *instance) holdsInClause(r *rule) bool {
	if len(r.Action) == 0 {
		return false
	}
	own := in.clause()
	if own == in.all || r.without.Meets(own) {
		return false
	}
	return !slices.ContainsFunc(r.with, func(group *frame.Set) bool { return !group.Meets(own) })
}

// clause gives the concepts of the act's own clause; those of the whole sentence where it is the only one.
func (in *instance) clause() *frame.Set {
	if in.doc.Document.Lang != corpus.English || in.frame.Action.Span.Len() == 0 || in.frame.Place != frame.Main {
		return in.all
	}
	if in.own == nil {
		in.own = in.all
		tokens := in.doc.tokens[in.sentence]
		at := slices.IndexFunc(tokens, func(t token.Token) bool { return t.Span.End > in.frame.Action.Span.Start })
		first, last := 0, len(tokens)
		for _, b := range in.doc.joints(in.sentence) {
			if b <= at {
				first = max(first, b)
			} else {
				last = min(last, b)
			}
		}
		if at >= 0 && (first > 0 || last < len(tokens)) {
			set := in.doc.concepts(tokens[first:last])
			in.own = &set
		}
	}
	return in.own
}

// joints gives the tokens of sentence i at which a further main clause begins: behind ", and" or ";", with its subject.
func (d *doc) joints(i int) []int {
	tokens := d.tokens[i]
	var list []int
	for k := range d.readings[i].Frames {
		f := &d.readings[i].Frames[k]
		if f.Place != frame.Main || f.ActorSpan.Len() == 0 || f.ActorHow != "explicit" {
			continue
		}
		at := slices.IndexFunc(tokens, func(t token.Token) bool { return t.Span.End > f.ActorSpan.Start })
		for at > 0 && subjectHeads[tokens[at-1].Low] {
			at--
		}
		if at > 1 && tokens[at-1].Surface == ";" || at > 2 && clauseJoiners[tokens[at-1].Low] && (tokens[at-2].Surface == "," || tokens[at-2].Surface == ";") {
			list = append(list, at)
		}
	}
	return list
}

var (
	subjectHeads  = words("the each any our your a an")
	clauseJoiners = words("and but while whereas nor")
)
