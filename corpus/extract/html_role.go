package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"kiyaku/corpus"
)

// weight is what an element holds: by it a part of the page is kept from being taken for navigation.
type weight struct {
	runes     int // of text
	links     int // of text in links
	sentences int // outside links: text nodes with a 。, or long ones that end in a full stop
	articles  int // headings such as 第1条, outside links
	controls  int // links, buttons, input fields
	anchors   int // links to places on the same page
	items     int // list items
}

func (a *weight) add(b weight) {
	a.runes += b.runes
	a.links += b.links
	a.sentences += b.sentences
	a.articles += b.articles
	a.controls += b.controls
	a.anchors += b.anchors
	a.items += b.items
}

// weighTree weighs every element that roleOf may ask for.
func (w *pageWalker) weighTree(n *html.Node, inLink bool) weight {
	var t weight
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			t.add(weighText(c.Data, inLink))
		case html.ElementNode:
			switch c.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Head, atom.Svg:
				continue
			}
			cw := w.weighTree(c, inLink || c.DataAtom == atom.A && hasAttr(c, "href"))
			switch c.DataAtom {
			case atom.A, atom.Button, atom.Input:
				cw.controls++
				if strings.HasPrefix(attr(c, "href"), "#") {
					cw.anchors++
				}
			case atom.Li:
				cw.items++
			}
			if candidateRole(c) != corpus.Body || c.DataAtom == atom.Ul || c.DataAtom == atom.Ol {
				w.weigh[c] = cw
			}
			t.add(cw)
		}
	}
	return t
}

func weighText(s string, inLink bool) weight {
	s = strings.TrimSpace(s)
	if s == "" {
		return weight{}
	}
	t := weight{runes: utf8.RuneCountInString(s)}
	if inLink {
		t.links = t.runes
		return t
	}
	if strings.Contains(s, "。") || t.runes > 60 && endsSentence(s) {
		t.sentences = 1
	}
	if _, c := scanMarker(s); c == article || c == part {
		t.articles = 1
	}
	return t
}

// roleOf tells whether n is a part of the page that is no part of the document. When in doubt, it is the document: the
// part with most of the text, with articles or with more than a few sentences never has a role.
func (w *pageWalker) roleOf(n *html.Node) corpus.Role {
	role := candidateRole(n)
	if role == corpus.Body && n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		return corpus.Body
	}
	t, ok := w.weigh[n]
	if !ok || t.runes*2 > w.total.runes || t.articles > 0 {
		return corpus.Body
	}
	linked := t.links*10 >= t.runes*7
	switch role {
	case corpus.Nav:
		if t.sentences == 0 && (linked || t.runes < 200) {
			return role
		}
	case corpus.Footer:
		if t.sentences <= 1 {
			return role
		}
	case corpus.Banner:
		if t.runes < 1500 && t.controls > 0 && t.sentences <= 6 {
			return role
		}
	default: // a list of links within the page: a table of contents
		if t.anchors >= 3 && t.anchors >= t.items && t.links*10 >= t.runes*9 {
			return corpus.Nav
		}
	}
	return corpus.Body
}

// candidateRole is the role that an element's name, role attribute, class or id suggests.
func candidateRole(n *html.Node) corpus.Role {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Select, atom.Search:
		return corpus.Nav
	case atom.Header:
		if n.Parent != nil && (n.Parent.DataAtom == atom.Body || n.Parent.DataAtom == atom.Div) {
			return corpus.Nav
		}
	case atom.Footer:
		return corpus.Footer
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return corpus.Body
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "role":
			if r := ariaRole(a.Val); r != corpus.Body {
				return r
			}
		case "class", "id":
			if r := classRole(a.Val); r != corpus.Body {
				return r
			}
		}
	}
	return corpus.Body
}

func ariaRole(role string) corpus.Role {
	switch role {
	case "navigation", "banner", "search", "menu", "menubar", "complementary":
		return corpus.Nav
	case "contentinfo":
		return corpus.Footer
	}
	return corpus.Body
}

// classRole knows the names that mean one thing only. "cookie" alone does not: policies have chapters on cookies.
func classRole(names string) corpus.Role {
	for _, name := range strings.Fields(names) {
		switch strings.Map(plainLetter, name) {
		case "nav", "navi", "navbar", "navigation", "gnav", "gnavi", "globalnav", "globalnavi", "globalnavigation", "mainnav",
			"sitenav", "headernav", "footernav", "breadcrumb", "breadcrumbs", "topicpath", "topicspath", "pankuzu", "menu",
			"mainmenu", "drawer", "sidebar", "sidenav", "sidemenu", "toc", "tableofcontents", "mokuji", "pagetop", "sns",
			"snslinks", "sharebuttons", "skiplink", "langswitch", "smenu", "hamburger", "spmenu", "gmenu":
			return corpus.Nav
		case "footer", "sitefooter", "globalfooter", "pagefooter", "footerinner", "copyright", "copyrights", "footernote",
			"colophon", "footerwrap", "footerwrapper":
			return corpus.Footer
		case "cookiebanner", "cookieconsent", "cookienotice", "cookiebar", "cookiepopup", "cookiemodal", "onetrustconsentsdk",
			"onetrustbannersdk", "cybotcookiebotdialog", "consentbanner", "gdprbanner", "ccwindow", "cookielawinfobar":
			return corpus.Banner
		}
	}
	return corpus.Body
}

// plainLetter drops what separates words in class names, and case.
func plainLetter(r rune) rune {
	if r == '-' || r == '_' {
		return -1
	}
	return unicode.ToLower(r)
}
