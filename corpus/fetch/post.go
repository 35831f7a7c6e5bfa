package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
)

// Post sends body, of the media type sent, to an address of the user's choice, such as a time-stamp authority, and gives
// the answer, which must be of the type accept and at most [Config.MaxBytes] long. It connects to public addresses only,
// like [Fetcher.Get], and follows no redirects. The error is always an [*Error].
func (f *Fetcher) Post(ctx context.Context, address, sent string, body []byte, accept string) ([]byte, error) {
	fail := func(e *Error) ([]byte, error) {
		e.Op, e.Location = "post to", redact(address)
		return nil, e
	}
	u, bad := parseURL(address)
	if bad != nil {
		return fail(bad)
	}
	ctx, cancel := context.WithTimeout(withOwnPort(ctx, u), f.cfg.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return fail(&Error{Kind: BadURL, Err: err})
	}
	req.Header.Set("Content-Type", sent)
	req.Header.Set("Accept", accept)
	req.Header.Set("User-Agent", f.cfg.UserAgent)
	client := &http.Client{Transport: f.transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return fail(classify(ctx, err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fail(&Error{Kind: BadStatus, Status: resp.StatusCode})
	}
	answer, err := io.ReadAll(io.LimitReader(resp.Body, f.cfg.MaxBytes+1))
	switch {
	case err != nil:
		return fail(classify(ctx, err))
	case int64(len(answer)) > f.cfg.MaxBytes:
		return fail(&Error{Kind: TooLarge, Err: sizeError(f.cfg.MaxBytes)})
	case len(answer) == 0:
		return fail(&Error{Kind: Empty, Err: errEmpty})
	}
	if media, _ := contentType(resp.Header.Get("Content-Type")); media != accept {
		return fail(&Error{Kind: Unreadable, Err: fmt.Errorf("the answer is of the type %q, not %s", media, accept)})
	}
	return answer, nil
}
