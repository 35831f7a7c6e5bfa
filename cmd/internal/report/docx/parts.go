package docx

import (
	"strconv"
	"strings"
	"time"
)

const contentTypes = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
	`</Types>`

const (
	relationshipsOpen = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	officeRel         = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

const packageRels = declaration + relationshipsOpen +
	`<Relationship Id="rId1" Type="` + officeRel + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + officeRel + `extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const appProperties = declaration + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
	`<Application>kiyaku</Application></Properties>`

const fontTable = declaration + `<w:fonts` + namespaces + `>` +
	`<w:font w:name="Yu Mincho"><w:altName w:val="游明朝"/><w:charset w:val="80"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>` +
	`<w:font w:name="Yu Gothic"><w:altName w:val="游ゴシック"/><w:charset w:val="80"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>` +
	`<w:font w:name="Calibri"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>` +
	`</w:fonts>`

func (x *writer) properties() {
	x.raw(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"`,
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	x.raw("<dc:title>", escaper.Replace(line(x.d.Title)), "</dc:title>")
	x.raw("<dc:creator>", escaper.Replace(x.authorName()), "</dc:creator>")
	if !x.d.Date.IsZero() {
		at := x.d.Date.UTC().Format(time.RFC3339)
		x.raw(`<dcterms:created xsi:type="dcterms:W3CDTF">`, at, `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`, at, `</dcterms:modified>`)
	}
	x.raw("<dc:language>", localTag(x.d.Lang), "</dc:language></cp:coreProperties>")
}

func (x *writer) settings() {
	x.raw("<w:settings", namespaces, `><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>`,
		`<w:characterSpacingControl w:val="compressPunctuation"/>`,
		`<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`,
		`<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/></w:settings>`)
}

// relation gives the id by which the text names a link.
func (x *writer) relation(link string) string {
	for i, l := range x.links {
		if l == link {
			return "rIdLink" + strconv.Itoa(i+1)
		}
	}
	x.links = append(x.links, link)
	return "rIdLink" + strconv.Itoa(len(x.links))
}

func (x *writer) relations() {
	x.raw(relationshipsOpen)
	for _, p := range []struct{ id, kind, file string }{
		{"rIdStyles", "styles", "styles.xml"}, {"rIdNumbering", "numbering", "numbering.xml"},
		{"rIdSettings", "settings", "settings.xml"}, {"rIdFonts", "fontTable", "fontTable.xml"},
		{"rIdHeader", "header", "header1.xml"}, {"rIdFooter", "footer", "footer1.xml"},
		{"rIdComments", "comments", "comments.xml"},
	} {
		x.raw(`<Relationship Id="`, p.id, `" Type="`, officeRel, p.kind, `" Target="`, p.file, `"/>`)
	}
	for i, l := range x.links {
		x.raw(`<Relationship Id="rIdLink`, strconv.Itoa(i+1), `" Type="`, officeRel, `hyperlink" Target="`, escaper.Replace(l), `" TargetMode="External"/>`)
	}
	x.raw("</Relationships>")
}

func (x *writer) header() {
	x.raw("<w:hdr", namespaces, ">")
	x.paragraph(Paragraph{Style: "Header", Align: Right, Runs: []Run{{Text: line(x.d.Header)}}}, "")
	x.raw("</w:hdr>")
}

func (x *writer) footer() {
	x.raw("<w:ftr", namespaces, `><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>`)
	if text := line(x.d.Footer); text != "" {
		x.run(&Run{Text: text + "　"})
	}
	x.raw(`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r>`,
		`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`)
}

// commentPart writes the comments that the text was found to hold.
func (x *writer) commentPart() {
	x.raw("<w:comments", namespaces, ">")
	for id, c := range x.comments {
		x.raw(`<w:comment w:id="`, strconv.Itoa(id), `"`, x.author(), ` w:initials="`, escaper.Replace(initials(x.authorName())), `">`)
		paragraphs := c.Paragraphs
		if len(paragraphs) == 0 {
			paragraphs = []Paragraph{{}}
		}
		for i, p := range paragraphs {
			if p.Style == Normal {
				p.Style = "CommentText"
			}
			mark := ""
			if i == 0 {
				mark = `<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>`
			}
			x.paragraph(Paragraph{Style: p.Style, Runs: unlinked(p.Runs)}, mark)
		}
		x.raw("</w:comment>")
	}
	x.raw("</w:comments>")
}

// unlinked is runs as they may stand in a comment, which has no links and no comments of its own.
func unlinked(runs []Run) []Run {
	out := make([]Run, len(runs))
	for i, r := range runs {
		r.Link, r.Comment = "", nil
		out[i] = r
	}
	return out
}

func initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		for _, r := range word {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// levels is how deep lists go.
const levels = 3

// numbering defines the marks of lists; each run of numbers is a list of its own.
func (x *writer) numbering() {
	x.raw("<w:numbering", namespaces, ">")
	for id, marks := range [][levels][2]string{
		{{"bullet", "•"}, {"bullet", "–"}, {"bullet", "•"}},
		{{"bullet", "☐"}, {"bullet", "☐"}, {"bullet", "☐"}},
		{{"decimal", "%1."}, {"decimal", "(%2)"}, {"decimalEnclosedCircle", "%3"}},
	} {
		x.raw(`<w:abstractNum w:abstractNumId="`, strconv.Itoa(id), `"><w:multiLevelType w:val="multilevel"/>`)
		for level, m := range marks {
			x.raw(`<w:lvl w:ilvl="`, strconv.Itoa(level), `"><w:start w:val="1"/>`)
			x.val("numFmt", m[0])
			x.val("lvlText", m[1])
			x.raw(`<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="`, strconv.Itoa(420*(level+1)), `" w:hanging="420"/></w:pPr>`,
				`<w:rPr><w:rFonts w:ascii="Yu Gothic" w:eastAsia="Yu Gothic" w:hAnsi="Yu Gothic" w:hint="eastAsia"/></w:rPr></w:lvl>`)
		}
		x.raw("</w:abstractNum>")
	}
	for i, l := range x.lists {
		n := strconv.Itoa(i + 1)
		abstract := map[List]string{Bullets: "0", Checkbox: "1", Numbers: "2"}[l]
		x.raw(`<w:num w:numId="`, n, `"><w:abstractNumId w:val="`, abstract, `"/>`)
		if i >= 3 {
			for level := range levels {
				x.raw(`<w:lvlOverride w:ilvl="`, strconv.Itoa(level), `"><w:startOverride w:val="1"/></w:lvlOverride>`)
			}
		}
		x.raw("</w:num>")
	}
	x.raw("</w:numbering>")
}
