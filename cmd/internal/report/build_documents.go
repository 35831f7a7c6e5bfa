package report

import (
	"path"
	"path/filepath"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

func (b *builder) documents() {
	for i, d := range b.a.Documents {
		b.docs[d.ID] = i
		dv := documentView{
			doc: d.Document, ID: d.ID, Title: strings.TrimSpace(d.Title),
			Kind:   named{string(d.Kind), b.w.get("kind." + string(d.Kind))},
			Lang:   named{string(d.Lang), b.w.get("lang." + string(d.Lang))},
			Source: d.Source.Location, SHA256: d.SHA256, Bytes: d.Bytes, Sentences: sentencesRead(d),
			Percent: percent(d.Coverage), Fetched: day(d.FetchedAt), Extractor: d.Extractor,
		}
		if dv.Title == "" {
			dv.Title = b.w.get("read.untitled")
		}
		if u := d.URL; strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
			dv.URL = u
		}
		for _, p := range d.Problems {
			pv := problemView{Kind: named{p.Code, b.w.of("problem", p.Code)}, Message: p.Message, Lost: p.Lost}
			if say, ok := b.w["problem-said."+p.Code]; ok {
				pv.Message = say
			}
			if s := p.Span; s.Start >= 0 && s.Start < s.End && s.End <= len(d.Text) {
				pv.Excerpt = shorten(s.In(d.Text), 60)
			}
			dv.Problems = append(dv.Problems, pv)
		}
		b.view.Sentences += dv.Sentences
		b.view.Documents = append(b.view.Documents, dv)
	}
	b.tellApart()
}

// tellApart adds to titles that several documents bear where each of them came from.
func (b *builder) tellApart() {
	bearers, names := map[string]int{}, map[string]int{}
	name := func(d *documentView) string {
		base := path.Base(strings.TrimRight(filepath.ToSlash(d.Source), "/"))
		base, _, _ = strings.Cut(base, "?")
		return base
	}
	for i := range b.view.Documents {
		d := &b.view.Documents[i]
		bearers[d.Title]++
		names[d.Title+"\n"+name(d)]++
	}
	for i := range b.view.Documents {
		d := &b.view.Documents[i]
		if bearers[d.Title] < 2 {
			continue
		}
		add := name(d)
		if names[d.Title+"\n"+add] > 1 {
			add = d.ID
		}
		d.Title += b.w.get("punct.open") + add + b.w.get("punct.close")
	}
}

// sentencesRead counts the sentences that were analyzed: those of the document proper, without headings.
func sentencesRead(d assess.Document) int {
	if d.Tree == nil {
		return 0
	}
	n := 0
	for _, s := range d.Tree.Sentences {
		if s.Role == corpus.Body && s.Kind != clause.Caption {
			n++
		}
	}
	return n
}
