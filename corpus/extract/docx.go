package extract

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// readDOCX reads a Word document: the text as it stands with all insertions accepted and all deletions gone, automatic
// numbers written out, a block for each paragraph and each row of a table, and at the end footnotes and endnotes, what drawn
// diagrams say, and the heads and feet of pages.
func readDOCX(ctx context.Context, body []byte, cfg Config) (*draft, error) {
	parts, err := openParts(body, cfg.MaxText)
	if err != nil {
		return nil, err
	}
	main, err := parts.xml(parts.mainPart())
	if err != nil {
		return nil, err
	}
	styles, err := parts.optional("styles.xml")
	if err != nil {
		return nil, err
	}
	lists, err := parts.optional("numbering.xml")
	if err != nil {
		return nil, err
	}
	w := &wordReader{ctx: ctx, styles: readStyles(styles), shared: &wordFinds{}}
	w.lists = readLists(lists, w.styles)
	w.body(main)
	w.endHeld()
	for _, notes := range []string{"footnotes.xml", "endnotes.xml"} {
		tree, err := parts.optional(notes)
		if err != nil {
			return nil, err
		}
		w.notes(tree)
	}
	if err := w.diagrams(parts); err != nil {
		return nil, err
	}
	if len(w.out.blocks) == 0 && ctx.Err() == nil { // heads and feet are no text to be read alone
		return nil, fail(KindNoText, "the Word document holds no text")
	}
	if err := w.margins(parts); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, because(ctx.Err(), KindTimeout, "reading the Word document took too long")
	}
	d := &draft{title: w.title, text: w.out.text.String(), blocks: w.out.blocks, problems: w.shared.problems()}
	outline(d.text, d.blocks, markers(d.text, d.blocks))
	return d, nil
}

// wordReader goes through the body of a Word document.
type wordReader struct {
	ctx       context.Context
	out       builder
	styles    map[string]*wordStyle
	lists     *wordLists
	title     string
	paragraph int        // number of the paragraph being read, from 1
	boxes     []*element // text boxes met in the paragraph
	inBox     int
	fields    []bool // fields open: whether their result has begun
	held      []byte // text of the paragraph before, whose end was deleted
	cell      bool   // within a cell of a table
	shared    *wordFinds
}

// body finds the paragraphs and tables below e, through all wrappers.
func (w *wordReader) body(e *element) {
	for _, c := range e.children {
		switch c.name {
		case "p":
			w.para(c)
		case "tbl":
			w.endHeld()
			w.table(c)
		case "altChunk":
			w.shared.chunks++
		case "del", "moveFrom", "sdtPr", "sectPr", "Fallback":
		default:
			if !placeholder(c) {
				w.body(c)
			}
		}
		if w.ctx.Err() != nil {
			return
		}
	}
}

// para makes a block of a paragraph, and of the paragraphs in its text boxes after it.
func (w *wordReader) para(p *element) {
	w.paragraph++
	w.fields = w.fields[:0] // a file that never ends a field's code loses no more than a paragraph
	props := p.child("pPr")
	style := w.styles[props.val("pStyle")]
	blk := corpus.Block{Path: fmt.Sprintf("paragraph %d", w.paragraph)}
	var b strings.Builder
	w.runs(&b, p)
	boxes := w.boxes
	w.boxes = nil
	mark := props.child("rPr")
	if mark.on("del") || mark.on("moveFrom") { // goes on in the next paragraph
		w.held = append(w.held, b.String()...)
		w.boxed(boxes)
		return
	}
	text := trim(string(w.held) + b.String())
	w.held = nil
	switch {
	case text == "" && mark.on("vanish"):
	case text == "":
		if number := trim(w.lists.next(props, style)); w.cell && number != "・" { // a column of numbers
			w.out.add(number, blk)
		}
	default:
		w.shape(&blk, props, style)
		number := w.lists.next(props, style)
		if number != "" && blk.Kind == 0 && number == "・" {
			blk.Kind, blk.Level = corpus.Item, 1+w.lists.level(props, style)
		}
		blk.Marker = trim(number)
		if style.named("title") && w.title == "" {
			w.title = oneLine(text)
		}
		w.lines(number+text, blk)
	}
	w.boxed(boxes)
}

// boxed reads the text boxes of a paragraph. What the paragraph left open goes on behind them.
func (w *wordReader) boxed(boxes []*element) {
	if w.inBox < 8 && len(boxes) > 0 {
		held := w.held
		w.held = nil
		w.inBox++
		for _, box := range boxes {
			w.body(box)
		}
		w.inBox--
		w.endHeld()
		w.held = held
	}
}

// endHeld makes a paragraph of text that has none to go on in.
func (w *wordReader) endHeld() {
	w.out.add(string(w.held), corpus.Block{Path: fmt.Sprintf("paragraph %d", w.paragraph)})
	w.held = nil
}

// lines makes a block of each line of a paragraph that has line breaks in it.
func (w *wordReader) lines(text string, blk corpus.Block) {
	var held []byte
	before := "" // the line that held ends in
	for line := range strings.SplitSeq(text, "\n") {
		if line = trim(line); line == "" {
			continue
		}
		if before != "" && !continues(before, line) {
			w.out.add(string(held), blk)
			blk.Marker = ""
			held = held[:0]
		}
		if len(held) > 0 && held[len(held)-1] < utf8.RuneSelf {
			held = append(held, ' ')
		}
		held, before = append(held, line...), line
	}
	w.out.add(string(held), blk)
}

// shape gives a block the kind that the paragraph's style says.
func (w *wordReader) shape(blk *corpus.Block, props *element, style *wordStyle) {
	if level := outlineLevel(props, style); level >= 0 && level < 6 {
		blk.Kind, blk.Level = corpus.Heading, level+1
	}
	switch {
	case style.named("title"):
		blk.Kind, blk.Level = corpus.Heading, 1
	case style.named("toc"):
		blk.Role = corpus.Nav
	case style.named("caption"), style.named("footnote text"), style.named("endnote text"):
		blk.Kind = corpus.Note
	}
}

// runs writes the text of a paragraph's runs.
func (w *wordReader) runs(b *strings.Builder, e *element) {
	if e.name == "r" && w.hides(e) {
		return
	}
	for _, c := range e.children {
		switch c.name {
		case "fldChar":
			w.field(c.attr("fldCharType"))
		case "t":
			if !w.inFieldCode() {
				b.WriteString(c.text)
			}
		case "tab", "ptab":
			if e.name == "r" {
				b.WriteByte('\t')
			}
		case "br", "cr":
			b.WriteByte('\n')
		case "noBreakHyphen":
			b.WriteByte('-')
		case "softHyphen":
			b.WriteString("\u00AD")
		case "sym":
			b.WriteString(symbol(c))
		case "txbxContent":
			w.boxes = append(w.boxes, c)
		case "del", "moveFrom", "delText", "instrText", "pPr", "rPr", "rt", "Fallback", "footnoteRef", "endnoteRef":
		default:
			if !placeholder(c) {
				w.runs(b, c)
			}
		}
	}
}

// symbol is a character of a symbol font; bullets are all one.
func symbol(e *element) string {
	var r rune
	if _, err := fmt.Sscanf(e.attr("char"), "%x", &r); err != nil || r >= 0xE000 && r <= 0xF8FF || r == 0 {
		return "・"
	}
	return string(r)
}

// table makes a block of each row. A table with one column only lays out: its cells are read as paragraphs.
func (w *wordReader) table(t *element) {
	rows := rowsOf(t, nil)
	across := false
	for _, r := range rows {
		across = across || len(cellsOf(r, nil)) > 1
	}
	for i, r := range rows {
		cells := cellsOf(r, nil)
		if !across {
			for _, c := range cells {
				w.body(c)
				w.endHeld()
			}
			continue
		}
		var parts []string
		for _, c := range cells {
			inner := &wordReader{ctx: w.ctx, styles: w.styles, lists: w.lists, shared: w.shared, inBox: w.inBox, cell: true}
			inner.body(c)
			inner.endHeld()
			w.paragraph += inner.paragraph
			if s := strings.ReplaceAll(inner.out.text.String(), "\n", " "); s != "" {
				parts = append(parts, s)
			}
		}
		w.out.add(strings.Join(parts, cellJoin), corpus.Block{Kind: corpus.Row,
			Path: fmt.Sprintf("paragraph %d, row %d", w.paragraph, i+1)})
	}
}

// rowsOf are the rows of a table, those in content controls and insertions too.
func rowsOf(e *element, rows []*element) []*element {
	for _, c := range e.children {
		switch c.name {
		case "tr":
			if !c.child("trPr").on("del") {
				rows = append(rows, c)
			}
		case "tbl", "del":
		default:
			rows = rowsOf(c, rows)
		}
	}
	return rows
}

func cellsOf(e *element, cells []*element) []*element {
	for _, c := range e.children {
		switch c.name {
		case "tc":
			if c.child("tcPr").child("cellDel") == nil {
				cells = append(cells, c)
			}
		case "tr":
		default:
			cells = cellsOf(c, cells)
		}
	}
	return cells
}

// notes adds footnotes or endnotes at the end.
func (w *wordReader) notes(tree *element) {
	if tree == nil || len(tree.children) == 0 {
		return
	}
	for _, root := range tree.children {
		for _, n := range root.children {
			if t := n.attr("type"); t != "" && t != "normal" {
				continue
			}
			inner := &wordReader{ctx: w.ctx, styles: w.styles, lists: w.lists, shared: w.shared}
			inner.body(n)
			inner.endHeld()
			w.out.add(inner.out.text.String(), corpus.Block{Kind: corpus.Note, Path: n.name + " " + n.attr("id")})
		}
	}
}
