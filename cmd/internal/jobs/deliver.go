package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kiyaku/corpus/store"
)

// deliveryTime bounds one attempt to deliver one change; the claim on it lasts a little longer.
const deliveryTime = 30 * time.Second

// retries are the pauses after the attempts to deliver; after the last one a delivery is given up.
var retries = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24 * time.Hour}

// Deliver sends what waits in the outbox of channels, and tells how many changes were delivered.
//
// A change is sent again until its channel takes it: at least once, under an ID by which the receiver knows it again, and
// not again once it was taken. The error joins those of attempts that failed; they are tried again later.
func Deliver(ctx context.Context, s *store.Store, channels []Channel, now func() time.Time) (delivered int, err error) {
	var errs []error
	for i := range channels {
		c := &channels[i]
		for ctx.Err() == nil {
			var due []store.Delivery
			if err := s.Write(ctx, func(tx *store.Tx) (err error) {
				due, err = tx.ClaimDeliveries(ctx, c.Name, now(), 2*deliveryTime, 1)
				return err
			}); err != nil {
				return delivered, err
			}
			if len(due) == 0 {
				break
			}
			ok, err := deliver(ctx, s, c, due[0], now)
			if ok {
				delivered++
			}
			errs = append(errs, err)
		}
	}
	return delivered, errors.Join(append(errs, ctx.Err())...)
}

// deliver makes one attempt and writes down what came of it.
func deliver(ctx context.Context, s *store.Store, c *Channel, d store.Delivery, now func() time.Time) (ok bool, err error) {
	change, err := s.Change(ctx, d.ChangeID)
	if err != nil {
		return false, err
	}
	attempt, cancel := context.WithTimeout(ctx, deliveryTime)
	failed := c.send(attempt, s, change, now())
	cancel()
	if ctx.Err() != nil {
		return false, ctx.Err() // its claim runs out
	}
	err = s.Write(ctx, func(tx *store.Tx) error {
		if failed == nil {
			_, err := tx.Delivered(ctx, d, now())
			return err
		}
		next := time.Time{}
		if d.Attempt <= len(retries) {
			next = now().Add(retries[d.Attempt-1])
		}
		return tx.NotDelivered(ctx, d, failed.Error(), next)
	})
	if failed != nil {
		failed = fmt.Errorf("channel %s, change %s: %w", c.Name, d.ChangeID, failed)
	}
	return failed == nil && err == nil, errors.Join(failed, err)
}

func (c *Channel) send(ctx context.Context, s *store.Store, change *store.Change, now time.Time) error {
	switch {
	case c.Atom != "":
		return c.writeFeed(ctx, s, change)
	case c.Webhook != "":
		return c.post(ctx, change, now)
	default:
		return c.mail(ctx, change)
	}
}
