package report

import (
	"io"
	"strings"

	"kiyaku/analyzer/diff"
	"kiyaku/lexicon"
)

// ChangeText writes what changed for a terminal: the result first, then verdict and factors before and after, each change in
// substance with its words, the other differences by what they consist of, names replaced, and the documents compared with
// their dates. Deleted words stand in [-…-], inserted ones in {+…+}, as wdiff has them; opts.Color adds colour to that.
//
// Lines are at most opts.Width columns wide. ChangeText fails only for an unknown opts.Lang or if w does.
func ChangeText(w io.Writer, r *diff.Report, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChange(r, lex, opts)
	if err != nil {
		return err
	}
	t := &textChange{textWriter: textWriter{w: v.W, width: opts.width(), color: opts.Color}, v: v}
	t.head()
	t.effect()
	t.notes()
	t.changes()
	t.minor()
	t.renames()
	t.compared()
	t.blank()
	t.flow(0, "", run{v.W.get("report.limits"), faint})
	return flush(w, "text", &t.b)
}

type textChange struct {
	textWriter
	v *changeView
}

func (t *textChange) head() {
	v := t.v
	t.flow(0, "", run{visible(v.Service), bold})
	t.flow(0, "", run{t.w.get("change.title") + " · " + t.w.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon), faint})
	t.blank()
	line := []run{{v.Headline, bold}}
	if v.Direction.Name != "" {
		line = append(line, run{t.w.get("punct.colon"), plain}, run{v.Direction.Name, directionPaint(v.Direction.ID)})
	}
	t.flow(0, "", line...)
	for _, s := range []string{v.Partial, v.MinorNote} {
		if s != "" {
			t.para(0, "", s)
		}
	}
	if v.Cause.ID != string(diff.Vendor) && v.Cause.ID != "" {
		t.para(0, "", v.Cause.Name)
	}
}

func directionPaint(id string) paint {
	switch diff.Direction(id) {
	case diff.Worse:
		return bad
	case diff.Better:
		return good
	}
	return note
}

// effect writes verdict and factors before and after.
func (t *textChange) effect() {
	t.title(t.w.get("head.effect"))
	n := max(columns(t.w.get("head.verdict")), columns(t.w.get("head.judged")))
	for _, f := range t.v.Factors {
		n = max(n, columns(f.ID+" "+f.Name))
	}
	row := func(label string, b beforeAfter, p paint, changes []int) {
		what := []run{{b.New.Name, plain}, {t.bracket(t.w.get("change.unchanged")), faint}}
		if !b.Same {
			what = []run{{b.Old.Name + " → ", plain}, {b.New.Name, p}}
		}
		if len(changes) > 0 {
			what = append(what, run{" " + t.numbers(changes), faint})
		}
		t.flow(1, pad(label, n+2), what...)
	}
	row(t.w.get("head.verdict"), t.v.Verdict, verdictPaint(t.v.Verdict.New.ID), nil)
	for _, f := range t.v.Factors {
		_, p := statusLook(f.New.ID)
		row(f.ID+" "+f.Name, f.beforeAfter, p, f.Changes)
	}
	if len(t.v.Judged) > 0 {
		t.para(1, pad(t.w.get("head.judged"), n+2), strings.Join(each(t.v.Judged, func(j judgedView) string {
			return j.Name + " " + itoa(j.Count)
		}), t.w.get("punct.comma")))
	}
}

func (t *textChange) numbers(list []int) string {
	return strings.Join(each(list, func(n int) string { return "(" + itoa(n) + ")" }), " ")
}

func (t *textChange) notes() {
	for _, n := range t.v.Notes {
		t.title(n.Name)
		t.para(1, "", n.Text)
		t.para(1, "", t.w.get("changenote.changes")+t.w.get("punct.colon")+t.numbers(n.Changes))
		if n.Clause == nil {
			t.para(1, "", t.w.get("changenote.silent"))
			continue
		}
		t.para(1, "", t.w.get("changenote.clause")+t.w.get("punct.colon")+visible(n.Clause.Where)+" "+t.quote(visible(shorten(n.Clause.Quote, 200))))
	}
}

func (t *textChange) changes() {
	if len(t.v.Changes) == 0 {
		return
	}
	t.title(t.w.get("head.changes"))
	for _, c := range t.v.Changes {
		t.change(c)
		t.blank()
	}
}

func (t *textChange) change(c *changeItem) {
	label := "(" + itoa(c.N) + ")"
	label = pad(label, max(4, columns(label)+1))
	t.flow(0, t.paint(bold, label), run{visible(c.Place().Where), bold}, run{" · " + c.Kind.Name + " · ", plain},
		run{c.Direction.Name, directionPaint(c.Direction.ID)})
	what := append(each(c.Reasons, func(n named) string { return n.Name }), c.Tags...)
	t.para(4, "", strings.Join(what, t.w.get("punct.comma")))
	if c.Differ() {
		t.para(4, "", visible(t.w.fill("change.from", "place", c.Old.Where)))
	}
	for _, f := range c.Flags {
		t.para(4, "", visible(f.summary(t.w)))
	}
	t.flow(4, t.paint(faint, "│ "), t.marked(c.Words)...)
}

// nearWords is how many characters of what stayed are shown on each side of a change.
const nearWords = 60

// marked are the words of a change in marks; of long stretches that stayed, the ends.
func (t *textChange) marked(list []diff.Words) []run {
	var out []run
	for i, w := range list {
		s := visible(w.Text)
		switch w.Op {
		case diff.Delete:
			out = append(out, run{"[-" + s + "-]", slipOr(w.Slip, bad)})
		case diff.Insert:
			out = append(out, run{"{+" + s + "+}", slipOr(w.Slip, good)})
		default:
			out = append(out, run{middle(s, i > 0, i+1 < len(list)), plain})
		}
	}
	return out
}

func slipOr(slip bool, p paint) paint {
	if slip {
		return faint
	}
	return p
}

// middle cuts the middle, or an end with no change beside it, out of a long text.
func middle(s string, before, after bool) string {
	r := []rune(s)
	keep := 0
	for _, on := range []bool{before, after} {
		if on {
			keep += nearWords
		}
	}
	if len(r) <= keep+nearWords/2 {
		return s
	}
	head, tail := "", ""
	if before {
		head = string(r[:nearWords])
	}
	if after {
		tail = string(r[len(r)-nearWords:])
	}
	return head + " … " + tail
}

// minor lists the other differences, by what they consist of, with their places.
func (t *textChange) minor() {
	if len(t.v.Minor) == 0 {
		return
	}
	t.title(t.w.get("head.minor"))
	places, order := map[string][]string{}, []string{}
	n := 0
	for _, c := range t.v.Minor {
		what := strings.Join(each(c.Reasons, func(r named) string { return r.Name }), t.w.get("punct.comma"))
		if c.Kind.ID == string(diff.Moved) {
			what = c.Kind.Name
		}
		if places[what] == nil {
			order = append(order, what)
			n = max(n, columns(what))
		}
		places[what] = append(places[what], visible(t.moved(c)))
	}
	n = min(n, t.width/3)
	for _, what := range order {
		count := itoa(len(places[what]))
		t.para(1, pad(what, n)+strings.Repeat(" ", max(1, 5-len(count)))+count+"  ", strings.Join(firstPlaces(places[what]), t.w.get("punct.comma")))
	}
}

// moved is the place of a change; where it came from another one, both.
func (t *textChange) moved(c *changeItem) string {
	if c.Old != nil && c.New != nil && c.Old.Citation != c.New.Citation {
		return c.Old.Citation + " → " + c.New.Citation
	}
	return c.Place().Citation
}

// maxMinorPlaces bounds how many places of one kind of difference are listed.
const maxMinorPlaces = 12

// firstPlaces are the first of a list, each once.
func firstPlaces(list []string) []string {
	var out []string
	for _, s := range list {
		if len(out) > 0 && out[len(out)-1] == s {
			continue
		}
		if len(out) == maxMinorPlaces {
			return append(out, "…")
		}
		out = append(out, s)
	}
	return out
}

func (t *textChange) renames() {
	if len(t.v.Renames) == 0 {
		return
	}
	t.title(t.w.get("head.renames"))
	for _, n := range t.v.Renames {
		t.para(1, "• ", visible(n.Text)+" "+t.numbers(n.Changes))
	}
}

func (t *textChange) compared() {
	t.title(t.w.get("head.compared"))
	if len(t.v.Pairs) == 0 {
		t.para(1, "", t.w.get("read.none"))
	}
	for i := range t.v.Pairs {
		p := &t.v.Pairs[i]
		t.flow(1, "", run{visible(p.Title), bold}, run{visible(p.status(t.w)), plain})
		if dates := p.dates(t.w); dates != "" {
			t.para(3, "", visible(dates))
		}
		if p.Fault.ID != "" {
			t.flow(3, t.paint(warn, "! "), run{visible(p.faultText(t.w)), plain})
		}
		for _, s := range []struct {
			id string
			v  *sideView
		}{{"change.old", p.Old}, {"change.new", p.New}} {
			if s.v != nil {
				t.flow(3, "", run{t.w.get(s.id) + t.w.get("punct.colon") + visible(s.v.Source+" "+s.v.Hash()), faint})
			}
		}
	}
}
