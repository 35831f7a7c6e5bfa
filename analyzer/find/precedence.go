package find

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// A Precedence is a clause that says which of two documents prevails where they contradict each other.
type Precedence struct {
	Place
	Higher      []string // IDs of the documents of the set that prevail; empty if none of the set is meant
	Lower       []string // IDs of those that yield
	HigherWords string   // what the clause calls the document that prevails
	LowerWords  string   // … the one that yields; "" if it names none
}

// precedences reads the clauses on the order of precedence of all documents of a set.
func precedences(docs []Doc) []Precedence {
	var out []Precedence
	for k := range docs {
		names := namesOf(docs, k)
		d := &docs[k]
		for i := range d.Sentences {
			s := &d.Sentences[i]
			if s.Role != corpus.Body || s.Body.Len() > longestClause || !ranks(d.Document.Lang, s.Body.In(d.Text)) {
				continue
			}
			text := fold.String(s.Body.In(d.Text))
			winner, loser := prevails(d.Document.Lang, text, names)
			if winner == nil {
				continue
			}
			p := Precedence{HigherWords: winner.words, Higher: winner.docs}
			if loser != nil {
				p.LowerWords, p.Lower = loser.words, without(loser.docs, winner.docs)
			}
			if winner.wide { // 個別規約 means whatever is left: not what yields
				p.Higher = without(winner.docs, append(slices.Clone(p.Lower), d.Document.ID))
			}
			p.Place = Place{Document: d.Document.ID, Citation: d.Citation(s.Clause), Caption: d.Headline(s.Clause), Span: s.Span, Quote: s.Span.In(d.Text)}
			out = append(out, p)
		}
	}
	return out
}

// longestClause bounds the sentences that are read for precedence, in bytes.
const longestClause = 2000

// ranks reports whether a sentence has a word of precedence at all; the rest is looked at more closely.
func ranks(lang corpus.Lang, s string) bool {
	for _, w := range rankWords[lang] {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

var rankWords = map[corpus.Lang][]string{
	corpus.Japanese: {"優先"},
	corpus.English:  {"revail", "recedence", "ontrol", "overn", "upersede"},
	corpus.Dutch:    {"revaleer", "revaler", "oorrang", "gaat", "gaan"},
}

func without(list, drop []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(drop, s) })
}

// A docName is what a clause calls a document, with the documents of the set that it means.
type docName struct {
	words string
	docs  []string
	wide  bool // means whatever other terms there are: 個別規約
	from  int  // place in the sentence, in bytes
	end   int
}

// names that documents are called by, per language: of their own, by kind, and for all others.
type nameWords struct {
	self, wide func() *regexp.Regexp
	kinds      []kindName
}

type kindName struct {
	kind  corpus.Kind
	words func() *regexp.Regexp
}

var nameTable = map[corpus.Lang]nameWords{
	corpus.Japanese: {
		self: pattern.Lazy(`(?:本|この)(?:利用|基本|サービス|保守|共通|個別)?(?:規約|約款|規程|規定|契約書|契約|特約|覚書|方針|ポリシー|書)`),
		wide: pattern.Lazy(`(?:個別|追加|特別|サービス別|オプション|各サービス)の?(?:利用)?(?:規約|条件|規定|契約|約款|規程|特約)|特約(?:事項|条項)?|特則`),
		kinds: []kindName{
			{corpus.DPA, pattern.Lazy(`DPA|データ(?:処理|保護|取扱い?)(?:に関する)?(?:契約|補遺|覚書|条件|特約|規約)|(?:個人情報|個人データ)の?(?:取扱い?|保護)の?(?:委託)?(?:に関する|に係る)(?:覚書|特約|契約|規約|条件)`)},
			{corpus.Privacy, pattern.Lazy(`プライバシー・?ポリシー|プライバシーステートメント|個人情報保護方針|プライバシー通知`)},
			{corpus.Maintenance, pattern.Lazy(`(?:保守|サポート)(?:サービス)?(?:利用)?(?:規約|約款|規程|条件|契約|仕様書)`)},
			{corpus.Security, pattern.Lazy(`セキュリティ(?:ホワイトペーパー|チェックシート|シート|仕様書|対策書)`)},
			{corpus.Confirmation, pattern.Lazy(`(?:個人情報)?授受確認書|確認書`)},
			{corpus.Terms, pattern.Lazy(`(?:共通|基本|利用|サービス)(?:利用)?(?:規約|約款|契約)`)},
		},
	},
	corpus.English: {
		self: pattern.Lazy(`(?i)\b(?:this|these) (?:agreement|terms(?: of (?:service|use))?|terms and conditions|addendum|dpa|data processing (?:agreement|addendum)|policy|notice|schedule|annex|exhibit)\b`),
		wide: pattern.Lazy(`(?i)\b(?:service[- ]specific|additional|supplemental|product|special|individual)[- ](?:service )?terms\b|\bservice terms\b|\border forms?\b`),
		kinds: []kindName{
			{corpus.DPA, pattern.Lazy(`(?i)\b(?:dpa|data (?:processing|protection) (?:agreement|addendum|terms))\b`)},
			{corpus.Privacy, pattern.Lazy(`(?i)\bprivacy (?:policy|notice|statement)\b`)},
			{corpus.Maintenance, pattern.Lazy(`(?i)\b(?:maintenance|support) (?:terms|policy|agreement)\b`)},
			{corpus.Terms, pattern.Lazy(`(?i)\b(?:(?:master|main|customer|principal|services?|subscription) (?:services? |subscription )?agreement|terms of (?:service|use)|terms and conditions|general terms|agreement)\b`)},
		},
	},
	corpus.Dutch: {
		self: pattern.Lazy(`(?i)\b(?:deze|dit) (?:overeenkomst|(?:algemene )?voorwaarden|(?:ver|be)werkersovereenkomst|bijlage|privacyverklaring|beleid)\b`),
		wide: pattern.Lazy(`(?i)\b(?:bijzondere|aanvullende|specifieke) voorwaarden\b|\bproductvoorwaarden\b`),
		kinds: []kindName{
			{corpus.DPA, pattern.Lazy(`(?i)\b(?:ver|be)werkersovereenkomst\b`)},
			{corpus.Privacy, pattern.Lazy(`(?i)\bprivacy(?:verklaring|beleid|statement)\b`)},
			{corpus.Terms, pattern.Lazy(`(?i)\b(?:algemene voorwaarden|gebruiksvoorwaarden|hoofdovereenkomst|overeenkomst|leveringsvoorwaarden)\b`)},
		},
	},
}

// namesOf gives, for a document of the set, the reader of names of documents in a sentence of it.
func namesOf(docs []Doc, self int) func(text string) []docName {
	own := &docs[self]
	table, known := nameTable[own.Document.Lang]
	if !known {
		return func(string) []docName { return nil }
	}
	definitions := sync.OnceValue(func() definedNames {
		defined := map[string][]string{}
		for _, t := range own.Terms {
			name := fold.String(t.Name)
			if !table.any(name) {
				continue
			}
			if ids := meant(docs, self, fold.String(t.Means.In(own.Text)), &table); len(ids) > 0 {
				defined[name] = ids
			}
		}
		return definedNames{longestFirst(defined), defined}
	})
	return func(text string) []docName {
		var list []docName
		add := func(at []int, docs []string, wide bool) {
			if at[0] < at[1] && !slices.ContainsFunc(list, func(n docName) bool { return at[0] < n.end && n.from < at[1] }) {
				list = append(list, docName{words: text[at[0]:at[1]], docs: docs, wide: wide, from: at[0], end: at[1]})
			}
		}
		for _, name := range definitions().names {
			ids := definitions().docs[name]
			for at := 0; ; {
				k := strings.Index(text[at:], name)
				if k < 0 {
					break
				}
				add([]int{at + k, at + k + len(name)}, ids, false)
				at += k + len(name)
			}
		}
		for _, at := range table.self().FindAllStringIndex(text, -1) {
			add(at, []string{own.Document.ID}, false)
		}
		for _, at := range table.wide().FindAllStringIndex(text, -1) {
			if ids := titled(docs, self, text[at[0]:at[1]]); len(ids) > 0 {
				add(at, ids, false)
				continue
			}
			add(at, contracts(docs, self), true)
		}
		for _, k := range table.kinds {
			for _, at := range k.words().FindAllStringIndex(text, -1) {
				add(at, ofKind(docs, self, k.kind, text[at[0]:at[1]]), false)
			}
		}
		slices.SortFunc(list, func(a, b docName) int { return a.from - b.from })
		return list
	}
}

// definedNames are the names that a document gives to documents of the set.
type definedNames struct {
	names []string // the longest first: "Individual Terms" is not "Terms"
	docs  map[string][]string
}

func longestFirst(defined map[string][]string) []string {
	return slices.SortedFunc(maps.Keys(defined), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
}

func (t *nameWords) any(name string) bool {
	return t.self().MatchString(name) || t.wide().MatchString(name) ||
		slices.ContainsFunc(t.kinds, func(k kindName) bool { return k.words().MatchString(name) })
}

// meant gives the documents that a definition stands for: the one whose title it holds, else the one of its kind.
func meant(docs []Doc, self int, means string, table *nameWords) []string {
	for i := range docs {
		if title := fold.String(strings.TrimSpace(docs[i].Title)); len(title) >= 6 && strings.Contains(means, title) {
			return []string{docs[i].Document.ID}
		}
	}
	if table.self().MatchString(means) {
		return []string{docs[self].Document.ID}
	}
	for _, k := range table.kinds {
		if k.kind != corpus.Terms && k.words().MatchString(means) {
			return ofKind(docs, self, k.kind, means)
		}
	}
	return nil
}

// titled lists the other documents in whose title the words stand.
func titled(docs []Doc, self int, words string) []string {
	var ids []string
	for i := range docs {
		if i != self && strings.Contains(strings.ToLower(fold.String(docs[i].Title)), strings.ToLower(words)) {
			ids = append(ids, docs[i].Document.ID)
		}
	}
	return ids
}

// ofKind lists the documents of a kind; where there are several, those whose title holds the words, else the others.
func ofKind(docs []Doc, self int, kind corpus.Kind, words string) []string {
	if ids := titled(docs, self, words); len(ids) > 0 {
		return ids
	}
	var ids []string
	for i := range docs {
		if docs[i].Document.Kind == kind {
			ids = append(ids, docs[i].Document.ID)
		}
	}
	if len(ids) > 1 {
		ids = without(ids, []string{docs[self].Document.ID})
	}
	return ids
}

// contracts lists the other documents that can be terms for a part of the service.
func contracts(docs []Doc, self int) []string {
	var ids []string
	for i := range docs {
		if k := docs[i].Document.Kind; i != self && (k == corpus.Terms || k == corpus.Maintenance || k == corpus.DPA) {
			ids = append(ids, docs[i].Document.ID)
		}
	}
	return ids
}

var (
	japaneseWinner = pattern.Lazy(`^(?:」)?(?:の(?:各)?(?:定め|規定|条項|内容|記載|条件|条項の定め)(?:等)?)?、?(?:が|を|は)`)
	japaneseLoser  = pattern.Lazy(`^(?:」)?(?:の(?:各)?(?:定め|規定|条項|内容|記載|条件)(?:等)?)?(?:に|より|に対して?)、?`)
	discord        = pattern.Lazy(`(?i)conflict|inconsisten|discrepan|contradict|strijdig|afwijk|tegenspraak`)
	englishWins    = pattern.Lazy(`(?i)\b(?:prevails?|takes? precedence|has precedence|have precedence|controls?|governs?|supersedes?)\b`)
	dutchWins      = pattern.Lazy(`(?i)\b(?:prevaleert|prevaleren|voorrang|gaat|gaan)\b`)
)

// prevails tells which document a sentence puts above which; no winner if it says nothing of the kind.
func prevails(lang corpus.Lang, text string, names func(string) []docName) (winner, loser *docName) {
	switch lang {
	case corpus.Japanese:
		if !strings.Contains(text, "優先") || strings.Contains(text, "優先しない") || strings.Contains(text, "優先するものではない") {
			return nil, nil
		}
		return japanesePrevails(text, names(text))
	case corpus.English:
		verb := lastOf(englishWins, text)
		if verb == nil || !discord().MatchString(text) && !strings.Contains(text, "precedence") && !strings.Contains(text, " over ") {
			return nil, nil
		}
		return westernPrevails(text, names(text), verb, " over ")
	case corpus.Dutch:
		verb := lastOf(dutchWins, text)
		if verb == nil || !discord().MatchString(text) && !strings.Contains(text, "boven") {
			return nil, nil
		}
		return westernPrevails(text, names(text), verb, " boven ")
	}
	return nil, nil
}

func lastOf(re func() *regexp.Regexp, text string) []int {
	all := re().FindAllStringIndex(text, -1)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// japanesePrevails: 個別規約の定めが優先する, 個別規約は本規約に優先する.
func japanesePrevails(text string, names []docName) (winner, loser *docName) {
	at := strings.LastIndex(text, "優先")
	for i := range names {
		n := &names[i]
		if n.end > at {
			continue
		}
		switch rest := text[n.end:at]; {
		case japaneseLoser().MatchString(rest) && len(japaneseLoser().FindString(rest)) == len(rest):
			loser = inRow(text, names, i) // those right before 優先
		case japaneseWinner().MatchString(rest) && !strings.Contains(rest, "場合"), japaneseWinner().MatchString(rest) && strings.HasPrefix(rest, "の"):
			winner = n
		}
	}
	return opposed(names, winner, loser)
}

// inRow joins name i with those that stand before it in one row: 利用規約及び保守規約に優先する.
func inRow(text string, names []docName, i int) *docName {
	row := names[i]
	row.docs = slices.Clone(row.docs)
	for k := i - 1; k >= 0 && rowJoint().MatchString(text[names[k].end:row.from]); k-- {
		row.words, row.from = text[names[k].from:row.end], names[k].from
		for _, id := range names[k].docs {
			if !slices.Contains(row.docs, id) {
				row.docs = append(row.docs, id)
			}
		}
	}
	slices.Sort(row.docs)
	return &row
}

var rowJoint = pattern.Lazy(`^(?:及び|および|並びに|又は|または|、|・|その他の)$`)

// westernPrevails: the winner stands before the verb, or behind it where the verb comes first (Dutch); what stands behind
// "over" yields.
func westernPrevails(text string, names []docName, verb []int, over string) (winner, loser *docName) {
	yields := -1
	if k := strings.Index(text[verb[1]:], over); k >= 0 {
		yields = verb[1] + k
	}
	for i := range names {
		n := &names[i]
		switch {
		case yields >= 0 && n.from > yields:
			if loser == nil {
				loser = n
			}
		case n.end <= verb[0]:
			winner = n
		case over == " boven " && yields < 0 && n.from >= verb[1] && n.from-verb[1] < 60:
			winner = n
		}
	}
	return opposed(names, winner, loser)
}

// opposed completes what a clause says: where it names no loser, another document is meant; without a winner it says nothing.
func opposed(names []docName, winner, loser *docName) (*docName, *docName) {
	if winner == nil {
		return nil, nil
	}
	if loser == nil {
		loser = other(names, winner)
	}
	return winner, loser
}

// other is the first name that means something else than winner.
func other(names []docName, winner *docName) *docName {
	for i := range names {
		if names[i].words != winner.words && !slices.Equal(names[i].docs, winner.docs) {
			return &names[i]
		}
	}
	return nil
}
