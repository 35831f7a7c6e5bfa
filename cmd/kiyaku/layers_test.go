package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers lists every package of the module, from what runs on top to what stands at the bottom. A package imports only
// packages of lines below its own, so the tree can be read as the way of the data. Packages of one line do not know
// each other.
var layers = [][]string{
	{"kiyaku/cmd/kiyaku"},
	{"kiyaku/cmd/internal/jobs", "kiyaku/cmd/internal/web"},
	{"kiyaku/cmd/internal/evidence", "kiyaku/cmd/internal/evidence/evidencetest"},
	{"kiyaku/cmd/internal/archive", "kiyaku/cmd/internal/jobs/queue"},
	{"kiyaku/cmd/internal/report"},
	{"kiyaku/cmd/internal/report/docx", "kiyaku/cmd/internal/changelog"},
	{"kiyaku/analyzer"},
	{"kiyaku/analyzer/diff"},
	{"kiyaku/analyzer/assess"},
	{"kiyaku/analyzer/find"},
	{"kiyaku/analyzer/frame"},
	{"kiyaku/analyzer/token"},
	{"kiyaku/analyzer/clause"},
	{"kiyaku/corpus/extract", "kiyaku/corpus/fetch/browser", "kiyaku/corpus/store", "kiyaku/corpus/store/storetest", "kiyaku/corpus/versions"},
	{"kiyaku/corpus/fetch"},
	{"kiyaku/corpus"},
	{"kiyaku/lexicon"},
	{"kiyaku/corpus/fold", "kiyaku/corpus/pattern", "kiyaku/corpus/sheet", "kiyaku/lexicon/lines", "kiyaku/cmd/internal/pace"},
}

// A fence keeps a library, or a package of ours, in the places that are meant for it.
type fence struct {
	imports []string // import paths; with a trailing / everything below
	only    []string // packages that may import them; with a trailing / everything below
	why     string
}

var fences = []fence{
	{
		imports: []string{"github.com/ikawaha/"},
		only:    []string{"kiyaku/analyzer/token"},
		why:     "one type hides the tokenizer, so that it can be replaced and its dictionary loads on first use",
	},
	{
		imports: []string{"golang.org/x/net/html", "golang.org/x/net/html/", "github.com/PuerkitoBio/", "github.com/andybalholm/cascadia", "github.com/ledongthuc/", "github.com/pdfcpu/"},
		only:    []string{"kiyaku/corpus/extract"},
		why:     "parsers of strangers' bytes stay in one place, with their limits",
	},
	{
		imports: []string{"code.dny.dev/ssrf", "github.com/jimsmart/", "github.com/andybalholm/brotli"},
		only:    []string{"kiyaku/corpus/fetch"},
		why:     "every request passes the same guard",
	},
	{
		imports: []string{"github.com/chromedp/"},
		only:    []string{"kiyaku/corpus/fetch/browser"},
		why:     "a browser runs behind the guard only",
	},
	{
		imports: []string{"github.com/xuri/"},
		only:    []string{"kiyaku/cmd/internal/report"},
		why:     "it writes workbooks; those of strangers are read by corpus/sheet, which bounds what they cost",
	},
	{
		imports: []string{"database/sql", "database/sql/", "modernc.org/sqlite", "github.com/jackc/pgx/v5", "github.com/jackc/pgx/v5/"},
		only:    []string{"kiyaku/corpus/store", "kiyaku/corpus/store/storetest"},
		why:     "one package knows the tables",
	},
	{
		imports: []string{"github.com/riverqueue/", "riverqueue.com/"},
		only:    []string{"kiyaku/cmd/internal/jobs/queue"},
		why:     "what is done stands in the store; the queue that calls for it can be replaced",
	},
	{
		imports: []string{"github.com/spf13/", "github.com/charmbracelet/x/term", "golang.org/x/term", "github.com/vbauerster/", "os/signal"},
		only:    []string{"kiyaku/cmd/kiyaku"},
		why:     "libraries return; only the command knows flags, terminal and signals",
	},
	{
		imports: []string{"charm.land/"},
		only:    []string{"kiyaku/cmd/"},
		why:     "how things look is decided where they are printed",
	},
	{
		imports: []string{"net/http"},
		only:    []string{"kiyaku/corpus", "kiyaku/corpus/fetch", "kiyaku/corpus/fetch/", "kiyaku/cmd/internal/web", "kiyaku/cmd/internal/jobs/queue"},
		why:     "only fetch is a client (corpus names http.Header, web serves, queue has pages to be served)",
	},
	{
		imports: []string{"os", "os/exec", "net", "log", "log/slog", "math/rand", "math/rand/v2"},
		only:    []string{"kiyaku/cmd/", "kiyaku/corpus/"},
		why:     "the stages do no I/O and keep no log: same document and lexicon, same bytes",
	},
	{
		imports: []string{"kiyaku/corpus/fetch", "kiyaku/corpus/extract", "kiyaku/corpus/store", "kiyaku/corpus/versions"},
		only:    []string{"kiyaku/cmd/", "kiyaku/corpus/fetch/browser"},
		why:     "the analyzer takes documents; it never fetches, extracts or stores",
	},
}

// goPackage is what `go list -json` tells about a package.
type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestLayers(t *testing.T) {
	line := map[string]int{}
	for i, names := range layers {
		for _, name := range names {
			line[name] = i
		}
	}
	for _, p := range listPackages(t) {
		own, listed := line[p.ImportPath]
		if !listed {
			t.Errorf("package %s is not listed in layers: give it its place in the pipeline, or move its code", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			below, ours := line[imported]
			if ours && below <= own {
				t.Errorf("%s imports %s, which does not stand below it", p.ImportPath, imported)
			}
		}
	}
}

func TestFences(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, f := range fences {
			if covers(f.only, p.ImportPath) {
				continue
			}
			for _, imported := range p.Imports {
				if covers(f.imports, imported) {
					t.Errorf("%s imports %s, which belongs in %s only: %s", p.ImportPath, imported, strings.Join(f.only, ", "), f.why)
				}
			}
		}
	}
}

// covers reports whether path is in list, where an entry with a trailing / stands for everything below it.
func covers(list []string, path string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		return path == entry || strings.HasSuffix(entry, "/") && strings.HasPrefix(path, entry)
	})
}

// listPackages asks the go command for the packages of this module and what their code, without tests, imports.
func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "kiyaku/...").Output()
	if err != nil {
		t.Fatal(fmt.Errorf("go list: %w%s", err, stderrOf(err)))
	}
	var list []goPackage
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		list = append(list, p)
	}
	if len(list) == 0 {
		t.Fatal("go list names no package")
	}
	return list
}

func stderrOf(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "\n" + string(exit.Stderr)
	}
	return ""
}
