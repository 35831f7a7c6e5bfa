package assess

import (
	"cmp"
	"slices"

	"kiyaku/analyzer/find"
	"kiyaku/lexicon"
)

// Input is what is known of one service before it is weighed.
type Input struct {
	Service    string
	Tool       string
	Lexicon    *lexicon.Lexicon  // its questions are asked; required
	Documents  []Document        // the set, in the order in which it is reported
	Findings   []find.Finding    // of all documents, in any order, with Factors, Against, Weak, Debatable and OwnEnds set
	Sightings  []find.Sighting   // what topics ask for beside findings
	Parties    []find.Party      // who the documents call provider and customer
	Precedence []find.Precedence // clauses on which document prevails
	Answers    map[string]Answer
	Rejected   map[string]bool // IDs of findings that the reviewer rejected
}

// Assess weighs the findings of a set of documents and the reviewer's answers.
//
// The result depends on what was found and answered, not on the order of in.Findings: they come back in order of
// document and place, and those that carry no weight by the table of factors.go are marked Weak. Answers to questions
// that the lexicon does not ask are left out; LoadAnswers refuses them. What the reviewer rejected stays among the findings,
// marked Rejected, and decides nothing. The input is not changed. Assess has no error.
func Assess(in Input) *Assessment {
	all := weigh(in)
	a := &Assessment{
		Service:    in.Service,
		Tool:       in.Tool,
		Documents:  in.Documents,
		Findings:   upheld(all),
		Questions:  questions(in),
		Precedence: in.Precedence,
	}
	if in.Lexicon != nil {
		a.Lexicon = in.Lexicon.Version
	}
	a.Factors = factors(a.Findings, a.Questions, in.Lexicon)
	a.Verdict, a.Because = verdict(a.Findings, a.Factors)
	a.Conflicts = conflicts(a.Findings)
	rank(a)
	a.Topics = topics(a, in)
	a.Actions = actions(a)
	a.Findings = all
	return a
}

// upheld leaves out what the reviewer rejected.
func upheld(fs []find.Finding) []find.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f find.Finding) bool { return f.Rejected })
}

// weigh copies the findings into the order of documents and places, and marks those Weak that do not count.
func weigh(in Input) []find.Finding {
	place := make(map[string]int, len(in.Documents))
	for i, d := range in.Documents {
		if d.Document != nil {
			place[d.ID] = i + 1
		}
	}
	fs := slices.Clone(in.Findings)
	for i := range fs {
		fs[i].Weak = fs[i].Weak || !counts(&fs[i])
		fs[i].Rejected = in.Rejected[fs[i].ID]
	}
	slices.SortStableFunc(fs, func(a, b find.Finding) int {
		return cmp.Or(
			cmp.Compare(place[a.Document], place[b.Document]),
			cmp.Compare(a.Document, b.Document),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Flag, b.Flag),
			cmp.Compare(a.Mark.Start, b.Mark.Start),
			cmp.Compare(a.Mark.End, b.Mark.End),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.ID, b.ID),
		)
	})
	return fs
}

// questions lists all questions of the lexicon in its order, with the answers that are known.
func questions(in Input) []Question {
	if in.Lexicon == nil {
		return nil
	}
	qs := make([]Question, 0, len(in.Lexicon.Questions))
	for _, q := range in.Lexicon.Questions {
		asked := Question{ID: q.ID, Factor: q.Factor}
		if answer, ok := in.Answers[q.ID]; ok {
			asked.Answer = &answer
		}
		qs = append(qs, asked)
	}
	return qs
}
