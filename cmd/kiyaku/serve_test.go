package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestServe starts the desk, has it read a file, a PDF that is none and an address inside the machine, and stops it.
func TestServe(t *testing.T) {
	db := "sqlite:" + filepath.Join(t.TempDir(), "desk.db")
	d, _, stderr := testDeps()
	d.db = &db
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- serve(ctx, d, serveOptions{addr: "127.0.0.1:0", queue: true, ready: func(a string) { address <- a }})
	}()
	var base string
	select {
	case base = <-address:
	case err := <-ended:
		t.Fatalf("serve: %v", err)
	}
	body, err := os.ReadFile("../../testdata/terms/example/terms.txt")
	if err != nil {
		t.Fatal(err)
	}
	send := func(name string, body []byte) (int, string) {
		t.Helper()
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		f, _ := w.CreateFormFile("file", name) // a buffer never fails
		_, _ = f.Write(body)
		w.Close()
		return post(t, base+"api/scan", w.FormDataContentType(), &b)
	}
	if status, text := send("terms.txt", body); status != 200 || !strings.Contains(text, `"schema": "kiyaku.assessment/1"`) {
		t.Errorf("terms.txt: %d %.200s", status, text)
	}
	if status, text := send("terms.pdf", []byte("%PDF-1.7 and nothing more")); status != 422 {
		t.Errorf("a PDF that is none: %d %.200s", status, text)
	}
	for _, url := range []string{"http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"} {
		if status, text := post(t, base+"api/scan", "application/x-www-form-urlencoded", strings.NewReader("url="+url)); status != 422 {
			t.Errorf("%s: %d %.200s", url, status, text)
		}
	}
	for path, want := range map[string]string{"queue/": `id="root"`, "queue/api/queues": `"data"`} {
		resp, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != 200 || !strings.Contains(string(text), want) {
			t.Errorf("%s: %d %.200s", path, resp.StatusCode, text)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("serve ended with %v; %s", err, stderr)
	}
}

func post(t *testing.T, url, media string, body io.Reader) (int, string) {
	t.Helper()
	resp, err := http.Post(url, media, body)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func TestServeRefusesToBeOpen(t *testing.T) {
	short := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(short, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string]serveOptions{
		"all addresses":     {addr: ":0"},
		"another interface": {addr: "0.0.0.0:0"},
		"a short token":     {addr: ":0", tokenFile: short},
		"no address":        {addr: "nonsense"},
	} {
		d, _, _ := testDeps()
		var wrong *usageError
		if err := serve(t.Context(), d, opts); !errors.As(err, &wrong) {
			t.Errorf("%s: %v, want a wrong command line", name, err)
		}
	}
}
