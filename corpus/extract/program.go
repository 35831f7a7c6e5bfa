package extract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"strings"
	"time"
)

// A program is one of the machine's own that reads what this package does not: pictures of pages, old office files.
type program struct {
	name   string
	args   []string
	dir    string // where it runs and may write
	in     io.Reader
	env    []string
	memory int64         // bytes of address space; 0 for no limit
	time   time.Duration // after which it is killed with all that it started
	output int           // bytes of standard output that are kept; more is an error
}

var errLongOutput = errors.New("it writes more than it should")

// run starts p and gives what it writes. When it returns, p and its children are dead.
func (p *program) run(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, p.time)
	defer cancel()
	cmd := limited(ctx, p)
	cmd.Dir, cmd.Stdin = p.dir, p.in
	cmd.Env = append([]string{"PATH=" + searchPath(), "LC_ALL=C.UTF-8", "HOME=" + p.dir, "TMPDIR=" + p.dir}, p.env...)
	cmd.WaitDelay = grace
	var said complaint
	out := &bounded{left: p.output, over: cancel}
	cmd.Stdout, cmd.Stderr = out, &said
	err := cmd.Run()
	endGroup(cmd)
	switch {
	case out.left < 0:
		return nil, errLongOutput
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		if line := said.line(); line != "" {
			return nil, errors.New(line)
		}
		return nil, err
	}
	return out.b.Bytes(), nil
}

// bounded keeps output up to a length and calls over when there is more.
type bounded struct {
	b    bytes.Buffer
	left int
	over func()
}

// Write implements io.Writer.
func (w *bounded) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		w.over()
		return 0, errLongOutput
	}
	return w.b.Write(p)
}

// line is the last line that a program complained with.
func (t *complaint) line() string {
	lines := strings.Split(strings.TrimSpace(t.b.String()), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// installed is the path of the first of names that the machine has; "" if none.
func installed(names ...string) string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
