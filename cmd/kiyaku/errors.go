package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"kiyaku/analyzer/assess"
)

// Exit codes. Scripts rely on them; they are never renumbered.
const (
	exitDone        = 0
	exitFailed      = 1 // failed, also in part: the report is still written
	exitUsage       = 2
	exitVerdict     = 3 // verdict at or above --fail-on
	exitInterrupted = 130
)

var errInterrupted = errors.New("interrupted")

// A usageError is a command line that cannot be run as it stands.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// A partialError says that some sources were not read although a report was written.
type partialError struct {
	failed []error
	of     int // number of sources
}

func (e *partialError) Error() string {
	return fmt.Sprintf("%d of %d documents could not be read; the report is incomplete and says so", len(e.failed), e.of)
}

func (e *partialError) Unwrap() []error { return e.failed }

// A verdictError says that the verdict is one that the user asked to fail on. The report has been written.
type verdictError struct{ verdict, limit assess.Verdict }

func (e *verdictError) Error() string {
	return fmt.Sprintf("verdict %q is at or above --fail-on %q", e.verdict, e.limit)
}

// An internalError is a panic of the analysis: a bug of ours, with what a report of it needs.
type internalError struct {
	value any
	stack []byte
}

func (e *internalError) Error() string {
	return fmt.Sprintf("a bug in kiyaku stopped the analysis (%v): scan the documents one by one to find the one that sets it off, and report it with the lines below\n%s", e.value, e.stack)
}

// exitCode is the code that the type of err stands for.
func exitCode(err error) int {
	var usage *usageError
	var verdict *verdictError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &verdict):
		return exitVerdict
	default:
		return exitFailed
	}
}

// printError writes err for a person: one line for each error that is joined in it, and for a wrong command line where
// to read on.
func printError(w io.Writer, cmd *cobra.Command, err error) {
	for _, e := range flatten(err) {
		fmt.Fprintf(w, "kiyaku: %s\n", printable(e.Error()))
	}
	var usage *usageError
	if errors.As(err, &usage) && cmd != nil {
		fmt.Fprintf(w, "Run '%s --help' for usage.\n", cmd.CommandPath())
	}
}

// printable is s without the control characters and direction marks that file names and pages may hold to trick a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// flatten lists the errors that a partialError or errors.Join holds, in order, before what sums them up.
func flatten(err error) []error {
	var partial *partialError
	if errors.As(err, &partial) {
		var list []error
		for _, e := range partial.failed {
			list = append(list, flatten(e)...)
		}
		return append(list, err)
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var list []error
	for _, e := range joined.Unwrap() {
		list = append(list, flatten(e)...)
	}
	return list
}
