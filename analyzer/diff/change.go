package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// An event is a change with what it was made of.
type event struct {
	Change
	at         int // place in the report
	edit       *edit
	olds, news []int
	beside     []string // flags of what went where this came, or came where this went
}

// changes lists what differs, in the order of the new documents.
func (w *work) changes() {
	var events []*event
	events = append(events, w.paired()...)
	events = append(events, w.unpaired(w.new)...)
	events = append(events, w.unpaired(w.old)...)
	before := w.before()
	for _, ev := range events {
		if len(ev.news) > 0 {
			ev.at = 2*ev.news[0] + 1
		} else {
			ev.at = before[ev.olds[0]]
		}
	}
	slices.SortStableFunc(events, func(a, b *event) int { return cmp.Compare(a.at, b.at) })
	for from, to := 0, 0; from < len(events); from = to {
		to = from + 1
		for to < len(events) && events[from].alone() && events[to].alone() {
			to++
		}
		w.beside(events[from:to])
	}
	for _, ev := range events {
		w.finish(ev)
		w.report.Changes = append(w.report.Changes, ev.Change)
	}
	for _, r := range w.renames {
		w.report.Renames = append(w.report.Renames, r.Rename)
	}
	w.touch(events)
}

// alone reports whether a provision came or went.
func (ev *event) alone() bool { return ev.Kind == Added || ev.Kind == Removed }

// beside remembers, of provisions that went and others that came in their place, which flags both have: nothing is won or
// lost by those.
func (w *work) beside(run []*event) {
	var gone, came []string
	for _, ev := range run {
		for _, f := range w.old.findingsOf(ev.olds) {
			gone = append(gone, f.Flag)
		}
		for _, f := range w.new.findingsOf(ev.news) {
			came = append(came, f.Flag)
		}
	}
	for _, ev := range run {
		switch ev.Kind {
		case Added:
			ev.beside = gone
		case Removed:
			ev.beside = came
		}
	}
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
		ev := &event{olds: p.olds, news: p.news}
		ev.Moved, ev.Elsewhere = p.moved, w.elsewhere(p)
		ev.Split, ev.Merged = len(p.news) > 1, len(p.olds) > 1
		ev.Renumbered = w.renumbered(p)
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
			case ev.Renumbered && !w.withParent(o, n):
				ev.Kind = Renumbered
			default:
				continue
			}
		}
		if ev.Renumbered {
			ev.Reasons = addReason(ev.Reasons, ByNumbering)
		}
		out = append(out, ev)
	}
	return out
}

// renumbered reports whether the sentences of p have other numbers before them.
func (w *work) renumbered(p *pairing) bool {
	return w.old.marker(p.olds[0]) != w.new.marker(p.news[0])
}

// marker is the number before a sentence, without what it is set in.
func (s *side) marker(i int) string {
	u := &s.units[i]
	return letters(fold.String(s.text(u)[s.span(u).Start:s.body(u).Start]), true)
}

// withParent reports whether the clauses of o and n have other numbers only since the clauses that they stand in have:
// 7.2 → 8.2.
func (w *work) withParent(o, n *unit) bool {
	p := w.pairOf(OldSide, o.doc)
	if p == nil || p.clauses == nil || p.new != n.doc {
		return false
	}
	before, after := w.old.tree(o), w.new.tree(n)
	a, b := &before.Clauses[o.clause], &after.Clauses[n.clause]
	if a.Parent <= 0 || b.Parent <= 0 || p.clauses[a.Parent] != b.Parent {
		return false
	}
	x, inA := strings.CutPrefix(a.Number, before.Clauses[a.Parent].Number+".")
	y, inB := strings.CutPrefix(b.Number, after.Clauses[b.Parent].Number+".")
	return inA && inB && x == y
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

// unpaired lists what came (on the new side) or went (on the old one), provision by provision.
func (w *work) unpaired(s *side) []*event {
	var out []*event
	for d := range s.docs {
		if p := w.pairOf(s.name, d); p != nil && p.fault != nil {
			continue
		}
		var last *event
		whole := s.wholeClauses(d)
		for i := s.docs[d].from; i < s.docs[d].to; i++ {
			if s.units[i].link != nil {
				last = nil
				continue
			}
			if last == nil || !s.sameProvision(i-1, i, whole) {
				last = &event{}
				out = append(out, last)
			}
			if s.name == NewSide {
				last.Kind, last.news = Added, append(last.news, i)
			} else {
				last.Kind, last.olds = Removed, append(last.olds, i)
			}
			last.Reasons = addReason(last.Reasons, w.alone(s, i))
		}
	}
	for _, ev := range out {
		if ev.Substantive = ev.Reasons[0].substantive(); ev.Substantive {
			ev.Reasons = ev.Reasons[:1]
		}
	}
	return out
}

// maxNoise is how many words what is no provision has at most: a menu entry, an address, a line with a date.
const maxNoise = 40

// alone tells what sentence i is that the other side does not have.
func (w *work) alone(s *side, i int) Reason {
	u := &s.units[i]
	if len(u.findings) > 0 || u.weight > maxNoise {
		return ByProvision
	}
	text, toks := s.body(u).In(s.text(u)), w.unitToks(s, i)
	switch {
	case markerOnly(toks):
		return ByMarkup
	case isDateLine(toks), w.isCopyright(s, i):
		return ByUpdateDate
	case isNavigation(text, toks):
		return ByNavigation
	case u.caption && isLabel(u), w.isEntry(s, u):
		return ByCaption
	case isContact(toks):
		return ByContact
	}
	return ByProvision
}

// isEntry reports whether a sentence repeats a heading of its document, as a table of contents does.
func (w *work) isEntry(s *side, u *unit) bool {
	if u.weight > 14 {
		return false
	}
	if w.headings == nil {
		w.headings = map[string]bool{}
		for _, s := range []*side{w.old, w.new} {
			for i := range s.units {
				if x := &s.units[i]; x.caption && isLabel(x) {
					w.headings[fmt.Sprint(s.name, x.doc, x.key)] = true
				}
			}
		}
	}
	return w.headings[fmt.Sprint(s.name, u.doc, u.key)]
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
