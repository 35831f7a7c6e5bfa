package report

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// Pieces is an assessment laid out in parts, for a page on which people work with it instead of reading from top to
// bottom. The HTML in it is that of [HTML], with the same anchors: #f1 a finding, #t1 its place in a text, #d1-b0 a block,
// #a-ID an authority. Whatever comes from a document is escaped in it; the strings are not, and are made visible only.
type Pieces struct {
	Lang      string
	Service   string
	Verdict   VerdictPiece
	Factors   []FactorPiece
	Findings  []FindingPiece // numbered from 1, in order of document and place
	Texts     []TextPiece
	Actions   []string
	Questions []QuestionPiece
	Conflicts template.HTML // sections of the report; empty where there is nothing
	Topics    template.HTML
	Read      template.HTML
	Cited     template.HTML
}

// A Piece is an ID with its words.
type Piece struct{ ID, Name string }

// VerdictPiece is the verdict with what follows from it and what decided.
type VerdictPiece struct {
	Piece
	Consequence string
	Label       string // of Because
	Because     []Piece
}

// FactorPiece is a factor with the numbers of the findings, and the answers, that bear on it.
type FactorPiece struct {
	Piece
	Label   string
	Status  Piece
	Sign    string // of the status, one character
	Meaning string
	For     []int
	Against []int
	Also    []int           // weak or debatable
	Answers []QuestionPiece // that count, either way

	CountFor, CountAgainst int // findings and answers
	CountWeak              int // those among them that are weak or debatable: they decide nothing

	Silent []string // what is said where a side is empty
}

// FindingPiece is a finding in full.
type FindingPiece struct {
	N        int
	ID       string
	Flag     Piece
	Family   string
	Stance   string // h, n, s or r: how it is coloured
	Factors  []string
	Doc      int // index in Pieces.Texts, -1 if unknown
	Where    string
	Rejected bool
	Text     string        // all of its words, for searching
	HTML     template.HTML // an article with the anchor
}

// TextPiece is a document with its findings marked in place.
type TextPiece struct {
	ID      string
	Title   string
	Kind    string
	Lang    string
	Percent string // share read
	Outline []OutlinePiece
	HTML    template.HTML
}

// OutlinePiece is a clause in the outline of a text.
type OutlinePiece struct {
	Depth    int
	Label    string
	Caption  string
	Anchor   string
	Findings []int
}

// QuestionPiece is a question to the provider, with its answer if there is one.
type QuestionPiece struct {
	ID, Text, Factor           string
	Value                      string  // of the answer, as recorded
	Answer, Note, Source, Date string  // the answer in words
	Choices                    []Piece // nil if any text is an answer
	Answered                   bool
}

// Lay lays an assessment out. It fails only for an unknown opts.Lang.
func Lay(a *assess.Assessment, lex *lexicon.Lexicon, opts Options) (*Pieces, error) {
	v, err := build(a, lex, opts)
	if err != nil {
		return nil, err
	}
	p := &Pieces{Lang: v.Lang, Service: visible(v.Service), Actions: each(v.Actions, func(n named) string { return visible(n.Name) })}
	placed := map[int]bool{}
	texts := make([]htmlDocument, len(v.Documents))
	for i := range v.Documents {
		texts[i] = marked(&v.Documents[i], i, v.Findings, placed)
	}
	t, err := template.New("assessment").Funcs(htmlFuncs(v, placed)).Parse(htmlTemplate)
	if err != nil {
		return nil, fmt.Errorf("report pieces: %w", err)
	}
	render := func(name string, data any) template.HTML {
		var b bytes.Buffer
		if failed := t.ExecuteTemplate(&b, name, data); failed != nil && err == nil {
			err = fmt.Errorf("report pieces: %w", failed)
		}
		return template.HTML(b.String())
	}
	page := htmlPage{view: v}
	p.Conflicts, p.Topics = render("conflicts", page), render("topics", page)
	p.Read, p.Cited = render("read", page), render("cited", page)
	p.Verdict = VerdictPiece{Piece: Piece(v.Verdict.named), Consequence: v.Verdict.Consequence, Label: v.Verdict.Label, Because: each(v.Verdict.Because, asPiece)}
	for _, f := range v.Findings {
		p.Findings = append(p.Findings, FindingPiece{
			N: f.N, ID: f.ID, Flag: Piece{f.Flag.ID, visible(f.Flag.Name)}, Family: f.Family, Stance: stance(f), Doc: f.Doc, Where: visible(v.where(f)),
			Rejected: slices.ContainsFunc(f.Tags, func(t named) bool { return t.ID == "rejected" }), Text: strings.Join([]string{f.Flag.Name, v.where(f), f.Quote(), f.Flag.ID}, " "), HTML: render("finding", f),
		})
	}
	for i, f := range a.Findings {
		p.Findings[i].Factors = f.Factors
	}
	for i := range texts {
		d := &texts[i]
		piece := TextPiece{ID: d.ID, Title: visible(d.Title), Kind: d.Kind.Name, Lang: d.Lang.ID, Percent: d.Percent, HTML: render("body", d)}
		for _, o := range d.Outline {
			piece.Outline = append(piece.Outline, OutlinePiece{o.Depth, visible(o.Label), visible(o.Caption), fmt.Sprintf("%s-b%d", d.ID, o.Block), o.Findings})
		}
		p.Texts = append(p.Texts, piece)
	}
	for _, q := range v.Questions {
		p.Questions = append(p.Questions, v.questionPiece(&q, a, lex))
	}
	for i := range v.Factors {
		p.Factors = append(p.Factors, v.factorPiece(&v.Factors[i], p.Questions))
	}
	return p, err
}

func asPiece(n named) Piece { return Piece(n) }

func (v *view) factorPiece(f *factorView, questions []QuestionPiece) FactorPiece {
	sign, _ := statusLook(f.Status.ID)
	out := FactorPiece{
		Piece: Piece(f.named), Label: f.Label, Status: Piece(f.Status), Sign: strings.Trim(sign, "[]"), Meaning: f.Meaning,
		CountFor: len(f.For), CountAgainst: len(f.Against), For: numbers(f.For), Against: numbers(f.Against), Also: numbers(f.Also),
	}
	for _, e := range slices.Concat(f.For, f.Against) {
		if e.Finding != nil && e.rank() > 0 {
			out.CountWeak++
		}
		if e.Answer == nil {
			continue
		}
		if k := slices.IndexFunc(questions, func(q QuestionPiece) bool { return q.ID == e.Answer.ID }); k >= 0 {
			out.Answers = append(out.Answers, questions[k])
		}
	}
	for _, s := range []string{f.SilentFor, f.SilentAg, f.Incomplete} {
		if s != "" {
			out.Silent = append(out.Silent, s)
		}
	}
	return out
}

func (v *view) questionPiece(q *questionView, a *assess.Assessment, lex *lexicon.Lexicon) QuestionPiece {
	out := QuestionPiece{
		ID: q.ID, Text: visible(q.Text), Factor: q.Factor.ID, Answer: visible(q.Answer), Note: visible(q.Note), Source: visible(q.Source),
		Date: q.Date, Answered: q.Answered,
	}
	for _, known := range a.Questions {
		if known.ID == q.ID && known.Answer != nil {
			out.Value = known.Answer.Value
		}
	}
	for _, known := range lex.Questions {
		if known.ID != q.ID {
			continue
		}
		for _, value := range slices.Concat(known.Met, known.NotMet, known.Neutral) {
			out.Choices = append(out.Choices, Piece{value, v.W.answer(q.ID, value)})
		}
	}
	return out
}

// Styles is the style sheet that the HTML of [Pieces] is made for.
func Styles() string { return htmlCSS }

// Visible is text of strangers with what would reorder or hide the text around it made visible.
func Visible(text string) string { return visible(text) }
