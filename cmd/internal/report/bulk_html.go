package report

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"

	"kiyaku/lexicon"
)

//go:embed bulk.html.tmpl
var bulkTemplate string

// HTML writes the result as one file without script: how many targets came to which verdict, the targets in order, what
// failed by cause.
func (b *Bulk) HTML(w io.Writer, lex *lexicon.Lexicon, opts Options) error {
	words, err := wordsFor(opts.Lang)
	if err != nil {
		return err
	}
	ids, count := b.verdicts()
	page := struct {
		Lang     string
		CSS      template.CSS
		Verdicts []string
		Count    map[string]int
		Rows     []BulkRow
		Causes   []bulkCause
		Total    int
	}{opts.Lang, template.CSS(htmlCSS), ids, count, b.sorted(), b.causes(words), len(b.Rows)}
	if page.Lang == "" {
		page.Lang = "ja"
	}
	t, err := template.New("bulk").Funcs(template.FuncMap{
		"w":   words.get,
		"vis": visible,
		"of":  words.of,
		"fill": func(id string, pairs ...any) string {
			return words.fill(id, each(pairs, func(p any) string { return fmt.Sprint(p) })...)
		},
		"web": func(s string) bool { return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") },
		"sign": func(status string) string {
			sign, _ := statusLook(status)
			return strings.Trim(sign, "[]")
		},
		"flags": func(r BulkRow) string {
			ids := slices.SortedFunc(maps.Keys(r.Flags), func(x, y string) int { return cmp.Or(cmp.Compare(r.Flags[y], r.Flags[x]), cmp.Compare(x, y)) })
			return strings.Join(each(ids, func(id string) string {
				return fmt.Sprintf("%s %d", flagName(lex, id, opts.Lang), r.Flags[id])
			}), words.get("bulk.comma"))
		},
	}).Parse(bulkTemplate)
	if err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, page); err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	return flush(w, "html", &out)
}
