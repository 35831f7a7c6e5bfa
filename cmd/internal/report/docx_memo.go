package report

import (
	"io"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report/docx"
	"kiyaku/lexicon"
)

// maxEvidence is how many provisions on one side of a factor a memo quotes; the rest are listed by place.
const maxEvidence = 8

// DOCX writes a memo for a lawyer's desk: verdict, reasons with quotes and citations, contradictions, other topics, what to
// do, what is open, the authorities, and the limits of what was read. It is marked as a draft for a lawyer.
//
// The same assessment gives the same bytes. opts.Color and opts.Width have no effect. DOCX fails only for an unknown
// opts.Lang or if w does.
func DOCX(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	p, err := newPaper(a, lex, opts)
	if err != nil {
		return err
	}
	title := p.w("memo.title")
	p.add(docx.Title, title)
	p.add(docx.Subtitle, p.Service)
	p.add(docx.Box, p.w("memo.draft"))
	p.subject()
	p.conclusion()
	p.reasons()
	p.conflicts()
	p.otherTopics()
	p.todo()
	p.openQuestions()
	p.authorities()
	p.limits()
	return p.write(w, title)
}

func (p *paper) subject() {
	p.add(docx.Heading1, p.w("memo.subject"))
	p.add(docx.Normal, p.W.fill("memo.question", "service", p.Service, "provider", p.provider()))
	var rows [][]docx.Cell
	for _, d := range p.Documents {
		source := d.Source
		if d.Fetched != "" {
			source += "\n" + p.W.fill("read.fetched", "date", d.Fetched)
		}
		rows = append(rows, []docx.Cell{p.field(d.Title), p.field(d.Kind.Name), p.field(source), p.field(d.Percent)})
	}
	if rows == nil {
		p.add(docx.Normal, p.w("read.none"))
		return
	}
	p.table([]int{35, 18, 35, 12}, []string{p.w("table.document"), p.w("table.kind"), p.w("read.source"), p.w("table.coverage")}, rows)
}

func (p *paper) conclusion() {
	p.add(docx.Heading1, p.w("memo.conclusion"))
	p.body = append(p.body, docx.Paragraph{Runs: []docx.Run{{Text: p.Verdict.Name, Bold: true}}, KeepNext: true})
	p.add(docx.Normal, p.Verdict.Consequence)
	if len(p.Verdict.Because) > 0 {
		p.add(docx.Normal, p.Verdict.Label+p.w("punct.colon")+names(p.Verdict.Because, p.w("punct.comma")))
	}
	var rows [][]docx.Cell
	for _, f := range p.Factors {
		rows = append(rows, []docx.Cell{p.field(f.ID + " " + f.Name), p.field(f.Status.Name), p.field(p.count(len(f.For))), p.field(p.count(len(f.Against)))})
	}
	p.table([]int{40, 16, 22, 22}, []string{p.w("col.factor"), p.w("col.status"), p.w("factor.for"), p.w("factor.against")}, rows)
}

func (p *paper) reasons() {
	p.add(docx.Heading1, p.w("memo.reasons"))
	for _, f := range p.Factors {
		p.add(docx.Heading2, f.ID+" "+f.Name+p.w("punct.colon")+f.Status.Name)
		if f.Meaning != "" {
			p.add(docx.Normal, f.Meaning+p.bracketed(p.cited(f.Authority)))
		}
		p.side(p.w("factor.for"), f.For, f.SilentFor)
		p.side(p.w("factor.against"), f.Against, f.SilentAg)
		if len(f.Also) > 0 {
			p.add(docx.Heading3, p.w("factor.also"))
			for _, e := range f.Also {
				p.item(docx.Bullets, false, p.pointer(e))
			}
		}
		if f.Incomplete != "" {
			p.add(docx.Small, f.Incomplete)
		}
	}
}

// side shows the evidence on one side of a factor: in full where it is first met, then by place.
func (p *paper) side(label string, es []evidence, silent string) {
	p.add(docx.Heading3, label)
	if len(es) == 0 {
		p.add(docx.Normal, silent)
	}
	shown := 0
	for _, e := range es {
		if e.Finding == nil || !e.First || shown >= maxEvidence {
			p.item(docx.Bullets, false, p.pointer(e))
			continue
		}
		shown++
		p.provision(e.Finding)
	}
}

// provision shows a finding: what it is and where, its words, its exceptions, what it rests on.
func (p *paper) provision(f *findingView) {
	head := f.number() + " " + f.Flag.Name + " — " + p.from(f)
	p.body = append(p.body, docx.Paragraph{KeepNext: true, Runs: []docx.Run{{Text: visible(head), Bold: true}}})
	p.quote(f)
	for _, e := range f.Exceptions {
		text := p.w("attr.exception") + p.w("punct.colon") + e.Kind.Name + " " + p.w("punct.quote") + e.Quote + p.w("punct.end")
		if e.Effect.Name != "" {
			text += " → " + e.Effect.Name
		}
		p.item(docx.Bullets, false, text)
	}
	var notes []string
	if len(f.Authority) > 0 {
		notes = append(notes, p.w("attr.authority")+p.w("punct.colon")+p.cited(f.Authority))
	}
	for _, t := range f.Tags {
		notes = append(notes, t.Name)
	}
	if f.Note.Name != "" {
		notes = append(notes, p.w("attr.note")+p.w("punct.colon")+f.Note.Name)
	}
	if notes != nil {
		p.add(docx.Small, strings.Join(notes, " ／ "))
	}
}

// pointer is evidence in one line.
func (p *paper) pointer(e evidence) string {
	switch {
	case e.Finding != nil:
		text := e.Finding.number() + " " + e.Finding.Flag.Name + " — " + p.from(e.Finding)
		if len(e.Finding.Tags) > 0 {
			text += p.bracketed(names(e.Finding.Tags, p.w("punct.comma")))
		}
		return text
	case e.Answer != nil:
		return p.w("answer.evidence") + p.w("punct.colon") + e.Answer.Text + " → " + e.Answer.Answer + p.bracketed(p.said(*e.Answer))
	}
	return e.ID + p.w("finding.missing")
}

// said tells the details of an answer, who gave it and when.
func (p *paper) said(q questionView) string {
	var parts []string
	for _, s := range []string{q.Note, q.Source, q.Date} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, p.w("punct.comma"))
}

func (p *paper) bracketed(s string) string {
	if s == "" {
		return ""
	}
	return p.w("punct.open") + s + p.w("punct.close")
}

func (p *paper) conflicts() {
	if len(p.Conflicts) == 0 {
		return
	}
	p.add(docx.Heading1, p.w("head.conflicts"))
	for _, c := range p.Conflicts {
		p.item(docx.Numbers, false, p.w("conflict.promise")+p.w("punct.colon")+p.pointer(c.Promise))
		p.add(docx.Normal, p.w("conflict.permits")+p.w("punct.colon")+p.pointer(c.Permission))
		if c.Rank != "" {
			rank := c.Rank
			if c.By != nil {
				rank += p.w("punct.colon") + c.By.Where + p.w("punct.quote") + c.By.Quote + p.w("punct.end")
			}
			p.add(docx.Small, rank)
		}
	}
}

func (p *paper) otherTopics() {
	if len(p.Topics) == 0 {
		return
	}
	p.add(docx.Heading1, p.w("head.topics"))
	for _, t := range p.Topics {
		p.add(docx.Heading2, t.Name)
		if t.Note != "" {
			p.add(docx.Normal, t.Note+p.bracketed(p.cited(t.Authority)))
		}
		for _, pt := range t.Points {
			text := pt.Name + p.w("punct.colon") + pt.Status.Name
			if pt.Value != "" {
				text += " " + p.w("punct.quote") + pt.Value + p.w("punct.end")
			}
			if pt.Say != "" {
				text += " — " + pt.Say
			}
			for i, place := range pt.Places {
				text += "\n" + place.Where + p.w("punct.colon") + p.w("punct.quote") + place.Quote + p.w("punct.end")
				if i == len(pt.Places)-1 && pt.More > 0 {
					text += " " + p.W.fill("topic.more", "n", strconv.Itoa(pt.More))
				}
			}
			p.item(docx.Bullets, false, text)
		}
		if len(t.Gaps) > 0 {
			p.item(docx.Bullets, false, p.w("pointstatus.gap")+p.w("punct.colon")+names(t.Gaps, p.w("punct.between"))+" — "+t.GapNote)
		}
	}
}

func (p *paper) todo() {
	p.add(docx.Heading1, p.w("head.actions"))
	for _, a := range p.Actions {
		p.item(docx.Checkbox, false, a.Name)
	}
}

func (p *paper) openQuestions() {
	if len(p.Questions) == 0 {
		return
	}
	p.add(docx.Heading1, p.w("memo.questions"))
	var rows [][]docx.Cell
	for i, q := range p.Questions {
		answer := p.w("question.open")
		if q.Answered {
			answer = q.Answer + p.bracketed(p.said(q))
		}
		rows = append(rows, []docx.Cell{p.field(strconv.Itoa(i + 1)), p.field(q.Factor.ID), p.field(q.Text), p.field(answer)})
	}
	p.table([]int{7, 12, 48, 33}, []string{p.w("col.no"), p.w("col.factor"), p.w("col.question"), p.w("question.answer")}, rows)
}

func (p *paper) authorities() {
	if len(p.Cited) == 0 {
		return
	}
	p.add(docx.Heading1, p.w("head.authorities"))
	var rows [][]docx.Cell
	for _, a := range p.Cited {
		title := a.Name
		if a.Issuer+a.Date != "" {
			title += "\n" + strings.TrimSpace(a.Issuer+" "+a.Date)
		}
		if len(a.Aliases) > 0 {
			title += "\n" + p.w("authority.alias") + strings.Join(a.Aliases, p.w("punct.comma"))
		}
		rows = append(rows, []docx.Cell{p.field(p.shortName(a)), p.field(title), p.field(a.Summary), p.field(a.Checked)})
	}
	p.table([]int{18, 34, 32, 16}, []string{p.w("col.cite"), p.w("col.title"), p.w("col.summary"), p.w("col.checked")}, rows)
}

// limits says what the memo does not know.
func (p *paper) limits() {
	p.add(docx.Heading1, p.w("memo.limits"))
	p.item(docx.Bullets, false, p.w("report.limits"))
	p.item(docx.Bullets, false, p.W.fill("memo.read", "n", strconv.Itoa(p.Sentences)))
	if p.Sentences == 0 {
		p.item(docx.Bullets, false, p.w("silence.nothing"))
	}
	for _, d := range p.Documents {
		for _, pr := range d.Problems {
			p.item(docx.Bullets, false, d.Title+p.w("punct.colon")+pr.Kind.Name+" — "+pr.Message)
		}
	}
	for _, d := range p.Documents {
		if d.SHA256 != "" {
			p.body = append(p.body, docx.Paragraph{Style: docx.Small, Align: docx.Left, Runs: p.say(d.Title + " — SHA-256 " + d.SHA256)})
		}
	}
	p.add(docx.Small, p.W.fill("report.by", "tool", p.Tool, "lexicon", p.Lexicon))
}
