package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kiyaku/corpus/store"
)

// TestKeptChange keeps two versions of a service and the first one again: what changed is recorded once, and a return to an
// earlier text is none.
func TestKeptChange(t *testing.T) {
	dir := t.TempDir()
	address := "sqlite:" + filepath.Join(dir, "kiyaku.db")
	page := filepath.Join(dir, "terms.txt")
	const head = "利用規約\n\n第1条（データ）\n当社は、契約者データを適切に管理します。\n"
	for _, text := range []string{head, head + "当社は、契約者データを監視することができます。\n", head} {
		if err := os.WriteFile(page, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d, _, stderr := testDeps()
		if code := run(t.Context(), d, []string{"scan", page, "--service", "見本", "--keep", "--db", address}); code != exitDone {
			t.Fatalf("exit code %d\n%s", code, stderr)
		}
	}
	st, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s, err := st.Service(t.Context(), "見本")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := st.Changes(t.Context(), s.ID, time.Time{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) != 1 || changes[0].OldVersion != 1 || changes[0].NewVersion != 2 || !changes[0].Substantive || !slices.Contains(changes[0].Flags, "monitor-analyze") {
		t.Fatalf("recorded changes: %+v", changes)
	}
}
