package token

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"

	"kiyaku/corpus"
)

// words cuts English or Dutch text at white space and punctuation. Hyphens and apostrophes inside a word stay; numbers
// keep their points and commas. Addresses, tags and the marks of emphasis and links are no words and are left out.
func (t *Tokenizer) words(s string, lang corpus.Lang) []Token {
	met := &t.english
	if lang == corpus.Dutch {
		met = &t.dutch
	}
	var tokens []Token
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || strings.ContainsRune("*_[]\\#`\"“”„", r) {
			i += n
			continue
		}
		if n := markup(s[i:]); n > 0 {
			i += n
			continue
		}
		j, pos := i+n, Symbol
		switch {
		case unicode.IsLetter(r):
			j, pos = wordEnd(s, j), Word
		case unicode.IsDigit(r):
			j, pos = wordEnd(s, j), Number
		}
		if tokens == nil {
			tokens = make([]Token, 0, (len(s)-i)/5+1)
		}
		tokens = append(tokens, Token{Span: corpus.Span{Start: i, End: j}, Surface: s[i:j], Lexeme: met.of(s[i:j], pos, lang)})
		i = j
	}
	return tokens
}

// maxStemmed is how many words of a language a tokenizer remembers: more than terms have.
const maxStemmed = 50_000

// lexemes are the words of one language met so far, by their spelling.
type lexemes struct {
	sync.RWMutex
	known map[string]*Lexeme
}

// of gives the lexeme of a word, which tokens of one spelling share.
func (l *lexemes) of(word string, pos POS, lang corpus.Lang) *Lexeme {
	l.RLock()
	m := l.known[word]
	l.RUnlock()
	if m != nil {
		return m
	}
	word = strings.Clone(word) // which would keep the whole text
	m = NewWord(word, pos, lang)
	l.Lock()
	defer l.Unlock()
	if l.known == nil {
		l.known = map[string]*Lexeme{}
	}
	if len(l.known) < maxStemmed {
		l.known[word] = m
	}
	return m
}

// NewWord is the lexeme of an English or Dutch word or sign.
func NewWord(word string, pos POS, lang corpus.Lang) *Lexeme {
	return &Lexeme{POS: pos, Base: Stem(word, lang), Low: strings.ToLower(word)}
}

// markup gives the length of the link target, web or mail address or tag that s begins with; 0 if none.
func markup(s string) int {
	for _, scheme := range []string{"(https://", "(http://", "(mailto:", "(/", "(#", "https://", "http://", "www.", "mailto:"} {
		if !strings.HasPrefix(s, scheme) {
			continue
		}
		if scheme[0] == '(' {
			if end := strings.IndexByte(s, ')'); end > 0 {
				return end + 1
			}
		}
		if end := strings.IndexAny(s, " )>\n\""); end > 0 {
			return end
		}
		return len(s)
	}
	if s[0] == '<' && len(s) > 1 && (s[1] == '/' || unicode.IsLetter(rune(s[1]))) {
		if end := strings.IndexByte(s, '>'); end > 0 {
			return end + 1
		}
	}
	return 0
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			inner := r == '\'' || r == '’' || r == '-' || r == '‑' || r == '.' || r == ','
			if !inner || !unicode.IsLetter(next) && !unicode.IsDigit(next) || (r == '.' || r == ',') && !unicode.IsDigit(next) {
				return i
			}
		}
		i += n
	}
	return i
}

// Stem is the form in which English and Dutch words are compared: the Snowball stem of the lower-case word without a
// possessive 's. Function words keep their shape ("us" and "use" stay apart).
func Stem(word string, lang corpus.Lang) string {
	w := strings.ReplaceAll(strings.ToLower(word), "’", "'")
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")
	if k, ok := kept[w]; ok {
		return k
	}
	if len(w) <= 3 {
		return w
	}
	if lang == corpus.English {
		w = americanForm(w)
	}
	env := snowballstem.NewEnv(w)
	switch lang {
	case corpus.English:
		english.Stem(env)
	case corpus.Dutch:
		dutch.Stem(env)
	}
	return env.Current()
}

// americanForm writes the verbs in -ise and -yse, and what is made of them, with a z, so that both spellings have one stem:
// "summarises" and "summarizes". Words that only look like them change alike wherever they stand, which does no harm.
func americanForm(w string) string {
	for _, end := range britishEnds {
		if n := len(w) - len(end); n >= 4 && w[n:] == end && (w[n-1] == 'i' || w[n-1] == 'y') {
			return w[:n] + "z" + end[1:]
		}
	}
	return w
}

var britishEnds = []string{"se", "ses", "sed", "sing", "ser", "sers", "sation", "sations"}

// Stems gives the stems of the words and signs of an English or Dutch phrase, which is cut as text is: "customers' data",
// "99.9%".
func Stems(phrase string, lang corpus.Lang) []string {
	var list []string
	for _, f := range strings.Fields(phrase) {
		for i := 0; i < len(f); {
			r, n := utf8.DecodeRuneInString(f[i:])
			j := i + n
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				j = wordEnd(f, j)
			}
			list = append(list, Stem(f[i:j], lang))
			i = j
		}
	}
	return list
}

// kept gives the form of words whose stem would fall together with another word of the field.
var kept = map[string]string{
	"does": "does", "this": "this", "being": "being", "having": "having", "during": "during", "including": "including",
	"anything": "anything", "nothing": "nothing", "excluding": "excluding", "regarding": "regarding",
	"concerning": "concerning", "following": "following", "user": "user", "users": "user", "general": "general",
	"generally": "general", "party": "party", "parties": "party", "notice": "notice", "notices": "notice",
	"organisation": "organization", "organization": "organization", "terms": "terms", "term": "term",
	"personal": "personal", "personnel": "personnel", "service": "service", "services": "service", "policy": "policy",
	"policies": "policy", "except": "except", "exception": "exception", "processor": "processor",
	"processors": "processor", "provider": "provider", "providers": "provider", "operator": "operator", "operators": "operator",
	"publisher": "publisher", "publishers": "publisher", "advertiser": "advertiser", "advertisers": "advertiser",
	"sold": "sell", "given": "give", "gave": "give", "sent": "send", "kept": "keep", "held": "hold", "made": "make", "taken": "take",
	"shown": "show", "sought": "seek", "lost": "lose", "built": "build", "seen": "see", "chosen": "choose", "verantwoordelijke": "verantwoordelijke", "digital": "digital", "acquirer": "acquirer", "acquirers": "acquirer", "developer": "developer", "developers": "developer", "researcher": "researcher", "researchers": "researcher", "regulator": "regulator", "regulators": "regulator",
	"government": "government", "governments": "government", "governmental": "government",
	"customer": "customer", "customers": "customer", "subscriber": "subscriber", "subscribers": "subscriber",
	"administrator": "administrator", "administrators": "administrator", "authority": "authority", "authorities": "authority",
	"communication": "communication", "communications": "communication", "documented": "documented",
	"documentation": "documentation", "recording": "recording", "recordings": "recording", "integrity": "integrity",
	"responsible": "responsible", "responsibility": "responsibility", "responsibilities": "responsibility",
	"supplier": "supplier", "suppliers": "supplier", "licensee": "licensee", "licensor": "licensor", "licensors": "licensor",
	"subprocessor": "subprocessor", "subprocessors": "subprocessor", "sub-processor": "subprocessor", "sub-processors": "subprocessor",
	"organisations": "organization", "organizations": "organization", "business": "business", "businesses": "business", "controller": "controller", "controllers": "controller", "international": "international",
	"yours": "yours", "others": "others", "outsider": "outsider", "outsiders": "outsider", "promptly": "promptly", "moderator": "moderator", "moderators": "moderator", "generative": "generative", "applicant": "applicant", "applicants": "applicant", "told": "tell", "fed": "feed", "heard": "hear", "brought": "bring", "employer": "employer", "employers": "employer", "companies": "companies", "personalize": "personalize", "personalise": "personalize", "personalized": "personalize", "personalised": "personalize", "personalizing": "personalize", "investigator": "investigator", "investigators": "investigator", "auditor": "auditor", "auditors": "auditor", "consultant": "consultant", "consultants": "consultant", "openbaar": "openbaar", "openbare": "openbaar", "aansprakelijk": "aansprakelijk", "aansprakelijkheid": "aansprakelijk",
	"inform": "inform", "informs": "inform", "informed": "inform", "informing": "inform", "information": "information", "informal": "informal", "internal": "internal", "internally": "internal", "important": "important", "public": "public", "publicly": "publicly", "publicity": "publicity", "disability": "disability", "disabilities": "disability", "reasonable": "reasonable", "reasonably": "reasonably", "materially": "materially", "designated": "designated", "designate": "designate", "directive": "directive", "directives": "directive", "corresponding": "corresponding", "useful": "useful", "utility": "utility", "utilities": "utility", "presentation": "presentation", "presentations": "presentation", "clearly": "clearly", "objective": "objective", "objectives": "objective", "integral": "integral", "respective": "respective", "respectively": "respective", "exhaustive": "exhaustive", "accountable": "accountable", "answerable": "answerable", "accountability": "accountability", "practicable": "practicable", "attached": "attached", "interns": "intern", "intern": "intern", "lawful": "lawful", "lawfully": "lawful",
	"hidden": "hide", "bought": "buy", "dealt": "deal", "lent": "lend", "withheld": "withhold", "overseen": "overse", "bound": "bind", "ran": "run", "shrunk": "shrink", "spun": "spin", "fought": "fight", "caught": "catch",
	"overwritten": "overwrit", "withdrawn": "withdraw", "frozen": "freez", "thrown": "throw", "drawn": "draw", "undertaken": "undertak", "taught": "teach",
	"knowingly": "knowingly", "intentionally": "intentionally", "regularly": "regularly", "wilfully": "wilfully", "willfully": "wilfully",
	"reviewer": "reviewer", "reviewers": "reviewer", "insurance": "insurance", "insurances": "insurance", "importer": "importer", "importers": "importer", "exporter": "exporter", "exporters": "exporter",
	"classifier": "classifier", "classifiers": "classifier", "examiner": "examiner", "examiners": "examiner", "interpreter": "interpreter",
	"overdraagbaarheid": "overdraagbaarheid", "verplichting": "verplichting", "verplichtingen": "verplichting", "overheid": "overheid", "overheden": "overheid", "onderzoek": "het-onderzoek", "beschikbaarheid": "beschikbaarheid", "beschikbaar": "beschikbaar", "beschikbare": "beschikbaar", "betrokkene": "betrokkene", "betrokkenen": "betrokkene",
}
