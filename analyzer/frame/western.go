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
	low      []string // tokens in lower case
	mentions []Mention
	places   []Place // of each token
	cut      []bool  // a part of the sentence begins at this token
	verbs    []bool  // token already belongs to a frame's act
	reading  *Reading
}

func (p *Parser) western(in *Input) *Reading {
	w := &clauseWork{p: p, g: p.grammar, in: in, t: in.Tokens, reading: &Reading{}}
	w.low = make([]string, len(w.t))
	for i := range w.t {
		w.low[i] = strings.ToLower(w.t[i].Surface)
	}
	w.mentions = p.mentions(w.t, in.Names)
	for i := range w.mentions {
		m := &w.mentions[i]
		w.reading.All.Union(&m.Concepts)
		if m.Concepts.Meets(&p.limits) {
			w.reading.Parts = append(w.reading.Parts, Part{w.span(m.First, m.Last), m.Concepts})
		}
	}
	if len(w.t) == 0 {
		return w.reading
	}
	w.verbs = make([]bool, len(w.t))
	w.findPlaces()
	w.findVerbs()
	w.listItem()
	w.settleTail()
	return w.reading
}

func (w *clauseWork) span(i, j int) corpus.Span {
	return corpus.Span{Start: w.t[i].Span.Start, End: w.t[j].Span.End}
}

// concepts gives the concepts of the mentions inside tokens i…j.
func (w *clauseWork) concepts(i, j int) Set {
	var set Set
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First >= i && m.Last <= j {
			set.Union(&m.Concepts)
		}
	}
	return set
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

// findPlaces gives every token its place: what a starter opens goes on to the next boundary.
func (w *clauseWork) findPlaces() {
	w.places = make([]Place, len(w.t))
	w.cut = make([]bool, len(w.t))
	place, opened := Main, 0
	for i := range w.t {
		switch {
		case w.low[i] == ";", w.low[i] == ".", w.low[i] == ":":
			place = Main
			w.cut[i] = true
		case w.low[i] == "," && place != Main && w.clauseFollows(i+1), place == Modifier && i > opened+1 && w.finite(i) && w.verbBetween(opened, i):
			place = Main
			w.cut[i] = true
		}
		if p, ok := w.starterAt(i); ok && !(p == Purpose && place == Except) && !(p == Modifier && place != Main) {
			place, opened = p, i
			w.cut[i] = true
		}
		w.places[i] = place
	}
}

// starterAt reports whether a part of the sentence opens at token i. "to" opens a purpose only before a verb, and not
// where it completes a turn or a noun.
func (w *clauseWork) starterAt(i int) (Place, bool) {
	best, place := 0, Main
	for _, s := range w.g.starters {
		if n := w.phraseAt(i, s.words); n > best {
			best, place = n, s.place
		}
	}
	if best == 0 {
		return Main, false
	}
	word := w.low[i]
	if best == 1 && (word == "to" || word == "for" || word == "that" || word == "om") {
		return place, w.opensHere(i)
	}
	return place, true
}

func (w *clauseWork) opensHere(i int) bool {
	if i+1 >= len(w.t) {
		return w.low[i] == "to"
	}
	next := w.low[i+1]
	switch w.low[i] {
	case "to":
		if w.turnEnds(i) || w.g.stops[next] || w.concept(i+1, w.p.concept.party()) || w.t[i+1].POS != token.Word {
			return next == ":" || w.g.adverbs[next] && !w.g.stops[next]
		}
		return i == 0 || w.low[i-1] != "access" && w.low[i-1] != "related" && w.low[i-1] != "subject" && w.low[i-1] != "pursuant" && w.low[i-1] != "according" && w.low[i-1] != "due"
	case "for":
		return i == 0 || w.low[i-1] != "responsible" && w.low[i-1] != "liable" && w.low[i-1] != "except" && w.low[i-1] != "responsibility" && w.low[i-1] != "liability"
	case "that":
		return i > 0 && w.low[i-1] != "agree" && w.low[i-1] != "agrees" && w.low[i-1] != "acknowledge" && w.low[i-1] != "acknowledges" && w.low[i-1] != "ensure" && w.low[i-1] != "instruct" && w.low[i-1] != "provided"
	}
	return true
}

// turnEnds reports whether the turn of a modality ends with token i: "reserves the right|to".
func (w *clauseWork) turnEnds(i int) bool {
	for _, t := range w.g.turns {
		if n := len(t.words); i+1 >= n && w.phraseAt(i+1-n, t.words) > 0 {
			return true
		}
	}
	return false
}

func (w *clauseWork) concept(i int, set Set) bool {
	for k := range w.mentions {
		if m := &w.mentions[k]; m.First <= i && i <= m.Last && m.Concepts.Meets(&set) {
			return true
		}
	}
	return false
}

// clauseFollows reports whether a new clause with a subject and a finite verb begins at token i.
func (w *clauseWork) clauseFollows(i int) bool {
	for j := i; j < len(w.t) && j < i+8; j++ {
		if w.low[j] == "," || w.low[j] == ";" {
			return false
		}
		if w.finite(j) {
			return j > i
		}
		if w.concept(j, w.p.concept.party()) && j+1 < len(w.t) && w.t[j+1].POS == token.Word && !w.g.stops[w.low[j+1]] && !w.g.preps[w.low[j+1]] && j == i {
			return true
		}
	}
	return false
}

func (w *clauseWork) finite(i int) bool {
	_, modal := w.g.modals[w.low[i]]
	return modal || w.g.be[w.low[i]] && w.low[i] != "be" && w.low[i] != "been" && w.low[i] != "being" || w.g.do[w.low[i]]
}

// verbBetween reports whether the clause opened at i has its own verb before j.
func (w *clauseWork) verbBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if w.finite(k) || w.concept(k, w.p.concept.acts()) || k > i+1 && w.t[k].POS == token.Word && !w.g.stops[w.low[k]] && w.concept(k-1, w.p.concept.party()) {
			return true
		}
	}
	return false
}

// settleTail tells what the sentence opens at its end, should it be a lead-in, and what it is as an item.
func (w *clauseWork) settleTail() {
	r := w.reading
	last := len(w.t) - 1
	for last > 0 && w.t[last].POS == token.Symbol {
		last--
	}
	r.Opens = w.places[last]
	if _, opens := w.starterAt(last); opens && w.low[last] == w.g.to {
		r.Opens = Purpose
	}
	for k := range r.Frames {
		if f := &r.Frames[k]; f.Place == Main {
			r.Mode = f.Modality
			if f.ActorHow == "explicit" {
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

func (w *clauseWork) hasOwnSubject() bool {
	for k := range w.reading.Frames {
		if f := &w.reading.Frames[k]; f.Place == Main && f.ActorHow == "explicit" {
			return true
		}
	}
	return false
}
