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
func readHTML(ctx context.Context, text []byte, snap *corpus.Snapshot) (*draft, error) {
	text = withoutPHP(text)
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil { // elements nested too deep for the parser
		page, err = goquery.NewDocumentFromReader(strings.NewReader(flatten(text)))
	}
	if err != nil {
		return nil, because(err, KindBroken, "the HTML cannot be parsed")
	}
	root := page.Get(0)
	w := newPageWalker(ctx, root)
	w.breaks = mayBreak(text)
	if w.part, err = selectPart(page, snap.Source.Selection); err != nil {
		return nil, err
	}
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
	d.links = w.page.contractLinks(snap.URL)
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
	w.breaks = true
	w.flush()
	w.children(body)
	w.flush()
	w.inner--
}

// maxInner is how deep frames that bring their own text may stand in each other.
const maxInner = 4

// pageWalker goes through the tree of a page once and gathers inline text until a block ends.
type pageWalker struct {
	ctx   context.Context
	out   builder
	line  inlineText // of the block being read, white space collapsed
	path  place
	role  corpus.Role
	level int // > 0 within a heading
	kind  corpus.BlockKind
	item  openItem // innermost list item that has given no block yet; the zero openItem if there is none
	depth int      // of lists

	numbers *numbering // of the innermost list; nil outside
	pre     int        // > 0 where white space counts
	breaks  bool       // there may be line breaks within a line

	page     page
	part     *pageSelection  // of the page that is the document; nil for all
	inner    int             // frames within frames
	repeated int             // bytes of cells that were read with more than one row
	noscript strings.Builder // what <noscript> holds, as HTML
	steps    int
	late     bool // the time is up
}

// openItem is a list item whose marker is still to be written.
type openItem struct {
	marker string // number or bullet as shown, with a space behind it; "" if none
	level  int    // from 1
}

func newPageWalker(ctx context.Context, root *html.Node) *pageWalker {
	w := &pageWalker{ctx: ctx}
	w.page.survey(root, false)
	const marker = 6 // bytes of a list's number and a line's end: what lines are longer by
	w.out.grow(w.page.whole.shown+w.page.whole.texts*marker, w.page.whole.texts)
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
			seen = w.path.enter(c.Data, seen)
			w.element(c)
			w.path.leave()
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
	if !w.part.has(n) {
		if n.DataAtom == atom.Li && w.numbers != nil {
			w.numbers.next(n) // what is left out counts all the same
		}
		return
	}
	if w.passedOver(n) {
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
	case atom.Li:
		if w.numbers != nil {
			w.item = openItem{marker: w.numbers.next(n), level: w.depth}
		}
	case atom.Summary:
		w.kind, w.level = corpus.Heading, 4
	}
	if len(n.Attr) > 0 {
		w.blockStyle(n)
	}
	w.children(n)
	w.flush()
	w.kind, w.level, w.pre = kind, level, pre
	if n.DataAtom == atom.Li {
		w.item = openItem{}
	}
}

// blockStyle is what the attributes of a block tell of its text.
func (w *pageWalker) blockStyle(n *html.Node) {
	if strings.HasPrefix(style(n, "white-space"), "pre") {
		w.pre++
	}
	if attr(n, "role") == "heading" {
		w.kind, w.level = corpus.Heading, 2
		if l, err := strconv.Atoi(attr(n, "aria-level")); err == nil && l >= 1 && l <= 6 {
			w.level = l
		}
	}
}

// text adds inline text; runs of white space become one space, or nothing between two characters of Japanese.
func (w *pageWalker) text(s string) {
	if w.pre == 0 {
		if w.line.empty() {
			s = trimPageSpace(s)
		}
		if n := plainLen(s); trimPageSpace(s[n:]) == "" { // one line, as most are
			w.line.add(s[:n])
			w.space(s[n:], "")
			return
		}
	}
	if w.pre > 0 || typedLines(s) {
		w.breaks = w.breaks || strings.Contains(s, "\r") || strings.Contains(s, "\f")
		w.out.grow(0, strings.Count(s, "\n"))
		more := true
		for line := ""; more; {
			line, s, more = strings.Cut(s, "\n")
			w.line.add(line)
			if more {
				w.flush()
			}
		}
		return
	}
	for s != "" {
		n := plainLen(s)
		w.line.add(s[:n])
		rest := trimPageSpace(s[n:])
		w.space(s[n:len(s)-len(rest)], rest)
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
			if headings++; headings == 2 {
				return true
			}
		}
	}
	return false
}

// space writes what white space stands for before the text rest.
func (w *pageWalker) space(space, rest string) {
	if space == "" {
		return
	}
	end := w.line.text()
	if end == "" || end[len(end)-1] == ' ' {
		return
	}
	if strings.ContainsAny(space, "\n\r") {
		last, _ := utf8.DecodeLastRuneInString(end)
		next, _ := utf8.DecodeRuneInString(rest)
		if wide(last) && (rest == "" || wide(next)) {
			return
		}
	}
	w.line.add(" ")
}

// lineBreak ends the block at <br>, unless the sentence goes on in the next line.
func (w *pageWalker) lineBreak(br *html.Node) {
	if next := br.NextSibling; next != nil && next.Type == html.TextNode && w.kind != corpus.Heading {
		have, s := trim(w.line.text()), trim(next.Data)
		if have != "" && s != "" && continues(have, s) && markerLen(s) == 0 {
			w.space("\n", s)
			return
		}
	}
	w.flush()
}

// flush ends the block being read.
func (w *pageWalker) flush() {
	if w.line.empty() {
		return
	}
	s := trim(w.line.take())
	if s == "" {
		return
	}
	if w.breaks && hasBreak(s) {
		s = oneLine(s)
	}
	b := corpus.Block{Kind: w.kind, Level: w.level, Role: w.role, Path: w.path.String()}
	n, c := scanMarker(s)
	b.Marker = s[:n]
	if item := w.item; item.level > 0 {
		w.item = openItem{}
		if b.Kind == 0 {
			b.Kind, b.Level = corpus.Item, item.level
		}
		if c == noMarker && item.marker != "" {
			b.Marker = strings.TrimRight(item.marker, " ")
			_, c = scanMarker(item.marker)
			w.out.put(item.marker, s, c, b)
			return
		}
	}
	if b.Kind == 0 || b.Kind == corpus.Item && c != noMarker {
		if level := markedLevel(s, n, c); level > 0 {
			b.Kind, b.Level = corpus.Heading, level
		}
	}
	w.out.put("", s, c, b)
}

// draft gives what was read.
func (w *pageWalker) draft() *draft {
	d := &draft{text: w.out.text.String(), blocks: w.out.blocks, title: w.page.title(), lang: w.page.lang}
	outline(d.text, d.blocks, w.out.classes)
	for _, src := range w.page.frames {
		if src == "" || strings.HasPrefix(src, "about:") || strings.HasPrefix(src, "javascript:") {
			continue
		}
		d.problems = append(d.problems, corpus.Problem{Code: "frame",
			Message: "The page shows another page in a frame, which was not read: " + src})
	}
	return d
}
