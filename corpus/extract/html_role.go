package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"kiyaku/corpus"
)

// weight is what an element holds: by it a part of the page is kept from being taken for navigation.
type weight struct {
	bytes    int // of text, white space included
	shown    int // of these, without white space around
	texts    int // text nodes that are more than white space
	links    int // of the bytes shown, in links
	controls int // links, buttons, input fields
	anchors  int // links to places on the same page
	items    int // list items
}

// since is what was added to a since it was b.
func (a *weight) since(b *weight) weight {
	return weight{
		bytes: a.bytes - b.bytes, shown: a.shown - b.shown, texts: a.texts - b.texts, links: a.links - b.links, controls: a.controls - b.controls,
		anchors: a.anchors - b.anchors, items: a.items - b.items,
	}
}

// addText adds one text node.
func (a *weight) addText(s string, inLink bool) {
	a.bytes += len(s)
	if s = trim(s); s == "" {
		return
	}
	a.shown += len(s)
	a.texts++
	if inLink {
		a.links += len(s)
	}
}

// addSelf adds the element n itself.
func (a *weight) addSelf(n *html.Node) {
	switch n.DataAtom {
	case atom.A, atom.Button, atom.Input:
		a.controls++
		if strings.HasPrefix(attr(n, "href"), "#") {
			a.anchors++
		}
	case atom.Li:
		a.items++
	}
}

// A sidePart is an element that is no part of the document by its name and what it weighs, unless there is prose in it.
type sidePart struct {
	role      corpus.Role
	sentences int // that it may hold all the same
	shown     int
	inLink    bool
	prose     prose
	read      bool // prose is known
}

// noteSide notes the element n if it may be a side part. before is what the page held up to it.
func (p *page) noteSide(n *html.Node, before *weight, inLink bool) {
	if !mayBeSide(n) {
		return
	}
	role, sentences := candidateRole(n), 0
	if role == corpus.Body && n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		return
	}
	t := p.whole.since(before)
	switch role {
	case corpus.Nav:
		if t.links*10 < t.shown*7 && t.showsRunes(n, 200) {
			return
		}
	case corpus.Footer:
		sentences = 1
	case corpus.Banner:
		if t.controls == 0 || t.showsRunes(n, 1500) {
			return
		}
		sentences = 6
	default: // a list of links within the page: a table of contents
		if !t.listsAnchors() || under(n, weightless) {
			return
		}
		role, sentences = corpus.Nav, t.texts
	}
	if p.sides == nil {
		p.sides = map[*html.Node]*sidePart{}
	}
	p.sides[n] = &sidePart{role: role, sentences: sentences, shown: t.shown, inLink: inLink}
}

// showsRunes reports whether the element n, which weighs a, shows that many characters. They are counted only where bytes
// do not tell.
func (a *weight) showsRunes(n *html.Node, count int) bool {
	if a.shown < count || a.shown >= count*utf8.UTFMax {
		return a.shown >= count
	}
	return shownRunes(n) >= count
}

func shownRunes(n *html.Node) int {
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			count += runeCount(trim(c.Data))
		case c.Type == html.ElementNode && !weightless(c):
			count += shownRunes(c)
		}
	}
	return count
}

// listsAnchors reports whether a list is nothing but links within the page.
func (a *weight) listsAnchors() bool {
	return a.anchors >= 3 && a.anchors >= a.items && a.links*10 >= a.shown*9
}

// prose is what reads like a document, outside links.
type prose struct {
	sentences int // text nodes with a 。, or long ones that end in a full stop
	articles  int // headings such as 第1条
}

// proseIn looks for prose in n. What is found in side parts within is kept, so that nothing is read twice.
func (p *page) proseIn(n *html.Node) prose {
	if isLink(n) {
		return prose{}
	}
	side := p.sides[n]
	if side != nil && side.read {
		return side.prose
	}
	var found prose
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			s := trim(c.Data)
			if hasFullStop(s) || len(s) > 60 && endsSentence(s) && runeCount(s) > 60 {
				found.sentences++
			}
			if _, c := scanMarker(s); c == article || c == part {
				found.articles++
			}
		case c.Type == html.ElementNode && !weightless(c):
			within := p.proseIn(c)
			found.sentences += within.sentences
			found.articles += within.articles
		}
	}
	if side != nil {
		side.prose, side.read = found, true
	}
	return found
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

// roleOf tells whether n is a part of the page that is no part of the document. When in doubt, it is the document: the
// part with most of the text, with articles or with more than a few sentences never has a role.
func (w *pageWalker) roleOf(n *html.Node) corpus.Role {
	if n.DataAtom == atom.Select { // what may be chosen is no text, however much there is
		return corpus.Nav
	}
	if !mayBeSide(n) {
		return corpus.Body
	}
	side := w.page.sides[n]
	if side == nil || side.shown*2 > w.page.whole.shown {
		return corpus.Body
	}
	if !side.inLink {
		if found := w.page.proseIn(n); found.articles > 0 || found.sentences > side.sentences {
			return corpus.Body
		}
	}
	return side.role
}

// mayBeSide reports whether n is more than an element without attributes that has a role by none of its names, as most are.
func mayBeSide(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Select, atom.Search, atom.Header, atom.Footer, atom.Ul, atom.Ol:
		return true
	}
	return len(n.Attr) > 0
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
