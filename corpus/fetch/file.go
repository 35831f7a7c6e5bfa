package fetch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"kiyaku/corpus"
)

// maxExpand is the number of documents that one directory may hold. One service has a few; thousands are a mistake, such
// as a home directory.
const maxExpand = 500

// Read reads the file that src.Location names, or stdin if it is "-".
//
// At most maxBytes bytes are accepted; 0 stands for [DefaultMaxBytes]. The snapshot has the path as its URL and no time,
// so that the same file gives the same snapshot. The error is always an [*Error].
func Read(src corpus.Source, stdin io.Reader, maxBytes int64) (*corpus.Snapshot, error) {
	if maxBytes <= 0 {
		maxBytes = DefaultMaxBytes
	}
	name := localPath(src.Location)
	body, e := readLocal(name, stdin, maxBytes)
	media := ""
	if e == nil {
		media, e = mediaTypeOf(body, mediaTypeByName(name), "")
	}
	if e != nil {
		e.Op, e.Location = "read", src.Location
		return nil, e
	}
	return &corpus.Snapshot{Source: src, URL: name, MediaType: media, Body: body, SHA256: hash(body)}, nil
}

// Given makes a snapshot of a body that somebody handed over under a name, such as an uploaded file. No file is opened. The
// error is always an [*Error].
func Given(src corpus.Source, name string, body []byte) (*corpus.Snapshot, error) {
	var e *Error
	media := ""
	if len(body) == 0 {
		e = &Error{Kind: Empty, Err: errEmpty}
	} else {
		media, e = mediaTypeOf(body, mediaTypeByName(name), "")
	}
	if e != nil {
		e.Op, e.Location = "read", src.Location
		return nil, e
	}
	return &corpus.Snapshot{Source: src, URL: src.Location, MediaType: media, Body: body, SHA256: hash(body)}, nil
}

func readLocal(name string, stdin io.Reader, limit int64) ([]byte, *Error) {
	r := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fileError(err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, &Error{Kind: Directory}
		}
		r = f
	}
	if r == nil {
		return nil, &Error{Kind: Empty, Err: errEmpty}
	}
	body, err := readAll(r, limit)
	switch {
	case errors.Is(err, errTooLarge):
		return nil, &Error{Kind: TooLarge, Err: sizeError(limit)}
	case err != nil:
		return nil, fileError(err)
	case len(body) == 0:
		return nil, &Error{Kind: Empty, Err: errEmpty}
	}
	return body, nil
}

// fileError gives an error of the file system its Kind.
func fileError(err error) *Error {
	e := &Error{Kind: Unreadable, Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Kind = NotFound
	case errors.Is(err, fs.ErrPermission):
		e.Kind = Permission
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		e.Err = pe.Err // the path stands in Location; the cause still tells errors.Is which it is
	}
	return e
}

// localPath is location as a path: a file:// address, as browsers show it for a saved page, becomes one.
func localPath(location string) string {
	if len(location) < 7 || !strings.EqualFold(location[:7], "file://") {
		return location
	}
	u, err := url.Parse(location)
	if err != nil || (u.Host != "" && u.Host != "localhost") {
		return location
	}
	p := u.Path
	if runtime.GOOS == "windows" {
		p = strings.TrimPrefix(p, "/") // file:///C:/…
	}
	return filepath.FromSlash(p)
}

// Expand lists the documents that location stands for: the documents of a directory, else location itself.
//
// A directory counts with its subdirectories, in the order of their paths. Documents are HTML, PDF, DOCX, text and Markdown
// files; other word-processor files (.doc, .odt, .rtf) and web archives are listed too, so that nobody takes them for
// read. Left out are workbooks (.xlsx), which may be our own reports, hidden files, lock files of Word, links to directories, and the "…_files" folder of a page that a
// browser saved. A directory without documents, one that cannot be read, and one with over 500 documents are errors, always an [*Error].
func Expand(location string) ([]corpus.Source, error) {
	if location == "-" || IsURL(location) {
		return []corpus.Source{{Location: location}}, nil
	}
	fail := func(e *Error) ([]corpus.Source, error) {
		e.Op, e.Location = "expand", location
		return nil, e
	}
	root := localPath(location)
	info, err := os.Stat(root)
	if err != nil {
		return fail(fileError(err))
	}
	if !info.IsDir() {
		return []corpus.Source{{Location: location}}, nil
	}
	return listed(location, maxExpand)
}

// Folder lists the documents of a directory as [Expand] does, but any number of them.
func Folder(dir string) ([]corpus.Source, error) { return listed(dir, math.MaxInt) }

func listed(dir string, most int) ([]corpus.Source, error) {
	found, e := documents(nil, localPath(dir), most)
	if e == nil && len(found) == 0 {
		e = &Error{Kind: Empty, Err: errors.New("no documents (.html .htm .xhtml .pdf .docx .txt .md) in it")}
	}
	if e != nil {
		e.Op, e.Location = "expand", dir
		return nil, e
	}
	return found, nil
}

// documents adds the documents in dir to found, which may become as many as most.
func documents(found []corpus.Source, dir string, most int) ([]corpus.Source, *Error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		e := fileError(err)
		e.URL = dir
		return nil, e
	}
	pages := map[string]bool{}
	for _, d := range entries {
		if mediaTypeByName(d.Name()) == typeHTML {
			pages[strings.TrimSuffix(d.Name(), filepath.Ext(d.Name()))] = true
		}
	}
	for _, d := range entries {
		name := d.Name()
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") {
			continue
		}
		file := filepath.Join(dir, name)
		switch {
		case d.IsDir() && !savedParts(name, pages):
			var e *Error
			if found, e = documents(found, file, most); e != nil {
				return nil, e
			}
		case d.Type()&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice) != 0: // reading it might never end
		case !d.IsDir() && mediaTypeByName(name) != "" && !isDir(file):
			found = append(found, corpus.Source{Location: file})
		}
		if len(found) > most {
			return nil, &Error{Kind: TooLarge, Err: fmt.Errorf("over %d documents in it", most)}
		}
	}
	return found, nil
}

// savedParts reports whether the directory called name holds the pictures and frames of one of pages.
func savedParts(name string, pages map[string]bool) bool {
	for _, suffix := range []string{"_files", ".files", "_bestanden"} {
		if page, ok := strings.CutSuffix(name, suffix); ok && pages[page] {
			return true
		}
	}
	return false
}

// isDir reports whether path leads to a directory through a link. Such links are not followed: they may go in circles.
func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
