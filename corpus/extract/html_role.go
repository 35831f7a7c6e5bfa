package extract

import (
	"strings"

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

func (a *weight) add(b *weight) {
	a.runes += b.runes
	a.links += b.links
	a.sentences += b.sentences
	a.articles += b.articles
	a.controls += b.controls
	a.anchors += b.anchors
	a.items += b.items
}

// addText adds one text node.
func (a *weight) addText(s string, inLink bool) {
	if s = trim(s); s == "" {
		return
	}
	runes := runeCount(s)
	a.runes += runes
	if inLink {
		a.links += runes
		return
	}
	if hasFullStop(s) || runes > 60 && endsSentence(s) {
		a.sentences++
	}
	if _, c := scanMarker(s); c == article || c == part {
		a.articles++
	}
}

// weightOf is the weight of n; those of the elements within that roleOf may ask for are kept, so that nothing is weighed
// twice.
func (w *pageWalker) weightOf(n *html.Node, inLink bool) weight {
	if t, ok := w.weights[n]; ok {
		return t
	}
	inLink = inLink || isLink(n)
	var t weight
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			t.addText(c.Data, inLink)
		case c.Type == html.ElementNode && !weightless(c):
			cw := w.weightOf(c, inLink)
			t.add(&cw)
		}
	}
	switch n.DataAtom {
	case atom.A, atom.Button, atom.Input:
		t.controls++
		if strings.HasPrefix(attr(n, "href"), "#") {
			t.anchors++
		}
	case atom.Li:
		t.items++
	}
	if mayHaveRole(n) {
		w.weights[n] = t
	}
	return t
}

func isLink(n *html.Node) bool { return n.DataAtom == atom.A && hasAttr(n, "href") }

// weightless reports whether what n holds is no text of the page.
func weightless(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Head, atom.Svg:
		return true
	}
	return false
}

// mayHaveRole reports whether it is worth while to ask for the role of n.
func mayHaveRole(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Select, atom.Search, atom.Header, atom.Footer, atom.Ul, atom.Ol:
		return true
	}
	return len(n.Attr) > 0
}

// roleOf tells whether n is a part of the page that is no part of the document. When in doubt, it is the document: the
// part with most of the text, with articles or with more than a few sentences never has a role.
func (w *pageWalker) roleOf(n *html.Node) corpus.Role {
	if n.DataAtom == atom.Select { // what may be chosen is no text, however much there is
		return corpus.Nav
	}
	if w.inner > 0 || !mayHaveRole(n) {
		return corpus.Body
	}
	role := candidateRole(n)
	if role == corpus.Body && !w.page.contents[n] {
		return corpus.Body
	}
	inLink := false
	for p := n.Parent; p != nil && !inLink; p = p.Parent {
		inLink = isLink(p)
	}
	t := w.weightOf(n, inLink)
	if t.runes*2 > w.page.runes || t.articles > 0 {
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
		if t.anchors >= t.items && t.links*10 >= t.runes*9 {
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
	for name := range strings.FieldsSeq(names) {
		var plain [24]byte // without what separates words in class names, and in lower case
		n := 0
		for i := 0; i < len(name) && n < len(plain); i++ {
			if c := name[i]; c != '-' && c != '_' {
				plain[n] = lowerASCII(c)
				n++
			}
		}
		switch string(plain[:n]) {
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
