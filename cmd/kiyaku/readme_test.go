//go:build !race

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The README's program: each block of "sh" holds commands, one a line, that a reader may run in the repository; a
// comment "# exit code N" names an exit code other than 0. A comment above a block of "text" names the lines of a
// command's output that the block shows; -update rewrites it.
var (
	commandBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	exitComment  = regexp.MustCompile(` # exit code (\d+)$`)
	outputBlock  = regexp.MustCompile("(?ms)^<!-- output: ([^;\n]*); lines (\\d+)-(\\d+) -->\n```text\n(.*?)^```$")
	shellWord    = regexp.MustCompile(`'[^']*'|\S+`)
)

func TestReadmeCommands(t *testing.T) {
	readme := readReadme(t)
	intoRepository(t)
	ran := 0
	for _, block := range commandBlock.FindAllStringSubmatch(readme, -1) {
		for line := range strings.Lines(block[1]) {
			line = strings.TrimSpace(line)
			want := 0
			if m := exitComment.FindStringSubmatch(line); m != nil {
				want, _ = strconv.Atoi(m[1])
				line = strings.TrimSuffix(line, m[0])
			}
			args, ours := strings.CutPrefix(line, "go run ./cmd/kiyaku ")
			if !ours {
				args, ours = strings.CutPrefix(line, "kiyaku ")
			}
			if !ours {
				if !strings.HasSuffix(line, "go test ./...") { // which is running
					t.Errorf("README: %q: this test does not know how to run it", line)
				}
				continue
			}
			d, _, stderr := testDeps()
			if got := run(context.Background(), d, words(args)); got != want {
				t.Errorf("README: %q: exit code %d, want %d\n%s", line, got, want, stderr)
			}
			ran++
		}
	}
	if ran == 0 {
		t.Error("README has no commands")
	}
}

func TestReadmeOutput(t *testing.T) {
	readme := readReadme(t)
	file, err := filepath.Abs(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	intoRepository(t)
	blocks := 0
	updated := outputBlock.ReplaceAllStringFunc(readme, func(block string) string {
		blocks++
		m := outputBlock.FindStringSubmatch(block)
		want := readmeOutput(t, m[1], m[2], m[3])
		if m[4] != want && !*update {
			t.Errorf("README: the output of %q has changed (go test ./cmd/kiyaku -run Readme -update):\n--- README\n%s--- now\n%s", m[1], m[4], want)
		}
		return fmt.Sprintf("<!-- output: %s; lines %s-%s -->\n```text\n%s```", m[1], m[2], m[3], want)
	})
	if blocks == 0 {
		t.Error("README shows no output")
	}
	if *update {
		if err := os.WriteFile(file, []byte(updated), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// readmeOutput runs kiyaku and gives lines from…to of what it prints, counted from 1.
func readmeOutput(t *testing.T, command, from, to string) string {
	t.Helper()
	d, stdout, stderr := testDeps()
	if code := run(context.Background(), d, words(command)); code != exitDone {
		t.Fatalf("%q: exit code %d\n%s", command, code, stderr)
	}
	lines := strings.SplitAfter(stdout.String(), "\n")
	a, _ := strconv.Atoi(from)
	b, _ := strconv.Atoi(to)
	if a < 1 || b > len(lines) || a > b {
		t.Fatalf("%q prints %d lines, not %s-%s", command, len(lines), from, to)
	}
	return strings.Join(lines[a-1:b], "")
}

const readmeFile = "../../README.md"

func readReadme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// intoRepository changes to a directory that has testdata like the repository, but may be written to.
func intoRepository(t *testing.T) {
	t.Helper()
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(testdata, filepath.Join(dir, "testdata")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
}

// words splits a command line at spaces outside quotation marks.
func words(line string) []string {
	list := shellWord.FindAllString(line, -1)
	for i, w := range list {
		list[i] = strings.Trim(w, "'")
	}
	return list
}
