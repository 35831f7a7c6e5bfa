package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"kiyaku/corpus/store"
)

// A document that brings the reading down takes no place among those that read with it.
func TestPanicGivesItsPlaceBack(t *testing.T) {
	srv, _ := start(t, func(c *Config) {
		c.Parallel, c.Timeout = 1, 5*time.Second
		c.Read = func(ctx context.Context, r Request) ([]store.Part, error) {
			if r.URL != "" {
				panic(http.ErrAbortHandler)
			}
			return take(ctx, r)
		}
	})
	b := open(t, srv)
	for range 2 {
		if resp, err := b.PostForm(b.base+"/api/scan", map[string][]string{"url": {"https://example.com/"}}); err == nil {
			resp.Body.Close()
			t.Errorf("status %d, want that the connection broke off", resp.StatusCode)
		}
	}
	b.upload("/api/scan", example(t)...).want(t, 200, "monitor-analyze")
}

// A service of which nothing could be read yet leads to what went wrong, not to a page that is not there.
func TestServiceWithoutVersion(t *testing.T) {
	srv, s := start(t, nil)
	err := s.Store.Write(t.Context(), func(tx *store.Tx) error {
		service, err := tx.PutService(t.Context(), "みどり", time.Now())
		if err != nil {
			return err
		}
		source, err := tx.PutSource(t.Context(), store.Source{ServiceID: service.ID, Location: "https://example.com/terms"})
		if err != nil {
			return err
		}
		return tx.Checked(t.Context(), store.Check{SourceID: source.ID, At: time.Now(), Result: "failed", Failed: true, Detail: "status 404"}, time.Time{})
	})
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, srv)
	b.get("/services/1").want(t, 200, "https://example.com/terms", "status 404")
}

// An order that does not go with the rest of the query is no fault of the server.
func TestOrdersOfServices(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.upload("/api/scan", example(t)...).want(t, 200)
	b.get("/?sort=flag").want(t, 200, "見本クラウド")
	b.get("/api/services?sort=flag&flag=monitor-analyze").want(t, 200, "見本クラウド")
	b.get("/api/services").want(t, 200, "見本クラウド")
	b.get("/api/services?sort=flag").want(t, 400, "flag=ID")
	b.get("/api/services?sort=other").want(t, 400, "openapi.json")
}

// Behind a proxy all requests come from its address: one user who does much does not stop the others.
func TestTooOftenBehindProxy(t *testing.T) {
	srv, _ := start(t, func(c *Config) { c.Rate, c.UserHeader = 0.001, "X-User" })
	b := open(t, srv)
	as := func(user string) int {
		req := b.request("POST", "/api/scan", nil)
		req.Header.Set("X-User", user)
		return b.do(req).StatusCode
	}
	busy := 0
	for range 30 {
		if as("a") == http.StatusTooManyRequests {
			busy++
		}
	}
	if got := as("b"); busy == 0 || got == http.StatusTooManyRequests {
		t.Errorf("of 30 requests of one user %d came too often; another user got %d", busy, got)
	}
}

// A change in substance is listed, however many without substance came after it.
func TestChangesInSubstance(t *testing.T) {
	srv, s := start(t, nil)
	ctx := t.Context()
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		service, err := tx.PutService(ctx, "みどり", time.Now())
		for i := range 300 {
			if err == nil {
				_, err = tx.PutChange(ctx, store.Change{ID: "c" + strconv.Itoa(i), ServiceID: service.ID, OldVersion: 1 + i, NewVersion: 2 + i, Cause: "vendor",
					At: time.Unix(int64(i), 0), Substantive: i == 0, Direction: "worse", JSON: []byte("{}")})
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	open(t, srv).get("/changes").want(t, 200, "/services/1/diff/1/2")
}

// A team behind one address logs in: its sessions are limited one by one, attempts to log in together.
func TestTooOftenBySession(t *testing.T) {
	const secret = "a-secret-of-some-length"
	srv, _ := start(t, func(c *Config) { c.Rate, c.Token = 0.001, secret })
	one, other := open(t, srv), open(t, srv)
	for _, b := range []*browser{one, other} {
		form := url.Values{"token": {tokenField.FindStringSubmatch(b.get("/login").text)[1]}, "secret": {secret}}
		req := b.request("POST", "/login", strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		b.do(req).want(t, 200)
	}
	busy := func(b *browser, n int) (refused int) {
		for range n {
			if b.upload("/api/scan").StatusCode == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	if a, b := busy(one, 30), busy(other, 1); a == 0 || b != 0 {
		t.Errorf("of one session %d of 30 requests were refused, of the other %d of 1", a, b)
	}
	if n := busy(open(t, srv), 30); n == 0 {
		t.Error("strangers are not limited")
	}
}
