package diff

import (
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/corpus"
)

// conclude fills in what the changes add up to.
func (w *work) conclude() {
	r := w.report
	r.Direction = Neutral
	var e effect
	told := false // one of them is more than neutral
	for i := range r.Changes {
		c := &r.Changes[i]
		if !c.Substantive {
			continue
		}
		r.Substantive, told = true, told || c.Direction != Neutral
		e.add(map[Direction]int{Worse: -1, Better: 1}[c.Direction])
	}
	if told {
		r.Direction = e.direction()
	}
	r.Cause = w.cause()
	r.Factors = factors(r.Old, r.New)
	r.Verdict = VerdictChange{r.Old.Verdict, r.New.Verdict}
	for i := range w.pairs {
		r.Documents = append(r.Documents, w.pairing(&w.pairs[i]))
	}
	w.notices()
	w.unilateral()
}

// cause tells whose doing the differences are.
func (w *work) cause() Cause {
	texts, bodies := true, true
	for _, p := range w.pairs {
		if p.old < 0 || p.new < 0 {
			return Vendor
		}
		o, n := &w.old.docs[p.old], &w.new.docs[p.new]
		texts = texts && o.Text == n.Text
		bodies = bodies && o.SHA256 == n.SHA256 && o.SHA256 != ""
	}
	switch {
	case !texts && !bodies:
		return Vendor
	case !texts:
		return Extractor
	case w.report.Old.Lexicon != w.report.New.Lexicon:
		return Lexicon
	case w.report.Old.Tool != w.report.New.Tool:
		return Tool
	}
	return Vendor
}

func factors(old, new *assess.Assessment) []FactorChange {
	var out []FactorChange
	for _, n := range new.Factors {
		fc := FactorChange{ID: n.ID, New: n.Status}
		for _, o := range old.Factors {
			if o.ID == n.ID {
				fc.Old = o.Status
			}
		}
		out = append(out, fc)
	}
	return out
}

// pairing is p as the report shows it.
func (w *work) pairing(p *docPair) Pairing {
	out := Pairing{Fault: p.fault}
	if p.old >= 0 {
		out.Old, out.OldDates = w.old.docs[p.old].ID, w.dates(w.old, p.old)
	}
	if p.new >= 0 {
		out.New, out.NewDates = w.new.docs[p.new].ID, w.dates(w.new, p.new)
	}
	for i := range w.report.Changes {
		c := &w.report.Changes[i]
		if c.Old != nil && c.Old.Document == out.Old || c.New != nil && c.New.Document == out.New {
			if c.Substantive {
				out.Substantive++
			} else {
				out.Minor++
			}
		}
	}
	return out
}

// notices tells how long before it held each change was told.
func (w *work) notices() {
	for _, p := range w.report.Documents {
		holds := p.NewDates.Effective
		if p.New == "" || p.Fault != nil || p.Substantive == 0 || holds.Day.IsZero() || holds.Day.Equal(p.OldDates.Effective.Day) {
			continue
		}
		told := p.NewDates.Revised
		if told.Day.IsZero() || told.Day.Equal(p.OldDates.Revised.Day) {
			told = Date{Day: w.opts.Told}
		}
		if told.Day.IsZero() {
			continue
		}
		days := int(holds.Day.Sub(told.Day.Truncate(24*time.Hour)).Hours() / 24)
		w.report.Notices = append(w.report.Notices, Notice{Document: p.New, Told: told, Holds: holds, Days: days})
	}
}

// unilateral notes 民法548条の4 where Japanese terms were changed for the worse. A privacy policy is no contract that it
// applies to.
func (w *work) unilateral() {
	note := Note{ID: NoteUnilateral, Authority: []string{NoteUnilateral}}
	ours := func(doc *corpus.Document) bool {
		return doc != nil && doc.Lang == corpus.Japanese && doc.Kind != corpus.Privacy && doc.Kind != corpus.Confirmation
	}
	for i, c := range w.report.Changes {
		if !c.Substantive || c.Direction != Worse {
			continue
		}
		if c.New != nil && ours(w.new.document(c.New.Document)) || c.New == nil && ours(w.old.document(c.Old.Document)) {
			note.Changes = append(note.Changes, i)
		}
	}
	if len(note.Changes) == 0 {
		return
	}
	for i := range w.report.New.Findings {
		f := &w.report.New.Findings[i]
		if f.Flag == "unilateral-change" && ours(w.new.document(f.Document)) {
			note.Clause = f
			break
		}
	}
	w.report.Notes = append(w.report.Notes, note)
}

// document gives the document of this side with an ID; nil if there is none.
func (s *side) document(id string) *corpus.Document {
	for i := range s.docs {
		if s.docs[i].ID == id {
			return s.docs[i].Document.Document
		}
	}
	return nil
}
