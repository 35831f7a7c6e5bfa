package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
	"kiyaku/corpus/fold"
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
func namesKind(title string) bool {
	title = fold.String(title)
	return slices.ContainsFunc(kindNames, func(k kindName) bool { return k.re.MatchString(title) })
}

type kindName struct {
	kind corpus.Kind
	re   *regexp.Regexp
}

// kindNames says what a title names; the first that matches counts, so the special stand before the general.
var kindNames = []kindName{
	{corpus.Confirmation, regexp.MustCompile(`確認書|覚書|授受票|同意書`)},
	{corpus.DPA, regexp.MustCompile(`(?i)データ処理|データプロセッシング|data[ -]process(ing|or)|\bdpa\b|verwerkersovereenkomst|bewerkersovereenkomst|gegevensverwerk`)},
	{corpus.Privacy, regexp.MustCompile(`(?i)プライバシー|個人情報(の)?(保護|取扱|取り扱)|個人情報に|個人データの取|privacy`)},
	{corpus.Maintenance, regexp.MustCompile(`(?i)保守(サービス|サポート)?(利用)?(規約|契約|約款|規程)|maintenance (terms|agreement)|onderhoud`)},
	{corpus.Terms, regexp.MustCompile(`(?i)規約|約款|利用条件|契約|terms|conditions|agreement|voorwaarden|overeenkomst`)},
	{corpus.Security, regexp.MustCompile(`(?i)セキュリティ|安全管理|security|beveiliging`)},
}

// kindOf guesses the kind of doc by its title, then its first short lines, then its address, then its first words; "" if
// none tells.
func kindOf(doc *corpus.Document) corpus.Kind {
	names := []string{doc.Title}
	for _, b := range doc.Blocks {
		if len(names) == 6 {
			break
		}
		if s := b.Span.In(doc.Text); b.Role == corpus.Body && utf8.RuneCountInString(s) <= maxHeading && b.Marker == "" {
			names = append(names, s)
		}
	}
	names = append(names, namesItself.FindString(beginning(doc)), doc.URL, opening(doc))
	for _, name := range names {
		name = fold.String(name)
		for _, k := range kindNames {
			if k.re.MatchString(name) {
				return k.kind
			}
		}
	}
	return ""
}

// namesItself is how a document without a telling title says what it is.
var namesItself = regexp.MustCompile(`(?i)\bthis privacy (policy|statement|notice)\b`)

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
	var kana, ideographs, letters int
	eachBody(doc, func(s string) {
		for _, r := range s {
			switch {
			case r >= 0x3041 && r <= 0x30FF || r >= 0xFF66 && r <= 0xFF9D:
				kana++
			case r >= 0x2E80 && r <= 0x9FFF:
				ideographs++
			case r < utf8.RuneSelf && r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xC0 && unicode.IsLetter(r):
				letters++
			}
		}
	})
	if kana > 0 && 3*(kana+ideographs) >= letters { // a character of Japanese says about as much as three letters
		return corpus.Japanese
	}
	words := map[corpus.Lang]int{}
	eachBody(doc, func(s string) { countWords(s, words) })
	switch {
	case words[""] == 0, 50*max(words[corpus.Dutch], words[corpus.English]) < words[""]: // another language
		return declaredLang(declared)
	case words[corpus.Dutch] > words[corpus.English]:
		return corpus.Dutch
	}
	return corpus.English
}

// eachBody calls f with the text of the blocks that are analyzed, up to the size of a sample.
func eachBody(doc *corpus.Document, f func(s string)) {
	size := 0
	for _, b := range doc.Blocks {
		if b.Role != corpus.Body {
			continue
		}
		f(b.Span.In(doc.Text))
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
