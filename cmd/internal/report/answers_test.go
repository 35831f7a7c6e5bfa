package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kiyaku/analyzer/assess"
	"kiyaku/corpus/sheet"
)

// filled enters values into cells of a workbook, as the provider does.
func filled(t *testing.T, data []byte, sheet string, cells map[string]any) []byte {
	t.Helper()
	return edited(t, data, func(f *excelize.File) {
		for cell, value := range cells {
			check(t, f.SetCellValue(sheet, cell, value))
		}
	})
}

func edited(t *testing.T, data []byte, change func(*excelize.File)) []byte {
	t.Helper()
	f := opened(t, data)
	change(f)
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func on(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// In the sample's sheet for the provider row 7 asks for the maintenance ID, row 8 for confirmations (answered: yes), row 9
// for reports, an open question. F is the answer, G the details, H the source, I the date.
func TestReadAnswers(t *testing.T) {
	const name = "確認事項"
	before := assess.Answer{Value: "yes", Note: "2025年に2回", Source: "営業担当の電子メール", Date: on(2026, 10, 1)}
	for _, c := range []struct {
		name string
		lang string
		edit func(*excelize.File)
		want map[string]assess.Answer
	}{
		{"as written", "ja", func(*excelize.File) {}, map[string]assess.Answer{"confirmation-exchanged": before}},
		{"filled in", "ja", func(f *excelize.File) {
			check(t, f.SetCellValue(name, "F7", " はい\u3000"))
			check(t, f.SetCellValue(name, "G7", "保守用ID 3個"))
			check(t, f.SetCellValue(name, "H7", "情報システム部 山田"))
			check(t, f.SetCellValue(name, "I7", time.Date(2026, 11, 1, 15, 0, 0, 0, time.UTC)))
			check(t, f.SetCellValue(name, "F9", "SOC 2 Type II\r\nISMAP"))
		}, map[string]assess.Answer{"confirmation-exchanged": before,
			"maintenance-id":      {Value: "yes", Note: "保守用ID 3個", Source: "情報システム部 山田", Date: on(2026, 11, 1)},
			"third-party-reports": {Value: "SOC 2 Type II\nISMAP"}}},
		{"words of the other language, ids, widths", "ja", func(f *excelize.File) {
			check(t, f.SetCellValue(name, "F7", "Not Known"))
			check(t, f.SetCellValue(name, "F8", "ＹＥＳ"))
			check(t, f.SetCellValue(name, "I8", "令和8年10月1日"))
		}, map[string]assess.Answer{"confirmation-exchanged": before, "maintenance-id": {Value: "unknown"}}},
		{"sheet renamed, rows moved and added", "ja", func(f *excelize.File) {
			check(t, f.SetSheetName(name, "回答（A社）"))
			check(t, f.DuplicateRowTo("回答（A社）", 8, 7))
			check(t, f.RemoveRow("回答（A社）", 9))
			check(t, f.InsertRows("回答（A社）", 9, 1))
			check(t, f.SetCellValue("回答（A社）", "D9", "補足説明"))
		}, map[string]assess.Answer{"confirmation-exchanged": before}},
		{"columns moved", "ja", func(f *excelize.File) {
			check(t, f.InsertCols(name, "D", 2))
		}, map[string]assess.Answer{"confirmation-exchanged": before}},
		{"ids lost", "ja", func(f *excelize.File) {
			check(t, f.RemoveRow(name, 5))
			check(t, f.RemoveCol(name, "A"))
		}, map[string]assess.Answer{"confirmation-exchanged": before}},
		{"ids lost in English", "en", func(f *excelize.File) {
			check(t, f.RemoveRow("Questions", 5))
			check(t, f.RemoveCol("Questions", "A"))
		}, map[string]assess.Answer{"confirmation-exchanged": before}},
		{"merged down", "ja", func(f *excelize.File) {
			check(t, f.SetCellValue(name, "F7", "はい"))
			check(t, f.SetCellValue(name, "F8", ""))
			check(t, f.MergeCell(name, "F7", "F8"))
			check(t, f.SetCellValue(name, "I7", "2026.11.2"))
			check(t, f.SetCellValue(name, "I8", ""))
			check(t, f.MergeCell(name, "I7", "I9"))
			check(t, f.SetCellValue(name, "F9", "なし"))
		}, map[string]assess.Answer{
			"confirmation-exchanged": {Value: "yes", Note: before.Note, Source: before.Source, Date: on(2026, 11, 2)},
			"maintenance-id":         {Value: "yes", Date: on(2026, 11, 2)},
			"third-party-reports":    {Value: "なし", Date: on(2026, 11, 2)}}},
		{"open question answered in the details", "ja", func(f *excelize.File) {
			check(t, f.SetCellValue(name, "G9", "ISO/IEC 27001"))
		}, map[string]assess.Answer{"confirmation-exchanged": before, "third-party-reports": {Value: "ISO/IEC 27001"}}},
		{"answered twice alike", "ja", func(f *excelize.File) {
			check(t, f.DuplicateRow(name, 8))
		}, map[string]assess.Answer{"confirmation-exchanged": before}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, lex := sample(t)
			lex.Questions[0].Met, lex.Questions[0].NotMet, lex.Questions[0].Neutral = []string{"yes"}, []string{"no"}, []string{"unknown"}
			lex.Questions[1].Met, lex.Questions[1].Neutral = []string{"yes"}, []string{"no", "unknown"}
			got, err := ReadAnswers(edited(t, written(t, questionsXLSX(Options{Lang: c.lang})), c.edit), lex)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got.Answers); diff != "" {
				t.Errorf("answers (-want +got):\n%s", diff)
			}
			if len(got.Unread) > 0 {
				t.Errorf("unread: %v", got.Unread)
			}
		})
	}
}

func TestReadAnswersFaults(t *testing.T) {
	const name = "確認事項"
	for _, c := range []struct {
		name string
		edit func(*excelize.File)
		want []string // in the errors, in this order
	}{
		{"unknown word", func(f *excelize.File) { check(t, f.SetCellValue(name, "F7", "たぶん")) },
			[]string{`sheet "確認事項", cell F7: "たぶん" does not answer maintenance-id: choose one of はい (yes), いいえ (no), 不明 (unknown)`}},
		{"details without answer", func(f *excelize.File) { check(t, f.SetCellValue(name, "G7", "検討中")) },
			[]string{"cell F7: maintenance-id has details but no answer: choose one of"}},
		{"no date", func(f *excelize.File) {
			check(t, f.SetCellValue(name, "F7", "はい"))
			check(t, f.SetCellValue(name, "I7", "来週"))
		}, []string{`cell I7: "来週" is no date: write one such as 2026-11-01`}},
		{"two at once", func(f *excelize.File) {
			check(t, f.SetCellValue(name, "F7", "x"))
			check(t, f.SetCellValue(name, "F8", "y"))
		}, []string{"cell F7", "cell F8"}},
		{"answered twice", func(f *excelize.File) {
			check(t, f.DuplicateRow(name, 8))
			check(t, f.SetCellValue(name, "F9", "いいえ"))
		}, []string{"cell F9: confirmation-exchanged is answered in cell F8 already"}},
		{"answered in two sheets", func(f *excelize.File) {
			i, err := f.NewSheet("写し")
			check(t, err)
			check(t, f.CopySheet(0, i))
			check(t, f.SetCellValue("写し", "F8", "いいえ"))
		}, []string{`sheet "写し", cell F8: confirmation-exchanged is answered otherwise in sheet "確認事項", cell F8`}},
		{"newer version", func(f *excelize.File) { check(t, f.SetCellValue(name, "A5", "kiyaku.questions/2")) },
			[]string{"cell A5: the table is of version 2, this program reads version 1"}},
		{"no answers", func(f *excelize.File) { check(t, f.RemoveCol(name, "F")) }, []string{`sheet "確認事項": the column of answers is gone`}},
		{"another file", func(f *excelize.File) {
			_, err := f.NewSheet("x")
			check(t, err)
			check(t, f.DeleteSheet(name))
		}, []string{"no table of questions in it"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, lex := sample(t)
			lex.Questions[0].Met, lex.Questions[0].NotMet, lex.Questions[0].Neutral = []string{"yes"}, []string{"no"}, []string{"unknown"}
			lex.Questions[1].Met, lex.Questions[1].Neutral = []string{"yes"}, []string{"no", "unknown"}
			_, err := ReadAnswers(edited(t, written(t, questionsXLSX(Options{})), c.edit), lex)
			var ce *CellError
			if !errors.As(err, &ce) {
				t.Fatalf("error = %v, want a CellError", err)
			}
			rest := err.Error()
			for _, want := range c.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("error = %v\nwant %q in it", err, want)
				}
				rest = after
			}
		})
	}
}

// Text in rows that belong to no question is told, not lost.
func TestReadAnswersUnread(t *testing.T) {
	_, lex := sample(t)
	got, err := ReadAnswers(filled(t, written(t, questionsXLSX(Options{})), "確認事項", map[string]any{"D12": "その他のご質問", "F12": "別紙のとおり"}), lex)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Unread) != 1 || got.Unread[0].Cell != "D12" || !strings.Contains(got.Unread[0].Problem, "別紙のとおり") {
		t.Errorf("unread = %+v, want the row of cell D12", got.Unread)
	}
}

func TestReadAnswersOfOtherFiles(t *testing.T) {
	_, lex := sample(t)
	for _, data := range []string{"", "answers", "PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"} {
		if _, err := ReadAnswers([]byte(data), lex); !errors.Is(err, sheet.ErrNotWorkbook) {
			t.Errorf("ReadAnswers(%q): error %v, want %v", data, err, sheet.ErrNotWorkbook)
		}
	}
}

func TestDateOf(t *testing.T) {
	for _, c := range []struct {
		text       string
		serial     bool
		from1904   bool
		want       time.Time
		recognised bool
	}{
		{"46327", true, false, on(2026, 11, 1), true},
		{"46327.75", true, false, on(2026, 11, 1), true},
		{"44865", true, true, on(2026, 11, 1), true},
		{"20261101", true, false, on(2026, 11, 1), true},
		{"2026-11-01", false, false, on(2026, 11, 1), true},
		{"２０２６／１１／１", false, false, on(2026, 11, 1), true},
		{"2026年 11月 1日", false, false, on(2026, 11, 1), true},
		{"令和8年11月1日", false, false, on(2026, 11, 1), true},
		{"令和元年5月1日", false, false, on(2019, 5, 1), true},
		{"R8.11.1", false, false, on(2026, 11, 1), true},
		{"1 Nov 2026", false, false, on(2026, 11, 1), true},
		{"November 1, 2026", false, false, on(2026, 11, 1), true},
		{"11/1/2026", false, false, time.Time{}, false}, // 1 November or 11 January
		{"2026-13-01", false, false, time.Time{}, false},
		{"令和8年", false, false, time.Time{}, false},
		{"1e9", true, false, time.Time{}, false},
		{"NaN", true, false, time.Time{}, false},
		{"", false, false, time.Time{}, false},
	} {
		got, ok := dateOf(c.text, c.serial, c.from1904)
		if ok != c.recognised || !got.Equal(c.want) {
			t.Errorf("dateOf(%q, serial %v, 1904 %v) = %v, %v, want %v, %v", c.text, c.serial, c.from1904, got, ok, c.want, c.recognised)
		}
	}
}
