package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/lexicon"
)

// builder turns ids into words. Its maps are only for looking things up; the order of all that is shown comes from the
// assessment and the lexicon.
type builder struct {
	a     *assess.Assessment
	lex   *lexicon.Lexicon
	w     words
	en    bool
	view  *view
	byID  map[string][]*findingView // the same provision in two documents has the same ID
	shown map[*findingView]bool
	docs  map[string]int
}

// newBuilder begins a view of a. A nil lexicon is taken as an empty one: ids then stand for themselves.
func newBuilder(a *assess.Assessment, lex *lexicon.Lexicon, opts Options) (*builder, error) {
	w, err := wordsFor(opts.Lang)
	if err != nil {
		return nil, err
	}
	if lex == nil {
		lex = &lexicon.Lexicon{}
	}
	lang := opts.Lang
	if lang == "" {
		lang = "ja"
	}
	b := &builder{
		a: a, lex: lex, w: w, en: lang == "en",
		view:  &view{W: w, Lang: lang, Explain: opts.Explain, Service: a.Service, Tool: a.Tool, Lexicon: a.Lexicon},
		byID:  map[string][]*findingView{},
		shown: map[*findingView]bool{},
		docs:  map[string]int{},
	}
	if b.view.Service == "" {
		b.view.Service = w.get("report.unnamed")
	}
	return b, nil
}

// build makes the view of a.
func build(a *assess.Assessment, lex *lexicon.Lexicon, opts Options) (*view, error) {
	b, err := newBuilder(a, lex, opts)
	if err != nil {
		return nil, err
	}
	v, w := b.view, b.w
	v.Partial = slices.Contains(a.Actions, assess.ReadUnread)
	b.documents()
	b.findings()
	v.Questions = each(a.Questions, b.question)
	v.Factors = each(a.Factors, b.factor)
	b.others()
	b.outlines()
	label := "verdict.because"
	if a.Verdict == assess.Undetermined {
		label = "verdict.open"
	}
	v.Verdict = verdictView{Label: w.get(label), named: named{string(a.Verdict), w.of("verdict", string(a.Verdict))},
		Consequence: w.of("consequence", string(a.Verdict)), Because: each(a.Because, b.reason)}
	v.Actions = each(a.Actions, func(id string) named { return named{id, w.of("action", id)} })
	v.Conflicts = each(a.Conflicts, b.conflict)
	v.Topics = each(a.Topics, b.topic)
	v.Ranks = each(a.Precedence, b.rank)
	b.scopes()
	b.cited()
	return v, nil
}

// pick chooses by language; the other language stands in for a missing text.
func (b *builder) pick(ja, en string) string {
	if b.en && en != "" || ja == "" {
		return en
	}
	return ja
}

func (b *builder) flag(id string) named {
	if f := b.lex.Flag(id); f != nil {
		if name := b.pick(f.NameJA, f.NameEN); name != "" {
			return named{id, name}
		}
	}
	return named{id, id}
}

// ruleWhy is what a rule, "LANGUAGE/ID", is about. The lexicon says it in English only, for its authors.
func (b *builder) ruleWhy(rule string) string {
	code, id, _ := strings.Cut(rule, "/")
	g := b.lex.Language(code)
	if g == nil {
		return ""
	}
	for i := range g.Rules {
		if g.Rules[i].ID == id {
			return g.Rules[i].Why
		}
	}
	return ""
}

// reason names what a verdict rests on: a factor or a flag.
func (b *builder) reason(id string) named {
	if _, ok := b.w["factor."+id]; ok {
		return named{id, b.w.get("factor."+id) + b.w.get("punct.open") + id + b.w.get("punct.close")}
	}
	return b.flag(id)
}

// percent rounds down, so that only what was read whole is called 100%.
func percent(share float64) string {
	tenths := math.Floor(share*1000 + 1e-9)
	if tenths == 1000 {
		return "100%"
	}
	return strconv.FormatFloat(tenths/10, 'f', 1, 64) + "%"
}

func (b *builder) findings() {
	for i := range b.a.Findings {
		f := b.finding(&b.a.Findings[i], i+1)
		b.view.Findings = append(b.view.Findings, f)
		b.byID[f.ID] = append(b.byID[f.ID], f)
	}
}

func (b *builder) finding(f *find.Finding, n int) *findingView {
	out := &findingView{
		N: n, ID: f.ID, Flag: b.flag(f.Flag), Doc: -1, Citation: f.Citation, Caption: f.Caption,
		Span: f.Span, Mark: f.Mark, Rule: f.Rule, Against: f.Against,
		Actor:      b.attribute("actor", f.Actor, f.Why.Actor),
		Modality:   b.attribute("modality", f.Modality, f.Why.Modality),
		Object:     b.attribute("object", f.Object, f.Why.Object),
		Exceptions: each(f.Exceptions, func(e find.Exception) exceptionView { return b.exception(f, e) }),
		Authority:  b.authorities(f.Authority),
	}
	if fl := b.lex.Flag(f.Flag); fl != nil {
		out.Family, out.Meaning = fl.Family, b.pick(fl.MeaningJA, fl.MeaningEN)
	}
	if out.Citation == "" {
		out.Citation = b.w.get("finding.nocite")
	}
	if i, ok := b.docs[f.Document]; ok {
		out.Doc, out.DocTitle, out.Lang = i, b.view.Documents[i].Title, b.view.Documents[i].Lang.ID
	}
	out.Before, out.Marked, out.After = split(f)
	from := originOf(b.a, f.Document, f.Span)
	out.Page, out.OCR = from.page, from.ocr
	out.RuleWhy = b.ruleWhy(f.Rule)
	for _, m := range []struct{ id, words string }{{"action", f.Why.Action}, {"purpose", f.Why.Purpose},
		{"condition", f.Why.Condition}, {"leadin", f.Why.LeadIn}} {
		if m.words != "" {
			out.More = append(out.More, attribute{Label: b.w.get("attr." + m.id), Words: m.words})
		}
	}
	for _, t := range []struct {
		id string
		on bool
	}{{"weak", f.Weak}, {"debatable", f.Debatable}, {"own-ends", f.OwnEnds}, {"rejected", f.Rejected}} {
		if t.on {
			out.Tags = append(out.Tags, named{t.id, b.w.get("tag." + t.id)})
		}
	}
	if out.OCR > 0 {
		out.Tags = append(out.Tags, named{"ocr", b.w.fill("tag.ocr", "share", percent(out.OCR))})
	}
	if f.Note != "" {
		out.Note = named{f.Note, b.w.of("note", f.Note)}
	}
	return out
}

// split cuts the quote around the operative words; a mark that does not lie in the quote is ignored.
func split(f *find.Finding) (before, marked, after string) {
	from, to := f.Mark.Start-f.Span.Start, f.Mark.End-f.Span.Start
	if from < 0 || to <= from || to > len(f.Quote) {
		return "", f.Quote, ""
	}
	return f.Quote[:from], f.Quote[from:to], f.Quote[to:]
}

func (b *builder) attribute(group, id, why string) attribute {
	out := attribute{Label: b.w.get("attr." + group), Value: b.w.of(group, id)}
	how, resolved := b.w["why."+why]
	switch {
	case resolved:
		out.How = how
	case why != id: // else the id stands in for words that the document does not have
		out.Words = why
	}
	return out
}

// exception says what e does to the promise that f makes (legal model, §2).
func (b *builder) exception(f *find.Finding, e find.Exception) exceptionView {
	out := exceptionView{Kind: named{string(e.Kind), b.w.of("exception", string(e.Kind))}, Quote: e.Quote}
	if f.Flag != "carve-out" && f.Flag != "no-handling" && f.Flag != "no-access" {
		return out
	}
	effect := "open" // a kind that the legal model does not grade
	switch e.Kind {
	case find.LegalOrder, find.Consent, find.Emergency, find.Public:
		effect = "stands"
	case find.ServiceProvision, find.Security, find.ProviderDiscretion, find.Subcontractor, find.Unspecified:
		effect = "turns"
	}
	out.Effect = named{effect, b.w.get("effect." + effect)}
	return out
}

func (b *builder) authorities(ids []string) []authorityView {
	return each(ids, func(id string) authorityView {
		i := slices.IndexFunc(b.lex.Authorities, func(a lexicon.Authority) bool { return a.ID == id })
		if i < 0 {
			return authorityView{named: named{id, id}}
		}
		a := &b.lex.Authorities[i]
		return authorityView{named: named{id, b.pick(a.TitleJA, a.TitleEN)}, Issuer: b.w.of("issuer", a.Issuer), Date: a.Date,
			Summary: b.pick(a.SummaryJA, a.SummaryEN), URL: a.URL, Checked: a.Checked, Aliases: each(a.Aliases, func(s string) string { return b.w.of("alias", s) }), Known: true}
	})
}

// shortName is an authority as papers cite it: Q&A 7-53.
func (v *view) shortName(a authorityView) string {
	if s, ok := v.W["cite."+a.ID]; ok {
		return s
	}
	return a.Name
}

func (b *builder) question(q assess.Question) questionView {
	out := questionView{ID: q.ID, Text: q.ID}
	if i := slices.IndexFunc(b.lex.Questions, func(l lexicon.Question) bool { return l.ID == q.ID }); i >= 0 {
		l := b.lex.Questions[i]
		out.Text, out.Authority = b.pick(l.TextJA, l.TextEN), b.authorities(l.Authority)
	}
	if q.Factor != "" {
		out.Factor = b.reason(q.Factor)
	}
	if q.Answer != nil {
		out.Answered, out.Note, out.Source, out.Date = true, q.Answer.Note, q.Answer.Source, day(q.Answer.Date)
		out.Answer = b.w.answer(q.ID, q.Answer.Value)
	}
	return out
}

// others gathers what no factor shows, by family and flag in the lexicon's order; flags that it does not know come last.
func (b *builder) others() {
	flags, listed := slices.Clone(b.lex.Flags), map[string]bool{}
	for i := range flags {
		listed[flags[i].ID] = true
	}
	for _, f := range b.view.Findings {
		if !listed[f.Flag.ID] {
			flags, listed[f.Flag.ID] = append(flags, lexicon.Flag{ID: f.Flag.ID}), true
		}
	}
	left := map[string][]*findingView{} // by flag
	for _, f := range b.view.Findings {
		if !b.shown[f] {
			left[f.Flag.ID] = append(left[f.Flag.ID], f)
		}
	}
	for _, fl := range flags {
		if left[fl.ID] != nil {
			b.addFlag(fl.Family, flagView{named: b.flag(fl.ID), Findings: left[fl.ID]})
		}
	}
}

func (b *builder) addFlag(family string, row flagView) {
	for i := range b.view.Others {
		if b.view.Others[i].ID == family {
			b.view.Others[i].Flags = append(b.view.Others[i].Flags, row)
			return
		}
	}
	b.view.Others = append(b.view.Others, familyView{named{family, b.w.get("family." + family)}, []flagView{row}})
}

// outlines lists the headings of each document down to articles, with the findings that stand in them.
func (b *builder) outlines() {
	for i, d := range b.a.Documents {
		if d.Tree == nil {
			continue
		}
		b.view.Documents[i].Outline = outline(d, b.view.Findings, i)
	}
}

// cited gathers every known authority that a factor or finding rests on.
func (b *builder) cited() {
	used := map[string]bool{}
	for _, f := range b.view.Factors {
		for _, a := range f.Authority {
			used[a.ID] = true
		}
	}
	for _, f := range b.view.Findings {
		for _, a := range f.Authority {
			used[a.ID] = true
		}
	}
	for _, t := range b.view.Topics {
		for _, a := range t.Authority {
			used[a.ID] = true
		}
	}
	for _, a := range b.lex.Authorities {
		if used[a.ID] {
			b.view.Cited = append(b.view.Cited, b.authorities([]string{a.ID})...)
		}
	}
}
