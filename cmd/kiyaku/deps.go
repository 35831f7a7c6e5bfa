package main

import (
	"io"
	"os"

	"github.com/charmbracelet/x/term"

	"kiyaku/corpus/fetch"
)

// deps is what commands take from the process, so that tests can give them something else.
type deps struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	// width tells the columns of a terminal behind w; 0 if w is none.
	width func(w io.Writer) int
	// fetch configures every download; the zero value is the safe one.
	fetch fetch.Config
}

func systemDeps() deps {
	return deps{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, width: terminalWidth}
}

func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil || width <= 0 {
		return 80
	}
	return width
}
