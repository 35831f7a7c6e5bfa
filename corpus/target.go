package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// A Target is one entry of a list of documents to assess: a document of a service, in one page or file or in several.
type Target struct {
	Service string
	Name    string // of the document within the service, as the list calls it; may be empty
	Kind    Kind
	Lang    Lang
	Follow  bool     // where a page is a list of documents, read those too
	Render  bool     // pages are put together by script: load them in a browser
	Sources []Source // at least one; several where the document is spread over pages
	Folder  string   // path of the folder that Sources are the documents of; "" if it is none
	Place   string   // where the target stands in its list: "vendors.csv:7"
	Refused string   // why it cannot be read as its list says, for people; "" if it can
}

// Location is the address or path of the target: of its folder, or of its first page.
func (t *Target) Location() string {
	if t.Folder != "" {
		return t.Folder
	}
	return t.Sources[0].Location
}

// Targets is a list of targets in the order in which it is written.
type Targets struct {
	List  []Target
	Notes []string // what was left out or changed in reading it, one English sentence each with its place
}

// A Selection says which parts of a web page are the document, as Open Terms Archive declarations do.
type Selection struct {
	Select []Selector // what is kept; none for all
	Remove []Selector // what is taken out of that
}

// A Selector names elements of a page by CSS, or what lies between two of them.
type Selector struct {
	CSS   string // all elements that match; "" for a range
	Range Range
}

// A Range is the part of a page from one place to another. Exactly one of StartBefore and StartAfter is set, and one of
// EndBefore and EndAfter; each is a CSS selector of which the first match counts.
type Range struct {
	StartBefore, StartAfter string
	EndBefore, EndAfter     string
}

// String is the selector as a declaration writes it.
func (s Selector) String() string {
	if s.CSS != "" {
		return s.CSS
	}
	start, end := "startBefore "+s.Range.StartBefore, "endBefore "+s.Range.EndBefore
	if s.Range.StartAfter != "" {
		start = "startAfter " + s.Range.StartAfter
	}
	if s.Range.EndAfter != "" {
		end = "endAfter " + s.Range.EndAfter
	}
	return start + " … " + end
}

// Kinds lists the kinds of documents.
func Kinds() []Kind { return []Kind{Terms, Privacy, DPA, Maintenance, Security, Confirmation} }

// Langs lists the languages that are read.
func Langs() []Lang { return []Lang{Japanese, English, Dutch} }

// listReader checks the entries of one list and gathers what is wrong with them.
type listReader struct {
	file string // name of the list in messages
	dir  string // to which its relative paths are relative
	out  Targets
	errs []error
	seen map[string]string // service and location → place
}

func newListReader(file string) *listReader {
	return &listReader{file: filepath.Base(file), dir: filepath.Dir(file), seen: map[string]string{}}
}

func (r *listReader) wrong(line int, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, line, fmt.Sprintf(format, args...)))
}

func (r *listReader) note(line int, format string, args ...any) {
	r.out.Notes = append(r.out.Notes, fmt.Sprintf("%s:%d: %s", r.file, line, fmt.Sprintf(format, args...)))
}

// result is the list, or everything that is wrong with it.
func (r *listReader) result() (*Targets, error) {
	if len(r.errs) == 0 && len(r.out.List) == 0 {
		r.wrong(1, "no targets in it")
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return &r.out, nil
}

// An entry is one target as a list writes it.
type entry struct {
	line                     int
	service, kind, url, path string
	lang, follow, render     string
	name                     string
	selection                *Selection
}

// add checks e and appends its target.
func (r *listReader) add(e entry) {
	before := len(r.errs)
	t := Target{Service: e.service, Name: e.name, Place: fmt.Sprintf("%s:%d", r.file, e.line)}
	t.Kind = r.kind(e.line, e.kind)
	t.Lang = r.lang(e.line, e.lang)
	t.Follow = r.yes(e.line, "follow", e.follow)
	t.Render = r.yes(e.line, "render", e.render)
	location := r.location(e)
	if e.service == "" {
		r.wrong(e.line, "no service: name the service that the document belongs to")
	}
	if len(r.errs) > before {
		return
	}
	t.Sources = []Source{{Location: location, Service: t.Service, Kind: t.Kind, Lang: t.Lang, Selection: e.selection}}
	if e.selection == nil {
		key := t.Service + "\x00" + location
		if first, ok := r.seen[key]; ok {
			r.note(e.line, "the same document of the same service stands in line %s: read once", first[strings.LastIndexByte(first, ':')+1:])
			return
		}
		r.seen[key] = t.Place
	}
	r.out.List = append(r.out.List, t)
}

func (r *listReader) kind(line int, word string) Kind {
	word = strings.ToLower(word)
	if k, ok := kindWords[word]; ok {
		return k
	}
	if word != "" && !slices.Contains(Kinds(), Kind(word)) {
		r.wrong(line, "kind %q is none of %s", word, oneOf(Kinds()))
	}
	return Kind(word)
}

// kindWords are what Japanese lists call the kinds.
var kindWords = map[string]Kind{
	"利用規約": Terms, "規約": Terms, "プライバシーポリシー": Privacy, "個人情報保護方針": Privacy, "データ処理契約": DPA, "保守規約": Maintenance,
	"セキュリティ": Security, "確認書": Confirmation, "覚書": Confirmation,
}

func (r *listReader) lang(line int, word string) Lang {
	word = strings.ToLower(word)
	if word == "auto" {
		word = ""
	}
	if word != "" && !slices.Contains(Langs(), Lang(word)) {
		r.wrong(line, "lang %q is none of %s", word, oneOf(Langs()))
	}
	return Lang(word)
}

func (r *listReader) yes(line int, name, word string) bool {
	switch strings.ToLower(word) {
	case "", "no", "false", "0":
		return false
	case "yes", "true", "1":
		return true
	}
	r.wrong(line, "%s %q is neither yes nor no", name, word)
	return false
}

// location is the address or path that e names. Paths are relative to the list.
func (r *listReader) location(e entry) string {
	switch {
	case e.url == "" && e.path == "":
		r.wrong(e.line, "neither url nor path: say where the document is")
	case e.url != "" && e.path != "":
		r.wrong(e.line, "both url and path: give one of them")
	case e.url != "":
		if why := badURL(e.url); why != "" {
			r.wrong(e.line, "url %q %s", e.url, why)
		}
		return e.url
	case filepath.IsAbs(e.path):
		return filepath.Clean(e.path)
	default:
		return filepath.Join(r.dir, filepath.FromSlash(e.path))
	}
	return ""
}

// badURL says what is wrong with a web address; "" if nothing is.
func badURL(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "is no web address"
	case u.Scheme != "http" && u.Scheme != "https":
		return "does not begin with https:// or http://; files are named by path"
	case u.Hostname() == "":
		return "has no host"
	}
	return ""
}

func oneOf[T ~string](words []T) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	return strings.Join(list, ", ")
}

// listText is data as UTF-8: spreadsheets in Japan save lists as Shift_JIS.
func listText(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data), nil
	}
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", errors.New("it is neither UTF-8 nor Shift_JIS: save the list as UTF-8")
	}
	return string(text), nil
}
