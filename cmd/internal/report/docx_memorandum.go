package report

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report/docx"
	"kiyaku/lexicon"
)

// A draft is a contract in the words of one language. In its texts {service} and {provider} are replaced; what is left to
// the parties stands in 〔〕.
type draft struct {
	title, preamble    string
	clauses            []draftClause
	closing, signature string
	annex1             string // heading; then what introduces the provisions that are set aside, or stands in their place
	annex1By, annex1No string
	annex2             string
	annex2Items        []string
	table              string
}

// A draftClause is one article of a draft.
type draftClause struct {
	id, caption string
	paras       []string // paragraphs; lines after the first are items
	why         string   // for the lawyer, as a comment in the margin
}

// memorandumBasis ties each article of the memorandum to the factors of the MK System case that it answers and to what
// it rests on. The condition is that of Q&A 7-53: "contract" or "control", or "" for what stands beside the two.
func memorandumBasis() map[string]struct {
	factors, authority []string
	condition          string
} {
	type basis = struct {
		factors, authority []string
		condition          string
	}
	return map[string]basis{
		"purpose":      {nil, []string{"qa-7-53"}, "contract"},
		"no-handling":  {[]string{"F1"}, []string{"qa-7-53", "ppc-2024-03-25", "gl-10-2", "ppc-2023-06-02"}, "contract"},
		"access":       {[]string{"F2"}, []string{"qa-7-53", "ppc-2024-03-25", "gl-10-6"}, "control"},
		"maintenance":  {[]string{"F2", "F3"}, []string{"qa-7-55", "ppc-2024-03-25"}, "contract"},
		"legal-order":  {[]string{"F1"}, []string{"qa-7-53", "cloud-act"}, ""},
		"own-measures": {nil, []string{"appi-23", "qa-7-54", "qa-10-25"}, ""},
		"report":       {[]string{"F2", "F3"}, []string{"ppc-2024-12-17"}, "control"},
		"breach":       {[]string{"F3"}, nil, ""},
		"subcontract":  {nil, []string{"qa-12-3", "qa-10-25", "ppc-2024-03-25-mk"}, ""},
		"fallback":     {nil, []string{"ppc-2024-12-17", "appi-25", "gl-3-4-4"}, ""},
		"precedence":   {[]string{"F1"}, []string{"qa-7-53", "civil-code-548-4"}, "contract"},
		"term":         {[]string{"F1"}, []string{"gl-10-2"}, ""},
		"general":      {nil, nil, ""},
	}
}

// MemorandumDOCX writes a draft 覚書 by which the provider does not handle personal data. Its articles are ours, not the
// provider's; the provisions that it sets aside are those that were found. A comment beside each article and a table at
// the end tell which factor and authority it answers. It is marked as a draft for a lawyer.
//
// opts.Color and opts.Width have no effect. MemorandumDOCX fails only for an unknown opts.Lang or if w does.
func MemorandumDOCX(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	p, err := newPaper(a, lex, opts)
	if err != nil {
		return err
	}
	d := japaneseMemorandum()
	if p.Lang == "en" {
		d = englishMemorandum()
	}
	p.add(docx.Title, d.title)
	p.add(docx.Box, p.w("draft.memorandum"))
	p.add(docx.Normal, strings.NewReplacer("{service}", p.Service, "{provider}", p.provider()).Replace(d.preamble))
	for i, c := range d.clauses {
		p.article(i+1, c)
	}
	p.body = append(p.body, docx.Paragraph{KeepNext: true, Runs: p.say(d.closing)})
	lines := strings.Split(d.signature, "\n")
	for i, line := range lines {
		p.body = append(p.body, docx.Paragraph{KeepNext: i < len(lines)-1, Runs: p.say(line)})
	}
	p.setAside(d)
	p.add(docx.Heading1, d.annex2)
	for i, item := range d.annex2Items {
		p.item(docx.Numbers, i == 0, item)
	}
	p.basisTable(d)
	return p.write(w, d.title)
}

// article puts one article: 第2条（不取扱い）, its paragraphs numbered if there are several, the reason as a comment.
func (p *paper) article(n int, c draftClause) {
	head := p.W.fill("draft.article", "n", strconv.Itoa(n), "caption", c.caption)
	note := &docx.Comment{Paragraphs: []docx.Paragraph{{Runs: p.say(c.why)}}}
	p.body = append(p.body, docx.Paragraph{Style: docx.Heading2, Runs: []docx.Run{{Text: head, Comment: note}}})
	for i, para := range c.paras {
		lines := strings.Split(para, "\n")
		if len(c.paras) > 1 {
			lines[0] = strconv.Itoa(i+1) + p.w("draft.number") + lines[0]
		}
		for k, line := range lines {
			p.body = append(p.body, docx.Paragraph{Runs: p.say(line), Indent: min(k, 1) * 2})
		}
	}
}

// setAside lists the provisions that let the provider handle the data.
func (p *paper) setAside(d draft) {
	p.body = append(p.body, docx.Paragraph{Style: docx.Heading1, PageBreak: true, Runs: p.say(d.annex1)})
	list := p.deciding("F1", "F2", "F3")
	if len(list) == 0 {
		p.add(docx.Normal, d.annex1No)
		return
	}
	p.add(docx.Normal, d.annex1By)
	for i, f := range list {
		p.body = append(p.body, docx.Paragraph{List: docx.Numbers, Restart: i == 0, KeepNext: true, Runs: p.say(p.from(f))})
		p.quote(f)
	}
}

// basisTable shows for each article what it answers and what was found on it in the documents.
func (p *paper) basisTable(d draft) {
	p.body = append(p.body, docx.Paragraph{Style: docx.Heading1, PageBreak: true, Runs: p.say(d.table)})
	basis := memorandumBasis()
	var rows [][]docx.Cell
	for i, c := range d.clauses {
		b := basis[c.id]
		found := ""
		for _, f := range p.Factors {
			if slices.Contains(b.factors, f.ID) {
				found += f.ID + " " + f.Label + p.w("punct.colon") + f.Status.Name + "\n"
			}
		}
		condition := p.w("punct.none")
		if b.condition != "" {
			condition = p.w("condition." + b.condition)
		}
		rows = append(rows, []docx.Cell{
			p.field(p.W.fill("draft.article", "n", strconv.Itoa(i+1), "caption", c.caption)),
			p.field(strings.TrimSuffix(found, "\n")), p.field(condition), p.field(p.citedIDs(b.authority))})
	}
	p.table([]int{30, 20, 25, 25}, []string{p.w("draft.clause"), p.w("draft.factor"), p.w("draft.condition"), p.w("attr.authority")}, rows)
}

// citedIDs lists authorities by id as papers cite them.
func (p *paper) citedIDs(ids []string) string {
	return strings.Join(each(ids, func(id string) string { return p.W.of("cite", id) }), p.w("punct.comma"))
}
