package fetch

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"kiyaku/corpus"
)

// Any body is either a document with a media type or an error that says what it is.
func FuzzMediaType(f *testing.F) {
	for _, s := range []string{"", "第1条", "<html>", "%PDF-1.4", "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "\x00\x01", "\xff\xfea\x00"} {
		f.Add([]byte(s), "text/html; charset=utf-8", "a.html")
	}
	f.Fuzz(func(t *testing.T, body []byte, header, name string) {
		declared, _ := contentType(header)
		media, e := mediaTypeOf(body, declared, name)
		if (media == "") == (e == nil) {
			t.Errorf("mediaTypeOf(%q, %q, %q) = %q, %v, want either", body, declared, name, media, e)
		}
		if e != nil && (e.Kind != NotDocument || e.MediaType == "") {
			t.Errorf("mediaTypeOf(%q, %q, %q): %+v, want NotDocument with a type", body, declared, name, e)
		}
	})
}

func FuzzDecode(f *testing.F) {
	const limit = 1 << 16
	for _, s := range []string{"1f8b08000000000000034b04000000ffff", "28b52ffd0400090000616161", "8b0080610a03", "789c4b4c4c0400024d0124"} {
		b, err := hex.DecodeString(s)
		if err != nil {
			f.Fatal(err)
		}
		for _, encoding := range []string{"gzip", "zstd", "br", "deflate", "br,gzip", "x"} {
			f.Add(b, encoding)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, encoding string) {
		resp := &http.Response{Body: io.NopCloser(bytes.NewReader(body)), Header: http.Header{"Content-Encoding": {encoding}}}
		got, e := readBody(t.Context(), resp, limit)
		if len(got) > limit || (len(got) == 0) != (e != nil) {
			t.Errorf("readBody(%x, %q) = %d bytes, %v", body, encoding, len(got), e)
		}
	})
}

func TestClassifyDNS(t *testing.T) {
	missing := &net.DNSError{Err: "no such host", Name: "kiyaku.invalid", Server: "192.0.2.1:53", IsNotFound: true}
	e := classify(t.Context(), &net.OpError{Op: "dial", Net: "tcp", Err: missing})
	if e.Kind != DNS || e.Temporary {
		t.Errorf("classify(no such host) = %+v, want DNS, not temporary", e)
	}
	if strings.Contains(e.Err.Error(), "192.0.2.1") {
		t.Errorf("cause %v names the name server", e.Err)
	}
	slow := &net.DNSError{Err: "i/o timeout", Name: "kiyaku.invalid", IsTimeout: true}
	if e := classify(t.Context(), slow); e.Kind != DNS || !e.Temporary {
		t.Errorf("classify(DNS timeout) = %+v, want DNS, temporary", e)
	}
}

func TestErrorSaysWhatToDo(t *testing.T) {
	kinds := []Kind{BadURL, DNS, Refused, TLS, Timeout, Interrupted, Blocked, Robots, Redirect, BadStatus, BotWall, TooLarge,
		Encoding, NotDocument, Empty, NotFound, Permission, Directory}
	for _, k := range kinds {
		e := &Error{Op: "get", Location: "https://example.jp/", Kind: k, MediaType: "image/png", Err: errEmpty}
		if e.Advice() == "" || !strings.HasSuffix(e.Error(), ": "+e.Advice()) {
			t.Errorf("%q: message %q, advice %q", k, e.Error(), e.Advice())
		}
	}
}

func TestFileError(t *testing.T) {
	err := &fs.PathError{Op: "open", Path: "terms.pdf", Err: fs.ErrPermission}
	if e := fileError(err); e.Kind != Permission || !errors.Is(e, fs.ErrPermission) {
		t.Errorf("fileError(%v) = %+v, want Permission", err, e)
	}
}

func TestGetOverTLS(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<html>"+r.Proto)
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	f, err := New(Config{AllowPrefix: netip.MustParsePrefix("127.0.0.1/32")})
	if err != nil {
		t.Fatal(err)
	}
	defer f.CloseIdle()
	pool := x509.NewCertPool()
	pool.AddCert(srv.Certificate())
	f.transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	snap, err := f.Get(t.Context(), corpus.Source{Location: srv.URL})
	if err != nil || string(snap.Body) != "<html>HTTP/2.0" {
		t.Errorf("Get = %+v, %v, want a page over HTTP/2", snap, err)
	}
}

func TestRobotsCacheIsBounded(t *testing.T) {
	c := newRobotsCache()
	f, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	now := f.cfg.Now()
	for i := range 3 * robotsMaxKept {
		c.put(strings.Repeat("a", i), "", now)
	}
	if len(c.files) != robotsMaxKept {
		t.Errorf("%d files kept, want %d", len(c.files), robotsMaxKept)
	}
	c.put("b", "User-agent: *", now)
	if body, ok := c.get("b", now.Add(robotsLifetime-1)); !ok || body == "" {
		t.Error("a fresh file is not there")
	}
	if _, ok := c.get("b", now.Add(robotsLifetime)); ok {
		t.Error("a file is used for longer than its lifetime")
	}
}

func BenchmarkMediaType(b *testing.B) {
	body := []byte(strings.Repeat("第1条(目的)本規約は、本サービスの利用条件を定めます。\n", 1000))
	for b.Loop() {
		if _, e := mediaTypeOf(body, "text/html", ""); e != nil {
			b.Fatal(e)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for _, c := range []struct {
		name, robots string
		want         time.Duration
	}{
		{"none", "User-agent: *\nDisallow: /a\n", 0},
		{"everybody", "User-agent: *\nDisallow: /a\nCrawl-delay: 2.5 # please\n", 2500 * time.Millisecond},
		{"somebody else", "User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nDisallow:\n", 0},
		{"our own group counts alone", "User-agent: *\nCrawl-delay: 9\n\nUser-agent: Kiyaku/1\nCrawl-delay: 1\n", time.Second},
		{"our own group without one", "User-agent: *\nCrawl-delay: 9\n\nUser-agent: kiyaku\nAllow: /\n", 0},
		{"several agents of one group", "User-agent: a\nUser-agent: kiyaku\nCrawl-delay: 3\n", 3 * time.Second},
		{"nonsense", "User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1\n", 0},
		{"bounded", "User-agent: *\nCrawl-delay: 1e12\n", time.Hour},
	} {
		if got := crawlDelay(c.robots); got != c.want {
			t.Errorf("%s: crawlDelay = %v, want %v", c.name, got, c.want)
		}
	}
}
