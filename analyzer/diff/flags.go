package diff

import (
	"slices"

	"kiyaku/analyzer/find"
)

// flags tells which flags the one place has and the other has not.
func (w *work) flags(ev *event) {
	olds, news := w.old.findingsOf(ev.olds), w.new.findingsOf(ev.news)
	ev.FlagsAdded, ev.FindingsAdded = missing(news, olds)
	ev.FlagsRemoved, ev.FindingsRemoved = missing(olds, news)
}

// findingsOf lists the findings on units.
func (s *side) findingsOf(units []int) []*find.Finding {
	var out []*find.Finding
	for _, i := range units {
		for _, f := range s.units[i].findings {
			out = append(out, &s.a.Findings[f])
		}
	}
	return out
}

// missing lists the flags of have that other does not have, and the IDs of the findings that raise them.
func missing(have, other []*find.Finding) (flags, ids []string) {
	has := map[string]bool{}
	for _, f := range other {
		has[f.Flag] = true
	}
	for _, f := range have {
		if !has[f.Flag] {
			flags, ids = append(flags, f.Flag), append(ids, f.ID)
		}
	}
	slices.Sort(flags)
	return slices.Compact(flags), ids
}

// findings pairs the findings of the two assessments.
func (w *work) findings() {
	olds, news := w.old.a.Findings, w.new.a.Findings
	partner := make([]int, len(news)) // index in olds + 1
	used := make([]bool, len(olds))
	pair := func(i, j int) { partner[j], used[i] = i+1, true }
	w.eachLink(func(i, j int) { // what raises the same flag in a sentence that was kept or edited
		if partner[j] == 0 && !used[i] && olds[i].Flag == news[j].Flag && (olds[i].ID == news[j].ID || olds[i].Rule == news[j].Rule) {
			pair(i, j)
		}
	})
	w.eachLink(func(i, j int) {
		if partner[j] == 0 && !used[i] && olds[i].Flag == news[j].Flag {
			pair(i, j)
		}
	})
	byID := map[string]int{}
	for i := range olds {
		if !used[i] {
			byID[olds[i].ID] = i
		}
	}
	for j := range news {
		if i, ok := byID[news[j].ID]; ok && partner[j] == 0 && !used[i] {
			pair(i, j)
		}
	}
	for j := range news {
		fc := FindingChange{Status: FindingNew, Flag: news[j].Flag, New: &news[j], Change: w.changeOn(w.new, j)}
		if i := partner[j] - 1; i >= 0 {
			fc.Old, fc.Status = &olds[i], Carried
			if fc.Old.ID != fc.New.ID && fc.Change >= 0 && w.report.Changes[fc.Change].Substantive {
				fc.Status = Reopened
			}
		}
		w.report.Findings = append(w.report.Findings, fc)
	}
	for i := range olds {
		if !used[i] {
			w.report.Findings = append(w.report.Findings,
				FindingChange{Status: FindingGone, Flag: olds[i].Flag, Old: &olds[i], Change: w.changeOn(w.old, i)})
		}
	}
}

// eachLink calls f with the indexes of each old and new finding that stand on paired sentences.
func (w *work) eachLink(f func(i, j int)) {
	for _, p := range w.pairings {
		for _, o := range p.olds {
			for _, n := range p.news {
				for _, i := range w.old.units[o].findings {
					for _, j := range w.new.units[n].findings {
						f(i, j)
					}
				}
			}
		}
	}
}

// touch remembers which change touches each unit.
func (w *work) touch(events []*event) {
	w.touched = map[*unit]int{}
	for i, ev := range events {
		for _, k := range ev.olds {
			w.touched[&w.old.units[k]] = i
		}
		for _, k := range ev.news {
			w.touched[&w.new.units[k]] = i
		}
	}
}

// changeOn is the index of the change that touches finding f of s; -1 if none does.
func (w *work) changeOn(s *side, f int) int {
	if u, ok := s.at[f]; ok {
		if k, ok := w.touched[&s.units[u]]; ok {
			return k
		}
	}
	return -1
}
