package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report/docx"
	"kiyaku/lexicon"
)

// A paper is a Word document about an assessment in the making. What a document of the provider says goes through say or
// quote, which show hidden characters; what is left for people to fill in stands in 〔〕 and is shaded.
type paper struct {
	*view
	lex   *lexicon.Lexicon
	body  []docx.Block
	parts int // numbered headings so far
}

// Shades of the papers, RRGGBB.
const (
	shadeHead  = "DCE6F1"
	shadeBlank = "FFF2CC"
)

func newPaper(a *assess.Assessment, lex *lexicon.Lexicon, opts Options) (*paper, error) {
	v, err := build(a, lex, opts)
	if err != nil {
		return nil, err
	}
	if lex == nil {
		lex = &lexicon.Lexicon{}
	}
	return &paper{view: v, lex: lex}, nil
}

// write ends the paper. Every page says that it is a draft for a lawyer. The file bears no date: the same assessment gives
// the same bytes.
func (p *paper) write(w io.Writer, title string) error {
	d := docx.Document{Title: title, Author: p.Tool, Lang: p.Lang, Header: p.w("draft.mark"), Footer: shorten(visible(p.Service), 60), Body: p.body}
	if err := docx.Write(w, &d); err != nil {
		return fmt.Errorf("report docx: %w", err)
	}
	return nil
}

func (p *paper) w(id string) string { return p.W.get(id) }

// add puts a paragraph of our own words.
func (p *paper) add(style docx.Style, text string) {
	p.body = append(p.body, docx.Paragraph{Style: style, Runs: p.say(text)})
}

// item puts an item of a list.
func (p *paper) item(list docx.List, restart bool, text string) {
	p.body = append(p.body, docx.Paragraph{List: list, Restart: restart, Runs: p.say(text)})
}

// aligned puts a paragraph that stands at the right or in the middle.
func (p *paper) aligned(a docx.Align, text string) {
	p.body = append(p.body, docx.Paragraph{Align: a, Runs: p.say(text)})
}

// say turns text into runs; what is to be filled in, up to the bracket that closes the outermost one, is shaded.
func (p *paper) say(text string) []docx.Run {
	marks := strings.NewReplacer()
	if p.Lang == "en" {
		marks = strings.NewReplacer("〔", "[", "〕", "]")
	}
	var runs []docx.Run
	from, depth := 0, 0
	flush := func(to int, shade string) {
		if from < to {
			runs = append(runs, docx.Run{Text: marks.Replace(clean(text[from:to])), Shade: shade})
		}
		from = to
	}
	for i, r := range text {
		switch {
		case r == '〔':
			if depth++; depth == 1 {
				flush(i, "")
			}
		case r == '〕' && depth > 0:
			if depth--; depth == 0 {
				flush(i+len("〕"), shadeBlank)
			}
		}
	}
	flush(len(text), "")
	return runs
}

// quote puts the exact words of a provision, the operative ones underlined; before those of an item what leads in to it.
func (p *paper) quote(f *findingView) {
	for _, a := range f.More {
		if a.Label != p.w("attr.leadin") || a.Words == "" || strings.Contains(f.Caption, a.Words) {
			continue
		}
		p.body = append(p.body, docx.Paragraph{Style: docx.Quote, KeepNext: true,
			Runs: []docx.Run{{Text: p.w("attr.leadin") + p.w("punct.colon")}, {Text: visible(a.Words), Lang: f.Lang}}})
	}
	p.body = append(p.body, docx.Paragraph{Style: docx.Quote, Runs: p.quoted(f)})
}

// quoted are the words of a provision in the language of its document.
func (p *paper) quoted(f *findingView) []docx.Run {
	var runs []docx.Run
	for _, part := range []docx.Run{{Text: f.Before}, {Text: f.Marked, Underline: f.Before+f.After != ""}, {Text: f.After}} {
		if part.Text != "" {
			part.Text, part.Lang = visible(part.Text), f.Lang
			runs = append(runs, part)
		}
	}
	return runs
}

// from is a provision's document and place on one line.
func (p *paper) from(f *findingView) string {
	if len(p.Documents) > 1 && f.DocTitle != "" {
		return p.w("punct.quote") + f.DocTitle + p.w("punct.end") + " " + p.where(f)
	}
	return p.where(f)
}

// cited lists authorities as papers cite them.
func (p *paper) cited(list []authorityView) string {
	return strings.Join(each(list, p.shortName), p.w("punct.comma"))
}

// table puts a table whose first row is its head.
func (p *paper) table(widths []int, heads []string, rows [][]docx.Cell) {
	head := each(heads, func(h string) docx.Cell {
		return docx.Cell{Shade: shadeHead, Paragraphs: []docx.Paragraph{{Align: docx.Center, Runs: []docx.Run{{Text: h, Bold: true}}}}}
	})
	p.body = append(p.body, docx.Table{Widths: widths, Head: 1, Rows: append([][]docx.Cell{head}, rows...)})
}

// field is a cell of our own words, a paragraph a line.
func (p *paper) field(text string) docx.Cell {
	return docx.Cell{Paragraphs: each(strings.Split(text, "\n"), func(s string) docx.Paragraph { return docx.Paragraph{Runs: p.say(s)} })}
}

// blank is a cell to be filled in.
func blank() docx.Cell { return docx.Cell{Shade: shadeBlank} }

// provider is the name of the provider as its documents give it, or a place for it.
func (p *paper) provider() string {
	for _, t := range p.Topics {
		if t.ID != assess.Chain {
			continue
		}
		for _, pt := range t.Points {
			if pt.ID == "processor" && pt.Value != "" {
				if name, _, _ := strings.Cut(pt.Value, " ("); !selfNamed(name) {
					return name
				}
			}
		}
	}
	return "〔" + p.w("draft.provider") + "〕"
}

// selfNamed reports whether a name is what a provider calls itself in its own documents: nobody can be written to under it.
func selfNamed(name string) bool {
	switch strings.TrimPrefix(strings.ToLower(name), "the ") {
	case "当社", "弊社", "当方", "当会", "本会", "当法人", "当団体", "当組合", "当院", "当サイト", "当サービス", "当事務所", "当店", "運営者", "運営会社", "運営",
		"事業者", "提供者", "提供事業者", "サービス提供者", "開発者", "会社", "甲", "乙", "丙", "私", "私たち", "当運営", "当事業者", "we", "us", "our", "company",
		"provider", "service provider", "supplier", "vendor", "processor", "data processor", "licensor", "importer", "data importer",
		"wij", "ons", "verwerker", "leverancier", "opdrachtnemer", "bewerker":
		return true
	}
	return false
}

// deciding lists the findings that say that a factor is met and are neither weak nor debatable, each once, over all
// factors with one of these ids.
func (p *paper) deciding(factors ...string) []*findingView {
	var out []*findingView
	seen := map[*findingView]bool{}
	for _, f := range p.Factors {
		for _, id := range factors {
			if f.ID != id {
				continue
			}
			for _, e := range f.For {
				if e.Finding != nil && e.rank() == 0 && !seen[e.Finding] {
					seen[e.Finding] = true
					out = append(out, e.Finding)
				}
			}
		}
	}
	return out
}

// count is n in the words of the language: 3件.
func (p *paper) count(n int) string { return p.W.fill("list.count", "n", strconv.Itoa(n)) }
