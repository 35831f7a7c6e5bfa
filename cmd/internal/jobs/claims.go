package jobs

import (
	"context"
	"sync"
	"time"

	"kiyaku/corpus/store"
)

// claims are the hosts and units that this process has claimed. They are renewed until they are given back.
type claims struct {
	store   *store.Store
	lease   time.Duration
	problem func(error)

	mu   sync.Mutex
	held map[any]context.CancelFunc // by store.HostClaim or store.UnitClaim
}

func newClaims(s *store.Store, lease time.Duration, problem func(error)) *claims {
	return &claims{store: s, lease: lease, problem: problem, held: map[any]context.CancelFunc{}}
}

// hold renews a claim until free is called. The context that it gives ends when the claim is lost.
func (c *claims) hold(ctx context.Context, claim any) (held context.Context, free func()) {
	held, cancel := context.WithCancel(ctx)
	c.mu.Lock()
	c.held[claim] = cancel
	c.mu.Unlock()
	return held, func() {
		c.mu.Lock()
		delete(c.held, claim)
		c.mu.Unlock()
		cancel()
	}
}

// renew prolongs all claims that are held, three times in the time that each lasts.
func (c *claims) renew(ctx context.Context) {
	for sleep(ctx, c.lease/3) == nil {
		c.mu.Lock()
		held := make([]any, 0, len(c.held))
		for claim := range c.held {
			held = append(held, claim)
		}
		c.mu.Unlock()
		if len(held) == 0 {
			continue
		}
		var lost []any
		err := c.store.Write(ctx, func(tx *store.Tx) error {
			lost = nil
			for _, claim := range held {
				ok, err := move(ctx, tx, claim, time.Now().Add(c.lease))
				if err != nil {
					return err
				}
				if !ok {
					lost = append(lost, claim)
				}
			}
			return nil
		})
		if err != nil && ctx.Err() == nil {
			c.problem(err)
			continue
		}
		c.mu.Lock()
		for _, claim := range lost {
			if cancel := c.held[claim]; cancel != nil {
				cancel()
			}
		}
		c.mu.Unlock()
	}
}

func move(ctx context.Context, tx *store.Tx, claim any, next time.Time) (bool, error) {
	switch claim := claim.(type) {
	case store.HostClaim:
		return tx.MoveHost(ctx, claim, next)
	case store.UnitClaim:
		return tx.MoveUnit(ctx, claim, next)
	}
	panic("jobs: a claim of another type")
}

// giveBack ends a claim at next, also when ctx has ended: then it is one more reason to.
func (c *claims) giveBack(ctx context.Context, claim any, next time.Time) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := c.store.Write(ctx, func(tx *store.Tx) error {
		_, err := move(ctx, tx, claim, next)
		return err
	}); err != nil {
		c.problem(err)
	}
}
