package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// The words that closed conditions of a rule may use.
var closed = map[string][]string{
	"actor":      {"provider", "customer", "subcontractor", "authority", "third-party", "unknown"},
	"modality":   {"may", "must", "will", "must-not", "will-not", "is", "disclaims"},
	"place":      {"main", "list", "purpose", "condition", "exception", "modifier"},
	"kinds":      {"terms", "privacy", "dpa", "maintenance", "security", "confirmation"},
	"scope":      {"service", "own-customers"},
	"serves":     {"provider", "customer"},
	"actor-as":   {"provider", "customer", "unknown"},
	"exceptions": {"legal-order", "consent", "emergency", "service-provision", "security", "provider-discretion", "subcontractor", "public", "unspecified", "none"},
}

// minHits and minMisses are how many examples a rule needs.
const (
	minHits   = 3
	minMisses = 2
)

// check finds what is wrong with the language's concepts and rules in themselves.
func (g *Language) check(lex *Lexicon) []error {
	var errs []error
	for _, c := range g.Concepts {
		at := where(c.File, c.Line)
		if len(c.Words) == 0 {
			errs = append(errs, fmt.Errorf("%s: concept %q has no words", at, c.Name))
		}
		if (len(c.First) == 0) != (len(c.Second) == 0) {
			errs = append(errs, fmt.Errorf("%s: concept %q: first and second belong together", at, c.Name))
		}
		errs = append(errs, g.references(at, c.Words)...)
	}
	seen := map[string]bool{}
	for i := range g.Rules {
		r := &g.Rules[i]
		at := where(r.File, r.Line)
		if r.ID == "" {
			errs = append(errs, fmt.Errorf("%s: rule without id", at))
		} else if seen[r.ID] {
			errs = append(errs, fmt.Errorf("%s: rule %q: a rule with this id stands above", at, r.ID))
		}
		seen[r.ID] = true
		for _, err := range g.checkRule(r, lex) {
			errs = append(errs, fmt.Errorf("%s: rule %q: %w", at, r.ID, err))
		}
		errs = append(errs, g.references(at, r.words())...)
	}
	return append(errs, g.checkSigns()...)
}

func (g *Language) checkRule(r *Rule, lex *Lexicon) []error {
	var errs []error
	if lex.Flag(r.Flag) == nil && len(lex.Flags) > 0 {
		errs = append(errs, fmt.Errorf("unknown flag %q", r.Flag))
	}
	if r.Why == "" {
		errs = append(errs, fmt.Errorf("says no why"))
	}
	for name, entries := range map[string][]string{
		"actor": r.Actor, "modality": r.Modality, "place": r.Place, "kinds": r.Kinds, "scope": r.Scope, "exceptions": r.Exceptions,
		"serves": {r.Serves}, "actor-as": {r.ActorAs},
	} {
		for _, e := range entries {
			if e != "" && !slices.Contains(closed[name], e) {
				errs = append(errs, fmt.Errorf("%s: %q is none of %s", name, e, strings.Join(closed[name], ", ")))
			}
		}
	}
	if len(r.Action) == 0 && len(r.With) == 0 && len(r.Object) == 0 {
		errs = append(errs, fmt.Errorf("states no action, object or with: it would fire on everything"))
	}
	if len(r.Hit) < minHits || len(r.Miss) < minMisses {
		errs = append(errs, fmt.Errorf("has %d hits and %d misses, needs %d and %d", len(r.Hit), len(r.Miss), minHits, minMisses))
	}
	for _, h := range r.Hit {
		if h.Mark != "" && !strings.Contains(h.Text, h.Mark) {
			errs = append(errs, fmt.Errorf("mark %q is not in its text", h.Mark))
		}
	}
	for _, m := range r.Miss {
		if m.Why == "" {
			errs = append(errs, fmt.Errorf("miss %.40q says no why", m.Text))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errs
}

func (g *Language) references(at string, entries []string) []error {
	var errs []error
	for _, e := range entries {
		if name, ok := strings.CutPrefix(e, "@"); ok && g.concept(name) == nil {
			errs = append(errs, fmt.Errorf("%s: no concept %q", at, name))
		}
	}
	return errs
}

// words lists all open entries of a rule.
func (r *Rule) words() []string {
	all := slices.Concat(r.Action, r.Object, r.NotObject, r.Recipient, r.Purpose, r.NotPurpose, r.Condition, r.Without, r.Context, r.NotContext,
		r.Excepted, r.NotOnly, r.Serving)
	for _, group := range r.With {
		all = append(all, group...)
	}
	return all
}

func where(file string, line int) string {
	return fmt.Sprintf("%s:%d", file, line)
}
