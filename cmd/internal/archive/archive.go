// Package archive keeps in the store what was read and found, and brings it back: a set of documents with its assessment
// becomes a version, a version becomes documents that can be assessed again.
//
// It knows what the store does not: what of an assessment is shown in lists, and which report is kept. Fetching and
// analyzing are left to its callers.
package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

// Verdicts lists the verdicts from the best case to the worst; the index is the rank in the store.
func Verdicts() []assess.Verdict {
	return []assess.Verdict{assess.Exception, assess.Undetermined, assess.Entrustment, assess.ThirdParty}
}

// An Entry is one reading of a service.
type Entry struct {
	Set        store.Set
	Assessment *assess.Assessment // of the documents of Set, made with Answers
	Answers    map[string]assess.Answer
}

// rejection is the Question under which a rejected finding counts in the key of an assessment, before its ID.
const rejection = "finding "

// Keep stores e: its documents as a version, unless they are the newest one, and its assessment. An assessment of the same
// documents by the same lexicon and tool stays as it is. Where the newest version has the same text but other bytes, the
// assessment is not kept: it speaks of documents that the store does not have.
func Keep(ctx context.Context, tx *store.Tx, e Entry) (*store.Kept, error) {
	kept, err := tx.Keep(ctx, e.Set)
	if err != nil {
		return nil, err
	}
	if e.Assessment == nil || !kept.Same {
		return kept, nil
	}
	var docs []*corpus.Document
	for _, p := range e.Set.Parts {
		docs = append(docs, p.Document)
	}
	row, err := Summary(e.Assessment, docs, e.Answers)
	if err != nil {
		return nil, err
	}
	row.SetSHA256, row.At = kept.Version.SetSHA256, e.Set.At
	if kept.Version.Assessment, _, err = tx.PutAssessment(ctx, row); err != nil {
		return nil, err
	}
	kept.Version.Verdict, kept.Version.Rank, kept.Version.Factors = row.Verdict, row.Rank, row.Factors
	return kept, nil
}

// Summary is a as the store keeps it, without SetSHA256 and At. docs are the documents that it was made of, in order; nil
// stands for one that could not be read.
func Summary(a *assess.Assessment, docs []*corpus.Document, answers map[string]assess.Answer) (store.Assessment, error) {
	var b bytes.Buffer
	if err := report.JSON(&b, a); err != nil {
		return store.Assessment{}, err
	}
	said := Answers(answers)
	for i := range a.Findings {
		if f := &a.Findings[i]; f.Rejected && !slices.ContainsFunc(said, func(s store.Answer) bool { return s.Question == rejection+f.ID }) {
			said = append(said, store.Answer{Question: rejection + f.ID, Value: string(store.Reject)})
		}
	}
	row := store.Assessment{
		AssessmentKey: store.AssessmentKey{InputSHA256: store.InputSHA256(docs, said), Lexicon: a.Lexicon, Tool: a.Tool},
		Verdict:       string(a.Verdict),
		Rank:          slices.Index(Verdicts(), a.Verdict),
		Flags:         map[string]int{},
		Coverage:      1,
		JSON:          b.Bytes(),
	}
	for i, f := range a.Factors {
		if i < len(row.Factors) {
			row.Factors[i] = string(f.Status)
		}
	}
	for _, f := range a.Findings {
		if !f.Rejected {
			row.Flags[f.Flag]++
		}
	}
	for _, d := range a.Documents {
		row.Coverage = min(row.Coverage, d.Coverage)
	}
	return row, nil
}

// Answers is answers as the store keeps them, in order of questions.
func Answers(answers map[string]assess.Answer) []store.Answer {
	var list []store.Answer
	for id, a := range answers {
		row := store.Answer{Question: id, Value: a.Value, Note: a.Note, Source: a.Source}
		if !a.Date.IsZero() {
			row.Date = a.Date.Format(time.DateOnly)
		}
		list = append(list, row)
	}
	slices.SortFunc(list, func(a, b store.Answer) int { return strings.Compare(a.Question, b.Question) })
	return list
}

// FromAnswers undoes Answers.
func FromAnswers(list []store.Answer) (map[string]assess.Answer, error) {
	answers := make(map[string]assess.Answer, len(list))
	for _, row := range list {
		a := assess.Answer{Value: row.Value, Note: row.Note, Source: row.Source}
		if row.Date != "" {
			var err error
			if a.Date, err = time.Parse(time.DateOnly, row.Date); err != nil {
				return nil, fmt.Errorf("archive: answer to %q: %w", row.Question, err)
			}
		}
		answers[row.Question] = a
	}
	return answers, nil
}

// Snapshots gives the snapshots of a version with their bodies, in the order of its documents.
func Snapshots(ctx context.Context, r store.Reader, v *store.Version) ([]*corpus.Snapshot, error) {
	rows, err := r.VersionSnapshots(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	snaps := make([]*corpus.Snapshot, len(rows))
	for i, row := range rows {
		full, err := r.Snapshot(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		snaps[i] = full.Snapshot
	}
	return snaps, nil
}

// Documents gives the documents of a version as they were last read; one that never could be read is nil.
func Documents(ctx context.Context, r store.Reader, v *store.Version) ([]*corpus.Document, error) {
	rows, err := r.VersionSnapshots(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	docs := make([]*corpus.Document, len(rows))
	for i, row := range rows {
		if docs[i], err = r.Document(ctx, row.ID, ""); err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
	}
	return docs, nil
}

// Record adds to the store the answers that it does not have as they are.
func Record(ctx context.Context, tx *store.Tx, serviceID int64, answers map[string]assess.Answer, at time.Time) error {
	known, err := tx.Answers(ctx, serviceID)
	if err != nil {
		return err
	}
	for _, a := range Answers(answers) {
		if Known(known, a) {
			continue
		}
		a.ServiceID, a.At = serviceID, at
		if _, err := tx.PutAnswer(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// Known reports whether one of known says what a says.
func Known(known []store.Answer, a store.Answer) bool {
	return slices.ContainsFunc(known, func(k store.Answer) bool {
		return k.Question == a.Question && k.Value == a.Value && k.Note == a.Note && k.Source == a.Source && k.Date == a.Date
	})
}

// Rejected gives the IDs of the findings that reviewers rejected.
func Rejected(reviews []store.Review) map[string]bool {
	ids := map[string]bool{}
	for id, r := range store.Judged(reviews) {
		if r.Judgement == store.Reject {
			ids[id] = true
		}
	}
	return ids
}

// Said is what reviewers said of a service, as an assessment takes it.
type Said struct {
	Answers  map[string]assess.Answer
	Rejected map[string]bool // IDs of findings
}

// LoadSaid loads what counts of what reviewers said.
func LoadSaid(ctx context.Context, r store.Reader, serviceID int64) (*Said, error) {
	list, err := r.Answers(ctx, serviceID)
	if err != nil {
		return nil, err
	}
	answers, err := FromAnswers(list)
	if err != nil {
		return nil, err
	}
	reviews, err := r.Reviews(ctx, serviceID)
	if err != nil {
		return nil, err
	}
	return &Said{Answers: answers, Rejected: Rejected(reviews)}, nil
}

// A Making is what the report of an assessment says of how it was made.
type Making struct {
	Service string
	Tool    string
	Lexicon string
	Answers map[string]assess.Answer

	Rejected map[string]bool // IDs of findings
}

// MakingOf reads it in a report that [Summary] made.
func MakingOf(report []byte) (*Making, error) {
	var r struct {
		Service, Tool, Lexicon string
		Findings               []struct {
			ID       string
			Rejected bool
		}
		Questions []struct {
			ID     string
			Answer *struct{ Value, Note, Source, Date string }
		}
	}
	if err := json.Unmarshal(report, &r); err != nil {
		return nil, fmt.Errorf("archive: the assessment is damaged: %w", err)
	}
	var list []store.Answer
	for _, q := range r.Questions {
		if a := q.Answer; a != nil {
			list = append(list, store.Answer{Question: q.ID, Value: a.Value, Note: a.Note, Source: a.Source, Date: a.Date})
		}
	}
	answers, err := FromAnswers(list)
	m := &Making{Service: r.Service, Tool: r.Tool, Lexicon: r.Lexicon, Answers: answers, Rejected: map[string]bool{}}
	for _, f := range r.Findings {
		if f.Rejected {
			m.Rejected[f.ID] = true
		}
	}
	return m, err
}
