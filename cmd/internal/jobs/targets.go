package jobs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fetch"
)

// A List is a list of targets as a user names it.
type List struct {
	corpus.Targets
	Name  string // tells it from other lists, see Plan.List
	Files bool   // it is a folder of documents, each a target
}

// ReadList reads the list at path: a .csv, .yaml or .yml file, a folder of Open Terms Archive declarations, or a folder of
// documents. The error joins all that is wrong with it, each with its place.
func ReadList(path string) (*List, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no such file or folder", path)
	}
	if err != nil {
		return nil, err
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	l := &List{Name: full}
	if info.IsDir() {
		err = l.readFolder(path)
	} else {
		err = l.readFile(path)
	}
	if err != nil {
		return nil, err
	}
	return l, l.check()
}

func (l *List) readFile(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var t *corpus.Targets
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv":
		t, err = corpus.ReadCSV(bytes.NewReader(data), path)
	case ".yaml", ".yml":
		t, err = corpus.ReadYAML(bytes.NewReader(data), path)
	default:
		return fmt.Errorf("%s: a list of targets is a .csv or .yaml file, or a folder; to assess this one document, use 'kiyaku scan'", path)
	}
	if err != nil {
		return err
	}
	l.Targets = *t
	return l.expand()
}

// expand makes a target whose path is a folder one of all documents in it.
func (l *List) expand() error {
	var errs []error
	for i := range l.List {
		t := &l.List[i]
		src := t.Sources[0]
		if fetch.IsURL(src.Location) {
			continue
		}
		if info, err := os.Stat(src.Location); err != nil || !info.IsDir() {
			continue // a file that is not there is a result, not the end of the run
		}
		files, err := fetch.Expand(src.Location)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", t.Place, err))
			continue
		}
		t.Folder, t.Sources = src.Location, nil
		for _, f := range files {
			one := src
			one.Location = f.Location
			t.Sources = append(t.Sources, one)
		}
	}
	return errors.Join(errs...)
}

func (l *List) readFolder(path string) error {
	fsys := os.DirFS(path)
	if dir, ok := corpus.IsArchive(fsys); ok {
		declarations, err := corpus.ReadDeclarations(os.DirFS(filepath.Join(path, filepath.FromSlash(dir))))
		if err != nil {
			return err
		}
		l.Targets = *corpus.DeclaredTargets(declarations)
		return nil
	}
	files, err := fetch.Folder(path)
	if err != nil {
		return err
	}
	l.Files = true
	for _, f := range files {
		name, err := filepath.Rel(path, f.Location)
		if err != nil {
			name = f.Location
		}
		name = filepath.ToSlash(strings.TrimSuffix(name, filepath.Ext(name)))
		l.List = append(l.List, corpus.Target{Service: name, Sources: []corpus.Source{{Location: f.Location, Service: name}}})
	}
	return nil
}

// check looks at the selectors, which only extraction understands.
func (l *List) check() error {
	var errs []error
	for i := range l.List {
		for _, src := range l.List[i].Sources {
			if err := extract.CheckSelection(src.Selection); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", l.List[i].Place, err))
			}
		}
	}
	return errors.Join(errs...)
}

// Limit keeps the first n targets; a list that is cut is another list.
func (l *List) Limit(n int) {
	if n > 0 && n < len(l.List) {
		l.List = l.List[:n]
		l.Name = fmt.Sprintf("%s (%d)", l.Name, n)
	}
}

// Key is Name as the store keeps it: paths may be longer than what a database can look up.
func (l *List) Key(kind string) string {
	sum := sha256.Sum256([]byte(l.Name))
	return kind + " " + hex.EncodeToString(sum[:])
}
