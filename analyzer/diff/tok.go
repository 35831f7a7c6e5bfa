package diff

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// A tok is a run of a provision's text that is compared as a whole: a word, a number with its unit, a date, a reference,
// white space. Toks follow one another without a gap.
type tok struct {
	span  corpus.Span // in Document.Text
	class class
	norm  string // as compared; "" for what says nothing
	base  string // dictionary form or stem of a word
	pos   token.POS
}

// toks cuts text[span] into toks. Names are not cut.
func (c *Comparer) toks(text string, span corpus.Span, lang corpus.Lang, names ...string) []tok {
	f := fold.New(span.In(text))
	atoms := scan(f.S)
	var morphemes []token.Token
	for _, a := range atoms {
		if a.class == cjk {
			morphemes = c.words.Tokens(f.S, corpus.Span{End: len(f.S)}, corpus.Japanese)
			break
		}
	}
	t := &tokenizing{f: f, text: text, span: span, lang: lang, morphemes: morphemes, end: span.Start}
	wholes := wholes(f.S, names)
	for i := 0; i < len(atoms); {
		for len(wholes) > 0 && wholes[0].end <= atoms[i].start {
			wholes = wholes[1:]
		}
		if len(wholes) > 0 && wholes[0].start <= atoms[i].start {
			w := wholes[0]
			for i < len(atoms) && atoms[i].end <= w.end {
				i++
			}
			if i < len(atoms) && atoms[i].start < w.end { // 30日|間: the rest of a run of ideographs
				atoms[i].start = w.end
			}
			pos := token.Number
			if w.class == cjk {
				pos = token.Noun
			}
			t.add(w.start, w.end, w.class, "", pos)
			continue
		}
		a := atoms[i]
		if len(wholes) > 0 && wholes[0].start < a.end { // a run of ideographs that a date or reference begins in
			atoms[i].start = wholes[0].start
			a.end = wholes[0].start
		} else {
			i++
		}
		if a.class == cjk {
			t.cjk(a)
		} else {
			t.add(a.start, a.end, a.class, "", token.Word)
		}
	}
	t.blank(span.End)
	return t.out
}

// A tokenizing cuts one folded span.
type tokenizing struct {
	f         *fold.Text
	text      string
	span      corpus.Span
	lang      corpus.Lang
	morphemes []token.Token
	next      int // in morphemes
	end       int // of the last tok, in text
	out       []tok
}

// add appends the tok of folded bytes [from, to), with the white space before it.
func (t *tokenizing) add(from, to int, c class, base string, pos token.POS) {
	a, b := t.f.Origin(from, to)
	a, b = max(a+t.span.Start, t.end), b+t.span.Start
	if b <= a {
		return
	}
	t.blank(a)
	s := t.f.S[from:to]
	k := tok{span: corpus.Span{Start: a, End: b}, class: c, base: base, pos: pos}
	switch c {
	case date:
		k.norm = dateNorm(s)
	case ref:
		k.norm = refNorm(s)
	case word, cjk, sign, number:
		k.norm = quantityNorm(normal(s, c), c)
	}
	if base == "" {
		k.base = k.norm
		if c == word {
			k.base = token.Stem(k.norm, t.lang)
		}
	}
	t.out = append(t.out, k)
	t.end = b
}

// blank appends white space up to at.
func (t *tokenizing) blank(at int) {
	if at > t.end {
		t.out = append(t.out, tok{span: corpus.Span{Start: t.end, End: at}, class: blank})
		t.end = at
	}
}

// cjk appends the words of a run of kana and ideographs.
func (t *tokenizing) cjk(a atom) {
	for t.next < len(t.morphemes) && t.morphemes[t.next].Span.End <= a.start {
		t.next++
	}
	at := a.start
	for k := t.next; k < len(t.morphemes) && t.morphemes[k].Span.Start < a.end; k++ {
		m := &t.morphemes[k]
		from, to := max(m.Span.Start, at), min(m.Span.End, a.end)
		if from > at {
			t.add(at, from, cjk, "", token.Other)
		}
		if from >= to {
			continue
		}
		base, class := m.Base, cjk
		if from != m.Span.Start || to != m.Span.End {
			base = ""
		}
		if m.POS == token.Number {
			class = number
		}
		t.add(from, to, class, base, m.POS)
		at = to
	}
	if at < a.end {
		t.add(at, a.end, cjk, "", token.Other)
	}
}

const (
	months      = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januari|februari|maart|mei|juni|juli|augustus|oktober)`
	kanjiNumber = `[0-9〇一二三四五六七八九十百千]`
)

var (
	dateShape = pattern.Lazy(`(?i)(?:(?:令和|平成|昭和|西暦) ?)?(?:[0-9]{1,4}|元) ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日|[0-9]{4} ?年 ?[0-9]{1,2} ?月|` +
		`\b[0-9]{4}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}\b|\b[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}\b|` +
		`\b` + months + `\.? +[0-9]{1,2}(?:st|nd|rd|th)?,? *[0-9]{4}\b|\b[0-9]{1,2}(?:st|nd|rd|th)?(?: +of)? +` + months + `\.?,? +[0-9]{4}\b|\b` + months + `\.?,? +[0-9]{4}\b`)
	refJapanese   = pattern.Lazy(`第 ?` + kanjiNumber + `+ ?(?:章|節|条|項|号)(?:の` + kanjiNumber + `+)*(?:第` + kanjiNumber + `+(?:項|号)(?:の` + kanjiNumber + `+)*)*`)
	refWord       = pattern.Lazy(`(?:[Ss]ection|[Cc]lause|[Aa]rticle|[Pp]aragraph|[Ss]chedule|[Aa]nnex|[Ee]xhibit|[Aa]ppendix|[Aa]rtikel|lid|[Bb]ijlage|SECTION|ARTICLE)`)
	capitalRef    = pattern.Lazy(`(?:Section|Schedule|Annex|Exhibit|Appendix|Bijlage)s? [A-Z]\b`)
	refWestern    = pattern.Lazy(`(?:(?i:\b(?:sections?|clauses?|articles?|paragraphs?|sub-?sections?|schedule|annex|exhibit|appendix|artikel(?:en)?|lid|bijlage))|§+) *(?:[0-9]+(?:\.[0-9]+)*|[A-Z]\.?[0-9]+(?:\.[0-9]+)*|[A-Z]\b)(?:\([a-z0-9]{1,4}\))*`)
	moreRefs      = pattern.Lazy(`^(?: *(?:,|and|or|&|through|to|en|of|t/m|-|\() *)+(?:[0-9]+(?:\.[0-9]+)*)(?:\([a-z0-9]{1,4}\))*`)
	quantityShape = pattern.Lazy(`(?:(?:US|A|C|HK|S|NZ)?[$€£¥] ?)[0-9][0-9,.]*[0-9]|(?:(?:US|A|C|HK|S|NZ)?[$€£¥] ?)[0-9]|[0-9](?:[0-9,.]*[0-9])?(?: ?[%％]|` +
		` ?(?:万|億|千|百)?(?:営業日|暦日|[かヶカヵケ箇ヵ]月間?|[かヶカヵケ箇]国|[かヶカヵケ箇]所|年間?|月間?|日間?|時間|分間?|秒間?|週間?|円|ドル|ユーロ|パーセント|件|回|名|人|歳|倍|割|台|個|点|ポイント|文字|バイト))`)
	unitWord = pattern.Lazy(`(?i)^(?: |-)*(?:%|％|days?|months?|hours?|years?|weeks?|minutes?|percent|business|calendar|dagen|maanden|uur|jaar|weken)`)
	statute  = pattern.Lazy(`(?i)^ *(?:\([a-z0-9]+\) *)?(?:of|van) (?:the |de |het )?(?:[A-Z]{3,}|[A-Z]\w+ (?:Act|Regulation|Directive|Code|Law|Clauses)|EU|UK|General|California|Regulation|Directive|Standard|Avg)|^ *(?:GDPR|CCPA|CPRA|AVG|UK GDPR|SCCs?)`)
)

// wholes finds what is compared as one: dates, references to clauses, quantities, conjunctions in kana, names. They are in order and do not overlap.
func wholes(s string, names []string) []atom {
	var out []atom
	taken := func(from, to int) bool {
		for _, a := range out {
			if from < a.end && a.start < to {
				return true
			}
		}
		return false
	}
	digits := strings.ContainsAny(s, "0123456789")
	latin := strings.IndexFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }) >= 0
	if digits && (strings.ContainsAny(s, "年-/.") || latin && monthWord().MatchString(s)) {
		for _, m := range dateShape().FindAllStringIndex(s, -1) {
			out = append(out, atom{m[0], m[1], date})
		}
	}
	for _, m := range references(s, digits, latin) {
		if taken(m[0], m[1]) || lawBefore(s[:m[0]]) || statute().MatchString(s[m[1]:]) {
			continue
		}
		out = append(out, atom{m[0], m[1], ref})
		for at := m[1]; ; {
			k := moreRefs().FindStringIndex(s[at:])
			if k == nil || unitWord().MatchString(s[at+k[1]:]) || taken(at, at+k[1]) {
				break
			}
			from := at + k[1]
			for from > at && s[from-1] != ' ' && s[from-1] != ',' && s[from-1] != '-' {
				from--
			}
			out = append(out, atom{from, at + k[1], ref})
			at += k[1]
		}
	}
	if !digits {
		return withWords(s, out, names, conjunctions)
	}
	for _, m := range quantityShape().FindAllStringIndex(s, -1) {
		if !taken(m[0], m[1]) {
			out = append(out, atom{m[0], m[1], number})
		}
	}
	return withWords(s, out, names, conjunctions)
}

// references finds the references to clauses.
func references(s string, digits, latin bool) [][]int {
	var out [][]int
	if strings.Contains(s, "第") {
		out = refJapanese().FindAllStringIndex(s, -1)
	}
	if strings.Contains(s, "§") || latin && (digits && refWord().MatchString(s) || capitalRef().MatchString(s)) {
		out = append(out, refWestern().FindAllStringIndex(s, -1)...)
	}
	return out
}

// withWords adds names and words that are not to be cut, and puts all in order.
func withWords(s string, out []atom, lists ...[]string) []atom {
	for _, list := range lists {
		for _, c := range list {
			for at := 0; ; {
				k := strings.Index(s[at:], c)
				if k < 0 {
					break
				}
				from, to := at+k, at+k+len(c)
				if !slices.ContainsFunc(out, func(a atom) bool { return from < a.end && a.start < to }) {
					out = append(out, atom{from, to, cjk})
				}
				at = to
			}
		}
	}
	sortAtoms(out)
	return out
}

// conjunctions run, in kana, into the words beside them: 反するまたは.
var conjunctions = []string{"または", "もしくは", "および", "ならびに", "あるいは"}
