package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A tab is a page in a real browser.
type tab struct {
	t   testing.TB
	ctx context.Context
}

// chrome opens a tab. The browser prefers the language lang.
func chrome(t testing.TB, lang string) *tab {
	t.Helper()
	path := os.Getenv("KIYAKU_BROWSER")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); path == "" && err == nil {
			path = found
		}
	}
	if path == "" {
		t.Fatal("no browser: apt-get install chromium, or name one in KIYAKU_BROWSER")
	}
	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	opts = append(opts, chromedp.ExecPath(path), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", lang), chromedp.Flag("accept-lang", lang))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium refuses to run as root with it
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(cancel)
	allocated, free := chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(free)
	page, shut := chromedp.NewContext(allocated, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(shut)
	return &tab{t, page}
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// eval runs an expression on the page.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait waits until an expression holds.
func (p *tab) wait(expression string) {
	p.t.Helper()
	for range 600 {
		if eval[bool](p, "!!("+expression+")") {
			return
		}
		p.do(chromedp.Sleep(50 * time.Millisecond))
	}
	p.t.Fatalf("the page never got so far that %s; it shows: %.400s", expression, eval[string](p, "document.body.innerText"))
}

func (p *tab) size(width, height int64) { p.t.Helper(); p.do(chromedp.EmulateViewport(width, height)) }

// shot leaves a picture of the page in the folder of KIYAKU_SHOTS, for people to look at.
func (p *tab) shot(name string) {
	p.t.Helper()
	dir := os.Getenv("KIYAKU_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(dir+"/"+name+".png", png, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestReviewByKeyboard pastes an address and reviews what is found with keys alone.
func TestReviewByKeyboard(t *testing.T) {
	srv, _ := start(t, nil)
	p := chrome(t, "ja")
	p.size(1440, 1000)
	p.do(chromedp.Navigate(srv.URL+"/"), chromedp.SendKeys("input[name=url]", "https://terms.example/\r"))
	p.wait(`document.querySelector("#stand .name")?.innerText === "第三者提供に該当するおそれ"`)
	p.wait(`document.readyState === "complete"`) // scripts have run
	p.shot("review-ja")

	p.do(chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("k"))
	if id := eval[string](p, `document.querySelector(".card.current").id`); id != "card-1" {
		t.Errorf("after j, j, k the current finding is %s, want card-1", id)
	}
	if seen := eval[bool](p, `(() => { const r = document.getElementById("t1").getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()`); !seen {
		t.Error("the place of the current finding is not in view")
	}
	p.do(chromedp.SendKeys("#card-1 input[name=name]", "山田"), chromedp.KeyEvent("a", chromedp.KeyModifiers(0)))
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	p.do(chromedp.KeyEvent("a"))
	p.wait(`document.querySelector("#card-1 .judged.accept")`)
	if !eval[bool](p, `document.getElementById("card-1").classList.contains("current")`) {
		t.Error("the judged finding is no longer the current one")
	}

	// What serves the provider's own ends is rejected: the verdict follows on the page, without loading it anew.
	p.do(chromedp.Evaluate[chromedp.Void](`window.sameVisit = true`))
	n := eval[int](p, `document.querySelectorAll(".card").length`)
	for k := 1; k < n; k++ {
		p.do(chromedp.KeyEvent("j"))
		own := eval[string](p, `document.querySelector(".card.current b").innerText`)
		if own == "自社目的利用" || own == "匿名加工・統計化" {
			p.do(chromedp.KeyEvent("r"))
			p.wait(`document.querySelector(".card.current .judged.reject")`)
		}
	}
	p.wait(`document.querySelector("#stand .name").innerText === "委託に該当するおそれ"`)
	if !eval[bool](p, `window.sameVisit === true`) {
		t.Error("the page was loaded anew")
	}
	p.do(chromedp.KeyEvent("n"), chromedp.Sleep(100*time.Millisecond))
	if focus := eval[string](p, `document.activeElement.name`); focus != "comment" {
		t.Errorf("n leads to %q, want the comment", focus)
	}
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`), chromedp.KeyEvent("/"))
	if focus := eval[string](p, `document.activeElement.id`); focus != "search" {
		t.Errorf("/ leads to %q, want the search", focus)
	}
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.value = ""`)) // the protocol types a key that the page took
	p.do(chromedp.SendKeys("#search", "暗号化"))
	p.wait(`location.search.includes("q=%E6")`)
	if shown := eval[string](p, `[...document.querySelectorAll(".card:not([hidden]) b:first-of-type")].map(e => e.innerText).join()`); !strings.HasPrefix(shown, "暗号化") {
		t.Errorf("the search shows %q, want the encryption alone", shown)
	}
}

// TestAnswerChangesFactor answers a question and filters, with the mouse.
func TestAnswerChangesFactor(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.upload("/api/scan", example(t)...).want(t, 200)
	p := chrome(t, "en")
	p.size(1280, 900)
	p.do(chromedp.Navigate(srv.URL + "/services/1"))
	p.wait(`document.querySelector("#stand")`)
	p.wait(`document.readyState === "complete"`)
	before := eval[string](p, `document.querySelector("#F2 .refs").innerText`)
	p.do(chromedp.Click("#q-maintenance-id summary"), chromedp.Click(`#q-maintenance-id input[value="no"]`),
		chromedp.SendKeys("#q-maintenance-id input[name=name]", "Reviewer"), chromedp.Click("#q-maintenance-id form button"))
	p.wait(`document.querySelector("#F2 .refs").innerText !== ` + fmt.Sprintf("%q", before))
	p.wait(`document.querySelector("#F2").classList.contains("contradicted")`)
	p.do(chromedp.Evaluate[chromedp.Void](`(() => { const s = document.querySelector("select[name=factor]"); s.value = "F3"; s.dispatchEvent(new Event("change", {bubbles: true})); })()`))
	p.wait(`location.search.includes("factor=F3") && document.querySelectorAll(".card:not([hidden])").length < document.querySelectorAll(".card").length`)
	p.shot("filtered-en")
}

// TestPagesInBrowser sends a file through the form and looks at history, comparison and the other pages.
func TestPagesInBrowser(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.upload("/api/scan", example(t)...).want(t, 200)
	b.upload("/api/scan", "規約.txt", terms).want(t, 200)
	b.upload("/api/scan", "規約.txt", terms+"第4条（学習）\n当社は、契約者データを機械学習モデルの学習に利用することができます。\n").want(t, 200)
	file := t.TempDir() + "/規約.txt"
	if err := os.WriteFile(file, []byte(terms), 0o600); err != nil {
		t.Fatal(err)
	}
	p := chrome(t, "ja")
	p.size(1280, 900)
	p.do(chromedp.Navigate(srv.URL+"/"), chromedp.SetUploadFiles("input[type=file]", []string{file}), chromedp.Click(`form[enctype] button`))
	p.wait(`document.querySelector("#stand .name") && document.querySelector(".versions")?.innerText.includes("第1版の内容に戻って")`)
	axe, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"vendors": "/", "review": "/services/1", "history": "/services/2/history", "compare": "/compare?service=1&service=2", "diff": "/services/2/diff/1/2",
		"changes": "/changes", "help": "/help", "missing": "/nowhere",
	} {
		p.size(1280, 900)
		p.do(chromedp.Navigate(srv.URL + path))
		p.shot(name + "-wide")
		p.accessible(name, string(axe))
		p.size(400, 800)
		p.do(chromedp.Navigate(srv.URL + path))
		p.shot(name + "-phone")
		if wide := eval[int](p, `document.documentElement.scrollWidth`); wide > 400 {
			t.Errorf("%s: %d px wide on a phone of 400: %s", name, wide, eval[string](p, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > 401 && !e.closest(".wide, svg")).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join("\n")`))
		}
	}
}

// accessible runs axe-core over the page and reports what is serious.
func (p *tab) accessible(name, axe string) {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](axe + ";undefined"))
	var found []struct {
		ID, Impact, Help string
		Nodes            []struct{ HTML string }
	}
	p.do(chromedp.Evaluate[chromedp.Void](`window.axeDone = ""; axe.run({resultTypes: ["violations"]}).then(r => window.axeDone = JSON.stringify(r.violations.filter(v => v.impact === "serious" || v.impact === "critical"))); undefined`))
	p.wait(`window.axeDone !== ""`)
	if err := json.Unmarshal([]byte(eval[string](p, `window.axeDone`)), &found); err != nil {
		p.t.Fatal(err)
	}
	for _, f := range found {
		p.t.Errorf("%s: %s (%s): %s: %.300s", name, f.ID, f.Impact, f.Help, f.Nodes[0].HTML)
	}
}

// TestHostileDocumentInBrowser looks whether anything in a hostile document runs, loads, or leads away.
func TestHostileDocumentInBrowser(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	evil := `<script>window.owned = 1</script><img src=x onerror="window.owned = 1"><a href="javascript:window.owned=1">押す</a><style>body{display:none}</style>` + "\u202e"
	b.upload("/api/scan", "evil.txt", "規約\n第1条 "+evil+"\n当社は、契約者データ"+evil+"を閲覧することができます。\n").want(t, 200)
	p := chrome(t, "ja")
	p.do(chromedp.Navigate(srv.URL + "/services/1"))
	p.wait(`document.querySelector("#stand")`)
	if eval[bool](p, `window.owned === 1`) {
		t.Error("script of the document ran")
	}
	if n := eval[int](p, `document.querySelectorAll(".text script, .text img, .text style, .card script, a[href^='javascript']").length`); n > 0 {
		t.Errorf("%d elements of the document are on the page as such", n)
	}
	if !eval[bool](p, `document.querySelector(".text").innerText.includes("<script>window.owned = 1</script>") && document.querySelector(".text").innerText.includes("U+202E")`) {
		t.Errorf("the hostile text is not shown as text: %.500s", eval[string](p, `document.querySelector(".text").innerText`))
	}
}

// TestBudget loads the review of a document of 100 KB: soon drawn, small, and steady.
func TestBudget(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	var long strings.Builder
	for i := 1; long.Len() < 100_000; i++ {
		fmt.Fprintf(&long, "第%d条（条項%d）\n1 契約者は、本サービスを利用するにあたり、次の各号の事項を遵守するものとし、当社はその状況を確認することがあります。\n2 当社は、必要と判断した場合、契約者データを閲覧することができます。\n", i, i)
	}
	b.upload("/api/scan", "規約.txt", "長い規約\n"+long.String()).want(t, 200)
	p := chrome(t, "ja")
	p.size(1280, 900)
	painted := func(path string) float64 {
		p.do(chromedp.Navigate(srv.URL + path))
		p.wait(`performance.getEntriesByName("first-contentful-paint").length`)
		return eval[float64](p, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
	}
	painted("/help") // the browser's own start does not count
	plain := painted("/help")
	paint := painted("/services/1/versions/1")
	size := eval[float64](p, `[...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")].reduce((n, e) => n + e.transferSize, 0)`)
	p.do(chromedp.Evaluate[chromedp.Void](`window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.shift += e.value)).observe({type: "layout-shift", buffered: true}); undefined`), chromedp.Sleep(300*time.Millisecond))
	shift := eval[float64](p, `window.shift`)
	t.Logf("first paint after %.0f ms, %.0f KB transferred, layout shift %.3f", paint, size/1024, shift)
	if size > 600<<10 {
		t.Errorf("%.0f KB transferred, at most 600", size/1024)
	}
	if shift > 0.05 {
		t.Errorf("the layout shifts by %.3f", shift)
	}
	if paint > max(3000, 20*plain) { // a second on a quiet machine; on busy ones a page without content takes long too
		t.Errorf("first paint after %.0f ms, that of a page without content after %.0f ms", paint, plain)
	}
}

// TestPrintedReview looks whether navigation and forms are left out on paper.
func TestPrintedReview(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.upload("/api/scan", "規約.txt", terms).want(t, 200)
	p := chrome(t, "ja")
	p.do(chromedp.Navigate(srv.URL + "/services/1?" + url.Values{}.Encode()))
	p.wait(`document.querySelector("#stand")`)
	hidden := eval[bool](p, `(() => { const rules = [...document.styleSheets].flatMap(s => [...s.cssRules]).filter(r => r instanceof CSSMediaRule && r.conditionText === "print").flatMap(r => [...r.cssRules]); return rules.some(r => r.selectorText && r.selectorText.includes("header.site") && r.style.display === "none"); })()`)
	if !hidden {
		t.Error("the navigation is printed")
	}
}
