package assess

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// evidence draws findings out of all flags with random attributes.
func evidence(t *rapid.T, lex *lexicon.Lexicon) []find.Finding {
	kinds := []find.ExceptionKind{find.LegalOrder, find.Consent, find.ServiceProvision, find.Unspecified}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) find.Finding {
		flag := rapid.SampledFrom(lex.Flags).Draw(t, "flag")
		at := rapid.IntRange(0, 500).Draw(t, "at")
		f := find.Finding{
			ID: fmt.Sprintf("v1:%s:%d", flag.ID, at), Flag: flag.ID, Document: rapid.SampledFrom([]string{"d1", "d2"}).Draw(t, "doc"),
			Span: corpus.Span{Start: at, End: at + 5}, Factors: flag.Factors, Against: flag.Against, Weak: flag.Weak,
			Actor:     rapid.SampledFrom([]string{"provider", "customer", "unknown"}).Draw(t, "actor"),
			Debatable: rapid.Bool().Draw(t, "debatable"), OwnEnds: rapid.Bool().Draw(t, "own"),
		}
		if rapid.Bool().Draw(t, "excepted") {
			f.Exceptions = []find.Exception{{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}}
		}
		return f
	}), 0, 12).Draw(t, "findings")
}

func drawAnswers(t *rapid.T, lex *lexicon.Lexicon) map[string]Answer {
	as := map[string]Answer{}
	for _, q := range lex.Questions {
		if values := slices.Concat(q.Met, q.NotMet, q.Neutral); len(values) > 0 && rapid.Bool().Draw(t, q.ID) {
			as[q.ID] = Answer{Value: rapid.SampledFrom(values).Draw(t, "value")}
		}
	}
	return as
}

func TestOrderOfFindingsDoesNotMatter(t *testing.T) {
	lex := model(t)
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Lexicon: lex, Findings: evidence(t, lex), Answers: drawAnswers(t, lex)}
		before := slices.Clone(in.Findings)
		want := Assess(in)
		if diff := cmp.Diff(before, in.Findings); diff != "" {
			t.Fatalf("Assess changed its input:\n%s", diff)
		}
		shuffled := slices.Clone(in.Findings)
		r := rand.New(rand.NewPCG(1, uint64(rapid.Int().Draw(t, "seed"))))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		in.Findings = shuffled
		got := Assess(in)
		if diff := cmp.Diff(want.Factors, got.Factors); diff != "" || want.Verdict != got.Verdict {
			t.Fatalf("verdict %s and %s, factors:\n%s", want.Verdict, got.Verdict, diff)
		}
		if diff := cmp.Diff(want.Actions, got.Actions); diff != "" {
			t.Fatalf("actions:\n%s", diff)
		}
	})
}

// An answer can settle its own factor or contradict it, but never undo what is known, nor touch another factor.
func TestAddingAnAnswer(t *testing.T) {
	lex := model(t)
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Lexicon: lex, Findings: evidence(t, lex)}
		before := Assess(in)
		q := rapid.SampledFrom(lex.Questions).Draw(t, "question")
		value := rapid.SampledFrom(append(slices.Concat(q.Met, q.NotMet, q.Neutral), "free text")).Draw(t, "value")
		in.Answers = map[string]Answer{q.ID: {Value: value}}
		after := Assess(in)
		for i, f := range after.Factors {
			was := before.Factors[i].Status
			switch {
			case f.Status == was:
			case f.ID != q.Factor:
				t.Fatalf("%s=%s turned %s from %s into %s", q.ID, value, f.ID, was, f.Status)
			case was != Unknown && f.Status != Contradicted:
				t.Fatalf("%s=%s turned %s from %s into %s", q.ID, value, f.ID, was, f.Status)
			}
		}
		if before.Verdict == ThirdParty && after.Verdict != ThirdParty {
			t.Fatalf("%s=%s turned third-party into %s", q.ID, value, after.Verdict)
		}
	})
}

// More evidence for a factor never makes the verdict better.
func TestAddingEvidenceIsMonotonic(t *testing.T) {
	rank := map[Verdict]int{Exception: 0, Undetermined: 1, Entrustment: 2, ThirdParty: 3}
	lex := model(t)
	rapid.Check(t, func(t *rapid.T) {
		fs := evidence(t, lex)
		before := Assess(Input{Lexicon: lex, Findings: fs})
		for _, more := range evidence(t, lex) {
			if !more.Against {
				fs = append(fs, more)
			}
		}
		after := Assess(Input{Lexicon: lex, Findings: fs})
		if rank[after.Verdict] < rank[before.Verdict] {
			t.Fatalf("more evidence turned %s into %s", before.Verdict, after.Verdict)
		}
	})
}
