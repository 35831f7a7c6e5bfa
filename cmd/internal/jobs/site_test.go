package jobs_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

// A request is one line of a site's log.
type request struct {
	path       string
	start, end time.Time
	status     int
}

// A site is a web of hosts on loopback addresses. Its pages are terms that differ by host and page; some hosts are slow,
// compress, redirect, fail for a while, or forbid things.
type site struct {
	hosts []*host
	pages int
}

type host struct {
	n    int
	url  string
	web  *site
	edit func(page int, text string) string // what the vendor has changed; nil for nothing

	mu     sync.Mutex
	log    []request
	status int // with which all pages are answered; 0 for none
}

// newSite starts hosts with so many pages each.
func newSite(t testing.TB, hosts, pages int) *site {
	t.Helper()
	s := &site{pages: pages}
	port := "0"
	for n := range hosts {
		h := &host{n: n, web: s}
		l, err := net.Listen("tcp", fmt.Sprintf("127.%d.%d.1:%s", 1+n/250, n%250, port))
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ = net.SplitHostPort(l.Addr().String()) // one port for all: redirects do not lead to others
		server := &httptest.Server{Listener: l, Config: &http.Server{Handler: h}}
		server.Start()
		t.Cleanup(server.Close)
		h.url = server.URL
		s.hosts = append(s.hosts, h)
	}
	return s
}

// What is special about some hosts, by n modulo 10.
const (
	slow       = 1
	gzipped    = 2
	brotlied   = 3
	redirects  = 4 // within the host
	wanders    = 5 // page 0 has moved to another host
	busy       = 6 // answers 503 with Retry-After once
	broken     = 7 // breaks the first connection for page 1
	forbidding = 8 // page 1 is forbidden to programs
	missing    = 9 // page 1 is not there
)

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	start := time.Now()
	path := r.URL.Path
	page, _ := strconv.Atoi(strings.TrimPrefix(strings.TrimPrefix(path, "/p/"), "/moved/"))
	first := h.count(path) == 0
	defer func() {
		h.mu.Lock()
		h.log = append(h.log, request{path, start, time.Now(), rec.status})
		h.mu.Unlock()
	}()
	kind := h.n % 10
	switch {
	case path != "/robots.txt" && h.isDown() != 0:
		http.Error(rec, "down", h.isDown())
		return
	case path == "/robots.txt":
		fmt.Fprint(rec, "User-agent: *\n")
		if kind == forbidding {
			fmt.Fprint(rec, "Disallow: /p/1$\n")
		}
		if h.n%20 == 0 {
			fmt.Fprint(rec, "Crawl-delay: 0.05\n")
		}
		return
	case kind == redirects && page == 1 && strings.HasPrefix(path, "/p/"):
		http.Redirect(rec, r, "/moved/1", http.StatusMovedPermanently)
		return
	case kind == wanders && page == 0 && strings.HasPrefix(path, "/p/"):
		http.Redirect(rec, r, h.web.hosts[h.n-1].url+"/moved/"+strconv.Itoa(h.n), http.StatusFound)
		return
	case kind == busy && page == 1 && first:
		rec.Header().Set("Retry-After", "1")
		http.Error(rec, "busy", http.StatusServiceUnavailable)
		return
	case kind == broken && page == 1 && first:
		conn, _, err := http.NewResponseController(w).Hijack()
		rec.status = 0
		if err == nil {
			conn.Close()
		}
		return
	case kind == missing && page == 1:
		http.NotFound(rec, r)
		return
	case kind == slow:
		time.Sleep(20 * time.Millisecond)
	}
	h.write(rec, r, page)
}

// write sends the text of a page.
func (h *host) write(w http.ResponseWriter, r *http.Request, page int) {
	body := []byte(h.text(page))
	etag := fmt.Sprintf(`"%d-%d"`, len(body), page)
	w.Header().Set("ETag", etag)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if r.Header.Get("If-None-Match") == etag && h.n%2 == 0 {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	var b bytes.Buffer
	switch h.n % 10 {
	case gzipped:
		z := gzip.NewWriter(&b)
		_, _ = z.Write(body)
		_ = z.Close()
		w.Header().Set("Content-Encoding", "gzip")
	case brotlied:
		z := brotli.NewWriter(&b)
		_, _ = z.Write(body)
		_ = z.Close()
		w.Header().Set("Content-Encoding", "br")
	default:
		b.Write(body)
	}
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = w.Write(b.Bytes())
}

// text is a page of terms.
func (h *host) text(page int) string {
	text := fmt.Sprintf(`<!DOCTYPE html><html lang="ja"><head><title>甲%d 利用規約 %d</title></head><body><h1>甲%d 利用規約</h1>
<p>株式会社甲%d（以下「当社」といいます。）は、本サービスの利用条件をこの規約で定めます。</p>
<h2>第1条（データの取扱い）</h2><p>当社は、保守上必要と判断した場合、契約者データを監視し、分析することができます。</p>
<h2>第2条（再委託）</h2><p>当社は、業務の一部を第三者に委託することができます。</p>
<h2>第3条（責任）</h2><p>当社の損害賠償責任は、直近%dか月の利用料金を上限とします。</p></body></html>`, h.n, page, h.n, h.n, page+1)
	h.mu.Lock()
	edit := h.edit
	h.mu.Unlock()
	if edit != nil {
		text = edit(page, text)
	}
	return text
}

// change makes the vendor change its pages.
func (h *host) change(edit func(page int, text string) string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.edit = edit
}

// down makes the host answer with a status.
func (h *host) down(status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.status = status
}

func (h *host) isDown() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.status
}

func (h *host) count(path string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, r := range h.log {
		if r.path == path {
			n++
		}
	}
	return n
}

// requests is the log in order of time.
func (h *host) requests() []request {
	h.mu.Lock()
	defer h.mu.Unlock()
	log := slices.Clone(h.log)
	slices.SortFunc(log, func(a, b request) int { return a.start.Compare(b.start) })
	return log
}

func (s *site) forget() {
	for _, h := range s.hosts {
		h.mu.Lock()
		h.log = nil
		h.mu.Unlock()
	}
}

// impolite lists requests of one host that overlap, or follow each other faster than delay allows. slack is what clocks and
// schedulers may add.
func (s *site) impolite(delay, slack time.Duration) []string {
	var bad []string
	for _, h := range s.hosts {
		want := delay
		if h.n%20 == 0 {
			want = max(want, 50*time.Millisecond)
		}
		log := h.requests()
		for i := 1; i < len(log); i++ {
			a, b := log[i-1], log[i]
			if gap := b.start.Sub(a.end); gap < want-slack && a.path != "/robots.txt" || gap < -slack {
				bad = append(bad, fmt.Sprintf("host %d: %s %v after the end of %s", h.n, b.path, gap, a.path))
			}
		}
	}
	return bad
}

type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}
