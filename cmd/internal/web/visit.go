package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
)

// A visit is one request with who sent it.
type visit struct {
	*http.Request
	w    http.ResponseWriter
	s    *Server
	lang string // of the page: ja or en
	user string // who judges and answers; "" if not known
	csrf string // token that forms must send
}

type handler func(*visit) error

// A refusal is an error that visitors are told, in their language.
type refusal struct {
	status int
	word   string // id of what is said
	detail string // in the words of the error; ""
}

func (e *refusal) Error() string { return e.word + ": " + e.detail }

func notFound() error                  { return &refusal{status: http.StatusNotFound, word: "error.not-found"} }
func badRequest(word string) error     { return &refusal{status: http.StatusBadRequest, word: word} }
func refused(s int, word string) error { return &refusal{status: s, word: word} }

// refusalOf tells what visitors learn of an error. What they cannot help stays inside: it is a 500 without detail.
func refusalOf(err error) *refusal {
	var known *refusal
	var fetched *fetch.Error
	var extracted *extract.Error
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, store.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return &refusal{status: http.StatusNotFound, word: "error.not-found"}
	case errors.As(err, &tooLarge):
		return &refusal{status: http.StatusRequestEntityTooLarge, word: "error.too-large", detail: strconv.FormatInt(tooLarge.Limit>>20, 10) + " MiB"}
	case errors.As(err, &fetched), errors.As(err, &extracted):
		return &refusal{status: http.StatusUnprocessableEntity, word: "error.unread", detail: err.Error()}
	case errors.Is(err, context.DeadlineExceeded):
		return &refusal{status: http.StatusGatewayTimeout, word: "error.timeout"}
	}
	return &refusal{status: http.StatusInternalServerError, word: "error.internal"}
}

// serve runs h for visitors that may enter, or for all.
func (s *Server) serve(h handler, entered bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Request: r, w: w, s: s, lang: s.langOf(r)}
		err := v.enter(entered)
		if err == nil {
			err = h(v)
		}
		if err != nil {
			v.fail(err)
		}
	})
}

// fail shows an error: as problem+json to programs, as a page to people.
func (v *visit) fail(err error) {
	e := refusalOf(err)
	if e.status == http.StatusInternalServerError && v.s.Failed != nil {
		v.s.Failed(v.Method, v.URL.Path, err)
	}
	if e.status == http.StatusUnauthorized && !v.isAPI() {
		v.see("/login?next=" + escapeQuery(v.URL.RequestURI()))
		return
	}
	if v.isAPI() {
		v.problem(e)
		return
	}
	text := wordsOf(v.lang).get(e.word)
	if v.Header.Get("HX-Request") != "" { // shown in place of what was asked for
		v.w.Header().Set("HX-Retarget", "#notice")
		v.w.Header().Set("HX-Reswap", "innerHTML")
	}
	if err := v.showStatus(e.status, "error", errorPage{Text: text, Detail: visible(e.detail)}); err != nil {
		http.Error(v.w, text, e.status)
	}
}

type errorPage struct{ Text, Detail string }

// show writes a page.
func (v *visit) show(name string, data any) error { return v.showStatus(http.StatusOK, name, data) }

func (v *visit) showStatus(status int, name string, data any) error {
	var b bytes.Buffer
	if err := v.s.pages[name].Execute(&b, frame{visit: v, W: wordsOf(v.lang), Data: data, Page: name}); err != nil {
		return fmt.Errorf("web: page %s: %w", name, err)
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(status)
	_, err := v.w.Write(b.Bytes())
	if err != nil {
		return nil // the visitor is gone
	}
	return nil
}

// see sends the visitor on after a form.
func (v *visit) see(path string) { http.Redirect(v.w, v.Request, path, http.StatusSeeOther) }

// number reads a part of the path that is a number.
func (v *visit) number(name string) (int64, error) {
	n, err := strconv.ParseInt(v.PathValue(name), 10, 64)
	if err != nil || n < 0 {
		return 0, notFound()
	}
	return n, nil
}

func (v *visit) isAPI() bool {
	return strings.HasPrefix(v.URL.Path, "/api/") || strings.HasPrefix(v.URL.Path, "/queue/api/") || v.URL.Path == "/healthz"
}

// isFragment reports whether htmx asks for a part of a page.
func (v *visit) isFragment() bool { return v.Header.Get("HX-Request") == "true" }
