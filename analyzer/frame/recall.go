package frame

import (
	"hash/maphash"
	"slices"

	"kiyaku/corpus"
)

// seed is that of all sums of this process; they mean nothing to another one.
var seed = maphash.MakeSeed()

// Moved gives a copy of r for the same sentence at another place: all spans lie by bytes further on.
func (r *Reading) Moved(by int) *Reading {
	moved := *r
	moved.Frames, moved.Asked = moveFrames(r.Frames, by), moveFrames(r.Asked, by)
	moved.Parts = moveParts(r.Parts, by)
	return &moved
}

func moveFrames(list []Frame, by int) []Frame {
	list = slices.Clone(list)
	for i := range list {
		f := &list[i]
		for _, s := range f.spans() {
			*s = moveSpan(*s, by)
		}
		f.Exceptions = moveParts(f.Exceptions, by)
	}
	return list
}

func moveParts(list []Part, by int) []Part {
	list = slices.Clone(list)
	for i := range list {
		list[i].Span = moveSpan(list[i].Span, by)
	}
	return list
}

// moveSpan leaves the span of what is not there where it is.
func moveSpan(s corpus.Span, by int) corpus.Span {
	if s == (corpus.Span{}) {
		return s
	}
	return corpus.Span{Start: s.Start + by, End: s.End + by}
}

// spans are those of f but for its exceptions.
func (f *Frame) spans() [7]*corpus.Span {
	return [...]*corpus.Span{&f.ActorSpan, &f.Ending, &f.Action.Span, &f.Object.Span, &f.Recipient.Span, &f.Purpose.Span, &f.Condition.Span}
}

// Within reports whether all that r points to lies in the sentence at span: an answer points to its question.
func (r *Reading) Within(span corpus.Span) bool {
	in := func(s corpus.Span) bool { return s == (corpus.Span{}) || span.Contains(s) }
	parts := func(list []Part) bool {
		return !slices.ContainsFunc(list, func(p Part) bool { return !in(p.Span) })
	}
	frames := func(list []Frame) bool {
		for i := range list {
			for _, s := range list[i].spans() {
				if !in(*s) {
					return false
				}
			}
			if !parts(list[i].Exceptions) {
				return false
			}
		}
		return true
	}
	return frames(r.Frames) && frames(r.Asked) && parts(r.Parts)
}

// Around sums up all that the reading of a sentence depends on beside its words: what the document defines, who acts where
// nothing tells, and what the sentences before it say. It holds for this process.
func (in *Input) Around() uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	maphash.WriteComparable(&h, in.Default)
	if in.Names != nil {
		maphash.WriteComparable(&h, in.Names.sum)
	}
	for _, r := range []*Reading{in.LeadIn, in.Before} {
		if r == nil {
			h.WriteByte(0)
			continue
		}
		h.WriteByte(1)
		r.sum(&h)
	}
	return h.Sum64()
}

// sum adds what r says to h; where it says it is left out.
func (r *Reading) sum(h *maphash.Hash) {
	maphash.WriteComparable(h, struct {
		all                  Set
		topic                Actor
		tail, opens          Place
		mode                 Modality
		frames, asked, parts int
	}{r.All, r.Topic, r.Tail, r.Opens, r.Mode, len(r.Frames), len(r.Asked), len(r.Parts)})
	for _, list := range [][]Frame{r.Frames, r.Asked} {
		for i := range list {
			list[i].sum(h)
		}
	}
	sumParts(h, r.Parts)
}

func (f *Frame) sum(h *maphash.Hash) {
	maphash.WriteComparable(h, struct {
		place         Place
		actor         Actor
		how           string
		modality      Modality
		weak, passive bool
		exceptions    int
	}{f.Place, f.Actor, f.ActorHow, f.Modality, f.Weak, f.Passive, len(f.Exceptions)})
	for _, s := range f.spans() {
		maphash.WriteComparable(h, s.Len())
	}
	for _, p := range []*Part{&f.Action, &f.Object, &f.Recipient, &f.Purpose, &f.Condition} {
		maphash.WriteComparable(h, p.Set)
	}
	sumParts(h, f.Exceptions)
}

func sumParts(h *maphash.Hash, list []Part) {
	for i := range list {
		maphash.WriteComparable(h, list[i].Set)
		maphash.WriteComparable(h, list[i].Span.Len())
	}
}
