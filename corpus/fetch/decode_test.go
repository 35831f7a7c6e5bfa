package fetch_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

func TestGetEncodings(t *testing.T) {
	tests := []struct {
		header string
		encode func(string) []byte
	}{
		{"gzip", gz}, {"GZIP", gz}, {"x-gzip", gz}, {"br", br}, {"zstd", func(s string) []byte { return zst(s) }}, {"deflate", zl},
		{"gzip, br", func(s string) []byte { return br(string(gz(s))) }},
		{"utf-8", func(s string) []byte { return []byte(s) }}, // seen in the wild; means nothing
		{"identity", func(s string) []byte { return []byte(s) }},
	}
	for _, tt := range tests {
		t.Run(tt.header, func(t *testing.T) {
			site := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Encoding", tt.header)
				w.Header().Set("Content-Type", "text/html")
				w.Write(tt.encode(page))
			})
			snap, err := fetcher(t, fetch.Config{}).Get(t.Context(), corpus.Source{Location: site})
			if err != nil {
				t.Fatal(err)
			}
			if string(snap.Body) != page {
				t.Errorf("Body = %q, want %q", snap.Body, page)
			}
			if got := snap.Header.Get("Content-Encoding"); got != tt.header {
				t.Errorf("Content-Encoding = %q, want it as received: %q", got, tt.header)
			}
		})
	}
}

func TestGetBadBodies(t *testing.T) {
	const limit = 1 << 20
	zeros := strings.Repeat("\x00", 16<<20)
	html := func(w http.ResponseWriter, encoding string, body []byte) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", encoding)
		w.Write(body)
	}
	emptyFrames := bytes.Repeat(append([]byte{0x50, 0x2a, 0x4d, 0x18, 0, 4, 0, 0}, make([]byte, 1024)...), 2048)
	tests := []struct {
		name string
		h    http.HandlerFunc
		kind fetch.Kind
		part string
	}{
		{"gzip bomb", func(w http.ResponseWriter, _ *http.Request) { html(w, "gzip", gz(zeros)) }, fetch.TooLarge, "over 1 MiB"},
		{"br bomb", func(w http.ResponseWriter, _ *http.Request) { html(w, "br", br(zeros)) }, fetch.TooLarge, "over 1 MiB"},
		{"zstd bomb", func(w http.ResponseWriter, _ *http.Request) { html(w, "zstd", zst(zeros)) }, fetch.TooLarge, "over 1 MiB"},
		{"bomb in a bomb", func(w http.ResponseWriter, _ *http.Request) {
			html(w, "br, gzip", gz(string(br(zeros))))
		}, fetch.TooLarge, ""},
		{"zstd frames with nothing", func(w http.ResponseWriter, _ *http.Request) { html(w, "zstd", emptyFrames) }, fetch.TooLarge, ""},
		{"zstd window of 16 MiB", func(w http.ResponseWriter, _ *http.Request) {
			html(w, "zstd", zst(zeros, zstd.WithWindowSize(16<<20)))
		}, fetch.Encoding, "window size"},
		{"announced too large", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(limit+1))
			w.WriteHeader(200)
		}, fetch.TooLarge, ""},
		{"too large, not announced", func(w http.ResponseWriter, _ *http.Request) {
			for range 1100 {
				w.Write(bytes.Repeat([]byte("a"), 1024))
			}
		}, fetch.TooLarge, ""},
		{"no gzip", func(w http.ResponseWriter, _ *http.Request) { html(w, "gzip", []byte(page)) }, fetch.Encoding, "damaged"},
		{"half a gzip", func(w http.ResponseWriter, _ *http.Request) {
			b := gz(page)
			html(w, "gzip", b[:len(b)/2])
		}, fetch.Encoding, "damaged"},
		{"many encodings", func(w http.ResponseWriter, _ *http.Request) {
			b := []byte(page)
			for range 4 {
				b = gz(string(b))
			}
			html(w, "gzip,gzip,gzip,gzip", b)
		}, fetch.Encoding, "more than 3"},
		{"empty", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(200) }, fetch.Empty, "nothing in it"},
		{"empty, said to be gzip", func(w http.ResponseWriter, _ *http.Request) { html(w, "gzip", nil) }, fetch.Empty, ""},
		{"broken off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, page)
		}, fetch.Interrupted, "broke off"},
		{"picture", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01"))
		}, fetch.NotDocument, "not a document but image/png: give HTML, PDF"},
		{"data", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, `{"terms": "…"}`)
		}, fetch.NotDocument, "application/json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := fetcher(t, fetch.Config{MaxBytes: limit})
			_, err := f.Get(t.Context(), corpus.Source{Location: serve(t, tt.h)})
			if fe := wantError(t, err, tt.kind, tt.part); fe.Status != 200 {
				t.Errorf("Status = %d, want 200", fe.Status)
			}
		})
	}
}

func gz(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func zl(s string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func br(s string) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 1)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func zst(s string, opts ...zstd.EOption) []byte {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, opts...)
	if err != nil {
		panic(err)
	}
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}
