package archive

import (
	"bytes"
	"slices"

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
