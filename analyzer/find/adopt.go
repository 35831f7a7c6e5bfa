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
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if opened[i] || s.Role != corpus.Body || s.Kind == clause.Caption || s.LeadIn >= 0 {
			continue
		}
		if !d.announces(i) {
			continue
		}
		if lines := d.linesBelow(i); len(lines) > 1 {
			s.Kind = clause.LeadIn
			for _, j := range lines {
				d.Sentences[j].LeadIn, d.Sentences[j].Kind = i, clause.Plain
			}
		}
	}
}

// linesBelow lists the lines below sentence i that end as items do, one sentence each.
func (d *doc) linesBelow(i int) []int {
	var lines []int
	for j := i + 1; j < len(d.Sentences); j++ {
		s := &d.Sentences[j]
		if s.Role != corpus.Body || s.LeadIn >= 0 {
			break
		}
		if same := !strings.Contains(d.Text[d.Sentences[j-1].Span.End:s.Span.Start], "\n"); same && (len(lines) == 0 || s.Kind == clause.Proviso) {
			continue // the lead-in's own paragraph goes on, or an item's with its ただし
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
