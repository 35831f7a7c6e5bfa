package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// pdfWriter writes small PDFs: one Japanese font without glyphs, in the encoding given.
type pdfWriter struct {
	b       bytes.Buffer
	offsets []int
}

func (w *pdfWriter) object(format string, args ...any) int {
	w.offsets = append(w.offsets, w.b.Len())
	fmt.Fprintf(&w.b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(w.offsets)}, args...)...)
	return len(w.offsets)
}

func (w *pdfWriter) stream(dict, data string) int {
	return w.object("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// pdfFile makes a PDF with one page for each content stream. Fonts: /F of the encoding, with the ToUnicode CMap if it is
// not empty; /X is an empty picture.
func pdfFile(encoding, toUnicode string, contents ...string) string {
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.4\n")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range contents {
		kids += fmt.Sprintf("%d 0 R ", 8+2*i)
	}
	w.object("<</Type/Pages/Kids[%s]/Count %d/Resources<</Font<</F 3 0 R>>/XObject<</X 5 0 R>>>>>>", kids, len(contents))
	tu := ""
	if toUnicode != "" {
		tu = "/ToUnicode 7 0 R"
	}
	w.object("<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/%s/DescendantFonts[4 0 R]%s>>", encoding, tu)
	w.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 6 0 R/DW 1000>>")
	w.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "\x00")
	w.object("<</Type/FontDescriptor/FontName/Test/Flags 4>>")
	w.stream("", toUnicode)
	for i, c := range contents {
		w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>", 9+2*i)
		w.stream("", c)
	}
	return w.end()
}

// end writes the table of objects and gives the file. Its catalog is object 1.
func (w *pdfWriter) end() string {
	xref := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, o := range w.offsets {
		fmt.Fprintf(&w.b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&w.b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, xref)
	return w.b.String()
}

// pdfLineAt shows a line of text at a place, in 10 points, as UTF-16.
func pdfLineAt(x, y int, text string) string {
	var hex strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04x", u)
	}
	return fmt.Sprintf("BT /F 10 Tf %d %d Td <%s> Tj ET\n", x, y, hex.String())
}

func TestPDFParagraphs(t *testing.T) {
	page := func(n int, lines ...string) string {
		s := pdfLineAt(50, 800, "サンプル規約") + pdfLineAt(290, 20, fmt.Sprintf("- %d -", n))
		for i, l := range lines {
			s += pdfLineAt(50, 760-15*i, l)
		}
		return s
	}
	file := pdfFile("UniJIS-UTF16-H", "",
		page(1, "第1条（目的）", "本規約は、当社が提供するクラウド保管サービスの利用条件を定め", "るものです。", "第2条（データ）", "（1）保存データの閲覧", "（2）その他"),
		page(2, "第3条（例外）", "当社は、法令に基づく場合その他の正当な理由がある場合を除き、契"),
		page(3, "約者の保存データを取り扱わないものとします。"))
	doc := mustRead(t, "a.pdf", file)
	compare(t, doc, `
		paragraph0 (footer) [] サンプル規約
		paragraph0 (footer) [-] - 1 -
		heading4 [第1条] 第1条（目的）
		paragraph0 [] 本規約は、当社が提供するクラウド保管サービスの利用条件を定めるものです。
		heading4 [第2条] 第2条（データ）
		item1 [（1）] （1）保存データの閲覧
		item1 [（2）] （2）その他
		paragraph0 (footer) [] サンプル規約
		paragraph0 (footer) [-] - 2 -
		heading4 [第3条] 第3条（例外）
		paragraph0 [] 当社は、法令に基づく場合その他の正当な理由がある場合を除き、契約者の保存データを取り扱わないものとします。
		paragraph0 (footer) [] サンプル規約
		paragraph0 (footer) [-] - 3 -`)
	if doc.Title != "サンプル規約" {
		t.Errorf("title = %q, want the running head", doc.Title)
	}
	for _, b := range doc.Blocks {
		if b.Marker == "第3条" && b.Page != 2 {
			t.Errorf("第3条 is on page %d, want 2", b.Page)
		}
	}
}

func TestPDFItemNumbersApart(t *testing.T) {
	file := pdfFile("UniJIS-UTF16-H", "", pdfLineAt(70, 700, "保存データの閲覧")+pdfLineAt(70, 680, "複製")+pdfLineAt(50, 700, "1.")+pdfLineAt(50, 680, "2."))
	compare(t, mustRead(t, "a.pdf", file), `
		item1 [1.] 1. 保存データの閲覧
		item1 [2.] 2. 複製`)
}

func TestPDFToUnicode(t *testing.T) {
	cmap := "1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfrange <0001> <0003> <3042> <0010> <0011> [<304b> <304d>] endbfrange 1 beginbfchar <0020> <d842dfb7> endbfchar"
	file := pdfFile("Identity-H", cmap, "BT /F 10 Tf 50 700 Td <0001000200030010001100200001> Tj ET")
	if got, want := mustRead(t, "a.pdf", file).Text, "あぃいかき𠮷あ"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
}

func TestPDFActualTextAndForms(t *testing.T) {
	text := "/Span <</ActualText <FEFF5951>>> BDC " + pdfLineAt(50, 700, "？") + "EMC " + pdfLineAt(60, 700, "約書です。")
	if got := mustRead(t, "a.pdf", pdfFile("UniJIS-UTF16-H", "", text)).Text; got != "契約書です。" {
		t.Errorf("text = %q", got)
	}
}

func TestPDFErrors(t *testing.T) {
	good := pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "当社は閲覧しません。"))
	garbage := pdfFile("Identity-H", "", pdfLineAt(50, 700, "当社は閲覧しません。"))
	tests := []struct {
		name, file string
		kind       Kind
	}{
		{"pictures", pdfFile("UniJIS-UTF16-H", "", "/X Do", "/X Do"), KindImageOnly},
		{"white space over a picture", pdfFile("UniJIS-UTF16-H", "", "/X Do "+pdfLineAt(50, 700, "　 ")), KindImageOnly},
		{"unknown characters", garbage, KindGarbage},
		{"nothing shown", pdfFile("UniJIS-UTF16-H", "", ""), KindNoText},
		{"password", withPassword(t, good), KindEncrypted},
		{"loop in the page tree", strings.Replace(good, "/Kids[8 0 R ]", "/Kids[2 0 R ]", 1), KindTooLarge},
	}
	for _, tt := range tests {
		_, err := Document(context.Background(), snapshot("a.pdf", tt.file), Config{})
		var e *Error
		if !errors.As(err, &e) || e.Kind != tt.kind {
			t.Errorf("%s: %v, want an error of kind %s", tt.name, err, tt.kind)
		}
	}
}

// withPassword encrypts a PDF so that it opens with a password only.
func withPassword(t *testing.T, file string) string {
	t.Helper()
	quietPDFCPU()
	var b bytes.Buffer
	conf := model.NewAESConfiguration("open", "own", 256)
	if err := api.Encrypt(strings.NewReader(file), &b, conf); err != nil {
		t.Fatalf("encrypt: %v", err)
	}
	return b.String()
}

func TestPDFPassword(t *testing.T) {
	locked := withPassword(t, pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "当社は閲覧しません。")))
	for password, opens := range map[string]bool{"open": true, "own": true, "wrong": false} {
		doc, err := Document(context.Background(), snapshot("a.pdf", locked), Config{Password: password})
		if opens != (err == nil) || opens && doc.Text != "当社は閲覧しません。" {
			t.Errorf("password %q: document %v, error %v", password, doc, err)
		}
		if !opens && (kindOfError(err) != KindEncrypted || !strings.Contains(err.Error(), "does not open")) {
			t.Errorf("password %q: %v", password, err)
		}
	}
}

func TestPDFDamage(t *testing.T) {
	good := pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "当社は閲覧しません。"))
	for name, file := range map[string]string{
		"junk before":   "HTTP/1.1 200 OK\r\n\r\n" + good,
		"junk behind":   good + strings.Repeat("\x00", 3000),
		"bad startxref": strings.Replace(good, "startxref\n", "startxref\n9", 1),
		"PDF 2.0":       strings.Replace(good, "%PDF-1.4", "%PDF-2.0", 1),
		"huge size":     strings.Replace(good, "/Size 9", "/Size 1500000000", 1),
		"no trailer":    good[:strings.Index(good, "trailer")],
	} {
		if got := mustRead(t, "a.pdf", file).Text; got != "当社は閲覧しません。" {
			t.Errorf("%s: text = %q", name, got)
		}
	}
}

// TestPDFMixedPages checks that a page that can't be read is told, and the others are kept.
func TestPDFMixedPages(t *testing.T) {
	doc := mustRead(t, "a.pdf", pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "当社は閲覧しません。"), "/X Do"))
	if len(doc.Problems) != 1 || doc.Problems[0].Code != "page-image" || doc.Problems[0].Lost == 0 {
		t.Errorf("problems = %v, want one page-image", doc.Problems)
	}
}

// A scan with a stamp on it is not a page with little text.
func TestPDFPictureWithStamp(t *testing.T) {
	doc := mustRead(t, "a.pdf", pdfFile("UniJIS-UTF16-H", "", "q 595 0 0 842 0 0 cm /X Do Q "+pdfLineAt(50, 800, "受領 2026-11-22")))
	if len(doc.Problems) != 1 || doc.Problems[0].Code != "page-picture" || doc.Problems[0].Lost == 0 || doc.Text != "受領 2026-11-22" {
		t.Errorf("text %q, problems %v, want one page-picture", doc.Text, doc.Problems)
	}
}

func TestPDFTimeout(t *testing.T) {
	file := pdfFile("UniJIS-UTF16-H", "", strings.Repeat("q Q ", 8<<20))
	start := time.Now()
	_, err := Document(context.Background(), snapshot("a.pdf", file), Config{Timeout: 50 * time.Millisecond})
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindTimeout {
		t.Errorf("a PDF with 16 million operators in 50 ms: %v", err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("the caller was held for %v", d)
	}
}

func TestJapan1(t *testing.T) {
	for cid, want := range map[int]string{1: " ", 34: "A", 231: " ", 327: "｡", 633: "　", 842: "ぁ", 925: "ァ", 1125: "亜", 1200: "一", 4090: "弌", 7555: "①", 7887: "、", 8359: "纊", 8705: "髙", 12000: "パスカル", 13706: "𠮷"} {
		if got, _ := byJapan1(cid); got != want {
			t.Errorf("byJapan1(%d) = %q, want %q", cid, got, want)
		}
	}
}

// Text stands in streams packed in any of the ways for text.
func TestPDFFilters(t *testing.T) {
	const content = "BT /F 10 Tf 50 700 Td <7B2C0031676130023001> Tj ET"
	var runs strings.Builder
	for _, c := range []byte(content) {
		runs.WriteString("\x00" + string(c))
	}
	lzwBits := func(s string) string { // nine bits a code: clear, the bytes, end
		var bits strings.Builder
		for _, c := range append(append([]int{256}, codes(s)...), 257) {
			fmt.Fprintf(&bits, "%09b", c)
		}
		var out strings.Builder
		for b := bits.String() + "0000000"; len(b) >= 8; b = b[8:] {
			n, err := strconv.ParseUint(b[:8], 2, 8)
			if err != nil {
				t.Fatal(err)
			}
			out.WriteByte(byte(n))
		}
		return out.String()
	}
	hex := fmt.Sprintf("%x>", content)
	for filter, data := range map[string]string{
		"/ASCIIHexDecode": hex, "/RunLengthDecode": runs.String() + "\x80", "[/LZWDecode]": lzwBits(content),
		"[/ASCIIHexDecode/AHx]": fmt.Sprintf("%x>", hex), "[/ASCIIHexDecode /RL]": fmt.Sprintf("%X >", runs.String()),
	} {
		w := &pdfWriter{}
		w.b.WriteString("%PDF-1.4\n")
		w.object("<</Type/Catalog/Pages 2 0 R>>")
		w.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
		w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>")
		w.stream("/Filter"+filter, data)
		w.object("<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/UniJIS-UCS2-H/DescendantFonts[<</Subtype/CIDFontType0>>]>>")
		if got, want := mustRead(t, "a.pdf", w.end()).Text, "第1条。、"; got != want {
			t.Errorf("%s: text = %q, want %q", filter, got, want)
		}
	}
}

func codes(s string) []int {
	var list []int
	for _, c := range []byte(s) {
		list = append(list, int(c))
	}
	return list
}

// Object numbers beyond all reason cost neither time nor memory, and the file is read all the same.
func TestPDFHugeNumbers(t *testing.T) {
	file := pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条（目的）"))
	for name, body := range map[string]string{
		"object":  strings.Replace(file, "6 0 obj", "2147483647 0 obj", 1),
		"section": strings.Replace(file, "xref\n0 10", "xref\n0 2147483647", 1),
		"start":   strings.Replace(file, "xref\n0 10", "xref\n2147483640 10", 1),
		"size":    strings.Replace(file, "/Size 10", "/Size 99999999", 1),
	} {
		if body == file {
			t.Fatalf("%s: the PDF of the tests is made in another way now", name)
		}
		start := time.Now()
		doc := mustRead(t, "a.pdf", body)
		if doc.Text != "第1条（目的）" || time.Since(start) > 3*time.Second {
			t.Errorf("%s: %q after %v", name, doc.Text, time.Since(start))
		}
	}
}

// Heads of objects are found as an expression finds them.
func TestObjectHead(t *testing.T) {
	plain := regexp.MustCompile(`(?:^|[\x00\t\n\f\r >])(\d{1,9})[\x00\t\n\f\r ]+(\d{1,5})[\x00\t\n\f\r ]+obj\b`)
	for _, s := range []string{
		"1 0 obj", "x\n12 0 obj<<", "endobj 3 0 obj\n", "endobj3 0 obj", ">4 00001 obj<", "1 0 object", "1 0 obj_", "1  2\r\n3 obj[", "123456789 12345 obj",
		"1234567890 0 obj", "1 123456 obj", "obj", " obj", "0 obj", "\n0 obj", "-1 0 obj", "a1 0 obj", "1.0 0 obj", "1 0\x00obj", "1 0 objx 2 0 obj", "9 9 9 9 obj",
	} {
		type head struct{ n, offset, generation int }
		var want, got []head
		for _, m := range plain.FindAllStringSubmatchIndex(s, -1) {
			n, _ := strconv.Atoi(s[m[2]:m[3]])
			g, _ := strconv.Atoi(s[m[4]:m[5]])
			want = append(want, head{n, m[2], g})
		}
		for i := range s {
			if strings.HasSuffix(s[:i+1], "obj") {
				if n, place, ok := objectHead([]byte(s), i+1); ok {
					got = append(got, head{n, place.offset, place.generation})
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: heads %v, want %v", s, got, want)
		}
	}
}
