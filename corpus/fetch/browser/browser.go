// Package browser loads pages that are put together by script, in a headless Chromium.
//
// In goes a [corpus.Source] with a web address; out comes a [corpus.Snapshot] whose body is the page as the browser had
// built it once it had come to rest. The browser reaches the network only through a [fetch.Proxy], so that no page can
// use it to look into the user's own network. Each page gets a process and a profile of its own.
package browser

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

// ErrNoBrowser says that no browser is installed.
var ErrNoBrowser = errors.New("no browser found: install Chromium (apt-get install chromium), or open the page in a browser and save it yourself")

// Limits of one page.
const (
	DefaultTimeout = 45 * time.Second
	maxTraffic     = 256 << 20 // bytes
	rest           = 750 * time.Millisecond
	longest        = 12 * time.Second // to wait for rest
)

// Config sets how pages are loaded. The zero Config works.
type Config struct {
	Path    string        // of the browser; "" looks for Chromium and Chrome
	Timeout time.Duration // for one page, starting the browser included; 0: [DefaultTimeout]
	Fetch   fetch.Config  // whose guard the browser is held to
}

// names are the programs that are looked for, in this order.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// path finds the browser.
func (c Config) path() (string, error) {
	look := names
	if c.Path != "" {
		look = []string{c.Path}
	}
	for _, n := range look {
		if p, err := exec.LookPath(n); err == nil {
			return p, nil
		}
	}
	return "", ErrNoBrowser
}

// Render loads src.Location, an http or https address.
//
// The error wraps [ErrNoBrowser], is a [*fetch.Error] where the site answers with an error or the address may not be
// reached, or tells what the browser said.
func Render(ctx context.Context, src corpus.Source, cfg Config) (*corpus.Snapshot, error) {
	path, err := cfg.path()
	if err != nil {
		return nil, err
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	proxy, err := fetch.NewProxy(cfg.Fetch, src.Location, maxTraffic)
	if err != nil {
		return nil, err
	}
	defer proxy.Close()
	address, stop, err := serve(proxy)
	if err != nil {
		return nil, fmt.Errorf("browser: %w", err)
	}
	defer stop()
	allocated, free := chromedp.NewExecAllocator(ctx, options(path, address, src.Lang)...)
	defer free()
	tab, shut := chromedp.NewContext(allocated, chromedp.WithErrorf(func(string, ...any) {}))
	defer shut()
	snap, err := load(tab, src)
	if err != nil {
		if ctx.Err() != nil {
			err = &fetch.Error{Kind: fetch.Timeout, Err: ctx.Err(), Temporary: true}
		}
		var fe *fetch.Error
		if errors.As(err, &fe) {
			fe.Op, fe.Location = "render", src.Location
			return nil, fe
		}
		return nil, fmt.Errorf("render %s: %w", src.Location, err)
	}
	now := cfg.Fetch.Now
	if now == nil {
		now = time.Now
	}
	snap.FetchedAt = now().Round(0).UTC()
	return snap, nil
}

// serve runs a proxy on loopback.
func serve(proxy http.Handler) (address string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: proxy, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with Close
	return listener.Addr().String(), func() { _ = server.Close() }, nil
}

func options(path, proxy string, lang corpus.Lang) []chromedp.ExecAllocatorOption {
	if lang == "" {
		lang = corpus.Japanese
	}
	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	opts = append(opts,
		chromedp.ExecPath(path),
		chromedp.ProxyServer("http://"+proxy),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"), // loopback goes through the proxy too
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		chromedp.Flag("webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		chromedp.Flag("dns-prefetch-disable", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("js-flags", "--max-old-space-size=512"),
		chromedp.Flag("lang", string(lang)),
	)
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium refuses to run as root with it
	}
	return opts
}

// load navigates a tab and takes what it shows.
func load(tab context.Context, src corpus.Source) (*corpus.Snapshot, error) {
	if _, err := chromedp.CallBrowser(tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}); err != nil {
		return nil, err
	}
	if err := answerDialogs(tab); err != nil {
		return nil, err
	}
	answer, err := chromedp.Run(tab, chromedp.NavigateResponse(src.Location))
	if err != nil {
		return nil, err
	}
	if answer != nil && answer.Status >= 400 {
		return nil, &fetch.Error{Kind: fetch.BadStatus, Status: int(answer.Status), URL: answer.URL}
	}
	if err := settle(tab); err != nil {
		return nil, err
	}
	body, err := chromedp.Run(tab, chromedp.Evaluate[string](outerHTML))
	if err != nil {
		return nil, err
	}
	at, err := chromedp.Run(tab, chromedp.Location())
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(body))
	return &corpus.Snapshot{
		Source: src, URL: at, Status: status(answer), MediaType: "text/html", Charset: "utf-8", Rendered: true,
		Body: []byte(body), SHA256: hex.EncodeToString(sum[:]),
	}, nil
}

func status(answer *network.Response) int {
	if answer == nil {
		return http.StatusOK
	}
	return int(answer.Status)
}

// answerDialogs closes the alerts that a page opens, which would stop it.
func answerDialogs(tab context.Context) error {
	return chromedp.Listen(tab, func(ev any) {
		if _, ok := ev.(*page.EventJavascriptDialogOpening); ok {
			go func() {
				_, _ = chromedp.Call(tab, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true}) // gone already
			}()
		}
	})
}

// settle waits until the text of the page has not grown for a while.
func settle(tab context.Context) error {
	last, since, start := -1, time.Now(), time.Now()
	for time.Since(start) < longest {
		n, err := chromedp.Run(tab, chromedp.Evaluate[int](`document.body ? document.body.innerText.length : 0`))
		if err != nil {
			return err
		}
		if n != last {
			last, since = n, time.Now()
		}
		if time.Since(since) >= rest && (last > 0 || time.Since(start) > longest/2) {
			return nil
		}
		select {
		case <-tab.Done():
			return tab.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

// outerHTML gives the page with the content of its shadow trees, and with frames of the same site in the place of their
// tags.
const outerHTML = `(() => {
	const open = [];
	for (const e of document.querySelectorAll('*')) if (e.shadowRoot) open.push(e.shadowRoot);
	for (const f of document.querySelectorAll('iframe, frame')) {
		try {
			const d = f.contentDocument;
			if (!d || !d.body || d.body.innerText.trim().length < 200) continue;
			const div = document.createElement('div');
			div.innerHTML = d.body.innerHTML;
			f.replaceWith(div);
		} catch (e) {}
	}
	const root = document.documentElement;
	const inner = root.getHTML ? root.getHTML({serializableShadowRoots: true, shadowRoots: open}) : root.innerHTML;
	const shell = root.cloneNode(false).outerHTML;
	return '<!DOCTYPE html>' + shell.replace(/<\/html>\s*$/, '') + inner + '</html>';
})()`
