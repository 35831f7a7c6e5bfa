package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

//go:embed change.html.tmpl
var changeTemplate string

//go:embed change.css
var changeCSS string

// ChangeHTML writes a report on changes as one file that can be filed and read anywhere: no script, nothing loaded from
// elsewhere, readable on paper, on a phone and in the dark.
//
// Result, effect on verdict and factors, and procedure come first, then each change in substance, inline or side by side,
// then the other differences and each document in full with its changes marked. The choice of layout and the filters by
// scope, flag, factor and direction are radio buttons that style sheets act on; a browser too old for that shows all.
// Change n has the anchor #c1. All text of documents is escaped; a content security policy forbids whatever might slip
// through. ChangeHTML fails only for an unknown opts.Lang or if w does.
func ChangeHTML(w io.Writer, r *diff.Report, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChange(r, lex, opts)
	if err != nil {
		return err
	}
	page := &changePage{changeView: v, CSS: template.CSS(htmlCSS + changeCSS), Up: opts.Up, Redlines: redlines(r, v), Directory: directory(v)}
	page.filters()
	t, err := template.New("page").Funcs(changeFuncs(v.W)).Funcs(pageFuncs()).Parse(changeTemplate)
	if err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, page); err != nil {
		return fmt.Errorf("report html: %w", err)
	}
	return flush(w, "html", &b)
}

type changePage struct {
	*changeView
	CSS       template.CSS
	Up        string
	Redlines  []redline
	Directory []directoryView
	Filters   []filterView
	FilterCSS template.CSS // hides what a chosen filter leaves out
}

// directoryView lists the clauses of one document that changed, in their order, for jumping.
type directoryView struct {
	Title string
	Rows  []directoryRow
}

type directoryRow struct {
	Where   string
	Changes []*changeItem
}

func directory(v *changeView) []directoryView {
	var out []directoryView
	for _, c := range v.items {
		if !c.Substantive {
			continue
		}
		p := c.Place()
		title := v.titleOf(c)
		if len(out) == 0 || out[len(out)-1].Title != title {
			out = append(out, directoryView{Title: title})
		}
		d := &out[len(out)-1]
		if len(d.Rows) == 0 || d.Rows[len(d.Rows)-1].Where != p.Citation {
			d.Rows = append(d.Rows, directoryRow{Where: p.Citation})
		}
		row := &d.Rows[len(d.Rows)-1]
		row.Changes = append(row.Changes, c)
	}
	return out
}

// titleOf is the document that a change is told to stand in.
func (v *changeView) titleOf(c *changeItem) string {
	for i := range v.Pairs {
		p := &v.Pairs[i]
		if s := p.New; c.New != nil && s != nil && c.New.Document == p.diff.New {
			return s.doc.Title
		}
		if s := p.Old; c.New == nil && s != nil && c.Old.Document == p.diff.Old {
			return s.doc.Title
		}
	}
	return ""
}

// changeArg is what the template of one change takes.
type changeArg struct {
	ID      string // of the element; "" for none
	Classes string // by which filters find it
	Change  *changeItem
}

// A filterView is a group of radio buttons; the first shows all.
type filterView struct {
	Name    string
	Label   string
	Choices []filterChoice
}

type filterChoice struct {
	ID    string
	Label string
	Count int
}

// filters offers each flag, factor and direction that occurs. Classes are made of positions, not of ids, which an own
// lexicon may choose.
func (p *changePage) filters() {
	var css strings.Builder
	add := func(name, label string, count func(id string) int, choices []named) {
		f := filterView{Name: name, Label: label}
		for i, c := range choices {
			id := fmt.Sprintf("%s%d", name, i)
			f.Choices = append(f.Choices, filterChoice{ID: id, Label: c.Name, Count: count(c.ID)})
			fmt.Fprintf(&css, "body:has(#%s:checked) .change:not(.%s) { display: none; }\n", id, id)
		}
		if len(f.Choices) > 0 {
			p.Filters = append(p.Filters, f)
		}
	}
	all := p.all()
	counter := func(has func(*changeItem, string) bool) func(string) int {
		return func(id string) int {
			n := 0
			for _, c := range all {
				if has(c, id) {
					n++
				}
			}
			return n
		}
	}
	add("flag", p.W.get("filter.flag"), counter((*changeItem).hasFlag), p.flagChoices())
	add("factor", p.W.get("filter.factor"), counter((*changeItem).hasFactor), p.factorChoices())
	add("direction", p.W.get("filter.direction"), counter((*changeItem).hasDirection), p.directionChoices())
	p.FilterCSS = template.CSS(css.String())
}

func (c *changeItem) hasFlag(id string) bool {
	return slices.ContainsFunc(c.Flags, func(f flagMove) bool { return f.ID == id })
}

func (c *changeItem) hasFactor(id string) bool { return slices.Contains(c.Factors, id) }

func (c *changeItem) hasDirection(id string) bool { return c.Direction.ID == id }

func (p *changePage) flagChoices() []named {
	var out []named
	for _, c := range p.all() {
		for _, f := range c.Flags {
			if !slices.ContainsFunc(out, func(n named) bool { return n.ID == f.ID }) {
				out = append(out, f.named)
			}
		}
	}
	return out
}

func (p *changePage) factorChoices() []named {
	var out []named
	for _, f := range p.Factors {
		if len(f.Changes) > 0 {
			out = append(out, named{f.ID, f.ID + " " + f.Name})
		}
	}
	return out
}

func (p *changePage) directionChoices() []named {
	var out []named
	for _, d := range []diff.Direction{diff.Worse, diff.Better, diff.Unknown, diff.Neutral} {
		if i := slices.IndexFunc(p.Changes, func(c *changeItem) bool { return c.Direction.ID == string(d) }); i >= 0 {
			out = append(out, p.Changes[i].Direction)
		}
	}
	return out
}

// Classes are those by which filters find a change.
func (p *changePage) Classes(c *changeItem) string {
	var out []string
	for _, group := range []struct {
		name    string
		choices []named
		has     func(*changeItem, string) bool
	}{{"flag", p.flagChoices(), (*changeItem).hasFlag}, {"factor", p.factorChoices(), (*changeItem).hasFactor},
		{"direction", p.directionChoices(), (*changeItem).hasDirection}} {
		for i, n := range group.choices {
			if group.has(c, n.ID) {
				out = append(out, fmt.Sprintf("%s%d", group.name, i))
			}
		}
	}
	return strings.Join(out, " ")
}

// Class tells the style sheet what the line is and became.
func (l redLine) Class() string {
	out := l.Kind.String()
	if l.Kind == corpus.Heading || l.Kind == corpus.Item {
		out += fmt.Sprintf(" l%d", min(l.Level, 3))
	}
	if l.Mark != "" {
		out += " whole-" + string(l.Mark)
	}
	return out
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"arg": func(p *changePage, c *changeItem) changeArg {
			if !c.Substantive { // the table of these has the anchor
				return changeArg{"", p.Classes(c), c}
			}
			return changeArg{"c" + itoa(c.N), p.Classes(c), c}
		},
	}
}

func changeFuncs(w words) template.FuncMap {
	return template.FuncMap{
		"w": w.get,
		"fill": func(id string, pairs ...any) string {
			return w.fill(id, each(pairs, func(p any) string { return fmt.Sprint(p) })...)
		},
		"vis":   visible,
		"lines": visibleLines,
		"short": func(s string) string { return visible(shorten(s, 60)) },
		"join": func(list []named) string {
			return visible(strings.Join(each(list, func(n named) string { return n.Name }), w.get("punct.comma")))
		},
		"summary": func(f flagMove) string { return visible(f.summary(w)) },
		"reading": func(f flagMove) string { return visible(f.reading(w)) },
		"fault":   func(p pairView) string { return visible(p.faultText(w)) },
		"status":  func(p pairView) string { return p.status(w) },
		"old":     func(c *changeItem) string { old, _ := c.excerpt(); return visible(old) },
		"new":     func(c *changeItem) string { _, new := c.excerpt(); return visible(new) },
		"sign":    directionSign,
	}
}

// directionSign stands beside the words for a direction, so that nothing hangs on colour.
func directionSign(id string) string {
	switch diff.Direction(id) {
	case diff.Worse:
		return "↓"
	case diff.Better:
		return "↑"
	case diff.Neutral:
		return "＝"
	}
	return "？"
}
