package web

import (
	"html/template"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

const perPage = 50

// vendorsPage is the list of services, and the form for new ones.
type vendorsPage struct {
	Query    store.ServiceQuery
	Rows     []vendorRow
	Total    int
	Earlier  string // address of the page before; ""
	Later    string
	Verdicts []option
	Flags    []option
	Sorts    []option
}

type vendorRow struct {
	store.Service
	VerdictName string
	Bars        template.HTML
	Open        int // questions without an answer
	LastChange  *store.Change
}

type option struct {
	Value, Name string
	On          bool
}

func (s *Server) vendors(v *visit) error {
	ctx, r := v.Context(), s.Store.Reader
	form := v.URL.Query()
	q := store.ServiceQuery{
		Sort: store.Sort(form.Get("sort")), Contains: form.Get("q"), Verdict: form.Get("verdict"), Flag: form.Get("flag"), Limit: perPage + 1,
	}
	if !sortable(q) {
		q.Sort = store.ByName
	}
	for i := range q.Factors {
		q.Factors[i] = form.Get("F" + strconv.Itoa(i+1))
	}
	q.Offset, _ = strconv.Atoi(form.Get("from"))
	q.Offset = max(q.Offset, 0)
	list, err := r.Services(ctx, q)
	if err != nil {
		return err
	}
	counts, err := r.Counts(ctx)
	if err != nil {
		return err
	}
	p := vendorsPage{Query: q, Total: counts.Services}
	at := func(offset int) string {
		next := url.Values{}
		for k, values := range form {
			next[k] = values
		}
		next.Set("from", strconv.Itoa(max(offset, 0)))
		return "/?" + next.Encode()
	}
	if len(list) > perPage {
		list, p.Later = list[:perPage], at(q.Offset+perPage)
	}
	if q.Offset > 0 {
		p.Earlier = at(q.Offset - perPage)
	}
	for _, one := range list {
		row, err := s.vendorRow(v, one)
		if err != nil {
			return err
		}
		p.Rows = append(p.Rows, row)
	}
	w := wordsOf(v.lang)
	for _, verdict := range archive.Verdicts() {
		p.Verdicts = append(p.Verdicts, option{string(verdict), report.UI(v.lang, "verdict."+string(verdict)), q.Verdict == string(verdict)})
	}
	p.Flags = s.flagOptions(v.lang, q.Flag)
	for _, sort := range []store.Sort{store.ByName, store.ByVerdict, store.ByChange, store.ByFlag} {
		p.Sorts = append(p.Sorts, option{string(sort), w.get("sort." + string(sort)), q.Sort == sort})
	}
	return v.show("vendors", p)
}

// sortable reports whether services can be listed in the order that q asks for: that by a flag needs one.
func sortable(q store.ServiceQuery) bool {
	return slices.Contains([]store.Sort{store.ByName, store.ByVerdict, store.ByChange}, q.Sort) || q.Sort == store.ByFlag && q.Flag != ""
}

func (s *Server) vendorRow(v *visit, one store.Service) (vendorRow, error) {
	row := vendorRow{Service: one, VerdictName: report.UI(v.lang, "verdict."+one.Verdict), Bars: factorBars(v.lang, one.Factors)}
	answers, err := s.Store.Answers(v.Context(), one.ID)
	if err != nil {
		return row, err
	}
	row.Open = len(s.Lexicon.Questions) - len(answers)
	changes, err := s.Store.Changes(v.Context(), one.ID, zeroTime, 1)
	if len(changes) > 0 {
		row.LastChange = &changes[0]
	}
	return row, err
}

// flagOptions lists all flags by family, for a select.
func (s *Server) flagOptions(lang, chosen string) []option {
	var list []option
	for _, f := range s.Lexicon.Flags {
		name := f.NameJA
		if lang == "en" {
			name = f.NameEN
		}
		list = append(list, option{f.ID, f.Family + " · " + name, f.ID == chosen})
	}
	return list
}

// taken takes in what the visitor asks for.
func (s *Server) taken(v *visit) (*store.Kept, error) {
	what, name, err := v.asked()
	if err != nil {
		return nil, err
	}
	return s.take(v.Context(), name, what)
}

// scan takes in an address or files and goes on to the review.
func (s *Server) scan(v *visit) error {
	kept, err := s.taken(v)
	if err != nil {
		return err
	}
	v.see(reviewPath(kept.Service.ID, kept.Version.Number))
	return nil
}

func reviewPath(service int64, version int) string {
	return "/services/" + strconv.FormatInt(service, 10) + "/versions/" + strconv.Itoa(version)
}

// asked reads the form that asks for an assessment, as pages and programs send it: url, follow and service as fields, or
// files, each under the name file.
func (v *visit) asked() (what Request, service string, err error) {
	v.Body = http.MaxBytesReader(v.w, v.Body, v.s.MaxUpload)
	media, _, _ := mime.ParseMediaType(v.Header.Get("Content-Type"))
	if media != "multipart/form-data" {
		if err := v.ParseForm(); err != nil {
			return what, "", badForm(err)
		}
		what.URL, what.Follow, service = v.PostForm.Get("url"), v.PostForm.Get("follow") != "", v.PostForm.Get("service")
	} else if service, err = v.parts(&what); err != nil {
		return what, "", err
	}
	what.URL, service = strings.TrimSpace(what.URL), tidyName(service)
	switch {
	case what.URL == "" && len(what.Files) == 0:
		return what, "", badRequest("error.nothing")
	case what.URL != "" && len(what.Files) > 0:
		return what, "", badRequest("error.both")
	}
	if u, err := url.Parse(what.URL); what.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return what, "", badRequest("error.url")
	}
	return what, service, nil
}

// maxFiles is the number of files in one upload.
const maxFiles = 50

// parts reads a form with files into what.
func (v *visit) parts(what *Request) (service string, err error) {
	r, err := v.MultipartReader()
	if err != nil {
		return "", badForm(err)
	}
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			return service, nil
		}
		if err != nil {
			return "", badForm(err)
		}
		if part.FormName() == "file" {
			body, err := io.ReadAll(part) // bounded by MaxUpload as a whole
			switch {
			case err != nil:
				return "", badForm(err)
			case part.FileName() == "" && len(body) == 0:
				continue // the browser sends an empty part where nothing was chosen
			case len(what.Files) == maxFiles:
				return "", badRequest("error.files")
			}
			what.Files = append(what.Files, Upload{Name: path.Base(strings.ReplaceAll(part.FileName(), `\`, "/")), Body: body})
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, 1<<16))
		if err != nil {
			return "", badForm(err)
		}
		switch part.FormName() {
		case "url":
			what.URL = string(value)
		case "follow":
			what.Follow = len(value) > 0
		case "service":
			service = string(value)
		}
	}
}

// badForm is a body that is no form, or too large.
func badForm(err error) error {
	if r := refusalOf(err); r.status == http.StatusRequestEntityTooLarge {
		return r
	}
	return &refusal{status: http.StatusBadRequest, word: "error.form"}
}
