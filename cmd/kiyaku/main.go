// Command kiyaku reads a cloud vendor's terms and says which provisions decide whether personal data may be put there.
//
// This package is wiring: it builds the commands, connects the packages of the pipeline, and owns everything that
// depends on the terminal (colour, width, language of messages) and on the process (signals, exit codes). What
// provisions mean is decided in package analyzer, how reports look in cmd/internal/report.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	_ "kiyaku/cmd/internal/pace" // for its effect on memory
)

func main() {
	os.Exit(mainWith(systemDeps(), os.Args[1:]))
}

// mainWith runs one command line until it ends or is interrupted, and gives the exit code.
func mainWith(d deps, args []string) int {
	if len(args) == 1 && args[0] == readPDFName {
		return readPDF(d)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once, should the first find it in a place that does not look at ctx.
	context.AfterFunc(ctx, stop)
	return run(ctx, d, args)
}

// run executes args and reports an error, if any, on d.stderr.
func run(ctx context.Context, d deps, args []string) int {
	root := newRootCmd(d)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil {
		err = errInterrupted
	}
	printError(d.stderr, cmd, err)
	return exitCode(err)
}
