package web

import (
	"io"
	"net/http"

	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

// answers takes in a check sheet that the provider has filled in: each of its answers is recorded as if the visitor had.
func (s *Server) answers(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	body, name, err := v.sheet()
	if err != nil {
		return err
	}
	if name = tidyName(name); name != "" && s.UserHeader == "" {
		v.rename(name)
	}
	if v.user == "" {
		return badRequest("error.name")
	}
	sheet, err := report.ReadAnswers(body, s.Lexicon)
	if err != nil {
		return &refusal{status: http.StatusUnprocessableEntity, word: "error.sheet", detail: err.Error()}
	}
	err = s.Store.Write(v.Context(), func(tx *store.Tx) error {
		known, err := tx.Answers(v.Context(), d.Service.ID)
		if err != nil {
			return err
		}
		for _, a := range archive.Answers(sheet.Answers) {
			if archive.Known(known, a) {
				continue
			}
			a.ServiceID, a.Reviewer, a.At = d.Service.ID, v.user, s.now()
			if _, err := tx.PutAnswer(v.Context(), a); err != nil {
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
	v.see(reviewPath(d.Service.ID, d.Version.Number) + "#questions")
	return nil
}

// sheet reads the file of a form, and the name that was given with it.
func (v *visit) sheet() (body []byte, name string, err error) {
	v.Body = http.MaxBytesReader(v.w, v.Body, report.MaxCheckSheet+1<<16)
	r, err := v.MultipartReader()
	if err != nil {
		return nil, "", badForm(err)
	}
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, "", badForm(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, "", badForm(err)
		}
		switch part.FormName() {
		case "file":
			body = data
		case "name":
			name = string(data)
		}
	}
	if len(body) == 0 {
		return nil, "", badRequest("error.nothing")
	}
	return body, name, nil
}
