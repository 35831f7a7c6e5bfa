package report

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kiyaku/analyzer/assess"
	"kiyaku/corpus/sheet"
	"kiyaku/lexicon"
)

// workbook turns a writer of workbooks into one of their cells, a line each.
func workbook(write writer) writer {
	return func(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon) error {
		var b bytes.Buffer
		if err := write(&b, a, lex); err != nil {
			return err
		}
		book, err := sheet.Read(b.Bytes())
		if err != nil {
			return err
		}
		var out strings.Builder
		for _, s := range book.Sheets {
			fmt.Fprintf(&out, "== %s\n", s.Name)
			for _, c := range s.Cells {
				fmt.Fprintf(&out, "%s\t%s\n", c.Name(), strings.ReplaceAll(c.Text, "\n", "\n\t"))
			}
		}
		_, err = io.WriteString(w, out.String())
		return err
	}
}

func xlsx(o Options) writer {
	return func(w io.Writer, a *assess.Assessment, l *lexicon.Lexicon) error { return XLSX(w, a, l, o) }
}

func questionsXLSX(o Options) writer {
	return func(w io.Writer, a *assess.Assessment, l *lexicon.Lexicon) error { return QuestionsXLSX(w, a, l, o) }
}

// written is what a writer makes of the sample.
func written(t *testing.T, write writer) []byte {
	t.Helper()
	a, lex := sample(t)
	var b bytes.Buffer
	if err := write(&b, a, lex); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestXLSXSameBytes(t *testing.T) {
	for _, write := range []writer{xlsx(Options{}), questionsXLSX(Options{Lang: "en"})} {
		if a, b := written(t, write), written(t, write); !bytes.Equal(a, b) {
			t.Error("the same assessment gives other bytes")
		}
	}
}

// Nothing that a document says can be a formula, or steer what shows it.
func TestHostileXLSX(t *testing.T) {
	a, lex := hostile(t)
	a.Findings[0].Quote, a.Findings[1].Quote = `=HYPERLINK("http://evil.example/","x")`, "+1+cmd|'/c calc'!A0"
	var b bytes.Buffer
	if err := XLSX(&b, a, lex, Options{}); err != nil {
		t.Fatal(err)
	}
	f := opened(t, b.Bytes())
	book, err := sheet.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Sheets {
		checkText(t, "XLSX", strings.ReplaceAll(s.Name, "\n", ""))
		for _, c := range s.Cells {
			checkText(t, "XLSX "+c.Name(), c.Text)
			if c.Number {
				t.Errorf("%s %s is a number: %q", s.Name, c.Name(), c.Text)
			}
			if formula, err := f.GetCellFormula(s.Name, c.Name()); err != nil || formula != "" {
				t.Errorf("%s %s is the formula %q (%v)", s.Name, c.Name(), formula, err)
			}
		}
		if links, err := f.GetHyperLinkCells(s.Name, ""); err != nil || len(links) > 0 {
			t.Errorf("%s has links: %v (%v)", s.Name, links, err)
		}
	}
}

// What is longer than a cell, or than the highest row, goes on in the next row: nothing is cut.
func TestXLSXLongText(t *testing.T) {
	for name, text := range map[string]string{
		"long":     strings.Repeat("当社は、契約者データを分析することができます。", 3000),
		"no width": "あ" + strings.Repeat("\u0301", 80_000),
		"no break": strings.Repeat("x", 40_000),
		"lines":    strings.Repeat("あ\n", 2000) + "い",
		"faces":    strings.Repeat("😀", 33_000),
	} {
		for i, p := range pieces(clean(text), 50) {
			if n := len(utf16.Encode([]rune(p))); n > maxCell {
				t.Errorf("%s: piece %d has %d UTF-16 units, more than %d", name, i, n, maxCell)
			}
			if n := lines(p, 50); n > maxRowLines && name != "no width" {
				t.Errorf("%s: piece %d has %d lines, more than %d", name, i, n, maxRowLines)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := strings.Join(pieces(clean(text), 50), "\n"); squeeze(got) != squeeze(text) {
			t.Errorf("%s: %d bytes of text became %d", name, len(squeeze(text)), len(squeeze(got)))
		}
	}
	a, lex := sample(t)
	a.Findings[0].Quote = strings.Repeat("当社は、契約者データを分析することができます。", 3000)
	var b bytes.Buffer
	if err := XLSX(&b, a, lex, Options{}); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var quote strings.Builder
	rows := 0
	for _, c := range book.Sheets[1].Cells {
		if c.Col == 7 && c.Row > 4 && c.Row < 300 && strings.Contains(c.Text, "分析することができます") && !strings.Contains(c.Text, "監視") {
			quote.WriteString(c.Text)
			rows++
		}
	}
	if quote.String() != a.Findings[0].Quote || rows < 3 {
		t.Errorf("the quote of %d bytes stands in %d rows with %d bytes", len(a.Findings[0].Quote), rows, quote.Len())
	}
}

// Dropdowns hold what a list may hold, and the answers of each question.
func TestXLSXDropdowns(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"ja", "en"} {
		a, _ := sample(t)
		a.Questions = nil
		for _, q := range lex.Questions {
			a.Questions = append(a.Questions, assess.Question{ID: q.ID, Factor: q.Factor})
		}
		var b bytes.Buffer
		if err := XLSX(&b, a, lex, Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		f := opened(t, b.Bytes())
		lists := 0
		for _, name := range f.GetSheetList() {
			dvs, err := f.GetDataValidations(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, dv := range dvs {
				lists++
				if words := strings.Trim(dv.Formula1, `"`); len(utf16.Encode([]rune(words))) > 255 || strings.Contains(words, ",,") {
					t.Errorf("%s %s: the list %q is too long for Excel", lang, dv.Sqref, words)
				}
			}
		}
		if want := 3 + len(a.Actions) + 2 + 6 + 1; lists != want {
			t.Errorf("%s: %d dropdowns, want %d", lang, lists, want)
		}
		for _, q := range lex.Questions {
			for _, word := range answerWords(mustWords(t, lang), lex, q.ID) {
				if strings.Contains(word, ",") {
					t.Errorf("%s: the answer %q would become two in a list", lang, word)
				}
			}
		}
	}
}

func mustWords(t *testing.T, lang string) words {
	t.Helper()
	w, err := wordsFor(lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The sheet for the provider holds nothing of the reviewer's view.
func TestQuestionsXLSXKeepsTheVerdict(t *testing.T) {
	a, lex := sample(t)
	var b strings.Builder
	if err := workbook(questionsXLSX(Options{}))(&b, a, lex); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"判定", "該当を示す", "レビュー", "監視、分析", "委託に該当"} {
		if strings.Contains(b.String(), word) {
			t.Errorf("the sheet for the provider says %q:\n%s", word, b.String())
		}
	}
	if !strings.Contains(b.String(), "保守用ID") {
		t.Errorf("the sheet lacks the questions:\n%s", b.String())
	}
}

// office saves a workbook with LibreOffice.
func office(t *testing.T, data []byte) []byte {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Fatal("soffice is needed: apt-get install libreoffice-calc-nogui")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "xlsx",
		"--outdir", filepath.Join(dir, "out"), in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	out, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatalf("%v (apt-get install libreoffice-calc-nogui)", err)
	}
	return out
}

// A sheet that LibreOffice opened and saved has the same cells, dropdowns and hidden ids, and its answers are read.
func TestXLSXThroughLibreOffice(t *testing.T) {
	data := office(t, filled(t, written(t, xlsx(Options{})), "確認事項", map[string]any{"F5": "はい", "G5": "夜間のみ", "I5": "2026/11/1"}))
	a, lex := sample(t)
	var want strings.Builder
	if err := workbook(xlsx(Options{}))(&want, a, lex); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := workbook(func(w io.Writer, _ *assess.Assessment, _ *lexicon.Lexicon) error { _, err := w.Write(data); return err })(&got, a, lex); err != nil {
		t.Fatal(err)
	}
	filledIn := strings.NewReplacer("F5\tはい\n", "", "G5\t夜間のみ\n", "", "I5\t2026/11/1\n", "")
	if diff := cmp.Diff(want.String(), filledIn.Replace(got.String())); diff != "" {
		t.Errorf("LibreOffice changed cells (-want +got):\n%s", diff)
	}
	f := opened(t, data)
	if shown, err := f.GetColVisible("確認事項", "A"); err != nil || shown {
		t.Errorf("the column of ids is shown: %v, %v", shown, err)
	}
	if dvs, err := f.GetDataValidations("確認事項"); err != nil || len(dvs) == 0 {
		t.Errorf("the dropdowns are gone: %v, %v", dvs, err)
	}
	lex.Questions[0].Met, lex.Questions[0].NotMet = []string{"yes"}, []string{"no"}
	sheet, err := ReadAnswers(data, lex)
	if err != nil {
		t.Fatal(err)
	}
	want1 := assess.Answer{Value: "yes", Note: "夜間のみ", Date: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	if diff := cmp.Diff(want1, sheet.Answers["maintenance-id"]); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}
