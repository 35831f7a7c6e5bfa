package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A Declaration says of one document of a service where it is and which part of the page it is, from a folder of the Open
// Terms Archive.
//
// Format: https://docs.opentermsarchive.org/terms/ (checked 2026-11-22).
type Declaration struct {
	Service string
	Type    string // such as "Terms of Service"
	Current Target
	Past    []PastTarget // from the history file, the oldest first
}

// PastTarget is how a document was declared until some time.
type PastTarget struct {
	Target
	ValidUntil time.Time
}

// At is the declaration that held at a time: the current one after the last change.
func (d *Declaration) At(when time.Time) *Target {
	for i := range d.Past {
		if !when.After(d.Past[i].ValidUntil) {
			return &d.Past[i].Target
		}
	}
	return &d.Current
}

// IsArchive reports whether fsys is, or holds in its folder "declarations", a folder of declarations, and gives that folder.
func IsArchive(fsys fs.FS) (dir string, ok bool) {
	for _, dir := range []string{"declarations", "."} {
		files, err := fs.Glob(fsys, path.Join(dir, "*.json"))
		if err != nil {
			continue
		}
		for _, name := range files {
			if history(name) || path.Base(name) == "package.json" {
				continue
			}
			data, err := fs.ReadFile(fsys, name)
			var head struct{ Documents, Terms map[string]json.RawMessage }
			if err == nil && json.Unmarshal(data, &head) == nil && (head.Documents != nil || head.Terms != nil) {
				return dir, true
			}
		}
	}
	return "", false
}

func history(name string) bool { return strings.HasSuffix(name, ".history.json") }

// ReadDeclarations reads every declaration of a folder, with the history files beside them, in order of service and type.
//
// Filters are JavaScript of the archive and are not run: such a target is Refused. The error joins all problems, each with
// its file and the document's type.
func ReadDeclarations(fsys fs.FS) ([]Declaration, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	var all []Declaration
	var errs []error
	for _, name := range files {
		if history(name) || name == "package.json" {
			continue
		}
		list, err := readService(fsys, name)
		all, errs = append(all, list...), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, errors.New("no declarations (SERVICE.json) in it")
	}
	return all, nil
}

// DeclaredTargets are the current targets of declarations, with a note for each that is refused.
func DeclaredTargets(list []Declaration) *Targets {
	t := &Targets{}
	for _, d := range list {
		t.List = append(t.List, d.Current)
		if d.Current.Refused != "" {
			t.Notes = append(t.Notes, d.Current.Place+": "+d.Current.Refused)
		}
	}
	return t
}

// declaredService is the file of one service. Archives before 2023 call the terms documents.
type declaredService struct {
	Name      string                  `json:"name"`
	Documents map[string]declaredTerm `json:"documents"`
	Terms     map[string]declaredTerm `json:"terms"`
}

// declaredTerm is one document, or, in a history file, one of its past declarations.
type declaredTerm struct {
	declaredPage
	Combine    []declaredPage `json:"combine"`
	ValidUntil string         `json:"validUntil"`
}

type declaredPage struct {
	Fetch                string          `json:"fetch"`
	Select               selectorsJSON   `json:"select"`
	Remove               selectorsJSON   `json:"remove"`
	Filter               json.RawMessage `json:"filter"`
	ExecuteClientScripts *bool           `json:"executeClientScripts"`
}

func readService(fsys fs.FS, name string) ([]Declaration, error) {
	var file declaredService
	if err := readStrict(fsys, name, &file); err != nil {
		return nil, err
	}
	terms := file.Terms
	if terms == nil {
		terms = file.Documents
	}
	past := map[string][]declaredTerm{}
	historyName := strings.TrimSuffix(name, ".json") + ".history.json"
	err := readStrict(fsys, historyName, &past)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	errs := []error{err}
	if file.Name == "" {
		errs = append(errs, fmt.Errorf("%s: no name: the service must be named", name))
	}
	if len(terms) == 0 {
		errs = append(errs, fmt.Errorf("%s: no terms: it must declare a document", name))
	}
	var list []Declaration
	for _, kind := range sortedKeys(terms) {
		d := Declaration{Service: file.Name, Type: kind}
		var err error
		d.Current, err = terms[kind].target(file.Name, kind, name)
		errs = append(errs, err)
		for i, old := range past[kind] {
			place := fmt.Sprintf("%s: %s, entry %d", historyName, kind, i+1)
			until, err := time.Parse(time.RFC3339, old.ValidUntil)
			if err != nil {
				until, err = time.Parse(time.DateOnly, old.ValidUntil)
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: validUntil %q is no date (2024-01-31T00:00:00Z)", place, old.ValidUntil))
				continue
			}
			target, err := old.target(file.Name, kind, historyName)
			errs = append(errs, err)
			d.Past = append(d.Past, PastTarget{target, until})
		}
		slices.SortStableFunc(d.Past, func(a, b PastTarget) int { return a.ValidUntil.Compare(b.ValidUntil) })
		list = append(list, d)
	}
	return list, errors.Join(errs...)
}

// target makes the target of a declared document.
func (d declaredTerm) target(service, kind, file string) (Target, error) {
	t := Target{Service: service, Name: kind, Kind: DeclaredKind(kind), Place: fmt.Sprintf("%s: %s", file, kind)}
	pages := d.Combine
	if len(pages) == 0 {
		pages = []declaredPage{d.declaredPage}
	}
	var errs []error
	for _, p := range pages {
		if p.Fetch == "" {
			p.Fetch = d.Fetch
		}
		if p.Fetch == "" {
			errs = append(errs, fmt.Errorf("%s: no fetch: give the address of the page", t.Place))
			continue
		}
		if why := badURL(p.Fetch); why != "" {
			errs = append(errs, fmt.Errorf("%s: fetch %q %s", t.Place, p.Fetch, why))
		}
		// What is said of the whole document holds for each page that says nothing else.
		sel := Selection{Select: p.Select, Remove: p.Remove}
		if sel.Select == nil {
			sel.Select = d.Select
		}
		if sel.Remove == nil {
			sel.Remove = d.Remove
		}
		src := Source{Location: p.Fetch, Service: service, Kind: t.Kind}
		if len(sel.Select)+len(sel.Remove) > 0 {
			src.Selection = &sel
		}
		t.Sources = append(t.Sources, src)
		for _, script := range []*bool{p.ExecuteClientScripts, d.ExecuteClientScripts} {
			t.Render = t.Render || script != nil && *script
		}
		for _, filter := range []json.RawMessage{p.Filter, d.Filter} {
			if len(filter) > 0 && string(filter) != "null" && t.Refused == "" {
				t.Refused = fmt.Sprintf("its filter %s is JavaScript of the archive, which is not run: declare it with select and remove alone, or list the address in a CSV", strings.ReplaceAll(string(filter), `"`, "'"))
			}
		}
	}
	return t, errors.Join(errs...)
}

// DeclaredKind is the kind of a document by the archive's name for its type; "" lets title and wording tell.
func DeclaredKind(name string) Kind {
	name = strings.ToLower(name)
	switch {
	case strings.Contains(name, "privacy"):
		return Privacy
	case strings.Contains(name, "data processor"), strings.Contains(name, "data processing"):
		return DPA
	case strings.Contains(name, "terms"):
		return Terms
	}
	return ""
}

// selectorsJSON is a selector, a range, or an array of both.
type selectorsJSON []Selector

// UnmarshalJSON implements json.Unmarshaler.
func (s *selectorsJSON) UnmarshalJSON(data []byte) error {
	parts := []json.RawMessage{data}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		if err := json.Unmarshal(data, &parts); err != nil {
			return err
		}
	}
	list := selectorsJSON{}
	for _, part := range parts {
		var sel Selector
		if json.Unmarshal(part, &sel.CSS) == nil {
			if strings.TrimSpace(sel.CSS) == "" {
				return errors.New("a selector is empty")
			}
			list = append(list, sel)
			continue
		}
		fields := map[string]string{}
		if err := json.Unmarshal(part, &fields); err != nil {
			return fmt.Errorf("%s is neither a CSS selector nor a range", part)
		}
		var err error
		if sel.Range, err = rangeOf(fields); err != nil {
			return err
		}
		list = append(list, sel)
	}
	*s = list
	return nil
}

// readStrict decodes one JSON file. Errors name file and line.
func readStrict(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	err = dec.Decode(into)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something stands after the end of the declaration")
		}
	}
	if err == nil {
		return nil
	}
	line := 1 + bytes.Count(data[:min(dec.InputOffset(), int64(len(data)))], []byte("\n"))
	if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
		line = 1 + bytes.Count(data[:min(bad.Offset, int64(len(data)))], []byte("\n"))
	}
	return fmt.Errorf("%s:%d: %w", name, line, err)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
