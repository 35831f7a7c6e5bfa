package diff

import (
	"slices"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// A Comparer compares assessments. It is safe for concurrent use.
type Comparer struct {
	lex   *lexicon.Lexicon
	words token.Tokenizer
}

// New makes a comparer that knows flags and what they mean for the customer from lex.
func New(lex *lexicon.Lexicon) *Comparer { return &Comparer{lex: lex} }

// Compare tells what changed from old to new, two assessments of one service with their documents and clause trees. The
// assessments are kept in the report and not changed. Compare has no error: documents that cannot be compared are paired
// with a [Fault].
//
// What it costs grows with the length of the texts, and with the square only of what changed in one place.
func (c *Comparer) Compare(old, new *assess.Assessment, opts Options) *Report {
	ids := map[string]int{}
	w := &work{
		Comparer: c, opts: opts, old: read(OldSide, old, ids), new: read(NewSide, new, ids),
		report: &Report{Old: old, New: new},
	}
	w.pairDocuments()
	for i := range w.pairs {
		if p := &w.pairs[i]; p.old >= 0 && p.new >= 0 {
			if p.fault = w.fault(p); p.fault != nil {
				w.old.skip(p.old)
				w.new.skip(p.new)
			}
		}
	}
	w.align()
	w.readEdits()
	w.findRenames()
	w.changes()
	w.findings()
	w.conclude()
	return w.report
}

// work is one comparison under way.
type work struct {
	*Comparer
	opts     Options
	old, new *side
	pairs    []docPair
	pairings []*pairing
	edits    map[*pairing]*edit
	renames  []rename
	touched  map[*unit]int   // index in report.Changes
	headings map[string]bool // side, document and key of each heading
	report   *Report
}

// A docPair is an old and a new document that belong together; -1 for none.
type docPair struct {
	old, new int
	fault    *Fault
	clauses  map[int]int // from clauses of the old tree to those that continue them in the new one
	// cites leads from citations in the old document to those of what continues them; numbered and newNumbered are all
	// citations that there are.
	cites                 map[string]string
	numbered, newNumbered map[string]bool
}

// skip leaves a document out of the comparison.
func (s *side) skip(doc int) {
	for i := s.docs[doc].from; i < s.docs[doc].to; i++ {
		s.units[i].skip = true
	}
}

// align pairs the units of all documents.
func (w *work) align() {
	for i := range w.pairs {
		p := &w.pairs[i]
		if p.old < 0 || p.new < 0 || p.fault != nil {
			continue
		}
		o, n := w.old.docs[p.old], w.new.docs[p.new]
		w.alignRange(o.from, o.to, n.from, n.to, (*aligner).inDocument)
		w.mapClauses(p)
	}
	if len(w.pairs) > 1 {
		w.alignRange(0, len(w.old.units), 0, len(w.new.units), (*aligner).acrossDocuments)
	}
	slices.SortFunc(w.pairings, func(a, b *pairing) int { return a.news[0] - b.news[0] })
}

// alignRange pairs old units with new ones by steps. Which side is the first does not matter: comparing the other way
// round gives the mirror image.
func (w *work) alignRange(o0, o1, n0, n1 int, steps func(*aligner)) {
	olds, news := pointers(w.old.units[o0:o1]), pointers(w.new.units[n0:n1])
	l := &aligner{a: olds, b: news, baseA: o0, baseB: n0}
	mirrored := keysBefore(news, olds)
	if mirrored {
		l = &aligner{a: news, b: olds, baseA: n0, baseB: o0}
	}
	steps(l)
	for _, p := range l.out {
		if mirrored {
			p.olds, p.news = p.news, p.olds
		}
	}
	w.pairings = append(w.pairings, l.out...)
}

func (l *aligner) inDocument() {
	l.exact()
	l.layouts()
	l.moves()
	l.edits()
}

// keysBefore orders two lists of units: the shorter first, then by the first keys that differ.
func keysBefore(a, b []*unit) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	for i := range a {
		if a[i].key != b[i].key {
			return a[i].key < b[i].key
		}
	}
	return false
}

func pointers(us []unit) []*unit {
	out := make([]*unit, len(us))
	for i := range us {
		out[i] = &us[i]
	}
	return out
}

// pairOf gives the pair in which a document of one side stands.
func (w *work) pairOf(name Side, doc int) *docPair {
	for i := range w.pairs {
		if p := &w.pairs[i]; name == OldSide && p.old == doc || name == NewSide && p.new == doc {
			return p
		}
	}
	return nil
}

// readEdits cuts the sentences that were edited into toks and finds where they differ.
func (w *work) readEdits() {
	w.edits = map[*pairing]*edit{}
	for _, p := range w.pairings {
		if p.fit == similar {
			w.edits[p] = w.edit(p)
		}
	}
}

// edit reads one pairing.
func (w *work) edit(p *pairing) *edit {
	o, n := &w.old.units[p.olds[0]], &w.new.units[p.news[0]]
	e := &edit{
		old: w.toksOf(w.old, p.olds), new: w.toksOf(w.new, p.news),
		caption: o.caption && n.caption && isLabel(o) && isLabel(n),
	}
	e.dateLine = isDateLine(e.old) && isDateLine(e.new) || w.isCopyright(w.old, p.olds[0]) && w.isCopyright(w.new, p.news[0])
	e.contact = isContact(e.old) && isContact(e.new)
	if pair := w.pairOf(OldSide, o.doc); pair != nil {
		e.references = pair.follows
	}
	e.a, e.b = canonical(e.old), canonical(e.new)
	e.judge()
	return e
}

// toksOf gives the toks of the bodies of units.
func (w *work) toksOf(s *side, units []int) []tok {
	if len(units) == 1 {
		return w.unitToks(s, units[0])
	}
	var out []tok
	for _, i := range units {
		out = append(out, w.unitToks(s, i)...)
	}
	return out
}

// unitToks gives the toks of the body of a unit. They are kept: what was edited is looked at several times.
func (w *work) unitToks(s *side, i int) []tok {
	u := &s.units[i]
	if u.toks == nil {
		u.toks = w.toks(s.text(u), s.body(u), s.docs[u.doc].Lang)
	}
	return u.toks
}

// allToks gives the toks of the whole quote of units, with the markers before them and what stands between them.
func (w *work) allToks(s *side, units []int) []tok {
	var out []tok
	text, lang := s.text(&s.units[units[0]]), s.docs[s.units[units[0]].doc].Lang
	at := s.span(&s.units[units[0]]).Start
	upTo := func(end int) {
		if end > at {
			out = append(out, w.toks(text, corpus.Span{Start: at, End: end}, lang)...)
		}
	}
	for _, i := range units {
		body := s.body(&s.units[i])
		upTo(body.Start)
		out = append(out, w.unitToks(s, i)...)
		at = body.End
	}
	upTo(s.span(&s.units[units[len(units)-1]]).End)
	return out
}
