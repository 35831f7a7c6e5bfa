package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

func ExampleFetcher_Get() {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/terms" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, "<p>第1条 当社は、契約者データを取り扱いません。</p>")
	}))
	defer site.Close()

	// Loopback is allowed for this example only; a zero Config reaches public addresses.
	f, err := fetch.New(fetch.Config{AllowPrefix: netip.MustParsePrefix("127.0.0.1/32")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range []string{"/terms", "/privacy"} {
		snap, err := f.Get(context.Background(), corpus.Source{Location: site.URL + path})
		var fe *fetch.Error
		if errors.As(err, &fe) {
			fmt.Println(fe.Kind, fe.Status, fe.Advice())
			continue
		}
		fmt.Println(snap.MediaType, snap.Charset, len(snap.Body), "bytes")
	}
	// Output:
	// text/html utf-8 72 bytes
	// status 404 check the address
}

func ExampleRead() {
	stdin := strings.NewReader("第1条(目的)本規約は、利用条件を定めます。")
	snap, err := fetch.Read(corpus.Source{Location: "-"}, stdin, 0)
	fmt.Println(snap.MediaType, err)

	_, err = fetch.Read(corpus.Source{Location: "kiyaku.pdf"}, nil, 0)
	fmt.Println(err)
	// Output:
	// text/plain <nil>
	// read kiyaku.pdf: no such file: check the path; web addresses begin with https://
}

func ExampleExpand() {
	dir, err := os.MkdirTemp("", "service")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{"terms.html", "dpa.pdf", "logo.png"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("…"), 0o644); err != nil {
			fmt.Println(err)
			return
		}
	}
	sources, err := fetch.Expand(dir)
	for _, s := range sources {
		fmt.Println(filepath.Base(s.Location), err)
	}
	// Output:
	// dpa.pdf <nil>
	// terms.html <nil>
}

func ExampleIsURL() {
	fmt.Println(fetch.IsURL("https://example.jp/規約"), fetch.IsURL("規約.pdf"))
	// Output: true false
}
