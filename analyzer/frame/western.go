package frame

import (
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// clauseWork is the working state of one English or Dutch sentence.
type clauseWork struct {
	p        *Parser
	g        *grammar
	in       *Input
	t        []token.Token
	low      []string // tokens in lower case, without a possessive 's
	mentions []Mention
	places   []Place // of each token
	cut      []bool  // a part of the sentence begins at this token
	verbs    []bool  // token already belongs to a frame's act
	own      []bool  // by frame: it has a verb group, and so purposes, of its own
	reading  *Reading
}

func (p *Parser) western(in *Input) *Reading {
	w := &clauseWork{p: p, g: p.grammar, in: in, t: p.apart(withoutEnumerators(in.Tokens), in.Text), reading: &Reading{}}
	w.low = make([]string, len(w.t))
	for i := range w.t {
		w.low[i] = strings.TrimSuffix(strings.ReplaceAll(w.t[i].Low, "’", "'"), "'s")
		if full, ok := w.g.short.get(w.low[i]); ok {
			w.low[i] = full
		} else if w.low[i] == "" { // the 's of "it's"
			w.low[i] = "is"
		}
	}
	w.mentions = p.mentions(w.t, in.Names, nil)
	w.shieldNames()
	w.shieldTitles()
	w.shieldDocuments()
	if !w.g.late {
		w.shieldAdjectives()
		w.shieldDataNames()
	}
	w.settlePronouns()
	w.nameServiceProvider()
	if w.g.late {
		w.nameEntered()
		w.shieldWithout()
	} else {
		w.nameCustomersThings()
	}
	for i := range w.mentions {
		m := &w.mentions[i]
		w.reading.All.Union(m.Concepts)
		if m.Concepts.Meets(&p.limits) {
			w.reading.Parts = append(w.reading.Parts, Part{w.span(m.First, m.Last), *m.Concepts})
		}
	}
	if len(w.t) == 0 {
		return w.reading
	}
	w.verbs = make([]bool, len(w.t))
	w.findPlaces()
	if w.g.late {
		w.liftedDuty()
	}
	if w.g.late {
		w.dutchVerbs()
	} else {
		w.findVerbs()
	}
	w.listItem()
	w.nounActs()
	w.withoutVerb()
	if w.g.late {
		w.leaveDefinition()
	}
	w.attach()
	w.settleTail()
	return w.reading
}

// withoutEnumerators leaves out the marks of lists that run on inside a sentence: "(a)", "(ii)", "(s)".
func withoutEnumerators(tokens []token.Token) []token.Token {
	var kept []token.Token
	for i := 0; i < len(tokens); i++ {
		if i+2 < len(tokens) && tokens[i].Surface == "(" && tokens[i+2].Surface == ")" && len(tokens[i+1].Surface) <= 4 &&
			(len(tokens[i+1].Surface) == 1 || strings.Trim(tokens[i+1].Surface, "ivx0123456789") == "") {
			i += 2
			continue
		}
		if n := max(permitsOthers(tokens[i:]), leavesOpen(tokens[i:]), noDuty(tokens[i:])); n > 0 {
			i += n - 1
			continue
		}
		kept = append(kept, tokens[i])
	}
	return kept
}

// permitsOthers gives the length of an insertion that bans others too, at the head of tokens: ", and shall not permit any
// third party to, use", or that frees from a duty; 0 if none stands there.
func permitsOthers(tokens []token.Token) int {
	permits, procures := false, false
	for i := 1; i+1 < len(tokens) && i < 14 && tokens[0].Surface == ","; i++ {
		switch word := tokens[i].Low; {
		case i == 1 && word != "and" && word != "nor" && word != "but", word == ",":
			return 0
		case word == "obliged" || word == "obligated" || word == "required" && tokens[i-1].Surface == "not": // "may, but is not obliged to, review"
			permits = true
		case word == "permit" || word == "allow" || word == "authorize" || word == "cause":
			permits = true
		case word == "procure" || word == "ensure":
			procures = true
		case procures && (word == "not" || word == "shall" || word == "will" || word == "must") && tokens[i+1].Surface == ",": // "shall not, and shall procure that its staff shall not, view"
			return i + 2
		case word == "to" && tokens[i+1].Surface == ",":
			if permits {
				return i + 2
			}
			return 0
		}
	}
	return 0
}

func (w *clauseWork) span(i, j int) corpus.Span {
	return corpus.Span{Start: w.t[i].Span.Start, End: w.t[j].Span.End}
}

// concepts gives the concepts of the mentions inside tokens i…j.
func (w *clauseWork) concepts(i, j int) Set {
	var set Set
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First >= i && m.Last <= j {
			set.Union(m.Concepts)
		}
	}
	return set
}

// concept reports whether a mention of one of the concepts in set covers token i.
func (w *clauseWork) concept(i int, set Set) bool {
	if i < 0 {
		return false
	}
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= i && i <= m.Last && m.Concepts.Meets(&set) {
			return true
		}
	}
	return false
}

// act reports whether token i is a verb that rules care about, by its own.
func (w *clauseWork) act(i int) bool {
	acts := w.p.concept.acts()
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First == i && m.Concepts.Meets(&acts) {
			return true
		}
	}
	return false
}

// word reports whether token i is a content word: no function word, number or symbol.
func (w *clauseWork) word(i int) bool {
	return i >= 0 && i < len(w.t) && w.t[i].POS == token.Word && !w.g.stops.has(w.low[i]) && !w.g.preps.has(w.low[i]) && !w.g.adverbs.has(w.low[i])
}

// phraseAt gives how many tokens the words take at token i; 0 if they do not stand there.
func (w *clauseWork) phraseAt(i int, words []string) int {
	if i+len(words) > len(w.low) {
		return 0
	}
	for k, word := range words {
		if w.low[i+k] != word {
			return 0
		}
	}
	return len(words)
}

// part gives the stretches of one place among tokens from…to as one part.
func (w *clauseWork) part(place Place, from, to int, into *Part) {
	for i := from; i < to; i++ {
		if w.places[i] != place {
			continue
		}
		first := i
		for i+1 < to && w.places[i+1] == place {
			i++
		}
		last := i
		for k := first; k < i && place == Purpose; k++ {
			if w.low[k+1] == "provided" && k+2 <= i && (w.at(k+2) == "that" || w.at(k+2) == ",") { // "for research,|provided that it is not for training"
				last = k
				break
			}
			if (w.low[k+1] == "not" || w.low[k+1] == "never") && (w.low[k] == "and" || w.low[k] == "," || w.low[k] == "but") { // "for the service and|not for advertising"
				last = k - 1
				break
			}
		}
		if last < first {
			continue
		}
		set := w.concepts(first, last)
		into.Set.Union(&set)
		into.Span = cover(into.Span, w.span(first, last))
	}
}

// attach gives every frame its purposes, conditions and exceptions. Purposes belong to the verb group they stand behind,
// or, at the head of the sentence, to the first one; conditions to the sentence; exceptions to promises, if there are any.
func (w *clauseWork) attach() {
	r := w.reading
	negative := false
	for k := range r.Frames {
		negative = negative || r.Frames[k].Place != Except && r.Frames[k].Modality.Negative()
	}
	for k := range r.Frames {
		f := &r.Frames[k]
		from, to := 0, len(w.t)
		if !w.g.late {
			from, to = w.domain(k)
		}
		w.part(Purpose, from, to, &f.Purpose)
		w.part(Condition, 0, len(w.t), &f.Condition)
		if f.Place != Except && (f.Modality.Negative() || !negative) {
			f.Exceptions = w.exceptions(f.Modality.Negative())
		}
	}
}

// domain gives the tokens in which purposes of frame k stand.
func (w *clauseWork) domain(k int) (int, int) {
	r := w.reading
	from, to := 0, len(w.t)
	for j := range r.Frames {
		if j == k || r.Frames[j].Place != Main || !w.own[j] {
			continue
		}
		at := w.tokenAt(r.Frames[j].Action.Span.Start)
		switch mine := w.tokenAt(r.Frames[k].Action.Span.Start); {
		case at < mine && w.own[k]:
			from = max(from, at)
			for from < mine && w.places[from] != Main { // what stands behind the other verb is the other verb's
				from++
			}
			from = max(from, w.lastMain(at, mine))
		case at > mine && (w.own[k] || j != k-1): // the act that the subject of frame j names has its purposes behind that
			to = min(to, at)
		}
	}
	return from, to
}

// lastMain gives the first token of the last stretch of the main clause before token to: where the subject stands.
func (w *clauseWork) lastMain(from, to int) int {
	i := to
	for i > from && w.places[i-1] == w.places[to] {
		i--
	}
	return i
}

func (w *clauseWork) tokenAt(offset int) int {
	for i := range w.t {
		if w.t[i].Span.End > offset {
			return i
		}
	}
	return len(w.t)
}

// exceptions gives the exceptions of the sentence; those that only want a consent are none of a permission.
func (w *clauseWork) exceptions(promise bool) []Part {
	var list []Part
	for i := 0; i < len(w.t); i++ {
		if w.places[i] != Except {
			continue
		}
		from := i
		for i+1 < len(w.t) && w.places[i+1] == Except && !w.cut[i+1] {
			i++
		}
		if !promise && (w.low[from] == "without" || w.low[from] == "absent" || w.low[from] == "zonder") {
			continue
		}
		list = append(list, Part{w.span(from, i), w.concepts(from, i)})
	}
	return list
}

// settleTail tells what the sentence opens at its end, should it be a lead-in, and what it is as an item.
func (w *clauseWork) settleTail() {
	r := w.reading
	last := len(w.t) - 1
	for last > 0 && w.t[last].POS == token.Symbol {
		last--
	}
	if w.pointsOn(last) {
		r.Opens = w.places[last]
	}
	if w.low[last] == "to" && !w.g.late && w.handsOn(last) {
		r.Opens = Main
	} else if w.low[last] == "to" && !w.g.late {
		r.Opens = Purpose
		for k := max(0, last-8); k < last; k++ {
			if w.g.gives.has(w.low[k]) { // what follows are recipients
				r.Opens = Main
			}
		}
	}
	for k := range r.Frames {
		if f := &r.Frames[k]; f.Place == Main {
			r.Mode = f.Modality
			if f.Actor != 0 && f.ActorHow != "passive" && f.ActorHow != "default" {
				r.Topic = f.Actor // of the last clause: "you agree that we may:"
			}
		}
	}
	if w.in.LeadIn == nil {
		return
	}
	r.Tail = Main
	if !w.hasOwnSubject() {
		r.Tail = List
		if w.in.LeadIn.Opens != Main && w.in.LeadIn.Opens != Modifier {
			r.Tail = w.in.LeadIn.Opens
		}
		if w.places[0] != Main {
			r.Tail = w.places[0]
		}
	}
}

// pointsOn reports whether the part of the sentence that ends at token last is left for the items to fill: it is no more
// than its opening word ("except:"), or says that something follows ("for the following purposes:").
func (w *clauseWork) pointsOn(last int) bool {
	first := last
	for first > 0 && w.places[first-1] == w.places[last] && !w.cut[first] {
		first--
	}
	if last-first <= 2 {
		return true
	}
	for k := first; k <= last; k++ {
		if w.g.pointers.has(w.low[k]) {
			return true
		}
	}
	return false
}

func (w *clauseWork) hasOwnSubject() bool {
	for k := range w.reading.Frames {
		if f := &w.reading.Frames[k]; f.Place == Main && (f.ActorHow == "explicit" || f.ActorHow == "other" || f.ActorHow == "passive") {
			return true
		}
	}
	return false
}
