package archive

import (
	"bytes"
	"context"
	"slices"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// Change is what r, a comparison of two versions of a service, says, as the store keeps it: with its report, a summary in
// the language of opts, and what lists show. ServiceID, OldVersion, NewVersion and At are for the caller to set, then the ID.
func Change(r *diff.Report, lex *lexicon.Lexicon, opts report.Options) (store.Change, error) {
	c := store.Change{Cause: string(diff.Vendor), Substantive: r.Substantive, Direction: string(r.Direction)}
	for _, change := range r.Changes {
		if change.Substantive {
			c.Flags = append(c.Flags, change.FlagsAdded...)
			c.Flags = append(c.Flags, change.FlagsRemoved...)
		}
	}
	slices.Sort(c.Flags)
	c.Flags = slices.Compact(c.Flags)
	for _, f := range r.Factors {
		if f.Old != f.New {
			c.Factors = append(c.Factors, f.ID)
		}
	}
	var text, words bytes.Buffer
	if err := report.ChangeJSON(&text, r); err != nil {
		return c, err
	}
	if err := report.ChangeMail(&words, r, lex, opts); err != nil {
		return c, err
	}
	c.JSON, c.Summary = text.Bytes(), words.String()
	return c, nil
}

// Changed reports whether kept is a version that came in the place of another one: not the first, no return to an earlier
// text, and not known before.
func Changed(kept *store.Kept) bool {
	return kept.Created && kept.Version.Number > 1 && kept.Version.ReturnOf == 0
}

// KeepChange stores r, what changed between the version before kept and kept, of which a is the assessment.
func KeepChange(ctx context.Context, s *store.Store, kept *store.Kept, r *diff.Report, a *assess.Assessment, lex *lexicon.Lexicon, opts report.Options) error {
	c, err := Change(r, lex, opts)
	if err != nil {
		return err
	}
	c.ServiceID, c.OldVersion, c.NewVersion, c.At = kept.Service.ID, kept.Version.Number-1, kept.Version.Number, kept.Version.At
	c.ID = store.ChangeID(kept.Service.Name, c.OldVersion, c.NewVersion, c.Cause, a.Lexicon, a.Tool)
	return s.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.PutChange(ctx, c)
		return err
	})
}
