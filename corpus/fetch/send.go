package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
)

// Send posts body to an address that the operator of the program chose, which may be one of the own network, and gives the
// status of the answer. Redirects are not followed: what is signed for one receiver is not for another. ctx bounds the
// time.
func Send(ctx context.Context, location string, header http.Header, body []byte) (status int, err error) {
	u, bad := parseURL(location)
	if bad != nil {
		bad.Op, bad.Location = "post", redact(location)
		return 0, bad
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("post %s: %w", redact(location), err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", DefaultUserAgent)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		e := classify(ctx, err)
		e.Op, e.Location = "post", redact(location)
		return 0, e
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
	return resp.StatusCode, nil
}
