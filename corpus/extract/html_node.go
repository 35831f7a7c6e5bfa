package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr is the value of an attribute of n; "" if it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// style is the value of a property in the element's own style attribute, in lower case; "" if it is not set there.
func style(n *html.Node, property string) string { return strings.ToLower(styleValue(n, property)) }

// styleValue is style with letters as they are.
func styleValue(n *html.Node, property string) string {
	css := attr(n, "style")
	if css == "" {
		return ""
	}
	for decl := range strings.SplitSeq(css, ";") {
		name, value, ok := strings.Cut(decl, ":")
		if ok && strings.EqualFold(strings.TrimSpace(name), property) {
			value, _, _ = strings.Cut(value, "!important")
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// under reports whether n stands in an element that is one of those.
func under(n *html.Node, those func(*html.Node) bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if those(p) {
			return true
		}
	}
	return false
}

// nodeText is the text below n as it stands, without scripts.
func nodeText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return c.Data
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Rt || n.DataAtom == atom.Rp {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// squeeze makes one space of each run of white space and cuts it off the ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// isBlock reports whether n begins a line of its own.
func isBlock(n *html.Node) bool {
	if blockAtom(n.DataAtom) {
		return true
	}
	if len(n.Attr) == 0 {
		return false
	}
	if attr(n, "role") == "heading" {
		return true
	}
	d := style(n, "display")
	return d == "block" || d == "flex" || d == "grid" || d == "list-item" || d == "table"
}

func blockAtom(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
		atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
		atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Optgroup,
		atom.Option, atom.P, atom.Pre, atom.Search, atom.Section, atom.Select, atom.Summary, atom.Table, atom.Tbody,
		atom.Td, atom.Textarea, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Button, atom.Listing, atom.Xmp,
		atom.Plaintext, atom.Video, atom.Audio, atom.Canvas:
		return true
	}
	return false
}
