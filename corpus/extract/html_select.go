package extract

import (
	"errors"
	"fmt"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"kiyaku/corpus"
)

// CheckSelection reports every CSS selector of s that cannot be understood; nil for a nil s.
func CheckSelection(s *corpus.Selection) error {
	if s == nil {
		return nil
	}
	var errs []error
	for _, sel := range append(append([]corpus.Selector{}, s.Select...), s.Remove...) {
		for _, css := range []string{sel.CSS, sel.Range.StartBefore, sel.Range.StartAfter, sel.Range.EndBefore, sel.Range.EndAfter} {
			if css == "" {
				continue
			}
			if _, err := cascadia.Compile(css); err != nil {
				errs = append(errs, fmt.Errorf("%q is no CSS selector: %w", css, err))
			}
		}
	}
	return errors.Join(errs...)
}

// A stretch is the part [from, to) of the nodes of a page in document order.
type stretch struct{ from, to int }

// A pageSelection tells which nodes of a page belong to the document. Nodes are not taken out of the tree: their paths stay
// those of the page.
type pageSelection struct {
	place map[*html.Node]stretch // of a node and all below it
	kept  []stretch              // nil for all of the page
	leafs []int                  // leafs[i]: nodes without children among the first i nodes that belong to the document
	left  int                    // bytes of text that do not
}

// selectPart finds the parts of a page that s names. Text keeps the order of the page, each part once. The error is a
// KindNoMatch where a selector that is to be kept, or the end of a range, is nowhere on the page: then the page has
// changed, and all of it would be something else than what was asked for.
func selectPart(page *goquery.Document, s *corpus.Selection) (*pageSelection, error) {
	if s == nil || len(s.Select)+len(s.Remove) == 0 {
		return nil, nil
	}
	p := &pageSelection{place: map[*html.Node]stretch{}}
	nodes := p.number(page.Get(0), nil)
	var matched bool
	for _, sel := range s.Select {
		found, err := p.find(page, sel)
		if err != nil {
			return nil, err
		}
		p.kept = append(p.kept, found...)
		matched = matched || len(found) > 0
	}
	if len(s.Select) > 0 && !matched {
		return nil, fail(KindNoMatch, "nothing on the page matches the selection (%s): the page has changed, or the declaration is wrong", s.Select[0])
	}
	var removed []stretch
	for _, sel := range s.Remove {
		found, err := p.find(page, sel)
		if err != nil {
			return nil, err
		}
		removed = append(removed, found...)
	}
	p.leafs = make([]int, len(nodes)+1)
	in, out := covered(p.kept, len(nodes)), covered(removed, len(nodes))
	for i, n := range nodes {
		p.leafs[i+1] = p.leafs[i]
		if n.FirstChild != nil {
			continue
		}
		switch {
		case (len(s.Select) == 0 || in[i]) && !out[i]:
			p.leafs[i+1]++
		case n.Type == html.TextNode && visible(n.Parent):
			p.left += len(squeeze(n.Data))
		}
	}
	return p, nil
}

// number gives n and all below it their places in document order.
func (p *pageSelection) number(n *html.Node, nodes []*html.Node) []*html.Node {
	from := len(nodes)
	nodes = append(nodes, n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		nodes = p.number(c, nodes)
	}
	p.place[n] = stretch{from, len(nodes)}
	return nodes
}

// find gives the parts of the page that sel names.
func (p *pageSelection) find(page *goquery.Document, sel corpus.Selector) ([]stretch, error) {
	if sel.CSS == "" {
		return p.between(page, sel)
	}
	group, err := cascadia.Compile(sel.CSS)
	if err != nil {
		return nil, because(err, KindNoMatch, fmt.Sprintf("%q is no CSS selector", sel.CSS))
	}
	var found []stretch
	for _, n := range page.FindMatcher(group).Nodes {
		found = append(found, p.place[n])
	}
	return found, nil
}

// between gives the part of the page that a range names.
func (p *pageSelection) between(page *goquery.Document, sel corpus.Selector) ([]stretch, error) {
	edge := func(before, after string) (int, error) {
		css := before + after // one of them is empty
		group, err := cascadia.Compile(css)
		if err != nil {
			return 0, because(err, KindNoMatch, fmt.Sprintf("%q is no CSS selector", css))
		}
		found := page.FindMatcher(goquery.SingleMatcher(group))
		switch {
		case found.Length() == 0:
			return 0, fail(KindNoMatch, "nothing on the page matches %q in the range %s: the page has changed, or the declaration is wrong", css, sel)
		case before != "":
			return p.place[found.Get(0)].from, nil
		}
		return p.place[found.Get(0)].to, nil
	}
	from, err := edge(sel.Range.StartBefore, sel.Range.StartAfter)
	if err != nil {
		return nil, err
	}
	to, err := edge(sel.Range.EndBefore, sel.Range.EndAfter)
	if err != nil {
		return nil, err
	}
	if to < from {
		return nil, fail(KindNoMatch, "the range %s ends before it begins: the page has changed, or the declaration is wrong", sel)
	}
	return []stretch{{from, to}}, nil
}

// covered tells of each of n nodes whether one of the parts holds it.
func covered(parts []stretch, n int) []bool {
	edges := make([]int, n+1)
	for _, s := range parts {
		edges[s.from]++
		edges[s.to]--
	}
	in := make([]bool, n)
	depth := 0
	for i := range in {
		depth += edges[i]
		in[i] = depth > 0
	}
	return in
}

// visible reports whether the text in n is shown.
func visible(n *html.Node) bool {
	return n != nil && n.Data != "script" && n.Data != "style" && n.Data != "noscript" && n.Data != "title" && n.Data != "template"
}

// has reports whether n, or something below it, belongs to the document.
func (p *pageSelection) has(n *html.Node) bool {
	if p == nil {
		return true
	}
	at, known := p.place[n]
	return !known || p.leafs[at.to] > p.leafs[at.from] // not known: within a frame or noscript that belongs to it
}

// inside reports whether n stands below an element that was selected. What the page calls the parts around and at the
// selection, such as its footer, does not count: they were asked for.
func (p *pageSelection) inside(n *html.Node) bool {
	if p == nil || p.kept == nil {
		return true
	}
	at, known := p.place[n]
	if !known {
		return true
	}
	for _, s := range p.kept {
		if s.from < at.from && at.to <= s.to {
			return true
		}
	}
	return false
}

// problem tells what was left out of the document; nil if nothing was.
func (p *pageSelection) problem() []corpus.Problem {
	if p == nil || p.left == 0 {
		return nil
	}
	return []corpus.Problem{{Code: "not-selected", Message: fmt.Sprintf("%d bytes of the page are no part of the document by the selection that was asked for", p.left)}}
}
