// Package docx writes Word documents (Office Open XML, transitional) that Word and LibreOffice open without repair.
//
// In goes a [Document]: paragraphs and tables of runs, with tracked changes and comments. Out comes the file, whose bytes
// depend on the document alone. Text may hold anything: characters that XML or Word cannot hold, or that would steer or
// reorder what stands around them, are left out; a line break becomes a break, a tab a tab. Links lead to web and mail
// addresses only.
//
// The order of elements is that of ISO/IEC 29500-4 (wml.xsd): Word refuses files in which LibreOffice sees no fault.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"
)

// A Document is a text on A4 pages with page numbers. The zero value is an empty one.
type Document struct {
	Title  string    // in the file's properties; the text shows it only where Body has it
	Author string    // of the file, its tracked changes and comments; "" is taken as "kiyaku"
	Date   time.Time // of the file, its tracked changes and comments; the zero value leaves it out
	Lang   string    // language of the text, "ja" (also "") or "en"; it decides the fonts
	Header string    // at the top of every page, on the right; "" for none
	Footer string    // at the foot of every page, before the page number; "" for none
	Body   []Block
}

// A Block is a [Paragraph] or a [Table].
type Block interface{ write(*writer) }

// Style is how a paragraph looks and what it is in the outline.
type Style string

// The styles. The zero value is running text.
const (
	Normal   Style = ""
	Title    Style = "Title"
	Subtitle Style = "Subtitle"
	Heading1 Style = "Heading1"
	Heading2 Style = "Heading2"
	Heading3 Style = "Heading3"
	Quote    Style = "Quote" // words of a document, set off by a line at the left
	Small    Style = "Small" // notes, sources
	Box      Style = "Box"   // what must not be overlooked, in a frame
)

// List is the mark before a paragraph.
type List int

// The kinds of lists.
const (
	NoList   List = iota
	Bullets       // •
	Numbers       // 1. 2. 3., (1) (2) (3) and ① ② ③ by level
	Checkbox      // ☐
)

// Align is where the lines of a paragraph stand. The zero value is the language's habit: justified in Japanese, left in
// English.
type Align string

// The alignments.
const (
	Left   Align = "left"
	Center Align = "center"
	Right  Align = "right"
)

// Change is the revision that a run or the end of a paragraph belongs to.
type Change int

// The revisions. A moved paragraph stands at both places under one [Paragraph.Move].
const (
	Unchanged Change = iota
	Inserted
	Deleted
	MovedFrom
	MovedTo
)

// A Paragraph is a block of runs.
type Paragraph struct {
	Style     Style
	Runs      []Run
	List      List
	Level     int  // of the list, 0 to 2
	Restart   bool // Numbers: begin at 1 again
	Align     Align
	Indent    int  // from the left, in full-width characters of running text
	KeepNext  bool // on the page of the paragraph that follows; headings always are
	PageBreak bool // begin a page
	// Change is that of the end of the paragraph: Inserted or Deleted where the whole paragraph came or went, so that no
	// empty line stays when a reader accepts or rejects it. Its runs need their own.
	Change Change
	Move   string // with MovedFrom and MovedTo: a name that the two places share and nothing else has
}

// A Run is a piece of text that looks the same throughout.
type Run struct {
	Text      string
	Bold      bool
	Italic    bool
	Underline bool
	Strike    bool
	Color     string   // of the text, RRGGBB; "" is the style's
	Shade     string   // behind the text, RRGGBB; "" for none
	Lang      string   // of the text, "ja", "en" or "nl"; "" is the document's
	Link      string   // web or mail address; any other leaves the text without a link
	Change    Change   // Inserted or Deleted; in moved paragraphs MovedFrom or MovedTo
	Comment   *Comment // on the text from the first run with it to the last
}

// A Comment stands in the margin beside runs.
type Comment struct{ Paragraphs []Paragraph }

// A Table has rows of cells that fill the width of the page.
type Table struct {
	Widths []int // of the columns, relative to each other
	Head   int   // this many rows are repeated on every page
	Rows   [][]Cell
}

// A Cell is one field of a table.
type Cell struct {
	Paragraphs []Paragraph // none is an empty cell
	Span       int         // columns that it covers; 0 is taken as 1
	Shade      string      // background, RRGGBB; "" for none
}

// Text is a paragraph of s alone.
func Text(style Style, s string) Paragraph { return Paragraph{Style: style, Runs: []Run{{Text: s}}} }

// TextCell is a cell of s alone.
func TextCell(s string) Cell { return Cell{Paragraphs: []Paragraph{Text(Normal, s)}} }

// Write writes d as a .docx file. It fails if w does, or if d contradicts itself: a row that does not fill its table, a
// colour that is none, a level without a list mark.
func Write(w io.Writer, d *Document) error {
	x := newWriter(d)
	body := x.part(x.body)
	parts := []struct{ name, data string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/app.xml", appProperties},
		{"docProps/core.xml", x.part(x.properties)},
		{"word/document.xml", body},
		{"word/styles.xml", x.part(x.styles)},
		{"word/numbering.xml", x.part(x.numbering)},
		{"word/settings.xml", x.part(x.settings)},
		{"word/fontTable.xml", fontTable},
		{"word/header1.xml", x.part(x.header)},
		{"word/footer1.xml", x.part(x.footer)},
		{"word/comments.xml", x.part(x.commentPart)},
		{"word/_rels/document.xml.rels", x.part(x.relations)}, // last, since the others ask for them
	}
	if x.err != nil {
		return fmt.Errorf("docx: %w", x.err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = io.WriteString(f, p.data)
		}
		if err != nil {
			return fmt.Errorf("docx %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// epoch is the time of every file in the archive: the first that the format can say.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
