package report

import (
	"io"
	"slices"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report/docx"
	"kiyaku/lexicon"
)

// A duty is one line of the supervision check list: what to make sure of, the flags of provisions that bear on it, the
// reviewer's questions that do, and what it rests on.
type duty struct {
	id        string
	flags     []string
	questions []string
	authority []string
	asked     bool // without a provision there is something to ask, not something to add
}

// supervision lists the duties by the three parts of GL通則編 3-4-4, then what follows re-entrustment and transfers abroad.
func supervision() []struct {
	id     string
	duties []duty
} {
	gl, warned := "gl-3-4-4", "ppc-2024-12-17"
	return []struct {
		id     string
		duties []duty
	}{
		{"selection", []duty{
			{"safety", []string{"safety-measures"}, nil, []string{"appi-23", gl, warned}, false},
			{"access", []string{"access-control", "authentication", "encryption"}, []string{"encryption-keys", "security-state"}, []string{"gl-10-6", warned}, false},
			{"intrusion", []string{"intrusion-prevention"}, []string{"security-state"}, []string{"gl-10-6", "ppc-2024-03-25-mk"}, false},
			{"personnel", []string{"personnel"}, nil, []string{gl}, false},
			{"certificates", []string{"certification"}, []string{"third-party-reports"}, []string{gl}, false},
		}},
		{"contract", []duty{
			{"scope", []string{"entrustment-statement", "purpose-limitation"}, nil, []string{"appi-27-5", gl}, false},
			{"measures", []string{"safety-measures"}, nil, []string{gl, warned}, false},
			{"grasp", []string{"audit-report"}, nil, []string{gl, warned}, false},
			{"secrecy", []string{"confidentiality"}, nil, []string{gl}, false},
			{"breach", []string{"breach-notification"}, nil, []string{gl, warned}, false},
			{"return", []string{"return-deletion"}, nil, []string{gl}, false},
			{"liability", []string{"liability-cap", "liability-disclaimer"}, nil, nil, true},
		}},
		{"grasping", []duty{
			{"audit", []string{"audit-report"}, []string{"actual-handling", "confirmation-exchanged"}, []string{gl, warned}, false},
			{"maintenance", []string{"maintenance-id", "support-investigation", "acquisition-prevention"}, []string{"maintenance-id", "acquisition-prevention", "maintenance-kind"}, []string{"qa-7-55", "ppc-2024-03-25"}, true},
			{"review", nil, nil, []string{gl}, false},
			{"record", nil, nil, []string{gl}, false},
		}},
		{"onward", []duty{
			{"subcontracting", []string{"subcontracting"}, []string{"infrastructure"}, []string{gl}, true},
			{"abroad", []string{"cross-border"}, []string{"infrastructure"}, []string{"appi-28", "gl-10-7"}, true},
		}},
	}
}

// maxFound is how many provisions a line of the check list quotes.
const maxFound = 3

// SupervisionDOCX writes the check list for supervising the provider as one entrusted (25条; GL通則編 3-4-4): selection,
// contract, grasp of the handling, each with what was found in the documents, what the provider answered, and a place for
// what was checked. It says so if the verdict is not entrustment. It is marked as a draft for a lawyer.
//
// opts.Color and opts.Width have no effect. SupervisionDOCX fails only for an unknown opts.Lang or if w does.
func SupervisionDOCX(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	p, err := newPaper(a, lex, opts)
	if err != nil {
		return err
	}
	title := p.w("supervision.title")
	p.add(docx.Title, title)
	p.add(docx.Subtitle, p.Service)
	p.add(docx.Box, p.w("supervision.draft"))
	p.add(docx.Normal, p.w("head.verdict")+p.w("punct.colon")+p.Verdict.Name)
	p.add(docx.Normal, p.W.fill("supervision."+string(a.Verdict), "provider", p.provider()))
	p.table([]int{25, 25, 25, 25}, []string{p.w("supervision.provider"), p.w("supervision.data"), p.w("supervision.by"), p.w("supervision.on")},
		[][]docx.Cell{{p.field(p.provider()), blank(), blank(), blank()}})
	for _, part := range supervision() {
		p.add(docx.Heading1, p.w("duties."+part.id))
		var rows [][]docx.Cell
		for _, d := range part.duties {
			rows = append(rows, []docx.Cell{p.field("☐ " + p.w("duty."+part.id+"."+d.id)), p.found(d), p.field(p.citedIDs(d.authority)), blank()})
		}
		p.table([]int{26, 37, 19, 18}, []string{p.w("supervision.duty"), p.w("supervision.found"), p.w("attr.authority"), p.w("supervision.result")}, rows)
	}
	p.add(docx.Heading1, p.w("memo.limits"))
	p.item(docx.Bullets, false, p.w("supervision.limits"))
	if p.Partial {
		p.item(docx.Bullets, false, p.w("action.read-unread"))
	}
	return p.write(w, title)
}

// found is what the documents and the provider's answers say on a duty. Silence is said, and what was read of it.
func (p *paper) found(d duty) docx.Cell {
	var cell docx.Cell
	put := func(runs ...docx.Run) { cell.Paragraphs = append(cell.Paragraphs, docx.Paragraph{Runs: runs}) }
	var hits []*findingView
	for _, f := range p.Findings {
		if slices.Contains(d.flags, f.Flag.ID) {
			hits = append(hits, f)
		}
	}
	for i, f := range hits {
		if i == maxFound {
			put(p.say(p.w("supervision.also") + strings.Join(each(hits[i:], (*findingView).number), " "))...)
			break
		}
		text := f.number() + " " + f.Flag.Name + p.w("punct.colon") + p.from(f)
		if len(f.Tags) > 0 {
			text += p.bracketed(names(f.Tags, p.w("punct.comma")))
		}
		put(p.say(text)...)
		put(docx.Run{Text: p.w("punct.quote") + shorten(visible(f.Quote()), 120) + p.w("punct.end"), Lang: f.Lang})
	}
	if len(hits) == 0 && d.flags != nil {
		id := "supervision.missing"
		if d.asked {
			id = "supervision.silent"
		}
		put(docx.Run{Text: p.w(id), Bold: true})
	}
	for _, q := range p.Questions {
		if !slices.Contains(d.questions, q.ID) {
			continue
		}
		answer := p.w("question.open")
		if q.Answered {
			answer = q.Answer + p.bracketed(p.said(q))
		}
		put(p.say(p.w("attr.question") + p.w("punct.colon") + q.Text + " → " + answer)...)
	}
	if d.flags == nil && d.questions == nil {
		put(docx.Run{Text: p.w("supervision.own")})
	}
	return cell
}
