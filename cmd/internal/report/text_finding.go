package report

import (
	"slices"
	"strings"
)

// evidence writes what speaks for and against one factor.
func (t *textWriter) evidence(f *factorView) {
	t.title(f.ID + " " + visible(f.Name) + t.w.get("punct.colon") + f.Status.Name)
	if f.Meaning != "" {
		t.flow(1, "", run{f.Meaning, faint})
	}
	t.blank()
	t.part("factor.for", f.For, f.SilentFor)
	t.part("factor.against", f.Against, f.SilentAg)
	if f.Incomplete != "" {
		t.flow(1, t.paint(warn, "! "), run{f.Incomplete, plain})
	}
	if len(f.Also) > 0 {
		t.part("factor.also", f.Also, "")
	}
}

// part writes one side of the evidence, or that nothing was found.
func (t *textWriter) part(id string, es []evidence, silent string) {
	t.flow(1, "", run{t.w.get(id), bold})
	if len(es) == 0 && silent != "" {
		t.flow(3, "", run{silent, note})
	}
	for _, e := range es {
		switch {
		case e.Finding != nil && e.First:
			t.finding(e.Finding)
		case e.Finding != nil:
			t.para(3, t.paint(bold, pad(e.Finding.number(), 5)),
				e.Finding.Flag.Name+" · "+t.place(e.Finding)+t.bracket(t.w.get("finding.above")))
		case e.Answer != nil:
			t.flow(3, "•    ", run{t.w.get("answer.evidence") + t.w.get("punct.colon") + visible(e.Answer.Text) + " → ", plain},
				run{visible(e.Answer.Answer), bold}, run{t.source(*e.Answer), faint})
		default:
			t.para(3, "•    ", visible(e.ID)+t.w.get("finding.missing"))
		}
	}
	t.blank()
}

// place is document and citation with the caption.
func (t *textWriter) place(f *findingView) string {
	if len(t.v.Documents) > 1 && f.DocTitle != "" {
		return visible(f.DocTitle) + " · " + visible(t.v.where(f))
	}
	return visible(t.v.where(f))
}

// shortPlace is for tables: the document by its id, and no caption.
func (t *textWriter) shortPlace(f *findingView) string {
	if len(t.v.Documents) > 1 && f.Doc >= 0 {
		return t.v.Documents[f.Doc].ID + " " + visible(f.Citation)
	}
	return visible(f.Citation)
}

// finding writes one finding in full: place and flag, the quote behind a bar, then the reading.
func (t *textWriter) finding(f *findingView) {
	head := []run{{f.Flag.Name, bold}, {" · " + t.place(f), plain}}
	for _, tag := range f.Tags {
		head = append(head, run{" [" + tag.Name + "]", warn})
	}
	t.flow(3, t.paint(bold, pad(f.number(), 5)), head...)
	t.quoted(f)
	attrs := []attribute{f.Actor, f.Modality, f.Object}
	if !t.color && f.Before+f.After != "" {
		attrs = append(attrs, attribute{Label: t.w.get("attr.mark"), Words: f.Marked})
	}
	if t.v.Explain {
		attrs = slices.Concat(attrs, f.More)
	}
	t.reading(attrs)
	n := t.attrWidth()
	for _, e := range f.Exceptions {
		text := e.Kind.Name
		if e.Effect.ID != "" {
			text += t.bracket(e.Effect.Name)
		}
		if q := visible(strings.TrimSpace(e.Quote)); q != "" {
			text += " " + t.quote(q)
		}
		t.para(8, pad(t.w.get("attr.exception"), n), text)
	}
	if len(f.Authority) > 0 { // by id: the titles are long, and stand once at the end
		ids := each(f.Authority, func(a authorityView) string { return a.ID })
		t.flow(8, pad(t.w.get("attr.authority"), n), run{visible(strings.Join(ids, ", ")), plain})
	}
	if f.Note.ID != "" {
		t.flow(8, pad(t.w.get("attr.note"), n), run{f.Note.Name, note})
	}
	if t.v.Explain {
		t.flow(8, pad(t.w.get("attr.rule"), n), run{visible(f.ruleText()), faint})
		t.flow(8, pad(t.w.get("attr.id"), n), run{visible(f.ID), faint})
	}
	t.blank()
}

// quoted writes the quote behind a bar, with the operative words painted.
func (t *textWriter) quoted(f *findingView) {
	bar := t.paint(faint, "│ ")
	var inner textWriter
	inner.width, inner.color = t.width-8-2, t.color
	inner.flow(0, "", run{visible(f.Before), plain}, run{visible(f.Marked), mark}, run{visible(f.After), plain})
	for l := range strings.Lines(inner.b.String()) {
		t.b.WriteString(strings.Repeat(" ", 8) + bar + l)
	}
}

// reading writes the attributes that have something to say, one a line.
func (t *textWriter) reading(attrs []attribute) {
	n := t.attrWidth()
	for _, a := range attrs {
		if a.Value == "" && a.Words == "" {
			continue
		}
		text := a.Value
		switch {
		case a.Value == "":
			text = t.quote(visible(a.Words))
		case a.Words != "":
			text += " " + t.quote(visible(a.Words))
		case a.How != "" && t.v.Explain:
			text += t.bracket(a.How)
		}
		t.para(8, pad(a.Label, n), text)
	}
}

// attrWidth is the column of the attributes' texts: the widest label and two spaces.
func (t *textWriter) attrWidth() int {
	if t.attrs > 0 {
		return t.attrs
	}
	n := 0
	for _, id := range []string{"actor", "modality", "object", "mark", "exception", "authority", "note"} {
		n = max(n, columns(t.w.get("attr."+id)))
	}
	if t.v.Explain {
		for _, id := range []string{"action", "purpose", "condition", "leadin", "rule", "id"} {
			n = max(n, columns(t.w.get("attr."+id)))
		}
	}
	t.attrs = n + 2
	return t.attrs
}
