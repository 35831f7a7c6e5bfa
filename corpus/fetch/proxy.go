package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"
)

// A Proxy is an HTTP proxy for a browser that loads pages which strangers chose: it connects only where a [Fetcher] with
// the same Config would, and passes on a limited number of bytes.
type Proxy struct {
	transport *http.Transport
	plain     *httputil.ReverseProxy
	source    *url.URL
	left      atomic.Int64
}

// NewProxy returns a proxy for loading the page at location, an http or https address, whose port it allows beside those
// of cfg. It passes on up to limit bytes in all.
func NewProxy(cfg Config, location string, limit int64) (*Proxy, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	u, bad := parseURL(location)
	if bad != nil {
		bad.Op, bad.Location = "get", redact(location)
		return nil, bad
	}
	p := &Proxy{transport: newTransport(cfg), source: u}
	p.left.Store(limit)
	p.plain = &httputil.ReverseProxy{
		Rewrite:      func(*httputil.ProxyRequest) {}, // the address is in the request already
		Transport:    p.transport,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
		ModifyResponse: func(r *http.Response) error {
			r.Body = &metered{r.Body, &p.left}
			return nil
		},
	}
	return p, nil
}

// Close closes idle connections.
func (p *Proxy) Close() { p.transport.CloseIdleConnections() }

// ServeHTTP implements http.Handler.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(withOwnPort(r.Context(), p.source))
	if r.Method == http.MethodConnect {
		p.tunnel(w, r)
		return
	}
	if !r.URL.IsAbs() {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.plain.ServeHTTP(w, r)
}

// tunnel passes bytes between the browser and a host until one of them is done.
func (p *Proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 20*time.Second)
	host, err := p.transport.DialContext(ctx, "tcp", r.Host)
	cancel()
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer host.Close()
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	client, buffered, err := hijacker.Hijack()
	if err != nil {
		return
	}
	defer client.Close()
	if _, err := io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	done := make(chan struct{}, 2)
	go func() {
		_, _ = io.Copy(host, buffered) // an end of the connection is its normal end
		done <- struct{}{}
	}()
	go func() {
		_, _ = io.Copy(client, &metered{host, &p.left})
		done <- struct{}{}
	}()
	<-done
}

var errTraffic = errors.New("the page loads more than it may")

// metered reads until the traffic that is left is used up.
type metered struct {
	io.ReadCloser
	left *atomic.Int64
}

// Read implements io.Reader.
func (m *metered) Read(b []byte) (int, error) {
	if m.left.Load() <= 0 {
		return 0, errTraffic
	}
	n, err := m.ReadCloser.Read(b)
	m.left.Add(-int64(n))
	return n, err
}
