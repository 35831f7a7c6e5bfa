package docx

import (
	"fmt"
	"strconv"
	"strings"
	"time"
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
