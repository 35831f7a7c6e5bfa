package fetch

import (
	"bytes"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// What sniff calls text must not depend on what follows the first 4 KiB, and every type it names must be known to
// mediaTypeOf: as a document or as an error, never as both or neither.
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
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, e := mediaTypeOf(body, "text/html", ""); e != nil {
			b.Fatal(e)
		}
	}
}
