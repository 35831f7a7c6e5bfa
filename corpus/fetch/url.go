package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// IsURL reports whether location is a web address, for [Fetcher.Get], rather than a path, for [Read].
func IsURL(location string) bool {
	scheme, rest, ok := strings.Cut(strings.TrimSpace(location), "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// parseURL reads location as an http or https address with a host.
func parseURL(location string) (*url.URL, *Error) {
	if !IsURL(location) {
		return nil, &Error{Kind: BadURL, Err: errors.New("not an http or https address")}
	}
	u, err := url.Parse(strings.TrimSpace(location))
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // the rest repeats the location
		}
		return nil, &Error{Kind: BadURL, Err: err}
	}
	if u.Hostname() == "" {
		return nil, &Error{Kind: BadURL, Err: errors.New("the address has no host")}
	}
	if p := u.Port(); p != "" && portOf(u) == 0 {
		return nil, &Error{Kind: BadURL, Err: fmt.Errorf("there is no port %s", p)}
	}
	return u, nil
}

// address is u as it is kept: without password, and without the fragment, which is never sent.
func address(u *url.URL) string {
	c := *u
	c.User, c.Fragment, c.RawFragment = nil, "", ""
	return c.String()
}

// redact takes user name and password out of a web address; any other location stays as it is.
func redact(location string) string {
	if !IsURL(location) {
		return location
	}
	u, err := url.Parse(strings.TrimSpace(location))
	if err != nil || u.User == nil {
		return location
	}
	u.User = nil
	return u.String()
}

// SameSite reports whether two web addresses belong to one site: hosts of one registrable domain (example.co.jp).
func SameSite(a, b string) bool {
	u, bad := parseURL(a)
	v, bad2 := parseURL(b)
	if bad != nil || bad2 != nil {
		return false
	}
	return u.Hostname() == v.Hostname() || registrable(u.Hostname()) != "" && registrable(u.Hostname()) == registrable(v.Hostname())
}

// registrable is the domain of a host that somebody registered; "" for an address or a name without one.
func registrable(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return ""
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return domain
}

func sameURL(a, b string) bool { return a != "" && a == b }
