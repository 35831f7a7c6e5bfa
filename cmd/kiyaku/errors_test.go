package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// What strangers name their files does not reach the terminal as commands.
func TestPrintErrorIsPrintable(t *testing.T) {
	var w bytes.Buffer
	printError(&w, nil, errors.New("read \x1b[31mx\u202e.txt: gone"))
	if got, want := w.String(), "kiyaku: read \uFFFD[31mx\uFFFD.txt: gone\n"; got != want {
		t.Errorf("printError wrote %q, want %q", got, want)
	}
}

// A panic is a failure, not the wrong command line that the runtime's own exit code would say.
func TestInternalErrorExitCode(t *testing.T) {
	err := &internalError{value: "index out of range", stack: []byte("goroutine 1\n")}
	if got := exitCode(err); got != exitFailed {
		t.Errorf("exitCode(%v) = %d, want %d", err, got, exitFailed)
	}
	if !strings.Contains(err.Error(), "report it") {
		t.Errorf("%q does not say what to do", err)
	}
}
