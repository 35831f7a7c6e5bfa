package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// dutchVerbs makes one frame of every Dutch clause that has a finite verb. The verb that tells the act stands at the end,
// and the objects anywhere before it, so act and object are looked for in the whole clause.
func (w *clauseWork) dutchVerbs() {
	for i := range w.t {
		if m, ok := w.dutchFinite(i); ok {
			w.verbs[i] = true
			w.dutchFrame(i, m)
		}
	}
}

// dutchFinite reports whether token i is a finite verb, and its modality: a modal, an auxiliary, or a verb next to its
// subject.
func (w *clauseWork) dutchFinite(i int) (Modality, bool) {
	if m, ok := w.g.modals[w.low[i]]; ok {
		return m, true
	}
	switch {
	case w.g.be[w.low[i]]:
		return Is, w.low[i] != "zijn" || !w.possessive(i)
	case w.g.have[w.low[i]]:
		return Is, true
	case !w.word(i) || !w.act(i) || w.partyAt(i) != 0 || w.otherFinite(i):
		return 0, false
	}
	if !strings.HasSuffix(w.low[i], "t") && !strings.HasSuffix(w.low[i], "en") && !strings.HasSuffix(w.low[i], "laat") {
		return 0, false
	}
	before := i - 1
	for before > 0 && w.g.adverbs[w.low[before]] {
		before--
	}
	subject := before >= 0 && w.partyAt(before) != 0 && (before == 0 || !w.g.preps[w.low[w.mentionStart(before)-boolInt(w.mentionStart(before) > 0)]])
	return Will, subject || i+1 < len(w.t) && w.partyAt(i+1) != 0 && strings.HasSuffix(w.low[i], "t") || i == 0
}

var entitled = wordSet("gerechtigd gehouden gebruik gegevens gebruiker gebruikers geval geheim geheimhouding geen gebruiken")

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// possessive reports whether "zijn" at token i is "his": a noun follows at once, and no participle closes the clause.
func (w *clauseWork) possessive(i int) bool {
	return i > 0 && (w.g.preps[w.low[i-1]] || w.act(i-1)) || i+1 < len(w.t) && w.word(i+1) && i > 0 && !w.word(i-1) && w.partyAt(i-1) == 0
}

// otherFinite reports whether the clause around token i has a modal or an auxiliary.
func (w *clauseWork) otherFinite(i int) bool {
	from, to := w.stretch(i)
	for k := from; k < to; k++ {
		if _, modal := w.g.modals[w.low[k]]; k != i && w.places[k] == w.places[i] && (modal || w.g.be[w.low[k]] || w.g.have[w.low[k]] || w.verbs[k]) && !w.joinerBetween(min(i, k), max(i, k)) {
			return true
		}
	}
	return false
}

func (w *clauseWork) joinerBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if w.low[k] == "en" || w.low[k] == "maar" || w.low[k] == ";" {
			return true
		}
	}
	return false
}

// stretch gives the tokens around token i that stand in its place, with the relative clauses in between.
func (w *clauseWork) stretch(i int) (int, int) {
	from, to := i, i
	for from > 0 && (w.places[from-1] == w.places[i] || w.places[from-1] == Modifier) && w.low[from-1] != ";" && !w.fullStop(from-1) {
		from--
	}
	for to < len(w.t) && (w.places[to] == w.places[i] || w.places[to] == Modifier) && w.low[to] != ";" && (!w.fullStop(to) || to == i) {
		to++
	}
	return from, to
}

// dutchClause gives the part of the stretch around the finite verb at token i that is its own clause.
func (w *clauseWork) dutchClause(i int) (int, int) {
	from, to := w.stretch(i)
	last := -1
	for k := from; k < i; k++ {
		if _, ok := w.dutchFinite(k); ok && w.places[k] == w.places[i] {
			last = k
		}
	}
	if last >= 0 {
		for k := i; k > last; k-- {
			if w.low[k] == "en" || w.low[k] == "," || w.low[k] == "maar" {
				from = k + 1
				break
			}
		}
	}
	for k := i + 1; k < to; k++ {
		if _, ok := w.dutchFinite(k); ok && w.places[k] == w.places[i] {
			for j := k; j > i; j-- {
				if w.low[j] == "en" || w.low[j] == "," || w.low[j] == "maar" {
					return from, j
				}
			}
		}
	}
	return from, to
}

func (w *clauseWork) dutchFrame(i int, m Modality) {
	from, to := w.dutchClause(i)
	f := Frame{Place: w.places[i], Modality: m}
	negative, participle := false, false
	for k := from; k < to; k++ {
		if w.places[k] == Modifier && f.Place != Modifier {
			continue
		}
		negative = negative || w.g.negations[w.low[k]] && w.at(k-1) != "dan" && !strings.HasSuffix(w.at(k+1), "bare")
		participle = participle || k != i && strings.HasPrefix(w.low[k], "ge") && w.word(k) && !entitled[w.low[k]] || k != i && w.act(k) && strings.HasSuffix(w.low[k], "d")
		switch w.low[k] {
		case "gerechtigd", "bevoegd", "toegestaan", "recht":
			if m == Is || m == May {
				f.Modality = May
			}
		case "verplicht", "gehouden":
			f.Modality = Must
		case "verboden":
			f.Modality, negative = Must, true
		}
	}
	f.Passive = w.g.be[w.low[i]] && (participle || strings.HasPrefix(w.low[i], "w")) || w.hasWord(from, to, "worden")
	if f.Passive && f.Modality == Is {
		f.Modality = Will
	}
	f.Modality = f.Modality.negated(negative)
	f.Action = Part{w.span(from, to-1), w.concepts(from, to-1)}
	w.dutchTail(&f, to)
	f.Object = f.Action
	if duty := some(w.p.concept.duty, w.p.concept.guarantee); f.Modality.Negative() && f.Action.Set.Meets(&duty) {
		f.Modality = Disclaims
	}
	w.recipient(&f, from)
	w.dutchSubject(&f, from, i, to)
	w.reading.Frames, w.own = append(w.reading.Frames, f), append(w.own, true)
	if f.Place == Main && f.ActorHow == "explicit" && w.reading.Topic == 0 {
		w.reading.Topic = f.Actor
	}
}

// dutchTail adds what stands behind a purpose or condition that cuts a clause in two: "zal niet voor andere doelen
// gebruiken", "in het kader van de overeenkomst gebruik maken".
func (w *clauseWork) dutchTail(f *Frame, to int) {
	for k := to; k < len(w.t) && w.places[k] != Main && w.places[k] != Except; k++ {
		if w.low[k] == ";" || w.fullStop(k) {
			return
		}
		if f.Place == Main && w.places[k] == Purpose && w.act(k) {
			set := w.concepts(k, k)
			f.Action.Set.Union(&set)
		}
	}
}

func (w *clauseWork) hasWord(from, to int, word string) bool {
	for k := from; k < to; k++ {
		if w.low[k] == word {
			return true
		}
	}
	return false
}

// dutchSubject finds who acts: the party in front of the finite verb at token i or right behind it, outside of
// prepositional phrases; of a passive, the one behind "door".
func (w *clauseWork) dutchSubject(f *Frame, from, i, to int) {
	if f.Passive {
		for k := from; k+1 < len(w.t); k++ {
			if w.low[k] == w.g.agent && (w.places[k] == f.Place || w.places[k] == Purpose) {
				for j := k + 1; j < len(w.t) && j < k+4; j++ {
					if who := w.partyAt(j); who != 0 {
						f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(j, j)
						return
					}
				}
			}
		}
		f.Actor, f.ActorHow = w.in.Default, "passive"
		return
	}
	for _, r := range [2][2]int{{from, i}, {i + 1, min(i+5, len(w.t))}} {
		if who, at := w.dutchParty(r[0], r[1]); who != 0 && (r[0] == from || at == i+1 || !w.nounBefore(from, i)) {
			f.Actor, f.ActorHow, f.ActorSpan = who, "explicit", w.span(at, at)
			return
		}
	}
	if w.nounBefore(from, i) {
		f.ActorHow = "other"
		return
	}
	w.implicitSubject(f)
}

// nounBefore reports whether the clause begins with a noun phrase that is its subject: no preposition or adverb leads it.
func (w *clauseWork) nounBefore(from, i int) bool {
	if from < i && (w.g.preps[w.low[from]] || w.g.adverbs[w.low[from]] || w.g.starts[w.low[from]]) {
		return false
	}
	return w.nounIn(from, i)
}

func (w *clauseWork) dutchParty(from, to int) (Actor, int) {
	inPhrase := false
	for j := from; j < to; j++ {
		if w.t[j].POS == token.Symbol && w.low[j] != "/" {
			inPhrase = false
		}
		if w.g.preps[w.low[j]] || w.low[j] == "voor" {
			inPhrase = true
		}
		if who := w.partyAt(j); who != 0 && (!inPhrase || w.low[j] == "wij" || w.low[j] == "u") {
			return who, j
		}
	}
	return 0, 0
}
