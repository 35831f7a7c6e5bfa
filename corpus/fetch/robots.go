package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/jimsmart/grobotstxt"
)

const (
	robotsAgent    = "kiyaku"       // the product token that robots.txt files address
	robotsMaxBytes = 500 << 10      // RFC 9309, 2.5: at least this much must be read
	robotsLifetime = 24 * time.Hour // RFC 9309, 2.4: a copy should not be used for longer
	robotsHops     = 5              // RFC 9309, 2.3.1.2: redirects to follow
	robotsMaxKept  = 256            // files kept, of up to robotsMaxBytes each
)

// robotsCache keeps robots.txt files by scheme, host and port.
type robotsCache struct {
	mu    sync.Mutex
	files map[string]robotsFile
}

type robotsFile struct {
	body    string // canonical
	fetched time.Time
}

func newRobotsCache() *robotsCache { return &robotsCache{files: map[string]robotsFile{}} }

func (c *robotsCache) get(site string, now time.Time) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.files[site]
	return f.body, ok && now.Sub(f.fetched) < robotsLifetime
}

func (c *robotsCache) put(site, body string, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for old := range c.files { // any one will do: a run walks site by site
		if len(c.files) < robotsMaxKept {
			break
		}
		delete(c.files, old)
	}
	c.files[site] = robotsFile{body: body, fetched: now}
}

// checkRobots returns a Robots error if the site of u forbids reading u, or if it cannot be asked (RFC 9309).
//
// A missing robots.txt (any status 4xx but 429) forbids nothing; one that cannot be had forbids everything for now.
func (f *Fetcher) checkRobots(ctx context.Context, u *url.URL) *Error {
	if !f.cfg.ObeyRobots || u.EscapedPath() == "/robots.txt" {
		return nil
	}
	body, e := f.robotsOf(ctx, u)
	if e != nil {
		return e
	}
	if !grobotstxt.AgentAllowed(body, robotsAgent, canonical(address(u))) {
		return &Error{Kind: Robots, URL: address(u), Err: errors.New("the site's robots.txt forbids programs to read it")}
	}
	return nil
}

// robotsOf gives the robots.txt of the site of u, from the cache if it is there.
func (f *Fetcher) robotsOf(ctx context.Context, u *url.URL) (string, *Error) {
	site := u.Scheme + "://" + u.Host
	body, ok := f.robots.get(site, f.cfg.Now())
	if ok {
		return body, nil
	}
	body, err := f.getRobots(ctx, site)
	if err != nil {
		e := classify(ctx, err)
		switch e.Kind {
		case Canceled, Blocked, Elsewhere, DNS, Refused, TLS: // the page could not be had either
			return "", e
		}
		return "", &Error{Kind: Robots, Temporary: true, URL: site + "/robots.txt",
			Err: fmt.Errorf("robots.txt cannot be had (%w)", innermost(err))}
	}
	f.robots.put(site, body, f.cfg.Now())
	return body, nil
}

// CrawlDelay is the time that the robots.txt of the site of location asks kiyaku to leave between requests; 0 if it asks
// for none. It reads the file if that was not done yet. The error is always an [*Error].
func (f *Fetcher) CrawlDelay(ctx context.Context, location string) (time.Duration, error) {
	u, e := parseURL(location)
	if e == nil {
		ctx, cancel := context.WithTimeout(withOwnPort(ctx, u), f.cfg.Timeout)
		defer cancel()
		var body string
		if body, e = f.robotsOf(ctx, u); e == nil {
			return crawlDelay(body), nil
		}
	}
	e.Op, e.Location = "get", redact(location)
	return 0, e
}

// Allowed returns an error, always an [*Error], if the site of location forbids programs to read it, or cannot be asked. Get
// asks by itself; this is for pages that something else loads. Without [Config.ObeyRobots] all is allowed.
func (f *Fetcher) Allowed(ctx context.Context, location string) error {
	u, e := parseURL(location)
	if e == nil {
		ctx, cancel := context.WithTimeout(withOwnPort(ctx, u), f.cfg.Timeout)
		defer cancel()
		if e = f.checkRobots(ctx, u); e == nil {
			return nil
		}
	}
	e.Op, e.Location = "get", redact(location)
	return e
}

// crawlDelay reads Crawl-delay, which RFC 9309 does not know, in the group that addresses kiyaku or else everybody.
func crawlDelay(body string) time.Duration {
	const most = time.Hour
	var own, all time.Duration
	var named, forUs, forAll, inRules bool
	for line := range strings.Lines(body) {
		line, _, _ = strings.Cut(line, "#")
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(field)) {
		case "user-agent":
			if inRules { // the agents of another group
				forUs, forAll, inRules = false, false, false
			}
			agent, _, _ := strings.Cut(strings.ToLower(value), "/")
			forUs = forUs || agent == robotsAgent
			forAll = forAll || agent == "*"
			named = named || forUs
		case "crawl-delay":
			inRules = true
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil || seconds < 0 {
				continue
			}
			d := time.Duration(min(seconds, most.Seconds()) * float64(time.Second))
			if forUs {
				own = max(own, d)
			}
			if forAll {
				all = max(all, d)
			}
		case "allow", "disallow":
			inRules = true
		}
	}
	if named {
		return own
	}
	return all
}

func (f *Fetcher) getRobots(ctx context.Context, site string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, site+"/robots.txt", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("User-Agent", f.cfg.UserAgent)
	client := &http.Client{Transport: f.transport, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) > robotsHops {
			return http.ErrUseLastResponse // RFC 9309, 2.3.1.2: then it counts as missing
		}
		e := f.leave(ctx, via[len(via)-1].URL, req.URL)
		switch {
		case e == nil:
			return nil
		case e.Kind == Elsewhere: // another host cannot be asked now; its rules would be those of that host anyway
			return http.ErrUseLastResponse
		}
		return e
	}}
	if e := f.leave(ctx, nil, req.URL); e != nil {
		return "", e
	}
	resp, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests:
		return "", fmt.Errorf("status %d", resp.StatusCode)
	case resp.StatusCode >= 300:
		return "", nil
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, robotsMaxBytes))
	return canonical(strings.TrimPrefix(string(b), "\ufeff")), err
}

// canonical writes s with all bytes over 0x7f as %-escapes, and these with upper-case digits.
//
// RFC 9309 compares octets; grobotstxt compares letters, does not touch the address, and when it brings patterns into this
// form it spoils the digits of %e8. Patterns that are in this form already it leaves alone.
func canonical(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&0x0f])
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteString(strings.ToUpper(s[i : i+3]))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
