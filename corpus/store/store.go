// Package store keeps what was read about services: sources, snapshots as they were received, documents, versions,
// assessments, changes, and what reviewers said. It is the only package that knows SQL.
//
// The database is a SQLite file ("sqlite:PATH", one machine, no server) or PostgreSQL ("postgres://…", a team, many
// workers); both have the same tables and the same queries. Reads are methods of [Reader], and so of [Store]; writes are
// methods of [Tx] and happen in [Store.Write], all or none. The package reads no clock: who writes says when. Times are
// kept to the millisecond, in UTC.
//
// Assessments and changes are kept as the bytes of their reports: what they mean is left to packages above.
//
// Texts of strangers (titles, comments, error messages) may hold anything: bytes that a database cannot keep as text, NUL
// and invalid UTF-8, are kept as U+FFFD. Bodies, headers, document texts and reports are kept byte for byte.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNotFound is wrapped by errors about something that the store does not have.
var ErrNotFound = errors.New("not in the store")

// A Store is an open database. It is safe for concurrent use, also by several processes.
type Store struct {
	Reader
	write *sql.DB
	read  *sql.DB
	stmts statements    // of write, on SQLite
	pool  *pgxpool.Pool // nil on SQLite
	file  string        // "" on PostgreSQL
}

// A Reader answers questions about what is stored. A Reader of a [Store] sees what is committed at the time of each call,
// one of a [Tx] also what the transaction wrote.
type Reader struct{ c conn }

// A Tx is a transaction that [Store.Write] runs. It is not safe for concurrent use.
type Tx struct{ Reader }

// conn is what *sql.DB and *sql.Tx have in common.
type conn interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Open opens the database that address names, "sqlite:PATH" or "postgres://…", and brings its tables up to date.
//
// A SQLite file is made where there is none, with its directory. A store that a newer program has written is refused.
func Open(ctx context.Context, address string) (*Store, error) {
	var s *Store
	var err error
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		s, err = openSQLite(ctx, rest)
	case scheme == "postgres" || scheme == "postgresql":
		s, err = openPostgres(ctx, address)
	default:
		return nil, fmt.Errorf("store: %q names no kind of database: use sqlite:PATH or postgres://USER@HOST/DATABASE", scheme) // the rest may hold a password
	}
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s.Reader = Reader{s.read}
	return s, nil
}

// Close closes the database. Nothing of the store may be used afterwards.
func (s *Store) Close() error {
	var errs []error
	s.stmts.close()
	errs = append(errs, s.write.Close())
	if s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	if s.pool != nil {
		s.pool.Close()
	}
	return errors.Join(errs...)
}

// Postgres is the pool of connections behind the store, for a job queue beside it; nil on SQLite.
func (s *Store) Postgres() *pgxpool.Pool { return s.pool }

// SQLite is the one connection that writes, for a job queue beside the store; nil on PostgreSQL. Within [Store.Write] it is
// taken: who asks the queue for something there waits forever.
func (s *Store) SQLite() *sql.DB {
	if s.file == "" {
		return nil
	}
	return s.write
}

// maxTries is how often a transaction is run that the database ended because of another one.
const maxTries = 5

// Write runs f in a transaction: if f returns nil, all that it wrote is there; else, or if the program dies, nothing is.
//
// f must use the Tx that it is given and not the Store, and may be run again where the database gave up because of
// another writer. On SQLite one transaction writes at a time, over all processes; others wait. Keep f short: fetch,
// extract and analyze before.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	for try := 1; ; try++ {
		err := s.writeOnce(ctx, f)
		if err == nil || try == maxTries || ctx.Err() != nil || !passing(err) {
			return err
		}
	}
}

func (s *Store) writeOnce(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // does nothing after a commit; before it, the error of f counts
	var c conn = tx
	missing := map[string]bool{}
	if s.file != "" {
		c = &preparedTx{tx: tx, all: &s.stmts, own: map[string]*sql.Stmt{}, missing: missing}
	}
	if err := f(&Tx{Reader{c}}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: commit: %w", err)
	}
	s.stmts.keep(ctx, s.write, missing)
	return nil
}

// millis is t as it is kept: Unix milliseconds, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// fromMillis undoes millis.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// text is s without what PostgreSQL refuses in text: NUL and invalid UTF-8. SQLite gets the same, so that both behave alike.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// maxKey bounds, in bytes, texts that stand in an index: PostgreSQL takes 2,704 at most in one entry.
const maxKey = 2000

// key is text for a column that is looked up. what names it in the error.
func key(what, s string) (string, error) {
	s = text(s)
	switch {
	case s == "":
		return "", fmt.Errorf("store: a %s without a name cannot be kept", what)
	case len(s) > maxKey:
		return "", &LongError{What: what, Name: s}
	}
	return s, nil
}

// A LongError says that a name is longer than what a database looks up. Trying again does not help.
type LongError struct {
	What, Name string // what is named so, such as a service
}

func (e *LongError) Error() string {
	return fmt.Sprintf("store: the name of a %s is longer than %d bytes, shorten it: %.40q…", e.What, maxKey, e.Name)
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// scanner is one row of a result.
type scanner interface{ Scan(dest ...any) error }

// all collects the rows of a query.
func all[T any](ctx context.Context, c conn, scan func(scanner, *T) error, query string, args ...any) ([]T, error) {
	rows, err := c.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var row T
		if err := scan(rows, &row); err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		list = append(list, row)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return list, nil
}

// one is the only row of a query; no row is ErrNotFound, about what.
func one[T any](ctx context.Context, c conn, scan func(scanner, *T) error, what, query string, args ...any) (*T, error) {
	var row T
	err := scan(c.QueryRowContext(ctx, query, args...), &row)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("%s: %w", what, ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("store: %s: %w", what, err)
	}
	return &row, nil
}

// exec runs a statement and tells how many rows it concerned.
func (tx *Tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := tx.c.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return n, nil
}

// id runs a statement that returns one number.
func (tx *Tx) id(ctx context.Context, query string, args ...any) (int64, error) {
	var n int64
	if err := tx.c.QueryRowContext(ctx, query, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return n, nil
}
