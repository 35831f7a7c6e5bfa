package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kiyaku/corpus/store"
)

// What strangers write comes back as they wrote it, or with U+FFFD where no database keeps it; it never ends a query.
func TestHostileText(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		for _, name := range []string{
			`'; DROP TABLE services; --`, `Robert"); DELETE FROM versions;`, "$1 $2", "?", ":name", "%s%d", "a\x00b", "c\xffd", "\u202Egnp.exe", strings.Repeat("長", 600),
		} {
			part := page("https://example.com/"+name, name, day)
			part.Document.Title, part.Document.Extractor, part.Document.Problems[0].Message = name, name, name
			keep(t, s, store.Set{Service: name, Parts: []store.Part{part}})
			service, err := s.Service(ctx, name)
			if err != nil || service.Versions != 1 {
				t.Errorf("Service(%q) = %+v, %v", name, service, err)
				continue
			}
			if want := strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), "\x00", "\uFFFD"); service.Name != want {
				t.Errorf("Service(%q).Name = %q, want %q", name, service.Name, want)
			}
			v, err := s.Version(ctx, service.ID, 1)
			if err != nil {
				t.Fatal(err)
			}
			snaps, err := s.VersionSnapshots(ctx, v.ID)
			if err != nil || len(snaps) != 1 || snaps[0].Source.Location != "https://example.com/"+name {
				t.Errorf("snapshot of %q: %+v, %v", name, snaps, err)
				continue
			}
			if doc, err := s.Document(ctx, snaps[0].ID, name); err != nil || doc.Title != name || doc.Problems[0].Message != name {
				t.Errorf("document of %q: %+v, %v", name, doc, err)
			}
		}
	})
}

func TestRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		bad := page("https://example.com/t", "x", day)
		bad.Snapshot.SHA256 = strings.Repeat("0", 64)
		invalid := page("https://example.com/t", "x", day)
		invalid.Document.Text = "\xff"
		for name, set := range map[string]store.Set{
			"no name":       {Parts: []store.Part{page("https://example.com/t", "x", day)}},
			"long name":     {Service: strings.Repeat("長", 700), Parts: []store.Part{page("https://example.com/t", "x", day)}},
			"long location": {Service: "S", Parts: []store.Part{page("https://example.com/"+strings.Repeat("x", 2000), "x", day)}},
			"no documents":  {Service: "S"},
			"wrong SHA-256": {Service: "S", Parts: []store.Part{bad}},
			"invalid text":  {Service: "S", Parts: []store.Part{invalid}},
		} {
			if err := s.Write(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Keep(t.Context(), set)
				return err
			}); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if c, err := s.Counts(t.Context()); err != nil || c != (store.Counts{}) {
			t.Errorf("after refusals: %+v, %v, want an empty store", c, err)
		}
	})
}

// A body of 40 MB, larger than what fetch accepts.
func TestHugeBody(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		body := bytes.Repeat([]byte("<p>当社は、契約者データを利用しません。</p>\x00\xff"), 40<<20/62)
		part := page("https://example.com/t", string(body), day)
		part.Document = nil
		kept := keep(t, s, store.Set{Service: "S", Parts: []store.Part{part}})
		got, err := s.Snapshot(t.Context(), kept.Snapshots[0])
		if err != nil || !bytes.Equal(got.Body, body) {
			t.Errorf("%d bytes came back as %d, %v", len(body), len(got.Body), err)
		}
	})
}

func TestTooLarge(t *testing.T) {
	s := open(t, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		_, _, err := tx.PutAssessment(t.Context(), store.Assessment{JSON: make([]byte, store.MaxBlob+1)})
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("an assessment over the limit: error %v", err)
	}
}

func TestRollback(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		stop := errors.New("stop")
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			kept, err := tx.Keep(t.Context(), store.Set{Service: "S", Parts: []store.Part{page("https://example.com/t", "x", day)}})
			if err != nil {
				return err
			}
			if v, err := tx.Version(t.Context(), kept.Version.ServiceID, 0); err != nil || v.Number != 1 {
				t.Errorf("inside the transaction: %+v, %v", v, err)
			}
			if _, err := s.Service(t.Context(), "S"); !errors.Is(err, store.ErrNotFound) { // nor does it lock itself out
				t.Errorf("outside the transaction: error %v, want ErrNotFound", err)
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Errorf("Write = %v, want the error of its function", err)
		}
		if c, err := s.Counts(t.Context()); err != nil || c != (store.Counts{}) {
			t.Errorf("after the rollback: %+v, %v", c, err)
		}
	})
}

// Two stores on one database stand for two processes: none of their versions is lost or numbered twice.
func TestTwoWriters(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, address string) {
		stores := []*store.Store{s, open(t, address)}
		const each = 25
		var group sync.WaitGroup
		for w := range 4 {
			group.Go(func() {
				for i := range each {
					body := strings.Repeat("x", w*each+i+1)
					if err := stores[w%2].Write(context.Background(), func(tx *store.Tx) error {
						_, err := tx.Keep(context.Background(), store.Set{Service: "S", Parts: []store.Part{page("https://example.com/t", body, day)}})
						return err
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		service, err := s.Service(t.Context(), "S")
		if err != nil {
			t.Fatal(err)
		}
		versions, err := s.Versions(t.Context(), service.ID, 0, 1000)
		if err != nil || len(versions) != 4*each {
			t.Fatalf("%d versions, %v, want %d", len(versions), err, 4*each)
		}
		for i, v := range versions {
			if v.Number != 4*each-i {
				t.Errorf("version %d has the number %d", 4*each-i, v.Number)
			}
		}
	})
}

// Several programs that start on an empty database at the same time all find their tables.
func TestOpenTogether(t *testing.T) {
	for name, address := range map[string]string{"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "new", "kiyaku.db"), "postgres": cluster.NewDatabase(t, "")} {
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				s, err := store.Open(context.Background(), address)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				if _, err := s.Counts(context.Background()); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				s.Close()
			})
		}
		group.Wait()
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	open(t, "sqlite:"+newer)
	db, err := sql.Open("sqlite", newer)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO kiyaku_schema (version) VALUES (1000)"); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"":                                     "use sqlite:PATH or postgres://",
		"sqlite:":                              "use sqlite:PATH or postgres://",
		"mysql://user:secret@host/":            "use sqlite:PATH or postgres://",
		"sqlite:" + text:                       "no SQLite database",
		"sqlite:" + dir:                        "cannot be opened",
		"sqlite:" + newer:                      "update this program",
		"postgres://user:secret@127.0.0.1:1/x": "connection refused",
		"postgres://user:secret@127.0.0.1:nonsense/x":                                                 "cannot parse",
		cluster.NewDatabase(t, "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"): "createdb -E UTF8",
	} {
		s, err := store.Open(t.Context(), address)
		if err == nil {
			s.Close()
			t.Errorf("Open(%q): no error", address)
		} else if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("Open(%q): %v, want %q and no password", address, err, want)
		}
	}
}

// A path is only a path, whatever characters it has.
func TestOddPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?mode=memory&x=%41#契約.db")
	open(t, "sqlite:"+path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
