package evidence

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nlnwa/gowarc"

	"kiyaku/corpus"
)

var at = time.Date(2026, 11, 1, 9, 0, 0, 123e6, time.UTC)

// captured are snapshots of all sorts: bodies that look like the format itself, header fields of the wire, odd paths.
func captured() []*corpus.Snapshot {
	return []*corpus.Snapshot{
		{
			URL: "https://example.com/規約?a=b c", FetchedAt: at, Status: 200, MediaType: "text/html", Body: []byte("<p>\r\n\r\nWARC/1.1\r\n\r\n\x00\xff</p>"),
			Header: http.Header{"Content-Encoding": {"br"}, "Content-Length": {"7"}, "Etag": {`"x"`}, "X-Latin": {"caf\xe9"}, "Set-Cookie": {"a=1", "b=2"}},
		},
		{URL: "https://example.com/built", FetchedAt: at, Status: 200, MediaType: "text/html", Rendered: true, Body: []byte("<p>x</p>")},
		{URL: "契約/terms 1.txt", MediaType: "text/plain", Body: []byte("第1条\r\n\r\n")},
		{URL: `C:\terms.pdf`, MediaType: "", Body: []byte("%PDF-")},
		{URL: "-", MediaType: "text/plain", Body: []byte("x")},
	}
}

func capture(t testing.TB, snaps []*corpus.Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writeWARC(&b, snaps, "kiyaku 1", at); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadWARC(t *testing.T) {
	snaps := captured()
	data := capture(t, snaps)
	if !bytes.Equal(data, capture(t, snaps)) {
		t.Error("the same capture has other bytes")
	}
	records, err := readWARC(data)
	if err != nil || len(records) != len(snaps) {
		t.Fatalf("%d records, %v, want %d", len(records), err, len(snaps))
	}
	for i, r := range records {
		if !bytes.Equal(r.body, snaps[i].Body) || r.target != targetURI(snaps[i]) {
			t.Errorf("record %d: %q %q, want the body %q", i, r.target, r.body, snaps[i].Body)
		}
	}
	for name, damaged := range map[string][]byte{
		"cut":         data[:len(data)-3],
		"a byte":      bytes.Replace(data, []byte("第1条"), []byte("第2条"), 1),
		"too long":    bytes.Replace(data, []byte("Content-Length: 5"), []byte("Content-Length: 999999999999"), 1),
		"negative":    bytes.Replace(data, []byte("Content-Length: 5"), []byte("Content-Length: -5"), 1),
		"no WARC":     []byte("PK\x03\x04"),
		"empty lines": []byte("WARC/1.1\r\n\r\n"),
	} {
		if _, err := readWARC(damaged); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Another implementation reads the captures, with all its checks, and finds in them what we put there.
func TestWARCOracle(t *testing.T) {
	snaps := captured()
	r, err := gowarc.NewWarcFileReaderFromStream(bytes.NewReader(capture(t, snaps)), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ids := map[string]bool{}
	for i := -1; ; i++ {
		rec, _, problems, err := r.Next()
		if errors.Is(err, io.EOF) {
			if i != len(snaps) {
				t.Errorf("%d records, want %d", i, len(snaps))
			}
			break
		}
		if err != nil || !problems.Valid() {
			t.Fatalf("record %d: %v %v", i, err, problems)
		}
		if ids[rec.RecordId()] {
			t.Errorf("record %d has the ID of another one", i)
		}
		ids[rec.RecordId()] = true
		if i < 0 {
			continue // warcinfo
		}
		checkRecord(t, rec, snaps[i])
		if err := rec.ValidateDigest(problems); err != nil || !problems.Valid() {
			t.Errorf("record %d: digest: %v %v", i, err, problems)
		}
	}
}

func checkRecord(t *testing.T, rec gowarc.WarcRecord, snap *corpus.Snapshot) {
	t.Helper()
	if when, err := rec.Date(); err != nil || !when.Equal(at) {
		t.Errorf("%s: date %v, %v, want %v", snap.URL, when, err, at)
	}
	var payload io.Reader
	var err error
	if http, ok := rec.Block().(gowarc.HttpResponseBlock); ok {
		if snap.Status == 0 || http.HttpStatusCode() != snap.Status || http.HttpHeader().Get("X-Orig-Content-Encoding") != "br" {
			t.Errorf("%s: status %d, header %v", snap.URL, http.HttpStatusCode(), http.HttpHeader())
		}
		payload, err = http.PayloadBytes()
	} else {
		payload, err = rec.Block().RawBytes()
	}
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(payload)
	if err != nil || !bytes.Equal(body, snap.Body) {
		t.Errorf("%s: payload %q, %v, want %q", snap.URL, body, err, snap.Body)
	}
}

func FuzzReadWARC(f *testing.F) {
	f.Add(capture(f, captured()))
	f.Add([]byte(strings.Repeat("WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n", 3)))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := readWARC(data)
		if err != nil && records != nil {
			t.Error("records beside an error")
		}
	})
}
