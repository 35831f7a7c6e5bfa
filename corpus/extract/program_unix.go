//go:build unix

package extract

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

func searchPath() string { return os.Getenv("PATH") }

// limited makes the command of p in a process group of its own, with its limit on memory where the shell can set one.
func limited(ctx context.Context, p *program) *exec.Cmd {
	args := append([]string{"-c", `ulimit -c 0; [ "$0" = 0 ] || ulimit -v "$0" 2>/dev/null; exec "$@"`,
		strconv.FormatInt(p.memory>>10, 10), p.name}, p.args...)
	cmd := exec.CommandContext(ctx, "/bin/sh", args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd
}

// endGroup kills what cmd may have left behind.
func endGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // mostly there is nobody left
	}
}
