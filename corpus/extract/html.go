package extract

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"kiyaku/corpus"
)

// readHTML makes one block of each paragraph, heading, list item, table row and line (<br>) of a page, in page order.
// Nothing is left out because it looks like boilerplate: navigation, footers and banners are blocks too, with a Role.
// text is the page of snap, decoded.
func readHTML(ctx context.Context, text string, snap *corpus.Snapshot) (*draft, error) {
	text = withoutPHP(text)
	root, err := html.Parse(strings.NewReader(text))
	if err != nil { // elements nested too deep for the parser
		root, err = html.Parse(strings.NewReader(flatten(text)))
	}
	if err != nil {
		return nil, because(err, KindBroken, "the HTML cannot be parsed")
	}
	w := newPageWalker(ctx, root)
	if w.part, err = selectPart(root, snap.Source.Selection); err != nil {
		return nil, err
	}
	doc := goquery.NewDocumentFromNode(root)
	w.page = describePage(doc)
	w.children(root)
	w.flush()
	if snap.Rendered { // its scripts have run
		w.noscript.Reset()
		w.page.appRoots, w.page.scripts = 0, 0
	}
	w.useNoscript()
	if ctx.Err() != nil {
		return nil, because(ctx.Err(), KindTimeout, "reading the page took too long")
	}
	d := w.draft()
	d.problems = append(d.problems, w.part.problem()...)
	d.links = contractLinks(doc, snap.URL)
	if err := w.missingText(d); err != nil {
		return nil, err
	}
	return d, nil
}

// useNoscript reads <noscript> where the page holds nothing else.
func (w *pageWalker) useNoscript() {
	if len(w.out.blocks) == 0 {
		w.within(w.noscript.String())
	}
}

// within reads HTML that stands as text in the page: that of <noscript>, and of a frame that brings its own.
func (w *pageWalker) within(text string) {
	if text == "" || w.inner >= maxInner {
		return
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		return
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	w.inner++
	w.flush()
	w.children(body)
	w.flush()
	w.inner--
}

// withoutPHP cuts the program out of a page that is stored as PHP.
func withoutPHP(text string) string {
	if !strings.Contains(text, "<?php") && !strings.Contains(text, "<?=") {
		return text
	}
	var b strings.Builder
	for {
		i := strings.Index(text, "<?")
		if i < 0 {
			break
		}
		end := strings.Index(text[i:], "?>")
		if end < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i+end+2:]
	}
	b.WriteString(text)
	return b.String()
}

// maxInner is how deep frames that bring their own text may stand in each other.
const maxInner = 4

// pageWalker goes through the tree of a page once and gathers inline text until a block ends.
type pageWalker struct {
	ctx   context.Context
	out   builder
	line  bytes.Buffer // inline text of the block being read, white space collapsed
	path  []step
	role  corpus.Role
	level int // > 0 within a heading
	kind  corpus.BlockKind
	item  *openItem // innermost list item that has given no block yet
	depth int       // of lists
	pre   int       // > 0 where white space counts
	weigh map[*html.Node]weight
	total weight

	page     page
	part     *pageSelection  // of the page that is the document; nil for all
	inner    int             // frames within frames
	noscript strings.Builder // what <noscript> holds, as HTML
	steps    int
	late     bool // the time is up
}

// step is one element on the way from the root.
type step struct {
	name string
	n    int // place among the siblings of its name, from 1
}

// enter adds c to the path. seen counts the elements of each name among the siblings so far; it is given back with c.
func (w *pageWalker) enter(c *html.Node, seen []step) []step {
	k := 0
	for k < len(seen) && seen[k].name != c.Data {
		k++
	}
	if k == len(seen) {
		seen = append(seen, step{name: c.Data})
	}
	seen[k].n++
	w.path = append(w.path, seen[k])
	return seen
}

// openItem is a list item whose marker is still to be written.
type openItem struct {
	marker string // number or bullet as shown; "" if none
	level  int
}

func newPageWalker(ctx context.Context, root *html.Node) *pageWalker {
	w := &pageWalker{ctx: ctx, weigh: map[*html.Node]weight{}}
	w.total = w.weighTree(root, false)
	return w
}

// children walks the children of n and counts them by name for the path.
func (w *pageWalker) children(n *html.Node) {
	var names [8]step
	seen := names[:0]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			if w.part.has(c) {
				w.text(c.Data)
			}
		case html.ElementNode:
			seen = w.enter(c, seen)
			w.element(c)
			w.path = w.path[:len(w.path)-1]
		}
	}
}

// element handles one element and what is in it.
func (w *pageWalker) element(n *html.Node) {
	if w.steps++; w.steps&1023 == 0 && w.ctx.Err() != nil {
		w.late = true
	}
	if w.late {
		return
	}
	if !w.part.has(n) || w.passedOver(n) {
		return
	}
	role := w.role
	if role == corpus.Body && w.part.inside(n) {
		w.role = w.roleOf(n)
	}
	switch {
	case n.DataAtom == atom.Br:
		w.lineBreak(n)
	case n.DataAtom == atom.Table && dataTable(n):
		w.flush()
		w.table(n)
		w.flush()
	case isBlock(n):
		w.flush()
		w.block(n)
		w.flush()
	default:
		w.children(n)
	}
	w.role = role
}

// passedOver handles the elements that give no text of their own, and reports whether n was one.
func (w *pageWalker) passedOver(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Iframe:
		w.within(attr(n, "srcdoc"))
		return true
	case atom.Script, atom.Style, atom.Rp, atom.Rt, atom.Rtc, atom.Object, atom.Embed, atom.Svg, atom.Datalist, atom.Noframes,
		atom.Frame, atom.Title, atom.Meta:
		return true
	case atom.Template: // the content of a shadow root is shown
		return attr(n, "shadowrootmode") == ""
	case atom.Noscript:
		w.noscript.WriteString(nodeText(n))
		return true
	}
	return false
}

// block walks a block-level element with its own kind and level.
func (w *pageWalker) block(n *html.Node) {
	kind, level, pre := w.kind, w.level, w.pre
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.kind, w.level = corpus.Heading, int(n.Data[1]-'0')
	case atom.Pre, atom.Textarea:
		w.pre++
	case atom.Caption, atom.Figcaption:
		w.kind = corpus.Note
	case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
		w.list(n)
		return
	case atom.Summary:
		w.kind, w.level = corpus.Heading, 4
	}
	if strings.HasPrefix(style(n, "white-space"), "pre") {
		w.pre++
	}
	if attr(n, "role") == "heading" {
		w.kind, w.level = corpus.Heading, 2
		if l, err := strconv.Atoi(attr(n, "aria-level")); err == nil && l >= 1 && l <= 6 {
			w.level = l
		}
	}
	w.children(n)
	w.flush()
	w.kind, w.level, w.pre = kind, level, pre
}

// text adds inline text; runs of white space become one space, or nothing between two characters of Japanese.
func (w *pageWalker) text(s string) {
	if w.pre > 0 || typedLines(s) {
		for i, part := range strings.Split(s, "\n") {
			if i > 0 {
				w.flush()
			}
			w.line.WriteString(part)
		}
		return
	}
	for s != "" {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i < 0 {
			w.line.WriteString(s)
			return
		}
		w.line.WriteString(s[:i])
		rest := strings.TrimLeft(s[i:], " \t\n\r\f")
		w.space(s[i:len(s)-len(rest)], rest)
		s = rest
	}
}

// typedLines reports whether a text relies on its own line breaks: pages made by hand put terms into one element, an
// article's heading on a line of its own, and leave the rest to a style sheet.
func typedLines(s string) bool {
	if !strings.Contains(s, "\n") || !strings.Contains(s, "条") {
		return false
	}
	headings := 0
	for line := range strings.SplitSeq(s, "\n") {
		if headingLevel(trim(line)) > 0 {
			headings++
		}
	}
	return headings >= 2
}

// space writes what white space stands for before the text rest.
func (w *pageWalker) space(space, rest string) {
	have := w.line.Bytes()
	if len(have) == 0 || have[len(have)-1] == ' ' {
		return
	}
	last, _ := utf8.DecodeLastRune(have)
	next, _ := utf8.DecodeRuneInString(rest)
	if strings.ContainsAny(space, "\n\r") && wide(last) && (rest == "" || wide(next)) {
		return
	}
	w.line.WriteByte(' ')
}

// lineBreak ends the block at <br>, unless the sentence goes on in the next line.
func (w *pageWalker) lineBreak(br *html.Node) {
	line := w.line.Bytes()
	have := trim(string(line[max(0, len(line)-64):])) // the end is enough, and lines can be long
	if next := br.NextSibling; have != "" && next != nil && next.Type == html.TextNode && w.kind != corpus.Heading {
		if s := trim(next.Data); s != "" && markerLen(s) == 0 && continues(have, s) {
			w.space("\n", s)
			return
		}
	}
	w.flush()
}

// flush ends the block being read.
func (w *pageWalker) flush() {
	if w.line.Len() == 0 {
		return
	}
	s := trim(w.line.String())
	w.line.Reset()
	if s == "" {
		return
	}
	b := corpus.Block{Kind: w.kind, Level: w.level, Role: w.role, Path: w.where()}
	n, c := scanMarker(s)
	b.Marker = s[:n]
	if item := w.item; item != nil {
		w.item = nil
		if b.Kind == "" {
			b.Kind, b.Level = corpus.Item, item.level
		}
		if c == noMarker && item.marker != "" {
			b.Marker = strings.TrimRight(item.marker, " ")
			s = item.marker + s
		}
	}
	if level := headingLevel(s); level > 0 && (b.Kind == "" || b.Kind == corpus.Item && c != noMarker) {
		b.Kind, b.Level = corpus.Heading, level
	}
	w.out.add(s, b)
}

// where is the path of the element being read.
func (w *pageWalker) where() string {
	var b strings.Builder
	for _, s := range w.path {
		b.WriteByte('/')
		b.WriteString(s.name)
		if s.n > 1 || s.name != "html" && s.name != "body" && s.name != "main" {
			b.WriteByte('[')
			b.WriteString(strconv.Itoa(s.n))
			b.WriteByte(']')
		}
	}
	return b.String()
}

// draft gives what was read.
func (w *pageWalker) draft() *draft {
	d := &draft{text: w.out.text.String(), blocks: w.out.blocks, title: w.page.title, lang: w.page.lang}
	outline(d.text, d.blocks)
	for _, src := range w.page.frames {
		if src == "" || strings.HasPrefix(src, "about:") || strings.HasPrefix(src, "javascript:") {
			continue
		}
		d.problems = append(d.problems, corpus.Problem{Code: "frame",
			Message: "The page shows another page in a frame, which was not read: " + src})
	}
	return d
}
