package queue

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"riverqueue.com/riverui"

	"kiyaku/corpus/store"
)

// Operators gives River's own pages on the queue of s, below prefix, such as "/queue": what waits, works and failed. They
// take counts in the background until ctx ends. Whoever may open them may cancel and retry entries, which harms no result.
func Operators(ctx context.Context, s *store.Store, prefix string) (http.Handler, error) {
	var h *riverui.Handler
	var err error
	if pool := s.Postgres(); pool != nil {
		h, err = operators(ctx, riverpgxv5.New(pool), prefix)
	} else {
		h, err = operators(ctx, riversqlite.New(s.SQLite()), prefix)
	}
	if err == nil {
		err = h.Start(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("queue: pages for operators: %w", err)
	}
	return h, nil
}

func operators[TTx any](ctx context.Context, driver riverdriver.Driver[TTx], prefix string) (*riverui.Handler, error) {
	c, err := openClient(ctx, driver, &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	return riverui.NewHandler(&riverui.HandlerOpts{
		Endpoints: riverui.NewEndpoints(c, nil), Logger: slog.New(slog.DiscardHandler), Prefix: prefix,
	})
}
