package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// completeLists gives items the frames of their lead-in: 「次の目的で利用します (1) サービスの改善」.
func (d *doc) completeLists() {
	for i := range d.Sentences {
		l := d.Sentences[i].LeadIn
		if l < 0 || d.readings[i] == nil || d.readings[l] == nil || d.headline(i) {
			continue
		}
		d.completeItem(i, l)
	}
}

func (d *doc) completeItem(i, l int) {
	for d.readings[l].Tail != frame.Main && d.Sentences[l].LeadIn >= 0 && d.readings[d.Sentences[l].LeadIn] != nil {
		l = d.Sentences[l].LeadIn // an item with items of its own only sorts them
	}
	if p := d.limited(l); p >= 0 {
		l = p // ただし、次の場合はこの限りでない: its items are cases of what the sentence before denies
	}
	item, lead := d.readings[i], d.readings[l]
	d.leadObject(item, lead, l)
	if item.Tail == frame.Main && len(item.Frames) > 0 && !d.listsPurposes(l) {
		return // a sentence of its own
	}
	f, purposes, ok := d.leadFor(l, i)
	if proviso := d.Sentences[i].LeadIn; ok && l < proviso && len(f.Exceptions) == 0 && d.limited(proviso) == l {
		f.Exceptions = []frame.Part{{Span: d.Sentences[proviso].Body, Set: d.readings[proviso].All}}
	}
	if !ok || (item.Tail == frame.Purpose || purposes) && d.groups(i) {
		return
	}
	if item.Tail == frame.List && len(f.Exceptions) == 0 {
		inherit(item, f.Modality)
		d.inheritObject(item, &f)
	}
	if item.Tail == frame.Purpose {
		d.purposeOfUse(&f, l)
	}
	part, object := frame.Part{Span: d.Sentences[i].Body, Set: item.All}, f.Object.Set
	f.Action.Span = part.Span
	if f.Modality.Negative() && len(f.Exceptions) == 0 && d.nothingBut(l) {
		f.Modality = frame.Will // 以下の目的以外には使用しません: what is listed happens
	}
	switch {
	case len(f.Exceptions) > 0 && f.Modality.Negative():
		f.Place, f.Modality, f.Exceptions = frame.Except, frame.May, nil
		f.Condition = part
		if item.Tail == frame.List {
			f.Recipient.Set.Union(&item.All) // (3) 業務の受託者
		}
	case item.Tail == frame.Purpose || purposes:
		f.Place = frame.List
		f.Purpose = part
	case item.Tail == frame.Condition:
		f.Place = frame.List
		f.Condition = part
		if d.Document.Lang == corpus.Japanese && f.Action.Set.Meets(&d.lang.usePurposes(d.finder).Action.Set) {
			f.Purpose = part // 次の場合に利用します: 新商品をご案内する場合
		}
	default:
		f.Place = frame.List
		f.Object.Set.Union(&item.All)
		f.Object.Span = part.Span
		if c := d.lang.about.list; c < 0 || !object.Has(c) { // 次の情報を取得します: its items are things, no purposes
			f.Purpose.Set.Union(&item.All)
		} else {
			f.Purpose = frame.Part{} // the lead-in says what for
		}
	}
	d.completed[i] = len(item.Frames)
	item.Frames = append(item.Frames, f)
}

// purposeOfUse gives the act of a lead-in that names no data those that a heading of purposes above it stands for: 以下の用途に
// より利用いたします.
func (d *doc) purposeOfUse(f *frame.Frame, l int) {
	a := &d.lang.about
	if f.Object.Span.Len() > 0 || a.purposeHeading < 0 || !d.context[l].Has(a.purposeHeading) {
		return
	}
	use := d.lang.usePurposes(d.finder)
	if !f.Action.Set.Meets(&use.Action.Set) {
		return
	}
	if named := d.bareList(l - 1); named != nil { // IPアドレス、アクセスログ等。不正の検知のために利用します。
		f.Object.Set.Union(&named.All)
		return
	}
	f.Object.Set.Union(&use.Object.Set)
}

// bareList gives the reading of sentence i if it only names things, for what the next one of the same clause says of them;
// nil if it says anything.
func (d *doc) bareList(i int) *frame.Reading {
	if i < 0 || d.readings[i] == nil || d.Sentences[i].Clause != d.Sentences[i+1].Clause || d.readings[i].Tail != frame.List {
		return nil
	}
	between := d.Text[d.Sentences[i].Span.End:d.Sentences[i+1].Span.Start]
	if strings.Contains(between, "\n") || slices.ContainsFunc(d.readings[i].Frames, func(f frame.Frame) bool { return f.Place == frame.Main }) {
		return nil
	}
	return d.readings[i]
}

// limited gives the sentence that proviso l takes cases from: 開示しません。ただし、次の場合はこの限りではありません; -1 if it is none.
func (d *doc) limited(l int) int {
	if i := d.suspended(l); i >= 0 {
		return i
	}
	s := &d.Sentences[l]
	if s.Kind != clause.Proviso && s.Kind != clause.LeadIn || l == 0 || d.readings[l-1] == nil || d.Sentences[l-1].Clause != s.Clause || len(d.provisosBefore(l-1, l+1)) == 0 {
		return -1
	}
	return l - 1
}

// inherit gives the acts of an item that ends in こと the modality of the lead-in: 次の措置を採ることができます (1) 削除すること.
func inherit(item *frame.Reading, m frame.Modality) {
	for k := range item.Frames {
		if f := &item.Frames[k]; f.Place == frame.Main && f.Modality == frame.Will {
			f.Place, f.Modality = frame.List, m
		}
	}
}

// asFollows reports whether f only points to the list: 利用目的は、以下のとおりです.
func (d *doc) asFollows(f *frame.Frame) bool {
	c := d.lang.about.list
	return f.Actor&frame.Customer == 0 && (f.Modality == frame.Is || c >= 0 && f.Action.Set.Has(c))
}

// groups reports whether item i only sorts items of its own: 「安全性向上のため」 above the purposes themselves.
func (d *doc) groups(i int) bool {
	return slices.ContainsFunc(d.items[i], func(k int) bool { return d.readings[k] != nil && d.readings[k].Tail != frame.Main })
}

// listsPurposes reports whether the list that sentence l opens is one of purposes.
func (d *doc) listsPurposes(l int) bool {
	c := d.lang.about.purposeHeading
	return c >= 0 && d.readings[l] != nil && d.readings[l].All.Has(c)
}

// sortsPurposes reports whether sentence l is a heading, below one of purposes, for item i, which only names one: サービス改善
// below 利用目的, with ・アルゴリズムの改善.
func (d *doc) sortsPurposes(l, i int) bool {
	c := d.lang.about.purposeHeading
	return c >= 0 && d.Document.Lang == corpus.Japanese && d.Sentences[l].Kind == clause.Caption && d.context[l].Has(c) && !d.listsPurposes(l) &&
		d.readings[i].Tail != frame.Main && !strings.ContainsAny(d.Sentences[i].Body.In(d.Text), ":：")
}

// leadFor is the act that item i of lead-in l completes, and whether the items are purposes.
func (d *doc) leadFor(l, i int) (f frame.Frame, purposes, ok bool) {
	if f, ok = d.leadFrame(l, d.readings[l]); !ok && d.sortsPurposes(l, i) {
		return *d.lang.usePurposes(d.finder), true, true
	}
	return f, d.listsPurposes(l), ok
}

// leadFrame is the act that the items of a lead-in complete: its last main frame, or what a heading stands for.
func (d *doc) leadFrame(l int, lead *frame.Reading) (frame.Frame, bool) {
	for k := len(lead.Frames) - 1; k >= 0; k-- {
		f := &lead.Frames[k]
		if f.Place == frame.Main || f.Place == frame.List {
			if d.asFollows(f) && (d.listsPurposes(l) || d.purposesBelow(l)) {
				return *d.lang.usePurposes(d.finder), true
			}
			return *f, true
		}
	}
	if web := d.lang.about.webAnalytics; (d.Sentences[l].Kind == clause.Caption || d.headline(l)) && d.listsPurposes(l) && (web < 0 || !lead.All.Has(web)) {
		return *d.lang.usePurposes(d.finder), true
	}
	return frame.Frame{}, false
}

// usePurposes is what a heading 「利用目的」 says: we use personal data for the following purposes. It is read once.
func (l *language) usePurposes(f *Finder) *frame.Frame {
	l.use.Do(func() {
		l.useFrame = frame.Frame{Actor: frame.Provider}
		text := usePurposesText[l.voc.Lang()]
		tokens := f.tokenizer.Tokens(text, corpus.Span{End: len(text)}, l.voc.Lang())
		r := l.parser.Parse(&frame.Input{Tokens: tokens, Default: frame.Provider})
		for k := range r.Frames {
			if r.Frames[k].Place == frame.Main {
				l.useFrame = plainFrame(r.Frames[k])
			}
		}
	})
	return &l.useFrame
}

// plainFrame is f without the places of a text that is not the document's.
func plainFrame(f frame.Frame) frame.Frame {
	f.ActorSpan, f.Ending, f.Action.Span, f.Object.Span, f.Recipient.Span = corpus.Span{}, corpus.Span{}, corpus.Span{}, corpus.Span{}, corpus.Span{}
	f.Purpose, f.Condition, f.Exceptions = frame.Part{}, frame.Part{}, nil
	f.ActorHow = "heading"
	return f
}

var usePurposesText = map[corpus.Lang]string{
	corpus.Japanese: "当社は、個人情報を利用します。",
	corpus.English:  "We use personal data.",
	corpus.Dutch:    "Wij gebruiken persoonsgegevens.",
}
