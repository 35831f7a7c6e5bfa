package diff

import (
	"cmp"
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// A event is a change with what it was made of.
type event struct {
	Change
	at         int // place in the report
	pairing    *pairing
	edit       *edit
	olds, news []int
}

// changes lists what differs, in the order of the new documents.
func (w *work) changes() {
	var events []*event
	events = append(events, w.paired()...)
	events = append(events, w.unpaired(w.new)...)
	events = append(events, w.unpaired(w.old)...)
	events = append(events, w.renumberings(events)...)
	before := w.before()
	for _, ev := range events {
		if len(ev.news) > 0 {
			ev.at = 2*ev.news[0] + 1
		} else {
			ev.at = before[ev.olds[0]]
		}
	}
	slices.SortStableFunc(events, func(a, b *event) int { return cmp.Compare(a.at, b.at) })
	for _, ev := range events {
		w.finish(ev)
		w.report.Changes = append(w.report.Changes, ev.Change)
	}
	for _, r := range w.renames {
		w.report.Renames = append(w.report.Renames, r.Rename)
	}
	w.touch(events)
}

// before gives the place in the report of each old sentence that is gone: behind the new place of what preceded it.
func (w *work) before() []int {
	out := make([]int, len(w.old.units))
	for d := range w.old.docs {
		at := 2*len(w.new.units) + 2
		if p := w.pairOf(OldSide, d); p != nil && p.new >= 0 {
			at = 2 * w.new.docs[p.new].from
		}
		for i := w.old.docs[d].from; i < w.old.docs[d].to; i++ {
			if p := w.old.units[i].link; p != nil && !p.moved {
				at = 2*p.news[len(p.news)-1] + 2
			}
			out[i] = at
		}
	}
	return out
}

// paired lists the changes of sentences that stand on both sides.
func (w *work) paired() []*event {
	var out []*event
	for k := 0; k < len(w.pairings); k++ {
		p := w.pairings[k]
		ev := &event{pairing: p, olds: p.olds, news: p.news}
		ev.Moved, ev.Elsewhere = p.moved, w.elsewhere(p)
		ev.Split, ev.Merged = len(p.news) > 1, len(p.olds) > 1
		switch {
		case p.fit == similar:
			ev.edit = w.edits[p]
			w.judge(ev)
		case p.fit == laidOut:
			ev.Kind, ev.Reasons = Cosmetic, []Reason{ByLayout}
		case p.moved:
			ev.Kind, ev.Reasons = Moved, []Reason{ByLayout}
			for k+1 < len(w.pairings) && w.follow(w.pairings[k], w.pairings[k+1]) {
				k++
				ev.olds = append(slices.Clip(ev.olds), w.pairings[k].olds...)
				ev.news = append(slices.Clip(ev.news), w.pairings[k].news...)
			}
		default:
			o, n := &w.old.units[p.olds[0]], &w.new.units[p.news[0]]
			a, b := w.old.body(o).In(w.old.text(o)), w.new.body(n).In(w.new.text(n))
			switch {
			case a != b:
				ev.Kind, ev.Reasons = Cosmetic, looks(a, b)
			case w.marked(o, n):
				ev.Kind, ev.Renumbered, ev.Reasons = Renumbered, true, []Reason{ByNumbering}
			default:
				continue
			}
		}
		out = append(out, ev)
	}
	return out
}

// marked reports whether two sentences have other numbers before them although their clauses have none, or the same.
func (w *work) marked(o, n *unit) bool {
	marker := func(s *side, u *unit) string {
		return letters(s.text(u)[s.span(u).Start:s.body(u).Start], true)
	}
	return marker(w.old, o) != marker(w.new, n) && w.old.tree(o).Clauses[o.clause].Number == w.new.tree(n).Clauses[n.clause].Number
}

// follow reports whether q goes on where p ends, on both sides, and both moved.
func (w *work) follow(p, q *pairing) bool {
	o, n := p.olds[len(p.olds)-1], p.news[len(p.news)-1]
	return q.fit == same && q.moved && q.olds[0] == o+1 && q.news[0] == n+1 &&
		w.old.units[o].doc == w.old.units[o+1].doc && w.new.units[n].doc == w.new.units[n+1].doc
}

// elsewhere reports whether p leads into a document that does not continue the old one.
func (w *work) elsewhere(p *pairing) bool {
	pair := w.pairOf(OldSide, w.old.units[p.olds[0]].doc)
	return pair == nil || pair.new != w.new.units[p.news[0]].doc
}

// judge classes a sentence that was edited.
func (w *work) judge(ev *event) {
	e := ev.edit
	ev.Kind, ev.Reasons, ev.Renames = Edited, e.reasons(), e.renames
	if len(e.renames) > 0 {
		ev.Reasons = addReason(ev.Reasons, ByRename)
	}
	if len(ev.Reasons) == 0 {
		o, n := w.quote(w.old, ev.olds), w.quote(w.new, ev.news)
		if letters(o, true) == letters(n, true) {
			ev.Reasons = []Reason{BySpelling}
		} else {
			ev.Reasons = []Reason{ByStyle}
		}
	}
	ev.Substantive = ev.Reasons[0].substantive()
}

// unpaired lists what came (on the new side) or went (on the old one): runs of sentences of one article.
func (w *work) unpaired(s *side) []*event {
	var out []*event
	for d := range s.docs {
		if p := w.pairOf(s.name, d); p != nil && p.fault != nil {
			continue
		}
		var last *event
		article := -1
		for i := s.docs[d].from; i < s.docs[d].to; i++ {
			u := &s.units[i]
			if u.link != nil {
				last = nil
				continue
			}
			if a := articleOf(s.tree(u), u.clause); last == nil || a != article {
				last, article = &event{}, a
				out = append(out, last)
			}
			if s.name == NewSide {
				last.Kind, last.news = Added, append(last.news, i)
			} else {
				last.Kind, last.olds = Removed, append(last.olds, i)
			}
			last.Reasons = addReason(last.Reasons, w.alone(s, u))
		}
	}
	for _, ev := range out {
		if ev.Substantive = ev.Reasons[0].substantive(); ev.Substantive {
			ev.Reasons = ev.Reasons[:1]
		}
	}
	return out
}

// articleOf is the nearest clause from i upwards that is an article or stands above one.
func articleOf(t *clause.Tree, i int) int {
	for i > 0 && t.Clauses[i].Level > clause.Article {
		i = t.Clauses[i].Parent
	}
	return i
}

// alone tells what a sentence is that the other side does not have.
func (w *work) alone(s *side, u *unit) Reason {
	text := s.body(u).In(s.text(u))
	toks := w.toks(s.text(u), s.body(u), w.lang(s, u))
	switch {
	case markerOnly(toks):
		return ByMarkup
	case len(u.findings) > 0:
		return ByProvision
	case isDateLine(toks) || copyright.MatchString(text) && u.weight <= 20:
		return ByUpdateDate
	case isNavigation(text, toks):
		return ByNavigation
	case u.caption && isLabel(u):
		return ByCaption
	case isContact(toks):
		return ByContact
	}
	return ByProvision
}

// markerOnly reports whether a line holds the number of a clause and nothing else.
func markerOnly(toks []tok) bool {
	n := 0
	for i := range toks {
		if t := &toks[i]; t.class.speaks() {
			n++
			if t.class != number && t.class != ref && len(t.norm) > 2 && strings.Trim(t.norm, "ivx") != "" {
				return false
			}
		}
	}
	return n <= 2
}

// renumberings lists the clauses that have another number and the same words; where the first sentence of a clause
// changed anyhow, it marks that change.
func (w *work) renumberings(events []*event) []*event {
	of := map[*pairing]*event{}
	for _, ev := range events {
		for _, i := range ev.news {
			if p := w.new.units[i].link; p != nil {
				of[p] = ev
			}
		}
	}
	var out []*event
	for k := range w.pairs {
		p := &w.pairs[k]
		if p.clauses == nil {
			continue
		}
		o, n := w.old.docs[p.old].Tree, w.new.docs[p.new].Tree
		for i := w.new.docs[p.new].from; i < w.new.docs[p.new].to; i++ {
			u := &w.new.units[i]
			if u.link == nil || n.Clauses[u.clause].Sentences[0] != u.sentence {
				continue
			}
			old := &w.old.units[u.link.olds[0]]
			b, a := u.clause, old.clause
			if old.doc != p.old || p.clauses[a] != b || !renumbered(o, a, n, b) || withParent(p, o, a, n, b) {
				continue
			}
			if ev := of[u.link]; ev != nil {
				if ev.Renumbered = true; ev.Kind == Cosmetic {
					ev.Kind = Renumbered
				}
				ev.Reasons = addReason(ev.Reasons, ByNumbering)
				continue
			}
			ev := &event{pairing: u.link, olds: u.link.olds, news: u.link.news}
			ev.Kind, ev.Renumbered, ev.Reasons = Renumbered, true, []Reason{ByNumbering}
			out = append(out, ev)
		}
	}
	return out
}

// withParent reports whether clause a has another number only since the clause that it stands in has one: 7.2 → 8.2.
func withParent(p *docPair, o *clause.Tree, a int, n *clause.Tree, b int) bool {
	pa, pb := o.Clauses[a].Parent, n.Clauses[b].Parent
	if pa <= 0 || pb <= 0 || p.clauses[pa] != pb || !renumbered(o, pa, n, pb) {
		return false
	}
	x, inA := strings.CutPrefix(o.Clauses[a].Number, o.Clauses[pa].Number+".")
	y, inB := strings.CutPrefix(n.Clauses[b].Number, n.Clauses[pb].Number+".")
	return inA && inB && x == y
}

// place is where a run of units of one document stands.
func (w *work) place(s *side, units []int) *find.Place {
	if len(units) == 0 {
		return nil
	}
	u := &s.units[units[0]]
	t := s.tree(u)
	c := u.clause
	if last := &s.units[units[len(units)-1]]; last.clause != c {
		c = commonClause(t, c, last.clause)
	}
	span := w.spanOf(s, units)
	return &find.Place{Document: s.docs[u.doc].ID, Citation: t.Citation(c), Caption: t.Headline(c), Span: span, Quote: span.In(s.text(u))}
}

// commonClause is the innermost clause that holds both a and b; a itself where that is the whole document.
func commonClause(t *clause.Tree, a, b int) int {
	for c := a; c > 0; c = t.Clauses[c].Parent {
		if t.Clauses[c].Span.Contains(t.Clauses[b].Span) {
			return c
		}
	}
	return a
}

func (w *work) spanOf(s *side, units []int) corpus.Span {
	return corpus.Span{Start: s.span(&s.units[units[0]]).Start, End: s.span(&s.units[units[len(units)-1]]).End}
}

func (w *work) quote(s *side, units []int) string {
	return w.spanOf(s, units).In(s.text(&s.units[units[0]]))
}

// finish fills in places, words, flags and direction.
func (w *work) finish(ev *event) {
	ev.Old, ev.New = w.place(w.old, ev.olds), w.place(w.new, ev.news)
	w.flags(ev)
	switch {
	case ev.Old == nil:
		ev.Words = []Words{{Op: Insert, Text: ev.New.Quote, Slip: !ev.Substantive}}
	case ev.New == nil:
		ev.Words = []Words{{Op: Delete, Text: ev.Old.Quote, Slip: !ev.Substantive}}
	default:
		ev.Words = w.mark(ev)
	}
	ev.Direction = Neutral
	if ev.Substantive {
		ev.Direction = w.direction(ev)
	}
}
