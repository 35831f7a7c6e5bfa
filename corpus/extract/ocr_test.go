package extract

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"kiyaku/corpus"
)

// needPrograms ends a test where a program is missing: with a failure in CI, where all are installed.
func needPrograms(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if installed(name) == "" {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is not installed; the README says which packages the tests need", name)
			}
			t.Skipf("%s is not installed; the README says which packages the tests need", name)
		}
	}
}

// scanned is a PDF whose pages are pictures of the lines given, as a scanner makes them at 200 dpi.
func scanned(t *testing.T, pages ...[]string) string {
	t.Helper()
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.4\n")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	w.object("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages))
	for i, lines := range pages {
		g := drawn(t, lines)
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		if _, err := z.Write(g.pixels); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</X %d 0 R>>>>>>", 4+3*i, 5+3*i)
		w.stream("", "595 0 0 842 0 0 cm /X Do")
		w.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", g.width, g.height), packed.String())
	}
	return w.end()
}

// drawn is a picture of a page with the lines given.
func drawn(t *testing.T, lines []string) *graymap {
	t.Helper()
	content := ""
	for i, l := range lines {
		content += strings.Replace(pdfLineAt(60, 760-24*i, l), "/F 10 Tf", "/F 12 Tf", 1)
	}
	file := strings.Replace(pdfFile("UniJIS-UTF16-H", "", content), "Ordering(Identity)/Supplement 0", "Ordering(Japan1)/Supplement 6  ", 1)
	cmd := exec.CommandContext(t.Context(), "pdftoppm", "-r", "200", "-gray", "-")
	cmd.Stdin = strings.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftoppm: %v", err)
	}
	g, ok := readGraymap(out)
	if !ok {
		t.Fatalf("pdftoppm gives no picture: %.40q", out)
	}
	if bytes.Count(g.pixels, []byte{0}) == 0 {
		t.Fatal("pdftoppm drew nothing: are poppler-data and a Japanese font installed?")
	}
	return g
}

func TestOCR(t *testing.T) {
	needPrograms(t, "tesseract", "pdftoppm")
	file := scanned(t, []string{"サンプルクラウド利用規約", "第1条（目的）", "本規約は、当社が提供するサービスの利用条件を定めます。"},
		[]string{"第2条（データの取扱い）", "1. 当社は、契約者の保存データを閲覧しません。"})
	cfg := Config{Child: child("read")}
	_, err := Document(context.Background(), snapshot("a.pdf", file), cfg)
	if kindOfError(err) != KindImageOnly {
		t.Fatalf("without OCR: %v, want an error of kind %s", err, KindImageOnly)
	}
	cfg.OCR = &OCR{}
	doc, err := Document(context.Background(), snapshot("a.pdf", file), cfg)
	if err != nil {
		t.Fatal(err)
	}
	checkDocument(t, doc)
	for _, want := range []string{"第1条", "利用条件を定めます", "閲覧しません"} {
		if !strings.Contains(strings.ReplaceAll(doc.Text, " ", ""), want) {
			t.Errorf("the text lacks %q:\n%s", want, doc.Text)
		}
	}
	for _, b := range doc.Blocks {
		wantPage := 1
		if strings.Contains(doc.Text[:b.Span.End], "第2条") {
			wantPage = 2
		}
		if b.OCR < 0.5 || b.OCR > 1 || b.Page != wantPage {
			t.Errorf("block %q: confidence %v, page %d, want 0.5…1 and page %d", b.Span.In(doc.Text), b.OCR, b.Page, wantPage)
		}
	}
	if len(doc.Problems) != 1 || doc.Problems[0].Code != "ocr" {
		t.Errorf("problems = %v, want one ocr", doc.Problems)
	}
	if !strings.HasPrefix(doc.Extractor, "pdf/2 via tesseract ") {
		t.Errorf("extractor = %q", doc.Extractor)
	}
}

// TestOCRLocked checks that pictures in a file with a password are read with it, and that it decrypts aside.
func TestOCRLocked(t *testing.T) {
	needPrograms(t, "tesseract", "pdftoppm")
	quietPDFCPU()
	conf := model.NewAESConfiguration("secret", "owner", 256)
	conf.ValidationMode = model.ValidationRelaxed
	var locked bytes.Buffer
	if err := api.Encrypt(strings.NewReader(scanned(t, []string{"第1条（目的）", "当社は、契約者の保存データを閲覧しません。"})), &locked, conf); err != nil {
		t.Fatal(err)
	}
	for _, cfg := range []Config{{OCR: &OCR{}, Password: "secret"}, {OCR: &OCR{}, Password: "secret", Child: child("read")}} {
		doc, err := Document(context.Background(), snapshot("a.pdf", locked.String()), cfg)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.ReplaceAll(doc.Text, " ", ""), "閲覧しません") {
			t.Errorf("text = %q, problems %v", doc.Text, doc.Problems)
		}
	}
	if _, err := Document(context.Background(), snapshot("a.pdf", locked.String()), Config{OCR: &OCR{}, Password: "wrong"}); kindOfError(err) != KindEncrypted {
		t.Errorf("with a wrong password: %v", err)
	}
}

// TestOCRSomePages checks that the pages that are pictures stand between those that are text.
func TestOCRSomePages(t *testing.T) {
	needPrograms(t, "tesseract", "pdftoppm")
	text := pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条（目的）"), "595 0 0 842 0 0 cm /X Do", pdfLineAt(50, 700, "第3条（期間）"))
	picture := scanned(t, []string{"第2条（データの取扱い）", "当社は、契約者の保存データを閲覧しません。"})
	at := strings.Index(picture, "/Type/XObject")
	image := picture[strings.LastIndex(picture[:at], "<<"):]
	image = image[:strings.Index(image, "\nendobj")]
	old := text[strings.Index(text, "5 0 obj\n")+len("5 0 obj\n"):]
	old = old[:strings.Index(old, "\nendobj")]
	file := strings.Replace(text, old, image, 1)
	doc, err := Document(context.Background(), snapshot("a.pdf", file), Config{OCR: &OCR{}})
	if err != nil {
		t.Fatal(err)
	}
	var markers []string
	for _, b := range doc.Blocks {
		if b.Kind == corpus.Heading {
			markers = append(markers, fmt.Sprintf("%s p%d %v", b.Marker, b.Page, b.OCR > 0))
		}
	}
	if got, want := strings.Join(markers, ", "), "第1条 p1 false, 第2条 p2 true, 第3条 p3 false"; got != want {
		t.Errorf("headings: %s, want %s\n%s\n%v", got, want, doc.Text, doc.Problems)
	}
}

// TestOCRFails checks that what OCR cannot do is told, and that it ends in time.
func TestOCRFails(t *testing.T) {
	needPrograms(t, "tesseract", "pdftoppm")
	blank := pdfFile("UniJIS-UTF16-H", "", "/X Do")
	_, err := Document(context.Background(), snapshot("a.pdf", blank), Config{OCR: &OCR{}})
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindImageOnly || e.Err == nil {
		t.Errorf("an empty picture: %v, want an error of kind %s that says what OCR found", err, KindImageOnly)
	}
	file := scanned(t, []string{"第1条（目的）"})
	start := time.Now()
	_, err = Document(context.Background(), snapshot("a.pdf", file), Config{OCR: &OCR{PageTimeout: time.Millisecond}})
	if !errors.As(err, &e) || e.Kind != KindImageOnly || !errors.Is(err, context.DeadlineExceeded) && e.Err == nil {
		t.Errorf("no time: %v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("a page with a millisecond took %v", took)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Document(ctx, snapshot("a.pdf", file), Config{OCR: &OCR{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestOCRTable(t *testing.T) {
	row := func(level, line, left, top, width, height int, confidence, text string) string {
		return fmt.Sprintf("%d\t1\t1\t1\t%d\t1\t%d\t%d\t%d\t%d\t%s\t%s\n", level, line, left, top, width, height, confidence, text)
	}
	table := row(1, 0, 0, 0, 2480, 3508, "-1", "") + row(4, 1, 100, 100, 300, 40, "-1", "") +
		row(5, 1, 100, 100, 80, 40, "90", "契約") + row(5, 1, 190, 100, 80, 40, "80", "者の") + row(5, 1, 500, 100, 80, 40, "70", "SOC") + row(5, 1, 590, 100, 20, 40, "70", "2") +
		row(5, 2, 100, 200, 9, 9, "12", "|") +
		row(5, 3, 2000, 100, 40, 120, "95", "第一") + row(5, 3, 2000, 230, 40, 120, "95", "条目")
	p := readTable([]byte(table), &ocrPage{})
	lines := p.sound()
	if len(p.lines) != 3 || len(lines) != 2 {
		t.Fatalf("%d lines, %d of them sound; want 3 and 2: %v", len(p.lines), len(lines), p.lines)
	}
	if l := lines[0]; l.Text != "契約者の SOC 2" || l.Turned != 0 || l.Confidence < 0.76 || l.Confidence > 0.81 {
		t.Errorf("line 1 = %+v", l)
	}
	if l := lines[1]; l.Text != "第一条目" || l.Turned != 1 || l.X0 >= l.X1 {
		t.Errorf("line 2 = %+v, want vertical", l)
	}
}

func TestPageRanges(t *testing.T) {
	for want, pages := range map[string][]int{"Page 3": {3}, "Pages 1–3, 7, 9–10": {1, 2, 3, 7, 9, 10}} {
		if got := pageRanges(pages); got != want {
			t.Errorf("pageRanges(%v) = %q, want %q", pages, got, want)
		}
	}
}
