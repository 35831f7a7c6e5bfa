// Package analyzer runs the stages of the analysis on the documents of one service: clauses, words, frames, findings,
// assessment. What goes in are documents that somebody else fetched and extracted; what comes out is an
// [assess.Assessment] that a report can show.
//
// The package does no I/O and reads no clock and no environment: the same documents, lexicon and options give the same
// assessment.
package analyzer

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// An Analyzer holds a lexicon made ready for use. It is immutable and safe for concurrent use.
type Analyzer struct {
	lex    *lexicon.Lexicon
	finder *find.Finder
}

// New makes an analyzer for lex. The error names every rule that cannot be used.
func New(lex *lexicon.Lexicon) (*Analyzer, error) {
	finder, err := find.New(lex)
	if err != nil {
		return nil, fmt.Errorf("analyzer: %w", err)
	}
	return &Analyzer{lex: lex, finder: finder}, nil
}

// Remembering gives an analyzer with the same lexicon that remembers the given number of sentences, some 5 KB each, and so
// takes a part of the time to read the next version of a text. Its assessments are the same. The number must be positive.
func (a *Analyzer) Remembering(sentences int) *Analyzer {
	return &Analyzer{lex: a.lex, finder: a.finder.Remembering(sentences)}
}

// Options are what an assessment says beside what the documents say. The zero value is valid.
type Options struct {
	Service string                   // name of the service
	Tool    string                   // name and version of the program, for the record
	Answers map[string]assess.Answer // what the reviewer learnt, by id of the question

	// Rejected are the IDs of findings that the reviewer says are none: they are shown, and decide nothing.
	Rejected map[string]bool

	// Stage, if given, is called when a stage begins: clause, then for each document token, frame and find, then assess.
	Stage func(name string)
}

// Assess reads docs as the contract of one service and weighs what they say.
//
// The documents get the ids d1, d2, … in the order given; docs itself is not changed. A document that cannot be analyzed
// (no text, a language without rules) stays in the assessment with a problem and a coverage of 0.
func (a *Analyzer) Assess(docs []*corpus.Document, opts Options) *assess.Assessment {
	stage := opts.Stage
	if stage == nil {
		stage = unwatched
	}
	r := a.read(docs, stage)
	stage("assess")
	return r.Weigh(opts)
}

func unwatched(string) {}

// A Reading is what the documents of one service say, before it is weighed. It is immutable and safe for concurrent use.
type Reading struct {
	lex       *lexicon.Lexicon
	documents []assess.Document
	study     find.Study
}

// Read does the part of [Analyzer.Assess] that depends on the documents alone, and takes nearly all of its time.
func (a *Analyzer) Read(docs []*corpus.Document) *Reading { return a.read(docs, unwatched) }

func (a *Analyzer) read(docs []*corpus.Document, stage func(name string)) *Reading {
	stage("clause")
	set := structure(docs)
	r := &Reading{lex: a.lex, documents: make([]assess.Document, len(docs)), study: a.finder.Study(set, stage)}
	for i, d := range set {
		r.documents[i] = a.account(d.Document, d.Tree)
		r.documents[i].Scope = r.study.Scopes[i]
	}
	return r
}

// Weigh makes an assessment of what was read.
func (r *Reading) Weigh(opts Options) *assess.Assessment {
	return assess.Assess(assess.Input{
		Service:    opts.Service,
		Tool:       opts.Tool,
		Lexicon:    r.lex,
		Documents:  r.documents,
		Findings:   r.study.Findings,
		Sightings:  r.study.Sightings,
		Parties:    r.study.Parties,
		Precedence: r.study.Precedence,
		Answers:    opts.Answers,
		Rejected:   opts.Rejected,
	})
}

// WhyNot tells why rules of a flag were not raised where a sentence has words for it, in order of document and place.
//
// With a passage it looks at sentences that contain it, and names all rules of the flag; without one, at all sentences,
// and names the rules whose action occurs.
func (a *Analyzer) WhyNot(docs []*corpus.Document, flag, passage string) []find.Miss {
	return a.finder.WhyNot(structure(docs), flag, passage)
}

// structure gives the documents their ids and finds their clauses.
func structure(docs []*corpus.Document) []find.Doc {
	set := make([]find.Doc, len(docs))
	for i, d := range docs {
		own := *d
		own.ID = fmt.Sprintf("d%d", i+1)
		set[i] = find.Doc{Document: &own, Tree: clause.Split(&own)}
	}
	return set
}

// account says how much of a document was read: its problems, and the share of its body that stands in sentences. What
// could not be extracted counts as text that was not read. Navigation, footers and banners are no part of the body;
// that they were left out is reported as a problem that costs no coverage.
func (a *Analyzer) account(d *corpus.Document, tree *clause.Tree) assess.Document {
	acc := assess.Document{Document: d, Tree: tree}
	acc.Problems = append(acc.Problems, d.Problems...)
	acc.Problems = append(acc.Problems, tree.Problems...)
	var body, aside, lost, read int
	for _, b := range d.Blocks {
		if b.Role == corpus.Body {
			body += weight(b.Span.In(d.Text))
		} else {
			aside += weight(b.Span.In(d.Text))
		}
	}
	for _, p := range acc.Problems {
		lost += p.Lost
	}
	for _, s := range tree.Sentences {
		if s.Role == corpus.Body {
			read += weight(s.Span.In(d.Text))
		}
	}
	if aside > 0 {
		acc.Problems = append(acc.Problems, corpus.Problem{
			Code:    "left-out",
			Message: fmt.Sprintf("%d bytes of navigation, footers and banners were left out of the analysis", aside),
		})
	}
	if body > 0 && !a.finder.Reads(d.Lang) {
		acc.Problems = append(acc.Problems, corpus.Problem{
			Code:    "language-unsupported",
			Message: fmt.Sprintf("there are no rules for the language %q: nothing was looked for", d.Lang),
		})
		read = 0
	}
	if body+lost > 0 {
		acc.Coverage = min(1, float64(read)/float64(body+lost))
	}
	return acc
}

// weight is the number of bytes of s that are not white space.
func weight(s string) int {
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			n += size
		}
		i += size
	}
	return n
}
