package report

import (
	"cmp"
	"slices"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// A redline is a new document with what was deleted from the old one, paragraph by paragraph: without insertions it reads
// as the old one, without deletions as the new one. Menus and footers of the site are left out.
type redline struct {
	Pair  *pairView
	Lines []redLine
}

// A redLine is one paragraph.
type redLine struct {
	Kind  corpus.BlockKind
	Level int
	Runs  []redRun
	Mark  diff.Op // of the end of the paragraph: Insert or Delete where the paragraph came or went whole
	// Moved is the change by which the whole paragraph moved: Mark tells from (Delete) or to (Insert); Part counts its
	// paragraphs from 1. It is nil for all others.
	Moved *changeItem
	Part  int
}

// A redRun is a piece of a paragraph.
type redRun struct {
	Op     diff.Op
	Text   string
	Change *changeItem // nil for what is as it was
}

// redlines are those of all documents that were compared, came or went; documents with a fault are left out.
func redlines(r *diff.Report, v *changeView) []redline {
	var out []redline
	for i := range v.Pairs {
		p := &v.Pairs[i]
		if p.diff.Fault != nil {
			continue
		}
		d := redlineOf(r, v, p)
		out = append(out, redline{Pair: p, Lines: d.lines()})
	}
	pairMoves(out)
	return out
}

// pairMoves marks the paragraphs of changes that moved whole, where both places have as many.
func pairMoves(list []redline) {
	from, to := map[*changeItem][]*redLine{}, map[*changeItem][]*redLine{}
	for i := range list {
		for k := range list[i].Lines {
			l := &list[i].Lines[k]
			c := l.Runs[0].Change
			switch {
			case c == nil || c.Kind.ID != string(diff.Moved) || slices.ContainsFunc(l.Runs, func(r redRun) bool { return r.Change != c }):
			case l.Mark == diff.Delete:
				from[c] = append(from[c], l)
			case l.Mark == diff.Insert:
				to[c] = append(to[c], l)
			}
		}
	}
	for c := range from {
		if len(from[c]) != len(to[c]) {
			continue
		}
		for i := range from[c] {
			from[c][i].Moved, from[c][i].Part, to[c][i].Moved, to[c][i].Part = c, i+1, c, i+1
		}
	}
}

// A redlining gathers what happened to one document.
type redlining struct {
	old, new *assess.Document // nil where there is none
	here     []redChange      // what stands in the new document, by place, none overlapping another
	gone     []redChange      // what left the old document, in order
	emitted  int              // deletions of the change at hand that are written
	blocks   []corpus.Block   // of the old document
}

// A redChange is a change with the span that it covers on one side.
type redChange struct {
	item  *changeItem
	words []diff.Words
	span  corpus.Span
	moved bool // it stands in another place than before, so that it is shown at both
	after int  // gone: offset in the new document behind which it stood; -1 before all
}

func redlineOf(r *diff.Report, v *changeView, p *pairView) *redlining {
	d := &redlining{old: documentOf(r.Old, p.diff.Old), new: documentOf(r.New, p.diff.New)}
	for i := range r.Changes {
		c := &r.Changes[i]
		moved := c.Old != nil && c.New != nil && (c.Kind == diff.Moved || c.Moved || c.Old.Document != p.diff.Old || c.New.Document != p.diff.New)
		if d.new != nil && c.New != nil && c.New.Document == d.new.ID {
			d.here = append(d.here, redChange{item: v.items[i], words: wordsOf(c), span: c.New.Span, moved: moved})
		}
		if d.old != nil && c.Old != nil && c.Old.Document == d.old.ID && (c.New == nil || moved) {
			d.gone = append(d.gone, redChange{item: v.items[i], words: wordsOf(c), span: c.Old.Span, moved: moved})
		}
	}
	d.cross(r, v)
	d.here, d.gone = apart(d.here), apart(d.gone)
	if d.old != nil {
		d.blocks = bodyBlocks(d.old.Document)
	}
	if d.old != nil && d.new != nil {
		d.anchor(r)
	}
	return d
}

// cross takes changes that stand in another order than before, though not far, as moved: the fewest that can be.
func (d *redlining) cross(r *diff.Report, v *changeView) {
	at := map[*changeItem]int{} // where it stood in the old document
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Old != nil {
			at[v.items[i]] = i
		}
	}
	start := func(c *redChange) int { return r.Changes[at[c.item]].Old.Span.Start }
	var stay []*redChange // the longest sequence that is in order on both sides, built by patience
	var from []int
	var tails []int
	slices.SortStableFunc(d.here, func(a, b redChange) int { return cmp.Compare(a.span.Start, b.span.Start) })
	for i := range d.here {
		c := &d.here[i]
		if _, both := at[c.item]; !both || c.moved {
			continue
		}
		k, _ := slices.BinarySearchFunc(tails, start(c), func(t, s int) int { return cmp.Compare(start(stay[t]), s) })
		stay = append(stay, c)
		from = append(from, -1)
		if k > 0 {
			from[len(from)-1] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, 0)
		}
		tails[k] = len(stay) - 1
	}
	kept := map[*changeItem]bool{}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = from[i] {
			kept[stay[i].item] = true
		}
	}
	for _, c := range stay {
		if !kept[c.item] {
			c.moved = true
			d.gone = append(d.gone, redChange{item: c.item, words: c.words, span: r.Changes[at[c.item]].Old.Span, moved: true})
		}
	}
}

func documentOf(a *assess.Assessment, id string) *assess.Document {
	if a == nil || id == "" {
		return nil
	}
	for i := range a.Documents {
		if a.Documents[i].ID == id {
			return &a.Documents[i]
		}
	}
	return nil
}

// wordsOf are the words of c; where they do not give both quotes, the quotes as they are.
func wordsOf(c *diff.Change) []diff.Words {
	var old, new strings.Builder
	for _, w := range c.Words {
		if w.Op != diff.Insert {
			old.WriteString(w.Text)
		}
		if w.Op != diff.Delete {
			new.WriteString(w.Text)
		}
	}
	var quotes [2]string
	if c.Old != nil {
		quotes[0] = c.Old.Quote
	}
	if c.New != nil {
		quotes[1] = c.New.Quote
	}
	switch {
	case old.String() == quotes[0] && new.String() == quotes[1]:
		return c.Words
	case quotes[0] == quotes[1]:
		return []diff.Words{{Op: diff.Equal, Text: quotes[0]}}
	}
	var out []diff.Words
	if quotes[0] != "" {
		out = append(out, diff.Words{Op: diff.Delete, Text: quotes[0]})
	}
	if quotes[1] != "" {
		out = append(out, diff.Words{Op: diff.Insert, Text: quotes[1]})
	}
	return out
}

// apart sorts changes by place and drops those that overlap one before them.
func apart(list []redChange) []redChange {
	slices.SortStableFunc(list, func(a, b redChange) int { return cmp.Compare(a.span.Start, b.span.Start) })
	end := -1
	return slices.DeleteFunc(list, func(c redChange) bool {
		if c.span.Start < end {
			return true
		}
		end = c.span.End
		return false
	})
}

// anchor finds for what is gone the place where it stood, behind the last sentence before it that is still there. What
// the two documents have in common stands in both in the same order.
func (d *redlining) anchor(r *diff.Report) {
	stays := map[int]int{} // start of a change in the old document → end in the new one
	left := map[int]bool{} // starts of what left its place
	for i := range d.gone {
		left[d.gone[i].span.Start] = true
	}
	var covered []corpus.Span
	for i := range r.Changes {
		c := &r.Changes[i]
		if c.Old == nil || c.Old.Document != d.old.ID {
			continue
		}
		covered = append(covered, c.Old.Span)
		if c.New != nil && c.New.Document == d.new.ID && !left[c.Old.Span.Start] {
			stays[c.Old.Span.Start] = c.New.Span.End
		}
	}
	slices.SortFunc(covered, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	ends := map[string][]int{} // folded sentence of the new document → where it ends, in order
	for _, s := range sentences(d.new) {
		text := fold.String(s.Span.In(d.new.Text))
		ends[text] = append(ends[text], s.Span.End)
	}
	last, next := -1, 0
	for _, s := range sentences(d.old) {
		for next < len(d.gone) && d.gone[next].span.Start < s.Span.End {
			d.gone[next].after = last
			next++
		}
		for len(covered) > 0 && covered[0].End <= s.Span.Start {
			covered = covered[1:]
		}
		if len(covered) > 0 && covered[0].Overlaps(s.Span) {
			if end, ok := stays[covered[0].Start]; ok {
				last = max(last, end)
			}
			continue
		}
		text := fold.String(s.Span.In(d.old.Text))
		list := ends[text]
		if i, _ := slices.BinarySearch(list, last+1); i < len(list) {
			last = list[i]
		}
	}
	for ; next < len(d.gone); next++ {
		d.gone[next].after = last
	}
}

// sentences are those of the document proper.
func sentences(d *assess.Document) []clause.Sentence {
	if d.Tree == nil {
		return nil
	}
	var out []clause.Sentence
	for _, s := range d.Tree.Sentences {
		if s.Role == corpus.Body {
			out = append(out, s)
		}
	}
	return out
}

// bodyBlocks are those of the document proper.
func bodyBlocks(d *corpus.Document) []corpus.Block {
	return slices.DeleteFunc(slices.Clone(blocks(d)), func(b corpus.Block) bool { return b.Role != corpus.Body })
}
