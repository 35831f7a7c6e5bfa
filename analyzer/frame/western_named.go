package frame

import (
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// apart takes English pronouns and the verbs written onto them apart: "we're", "it's", "you'll".
// Their spans are those of text, where letters and apostrophe may be longer than in the folded words.
func (p *Parser) apart(tokens []token.Token, text string) []token.Token {
	if p.grammar.late {
		return tokens
	}
	var out []token.Token
	for i := range tokens {
		cut := strings.LastIndexAny(tokens[i].Surface, "'’")
		if cut <= 0 || !contracted(strings.ToLower(tokens[i].Surface[:cut]), tokens[i].Surface[cut:]) {
			if out != nil {
				out = append(out, tokens[i])
			}
			continue
		}
		if out == nil {
			out = append(make([]token.Token, 0, len(tokens)+2), tokens[:i]...)
		}
		head, tail := tokens[i], tokens[i]
		head.Surface, tail.Surface = head.Surface[:cut], tail.Surface[cut:]
		if text != "" {
			cut = strings.LastIndexAny(tokens[i].Span.In(text), "'’‘＇")
		}
		if cut > 0 {
			head.Span.End = head.Span.Start + cut
			tail.Span.Start = head.Span.End
		}
		low := strings.ToLower(tail.Surface)
		head.Lexeme, tail.Lexeme = token.NewWord(head.Surface, head.POS, p.voc.lang), &token.Lexeme{POS: tail.POS, Base: low, Low: low}
		out = append(out, head, tail)
	}
	if out == nil {
		return tokens
	}
	return out
}

func contracted(word, tail string) bool {
	switch strings.ToLower(strings.ReplaceAll(tail, "’", "'")) {
	case "'re", "'ve", "'ll", "'m":
		return true
	case "'s":
		return shortIs.has(word)
	}
	return false
}

var shortIs = wordSet("it that there what who here he she")

// capital reports whether token i is written with a capital, though not all of it is.
func (w *clauseWork) capital(i int) bool {
	if i < 0 {
		return false
	}
	s := w.t[i].Surface
	return s[0] >= 'A' && s[0] <= 'Z' && len(s) > 1 && s[1] >= 'a'
}

// staffAt reports whether token i stands for people of a party: "engineers", and "people" where it says whose they are.
func (w *clauseWork) staffAt(i int) bool {
	if i < 0 || i >= len(w.low) {
		return false
	}
	if w.g.staff.has(w.low[i]) {
		return true
	}
	if !w.g.crew.has(w.low[i]) {
		return false
	}
	if !w.g.late && w.ofWhom(i) != 0 { // "people|of the Host"
		return true
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if w.low[k] == "our" || w.low[k] == "its" || strings.HasSuffix(w.t[k].Surface, "s") && w.low[k] != w.t[k].Low { // "Vendor's service|manager"
			return true
		}
	}
	return false
}

// ownService reports whether the subject among tokens from…to is something that the provider runs: "the platform", "our
// recognition engine".
func (w *clauseWork) ownService(from, to int) bool {
	for from < to && w.places[from] == Modifier {
		from++
	}
	if from >= to || w.low[from] != "the" && w.low[from] != "our" && w.low[from] != "its" && w.low[from] != "an" && w.low[from] != "a" {
		return false
	}
	for k := from + 1; k < to && k < from+5; k++ {
		if w.g.systems.has(w.low[k]) {
			if k+1 == to || !w.word(k+1) || w.lyWord(k+1) || w.places[k+1] == Modifier || w.g.adverbs.has(w.low[k+1]) {
				return true
			}
		}
		if !w.word(k) {
			return false
		}
	}
	return false
}

// systemActs reports whether token i is the verb of what the provider runs: "the service|extracts names".
func (w *clauseWork) systemActs(i int) bool {
	if !w.g.systems.has(w.low[i-1]) || !w.act(i) || i+1 >= len(w.t) || !w.objectFollows(i+1) && !w.word(i+1) {
		return false
	}
	first := i - 2
	for first > 0 && first > i-5 && w.word(first) {
		first--
	}
	many := strings.HasSuffix(w.low[i-1], "s")
	return first >= 0 && (first == 0 || !w.g.preps.has(w.low[first-1]) && w.low[first-1] != "of" && w.low[first-1] != "for") &&
		strings.HasSuffix(w.low[i], "s") != many && !strings.HasSuffix(w.low[i], "ing") && !strings.HasSuffix(w.low[i], "ed") && w.ownService(first, i)
}

// nothingActs reports whether token i is the first verb behind "nothing in these terms".
func (w *clauseWork) nothingActs(i int) bool {
	if w.low[0] != "nothing" || i < 2 || i > 8 || !w.act(i) || !strings.HasSuffix(w.low[i], "s") || w.capital(i) {
		return false
	}
	for k := 1; k < i; k++ {
		if w.finite(k) || w.verbs[k] {
			return false
		}
	}
	return i+1 < len(w.t) && (w.objectFollows(i+1) || w.word(i+1))
}

// hasNone reads "has neither the right nor the intention to", "have no way of": the act behind it does not happen.
func (w *clauseWork) hasNone(i int) (int, *turn) {
	if !w.g.have.has(w.low[i]) || w.at(i+1) != "no" && w.at(i+1) != "neither" && w.at(i+1) != "not" {
		return 0, nil
	}
	able := false
	for k := i + 2; k < len(w.t) && k < i+11; k++ {
		switch {
		case lacking.has(w.low[k]):
			able = true
		case able && (w.low[k] == "to" || w.low[k] == "of") && k+1 < len(w.t) && (w.low[k] == "to" && w.act(k+1) || strings.HasSuffix(w.low[k+1], "ing")):
			return k + 1 - i, &noAct
		case w.finite(k) || w.low[k] == ";" || w.low[k] == "obligation" || w.low[k] == "duty":
			return 0, nil
		}
	}
	return 0, nil
}

var (
	noAct   = turn{modality: WillNot}
	lacking = wordSet("right rights intention authority ability permission means way possibility power plan plans interest wish desire capability reason need")
)

// prevented reads what somebody is, or is not, kept from: "nothing in these terms prevents us|from viewing your files".
func (w *clauseWork) prevented(i int) bool {
	if !w.g.keeps.has(w.low[i]) || w.g.late || w.g.be.has(w.at(i-1)) {
		return false
	}
	for k := i + 1; k+1 < len(w.t) && k < i+9; k++ {
		if w.finite(k) || w.low[k] == ";" || w.low[k] == "," {
			return false
		}
		if w.low[k] != "from" {
			continue
		}
		who := w.partyIn(i+1, k)
		if !strings.HasSuffix(w.low[k+1], "ing") || who == 0 {
			return false
		}
		g := group{head: k, modality: WillNot, actor: who}
		for j := i - 1; j >= 0 && j > i-14 && w.low[j] != ";" && !w.fullStop(j); j-- {
			if w.low[j] == "nothing" || w.low[j] == "no" || w.g.negations.has(w.low[j]) || strings.HasSuffix(w.low[j], "n't") {
				g.modality = May
			}
		}
		w.verbGroup(g, k+1)
		return true
	}
	return false
}

// approved reads what a customer lets the other side do: "consents to Vendor's employees|accessing its account".
func (w *clauseWork) approved(i int) bool {
	if !approvals.has(w.low[i]) || w.g.late || w.at(i+1) != "to" && w.low[i] != "accepts" && w.low[i] != "accept" {
		return false
	}
	if k := w.actNoun(i+2, len(w.t)); k > 0 && w.low[i+1] == "to" && w.g.stops.has(w.low[i+2]) && w.at(k+1) == "of" && w.partyAt(i+2) == 0 {
		w.approvedNoun(i, k)
		return false
	}
	for k := i + 2; k < len(w.t) && k < i+10; k++ {
		if w.finite(k) || w.low[k] == ";" || w.low[k] == "," {
			return false
		}
		if !strings.HasSuffix(w.low[k], "ing") || !w.act(k) || k < i+3 {
			continue
		}
		who := w.partyIn(i+1, k)
		if who == 0 {
			return false
		}
		g := group{head: k, modality: May, actor: who}
		for j := max(0, i-3); j < i; j++ {
			g.negative = g.negative || w.g.negations.has(w.low[j]) || strings.HasSuffix(w.low[j], "n't")
		}
		w.verbGroup(g, k)
		return true
	}
	return false
}

// approvedNoun adds the frame of "agrees to the|deletion of its data by Acme", where token i agrees and token k names the act.
func (w *clauseWork) approvedNoun(i, k int) {
	end := k
	for end < len(w.t) && w.low[end] != ";" && !w.fullStop(end) && w.low[end] != "," && (w.places[end] == w.places[k] || w.places[end] == Modifier) {
		end++
	}
	n := Frame{Place: w.places[i], Modality: May, Actor: opposite(w.subjectAt(i)), ActorHow: "agreed"}
	if who, span := w.agentIn(k, end); who != 0 {
		n.Actor, n.ActorHow, n.ActorSpan = who, "explicit", span
	}
	for j := max(0, i-3); j < i; j++ {
		if w.g.negations.has(w.low[j]) || strings.HasSuffix(w.low[j], "n't") {
			n.Modality = MustNot
		}
	}
	if n.Actor == 0 {
		return
	}
	w.addNamed(n, k, end)
	w.part(Purpose, k, len(w.t), &w.reading.Frames[len(w.reading.Frames)-1].Purpose)
}

var approvals = wordSet("consent consents consented agree agrees agreed accept accepts")

// receives reports whether the passive verb at token v gives its subject access: "our staff are granted|access to".
func (w *clauseWork) receives(v int) bool {
	if !givenVerbs.has(w.low[v]) {
		return false
	}
	for k := v + 1; k < len(w.t) && k < v+5; k++ {
		if w.low[k] == "access" {
			return true
		}
		if !w.word(k) {
			return false
		}
	}
	return false
}

var givenVerbs = wordSet("granted given afforded allowed permitted assigned issued")

// resultClause takes what a sentence brings about for what it says: "so that our staff cannot print it".
func (w *clauseWork) resultClause(f *Frame, g *group) {
	if !f.Modality.Negative() || f.Place != Purpose && f.Place != Modifier {
		return
	}
	for k := g.head; k >= 1 && w.places[k] == f.Place; k-- {
		if w.low[k] == "that" && (w.low[k-1] == "so" || w.low[k-1] == "such" || w.low[k-1] == "way" || w.low[k-1] == "manner") {
			f.Place = Main
			return
		}
	}
}

// namedAct adds the frame of an act that the subject of the frame at names: "inspection of stored data by Acme|takes place".
func (w *clauseWork) namedAct(at int, g *group) {
	f := w.reading.Frames[at]
	if w.g.late || f.Place != Main && f.Place != List || !w.g.happens.has(w.low[g.verb]) {
		return
	}
	first := w.before(g.head)
	k := w.actNoun(first, g.head)
	if k < 0 {
		return
	}
	n := Frame{Place: f.Place, Modality: f.Modality, Actor: w.in.Default, ActorHow: "passive"}
	if w.g.leaves.has(w.low[g.verb]) {
		n.Modality = May.negated(f.Modality.Negative())
	} else if w.g.bans.has(w.low[g.verb]) {
		n.Modality = MustNot
		if f.Modality.Negative() {
			n.Modality = May
		}
	}
	who, span := w.agentIn(k, g.head)
	if who == 0 {
		who, span = w.agent(g.end)
	}
	if who != 0 {
		n.Actor, n.ActorHow, n.ActorSpan = who, "explicit", span
	} else if (w.g.leaves.has(w.low[g.verb]) || w.g.bans.has(w.low[g.verb])) && !(strings.HasSuffix(w.low[k], "training") && w.partyIn(k+1, g.head) == Provider) {
		return // access that is granted or forbidden, nobody knows to whom
	}
	w.addNamed(n, k, g.head)
	if added := &w.reading.Frames[len(w.reading.Frames)-1]; added.Object.Set.Empty() { // "full use is made|of your files"
		for j := g.end + 1; j+1 < len(w.t) && j < g.end+8 && w.places[j] == f.Place; j++ {
			if w.low[j] == "of" {
				to := w.objectEnd(added, j+1, false)
				added.Object = Part{w.span(j+1, to-1), w.concepts(j+1, to-1)}
				w.part(Purpose, j, len(w.t), &added.Purpose)
				break
			}
		}
	}
}

// addNamed adds the frame n of the act that the noun at token k names, with what it is done to up to token end.
func (w *clauseWork) addNamed(n Frame, k, end int) {
	last := w.coordinate(k)
	if last >= end {
		last = k
	}
	n.Action = Part{w.span(k, last), w.actConcepts(k, last)}
	if last+1 < end {
		n.Object = Part{w.span(last+1, end-1), w.concepts(last+1, end-1)}
	}
	w.recipient(&n, last)
	w.reading.Frames, w.own = append(w.reading.Frames, n), append(w.own, false)
}

// actNoun finds the noun of an act that heads the phrase at token first; -1 if none does.
func (w *clauseWork) actNoun(first, end int) int {
	for k := first; k+1 < end && k < first+6; k++ {
		switch next := w.low[k+1]; {
		case w.act(k) && w.g.nouns(w.low[k]) && (next == "of" || next == "by" || next == "to" || next == "into" || next == "in" || next == "whatsoever" || next == "and" || next == "or" || next == "," || strings.HasSuffix(w.low[k], "ing") && w.objectFollows(k+1)):
			return k
		case !w.word(k) && !w.g.stops.has(w.low[k]) && w.low[k] != ",":
			return -1
		case w.g.preps.has(w.low[k]) || w.low[k] == "of" || w.finite(k):
			return -1
		}
	}
	return -1
}

// agentIn gives who acts according to "by" among tokens from…to.
func (w *clauseWork) agentIn(from, to int) (Actor, corpus.Span) {
	for j := from; j < to; j++ {
		if w.low[j] != w.g.agent && w.low[j] != "from" || w.low[j] == w.g.agent && w.participle(j-1) {
			continue
		}
		for k := j + 1; k < to && k < j+6 && (k == j+1 || !w.g.preps.has(w.low[k])); k++ {
			if who := w.partyAt(k); who != 0 {
				return who, w.span(k, k)
			}
			if w.staffAt(k) {
				return w.staffOf(j, k), w.span(k, k)
			}
		}
	}
	return 0, corpus.Span{}
}

// nouns reports whether a word has the form of a noun that names an act: inspection, disclosure, viewing.
func (g *grammar) nouns(word string) bool {
	for _, end := range []string{"tion", "sion", "ment", "sure", "ysis", "ing", "ance", "ery", "val", "ction"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+2 {
			return true
		}
	}
	return namingNouns.has(word)
}

var namingNouns = wordSet("access use reuse search transfer copy backup export recovery release sale review audit study transfers copies analysis disposal upload download")

// verbs that tell what follows from what a sentence says: "which means that"
var resultVerbs = wordSet("means implies ensures guarantees")

// memberOfStaff reports whether the people at token j are members of a team whose owner nobody knows: "members of Acme's service
// team".
func (w *clauseWork) memberOfStaff(j int) bool {
	if w.at(j+1) != "of" || w.low[j] != "member" && w.low[j] != "members" {
		return false
	}
	for k := j + 2; k < len(w.t) && k < j+7 && !w.finite(k); k++ {
		if w.partyAt(k) == Customer || w.low[k] == "your" {
			return false
		}
		if w.g.staff.has(w.low[k]) || w.g.crew.has(w.low[k]) {
			return true
		}
	}
	return false
}
