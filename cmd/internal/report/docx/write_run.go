package docx

import (
	"kiyaku/corpus/pattern"
	"strconv"
	"strings"
)

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
