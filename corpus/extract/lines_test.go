package extract

import (
	"strings"
	"testing"
)

// Every line break of Unicode ends a line of a plain text, and no character is cut.
func TestLinesOfUnicode(t *testing.T) {
	for _, mark := range []string{"\n", "\r\n", "\f", "\u0085", "\u2028", "\u2029"} {
		doc := mustRead(t, "a.txt", "第1条（閲覧）"+mark+"当社は閲覧しません。"+mark+"以上")
		if len(doc.Blocks) != 3 || doc.Blocks[1].Span.In(doc.Text) != "当社は閲覧しません。" {
			t.Errorf("%q: blocks %+v of %q", mark, doc.Blocks, doc.Text)
		}
	}
}

// Of several lists that claim a style the same one is taken each time.
func TestLinkedListIsTheSame(t *testing.T) {
	var abstract strings.Builder
	for _, id := range []string{"3", "1", "2"} {
		abstract.WriteString(`<w:abstractNum w:abstractNumId="` + id + `"><w:styleLink w:val="S"/><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="` + id + `-%1"/></w:lvl></w:abstractNum>`)
	}
	file := docxFile(para("", "7.0", "当社は閲覧しません。"), "numbering.xml", `<w:numbering>`+abstract.String()+
		`<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="S"/></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="9"/></w:num></w:numbering>`)
	for range 30 {
		if doc := mustRead(t, "a.docx", file); !strings.HasPrefix(doc.Text, "1-1") {
			t.Fatalf("text = %q", doc.Text)
		}
	}
}
