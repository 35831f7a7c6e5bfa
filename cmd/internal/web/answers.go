package web

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"kiyaku/analyzer/find"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/store"
)

// A filledSheet is a check sheet that came back.
type filledSheet struct {
	body []byte
	name string // of the visitor, as given with it
	own  bool   // it is the reviewers' own: judgements in it count
}

// answers takes in a check sheet that was filled in: each of its answers is recorded as if the visitor had given it. So is
// each judgement, but only where the visitor says that the sheet is the reviewers' own: a provider does not judge itself.
func (s *Server) answers(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	filled, err := v.sheet()
	if err != nil {
		return err
	}
	if name := tidyName(filled.name); name != "" && s.UserHeader == "" {
		v.rename(name)
	}
	if v.user == "" {
		return badRequest("error.name")
	}
	said, err := report.ReadAnswers(filled.body, s.Lexicon)
	if err != nil {
		return &refusal{status: http.StatusUnprocessableEntity, word: "error.sheet", detail: err.Error()}
	}
	var reviews []store.Review
	if filled.own {
		if reviews, err = v.reviewsIn(filled.body, d); err != nil {
			return err
		}
	}
	err = s.Store.Write(v.Context(), func(tx *store.Tx) error {
		known, err := tx.Answers(v.Context(), d.Service.ID)
		if err != nil {
			return err
		}
		for _, a := range archive.Answers(said.Answers) {
			if archive.Known(known, a) {
				continue
			}
			a.ServiceID, a.Reviewer, a.At = d.Service.ID, v.user, s.now()
			if _, err := tx.PutAnswer(v.Context(), a); err != nil {
				return err
			}
		}
		for _, one := range reviews {
			if _, err := tx.PutReview(v.Context(), one); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if d, err = s.desk(v.Context(), d.Service.ID, d.Version.Number); err != nil {
		return err
	}
	if err := s.keepWeighed(v.Context(), d); err != nil {
		return err
	}
	anchor := "#questions"
	if len(reviews) > 0 {
		anchor = "#findings"
	}
	v.see(reviewPath(d.Service.ID, d.Version.Number) + anchor)
	return nil
}

// reviewsIn is what a check sheet says of findings that was not said before.
func (v *visit) reviewsIn(body []byte, d *desk) ([]store.Review, error) {
	judged, err := report.ReadJudgements(body)
	if err != nil {
		return nil, &refusal{status: http.StatusUnprocessableEntity, word: "error.sheet", detail: err.Error()}
	}
	var out []store.Review
	strange := 0
	for _, id := range slices.Sorted(maps.Keys(judged)) {
		if !slices.ContainsFunc(d.Assessment.Findings, func(f find.Finding) bool { return f.ID == id }) {
			strange++
			continue
		}
		if len(judged[id].Comment) > maxComment {
			return nil, badRequest("error.too-long")
		}
		if one := d.Reviews[id].news(judged[id]); one.Judgement != "" {
			one.ServiceID, one.Finding, one.Reviewer, one.At, one.Version = d.Service.ID, id, v.user, v.s.now(), d.Version.Number
			out = append(out, one)
		}
	}
	if strange > 0 {
		return nil, &refusal{status: http.StatusUnprocessableEntity, word: "error.sheet-other", detail: fmt.Sprintf("%d / %d", strange, len(judged))}
	}
	return out, nil
}

// news is what j says that r does not: its Judgement is "" if that is nothing.
func (r findingReviews) news(j report.Judgement) store.Review {
	var now store.Judgement
	if r.Judged != nil {
		now = r.Judged.Judgement
	}
	var out store.Review
	if !slices.ContainsFunc(r.Comments, func(c store.Review) bool { return sameWords(c.Comment, j.Comment) }) {
		out.Comment = j.Comment
	}
	switch {
	case j.Value == "right" && now != store.Accept:
		out.Judgement = store.Accept
	case j.Value == "wrong" && now != store.Reject:
		out.Judgement = store.Reject
	case j.Value == "open" && now != "":
		out.Judgement = store.Reset
	case out.Comment != "":
		out.Judgement = store.Comment
	}
	return out
}

// sameWords reports whether two texts differ in white space and widths at most, as a worksheet may change them.
func sameWords(a, b string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(fold.String(s)), "") }
	return plain(a) == plain(b)
}

// judgements is what reviewers said, as the check sheet shows it: the judgement in force and the last comment.
func (d *desk) judgements() map[string]report.Judgement {
	out := map[string]report.Judgement{}
	for id, said := range d.Reviews {
		var j report.Judgement
		if said.Judged != nil {
			j.Value = map[store.Judgement]string{store.Accept: "right", store.Reject: "wrong"}[said.Judged.Judgement]
		}
		if n := len(said.Comments); n > 0 {
			j.Comment = said.Comments[n-1].Comment
		}
		out[id] = j
	}
	return out
}

// sheet reads the form with a check sheet.
func (v *visit) sheet() (*filledSheet, error) {
	var out filledSheet
	v.Body = http.MaxBytesReader(v.w, v.Body, report.MaxCheckSheet+1<<16)
	r, err := v.MultipartReader()
	if err != nil {
		return nil, badForm(err)
	}
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, badForm(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, badForm(err)
		}
		switch part.FormName() {
		case "file":
			out.body = data
		case "name":
			out.name = string(data)
		case "own":
			out.own = len(data) > 0
		}
	}
	if len(out.body) == 0 {
		return nil, badRequest("error.nothing")
	}
	return &out, nil
}
