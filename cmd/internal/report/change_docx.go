package report

import (
	"bytes"
	"io"
	"strings"

	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/report/docx"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// ChangeDOCX writes a Word document: a summary, then each document of the new version as tracked changes to the old one.
// Rejecting all gives the old text, accepting all the new one. Each change in substance has a comment: what it is in legal
// terms, flags, factors, direction, authority. Documents that were not compared are named, not shown.
//
// ChangeDOCX fails for an unknown opts.Lang or if w does.
func ChangeDOCX(w io.Writer, r *diff.Report, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChange(r, lex, opts)
	if err != nil {
		return err
	}
	d := &docxChange{v: v, w: v.W, comments: map[*changeItem]*docx.Comment{}}
	d.head()
	d.effect()
	d.notes()
	d.list()
	d.compared()
	for _, line := range redlines(r, v) {
		d.redline(line)
	}
	doc := &docx.Document{Title: visible(v.Service) + " " + v.W.get("change.title"), Author: v.Tool, Lang: v.Lang,
		Header: v.W.get("change.title"), Footer: visible(v.Service), Body: d.body}
	var b bytes.Buffer
	if err := docx.Write(&b, doc); err != nil {
		return err
	}
	return flush(w, "docx", &b)
}

type docxChange struct {
	v        *changeView
	w        words
	body     []docx.Block
	comments map[*changeItem]*docx.Comment
}

// colours of directions: the words say it too.
var docxColours = map[string]string{"worse": "9A2A2A", "better": "1C6340", "unknown": "7D5200"}

func (d *docxChange) add(p docx.Paragraph) { d.body = append(d.body, p) }

func (d *docxChange) text(style docx.Style, s string) { d.add(docx.Text(style, visible(s))) }

func (d *docxChange) head() {
	d.text(docx.Title, d.v.Service)
	d.text(docx.Subtitle, d.w.get("change.title"))
	line := docx.Paragraph{Style: docx.Box, Runs: []docx.Run{{Text: d.v.Headline, Bold: true}}}
	if d.v.Direction.ID != "" {
		line.Runs = append(line.Runs, docx.Run{Text: d.w.get("punct.colon") + d.v.Direction.Name, Bold: true, Color: docxColours[d.v.Direction.ID]})
	}
	for _, s := range []string{d.causeText(), d.v.Partial, d.v.MinorNote} {
		if s != "" {
			line.Runs = append(line.Runs, docx.Run{Text: "\n" + s})
		}
	}
	d.add(line)
}

func (d *docxChange) causeText() string {
	if d.v.Cause.ID == string(diff.Vendor) {
		return ""
	}
	return d.v.Cause.Name
}

func (d *docxChange) effect() {
	d.text(docx.Heading1, d.w.get("head.effect"))
	rows := [][]docx.Cell{d.headRow("", d.w.get("change.old"), d.w.get("change.new"), d.w.get("head.changes"))}
	row := func(label string, b beforeAfter, changes string) {
		new := docx.Run{Text: visible(b.New.Name), Bold: !b.Same}
		rows = append(rows, []docx.Cell{docx.TextCell(label), docx.TextCell(visible(b.Old.Name)), {Paragraphs: []docx.Paragraph{{Runs: []docx.Run{new}}}}, docx.TextCell(changes)})
	}
	row(d.w.get("head.verdict"), d.v.Verdict, "")
	for _, f := range d.v.Factors {
		row(f.ID+" "+visible(f.Name), f.beforeAfter, d.numbers(f.Changes))
	}
	d.body = append(d.body, docx.Table{Widths: []int{3, 4, 4, 3}, Head: 1, Rows: rows})
}

func (d *docxChange) headRow(cells ...string) []docx.Cell {
	return each(cells, func(s string) docx.Cell {
		return docx.Cell{Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: s, Bold: true}}}}, Shade: "EFF1F4"}
	})
}

func (d *docxChange) numbers(list []int) string {
	return strings.Join(each(list, itoa), d.w.get("punct.comma"))
}

func (d *docxChange) notes() {
	for _, n := range d.v.Notes {
		d.text(docx.Heading1, n.Name)
		d.text(docx.Normal, n.Text)
		if len(n.Changes) > 0 {
			d.text(docx.Normal, d.w.get("changenote.changes")+d.w.get("punct.colon")+d.numbers(n.Changes))
		}
		if n.Clause == nil {
			d.text(docx.Normal, d.w.get("changenote.silent"))
			continue
		}
		d.text(docx.Normal, d.w.get("changenote.clause")+d.w.get("punct.colon")+n.Clause.Where)
		d.text(docx.Quote, n.Clause.Quote)
	}
}

// list is a table of the changes in substance.
func (d *docxChange) list() {
	if len(d.v.Changes) == 0 {
		return
	}
	d.text(docx.Heading1, d.w.get("head.changes"))
	rows := [][]docx.Cell{d.headRow("", d.w.get("table.where"), d.w.get("change.reasons"), d.w.get("filter.direction"))}
	for _, c := range d.v.Changes {
		rows = append(rows, []docx.Cell{
			docx.TextCell(itoa(c.N)), docx.TextCell(visible(c.Place().Where)), {Paragraphs: d.what(c)},
			{Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: c.Direction.Name, Color: docxColours[c.Direction.ID]}}}}},
		})
	}
	d.body = append(d.body, docx.Table{Widths: []int{1, 5, 9, 3}, Head: 1, Rows: rows})
}

// what says what a change is: kind and reasons, flags with their effects, the words that were replaced.
func (d *docxChange) what(c *changeItem) []docx.Paragraph {
	kind := c.Kind.Name
	if more := append(each(c.Reasons, func(n named) string { return n.Name }), c.Tags...); len(more) > 0 {
		kind += d.w.get("punct.open") + strings.Join(more, d.w.get("punct.comma")) + d.w.get("punct.close")
	}
	out := []docx.Paragraph{{Runs: []docx.Run{{Text: visible(kind)}}}}
	for _, f := range c.Flags {
		out = append(out, docx.Paragraph{Runs: []docx.Run{{Text: visible(f.summary(d.w)), Bold: true}}})
	}
	for _, p := range c.Pairs {
		if c.Old == nil || c.New == nil || len(c.Pairs) > 6 {
			continue
		}
		out = append(out, docx.Text(docx.Normal, d.pair(p)))
	}
	return out
}

func (d *docxChange) pair(p wordPair) string {
	side := func(s string) string {
		if s == "" {
			return d.w.get("change.empty")
		}
		return d.w.get("punct.quote") + visible(shorten(s, 60)) + d.w.get("punct.end")
	}
	return side(p.Old) + " → " + side(p.New)
}

func (d *docxChange) compared() {
	d.text(docx.Heading1, d.w.get("head.compared"))
	rows := [][]docx.Cell{d.headRow(d.w.get("table.document"), d.w.get("change.old"), d.w.get("change.new"))}
	side := func(s *sideView) docx.Cell {
		if s == nil {
			return docx.TextCell(d.w.get("change.empty"))
		}
		out := docx.Cell{Paragraphs: []docx.Paragraph{docx.Text(docx.Small, visible(s.Source)), docx.Text(docx.Small, "SHA-256 "+visible(s.Hash())+"…")}}
		for _, p := range []struct{ id, day string }{{"pair.revised", s.Revised}, {"pair.effective", s.Effective}} {
			if p.day != "" {
				out.Paragraphs = append(out.Paragraphs, docx.Text(docx.Small, d.w.get(p.id)+" "+p.day))
			}
		}
		return out
	}
	for i := range d.v.Pairs {
		p := &d.v.Pairs[i]
		title := docx.Cell{Paragraphs: []docx.Paragraph{docx.Text(docx.Normal, visible(p.Title+p.status(d.w)))}}
		if p.Notice != "" {
			title.Paragraphs = append(title.Paragraphs, docx.Text(docx.Small, p.Notice))
		}
		if p.Fault.ID != "" {
			title.Paragraphs = append(title.Paragraphs, docx.Paragraph{Runs: []docx.Run{{Text: visible(p.faultText(d.w)), Bold: true, Color: docxColours["unknown"]}}})
		}
		rows = append(rows, []docx.Cell{title, side(p.Old), side(p.New)})
	}
	d.body = append(d.body, docx.Table{Widths: []int{1, 1, 1}, Head: 1, Rows: rows})
	for _, n := range d.v.Renames {
		d.add(docx.Paragraph{List: docx.Bullets, Runs: []docx.Run{{Text: visible(d.w.get("reason.rename") + d.w.get("punct.colon") + n.Text)}}})
	}
	if len(d.v.Pairs) > 0 {
		d.text(docx.Normal, d.w.get("redline.intro"))
	}
	d.text(docx.Small, d.w.get("report.limits"))
	d.text(docx.Small, d.w.fill("report.by", "tool", d.v.Tool, "lexicon", d.v.Lexicon))
}

// redline writes one document as tracked changes.
func (d *docxChange) redline(r redline) {
	if len(r.Lines) == 0 {
		return
	}
	d.add(docx.Paragraph{Style: docx.Title, PageBreak: true, Runs: []docx.Run{{Text: visible(r.Pair.Title + r.Pair.status(d.w))}}})
	lang := ""
	if s := r.Pair.New; s != nil {
		lang = s.doc.Lang.ID
	} else if s := r.Pair.Old; s != nil {
		lang = s.doc.Lang.ID
	}
	for i := range r.Lines {
		d.add(d.paragraph(&r.Lines[i], lang))
	}
}

func (d *docxChange) paragraph(l *redLine, lang string) docx.Paragraph {
	p := docx.Paragraph{Change: docxChangeOf(l.Mark)}
	switch {
	case l.Kind == corpus.Heading:
		p.Style = [...]docx.Style{docx.Heading1, docx.Heading1, docx.Heading2}[min(l.Level, 2)]
		if l.Level > 2 {
			p.Style = docx.Heading3
		}
	case l.Kind == corpus.Item:
		p.Indent = 2 * max(1, l.Level)
	case l.Kind == corpus.Note:
		p.Style = docx.Small
	}
	if l.Moved != nil {
		p.Move = "move" + itoa(l.Moved.N) + "-" + itoa(l.Part)
		if p.Change = docx.MovedTo; l.Mark == diff.Delete {
			p.Change = docx.MovedFrom
		}
	}
	for _, r := range l.Runs {
		run := docx.Run{Text: visibleLines(r.Text), Lang: lang, Change: docxChangeOf(r.Op)}
		if l.Moved != nil {
			run.Change = p.Change
		}
		if r.Change != nil && r.Change.Substantive && (l.Moved == nil || l.Mark == diff.Insert) {
			run.Comment = d.comment(r.Change)
		}
		p.Runs = append(p.Runs, run)
	}
	return p
}

func docxChangeOf(op diff.Op) docx.Change {
	switch op {
	case diff.Insert:
		return docx.Inserted
	case diff.Delete:
		return docx.Deleted
	}
	return docx.Unchanged
}

// visibleLines is visible that keeps line breaks.
func visibleLines(s string) string {
	return strings.Join(each(strings.Split(s, "\n"), visible), "\n")
}

// comment is what stands in the margin of c.
func (d *docxChange) comment(c *changeItem) *docx.Comment {
	if known := d.comments[c]; known != nil {
		return known
	}
	head := docx.Paragraph{Runs: []docx.Run{{Text: d.v.number(c.N) + " " + c.Direction.Name, Bold: true, Color: docxColours[c.Direction.ID]}}}
	paragraphs := append([]docx.Paragraph{head}, d.what(c)...)
	for _, f := range c.Flags {
		if s := f.reading(d.w); s != "" {
			paragraphs = append(paragraphs, docx.Text(docx.Normal, visible(s)))
		}
		if f.Added && f.Meaning != "" {
			paragraphs = append(paragraphs, docx.Text(docx.Normal, f.Name+d.w.get("punct.colon")+f.Meaning))
		}
	}
	if c.Differ() {
		paragraphs = append(paragraphs, docx.Text(docx.Normal, visible(c.Old.Where+" → "+c.New.Where)))
	}
	if len(c.Authority) > 0 {
		paragraphs = append(paragraphs, docx.Text(docx.Normal, d.w.get("attr.authority")+d.w.get("punct.colon")+
			strings.Join(each(c.Authority, func(a authorityView) string { return visible(a.Name) }), d.w.get("punct.between"))))
	}
	out := &docx.Comment{Paragraphs: paragraphs}
	d.comments[c] = out
	return out
}
