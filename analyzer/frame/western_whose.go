package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// whoseRight gives the party whose right the "to" at token i tells: "the Provider's right|to view", "the right of Acme|to view".
func (w *clauseWork) whoseRight(i int) Actor {
	if w.low[i] != "to" || i < 2 || !w.actFollows(i+1) {
		return 0
	}
	if w.at(i-1) == "right" || w.at(i-1) == "rights" {
		if !strings.ContainsAny(w.t[i-2].Surface, "'’") && w.low[i-2] != "our" && w.low[i-2] != "your" {
			return 0
		}
		if w.low[i-2] == "our" {
			return Provider
		}
		if w.low[i-2] == "your" {
			return Customer
		}
		return w.partyAt(i - 2)
	}
	for j := i - 2; j > 0 && j > i-6; j-- {
		if w.low[j] == "of" && (w.low[j-1] == "right" || w.low[j-1] == "rights") {
			who, _ := w.actorIn(j+1, i)
			return who
		}
	}
	return 0
}

// rightBefore reports whether an insertion parts the "to" at token i from the right that it tells: "a right, during the term,|to".
func (w *clauseWork) rightBefore(i int) bool {
	if w.low[i] != "to" || w.at(i-1) != "," {
		return false
	}
	for j := i - 2; j > 0 && j > i-14 && w.low[j] != ";" && !w.finite(j); j-- {
		if w.low[j] == "," {
			return w.g.rights.has(w.low[j-1])
		}
	}
	return false
}

var givesUp = wordSet("waive waives waived relinquish relinquishes surrender surrenders forgo forgoes excludes")

// hasRight reads "have a perpetual right to", "retains full discretion to": the act behind it is permitted.
func (w *clauseWork) hasRight(i int) int {
	if granted := w.g.be.has(w.low[i]) && (w.at(i+1) == "granted" || w.at(i+1) == "given"); !granted && !w.g.have.has(w.low[i]) && !holdsRight.has(w.low[i]) {
		return 0
	}
	right := false
	for k := i + 1; k+1 < len(w.t) && k < i+7; k++ {
		switch word := w.low[k]; {
		case word == "to" && !reflexives.has(w.at(k+1)):
			if right && w.actFollows(k+1) {
				return k + 1 - i
			}
			return 0
		case powers.has(word):
			right = true
		case (word == "to" || word == "for") && reflexives.has(w.at(k+1)): // "reserves to itself the right"
			k++
		case w.g.negations.has(word) || w.finite(k) || w.t[k].POS != token.Word || w.g.preps.has(word):
			return 0
		}
	}
	return 0
}

// rightEnding reports whether a turn with words inside ends with token i: "reserves the right, at any time,|to".
func (w *clauseWork) rightEnding(i int) bool {
	for j := max(0, i-24); j < i; j++ {
		if n, _ := w.longTurn(j); n > 0 && j+n-1 == i {
			return true
		}
		if n := w.hasRight(j); n > 0 && j+n-1 == i {
			return true
		}
	}
	return false
}

// ofWhom gives the party that the words behind staff at token j name: "employees of the Customer", "staff employed by it".
func (w *clauseWork) ofWhom(j int) Actor {
	k := j + 1
	if w.at(k) == "employed" || w.at(k) == "engaged" || w.at(k) == "appointed" || w.at(k) == "working" {
		k++
	}
	if word := w.at(k); w.g.late || word != "of" && word != "at" && (word != "by" && word != "for" || k == j+1) {
		return 0
	}
	for n := k + 1; n < len(w.t) && n < k+4; n++ {
		if w.low[n] == "yours" {
			return Customer
		}
		if w.low[n] == "ours" {
			return Provider
		}
		if who := w.partyAt(n); who != 0 {
			return who
		}
		if !w.g.stops.has(w.low[n]) {
			return 0
		}
	}
	return 0
}

// staffOf tells whose staff the word at token j means.
func (w *clauseWork) staffOf(from, j int) Actor {
	if who := w.ofWhom(j); who != 0 {
		return who
	}
	for k := from; k < j; k++ {
		switch w.low[k] {
		case "your":
			return Customer
		case "our":
			return Provider
		case "its", "their", "zijn", "haar":
			if w.reading.Topic != 0 && !w.nounIn(from, k) { // "Acme and its employees": those of Acme
				return w.reading.Topic
			}
		}
	}
	if w.in.LeadIn != nil && w.in.LeadIn.Topic != 0 {
		return w.in.LeadIn.Topic
	}
	return w.in.Default
}

// partyBefore reports whether tokens from…head name a party and nothing else.
func (w *clauseWork) partyBefore(from, head int) bool {
	if w.at(from) == "the" {
		from++
	}
	return from < head && head < len(w.t) && w.partyAt(from) != 0 && w.lastOf(from)+1 == head
}
