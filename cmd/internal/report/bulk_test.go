package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kiyaku/lexicon"
)

func bulkFixture() *Bulk {
	sum := strings.Repeat("ab", 32)
	return &Bulk{Rows: []BulkRow{
		{Source: "a.txt", Service: "甲", SHA256: sum, Verdict: "undetermined", Factors: [3]string{"unknown", "unknown", "unknown"}, Flags: map[string]int{"sla": 2}},
		{Source: "https://b.example/terms", Service: "=SUM(1)", SHA256: sum, Verdict: "third-party", Factors: [3]string{"met", "unknown", "met"}, Flags: map[string]int{"ai-training": 1, "sla": 1}},
		{Source: "https://c.example/\u202eterms", Service: "<b>丙</b>", Cause: "status-404", Error: "get https://c.example/: the site answered 404\x1b[31m"},
		{Source: "d.txt", Service: "丁", SHA256: sum, Verdict: "entrustment", Factors: [3]string{"contradicted", "met", "unknown"}, Flags: map[string]int{"ai-training": 3}, Cause: "shrunk", Error: "less text"},
		{Source: "https://e.example/", Service: "戊", Cause: "status-404", Error: "gone"},
	}}
}

func bulkLexicon(t *testing.T) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func TestBulkOrders(t *testing.T) {
	for sort, want := range map[BulkSort]string{
		"":            "a.txt https://b.example/terms https://c.example/\u202eterms d.txt https://e.example/",
		SortList:      "a.txt https://b.example/terms https://c.example/\u202eterms d.txt https://e.example/",
		SortVerdict:   "https://b.example/terms d.txt a.txt https://c.example/\u202eterms https://e.example/",
		"F2":          "d.txt https://b.example/terms a.txt https://c.example/\u202eterms https://e.example/",
		"sla":         "a.txt https://b.example/terms d.txt https://c.example/\u202eterms https://e.example/",
		"ai-training": "d.txt https://b.example/terms a.txt https://c.example/\u202eterms https://e.example/",
	} {
		b := bulkFixture()
		b.Sort = sort
		var got []string
		for _, r := range b.sorted() {
			got = append(got, r.Source)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("order by %q: %q, want %q", sort, s, want)
		}
	}
}

func TestBulkJSONL(t *testing.T) {
	var out bytes.Buffer
	if err := bulkFixture().JSONL(&out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines, want 5", len(lines))
	}
	want := `{"source":"a.txt","service":"甲","sha256":"` + strings.Repeat("ab", 32) + `","verdict":"undetermined","factors":{"F1":"unknown","F2":"unknown","F3":"unknown"},"flags":{"sla":2},"error":null}`
	if lines[0] != want {
		t.Errorf("line 1 = %s, want %s", lines[0], want)
	}
	var failed struct {
		Verdict string
		Factors map[string]string
		Flags   map[string]int
		Error   *string
	}
	if err := json.Unmarshal([]byte(lines[2]), &failed); err != nil || failed.Verdict != "" || failed.Factors == nil || failed.Flags == nil || failed.Error == nil {
		t.Errorf("line 3 = %s (%v), want empty values and an error", lines[2], err)
	}
}

func TestBulkCSV(t *testing.T) {
	var out bytes.Buffer
	if err := bulkFixture().CSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"source", "service", "sha256", "verdict", "F1", "F2", "F3", "cause", "error", "ai-training", "sla"}, rows[0]); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
	if rows[2][1] != "'=SUM(1)" || rows[4][9] != "3" {
		t.Errorf("rows = %q", rows)
	}
}

func TestBulkText(t *testing.T) {
	b := bulkFixture()
	b.Sort, b.Top = SortVerdict, 2
	var out bytes.Buffer
	if err := b.Text(&out, bulkLexicon(t), Options{Lang: "ja", Width: 80}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{"第三者提供に該当するおそれ       1\n", "判定なし                         2\n", "第三者提供  [!] [?] [!]  =SUM(1)", "ほか 3 件", "ページがない（404）  2\n", "→ 移転先を探してアドレスを直す", "⟦U+202E⟧terms"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.ContainsAny(text, "\x1b\u202e") {
		t.Error("characters that steer a terminal came through")
	}
	for line := range strings.Lines(text) {
		if columns(strings.TrimSuffix(line, "\n")) > 80 {
			t.Errorf("wider than 80 columns: %q", line)
		}
	}
}

func TestBulkHTML(t *testing.T) {
	var out bytes.Buffer
	if err := bulkFixture().HTML(&out, bulkLexicon(t), Options{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, want := range []string{`<html lang="en">`, "&lt;b&gt;丙&lt;/b&gt;", `href="https://b.example/terms"`, "no such page (404)", "⟦U&#43;001B⟧"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the page", want)
		}
	}
	if strings.Contains(page, "<b>丙") || strings.Contains(page, "<script") {
		t.Error("mark-up of a list came through")
	}
}

func TestBulkXLSX(t *testing.T) {
	make := func() []byte {
		b := bulkFixture()
		b.Sort = SortVerdict
		var out bytes.Buffer
		if err := b.XLSX(&out, bulkLexicon(t), Options{Lang: "ja"}); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	data := make()
	if !bytes.Equal(data, make()) {
		t.Error("the same result gives other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("結果")
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v, want 6", len(rows), err)
	}
	if formula, err := f.GetCellFormula("結果", "A2"); err != nil || formula != "" || rows[1][0] != "=SUM(1)" {
		t.Errorf("A2 = %q with formula %q, %v, want plain text", rows[1][0], formula, err)
	}
	if kind, err := f.GetCellType("結果", "H2"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("H2 is of type %v, %v, want a number", kind, err)
	}
	failed, err := f.GetRows("読めなかったもの")
	if err != nil || len(failed) != 4 || failed[1][0] != "ページがない（404）" {
		t.Errorf("failures = %q, %v", failed, err)
	}
}

// What failed for a reason without a name of its own is told with the error.
func TestBulkTellsOtherErrors(t *testing.T) {
	b := &Bulk{Rows: []BulkRow{{Source: "a.txt", Cause: "other", Error: "store: the name of a service is longer than 2000 bytes, shorten it: \x1b[31m長長長"}}}
	var text, table bytes.Buffer
	if err := errors.Join(b.Text(&text, bulkLexicon(t), Options{Lang: "ja", Width: 60}), b.CSV(&table)); err != nil {
		t.Fatal(err)
	}
	if s := strings.Join(strings.Fields(text.String()), " "); !strings.Contains(s, "a.txt store: the name of a service is longer than 2000 bytes") {
		t.Errorf("the error is not in\n%s", text.String())
	}
	for _, s := range []string{text.String(), table.String()} {
		if strings.Contains(s, "\x1b") || !strings.Contains(s, "⟦U+001B⟧") {
			t.Errorf("what steers a terminal is not written out in %q", s)
		}
	}
}
