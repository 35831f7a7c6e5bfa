package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// Kind says why a text could not be had. The values are stable IDs.
type Kind string

// Kinds of errors.
const (
	BadURL      Kind = "bad-url"        // no http or https address
	DNS         Kind = "dns"            // the name of the host could not be resolved
	Refused     Kind = "refused"        // no connection
	TLS         Kind = "tls"            // no trustworthy connection
	Timeout     Kind = "timeout"        // too slow
	Interrupted Kind = "interrupted"    // the connection broke off
	Canceled    Kind = "canceled"       // the caller's context ended
	Blocked     Kind = "blocked"        // the address is not public, or its port is not allowed
	Robots      Kind = "robots"         // robots.txt forbids it, or could not be read
	Elsewhere   Kind = "elsewhere"      // it has moved to URL, where Config.Leave did not let this Get go on
	Redirect    Kind = "redirect"       // too many redirects, or one to something else than a web page
	BadStatus   Kind = "status"         // an HTTP status that carries no document
	BotWall     Kind = "bot-wall"       // the site asks for proof that a person is reading
	TooLarge    Kind = "too-large"      // over the size limit
	Encoding    Kind = "encoding"       // the content encoding is damaged
	NotDocument Kind = "not-a-document" // a picture, an archive, a program, data
	Empty       Kind = "empty"          // nothing in it; for a directory, no documents
	NotFound    Kind = "not-found"      // no such file
	Permission  Kind = "permission"     // the file may not be read
	Directory   Kind = "directory"      // a directory where a file is needed
	Unreadable  Kind = "unreadable"     // any other failure of reading
)

// An Error says which text could not be had, and why. Its message names the remedy.
type Error struct {
	Op         string // "get", "read" or "expand"
	Location   string // the source's location, without password
	URL        string // the address that failed after redirects, or the path inside a directory; "" if it is Location
	Kind       Kind
	Status     int           // HTTP status, 0 if there was none
	MediaType  string        // what was received, for NotDocument
	Temporary  bool          // trying again later may help
	RetryAfter time.Duration // what the site asks to wait, 0 if it does not say
	Err        error         // the cause; may be nil
}

// Error is the operation, the location, what happened and what to do, in lower case.
func (e *Error) Error() string {
	s := e.Op + " " + e.Location + ": " + e.what()
	if e.URL != "" && e.URL != e.Location {
		s += " at " + e.URL
	}
	if advice := e.Advice(); advice != "" {
		s += ": " + advice
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) what() string {
	switch e.Kind {
	case BadStatus:
		return strings.TrimSpace(fmt.Sprintf("the site answered %d %s", e.Status, http.StatusText(e.Status)))
	case BotWall:
		return "the site wants proof that a person is reading"
	case Timeout:
		return "no complete answer in time"
	case NotFound:
		return "no such file"
	case Permission:
		return "no permission to read it"
	case Directory:
		return "is a directory"
	case NotDocument:
		return "not a document but " + e.MediaType
	case Canceled:
		return "canceled"
	}
	if e.Err == nil {
		return string(e.Kind)
	}
	switch e.Kind {
	case Blocked:
		if errors.Is(e.Err, errPort) {
			return e.Err.Error()
		}
		return "the address is not on the public internet (" + e.Err.Error() + ")"
	case TLS:
		return "no secure connection (" + e.Err.Error() + ")"
	case Interrupted:
		return "the connection broke off (" + e.Err.Error() + ")"
	}
	return e.Err.Error()
}

// Advice is what a person can do about it, as an English phrase without a full stop; "" if there is nothing to say.
func (e *Error) Advice() string {
	const save = "save the page in a browser and give the file"
	switch e.Kind {
	case BadURL:
		return "give an address that begins with https:// or http://"
	case DNS:
		return "check the spelling of the host, or your connection"
	case Refused, Interrupted, Timeout:
		return "try again later, or " + save
	case TLS, Blocked, Robots, Redirect, BotWall, Encoding:
		return save
	case BadStatus:
		return e.statusAdvice(save)
	case TooLarge:
		return "save the part that holds the terms and give that file"
	case NotDocument:
		return "give HTML, PDF, DOCX, XLSX, Markdown or plain text"
	case Empty:
		return "check that it is the right one"
	case NotFound:
		return "check the path; web addresses begin with https://"
	case Permission:
		return "change its permissions or copy it"
	case Directory:
		return "give a file in it"
	}
	return ""
}

func (e *Error) statusAdvice(save string) string {
	switch {
	case e.Status == http.StatusNotFound || e.Status == http.StatusGone:
		return "check the address"
	case e.RetryAfter > 0:
		return "try again in " + e.RetryAfter.String()
	case e.Temporary:
		return "try again later, or " + save
	}
	return save
}

// classify turns an error of the HTTP client into one with a Kind.
func classify(ctx context.Context, err error) *Error {
	var (
		own   *Error
		dns   *net.DNSError
		op    *net.OpError
		other net.Error
	)
	switch {
	case errors.As(err, &own): // from checkRedirect
		return own
	case errors.Is(err, context.Canceled) || errors.Is(ctx.Err(), context.Canceled):
		return &Error{Kind: Canceled, Err: context.Canceled}
	case errors.As(err, &dns):
		return &Error{Kind: DNS, Temporary: dns.IsTemporary || dns.IsTimeout, Err: dnsCause(dns)}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &other) && other.Timeout():
		return &Error{Kind: Timeout, Temporary: true, Err: err}
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork),
		errors.Is(err, ssrf.ErrInvalidHostPort), errors.Is(err, errPort):
		return &Error{Kind: Blocked, Err: innermost(err)}
	case isTLS(err):
		return &Error{Kind: TLS, Err: innermost(err)}
	case errors.As(err, &op) && op.Op == "dial":
		return &Error{Kind: Refused, Temporary: true, Err: op}
	}
	return &Error{Kind: Interrupted, Temporary: true, Err: innermost(err)}
}

func isTLS(err error) bool {
	var (
		verify *tls.CertificateVerificationError
		record tls.RecordHeaderError
		alert  tls.AlertError
		host   x509.HostnameError
	)
	return errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &host) ||
		errors.Is(err, http.ErrSchemeMismatch)
}

// dnsCause leaves out the name server, which says nothing to the reader and differs between machines.
func dnsCause(e *net.DNSError) error {
	c := *e
	c.Server = ""
	return &c
}

// innermost takes off the layers of net/http and net, which repeat address and operation.
func innermost(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	return err
}

// checkStatus returns an error unless the answer carries a document.
func checkStatus(resp *http.Response, now time.Time) *Error {
	if isBotWall(resp.Header) {
		return &Error{Kind: BotWall}
	}
	switch resp.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusNonAuthoritativeInfo:
		return nil
	case http.StatusNoContent, http.StatusResetContent:
		return &Error{Kind: Empty, Err: errEmpty}
	}
	e := &Error{Kind: BadStatus, Status: resp.StatusCode, RetryAfter: retryAfter(resp.Header.Get("Retry-After"), now)}
	switch resp.StatusCode {
	case http.StatusAccepted, http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		e.Temporary = true
	}
	return e
}

// isBotWall knows the headers by which Cloudflare and AWS WAF mark their challenge pages; these may come with status 200.
func isBotWall(h http.Header) bool {
	switch strings.ToLower(h.Get("X-Amzn-Waf-Action")) {
	case "challenge", "captcha":
		return true
	}
	return strings.EqualFold(h.Get("Cf-Mitigated"), "challenge")
}

// retryAfter reads a Retry-After header: seconds or a date. It is 0 for anything else and for dates gone by.
func retryAfter(v string, now time.Time) time.Duration {
	const most = 365 * 24 * time.Hour
	v = strings.TrimSpace(v)
	d := time.Duration(0)
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		d = time.Duration(min(max(n, 0), int64(most/time.Second))) * time.Second
	} else if t, err := http.ParseTime(v); err == nil {
		d = t.Sub(now).Round(time.Second)
	}
	return min(max(d, 0), most)
}
