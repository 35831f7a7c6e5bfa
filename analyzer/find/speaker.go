package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// speaker finds the name under which the provider acts in an English or Dutch document that does not define it ("Acme
// will notify Customer") and adds it to names. It is the capitalised name that most often stands in front of a modal; in
// a document that also says "we" it must be frequent, since others are named there too.
func (d *doc) speaker(names frame.Names) {
	if d.Document.Lang == corpus.Japanese || d.lang.about.provider < 0 {
		return
	}
	d.definedCompany(names)
	d.rolesSaid(names)
	count := map[string]int{}
	lower, all := d.writtenSmall()
	spoken := 0
	for i := range d.Sentences {
		t := d.tokens[i]
		for k := 0; k+1 < len(t); k++ {
			if !firstPerson[t[k].Low] && !acting[d.Document.Lang][t[k+1].Low] {
				continue
			}
			if set := d.concepts(t[k : k+1]); set.Has(d.lang.about.provider) {
				spoken++
				break
			}
		}
	}
	for i := range d.Sentences {
		for _, name := range d.actingNames(d.tokens[i], lower) {
			count[name]++
		}
	}
	if len(count) == 0 && spoken == 0 {
		for i := range d.Sentences {
			for _, name := range append(d.passiveAgents(d.tokens[i], lower), d.employers(d.tokens[i], lower)...) {
				count[name]++
			}
		}
	}
	best := ""
	for name, n := range count {
		if best == "" || n > count[best] || n == count[best] && name < best {
			best = name
		}
	}
	if best == "" || spoken > 0 && count[best] < 3 {
		if name, n := d.titled(lower); n > 0 {
			best, count[name] = name, n
		}
	}
	if best == "" && spoken == 0 {
		best = d.onlyCompany(lower)
	}
	if _, known := names[strings.ToLower(best)]; best == "" || known || spoken > 0 && (count[best] < 3 || all[strings.Fields(best)[0]]*4 < spoken) {
		return
	}
	var set frame.Set
	set.Add(d.lang.about.provider)
	for _, form := range writtenForms {
		names[strings.ToLower(best)+" "+form] = set
	}
	for n := best; n != ""; {
		names[strings.ToLower(n)] = set
		if cut := strings.LastIndexByte(n, ' '); cut > 0 && count[n[:cut]] > 0 {
			n = n[:cut]
		} else {
			n = ""
		}
	}
}

// writtenSmall gives the words that the document writes small, outside of addresses of sites and mail, and how often each
// word stands in it as it is written. A word that is hardly ever written small counts as a name.
func (d *doc) writtenSmall() (lower map[string]bool, all map[string]int) {
	small := map[string]int{}
	lower, all = map[string]bool{}, map[string]int{}
	for i := range d.Sentences {
		for _, t := range d.tokens[i] {
			all[strings.TrimSuffix(strings.TrimSuffix(t.Surface, "'s"), "’s")]++
			if first, _ := utf8.DecodeRuneInString(t.Surface); unicode.IsLower(first) && !d.inAddress(t.Span) {
				small[t.Surface]++
			}
		}
	}
	for word, n := range small {
		first, size := utf8.DecodeRuneInString(word)
		lower[word] = n*10 > all[string(unicode.ToUpper(first))+word[size:]]
	}
	return lower, all
}

// inAddress reports whether a word is part of a web or mail address or of a file name.
func (d *doc) inAddress(s corpus.Span) bool {
	return s.Start > 0 && strings.IndexByte("./@#_-", d.Text[s.Start-1]) >= 0 || s.End < len(d.Text)-1 && strings.IndexByte("./@#_-", d.Text[s.End]) >= 0 && d.Text[s.End+1] > ' '
}

// definedCompany adds the name of the company that a definition calls the provider: 'Acme Cloud, Inc. (the "Company")'.
func (d *doc) definedCompany(names frame.Names) {
	for _, t := range d.Terms {
		means := fold.String(t.Means.In(d.Text))
		if own := d.mentioned(t.Name); !own.Has(d.lang.about.provider) || !company(means) {
			continue
		}
		var parts []string
		for _, w := range strings.Fields(means) {
			bare := strings.Trim(w, ",.")
			if first, _ := utf8.DecodeRuneInString(bare); !unicode.IsUpper(first) {
				parts = nil
				continue
			}
			if legalForms[strings.ToLower(bare)] {
				break
			}
			parts = append(parts, bare)
		}
		if n := len(parts); n > 0 && n <= 4 {
			var set frame.Set
			set.Add(d.lang.about.provider)
			names[strings.ToLower(strings.Join(parts, " "))] = set
		}
	}
}

// writtenForms are legal forms as tokens behind a name.
var writtenForms = []string{"inc", "inc .", "ltd", "ltd .", "limited", "llc", "plc", "gmbh", "corp", "corp .", "corporation", "b . v .", "bv", "n . v .", "nv"}

var legalForms = words("inc llc ltd limited gmbh b.v bv corp corporation co as ab ag s.a sa sas plc nv n.v kk")

// actingNames gives the names of up to three words right before a modal in a sentence.
func (d *doc) actingNames(t []token.Token, lower map[string]bool) []string {
	var list []string
	for k := 1; k < len(t); k++ {
		if !acting[d.Document.Lang][t[k].Low] && !d.actsAt(t, k) && !entitled(t, k) {
			continue
		}
		end := behindInsertion(t, k)
		for end > 1 && between[t[end-1].Low] {
			end--
		}
		end = beforeLegalForm(t, end)
		first := d.nameBefore(t, end, lower)
		if first == end || end-first == 1 && first == 0 && personPlural(t[0].Low) || first > 0 && (determiners[t[first-1].Low] || places[t[first-1].Low]) {
			continue
		}
		if set := d.concepts(t[first:end]); d.ofTheTrade(&set) {
			continue // a word of the trade: Customer, Services
		}
		list = append(list, nameOf(t[first:end]))
	}
	return list
}

// passiveAgents gives the names of up to three words behind the "by" of a passive with a modal: "may be used|by Acme".
func (d *doc) passiveAgents(t []token.Token, lower map[string]bool) []string {
	var list []string
	for k := 3; k+1 < len(t) && d.Document.Lang == corpus.English; k++ {
		if t[k].Surface != "by" {
			continue
		}
		end := k + 1
		for end < len(t) && end-k <= 3 && d.nameWord(&t[end], lower) {
			end++
		}
		if end == k+1 || end < len(t) && t[end].Low == "as" { // "by Acme as our subcontractor"
			continue
		}
		if set := d.concepts(t[k+1 : k+2]); d.ofTheTrade(&set) || d.lang.about.subcontractor >= 0 && set.Has(d.lang.about.subcontractor) {
			continue
		}
		list = append(list, nameOf(t[k+1:end]))
	}
	return list
}

// nameBefore gives the first token of the name that ends before token end; end if there is none.
func (d *doc) nameBefore(t []token.Token, end int, lower map[string]bool) int {
	first := end
	for first > 0 && end-first < 3 && d.nameWord(&t[first-1], lower) {
		first--
	}
	return first
}

// beforeLegalForm gives the end of the name before the form of a company that ends before token end: "Acme|B.V."; end if none
// does.
func beforeLegalForm(t []token.Token, end int) int {
	k := end
	for k > 1 && t[k-1].POS == token.Symbol && (t[k-1].Surface == "." || t[k-1].Surface == ",") {
		k--
	}
	switch {
	case k > 3 && len(t[k-1].Surface) == 1 && t[k-2].Surface == "." && legalForms[strings.ToLower(t[k-3].Surface+"."+t[k-1].Surface)]: // B.V.
		k -= 2
	case k < 2 || !unicode.IsUpper(rune(t[k-1].Surface[0])) || !legalForms[t[k-1].Low]: // AS, but not "as"
		return end
	}
	if k--; k > 1 && t[k-1].Surface == "," {
		k--
	}
	return k
}

// onlyCompany gives the name of the one company that the document names by its legal form: "Acme" of "that Acme B.V. the data
// views"; "" if it names none or several, or speaks of the provider, a subcontractor or third parties in other words.
func (d *doc) onlyCompany(lower map[string]bool) string {
	only, a := "", &d.lang.about
	for i := range d.Sentences {
		t, said := d.tokens[i], d.words(i)
		for _, c := range []int{a.provider, a.subcontractor, a.thirdParty} {
			if c >= 0 && said.Has(c) {
				return ""
			}
		}
		for k := 2; k <= len(t); k++ {
			end := beforeLegalForm(t, k)
			if end == k {
				continue
			}
			first := d.nameBefore(t, end, lower)
			if set := d.concepts(t[first:end]); first == end || d.ofTheTrade(&set) {
				continue
			}
			name := nameOf(t[first:end])
			if only != "" && only != name {
				return ""
			}
			only = name
		}
	}
	return only
}

// nameOf writes a name without the endings of a genitive.
func nameOf(t []token.Token) string {
	parts := make([]string, 0, 3)
	for i := range t {
		parts = append(parts, strings.TrimSuffix(strings.TrimSuffix(t[i].Surface, "'s"), "’s"))
	}
	return strings.Join(parts, " ")
}

// ofTheTrade reports whether a set has parties or data in it: such a word is no name.
func (d *doc) ofTheTrade(set *frame.Set) bool {
	a := &d.lang.about
	for _, c := range []int{a.provider, a.customer, a.thirdParty} {
		if c >= 0 && set.Has(c) {
			return true
		}
	}
	return slices.ContainsFunc(a.classes, func(c class) bool { return c.concept >= 0 && set.Has(c.concept) })
}

// entitled reports whether "is entitled", "is authorised" or the like stands at token k.
func entitled(t []token.Token, k int) bool {
	return t[k].Low == "is" && k+1 < len(t) && entitledWords[t[k+1].Low]
}

var entitledWords = words("entitled authorised authorized permitted allowed obliged obligated required free")

// behindInsertion gives the token behind the name that an insertion parts from the verb at token k: "Acme|, as a supplier of
// infrastructure, shall".
func behindInsertion(t []token.Token, k int) int {
	if k < 4 || t[k-1].Surface != "," {
		return k
	}
	for j := k - 2; j > 0 && j > k-14; j-- {
		if t[j].Surface == "," && t[j+1].Low == "as" {
			return j
		}
	}
	return k
}

// actsAt reports whether token k is a verb in the third person that rules care about: "Acme acquires".
func (d *doc) actsAt(t []token.Token, k int) bool {
	s := t[k].Low
	if d.lang.about.act < 0 || !strings.HasSuffix(s, "s") || strings.HasSuffix(s, "ss") || d.Document.Lang != corpus.English {
		return false
	}
	set := d.concepts(t[k : k+1])
	return set.Has(d.lang.about.act)
}

// nameWord reports whether a word can be part of a name: it begins with a capital and is no word that the document also
// writes small.
func (d *doc) nameWord(t *token.Token, lower map[string]bool) bool {
	first, _ := utf8.DecodeRuneInString(t.Surface)
	s := t.Low
	if unicode.IsDigit(first) && strings.IndexFunc(s, unicode.IsLetter) > 0 && len(s) > 4 { // 37signals
		return true
	}
	return t.POS == token.Word && unicode.IsUpper(first) && !lower[s] && !notNames[s]
}

var acting = map[corpus.Lang]map[string]bool{
	corpus.English: words("will shall may must does reserves agrees undertakes cannot can warrants has personnel employees staff"),
	corpus.Dutch:   words("zal mag verwerkt verbindt behoudt draagt kan is dient zorgt staat moet heeft"),
}

var firstPerson = words("we us wij we ons")

var between = words("neither also never not only niet ook")

var determiners = words("the a an this these such any each every all no your our de het een deze dit elke iedere")

// words behind which a name is that of a place: "affiliates in India may"
var places = words("in from outside within across")

var notNames = words("your our its their his her my some many most few several certain trained experienced qualified dedicated on-call individual former current new same own " +
	"the this that these those it they he she there such any each every all no none neither i and or but if when what who which nothing anything everything everyone someone " +
	"services service software site website agreement terms policy section parties party notice payment fees fee information data content claims disputes dispute law laws access use " +
	"nightly daily weekly monthly hourly yearly annual full partial complete regular routine automatic automated random operations support maintenance technical security administrative sales marketing engineering field key senior authorized authorised relevant qualified external internal other temporary human only " +
	"provisions rights nor neither both either cookies platform app products product information personal de het een deze dit dat er partij partijen diensten dienst overeenkomst gegevens persoonsgegevens verwerking betrokkene betrokkenen")

func words(s string) map[string]bool {
	m := make(map[string]bool, 1+strings.Count(s, " "))
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}
