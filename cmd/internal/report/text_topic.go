package report

import (
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
)

// pointLook gives each status of a point a sign of its own.
func pointLook(status string) (sign string, p paint) {
	switch assess.PointStatus(status) {
	case assess.Adverse:
		return "[!]", bad
	case assess.Opposed:
		return "[±]", warn
	case assess.Conditional:
		return "[~]", warn
	case assess.Covered:
		return "[o]", good
	case assess.Gap:
		return "[?]", note
	}
	return "[·]", plain
}

// topics writes the questions beside the factors: each point with what answers it, then what nothing answers.
func (t *textWriter) topics() {
	if len(t.v.Topics) == 0 {
		return
	}
	t.title(t.w.get("head.topics"))
	for i, topic := range t.v.Topics {
		if i > 0 {
			t.blank()
		}
		t.flow(1, "", run{topic.Name, bold}, run{t.topicRefs(topic), faint})
		if topic.Note != "" {
			t.flow(3, "", run{topic.Note, faint})
		}
		for _, p := range topic.Points {
			t.point(p)
		}
		if len(topic.Gaps) > 0 {
			names := each(topic.Gaps, func(n named) string { return n.Name })
			sign, p := pointLook(string(assess.Gap))
			t.flow(3, t.paint(p, sign)+" ", run{t.w.get("pointstatus.gap") + t.w.get("punct.colon"), bold},
				run{strings.Join(names, t.w.get("punct.between")), plain}, run{t.arrow(topic.GapNote), plain})
		}
	}
}

func (t *textWriter) topicRefs(topic topicView) string {
	if len(topic.Authority) == 0 {
		return ""
	}
	return t.bracket(strings.Join(each(topic.Authority, func(a authorityView) string { return visible(a.ID) }), ", "))
}

// arrow leads to what follows; "" if nothing does.
func (t *textWriter) arrow(s string) string {
	if s == "" {
		return ""
	}
	return " → " + s
}

func (t *textWriter) point(p pointView) {
	sign, look := pointLook(p.Status.ID)
	head := []run{{p.Name, bold}}
	if p.Status.ID != string(assess.Stated) { // what is only stated shows by its words
		head = append(head, run{t.w.get("punct.colon"), plain}, run{p.Status.Name, look})
	}
	if p.Value != "" {
		head = append(head, run{" " + t.quote(visible(p.Value)), plain})
	}
	t.flow(3, t.paint(look, sign)+" ", append(head, run{t.arrow(p.Say), plain})...)
	for i := range p.Places {
		t.para(7, "", t.placed(&p.Places[i]))
	}
	if p.More > 0 {
		t.para(7, "", t.w.fill("topic.more", "n", strconv.Itoa(p.More)))
	}
}

// placed is a provision in one line: its number, place and first words.
func (t *textWriter) placed(p *placeView) string {
	text := visible(p.Where) + t.w.get("punct.colon") + t.quote(visible(p.Quote))
	if p.Finding != nil {
		text = p.Finding.number() + " " + text
	}
	return text
}
