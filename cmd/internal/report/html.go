package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

//go:embed assessment.html.tmpl
var htmlTemplate string

//go:embed assessment.css
var htmlCSS string

// HTML writes the assessment as one file that can be filed and read anywhere: no script, nothing loaded from elsewhere,
// readable on paper, on a phone and in the dark.
//
// Verdict, factors, evidence, actions, questions and other provisions come first, then every document in full with the
// findings marked in place. Each finding has the anchors #f1 (the finding) and #t1 (its place in the text), each block of
// a document #d1-b0. All text of documents is escaped; a content security policy forbids whatever might slip through.
// opts.Color and opts.Width have no effect. HTML fails only for an unknown opts.Lang or if w does.
func HTML(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	v, err := build(a, lex, opts)
	if err != nil {
		return err
	}
	page := htmlPage{view: v, CSS: template.CSS(htmlCSS)}
	placed := map[int]bool{}
	for i := range v.Documents {
		page.Texts = append(page.Texts, marked(&v.Documents[i], i, v.Findings, placed))
	}
	t, err := template.New("assessment").Funcs(htmlFuncs(v, placed)).Parse(htmlTemplate)
	if err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, page); err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	return flush(w, "html", &b)
}

type htmlPage struct {
	*view
	CSS   template.CSS
	Texts []htmlDocument
}

func htmlFuncs(v *view, placed map[int]bool) template.FuncMap {
	return template.FuncMap{
		"w": v.W.get,
		"fill": func(id string, pairs ...any) string {
			return v.W.fill(id, each(pairs, func(p any) string { return fmt.Sprint(p) })...)
		},
		"uilang": func() string { return v.Lang },
		"vis":    visible,
		"trim":   strings.TrimSpace,
		"where":  func(f *findingView) string { return visible(v.where(f)) },
		"stance": stance,
		"placed": func(f *findingView) bool { return placed[f.N] },
		"sign": func(status string) string {
			sign, _ := statusLook(status)
			return strings.Trim(sign, "[]")
		},
		"several": func() bool { return len(v.Documents) > 1 },
		"reading": func(f *findingView) []attribute {
			return append([]attribute{f.Actor, f.Modality, f.Object}, f.More...)
		},
		"numbers": numbers,
		"pointsign": func(status string) string {
			sign, _ := pointLook(status)
			return strings.Trim(sign, "[]")
		},
	}
}

// numbers are the findings of evidence by number, for links; answers have none.
func numbers(es []evidence) []int {
	var out []int
	for _, e := range es {
		if e.Finding != nil {
			out = append(out, e.Finding.N)
		}
	}
	return out
}

// stance is the class by which a finding is coloured and underlined: h the provider handles, n it does not, s entrustment
// and supervision, r anything else.
func stance(f *findingView) string {
	switch {
	case f.Against || f.Family == "N":
		return "n"
	case f.Family == "H":
		return "h"
	case f.Family == "S":
		return "s"
	}
	return "r"
}
