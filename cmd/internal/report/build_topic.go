package report

import (
	"cmp"
	"slices"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// maxPlaces is how many provisions a point of a topic shows; maxQuote and maxLatin, how many characters of each, in Japanese
// and in other languages. Clauses on precedence are shown whole, up to maxRank.
const (
	maxPlaces = 3
	maxQuote  = 70
	maxLatin  = 150
	maxRank   = 400
)

// topic turns a topic into words: what answers each point, then in one line what nothing answers.
func (b *builder) topic(t assess.Topic) topicView {
	out := topicView{named: named{t.ID, b.w.of("topic", t.ID)}, Note: b.w["topicnote."+t.ID], Authority: b.authorities(t.Authority)}
	for _, p := range t.Points {
		if p.Status == assess.Gap && len(p.Evidence) == 0 {
			out.Gaps = append(out.Gaps, named{p.ID, b.pointName(t.ID, p.ID)})
			continue
		}
		out.Points = append(out.Points, b.point(t.ID, p))
	}
	if len(out.Gaps) > 0 {
		out.GapNote = b.w["gap."+t.ID]
	}
	return out
}

func (b *builder) pointName(topic, point string) string { return b.w.of("point", topic+"."+point) }

func (b *builder) point(topic string, p assess.Point) pointView {
	out := pointView{
		named: named{p.ID, b.pointName(topic, p.ID)}, Status: named{string(p.Status), b.w.of("pointstatus", string(p.Status))}, Value: p.Value,
		Say:     cmp.Or(b.w["say."+topic+"."+p.ID+"."+string(p.Status)], b.w["say."+topic+"."+string(p.Status)]),
		Missing: each(p.Missing, func(id string) named { return named{id, b.w.of("missing", id)} }),
	}
	if len(out.Missing) > 0 {
		out.Say += b.w.get("punct.colon") + strings.Join(each(out.Missing, func(n named) string { return n.Name }), b.w.get("punct.between"))
	}
	for i, e := range p.Evidence {
		if i == maxPlaces {
			out.More = len(p.Evidence) - maxPlaces
			break
		}
		out.Places = append(out.Places, b.place(e.Place, e.Finding, 0))
	}
	return out
}

// place shortens a provision to its place and first words: limit characters, or what suits the language if limit is 0.
func (b *builder) place(p find.Place, finding string, limit int) placeView {
	if limit == 0 {
		limit = maxQuote
		if i, ok := b.docs[p.Document]; ok && b.view.Documents[i].Lang.ID != string(corpus.Japanese) {
			limit = maxLatin
		}
	}
	out := placeView{Doc: -1, Quote: shorten(strings.TrimSpace(p.Quote), limit)}
	if fs := b.byID[finding]; finding != "" && len(fs) > 0 {
		out.Finding = fs[0]
	} else if i := slices.IndexFunc(b.view.Findings, func(f *findingView) bool {
		return f.Doc >= 0 && b.view.Documents[f.Doc].ID == p.Document && f.Span == p.Span
	}); i >= 0 {
		out.Finding = b.view.Findings[i] // another finding on the same sentence leads to it in the text
	}
	out.Where = cmp.Or(p.Citation, b.w.get("finding.nocite"))
	if p.Caption != "" && !(p.Citation == "" && b.titled(p.Document, p.Caption)) {
		out.Where += b.w.get("punct.open") + p.Caption + b.w.get("punct.close")
	}
	out.Where += onPage(originOf(b.a, p.Document, p.Span).page)
	if i, ok := b.docs[p.Document]; ok {
		out.Doc = i
		if len(b.view.Documents) > 1 {
			out.Where = b.view.Documents[i].Title + " · " + out.Where
		}
	}
	return out
}

// titled reports whether a document bears this title: a paper without clauses need not be named twice.
func (b *builder) titled(id, title string) bool {
	i, ok := b.docs[id]
	return ok && strings.TrimSpace(b.view.Documents[i].doc.Title) == title
}

// rank says which document prevails by a clause.
func (b *builder) rank(p find.Precedence) rankView {
	high, low := b.titles(p.Higher, p.HigherWords), b.titles(p.Lower, p.LowerWords)
	id := "rank.over"
	if low == "" {
		id = "rank.alone"
	}
	say := b.w.fill(id, "high", high, "low", low)
	if len(p.Higher) == 0 {
		say += b.w.get("rank.unread")
	}
	return rankView{Say: say, Place: b.place(p.Place, "", maxRank)}
}

// titles names documents by title, or by the clause's own words if they are not in the set.
func (b *builder) titles(ids []string, own string) string {
	var names []string
	for _, id := range ids {
		if i, ok := b.docs[id]; ok {
			names = append(names, b.w.get("punct.quote")+b.view.Documents[i].Title+b.w.get("punct.end"))
		}
	}
	if names == nil && own != "" {
		return b.w.get("punct.quote") + own + b.w.get("punct.end")
	}
	return strings.Join(names, b.w.get("punct.comma"))
}

// conflict shows both sides and, where they stand in two documents, which of them prevails by which clause.
func (b *builder) conflict(c assess.Conflict) conflictView {
	out := conflictView{Promise: b.one(c.Promise), Permission: b.one(c.Permission)}
	switch {
	case c.Prevails != "" && c.By >= 0 && c.By < len(b.a.Precedence):
		p := b.place(b.a.Precedence[c.By].Place, "", maxRank)
		out.Rank, out.By = b.w.get("conflict.prevails."+c.Prevails), &p
	case out.Promise.Finding != nil && out.Permission.Finding != nil && out.Promise.Finding.Doc != out.Permission.Finding.Doc:
		out.Rank = b.w.get("conflict.norank")
	}
	return out
}

// scopes says of each privacy policy whose data it is about, with the sentence that tells.
func (b *builder) scopes() {
	for i, d := range b.a.Documents {
		if d.Scope.Data == "" {
			continue
		}
		dv := &b.view.Documents[i]
		dv.Scope = b.w.of("scope", d.Scope.Data)
		switch {
		case d.Scope.Quote == "":
			dv.Scope += b.w.get("punct.open") + b.w.get("scopehow.silent") + b.w.get("punct.close")
		case !d.Scope.Said:
			dv.Scope += b.w.get("punct.open") + b.w.get("scopehow.signs") + b.w.get("punct.close")
		}
		if d.Scope.Quote != "" {
			p := b.place(d.Scope.Place, "", 0)
			dv.ScopeAt = &p
		}
	}
}
