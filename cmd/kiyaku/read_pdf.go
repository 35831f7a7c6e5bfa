package main

import (
	"context"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"kiyaku/corpus/extract"
)

// readPDFName is the command that reads one PDF for its parent process.
const readPDFName = "read-pdf"

// newReadPDFCmd is for the program itself: a PDF is read in a process of its own, since it may bring its reader down.
func newReadPDFCmd(d deps) *cobra.Command {
	return &cobra.Command{
		Use:    readPDFName,
		Short:  "Read one PDF for the parent process",
		Hidden: true,
		Args:   arguments(cobra.NoArgs),
		RunE:   func(*cobra.Command, []string) error { return extract.ReadChild(d.stdin, d.stdout) },
	}
}

// readPDFProcess makes a process of this program that reads one PDF. It inherits no environment.
func readPDFProcess(ctx context.Context) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	cmd := exec.CommandContext(ctx, self, readPDFName)
	cmd.Args[0] = os.Args[0]
	cmd.Env = []string{"GOTRACEBACK=none"}
	return cmd
}
