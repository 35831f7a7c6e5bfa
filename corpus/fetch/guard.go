package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// errPort is the cause of a Blocked error that comes from the port alone.
var errPort = errors.New("port not allowed")

// newTransport returns a transport that connects to public addresses only.
//
// The check sits in the dialer, after name resolution and before each connection, so redirects, changing DNS answers and
// odd spellings of addresses all pass through it. There is no proxy: behind one, the check would see only the proxy.
func newTransport(cfg Config) *http.Transport {
	opts := []ssrf.Option{ssrf.WithAnyPort()} // ports are checked here: which are allowed depends on the request
	if p := cfg.AllowPrefix; p.Addr().Is4() {
		opts = append(opts, ssrf.WithAllowedV4Prefixes(p))
	} else if p.Addr().Is6() {
		opts = append(opts, ssrf.WithAllowedV6Prefixes(p))
	}
	guard := ssrf.New(opts...)
	dialer := &net.Dialer{
		Timeout: 10 * time.Second,
		ControlContext: func(ctx context.Context, network, addr string, conn syscall.RawConn) error {
			if err := guard.Safe(network, addr, conn); err != nil {
				return err
			}
			return checkPort(ctx, cfg.Ports, addr)
		},
	}
	return &http.Transport{
		Proxy:             nil,
		DialContext:       dialer.DialContext,
		ForceAttemptHTTP2: true,
		// On a connection that is used again, net/http repeats a request that breaks off, at once and without asking leave.
		DisableKeepAlives:      cfg.Leave != nil,
		DisableCompression:     true, // readBody undoes the encoding, within limits
		TLSHandshakeTimeout:    10 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConns:           64,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

func checkPort(ctx context.Context, allowed []uint16, addr string) error {
	ap, err := netip.ParseAddrPort(addr)
	if err != nil {
		return fmt.Errorf("%w: %s", errPort, addr)
	}
	if allowed == nil {
		own, _ := ctx.Value(ownPort{}).(uint16)
		allowed = []uint16{80, 443, own}
	}
	if !slices.Contains(allowed, ap.Port()) {
		return fmt.Errorf("%w: %d", errPort, ap.Port())
	}
	return nil
}

// ownPort is the context key of the port that the source's address names.
type ownPort struct{}

func withOwnPort(ctx context.Context, u *url.URL) context.Context {
	return context.WithValue(ctx, ownPort{}, portOf(u))
}

// portOf is the port that u names, or 0 if it names none or one that does not exist.
func portOf(u *url.URL) uint16 {
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return 0
	}
	return uint16(n)
}

// loopback reports whether all addresses of p are loopback addresses.
func loopback(p netip.Prefix) bool {
	if !p.IsValid() || !p.Addr().IsLoopback() {
		return false
	}
	if p.Addr().Is4() {
		return p.Bits() >= 8
	}
	return p.Bits() == 128
}
