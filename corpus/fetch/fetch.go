// Package fetch gets the text that a source names, politely and safely, as a snapshot.
//
// In goes a [corpus.Source]: a web address, the path of a file, or "-". Out comes a [corpus.Snapshot] with the bytes as
// received (only the content encoding is undone), or an [*Error] whose Kind says why not. What comes out is a document by
// its first bytes: pictures, archives, programs and empty answers are errors. Reading the bytes, and judging whether a
// page really holds terms, is left to package extract and its callers.
//
// [Fetcher.Get] treats addresses as chosen by strangers: it connects to public addresses only, whatever names, redirects
// or DNS answers say, and bounds time, size and redirects.
package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"kiyaku/corpus"
)

// Defaults of [Config].
const (
	DefaultTimeout      = 30 * time.Second
	DefaultMaxBytes     = 32 << 20
	DefaultMaxRedirects = 10
	DefaultUserAgent    = "Mozilla/5.0 (compatible; kiyaku/1; reads terms of service)"
)

// ErrNotModified is what [Fetcher.GetIfChanged] returns when the site says that nothing changed.
var ErrNotModified = errors.New("not modified")

// Config sets the limits of a [Fetcher]. The zero Config is ready for use.
type Config struct {
	// Timeout bounds one Get from the first DNS query to the last byte, redirects included. 0: [DefaultTimeout].
	Timeout time.Duration
	// MaxBytes bounds the body, in bytes after decompression. 0: [DefaultMaxBytes].
	MaxBytes int64
	// MaxRedirects is the number of redirects that are followed. 0: [DefaultMaxRedirects]; negative: none.
	MaxRedirects int
	// UserAgent is sent with every request. "": [DefaultUserAgent].
	UserAgent string
	// Ports are the TCP ports that may be connected to. nil: 80, 443 and the port that the source's own address names,
	// so that a redirect cannot reach other ports. Set it to 80 and 443 where strangers choose the addresses.
	Ports []uint16
	// ObeyRobots makes Get read the site's robots.txt first and refuse what it forbids to "kiyaku" or "*". A person who
	// scans one page needs no such leave; unattended runs do. false: robots.txt is not asked for.
	ObeyRobots bool
	// Leave is asked before each request: that of the page, those of its redirects, that of robots.txt. It may wait until the
	// host of to may be asked; its error ends the Get, as it is if it is an [*Error]. from is the address that redirects
	// there; nil for the first request. nil: no leave is needed.
	Leave func(ctx context.Context, from, to *url.URL) error
	// AllowPrefix is one loopback prefix, such as 127.0.0.1/32, that may be connected to although it is not public. It is
	// meant for tests. The zero Prefix allows none.
	AllowPrefix netip.Prefix
	// Now tells the time for Snapshot.FetchedAt and Retry-After dates. nil: time.Now.
	Now func() time.Time
}

// A Fetcher gets snapshots over HTTP. It keeps connections and robots.txt files for reuse and is safe for concurrent use.
type Fetcher struct {
	cfg       Config // with the defaults filled in
	transport *http.Transport
	robots    *robotsCache
}

// New returns a Fetcher, or an error that names the field of cfg that makes no sense.
func New(cfg Config) (*Fetcher, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("fetch: config: %w", err)
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.MaxBytes == 0 {
		cfg.MaxBytes = DefaultMaxBytes
	}
	switch {
	case cfg.MaxRedirects == 0:
		cfg.MaxRedirects = DefaultMaxRedirects
	case cfg.MaxRedirects < 0:
		cfg.MaxRedirects = 0
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = DefaultUserAgent
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Fetcher{cfg: cfg, transport: newTransport(cfg), robots: newRobotsCache()}, nil
}

func (c Config) check() error {
	var errs []error
	if c.Timeout < 0 {
		errs = append(errs, fmt.Errorf("negative Timeout %v", c.Timeout))
	}
	if c.MaxBytes < 0 || c.MaxBytes == math.MaxInt64 {
		errs = append(errs, fmt.Errorf("MaxBytes %d is out of range", c.MaxBytes))
	}
	if strings.ContainsFunc(c.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		errs = append(errs, fmt.Errorf("UserAgent %q is not printable ASCII", c.UserAgent))
	}
	if p := c.AllowPrefix; p != (netip.Prefix{}) && !loopback(p) {
		errs = append(errs, fmt.Errorf("AllowPrefix %v is not a loopback prefix", p))
	}
	return errors.Join(errs...)
}

// Get fetches src.Location, an http or https address.
//
// Redirects are followed, with the cookies that the site sets on the way. src.Lang, if set, is asked for; otherwise
// Japanese before English and Dutch. The error is always an [*Error].
func (f *Fetcher) Get(ctx context.Context, src corpus.Source) (*corpus.Snapshot, error) {
	return f.get(ctx, src, nil)
}

// GetIfChanged is Get with the ETag and Last-Modified of prev, an earlier snapshot of the same source. It returns
// [ErrNotModified] when the site answers that prev is still current.
//
// A site may also send the same bytes again: compare the SHA256. A nil prev, or one without these headers, makes it a
// plain Get.
func (f *Fetcher) GetIfChanged(ctx context.Context, src corpus.Source, prev *corpus.Snapshot) (*corpus.Snapshot, error) {
	snap, err := f.get(ctx, src, prev)
	var fe *Error
	if errors.As(err, &fe) && fe.Status == http.StatusNotModified && prev != nil {
		if sameURL(fe.URL, prev.URL) {
			return nil, ErrNotModified
		}
		// The address leads elsewhere now: the answer compares another page with prev's date, and says nothing.
		return f.get(ctx, src, nil)
	}
	return snap, err
}

// CloseIdle closes connections that no Get is using. The Fetcher stays usable.
func (f *Fetcher) CloseIdle() { f.transport.CloseIdleConnections() }

func (f *Fetcher) get(ctx context.Context, src corpus.Source, prev *corpus.Snapshot) (*corpus.Snapshot, error) {
	fail := func(e *Error) (*corpus.Snapshot, error) {
		e.Op, e.Location = "get", redact(src.Location)
		return nil, e
	}
	u, bad := parseURL(src.Location)
	if bad != nil {
		return fail(bad)
	}
	ctx, cancel := context.WithTimeout(withOwnPort(ctx, u), f.cfg.Timeout)
	defer cancel()
	if e := f.checkRobots(ctx, u); e != nil {
		return fail(e)
	}
	resp, e := f.do(ctx, u, requestHeader(src.Lang, prev))
	if e != nil {
		return fail(e)
	}
	defer resp.Body.Close()
	snap, e := f.receive(ctx, resp)
	if e != nil {
		e.URL, e.Status = address(resp.Request.URL), resp.StatusCode
		return fail(e)
	}
	snap.Source = src
	return snap, nil
}

// receive reads an answer to its end.
func (f *Fetcher) receive(ctx context.Context, resp *http.Response) (*corpus.Snapshot, *Error) {
	if e := checkStatus(resp, f.cfg.Now()); e != nil {
		return nil, e
	}
	body, e := readBody(ctx, resp, f.cfg.MaxBytes)
	if e != nil {
		return nil, e
	}
	declared, charset := contentType(resp.Header.Get("Content-Type"))
	media, e := mediaTypeOf(body, declared, resp.Request.URL.Path)
	if e != nil {
		return nil, e
	}
	return &corpus.Snapshot{
		URL: address(resp.Request.URL), FetchedAt: f.cfg.Now().Round(0).UTC(), Status: resp.StatusCode, Header: resp.Header,
		MediaType: media, Charset: charset, Body: body, SHA256: hash(body),
	}, nil
}

// do sends one request and follows its redirects.
func (f *Fetcher) do(ctx context.Context, u *url.URL, header http.Header) (*http.Response, *Error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &Error{Kind: BadURL, Err: err}
	}
	req.Header = header
	req.Header.Set("User-Agent", f.cfg.UserAgent)
	// Some sites set a cookie, redirect to the same page and go in circles unless it comes back. The jar lives for one
	// Get only, so cookies neither pile up nor carry over between vendors.
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, &Error{Kind: Unreadable, Err: err}
	}
	client := &http.Client{Transport: f.transport, Jar: jar, CheckRedirect: f.checkRedirect}
	if e := f.leave(ctx, nil, u); e != nil {
		return nil, e
	}
	resp, err := client.Do(req)
	if err != nil {
		e := classify(ctx, err)
		var ue *url.Error
		if e.URL == "" && errors.As(err, &ue) && ue.URL != u.Redacted() {
			e.URL = ue.URL // where a redirect led
		}
		return nil, e
	}
	return resp, nil
}

func (f *Fetcher) checkRedirect(req *http.Request, via []*http.Request) error {
	to := address(req.URL)
	if len(via) > f.cfg.MaxRedirects {
		seen := 0
		for _, r := range via {
			if address(r.URL) == to {
				seen++
			}
		}
		if seen > 1 {
			return &Error{Kind: Redirect, URL: to, Err: errors.New("redirects in a circle")}
		}
		return &Error{Kind: Redirect, URL: to, Err: fmt.Errorf("more than %d redirects", f.cfg.MaxRedirects)}
	}
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return &Error{Kind: Redirect, URL: to, Err: fmt.Errorf("redirect to a %q address", s)}
	}
	// Leave first: where it ends the Get at the border of a host, that host is not even asked for its robots.txt.
	if e := f.leave(req.Context(), via[len(via)-1].URL, req.URL); e != nil {
		return e
	}
	if e := f.checkRobots(req.Context(), req.URL); e != nil {
		return e
	}
	return nil
}

// leave asks Config.Leave for a request.
func (f *Fetcher) leave(ctx context.Context, from, to *url.URL) *Error {
	if f.cfg.Leave == nil {
		return nil
	}
	if err := f.cfg.Leave(ctx, from, to); err != nil {
		return classify(ctx, err)
	}
	return nil
}

func requestHeader(lang corpus.Lang, prev *corpus.Snapshot) http.Header {
	h := http.Header{}
	h.Set("Accept", "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5")
	h.Set("Accept-Encoding", "gzip, br, zstd")
	h.Set("Accept-Language", "ja,en;q=0.7,nl;q=0.5")
	if lang != "" {
		h.Set("Accept-Language", string(lang)+",*;q=0.3")
	}
	if prev != nil {
		if tag := prev.Header.Get("ETag"); tag != "" {
			h.Set("If-None-Match", tag)
		}
		if date := prev.Header.Get("Last-Modified"); date != "" {
			h.Set("If-Modified-Since", date)
		}
	}
	return h
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
