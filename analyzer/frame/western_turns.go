package frame

import (
	"strings"
	"unicode"
)

func (w *clauseWork) turnAt(i int) (int, *turn) {
	best := 0
	var found *turn
	for _, t := range w.g.turnsFrom.of(w.low[i]) {
		if n := w.phraseAt(i, t.words); n > best {
			best, found = n, t
		}
	}
	if best == 0 {
		best, found = w.splitTurn(i)
	}
	if n := w.deniedTurn(i); n > best {
		return n, &noAct
	}
	if n, t := w.hasNone(i); n > best {
		return n, t
	}
	if n, t := w.longTurn(i); n > best || n == best && n > 0 && !found.modality.Negative() {
		return n, t
	}
	if n := w.hasRight(i); n > best {
		return n, &mayAct
	}
	return best, found
}

// deniedTurn reads a permission that is denied: "is not|free to", "are not at liberty to"; 0 if none stands at token i.
func (w *clauseWork) deniedTurn(i int) int {
	if w.g.late || !w.g.be.has(w.low[i]) || w.at(i+1) != "not" && w.at(i+1) != "neither" {
		return 0
	}
	best := 0
	for _, t := range w.g.turnsFrom.of(w.low[i]) {
		if t.modality != May || t.agreed || len(t.words) < 2 {
			continue
		}
		if n := w.phraseAt(i+2, t.words[1:]); n > 0 {
			best = max(best, n+2)
		}
	}
	return best
}

// actFollows reports whether a verb that rules care about stands at token i, adverbs aside.
func (w *clauseWork) actFollows(i int) bool {
	for i < len(w.t)-1 && (w.g.adverbs.has(w.low[i]) || w.lyWord(i)) && !w.g.negations.has(w.low[i]) {
		i++
	}
	return i < len(w.t) && w.act(i)
}

var (
	mayAct     = turn{modality: May}
	reflexives = wordSet("itself ourselves himself themselves")
	holdsRight = wordSet("reserve reserves retain retains hold holds keep keeps enjoy enjoys")
	powers     = wordSet("right rights discretion authority permission option power freedom liberty privilege means ability possibility capability opportunity")
)

// splitTurn reads turns with adverbs behind their first word: "is only|entitled to", "is at all times|allowed to".
func (w *clauseWork) splitTurn(i int) (int, *turn) {
	if !w.g.be.has(w.low[i]) && !w.g.have.has(w.low[i]) {
		return 0, nil
	}
	j := i + 1
	for j < len(w.t) {
		if n := w.insertedAt(j); n > 0 {
			j += n
		} else if (w.g.adverbs.has(w.low[j]) || w.lyWord(j)) && !w.g.negations.has(w.low[j]) {
			j++
		} else {
			break
		}
	}
	if j == i+1 {
		return 0, nil
	}
	for _, t := range w.g.turnsFrom.of(w.low[i]) {
		if len(t.words) < 2 {
			continue
		}
		if n := w.phraseAt(j, t.words[1:]); n > 0 {
			return j + n - i, t
		}
	}
	return 0, nil
}

// longTurn reads turns with words between: "reserves the right, in its discretion, to", "undertakes, on request, to".
func (w *clauseWork) longTurn(i int) (int, *turn) {
	for _, t := range w.g.turnsFrom.of(w.low[i]) {
		n := len(t.words) - 1
		if n > 0 && t.words[n-1] == "responsible" { // "not responsible for any failure to"
			continue
		}
		if n < 1 || t.words[n] != "to" && t.words[n] != "from" || t.agreed || n == 1 && !w.g.pledges.has(t.words[0]) || w.phraseAt(i, t.words[:n]) == 0 {
			continue
		}
		insertion := w.at(i+n) == "," && (w.at(i+n+1) == "and" || w.at(i+n+1) == "but") // "reserve the right, but have no duty, to"
		for j := i + n; j+1 < len(w.t) && j < i+n+22; j++ {
			if w.low[j] == "(" { // "reserves the right (but has no obligation) to"
				for j+2 < len(w.t) && w.low[j] != ")" && j < i+n+20 {
					j++
				}
				continue
			}
			if w.low[j] == ";" || w.finite(j) && !insertion || w.low[j] == "that" {
				break
			}
			if w.low[j] == t.words[n] && w.actFollows(j+1) && (t.words[n] == "to" || strings.HasSuffix(w.at(j+1), "ing")) && (j == i+n || w.low[j-1] != "right") {
				return j + 1 - i, t
			}
		}
	}
	return 0, nil
}

// controlled gives who acts after "to" at token i where a verb before it hands the act on: "you authorize us to",
// "you grant Acme a licence to"; 0 if none does.
func (w *clauseWork) controlled(i int) Actor {
	if who := w.forWhom(i); who != 0 {
		return who
	}
	if who := w.whoseRight(i); who != 0 {
		return who
	}
	right, listed := i > 0 && (w.g.rights.has(w.low[i-1]) || w.rightBefore(i)), 0
	for j := i - 1; j >= 0 && j > i-40; j-- {
		switch {
		case w.low[j] == ";" || w.fullStop(j):
			return 0
		case right && extends.has(w.low[j]) && (w.at(j-1) == "license" || w.at(j-1) == "licence" || w.at(j-1) == "right"): // "this licence includes the right to"
			return Provider
		case right && w.g.rights.has(w.low[j]): // the noun: "a right and license to"
		case right && w.g.grants.has(w.low[j]):
			if who := w.partyIn(j+1, i); who != 0 {
				return who
			}
			return opposite(w.subjectAt(j))
		case !right && w.low[j] == "," && (w.low[j+1] == "its" || w.low[j+1] == "their" || w.low[j+1] == "our" || w.partyAt(j+1) != 0 || w.staffAt(j+1)): // "permit Acme,|its staff and agents to"
			listed += i - j
		case !right && w.g.orders.has(w.low[j]) && j < i-1 && i-j <= 9+listed:
			who := w.partyIn(j+1, i)
			if who == 0 && unicode.IsUpper(rune(w.t[j+1].Surface[0])) { // "you authorize Acme to"
				return opposite(w.subjectAt(j))
			}
			return who
		case !right && (w.finite(j) || w.g.joiners.has(w.low[j]) && w.low[j] != "and" && w.low[j] != "or"):
			return 0
		}
	}
	return 0
}

// forWhom gives the party of "it is necessary for our engineers|to look at".
func (w *clauseWork) forWhom(i int) Actor {
	if w.at(i-1) == "discretion" && w.low[i] == "to" { // "it is at the Provider's discretion|to inspect"
		return w.partyIn(max(0, i-4), i)
	}
	for j := i - 2; j > 1 && j > i-7 && w.low[i] == "to"; j-- {
		if w.low[j] == "to" && (w.low[j-1] == "open" || w.low[j-1] == "up") { // "it is open to the Supplier|to inspect"
			who, _ := w.actorIn(j+1, i)
			return who
		}
		if w.low[j] != "for" {
			continue
		}
		if !openings.has(w.low[j-1]) {
			return 0
		}
		if who, _ := w.actorIn(j+1, i); who != 0 {
			return who
		}
		return 0
	}
	return 0
}

// namesActor reports whether the "for" at token i names who acts: "necessary|for our engineers to look at".
func (w *clauseWork) namesActor(i int) bool {
	for k := i + 2; k < len(w.t) && k < i+7; k++ {
		if w.low[k] == "to" {
			return w.forWhom(k) != 0
		}
	}
	return false
}

// adjectives and nouns whose "for" names who acts
var openings = wordSet("be necessary possible impossible permissible required permitted allowed need reason unnecessary forbidden prohibited")

// verbs by which a licence is described
var extends = wordSet("includes include comprises covers extends")

func opposite(who Actor) Actor {
	switch {
	case who&Customer != 0:
		return Provider
	case who&Provider != 0:
		return Customer
	}
	return 0
}

// partyIn gives the first party that is named among tokens from…to, no matter whose it is.
func (w *clauseWork) partyIn(from, to int) Actor {
	for j := from; j < to; j++ {
		if who := w.partyAt(j); who != 0 {
			return who
		}
		if w.g.staff.has(w.low[j]) {
			return Provider
		}
	}
	return 0
}

// control reads the act after "to" at token i that another verb handed on.
func (w *clauseWork) control(i int) {
	g := group{head: i, modality: May, actor: w.controlled(i)}
	if w.forWhom(i) != 0 {
		for k := i - 1; k >= 0 && k > i-14 && w.low[k] != ";" && w.low[k] != ","; k-- {
			g.negative = g.negative || w.g.negations.has(w.low[k]) || w.low[k] == "impossible" || w.low[k] == "unnecessary" || w.low[k] == "forbidden" || w.low[k] == "prohibited"
		}
	}
	if w.whoseRight(i) != 0 {
		for k := i - 1; k >= 0 && k > i-10 && w.low[k] != ";"; k-- {
			g.negative = g.negative || givesUp.has(w.low[k])
		}
		w.verbGroup(g, i+1)
		return
	}
	for j := i - 1; j >= 0 && j > i-40; j-- {
		if w.g.orders.has(w.low[j]) || w.g.grants.has(w.low[j]) {
			if strings.HasPrefix(w.low[j], "requir") || strings.HasPrefix(w.low[j], "oblig") || g.actor&(Customer|Provider) == 0 && ordersOthers.has(w.low[j]) {
				g.modality = Must
			}
			for k := j - 1; k >= 0 && k > j-6 && w.low[k] != ";"; k-- {
				g.negative = g.negative || w.g.negations.has(w.low[k]) || strings.HasSuffix(w.low[k], "n't")
			}
			if g.negative && g.modality == Must && !w.g.late { // "does not require Acme to process": no duty, and no promise
				g.modality, g.negative = Disclaims, false
			}
			break
		}
	}
	w.verbGroup(g, i+1)
}

// verbs by which a party makes others act: "Acme will cause its subprocessors to"
var ordersOthers = wordSet("direct directs cause causes instruct instructs oblige obliges")

// joinsTurn reports whether the "to" at token i goes on with what a turn before it permits: "reserves the right to block
// access and|to remove files".
func (w *clauseWork) joinsTurn(i int) bool {
	if before := w.at(i - 1); before != "and" && before != "or" && before != "and/or" || !w.actFollows(i+1) {
		return false
	}
	for k := i - 2; k > 0 && w.low[k] != ";" && !w.fullStop(k) && w.places[k] == Main; k-- {
		if w.low[k] == "to" {
			if _, turn := w.turnEnding(k); turn || w.splitEnding(k) || w.rightEnding(k) {
				return true
			}
			if w.actFollows(k + 1) {
				return false
			}
		}
	}
	return false
}

// insertedAt gives the length of a set phrase between modal and verb at token i: "shall|at all times|protect".
func (w *clauseWork) insertedAt(i int) int {
	for _, words := range w.g.inserted {
		if n := w.phraseAt(i, words); n > 0 {
			return n
		}
	}
	return 0
}

// chainNoun gives how far off the noun of a light verb stands at token i: "take|actions", "use reasonable|efforts"; 0 if none
// does.
func (w *clauseWork) chainNoun(i int) int {
	if i+1 >= len(w.t) {
		return 0
	}
	if w.low[i] == "take" || w.low[i] == "takes" {
		if strings.HasPrefix(w.low[i+1], "action") || strings.HasPrefix(w.low[i+1], "step") {
			return 1
		}
		return 0
	}
	if !trying.has(w.low[i]) {
		return 0
	}
	for k := i + 1; k < len(w.t) && k < i+6; k++ {
		if strings.HasPrefix(w.low[k], "effort") || strings.HasPrefix(w.low[k], "endeavo") {
			return k - i
		}
		if !w.word(k) && !w.g.stops.has(w.low[k]) {
			return 0
		}
	}
	return 0
}

// chainNounBefore reports whether such a noun stands right before the "to" at token i.
func (w *clauseWork) chainNounBefore(i int) bool {
	for j := max(0, i-7); j < i-1; j++ {
		if n := w.chainNoun(j); n > 0 && j+n == i-1 {
			return true
		}
	}
	return false
}

var trying = wordSet("use uses make makes exercise exercises undertake undertakes")

// chainEnd gives the "to" that joins the chain verb at token i to the next verb; 0 if there is none.
func (w *clauseWork) chainEnd(i int) int {
	for k := i + 1; k < len(w.t) && k <= i+max(3, w.chainNoun(i)+1); k++ {
		if w.low[k] == "to" {
			return k
		}
		if !w.g.adverbs.has(w.low[k]) && !w.lyWord(k) && w.chainNoun(i) == 0 {
			return 0
		}
	}
	return 0
}
