package main

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"

	"kiyaku/cmd/internal/pace"
	"kiyaku/corpus/extract"
)

// readPDFName is the one argument of the program as the process that reads one PDF for its parent: a PDF may bring its
// reader down. It is no command of the tree, which takes longer to build than a short PDF to read.
const readPDFName = "read-pdf"

// readPDF reads the PDF of the request on standard input. A signal goes to all processes of a terminal or service: it is
// for the parent, whose end ends this one.
func readPDF(d deps) int {
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	if err := extract.ReadChild(d.stdin, d.stdout); err != nil {
		printError(d.stderr, nil, err)
		return exitFailed
	}
	return exitDone
}

// readPDFProcess makes a process of this program that reads one PDF. It inherits no environment.
func readPDFProcess(ctx context.Context) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	cmd := exec.CommandContext(ctx, self, readPDFName)
	cmd.Args[0] = os.Args[0]
	cmd.Env = []string{"GOTRACEBACK=none", "GOGC=" + strconv.Itoa(pace.Growth)} // from its first moment on
	return cmd
}
