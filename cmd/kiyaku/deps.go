package main

import (
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/charmbracelet/x/term"

	"kiyaku/analyzer"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
	"kiyaku/lexicon"
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
	// extract configures every reading of a document.
	extract extract.Config
	// lexiconDirs are the folders of --lexicon.
	lexiconDirs *[]string
	// db is the address of --db.
	db *string
	// clock tells the time; nil: time.Now.
	clock func() time.Time
}

// now is the time, for the record of what was done when.
func (d deps) now() time.Time {
	if d.clock != nil {
		return d.clock()
	}
	return time.Now()
}

// compiled loads the lexicon as [deps.lexicon] does, but without examples and word lists where there are no folders of
// --lexicon.
func (d deps) compiled() (*lexicon.Lexicon, error) {
	if d.lexiconDirs != nil && len(*d.lexiconDirs) > 0 {
		return d.lexicon()
	}
	return lexicon.Compiled()
}

// analyzer gives the lexicon with the folders of --lexicon and an analyzer for it.
func (d deps) analyzer() (*lexicon.Lexicon, *analyzer.Analyzer, error) {
	lex, err := d.compiled()
	if err != nil {
		return nil, nil, err
	}
	anl, err := analyzer.New(lex)
	return lex, anl, err
}

// lexicon loads the built-in lexicon with the folders of --lexicon.
func (d deps) lexicon() (*lexicon.Lexicon, error) {
	var overlays []lexicon.Overlay
	if d.lexiconDirs != nil {
		for _, dir := range *d.lexiconDirs {
			fsys := os.DirFS(dir)
			files, err := fs.Glob(fsys, "[a-z][a-z]/*.toml")
			if err != nil || len(files) == 0 {
				return nil, usagef("--lexicon %s: no rules there: it must hold files such as ja/own.toml", dir)
			}
			overlays = append(overlays, lexicon.Overlay{Name: dir, FS: fsys})
		}
	}
	return lexicon.Builtin(overlays...)
}

func systemDeps() deps {
	return deps{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, width: terminalWidth,
		extract: extract.Config{Child: readPDFProcess, Office: &extract.Office{}},
	}
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
