package clause

import (
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// terms collects the names that the document defines.
func (b *builder) terms() {
	for k := range b.tree.Sentences {
		x := &b.tree.Sentences[k]
		if x.Role != corpus.Body || x.Body.Len() == 0 {
			continue
		}
		t := x.Body.In(b.s)
		n := len(b.tree.Terms)
		b.shortNames(k, t)
		b.calledNames(k, t)
		b.bracketNames(k, t)
		if len(b.tree.Terms) == n || strings.Contains(t, "とは") {
			b.definition(k, t)
		}
	}
}

// term adds a name at t[from:to] that stands for t[means:until], offsets in the body of sentence k.
func (b *builder) term(k int, t string, name, means corpus.Span) {
	base := b.tree.Sentences[k].Body.Start
	n := strings.TrimSpace(strings.Trim(name.In(t), "*_\"“”「」｢｣『』' ,.　"))
	if n == "" || utf8.RuneCountInString(n) > 40 || n == "同様" || n == "同じ" || n == "略" || n == "用語" || n == "項目" || n == "名称" || n == "Term" {
		return
	}
	at := strings.Index(name.In(t), n)
	if at < 0 {
		return
	}
	s := corpus.Span{Start: base + name.Start + at, End: base + name.Start + at + len(n)}
	for _, p := range []string{"は、", "が、", "は", "、"} {
		if means.Start > 0 && strings.HasPrefix(t[means.Start:means.End], p) {
			means.Start += len(p)
			break
		}
	}
	means.Start = min(spaces(t, means.Start), means.End)
	means.End = trimRight(t, means.Start, means.End)
	for _, old := range b.tree.Terms[max(0, len(b.tree.Terms)-8):] {
		if old.Span == s {
			return
		}
	}
	b.tree.Terms = append(b.tree.Terms, Term{Name: n, Span: s, Means: corpus.Span{Start: base + means.Start, End: base + means.End}, Sentence: k})
}

// shortNames reads 以下「甲」という, (以下、「弊社」), 以下総称して「データ」といいます, 以下、当社といいます.
func (b *builder) shortNames(k int, t string) {
	from := 0
	for i := 0; ; {
		j := strings.Index(t[i:], "以下")
		if j < 0 {
			return
		}
		at := i + j
		i = at + len("以下")
		means := corpus.Span{Start: from, End: beforeBracket(t, at)}
		if means.Start > means.End {
			means.Start = means.End
		}
		open := quoteWithin(t, i, 16)
		if open < 0 {
			if name, ok := unquoted(t, i); ok {
				b.term(k, t, name, means)
				i, from = name.End, afterBracket(t, name.End)
			}
			continue
		}
		if p := t[i:open]; strings.ContainsAny(p, "。（(") || strings.HasPrefix(p, "の") || strings.HasPrefix(p, "に") {
			continue
		}
		for open >= 0 {
			name, end := quoted(t, open)
			if end < 0 {
				break
			}
			b.term(k, t, name, means)
			i = end
			if open = quoteWithin(t, end, 4); open >= 0 && !joins(t[end:open]) {
				open = -1
			}
		}
		from = afterBracket(t, i)
	}
}

// calledNames reads 発注者を「甲」、受注者を「乙」という.
func (b *builder) calledNames(k int, t string) {
	from, naming := 0, -2
	for i := 0; ; {
		j := strings.Index(t[i:], "を「")
		if j < 0 {
			return
		}
		at := i + j
		i = at + len("を")
		name, end := quoted(t, i)
		if end < 0 {
			return
		}
		rest := t[end:]
		_, named := afterAny(rest, "といい", "という", "とし", "とする", "と称", "と呼")
		if !named && strings.HasPrefix(rest, "、") {
			next := strings.Index(rest, "を「") // the verb stands behind the last name
			if named = next > 0 && !strings.Contains(rest[:next], "。"); named && naming == -2 {
				naming = lastNaming(t)
			}
			named = named && naming >= end
		}
		if named && utf8.RuneCountInString(name.In(t)) <= 12 {
			b.term(k, t, name, corpus.Span{Start: from, End: at})
		}
		from, i = min(end+len("、"), len(t)), end
	}
}

// lastNaming gives where the last name of t stands that the verb of naming follows; -1 if there is none.
func lastNaming(t string) int {
	last := -1
	for _, w := range []string{"」という", "」といい", "」とし", "」とする", "」と称", "」と呼"} {
		last = max(last, strings.LastIndex(t, w))
	}
	return last
}

// joins reports whether the words between two quoted names make them names of the same thing.
func joins(t string) bool {
	switch strings.TrimSpace(t) {
	case "又は", "または", "もしくは", "若しくは", "、", "及び", "および", "・", "と":
		return true
	}
	return false
}

// quoteWithin finds an opening quotation mark at most n characters behind i; -1 if there is none.
func quoteWithin(t string, i, n int) int {
	for ; n >= 0 && i < len(t); n-- {
		r, w := utf8.DecodeRuneInString(t[i:])
		switch r {
		case '「', '『', '“', '"', '【', '｢':
			return i
		}
		i += w
	}
	return -1
}

// quoted gives what stands between the quotation mark at open and its partner, and the place behind that.
func quoted(t string, open int) (name corpus.Span, end int) {
	r, n := utf8.DecodeRuneInString(t[open:])
	want := closing(r)
	if want == 0 {
		want = r
	}
	j := strings.IndexRune(t[open+n:min(len(t), open+n+200)], want)
	if j <= 0 {
		return corpus.Span{}, -1
	}
	return corpus.Span{Start: open + n, End: open + n + j}, open + n + j + utf8.RuneLen(want)
}

// unquoted reads a name without quotation marks behind 以下 up to といいます, とする, という, or up to the bracket that ends: （以下、管理者）.
func unquoted(t string, i int) (corpus.Span, bool) {
	bracketed := strings.HasSuffix(t[:i], "（以下") || strings.HasSuffix(t[:i], "(以下")
	for _, lead := range []string{"、", "､", "，", " ", "単に", "総称して"} {
		if strings.HasPrefix(t[i:], lead) {
			i += len(lead)
		}
	}
	window := t[i:min(len(t), i+90)]
	best := -1
	for _, w := range []string{"といいます", "という", "と言います", "と言う", "とする", "とします", "と称", "と呼"} {
		if j := strings.Index(window, w); j > 0 && (best < 0 || j < best) {
			best = j
		}
	}
	if best < 0 && bracketed { // （以下、管理者）
		if best = strings.IndexAny(window, "）)"); best >= 0 && utf8.RuneCountInString(window[:best]) > 12 {
			best = -1
		}
	}
	if best <= 0 || strings.ContainsAny(window[:best], "。、（）()「」はをのに") {
		return corpus.Span{}, false
	}
	return corpus.Span{Start: i, End: i + best}, true
}

// beforeBracket goes back from 以下 over the opening bracket, or a comma, before it.
func beforeBracket(t string, at int) int {
	head := t[max(0, at-60):at]
	for i := len(head); i > 0; {
		r, n := utf8.DecodeLastRuneInString(head[:i])
		i -= n
		if closing(r) == ')' || closing(r) == '）' {
			return at - len(head) + i
		}
		if closes(r) || r == '。' {
			break
		}
	}
	return at
}

// afterBracket goes on from i to the place behind the bracket that is open there.
func afterBracket(t string, i int) int {
	for j := i; j < len(t) && j < i+120; {
		r, n := utf8.DecodeRuneInString(t[j:])
		j += n
		if r == ')' || r == '）' {
			return j
		}
	}
	return i
}

// bracketNames reads (the "Service"), ("we", "us"), (hierna: Verwerker), (hereinafter “Customer”).
func (b *builder) bracketNames(k int, t string) {
	from := 0
	for i := 0; ; {
		j := strings.IndexByte(t[i:], '(')
		if j < 0 {
			return
		}
		open := i + j
		e := strings.IndexByte(t[open:min(len(t), open+200)], ')')
		i = open + 1
		if e < 0 || open > 0 && t[open-1] == ']' { // the title of a link: [page](address "title")
			continue
		}
		in := t[open+1 : open+e]
		means := corpus.Span{Start: min(from, open), End: open}
		found := false
		if rest, ok := afterAny(in, "hierna te noemen", "hierna", "hereinafter", "hereafter"); ok && !strings.ContainsAny(in, "“\"") {
			at := open + 1 + len(in) - len(rest)
			b.term(k, t, corpus.Span{Start: at, End: open + e}, means)
			found = true
		}
		for q := quoteWithin(in, 0, 60); q >= 0 && !japaneseText(in); {
			name, end := quoted(in, q)
			if end < 0 {
				break
			}
			b.term(k, t, corpus.Span{Start: open + 1 + name.Start, End: open + 1 + name.End}, means)
			found = true
			q = quoteWithin(in, end, 30)
		}
		if found {
			from, i = open+e+1, open+e+1
		}
	}
}

func afterAny(t string, words ...string) (string, bool) {
	for _, w := range words {
		if strings.HasPrefix(t, w) {
			return strings.TrimLeft(t[len(w):], ": ,"), true
		}
	}
	return "", false
}

// afterPlace gives where the quoted name begins behind words that only say where it is used so: 本規約において|「契約データ」とは; 0 if
// there are none.
func afterPlace(t string) int {
	open := strings.Index(t, "「")
	if open < 0 || open > len("本規約及びこれに付随する規程において、") {
		return 0
	}
	place := strings.TrimSuffix(t[:open], "、")
	for _, end := range []string{"において", "においては", "における", "にいう", "上", "で"} {
		if strings.HasSuffix(place, end) {
			return open
		}
	}
	return 0
}

// definition reads sentences that define: 「甲」とは…をいう, 「甲」：…, 甲 ／ …, "Customer Data" means …, **Personal Data**: ….
func (b *builder) definition(k int, t string) {
	whole := corpus.Span{Start: 0, End: len(t)}
	open := afterPlace(t)
	r, n := utf8.DecodeRuneInString(t[open:])
	in := b.inDefinitions(k)
	if r == '「' || r == '『' || r == '“' || r == '"' || strings.HasPrefix(t, "**") {
		name, end := quoted(t, open)
		if r == '*' {
			j := strings.Index(t[2:min(len(t), 90)], "**")
			if j < 0 {
				return
			}
			name, end = corpus.Span{Start: 2, End: 2 + j}, 4+j
		}
		if end < 0 {
			return
		}
		if at, ok := defines(t[end:], in); ok {
			whole.Start = end + at
			b.term(k, t, name, whole)
			for q := quoteWithin(t[:end+at], end, 20); q >= 0; { // "You," and "Your" refer to
				more, e := quoted(t[:end+at], q)
				if e < 0 {
					break
				}
				b.term(k, t, more, whole)
				q = quoteWithin(t[:end+at], e, 20)
			}
		}
		return
	}
	if b.led(k, t) {
		return
	}
	if j := strings.Index(t[:min(len(t), 90)], "とは、"); j > 0 && (strings.HasSuffix(t, "いう。") || strings.HasSuffix(t, "います。") || strings.HasSuffix(t, "指します。")) &&
		!strings.ContainsAny(t[:j], "、。（") {
		whole.Start = j + len("とは、")
		from := 0
		if cut := strings.LastIndex(t[:j], "において"); cut >= 0 { // 本規約において個人情報とは
			from = cut + len("において")
		}
		b.term(k, t, corpus.Span{Start: from, End: j}, whole)
		return
	}
	if n > 0 && (in || (r == '甲' || r == '乙' || r == '丙') && strings.ContainsAny(t[n:min(len(t), n+3)], ":：")) {
		b.row(k, t)
	}
}

// row reads what stands in a list or table of definitions without quotation marks: 甲 ／ …, 甲：…, 甲　…, a caption with its
// text below.
func (b *builder) row(k int, t string) {
	for _, sep := range []string{" ／ ", "：", ": ", "\t", "　"} {
		j := strings.Index(t, sep)
		if sep == "　" && j > 60 { // a space may also stand inside a sentence
			continue
		}
		if j > 0 && j < 90 && !strings.ContainsAny(t[:j], "。、") && j+len(sep) < len(t) {
			b.term(k, t, corpus.Span{Start: 0, End: j}, corpus.Span{Start: j + len(sep), End: len(t)})
			return
		}
	}
	x := &b.tree.Sentences[k]
	own := b.tree.Clauses[x.Clause].Sentences
	if x.Kind == Caption && b.tree.Clauses[x.Clause].Level >= Paragraph && len(own) > 1 && own[0] == k {
		b.term(k, t, corpus.Span{Start: 0, End: len(t)}, corpus.Span{Start: len(t), End: len(t)})
		if n := len(b.tree.Terms); n > 0 && b.tree.Terms[n-1].Sentence == k {
			b.tree.Terms[n-1].Means = b.tree.Sentences[own[1]].Body
		}
	}
}

// defines reports whether rest, behind a quoted name at the head of a sentence, goes on like a definition, and where the
// defining words begin.
func defines(rest string, listed bool) (int, bool) {
	window := rest[:min(len(rest), 110)]
	for _, w := range []string{"とは、", "とは", " means ", " means, ", " shall mean ", " mean ", " refers to ", " refer to ", " refers, ", " is defined as ", " betekent ", " zijn alle ", " zijn de ", " omvat ", " omvatten ", " wordt verstaan", " worden verstaan", " verstaan wij", " verstaan partijen", " wordt bedoeld", " worden bedoeld", " has the meaning ", " have the meaning "} {
		if j := strings.Index(window, w); j >= 0 && j < 80 && !strings.ContainsAny(window[:j], "。;.") {
			return j + len(w), true
		}
	}
	for _, w := range []string{"：", ":", " ：", " ／ ", "は、", " zijn ", " bestaat uit ", " bestaan uit "} {
		if strings.HasPrefix(rest, w) && (listed || w != "は、") {
			return len(w), true
		}
	}
	return 0, false
}

// inDefinitions reports whether sentence k stands under a caption such as 定義 or Definitions, or completes a lead-in of 用語.
func (b *builder) inDefinitions(k int) bool {
	x := &b.tree.Sentences[k]
	if x.LeadIn >= 0 {
		l := b.tree.Sentences[x.LeadIn].Body.In(b.s)
		if strings.Contains(l, "用語") || strings.Contains(l, "定義") {
			return true
		}
	}
	for c, n := x.Clause, 0; c > 0 && n < 6; c, n = b.tree.Clauses[c].Parent, n+1 {
		h := b.tree.Clauses[c].Caption
		if strings.Contains(h, "定義") || strings.Contains(h, "用語") || strings.Contains(h, "efinit") || strings.Contains(h, "EFINIT") || strings.Contains(h, "egripp") || strings.Contains(h, "egripsb") {
			return true
		}
		if b.tree.Clauses[c].Level <= Article {
			return false
		}
	}
	return false
}
