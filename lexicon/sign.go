package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// Points lists the points of topics that signs may bear on, "TOPIC.POINT".
func Points() []string {
	return []string{
		"maintenance.defect-reproduction", "maintenance.keyword-extraction", "maintenance.patches", "maintenance.viewing",
		"maintenance.unaware", "maintenance.device-swap", "maintenance.memory-dump", "maintenance.backup",
		"service-type.storage", "service-type.analysis", "service-type.digitising",
		"generative-ai.applies", "generative-ai.opt-out", "generative-ai.off-by-default", "generative-ai.answer-only",
		"verification.shared-responsibility", "recourse.serious-fault",
		"scope.service", "scope.own-customers", "scope.website", // what a privacy policy says that it applies to
	}
}

// checkSigns finds what is wrong with the signs in themselves.
func (g *Language) checkSigns() []error {
	var errs []error
	for i := range g.Signs {
		s := &g.Signs[i]
		at := where(s.File, s.Line)
		fail := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("%s: sign %q: %w", at, s.Point, fmt.Errorf(format, args...)))
		}
		if !slices.Contains(Points(), s.Point) {
			fail("point is none of %s", strings.Join(Points(), ", "))
		}
		if s.Why == "" {
			fail("says no why")
		}
		if len(s.With) == 0 || slices.ContainsFunc(s.With, func(group []string) bool { return len(group) == 0 }) {
			fail("an empty group of words: it would be seen everywhere")
		}
		if len(s.Hit) < minHits || len(s.Miss) < minMisses {
			fail("has %d hits and %d misses, needs %d and %d", len(s.Hit), len(s.Miss), minHits, minMisses)
		}
		for _, m := range s.Miss {
			if m.Why == "" {
				fail("miss %.40q says no why", m.Text)
			}
		}
		errs = append(errs, g.references(at, s.words())...)
	}
	return errs
}

// words lists all entries of a sign.
func (s *Sign) words() []string {
	all := slices.Clone(s.Without)
	for _, group := range s.With {
		all = append(all, group...)
	}
	return all
}

// SignConcepts lists the concepts that the signs refer to, directly or through others.
func (g *Language) SignConcepts() []Concept {
	wanted := map[string]bool{}
	var want func(entries []string)
	want = func(entries []string) {
		for _, e := range entries {
			name, ok := strings.CutPrefix(e, "@")
			if !ok || wanted[name] {
				continue
			}
			wanted[name] = true
			if c := g.concept(name); c != nil {
				want(c.Words)
			}
		}
	}
	for i := range g.Signs {
		want(g.Signs[i].words())
	}
	var list []Concept
	for _, c := range g.Concepts {
		if wanted[c.Name] {
			list = append(list, c)
		}
	}
	return list
}
