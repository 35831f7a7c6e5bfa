package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"kiyaku/corpus"
)

// A Version is the state of a service's documents from a time on, until the next version.
type Version struct {
	ID         int64
	ServiceID  int64
	Number     int // from 1, without gaps
	At         time.Time
	SetSHA256  string // of the service's name and the identities of its snapshots, in order
	TextSHA256 string // of what counts as its text, see Set; "" if not known
	ReturnOf   int    // number of the earlier version that the vendor returned to; 0 if it is none
	Assessment int64  // ID of the newest assessment; 0 if there is none
	Verdict    string // of it
	Rank       int    // of it; -1 if there is none
	Factors    Factors
}

const versionColumns = `v.id, v.service_id, v.number, v.at, v.set_sha256, v.text_sha256, v.return_of, v.assessment_id,
	COALESCE(a.verdict, ''), COALESCE(a.rank, -1), COALESCE(a.f1, ''), COALESCE(a.f2, ''), COALESCE(a.f3, '')`

const versionTables = " FROM versions v LEFT JOIN assessments a ON a.id = v.assessment_id"

func scanVersion(row scanner, v *Version) error {
	var at int64
	err := row.Scan(&v.ID, &v.ServiceID, &v.Number, &at, &v.SetSHA256, &v.TextSHA256, &v.ReturnOf, &v.Assessment,
		&v.Verdict, &v.Rank, &v.Factors[0], &v.Factors[1], &v.Factors[2])
	v.At = fromMillis(at)
	return err
}

// Versions lists the versions of a service, the newest first, at most limit; before, if not 0, leaves out that number and
// later ones.
func (r Reader) Versions(ctx context.Context, serviceID int64, before, limit int) ([]Version, error) {
	if before <= 0 {
		before = 1 << 31
	}
	return all(ctx, r.c, scanVersion, "SELECT "+versionColumns+versionTables+" WHERE v.service_id = $1 AND v.number < $2 ORDER BY v.number DESC LIMIT $3",
		serviceID, int64(before), limit)
}

// Version finds a version by its number; 0 stands for the newest.
func (r Reader) Version(ctx context.Context, serviceID int64, number int) (*Version, error) {
	if number == 0 {
		return one(ctx, r.c, scanVersion, "newest version", "SELECT "+versionColumns+versionTables+" WHERE v.service_id = $1 ORDER BY v.number DESC LIMIT 1", serviceID)
	}
	return one(ctx, r.c, scanVersion, fmt.Sprintf("version %d", number), "SELECT "+versionColumns+versionTables+" WHERE v.service_id = $1 AND v.number = $2", serviceID, number)
}

// VersionAt finds the version that was current at the time at.
func (r Reader) VersionAt(ctx context.Context, serviceID int64, at time.Time) (*Version, error) {
	return one(ctx, r.c, scanVersion, "version of "+at.UTC().Format(time.DateTime),
		"SELECT "+versionColumns+versionTables+" WHERE v.service_id = $1 AND v.at <= $2 ORDER BY v.number DESC LIMIT 1", serviceID, millis(at))
}

// VersionByText finds the newest version with this TextSHA256.
func (r Reader) VersionByText(ctx context.Context, serviceID int64, textSHA256 string) (*Version, error) {
	return one(ctx, r.c, scanVersion, "version with that text",
		"SELECT "+versionColumns+versionTables+" WHERE v.service_id = $1 AND v.text_sha256 = $2 ORDER BY v.number DESC LIMIT 1", serviceID, textSHA256)
}

// SetVersionText replaces the TextSHA256 of a version, where its snapshots have been read by another extractor.
func (tx *Tx) SetVersionText(ctx context.Context, versionID int64, textSHA256 string) error {
	_, err := tx.exec(ctx, "UPDATE versions SET text_sha256 = $1 WHERE id = $2", textSHA256, versionID)
	return err
}

// A Set is everything that was received of a service at one time.
type Set struct {
	Service string
	At      time.Time // for what has no time of its own, such as files
	Parts   []Part    // in the order of the documents; at least one

	// TextSHA256 tells versions apart: sets with the same one are the same version even if bytes differ. "" takes
	// TextSHA256 of the documents.
	TextSHA256 string
}

// A Part is one document of a Set.
type Part struct {
	Follow   bool // its source lists documents, see Source.Follow
	Snapshot *corpus.Snapshot
	Document *corpus.Document // nil if it could not be read
}

// Kept is what [Tx.Keep] did.
type Kept struct {
	Service   *Service // as it was before
	Version   *Version
	Created   bool    // Version is new
	Same      bool    // Version has the snapshots of the set; else only its text, and the set's were not kept
	Snapshots []int64 // of the version
}

// Keep stores a set. It becomes a new version unless it has the snapshots or the text of the newest one; then its
// snapshots are not kept a second time. A new version with the snapshots or the text of an earlier one says so in
// ReturnOf.
func (tx *Tx) Keep(ctx context.Context, set Set) (*Kept, error) {
	if len(set.Parts) == 0 {
		return nil, fmt.Errorf("store: service %q: no documents to keep", set.Service)
	}
	service, err := tx.PutService(ctx, set.Service, set.At)
	if err != nil {
		return nil, err
	}
	if set.TextSHA256 == "" {
		set.TextSHA256 = TextSHA256(set.documents())
	}
	if service.VersionID != 0 {
		newest, err := tx.Version(ctx, service.ID, 0)
		if err != nil {
			return nil, err
		}
		same := newest.SetSHA256 == set.sha256(service.Name)
		if same || set.TextSHA256 != "" && newest.TextSHA256 == set.TextSHA256 {
			kept, err := tx.keepAgain(ctx, service, newest, set)
			if err == nil {
				kept.Same = same
			}
			return kept, err
		}
	}
	kept := &Kept{Service: service, Same: true}
	for i, p := range set.Parts {
		id, err := tx.keepPart(ctx, service.ID, i, p, set.At)
		if err != nil {
			return nil, err
		}
		kept.Snapshots = append(kept.Snapshots, id)
	}
	kept.Version, kept.Created, err = tx.AddVersion(ctx, NewVersion{ServiceID: service.ID, At: set.time(), Snapshots: kept.Snapshots, TextSHA256: set.TextSHA256})
	return kept, err
}

// keepAgain notes that the newest version was seen again.
func (tx *Tx) keepAgain(ctx context.Context, service *Service, newest *Version, set Set) (*Kept, error) {
	snapshots, err := tx.VersionSnapshots(ctx, newest.ID)
	if err != nil {
		return nil, err
	}
	kept := &Kept{Service: service, Version: newest}
	for _, s := range snapshots {
		kept.Snapshots = append(kept.Snapshots, s.ID)
		if _, err := tx.seen(ctx, s.Identity, set.time()); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func (tx *Tx) keepPart(ctx context.Context, serviceID int64, position int, p Part, at time.Time) (int64, error) {
	src := p.Snapshot.Source
	source, err := tx.PutSource(ctx, Source{ServiceID: serviceID, Location: src.Location, Kind: src.Kind, Lang: src.Lang, Follow: p.Follow, Selection: src.Selection, Position: position})
	if err != nil {
		return 0, err
	}
	id, _, err := tx.PutSnapshot(ctx, source.ID, p.Snapshot, at)
	if err != nil || p.Document == nil {
		return id, err
	}
	return id, tx.PutDocument(ctx, id, p.Document, at)
}

// time is when the last of the parts was received.
func (s Set) time() time.Time {
	last := time.Time{}
	for _, p := range s.Parts {
		if p.Snapshot.FetchedAt.After(last) {
			last = p.Snapshot.FetchedAt
		}
	}
	if last.IsZero() {
		return s.At
	}
	return last
}

func (s Set) sha256(service string) string {
	identities := make([]string, len(s.Parts))
	for i, p := range s.Parts {
		identities[i] = Identity(p.Snapshot)
	}
	return setSHA256(service, identities)
}

func (s Set) documents() []*corpus.Document {
	docs := make([]*corpus.Document, len(s.Parts))
	for i, p := range s.Parts {
		docs[i] = p.Document
	}
	return docs
}

func setSHA256(service string, identities []string) string {
	return shaOf(append([]string{service}, identities...)...)
}

// TextSHA256 is the SHA-256 of what readers see in docs, in order: the text of their bodies. White space, navigation,
// footers and banners do not count. It is "" if one of docs is nil.
func TextSHA256(docs []*corpus.Document) string {
	h := sha256.New()
	for _, d := range docs {
		if d == nil {
			return ""
		}
		for _, b := range d.Blocks {
			if b.Role == corpus.Body {
				for _, word := range strings.Fields(b.Span.In(d.Text)) {
					h.Write([]byte(word))
				}
				h.Write([]byte{'\n'})
			}
		}
		h.Write([]byte{'\f'})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// NewVersion says what a version to be added is made of.
type NewVersion struct {
	ServiceID  int64
	At         time.Time
	Snapshots  []int64 // IDs, in the order of the documents
	TextSHA256 string  // see Set; "" if not known
}

// AddVersion adds a version to a service unless its newest one has the same snapshots; then it gives that one. Whether the
// vendor really changed something is for the caller to decide before; for the plain case see [Tx.Keep].
func (tx *Tx) AddVersion(ctx context.Context, n NewVersion) (v *Version, created bool, err error) {
	if _, err := tx.exec(ctx, "UPDATE services SET versions = versions WHERE id = $1", n.ServiceID); err != nil { // locks the row
		return nil, false, err
	}
	service, err := tx.ServiceByID(ctx, n.ServiceID)
	if err != nil {
		return nil, false, err
	}
	identities := make([]string, len(n.Snapshots))
	for i, id := range n.Snapshots {
		if err := tx.c.QueryRowContext(ctx, "SELECT identity FROM snapshots WHERE id = $1", id).Scan(&identities[i]); err != nil {
			return nil, false, fmt.Errorf("store: snapshot %d: %w", id, err)
		}
	}
	set := setSHA256(service.Name, identities)
	returnOf := 0
	for _, known := range []struct{ column, value string }{{"set_sha256", set}, {"text_sha256", n.TextSHA256}} {
		if known.value == "" {
			continue
		}
		old, err := one(ctx, tx.c, scanVersion, "version", "SELECT "+versionColumns+versionTables+
			" WHERE v.service_id = $1 AND v."+known.column+" = $2 ORDER BY v.number DESC LIMIT 1", n.ServiceID, known.value)
		switch {
		case errors.Is(err, ErrNotFound):
			continue
		case err != nil:
			return nil, false, err
		case old.Number == service.Versions && known.column == "set_sha256":
			return old, false, nil
		}
		if returnOf == 0 && old.Number != service.Versions {
			returnOf = old.Number
		}
	}
	id, err := tx.id(ctx, "INSERT INTO versions (service_id, number, at, set_sha256, text_sha256, return_of) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
		n.ServiceID, service.Versions+1, millis(n.At), set, n.TextSHA256, returnOf)
	if err != nil {
		return nil, false, err
	}
	for i, snapshot := range n.Snapshots {
		if _, err := tx.exec(ctx, "INSERT INTO version_snapshots (version_id, position, snapshot_id) VALUES ($1, $2, $3)", id, i, snapshot); err != nil {
			return nil, false, err
		}
	}
	if err := tx.makeNewest(ctx, n.ServiceID, id, service.Versions+1, n.At, set); err != nil {
		return nil, false, err
	}
	v, err = tx.Version(ctx, n.ServiceID, service.Versions+1)
	return v, true, err
}

// makeNewest moves a service on to a new version. It takes over the newest assessment of the same snapshots, if there is
// one.
func (tx *Tx) makeNewest(ctx context.Context, serviceID, versionID int64, number int, at time.Time, set string) error {
	if _, err := tx.exec(ctx, `UPDATE services SET versions = $1, version_id = $2, changed_at = $3, assessment_id = 0, verdict = '', rank = -1,
		f1 = '', f2 = '', f3 = '' WHERE id = $4`, number, versionID, millis(at), serviceID); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, "DELETE FROM service_flags WHERE service_id = $1", serviceID); err != nil {
		return err
	}
	known, err := all(ctx, tx.c, scanAssessment, "SELECT "+assessmentColumns+" FROM assessments a WHERE a.set_sha256 = $1 ORDER BY a.at DESC, a.id DESC LIMIT 1", set)
	if err != nil || len(known) == 0 {
		return err
	}
	return tx.link(ctx, &known[0])
}
