package versions

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// testRepository is an archive that the test makes.
type testRepository struct {
	t   *testing.T
	dir string
	n   int
}

func newRepository(t *testing.T) *testRepository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatalf("this test needs git: apt-get install git (%v)", err)
	}
	r := &testRepository{t: t, dir: t.TempDir()}
	r.git(nil, "init", "-q", "-b", "main")
	return r
}

func (r *testRepository) git(env []string, args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=Archive", "-c", "user.email=archive@example.org", "-c", "commit.gpgSign=false"}, args...)...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull}, env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit records text as file, which is deleted if it is "", on the day: the committer's date is years later.
func (r *testRepository) commit(file, text, day, message string) {
	r.t.Helper()
	name := filepath.Join(r.dir, file)
	if text == "" {
		r.git(nil, "rm", "-q", file)
	} else {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			r.t.Fatal(err)
		}
		r.git(nil, "add", "--all")
	}
	r.n++
	r.git([]string{"GIT_AUTHOR_DATE=" + day + "T09:00:00+09:00", fmt.Sprintf("GIT_COMMITTER_DATE=2030-01-01T00:%02d:00Z", r.n)}, "commit", "-q", "-m", message, "-m", "This version was recorded after filtering a snapshot.")
}

const file = "Midori Cloud/Terms of Service.md"

func sampleRepository(t *testing.T) *testRepository {
	r := newRepository(t)
	r.commit(file, "one", "2024-01-10", "First record of Midori Cloud Terms of Service")
	r.commit("Midori Cloud/Privacy Policy.md", "p", "2024-01-11", "Start tracking Midori Cloud Privacy Policy")
	r.commit(file, "two\n", "2024-03-01", "Record new changes of Midori Cloud Terms of Service")
	r.commit(file, "two, filtered", "2024-04-01", "Apply technical or declaration upgrade on Midori Cloud Terms of Service")
	r.commit("[a] *b/Terms.md", "odd", "2024-04-02", "Refilter [a] *b Terms")
	r.commit(file, "", "2024-05-01", "Remove by hand")
	r.commit(file, "日本語 \x00\nthree", "2024-06-01", "Update Midori Cloud Terms of Service")
	return r
}

func TestVersions(t *testing.T) {
	dir := sampleRepository(t).dir
	r, err := Open(t.Context(), dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, service, kind string
		since               time.Time
		want                []string
	}{
		{"all", "Midori Cloud", "Terms of Service", time.Time{}, []string{"2024-01-10 first one", "2024-03-01 changes two\n", "2024-04-01 upgrade two, filtered",
			"2024-05-01 other (gone)", "2024-06-01 changes 日本語 \x00\nthree"}},
		{"since between", "Midori Cloud", "Terms of Service", time.Date(2024, 3, 15, 0, 0, 0, 0, time.UTC), []string{"2024-01-10 first (not read)", "2024-03-01 changes two\n",
			"2024-04-01 upgrade two, filtered", "2024-05-01 other (gone)", "2024-06-01 changes 日本語 \x00\nthree"}},
		{"since later than all", "Midori Cloud", "Terms of Service", time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), []string{"2024-01-10 first (not read)",
			"2024-03-01 changes (not read)", "2024-04-01 upgrade (not read)", "2024-05-01 other (gone)", "2024-06-01 changes 日本語 \x00\nthree"}},
		{"earlier words", "Midori Cloud", "Privacy Policy", time.Time{}, []string{"2024-01-11 first p"}},
		{"patterns are names", "[a] *b", "Terms", time.Time{}, []string{"2024-04-02 upgrade odd"}},
	} {
		list, err := r.Versions(t.Context(), c.service, c.kind, c.since)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, v := range list {
			text := string(v.Text)
			switch {
			case v.Gone:
				text = "(gone)"
			case v.Text == nil:
				text = "(not read)"
			}
			if (v.Blob == "") != v.Gone {
				t.Errorf("%s: version of %v has blob %q", c.name, v.At, v.Blob)
			}
			got = append(got, v.At.Format(time.DateOnly)+" "+string(v.Cause)+" "+text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestErrors(t *testing.T) {
	repo := sampleRepository(t)
	ctx := t.Context()
	r, err := Open(ctx, repo.dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	small, err := Open(ctx, repo.dir, Limits{Versions: 2, Bytes: 5})
	if err != nil {
		t.Fatal(err)
	}
	versions := func(r *Repository, service, kind string) error {
		_, err := r.Versions(ctx, service, kind, time.Time{})
		return err
	}
	open := func(dir string) error {
		_, err := Open(ctx, dir, Limits{})
		return err
	}
	empty := newRepository(t)
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"service", versions(r, "Midori", "Terms of Service"), `no service "Midori"; there are: Midori Cloud`},
		{"type", versions(r, "Midori Cloud", "Terms"), `no type "Terms"; there are: Terms of Service`},
		{"type unlike any", versions(r, "Midori Cloud", "Imprint"), "there are: Privacy Policy, Terms of Service"},
		{"upwards", versions(r, "..", "Terms"), "no name of a service"},
		{"path", versions(r, "Midori Cloud", "a/b"), "no name of a type"},
		{"line break", versions(r, "Midori Cloud", "a\nb"), "no name of a type"},
		{"too many", versions(small, "Midori Cloud", "Terms of Service"), "name a later day"},
		{"too long", func() error {
			_, err := small.Versions(ctx, "Midori Cloud", "Terms of Service", time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC))
			return err
		}(), "more than 5"},
		{"no folder", open(filepath.Join(repo.dir, "none")), "no such folder"},
		{"no repository", open(t.TempDir()), "no git repository"},
		{"folder inside", open(filepath.Join(repo.dir, "Midori Cloud")), "name the top"},
		{"no commits", open(empty.dir), "no commits"},
	} {
		var e *Error
		if !errors.As(c.err, &e) || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: %v, want an *Error with %q", c.name, c.err, c.want)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := r.Versions(stopped, "Midori Cloud", "Terms of Service", time.Time{}); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
}

// sign puts a signature on the last commit, which git would check by running gpg.program.
func (r *testRepository) sign() {
	r.t.Helper()
	raw := r.output("cat-file", "commit", "HEAD")
	signed := strings.Replace(raw, "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n", 1)
	name := filepath.Join(r.t.TempDir(), "commit")
	if err := os.WriteFile(name, []byte(signed), 0o644); err != nil {
		r.t.Fatal(err)
	}
	r.git(nil, "update-ref", "HEAD", strings.TrimSpace(r.output("hash-object", "-t", "commit", "-w", name)))
}

func (r *testRepository) output(args ...string) string {
	r.t.Helper()
	out, err := exec.Command("git", append([]string{"-C", r.dir}, args...)...).Output()
	if err != nil {
		r.t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

// TestRunsNothing: what the configuration of a repository names is not run.
func TestRunsNothing(t *testing.T) {
	repo := sampleRepository(t)
	mark := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch '"+mark+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "gpg.program", "diff.external", "pager.log", "diff.x.textconv", "credential.helper"} {
		repo.git(nil, "config", key, script)
	}
	repo.git(nil, "config", "log.showSignature", "true")
	repo.git(nil, "config", "alias.log", "!"+script)
	repo.git(nil, "config", "extensions.partialClone", "origin")
	repo.git(nil, "config", "remote.origin.url", "ext::"+script)
	repo.git(nil, "config", "remote.origin.promisor", "true")
	if err := os.WriteFile(filepath.Join(repo.dir, ".gitattributes"), []byte("* diff=x filter=x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	repo.sign()
	plain := exec.Command("git", "-C", repo.dir, "--no-pager", "-c", "alias.log=", "log", "-1")
	plain.Env = []string{"PATH=" + os.Getenv("PATH"), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull}
	_ = plain.Run() // whatever it says of the signature
	if err := os.Remove(mark); err != nil {
		t.Fatalf("git without our settings runs nothing, so that this test shows nothing: %v", err)
	}
	r, err := Open(t.Context(), repo.dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.Versions(t.Context(), "Midori Cloud", "Terms of Service", time.Time{})
	if err != nil || len(list) != 5 || !bytes.Equal(list[0].Text, []byte("one")) {
		t.Errorf("%d versions, error %v; want 5", len(list), err)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("the repository made git run a program")
	}
}
