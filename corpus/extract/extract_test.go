package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kiyaku/corpus"
)

// snapshot is a file as it would be read.
func snapshot(name, body string) *corpus.Snapshot {
	return &corpus.Snapshot{Source: corpus.Source{Location: name}, URL: name, Body: []byte(body)}
}

// mustRead reads a file that has to be readable and checks what a Document promises.
func mustRead(t *testing.T, name, body string) *corpus.Document {
	t.Helper()
	doc, err := Document(context.Background(), snapshot(name, body), Config{})
	if err != nil {
		t.Fatalf("Document(%s) = %v", name, err)
	}
	checkDocument(t, doc)
	return doc
}

// checkDocument checks what the comment of corpus.Document promises.
func checkDocument(t *testing.T, doc *corpus.Document) {
	t.Helper()
	if !utf8.ValidString(doc.Text) {
		t.Errorf("the text is no valid UTF-8: %.80q", doc.Text)
	}
	if len(doc.Blocks) == 0 {
		t.Errorf("a document without blocks")
	}
	markup := doc.Extractor == formatMarkdown.version()
	end := 0
	for i, b := range doc.Blocks {
		if b.Span.Start < end || b.Span.End <= b.Span.Start || b.Span.End > len(doc.Text) {
			t.Fatalf("block %d has the span %v after %d in %d bytes", i, b.Span, end, len(doc.Text))
		}
		if between := doc.Text[end:b.Span.Start]; trim(between) != "" && !markup {
			t.Errorf("text between blocks: %q", between)
		}
		if s := b.Span.In(doc.Text); !strings.HasPrefix(s, b.Marker) || trim(s) != s {
			t.Errorf("block %d = %q with the marker %q", i, s, b.Marker)
		}
		if b.Kind == 0 {
			t.Errorf("block %d has no kind", i)
		}
		end = b.Span.End
	}
	if rest := doc.Text[end:]; trim(rest) != "" && !markup {
		t.Errorf("text behind the last block: %q", rest)
	}
}

// dump writes one line for each block: kind and level, role, marker, text.
func dump(doc *corpus.Document) string {
	var b strings.Builder
	for _, k := range doc.Blocks {
		fmt.Fprintf(&b, "%s%d", k.Kind, k.Level)
		if k.Role != corpus.Body {
			fmt.Fprintf(&b, " (%s)", k.Role)
		}
		fmt.Fprintf(&b, " [%s] %s\n", k.Marker, k.Span.In(doc.Text))
	}
	return b.String()
}

// compare checks the blocks of a document against lines of dump; leading tabs in want are cut.
func compare(t *testing.T, doc *corpus.Document, want string) {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
		lines = append(lines, strings.TrimLeft(line, "\t"))
	}
	if got, want := strings.TrimSuffix(dump(doc), "\n"), strings.Join(lines, "\n"); got != want {
		t.Errorf("blocks:\n%s\nwant:\n%s", got, want)
	}
}

func TestPlainText(t *testing.T) {
	body := "\uFEFFクラウド保管サービス利用規約\r\n\r\n第1章　総則\r\n第1条（目的）\r\n　本規約は、利用条件を定めます。\r\n" +
		"第2条　当社は、次の場合を除き、保存データを閲覧しません。\r\n  (1) 契約者が求めた場合\r\n  （２）法令に基づく場合\r\n　　ア　裁判所の命令\r\n" +
		"２　前項の規定は、第1条の規定により変更しない。\r\n附則\r\n①本規約は2026年4月1日から施行する。\r\n"
	doc := mustRead(t, "terms.txt", body)
	if doc.Text != body {
		t.Errorf("the text of a UTF-8 file was changed: %q", doc.Text)
	}
	compare(t, doc, `
		heading1 [] クラウド保管サービス利用規約
		heading2 [第1章] 第1章　総則
		heading4 [第1条] 第1条（目的）
		paragraph0 [] 本規約は、利用条件を定めます。
		paragraph0 [第2条] 第2条　当社は、次の場合を除き、保存データを閲覧しません。
		item1 [(1)] (1) 契約者が求めた場合
		item1 [（２）] （２）法令に基づく場合
		item2 [ア] ア　裁判所の命令
		item1 [２] ２　前項の規定は、第1条の規定により変更しない。
		heading2 [附則] 附則
		item1 [①] ①本規約は2026年4月1日から施行する。`)
	if doc.Title != "クラウド保管サービス利用規約" || doc.Lang != corpus.Japanese || doc.Kind != corpus.Terms || doc.Extractor != "text/1" {
		t.Errorf("title %q, language %q, kind %q, extractor %q", doc.Title, doc.Lang, doc.Kind, doc.Extractor)
	}
}

func TestMarkdown(t *testing.T) {
	body := "---\nlayout: page\ntitle: \"データ処理契約\"\n---\n\n# データ処理契約\n\n## 第１条（目的）\n\n本契約は、[個人データ](https://example.com)の処理を定め、\n双方の義務を明らかにする。\n\n" +
		"**1\\. 定義**\n\n- 「データ」とは\n  - (1) 保存されたもの\n  - **ログ**\n\nProvider\n--------\n\n| 項目 | 内容 |\n| --- | --- |\n| 保存 | 国内 |\n\n---\n<p>終わりに<br>\n</p>\n"
	doc := mustRead(t, "dpa.md", body)
	if doc.Text != body {
		t.Errorf("the text of a Markdown file was changed: %q", doc.Text)
	}
	compare(t, doc, `
		paragraph0 (nav) [] layout: page
		paragraph0 (nav) [] title: "データ処理契約"
		heading1 [] データ処理契約
		heading2 [第１条] 第１条（目的）
		paragraph0 [] 本契約は、[個人データ](https://example.com)の処理を定め、
		双方の義務を明らかにする。
		heading5 [1\.] 1\. 定義
		item1 [-] - 「データ」とは
		item2 [(1)] (1) 保存されたもの
		item2 [-] - **ログ**
		heading2 [] Provider
		row0 [] | 項目 | 内容 |
		row0 [] | 保存 | 国内 |
		paragraph0 [] 終わりに`)
	if doc.Title != "データ処理契約" || doc.Kind != corpus.DPA {
		t.Errorf("title %q, kind %q", doc.Title, doc.Kind)
	}
}

func TestSourceOverrides(t *testing.T) {
	snap := snapshot("a.txt", "利用規約\n当社は閲覧しません。\n")
	snap.Source.Lang, snap.Source.Kind = corpus.Dutch, corpus.DPA
	doc, err := Document(context.Background(), snap, Config{})
	if err != nil || doc.Lang != corpus.Dutch || doc.Kind != corpus.DPA {
		t.Errorf("Document = %v, %v; want the language and kind of the source", doc, err)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name, file, body string
		kind             Kind
	}{
		{"empty", "a.txt", "", KindEmpty},
		{"white space", "a.txt", " \r\n　\uFEFF\n", KindEmpty},
		{"mark only", "a.html", "\uFEFF \n", KindEmpty},
		{"png", "a.txt", "\x89PNG\r\n\x1A\n\x00\x00", KindBinary},
		{"control characters", "a.txt", strings.Repeat("ab\x01\x02\x03\x04", 50), KindBinary},
		{"old Word", "a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 100), KindUnsupported},
		{"encrypted Word", "a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", KindEncrypted},
		{"RTF", "a.rtf", `{\rtf1\ansi text}`, KindUnsupported},
		{"ODT", "a.odt", "PK\x03\x04" + strings.Repeat("\x00", 26) + "mimetypeapplication/vnd.oasis.opendocument.text", KindUnsupported},
		{"a zip", "a.zip", "PK\x03\x04" + strings.Repeat("\x00", 50), KindBinary},
		{"no PDF", "a.pdf", "this is no PDF", KindBroken},
		{"half a PDF", "a.pdf", "%PDF-1.4\n1 0 obj\n<<", KindBroken},
		{"broken docx", "a.docx", "PK\x03\x04 word/document.xml", KindBroken},
		{"page by script", "a.html", `<html><head><script src=a.js></script></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>`, KindNeedsBrowser},
		{"frames only", "a.html", `<html><frameset><frame src="kiyaku.html"></frameset></html>`, KindNoText},
		{"nothing on the page", "a.html", `<html><body><img src=a.png></body></html>`, KindNoText},
	}
	for _, tt := range tests {
		doc, err := Document(context.Background(), snapshot(tt.file, tt.body), Config{})
		var e *Error
		if !errors.As(err, &e) || e.Kind != tt.kind || e.Location != tt.file {
			t.Errorf("%s: Document = %v, %v; want an error of kind %s", tt.name, doc, err, tt.kind)
		}
	}
}

func TestLimits(t *testing.T) {
	_, err := Document(context.Background(), snapshot("a.txt", strings.Repeat("a", 100)), Config{MaxBytes: 99})
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindTooLarge {
		t.Errorf("100 bytes with a limit of 99: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Document(ctx, snapshot("a.html", "<p>"+strings.Repeat("<p>text", 5000)), Config{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context: %v", err)
	}
}

// TestLongLines checks that time grows with the size, not with its square, on one line of several megabytes.
func TestLongLines(t *testing.T) {
	for name, unit := range map[string]string{
		"a.txt": "当社は保存データを閲覧しません。", "b.txt": "=", "a.md": "* a ", "a.html": "a <br>", "c.txt": "（", "b.html": "<b>x",
	} {
		body := strings.Repeat(unit, 3<<20/len(unit))
		start := time.Now()
		if _, err := Document(context.Background(), snapshot(name, body), Config{}); err != nil {
			t.Logf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 15*time.Second {
			t.Errorf("%s: 3 MB of %q took %v", name, unit, d)
		}
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct {
		name, text string
		want       corpus.Lang
	}{
		{"Japanese", "当社は、契約者のデータを閲覧しません。", corpus.Japanese},
		{"English", "We will not access the content that you store, unless you ask for it.", corpus.English},
		{"Dutch", "De leverancier heeft geen toegang tot het systeem en zal de gegevens van de klant niet inzien.", corpus.Dutch},
		{"German", "Der Anbieter greift nicht auf die Daten des Kunden zu, sofern dieser nicht zustimmt.", ""},
		{"a clause in English", "Backups are kept in Frankfurt.", corpus.English},
		{"an English clause on records", "Supplier will treat all Customer information as strictly confidential.", corpus.English},
		{"a clause in Dutch", "Verwerker versleutelt opgeslagen gegevens.", corpus.Dutch},
		{"a Dutch clause in the first person", "Wij bewaren back-ups in Frankfurt.", corpus.Dutch},
		{"a clause in German", "Die Daten werden verschlüsselt.", ""},
		{"a clause in French", "Les données sont chiffrées.", ""},
		{"a clause in Spanish", "El proveedor conserva los datos.", ""},
		{"English with a Japanese name", "These terms apply to the service of サンプル株式会社 and to all of the content that you may store by using it.", corpus.English},
	}
	for _, tt := range tests {
		if got := mustRead(t, "a.txt", tt.text).Lang; got != tt.want {
			t.Errorf("%s: language = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestKind(t *testing.T) {
	for title, want := range map[string]corpus.Kind{
		"クラウドサービス利用規約": corpus.Terms, "プライバシーポリシー": corpus.Privacy, "個人情報保護方針": corpus.Privacy, "個人情報取扱特約": corpus.DPA, "個人データの取扱いに関する契約条項": corpus.DPA, "個人情報の取扱いの委託に関する方針": corpus.Privacy, "セキュリティホワイトペーパー 電子契約サービス": corpus.Security,
		"データ処理契約書": corpus.DPA, "Verwerkersovereenkomst": corpus.DPA, "保守規約": corpus.Maintenance,
		"セキュリティホワイトペーパー": corpus.Security, "個人情報授受確認書": corpus.Confirmation, "Terms of Service": corpus.Terms,
		"Privacy Policy": corpus.Privacy, "⼀般利⽤規約": corpus.Terms, "料金表": "",
	} {
		if got := mustRead(t, "a.txt", title+"\n本文\n").Kind; got != want {
			t.Errorf("kind of %q = %q, want %q", title, got, want)
		}
	}
}

func ExampleDocument() {
	snap := &corpus.Snapshot{
		Source:    corpus.Source{Location: "https://example.com/terms"},
		MediaType: "text/html",
		Body:      []byte(`<title>利用規約</title><h2>第1条（データ）</h2><ol><li>当社は閲覧しません。<li>次の場合を除きます。<ol type="i"><li>法令</ol></ol>`),
	}
	doc, err := Document(context.Background(), snap, Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Title, doc.Lang, doc.Kind)
	for _, b := range doc.Blocks {
		fmt.Printf("%s %d %s\n", b.Kind, b.Level, b.Span.In(doc.Text))
	}
	// Output:
	// 利用規約 ja terms
	// heading 2 第1条（データ）
	// item 1 1. 当社は閲覧しません。
	// item 1 2. 次の場合を除きます。
	// item 2 (i) 法令
}
