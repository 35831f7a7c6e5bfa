package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"kiyaku/analyzer/assess"
	"kiyaku/corpus"
)

var update = flag.Bool("update", false, "rewrite what tests compare with")

// testDeps are deps without terminal, locale and standard input.
func testDeps() (d deps, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return deps{
		stdin:  strings.NewReader(""),
		stdout: stdout,
		stderr: stderr,
		getenv: func(string) string { return "" },
		width:  func(io.Writer) int { return 0 },
	}, stdout, stderr
}

func TestExitCode(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"none", nil, 0},
		{"plain", errors.New("x"), 1},
		{"partial", &partialError{failed: []error{errors.New("x")}, of: 2}, 1},
		{"usage", usagef("x"), 2},
		{"wrapped usage", fmt.Errorf("y: %w", usagef("x")), 2},
		{"verdict", &verdictError{assess.ThirdParty, assess.Entrustment}, 3},
		{"canceled", context.Canceled, 130},
		{"partial by interruption", &partialError{failed: []error{errInterrupted}, of: 1}, 130},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%s: exitCode(%v) = %d, want %d", c.name, c.err, got, c.want)
		}
	}
}

func TestInterruptedScan(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d, stdout, stderr := testDeps()
	if got := run(ctx, d, []string{"scan", "http://127.0.0.1:1/terms"}); got != exitInterrupted {
		t.Errorf("exit code = %d, want %d\n%s", got, exitInterrupted, stderr)
	}
	if stdout.Len() > 0 {
		t.Errorf("stdout = %q, want nothing", stdout)
	}
}

// The dictionary takes over 80 MB when it is loaded; commands that read no Japanese must do without.
func TestLightCommandsLoadNoDictionary(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"scan", "--help"}, {"version"}, {"lexicon", "list"}, {"__complete", "scan", "--format", ""}} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		d, _, stderr := testDeps()
		if code := run(context.Background(), d, args); code != exitDone {
			t.Errorf("%q: exit code %d\n%s", args, code, stderr)
		}
		runtime.ReadMemStats(&after)
		if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 60 {
			t.Errorf("%q allocates %d MB: does it load the dictionary?", args, got)
		}
	}
}

func TestOutputs(t *testing.T) {
	for _, c := range []struct {
		name           string
		formats, files []string
		want           string // "" for a usage error
	}{
		{"nothing", nil, nil, "text:-"},
		{"format only", []string{"json"}, nil, "json:-"},
		{"file only", nil, []string{"a.html"}, "html:a.html"},
		{"endings", nil, []string{"a.JSON", "b.htm", "c.txt", "d.markdown", "-"}, "json:a.JSON html:b.htm text:c.txt md:d.markdown text:-"},
		{"pairs", []string{"json", "text"}, []string{"x", "-"}, "json:x text:-"},
		{"two formats, no file", []string{"json", "text"}, nil, ""},
		{"two formats, one file", []string{"json", "text"}, []string{"a"}, ""},
		{"unknown format", []string{"yaml"}, nil, ""},
		{"unknown ending", nil, []string{"a.doc"}, ""},
		{"same file twice", nil, []string{"a.html", "a.html"}, ""},
	} {
		got, err := outputs(c.formats, c.files, formats())
		var list []string
		for _, o := range got {
			list = append(list, string(o.format)+":"+o.file)
		}
		if s := strings.Join(list, " "); s != c.want {
			t.Errorf("%s: outputs(%q, %q) = %q, %v, want %q", c.name, c.formats, c.files, s, err, c.want)
		}
		var usage *usageError
		if (c.want == "") != errors.As(err, &usage) {
			t.Errorf("%s: error %v: want a usage error only where no output is wanted", c.name, err)
		}
	}
}

func TestServiceName(t *testing.T) {
	doc := func(title, location string) *corpus.Document {
		return &corpus.Document{Title: title, Source: corpus.Source{Location: location}}
	}
	for _, c := range []struct {
		want string
		docs []*corpus.Document
	}{
		{"クラウド給与", []*corpus.Document{doc("クラウド給与利用規約", "terms.txt")}},
		{"クラウド給与", []*corpus.Document{doc("「クラウド給与」サービス利用規約 | 株式会社見本", "terms.txt")}},
		{"クラウド給与", []*corpus.Document{doc("利用規約", "terms.txt"), doc("クラウド給与 プライバシーポリシー", "privacy.txt")}},
		{"クラウド給与", []*corpus.Document{doc("クラウド給与利⽤規約", "terms.txt")}},
		{"見本パートナー（販売店）", []*corpus.Document{doc("見本パートナー（販売店）規約", "terms.txt")}},
		{"見本", []*corpus.Document{doc("【見本】利用規約（規約）", "terms.txt")}},
		{"Example Cloud", []*corpus.Document{doc("Terms of Service – Example Cloud", "https://example.com/t")}},
		{"Voorbeeld", []*corpus.Document{doc("Verwerkersovereenkomst Voorbeeld", "dpa.pdf")}},
		{"example.com", []*corpus.Document{doc("利用規約", "https://example.com/t")}},
		{"my-terms", []*corpus.Document{doc("", "/tmp/x/my-terms.pdf")}},
		{"", []*corpus.Document{doc("", "-")}},
		{"Longview", []*corpus.Document{doc("Longview", "-")}},
	} {
		if got := serviceName(c.docs); got != c.want {
			t.Errorf("serviceName(%q, …) = %q, want %q", c.docs[0].Title, got, c.want)
		}
	}
}

func TestColored(t *testing.T) {
	for _, c := range []struct {
		name     string
		mode     colorMode
		terminal int
		env      map[string]string
		want     bool
	}{
		{"terminal", colorAuto, 80, nil, true},
		{"pipe", colorAuto, 0, nil, false},
		{"NO_COLOR", colorAuto, 80, map[string]string{"NO_COLOR": "1"}, false},
		{"dumb terminal", colorAuto, 80, map[string]string{"TERM": "dumb"}, false},
		{"always in a pipe", colorAlways, 0, map[string]string{"NO_COLOR": "1"}, true},
		{"never", colorNever, 80, nil, false},
	} {
		d, _, _ := testDeps()
		d.width = func(io.Writer) int { return c.terminal }
		d.getenv = func(name string) string { return c.env[name] }
		ui := uiFlags{color: c.mode}
		if got := ui.colored(d, d.stdout); got != c.want {
			t.Errorf("%s: colored = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		flag uiLang
		env  map[string]string
		want string
	}{
		{uiAuto, nil, "en"},
		{uiAuto, map[string]string{"LANG": "ja_JP.UTF-8"}, "ja"},
		{uiAuto, map[string]string{"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, "en"},
		{uiJapanese, map[string]string{"LANG": "en_US.UTF-8"}, "ja"},
		{uiEnglish, map[string]string{"LANG": "ja_JP.UTF-8"}, "en"},
	} {
		d, _, _ := testDeps()
		d.getenv = func(name string) string { return c.env[name] }
		ui := uiFlags{lang: c.flag}
		if got := ui.language(d); got != c.want {
			t.Errorf("language(%q, %v) = %q, want %q", c.flag, c.env, got, c.want)
		}
	}
}
