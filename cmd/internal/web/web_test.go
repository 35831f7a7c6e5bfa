package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"kiyaku/analyzer"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// model is the built-in lexicon, made ready once.
var model = sync.OnceValues(func() (*analyzer.Analyzer, error) {
	lex, err := lexicon.Builtin()
	if err != nil {
		return nil, err
	}
	lexiconInUse = lex
	return analyzer.New(lex)
})

var lexiconInUse *lexicon.Lexicon

// pages that the tests' fetcher finds, by address.
var addresses = map[string]string{
	"https://terms.example/": terms,
	"https://slow.example/":  "",
}

const terms = "見本クラウド利用規約\n第1条（データの閲覧）\n1 当社は、保守のため必要と判断した場合、契約者データを閲覧し、分析することができます。\n" +
	"2 当社は、契約者データを統計的に加工し、自社サービスの改善に利用することがあります。\n第2条（暗号化）\n当社は、契約者データを暗号化して保存します。\n" +
	"第3条（規約の変更）\n当社は、本規約を随時変更することができます。\n"

// take reads as the command does: files come with their bytes, addresses from the table above.
func take(ctx context.Context, r Request) ([]store.Part, error) {
	files := r.Files
	if r.URL != "" {
		text, ok := addresses[r.URL]
		if !ok {
			return nil, &fetch.Error{Op: "fetch", Location: r.URL, Kind: fetch.Blocked}
		}
		if text == "" {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		files = []Upload{{Name: r.URL, Body: []byte(text)}}
	}
	var parts []store.Part
	for _, f := range files {
		src := corpus.Source{Location: "upload:" + url.PathEscape(f.Name)}
		snap, err := fetch.Given(src, f.Name, f.Body)
		if err != nil {
			return nil, err
		}
		doc, err := extract.Document(ctx, snap, extract.Config{})
		if err != nil {
			return nil, err
		}
		parts = append(parts, store.Part{Snapshot: snap, Document: doc})
	}
	return parts, nil
}

// start serves a desk over an empty store. change may set more of its Config.
func start(t testing.TB, change func(*Config)) (*httptest.Server, *Server) {
	t.Helper()
	anl, err := model()
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	cfg := Config{
		Store: st, Analyzer: anl, Lexicon: lexiconInUse, Tool: "kiyaku test", Read: take, Rate: 1e6,
		Failed: func(method, path string, err error) { t.Logf("%s %s: %v", method, path, err) },
		Name:   func(docs []*corpus.Document) string { return docs[0].Title },
	}
	if change != nil {
		change(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	return srv, s
}

// A browser is a client with cookies that does what forms do.
type browser struct {
	t    testing.TB
	base string
	*http.Client
	lang string
}

func open(t testing.TB, srv *httptest.Server) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, srv.URL, &http.Client{Jar: jar}, "ja"}
}

type shown struct {
	*http.Response
	text string
}

func (b *browser) do(req *http.Request) shown {
	b.t.Helper()
	req.Header.Set("Accept-Language", b.lang)
	resp, err := b.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return shown{resp, string(body)}
}

func (b *browser) request(method, path string, body io.Reader) *http.Request {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	return req
}

func (b *browser) get(path string) shown { b.t.Helper(); return b.do(b.request("GET", path, nil)) }

var tokenField = regexp.MustCompile(`name="token" value="([^"]+)"`)

func (b *browser) token() string {
	b.t.Helper()
	m := tokenField.FindStringSubmatch(b.get("/help").text)
	if m == nil {
		b.t.Fatal("no form token on the page")
	}
	return m[1]
}

func (b *browser) post(path string, fields ...string) shown {
	b.t.Helper()
	form := url.Values{"token": {b.token()}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	req := b.request("POST", path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(req)
}

// upload sends files, name and body in turn.
func (b *browser) upload(path string, files ...string) shown {
	b.t.Helper()
	body, media := multiform(files...)
	req := b.request("POST", path, body)
	req.Header.Set("Content-Type", media)
	return b.do(req)
}

// multiform is a form of files; a name that ends in = is that of a plain field.
func multiform(files ...string) (io.Reader, string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		if name, ok := strings.CutSuffix(files[i], "="); ok {
			_ = w.WriteField(name, files[i+1])
			continue
		}
		f, _ := w.CreateFormFile("file", files[i]) // a buffer never fails
		_, _ = io.WriteString(f, files[i+1])
	}
	w.Close()
	return &b, w.FormDataContentType()
}

// want fails unless the answer has the status and shows all the texts.
func (s shown) want(t testing.TB, status int, texts ...string) {
	t.Helper()
	if s.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d: %.300s", s.Request.Method, s.Request.URL, s.StatusCode, status, s.text)
	}
	for _, text := range texts {
		if !strings.Contains(s.text, text) {
			t.Errorf("%s %s does not show %q", s.Request.Method, s.Request.URL, text)
		}
	}
}

func example(t testing.TB) []string {
	t.Helper()
	var files []string
	for _, name := range []string{"terms.txt", "maintenance.md"} {
		body, err := os.ReadFile("../../../testdata/terms/example/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, name, string(body))
	}
	return files
}

// TestReviewWithoutScript goes the whole way with forms alone: upload, judge, answer, take home, new version, history.
func TestReviewWithoutScript(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.get("/").want(t, 200, "規約を調べる", "該当するサービスはありません")
	b.upload("/scan?token="+url.QueryEscape(b.token()), "規約.txt", terms).want(t, 200, "第三者提供に該当するおそれ", "契約者データを閲覧し", "第1条第1項")

	finding := func(page string, flag string) string {
		t.Helper()
		m := regexp.MustCompile(`(?s)<b>` + flag + `</b>.*?<form class="judge[ a-z]*" method="post" action="([^"]+)"`).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no finding %s on the page", flag)
		}
		return m[1]
	}
	page := b.get("/services/1").text
	b.post(finding(page, "自社目的利用"), "judgement", "reject").want(t, 400, "お名前を入力してください")
	after := b.post(finding(page, "自社目的利用"), "judgement", "reject", "name", "山田  花子", "comment", "統計は対象外 <b>")
	after.want(t, 200, "不採用（判定に算入しない）", "山田 花子", "統計は対象外 &lt;b&gt;")
	b.post(finding(page, "匿名加工・統計化"), "judgement", "reject").want(t, 200, "委託に該当するおそれ")
	b.post("/services/1/versions/1/questions/encryption-keys", "value", "customer", "source", "回答書", "date", "2026-11-01").want(t, 200, "回答書", "2026-11-01")
	b.post("/services/1/versions/1/questions/encryption-keys", "value", "nobody").want(t, 400, "選択肢から選んでください")
	b.get("/").want(t, 200, "委託に該当するおそれ", ">8<")

	for format, start := range map[string]string{
		"xlsx": "PK", "docx": "PK", "questions": "PK", "letter": "PK", "memorandum": "PK", "supervision": "PK", "html": "<!DOCTYPE html>", "md": "#", "json": "{", "sarif": "{",
	} {
		got := b.get("/services/1/versions/1/report/" + format)
		got.want(t, 200)
		if !strings.HasPrefix(got.text, start) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("report/%s begins %.20q with %q", format, got.text, got.Header.Get("Content-Disposition"))
		}
	}

	// The next version has one provision more; what was judged stays judged.
	b.upload("/scan?token="+url.QueryEscape(b.token()), "規約.txt", terms+"第4条（学習）\n当社は、契約者データを機械学習モデルの学習に利用することができます。\n").
		want(t, 200, "第2版", "機械学習利用", "不採用（判定に算入しない）", "第三者提供に該当するおそれ")
	b.get("/services/1/history").want(t, 200, "前の版との差分", "/services/1/versions/1")
	b.get("/changes").want(t, 200, "利用者に不利", "ai-training")
	b.get("/").want(t, 200, "利用者に不利")
	change := b.get("/services/1/diff/1/2")
	change.want(t, 200, "機械学習モデルの学習に利用する", "履歴へ戻る")
	if csp := change.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "style-src 'sha256-") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy of the comparison: %q", csp)
	}
	for format, begins := range map[string]string{"docx": "PK", "json": "{", "md": "#", "html": "<!DOCTYPE html>"} {
		got := b.get("/services/1/diff/1/2/report/" + format)
		got.want(t, 200)
		if !strings.HasPrefix(got.text, begins) {
			t.Errorf("comparison as %s begins %.20q", format, got.text)
		}
	}
	b.get("/services/1/diff/2/2").want(t, 400)
	b.get("/services/1/diff/1/9").want(t, 404)
	b.get("/services/1/versions/1").want(t, 200, "新しい版があります")
	b.get("/services/1/versions/2?flag=ai-training").want(t, 200, "1件／全")
	b.get("/services/1/versions/2?q="+url.QueryEscape("機械学習モデル")).want(t, 200, "1件／全")
}

func TestSetsAndComparison(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.lang = "en"
	b.upload("/scan?token="+url.QueryEscape(b.token()), example(t)...).want(t, 200, "maintenance", "Entrustment")
	b.post("/scan", "url", "https://terms.example/", "service", "Terms & Co").want(t, 200, "Terms &amp; Co")
	b.get("/compare?service=1&service=2&service=2").want(t, 200, "Terms &amp; Co", "<svg", "F1")
	b.get("/compare?service=99").want(t, 404)
	b.get("/?q=terms&verdict=third-party&sort=verdict").want(t, 200, "Terms &amp; Co")
	b.get("/?flag=maintenance-id").want(t, 200, "Open questions")
	b.get("/changes").want(t, 200)
	b.post("/settings", "lang", "ja", "next", "/help").want(t, 200, "使い方")
}

func TestScanTellsWhatIsWrong(t *testing.T) {
	srv, _ := start(t, func(c *Config) { c.MaxUpload, c.Timeout = 1<<20, 200*time.Millisecond })
	b := open(t, srv)
	post := func(fields ...string) shown { return b.post("/scan", fields...) }
	post().want(t, 400, "URLを入力するか")
	post("url", "file:///etc/passwd").want(t, 400, "http://")
	post("url", "/etc/passwd").want(t, 400, "http://")
	post("url", "https://10.0.0.1/").want(t, 422, "読めませんでした")
	post("url", "https://slow.example/").want(t, 504, "時間内に")
	to := "/scan?token=" + url.QueryEscape(b.token())
	b.upload(to, "a.txt", "").want(t, 422)
	b.upload(to, "a.bin", "\x7fELF\x02\x01\x01"+strings.Repeat("\x00", 400)).want(t, 422)
	b.upload(to, "a.txt", strings.Repeat("あ", 1<<20)).want(t, 413, "大きすぎます")
	many := make([]string, 0, 2*maxFiles+2)
	for i := range maxFiles + 1 {
		many = append(many, fmt.Sprintf("%d.txt", i), "規約")
	}
	b.upload(to, many...).want(t, 400, "50件")
	b.get("/services/1").want(t, 404)
}

// TestAPI uses every path of the OpenAPI document, which in turn must name every route for programs.
func TestAPI(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct{ Responses map[string]any }
	}
	if err := json.Unmarshal([]byte(b.get("/api/openapi.json").text), &doc); err != nil || doc.OpenAPI != "3.1.0" {
		t.Fatalf("OpenAPI document %q: %v", doc.OpenAPI, err)
	}
	scan := b.upload("/api/scan", "規約.txt", terms)
	scan.want(t, 200, `"schema": "kiyaku.assessment/1"`)
	if at := scan.Header.Get("Location"); at != "/api/services/1/versions/1" {
		t.Errorf("Location %q", at)
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			if method != "get" {
				continue
			}
			got := b.get(strings.NewReplacer("{id}", "1", "{version}", "1").Replace(path))
			if got.StatusCode != 200 {
				t.Errorf("%s: status %d: %s", path, got.StatusCode, got.text)
			}
		}
	}
	b.get("/api/services?sort=verdict&limit=5").want(t, 200, `"name":"見本クラウド利用規約"`, `"F1":"met"`)
	b.get("/api/changes?since=2026-01-01").want(t, 200, `"changes":[]`)
	for path, status := range map[string]int{
		"/api/services/77": 404, "/api/nothing": 404, "/api/services?limit=x": 400, "/api/changes?since=x": 400, "/api/services/1/versions/9": 404,
	} {
		got := b.get(path)
		got.want(t, status, `"status":`+fmt.Sprint(status))
		if got.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s answers with %s", path, got.Header.Get("Content-Type"))
		}
	}
}

// TestWordsInBothLanguages looks for words that a page asks for and a language lacks: get gives the ID then.
func TestWordsInBothLanguages(t *testing.T) {
	for id := range japanese() {
		if _, ok := english()[id]; !ok {
			t.Errorf("%s has no English words", id)
		}
	}
	for id := range english() {
		if _, ok := japanese()[id]; !ok {
			t.Errorf("%s has no Japanese words", id)
		}
	}
	files, err := filepath.Glob("pages/*.tmpl")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	asked := regexp.MustCompile(`\.(?:T|Fill) "([^"]+)"`)
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllStringSubmatch(string(body), -1) {
			if _, ok := japanese()[m[1]]; !ok {
				t.Errorf("%s asks for %s, which has no words", file, m[1])
			}
		}
	}
}
