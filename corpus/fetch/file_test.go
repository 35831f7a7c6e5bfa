package fetch_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

// write makes the files of a new directory; names end in "/" for directories.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(p, 0o755)
		} else {
			err = os.WriteFile(p, []byte(body), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func archive(t testing.TB, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte("application/vnd.oasis.opendocument.text"))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	sjis = "\x8a\x4a\x96\xf1\x81\x41\x91\xe6\x82\x50\x8f\xf0\r\n" // 規約、第1条, nearly
	jis  = "\x1b$B5,Ls\x1b(B\r\n"                                 // 規約 in ISO-2022-JP
	ole  = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

func TestReadMediaType(t *testing.T) {
	docx := archive(t, "[Content_Types].xml", "word/document.xml")
	word := "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"
	utf16 := "\x00" + strings.Join(strings.Split("Terms of Service 1.", ""), "\x00") // big-endian, without a mark
	tests := []struct{ name, file, body, want string }{
		{"HTML", "a.html", page, "text/html"},
		{"capitals", "A.HTM", page, "text/html"},
		{"XHTML", "a.xhtml", page, "application/xhtml+xml"},
		{"Markdown", "規約.md", "# 規約", "text/markdown"},
		{"text", "a.txt", "第1条", "text/plain"},
		{"text that looks like a picture", "a.txt", "BMW リースの規約", "text/plain"},
		{"HTML kept as text", "a.txt", page, "text/plain"},
		{"Shift_JIS", "a.txt", sjis, "text/plain"},
		{"ISO-2022-JP", "a.txt", jis, "text/plain"},
		{"UTF-16 with a mark", "a.txt", "\xff\xfe\x2c\x7b\x61\x67\x0a\x00", "text/plain"},
		{"UTF-16 kana and kanji", "a.txt", "\x2c\x7b\x01\x30\x61\x67\x02\x30\x0a\x00", "text/plain"},
		{"UTF-16 ASCII", "a", utf16, "text/plain"},
		{"stray NUL", "a.txt", strings.Repeat("第1条の規定 ", 20) + "\x00", "text/plain"},
		{"no ending, HTML", "terms", "\xef\xbb\xbf\r\n <!-- saved -->\n<HTML lang=ja>", "text/html"},
		{"no ending, XHTML", "terms", "<?xml version='1.0'?>\n<html xmlns='…'>", "application/xhtml+xml"},
		{"no ending, text", "terms", "第1条", "text/plain"},
		{"PDF", "a.pdf", "%PDF-1.7\n\x00\x01", "application/pdf"},
		{"PDF by content", "a.html", "%PDF-1.7\n\x00\x01", "application/pdf"},
		{"PDF behind junk", "a", "HTTP/1.0\n\x00\x01\x02\x03\x04%PDF-1.4\n", "application/pdf"},
		{"PDF without its head", "a.pdf", "\x00\x01\x02\x03\x04\x05", "application/pdf"},
		{"saved error page", "a.pdf", page, "text/html"},
		{"DOCX", "a.docx", docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"DOCX by content", "a", docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"ODT", "a.odt", archive(t, "mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"},
		{"RTF", "a.doc", `{\rtf1\ansi`, "application/rtf"},
		{"DOC", "a.doc", ole + "\x00\x00", "application/msword"},
		{"DOC by content", "a", ole + "\x00\x00" + word, "application/msword"},
		{"encrypted DOCX", "a.docx", ole + "\x00\x00", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"web archive", "a.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "multipart/related"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(write(t, map[string]string{tt.file: tt.body}), tt.file)
			snap, err := fetch.Read(corpus.Source{Location: path}, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			if snap.MediaType != tt.want {
				t.Errorf("MediaType = %q, want %q", snap.MediaType, tt.want)
			}
			if string(snap.Body) != tt.body || snap.URL != path || !snap.FetchedAt.IsZero() || snap.Status != 0 {
				t.Errorf("snapshot is not the file: %+v", snap)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	dir := write(t, map[string]string{
		"empty.txt":    "",
		"large.txt":    strings.Repeat("a", 1001),
		"picture.html": "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01",
		"program":      "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 64),
		"packed.html":  string(gz(page)),
		"pages.zip":    archive(t, "index.html"),
		"slides.pptx":  archive(t, "ppt/presentation.xml"),
		"cut.docx":     archive(t, "word/document.xml")[:60],
		"slides.ppt":   ole + "\x00\x00",
	})
	tests := []struct {
		file string
		kind fetch.Kind
		part string
	}{
		{"missing.txt", fetch.NotFound, "no such file: check the path; web addresses begin with https://"},
		{"missing/terms.txt", fetch.NotFound, ""},
		{".", fetch.Directory, "is a directory: give a file in it"},
		{"empty.txt", fetch.Empty, "nothing in it"},
		{"large.txt", fetch.TooLarge, "over 1000 bytes"},
		{"picture.html", fetch.NotDocument, "not a document but image/png"},
		{"program", fetch.NotDocument, "application/octet-stream"},
		{"packed.html", fetch.NotDocument, "application/x-gzip"},
		{"pages.zip", fetch.NotDocument, "application/zip"},
		{"cut.docx", fetch.NotDocument, "application/zip"},
		{"slides.pptx", fetch.NotDocument, "a PowerPoint presentation"},
		{"slides.ppt", fetch.NotDocument, "no Word document"},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			location := filepath.Join(dir, tt.file)
			_, err := fetch.Read(corpus.Source{Location: location}, nil, 1000)
			fe := wantError(t, err, tt.kind, "read "+location+": ", tt.part)
			if fe.Kind == fetch.NotFound && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%v is not fs.ErrNotExist", err)
			}
		})
	}
}

func TestReadPermission(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("needs a user whom permissions bind")
	}
	dir := write(t, map[string]string{"a.txt": "第1条", "sub/b.txt": "第2条"})
	if err := errors.Join(os.Chmod(filepath.Join(dir, "a.txt"), 0), os.Chmod(filepath.Join(dir, "sub"), 0)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "sub"), 0o755) })
	_, err := fetch.Read(corpus.Source{Location: filepath.Join(dir, "a.txt")}, nil, 0)
	wantError(t, err, fetch.Permission, "no permission")
	_, err = fetch.Expand(dir)
	wantError(t, err, fetch.Permission, "at "+filepath.Join(dir, "sub"))
}

func TestReadStdin(t *testing.T) {
	snap, err := fetch.Read(corpus.Source{Location: "-"}, strings.NewReader(page), 0)
	if err != nil || string(snap.Body) != page || snap.MediaType != "text/html" || snap.URL != "-" {
		t.Errorf("Read = %+v, %v", snap, err)
	}
	_, err = fetch.Read(corpus.Source{Location: "-"}, strings.NewReader(""), 0)
	wantError(t, err, fetch.Empty, "read -: ")
	_, err = fetch.Read(corpus.Source{Location: "-"}, nil, 0)
	wantError(t, err, fetch.Empty)
	_, err = fetch.Read(corpus.Source{Location: "-"}, errReader{}, 0)
	wantError(t, err, fetch.Unreadable, "disk on fire")
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errors.New("disk on fire") }

func TestReadFileURL(t *testing.T) {
	path := filepath.Join(write(t, map[string]string{"利用 規約.txt": "第1条"}), "利用 規約.txt")
	location := "file://" + strings.ReplaceAll(filepath.ToSlash(path), " ", "%20")
	snap, err := fetch.Read(corpus.Source{Location: location}, nil, 0)
	if err != nil || snap.URL != path {
		t.Errorf("Read(%q) = %+v, %v", location, snap, err)
	}
}

func TestExpand(t *testing.T) {
	dir := write(t, map[string]string{
		"b.html": page, "b_files/frame.html": page, "a.PDF": "%PDF-", "c.docx": "PK", "~$c.docx": "lock", ".hidden.txt": "x",
		"old/d.md": "# 規約", "old/logo.png": "x", "old_files/e.txt": "第1条", "f.doc": "x", "report.xlsx": "PK", ".git/g.txt": "x", "empty/": "",
	})
	if err := os.Symlink(dir, filepath.Join(dir, "loop.txt")); err != nil {
		t.Fatal(err)
	}
	if l, err := net.Listen("unix", filepath.Join(dir, "s.txt")); err == nil { // what may never end is not read
		defer l.Close()
	}
	got, err := fetch.Expand(dir)
	if err != nil {
		t.Fatal(err)
	}
	var want []corpus.Source
	for _, n := range []string{"a.PDF", "b.html", "c.docx", "f.doc", "old/d.md", "old_files/e.txt"} {
		want = append(want, corpus.Source{Location: filepath.Join(dir, filepath.FromSlash(n))})
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Expand (-want +got):\n%s", d)
	}

	for _, location := range []string{"-", "https://example.jp/terms", filepath.Join(dir, "old", "logo.png")} {
		got, err := fetch.Expand(location)
		if d := cmp.Diff([]corpus.Source{{Location: location}}, got); d != "" || err != nil {
			t.Errorf("Expand(%q) = %v, %v, want itself", location, got, err)
		}
	}
	_, err = fetch.Expand(filepath.Join(dir, "empty"))
	wantError(t, err, fetch.Empty, "no documents")
	_, err = fetch.Expand(filepath.Join(dir, "missing"))
	wantError(t, err, fetch.NotFound, "expand ")
}

func TestExpandTooMany(t *testing.T) {
	dir := t.TempDir()
	for i := range 501 {
		if err := os.WriteFile(filepath.Join(dir, strings.Repeat("a", i%200+1)+string(rune('a'+i/200))+".txt"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := fetch.Expand(dir)
	wantError(t, err, fetch.TooLarge, "over 500 documents")
}

func TestIsURL(t *testing.T) {
	for location, want := range map[string]bool{
		"https://example.jp/": true, "HTTP://example.jp": true, " https://example.jp ": true, "https://日本語.jp/規約": true,
		"terms.html": false, "-": false, "": false, "file:///tmp/a.html": false, "ftp://example.jp/": false, "https:": false,
		"example.jp/terms": false, `C:\terms.html`: false, "http://": false,
	} {
		if got := fetch.IsURL(location); got != want {
			t.Errorf("IsURL(%q) = %v, want %v", location, got, want)
		}
	}
}

func TestFolderTakesAnyNumber(t *testing.T) {
	dir := t.TempDir()
	for i := range 501 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte("規約"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := fetch.Folder(dir)
	if err != nil || len(got) != 501 || got[500].Location != filepath.Join(dir, "500.txt") {
		t.Errorf("Folder gives %d documents, %v, want 501 in order", len(got), err)
	}
	if _, err := fetch.Folder(t.TempDir()); err == nil {
		t.Error("Folder takes an empty directory")
	}
}
