package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

const page = "<!DOCTYPE html><html><body><p>第1条(目的)本規約は、本サービスの利用条件を定めます。</p></body></html>"

var loopback = netip.MustParsePrefix("127.0.0.1/32")

// serve starts a site on 127.0.0.1 that ends with the test.
func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func fetcher(t testing.TB, cfg fetch.Config) *fetch.Fetcher {
	t.Helper()
	if !cfg.AllowPrefix.IsValid() {
		cfg.AllowPrefix = loopback
	}
	f, err := fetch.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.CloseIdle)
	return f
}

// wantError checks the type and kind of err and that its message has the given parts.
func wantError(t *testing.T, err error, kind fetch.Kind, parts ...string) *fetch.Error {
	t.Helper()
	var fe *fetch.Error
	if !errors.As(err, &fe) {
		t.Fatalf("error is %T (%v), want *fetch.Error of kind %q", err, err, kind)
	}
	if fe.Kind != kind {
		t.Errorf("kind is %q (%v), want %q", fe.Kind, err, kind)
	}
	for _, p := range parts {
		if !strings.Contains(err.Error(), p) {
			t.Errorf("message %q does not have %q", err, p)
		}
	}
	return fe
}

func TestGet(t *testing.T) {
	at := time.Date(2026, 4, 1, 9, 0, 0, 0, time.FixedZone("JST", 9*3600))
	var asked http.Header
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			w.Header().Set("Location", "/規約?v=2#art3") // not escaped, as some sites send it
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
		asked = r.Header
		w.Header().Set("Content-Type", "Text/HTML; Charset=Shift_JIS")
		w.Header().Set("ETag", `"v2"`)
		io.WriteString(w, page)
	})
	f := fetcher(t, fetch.Config{Now: func() time.Time { return at }})
	src := corpus.Source{Location: site + "/old", Service: "見本クラウド", Lang: corpus.Dutch}
	snap, err := f.Get(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if want := site + "/%E8%A6%8F%E7%B4%84?v=2"; snap.URL != want {
		t.Errorf("URL = %q, want %q", snap.URL, want)
	}
	if snap.Source != src || string(snap.Body) != page || snap.Status != 200 || snap.Header.Get("ETag") != `"v2"` {
		t.Errorf("snapshot is not what was sent: %+v", snap)
	}
	if snap.MediaType != "text/html" || snap.Charset != "Shift_JIS" {
		t.Errorf("type, charset = %q, %q, want text/html, Shift_JIS", snap.MediaType, snap.Charset)
	}
	if !snap.FetchedAt.Equal(at) || snap.FetchedAt.Location() != time.UTC {
		t.Errorf("FetchedAt = %v, want %v in UTC", snap.FetchedAt, at)
	}
	if len(snap.SHA256) != 64 {
		t.Errorf("SHA256 = %q", snap.SHA256)
	}
	if got := asked.Get("Accept-Language"); !strings.HasPrefix(got, "nl") {
		t.Errorf("Accept-Language = %q, want Dutch first", got)
	}
	if got := asked.Get("User-Agent"); !strings.Contains(got, "kiyaku") {
		t.Errorf("User-Agent = %q, want the tool's name in it", got)
	}
}

func TestGetStatus(t *testing.T) {
	now := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name      string
		status    int
		header    map[string]string
		kind      fetch.Kind
		temporary bool
		after     time.Duration
		part      string
	}{
		{"forbidden", 403, nil, fetch.BadStatus, false, 0, "the site answered 403 Forbidden: save the page in a browser"},
		{"missing", 404, nil, fetch.BadStatus, false, 0, "check the address"},
		{"busy, seconds", 429, map[string]string{"Retry-After": "120"}, fetch.BadStatus, true, 2 * time.Minute, "in 2m0s"},
		{"down, date", 503, map[string]string{"Retry-After": "Wed, 01 Apr 2026 01:00:00 GMT"}, fetch.BadStatus, true, time.Hour, "1h"},
		{"down, date gone by", 503, map[string]string{"Retry-After": "Wed, 01 Apr 2020 01:00:00 GMT"}, fetch.BadStatus, true, 0, "later"},
		{"down, huge", 503, map[string]string{"Retry-After": "9223372036854775807"}, fetch.BadStatus, true, 8760 * time.Hour, ""},
		{"broken", 500, map[string]string{"Retry-After": "soon"}, fetch.BadStatus, true, 0, "500 Internal Server Error"},
		{"unknown", 599, nil, fetch.BadStatus, false, 0, "answered 599: "},
		{"accepted for later", 202, nil, fetch.BadStatus, true, 0, "202"},
		{"no content", 204, nil, fetch.Empty, false, 0, "nothing in it"},
		{"part", 206, nil, fetch.BadStatus, false, 0, "206"},
		{"redirect to nowhere", 302, nil, fetch.BadStatus, false, 0, "302"},
		{"not modified, unasked", 304, nil, fetch.BadStatus, false, 0, "304"},
		{"challenge", 403, map[string]string{"Cf-Mitigated": "challenge"}, fetch.BotWall, false, 0, "save the page in a browser"},
		{"challenge with 200", 200, map[string]string{"X-Amzn-Waf-Action": "captcha"}, fetch.BotWall, false, 0, "person"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				for k, v := range tt.header {
					w.Header().Set(k, v)
				}
				w.WriteHeader(tt.status)
			})
			f := fetcher(t, fetch.Config{Now: func() time.Time { return now }})
			_, err := f.Get(t.Context(), corpus.Source{Location: site + "/terms"})
			fe := wantError(t, err, tt.kind, "get "+site+"/terms: ", tt.part)
			if fe.Status != tt.status || fe.Temporary != tt.temporary || fe.RetryAfter != tt.after {
				t.Errorf("status, temporary, after = %d, %v, %v, want %d, %v, %v",
					fe.Status, fe.Temporary, fe.RetryAfter, tt.status, tt.temporary, tt.after)
			}
		})
	}
}

func TestGetMediaType(t *testing.T) {
	tests := []struct{ name, path, header, body, want, charset string }{
		{"declared", "/", "text/plain; charset=euc-jp", "<html>", "text/plain", "euc-jp"},
		{"not declared", "/", "", page, "text/html", ""},
		{"download with an ending", "/kiyaku.md", "application/octet-stream", "# 規約", "text/markdown", ""},
		{"PDF said to be HTML", "/", "text/html", "%PDF-1.7\n", "application/pdf", ""},
		{"error page said to be PDF", "/kiyaku.pdf", "application/pdf", page, "text/html", ""},
		{"parameters twice", "/", "text/html; charset=UTF-8; charset=Shift_JIS", page, "text/html", "UTF-8"},
		{"quoted", "/", `text/html; charset="utf-8"`, page, "text/html", "utf-8"},
		{"nonsense", "/", "html", page, "text/html", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = []string{tt.header}
				if tt.header == "" {
					w.Header()["Content-Type"] = nil // keeps the server from guessing
				}
				io.WriteString(w, tt.body)
			})
			snap, err := fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: site + tt.path})
			if err != nil {
				t.Fatal(err)
			}
			if snap.MediaType != tt.want || snap.Charset != tt.charset {
				t.Errorf("type, charset = %q, %q, want %q, %q", snap.MediaType, snap.Charset, tt.want, tt.charset)
			}
		})
	}
}

func TestGetSlow(t *testing.T) {
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "<p>")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	f := fetcher(t, fetch.Config{Timeout: 80 * time.Millisecond})
	_, err := f.Get(t.Context(), corpus.Source{Location: site})
	if fe := wantError(t, err, fetch.Timeout, "try again later"); !fe.Temporary {
		t.Error("a timeout is temporary")
	}

	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	_, err = fetcher(t, fetch.Config{}).Get(ctx, corpus.Source{Location: site})
	if wantError(t, err, fetch.Canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("%v is not context.Canceled", err)
	}
}

func TestGetNoConnection(t *testing.T) {
	t.Run("certificate", func(t *testing.T) {
		srv := httptest.NewUnstartedServer(http.NotFoundHandler())
		srv.Config.ErrorLog = log.New(io.Discard, "", 0)
		srv.StartTLS()
		defer srv.Close()
		_, err := fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: srv.URL})
		wantError(t, err, fetch.TLS, "no secure connection", "certificate")
	})
	t.Run("http behind https", func(t *testing.T) {
		site := serve(t, func(http.ResponseWriter, *http.Request) {})
		_, err := fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: "https" + strings.TrimPrefix(site, "http")})
		wantError(t, err, fetch.TLS)
	})
	t.Run("nobody there", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		_, err = fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: "http://" + l.Addr().String()})
		if fe := wantError(t, err, fetch.Refused); !fe.Temporary {
			t.Error("a refused connection is temporary")
		}
	})
	for _, location := range []string{"", "terms.html", "ftp://example.jp/", "https://", "http://[::1", "http://example.jp:99999/",
		"http://:80/", "http://exa mple/", "javascript:alert(1)"} {
		t.Run("no address "+location, func(t *testing.T) {
			_, err := fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: location})
			wantError(t, err, fetch.BadURL, "begins with https://")
		})
	}
}

func TestGetIfChanged(t *testing.T) {
	version, moved := `"1"`, false
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if moved && r.URL.Path == "/" {
			http.Redirect(w, r, "/new", http.StatusFound)
			return
		}
		w.Header().Set("ETag", version)
		w.Header().Set("Last-Modified", "Wed, 01 Apr 2026 00:00:00 GMT")
		if r.Header.Get("If-None-Match") == version && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, "第1条 版 %s %s", version, r.URL.Path)
	})
	f := fetcher(t, fetch.Config{})
	src := corpus.Source{Location: site + "/"}
	first, err := f.GetIfChanged(t.Context(), src, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.GetIfChanged(t.Context(), src, first); !errors.Is(err, fetch.ErrNotModified) {
		t.Errorf("same version: %v, want ErrNotModified", err)
	}
	version = `"2"`
	second, err := f.GetIfChanged(t.Context(), src, first)
	if err != nil || second.SHA256 == first.SHA256 {
		t.Errorf("new version: %v, %+v", err, second)
	}
	moved = true // to a page that happens to have the same tag
	third, err := f.GetIfChanged(t.Context(), src, second)
	if err != nil || third.URL != site+"/new" || third.SHA256 == second.SHA256 {
		t.Errorf("moved: %v, %+v", err, third)
	}
}

func TestNewChecksConfig(t *testing.T) {
	tests := []struct {
		name string
		cfg  fetch.Config
		part string
	}{
		{"private prefix", fetch.Config{AllowPrefix: netip.MustParsePrefix("10.0.0.0/8")}, "AllowPrefix"},
		{"more than loopback", fetch.Config{AllowPrefix: netip.MustParsePrefix("127.0.0.0/1")}, "AllowPrefix"},
		{"more than ::1", fetch.Config{AllowPrefix: netip.MustParsePrefix("::1/64")}, "AllowPrefix"},
		{"time", fetch.Config{Timeout: -1}, "Timeout"},
		{"size", fetch.Config{MaxBytes: -1}, "MaxBytes"},
		{"header injection", fetch.Config{UserAgent: "a\r\nX: y"}, "UserAgent"},
	}
	for _, tt := range tests {
		if _, err := fetch.New(tt.cfg); err == nil || !strings.Contains(err.Error(), tt.part) {
			t.Errorf("%s: New = %v, want an error about %s", tt.name, err, tt.part)
		}
	}
	if _, err := fetch.New(fetch.Config{}); err != nil {
		t.Errorf("New of the zero Config: %v", err)
	}
}

func TestPasswordsStayOut(t *testing.T) {
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if _, pw, _ := r.BasicAuth(); pw != "himitsu" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if r.URL.Path == "/404" {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, page)
	})
	u, err := url.Parse(site)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("u", "himitsu")
	f := fetcher(t, fetch.Config{})
	snap, err := f.Get(t.Context(), corpus.Source{Location: u.String()})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(snap.URL, "himitsu") {
		t.Errorf("URL = %q has the password", snap.URL)
	}
	_, err = f.Get(t.Context(), corpus.Source{Location: u.String() + "/404"})
	if strings.Contains(fmt.Sprintf("%+v %v", err, err), "himitsu") {
		t.Errorf("error %v has the password", err)
	}
}
