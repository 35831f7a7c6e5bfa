package store

import (
	"context"
	"fmt"
	"time"
)

// A Judgement is what a reviewer says of a finding.
type Judgement string

// Judgements. A comment leaves the judgement before it in force.
const (
	Accept  Judgement = "accept"
	Reject  Judgement = "reject"
	Comment Judgement = "comment"
	Reset   Judgement = "reset" // takes the judgement back
)

// A Review is one thing that a reviewer said of a finding. Reviews are never changed or deleted. They belong to the finding
// by its ID, which survives new versions as long as the provision does not change.
type Review struct {
	ID        int64
	ServiceID int64
	Finding   string // ID
	Judgement Judgement
	Comment   string
	Reviewer  string
	At        time.Time
	Version   int // number of the version that was looked at
}

// PutReview adds a review.
func (tx *Tx) PutReview(ctx context.Context, v Review) (int64, error) {
	finding, err := key("finding", v.Finding)
	if err != nil {
		return 0, err
	}
	switch v.Judgement {
	case Accept, Reject, Comment, Reset:
	default:
		return 0, fmt.Errorf("store: %q is no judgement: use accept, reject, comment or reset", v.Judgement)
	}
	return tx.id(ctx, "INSERT INTO reviews (service_id, finding, judgement, comment, reviewer, at, version) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
		v.ServiceID, finding, string(v.Judgement), text(v.Comment), text(v.Reviewer), millis(v.At), v.Version)
}

// Reviews lists all that was said of the findings of a service, in order of time.
func (r Reader) Reviews(ctx context.Context, serviceID int64) ([]Review, error) {
	return all(ctx, r.c, func(row scanner, v *Review) error {
		var at int64
		err := row.Scan(&v.ID, &v.ServiceID, &v.Finding, &v.Judgement, &v.Comment, &v.Reviewer, &at, &v.Version)
		v.At = fromMillis(at)
		return err
	}, "SELECT id, service_id, finding, judgement, comment, reviewer, at, version FROM reviews WHERE service_id = $1 ORDER BY id", serviceID)
}

// Judged gives, for each finding that has one, the review whose judgement is in force.
func Judged(reviews []Review) map[string]Review {
	judged := map[string]Review{}
	for _, v := range reviews {
		switch v.Judgement {
		case Accept, Reject:
			judged[v.Finding] = v
		case Reset:
			delete(judged, v.Finding)
		case Comment: // leaves the judgement in force
		}
	}
	return judged
}

// An Answer is what a reviewer learnt about one of the open questions of a service.
type Answer struct {
	ID        int64
	ServiceID int64
	Question  string // ID
	Value     string // "" takes the answer back
	Note      string // details that the value does not hold
	Source    string // who said so, in which paper
	Date      string // of the answer, YYYY-MM-DD; "" if not known
	Reviewer  string // who recorded it
	At        time.Time
}

// PutAnswer adds an answer. Earlier ones are kept; the newest counts.
func (tx *Tx) PutAnswer(ctx context.Context, a Answer) (int64, error) {
	question, err := key("question", a.Question)
	if err != nil {
		return 0, err
	}
	if _, err := time.Parse(time.DateOnly, a.Date); a.Date != "" && err != nil {
		return 0, fmt.Errorf("store: answer to %q: %q is no date: write it as 2026-11-30", a.Question, a.Date)
	}
	return tx.id(ctx, "INSERT INTO answers (service_id, question, value, note, source, dated, reviewer, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
		a.ServiceID, question, text(a.Value), text(a.Note), text(a.Source), a.Date, text(a.Reviewer), millis(a.At))
}

func scanAnswer(row scanner, a *Answer) error {
	var at int64
	err := row.Scan(&a.ID, &a.ServiceID, &a.Question, &a.Value, &a.Note, &a.Source, &a.Date, &a.Reviewer, &at)
	a.At = fromMillis(at)
	return err
}

// Answers lists the answers of a service that count, by question.
func (r Reader) Answers(ctx context.Context, serviceID int64) ([]Answer, error) {
	return all(ctx, r.c, scanAnswer, `SELECT id, service_id, question, value, note, source, dated, reviewer, at FROM answers
		WHERE value <> '' AND id IN (SELECT MAX(id) FROM answers WHERE service_id = $1 GROUP BY question) ORDER BY question`, serviceID)
}

// AnswerLog lists all answers that were ever recorded for a service, in order of time.
func (r Reader) AnswerLog(ctx context.Context, serviceID int64) ([]Answer, error) {
	return all(ctx, r.c, scanAnswer, "SELECT id, service_id, question, value, note, source, dated, reviewer, at FROM answers WHERE service_id = $1 ORDER BY id", serviceID)
}
