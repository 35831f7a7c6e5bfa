package workbook

import (
	"fmt"
	"strings"
)

// styleSheet has the plain style, by which the widths of columns are measured, and those of [Book.Style], each with a font,
// a fill and a border of its own.
func (b *Book) styleSheet() string {
	var fonts, fills, borders, formats strings.Builder
	fonts.WriteString(`<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>`)
	fills.WriteString(`<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>`) // both are fixed
	borders.WriteString(`<border><left/><right/><top/><bottom/><diagonal/></border>`)
	formats.WriteString(`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`)
	for i, s := range b.styles {
		writeFont(&fonts, s, b.Font)
		if s.Fill == "" {
			fills.WriteString(`<fill><patternFill patternType="none"/></fill>`)
		} else {
			fills.WriteString(`<fill><patternFill patternType="solid"><fgColor rgb="FF` + s.Fill + `"/></patternFill></fill>`)
		}
		writeBorder(&borders, s.Border)
		align, format := `horizontal="left" vertical="top"`, 0
		if s.Center {
			align = `horizontal="center" vertical="center"`
		}
		if s.AsText {
			format = 49 // "@", of the formats that all programs know
		}
		fmt.Fprintf(&formats, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"`+
			` applyBorder="1" applyAlignment="1"><alignment %s wrapText="1"/></xf>`, format, i+1, i+2, i+1, align)
	}
	n := len(b.styles) + 1
	return declaration + `<styleSheet ` + mainSpace + `>` +
		list("fonts", n, &fonts) + list("fills", n+1, &fills) + list("borders", n, &borders) +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		list("cellXfs", n, &formats) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

func list(name string, n int, items *strings.Builder) string {
	return fmt.Sprintf(`<%s count="%d">%s</%s>`, name, n, items.String(), name)
}

func writeFont(x *strings.Builder, s Style, family string) {
	x.WriteString(`<font>`)
	if s.Bold {
		x.WriteString(`<b/>`)
	}
	x.WriteString(`<sz val="` + number(s.Size) + `"/>`)
	if s.Color != "" {
		x.WriteString(`<color rgb="FF` + s.Color + `"/>`)
	}
	x.WriteString(`<name val=` + quoted(family) + `/><family val="2"/></font>`)
}

func writeBorder(x *strings.Builder, color string) {
	x.WriteString(`<border>`)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		if color == "" {
			x.WriteString(`<` + side + `/>`)
		} else {
			x.WriteString(`<` + side + ` style="thin"><color rgb="FF` + color + `"/></` + side + `>`)
		}
	}
	x.WriteString(`<diagonal/></border>`)
}
