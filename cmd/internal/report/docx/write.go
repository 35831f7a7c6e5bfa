package docx

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kiyaku/corpus/pattern"
)

// writer builds the parts of one file. What the text needs of other parts (comments, links, lists) is gathered while the
// text is written.
type writer struct {
	d        *Document
	b        strings.Builder
	err      error // the first contradiction
	ids      int   // of tracked changes
	links    []string
	lists    []List     // one for each run of numbers, by number from 1
	comments []*Comment // by id from 0
	last     map[*Comment]int
	runs     int // written so far, to know the last one of a comment
}

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func newWriter(d *Document) *writer {
	x := &writer{d: d, last: map[*Comment]int{}, lists: []List{Bullets, Checkbox, Numbers}}
	n := 0
	for _, b := range d.Body {
		eachRun(b, func(r *Run) {
			if r.Comment != nil {
				x.last[r.Comment] = n
			}
			n++
		})
	}
	return x
}

// eachRun calls f for the runs of b in the order in which they are written.
func eachRun(b Block, f func(*Run)) {
	switch b := b.(type) {
	case Paragraph:
		for i := range b.Runs {
			f(&b.Runs[i])
		}
	case Table:
		for _, row := range b.Rows {
			for _, c := range row {
				for _, p := range c.Paragraphs {
					eachRun(p, f)
				}
			}
		}
	}
}

// part gives what f writes as a file of its own.
func (x *writer) part(f func()) string {
	x.b.Reset()
	x.b.WriteString(declaration)
	f()
	return x.b.String()
}

func (x *writer) fail(format string, args ...any) {
	if x.err == nil {
		x.err = fmt.Errorf(format, args...)
	}
}

// raw writes marks of our own.
func (x *writer) raw(marks ...string) {
	for _, m := range marks {
		x.b.WriteString(m)
	}
}

// val writes <w:name w:val="value"/>.
func (x *writer) val(name, value string) {
	x.raw("<w:", name, ` w:val="`, escaper.Replace(line(value)), `"/>`)
}

// on writes <w:name/> if set.
func (x *writer) on(name string, set bool) {
	if set {
		x.raw("<w:", name, "/>")
	}
}

func (x *writer) authorName() string {
	if name := line(x.d.Author); name != "" {
		return name
	}
	return "kiyaku"
}

// author is the attributes of whoever made a change or comment.
func (x *writer) author() string {
	s := ` w:author="` + escaper.Replace(x.authorName()) + `"`
	if !x.d.Date.IsZero() {
		s += ` w:date="` + x.d.Date.UTC().Format(time.RFC3339) + `"`
	}
	return s
}

// revision is the attributes of one tracked change.
func (x *writer) revision() string {
	x.ids++
	return ` w:id="` + strconv.Itoa(x.ids) + `"` + x.author()
}

func (x *writer) english() bool { return x.d.Lang == "en" }

func (x *writer) body() {
	x.raw("<w:document", namespaces, "><w:body>")
	for i, b := range x.d.Body {
		b.write(x)
		if _, table := b.(Table); table && (i+1 == len(x.d.Body) || isTable(x.d.Body[i+1])) {
			Paragraph{Style: Small}.write(x) // tables that touch become one; the last block must be a paragraph
		}
	}
	x.raw(`<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/>`,
		`<w:pgSz w:w="11906" w:h="16838"/>`, // A4 in twentieths of a point
		`<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>`,
		`<w:cols w:space="425"/></w:sectPr></w:body></w:document>`)
}

// textWidth is that of a page between its margins, in twentieths of a point.
const textWidth = 11906 - 2*1418

func isTable(b Block) bool { _, ok := b.(Table); return ok }

func (p Paragraph) write(x *writer) { x.paragraph(p, "") }

// paragraph writes p; mark goes before its runs.
func (x *writer) paragraph(p Paragraph, mark string) {
	if p.Change == MovedFrom || p.Change == MovedTo {
		if p.Move == "" {
			x.fail("a moved paragraph needs a name for its move")
		}
		x.moved(p, mark)
		return
	}
	x.raw("<w:p>")
	x.paragraphProperties(p)
	x.raw(mark)
	x.eachRun(p.Runs)
	x.raw("</w:p>")
}

// moved writes a paragraph that stands at one of the two places of a move.
func (x *writer) moved(p Paragraph, mark string) {
	name := "moveFromRange"
	if p.Change == MovedTo {
		name = "moveToRange"
	}
	x.ids++
	id := ` w:id="` + strconv.Itoa(x.ids) + `"`
	x.raw("<w:p>")
	x.paragraphProperties(p)
	x.raw(mark, "<w:", name, "Start", id, x.author(), ` w:name="`, escaper.Replace(line(p.Move)), `"/>`)
	x.eachRun(p.Runs)
	x.raw("<w:", name, "End", id, "/></w:p>")
}

// paragraphProperties keeps the order of CT_PPr.
func (x *writer) paragraphProperties(p Paragraph) {
	x.raw("<w:pPr>")
	if p.Style != Normal {
		x.val("pStyle", string(p.Style))
	}
	x.on("keepNext", p.KeepNext)
	x.on("pageBreakBefore", p.PageBreak)
	if p.List != NoList {
		x.raw(`<w:numPr><w:ilvl w:val="`, strconv.Itoa(x.level(p)), `"/><w:numId w:val="`, strconv.Itoa(x.list(p)), `"/></w:numPr>`)
	}
	if p.Indent > 0 {
		x.raw(`<w:ind w:left="`, strconv.Itoa(p.Indent*210), `"/>`)
	}
	switch p.Align {
	case Left, Center, Right:
		x.val("jc", string(p.Align))
	case "":
	default:
		x.fail("no alignment %q", p.Align)
	}
	if name := p.Change.element(); name != "" {
		x.raw("<w:rPr><w:", name, x.revision(), "/></w:rPr>")
	}
	x.raw("</w:pPr>")
}

func (c Change) element() string {
	switch c {
	case Inserted:
		return "ins"
	case Deleted:
		return "del"
	case MovedFrom:
		return "moveFrom"
	case MovedTo:
		return "moveTo"
	}
	return ""
}

func (x *writer) level(p Paragraph) int {
	if p.Level < 0 || p.Level >= levels {
		x.fail("list level %d: there are 0 to %d", p.Level, levels-1)
	}
	return p.Level
}

// list gives the number of the list that p belongs to.
func (x *writer) list(p Paragraph) int {
	switch p.List {
	case Bullets:
		return 1
	case Checkbox:
		return 2
	case Numbers:
		if p.Restart {
			x.lists = append(x.lists, Numbers)
		}
		return len(x.lists)
	}
	x.fail("no list mark %d", p.List)
	return 0
}

func (x *writer) eachRun(runs []Run) {
	for i := range runs {
		x.run(&runs[i])
	}
}

func (x *writer) run(r *Run) {
	id := x.commentStart(r)
	name, link := r.Change.element(), address(r.Link)
	if link != "" {
		x.raw(`<w:hyperlink r:id="`, x.relation(link), `" w:history="1">`)
	}
	if name != "" {
		x.raw("<w:", name, x.revision(), ">")
	}
	x.raw("<w:r>")
	x.runProperties(r, link != "")
	x.text(r.Text, r.Change == Deleted)
	x.raw("</w:r>")
	if name != "" {
		x.raw("</w:", name, ">")
	}
	if link != "" {
		x.raw("</w:hyperlink>")
	}
	if id >= 0 && x.last[r.Comment] == x.runs {
		n := strconv.Itoa(id)
		x.raw(`<w:commentRangeEnd w:id="`, n, `"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="`, n, `"/></w:r>`)
	}
	x.runs++
}

// commentStart opens the comment of r where r is the first run with it, and gives its number; -1 for none.
func (x *writer) commentStart(r *Run) int {
	if _, anchored := x.last[r.Comment]; !anchored || r.Comment == nil {
		return -1
	}
	for id, c := range x.comments {
		if c == r.Comment {
			return id
		}
	}
	x.comments = append(x.comments, r.Comment)
	id := len(x.comments) - 1
	x.raw(`<w:commentRangeStart w:id="`, strconv.Itoa(id), `"/>`)
	return id
}

var colour = pattern.Lazy(`^[0-9A-Fa-f]{6}$`)

func (x *writer) rgb(s string) string {
	if !colour().MatchString(s) {
		x.fail("no colour %q: it must be RRGGBB", s)
	}
	return s
}

// runProperties keeps the order of CT_RPr.
func (x *writer) runProperties(r *Run, link bool) {
	x.raw("<w:rPr>")
	if link {
		x.val("rStyle", "Hyperlink")
	}
	lang := r.Lang
	if lang == "" {
		lang = x.d.Lang
	}
	if lang == "ja" || lang == "" {
		x.raw(`<w:rFonts w:hint="eastAsia"/>`) // “”, … and ① have both widths
	}
	for _, p := range []struct {
		name string
		set  bool
	}{{"b", r.Bold}, {"bCs", r.Bold}, {"i", r.Italic}, {"iCs", r.Italic}, {"strike", r.Strike}} {
		x.on(p.name, p.set)
	}
	if r.Color != "" {
		x.val("color", x.rgb(r.Color))
	}
	if r.Underline {
		x.val("u", "single")
	}
	if r.Shade != "" {
		x.raw(`<w:shd w:val="clear" w:color="auto" w:fill="`, x.rgb(r.Shade), `"/>`)
	}
	if r.Lang != "" && localTag(r.Lang) != localTag(x.d.Lang) {
		if r.Lang == "ja" {
			x.raw(`<w:lang w:eastAsia="ja-JP"/>`)
		} else {
			x.val("lang", localTag(r.Lang))
		}
	}
	x.raw("</w:rPr>")
}

// text writes s with its line breaks and tabs.
func (x *writer) text(s string, deleted bool) {
	element := "w:t"
	if deleted {
		element = "w:delText"
	}
	for i, l := range strings.Split(clean(s), "\n") {
		if i > 0 {
			x.raw("<w:br/>")
		}
		for j, piece := range strings.Split(l, "\t") {
			if j > 0 {
				x.raw("<w:tab/>")
			}
			if piece != "" {
				x.raw("<", element, ` xml:space="preserve">`, escaper.Replace(piece), "</", element, ">")
			}
		}
	}
}

func (t Table) write(x *writer) {
	sum := 0
	for _, w := range t.Widths {
		if w <= 0 {
			x.fail("a table with a column of width %d", w)
			return
		}
		sum += w
	}
	if sum == 0 || len(t.Rows) == 0 {
		x.fail("a table needs columns and rows")
		return
	}
	x.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="`, strconv.Itoa(textWidth),
		`" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	widths := make([]int, len(t.Widths))
	for i, w := range t.Widths {
		widths[i] = textWidth * w / sum
		x.raw(`<w:gridCol w:w="`, strconv.Itoa(widths[i]), `"/>`)
	}
	x.raw("</w:tblGrid>")
	for i, row := range t.Rows {
		x.raw("<w:tr><w:trPr>")
		x.on("cantSplit", short(row))
		x.on("tblHeader", i < t.Head)
		x.raw("</w:trPr>")
		column := 0
		for _, c := range row {
			span := max(1, c.Span)
			if column+span > len(widths) {
				break
			}
			width := 0
			for _, w := range widths[column : column+span] {
				width += w
			}
			x.cell(c, span, width)
			column += span
		}
		if want := rowSpan(row); column != len(widths) || want != column {
			x.fail("row %d of a table covers %d columns of %d", i+1, want, len(widths))
		}
		x.raw("</w:tr>")
	}
	x.raw("</w:tbl>")
}

// short reports whether row takes so few lines that it is better kept on one page.
func short(row []Cell) bool {
	for _, c := range row {
		bytes := 0
		for _, p := range c.Paragraphs {
			for _, r := range p.Runs {
				bytes += len(r.Text)
			}
		}
		if bytes > 600 {
			return false
		}
	}
	return true
}

// rowSpan is how many columns the cells of row cover.
func rowSpan(row []Cell) int {
	n := 0
	for _, c := range row {
		n += max(1, c.Span)
	}
	return n
}

// cell keeps the order of CT_TcPr; a cell ends with a paragraph.
func (x *writer) cell(c Cell, span, width int) {
	x.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/>`)
	if span > 1 {
		x.val("gridSpan", strconv.Itoa(span))
	}
	if c.Shade != "" {
		x.raw(`<w:shd w:val="clear" w:color="auto" w:fill="`, x.rgb(c.Shade), `"/>`)
	}
	x.raw("</w:tcPr>")
	for _, p := range c.Paragraphs {
		p.write(x)
	}
	if len(c.Paragraphs) == 0 {
		Paragraph{}.write(x)
	}
	x.raw("</w:tc>")
}
