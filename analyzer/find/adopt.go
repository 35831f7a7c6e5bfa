package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// announces are the words by which a sentence says that a list follows; closes are those that its items end in.
var (
	announces = []string{"次に掲げる", "以下に掲げる", "次の", "以下の", "下記の", "各号"}
	closes    = []string{"場合", "とき", "こと", "ため"}
)

// adopt makes items of lines that complete a sentence before them but bear no marker: 「次の場合を除き、…」 and below it
// lines that end in 場合. The tree itself stays as it is.
func (d *doc) adopt() {
	if d.Document.Lang != corpus.Japanese {
		return
	}
	tree := *d.Tree
	tree.Sentences = slices.Clone(tree.Sentences)
	d.Tree = &tree
	d.leadBefore()
	d.orphans()
	d.pastGroups()
	opened := map[int]bool{}
	for i := range d.Sentences {
		if l := d.Sentences[i].LeadIn; l >= 0 {
			opened[l] = true
		}
	}
	next := d.nextLines()
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if opened[i] || s.Role != corpus.Body || s.Kind == clause.Caption || s.LeadIn >= 0 {
			continue
		}
		if !d.announces(i) {
			continue
		}
		if lines := d.linesBelow(next[i]); len(lines) > 1 {
			s.Kind = clause.LeadIn
			for _, j := range lines {
				d.Sentences[j].LeadIn, d.Sentences[j].Kind = i, clause.Plain
			}
		}
	}
}

// nextLines gives, by sentence, the next one that is not of its paragraph.
func (d *doc) nextLines() []int {
	next := make([]int, len(d.Sentences))
	for i := len(next) - 1; i >= 0; i-- {
		next[i] = i + 1
		if i+1 < len(next) && d.Sentences[i+1].Role == corpus.Body && d.Sentences[i+1].LeadIn < 0 && d.goesOn(i+1) {
			next[i] = next[i+1]
		}
	}
	return next
}

// goesOn reports whether sentence i stands in the paragraph of the one before.
func (d *doc) goesOn(i int) bool {
	return !strings.Contains(d.Text[d.Sentences[i-1].Span.End:d.Sentences[i].Span.Start], "\n")
}

// linesBelow lists the lines from sentence first on that end as items do, one sentence each.
func (d *doc) linesBelow(first int) []int {
	var lines []int
	for j := first; j < len(d.Sentences); j++ {
		s := &d.Sentences[j]
		if s.Role != corpus.Body || s.LeadIn >= 0 {
			break
		}
		if s.Kind == clause.Proviso && len(lines) > 0 && d.goesOn(j) {
			continue // an item's paragraph goes on with its ただし
		}
		text := strings.TrimRight(fold.String(s.Body.In(d.Text)), "。. ")
		if strings.Contains(text, "\n") || !slices.ContainsFunc(closes, func(w string) bool { return strings.HasSuffix(text, w) }) {
			break
		}
		lines = append(lines, j)
	}
	return lines
}

// leadBefore moves items to the sentence that announces them where another one follows it in the same paragraph: 以下の目的で
// 利用します。定めのない目的で利用する場合は、同意を得ます。
func (d *doc) leadBefore() {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if l := s.LeadIn; l > 0 && d.Sentences[l-1].Clause == d.Sentences[l].Clause && d.Sentences[l-1].Role == corpus.Body && d.Sentences[l].Kind != clause.Caption {
			if d.announces(l-1) && d.pointsNowhere(l) {
				s.LeadIn = l - 1
			}
		}
	}
}

func (d *doc) announces(i int) bool {
	text := fold.String(d.Sentences[i].Body.In(d.Text))
	return slices.ContainsFunc(announces, func(w string) bool { return strings.Contains(text, w) })
}

// nothingBut reports whether the list that sentence l opens tells what alone is done: 次の目的以外に使用しません.
func (d *doc) nothingBut(l int) bool {
	text := fold.String(d.Sentences[l].Body.In(d.Text))
	return slices.ContainsFunc([]string{"の目的以外", "以外の目的", "掲げる目的以外", "以外に利用", "以外に使用", "以外には"}, func(w string) bool { return strings.Contains(text, w) })
}

// pointsNowhere reports whether sentence i says nothing of what follows, or only that something is not there: 以下に定めのない.
func (d *doc) pointsNowhere(i int) bool {
	text := strings.NewReplacer("以下に定め", "", "以下に記載の", "").Replace(fold.String(d.Sentences[i].Body.In(d.Text)))
	return !slices.ContainsFunc([]string{"次", "以下", "下記", "各号", "いずれか", "左記"}, func(w string) bool { return strings.Contains(text, w) })
}
