package find

import (
	"slices"
	"sort"
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

var exceptionKinds = []ExceptionKind{LegalOrder, Consent, Emergency, ServiceProvision, Security, ProviderDiscretion, Subcontractor, Public, Unspecified}

// turns reports whether an exception of this kind lies in the provider's hands, so that it turns a promise into a carve-out
// (legal model, §2).
func (k ExceptionKind) turns() bool {
	switch k {
	case ServiceProvision, Security, ProviderDiscretion, Unspecified:
		return true
	}
	return false
}

// weighs reports whether an exception of kind k settles what the case is, whatever else its words mention: 生命の保護のために
// 必要がある場合 is an emergency, although it says 必要.
func (k ExceptionKind) weighs() bool {
	return k == LegalOrder || k == Consent || k == Emergency || k == Public
}

// grade gives the kinds of exception that the words of a span of sentence i name, case by case; Unspecified if none.
func (d *doc) grade(i int, span corpus.Span) []Exception {
	var list []Exception
	for _, words := range d.singleCases(i, span) {
		set := d.concepts(words)
		at := corpus.Span{Start: words[0].Span.Start, End: words[len(words)-1].Span.End}
		asked := d.Document.Lang == corpus.Dutch && d.customerAsks(words)
		has := func(k ExceptionKind) bool {
			c := d.lang.about.exceptions[k]
			return k == Consent && asked || c >= 0 && set.Has(c) && !(k == Consent && d.ownConsent(words, &set))
		}
		// those whom the Act does not count as third parties settle it too, unless real third parties stand beside them
		given := d.lang.about.thirdParty >= 0 && set.Has(d.lang.about.thirdParty)
		settled := has(Subcontractor) && !given || slices.ContainsFunc(exceptionKinds, func(k ExceptionKind) bool { return k.weighs() && has(k) })
		before := len(list)
		for _, k := range exceptionKinds {
			if has(k) && (k.weighs() || k == Subcontractor || !settled) {
				list = append(list, Exception{k, at, at.In(d.Text)})
			}
		}
		if len(list) == before && d.namesOwnCase(words) {
			list = append(list, Exception{Unspecified, at, at.In(d.Text)})
		}
	}
	if len(list) == 0 && d.customerDoes(i, span) {
		list = []Exception{{Consent, span, span.In(d.Text)}}
	}
	if len(list) == 0 {
		list = []Exception{{Unspecified, span, span.In(d.Text)}}
	}
	return list
}

// namesOwnCase reports whether words of no known kind name a case nevertheless, one beside others: 法令に基づく場合および提携先に
// 広告のために渡す場合, "or to develop new products".
func (d *doc) namesOwnCase(words []token.Token) bool {
	if d.Document.Lang == corpus.Japanese {
		n := len(words)
		for n > 0 && (words[n-1].POS == token.Particle || exceptWords[words[n-1].Base]) {
			n--
		}
		return n > 0 && (words[n-1].Base == "場合" || words[n-1].Base == "とき")
	}
	return caseOpeners[words[0].Low]
}

// what follows the last of the cases that are excepted: 〜場合を除くほか
var exceptWords = words("除く ほか 他 外 以外")

// customerDoes reports whether a case of sentence i is one that the customer brings about: 契約者が番号を伝えない限り.
func (d *doc) customerDoes(i int, span corpus.Span) bool {
	if d.Document.Lang != corpus.Japanese || d.readings[i] == nil {
		return false
	}
	said := false
	for k := range d.readings[i].Frames {
		f := &d.readings[i].Frames[k]
		if f.Place != frame.Except || !span.Contains(f.Action.Span) {
			continue
		}
		if f.Actor != frame.Customer || f.ActorHow != "explicit" || !span.Contains(f.ActorSpan) {
			return false
		}
		said = true
	}
	return said
}

// singleCases cuts a span of sentence i where one case ends and the next begins: behind 場合, or behind one of several acts
// (法令対応、障害調査). What stands in brackets is left out.
func (d *doc) singleCases(i int, span corpus.Span) [][]token.Token {
	if d.Document.Lang != corpus.Japanese {
		return d.westernCases(i, span)
	}
	var list [][]token.Token
	var words []token.Token
	depth := 0
	for _, t := range within(d.tokens[i], span) {
		switch {
		case strings.ContainsAny(t.Surface, "（(["):
			depth++
			continue
		case strings.ContainsAny(t.Surface, "）)]"):
			depth--
			continue
		case depth > 0 && len(words) > 0:
			continue
		case (t.POS == token.Conjunction || t.POS == token.Symbol && t.Surface != "・" || t.Base == "その他") && endsCase(words): // 法令に基づく場合|その他|当社が認める場合
			list = append(list, words)
			words = nil
			continue
		}
		words = append(words, t)
	}
	if len(words) > 0 {
		list = append(list, words)
	}
	return list
}

// endsCase reports whether words end in a case: 〜場合, 〜とき, or the noun of an act.
func endsCase(words []token.Token) bool {
	n := len(words)
	for n > 0 && (words[n-1].POS == token.Particle || words[n-1].POS == token.Suffix && words[n-1].Surface != "時") {
		n--
	}
	if n == 0 {
		return false
	}
	if last := words[len(words)-1].Surface; n < len(words) && words[n-1].Base == "範囲" && (last == "で" || last == "に" || last == "において" || last == "にて") {
		return false // 提供に必要な範囲で、業務を委託する場合
	}
	switch words[n-1].Base {
	case "場合", "とき", "時", "際", "ため", "こと", "もの", "範囲", "目的", "理由", "事由", "事情":
		return true
	}
	return words[n-1].POS == token.VerbalNoun && n == len(words)
}

// exceptions unfolds what limits frame f of sentence i: the exceptions in the sentence itself, those in the items of the
// list that it opens, 同意なく, and 原則として.
func (d *doc) exceptions(i int, f *frame.Frame) []Exception {
	text := d.Text
	var list []Exception
	for k := range f.Exceptions {
		part := &f.Exceptions[k]
		if items := d.items[i]; len(items) > 0 && (d.lang.about.list < 0 || part.Set.Has(d.lang.about.list) || d.leftToItems(i, part.Span)) {
			list = append(list, d.itemExceptions(items)...)
			if graded := d.grade(i, part.Span); graded[0].Kind != Unspecified {
				list = append(list, graded...)
			}
			continue
		}
		if graded := d.grade(i, part.Span); graded[0].Kind != Unspecified || !d.leavesOutData(i, part.Span) {
			list = append(list, graded...)
		}
	}
	if (f.Modality.Negative() || f.Modality == frame.Will || f.Modality == frame.Must) && (f.Place == frame.Main || f.Place == frame.List) {
		list = append(list, d.provisoExceptions(i)...)
	}
	if j := d.exceptedBelow(i); j >= 0 && f.Modality.Negative() {
		list = append(list, d.grade(j, d.Sentences[j].Body)...)
	}
	if f.Modality.Negative() {
		for k := range d.readings[i].Parts {
			part := &d.readings[i].Parts[k]
			kind := Unspecified
			if c := d.lang.about.withoutConsent; c >= 0 && part.Set.Has(c) {
				kind = Consent
			}
			list = append(list, Exception{kind, part.Span, part.Span.In(text)})
		}
	}
	slices.SortStableFunc(list, func(a, b Exception) int { return a.Span.Start - b.Span.Start })
	return slices.CompactFunc(outermost(list), func(a, b Exception) bool { return a.Kind == b.Kind && a.Span == b.Span })
}

// outermost drops from list, which is in order of beginnings, the exceptions that lie inside another one of their kind: 原則 in
// 原則として.
func outermost(list []Exception) []Exception {
	furthest := map[ExceptionKind]corpus.Span{} // of those that begin no later, the one that ends last
	kept := list[:0]
	for i := 0; i < len(list); {
		end := i
		for ; end < len(list) && list[end].Span.Start == list[i].Span.Start; end++ {
			if e := &list[end]; furthest[e.Kind].End < e.Span.End {
				furthest[e.Kind] = e.Span
			}
		}
		for ; i < end; i++ {
			if e := list[i]; furthest[e.Kind] == e.Span {
				kept = append(kept, e)
			}
		}
	}
	return kept
}

// leftToItems reports whether an English exception that ends its sentence is left for the items to fill: "save in these cases:".
func (d *doc) leftToItems(i int, span corpus.Span) bool {
	body := d.Sentences[i].Body
	return d.Document.Lang == corpus.English && span.End >= body.End-1 && strings.HasSuffix(strings.TrimSpace(body.In(d.Text)), ":")
}

// leavesOutData reports whether what a span of sentence i excepts is data, not a case: 統計情報を除き、データを利用しません.
func (d *doc) leavesOutData(i int, span corpus.Span) bool {
	var words []token.Token
	for _, t := range within(d.tokens[i], span) {
		if t.POS != token.Particle && t.Base != "除く" && t.POS != token.Symbol {
			words = append(words, t)
		}
	}
	if d.Document.Lang == corpus.English {
		return d.namesOtherData(words)
	}
	if d.Document.Lang != corpus.Japanese || len(words) == 0 {
		return false
	}
	switch words[len(words)-1].Base {
	case "データ", "情報", "統計", "ログ", "ファイル", "コンテンツ":
		return true
	}
	return false
}

func (d *doc) itemExceptions(items []int) []Exception {
	var list []Exception
	for _, i := range items {
		if body := d.Sentences[i].Body; body.Len() > 0 { // a marker may stand alone
			list = append(list, d.grade(i, body)...)
		}
	}
	return list
}

// seat is the sentence that a carve-out of sentence i sits on: the proviso, if only a proviso turns the promise.
func (d *doc) seat(i int, list []Exception) int {
	own := map[Exception]bool{}
	for _, e := range d.provisoExceptions(i) {
		own[e] = true
	}
	if len(own) == 0 || slices.ContainsFunc(list, func(e Exception) bool { return e.Kind.turns() && !own[e] }) {
		return i
	}
	return d.provisos(i)[0]
}

func spanOr(a, b corpus.Span) corpus.Span {
	if a.Len() > 0 {
		return a
	}
	return b
}

// cases gives the concepts of each case in which frame f of sentence i is done: the items of the list that the sentence
// opens, or else the condition in the sentence.
func (d *doc) cases(i int, f *frame.Frame) []frame.Set {
	var list []frame.Set
	for _, item := range d.items[i] {
		if d.readings[item] != nil {
			list = append(list, d.readings[item].All)
		}
	}
	if n, ok := d.completed[i]; ok && d.Document.Lang == corpus.English && f == &d.readings[i].Frames[n] && !(d.lang.about.thirdParty >= 0 && d.readings[i].All.Has(d.lang.about.thirdParty)) {
		list = append(list, d.readings[i].All) // an item names one case: "- at the request of a court"
	}
	if c := d.lang.about.list; len(list) == 0 && f.Condition.Span.Len() > 0 && !(c >= 0 && f.Condition.Set.Has(c)) {
		list = append(list, f.Condition.Set)
	}
	return list
}

// inPrinciple reports whether e is no case of its own but a 原則として, "by default".
func (d *doc) inPrinciple(i int, e Exception) bool {
	c := d.lang.about.inPrinciple
	return c >= 0 && slices.ContainsFunc(d.readings[i].Parts, func(p frame.Part) bool { return p.Span == e.Span && p.Set.Has(c) })
}

// within gives those of tokens, which come in order of the text, that lie in span. They stay where they are: callers do not
// change them.
func within(tokens []token.Token, span corpus.Span) []token.Token {
	from := sort.Search(len(tokens), func(k int) bool { return tokens[k].Span.Start >= span.Start })
	to := from + sort.Search(len(tokens)-from, func(k int) bool { return tokens[from+k].Span.End > span.End })
	return tokens[from:to:to]
}
