package report

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kiyaku/corpus/sheet"
)

// judgedSheet is the check sheet of the sample, where the finding in its first row was judged, with the ID of that finding
// and the names of its cells.
func judgedSheet(t *testing.T, opts Options, said Judgement) (data []byte, id, judgement, comment string) {
	t.Helper()
	a, lex := sample(t)
	opts.Judgements = map[string]Judgement{}
	for _, f := range a.Findings {
		if id == "" {
			id = f.ID
			opts.Judgements[id] = said
		}
	}
	var b bytes.Buffer
	check(t, XLSX(&b, a, lex, opts))
	book, err := sheet.Read(b.Bytes())
	check(t, err)
	for _, c := range book.Sheets[1].Cells {
		if place, _, ok := strings.Cut(c.Text, "@"); c.Col == 1 && ok && place == id && judgement == "" {
			row := strconv.Itoa(c.Row)
			judgement, comment = "J"+row, "K"+row
		}
	}
	return b.Bytes(), id, judgement, comment
}

// What the sheet shows of a judgement is what is read back, whatever its language.
func TestJudgementsRoundTrip(t *testing.T) {
	for _, want := range []Judgement{
		{Value: "right", Comment: "弁護士確認済み"}, {Value: "wrong"}, {Value: "open", Comment: strings.Repeat("覚書で確認する。", 200)}, {Comment: "a\nb"},
	} {
		for _, lang := range []string{"ja", "en"} {
			data, id, _, _ := judgedSheet(t, Options{Lang: lang}, want)
			got, err := ReadJudgements(data)
			check(t, err)
			if diff := cmp.Diff(map[string]Judgement{id: want}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", lang, diff)
			}
		}
	}
}

func TestReadJudgements(t *testing.T) {
	const name = "条項"
	for _, c := range []struct {
		name  string
		edit  func(f *excelize.File, judgement, comment string)
		want  Judgement
		fails string
	}{
		{"nothing entered", func(*excelize.File, string, string) {}, Judgement{}, ""},
		{"entered", func(f *excelize.File, judgement, comment string) {
			check(t, f.SetCellValue(name, judgement, " 不適切 "))
			check(t, f.SetCellValue(name, comment, "利用者の義務"))
		}, Judgement{"wrong", "利用者の義務"}, ""},
		{"renamed sheet, other language", func(f *excelize.File, judgement, _ string) {
			check(t, f.SetCellValue(name, judgement, "To Discuss"))
			check(t, f.SetSheetName(name, "findings"))
		}, Judgement{"open", ""}, ""},
		{"other words", func(f *excelize.File, judgement, _ string) {
			check(t, f.SetCellValue(name, judgement, "△"))
		}, Judgement{}, `"△" is no judgement: choose one of 妥当 (right), 不適切 (wrong), 要検討 (to discuss)`},
		{"a row copied and judged otherwise", func(f *excelize.File, judgement, _ string) {
			_, row, err := excelize.SplitCellName(judgement)
			check(t, err)
			check(t, f.SetCellValue(name, judgement, "妥当"))
			check(t, f.DuplicateRow(name, row))
			check(t, f.SetCellValue(name, "J"+strconv.Itoa(row+1), "不適切"))
		}, Judgement{}, "judge both alike"},
		{"no column of judgements", func(f *excelize.File, _, _ string) {
			check(t, f.RemoveCol(name, "J"))
		}, Judgement{}, "the column of judgements is gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, id, judgement, comment := judgedSheet(t, Options{}, Judgement{})
			got, err := ReadJudgements(edited(t, data, func(f *excelize.File) { c.edit(f, judgement, comment) }))
			var cell *CellError
			if c.fails != "" {
				if !errors.As(err, &cell) || !strings.Contains(err.Error(), c.fails) {
					t.Errorf("error %v, want one of a cell with %q", err, c.fails)
				}
				return
			}
			check(t, err)
			if got[id] != c.want {
				t.Errorf("%+v, want %+v", got[id], c.want)
			}
		})
	}
}

// The provider's sheet has no findings, and what was rejected is shown as such without being said.
func TestJudgementsOfSheets(t *testing.T) {
	got, err := ReadJudgements(written(t, questionsXLSX(Options{})))
	if err != nil || len(got) > 0 {
		t.Errorf("provider's sheet: %v, %v", got, err)
	}
	if _, err := ReadJudgements([]byte("no workbook")); !errors.Is(err, sheet.ErrNotWorkbook) {
		t.Errorf("error %v, want %v", err, sheet.ErrNotWorkbook)
	}
	a, lex := sample(t)
	a.Findings[0].Rejected = true
	var b bytes.Buffer
	check(t, XLSX(&b, a, lex, Options{}))
	got, err = ReadJudgements(b.Bytes())
	if id := a.Findings[0].ID; err != nil || got[id].Value != "wrong" {
		t.Errorf("a rejected finding is %q (%v), want wrong", got[id].Value, err)
	}
}
