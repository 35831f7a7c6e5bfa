package evidence

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"kiyaku/corpus"
)

// The capture is a WARC 1.1 file (ISO 28500:2017, read in the IIPC's text on 2026-11-22): a warcinfo record, then one
// record for each document. A page as its site sent it is a "response" with its HTTP headers; a file, and a page as a
// browser had built it, is a "resource".
//
// Bodies are kept without content encoding. The header fields that spoke of the bytes on the wire would be wrong of them and
// stand with X-Orig- before their names, as other archives write it.
const warcVersion = "WARC/1.1"

// onTheWire are header fields that describe bytes which are not in the capture.
var onTheWire = []string{"Content-Encoding", "Content-Length", "Transfer-Encoding"}

// field is one line of a header.
type field struct{ name, value string }

// writeWARC writes snaps as a capture. A file has no time of its own: it gets at.
func writeWARC(w io.Writer, snaps []*corpus.Snapshot, software string, at time.Time) error {
	info := "software: " + software + "\r\nformat: WARC File Format 1.1\r\n"
	if err := writeRecord(w, "warcinfo", "", "application/warc-fields", []byte(info), nil, at); err != nil {
		return err
	}
	for _, s := range snaps {
		kind, media, block := "resource", s.MediaType, s.Body
		if s.Status != 0 && !s.Rendered {
			kind, media, block = "response", "application/http;msgtype=response", httpMessage(s)
		}
		if media == "" {
			media = "application/octet-stream"
		}
		when := s.FetchedAt
		if when.IsZero() {
			when = at
		}
		if err := writeRecord(w, kind, targetURI(s), media, block, s.Body, when); err != nil {
			return err
		}
	}
	return nil
}

// writeRecord writes one record. Its ID is made of what is in it, so that the same capture has the same bytes. payload is
// nil if the record has none.
func writeRecord(w io.Writer, kind, target, media string, block, payload []byte, at time.Time) error {
	head := []field{{"WARC-Type", kind}}
	if target != "" {
		head = append(head, field{"WARC-Target-URI", target})
	}
	head = append(head, field{"WARC-Date", at.UTC().Format("2006-01-02T15:04:05.000Z")}, field{"WARC-Block-Digest", digest(block)})
	if payload != nil {
		head = append(head, field{"WARC-Payload-Digest", digest(payload)})
	}
	head = append(head, field{"Content-Type", media}, field{"Content-Length", strconv.Itoa(len(block))})
	var b bytes.Buffer
	for _, f := range head {
		fmt.Fprintf(&b, "%s: %s\r\n", f.name, f.value)
	}
	id := sha256.Sum256(b.Bytes())
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80 // version 8, made of a hash (RFC 9562)
	if _, err := fmt.Fprintf(w, "%s\r\nWARC-Record-ID: <urn:uuid:%x-%x-%x-%x-%x>\r\n%s\r\n", warcVersion, id[:4], id[4:6], id[6:8], id[8:10], id[10:16], b.Bytes()); err != nil {
		return err
	}
	if _, err := w.Write(block); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\r\n\r\n")
	return err
}

// digest is the SHA-256 of b as WARC writes it.
func digest(b []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(b)) }

// httpMessage is the answer of which s is the body, with its header fields in the order of their names.
func httpMessage(s *corpus.Snapshot) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d\r\n", s.Status)
	names := make([]string, 0, len(s.Header))
	for name := range s.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	oneLine := strings.NewReplacer("\r", " ", "\n", " ")
	for _, name := range names {
		as := name
		if slices.Contains(onTheWire, textproto.CanonicalMIMEHeaderKey(name)) {
			as = "X-Orig-" + name
		}
		for _, value := range s.Header[name] {
			fmt.Fprintf(&b, "%s: %s\r\n", as, oneLine.Replace(value))
		}
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(s.Body))
	b.Write(s.Body)
	return b.Bytes()
}

// targetURI is the address of s; a path becomes a file URI.
func targetURI(s *corpus.Snapshot) string {
	if u, err := url.Parse(s.URL); err == nil && len(u.Scheme) > 1 {
		return u.String()
	}
	path := filepath.ToSlash(s.URL)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // of a directory that the capture does not know
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// A record is one record of a capture.
type record struct {
	kind   string
	target string
	body   []byte // without HTTP header
}

var errWARC = errors.New("not a WARC file as kiyaku writes it")

// readWARC reads a capture that writeWARC wrote, without its warcinfo, and checks the digests in it.
func readWARC(capture []byte) ([]record, error) {
	var records []record
	r := bufio.NewReader(bytes.NewReader(capture))
	for n := 1; ; n++ {
		if _, err := r.Peek(1); errors.Is(err, io.EOF) {
			return records, nil
		}
		rec, err := readRecord(r, len(capture))
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", n, err)
		}
		if rec.kind != "warcinfo" {
			records = append(records, *rec)
		}
	}
}

func readRecord(r *bufio.Reader, most int) (*record, error) {
	text := textproto.NewReader(r)
	if line, err := text.ReadLine(); err != nil || line != warcVersion {
		return nil, errWARC
	}
	head, err := text.ReadMIMEHeader()
	if err != nil {
		return nil, errWARC
	}
	length, err := strconv.Atoi(head.Get("Content-Length"))
	if err != nil || length < 0 || length > most {
		return nil, errWARC
	}
	block := make([]byte, length+4)
	if _, err := io.ReadFull(r, block); err != nil || string(block[length:]) != "\r\n\r\n" {
		return nil, errWARC
	}
	block = block[:length]
	if want := head.Get("WARC-Block-Digest"); want != digest(block) {
		return nil, fmt.Errorf("its block has the digest %s, not %s", digest(block), want)
	}
	rec := &record{kind: head.Get("WARC-Type"), target: head.Get("WARC-Target-URI"), body: block}
	if rec.kind == "response" {
		_, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
		if !ok {
			return nil, errWARC
		}
		rec.body = body
	}
	return rec, nil
}
