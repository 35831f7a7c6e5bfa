package docx

// fonts are those of a language: serif and sans are what its contracts and its headings are set in.
func (x *writer) fonts() (text, heading string) {
	if x.english() {
		return "Calibri", "Calibri"
	}
	return "Yu Mincho", "Yu Gothic"
}

func rFonts(latin, japanese string) string {
	return `<w:rFonts w:ascii="` + latin + `" w:eastAsia="` + japanese + `" w:hAnsi="` + latin + `" w:cs="` + latin + `"/>`
}

// A paragraphStyle is a w:style; pPr and rPr are its properties, in the order of the schema.
type paragraphStyle struct {
	id, name, next string
	pPr, rPr       string
}

func (x *writer) styles() {
	text, heading := x.fonts()
	align := `<w:jc w:val="both"/>`
	japanese, sans := text, heading
	if x.english() {
		align, japanese, sans = "", "Yu Gothic", "Yu Gothic"
	}
	x.raw("<w:styles", namespaces, "><w:docDefaults><w:rPrDefault><w:rPr>", rFonts(text, japanese),
		`<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`,
		`<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="300" w:lineRule="atLeast"/>`, align, `</w:pPr></w:pPrDefault></w:docDefaults>`)
	x.raw(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	x.raw(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`)
	x.raw(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>`,
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for _, s := range x.paragraphStyles(rFonts(heading, sans)) {
		x.raw(`<w:style w:type="paragraph" w:customStyle="`, custom(s.name), `" w:styleId="`, s.id, `"><w:name w:val="`, s.name, `"/><w:basedOn w:val="Normal"/>`)
		if s.next != "" {
			x.val("next", s.next)
		}
		x.raw("<w:qFormat/><w:pPr>", s.pPr, "</w:pPr><w:rPr>", s.rPr, "</w:rPr></w:style>")
	}
	x.raw(`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F4B85"/><w:u w:val="single"/></w:rPr></w:style>`)
	x.raw(`<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>`)
	x.raw(`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>`,
		`<w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="left"/></w:pPr>`,
		`<w:tblPr><w:tblBorders>`, border("top"), border("left"), border("bottom"), border("right"), border("insideH"), border("insideV"),
		`</w:tblBorders></w:tblPr></w:style>`)
	x.raw("</w:styles>")
}

// custom tells Word that a style is none of its own.
func custom(name string) string {
	if name == "Box" || name == "Small" {
		return "1"
	}
	return "0"
}

func border(side string) string {
	return `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="9AA3AD"/>`
}

func (x *writer) paragraphStyles(sans string) []paragraphStyle {
	size := func(halfPoints string) string {
		return `<w:sz w:val="` + halfPoints + `"/><w:szCs w:val="` + halfPoints + `"/>`
	}
	const bold, grey = "<w:b/><w:bCs/>", `<w:color w:val="59636E"/>`
	head := func(before, level string) string {
		return `<w:keepNext/><w:keepLines/><w:spacing w:before="` + before + `" w:after="100"/><w:jc w:val="left"/><w:outlineLvl w:val="` + level + `"/>`
	}
	frame := func(side string) string {
		return `<w:` + side + ` w:val="single" w:sz="8" w:space="6" w:color="7D5200"/>`
	}
	return []paragraphStyle{
		{"Title", "Title", "Normal", `<w:keepNext/><w:spacing w:before="0" w:after="160"/><w:jc w:val="center"/>`, sans + bold + size("32")},
		{"Subtitle", "Subtitle", "Normal", `<w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/>`, grey + size("21")},
		{"Heading1", "heading 1", "Normal", head("360", "0"), sans + bold + size("26")},
		{"Heading2", "heading 2", "Normal", head("260", "1"), sans + bold + size("23")},
		{"Heading3", "heading 3", "Normal", head("200", "2"), sans + bold + size("21")},
		{"Quote", "Quote", "Normal", `<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="B7C1CC"/></w:pBdr><w:spacing w:before="60" w:after="120"/><w:ind w:left="420"/>`, ""},
		{"Small", "Small", "", `<w:spacing w:after="60" w:line="240" w:lineRule="atLeast"/>`, grey + size("18")},
		{"Box", "Box", "", `<w:pBdr>` + frame("top") + frame("left") + frame("bottom") + frame("right") + `</w:pBdr><w:spacing w:before="160" w:after="200"/><w:ind w:left="160" w:right="160"/>`, ""},
		{"Header", "header", "", `<w:spacing w:after="0"/>`, grey + size("18")},
		{"Footer", "footer", "", `<w:spacing w:after="0"/>`, grey + size("18")},
		{"CommentText", "annotation text", "", `<w:spacing w:after="40" w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>`, size("18")},
	}
}
