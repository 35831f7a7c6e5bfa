package diff

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// An edit is the difference between two runs of toks that continue one another.
type edit struct {
	old, new   []tok
	a, b       *canon
	hunks      []hunk   // of the canons
	why        []Reason // of each hunk
	reordered  bool     // the same words in another order
	renames    []int    // that occur in it
	dateLine   bool
	contact    bool
	caption    bool
	references func(old, new string) bool // whether a reference follows the renumbering of its target
}

// judge says of each hunk what it consists of.
func (e *edit) judge() {
	e.hunks = compareStrings(e.a.words, e.b.words)
	e.reordered = len(e.hunks) > 1 && sameWords(e.a.words, e.b.words) && !e.partiesMove()
	e.why = make([]Reason, len(e.hunks))
	for i, h := range e.hunks {
		e.why[i] = e.reason(h)
	}
}

// reasons lists why the two differ; none if they say the same in the same words or in others of the same canon.
func (e *edit) reasons() []Reason {
	var out []Reason
	for _, r := range e.why {
		out = addReason(out, r)
	}
	return out
}

// substantive reports whether r is a reason of a substantive change.
func (r Reason) substantive() bool {
	switch r {
	case ByProvision, ByNumber, ByNegation, ByModality, ByActor, ByException, ByWording:
		return true
	}
	return false
}

// reasonOrder is the order of declaration.
var reasonOrder = []Reason{ByProvision, ByNumber, ByNegation, ByModality, ByActor, ByException, ByWording,
	BySpace, ByPunctuation, ByLink, ByMarkup, ByUpdateDate, ByNumbering, ByRename, BySpelling, ByStyle, ByCaption, ByContact,
	ByNavigation, ByLayout}

// addReason adds r to a list in the order of declaration, once.
func addReason(list []Reason, r Reason) []Reason {
	if r == "" || slices.Contains(list, r) {
		return list
	}
	list = append(slices.Clip(list), r)
	slices.SortFunc(list, func(a, b Reason) int { return slices.Index(reasonOrder, a) - slices.Index(reasonOrder, b) })
	return list
}

func (e *edit) reason(h hunk) Reason {
	dels, ins := e.a.words[h.a0:h.a1], e.b.words[h.b0:h.b1]
	delToks, insToks := e.a.toksOf(h.a0, h.a1, e.old), e.b.toksOf(h.b0, h.b1, e.new)
	switch {
	case e.reordered:
		return ByStyle
	case e.dateLine:
		return ByUpdateDate
	case e.caption:
		return ByCaption
	case len(delToks) > 0 && len(insToks) > 0 && only(delToks, ref) && only(insToks, ref) && e.refsFollow(delToks, insToks):
		return ByNumbering
	case strings.Join(dels, "") == strings.Join(ins, ""), e.a.letters(h.a0, h.a1, e.old) == e.b.letters(h.b0, h.b1, e.new):
		return BySpelling
	case len(dels) == 1 && len(ins) == 1 && slip(delToks[0], insToks[0]):
		return BySpelling
	case e.contact, e.addressed(h, delToks, insToks):
		return ByContact
	}
	return significance(delToks, insToks, dels, ins)
}

// toksOf gives the toks that words i…j-1 of c come from.
func (c *canon) toksOf(i, j int, toks []tok) []*tok {
	var out []*tok
	for k := i; k < j; k++ {
		if t := &toks[c.toks[k]]; len(out) == 0 || out[len(out)-1] != t {
			out = append(out, t)
		}
	}
	return out
}

// letters are all words between word i-1 and word j of c, run together: "to data" and "todata" are the same.
func (c *canon) letters(i, j int, toks []tok) string {
	from, to := 0, len(toks)
	if i > 0 {
		from = c.toks[i-1] + 1
	}
	if j < len(c.toks) {
		to = c.toks[j]
	}
	var b strings.Builder
	for k := from; k < to; k++ {
		b.WriteString(toks[k].norm)
	}
	return b.String()
}

// addressCues are words after which an address stands.
var addressCues = wordSet(`address addresses office headquarters headquartered located mail postal attn attention phone telephone tel fax street
	住所 所在地 本店 本社 電話 番号 adres gevestigd telefoon`)

// beforeAddress is how many words before an address a word may stand that announces it.
const beforeAddress = 10

// addressed reports whether what differs is a postal address or telephone number inside a sentence: names and numbers
// behind a word for them.
func (e *edit) addressed(h hunk, dels, ins []*tok) bool {
	if len(dels) == 0 || len(ins) == 0 {
		return false
	}
	digits := false
	for _, t := range slices.Concat(dels, ins) {
		switch {
		case t.class == number || t.class == ref:
			digits = true
		case t.class != word && t.class != cjk, weighty()[t.base] != "":
			return false
		}
	}
	return digits && anyOf(e.a.words[max(0, h.a0-beforeAddress):h.a0], addressCues)
}

func only(toks []*tok, classes ...class) bool {
	for _, t := range toks {
		if !slices.Contains(classes, t.class) {
			return false
		}
	}
	return true
}

func (e *edit) refsFollow(dels, ins []*tok) bool {
	if len(dels) != len(ins) || e.references == nil {
		return false
	}
	for i := range dels {
		if !e.references(dels[i].norm, ins[i].norm) {
			return false
		}
	}
	return true
}

// sameWords reports whether a and b are the same words, each as often.
func sameWords(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// partiesMove reports whether what changed its place has to do with who may, must or must not: then the order matters.
func (e *edit) partiesMove() bool {
	for _, h := range e.hunks {
		for _, w := range slices.Concat(e.a.words[h.a0:h.a1], e.b.words[h.b0:h.b1]) {
			if weighty()[w] != "" && weighty()[w] != ByWording {
				return true
			}
		}
	}
	return false
}

// weighty names the canonical words that decide what a provision says, by what they are.
var weighty = compileWeighty(map[Reason]string{
	ByNegation: `not no never neither nor without none nobody nothing prohibited forbidden ない 不 無 禁止 niet geen nooit noch zonder`,
	ByModality: `may may-not might can could must will would should required needs entitled permitted allowed obliged obligation agree
		reserve right rights discretion optional 可 得 要 べき 義務 権利 裁量 任意 努 mag mogen kan kunnen moet moeten zal zullen dient
		dienen verplicht`,
	ByActor: `we us our ours you your yours i my user customer client subscriber provider processor controller supplier vendor affiliate
		partner third-party contractor sub-processor administrator employee 当社 弊社 当団体 当会 運営者 運営会社 事業者 提供者
		提供事業者 契約者 利用者 ユザ ユーザー 客様 顧客 会員 加盟店 甲 乙 丙 第三者 委託先 再委託先 関連会社 グループ会社
		提携先 従業者 従業員 wij ons onze u uw klant gebruiker opdrachtgever verwerker verantwoordelijke leverancier derde derden partij`,
	ByException: `except exception unless other otherwise default however only solely exclusively provided subject consent opt-out opt-in
		generally typically normally usually primarily mainly reasonably necessary extent limited if ただし 除 限 場合 原則 以外 例外
		同意 承諾 許可 合理 必要 範囲 通常 主 だけ tenzij behalve uitgezonderd mits behoudens toestemming uitsluitend alleen`,
})

// compileWeighty reads lists of words, in lower case or as canons leave them.
func compileWeighty(lists map[Reason]string) func() map[string]Reason {
	return sync.OnceValue(func() map[string]Reason {
		out := map[string]Reason{}
		for _, r := range []Reason{ByException, ByActor, ByModality, ByNegation} { // later ones weigh more
			for _, w := range strings.Fields(lists[r]) {
				out[w], out[britishless(token.Stem(w, corpus.English))] = r, r
			}
		}
		return out
	})
}

// significance names the weightiest thing that differs.
func significance(dels, ins []*tok, a, b []string) Reason {
	for _, t := range slices.Concat(dels, ins) {
		if t.class == number || t.class == date || t.class == sign && t.norm != "and" && t.norm != "+" {
			return ByNumber
		}
	}
	_, was := quantityIn(a)
	if _, is := quantityIn(b); was && is {
		return ByNumber // six months, one month
	}
	for _, r := range []Reason{ByNegation, ByModality, ByActor, ByException} {
		for _, w := range slices.Concat(a, b) {
			if weighty()[w] == r {
				return r
			}
		}
	}
	return ByWording
}

// negating are the beginnings that turn a word into its opposite.
var negating = []string{"un", "in", "non", "dis", "im", "ir", "il", "de", "mis", "on", "ex"}

// slip reports whether two words are one, mended: a letter more, less, doubled or in another place. Short words, numbers
// and words of which one negates the other are never slips.
func slip(a, b *tok) bool {
	if a.class != word || b.class != word {
		return false
	}
	x, y := []rune(a.norm), []rune(b.norm)
	if min(len(x), len(y)) < 5 || x[0] != y[0] || weighty()[a.base] != "" || weighty()[b.base] != "" {
		return false
	}
	for _, p := range negating {
		if strings.HasPrefix(a.norm, p) != strings.HasPrefix(b.norm, p) {
			return false
		}
	}
	limit := 1
	if min(len(x), len(y)) >= 9 {
		limit = 2
	}
	return distance(x, y, limit) <= limit
}

// distance is the number of letters to insert, delete, replace or swap with the next one; more than limit counts as
// limit+1.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		last := before
		before, row = row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], last[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// looks says in which looks two texts with the same key differ.
func looks(a, b string) []Reason {
	switch {
	case letters(a, false) == letters(b, false):
	case letters(a, true) == letters(b, true):
		return []Reason{ByPunctuation}
	default:
		return []Reason{ByLink}
	}
	switch {
	case squeeze(a, "") == squeeze(b, ""):
		return []Reason{BySpace}
	case squeeze(a, marks) == squeeze(b, marks):
		return []Reason{ByMarkup}
	}
	return []Reason{ByPunctuation}
}

// marks are the characters of mark-up.
const marks = "*_#`[]\\|~="

// letters are the letters and digits of s, in lower case if folded.
func letters(s string, folded bool) string {
	if folded {
		s = strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// squeeze is s without white space, format characters and those of without.
func squeeze(s, without string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || strings.ContainsRune(without, r) {
			return -1
		}
		return r
	}, s)
}
