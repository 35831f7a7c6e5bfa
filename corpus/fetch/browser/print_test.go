package browser

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A page is printed with its words and without dates, runs no script, and reaches nothing.
func TestPrint(t *testing.T) {
	var reached atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(s.Close)
	html := fmt.Appendf(nil, `<!DOCTYPE html><meta charset="utf-8"><title>検討</title><link rel="stylesheet" href="%[1]s/a.css"><h1>クラウド例外</h1>
		<p id="p">契約者データを閲覧しません。</p><img src="%[1]s/b.png"><iframe src="%[1]s/c"></iframe><iframe src="file:///etc/passwd"></iframe>
		<script>document.getElementById('p').textContent = 'script ran'; fetch('%[1]s/d')</script>`, s.URL)
	pdf, err := Print(t.Context(), html, Config{})
	if err != nil {
		t.Fatal(err)
	}
	if year := strconv.Itoa(time.Now().Year()); bytes.Contains(pdf, []byte("(D:"+year)) {
		t.Error("the PDF tells when it was printed")
	}
	if n := reached.Load(); n > 0 {
		t.Errorf("the page reached a server %d times", n)
	}
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext (apt-get install poppler-utils): %v", err)
	}
	text := string(out)
	for _, want := range []string{"クラウド例外", "契約者データを閲覧しません。", "1/1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF lacks %q:\n%s", want, text)
		}
	}
	for _, bad := range []string{"script ran", "root:"} {
		if strings.Contains(text, bad) {
			t.Errorf("the PDF holds %q:\n%s", bad, text)
		}
	}
}

func TestPrintWithoutBrowser(t *testing.T) {
	if _, err := Print(t.Context(), []byte("<p>x"), Config{Path: "/nonexistent/chromium"}); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("error %v, want %v", err, ErrNoBrowser)
	}
}
