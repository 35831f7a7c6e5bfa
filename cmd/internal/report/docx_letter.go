package report

import (
	"io"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report/docx"
	"kiyaku/lexicon"
)

// maxLetter is how many provisions of one kind a letter asks about: a provider answers short letters.
const maxLetter = 10

// LetterDOCX writes a letter to the provider with the questions that are open, the provisions on which its view is asked,
// and those that contradict each other. It holds no verdict. It is marked as a draft for a lawyer; what has to be filled
// in, such as names and dates, is shaded.
//
// opts.Color and opts.Width have no effect. LetterDOCX fails only for an unknown opts.Lang or if w does.
func LetterDOCX(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	p, err := newPaper(a, lex, opts)
	if err != nil {
		return err
	}
	title := p.W.fill("letter.title", "service", p.Service)
	p.aligned(docx.Right, p.w("letter.date"))
	p.aligned(docx.Left, p.W.fill("letter.to", "provider", p.provider()))
	for line := range strings.SplitSeq(p.w("letter.from"), "\n") {
		p.aligned(docx.Right, line)
	}
	p.body = append(p.body, docx.Paragraph{Align: docx.Center, Runs: inBold(p.say(title))})
	for line := range strings.SplitSeq(p.W.fill("letter.body", "service", p.Service), "\n") {
		p.add(docx.Normal, line)
	}
	p.aligned(docx.Right, p.w("letter.close"))
	p.askQuestions()
	p.askProvisions()
	p.askConflicts()
	p.askAgreement(a.Verdict)
	return p.write(w, title)
}

// askQuestions lists the questions that nobody has answered, with boxes where the answer is one of a few.
func (p *paper) askQuestions() {
	p.body = append(p.body, docx.Paragraph{Style: docx.Heading1, PageBreak: true, Runs: p.say(p.w("letter.annex"))})
	p.numbered("letter.questions")
	first := true
	for _, q := range p.Questions {
		if q.Answered {
			continue
		}
		p.body = append(p.body, docx.Paragraph{List: docx.Numbers, Restart: first, KeepNext: true, Runs: p.say(q.Text)})
		first = false
		note := p.cited(q.Authority)
		if places := promptedBy(p.view, q); len(places) > 0 {
			note += " ／ " + p.w("desk.prompted") + p.w("punct.colon") + strings.Join(places, p.w("punct.between"))
		}
		if note != "" {
			p.body = append(p.body, docx.Paragraph{Style: docx.Small, Indent: 2, KeepNext: true, Runs: p.say(note)})
		}
		answer := "〔" + p.w("letter.answer") + "〕"
		if words := answerWords(p.W, p.lex, q.ID); words != nil {
			answer = "☐ " + strings.Join(words, "　☐ ") + "\n" + p.w("col.note") + p.w("punct.colon") + "〔" + p.w("letter.answer") + "〕"
		}
		p.body = append(p.body, docx.Paragraph{Indent: 2, Runs: p.say(answer)})
	}
	if first {
		p.add(docx.Normal, p.w("letter.none"))
	}
}

// askProvisions asks how the provider reads the provisions by which it may handle the data.
func (p *paper) askProvisions() {
	list := p.deciding("F1", "F2", "F3")
	if len(list) == 0 {
		return
	}
	p.numbered("letter.provisions")
	p.add(docx.Normal, p.w("letter.provisions.ask"))
	for i, f := range list {
		if i == maxLetter {
			p.add(docx.Normal, p.w("letter.more")+strings.Join(each(list[i:], p.from), p.w("punct.between")))
			break
		}
		p.body = append(p.body, docx.Paragraph{List: docx.Numbers, Restart: i == 0, KeepNext: true, Runs: p.say(p.from(f))})
		p.quote(f)
	}
}

func (p *paper) askConflicts() {
	first := true
	for _, c := range p.Conflicts {
		if c.Promise.Finding == nil || c.Permission.Finding == nil {
			continue
		}
		if first {
			p.numbered("letter.conflicts")
			p.add(docx.Normal, p.w("letter.conflicts.ask"))
		}
		p.body = append(p.body, docx.Paragraph{List: docx.Numbers, Restart: first, KeepNext: true,
			Runs: p.say(p.from(c.Promise.Finding) + p.w("letter.against") + p.from(c.Permission.Finding))})
		first = false
		p.quote(c.Promise.Finding)
		p.quote(c.Permission.Finding)
	}
}

// askAgreement proposes what would help by the verdict, without telling it.
func (p *paper) askAgreement(v assess.Verdict) {
	id := "letter.memorandum"
	switch v {
	case assess.Exception:
		return
	case assess.ThirdParty:
		id = "letter.exclude"
	}
	p.numbered("letter.agreement")
	p.add(docx.Normal, p.w(id))
}

// numbered puts a heading of the annex with the next number.
func (p *paper) numbered(id string) {
	p.parts++
	p.add(docx.Heading2, strconv.Itoa(p.parts)+". "+p.w(id))
}

// inBold makes all runs bold.
func inBold(runs []docx.Run) []docx.Run {
	for i := range runs {
		runs[i].Bold = true
	}
	return runs
}
