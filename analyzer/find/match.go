package find

import (
	"slices"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// An instance is one frame with all that a rule may ask about it.
type instance struct {
	doc      *doc
	sentence int
	frame    *frame.Frame
	all      *frame.Set // concepts of the sentence, without those that belong to another act only
	whole    *frame.Set // in Japanese all concepts of the sentence, else as all
	context  *frame.Set // concepts of lead-in and headings
	denied   bool       // the main clause says that its act does not happen
	narrowed bool       // the items below tell the purposes of the act
	purpose  bool       // the frame is that of a lead-in of which the sentence, an item, tells a purpose

	exempt   []Exception // what exceptions gives
	unfolded bool        // exempt is known
	near     *frame.Set  // what around gives; nil before a rule asked
	own      *frame.Set  // what clause gives; nil before a rule asked
}

// farOff is how many words away from an act of a long English sentence words no longer say of it that a rule is not meant.
const farOff = 45

// holdsAround reports whether the words that r asks for, and none of those that it forbids, stand near the act: enough for what
// the provider may do, and for what it does not answer for.
func (in *instance) holdsAround(r *rule) bool {
	if len(r.Action) == 0 || r.flag.Family != "H" && in.frame.Modality != frame.Disclaims {
		return false
	}
	near := in.around()
	if near == in.all || r.without.Meets(near) {
		return false
	}
	return !slices.ContainsFunc(r.with, func(group *frame.Set) bool { return !group.Meets(near) })
}

// around gives the concepts near the act in a long English sentence, which is mostly a list; those of the whole sentence in
// others.
func (in *instance) around() *frame.Set {
	tokens := in.doc.tokens[in.sentence]
	if in.doc.Document.Lang != corpus.English || len(tokens) < 2*farOff || in.frame.Action.Span.Len() == 0 {
		return in.all
	}
	if in.near == nil {
		first := slices.IndexFunc(tokens, func(t token.Token) bool { return t.Span.End > in.frame.Action.Span.Start })
		last := slices.IndexFunc(tokens, func(t token.Token) bool { return t.Span.End >= in.frame.Action.Span.End })
		if first < 0 || last < first {
			return in.all
		}
		set := in.doc.concepts(tokens[max(0, first-farOff):min(len(tokens), last+farOff)])
		in.near = &set
	}
	return in.near
}

// exceptions are those of the frame. They are unfolded when the first rule asks.
func (in *instance) exceptions() []Exception {
	if !in.unfolded {
		in.exempt, in.unfolded = in.doc.exceptions(in.sentence, in.frame), true
	}
	return in.exempt
}

// fails names the first condition of r that in does not meet; "" if r fires.
func (r *rule) fails(in *instance) string {
	f := in.frame
	switch {
	case len(r.Action) > 0 && !r.action.Meets(&f.Action.Set):
		return "action"
	case !r.places[f.Place]:
		return "place"
	case !r.modalities[f.Modality], f.Weak && f.Modality.Negative() && r.flag.Family == "N": // 閲覧しないよう努める promises nothing
		return "modality"
	case f.Place == frame.Purpose && in.denied: // 学習のために利用しません
		return "modality"
	case (in.narrowed && f.Place == frame.Main || in.purpose && f.Place == frame.List) && f.Modality.Negative() && r.flag.Family == "N" && len(r.with) == 0: // "we do not use it for: (a) …"
		return "purpose"
	case !r.meets(f.Actor):
		return "actor"
	case len(r.Object) > 0 && !r.object.Meets(&f.Object.Set):
		return "object"
	case r.notObject.Meets(&f.Object.Set):
		return "not-object"
	case len(r.Recipient) > 0 && !r.recipient.Meets(&f.Recipient.Set):
		return "recipient"
	case len(r.Purpose) > 0 && !r.purpose.Meets(&f.Purpose.Set):
		return "purpose"
	case r.notPurpose.Meets(&f.Purpose.Set):
		return "not-purpose"
	case len(r.Condition) > 0 && !r.condition.Meets(&f.Condition.Set):
		return "condition"
	case r.without.Meets(in.whole) && !in.holdsAround(r) && !in.holdsInClause(r):
		return "without"
	case len(r.Context) > 0 && !r.context.Meets(in.context):
		return "context"
	case r.notContext.Meets(in.context):
		return "not-context"
	case len(r.NotOnly) > 0 && r.onlyIn(in.doc.cases(in.sentence, f)):
		return "not-only"
	case r.kinds != nil && !r.kinds[string(in.doc.Document.Kind)]:
		return "kinds"
	case r.scopes != nil && !r.scopes[in.doc.scopeAt(in.sentence)]:
		return "scope"
	}
	for i := range r.with {
		if !r.with[i].Meets(in.all) {
			return "with"
		}
	}
	if r.exceptions != nil && !r.exceptionsFit(in.exceptions()) {
		return "exceptions"
	}
	if len(r.Excepted) > 0 && !in.excepts(r.excepted) {
		return "excepted"
	}
	return ""
}

// excepts reports whether one of words stands in a case that the sentence itself excepts, and that neither law, consent, an
// emergency nor publicity opens: 法令に基づく場合および提携先に広告のために提供する場合を除き.
func (in *instance) excepts(words *frame.Set) bool {
	at := in.doc.Sentences[in.sentence].Body
	return slices.ContainsFunc(in.exceptions(), func(e Exception) bool {
		if e.Kind.weighs() || !at.Contains(e.Span) {
			return false
		}
		set := in.doc.concepts(within(in.doc.tokens[in.sentence], e.Span))
		return words.Meets(&set)
	})
}

// meets reports whether r asks for an act of who, as far as it asks for somebody.
func (r *rule) meets(who frame.Actor) bool {
	return who&r.actors != 0 || who == 0 && r.anyActor
}

// exceptionsFit: "none" wants harmless exceptions only; any other kind wants that kind among them.
func (r *rule) exceptionsFit(list []Exception) bool {
	if r.exceptions["none"] && !slices.ContainsFunc(list, func(e Exception) bool { return e.Kind.turns() }) {
		return true
	}
	return slices.ContainsFunc(list, func(e Exception) bool { return r.exceptions[string(e.Kind)] })
}

// onlyIn reports whether all cases, and there are some, are of the kinds that the rule leaves alone.
func (r *rule) onlyIn(cases []frame.Set) bool {
	return len(cases) > 0 && !slices.ContainsFunc(cases, func(c frame.Set) bool { return !r.notOnly.Meets(&c) })
}
