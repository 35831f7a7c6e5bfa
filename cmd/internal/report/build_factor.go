package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// factor gathers what speaks for and against a factor, and says what was looked for in vain.
func (b *builder) factor(f assess.Factor) factorView {
	out := factorView{
		named:  named{f.ID, b.w.of("factor", f.ID)},
		Label:  b.w.of("factor", f.ID),
		Status: named{string(f.Status), b.w.of("status", string(f.Status))},
	}
	if i := slices.IndexFunc(b.lex.Factors, func(l lexicon.Factor) bool { return l.ID == f.ID }); i >= 0 {
		l := b.lex.Factors[i]
		if name := b.pick(l.NameJA, l.NameEN); name != "" {
			out.Name = name
		}
		out.Meaning, out.Authority = b.pick(l.MeaningJA, l.MeaningEN), b.authorities(l.Authority)
	}
	out.For, out.Against = b.evidence(f.For), b.evidence(f.Against)
	named := append(slices.Clone(f.For), f.Against...)
	for i := range b.a.Findings {
		if g := &b.a.Findings[i]; slices.Contains(g.Factors, f.ID) && !slices.Contains(named, g.ID) {
			out.Also = append(out.Also, b.show(b.view.Findings[i]))
		}
	}
	b.silence(&out)
	return out
}

// silence says what was looked for in vain, since "nothing found" is a result and depends on what was read.
func (b *builder) silence(f *factorView) {
	n := strconv.Itoa(b.view.Sentences)
	if len(f.For) == 0 {
		f.SilentFor = b.w.fill("silence."+f.ID+".for", "n", n)
	}
	if len(f.Against) == 0 {
		f.SilentAg = b.w.fill("silence."+f.ID+".against", "n", n)
	}
	if f.SilentFor == "" && (f.SilentAg == "" || f.ID == "F3") { // F3 is never looked for in vain: terms cannot deny it
		return
	}
	switch {
	case b.view.Sentences == 0:
		f.Incomplete = b.w.get("silence.nothing")
	case b.view.Partial:
		f.Incomplete = b.w.get("silence.partial")
	}
}

// evidence resolves ids, each once: what can decide comes first, then what is weak or debatable, both in their order.
func (b *builder) evidence(ids []string) []evidence {
	var out []evidence
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			continue
		}
		if fs := b.byID[id]; len(fs) > 0 {
			for _, f := range fs {
				out = append(out, b.show(f))
			}
			continue
		}
		out = append(out, b.one(id))
	}
	slices.SortStableFunc(out, func(x, y evidence) int { return cmp.Compare(x.rank(), y.rank()) })
	return out
}

// rank is 1 for evidence that decides nothing alone.
func (e evidence) rank() int {
	if e.Finding != nil && slices.ContainsFunc(e.Finding.Tags, func(t named) bool { return t.ID == "weak" || t.ID == "debatable" }) {
		return 1
	}
	return 0
}

// show is f as evidence; the first time it is to be shown in full.
func (b *builder) show(f *findingView) evidence {
	first := !b.shown[f]
	b.shown[f] = true
	return evidence{ID: f.ID, Finding: f, First: first}
}

// one resolves a single id without marking it as shown.
func (b *builder) one(id string) evidence {
	if fs := b.byID[id]; len(fs) > 0 {
		return evidence{ID: id, Finding: fs[0]}
	}
	if q, ok := strings.CutPrefix(id, assess.AnswerPrefix); ok {
		for i := range b.view.Questions {
			if b.view.Questions[i].ID == q {
				return evidence{ID: id, Answer: &b.view.Questions[i]}
			}
		}
	}
	return evidence{ID: id}
}

// ruleText is the rule behind a finding with what it is about.
func (f *findingView) ruleText() string {
	if f.RuleWhy == "" {
		return f.Rule
	}
	return f.Rule + " – " + f.RuleWhy
}
