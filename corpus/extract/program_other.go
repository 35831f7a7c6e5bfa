//go:build !unix

package extract

import (
	"context"
	"os"
	"os/exec"
)

func searchPath() string { return os.Getenv("PATH") }

// limited makes the command of p. Its limit on memory is not kept here; the deadline is.
func limited(ctx context.Context, p *program) *exec.Cmd {
	return exec.CommandContext(ctx, p.name, p.args...)
}

func endGroup(*exec.Cmd) {}
