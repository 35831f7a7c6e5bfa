package versions

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// maxOutput bounds what one run of git may print, besides texts.
const maxOutput = 64 << 20

// settings outrank those of the repository: of what it may name, git runs nothing and reaches nothing.
var settings = []string{
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.sshCommand=false", "-c", "credential.helper=",
	"-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "gpg.program=false", "-c", "log.mailmap=false", "-c", "diff.external=",
}

// environment is all that git sees of ours: where programs are, and that it is to ask nobody, write nothing, fetch nothing
// and read no configuration of the user or the system. So it also refuses repositories that another user owns, whatever
// the user's own configuration says of them.
func environment() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=false",
		"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_CEILING_DIRECTORIES=/", "GIT_ALLOW_PROTOCOL=",
	}
}

// command prepares a run of git in the repository.
func (r *Repository) command(ctx context.Context, args ...string) *exec.Cmd {
	all := append([]string{"--no-pager", "--no-optional-locks", "-C", r.dir}, settings...)
	cmd := exec.CommandContext(ctx, "git", append(all, args...)...)
	cmd.Env = environment()
	return cmd
}

// git gives what a run of git prints. The error is an *Error, or that of ctx.
func (r *Repository) git(ctx context.Context, stdin io.Reader, args ...string) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, r.limits.Time)
	defer cancel()
	cmd := r.command(limited, args...)
	cmd.Stdin = stdin
	out, problem := &bounded{limit: maxOutput}, &bounded{limit: 4096}
	cmd.Stdout, cmd.Stderr = out, problem
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, &Error{Dir: r.dir, Reason: fmt.Sprintf("git took longer than %v", r.limits.Time)}
	case out.full:
		return nil, &Error{Dir: r.dir, Reason: fmt.Sprintf("git printed more than %d bytes", maxOutput)}
	case errors.Is(err, exec.ErrNotFound):
		return nil, &Error{Dir: r.dir, Reason: "reading it needs the program git (apt-get install git)"}
	case err != nil:
		return nil, r.failed(problem.String())
	}
	return out.Bytes(), nil
}

// failed is the error for what git said.
func (r *Repository) failed(said string) *Error {
	first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	first = strings.TrimPrefix(strings.TrimPrefix(first, "fatal: "), "error: ")
	e := &Error{Dir: r.dir, Reason: "git cannot read it", Err: errors.New(first)}
	switch {
	case strings.Contains(said, "dubious ownership"):
		e.Reason, e.Err = "another user owns it: make a clone of your own", nil
	case strings.Contains(said, "not a git repository"):
		e.Reason, e.Err = "it is no git repository: clone one, such as https://github.com/OpenTermsArchive/contrib-versions", nil
	}
	return e
}

// check refuses folders that are no repository of their own, or an empty one.
func (r *Repository) check(ctx context.Context) error {
	if info, err := os.Stat(r.dir); err != nil || !info.IsDir() {
		return &Error{Dir: r.dir, Reason: "there is no such folder"}
	}
	abs, err := filepath.Abs(r.dir)
	if err != nil {
		return &Error{Dir: r.dir, Reason: "its place is not known", Err: err}
	}
	r.dir = abs
	out, err := r.git(ctx, nil, "rev-parse", "--is-bare-repository", "--show-prefix")
	if err != nil {
		return err
	}
	bare, prefix, _ := strings.Cut(strings.TrimSuffix(string(out), "\n"), "\n")
	if bare != "true" && strings.TrimSpace(prefix) != "" {
		return &Error{Dir: r.dir, Reason: "it is a folder inside a git repository: name the top of that"}
	}
	if _, err := r.git(ctx, nil, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err != nil {
		if ctx.Err() != nil {
			return err
		}
		return &Error{Dir: r.dir, Reason: "it has no commits"}
	}
	return nil
}

// batch fills in the hashes of the texts of list, or with --batch the texts too, by one run of git cat-file.
func (r *Repository) batch(ctx context.Context, mode string, list []Version, file string) error {
	limited, cancel := context.WithTimeout(ctx, r.limits.Time)
	defer cancel()
	cmd := r.command(limited, "cat-file", mode)
	var ask bytes.Buffer
	for _, v := range list {
		fmt.Fprintf(&ask, "%s:%s\n", v.Commit, file)
	}
	cmd.Stdin = &ask
	problem := &bounded{limit: 4096}
	cmd.Stderr = problem
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return &Error{Dir: r.dir, Reason: "git cannot be started", Err: err}
	}
	in := bufio.NewReader(pipe)
	var failed error
	for i := range list {
		if failed = r.answer(in, &list[i], file, mode == "--batch"); failed != nil {
			cancel()
			break
		}
	}
	_, _ = io.Copy(io.Discard, in)
	ended := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case failed != nil && limited.Err() == context.DeadlineExceeded:
		return &Error{Dir: r.dir, Reason: fmt.Sprintf("git took longer than %v", r.limits.Time)}
	case failed != nil:
		return failed
	case ended != nil:
		return r.failed(problem.String())
	}
	return nil
}

// answer reads one answer of git cat-file: "HASH blob SIZE", then the text and a line break where that was asked for, or
// "NAME missing".
func (r *Repository) answer(in *bufio.Reader, v *Version, file string, text bool) error {
	head, err := in.ReadString('\n')
	if err != nil {
		return &Error{Dir: r.dir, Reason: "git ended before the texts did", Err: err}
	}
	head = strings.TrimSuffix(head, "\n")
	if strings.HasSuffix(head, " missing") {
		v.Gone = true
		return nil
	}
	part := strings.Fields(head)
	if len(part) != 3 || part[1] != "blob" {
		return &Error{Dir: r.dir, Reason: fmt.Sprintf("%s is no file in %s", file, v.Commit)}
	}
	size, err := strconv.ParseInt(part[2], 10, 64)
	if err != nil || size < 0 {
		return &Error{Dir: r.dir, Reason: fmt.Sprintf("git says %q", head)}
	}
	if v.Blob = part[0]; !text {
		return nil
	}
	if size > r.limits.Bytes {
		return &Error{Dir: r.dir, Reason: fmt.Sprintf("%s has %d bytes in %s, more than %d", file, size, v.Commit, r.limits.Bytes)}
	}
	v.Text = make([]byte, size)
	if _, err := io.ReadFull(in, v.Text); err != nil {
		return &Error{Dir: r.dir, Reason: "git ended in the middle of a text", Err: err}
	}
	if _, err := in.Discard(1); err != nil {
		return &Error{Dir: r.dir, Reason: "git ended in the middle of a text", Err: err}
	}
	return nil
}

// bounded keeps the first bytes that are written to it.
type bounded struct {
	bytes.Buffer
	limit int
	full  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if room := b.limit - b.Len(); len(p) > room {
		b.full = true
		b.Buffer.Write(p[:max(0, room)])
		return len(p), nil
	}
	return b.Buffer.Write(p)
}
