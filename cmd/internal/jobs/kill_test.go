package jobs_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus/store"
)

// Environment of a child: the address of the store, and the run. KIYAKU_TEST_LONG makes the tests below as long as they
// are measured for the record: 200 hosts with 50 pages, ten deaths.
const (
	childEnv = "KIYAKU_TEST_CHILD"
	runEnv   = "KIYAKU_TEST_RUN"
	longEnv  = "KIYAKU_TEST_LONG"
)

// child is a worker process that ends when the run does.
func child() {
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	id, err := strconv.ParseInt(os.Getenv(runEnv), 10, 64)
	fail(err)
	st, err := store.Open(ctx, os.Getenv(childEnv))
	fail(err)
	cfg, err := config(st)
	fail(err)
	cfg.Run = id
	cfg.Problem = func(err error) { fmt.Fprintln(os.Stderr, err) }
	e, err := jobs.New(ctx, cfg)
	fail(err)
	fail(e.Start(ctx))
	fail(e.Finish(ctx, id, nil))
	fail(e.Stop())
}

// A worker is one child.
type workerProcess struct {
	cmd  *exec.Cmd
	said bytes.Buffer
	done chan error
}

func startWorker(t *testing.T, address string, run int64) *workerProcess {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	w := &workerProcess{cmd: exec.Command(self), done: make(chan error, 1)}
	w.cmd.Env = append(os.Environ(), childEnv+"="+address, runEnv+"="+strconv.FormatInt(run, 10))
	w.cmd.Stderr = &w.said
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { w.done <- w.cmd.Wait() }()
	return w
}

// Workers are killed at random moments; what they leave is done by others, and the results are those of a run that nobody
// disturbed.
func TestKilledWorkers(t *testing.T) {
	hosts, pages, deaths := 10, 5, 3
	if os.Getenv(longEnv) != "" {
		hosts, pages, deaths = 200, 50, 10
	}
	onBoth(t, func(t *testing.T, address string) {
		s := newSite(t, hosts, pages)
		st := open(t, address)
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Minute)
		defer cancel()
		cfg, err := config(st)
		if err != nil {
			t.Fatal(err)
		}
		id, _, err := jobs.Begin(ctx, st, jobs.Plan{List: "x", Kind: "bulk", Targets: s.targets(), Keep: true})
		if err != nil {
			t.Fatal(err)
		}
		size := 1
		if st.Postgres() != nil {
			size = 2
		}
		killed := runAndKill(ctx, t, st, address, id, size, deaths)
		t.Logf("%d workers were killed", killed)
		got, err := st.RunTargets(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		s.wantResults(t, got)
		s.wantPolite(t)
		counts, err := st.Counts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want := store.Counts{Services: hosts, Sources: hosts * pages, Snapshots: hosts*pages - 2*(hosts/10) - extra(hosts), Versions: hosts, Assessments: hosts}
		if counts != want {
			t.Errorf("the store holds %+v, want %+v", counts, want)
		}
		undisturbed := work(t, cfg, jobs.Plan{List: "y", Kind: "bulk", Targets: s.targets(), Keep: true})
		if diff := cmp.Diff(undisturbed, got); diff != "" {
			t.Errorf("results differ from those of an undisturbed run (-undisturbed +got):\n%s", diff)
		}
	})
}

// extra is the number of pages that cannot be had on the hosts after the last full ten.
func extra(hosts int) int {
	n := 0
	for i := hosts / 10 * 10; i < hosts; i++ {
		if i%10 == forbidding || i%10 == missing {
			n++
		}
	}
	return n
}

// runAndKill keeps so many workers at a run until it ends; so many of them die on the way.
func runAndKill(ctx context.Context, t *testing.T, st *store.Store, address string, id int64, size, deaths int) (killed int) {
	t.Helper()
	workers := make([]*workerProcess, size)
	for i := range workers {
		workers[i] = startWorker(t, address, id)
	}
	defer func() {
		for _, w := range workers {
			_ = w.cmd.Process.Kill()
		}
	}()
	for {
		pause := time.Duration(300+rand.IntN(900)) * time.Millisecond
		select {
		case err := <-workers[0].done:
			if err != nil {
				t.Fatalf("worker: %v\n%s", err, workers[0].said.String())
			}
			if u, ok := workers[0].cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
				t.Logf("the last worker had %d MB at most and took %v of CPU time", u.Maxrss>>10, workers[0].cmd.ProcessState.UserTime())
			}
			return killed
		case <-time.After(pause):
		case <-ctx.Done():
			p, err := st.Progress(context.Background(), id)
			t.Fatalf("the run does not end: %+v, %v", p, err)
		}
		if killed >= deaths {
			continue
		}
		killed++
		victim := rand.IntN(size)
		_ = workers[victim].cmd.Process.Kill()
		<-workers[victim].done
		workers[victim] = startWorker(t, address, id)
	}
}
