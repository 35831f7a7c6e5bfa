package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

const (
	languageSample = 200_000 // bytes of text that the language is told by
	maxTitle       = 80      // runes of a first line that is taken for a title
)

// titleOf is the first heading of doc, or its first line if that is short; "" if neither.
func titleOf(doc *corpus.Document) string {
	top, seen := "", 0 // the first of the short lines at the top
	for _, b := range doc.Blocks {
		if b.Role != corpus.Body {
			continue
		}
		s := b.Span.In(doc.Text)
		short := b.Marker == "" && utf8.RuneCountInString(s) <= maxTitle && !strings.HasSuffix(s, "。")
		name := strings.Trim(s, "#*_ ")
		switch {
		case short && seen < 5 && namesKind(name): // what stands above it is a link, a logo, a date
			return name
		case short && seen == 0:
			top = name
		case b.Kind == corpus.Heading && b.Level <= 2 && b.Marker == "" && top == "":
			return name
		case !short && top != "":
			return top
		}
		seen++
	}
	return top
}

// namesKind reports whether a title says what kind of document it stands above.
func namesKind(title string) bool { return kindNamed(title) != "" }

type kindName struct {
	kind  corpus.Kind
	names *phrases
}

// kindNames says what a title names; the first that matches counts, so the special stand before the general.
var kindNames = []kindName{
	{corpus.Confirmation, newPhrases(`確認書 覚書 授受票 同意書`)},
	{corpus.DPA, newPhrases(`データ処理 データプロセッシング data_processing data-processing data_processor data-processor |dpa| verwerkersovereenkomst
		bewerkersovereenkomst gegevensverwerk`)},
	{corpus.Privacy, newPhrases(`プライバシー 個人情報保護 個人情報の保護 個人情報取扱 個人情報の取扱 個人情報取り扱 個人情報の取り扱 個人情報に 個人データの取 privacy`)},
	{corpus.Maintenance, newPhrases(`保守規約 保守契約 保守約款 保守規程 保守利用規約 保守利用契約 保守利用約款 保守利用規程
		保守サービス規約 保守サービス契約 保守サービス約款 保守サービス規程 保守サービス利用規約 保守サービス利用契約 保守サービス利用約款 保守サービス利用規程
		保守サポート規約 保守サポート契約 保守サポート約款 保守サポート規程 保守サポート利用規約 保守サポート利用契約 保守サポート利用約款 保守サポート利用規程
		maintenance_terms maintenance_agreement onderhoud`)},
	{corpus.Security, newPhrases(`ホワイトペーパー セキュリティチェックシート セキュリティ仕様 セキュリティシート`)},
	{corpus.Terms, newPhrases(`規約 約款 利用条件 契約 terms conditions agreement voorwaarden overeenkomst`)},
	{corpus.Security, newPhrases(`セキュリティ 安全管理 security beveiliging`)},
}

// kindNamed is the kind of document that a title names; "" if it names none.
func kindNamed(title string) corpus.Kind {
	title = fold.String(title)
	for _, k := range kindNames {
		if !k.names.in(title) {
			continue
		}
		if k.kind == corpus.Privacy && bargains.in(title) && !declares.in(title) {
			return corpus.DPA // 個人情報取扱特約, 個人データの取扱いに関する契約
		}
		return k.kind
	}
	return ""
}

// A paper on personal data that two sides agree on is none that one side publishes.
var (
	bargains = newPhrases(`特約 契約 条項 合意書 取決め 取り決め 委託 附属書 付属書 別紙`)
	declares = newPhrases(`ポリシー 方針 プライバシー 声明 規程 基準 規約 公表 お知らせ ご案内 policy notice statement`)
)

// kindOf guesses the kind of doc by its title, then its first short lines, then its address, then its first words; "" if
// none tells.
func kindOf(doc *corpus.Document) corpus.Kind {
	if kind := kindNamed(doc.Title); kind != "" {
		return kind
	}
	lines := 0
	for _, b := range doc.Blocks {
		if lines == 5 {
			break
		}
		if s := b.Span.In(doc.Text); b.Role == corpus.Body && b.Marker == "" && runeCount(s) <= maxHeading {
			if kind := kindNamed(s); kind != "" {
				return kind
			}
			lines++
		}
	}
	for _, name := range []func(*corpus.Document) string{ownName, address, opening} {
		if kind := kindNamed(name(doc)); kind != "" {
			return kind
		}
	}
	return ""
}

var namesItself = pattern.Lazy(`(?i)\bthis privacy (policy|statement|notice)\b`)

// ownName is how a document without a telling title says what it is.
func ownName(doc *corpus.Document) string { return namesItself().FindString(beginning(doc)) }

func address(doc *corpus.Document) string { return doc.URL }

// beginning is about the first page of doc.
func beginning(doc *corpus.Document) string {
	return doc.Text[:min(len(doc.Text), 3000)]
}

// opening is the beginning of the first paragraph, where a contract names itself.
func opening(doc *corpus.Document) string {
	for _, b := range doc.Blocks {
		s := b.Span.In(doc.Text)
		if b.Role == corpus.Body && len(s) > 3*maxHeading {
			return s[:3*maxHeading] // may cut through a character, which matches nothing
		}
	}
	return ""
}

// language tells the language of doc by scripts and function words; where these are too few, by what the format
// declares. It is "" for a language that is not read.
func language(doc *corpus.Document, declared string) corpus.Lang {
	left := 0
	eachBody(doc, func(s string) bool { left += asciiCount(s); return true })
	var n scripts
	japanese := false
	eachBody(doc, func(s string) bool {
		n.count(s)
		left -= asciiCount(s)
		japanese = n.kana > 0 && 3*(n.kana+n.ideographs) >= n.letters+left // what is left may be all letters
		return !japanese
	})
	if japanese { // a character of Japanese says about as much as three letters
		return corpus.Japanese
	}
	words := map[corpus.Lang]int{}
	eachBody(doc, func(s string) bool { countWords(s, words); return true })
	if words[""] <= fewWords && words[corpus.English] == words[corpus.Dutch] {
		eachBody(doc, func(s string) bool { countMoreWords(s, words); return true })
		if foreign := words[foreignWords]; foreign > 0 && foreign >= max(words[corpus.English], words[corpus.Dutch]) {
			return declaredLang(declared)
		}
	}
	switch {
	case words[""] == 0, 50*max(words[corpus.Dutch], words[corpus.English]) < words[""]: // another language
		return declaredLang(declared)
	case words[corpus.Dutch] > words[corpus.English]:
		return corpus.Dutch
	}
	return corpus.English
}

// scripts counts characters by the writing they belong to.
type scripts struct{ kana, ideographs, letters int }

func (n *scripts) count(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if c |= 0x20; c >= 'a' && c <= 'z' {
				n.letters++
			}
			i++
		case c == 0xE3 && s[i+1] != 0x80: // U+3040 to U+3FFF
			if s[i+1] <= 0x83 {
				n.kana++
			} else {
				n.ideographs++
			}
			i += 3
		case c >= 0xE3 && c <= 0xE9: // to U+9FFF
			n.ideographs++
			i += 3
		default:
			r, w := utf8.DecodeRuneInString(s[i:])
			switch {
			case r >= 0xFF66 && r <= 0xFF9D:
				n.kana++
			case r >= 0x2E80 && r <= 0x2FFF:
				n.ideographs++
			case r >= 0xC0 && unicode.IsLetter(r):
				n.letters++
			}
			i += w
		}
	}
}

// fewWords is how many words a text may have for its language to be told by words that longer texts do not need.
const fewWords = 60

// foreignWords is under what function words of languages that are not read are counted.
const foreignWords = corpus.Lang("other")

// countMoreWords counts words of s that tell the language of a clause or two: they are no proof in a long text, which may
// quote another language.
func countMoreWords(s string, n map[corpus.Lang]int) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch strings.ToLower(w) {
		case "are", "be", "been", "will", "can", "cannot", "from", "its", "their", "have", "has", "only", "which", "when", "if", "we", "us", "never",
			"such", "must", "without", "used", "customer", "supplier", "provider", "stored", "at", "as", "it", "these", "all", "or", "who", "neither", "nor":
			n[corpus.English]++
		case "de", "wij", "ons", "onze", "ook", "heeft", "hebben", "kan", "kunnen", "mag", "mogen", "geen", "gegevens", "verwerker", "leverancier", "klant",
			"opdrachtgever", "persoonsgegevens", "klantgegevens", "bij", "aan", "om", "op", "tot", "uit", "naar", "nooit", "dat", "dit", "ze", "zij", "u", "onder", "opgeslagen":
			n[corpus.Dutch]++
		case "der", "die", "das", "und", "nicht", "auf", "für", "mit", "ist", "sind", "werden", "wird", "dem", "den", "le", "la", "les", "des", "du", "et", "est",
			"une", "dans", "pour", "el", "los", "las", "que", "del", "il", "di", "che", "per", "non", "são", "og", "och", "att", "på", "ikke":
			n[foreignWords]++
		}
	}
}

// eachBody calls f with the text of the blocks that are analyzed, up to the size of a sample, until it has enough.
func eachBody(doc *corpus.Document, f func(s string) bool) {
	size := 0
	for _, b := range doc.Blocks {
		if b.Role != corpus.Body {
			continue
		}
		if !f(b.Span.In(doc.Text)) {
			return
		}
		if size += b.Span.Len(); size > languageSample {
			return
		}
	}
}

// declaredLang is the language of a tag such as ja-JP, if it is one that is read.
func declaredLang(tag string) corpus.Lang {
	primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	switch l := corpus.Lang(primary); l {
	case corpus.Japanese, corpus.English, corpus.Dutch:
		return l
	}
	return ""
}

// countWords counts the words of s, under "", and those that belong to one language only.
func countWords(s string, n map[corpus.Lang]int) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		n[""]++
		if len(w) > 6 {
			continue
		}
		switch strings.ToLower(w) {
		case "the", "of", "and", "to", "for", "by", "with", "you", "your", "our", "this", "that", "any", "shall", "may", "not":
			n[corpus.English]++
		case "het", "een", "van", "niet", "voor", "met", "door", "zijn", "worden", "wordt", "deze", "uw", "zal":
			n[corpus.Dutch]++
		}
	}
}
