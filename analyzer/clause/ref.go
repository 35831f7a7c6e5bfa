package clause

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// An index finds clauses by their number.
type index struct {
	b        *builder
	articles map[string][]int // number → articles with that number
	paths    map[string][]int // "7.2" → clauses of any level
	order    []int            // articles in text order
	place    []int            // for each clause, the index in order of the article it stands in; -1
	last     []int            // targets of the reference before, for 同条 and 第3条第1項、第2項
	lastEnd  int              // where it ended in its sentence
}

// references collects the cross references of all sentences.
func (b *builder) references() {
	x := &index{b: b, articles: map[string][]int{}, paths: map[string][]int{}, place: make([]int, len(b.tree.Clauses))}
	for i := range b.tree.Clauses {
		c := &b.tree.Clauses[i]
		x.place[i] = -1
		if i > 0 && c.Level > Article {
			x.place[i] = x.place[c.Parent]
		}
		if c.Level == Article {
			x.place[i] = len(x.order)
			x.order = append(x.order, i)
			x.articles[c.Number] = append(x.articles[c.Number], i)
		}
		if c.Number != "" && c.Level <= Paragraph || strings.Contains(c.Number, ".") {
			x.paths[c.Number] = append(x.paths[c.Number], i)
		}
	}
	for k := range b.tree.Sentences {
		s := &b.tree.Sentences[k]
		if s.Role != corpus.Body {
			continue
		}
		x.last, x.lastEnd = nil, 0
		t := s.Body.In(b.s)
		if strings.Contains(t, "条") || strings.Contains(t, "項") || strings.Contains(t, "号") {
			x.japanese(k, t)
		} else {
			x.western(k, t)
		}
	}
}

// add notes a reference at t[from:to] of sentence k.
func (x *index) add(k int, from, to int, targets []int) {
	base := x.b.tree.Sentences[k].Body.Start
	x.b.tree.Refs = append(x.b.tree.Refs, Ref{Span: corpus.Span{Start: base + from, End: base + to}, Sentence: k, Targets: targets})
	x.last, x.lastEnd = targets, to
}

// japanese reads 前項, 本条, 第8条第2項, 第5条から第7条, 前各号 in the sentence t.
func (x *index) japanese(k int, t string) {
	for i := 0; i < len(t); {
		r, n := utf8.DecodeRuneInString(t[i:])
		switch r {
		case '前', '次', '本', '同', '第':
		default:
			i += n
			continue
		}
		e, targets := x.chain(k, t, i)
		if e == i {
			i += n
			continue
		}
		if foreign(t, i, r) {
			targets = nil
		} else if end, more := x.upTo(k, t, e, targets); end > e {
			e, targets = end, more
		}
		x.add(k, i, e, targets)
		i = e
	}
}

// foreign reports whether the reference at t[i:] is to a statute or another document: 個人情報保護法第23条, 同法第2条.
func foreign(t string, i int, first rune) bool {
	if first != '第' {
		return false
	}
	before := strings.TrimRight(t[:i], "」』 　")
	if strings.HasSuffix(before, "）") || strings.HasSuffix(before, ")") { // 電気通信事業法（昭和59年法律第86号）第4条
		if k := strings.LastIndexAny(before, "（("); k > 0 {
			before = before[:k]
		}
	}
	for _, w := range []string{"法", "法律", "令", "規則", "GDPR", "条例", "約款"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return strings.HasSuffix(before, "規約") && !strings.HasSuffix(before, "本規約") && !strings.HasSuffix(before, "本利用規約")
}

// A unit is one link of a chain such as 第8条 第2項 第3号.
type unit struct {
	kind  rune // 条 項 号 章 節
	how   rune // 第, 前, 次, 本, 同, 各
	count int  // of 前二項; 1 if none is said
	num   string
}

// link reads one unit at t[i:]; its end is i if there is none.
func link(t string, i int) (unit, int) {
	r, n := at(t, i)
	u := unit{how: r, count: 1}
	j := i + n
	switch r {
	case '第':
		v, e := number(t, spaces(t, j))
		if e == j || v == 0 {
			return u, i
		}
		u.num, j = strconv.Itoa(v), spaces(t, e)
		if r, w := at(t, j); r == '-' {
			if b, e := arabic(t, j+w); e > j+w {
				u.num, j = u.num+"-"+strconv.Itoa(b), e
			}
		}
	case '前', '次':
		if r, w := at(t, j); r == '各' {
			u.count, j = 0, j+w
		} else if v, e := number(t, j); e > j {
			u.count, j = v, e
		}
	case '本', '同', '各':
	default:
		return u, i
	}
	kind, w := at(t, j)
	if !strings.ContainsRune("条項号章節", kind) || w == 0 {
		return u, i
	}
	if kind == '章' && r == '第' || kind == '節' && r == '第' {
		return u, i
	}
	u.kind, j = kind, j+w
	for r == '第' { // 第12条の2
		p, w := at(t, j)
		v, e := number(t, j+w)
		if p != 'の' || e == j+w {
			break
		}
		if q, _ := at(t, e); q == '規' || strings.ContainsRune("つ人個種", q) {
			break
		}
		u.num, j = u.num+"-"+strconv.Itoa(v), e
	}
	return u, j
}

// chain resolves a reference of one or more units at t[i:].
func (x *index) chain(k int, t string, i int) (int, []int) {
	u, e := link(t, i)
	if e == i || u.kind == '号' && u.how == '第' && followsNumberOfLaw(t, i) || u.how == '本' && u.kind == '号' {
		return i, nil
	}
	targets := x.resolve(k, u)
	if u.how == '第' && len(x.last) > 0 && (u.kind == '項' || u.kind == '号') && goesOn(t[x.lastEnd:i]) {
		targets = x.siblings(x.last[0], u) // 第3条第1項、第2項
	}
	for {
		j := spaces(t, e)
		v, end := link(t, j)
		if end == j { // 第3条1項
			if n, f := arabic(t, j); f > j {
				if r, w := at(t, f); r == '項' || r == '号' {
					v, end = unit{how: '第', kind: r, num: strconv.Itoa(n)}, f+w
				}
			}
		}
		if end == j || v.how != '第' && v.how != '各' || rank(v.kind) <= rank(u.kind) {
			return x.subitem(t, e, u, targets)
		}
		var next []int
		for _, c := range targets {
			next = append(next, x.below(c, v)...)
		}
		targets, u, e = next, v, end
	}
}

// subitem adds the イ of 第2号イ to a reference that ends at e.
func (x *index) subitem(t string, e int, u unit, targets []int) (int, []int) {
	r, n := at(t, e)
	if next, _ := at(t, e+n); u.kind != '号' || !strings.ContainsRune(iroha, r) || katakana(next) {
		return e, targets
	}
	var out []int
	for _, c := range targets {
		out = append(out, x.child(c, string(r))...)
	}
	return e + n, out
}

// goesOn reports whether the words between two references join them: 、, 及び, または.
func goesOn(between string) bool {
	switch strings.Trim(between, "、 　") {
	case "", "及び", "および", "並びに", "ならびに", "又は", "または", "若しくは", "もしくは", "・", "と":
		return between != ""
	}
	return false
}

func rank(kind rune) int { return strings.IndexRune("章節条項号", kind) }

// followsNumberOfLaw reports whether 第86号 is the number of a statute: 昭和59年法律第86号.
func followsNumberOfLaw(t string, i int) bool {
	for _, w := range []string{"法律", "政令", "省令", "告示", "規則", "条約"} {
		if strings.HasSuffix(t[:i], w) {
			return true
		}
	}
	return false
}

// upTo extends a reference by から第7条まで or ないし第7条.
func (x *index) upTo(k int, t string, e int, from []int) (int, []int) {
	for _, w := range []string{"から", "ないし", "乃至", "〜", "～"} {
		if !strings.HasPrefix(t[e:], w) {
			continue
		}
		j := e + len(w)
		u, end := link(t, j)
		if end == j || u.how != '第' || len(from) == 0 {
			return e, from
		}
		to := x.resolve(k, u)
		if u.kind != '条' {
			to = x.siblings(from[0], u)
		}
		if len(to) == 0 {
			return e, from
		}
		return end, x.between(from[0], to[len(to)-1])
	}
	return e, from
}

// maxTargets is how many clauses one reference names at most, so that references to whole texts do not fill the memory.
const maxTargets = 200

// between lists the clauses from a to b of one level, the first of them.
func (x *index) between(a, b int) []int {
	t := x.b.tree
	var out []int
	if t.Clauses[a].Level == Article {
		for p := x.place[a]; p >= 0 && p <= x.place[b] && len(out) < maxTargets; p++ {
			out = append(out, x.order[p])
		}
		return out
	}
	for _, c := range t.Clauses[t.Clauses[a].Parent].Children {
		if c >= a && c <= b && len(out) < maxTargets {
			out = append(out, c)
		}
	}
	return out
}

func (x *index) siblings(of int, u unit) []int { return x.below(x.b.tree.Clauses[of].Parent, u) }

// below finds the unit among the children of clause c; the first paragraph of an article without paragraphs is the article.
func (x *index) below(c int, u unit) []int {
	t := x.b.tree
	if c < 0 {
		return nil
	}
	level := Paragraph
	if u.kind == '号' {
		level = Item
	}
	var out []int
	for _, d := range t.Clauses[c].Children {
		if cl := &t.Clauses[d]; cl.Level >= Paragraph && cl.Level <= max(level, Item) && (u.how == '各' && cl.Level == level || u.num != "" && cl.Number == u.num) {
			out = append(out, d)
			if u.how != '各' || len(out) == maxTargets {
				return out
			}
		}
	}
	if len(out) == 0 && u.kind == '項' && u.num == "1" {
		return []int{c}
	}
	return out
}
