package diff

import (
	"slices"

	"kiyaku/analyzer/find"
)

// effect is what a change does to the customer in all its points.
type effect struct{ worse, better bool }

// add counts one point: below zero worse, above zero better.
func (e *effect) add(sign int) {
	e.worse, e.better = e.worse || sign < 0, e.better || sign > 0
}

func (e effect) none() bool { return !e.worse && !e.better }

func (e effect) direction() Direction {
	switch {
	case e.worse && e.better:
		return Unknown
	case e.worse:
		return Worse
	case e.better:
		return Better
	}
	return Unknown
}

// direction tells what a substantive change does to the customer: by the findings that came and went, by the exceptions of
// those that stayed, by numbers whose meaning is plain, and where no finding says it, by who may, must or must not do more
// or less than before.
func (w *work) direction(ev *event) Direction {
	var e effect
	came := w.weigh(w.new, ev.news, except(ev.FlagsAdded, ev.beside))
	went := w.weigh(w.old, ev.olds, except(ev.FlagsRemoved, ev.beside))
	came.tell(&e, 1)
	went.tell(&e, -1)
	if ev.edit != nil {
		w.exceptions(ev, &e)
		w.numbers(ev, &e)
		if e.none() {
			w.edited(ev, &e)
		}
		return e.direction()
	}
	if e.none() && !came.torn && !went.torn && came.listed != went.listed {
		return Neutral // a name more or less in a list of those whom the terms allow anyway
	}
	signed := !e.none() || came.torn || went.torn
	for _, i := range ev.news {
		e.add(w.alonePower(w.new, i, signed))
	}
	for _, i := range ev.olds {
		e.add(-w.alonePower(w.old, i, signed))
	}
	return e.direction()
}

// except lists what of list is not in without.
func except(list, without []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(without, s) })
}

// weight is what findings say for or against the customer.
type weight struct {
	effect
	torn   bool // one of them is a promise and a power at once
	listed bool // one of them is a name in a list and gives no power
}

func (x *weight) tell(e *effect, sign int) {
	if x.worse {
		e.add(-sign)
	}
	if x.better {
		e.add(sign)
	}
}

// safeguards are promises of how data is kept: they make up for no use of it to other ends.
var safeguards = map[string]bool{"safety-measures": true, "authentication": true, "intrusion-prevention": true, "personnel": true,
	"certification": true, "access-control": true, "encryption": true, "confidentiality": true}

// weigh adds up the findings with some flags on some units.
func (w *work) weigh(s *side, units []int, flags []string) weight {
	var out weight
	own, kept := false, false
	for _, i := range units {
		for _, k := range s.units[i].findings {
			f := &s.a.Findings[k]
			if !slices.Contains(flags, f.Flag) {
				continue
			}
			sign := w.bearing(s, i, f)
			switch {
			case f.Flag == "carve-out":
				out.torn = true
			case sign == 0 && f.Flag == "subcontracting":
				out.listed = true
			case sign > 0 && safeguards[f.Flag]:
				kept = true
			default:
				own = own || f.OwnEnds && sign < 0
				out.add(sign)
			}
		}
	}
	if kept && !own {
		out.add(1)
	}
	return out
}

// bearing tells whether a finding on unit i speaks against the customer (-1), for it (+1) or neither (0): by the family of
// its flag in the legal model, and by whether the sentence permits or forbids.
func (w *work) bearing(s *side, i int, f *find.Finding) int {
	sign := w.bears(f.Flag)
	if sign >= 0 || w.lex.Flag(f.Flag).Family != "H" {
		return sign
	}
	forbids := f.Modality == "must-not" || f.Modality == "will-not"
	switch {
	case f.Flag == "carve-out", f.Flag == "legal-disclosure" && forbids:
		return 0 // what the promise beside it leaves open
	case forbids && slices.ContainsFunc(f.Exceptions, func(x find.Exception) bool { return !harmless(x.Kind) }):
		return 0
	case forbids:
		return 1
	case f.Flag == "subcontracting" && f.Modality != "may":
		words := w.canonOf(s, i)
		switch {
		case actsFor(words) != providerMay && anyOf(words, supervises):
			return 1
		case s.sent(&s.units[i]).LeadIn >= 0 && actsFor(words) == neither && w.subcontracted():
			return 0
		}
	}
	return sign
}

// supervises are words of promises that bind a subcontractor, or that tell the customer of it.
var supervises = wordSet(`ensure require oblige obligation impose bind bound equivalent responsible liable notify notice inform object objection
	義務 監督 同等 責任 通知 遵守 報告 verplicht waarborgen opleggen aansprakelijk melden`)

// subcontracted reports whether both sides let others do the work.
func (w *work) subcontracted() bool {
	has := func(f find.Finding) bool { return f.Flag == "subcontracting" }
	return slices.ContainsFunc(w.old.a.Findings, has) && slices.ContainsFunc(w.new.a.Findings, has)
}

// harmless reports whether an exception leaves a promise standing, by §2 of the legal model.
func harmless(k find.ExceptionKind) bool {
	switch k {
	case "legal-order", "consent", "emergency", "public":
		return true
	}
	return false
}

// bears tells whether a flag speaks against the customer (-1), for it (+1) or neither (0), by its family in the legal model.
func (w *work) bears(id string) int {
	switch id {
	case "governing-law", "entrustment-statement":
		return 0
	case "sla":
		return 1
	}
	f := w.lex.Flag(id)
	if f == nil {
		return 0
	}
	switch f.Family {
	case "N", "S", "G":
		return 1
	case "H", "R":
		return -1
	}
	return 0
}

// exceptions compares the exceptions of flags that both places have: an exception to a promise takes, one to a power gives.
func (w *work) exceptions(ev *event, e *effect) {
	olds, news := w.old.findingsOf(ev.olds), w.new.findingsOf(ev.news)
	for _, n := range news {
		for _, o := range olds {
			if o.Flag != n.Flag {
				continue
			}
			sign := w.bears(n.Flag)
			if n.Flag == "carve-out" || n.Modality == "must-not" || n.Modality == "will-not" {
				sign = 1 // a promise still
			}
			if n.Flag == "liability-cap" || n.Flag == "liability-disclaimer" {
				sign = -1
			}
			if len(n.Exceptions) > len(o.Exceptions) && lacks(o, n) {
				e.add(-sign)
			} else if len(n.Exceptions) < len(o.Exceptions) && lacks(n, o) {
				e.add(sign)
			}
			break
		}
	}
}

// lacks reports whether f has no exception of some kind that g has.
func lacks(f, g *find.Finding) bool {
	have := map[find.ExceptionKind]int{}
	for _, x := range f.Exceptions {
		have[x.Kind]++
	}
	for _, x := range g.Exceptions {
		if have[x.Kind]--; have[x.Kind] < 0 {
			return true
		}
	}
	return false
}

// maxPlain is in how many places a sentence may differ whose parties and verbs still tell what that does.
const maxPlain = 3

// edited judges an edited sentence that neither findings nor numbers judge.
func (w *work) edited(ev *event, e *effect) {
	if len(ev.edit.hunks) > maxPlain {
		return
	}
	before, after := actsFor(ev.edit.a.words), actsFor(ev.edit.b.words)
	for i, h := range ev.edit.hunks {
		dels, ins := ev.edit.a.words[h.a0:h.a1], ev.edit.b.words[h.b0:h.b1]
		switch ev.edit.why[i] {
		case ByException:
			switch {
			case after == providerVow && len(dels) == 0:
				e.add(-1) // a promise with a new condition
			case after == providerVow && len(ins) == 0:
				e.add(1)
			case after == providerMay && len(dels) == 0 && narrows(ins):
				e.add(1)
			case after == providerMay && len(ins) == 0 && narrows(dels):
				e.add(-1)
			}
		case ByNegation, ByModality, ByActor:
			if before != after {
				e.add(after.effect() - before.effect())
			}
		}
	}
}

// narrows reports whether words limit a power: consent, only, where necessary.
func narrows(words []string) bool {
	for _, w := range words {
		switch w {
		case "consent", "onli", "only", "unless", "except", "同意", "承諾", "除", "限", "opt-out", "opt-in":
			return true
		}
	}
	return false
}

// alonePower judges a sentence that came (or, with the sign turned, went) by whose power or promise it is. Where findings on
// it or its neighbours have spoken, only a power over data counts besides.
func (w *work) alonePower(s *side, i int, spoken bool) int {
	for _, k := range s.units[i].findings {
		if f := &s.a.Findings[k]; w.bears(f.Flag) != 0 {
			return 0
		}
	}
	words := w.canonOf(s, i)
	p := actsFor(words)
	if p == providerMay && anyOf(words, wishes) {
		return 0 // as the customer likes it
	}
	if spoken && (p != providerMay || !anyOf(words, data)) {
		return 0
	}
	return p.effect()
}

// canonOf gives the canonical words of a unit.
func (w *work) canonOf(s *side, i int) []string {
	return canonical(w.unitToks(s, i)).words
}
