package store

import (
	"context"
	"time"
)

// A HostClaim is the right to send requests to a host until it runs out.
type HostClaim struct {
	Host  string
	Token int64 // larger than that of every claim before
}

// ClaimHost takes the right to send requests to host from now until lease has passed, over all workers of the store. If
// somebody else has it, or the host's pause is not over, ok is false and next tells when to ask again.
func (tx *Tx) ClaimHost(ctx context.Context, host string, now time.Time, lease time.Duration) (claim HostClaim, ok bool, next time.Time, err error) {
	host, err = key("host", host)
	if err != nil {
		return HostClaim{}, false, time.Time{}, err
	}
	if _, err := tx.exec(ctx, "INSERT INTO hosts (host) VALUES ($1) ON CONFLICT (host) DO NOTHING", host); err != nil {
		return HostClaim{}, false, time.Time{}, err
	}
	tokens, err := all(ctx, tx.c, func(row scanner, token *int64) error { return row.Scan(token) },
		"UPDATE hosts SET token = token + 1, next_at = $1 WHERE host = $2 AND next_at <= $3 RETURNING token", millis(now.Add(lease)), host, millis(now))
	if err != nil {
		return HostClaim{}, false, time.Time{}, err
	}
	if len(tokens) > 0 {
		return HostClaim{Host: host, Token: tokens[0]}, true, time.Time{}, nil
	}
	at, err := tx.id(ctx, "SELECT next_at FROM hosts WHERE host = $1", host)
	return HostClaim{}, false, fromMillis(at), err
}

// MoveHost sets when the host of a claim may be asked again: later to keep the claim while pages are read, the end of the
// pause to give it up. ok is false if the claim has run out and somebody else has the host now: stop.
func (tx *Tx) MoveHost(ctx context.Context, claim HostClaim, next time.Time) (ok bool, err error) {
	n, err := tx.exec(ctx, "UPDATE hosts SET next_at = $1 WHERE host = $2 AND token = $3", millis(next), claim.Host, claim.Token)
	return n > 0, err
}
