package fetch_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"testing"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
)

// Leave hears of every request before it is sent, and can end the Get at the border of a host.
func TestLeave(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Errorf("%s was asked for", r.URL) }))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			_, _ = w.Write([]byte("User-agent: *\nCrawl-delay: 7\n"))
		case "/old":
			http.Redirect(w, r, "/new", http.StatusFound)
		case "/gone":
			http.Redirect(w, r, other.URL+"/here", http.StatusFound)
		default:
			_, _ = w.Write([]byte("<p>利用規約</p>"))
		}
	}))
	defer server.Close()
	var asked []string
	fetcher, err := fetch.New(fetch.Config{
		AllowPrefix: netip.MustParsePrefix("127.0.0.1/32"), ObeyRobots: true,
		Leave: func(_ context.Context, from, to *url.URL) error {
			asked = append(asked, to.Path)
			if from != nil && from.Host != to.Host {
				return &fetch.Error{Kind: fetch.Elsewhere, URL: to.String()}
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fetcher.Get(context.Background(), corpus.Source{Location: server.URL + "/old"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"/robots.txt", "/old", "/new"}; !slices.Equal(asked, want) {
		t.Errorf("leave was asked for %q, want %q", asked, want)
	}
	_, err = fetcher.Get(context.Background(), corpus.Source{Location: server.URL + "/gone"})
	var e *fetch.Error
	if !errors.As(err, &e) || e.Kind != fetch.Elsewhere || e.URL != other.URL+"/here" {
		t.Errorf("error %v, want one that says where the page is now", err)
	}
	delay, err := fetcher.CrawlDelay(context.Background(), server.URL+"/new")
	if err != nil || delay.Seconds() != 7 {
		t.Errorf("CrawlDelay = %v, %v, want 7 s", delay, err)
	}
	if n := len(asked); n != 5 { // robots.txt was asked for once
		t.Errorf("%d requests, want 5: %q", n, asked)
	}
}
