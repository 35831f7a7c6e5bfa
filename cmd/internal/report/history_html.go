package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"kiyaku/cmd/internal/history"
	"kiyaku/lexicon"
)

//go:embed history.html.tmpl
var historyTemplate string

// HistoryHTML writes a change log as one file: no script, nothing loaded from elsewhere. Version n of the log, from 1, has
// the anchor #v1, the first of its changes #v1-c1. All text of documents is escaped.
//
// HistoryHTML fails only for an unknown opts.Lang or if w does.
func HistoryHTML(w io.Writer, log *history.Log, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildHistory(log, lex, opts)
	if err != nil {
		return err
	}
	funcs := template.FuncMap{
		"hchange": func(n int, c *changeItem) changeArg {
			return changeArg{fmt.Sprintf("v%d-c%d", n, c.N), "", c}
		},
		"runtext": func(e historyEntry) string { return visible(e.runText(v.W)) },
		"effects": func(e historyEntry) []string { return each(e.effects(v.W), visible) },
	}
	t, err := template.New("page").Funcs(changeFuncs(v.W)).Funcs(pageFuncs()).Parse(changeTemplate)
	if err == nil {
		t, err = t.New("history").Funcs(funcs).Parse(historyTemplate)
	}
	if err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, historyPage{v, template.CSS(htmlCSS + changeCSS)}); err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	return flush(w, "html", &b)
}

type historyPage struct {
	*historyView
	CSS template.CSS
}
