package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
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

func sameURL(a, b string) bool { return a != "" && a == b }
