package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

// local lets the browser reach the test's own server.
func local() Config {
	return Config{Fetch: fetch.Config{AllowPrefix: netip.MustParsePrefix("127.0.0.1/32")}}
}

func serveHTML(t *testing.T, pages map[string]string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return s
}

func TestRender(t *testing.T) {
	s := serveHTML(t, map[string]string{
		"/terms": `<html><body><div id=root></div><script>
			alert('welcome');
			setTimeout(() => { document.getElementById('root').innerHTML = '<h1>利用規約</h1>' }, 200);
			setTimeout(async () => { document.getElementById('root').innerHTML += await (await fetch('/part')).text() }, 500);
			const host = document.createElement('div'); document.body.append(host);
			host.attachShadow({mode: 'open'}).innerHTML = '<p>第9条 附則</p>';
			</script><details><summary>詳細</summary><p>閉じた段落</p></details></body></html>`,
		"/part": `<p>第1条 当社は、契約者データを閲覧しません。</p>`,
	})
	snap, err := Render(t.Context(), corpus.Source{Location: s.URL + "/terms"}, local())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1>利用規約</h1>", "契約者データを閲覧しません", "第9条 附則", "閉じた段落"} {
		if !strings.Contains(string(snap.Body), want) {
			t.Errorf("the rendered page lacks %q:\n%s", want, snap.Body)
		}
	}
	if !snap.Rendered || snap.MediaType != "text/html" || snap.Charset != "utf-8" || snap.Status != 200 || snap.URL != s.URL+"/terms" || snap.FetchedAt.IsZero() {
		t.Errorf("snapshot = %+v", snap)
	}
}

func TestRenderErrors(t *testing.T) {
	s := serveHTML(t, nil)
	var fe *fetch.Error
	if _, err := Render(t.Context(), corpus.Source{Location: s.URL + "/gone"}, local()); !errors.As(err, &fe) || fe.Kind != fetch.BadStatus || fe.Status != 404 {
		t.Errorf("a missing page: %v", err)
	}
	if _, err := Render(t.Context(), corpus.Source{Location: "ftp://example.com/"}, local()); !errors.As(err, &fe) || fe.Kind != fetch.BadURL {
		t.Errorf("no web address: %v", err)
	}
	if _, err := Render(t.Context(), corpus.Source{Location: s.URL}, Config{Path: "/nonexistent/chromium"}); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("a browser that is not there: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Render(t.Context(), corpus.Source{Location: s.URL}, local()); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("without a browser: %v", err)
	}
}

// A page that never ends is given up in time.
func TestRenderTimeout(t *testing.T) {
	s := serveHTML(t, map[string]string{"/": `<script>for (;;) {}</script>`})
	cfg := local()
	cfg.Timeout = 6 * time.Second
	start := time.Now()
	_, err := Render(t.Context(), corpus.Source{Location: s.URL + "/"}, cfg)
	var fe *fetch.Error
	if !errors.As(err, &fe) || fe.Kind != fetch.Timeout {
		t.Errorf("error = %v, want a timeout", err)
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("took %v", took)
	}
}

// A page reaches nothing that a fetch would not reach: neither the user's own network nor other ports of it.
func TestRenderIsGuarded(t *testing.T) {
	var reached atomic.Int64
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		_, _ = io.WriteString(w, "router password")
	}))
	t.Cleanup(secret.Close)
	port := mustPort(t, secret.URL)
	s := serveHTML(t, map[string]string{"/": fmt.Sprintf(`<p>利用規約</p><p id=out></p><img src="http://127.0.0.1:%[1]s/a"><img src="http://localhost:%[1]s/b"><img src="http://[::1]:%[1]s/c">
		<script>for (const h of ['127.0.0.1', 'localhost', '127.1', '0.0.0.0', '2130706433'])
			fetch('http://' + h + ':%[1]s/').then(r => r.text()).then(t => { document.getElementById('out').textContent += t }).catch(() => {})</script>`, port)})
	snap, err := Render(t.Context(), corpus.Source{Location: s.URL + "/"}, local())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(snap.Body), "router password") || reached.Load() > 0 {
		t.Errorf("the page reached another server of the machine %d times", reached.Load())
	}
	if _, err := Render(t.Context(), corpus.Source{Location: s.URL + "/"}, Config{Timeout: 20 * time.Second}); err == nil {
		t.Error("without AllowPrefix the test's own server is reached")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Render(ctx, corpus.Source{Location: s.URL + "/"}, local()); err == nil {
		t.Error("a canceled context: no error")
	}
}

func mustPort(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}
