package jobs

import (
	"context"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus/store"
)

// A Channel is where changes are reported to.
type Channel struct{ Name string }

func (e *Engine) compare(old, new *assess.Assessment, opts diff.Options) *diff.Report {
	return diff.New(e.cfg.Lexicon).Compare(old, new, opts)
}

func (e *Engine) announce(ctx context.Context, tx *store.Tx, service *store.Service, old, added *store.Version, r *diff.Report, row store.Assessment) error {
	return nil
}
