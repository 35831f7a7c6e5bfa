package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kiyaku/corpus"
)

// workbook makes a workbook; change may set what rows do not tell.
func workbook(t *testing.T, rows [][]any, change func(*excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		if err := change(f); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestXLSX(t *testing.T) {
	body := workbook(t, [][]any{
		{"セキュリティ確認表"},
		{},
		{"番号", "分類", "確認項目", "回答"},
		{1, "データ", "保存データを暗号化していますか", "はい"},
		{2, nil, "保管場所", "東京\n大阪"},
		{nil, nil, "第1条（目的）\n本書は、体制を示す。"},
	}, func(f *excelize.File) error {
		if err := f.MergeCell("Sheet1", "B4", "B5"); err != nil {
			return err
		}
		if _, err := f.NewSheet("選択肢"); err != nil {
			return err
		}
		if err := f.SetCellStr("選択肢", "A1", "はい"); err != nil {
			return err
		}
		return f.SetSheetVisible("選択肢", false)
	})
	doc, err := Document(context.Background(), snapshot("a.xlsx", body), Config{})
	if err != nil {
		t.Fatal(err)
	}
	want := `Sheet1
セキュリティ確認表
番号 ／ 分類 ／ 確認項目 ／ 回答
1 ／ データ ／ 保存データを暗号化していますか ／ はい
2 ／ データ ／ 保管場所 ／ 東京 大阪
第1条（目的）
本書は、体制を示す。`
	if doc.Text != want {
		t.Errorf("text\n%s\nwant\n%s", doc.Text, want)
	}
	if b := doc.Blocks[3]; b.Kind != corpus.Row || b.Path != "Sheet1 row 4" {
		t.Errorf("row is %v at %q", b.Kind, b.Path)
	}
	if len(doc.Problems) != 1 || doc.Problems[0].Code != "hidden-sheet" || !strings.Contains(doc.Problems[0].Message, "選択肢") {
		t.Errorf("problems %+v", doc.Problems)
	}
}

func TestXLSXErrors(t *testing.T) {
	whole := workbook(t, [][]any{{"a", "b"}}, nil)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		body string
		kind Kind
	}{
		"empty": {workbook(t, nil, nil), KindNoText},
		"cut":   {whole[:len(whole)/2], KindBroken},
		"bomb":  {bomb.String(), KindTooLarge},
		"long":  {workbook(t, [][]any{{strings.Repeat("長", 20_000)}, {strings.Repeat("長", 20_000)}}, nil), KindTooLarge},
	} {
		_, err := Document(context.Background(), snapshot("a.xlsx", tt.body), Config{MaxText: 100_000})
		if e, ok := err.(*Error); !ok || e.Kind != tt.kind {
			t.Errorf("%s: error %v, want kind %v", name, err, tt.kind)
		}
	}
}
