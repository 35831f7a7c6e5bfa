// Package corpus holds the types that a text passes through before it is understood: where it comes from ([Source]),
// what was received ([Snapshot]) and what can be read in it ([Document], made of [Block]s).
//
// Subpackages make them: fetch turns a Source into a Snapshot, extract a Snapshot into a Document. This package does no
// I/O itself, but for reading lists of sources ([Target]) from readers and file systems that it is given.
package corpus

import (
	"net/http"
	"sort"
	"time"
)

// Lang is the language of a text as an ISO 639-1 code; the empty Lang means "not known yet".
type Lang string

// The languages that kiyaku reads.
const (
	Japanese Lang = "ja"
	English  Lang = "en"
	Dutch    Lang = "nl"
)

// Kind says which part a document plays in the contract between vendor and customer; the empty Kind means "not said":
// the analyzer then judges by title and wording.
type Kind string

// The kinds of documents, as in --kind.
const (
	Terms        Kind = "terms"        // 利用規約
	Privacy      Kind = "privacy"      // プライバシーポリシー
	DPA          Kind = "dpa"          // データ処理契約, verwerkersovereenkomst
	Maintenance  Kind = "maintenance"  // 保守規約
	Security     Kind = "security"     // セキュリティに関する説明
	Confirmation Kind = "confirmation" // 個人情報授受確認書, 覚書
)

// A Source names one text of a service.
type Source struct {
	Location string // http(s) URL, path of a file, or "-" for standard input
	Service  string // name of the service; may be empty
	Kind     Kind
	Lang     Lang

	// Selection is the part of a web page that is the document; nil for all of it. It does not concern other formats.
	Selection *Selection
}

// A Snapshot is a text as it was received, before any reading.
type Snapshot struct {
	Source    Source
	URL       string      // the address that answered, after redirects; the path for a file
	FetchedAt time.Time   // when the answer was complete; zero for files
	Status    int         // HTTP status; 0 for files
	Header    http.Header // as received; nil for files
	MediaType string      // type/subtype in lower case, from the header or the file's name; "" if neither tells
	Charset   string      // charset as declared in the header; "" if none
	Body      []byte      // content-encoding undone, otherwise as received
	Rendered  bool        // Body is the page as a browser had built it, not as the site sent it
	SHA256    string      // of Body, lower-case hex
}

// A Span is a half-open range [Start, End) of byte offsets into Document.Text.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// In is the part of text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// BlockKind tells what a block is on the page; the zero BlockKind means "not told yet" and is that of no block in a
// [Document].
type BlockKind uint8

// Kinds of blocks.
const (
	Heading   BlockKind = iota + 1 // Level 1…6
	Paragraph                      // Level 0
	Item                           // list item; Level is its depth, from 1
	Row                            // one row of a table, cells joined by " ／ "
	Note                           // footnote, caption
)

// String is the kind's name, such as "heading"; "" for the zero BlockKind.
func (k BlockKind) String() string {
	names := [...]string{"", "heading", "paragraph", "item", "row", "note"}
	return names[min(int(k), len(names)-1)]
}

// A Role says that a block is no part of the document proper. Such blocks stay in the text and are shown, but the
// analyzer leaves them out.
type Role uint8

// Roles of blocks; Body is everything that is analyzed.
const (
	Body   Role = iota
	Nav         // navigation, breadcrumbs, table of contents
	Footer      // site footer, head and foot of a page of a Word document
	Banner      // cookie or announcement banner
)

// String is the role's name, such as "nav"; "" for Body.
func (r Role) String() string {
	names := [...]string{"", "nav", "footer", "banner"}
	return names[min(int(r), len(names)-1)]
}

// A Block is one paragraph, heading, list item or table row of a document.
type Block struct {
	Kind   BlockKind
	Role   Role
	Level  int
	Marker string // number or bullet at the block's head as it stands in Text, e.g. "(1)", "第3条", "・"; may be empty
	Span   Span   // whole block including its marker, without the line break
	Page   int    // page of the original, from 1; 0 where there are no pages

	// Path is the place in the original, such as "/html/body/main/ol[2]/li[3]" or "paragraph 12". That of a line of a web
	// page may end in its line break, "…/br[2]". It may be empty.
	Path string

	// OCR is how sure a program was, 0…1, that read the block from a picture of its page: such text may hold wrong
	// characters. It is 0 where the text stands in the file.
	OCR float64
}

// A Problem is a part of a text that could not be read, or not surely. What is not read must never look like "nothing
// found": problems lower the coverage and are shown in every report.
type Problem struct {
	Code    string // stable ASCII id, e.g. "charset-doubtful", "page-unreadable"
	Message string // one English sentence for people
	Span    Span   // where; empty if it concerns the whole document
	Lost    int    // bytes of text estimated to be missing; 0 if none or unknown
}

// A Document is the text of a snapshot together with its layout.
//
// Text is valid UTF-8. For UTF-8 plain text it is the file itself, byte for byte; otherwise one block a line. Wording and
// characters are never changed: look-alike characters stay as they are (compare with package fold). Blocks are in text
// order and do not overlap; text between blocks is white space, in Markdown also mark-up (#, ---, the bullet before a
// number).
type Document struct {
	ID        string // "d1", "d2", … within one assessment; set by the analyzer
	Source    Source
	URL       string // where it was found; the path for a file
	Kind      Kind
	Lang      Lang
	Title     string
	Text      string
	Blocks    []Block
	Problems  []Problem
	SHA256    string    // of the snapshot's body
	Bytes     int       // length of the snapshot's body
	FetchedAt time.Time // zero for files
	Extractor string    // name and version of the extractor, e.g. "html/1"
	Links     []Link    // of a web page, to what look like documents of a contract, each address once
	Listing   bool      // it is a list of such links and holds no provisions itself
}

// A Link leads from one page to another.
type Link struct {
	Text string // as shown
	URL  string // absolute, without fragment
}

// BlockAt is the block that holds the byte at offset in Text, or the last one before it; nil if there is none.
func (d *Document) BlockAt(offset int) *Block {
	if blocks := d.BlocksFrom(offset); len(blocks) > 0 {
		return &blocks[0]
	}
	return nil
}

// BlocksFrom gives [Document.BlockAt] and all blocks behind it; none if there is none at offset or before it.
func (d *Document) BlocksFrom(offset int) []Block {
	i := sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Span.Start > offset })
	if i == 0 {
		return nil
	}
	return d.Blocks[i-1:]
}
