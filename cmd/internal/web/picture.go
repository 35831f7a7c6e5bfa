package web

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

// A picture is an SVG under way. Colours come from classes of the style sheet, so that pictures follow the dark mode; what
// colours say is said in letters or shapes too.
type picture struct{ strings.Builder }

func (p *picture) add(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// text is words that may stem from anybody.
func text(s string) string { return template.HTMLEscapeString(visible(s)) }

func (p *picture) html() template.HTML { return template.HTML(p.String()) }

// statusMark is the sign of a status, as in reports.
func statusMark(status string) string {
	switch status {
	case "met":
		return "!"
	case "contradicted":
		return "±"
	case "not-met":
		return "–"
	}
	return "?"
}

// factorBars is a small picture of the three factors: a bar for each, the higher the worse.
func factorBars(lang string, factors store.Factors) template.HTML {
	var names []string
	for i, status := range factors {
		if status == "" {
			return ""
		}
		names = append(names, fmt.Sprintf("F%d %s", i+1, report.UI(lang, "status."+status)))
	}
	var p picture
	p.add(`<svg class="bars" viewBox="0 0 66 30" width="66" height="30" role="img"><title>%s</title>`, text(strings.Join(names, ", ")))
	height := map[string]int{"met": 18, "contradicted": 13, "unknown": 8, "not-met": 4}
	for i, status := range factors {
		h := height[status]
		p.add(`<rect class="%s" x="%d" y="%d" width="18" height="%d" rx="2"/>`, text(status), 2+22*i, 29-h, h)
		p.add(`<text x="%d" y="%d">%s</text>`, 11+22*i, 29-h-3, statusMark(status))
	}
	p.add(`</svg>`)
	return p.html()
}

// timeline is a picture of versions in time: a dot for each, its colour the verdict, larger where something substantive
// changed. rows come newest first.
func timeline(lang string, rows []versionRow) template.HTML {
	if len(rows) < 2 {
		return ""
	}
	const width, pad = 720, 40 // half a date fits beside the first and the last dot
	first, last := rows[len(rows)-1].At, rows[0].At
	span := last.Sub(first)
	var p picture
	p.add(`<svg class="timeline" viewBox="0 0 %d 64" role="group" aria-label="%s"><line x1="%d" y1="30" x2="%d" y2="30"/>`, width, text(wordsOf(lang).get("history.timeline")), pad, width-pad)
	previous := -100
	for _, row := range slices.Backward(rows) {
		x := pad
		if span > 0 {
			x += int(float64(width-2*pad) * float64(row.At.Sub(first)) / float64(span))
		}
		r := 6
		if row.Change != nil && row.Change.Substantive {
			r = 9
		}
		p.add(`<a href="%s"><circle class="%s" cx="%d" cy="30" r="%d"><title>%s</title></circle></a>`, text(row.Path), text(row.Verdict), x, r,
			text(fmt.Sprintf("%d · %s · %s", row.Number, row.At.UTC().Format("2006-01-02"), row.VerdictName)))
		if x-previous > 70 {
			p.add(`<text x="%d" y="56">%s</text>`, x, row.At.UTC().Format("2006-01-02"))
			previous = x
		}
	}
	p.add(`</svg>`)
	return p.html()
}

// flagMatrix is a picture of which service has which flags: a square for each, the darker the more findings, with their
// number.
func flagMatrix(lang string, services []compared, rows []flagRow) template.HTML {
	if len(services) == 0 || len(rows) == 0 {
		return ""
	}
	const cell, left, top = 26, 190, 26
	width, height := left+cell*len(services), top+cell*len(rows)
	var p picture
	p.add(`<svg class="matrix" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`, width, height, width, height, text(wordsOf(lang).get("compare.matrix")))
	for k := range services {
		p.add(`<text class="head" x="%d" y="%d">%d</text>`, left+cell*k+cell/2, top-9, k+1)
	}
	for i, row := range rows {
		y := top + cell*i
		p.add(`<text class="name" x="%d" y="%d">%s</text>`, left-8, y+cell/2+4, text(row.Name))
		for k, n := range row.Counts {
			p.add(`<rect class="%s n%d" x="%d" y="%d" width="%d" height="%d" rx="3"><title>%s</title></rect>`, strings.ToLower(row.Family), min(n, 4),
				left+cell*k+2, y+2, cell-4, cell-4, text(fmt.Sprintf("%s – %s: %d", services[k].Name, row.Name, n)))
			if n > 0 {
				p.add(`<text class="count" x="%d" y="%d">%d</text>`, left+cell*k+cell/2, y+cell/2+4, n)
			}
		}
	}
	p.add(`</svg>`)
	return p.html()
}
