package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parts is a workbook in the making: name of a part → its content.
type parts map[string]string

const (
	workbookXML = `<workbook xmlns="m" xmlns:r="rel"><workbookPr date1904="1"/><sheets><sheet name="回答" sheetId="1" r:id="rId7"/></sheets></workbook>`
	relsXML     = `<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/><Relationship Id="rId8" Target="sharedStrings.xml"/></Relationships>`
)

// with is a workbook of one sheet with this content.
func with(sheet string) parts {
	return parts{"xl/workbook.xml": workbookXML, "xl/_rels/workbook.xml.rels": relsXML, "xl/worksheets/sheet1.xml": sheet}
}

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range p {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Each way in which programs store the text of a cell.
func TestRead(t *testing.T) {
	p := with(`<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" s="3"/><c t="inlineStr"><is><t>直接</t></is></c></row>` +
		`<row><c><v>46327.5</v></c><c t="b"><v>1</v></c><c t="str"><f>A1&amp;"x"</f><v>算出</v></c><c t="e"><v>#REF!</v></c><c t="s"><v>99</v></c></row>` +
		`<row r="7"><c r="XFD7"><v>3</v></c><c r="ZZZZ9"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="x"/></mergeCells></worksheet>`)
	p["xl/sharedStrings.xml"] = `<sst><si><t xml:space="preserve"> 共有 </t><rPh sb="0" eb="2"><t>きょうゆう</t></rPh></si>` +
		`<si><r><rPr><b/></rPr><t>太字と</t></r><r><t>改行_x000D_と_x005F_x000D_</t></r></si></sst>`
	got, err := Read(p.zip(t))
	if err != nil {
		t.Fatal(err)
	}
	want := &Workbook{Date1904: true, Sheets: []Sheet{{Name: "回答", Merged: []Range{{2, 2, 4, 2}}, Cells: []Cell{
		{2, 1, " 共有 ", false}, {2, 2, "太字と改行\rと_x000D_", false}, {2, 4, "直接", false},
		{3, 1, "46327.5", true}, {3, 2, "TRUE", false}, {3, 3, "算出", false}, {3, 4, "#REF!", false},
		{7, 16384, "3", true}, {7, 16385, "4", true},
	}}}}
	want.Sheets[0].Cells = want.Sheets[0].Cells[:8] // a cell beyond the last column is none
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}

func TestReadOtherTargets(t *testing.T) {
	for _, target := range []string{"/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml"} {
		p := with(`<worksheet><row><c><v>1</v></c></row></worksheet>`)
		p["xl/_rels/workbook.xml.rels"] = `<Relationships><Relationship Id="rId7" Target="` + target + `"/></Relationships>`
		got, err := Read(p.zip(t))
		if err != nil || len(got.Sheets) != 1 || len(got.Sheets[0].Cells) != 1 {
			t.Errorf("target %s: %+v, %v; want one cell", target, got, err)
		}
	}
	p := with("")
	p["xl/_rels/workbook.xml.rels"] = `<Relationships><Relationship Id="rId7" Target="../../../etc/passwd"/></Relationships>`
	if got, err := Read(p.zip(t)); err != nil || len(got.Sheets) != 0 {
		t.Errorf("a sheet outside the file: %+v, %v; want none", got, err)
	}
}

func TestReadRefuses(t *testing.T) {
	deep := strings.Repeat("<a>", 200_000)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":           {nil, ErrNotWorkbook},
		"text":              {[]byte("answers"), ErrNotWorkbook},
		"an old workbook":   {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), ErrNotWorkbook},
		"a zip":             {parts{"readme.txt": "x"}.zip(t), ErrNotWorkbook},
		"a document":        {parts{"word/document.xml": "<x/>"}.zip(t), ErrNotWorkbook},
		"a large file":      {make([]byte, MaxFile+1), ErrTooLarge},
		"a bomb":            {with("<worksheet>" + strings.Repeat(" ", maxXML+1)).zip(t), ErrTooLarge},
		"a bomb in a cell":  {with("<worksheet><c><v>" + strings.Repeat("1", maxXML+1)).zip(t), ErrTooLarge},
		"a long cell":       {with("<worksheet><c><v>" + strings.Repeat("1", maxText+1) + "</v></c></worksheet>").zip(t), ErrTooLarge},
		"depth":             {with("<worksheet>" + deep).zip(t), ErrTooLarge},
		"depth in a cell":   {with("<worksheet><c>" + deep).zip(t), ErrTooLarge},
		"depth in a text":   {with("<worksheet><c t='inlineStr'><is><t>" + deep).zip(t), ErrTooLarge},
		"many cells":        {with("<worksheet>" + strings.Repeat("<row><c><v>1</v></c></row>", maxCells+1)).zip(t), ErrTooLarge},
		"many shared texts": {parts{"xl/workbook.xml": workbookXML, "xl/_rels/workbook.xml.rels": relsXML, "xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", maxCells+1)}.zip(t), ErrTooLarge},
		"many sheets":       {parts{"xl/workbook.xml": "<workbook>" + strings.Repeat("<sheet/>", maxSheets+1)}.zip(t), ErrTooLarge},
	} {
		if _, err := Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
}

func TestReadDamaged(t *testing.T) {
	for _, content := range []string{"<worksheet><c><v>1", "<worksheet><c></d>", "<worksheet><c><is>&foo;</is></c></worksheet>"} {
		var syntax *xml.SyntaxError
		if _, err := Read(with(content).zip(t)); !errors.As(err, &syntax) || !strings.Contains(err.Error(), "xl/worksheets/sheet1.xml is damaged") {
			t.Errorf("Read(%q): error %v, want one that names the part", content, err)
		}
	}
}

// A sheet that claims to be as large as a sheet can be costs what is in it.
func TestReadHugeDimensions(t *testing.T) {
	data := with(`<worksheet><dimension ref="A1:XFD1048576"/><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>` +
		`<mergeCells>` + strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 50_000) + `</mergeCells></worksheet>`).zip(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, err := Read(data)
	runtime.ReadMemStats(&after)
	if err != nil || len(got.Sheets[0].Cells) != 1 || len(got.Sheets[0].Merged) != maxMerged {
		t.Fatalf("Read: %v, %v", got, err)
	}
	if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 100 {
		t.Errorf("%d MB allocated for one cell", mb)
	}
}

func TestName(t *testing.T) {
	for want, at := range map[string][2]int{"A1": {1, 1}, "Z2": {2, 26}, "AA10": {10, 27}, "XFD1048576": {1048576, 16384}} {
		if got := Name(at[0], at[1]); got != want {
			t.Errorf("Name(%d, %d) = %q, want %q", at[0], at[1], got, want)
		}
		if row, col, ok := parse(want); !ok || row != at[0] || col != at[1] {
			t.Errorf("parse(%q) = %d, %d, %v", want, row, col, ok)
		}
	}
}

// Whatever a file holds, its cells lie inside a worksheet and hold something.
func FuzzRead(f *testing.F) {
	f.Add([]byte("<worksheet><row r='3'><c r='B3' t='s'><v>0</v></c></row></worksheet>"), []byte("<sst><si><t>x</t></si></sst>"))
	f.Add([]byte("<worksheet><c t='inlineStr'><is><r><t>x_x0041_</t></r></is></c><mergeCell ref='A1:B2'/></worksheet>"), []byte(""))
	f.Fuzz(func(t *testing.T, sheet, shared []byte) {
		p := with(string(sheet))
		p["xl/sharedStrings.xml"] = string(shared)
		book, err := Read(p.zip(t))
		if err != nil {
			return
		}
		for _, s := range book.Sheets {
			for _, c := range s.Cells {
				if c.Row < 1 || c.Col < 1 || c.Text == "" {
					t.Errorf("cell %+v", c)
				}
			}
		}
	})
}
