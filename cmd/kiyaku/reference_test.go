package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// The command reference for people (Markdown) and for man(1) is written out of the command tree by
//
//	go test ./cmd/kiyaku -run '^TestReference$' -docs DIR
//
// and not by the program itself: what the library brings along for it took a tenth of every start.
var docsDir = flag.String("docs", "", "write the command reference to `DIR`/markdown and DIR/man")

// writeReference writes one file for each command. The files carry no date.
func writeReference(dir string) error {
	markdown, man := filepath.Join(dir, "markdown"), filepath.Join(dir, "man")
	for _, d := range []string{markdown, man} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return err
		}
	}
	root := newRootCmd(systemDeps())
	root.DisableAutoGenTag = true
	if err := doc.GenMarkdownTree(root, markdown); err != nil {
		return err
	}
	return doc.GenManTree(root, &doc.GenManHeader{Title: "KIYAKU", Section: "1", Source: toolName}, man)
}

// Every command that help shows has its pages, which are the same bytes each time.
func TestReference(t *testing.T) {
	dir, again := t.TempDir(), t.TempDir()
	for _, d := range []string{dir, again} {
		if err := writeReference(d); err != nil {
			t.Fatal(err)
		}
	}
	var check func(c *cobra.Command)
	check = func(c *cobra.Command) {
		for _, name := range []string{
			"markdown/" + strings.ReplaceAll(c.CommandPath(), " ", "_") + ".md", "man/" + strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1",
		} {
			page, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Error(err)
				continue
			}
			if other, err := os.ReadFile(filepath.Join(again, name)); err != nil || !bytes.Equal(page, other) {
				t.Errorf("%s: other bytes when it is written again (%v)", name, err)
			}
		}
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() && !sub.IsAdditionalHelpTopicCommand() {
				check(sub)
			}
		}
	}
	check(newRootCmd(systemDeps()))
	if page, err := os.ReadFile(filepath.Join(dir, "markdown", "kiyaku_scan.md")); err != nil || !strings.Contains(string(page), "--fail-on") {
		t.Errorf("the page of scan lacks a flag (%v)", err)
	}
	if *docsDir != "" {
		if err := writeReference(*docsDir); err != nil {
			t.Fatal(err)
		}
	}
}
