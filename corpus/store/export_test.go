package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// A Planned is a query that people wait for, with its plan.
type Planned struct{ Name, Query, Plan string }

// recorder keeps the queries that go through it.
type recorder struct {
	conn
	said []asked
}

type asked struct {
	query string
	args  []any
}

func (r *recorder) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	r.said = append(r.said, asked{query, args})
	return r.conn.QueryContext(ctx, query, args...)
}

func (r *recorder) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	r.said = append(r.said, asked{query, args})
	return r.conn.QueryRowContext(ctx, query, args...)
}

func (r *recorder) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	r.said = append(r.said, asked{query, args})
	return r.conn.ExecContext(ctx, query, args...)
}

// WritePlans runs f in a transaction and asks the database how it ran each of its queries.
func (s *Store) WritePlans(ctx context.Context, f func(*Tx) error) ([]Planned, error) {
	rec := &recorder{}
	if err := s.Write(ctx, func(tx *Tx) error {
		rec.conn = tx.c
		return f(&Tx{Reader{rec}})
	}); err != nil {
		return nil, err
	}
	var list []Planned
	for _, q := range rec.said {
		plan, err := s.explain(ctx, q)
		if err != nil {
			return nil, err
		}
		list = append(list, Planned{"write", q.query, plan})
	}
	return list, nil
}

func (s *Store) explain(ctx context.Context, q asked) (string, error) {
	explain := "EXPLAIN QUERY PLAN "
	if s.pool != nil {
		explain = "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF, TIMING OFF) "
	}
	lines, err := all(ctx, s.read, func(row scanner, line *string) error {
		if s.pool != nil {
			return row.Scan(line)
		}
		var id, parent, unused int
		return row.Scan(&id, &parent, &unused, line)
	}, explain+q.query, q.args...)
	return strings.Join(lines, "\n"), err
}

// Plans asks the database how it runs the queries behind lists, history and rankings.
func (s *Store) Plans(ctx context.Context, serviceID int64) ([]Planned, error) {
	var list []Planned
	rec := &recorder{conn: s.read}
	r := Reader{rec}
	for _, q := range []struct {
		name string
		run  func() error
	}{
		{"list by name", func() error { _, err := r.Services(ctx, ServiceQuery{}); return err }},
		{"list by change", func() error { _, err := r.Services(ctx, ServiceQuery{Sort: ByChange}); return err }},
		{"ranking by verdict", func() error { _, err := r.Services(ctx, ServiceQuery{Sort: ByVerdict}); return err }},
		{"ranking by flag", func() error { _, err := r.Services(ctx, ServiceQuery{Sort: ByFlag, Flag: "removal"}); return err }},
		{"ranking of a factor", func() error {
			_, err := r.Services(ctx, ServiceQuery{Sort: ByVerdict, Factors: Factors{"met"}})
			return err
		}},
		{"services with a verdict", func() error { _, err := r.Services(ctx, ServiceQuery{Verdict: "entrustment"}); return err }},
		{"history", func() error { _, err := r.Versions(ctx, serviceID, 0, 100); return err }},
		{"older history", func() error { _, err := r.Versions(ctx, serviceID, 500, 100); return err }},
		{"version by text", func() error { _, _ = r.VersionByText(ctx, serviceID, "x"); return nil }},
		{"changes", func() error { _, err := r.Changes(ctx, 0, time.Time{}, 100); return err }},
		{"changes of a service", func() error { _, err := r.Changes(ctx, serviceID, time.Time{}, 100); return err }},
		{"due sources", func() error { _, err := r.DueSources(ctx, time.UnixMilli(1), 100); return err }},
	} {
		if err := q.run(); err != nil {
			return nil, err
		}
		last := rec.said[len(rec.said)-1]
		plan, err := s.explain(ctx, last)
		if err != nil {
			return nil, err
		}
		list = append(list, Planned{q.name, last.query, plan})
	}
	return list, nil
}
