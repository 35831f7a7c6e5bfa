package assess

import (
	"slices"

	"kiyaku/analyzer/find"
)

// verdict applies the decision table of the legal model, §8; the first row that holds decides:
//
//	third-party   a firm finding of own use, training, statistics or disclosure serves the provider's or others' own ends
//	entrustment   a factor is met or contradicted
//	exception     F1 and F2 are not met
//	undetermined  otherwise
//
// because holds the flags of the first row in alphabetical order, or else the factors that decided; for undetermined
// those of F1 and F2 that are still open.
func verdict(fs []find.Finding, factors []Factor) (v Verdict, because []string) {
	for i := range fs {
		if servesOthers(&fs[i]) {
			because = append(because, fs[i].Flag)
		}
	}
	if len(because) > 0 {
		slices.Sort(because)
		return ThirdParty, slices.Compact(because)
	}
	var open []string
	for _, f := range factors {
		switch f.Status {
		case Met, Contradicted:
			because = append(because, f.ID)
		case Unknown:
			if f.ID != "F3" { // silent terms cannot clear what was done in practice, so F3 need not be cleared
				open = append(open, f.ID)
			}
		}
	}
	switch {
	case len(because) > 0:
		return Entrustment, because
	case len(open) > 0:
		return Undetermined, open
	}
	return Exception, []string{"F1", "F2"}
}

// servesOthers reports whether a finding takes the data beyond entrustment (27条1項).
func servesOthers(f *find.Finding) bool {
	switch f.Flag {
	case "secondary-use", "ai-training", "anonymize-statistics", "third-party-disclosure":
		return f.OwnEnds && firm(f)
	}
	return false
}
