package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// busyTimeout is how long, in milliseconds, a SQLite connection waits for another process to end its transaction.
const busyTimeout = 30_000

// openSQLite opens the file path with two pools: one connection that writes, and some that cannot. A second writer of
// this process would only wait for the first one, and one connection for both would lock itself out when somebody reads
// while a transaction is open.
func openSQLite(ctx context.Context, path string) (*Store, error) {
	path = strings.TrimPrefix(path, "//")
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	s := &Store{file: path}
	if s.write, err = sql.Open("sqlite", sqliteURI(path, "_txlock=immediate&_pragma=cache_size(-16384)")); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if err := migrateTogether(ctx, s.write); err != nil {
		s.write.Close()
		return nil, fmt.Errorf("%s: %w", path, sqliteAdvice(err))
	}
	if s.read, err = sql.Open("sqlite", sqliteURI(path, "_pragma=query_only(1)&_pragma=cache_size(-16384)")); err != nil {
		s.write.Close()
		return nil, err
	}
	s.read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	s.read.SetMaxIdleConns(max(4, runtime.NumCPU()))
	return s, nil
}

// migrateTogether migrates a file on which other programs may be starting too: making WAL of a new file, SQLite does not wait
// for them as it does for transactions.
func migrateTogether(ctx context.Context, db *sql.DB) error {
	end := time.Now().Add(busyTimeout * time.Millisecond)
	for {
		err := migrate(ctx, db, "sqlite")
		if err == nil || !passing(err) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// sqliteURI names the file path and what every connection to it sets. With WAL and synchronous=NORMAL the file survives the
// death of the program at any point; if the machine dies, the last transactions may be missing, whole.
func sqliteURI(path, more string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	return fmt.Sprintf("%s?_pragma=busy_timeout(%d)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&%s", u.String(), busyTimeout, more)
}

// sqliteAdvice says what to do about errors that a user can cause.
func sqliteAdvice(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return errors.New("the file is no SQLite database: name another one")
	case sqlite3.SQLITE_CANTOPEN:
		return errors.New("the file cannot be opened: check that it is yours to write and no directory")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return errors.New("the file, or its directory, may not be written to")
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the file is damaged: restore a copy, or rescue what is left with 'sqlite3 FILE .recover' (%w)", err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another program keeps the file locked (%w)", err)
	}
	return err
}

func openPostgres(ctx context.Context, address string) (*Store, error) {
	cfg, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	cfg.ConnConfig.RuntimeParams["application_name"] = "kiyaku"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDBFromPool(pool)
	s := &Store{read: db, write: db, pool: pool}
	var encoding string
	if err = db.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err == nil && encoding != "UTF8" {
		err = fmt.Errorf("database %q has the encoding %s: make one with 'createdb -E UTF8 -T template0 NAME'", cfg.ConnConfig.Database, encoding)
	}
	if err == nil {
		err = migrate(ctx, db, "postgres")
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// passing reports whether err is the database's way of saying that the same transaction may succeed if it is run again.
func passing(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqlite3.SQLITE_BUSY
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01") // serialization failure, deadlock
}

// Full reports whether err is the database's way of saying that there is no room left for what is written.
func Full(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqlite3.SQLITE_FULL
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "53100" // disk_full
}
