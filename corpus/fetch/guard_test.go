package fetch_test

import (
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

func port(t *testing.T, site string) uint16 {
	t.Helper()
	u, err := url.Parse(site)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return uint16(n)
}

// None of these is ever connected to: the guard stands before the connection.
func TestGetBlocked(t *testing.T) {
	addresses := []string{
		"127.0.0.2", "localhost", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
		"224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.2]",
		"[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]",
	}
	strict, err := fetch.New(fetch.Config{})
	if err != nil {
		t.Fatal(err)
	}
	lenient := fetcher(t, fetch.Config{})
	for _, a := range addresses {
		t.Run(a, func(t *testing.T) {
			_, err := strict.Get(t.Context(), corpus.Source{Location: "http://" + a + "/"})
			wantError(t, err, fetch.Blocked, "not on the public internet")
			if a == "localhost" {
				return // its first address is the allowed one
			}
			site := serve(t, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://"+a+"/", http.StatusFound)
			})
			_, err = lenient.Get(t.Context(), corpus.Source{Location: site})
			if fe := wantError(t, err, fetch.Blocked); fe.URL != "http://"+a+"/" {
				t.Errorf("URL = %q, want where the redirect led", fe.URL)
			}
		})
	}
}

func TestGetPorts(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, page) })
	site := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusFound) })
	_, err := fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: site})
	wantError(t, err, fetch.Blocked, "port not allowed")

	_, err = fetcher(t, fetch.Config{Ports: []uint16{80, 443}}).Get(t.Context(), corpus.Source{Location: site})
	wantError(t, err, fetch.Blocked, "port not allowed")

	f := fetcher(t, fetch.Config{Ports: []uint16{port(t, site), port(t, other)}})
	snap, err := f.Get(t.Context(), corpus.Source{Location: site})
	if err != nil || snap.URL != other {
		t.Errorf("Get = %v, %v, want the page of %s", snap, err, other)
	}
}

func TestGetRedirects(t *testing.T) {
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		n, _ := strconv.Atoi(q.Get("n"))
		switch _, err := r.Cookie("ok"); {
		case r.URL.Path == "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case r.URL.Path == "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		case r.URL.Path == "/cookie" && err != nil:
			http.SetCookie(w, &http.Cookie{Name: "ok", Value: "1"})
			http.Redirect(w, r, "/cookie", http.StatusFound)
		case n > 0:
			http.Redirect(w, r, "/?n="+strconv.Itoa(n-1), http.StatusFound)
		default:
			io.WriteString(w, page)
		}
	})
	tests := []struct {
		name, path string
		most       int
		kind       fetch.Kind
		part       string
	}{
		{"as many as allowed", "/?n=3", 3, "", ""},
		{"one too many", "/?n=4", 3, fetch.Redirect, "more than 3 redirects"},
		{"default", "/?n=10", 0, "", ""},
		{"over the default", "/?n=11", 0, fetch.Redirect, "more than 10 redirects"},
		{"none wanted, none there", "/", -1, "", ""},
		{"none wanted", "/?n=1", -1, fetch.Redirect, ""},
		{"circle", "/circle", 0, fetch.Redirect, "in a circle"},
		{"file", "/file", 0, fetch.Redirect, `"file" address`},
		{"same page, with a cookie", "/cookie", 0, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := fetcher(t, fetch.Config{MaxRedirects: tt.most}).Get(t.Context(), corpus.Source{Location: site + tt.path})
			if tt.kind == "" && err == nil {
				return
			}
			wantError(t, err, tt.kind, tt.part)
		})
	}
}

func TestAllowIPv6Loopback(t *testing.T) {
	f := fetcher(t, fetch.Config{AllowPrefix: netip.MustParsePrefix("::1/128")})
	_, err := f.Get(t.Context(), corpus.Source{Location: serve(t, http.NotFound)})
	wantError(t, err, fetch.Blocked, "127.0.0.1")
}

func TestRobots(t *testing.T) {
	const rules = "User-agent: *\nDisallow: /\n\nUser-agent: kiyaku\nDisallow: /secret\nDisallow: /%e8%a6%8f\nDisallow: /約\n"
	tests := []struct {
		name   string
		status int
		path   string
		ignore bool
		kind   fetch.Kind
	}{
		{"allowed to us", 200, "/terms", false, ""},
		{"forbidden", 200, "/secret/terms", false, fetch.Robots},
		{"forbidden, but not asked", 200, "/secret/terms", true, ""},
		{"escapes in lower case", 200, "/%e8%a6%8f", false, fetch.Robots},
		{"escapes in upper case", 200, "/%E8%A6%8F", false, fetch.Robots},
		{"rule in letters", 200, "/%e7%b4%84", false, fetch.Robots},
		{"letters", 200, "/規", false, fetch.Robots},
		{"redirect to a forbidden page", 200, "/moved", false, fetch.Robots},
		{"no robots.txt", 404, "/secret/terms", false, ""},
		{"not for us", 403, "/secret/terms", false, ""},
		{"server down", 503, "/terms", false, fetch.Robots},
		{"too many requests", 429, "/terms", false, fetch.Robots},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			asked := 0
			site := serve(t, func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/robots.txt":
					asked++
					w.WriteHeader(tt.status)
					io.WriteString(w, rules)
				case "/moved":
					http.Redirect(w, r, "/secret", http.StatusFound)
				default:
					io.WriteString(w, page)
				}
			})
			f := fetcher(t, fetch.Config{ObeyRobots: !tt.ignore})
			for range 2 {
				_, err := f.Get(t.Context(), corpus.Source{Location: site + tt.path})
				if tt.kind == "" {
					if err != nil {
						t.Fatal(err)
					}
					continue
				}
				fe := wantError(t, err, tt.kind, "robots.txt")
				if down := tt.status != 200; fe.Temporary != down {
					t.Errorf("Temporary = %v, want %v", fe.Temporary, down)
				}
			}
			switch {
			case tt.ignore && asked > 0:
				t.Error("robots.txt was asked for")
			case !tt.ignore && tt.status < 429 && asked != 1:
				t.Errorf("robots.txt was asked for %d times in two Gets, want once", asked)
			}
		})
	}
}

func TestRobotsEndless(t *testing.T) {
	site := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			io.WriteString(w, page)
			return
		}
		io.WriteString(w, "User-agent: *\nDisallow: /secret\n")
		line := []byte("# " + strings.Repeat("x", 1021) + "\n")
		for range 4096 {
			if _, err := w.Write(line); err != nil {
				return
			}
		}
	})
	f := fetcher(t, fetch.Config{ObeyRobots: true})
	if _, err := f.Get(t.Context(), corpus.Source{Location: site + "/terms"}); err != nil {
		t.Error(err)
	}
	_, err := f.Get(t.Context(), corpus.Source{Location: site + "/secret"})
	wantError(t, err, fetch.Robots)
}
