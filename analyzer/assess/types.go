// Package assess weighs findings and the reviewer's answers: the status of the three MK System factors, the verdict, what
// to do and what to ask. It is a decision table, not a sum of points; the table is the legal model's §2 and §8.
package assess

import (
	"time"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// Status of a factor.
type Status string

// Statuses. Silence is Unknown, never NotMet.
const (
	Met          Status = "met"          // 該当
	NotMet       Status = "not-met"      // 非該当
	Contradicted Status = "contradicted" // 矛盾: evidence both ways
	Unknown      Status = "unknown"      // 不明
)

// Verdict is the answer to the question of the legal model, §1.
type Verdict string

// Verdicts from the best case to the worst.
const (
	Exception    Verdict = "exception"
	Undetermined Verdict = "undetermined"
	Entrustment  Verdict = "entrustment"
	ThirdParty   Verdict = "third-party"
)

// A Factor is one of F1 (contract), F2 (access), F3 (practice).
type Factor struct {
	ID      string
	Status  Status
	For     []string // IDs of findings and answers ("answer:maintenance-id") that say it is met
	Against []string // … that it is not
}

// A Question is one of the nine that terms cannot answer.
type Question struct {
	ID     string // e.g. "maintenance-id"
	Factor string // F1…F3, or ""
	Answer *Answer
}

// An Answer is what the reviewer learnt about a question.
type Answer struct {
	Value  string    // "yes", "no", or free text where the question is open
	Note   string    // details that the value does not hold: how often, by which measure; may be empty
	Source string    // who said so, in which paper
	Date   time.Time // of the answer; zero if not given
}

// A Document is one document of the set with what was read of it.
type Document struct {
	*corpus.Document
	Tree     *clause.Tree
	Coverage float64 // share of the text, by bytes, that was read into clauses and sentences and analyzed: 0…1
	Problems []corpus.Problem
	Scope    find.Scope // whose data a privacy policy is about; zero for other documents
}

// An Assessment is everything that is known of one service.
type Assessment struct {
	Service   string
	Tool      string // name and version
	Lexicon   string // version of the lexicon
	Documents []Document
	Findings  []find.Finding // in order of document and place
	Factors   []Factor       // F1, F2, F3
	Verdict   Verdict
	Because   []string // IDs of factors or flags that decided
	Actions   []string // IDs of things to do, in order; texts live with the reports
	Questions []Question
	Conflicts []Conflict
	// Precedence lists the clauses on which document prevails, in order of document and place.
	Precedence []find.Precedence
	Topics     []Topic // those that the documents bear on, in the order of TopicIDs
}

// A Conflict is a promise that another provision takes back. Which of two documents prevails does not settle it: the
// factor stays contradicted.
type Conflict struct {
	Promise, Permission string // IDs of findings
	Prevails            string // "promise" or "permission" where they stand in two documents and a clause says which prevails; else ""
	By                  int    // index in Assessment.Precedence of that clause; -1 if there is none
}
