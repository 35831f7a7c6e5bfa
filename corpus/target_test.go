package corpus_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/japanese"

	"kiyaku/corpus"
)

func target(place, service, location string) corpus.Target {
	return corpus.Target{Service: service, Place: place, Sources: []corpus.Source{{Location: location, Service: service}}}
}

func TestReadCSV(t *testing.T) {
	full := target("v.csv:2", "甲クラウド", "https://a.example/terms")
	full.Kind, full.Lang, full.Follow = corpus.Terms, corpus.Japanese, true
	full.Sources[0].Kind, full.Sources[0].Lang = corpus.Terms, corpus.Japanese
	sjis, err := japanese.ShiftJIS.NewEncoder().String("サービス,種別,URL,言語,リンク先,担当\n甲クラウド,利用規約,https://a.example/terms,ja,yes,山田\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       []corpus.Target
		notes      int
	}{
		{"all columns", "service,kind,url,lang,follow\n甲クラウド,terms,https://a.example/terms,ja,yes\n", []corpus.Target{full}, 0},
		{"semicolons, byte order mark, CRLF", "\ufeffService;Kind;URL;lang;follow\r\n甲クラウド;TERMS;https://a.example/terms;JA;1\r\n", []corpus.Target{full}, 0},
		{"Shift_JIS with a column of the user's", sjis, []corpus.Target{full}, 1},
		{"paths beside the list, empty lines", "service,path\n\nA,docs/a.txt\n,\nB,/abs/b.txt\n", []corpus.Target{
			target("v.csv:3", "A", filepath.Join("lists", "docs", "a.txt")), target("v.csv:5", "B", filepath.FromSlash("/abs/b.txt"))}, 0},
		{"the same twice", "service,url\nA,https://a.example/\nA,https://a.example/\nB,https://a.example/\n", []corpus.Target{
			target("v.csv:2", "A", "https://a.example/"), target("v.csv:4", "B", "https://a.example/")}, 1},
	} {
		got, err := corpus.ReadCSV(strings.NewReader(c.text), filepath.Join("lists", "v.csv"))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !reflect.DeepEqual(got.List, c.want) || len(got.Notes) != c.notes {
			t.Errorf("%s: got %+v, notes %q, want %+v with %d notes", c.name, got.List, got.Notes, c.want, c.notes)
		}
	}
}

func TestReadCSVErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // in this order
	}{
		{"empty", "", []string{"v.csv:1: no head line"}},
		{"head only", "service,url\n", []string{"v.csv:1: no targets"}},
		{"no columns", "a,b\n1,2\n", []string{"v.csv:1: no column service", "v.csv:1: neither a column url nor a column path"}},
		{"all problems at once", "service,kind,url,path,lang,follow\n" +
			"A,rules,https://a.example/,,fr,maybe\n" +
			",terms,https://a.example/,,,\n" +
			"C,,,,,\n" +
			"D,,https://a.example/,d.txt,,\n" +
			"E,,ftp://a.example/,,,\n" +
			"F,,https://a.example/,,,,too many\n",
			[]string{`v.csv:2: kind "rules" is none of terms, privacy`, `v.csv:2: lang "fr"`, `v.csv:2: follow "maybe"`,
				"v.csv:3: no service", "v.csv:4: neither url nor path", "v.csv:5: both url and path",
				`v.csv:6: url "ftp://a.example/" does not begin with https://`, "v.csv:7: 7 fields but 6 columns"}},
		{"a field that does not end", "service,url\nA,\"https://a.example/\n", []string{"v.csv:"}},
		{"binary", "service,url\n\xff\xfe\x00\x81", []string{"neither UTF-8 nor Shift_JIS"}},
	} {
		_, err := corpus.ReadCSV(strings.NewReader(c.text), "v.csv")
		inOrder(t, c.name, err, c.want)
	}
}

// inOrder demands that err has a line for each of want, in that order, and no others.
func inOrder(t *testing.T, name string, err error, want []string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error, want %q", name, want)
		return
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Errorf("%s: %d errors, want %d:\n%v", name, len(lines), len(want), err)
		return
	}
	for i, w := range want {
		if !strings.Contains(lines[i], w) {
			t.Errorf("%s: error %d is %q, want %q in it", name, i, lines[i], w)
		}
	}
}

func TestReadYAML(t *testing.T) {
	got, err := corpus.ReadYAML(strings.NewReader(`# vendors
- service: A
  kind: privacy
  url: https://a.example/privacy
  follow: true
- service: B
  url: https://b.example/
  select: [main, {startAfter: "#a", endBefore: "#b"}]
  remove: .share
`), "v.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, b := got.List[0], got.List[1]
	if a.Kind != corpus.Privacy || !a.Follow || a.Sources[0].Selection != nil || a.Place != "v.yaml:2" {
		t.Errorf("first target = %+v", a)
	}
	want := &corpus.Selection{
		Select: []corpus.Selector{{CSS: "main"}, {Range: corpus.Range{StartAfter: "#a", EndBefore: "#b"}}},
		Remove: []corpus.Selector{{CSS: ".share"}},
	}
	if !reflect.DeepEqual(b.Sources[0].Selection, want) {
		t.Errorf("selection = %+v, want %+v", b.Sources[0].Selection, want)
	}
}

func TestReadYAMLErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", []string{"v.yaml:1: no targets"}},
		{"no list", "service: A\n", []string{"v.yaml:1: no list"}},
		{"broken", "- service: [\n", []string{"v.yaml"}},
		{"two documents", "- {service: A, path: a}\n---\n- {service: B, path: b}\n", []string{"more than one YAML document"}},
		{"all problems at once", "- service: A\n  url: https://a.example/\n  srevice: B\n- 5\n- service: {a: b}\n  path: x\n- service: C\n  path: c\n  select: {startBefore: a}\n- service: D\n",
			[]string{`v.yaml:3: unknown key "srevice"`, "v.yaml:4: an item must be a mapping", "v.yaml:5: service must be one word",
				"v.yaml:9: select: a range needs", "v.yaml:10: neither url nor path"}},
	} {
		_, err := corpus.ReadYAML(strings.NewReader(c.text), "v.yaml")
		inOrder(t, c.name, err, c.want)
	}
}

func archive(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestReadDeclarations(t *testing.T) {
	fsys := archive(map[string]string{
		"package.json": `{"name": "archive"}`,
		"Acme.json": `{"name": "Acme", "terms": {
			"Terms of Service": {"fetch": "https://acme.example/tos", "select": ["main", {"startBefore": "h1", "endAfter": "#end"}], "remove": ".ad", "executeClientScripts": true},
			"Privacy Policy": {"select": "article", "combine": [{"fetch": "https://acme.example/p1"}, {"fetch": "https://acme.example/p2", "select": "body"}]}}}`,
		"Acme.history.json": `{"Terms of Service": [
			{"fetch": "https://acme.example/2", "validUntil": "2024-06-01T00:00:00Z"}, {"fetch": "https://acme.example/1", "validUntil": "2023-01-01T00:00:00Z"}]}`,
		"Old.json": `{"name": "Old", "documents": {"Data Processor Agreement": {"fetch": "https://old.example/", "filter": ["clean"]}}}`,
	})
	list, err := corpus.ReadDeclarations(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 3 {
		t.Fatalf("%d declarations, want 3", len(list))
	}
	privacy, terms, old := list[0], list[1], list[2]
	if p := privacy.Current; p.Kind != corpus.Privacy || len(p.Sources) != 2 || p.Sources[0].Selection.Select[0].CSS != "article" || p.Sources[1].Selection.Select[0].CSS != "body" {
		t.Errorf("combined document = %+v", p)
	}
	if c := terms.Current; !c.Render || c.Kind != corpus.Terms || len(c.Sources[0].Selection.Select) != 2 || c.Place != "Acme.json: Terms of Service" {
		t.Errorf("terms = %+v", c)
	}
	if o := old.Current; o.Kind != corpus.DPA || !strings.Contains(o.Refused, `['clean']`) {
		t.Errorf("declaration with a filter = %+v", o)
	}
	if notes := corpus.DeclaredTargets(list).Notes; len(notes) != 1 || !strings.HasPrefix(notes[0], "Old.json: Data Processor Agreement: ") {
		t.Errorf("notes = %q", notes)
	}
	for day, want := range map[string]string{"2022-05-05": "/1", "2023-05-05": "/2", "2025-05-05": "/tos"} {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := terms.At(when).Location(); got != "https://acme.example"+want {
			t.Errorf("At(%s) = %s, want …%s", day, got, want)
		}
	}
}

func TestReadDeclarationsErrors(t *testing.T) {
	_, err := corpus.ReadDeclarations(archive(map[string]string{
		"A.json":         "{\n\"name\": \"A\",\n\"terms\": {\"T\": {\"fetch\": \"https://a.example\", }}}",
		"B.json":         `{"terms": {"T": {"select": "x"}, "U": {"fetch": "file:///etc/passwd"}}}`,
		"C.json":         `{"name": "C", "terms": {"T": {"fetch": "https://c.example/", "select": {"startBefore": "a"}}}}`,
		"D.json":         `{"name": "D", "terms": {"T": {"fetch": "https://d.example/"}}}`,
		"D.history.json": `{"T": [{"fetch": "https://d.example/", "validUntil": "soon"}]}`,
	}))
	inOrder(t, "errors", err, []string{"A.json:3: ", "B.json: no name", "B.json: T: no fetch", `B.json: U: fetch "file:///etc/passwd"`,
		"C.json:1: a range needs", `D.history.json: T, entry 1: validUntil "soon"`})
}

func TestIsArchive(t *testing.T) {
	declared := `{"name": "A", "terms": {"T": {}}}`
	for _, c := range []struct {
		name  string
		files map[string]string
		dir   string
		want  bool
	}{
		{"folder of declarations", map[string]string{"A.json": declared}, ".", true},
		{"repository", map[string]string{"package.json": "{}", "declarations/A.json": declared}, "declarations", true},
		{"documents", map[string]string{"a.html": "x", "b.json": `{"terms": "no"}`}, "", false},
	} {
		if dir, got := corpus.IsArchive(archive(c.files)); got != c.want || dir != c.dir {
			t.Errorf("%s: IsArchive = %q, %v, want %q, %v", c.name, dir, got, c.dir, c.want)
		}
	}
}
