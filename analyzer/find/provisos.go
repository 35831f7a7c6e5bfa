package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// provisos lists the sentences behind sentence i that take from what it says: ただし、…場合は、この限りでない.
func (d *doc) provisos(i int) []int { return d.provisosBefore(i, len(d.Sentences)) }

// provisosBefore is provisos for those before sentence end.
func (d *doc) provisosBefore(i, end int) []int {
	var list []int
	for j := i + 1; j < end; j++ {
		s := &d.Sentences[j]
		next := s.Clause != d.Sentences[i].Clause
		if s.LeadIn >= 0 && next && d.Sentences[i].LeadIn < 0 {
			continue // an item between
		}
		follows := d.takesBack(j) || j == i+1 && !next && (d.setsApart(j) || d.sayHowever(j))
		if s.Kind != clause.Proviso && !follows || next && (j != i+1 || d.Clauses[s.Clause].Parent != d.Clauses[d.Sentences[i].Clause].Parent) {
			break
		}
		if r := d.readings[j]; r != nil && (d.lang.about.notApply >= 0 && r.All.Has(d.lang.about.notApply) && namesCase(s.Body.In(d.Text)) || d.permits(i, j)) {
			list = append(list, j)
		}
		if next {
			break
		}
	}
	return list
}

// takesBack reports whether an English or Dutch sentence takes from the one before: "This does not apply where …".
func (d *doc) takesBack(j int) bool {
	c := d.lang.about.notApply
	return d.Document.Lang != corpus.Japanese && c >= 0 && d.Sentences[j].LeadIn < 0 && d.readings[j] != nil && d.readings[j].All.Has(c)
}

// setsApart reports whether sentence j excepts a case though no ただし opens it: サービスの不調を調べるときだけは別です.
func (d *doc) setsApart(j int) bool {
	text := d.Sentences[j].Body.In(d.Text)
	return d.Document.Lang == corpus.Japanese && d.readings[j] != nil && containsAny(text, "場合", "とき", "時") &&
		containsAny(text, "この限り", "例外です", "例外とし", "別です", "別とし", "は別であ")
}

// sayHowever reports whether an English or Dutch sentence sets itself against the one before: "Notwithstanding the foregoing, …".
func (d *doc) sayHowever(j int) bool {
	text := strings.ToLower(d.Sentences[j].Body.In(d.Text))
	switch d.Document.Lang {
	case corpus.English:
		return strings.HasPrefix(text, "notwithstanding the ") || strings.HasPrefix(text, "nevertheless") || strings.HasPrefix(text, "however")
	case corpus.Dutch:
		return strings.HasPrefix(text, "niettemin") || strings.HasPrefix(text, "in afwijking ") || strings.Contains(text, " echter ")
	}
	return false
}

// permits reports whether proviso j lets the provider do what sentence i says does not happen: 閲覧しません。ただし、…ときは閲覧
// できるものとします.
func (d *doc) permits(i, j int) bool {
	if d.readings[i] == nil ||
		slices.ContainsFunc(d.grade(j, d.Sentences[j].Body), func(e Exception) bool { return e.Kind.weighs() }) {
		return false
	}
	for k := range d.readings[j].Frames {
		f := &d.readings[j].Frames[k]
		if f.Place != frame.Main || f.Modality != frame.May && f.Modality != frame.Will || f.Actor&frame.Provider == 0 ||
			f.Condition.Span.Len() == 0 && f.Purpose.Span.Len() == 0 {
			continue
		}
		for m := range d.readings[i].Frames {
			g := &d.readings[i].Frames[m]
			if g.Modality.Negative() && g.Place == frame.Main && (d.sameAct(&g.Action.Set, &f.Action.Set) || d.doesSo(f)) {
				return true
			}
		}
	}
	return false
}

// doesSo reports whether frame f only says that what stands before is done: "Acme may do so where".
func (d *doc) doesSo(f *frame.Frame) bool {
	return d.Document.Lang == corpus.English && strings.HasSuffix(f.Action.Span.In(d.Text), "do") && strings.HasPrefix(f.Object.Span.In(d.Text), "so")
}

// sameAct reports whether two acts are of one kind: both look at data, or use them.
func (d *doc) sameAct(a, b *frame.Set) bool {
	for _, c := range d.lang.about.actKinds {
		if c >= 0 && a.Has(c) && b.Has(c) {
			return true
		}
	}
	return false
}

// namesCase reports whether a proviso takes a case from a promise, not a kind of data from its terms (次の情報については、この限りで
// ない).
func namesCase(text string) bool {
	return !strings.Contains(text, "情報については") || strings.Contains(text, "場合") || strings.Contains(text, "とき")
}

// provisoExceptions are the cases of the provisos of sentence i.
func (d *doc) provisoExceptions(i int) []Exception {
	var list []Exception
	for _, j := range d.provisos(i) {
		if items := d.items[j]; len(items) > 0 {
			list = append(list, d.itemExceptions(items)...)
			continue
		}
		list = append(list, d.grade(j, d.Sentences[j].Body)...)
	}
	return list
}
