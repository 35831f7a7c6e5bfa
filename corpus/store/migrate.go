package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// migrations holds, for each database, the statements that lead from one state of the tables to the next. Files are
// numbered from 1, never changed once they were in use, and the same for both databases but for the names of types.
//
//go:embed migrations
var migrations embed.FS

// migrate brings the tables of db up to date, in one transaction. Of several programs that start at the same time one
// does it, the others wait.
func migrate(ctx context.Context, db *sql.DB, dialect string) error {
	files, err := fs.Glob(migrations, "migrations/"+dialect+"/*.sql")
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // does nothing after a commit; before it, the first error counts
	if dialect == "postgres" {
		const lock = 7053 // any number that nobody else takes; SQLite's transaction has the file to itself
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", lock); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS kiyaku_schema (version BIGINT NOT NULL PRIMARY KEY)"); err != nil {
		return err
	}
	var have int
	if err := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(version), 0) FROM kiyaku_schema").Scan(&have); err != nil {
		return err
	}
	if have > len(files) {
		return fmt.Errorf("a newer kiyaku has written it (tables of state %d; this program knows %d): update this program", have, len(files))
	}
	for i := have; i < len(files); i++ { // Glob sorts
		statements, err := migrations.ReadFile(files[i])
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(statements)); err != nil {
			return fmt.Errorf("%s: %w", files[i], err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO kiyaku_schema (version) VALUES ($1)", i+1); err != nil {
			return err
		}
	}
	return tx.Commit()
}
