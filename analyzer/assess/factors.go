package assess

import (
	"slices"

	"kiyaku/analyzer/find"
	"kiyaku/lexicon"
)

// AnswerPrefix marks an ID in Factor.For and Factor.Against as that of a question that was answered, not of a finding.
const AnswerPrefix = "answer:"

// factors gives the status of F1, F2 and F3.
//
// For and Against list all evidence that bears on the factor, weak and debatable evidence too, so that a reader sees
// it; the status rests on the rest alone:
//
//	for  against  status
//	yes  no       met
//	no   yes      not-met
//	yes  yes      contradicted
//	no   no       unknown
//
// An answer is evidence like a finding: it decides where the documents are silent, and contradicts them where they
// say otherwise.
func factors(fs []find.Finding, qs []Question, lex *lexicon.Lexicon) []Factor {
	out := make([]Factor, 0, 3)
	for _, id := range []string{"F1", "F2", "F3"} {
		f := Factor{ID: id}
		var met, not bool
		for i := range fs {
			if !slices.Contains(fs[i].Factors, id) {
				continue
			}
			if fs[i].Against {
				f.Against = append(f.Against, fs[i].ID)
				not = not || firm(&fs[i])
			} else {
				f.For = append(f.For, fs[i].ID)
				met = met || firm(&fs[i])
			}
		}
		yes, no := answered(id, qs, lex)
		f.For = unique(append(f.For, yes...))
		f.Against = unique(append(f.Against, no...))
		f.Status = status(met || len(yes) > 0, not || len(no) > 0)
		out = append(out, f)
	}
	return out
}

func status(met, not bool) Status {
	switch {
	case met && not:
		return Contradicted
	case met:
		return Met
	case not:
		return NotMet
	}
	return Unknown
}

// answered lists the answers that say the factor is met, and those that say it is not.
func answered(factor string, qs []Question, lex *lexicon.Lexicon) (met, not []string) {
	for i, q := range qs {
		if q.Answer == nil || q.Factor != factor {
			continue
		}
		if slices.Contains(lex.Questions[i].Met, q.Answer.Value) {
			met = append(met, AnswerPrefix+q.ID)
		}
		if slices.Contains(lex.Questions[i].NotMet, q.Answer.Value) {
			not = append(not, AnswerPrefix+q.ID)
		}
	}
	return met, not
}

// firm reports whether a finding can decide a factor or the verdict.
func firm(f *find.Finding) bool { return !f.Weak && !f.Debatable }

// counts reports whether evidence against a factor carries weight at all (legal model, §2 and §8).
//
// A promise not to handle or access counts only without an exception that lies in the provider's hands. Access control
// counts only when it binds the provider's own staff, and encryption only when the customer holds the keys: for these
// two flags the actor of a finding is the one who is controlled, and the one who holds the keys.
func counts(f *find.Finding) bool {
	switch f.Flag {
	case "no-handling", "no-access":
		return !slices.ContainsFunc(f.Exceptions, func(e find.Exception) bool { return inProvidersHands(e.Kind) })
	case "access-control":
		return f.Actor == "provider"
	case "encryption":
		return f.Actor == "customer"
	}
	return true
}

// inProvidersHands reports whether an exception of this kind lets the provider itself decide to handle the data, which
// turns a promise into a permission. Work by a subcontractor is the provider's own (27条5項1号), so it counts as well.
func inProvidersHands(k find.ExceptionKind) bool {
	switch k {
	case find.ServiceProvision, find.Security, find.ProviderDiscretion, find.Unspecified, find.Subcontractor:
		return true
	}
	return false
}

// unique drops repeated IDs: a provision that stands in two documents of the set has the same ID in both.
func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(ids, func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}
