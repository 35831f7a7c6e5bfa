package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kiyaku/corpus"
)

// contractWords tell a link to a document of a contract by what it says.
var contractWords = regexp.MustCompile(`規約|約款|ポリシー|方針|特約|契約書|合意書|覚書|確認書|同意書|重要事項|取扱い(?:について|に関する)|取り扱い(?:について|に関する)|利用条件|利用規程|サービス仕様|ガイドライン|セキュリティ|` +
	`(?i:\bterms\b|\bpolicy\b|\bpolicies\b|\bagreement\b|\baddendum\b|\bdpa\b|\bsla\b|\bprivacy\b|\bconditions\b|\bsub-?processors?\b|\bsecurity\b|voorwaarden|overeenkomst|privacyverklaring|statement)`)

// contractLinks gives the links of a page, read at address, that lead to documents of a contract, each address once, in
// page order.
func contractLinks(doc *goquery.Document, address string) []corpus.Link {
	base, err := url.Parse(address)
	if err != nil {
		return nil
	}
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if b, err := base.Parse(strings.TrimSpace(href)); err == nil {
			base = b
		}
	}
	var links []corpus.Link
	doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		text := squeeze(visibleText(a))
		if text == "" || !contractWords.MatchString(text) || len(text) > 300 {
			return
		}
		to, err := base.Parse(strings.TrimSpace(a.AttrOr("href", "")))
		if err != nil || to.Scheme != "http" && to.Scheme != "https" || to.Host == "" {
			return
		}
		to.Fragment, to.RawFragment = "", ""
		here := *base
		here.Fragment, here.RawFragment = "", ""
		if to.String() == here.String() || slices.ContainsFunc(links, func(l corpus.Link) bool { return l.URL == to.String() }) {
			return
		}
		links = append(links, corpus.Link{Text: text, URL: to.String()})
	})
	return links
}

// articleHead is how an article or a clause begins: a page with such lines holds a document itself.
var articleHead = regexp.MustCompile(`^(?:第[0-9０-９一二三四五六七八九十百]+[条章]|(?i:article|section)\s+\d)`)

// listing reports whether a page is a list of links to documents and holds none itself: at least three of its body's
// lines are such links, and hardly a sentence is to be read there.
func (d *draft) listing() bool {
	linked, sentences := 0, 0
	for _, b := range d.blocks {
		if b.Role != corpus.Body {
			continue
		}
		s := b.Span.In(d.text)
		if articleHead.MatchString(s) {
			return false
		}
		if slices.ContainsFunc(d.links, func(l corpus.Link) bool { return strings.Contains(s, l.Text) && len(s) < 2*len(l.Text)+60 }) {
			linked++
		} else if strings.HasSuffix(s, "。") || strings.HasSuffix(s, ".") && strings.Count(s, " ") > 5 {
			sentences++
		}
	}
	return linked >= 3 && sentences <= linked
}
