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

	bytes    int                 // of text that is shown
	texts    int                 // pieces of it that are more than white space
	runes    int                 // in these
	contents map[*html.Node]bool // lists with links to three or more places on the page
}

// survey goes through the page below n once. It gives the number of links to places on the same page.
func (p *page) survey(n *html.Node) (anchors int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.bytes += len(c.Data)
			if s := trim(c.Data); s != "" {
				p.texts++
				p.runes += runeCount(s)
			}
		case html.ElementNode:
			p.note(c)
			if weightless(c) {
				p.noteAll(c)
				continue
			}
			within := p.survey(c)
			switch c.DataAtom {
			case atom.A, atom.Button, atom.Input:
				if strings.HasPrefix(attr(c, "href"), "#") {
					within++
				}
			case atom.Ul, atom.Ol:
				if within >= 3 {
					p.contents[c] = true
				}
			}
			anchors += within
		}
	}
	return anchors
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

// noteAll notes the elements below n.
func (p *page) noteAll(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			p.note(c)
			p.noteAll(c)
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
	if n.Parent != nil && n.Parent.DataAtom == atom.Body {
		return true
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Head {
			return true
		}
	}
	return false
}
