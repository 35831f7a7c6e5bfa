package assess

import (
	"slices"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// serviceType tells kinds of services: keeping data is usually no entrustment, analysing and digitising it is (legal
// model, §7).
func (s *survey) serviceType() []Point {
	var out []Point
	apart := func(es []Evidence) []Evidence { // policies speak of the provider's own analysis
		return slices.DeleteFunc(es, func(e Evidence) bool {
			return s.kind(e.Document) == corpus.Privacy && !s.raised(e, "processing-service")
		})
	}
	notOwn := func(es []Evidence) []Evidence {
		return slices.DeleteFunc(es, func(e Evidence) bool { return s.raised(e, "secondary-use") })
	}
	storage, _ := s.seen(ServiceType, "storage")
	if storage = apart(storage); len(storage) > 0 {
		out = append(out, Point{ID: "storage", Status: Stated, Evidence: storage[:1]})
	}
	var told []Evidence
	for _, id := range []string{"analysis", "digitising"} {
		yes, _ := s.seen(ServiceType, id)
		if yes = notOwn(apart(yes)); len(yes) > 0 {
			out = append(out, Point{ID: id, Status: Adverse, Evidence: s.merge(yes)})
			told = append(told, yes...)
		}
	}
	rest := s.flagged("processing-service")
	rest = slices.DeleteFunc(rest, func(e Evidence) bool {
		return slices.ContainsFunc(told, func(t Evidence) bool { return t.Document == e.Document && t.Span == e.Span })
	})
	if len(rest) > 0 {
		out = append(out, Point{ID: "processing", Status: Adverse, Evidence: rest})
	}
	return out
}

// raised reports whether the sentence of e has a finding with a flag.
func (s *survey) raised(e Evidence, flag string) bool {
	return slices.ContainsFunc(s.Findings, func(f find.Finding) bool {
		return f.Flag == flag && f.Document == e.Document && f.Span == e.Span
	})
}

// maintenance sorts the work of maintenance by the examples of Q&A 7-55: two that are provision, six that are not where
// their conditions hold.
func (s *survey) maintenance() []Point {
	var out []Point
	for _, id := range []string{"defect-reproduction", "keyword-extraction"} {
		yes, no := s.seen(Maintenance, id)
		if len(yes)+len(no) > 0 {
			out = append(out, s.twoSided(id, no, yes))
		}
	}
	promise := s.findings(func(f *find.Finding) bool { return (f.Flag == "no-handling" || f.Flag == "no-access") && firm(f) })
	control := s.findings(func(f *find.Finding) bool {
		return (f.Flag == "access-control" || f.Flag == "encryption" || f.Flag == "acquisition-prevention") && firm(f)
	})
	prevention := s.findings(func(f *find.Finding) bool { return f.Flag == "acquisition-prevention" && firm(f) })
	for _, id := range []string{"patches", "viewing", "unaware", "device-swap", "memory-dump", "backup"} {
		yes, no := s.seen(Maintenance, id)
		if id == "backup" {
			yes = append(yes, s.flagged("backup-copy")...)
		}
		if len(yes)+len(no) == 0 {
			continue
		}
		p := Point{ID: id, Status: Covered, Evidence: s.merge(yes, no)}
		switch id {
		case "viewing", "unaware":
			if len(prevention) == 0 {
				p.Missing = append(p.Missing, "prevention")
			}
		default:
			if len(promise) == 0 && !(id == "memory-dump" && len(no) > 0) { // 再現しない is itself the promise
				p.Missing = append(p.Missing, "promise")
			}
			if len(control) == 0 {
				p.Missing = append(p.Missing, "control")
			}
		}
		if len(p.Missing) > 0 {
			p.Status = Conditional
		} else {
			p.Evidence = s.merge(p.Evidence, promise, control)
		}
		out = append(out, p)
	}
	return out
}

// generativeAI tells what prompts are used for: anything but the answer may be provision (warning of 2023-06-02).
func (s *survey) generativeAI() []Point {
	applies, denied := s.seen(GenerativeAI, "applies")
	training := s.flagged("ai-training")
	none := s.findings(func(f *find.Finding) bool { return f.Flag == "no-ai-training" && firm(f) })
	if len(applies)+len(denied)+len(training)+len(none) == 0 {
		return nil
	}
	out := []Point{s.twoSided("training", none, training)}
	optOut, _ := s.seen(GenerativeAI, "opt-out")
	off, offDenied := s.seen(GenerativeAI, "off-by-default")
	if off = s.merge(off, offDenied); len(off)+len(optOut) > 0 {
		out = append(out, s.twoSided("default", off, optOut))
	}
	only, onlyDenied := s.seen(GenerativeAI, "answer-only")
	more := s.findings(func(f *find.Finding) bool {
		return (f.Flag == "secondary-use" || f.Flag == "anonymize-statistics") && f.OwnEnds && firm(f)
	})
	return append(out, s.twoSided("other-purposes", s.merge(only, onlyDenied, s.flagged("purpose-limitation")), more))
}
