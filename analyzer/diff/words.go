package diff

import (
	"kiyaku/corpus"
)

// mark compares the two quotes of a change word by word.
func (w *work) mark(ev *event) []Words {
	o, n := &w.old.units[ev.olds[0]], &w.new.units[ev.news[0]]
	oldText, newText := w.old.text(o), w.new.text(n)
	a, b := w.allToks(w.old, ev.olds), w.allToks(w.new, ev.news)
	hs := joinHunks(compareStrings(raw(a, oldText), raw(b, newText)), a)
	var oldSpans, newSpans []corpus.Span
	if ev.edit != nil && ev.Substantive {
		oldSpans, newSpans = ev.edit.substantiveSpans()
	}
	var out []Words
	add := func(op Op, text string, slip bool) {
		if text == "" {
			return
		}
		if k := len(out); k > 0 && out[k-1].Op == op && out[k-1].Slip == slip {
			out[k-1].Text += text
			return
		}
		out = append(out, Words{op, text, slip})
	}
	at, telling := ev.Old.Span.Start, false
	for _, h := range hs {
		del, ins := stretch(a, h.a0, h.a1, ev.Old.Span.End), stretch(b, h.b0, h.b1, ev.New.Span.End)
		add(Equal, oldText[at:del.Start], false)
		says := overlapsAny(del, oldSpans) || overlapsAny(ins, newSpans)
		telling = telling || says
		add(Delete, del.In(oldText), !says)
		add(Insert, ins.In(newText), !says)
		at = del.End
	}
	add(Equal, oldText[at:ev.Old.Span.End], false)
	if ev.Substantive && !telling {
		for i := range out {
			out[i].Slip = false
		}
	}
	return out
}

func raw(toks []tok, text string) []string {
	out := make([]string, len(toks))
	for i := range toks {
		out[i] = toks[i].span.In(text)
	}
	return out
}

// stretch is the text of toks i…j-1; an empty span before tok i if there are none.
func stretch(toks []tok, i, j, end int) corpus.Span {
	if i == len(toks) {
		return corpus.Span{Start: end, End: end}
	}
	if i == j {
		return corpus.Span{Start: toks[i].span.Start, End: toks[i].span.Start}
	}
	return corpus.Span{Start: toks[i].span.Start, End: toks[j-1].span.End}
}

// joinHunks joins hunks that only white space parts: "User Account" is one thing to read.
func joinHunks(hs []hunk, a []tok) []hunk {
	var out []hunk
	for _, h := range hs {
		if k := len(out) - 1; k >= 0 && allBlank(a[out[k].a1:h.a0]) {
			out[k].a1, out[k].b1 = h.a1, h.b1
			continue
		}
		out = append(out, h)
	}
	return out
}

func allBlank(toks []tok) bool {
	for i := range toks {
		if toks[i].class != blank {
			return false
		}
	}
	return true
}

// substantiveSpans lists the words of the two sides that differ in meaning.
func (e *edit) substantiveSpans() (old, new []corpus.Span) {
	for i, h := range e.hunks {
		if !e.why[i].substantive() {
			continue
		}
		for _, t := range e.a.toksOf(h.a0, h.a1, e.old) {
			old = append(old, t.span)
		}
		for _, t := range e.b.toksOf(h.b0, h.b1, e.new) {
			new = append(new, t.span)
		}
	}
	return old, new
}

func overlapsAny(s corpus.Span, spans []corpus.Span) bool {
	for _, x := range spans {
		if s.Overlaps(x) {
			return true
		}
	}
	return false
}
