package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// A Service is what one vendor offers under one name, with where it stands: its newest version and the newest assessment
// of that.
type Service struct {
	ID         int64
	Name       string
	Versions   int       // number of the newest version; 0 if there is none
	ChangedAt  time.Time // of the newest version
	VersionID  int64     // 0 if there is none
	Assessment int64     // ID; 0 if the newest version is not assessed
	Verdict    string    // of it; "" if there is none
	Rank       int       // of the verdict, 0 for the best; -1 if there is none
	Factors    Factors
}

// Factors are the statuses of F1, F2 and F3.
type Factors [3]string

// A Source is a place where a document of a service is found.
type Source struct {
	ID          int64
	ServiceID   int64
	Service     string // name; set when read
	Location    string // http(s) URL or path, as in corpus.Source
	Kind        corpus.Kind
	Lang        corpus.Lang
	Follow      bool              // it lists documents, which belong to the service as well
	Render      bool              // it is put together by script
	Selection   *corpus.Selection // the part of the page that is the document; nil for all
	Position    int               // order among the service's documents
	NextCheckAt time.Time         // zero: not watched
	CheckedAt   time.Time         // zero: never
	Failures    int               // checks in a row that failed
	Problem     string            // of the last check
}

// Corpus is s as fetch takes it.
func (s *Source) Corpus() corpus.Source {
	return corpus.Source{Location: s.Location, Service: s.Service, Kind: s.Kind, Lang: s.Lang, Selection: s.Selection}
}

// sourceReading is how the page of a source is read, as its column reading keeps it.
type sourceReading struct {
	Render    bool              `json:"render,omitempty"`
	Selection *corpus.Selection `json:"selection,omitempty"`
}

// reading is the content of the column, and what tells it from others in an index.
func (s *Source) reading() (text, part string, err error) {
	if !s.Render && s.Selection == nil {
		return "", "", nil
	}
	b, err := json.Marshal(sourceReading{s.Render, s.Selection})
	if err != nil {
		return "", "", fmt.Errorf("store: %w", err)
	}
	return string(b), sha(b), nil
}

const serviceColumns = "s.id, s.name, s.versions, s.changed_at, s.version_id, s.assessment_id, s.verdict, s.rank, s.f1, s.f2, s.f3"

func scanService(row scanner, s *Service) error {
	var changed int64
	err := row.Scan(&s.ID, &s.Name, &s.Versions, &changed, &s.VersionID, &s.Assessment, &s.Verdict, &s.Rank, &s.Factors[0], &s.Factors[1], &s.Factors[2])
	s.ChangedAt = fromMillis(changed)
	return err
}

// PutService gives the service called name, which is made at the time at if it is new. Its row is locked for the rest of
// the transaction.
func (tx *Tx) PutService(ctx context.Context, name string, at time.Time) (*Service, error) {
	name, err := key("service", name)
	if err != nil {
		return nil, err
	}
	id, err := tx.id(ctx, "INSERT INTO services (name, folded, created_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id",
		name, folded(name), millis(at))
	if err != nil {
		return nil, err
	}
	return tx.ServiceByID(ctx, id)
}

// folded is name as it is searched for: look-alikes and case do not count.
func folded(name string) string { return strings.ToLower(fold.String(name)) }

// Service finds a service by its exact name.
func (r Reader) Service(ctx context.Context, name string) (*Service, error) {
	return one(ctx, r.c, scanService, fmt.Sprintf("service %q", name), "SELECT "+serviceColumns+" FROM services s WHERE s.name = $1", text(name))
}

// ServiceByID finds a service by its ID.
func (r Reader) ServiceByID(ctx context.Context, id int64) (*Service, error) {
	return one(ctx, r.c, scanService, fmt.Sprintf("service %d", id), "SELECT "+serviceColumns+" FROM services s WHERE s.id = $1", id)
}

// Counts are how much a store holds.
type Counts struct{ Services, Sources, Snapshots, Versions, Assessments, Changes int }

// Counts counts.
func (r Reader) Counts(ctx context.Context) (Counts, error) {
	c, err := one(ctx, r.c, func(row scanner, c *Counts) error {
		return row.Scan(&c.Services, &c.Sources, &c.Snapshots, &c.Versions, &c.Assessments, &c.Changes)
	}, "counts", `SELECT (SELECT COUNT(*) FROM services), (SELECT COUNT(*) FROM sources), (SELECT COUNT(*) FROM snapshots),
		(SELECT COUNT(*) FROM versions), (SELECT COUNT(*) FROM assessments), (SELECT COUNT(*) FROM changes)`)
	if err != nil {
		return Counts{}, err
	}
	return *c, nil
}

const sourceColumns = "q.id, q.service_id, s.name, q.location, q.kind, q.lang, q.follow, q.reading, q.position, q.next_check_at, q.checked_at, q.failures, q.problem"

func scanSource(row scanner, s *Source) error {
	var next, checked int64
	var reading string
	err := row.Scan(&s.ID, &s.ServiceID, &s.Service, &s.Location, &s.Kind, &s.Lang, &s.Follow, &reading, &s.Position, &next, &checked, &s.Failures, &s.Problem)
	s.NextCheckAt, s.CheckedAt = fromMillis(next), fromMillis(checked)
	if err != nil || reading == "" {
		return err
	}
	var r sourceReading
	err = json.Unmarshal([]byte(reading), &r)
	s.Render, s.Selection = r.Render, r.Selection
	return err
}

// PutSource keeps Location, Kind, Lang, Follow, Render, Selection and Position of s as a source of the service s.ServiceID; a
// source with that location, Render and Selection is changed. When it is due, and how checks went, is left alone: see [Tx.Checked]. The result has its ID.
func (tx *Tx) PutSource(ctx context.Context, s Source) (*Source, error) {
	location, err := key("source", s.Location)
	if err != nil {
		return nil, err
	}
	reading, part, err := s.reading()
	if err != nil {
		return nil, err
	}
	id, err := tx.id(ctx, `INSERT INTO sources (service_id, location, kind, lang, follow, reading, part, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (service_id, location, part) DO UPDATE SET kind = excluded.kind, lang = excluded.lang, follow = excluded.follow, position = excluded.position
		RETURNING id`, s.ServiceID, location, text(string(s.Kind)), text(string(s.Lang)), flag(s.Follow), text(reading), part, s.Position)
	if err != nil {
		return nil, err
	}
	return tx.Source(ctx, id)
}

// Source finds a source by its ID.
func (r Reader) Source(ctx context.Context, id int64) (*Source, error) {
	return one(ctx, r.c, scanSource, fmt.Sprintf("source %d", id), "SELECT "+sourceColumns+" FROM sources q JOIN services s ON s.id = q.service_id WHERE q.id = $1", id)
}

// Sources lists the sources of a service in their order.
func (r Reader) Sources(ctx context.Context, serviceID int64) ([]Source, error) {
	return all(ctx, r.c, scanSource, "SELECT "+sourceColumns+" FROM sources q JOIN services s ON s.id = q.service_id WHERE q.service_id = $1 ORDER BY q.position, q.id", serviceID)
}

// DueSources lists the watched sources whose NextCheckAt is not after now, the longest overdue first, at most limit.
func (r Reader) DueSources(ctx context.Context, now time.Time, limit int) ([]Source, error) {
	return all(ctx, r.c, scanSource, "SELECT "+sourceColumns+` FROM sources q JOIN services s ON s.id = q.service_id
		WHERE q.next_check_at > 0 AND q.next_check_at <= $1 ORDER BY q.next_check_at, q.id LIMIT $2`, millis(now), limit)
}

// WatchSource sets when a source is looked at next; the zero time ends the watch.
func (tx *Tx) WatchSource(ctx context.Context, sourceID int64, next time.Time) error {
	_, err := tx.exec(ctx, "UPDATE sources SET next_check_at = $1 WHERE id = $2", millis(next), sourceID)
	return err
}

// A Check is one look at a source and what came of it.
type Check struct {
	ID         int64
	SourceID   int64
	At         time.Time
	Result     string // an ID chosen by who checks: "new", "same", "noise", "return", "fault" …
	Failed     bool   // counts as a failure; not kept with the check itself
	SnapshotID int64  // what was received; 0 if nothing was kept
	Detail     string
}

// Checked records c, and sets when the source is due again; the zero time leaves that as it is.
func (tx *Tx) Checked(ctx context.Context, c Check, next time.Time) error {
	problem := ""
	if c.Failed {
		problem = text(c.Detail)
	}
	n, err := tx.exec(ctx, `UPDATE sources SET checked_at = $1, problem = $2, failures = CASE WHEN $3 = 1 THEN failures + 1 ELSE 0 END,
		next_check_at = CASE WHEN CAST($4 AS BIGINT) > 0 THEN CAST($4 AS BIGINT) ELSE next_check_at END WHERE id = $5`, millis(c.At), problem, flag(c.Failed), millis(next), c.SourceID)
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("source %d: %w", c.SourceID, ErrNotFound)
	}
	_, err = tx.exec(ctx, "INSERT INTO checks (source_id, at, result, snapshot_id, detail) VALUES ($1, $2, $3, $4, $5)",
		c.SourceID, millis(c.At), text(c.Result), c.SnapshotID, text(c.Detail))
	return err
}

// Checks lists the checks of a source, the newest first, at most limit.
func (r Reader) Checks(ctx context.Context, sourceID int64, limit int) ([]Check, error) {
	return all(ctx, r.c, func(row scanner, c *Check) error {
		var at int64
		err := row.Scan(&c.ID, &c.SourceID, &at, &c.Result, &c.SnapshotID, &c.Detail)
		c.At = fromMillis(at)
		return err
	}, "SELECT id, source_id, at, result, snapshot_id, detail FROM checks WHERE source_id = $1 ORDER BY at DESC, id DESC LIMIT $2", sourceID, limit)
}
