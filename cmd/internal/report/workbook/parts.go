package workbook

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	officeSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relSpace    = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	sheetType   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const packageRelations = declaration + `<Relationships ` + relSpace + `>` +
	`<Relationship Id="rId1" Type="` + officeSpace + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + officeSpace + `/extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const appProperties = declaration + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
	`<Application>kiyaku</Application></Properties>`

// sheetPart is the file of the i-th sheet, from 0.
func sheetPart(i int) string { return "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml" }

func (b *Book) contentTypes() string {
	var x strings.Builder
	x.WriteString(declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>`)
	for i := range b.sheets {
		x.WriteString(`<Override PartName="/` + sheetPart(i) + `" ContentType="` + sheetType + `worksheet+xml"/>`)
	}
	x.WriteString(`</Types>`)
	return x.String()
}

func (b *Book) relations() string {
	var x strings.Builder
	x.WriteString(declaration + `<Relationships ` + relSpace + `>` +
		`<Relationship Id="rIdStyles" Type="` + officeSpace + `/styles" Target="styles.xml"/>`)
	for i := range b.sheets {
		fmt.Fprintf(&x, `<Relationship Id="rId%d" Type="%s/worksheet" Target="%s"/>`, i+1, officeSpace, strings.TrimPrefix(sheetPart(i), "xl/"))
	}
	x.WriteString(`</Relationships>`)
	return x.String()
}

// properties have a fixed time: the same content gives the same bytes.
func (b *Book) properties() string {
	const when = "2000-01-01T00:00:00Z"
	author := escaped(b.Author)
	return declaration + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(b.Title) + `</dc:title><dc:creator>` + author + `</dc:creator><cp:lastModifiedBy>` + author + `</cp:lastModifiedBy>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + when + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + when + `</dcterms:modified>` +
		`<dc:language>` + escaped(b.Lang) + `</dc:language></cp:coreProperties>`
}

func (b *Book) workbook() string {
	var x strings.Builder
	x.WriteString(declaration + `<workbook ` + mainSpace + ` xmlns:r="` + officeSpace + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i, s := range b.sheets {
		fmt.Fprintf(&x, `<sheet name=%s sheetId="%d" r:id="rId%d"/>`, quoted(s.name), i+1, i+1)
	}
	x.WriteString(`</sheets>`)
	var names strings.Builder
	for i, s := range b.sheets {
		sheet := escaped("'" + strings.ReplaceAll(s.name, "'", "''") + "'!")
		if s.Filter != (Range{}) {
			fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s%s:%s</definedName>`,
				i, sheet, s.Filter.From.absolute(), s.Filter.To.absolute())
		}
		if s.Titles > 0 {
			fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s$%d:$%d</definedName>`, i, sheet, s.Titles, s.Titles)
		}
	}
	if names.Len() > 0 {
		x.WriteString(`<definedNames>` + names.String() + `</definedNames>`)
	}
	x.WriteString(`</workbook>`)
	return x.String()
}

// around gives what stands in the part of a sheet before its rows and after them, in the order of the schema.
func (s *Sheet) around() (before, after string) {
	var x, y strings.Builder
	x.WriteString(declaration + `<worksheet ` + mainSpace + ` xmlns:r="` + officeSpace + `">`)
	if s.Page.FitWidth {
		x.WriteString(`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	}
	s.view(&x)
	x.WriteString(`<sheetFormatPr defaultRowHeight="15"/>`)
	if len(s.Columns) > 0 {
		x.WriteString(`<cols>`)
		for i, c := range s.Columns {
			hidden := ""
			if c.Hidden {
				hidden = ` hidden="1"`
			}
			fmt.Fprintf(&x, `<col min="%d" max="%d" width="%s" customWidth="1"%s/>`, i+1, i+1, number(c.Width), hidden)
		}
		x.WriteString(`</cols>`)
	}
	x.WriteString(`<sheetData>`)
	y.WriteString(`</sheetData>`)
	if s.Filter != (Range{}) {
		y.WriteString(`<autoFilter ref="` + s.Filter.name() + `"/>`)
	}
	if len(s.merged) > 0 {
		fmt.Fprintf(&y, `<mergeCells count="%d">`, len(s.merged))
		for _, r := range s.merged {
			y.WriteString(`<mergeCell ref="` + r.name() + `"/>`)
		}
		y.WriteString(`</mergeCells>`)
	}
	s.dropdowns(&y)
	s.print(&y)
	y.WriteString(`</worksheet>`)
	return x.String(), y.String()
}

// view is what is in sight when the sheet is opened.
func (s *Sheet) view(x *strings.Builder) {
	tab := ""
	if s.book.sheets[0] == s {
		tab = ` tabSelected="1"`
	}
	x.WriteString(`<sheetViews><sheetView workbookViewId="0"` + tab + `>`)
	top := s.Top
	if top == (Place{}) {
		top = Place{s.Frozen + 1, 1}
	}
	pane := ""
	if s.Frozen > 0 {
		pane = ` pane="bottomLeft"`
		fmt.Fprintf(x, `<pane ySplit="%d" topLeftCell="%s" activePane="bottomLeft" state="frozen"/>`, s.Frozen, Place{s.Frozen + 1, top.Column}.Name())
	}
	fmt.Fprintf(x, `<selection%s activeCell="%s" sqref="%s"/></sheetView></sheetViews>`, pane, top.Name(), top.Name())
}

func (s *Sheet) dropdowns(x *strings.Builder) {
	if len(s.offers) == 0 {
		return
	}
	fmt.Fprintf(x, `<dataValidations count="%d">`, len(s.offers))
	for _, o := range s.offers {
		strict := ""
		if o.strict {
			strict = ` showErrorMessage="1"`
		}
		// In a formula " is written twice.
		list := escaped(`"` + strings.ReplaceAll(o.words, `"`, `""`) + `"`)
		x.WriteString(`<dataValidation type="list" allowBlank="1"` + strict + ` sqref="` + o.cells.name() + `"><formula1>` + list + `</formula1></dataValidation>`)
	}
	x.WriteString(`</dataValidations>`)
}

func (s *Sheet) print(x *strings.Builder) {
	if m := number(s.Page.Margin); s.Page.Margin > 0 {
		x.WriteString(`<pageMargins left="` + m + `" right="` + m + `" top="` + m + `" bottom="0.75" header="0.3" footer="0.3"/>`)
	}
	fit := ""
	if s.Page.FitWidth {
		fit = ` fitToWidth="1" fitToHeight="0"`
	}
	fmt.Fprintf(x, `<pageSetup paperSize="%d"%s orientation="landscape"/>`, s.Page.Paper, fit)
	if s.Page.Footer != "" {
		x.WriteString(`<headerFooter><oddFooter>` + escaped(s.Page.Footer) + `</oddFooter></headerFooter>`)
	}
}
