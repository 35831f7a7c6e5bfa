package extract

import (
	"net/url"
	"slices"
	"strings"

	"kiyaku/corpus"
	"kiyaku/corpus/pattern"
)

// contractWords tell a link to a document of a contract by what it says.
var contractWords = newPhrases(`規約 約款 ポリシー 方針 特約 契約書 合意書 覚書 確認書 同意書 重要事項 取扱いについて 取扱いに関する 取り扱いについて 取り扱いに関する
	利用条件 利用規程 サービス仕様 ガイドライン セキュリティ |terms| |policy| |policies| |agreement| |addendum| |dpa| |sla| |privacy| |conditions|
	|subprocessor| |subprocessors| |sub-processor| |sub-processors| |security| voorwaarden overeenkomst privacyverklaring statement`)

// maxLinkText is the length in bytes of a link's text beyond which it is no name of a document.
const maxLinkText = 300

// contractLinks gives the links of a page, read at address, that lead to documents of a contract, each address once, in
// page order.
func (p *page) contractLinks(address string) []corpus.Link {
	base, err := url.Parse(address)
	if err != nil {
		return nil
	}
	if p.base != "" {
		if b, err := base.Parse(strings.TrimSpace(p.base)); err == nil {
			base = b
		}
	}
	here := withoutFragment(base)
	var links []corpus.Link
	for _, a := range p.anchors {
		text := nodeText(a)
		if !contractWords.in(text) { // none holds a space: white space need not be squeezed before
			continue
		}
		if text = squeeze(text); len(text) > maxLinkText {
			continue
		}
		to, err := base.Parse(strings.TrimSpace(attr(a, "href")))
		if err != nil || to.Scheme != "http" && to.Scheme != "https" || to.Host == "" {
			continue
		}
		there := withoutFragment(to)
		if there != here && !slices.ContainsFunc(links, func(l corpus.Link) bool { return l.URL == there }) {
			links = append(links, corpus.Link{Text: text, URL: there})
		}
	}
	return links
}

func withoutFragment(u *url.URL) string {
	v := *u
	v.Fragment, v.RawFragment = "", ""
	return v.String()
}

// articleHead is how an article or a clause begins: a page with such lines holds a document itself.
var articleHead = pattern.Lazy(`^(?:第[0-9０-９一二三四五六七八九十百]+[条章]|(?i:article|section)\s+\d)`)

// listing reports whether a page is a list of links to documents and holds none itself: at least three of its body's
// lines are such links, and hardly a sentence is to be read there.
func (d *draft) listing() bool {
	if len(d.links) == 0 {
		return false
	}
	linked, sentences := 0, 0
	for _, b := range d.blocks {
		if b.Role != corpus.Body {
			continue
		}
		s := b.Span.In(d.text)
		if begins := s[0] | 0x20; (begins == 'a' || begins == 's' || strings.HasPrefix(s, "第")) && articleHead().MatchString(s) {
			return false
		}
		if slices.ContainsFunc(d.links, func(l corpus.Link) bool { return len(s) < 2*len(l.Text)+60 && strings.Contains(s, l.Text) }) {
			linked++
		} else if strings.HasSuffix(s, "。") || strings.HasSuffix(s, ".") && strings.Count(s, " ") > 5 {
			sentences++
		}
	}
	return linked >= 3 && sentences <= linked
}
