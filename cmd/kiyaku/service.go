package main

import (
	"net/url"
	"path/filepath"
	"strings"

	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// serviceName guesses what a set of documents is about, for reports that were given no --service: the title without the
// words for its kind that most documents share, the first of them if there are several; else a host or file name.
func serviceName(docs []*corpus.Document) string {
	if name := docs[0].Source.Service; name != "" { // kept documents know theirs
		return name
	}
	best, count := "", map[string]int{}
	for _, d := range docs {
		if name := withoutKind(d.Title); name != "" {
			count[name]++
		}
	}
	for _, d := range docs {
		if name := withoutKind(d.Title); count[name] > count[best] {
			best = name
		}
	}
	if best != "" {
		return best
	}
	for _, d := range docs {
		if name := placeName(d.Source.Location); name != "" {
			return name
		}
	}
	return ""
}

var (
	kindWords = pattern.Lazy(`(?i)(?:([」』\s])サービス)?(?:ご?利用|個別|会員|一般|保守|セキュリティ)*(?:規約|約款|契約書?)|プライバシー・?ポリシー|個人情報(の取り?扱い(について)?|保護方針)|` +
		`データ処理(契約|補遺)|(個人(情報|データ)の?)?授受確認書|(個人(情報|データ)の取り?扱い?に関する)?覚書|セキュリティシート|` +
		`\b(general |standard )?(terms( (of|and|&) (service|use|conditions))?|privacy (policy|notice|statement)|(service|customer|user|cloud|data processing) (agreement|addendum|terms)|agreement|` +
		`(algemene |gebruiks)?voorwaarden|privacy(verklaring|beleid)|verwerkersovereenkomst)\b`)
	emptyBrackets = pattern.Lazy(`（\s*）|\(\s*\)|「\s*」|『\s*』|【\s*】`)
	inBrackets    = pattern.Lazy(`^[「『【（(]([^「」『』【】（）()]*)[」』】）)]$`)
	separators    = pattern.Lazy(`\s*[|｜–—]\s*|\s+[-:：/]\s+`)
)

// withoutKind cuts the words for the kind of document, and what a site puts around a title, from it. "" means that no
// name is left.
func withoutKind(title string) string {
	for _, part := range separators().Split(fold.String(title), -1) {
		name := emptyBrackets().ReplaceAllString(kindWords().ReplaceAllString(part, "$1"), "")
		name = strings.Trim(name, " \t　・,、.-")
		if m := inBrackets().FindStringSubmatch(name); m != nil {
			name = m[1]
		}
		if name != "" {
			return name
		}
	}
	return ""
}

func placeName(location string) string {
	if fetch.IsURL(location) {
		u, err := url.Parse(location)
		if err != nil {
			return ""
		}
		return u.Hostname()
	}
	if location == "-" {
		return ""
	}
	base := filepath.Base(location)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
