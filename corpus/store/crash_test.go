package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"kiyaku/corpus/store"
)

// writerEnv names the store that a child process writes to until it is killed.
const writerEnv = "KIYAKU_TEST_WRITER"

// writeForever keeps one version after the other, with its assessment, and says the number of each once it is kept.
func writeForever(address string) {
	ctx := context.Background()
	s, err := store.Open(ctx, address)
	if err != nil {
		fmt.Println("open:", err)
		os.Exit(1)
	}
	for {
		var kept *store.Kept
		err := s.Write(ctx, func(tx *store.Tx) (err error) {
			service, err := tx.PutService(ctx, "S", day)
			if err != nil {
				return err
			}
			body := strings.Repeat("版 ", 2000) + strconv.Itoa(service.Versions+1)
			if kept, err = tx.Keep(ctx, store.Set{Service: "S", Parts: []store.Part{page("https://example.com/t", body, day)}}); err != nil {
				return err
			}
			_, _, err = tx.PutAssessment(ctx, assessment(kept.Version, "lex", "exception", 0, map[string]int{"removal": kept.Version.Number}))
			return err
		})
		if err != nil {
			fmt.Println("write:", err)
			os.Exit(1)
		}
		fmt.Println(kept.Version.Number)
	}
}

// A writer that is killed at any moment leaves a store that can be read and written, holds all that it said it kept, and
// nothing by half.
func TestKilledWriter(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, address string) {
		ctx := t.Context()
		confirmed := 0
		for range 6 {
			confirmed = killWriter(t, address, confirmed+1+rand.IntN(8))
			service, err := s.Service(ctx, "S")
			if err != nil {
				t.Fatal(err)
			}
			if service.Versions < confirmed || service.Versions > confirmed+1 {
				t.Errorf("%d versions are kept, the writer had said %d", service.Versions, confirmed)
			}
			confirmed = service.Versions
		}
		for n := 1; n <= confirmed; n++ {
			service, err := s.Service(ctx, "S")
			if err != nil {
				t.Fatal(err)
			}
			v, err := s.Version(ctx, service.ID, n)
			if err != nil || v.Assessment == 0 {
				t.Fatalf("version %d: %+v, %v, want it with its assessment", n, v, err)
			}
			a, err := s.Assessment(ctx, v.Assessment)
			if err != nil || a.Flags["removal"] != n {
				t.Errorf("assessment of version %d: %+v, %v", n, a, err)
			}
			snaps, err := s.VersionSnapshots(ctx, v.ID)
			if err != nil || len(snaps) != 1 {
				t.Fatalf("snapshots of version %d: %v, %v", n, snaps, err)
			}
			snap, err := s.Snapshot(ctx, snaps[0].ID)
			if err != nil || !strings.HasSuffix(string(snap.Body), " "+strconv.Itoa(n)) {
				t.Errorf("body of version %d: %v", n, err)
			}
		}
	})
}

// killWriter starts a writer and kills it once it has said the number until; it gives the last number that was said.
func killWriter(t *testing.T, address string, until int) (last int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), writerEnv+"="+address)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatalf("the writer says %q", lines.Text())
		}
		if last = n; last == until {
			_ = child.Process.Kill()
		}
	}
	_ = child.Wait() // killed
	return last
}
