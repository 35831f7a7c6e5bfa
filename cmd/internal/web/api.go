package web

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

//go:embed openapi.json
var openAPI []byte

// api adds the routes for programs. They have the limits and the login of the pages; a token goes into the header
// "Authorization: Bearer TOKEN".
func (s *Server) api(mux *http.ServeMux) {
	in := func(pattern string, h handler) { mux.Handle(pattern, s.serve(h, true)) }
	in("GET /api/openapi.json", func(v *visit) error { return v.raw("application/json", openAPI) })
	in("POST /api/scan", s.apiScan)
	in("GET /api/services", s.apiServices)
	in("GET /api/services/{id}", s.apiService)
	in("GET /api/services/{id}/versions", s.apiVersions)
	in("GET /api/services/{id}/versions/{version}", s.apiVersion)
	in("GET /api/changes", s.apiChanges)
	in("/api/", func(*visit) error { return notFound() })
}

// problem answers with an error as RFC 9457 has it.
func (v *visit) problem(e *refusal) {
	body, err := json.Marshal(struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail,omitempty"`
	}{"about:blank", wordsOf("en").get(e.word), e.status, e.detail})
	if err != nil {
		body = nil
	}
	if e.status == http.StatusUnauthorized {
		v.w.Header().Set("WWW-Authenticate", "Bearer")
	}
	v.w.Header().Set("Content-Type", "application/problem+json")
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(e.status)
	_, _ = v.w.Write(append(body, '\n')) // the caller may be gone
}

func (v *visit) raw(media string, body []byte) error {
	v.w.Header().Set("Content-Type", media)
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = v.w.Write(body) // the caller may be gone
	return nil
}

func (v *visit) json(data any) error {
	body, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return v.raw("application/json", append(body, '\n'))
}

// apiScan assesses a URL or files and answers with the assessment. What was read is kept, as on the pages.
func (s *Server) apiScan(v *visit) error {
	kept, err := s.taken(v)
	if err != nil {
		return err
	}
	d, err := s.desk(v.Context(), kept.Service.ID, kept.Version.Number)
	if err != nil {
		return err
	}
	v.w.Header().Set("Location", "/api"+reviewPath(kept.Service.ID, kept.Version.Number))
	return v.assessment(d)
}

// assessment answers with the JSON of the reports.
func (v *visit) assessment(d *desk) error {
	var b bytes.Buffer
	if err := report.JSON(&b, d.Assessment); err != nil {
		return err
	}
	return v.raw("application/json", b.Bytes())
}

type apiService struct {
	ID        int64             `json:"id"`
	Name      string            `json:"name"`
	Versions  int               `json:"versions"`
	ChangedAt time.Time         `json:"changed_at"`
	Verdict   string            `json:"verdict"`
	Factors   map[string]string `json:"factors"`
}

func serviceJSON(one *store.Service) apiService {
	return apiService{one.ID, one.Name, one.Versions, one.ChangedAt, one.Verdict, factorsJSON(one.Factors)}
}

func factorsJSON(f store.Factors) map[string]string {
	return map[string]string{"F1": f[0], "F2": f[1], "F3": f[2]}
}

// page reads limit and offset from the query.
func (v *visit) page() (limit, offset int, err error) {
	limit = 100
	for key, to := range map[string]*int{"limit": &limit, "offset": &offset} {
		if text := v.URL.Query().Get(key); text != "" {
			if *to, err = strconv.Atoi(text); err != nil || *to < 0 || *to > 1_000_000 {
				return 0, 0, &refusal{status: http.StatusBadRequest, word: "error.form", detail: key + " must be a number"}
			}
		}
	}
	return min(max(limit, 1), 1000), offset, nil
}

func (s *Server) apiServices(v *visit) error {
	limit, offset, err := v.page()
	if err != nil {
		return err
	}
	q := v.URL.Query()
	query := store.ServiceQuery{
		Sort: store.Sort(q.Get("sort")), Contains: q.Get("q"), Verdict: q.Get("verdict"), Flag: q.Get("flag"), Limit: limit, Offset: offset,
	}
	if !sortable(query) {
		return &refusal{status: http.StatusBadRequest, word: "error.form", detail: "sort must be one of those that /api/openapi.json lists; flag goes with flag=ID"}
	}
	list, err := s.Store.Services(v.Context(), query)
	if err != nil {
		return err
	}
	out := []apiService{}
	for i := range list {
		out = append(out, serviceJSON(&list[i]))
	}
	return v.json(map[string]any{"services": out})
}

func (s *Server) apiService(v *visit) error {
	one, err := v.serviceOf()
	if err != nil {
		return err
	}
	return v.json(serviceJSON(one))
}

type apiVersion struct {
	Number   int               `json:"number"`
	At       time.Time         `json:"at"`
	SHA256   string            `json:"sha256"`
	ReturnOf int               `json:"return_of,omitempty"`
	Verdict  string            `json:"verdict"`
	Factors  map[string]string `json:"factors"`
}

func (s *Server) apiVersions(v *visit) error {
	id, err := v.number("id")
	if err != nil {
		return err
	}
	limit, _, err := v.page()
	if err != nil {
		return err
	}
	if _, err := s.Store.ServiceByID(v.Context(), id); err != nil {
		return err
	}
	before, _ := strconv.Atoi(v.URL.Query().Get("before"))
	list, err := s.Store.Versions(v.Context(), id, max(before, 0), limit)
	if err != nil {
		return err
	}
	out := []apiVersion{}
	for _, one := range list {
		out = append(out, apiVersion{one.Number, one.At, one.SetSHA256, one.ReturnOf, one.Verdict, factorsJSON(one.Factors)})
	}
	return v.json(map[string]any{"versions": out})
}

func (s *Server) apiVersion(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	return v.assessment(d)
}

type apiChange struct {
	ID          string    `json:"id"`
	ServiceID   int64     `json:"service_id"`
	Service     string    `json:"service"`
	Old         int       `json:"old_version"`
	New         int       `json:"new_version"`
	Cause       string    `json:"cause"`
	At          time.Time `json:"at"`
	Substantive bool      `json:"substantive"`
	Direction   string    `json:"direction"`
	Flags       []string  `json:"flags"`
	Factors     []string  `json:"factors"`
}

func (s *Server) apiChanges(v *visit) error {
	limit, _, err := v.page()
	if err != nil {
		return err
	}
	q := v.URL.Query()
	var since time.Time
	if text := q.Get("since"); text != "" {
		if since, err = time.Parse(time.RFC3339, text); err != nil {
			if since, err = time.Parse(time.DateOnly, text); err != nil {
				return &refusal{status: http.StatusBadRequest, word: "error.date", detail: "since must be 2026-01-31 or 2026-01-31T12:00:00Z"}
			}
		}
	}
	service, _ := strconv.ParseInt(q.Get("service"), 10, 64)
	list, err := s.Store.Changes(v.Context(), service, since, limit)
	if err != nil {
		return err
	}
	out := []apiChange{}
	for _, c := range list {
		out = append(out, apiChange{c.ID, c.ServiceID, c.Service, c.OldVersion, c.NewVersion, c.Cause, c.At, c.Substantive, c.Direction, nonNil(c.Flags), nonNil(c.Factors)})
	}
	return v.json(map[string]any{"changes": out})
}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
