package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newGenDocsCmd(d deps) *cobra.Command {
	style := docsMarkdown
	cmd := &cobra.Command{
		Use:    "gen-docs DIR",
		Short:  "Write the command reference (Markdown or man pages) to a directory",
		Hidden: true,
		Args:   arguments(cobra.ExactArgs(1)),
		RunE:   func(_ *cobra.Command, args []string) error { return genDocs(d, args[0], style) },
	}
	addChoice(cmd, &style, "style", []docsStyle{docsMarkdown, docsMan}, "what to write")
	return cmd
}

type docsStyle string

const (
	docsMarkdown docsStyle = "markdown"
	docsMan      docsStyle = "man"
)

// genDocs writes one file for each command into dir, which is made if it is not there. The files carry no date.
func genDocs(d deps, dir string, style docsStyle) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root := newRootCmd(d)
	root.DisableAutoGenTag = true
	if style == docsMan {
		return doc.GenManTree(root, &doc.GenManHeader{Title: "KIYAKU", Section: "1", Source: toolName}, dir)
	}
	return doc.GenMarkdownTree(root, dir)
}
