package report

import (
	"fmt"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
)

// topics writes each question beside the factors as a table of its points.
func (m *mdWriter) topics() {
	if len(m.v.Topics) == 0 {
		return
	}
	m.line("## %s\n", m.w.get("head.topics"))
	for _, t := range m.v.Topics {
		m.line("### %s\n", md(t.Name))
		if t.Note != "" {
			m.line("%s\n", md(t.Note))
		}
		for _, p := range t.Points {
			m.line("- %s", m.point(p))
			for i := range p.Places {
				m.line("  - %s", m.placed(&p.Places[i]))
			}
			if p.More > 0 {
				m.line("  - %s", m.w.fill("topic.more", "n", strconv.Itoa(p.More)))
			}
		}
		if len(t.Gaps) > 0 {
			text := "**" + m.w.get("pointstatus.gap") + "** " + strings.Join(each(t.Gaps, func(n named) string { return md(n.Name) }), m.w.get("punct.between"))
			if t.GapNote != "" {
				text += " → " + md(t.GapNote)
			}
			m.line("- %s", text)
		}
		if len(t.Authority) > 0 {
			m.line("- %s%s%s", m.w.get("attr.authority"), m.w.get("punct.colon"), strings.Join(each(t.Authority, m.authority), " · "))
		}
		m.line("")
	}
}

func (m *mdWriter) point(p pointView) string {
	text := md(p.Name)
	if p.Status.ID != string(assess.Stated) {
		text += m.w.get("punct.colon") + "**" + md(p.Status.Name) + "**"
	}
	if p.Value != "" {
		text += " " + m.w.get("punct.quote") + md(p.Value) + m.w.get("punct.end")
	}
	if p.Say != "" {
		text += " → " + md(p.Say)
	}
	return text
}

// placed is a provision in one line: its number, place and first words.
func (m *mdWriter) placed(p *placeView) string {
	text := md(p.Where) + m.w.get("punct.colon") + m.w.get("punct.quote") + md(p.Quote) + m.w.get("punct.end")
	if p.Finding != nil {
		text = fmt.Sprintf("(%d) %s", p.Finding.N, text)
	}
	return text
}
