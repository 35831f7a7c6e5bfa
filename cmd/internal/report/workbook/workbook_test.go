package workbook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kiyaku/cmd/internal/report/sheet"
	"kiyaku/cmd/internal/report/workbook"
)

func at(row, column int) workbook.Place { return workbook.Place{Row: row, Column: column} }

// example has one of everything.
func example() *workbook.Book {
	b := &workbook.Book{Title: "条項 <1>", Author: "A & B", Lang: "ja", Font: "Yu Gothic"}
	head := b.Style(workbook.Style{Size: 10, Bold: true, Color: "FFFFFF", Fill: "1F3864", Border: "BFBFBF", Center: true})
	input := b.Style(workbook.Style{Size: 10, AsText: true})
	s := b.Sheet("結果 'neu' & alt")
	s.Columns = []workbook.Column{{Width: 4, Hidden: true}, {Width: 20.5}, {Width: 8}}
	s.Page = workbook.Page{Paper: workbook.A3, FitWidth: true, Margin: 0.4, Footer: "&L甲 && 乙&R&P / &N"}
	s.Frozen, s.Top, s.Titles = 2, at(3, 2), 2
	s.Filter = workbook.Range{From: at(2, 2), To: at(4, 3)}
	s.Row(workbook.Row{Number: 1, Hidden: true, Cells: []workbook.Cell{{Column: 1, Text: "table"}, {Column: 2, Text: "key"}}})
	s.Row(workbook.Row{Number: 2, Height: 36, Cells: []workbook.Cell{{Column: 2, Text: "頭", Style: head}, {Column: 3, Text: "数", Style: head}}})
	s.Row(workbook.Row{Number: 3, Height: 9999, Cells: []workbook.Cell{{Column: 2, Text: "=1+1"}, {Column: 3, Text: "-12", Number: true}}})
	s.Row(workbook.Row{Number: 4, Cells: []workbook.Cell{{Column: 1, Text: "id"}, {Column: 2, Text: " a\n<b> & _x0041_ \"c\" ", Style: input}, {Column: 3, Style: input}}})
	s.Row(workbook.Row{Number: 6, Cells: []workbook.Cell{{Column: 2, Text: "über zwei"}}})
	s.Merge(workbook.Range{From: at(6, 2), To: at(6, 3)})
	s.Offer(workbook.Range{From: at(3, 2), To: at(4, 2)}, []string{"はい", `"nein"`}, true)
	s.Offer(workbook.Range{From: at(3, 3), To: at(3, 3)}, []string{"a & b"}, false)
	b.Sheet("leer")
	return b
}

func bytesOf(t *testing.T, b *workbook.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameBytes(t *testing.T) {
	if !bytes.Equal(bytesOf(t, example()), bytesOf(t, example())) {
		t.Error("the same workbook gives other bytes")
	}
}

// What was put in comes out of our own reader.
func TestRead(t *testing.T) {
	book, err := sheet.Read(bytesOf(t, example()))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range book.Sheets[0].Cells {
		got[c.Name()] = c.Text
	}
	want := map[string]string{"A1": "table", "B1": "key", "B2": "頭", "C2": "数", "B3": "=1+1", "C3": "-12", "A4": "id",
		"B4": " a\n<b> & _x0041_ \"c\" ", "B6": "über zwei"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if len(book.Sheets) != 2 || book.Sheets[0].Name != "結果 'neu' & alt" || len(book.Sheets[0].Merged) != 1 {
		t.Errorf("sheets = %+v", book.Sheets)
	}
}

// Another library finds the same: layout, dropdowns, filter and properties.
func TestExcelize(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(bytesOf(t, example())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const name = "結果 'neu' & alt"
	check := func(what string, got any, err error, want any) {
		t.Helper()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", what, err, diff)
		}
	}
	text, err := f.GetCellValue(name, "B4")
	check("B4", text, err, " a\n<b> & _x0041_ \"c\" ")
	formula, err := f.GetCellFormula(name, "B3")
	check("formula of B3", formula, err, "")
	kind, err := f.GetCellType(name, "C3")
	check("type of C3", kind, err, excelize.CellTypeUnset) // a number
	shown, err := f.GetColVisible(name, "A")
	check("column A is shown", shown, err, false)
	shown, err = f.GetRowVisible(name, 1)
	check("row 1 is shown", shown, err, false)
	width, err := f.GetColWidth(name, "B")
	check("width of B", width, err, 20.5)
	height, err := f.GetRowHeight(name, 3)
	check("height of row 3", height, err, workbook.MaxHeight)
	panes, err := f.GetPanes(name)
	check("panes", []any{panes.Freeze, panes.YSplit, panes.TopLeftCell}, err, []any{true, 2, "B3"})
	props, err := f.GetDocProps()
	check("properties", []string{props.Title, props.Creator, props.Language}, err, []string{"条項 <1>", "A & B", "ja"})
	dvs, err := f.GetDataValidations(name)
	if err != nil || len(dvs) != 2 {
		t.Fatalf("%d dropdowns, %v", len(dvs), err)
	}
	check("dropdown", []any{dvs[0].Sqref, dvs[0].Formula1, dvs[0].ShowErrorMessage}, nil, []any{"B3:B4", `"はい,"nein""`, true})
	check("dropdown", []any{dvs[1].Formula1, dvs[1].ShowErrorMessage}, nil, []any{`"a & b"`, false})
	var names []string
	for _, n := range f.GetDefinedName() {
		names = append(names, n.Name+" "+n.RefersTo)
	}
	check("names", names, nil, []string{"_xlnm._FilterDatabase '結果 ''neu'' & alt'!$B$2:$C$4", "_xlnm.Print_Titles '結果 ''neu'' & alt'!$2:$2"})
	style, err := f.GetCellStyle(name, "B2")
	check("style of B2", style, err, 1)
	look, err := f.GetStyle(style)
	if err != nil || !look.Font.Bold || look.Font.Family != "Yu Gothic" || len(look.Border) != 4 || !look.Alignment.WrapText {
		t.Errorf("B2 looks like %+v, %v", look, err)
	}
}

// What Excel would refuse or cut is an error that says where.
func TestErrors(t *testing.T) {
	cell := func(c workbook.Cell) func(*workbook.Sheet) {
		return func(s *workbook.Sheet) { s.Row(workbook.Row{Number: 1, Cells: []workbook.Cell{c}}) }
	}
	offer := func(words ...string) func(*workbook.Sheet) {
		return func(s *workbook.Sheet) { s.Offer(workbook.Range{From: at(1, 1), To: at(2, 1)}, words, true) }
	}
	for name, c := range map[string]struct {
		sheet string
		fill  func(*workbook.Sheet)
		want  string
	}{
		"long text":      {"a", cell(workbook.Cell{Column: 2, Text: strings.Repeat("😀", 16384)}), "a B1 has a text of 32768 characters"},
		"no number":      {"a", cell(workbook.Cell{Column: 28, Text: "1e3", Number: true}), `a AB1: "1e3" is no whole number`},
		"no column":      {"a", cell(workbook.Cell{Text: "x"}), "cannot come after column 0"},
		"long list":      {"a", offer(strings.Repeat("あ", 256)), "a A1:A2: the list"},
		"comma":          {"a", offer("a,b"), "would become two"},
		"long name":      {strings.Repeat("名", 32), nil, "cannot be the name of a sheet"},
		"name":           {"a/b", nil, "cannot be the name of a sheet"},
		"rows backwards": {"a", func(s *workbook.Sheet) { s.Row(workbook.Row{Number: 2}); s.Row(workbook.Row{Number: 2}) }, "row 2 cannot come after row 2"},
	} {
		b := &workbook.Book{}
		s := b.Sheet(c.sheet)
		if c.fill != nil {
			c.fill(s)
		}
		if err := b.Write(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if err := new(workbook.Book).Write(&bytes.Buffer{}); err == nil {
		t.Error("a workbook without a sheet is written")
	}
}

// Whatever a text holds, it comes out as it went in, but for what XML cannot hold.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "=1", "_x000D_", "_x_x0041__", "a\rb", "\x00\x1f", "\ufffe\uffff", "\xff", "]]>", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > workbook.MaxText {
			return
		}
		b := &workbook.Book{}
		b.Sheet("a").Row(workbook.Row{Number: 1, Cells: []workbook.Cell{{Column: 1, Text: s}}})
		book, err := sheet.Read(bytesOf(t, b))
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r&0xFFFE == 0xFFFE {
				return '\uFFFD'
			}
			return r
		}, s)
		got := ""
		if len(book.Sheets[0].Cells) > 0 {
			got = book.Sheets[0].Cells[0].Text
		}
		if got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	})
}
