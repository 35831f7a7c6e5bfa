package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// TestGuard tries to get in from other sites, without token, by another name, without login.
func TestGuard(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	form := func(path string, header ...string) shown {
		req := b.request("POST", path, strings.NewReader("url=https://terms.example/"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		return b.do(req)
	}
	form("/scan").want(t, 403, "有効期限")
	form("/scan?token=wrong").want(t, 403)
	form("/api/scan", "Sec-Fetch-Site", "cross-site").want(t, 403)
	form("/api/scan", "Origin", "https://evil.example").want(t, 403)
	other := b.request("GET", "/", nil)
	other.Host = "evil.example"
	b.do(other).want(t, http.StatusMisdirectedRequest)
	for _, path := range []string{"/", "/help", "/login", "/static/app.js", "/nowhere", "/api/services", "/static/../web.go", "/static/..%2fweb.go", "/services/x", "/services/-1/versions/1"} {
		got := b.get(path)
		csp := got.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") || got.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: policy %q, sniffing %q", path, csp, got.Header.Get("X-Content-Type-Options"))
		}
		if strings.Contains(got.text, "package web") {
			t.Errorf("%s gives away a source", path)
		}
	}
}

func TestLogin(t *testing.T) {
	const secret = "a token of many characters"
	srv, _ := start(t, func(c *Config) { c.Token = secret })
	b := open(t, srv)
	b.get("/services/1").want(t, 200, "ログイン") // sent to the login page
	b.get("/api/services").want(t, 401, "application/problem"[:0])
	post := func(secret, next string) shown {
		form := url.Values{"token": {tokenField.FindStringSubmatch(b.get("/login").text)[1]}, "secret": {secret}, "next": {next}, "name": {"佐藤"}}
		req := b.request("POST", "/login", strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return b.do(req)
	}
	post("wrong", "/").want(t, 401, "トークンが違います")
	post(secret, "//evil.example/").want(t, 200, "規約を調べる", "佐藤")
	b.post("/logout").want(t, 200, "ログイン")
	b.get("/").want(t, 200, "ログイン")
	for header, status := range map[string]int{"Bearer " + secret: 200, "Bearer wrong": 401, secret: 401} {
		req := open(t, srv).request("GET", "/api/services", nil)
		req.Header.Set("Authorization", header)
		b2 := open(t, srv)
		b2.do(req).want(t, status)
	}
}

func TestProxyLogin(t *testing.T) {
	srv, _ := start(t, func(c *Config) { c.UserHeader = "X-Forwarded-User" })
	b := open(t, srv)
	b.get("/api/services").want(t, 401)
	req := b.request("GET", "/", nil)
	req.Header.Set("X-Forwarded-User", "鈴木 一郎")
	b.do(req).want(t, 200, "鈴木 一郎")
}

func TestTooOften(t *testing.T) {
	srv, _ := start(t, func(c *Config) { c.Rate = 0.001 })
	b := open(t, srv)
	for i := range 30 {
		got := b.upload("/api/scan")
		if got.StatusCode == http.StatusTooManyRequests {
			if i < 20 || got.Header.Get("Retry-After") == "" {
				t.Errorf("refused after %d requests, Retry-After %q", i, got.Header.Get("Retry-After"))
			}
			return
		}
	}
	t.Error("30 requests in a row were let through")
}

// TestHostileText puts markup, script and overrides wherever text of strangers is shown.
func TestHostileText(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>` + "\u202e"
	b.upload("/scan?token="+url.QueryEscape(b.token()), evil+".txt", "<b>規約</b>"+evil+"\n第1条 "+evil+"\n当社は、契約者データ"+evil+"を閲覧することができます。\n").want(t, 200)
	b.post("/services/1/versions/1/questions/actual-handling", "value", evil, "name", evil, "source", evil, "note", evil)
	page := b.get("/services/1/versions/1?q=" + url.QueryEscape(evil) + "&family=" + url.QueryEscape(evil))
	for _, got := range []shown{page, b.get("/"), b.get("/services/1/history"), b.get("/compare?service=1"), b.get("/services/1/versions/1")} {
		got.want(t, 200)
		for _, bad := range []string{"<script>alert", "<img src=x", "\u202e"} {
			if strings.Contains(got.text, bad) {
				t.Errorf("%s holds %q", got.Request.URL, bad)
			}
		}
	}
}

// TestWorstUploadsTogether sends what is worst to read many times at once; the server must answer each and live on.
func TestWorstUploadsTogether(t *testing.T) {
	srv, _ := start(t, nil)
	worst := []string{
		strings.Repeat("あ", 30_000), strings.Repeat("<div>", 20_000), strings.Repeat("(1) ", 10_000), "%PDF-1.7\n" + strings.Repeat("1 0 obj<<", 5_000),
		"PK\x03\x04" + strings.Repeat("\x00", 1000), strings.Repeat("\xff\xfe", 10_000), terms,
	}
	var group sync.WaitGroup
	statuses := make(chan int, 200)
	for i := range 200 {
		group.Go(func() {
			body, media := multiform([]string{"a.txt", "a.html", "b.txt", "c.pdf", "d.docx", "e.txt", "f.txt"}[i%7], worst[i%7])
			resp, err := http.Post(srv.URL+"/api/scan", media, body)
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
			statuses <- resp.StatusCode
		})
	}
	group.Wait()
	close(statuses)
	count := map[int]int{}
	for s := range statuses {
		count[s]++
	}
	if count[500] > 0 || count[200] == 0 {
		t.Errorf("answers by status: %v", count)
	}
	open(t, srv).get("/healthz").want(t, 200, "ok")
}
