package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is what an HTML document says of itself, apart from its text.
type page struct {
	lang     string       // as declared by <html lang>
	base     string       // of relative addresses; "" if none is given
	frames   []string     // addresses of pages shown inside
	scripts  int          // number of <script>
	appRoots int          // empty elements that a script framework fills
	anchors  []*html.Node // <a href>, in page order

	titled   *html.Node // the first <title>
	ogTitle  string
	headings []*html.Node // <h1>

	whole weight                   // what is shown
	sides map[*html.Node]*sidePart // of it
}

// survey goes through the page below n once. inLink tells that n stands in a link.
func (p *page) survey(n *html.Node, inLink bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.whole.addText(c.Data, inLink)
		case html.ElementNode:
			p.note(c)
			before := p.whole
			p.survey(c, inLink || isLink(c))
			p.whole.addSelf(c)
			p.noteSide(c, &before, inLink)
			if weightless(c) {
				p.whole = before
			}
		}
	}
}

// title is what <title>, og:title or the first <h1> with text says, in this order.
func (p *page) title() string {
	if p.titled != nil {
		if t := squeeze(nodeText(p.titled)); t != "" {
			return t
		}
	}
	if t := squeeze(p.ogTitle); t != "" {
		return t
	}
	for _, h := range p.headings {
		if t := squeeze(nodeText(h)); t != "" {
			return t
		}
	}
	return ""
}

// note takes from the element n what the page says of itself.
func (p *page) note(n *html.Node) {
	switch n.DataAtom {
	case atom.A:
		if hasAttr(n, "href") {
			p.anchors = append(p.anchors, n)
		}
	case atom.Div:
		if appRoot(n) {
			p.appRoots++
		}
	case atom.Script:
		p.scripts++
	case atom.H1:
		p.headings = append(p.headings, n)
	case atom.Iframe, atom.Frame:
		p.frames = append(p.frames, strings.TrimSpace(attr(n, "src")))
	case atom.Html:
		if p.lang = attr(n, "lang"); p.lang == "" {
			p.lang = attr(n, "xml:lang")
		}
	case atom.Title:
		if p.titled == nil && inHead(n) {
			p.titled = n
		}
	case atom.Meta:
		if p.ogTitle == "" && attr(n, "property") == "og:title" {
			p.ogTitle = attr(n, "content")
		}
	case atom.Base:
		if p.base == "" {
			p.base = attr(n, "href")
		}
	}
}

// appRoot reports whether n is an empty element into which one of the usual script frameworks puts the page.
func appRoot(n *html.Node) bool {
	switch attr(n, "id") {
	case "root", "app", "__next", "__nuxt", "___gatsby", "q-app", "main-app", "react-root", "svelte":
	default:
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode || c.Type == html.ElementNode {
			return false
		}
	}
	return true
}

// inHead reports whether n is a title of the page, and not one of a picture in it.
func inHead(n *html.Node) bool {
	return n.Parent != nil && n.Parent.DataAtom == atom.Body ||
		under(n, func(p *html.Node) bool { return p.DataAtom == atom.Head })
}
