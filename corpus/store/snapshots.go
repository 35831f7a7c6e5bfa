package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"kiyaku/corpus"
)

// A Snapshot is a text as it was received, kept once however often it was received again.
type Snapshot struct {
	ID       int64
	Identity string // SHA-256 of everything that extraction sees
	SourceID int64
	SeenAt   time.Time // when it was last received; FetchedAt is when it was first
	*corpus.Snapshot
}

// snapshotData is what of a snapshot has no column.
type snapshotData struct {
	Source             corpus.Source
	URL                string
	Status             int
	Header             map[string][]string
	MediaType, Charset string
	Rendered           bool
}

// Identity is the SHA-256 of everything in snap that extraction sees: body, address, declared type and character set, and
// what the source says of it. When it was received and other headers are not part of it.
func Identity(snap *corpus.Snapshot) string {
	src := snap.Source
	parts := []string{snap.SHA256, snap.URL, snap.MediaType, snap.Charset, strconv.FormatBool(snap.Rendered),
		src.Location, src.Service, string(src.Kind), string(src.Lang)}
	if sel := src.Selection; sel != nil {
		for _, s := range sel.Select {
			parts = append(parts, "select", s.String())
		}
		for _, s := range sel.Remove {
			parts = append(parts, "remove", s.String())
		}
	}
	return shaOf(parts...)
}

// PutSnapshot keeps snap as received from the source, at the time at if it does not say when. One that the store has
// keeps its first time and headers, and counts as seen again. created tells whether it is new.
func (tx *Tx) PutSnapshot(ctx context.Context, sourceID int64, snap *corpus.Snapshot, at time.Time) (id int64, created bool, err error) {
	if got := sha(snap.Body); got != snap.SHA256 {
		return 0, false, fmt.Errorf("store: snapshot of %s: its SHA256 says %q, but its body has %s", snap.Source.Location, snap.SHA256, got)
	}
	seen := snap.FetchedAt
	if seen.IsZero() {
		seen = at
	}
	identity := Identity(snap)
	id, err = tx.seen(ctx, identity, seen)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return id, false, err
	}
	if err := tx.putBlob(ctx, snap.SHA256, snap.Body); err != nil {
		return 0, false, err
	}
	data, err := encode(snapshotData{snap.Source, snap.URL, snap.Status, snap.Header, snap.MediaType, snap.Charset, snap.Rendered})
	if err != nil {
		return 0, false, err
	}
	n, err := tx.exec(ctx, `INSERT INTO snapshots (identity, source_id, sha256, fetched_at, seen_at, data) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (identity) DO NOTHING`, identity, sourceID, snap.SHA256, millis(snap.FetchedAt), millis(seen), data)
	if err != nil {
		return 0, false, err
	}
	id, err = tx.seen(ctx, identity, seen)
	return id, n > 0, err
}

// seen notes that a snapshot was received again.
func (tx *Tx) seen(ctx context.Context, identity string, at time.Time) (int64, error) {
	ids, err := all(ctx, tx.c, func(row scanner, id *int64) error { return row.Scan(id) },
		"UPDATE snapshots SET seen_at = CASE WHEN seen_at < $1 THEN $1 ELSE seen_at END WHERE identity = $2 RETURNING id", millis(at), identity)
	if err != nil {
		return 0, err
	}
	if len(ids) == 0 {
		return 0, fmt.Errorf("snapshot %s: %w", identity, ErrNotFound)
	}
	return ids[0], nil
}

const snapshotColumns = "n.id, n.identity, n.source_id, n.sha256, n.fetched_at, n.seen_at, n.data"

func scanSnapshot(row scanner, s *Snapshot) error {
	s.Snapshot = &corpus.Snapshot{}
	var fetched, seen int64
	var packed []byte
	if err := row.Scan(&s.ID, &s.Identity, &s.SourceID, &s.SHA256, &fetched, &seen, &packed); err != nil {
		return err
	}
	var d snapshotData
	if err := decode("snapshot", packed, &d); err != nil {
		return err
	}
	s.SeenAt, s.FetchedAt = fromMillis(seen), fromMillis(fetched)
	s.Source, s.URL, s.Status, s.Header = d.Source, d.URL, d.Status, d.Header
	s.MediaType, s.Charset, s.Rendered = d.MediaType, d.Charset, d.Rendered
	return nil
}

// Snapshot gives a snapshot with its body, which is checked against its SHA-256.
func (r Reader) Snapshot(ctx context.Context, id int64) (*Snapshot, error) {
	s, err := one(ctx, r.c, scanSnapshot, fmt.Sprintf("snapshot %d", id), "SELECT "+snapshotColumns+" FROM snapshots n WHERE n.id = $1", id)
	if err != nil {
		return nil, err
	}
	s.Body, err = r.blob(ctx, s.SHA256)
	return s, err
}

// LatestSnapshot is the snapshot that was received last from a source, with its body.
func (r Reader) LatestSnapshot(ctx context.Context, sourceID int64) (*Snapshot, error) {
	s, err := one(ctx, r.c, scanSnapshot, fmt.Sprintf("snapshot of source %d", sourceID),
		"SELECT "+snapshotColumns+" FROM snapshots n WHERE n.source_id = $1 ORDER BY n.seen_at DESC, n.id DESC LIMIT 1", sourceID)
	if err != nil {
		return nil, err
	}
	s.Body, err = r.blob(ctx, s.SHA256)
	return s, err
}

// VersionSnapshots lists the snapshots of a version in the order of its documents, without their bodies.
func (r Reader) VersionSnapshots(ctx context.Context, versionID int64) ([]Snapshot, error) {
	return all(ctx, r.c, scanSnapshot, "SELECT "+snapshotColumns+` FROM version_snapshots v JOIN snapshots n ON n.id = v.snapshot_id
		WHERE v.version_id = $1 ORDER BY v.position`, versionID)
}

// PutDocument keeps doc as what an extractor read in a snapshot, at the time at. The last one counts: the same extractor
// may be given other settings.
func (tx *Tx) PutDocument(ctx context.Context, snapshotID int64, doc *corpus.Document, at time.Time) error {
	if !utf8.ValidString(doc.Text) {
		return fmt.Errorf("store: document of %s: its text is no UTF-8", doc.Source.Location)
	}
	b, err := encode(doc)
	if err != nil {
		return err
	}
	packed, err := pack("document of "+doc.Source.Location, b)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO documents (snapshot_id, extractor, made_at, text_sha256, title, data) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (snapshot_id, extractor) DO UPDATE SET made_at = excluded.made_at, text_sha256 = excluded.text_sha256, title = excluded.title, data = excluded.data`,
		snapshotID, text(doc.Extractor), millis(at), sha([]byte(doc.Text)), text(doc.Title), packed)
	return err
}

// Document gives what was read in a snapshot last; with an extractor's version, what that one read.
func (r Reader) Document(ctx context.Context, snapshotID int64, extractor string) (*corpus.Document, error) {
	what := fmt.Sprintf("document of snapshot %d", snapshotID)
	packed, err := one(ctx, r.c, func(row scanner, b *[]byte) error { return row.Scan(b) }, what,
		"SELECT data FROM documents WHERE snapshot_id = $1 AND ($2 = '' OR extractor = $2) ORDER BY made_at DESC, extractor DESC LIMIT 1", snapshotID, text(extractor))
	if err != nil {
		return nil, err
	}
	b, err := unpack(what, *packed)
	if err != nil {
		return nil, err
	}
	doc := &corpus.Document{}
	return doc, decode(what, b, doc)
}
