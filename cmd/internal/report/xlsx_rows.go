package report

import (
	"slices"
	"strconv"
	"strings"

	"kiyaku/lexicon"
)

// Names of the tables that are read back, in the hidden row above their heads.
const (
	questionsTable = "kiyaku.questions/1"
	findingsTable  = "kiyaku.findings/1"
)

// findings has a row for each finding, in order of document and place.
func (b *book) findings(g *grid) {
	g.cols = []gridColumn{
		{key: "no", head: b.w("col.no"), width: 5, repeat: true},
		{key: "factor", head: b.w("col.factor"), width: 7, repeat: true},
		{key: "flag", head: b.w("table.flag"), width: 15, repeat: true},
		{key: "side", head: b.w("col.side"), width: 12, repeat: true},
		{key: "place", head: b.w("col.place"), width: 20},
		{key: "quote", head: b.w("col.quote"), width: 52},
		{key: "reading", head: b.w("col.reading"), width: 30},
		{key: "authority", head: b.w("col.authority"), width: 22},
		{key: "judgement", head: b.w("col.judgement"), width: 11, input: true, choices: b.choices("judgement", judgements()...)},
		{key: "comment", head: b.w("col.comment"), width: 18, input: true},
		{key: "todo", head: b.w("col.todo"), width: 18, input: true, choices: b.choices("todo", todos()...)},
		{key: "owner", head: b.w("col.owner"), width: 9, input: true},
		{key: "due", head: b.w("col.due"), width: 11, input: true},
	}
	b.head(g, b.w("sheet.findings")+b.w("punct.colon")+b.v.Service, b.w("desk.findings"))
	g.keys(findingsTable)
	g.heads()
	head := g.row
	for _, f := range b.v.Findings {
		factors, side, todo := b.bearing(f)
		judgement, comment := b.judged(f)
		g.add(f.ID+"@"+strconv.Itoa(f.N), strconv.Itoa(f.N), strings.Join(factors, " "), f.Flag.Name, b.w("side."+side), b.place(f), f.Quote(),
			b.reading(f), b.grounds(f), judgement, comment, b.w("todo."+todo), "", "")
	}
	g.close(head)
}

// todos lists what may be done about a finding, in the order of the dropdown.
func todos() []string {
	return []string{"exclude", "clarify", "lawyer", "record", "implement", "recourse", "original", "none"}
}

// bearing says on which factors a finding bears, on which side it stands there, and what is commonly done about it.
func (b *book) bearing(f *findingView) (factors []string, side, todo string) {
	side, todo = "none", "none"
	set := func(factor, s, t string) {
		if !slices.Contains(factors, factor) {
			factors = append(factors, factor)
		}
		if side == "none" || side == "also" {
			side, todo = s, t
		}
	}
	holds := func(es []evidence) bool {
		return slices.ContainsFunc(es, func(e evidence) bool { return e.Finding == f })
	}
	for _, factor := range b.v.Factors {
		undecided := evidence{Finding: f}.rank() > 0
		switch {
		case holds(factor.For) && undecided, holds(factor.Also):
			set(factor.ID, "also", "lawyer")
		case holds(factor.For):
			set(factor.ID, "for", "exclude")
		case holds(factor.Against):
			set(factor.ID, "against", "record")
		}
	}
	switch {
	case f.OCR > 0:
		todo = "original"
	case b.opposed(f):
		todo = "clarify"
	case side != "none":
	case f.Family == "S":
		todo = "implement"
	case f.Flag.ID == "liability-cap" || f.Flag.ID == "liability-disclaimer":
		todo = "recourse"
	}
	return factors, side, todo
}

// opposed reports whether f is one side of a contradiction.
func (b *book) opposed(f *findingView) bool {
	return slices.ContainsFunc(b.v.Conflicts, func(c conflictView) bool { return c.Promise.Finding == f || c.Permission.Finding == f })
}

// reading is who does what to which data in which case, then the exceptions, a line each.
func (b *book) reading(f *findingView) string {
	var values []string
	for _, a := range []attribute{f.Actor, f.Modality, f.Object} {
		if a.Value != "" {
			values = append(values, a.Value)
		}
	}
	out := []string{strings.Join(values, " ／ ")}
	for _, a := range f.More {
		if a.Label == b.w("attr.condition") || a.Label == b.w("attr.purpose") || a.Label == b.w("attr.leadin") {
			out = append(out, a.Label+b.w("punct.colon")+a.Words)
		}
	}
	for _, e := range f.Exceptions {
		text := b.w("attr.exception") + b.w("punct.colon") + e.Kind.Name + b.w("punct.quote") + e.Quote + b.w("punct.end")
		if e.Effect.Name != "" {
			text += " → " + e.Effect.Name
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

// grounds are the authorities, tags and notes of a finding.
func (b *book) grounds(f *findingView) string {
	out := each(f.Authority, b.v.shortName)
	for _, t := range f.Tags {
		out = append(out, b.w("punct.open")+t.Name+b.w("punct.close"))
	}
	if f.Note.Name != "" {
		out = append(out, b.w("attr.note")+b.w("punct.colon")+f.Note.Name)
	}
	return strings.Join(out, "\n")
}

// questions has a row for each question. With own it is the reviewer's: it adds what an answer would do and cells for a
// judgement, which the provider is not shown.
func (b *book) questions(g *grid, own bool) {
	g.cols = []gridColumn{
		{key: "no", head: b.w("col.no"), width: 5},
		{key: "factor", head: b.w("col.factor"), width: 12},
		{key: "question", head: b.w("col.question"), width: 48},
		{key: "why", head: b.w("col.why"), width: 30},
		{key: "answer", head: b.w("col.answer"), width: 22, input: true},
		{key: "note", head: b.w("col.note"), width: 34, input: true},
		{key: "source", head: b.w("col.source"), width: 24, input: true},
		{key: "date", head: b.w("col.date"), width: 13, input: true},
	}
	title, notes := b.w("head.questions"), []string{b.w("desk.questions")}
	if own {
		g.cols = append(g.cols,
			gridColumn{key: "effect", head: b.w("col.effect"), width: 26},
			gridColumn{key: "judgement", head: b.w("col.judgement"), width: 14, input: true, choices: b.choices("state", "open", "running", "done", "dropped")},
			gridColumn{key: "comment", head: b.w("col.comment"), width: 20, input: true})
	} else {
		title, notes = b.w("desk.sheet"), []string{b.w("desk.fill"), b.w("desk.purpose"), b.w("desk.respondent")}
	}
	b.head(g, title+b.w("punct.colon")+b.v.Service, notes...)
	g.keys(questionsTable)
	g.heads()
	head := g.row
	for i, q := range b.v.Questions {
		cells := []string{strconv.Itoa(i + 1), q.Factor.Name, q.Text, b.why(q), q.Answer, q.Note, q.Source, q.Date}
		if own {
			cells = append(cells, b.effect(q), "", "")
		}
		row := g.add(q.ID, cells...)
		if words := answerWords(b.v.W, b.lex, q.ID); words != nil {
			g.offer(4, row, row, words, true)
		}
	}
	g.close(head)
}

// why names the authority behind a question and the clauses that prompt it.
func (b *book) why(q questionView) string {
	out := each(q.Authority, b.v.shortName)
	if places := promptedBy(b.v, q); len(places) > 0 {
		out = append(out, b.w("desk.prompted")+b.w("punct.colon")+strings.Join(places, b.w("punct.between")))
	}
	return strings.Join(out, "\n")
}

// effect says what each answer would say about the factor.
func (b *book) effect(q questionView) string {
	l := questionOf(b.lex, q.ID)
	if l == nil || l.Factor == "" {
		return b.w("effect.none")
	}
	var out []string
	for _, group := range []struct {
		values []string
		say    string
	}{{l.Met, "side.for"}, {l.NotMet, "side.against"}, {l.Neutral, "effect.neutral"}} {
		if len(group.values) > 0 {
			words := each(group.values, func(v string) string { return b.v.W.answer(q.ID, v) })
			out = append(out, strings.Join(words, " ／ ")+" → "+l.Factor+" "+b.w(group.say))
		}
	}
	return strings.Join(out, "\n")
}

// promptedBy lists the places of the provisions that bear on the question's factor, each once and at most five.
func promptedBy(v *view, q questionView) []string {
	var out []string
	for _, f := range v.Factors {
		if f.ID != q.Factor.ID {
			continue
		}
		for _, e := range f.For {
			if e.Finding == nil {
				continue
			}
			where := e.Finding.Citation
			if len(v.Documents) > 1 && e.Finding.DocTitle != "" {
				where = e.Finding.DocTitle + " " + where
			}
			if !slices.Contains(out, where) && len(out) < 5 {
				out = append(out, where)
			}
		}
	}
	return out
}

func questionOf(lex *lexicon.Lexicon, id string) *lexicon.Question {
	if i := slices.IndexFunc(lex.Questions, func(q lexicon.Question) bool { return q.ID == id }); i >= 0 {
		return &lex.Questions[i]
	}
	return nil
}

// answerWords are the words that answer a question; nil if any text does.
func answerWords(w words, lex *lexicon.Lexicon, id string) []string {
	q := questionOf(lex, id)
	if q == nil {
		return nil
	}
	values := slices.Concat(q.Met, q.NotMet, q.Neutral)
	if values == nil {
		return nil
	}
	return each(values, func(v string) string { return w.answer(id, v) })
}
