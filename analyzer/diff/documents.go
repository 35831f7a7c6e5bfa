package diff

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"kiyaku/corpus/fold"
)

// pairDocuments says which new document continues which old one: those with the most text in common, then those of one
// address, title or kind. Two sets of one document each are always compared.
func (w *work) pairDocuments() {
	type score struct {
		old, new int
		value    float64
	}
	var scores []score
	for i := range w.old.docs {
		for j := range w.new.docs {
			if v := w.kinship(i, j); v > 0 || len(w.old.docs) == 1 && len(w.new.docs) == 1 {
				scores = append(scores, score{i, j, v})
			}
		}
	}
	slices.SortFunc(scores, func(a, b score) int {
		return cmp.Or(-cmp.Compare(a.value, b.value), cmp.Compare(a.old+a.new, b.old+b.new), cmp.Compare(a.new, b.new))
	})
	partner := map[int]int{} // new → old
	used := map[int]bool{}
	for _, s := range scores {
		if _, taken := partner[s.new]; !taken && !used[s.old] {
			partner[s.new], used[s.old] = s.old, true
		}
	}
	for j := range w.new.docs {
		old, ok := partner[j]
		if !ok {
			old = -1
		}
		w.pairs = append(w.pairs, docPair{old: old, new: j})
	}
	for i := range w.old.docs {
		if !used[i] {
			w.pairs = append(w.pairs, docPair{old: i, new: -1})
		}
	}
}

// kinship tells how sure it is that new document j continues old document i; 0 if nothing speaks for it.
func (w *work) kinship(i, j int) float64 {
	o, n := &w.old.docs[i], &w.new.docs[j]
	v := w.overlap(i, j)
	if v < 0.05 {
		v = 0
	}
	switch {
	case o.Source.Location == n.Source.Location && o.Source.Location != "", o.URL == n.URL && o.URL != "":
		v += 0.5
	case baseName(o.Source.Location) == baseName(n.Source.Location) && baseName(o.Source.Location) != "":
		v += 0.3
	}
	if fold.String(o.Title) == fold.String(n.Title) && o.Title != "" {
		v += 0.3
	}
	if v > 0 && o.Kind == n.Kind {
		v += 0.05
	}
	return v
}

func baseName(location string) string {
	base := path.Base(strings.ReplaceAll(location, `\`, "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}

// overlap is the share of the shorter document's words that stand in sentences of the longer one too.
func (w *work) overlap(i, j int) float64 {
	o, n := &w.old.docs[i], &w.new.docs[j]
	count := map[int]int{}
	var total, other, common int
	for _, u := range w.old.units[o.from:o.to] {
		count[u.id]++
		total += u.weight
	}
	for _, u := range w.new.units[n.from:n.to] {
		other += u.weight
		if count[u.id] > 0 {
			count[u.id]--
			common += u.weight
		}
	}
	if m := min(total, other); m > 0 {
		return float64(common) / float64(m)
	}
	return 0
}

// Shares by which faults are told. A document that shrinks to a tenth did not change, it was not received.
const (
	collapsedShare = 0.10
	collapsedFrom  = 150  // words that the other side must have
	doubledShare   = 0.90 // of a half that stands in the other half, in the same order
	truncatedShare = 0.97 // of what is left that stood there before
	truncatedLoss  = 0.20 // share of the words that must be missing at the end
	variantShare   = 0.02 // of the shorter document that the two have in common
	variantFrom    = 15   // sentences that both must have
)

// fault finds out whether the two documents of p were received as they are; nil if they can be compared.
func (w *work) fault(p *docPair) *Fault {
	o, n := &w.old.docs[p.old], &w.new.docs[p.new]
	olds, news := w.old.units[o.from:o.to], w.new.units[n.from:n.to]
	share := w.overlap(p.old, p.new)
	ow, nw := weigh(olds), weigh(news)
	for _, s := range []struct {
		name Side
		text string
	}{{OldSide, o.Text}, {NewSide, n.Text}} {
		if strings.TrimSpace(s.text) == "" {
			return &Fault{Unread, s.name, 0, "there is no text to compare"}
		}
	}
	switch {
	case float64(nw) < collapsedShare*float64(ow) && ow >= collapsedFrom:
		return &Fault{Collapsed, NewSide, share, fmt.Sprintf("%d words are left of %d: the page was not received whole", nw, ow)}
	case float64(ow) < collapsedShare*float64(nw) && nw >= collapsedFrom:
		return &Fault{Collapsed, OldSide, share, fmt.Sprintf("it had %d words and now has %d: the page was not received whole before", ow, nw)}
	case o.Lang != n.Lang && share < 0.5:
		return &Fault{Switched, NewSide, share, fmt.Sprintf("the language changed from %q to %q", o.Lang, n.Lang)}
	case doubled(news) && !doubled(olds):
		return &Fault{Doubled, NewSide, share, "the whole text stands there twice"}
	case doubled(olds) && !doubled(news):
		return &Fault{Doubled, OldSide, share, "the whole text stood there twice"}
	}
	if cut := truncated(olds, news, ow, nw, w.new.breaksOff(p.new)); cut != "" {
		return &Fault{Truncated, NewSide, share, cut}
	}
	if off := w.old.breaksOff(p.old); off && midSentence(olds, news) {
		if cut := truncated(news, olds, nw, ow, off); cut != "" {
			return &Fault{Truncated, OldSide, share, cut}
		}
	}
	if len(olds) >= variantFrom && len(news) >= variantFrom && share < variantShare && heading(o.Title) != heading(n.Title) &&
		w.alike(o, n) < variantShare {
		return &Fault{Variant, NewSide, share, "no sentence of the one text stands in the other, and their titles differ: two documents, not two versions"}
	}
	return nil
}

func heading(title string) string {
	key, _ := keyOf(title)
	return key
}

func weigh(us []unit) int {
	n := 0
	for i := range us {
		n += us[i].weight
	}
	return n
}

// doubled reports whether the second half of a text repeats the first.
func doubled(us []unit) bool {
	if len(us) < 8 {
		return false
	}
	first := map[int]int{}
	repeated := 0
	half, from := 0, 0
	for total := weigh(us); from < len(us) && half < total/2; from++ {
		half += us[from].weight
		first[us[from].id]++
	}
	var rest int
	for _, u := range us[from:] {
		rest += u.weight
		if first[u.id] > 0 {
			first[u.id]--
			repeated += u.weight
		}
	}
	return float64(repeated) >= doubledShare*float64(max(half, rest))
}

// truncated tells what is missing if the shorter text us is the longer one without its end; "" if it is not. long and short
// are their words; breaksOff tells whether us ends without a full stop.
func truncated(whole, us []unit, long, short int, breaksOff bool) string {
	broken := breaksOff && midSentence(us, whole)
	if len(us) < 4 || float64(short) > (1-truncatedLoss)*float64(long) && !broken {
		return ""
	}
	n, kept := 0, 0 // us starts like whole, sentence by sentence
	left := map[int]int{}
	for i := range whole {
		left[whole[i].id]++
	}
	for i, u := range us {
		if broken && i == len(us)-1 {
			break
		}
		if left[u.id] > 0 {
			left[u.id]--
			kept += u.weight
		}
		n += u.weight
	}
	if kept < n && !broken || float64(kept) < truncatedShare*float64(n) {
		return ""
	}
	missing, tail := 0, 0 // words that are gone; those of them behind the last sentence that is left
	last := -1
	stays := map[int]bool{}
	for _, u := range us {
		stays[u.id] = true
	}
	for i := range whole {
		if stays[whole[i].id] {
			last = i
		} else {
			missing += whole[i].weight
		}
	}
	tail = weigh(whole[last+1:])
	if missing == 0 || float64(tail) < 0.9*float64(missing) {
		return ""
	}
	return fmt.Sprintf("the last %d of %d words are missing and all else is the same: the page was not received whole", tail, long)
}

// breaksOff reports whether a document ends in the middle of a sentence, by the looks of it.
func (s *side) breaksOff(doc int) bool {
	d := &s.docs[doc]
	if d.from == d.to {
		return false
	}
	last := strings.TrimSpace(s.body(&s.units[d.to-1]).In(d.Text))
	return !strings.HasSuffix(last, "。") && !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, "．") && !strings.HasSuffix(last, "!") && !strings.HasSuffix(last, "?")
}

// midSentence reports whether us breaks off inside a sentence of whole.
func midSentence(us, whole []unit) bool {
	if len(us) == 0 {
		return false
	}
	last := us[len(us)-1].key
	for i := range whole {
		if k := whole[i].key; len(k) > len(last) && len(last) > 10 && strings.HasPrefix(k, last) {
			return true
		}
	}
	return false
}

// alike is the share of old sentences for which there is a new one with mostly the same words.
func (w *work) alike(o, n *docUnits) float64 {
	olds, news := pointers(w.old.units[o.from:o.to]), pointers(w.new.units[n.from:n.to])
	sc := newScale(olds, news)
	found := 0
	byFeature := map[feature][]*unit{}
	for _, u := range news {
		for _, f := range slices.Compact(slices.Clone(sc.of[u])) {
			byFeature[f] = append(byFeature[f], u)
		}
	}
	for _, u := range olds {
		seen := map[*unit]bool{}
		for _, f := range slices.Compact(slices.Clone(sc.of[u])) {
			for _, v := range byFeature[f] {
				if len(byFeature[f]) <= maxPostings && !seen[v] && min(u.weight, v.weight) >= minMoved {
					seen[v] = true
				}
			}
		}
		for v := range seen {
			if sc.alike(u, v) >= alikeMoved {
				found++
				break
			}
		}
	}
	return float64(found) / float64(max(1, len(olds)))
}
