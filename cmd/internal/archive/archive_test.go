package archive_test

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/archive"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

var day = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

const page = "<html><head><title>見本利用規約</title></head><body><h1>見本利用規約</h1><p>第1条 当社は、契約者データを監視することができる。</p></body></html>"

// entry is a page that was read and assessed.
func entry(t *testing.T, anl *analyzer.Analyzer, body string, answers map[string]assess.Answer) archive.Entry {
	t.Helper()
	sum := sha256.Sum256([]byte(body))
	snap := &corpus.Snapshot{
		Source: corpus.Source{Location: "https://example.com/t", Service: "見本"}, URL: "https://example.com/t", FetchedAt: day, Status: 200,
		MediaType: "text/html", Body: []byte(body), SHA256: hex.EncodeToString(sum[:]),
	}
	doc, err := extract.Document(t.Context(), snap, extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	a := anl.Assess([]*corpus.Document{doc}, analyzer.Options{Service: "見本", Tool: "kiyaku 1", Answers: answers})
	return archive.Entry{Set: store.Set{Service: "見本", At: day, Parts: []store.Part{{Snapshot: snap, Document: doc}}}, Assessment: a, Answers: answers}
}

func TestKeep(t *testing.T) {
	ctx := t.Context()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	answers := map[string]assess.Answer{"maintenance-id": {Value: "yes", Note: "one", Source: "letter", Date: day}, "encryption-keys": {Value: "provider"}}
	var kept *store.Kept
	keep := func(e archive.Entry) {
		t.Helper()
		if err := s.Write(ctx, func(tx *store.Tx) (err error) {
			kept, err = archive.Keep(ctx, tx, e)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	keep(entry(t, anl, page, answers))
	recorded, err := s.Assessment(ctx, kept.Version.Assessment)
	if err != nil {
		t.Fatal(err)
	}
	if recorded.Verdict != "entrustment" || recorded.Rank != 2 || recorded.Flags["monitor-analyze"] != 1 || recorded.Factors != (store.Factors{"met", "met", "unknown"}) {
		t.Errorf("recorded %+v", recorded)
	}
	making, err := archive.MakingOf(recorded.JSON)
	if diff := cmp.Diff(answers, making.Answers); err != nil || diff != "" || making.Service != "見本" || making.Tool != "kiyaku 1" || making.Lexicon != lex.Version {
		t.Errorf("MakingOf = %+v, %v\n%s", making, err, diff)
	}
	docs, err := archive.Documents(ctx, s.Reader, kept.Version)
	if err != nil || len(docs) != 1 || !strings.Contains(docs[0].Text, "監視") {
		t.Errorf("Documents = %v, %v", docs, err)
	}
	snaps, err := archive.Snapshots(ctx, s.Reader, kept.Version)
	if err != nil || len(snaps) != 1 || string(snaps[0].Body) != page {
		t.Errorf("Snapshots = %v, %v", snaps, err)
	}

	// A token in the page changes bytes that nobody reads: neither a version nor an assessment of bytes that are not kept.
	keep(entry(t, anl, strings.Replace(page, "<head>", `<head><meta name="token" content="1">`, 1), nil))
	if kept.Created || kept.Same || kept.Version.Assessment != recorded.ID {
		t.Errorf("the same text in other bytes: %+v %+v", kept, kept.Version)
	}
	// The same bytes with other answers are another assessment of the same version.
	keep(entry(t, anl, page, nil))
	if kept.Created || !kept.Same || kept.Version.Assessment == recorded.ID {
		t.Errorf("other answers: %+v %+v", kept, kept.Version)
	}
	if c, err := s.Counts(ctx); err != nil || c.Versions != 1 || c.Snapshots != 1 || c.Assessments != 2 {
		t.Errorf("Counts = %+v, %v", c, err)
	}
}

// An answer is recorded once, however often it is given, and again when it changes.
func TestRecord(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var id int64
	for _, value := range []string{"yes", "yes", "no"} {
		if err := s.Write(ctx, func(tx *store.Tx) error {
			service, err := tx.PutService(ctx, "S", day)
			if err != nil {
				return err
			}
			id = service.ID
			return archive.Record(ctx, tx, id, map[string]assess.Answer{"maintenance-id": {Value: value, Date: day}}, day)
		}); err != nil {
			t.Fatal(err)
		}
	}
	log, err := s.AnswerLog(ctx, id)
	if err != nil || len(log) != 2 || log[0].Value != "yes" || log[1].Value != "no" || log[1].Date != "2026-11-01" {
		t.Errorf("AnswerLog = %+v, %v", log, err)
	}
}
