package report

import (
	"strings"

	"kiyaku/analyzer/diff"
)

// summary says in one sentence what became of the flag and what that does to the factors.
func (f *flagMove) summary(w words) string {
	s := f.Say
	if len(f.Tags) > 0 {
		s += w.get("punct.open") + strings.Join(each(f.Tags, func(n named) string { return n.Name }), w.get("punct.comma")) + w.get("punct.close")
	}
	if len(f.Effects) > 0 {
		s += w.get("punct.colon") + strings.Join(f.Effects, w.get("punct.comma"))
	}
	return s
}

// reading is who may, must or does what to which data by the finding that raised the flag; "" if there is none.
func (f *flagMove) reading(w words) string {
	if len(f.Findings) == 0 {
		return ""
	}
	var parts []string
	for _, a := range []attribute{f.Findings[0].Actor, f.Findings[0].Modality, f.Findings[0].Object} {
		if a.Value != "" {
			parts = append(parts, a.Label+w.get("punct.colon")+a.Value)
		}
	}
	for _, e := range f.Findings[0].Exceptions {
		text := w.get("attr.exception") + w.get("punct.colon") + e.Kind.Name
		if e.Effect.ID != "" {
			text += w.get("punct.open") + e.Effect.Name + w.get("punct.close")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ／ ")
}

// excerpt is what differs, shortened to a line on each side.
func (c *changeItem) excerpt() (old, new string) {
	const runes = 70
	var a, b string
	for _, w := range c.Words {
		switch w.Op {
		case diff.Delete:
			a += w.Text + " "
		case diff.Insert:
			b += w.Text + " "
		}
	}
	if strings.TrimSpace(a+b) == "" { // moved, renumbered: the places tell
		if c.Old != nil {
			a = c.Old.Where
		}
		if c.New != nil {
			b = c.New.Where
		}
		if a == b {
			return "", ""
		}
	}
	return shorten(strings.TrimSpace(a), runes), shorten(strings.TrimSpace(b), runes)
}

// status is " （新しい文書）" for a document that came or went.
func (p *pairView) status(w words) string {
	if p.Status.ID == "" {
		return ""
	}
	return w.get("punct.open") + p.Status.Name + w.get("punct.close")
}

// dates are those that the new document names for itself, with the time of notice.
func (p *pairView) dates(w words) string {
	var parts []string
	if p.New != nil && p.New.Revised != "" {
		parts = append(parts, w.get("pair.revised")+" "+p.New.Revised)
	}
	if p.New != nil && p.New.Effective != "" {
		parts = append(parts, w.get("pair.effective")+" "+p.New.Effective)
	}
	if p.Notice != "" {
		parts = append(parts, p.Notice)
	}
	return strings.Join(parts, w.get("punct.comma"))
}

// faultText says why the document was not compared.
func (p *pairView) faultText(w words) string {
	s := w.get("fault.label") + w.get("punct.colon") + p.Fault.Name
	if p.Side != "" {
		s += w.get("punct.open") + p.Side + w.get("punct.close")
	}
	if p.Fault.ID != string(diff.Unread) {
		s += w.get("punct.comma") + w.get("fault.notcompared")
	}
	if p.Detail != "" {
		s += " " + p.Detail
	}
	return s
}
