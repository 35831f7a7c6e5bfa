package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/corpus"
	"kiyaku/corpus/store"
	"kiyaku/corpus/store/storetest"
)

// cluster is the PostgreSQL server of this test run.
var cluster *storetest.Cluster

// TestMain runs the tests beside one server; as a child of TestKilledWriter it writes instead.
func TestMain(m *testing.M) {
	if address := os.Getenv(writerEnv); address != "" {
		writeForever(address)
		return
	}
	cluster = storetest.Start()
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

// onBoth runs a test of what the store promises on both databases.
func onBoth(t *testing.T, test func(t *testing.T, s *store.Store, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		address := "sqlite:" + filepath.Join(t.TempDir(), "kiyaku.db")
		test(t, open(t, address), address)
	})
	t.Run("postgres", func(t *testing.T) {
		address := cluster.NewDatabase(t, "")
		test(t, open(t, address), address)
	})
}

func open(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// write runs f in a transaction that must succeed.
func write(t testing.TB, s *store.Store, f func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), func(tx *store.Tx) error { return f(context.Background(), tx) }); err != nil {
		t.Fatal(err)
	}
}

var day = time.Date(2026, 11, 1, 9, 0, 0, 123e6, time.UTC)

// page is a snapshot of a web page at a time, with the document that extraction makes of it.
func page(location, body string, at time.Time) store.Part {
	sum := sha256.Sum256([]byte(body))
	snap := &corpus.Snapshot{
		Source: corpus.Source{Location: location, Service: "Example", Kind: corpus.Terms, Lang: corpus.Japanese}, URL: location + "?final", FetchedAt: at,
		Status: 200, Header: http.Header{"Etag": {`"x"`}, "X-Latin": {"caf\xe9\x00"}}, MediaType: "text/html", Charset: "utf-8", Body: []byte(body), SHA256: hex.EncodeToString(sum[:]),
	}
	text := strings.ToValidUTF8(body, "?")
	doc := &corpus.Document{
		Source: snap.Source, URL: snap.URL, Kind: corpus.Terms, Lang: corpus.Japanese, Title: "利用規約", Text: text, SHA256: snap.SHA256, Bytes: len(body),
		FetchedAt: at, Extractor: "html/1", Blocks: []corpus.Block{{Kind: corpus.Paragraph, Span: corpus.Span{End: len(text)}, Path: "/html/body/p"}},
		Problems: []corpus.Problem{{Code: "left-out", Message: "x"}},
	}
	return store.Part{Snapshot: snap, Document: doc}
}

func keep(t testing.TB, s *store.Store, set store.Set) *store.Kept {
	t.Helper()
	var kept *store.Kept
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		kept, err = tx.Keep(ctx, set)
		return err
	})
	return kept
}

func TestKeep(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, address string) {
		ctx := t.Context()
		a, b := page("https://example.com/terms", "<p>当社は利用しません。\x00\xff</p>", day), page("https://example.com/privacy", "<p>方針</p>", day.Add(time.Second))
		kept := keep(t, s, store.Set{Service: "Example", At: day, Parts: []store.Part{a, b}})
		if !kept.Created || kept.Version.Number != 1 || !kept.Version.At.Equal(day.Add(time.Second)) || len(kept.Snapshots) != 2 {
			t.Fatalf("Keep = %+v %+v, want version 1 with two snapshots", kept, kept.Version)
		}
		got, err := s.Snapshot(ctx, kept.Snapshots[0])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a.Snapshot, got.Snapshot); diff != "" {
			t.Errorf("the snapshot came back changed (-want +got):\n%s", diff)
		}
		if got.Identity != store.Identity(a.Snapshot) || !got.SeenAt.Equal(day) {
			t.Errorf("snapshot: identity %s, seen %v", got.Identity, got.SeenAt)
		}
		doc, err := s.Document(ctx, kept.Snapshots[0], "")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a.Document, doc); diff != "" {
			t.Errorf("the document came back changed (-want +got):\n%s", diff)
		}
		if _, err := s.Document(ctx, kept.Snapshots[0], "html/0"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("document of an extractor that never read it: error %v, want ErrNotFound", err)
		}
		sources, err := s.Sources(ctx, kept.Service.ID)
		if err != nil || len(sources) != 2 || sources[0].Corpus() != a.Snapshot.Source || sources[1].Position != 1 {
			t.Errorf("Sources = %+v, %v", sources, err)
		}

		// The same again, after a restart: nothing new, but seen.
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open(t, address)
		a.Snapshot.FetchedAt = day.Add(24 * time.Hour)
		again := keep(t, s, store.Set{Service: "Example", At: day, Parts: []store.Part{a, b}})
		if again.Created || again.Version.ID != kept.Version.ID || !reflect.DeepEqual(again.Snapshots, kept.Snapshots) {
			t.Errorf("Keep of the same = %+v, want version 1 again", again)
		}
		if got, err = s.Snapshot(ctx, kept.Snapshots[0]); err != nil || !got.FetchedAt.Equal(day) || !got.SeenAt.Equal(day.Add(24*time.Hour)) {
			t.Errorf("snapshot: fetched %v, seen %v, %v: want the first and the last time", got.FetchedAt, got.SeenAt, err)
		}
	})
}

func TestVersions(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, _ string) {
		ctx := t.Context()
		var kept *store.Kept
		for i, body := range []string{"one", "two", "two ", "one", "three"} {
			kept = keep(t, s, store.Set{Service: "Example", Parts: []store.Part{page("https://example.com/t", body, day.AddDate(0, 0, i))}})
			if kept.Same != (i != 2) {
				t.Errorf("step %d: same = %v", i, kept.Same)
			}
			if created := i != 2; kept.Created != created {
				t.Errorf("step %d: created = %v, want %v: white space is no new version", i, kept.Created, created)
			}
		}
		versions, err := s.Versions(ctx, kept.Service.ID, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range versions {
			got = append(got, v.At.Format("01-02")+" "+strings.Repeat("*", v.Number)+strings.Repeat("<", v.ReturnOf))
		}
		if diff := cmp.Diff([]string{"11-05 ****", "11-04 ***<", "11-02 **", "11-01 *"}, got); diff != "" {
			t.Errorf("versions (-want +got):\n%s", diff)
		}
		if page, err := s.Versions(ctx, kept.Service.ID, 3, 1); err != nil || len(page) != 1 || page[0].Number != 2 {
			t.Errorf("Versions before 3 = %+v, %v, want version 2", page, err)
		}
		if v, err := s.VersionAt(ctx, kept.Service.ID, day.AddDate(0, 0, 2)); err != nil || v.Number != 2 {
			t.Errorf("VersionAt = %+v, %v, want version 2", v, err)
		}
		if _, err := s.VersionAt(ctx, kept.Service.ID, day.AddDate(0, 0, -1)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("VersionAt before the first: error %v, want ErrNotFound", err)
		}
		if v, err := s.VersionByText(ctx, kept.Service.ID, versions[3].TextSHA256); err != nil || v.Number != 3 {
			t.Errorf("VersionByText = %+v, %v, want the newest with that text", v, err)
		}
		if _, err := s.Version(ctx, kept.Service.ID, 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Version(99): error %v, want ErrNotFound", err)
		}
		if _, err := s.Service(ctx, "example"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Service(%q): error %v, want ErrNotFound", "example", err)
		}
	})
}
