package fetch_test

import (
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"kiyaku/corpus/fetch"
)

func TestPost(t *testing.T) {
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/echo":
			body, _ := io.ReadAll(r.Body)
			w.Header().Set("Content-Type", r.Header.Get("Accept")+"; charset=binary")
			io.WriteString(w, r.Method+" "+r.Header.Get("Content-Type")+" "+string(body))
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<html>")
		case "/long":
			w.Header().Set("Content-Type", "application/reply")
			io.WriteString(w, strings.Repeat("x", 101))
		case "/empty":
			w.Header().Set("Content-Type", "application/reply")
		case "/moved":
			http.Redirect(w, r, "/echo", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	f := fetcher(t, fetch.Config{MaxBytes: 100})
	post := func(f *fetch.Fetcher, address string) (string, error) {
		answer, err := f.Post(t.Context(), address, "application/query", []byte("\x00body"), "application/reply")
		return string(answer), err
	}
	if got, err := post(f, site+"/echo"); err != nil || got != "POST application/query \x00body" {
		t.Errorf("Post = %q, %v", got, err)
	}
	for path, kind := range map[string]fetch.Kind{
		"/page": fetch.Unreadable, "/long": fetch.TooLarge, "/empty": fetch.Empty, "/moved": fetch.BadStatus, "/none": fetch.BadStatus,
	} {
		_, err := post(f, site+path)
		wantError(t, err, kind, "post to "+site+path)
	}
	_, err := post(f, "ftp://example.com/")
	wantError(t, err, fetch.BadURL)
	strict := fetcher(t, fetch.Config{AllowPrefix: netip.MustParsePrefix("127.0.0.2/32")})
	_, err = post(strict, site+"/echo")
	wantError(t, err, fetch.Blocked, "not on the public internet")
}
