package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// XLSX writes the check sheet of a review: a workbook with the verdict and what is to be done, a row for each finding and
// one for each question, and cells for the reviewer's judgement, which hold what opts.Judgements says. Its sheet of
// questions is read back by [ReadAnswers], its sheet of findings by [ReadJudgements].
//
// Dropdowns offer what may be entered, rows are as high as their text and no text is cut: what is longer than a cell goes
// on in the next row. Nothing of a document can become a formula. The same assessment gives the same bytes. opts.Color
// and opts.Width have no effect.
func XLSX(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	b, err := newBook(a, lex, opts)
	if err != nil {
		return err
	}
	defer b.f.Close()
	b.sheet("verdict", b.summary)
	b.sheet("findings", b.findings)
	b.sheet("questions", func(g *grid) { b.questions(g, true) })
	return b.write(w, "xlsx")
}

// QuestionsXLSX writes the questions alone, as a sheet that the provider fills in: it holds no judgement of the reviewer.
// [ReadAnswers] reads it back.
func QuestionsXLSX(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	b, err := newBook(a, lex, opts)
	if err != nil {
		return err
	}
	defer b.f.Close()
	b.sheet("questions", func(g *grid) { b.questions(g, false) })
	return b.write(w, "questions")
}

// A book is a workbook in the making.
type book struct {
	f      *excelize.File
	v      *view
	lex    *lexicon.Lexicon
	styles gridStyles
	err    error

	judgements map[string]Judgement // by ID of the finding
}

func newBook(a *assess.Assessment, lex *lexicon.Lexicon, opts Options) (*book, error) {
	v, err := build(a, lex, opts)
	if err != nil {
		return nil, err
	}
	if lex == nil {
		lex = &lexicon.Lexicon{}
	}
	b := &book{f: excelize.NewFile(), v: v, lex: lex, judgements: opts.Judgements}
	b.styles, b.err = newGridStyles(b.f, v.Lang)
	return b, nil
}

func (b *book) w(id string) string { return b.v.W.get(id) }

// sheet adds a worksheet that fill writes.
func (b *book) sheet(id string, fill func(*grid)) {
	if b.err != nil {
		return
	}
	name := b.w("sheet." + id)
	if _, b.err = b.f.NewSheet(name); b.err != nil {
		return
	}
	g := &grid{f: b.f, sheet: name, styles: b.styles}
	fill(g)
	b.err = g.err
}

// write ends the workbook. Times in it are fixed: the same content gives the same bytes.
func (b *book) write(w io.Writer, format string) error {
	var out bytes.Buffer
	if b.err == nil {
		b.err = b.f.DeleteSheet("Sheet1")
	}
	if b.err == nil {
		const when = "2000-01-01T00:00:00Z"
		b.err = b.f.SetDocProps(&excelize.DocProperties{Creator: clean(b.v.Tool), LastModifiedBy: clean(b.v.Tool), Created: when, Modified: when,
			Title: clean(b.v.Service), Language: b.v.Lang})
	}
	if b.err == nil {
		b.f.SetActiveSheet(0)
		_, b.err = b.f.WriteTo(&out)
	}
	if b.err != nil {
		return fmt.Errorf("report %s: %w", format, b.err)
	}
	return flush(w, format, &out)
}

// footer is said on every printed page. In it & begins a code.
func (b *book) footer() string {
	return strings.ReplaceAll(shorten(clean(b.v.Service), 80), "&", "&&")
}

// head writes what stands above a table.
func (b *book) head(g *grid, title string, notes ...string) {
	paper := paperA4
	if len(g.cols) > 12 {
		paper = paperA3
	}
	g.open(b.footer(), paper)
	g.across(title, g.styles.title)
	for _, n := range notes {
		if n != "" {
			g.across(n, g.styles.plain)
		}
	}
}

// summary: verdict, factors, things to do, documents. Its tables share their columns.
func (b *book) summary(g *grid) {
	v := b.v
	g.cols = []gridColumn{{width: 6}, {width: 46}, {width: 44}, {width: 16}, {width: 24}, {width: 14}}
	b.head(g, b.w("report.title"), b.w("report.service")+b.w("punct.colon")+v.Service,
		v.W.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon), b.w("report.limits"))
	g.gap()
	g.across(b.w("head.verdict")+b.w("punct.colon")+v.Verdict.Name, g.styles.title)
	g.across(v.Verdict.Consequence, g.styles.plain)
	if len(v.Verdict.Because) > 0 {
		g.across(v.Verdict.Label+b.w("punct.colon")+names(v.Verdict.Because, b.w("punct.comma")), g.styles.plain)
	}
	if v.Partial {
		g.across(b.w("silence.partial"), g.styles.plain)
	}
	b.factorRows(g)
	b.actionRows(g)
	b.conflictRows(g)
	b.documentRows(g)
	b.authorityRows(g)
	if g.err == nil {
		top := g.cell(0, 1)
		g.try(g.f.SetPanes(g.sheet, &excelize.Panes{Selection: []excelize.Selection{{SQRef: top, ActiveCell: top}}}))
	}
}

// table begins a table of the summary: a heading and the heads of all its columns, of which those from the one numbered
// input, from 0, are for the reader to fill in.
func (b *book) table(g *grid, heading string, input int, heads ...string) {
	g.gap()
	g.across(heading, g.styles.heading)
	for i := range g.cols {
		g.cols[i].head, g.cols[i].input = heads[i], i >= input
	}
	g.heads()
}

func (b *book) factorRows(g *grid) {
	b.table(g, b.w("head.factors"), 3, b.w("col.no"), b.w("col.factor"), b.w("col.status"), b.w("col.judgement"), b.w("col.comment"), b.w("col.owner"))
	for _, f := range b.v.Factors {
		status := f.Status.Name
		for _, side := range []struct {
			label string
			list  []evidence
		}{{"factor.for", f.For}, {"factor.against", f.Against}, {"factor.also", f.Also}} {
			if len(side.list) > 0 {
				status += "\n" + b.w(side.label) + b.w("punct.colon") + strings.Join(each(side.list, b.mark), " ")
			}
		}
		for _, silent := range []string{f.SilentFor, f.SilentAg, f.Incomplete} {
			if silent != "" {
				status += "\n" + silent
			}
		}
		row := g.add("factor:"+f.ID, f.ID, f.Name+b.w("punct.colon")+f.Meaning, status, "", "", "")
		g.offer(3, row, row, each([]assess.Status{assess.Met, assess.NotMet, assess.Contradicted, assess.Unknown},
			func(s assess.Status) string { return b.v.W.of("status", string(s)) }), false)
	}
}

// mark is how the workbook points at evidence: the number of the finding, or the question with its answer.
func (b *book) mark(e evidence) string {
	switch {
	case e.Finding != nil:
		return e.Finding.number()
	case e.Answer != nil:
		return b.w("answer.evidence") + b.w("punct.quote") + e.Answer.Text + " → " + e.Answer.Answer + b.w("punct.end")
	}
	return e.ID + b.w("finding.missing")
}

func (b *book) actionRows(g *grid) {
	if len(b.v.Actions) == 0 {
		return
	}
	b.table(g, b.w("head.actions"), 2, b.w("col.no"), b.w("col.action"), b.w("col.comment"), b.w("col.state"), b.w("col.owner"), b.w("col.due"))
	for i, a := range b.v.Actions {
		row := g.add("action:"+a.ID, strconv.Itoa(i+1), a.Name, "", "", "", "")
		g.offer(3, row, row, b.choices("state", "open", "running", "done", "dropped"), false)
	}
}

func (b *book) conflictRows(g *grid) {
	if len(b.v.Conflicts) == 0 {
		return
	}
	b.table(g, b.w("head.conflicts"), 3, b.w("col.no"), b.w("conflict.promise"), b.w("conflict.permits"), b.w("col.state"), b.w("col.comment"), b.w("col.due"))
	for i, c := range b.v.Conflicts {
		g.add("conflict:"+strconv.Itoa(i+1), strconv.Itoa(i+1), b.side(c.Promise), strings.TrimSpace(b.side(c.Permission)+"\n"+c.Rank), "", "", "")
	}
}

// side is one side of a conflict with its place.
func (b *book) side(e evidence) string {
	if e.Finding == nil {
		return e.ID
	}
	return b.place(e.Finding) + "\n" + e.Finding.Quote()
}

func (b *book) documentRows(g *grid) {
	if len(b.v.Documents) == 0 {
		return
	}
	b.table(g, b.w("head.read"), len(g.cols), b.w("col.no"), b.w("table.document"), b.w("read.source")+" ／ SHA-256", b.w("table.coverage"), b.w("head.problems"), b.w("table.kind"))
	for i, d := range b.v.Documents {
		source := d.Source
		if d.Fetched != "" {
			source += "\n" + b.v.W.fill("read.fetched", "date", d.Fetched)
		}
		if d.SHA256 != "" {
			source += "\n" + d.SHA256
		}
		problems := each(d.Problems, func(p problemView) string { return p.Kind.Name + b.w("punct.colon") + p.Message })
		g.add("document:"+d.ID, strconv.Itoa(i+1), d.Title, source, d.Percent, strings.Join(problems, "\n"), d.Kind.Name)
	}
}

func (b *book) authorityRows(g *grid) {
	if len(b.v.Cited) == 0 {
		return
	}
	b.table(g, b.w("head.authorities"), len(g.cols), b.w("col.no"), b.w("col.title"), b.w("col.summary"), b.w("col.cite"), "URL", b.w("col.checked"))
	for i, a := range b.v.Cited {
		title := a.Name
		if a.Issuer != "" || a.Date != "" {
			title += "\n" + strings.TrimSpace(a.Issuer+" "+a.Date)
		}
		cite := b.v.shortName(a)
		if len(a.Aliases) > 0 {
			cite += "\n" + b.w("authority.alias") + strings.Join(a.Aliases, b.w("punct.comma"))
		}
		g.add("authority:"+a.ID, strconv.Itoa(i+1), title, a.Summary, cite, a.URL, a.Checked)
	}
}

func (b *book) choices(group string, ids ...string) []string {
	return each(ids, func(id string) string { return b.w(group + "." + id) })
}

// place is where a finding stands, with the document if there are several.
func (b *book) place(f *findingView) string {
	if len(b.v.Documents) > 1 && f.DocTitle != "" {
		return f.DocTitle + "\n" + b.v.where(f)
	}
	return b.v.where(f)
}

// names joins the words of ids.
func names(list []named, sep string) string {
	return strings.Join(each(list, func(n named) string { return n.Name }), sep)
}

// continued is the id of the k-th row, from 0, that one entry takes.
func continued(id string, k int) string {
	if k == 0 {
		return id
	}
	return id + "#" + strconv.Itoa(k+1)
}
