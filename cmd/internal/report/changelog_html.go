package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"kiyaku/cmd/internal/changelog"
	"kiyaku/lexicon"
)

//go:embed changelog.html.tmpl
var changelogTemplate string

// ChangelogHTML writes a change log as one file: no script, nothing loaded from elsewhere. Version n of the log, from 1, has
// the anchor #v1, the first of its changes #v1-c1. All text of documents is escaped.
//
// ChangelogHTML fails only for an unknown opts.Lang or if w does.
func ChangelogHTML(w io.Writer, log *changelog.Log, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChangelog(log, lex, opts)
	if err != nil {
		return err
	}
	funcs := template.FuncMap{
		"hchange": func(n int, c *changeItem) changeArg {
			return changeArg{fmt.Sprintf("v%d-c%d", n, c.N), "", c}
		},
		"runtext": func(e logEntry) string { return visible(e.runText(v.W)) },
		"effects": func(e logEntry) []string { return each(e.effects(v.W), visible) },
	}
	t, err := template.New("page").Funcs(changeFuncs(v.W)).Funcs(pageFuncs()).Parse(changeTemplate)
	if err == nil {
		t, err = t.New("changelog").Funcs(funcs).Parse(changelogTemplate)
	}
	if err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, changelogPage{v, template.CSS(htmlCSS + changeCSS)}); err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	return flush(w, "html", &b)
}

type changelogPage struct {
	*logView
	CSS template.CSS
}
