package assess

import (
	"slices"
	"testing"

	"kiyaku/analyzer/find"
)

// TestRejectedFindingsDecideNothing looks at what is left once the reviewer has rejected the only evidence.
func TestRejectedFindingsDecideNothing(t *testing.T) {
	lex := model(t)
	fs := parse(t, lex, "secondary-use/own provider-access no-handling")
	before := Assess(Input{Lexicon: lex, Findings: fs})
	if before.Verdict != ThirdParty || len(before.Conflicts) == 0 {
		t.Fatalf("verdict %s with %d conflicts, want third-party with some", before.Verdict, len(before.Conflicts))
	}
	after := Assess(Input{Lexicon: lex, Findings: fs, Rejected: map[string]bool{fs[0].ID: true, fs[1].ID: true}})
	if after.Factors[0].Status != NotMet || after.Factors[1].Status != Unknown || after.Verdict != Undetermined || len(after.Conflicts) != 0 {
		t.Errorf("F1 %s, F2 %s, verdict %s, %d conflicts; want not-met, unknown, undetermined, none",
			after.Factors[0].Status, after.Factors[1].Status, after.Verdict, len(after.Conflicts))
	}
	if n := len(slices.DeleteFunc(after.Findings, func(f find.Finding) bool { return !f.Rejected })); n != 2 {
		t.Errorf("%d findings are marked as rejected, want 2", n)
	}
}
