package jobs

import (
	"context"
	"slices"
	"strings"
	"time"

	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

// differs reports whether what was received is another version: more than white space, links and mark-up.
func (v *version) differs() bool {
	return slices.ContainsFunc(v.report.Changes, func(c diff.Change) bool { return c.Kind != diff.Cosmetic }) ||
		slices.ContainsFunc(v.report.Documents, func(p diff.Pairing) bool { return p.Old == "" || p.New == "" || p.Fault != nil })
}

// restore puts the documents of the old version in the place of those that were not received as they are, and reports
// whether there are any. Such a document is a fault of the fetch, until somebody accepts it.
func (v *version) restore() (restored bool) {
	if v.report == nil || v.opts.Accept {
		return false
	}
	for _, p := range v.report.Documents {
		if p.Fault == nil || p.Fault.Side != diff.NewSide {
			continue
		}
		for i := range v.parts {
			if v.report.New.Documents[i].ID != p.New {
				continue
			}
			for k := range v.old.docs {
				if v.report.Old.Documents[k].ID == p.Old {
					part := &v.parts[i]
					part.fail = &failure{cause: causeFault + string(p.Fault.Kind), text: p.Fault.Detail}
					part.doc, part.snap, part.snapshotID = v.old.docs[k], nil, v.old.snaps[k].ID
					restored = true
				}
			}
		}
	}
	return restored
}

// causeFault begins the causes of faults that the comparison of versions finds.
const causeFault = "fault-"

// announce keeps the change between two versions and puts it into the outbox of the channels that want to hear of it. A
// return to an earlier version is told by the version itself and not announced: of the changes that a public archive
// recorded, one in three was a page that went back and forth.
func (v *version) announce(ctx context.Context, tx *store.Tx, service *store.Service, added *store.Version) error {
	if added.ReturnOf > 0 {
		return nil
	}
	c, err := archive.Change(v.report, v.engine.cfg.Lexicon, report.Options{Lang: v.opts.Lang})
	if err != nil {
		return err
	}
	c.ServiceID, c.OldVersion, c.NewVersion, c.At = service.ID, v.old.Number, added.Number, v.at
	c.ID = store.ChangeID(v.service, c.OldVersion, c.NewVersion, c.Cause, v.row.Lexicon, v.row.Tool)
	var channels []string
	for _, f := range v.opts.Filters {
		if f.wants(&c, v.report.Verdict.Old != v.report.Verdict.New) {
			channels = append(channels, f.Name)
		}
	}
	_, err = tx.PutChange(ctx, c, channels...)
	return err
}

// A Filter says which changes a channel wants to hear of. All that it names must hold.
type Filter struct {
	Name     string   `json:"name"` // of the channel
	Flags    []string `json:"flags,omitempty"`
	Factors  []string `json:"factors,omitempty"`
	Severity Severity `json:"severity,omitempty"`
}

// A Severity is how grave a change must be.
type Severity string

// Severities, each a part of the one before but for the last.
const (
	AnyChange   Severity = "all"         // every new version
	Substantive Severity = "substantive" // the words mean something else; the default
	Worse       Severity = "worse"       // for the customer, or nobody can tell
	Verdict     Severity = "verdict"     // the verdict is another one
)

// Severities lists them.
func Severities() []Severity { return []Severity{AnyChange, Substantive, Worse, Verdict} }

// wants reports whether a change passes the filter.
func (f *Filter) wants(c *store.Change, verdict bool) bool {
	shares := func(want, have []string) bool {
		return len(want) == 0 || slices.ContainsFunc(want, func(id string) bool { return slices.Contains(have, id) })
	}
	if !shares(f.Flags, c.Flags) || !shares(f.Factors, c.Factors) {
		return false
	}
	switch f.Severity {
	case AnyChange:
		return true
	case Worse:
		return c.Substantive && (c.Direction == string(diff.Worse) || c.Direction == string(diff.Unknown))
	case Verdict:
		return verdict
	}
	return c.Substantive
}

// checkFaults records which sources gave something that is no version.
func (v *version) checkFaults(ctx context.Context, tx *store.Tx) error {
	for _, p := range v.parts {
		if p.fail == nil || p.sourceID == 0 || !strings.HasPrefix(p.fail.cause, causeFault) {
			continue
		}
		c := store.Check{SourceID: p.sourceID, At: v.at, Result: ResultFault, Failed: true, SnapshotID: p.snapshotID, Detail: p.fail.text}
		if err := tx.Checked(ctx, c, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}
