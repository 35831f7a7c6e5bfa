package extract

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// fuzzFile reads any bytes as a file of one format: what comes out is a sound document or a typed error.
func fuzzFile(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		cfg := Config{Timeout: 5 * time.Second, MaxText: 4 << 20}
		doc, err := Document(context.Background(), snapshot(name, string(body)), cfg)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Kind == "" || e.Location != name {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		checkDocument(t, doc)
	})
}

func FuzzHTML(f *testing.F) {
	fuzzFile(f, "a.html", articles, "<ol start=x reversed><li value=-9>a<li><ol type=I><li>b</ol></ol>", "<table><tr><td>a<td>b<table>",
		"<pre>a\n b</pre><ruby>a<rt>b", "<template shadowrootmode=open><p>a", "<svg><title>x</title></svg><textarea>第1条\n</textarea>", "<?php ?><p>\x00\xFF")
}

func FuzzText(f *testing.F) {
	fuzzFile(f, "a.txt", japaneseSample, "\uFEFFa\r\n\r(1) b\f", "\x1B$B%F\x1B(B", "\x82\xA0\x82\xA2\xFF", "a\x00b\x00", "第第条\n第1条の\n１．")
}

func FuzzMarkdown(f *testing.F) {
	fuzzFile(f, "a.md", "---\ntitle: x\n---\n# a\n\n- **b**\n  - (1) c\n", "a\n===\n| a |\n|---|\n", "****\n**a\n* *\n> > <br>", "```\nx", "#\n##  ##\n<p><", "-\u00a0\u2028x")
}

func FuzzDOCX(f *testing.F) {
	fuzzFile(f, "a.docx", docxFile(para("H", "1.0", "目的")+para("", "1.2", "あ"), "styles.xml", docxStyles, "numbering.xml", docxNumbering),
		docxFile("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"))
}

func FuzzPDF(f *testing.F) {
	fuzzFile(f, "a.pdf", pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条（目的）")+"BI ID x EI /X Do"),
		pdfFile("Identity-H", "1 beginbfrange <0000> <ffff> <0000> endbfrange", "BT /F 9 Tf [<0041> -200 (\\101B)] TJ T* (a) ' ET"), "%PDF-1.4\n")
}

// FuzzPDFContent runs content streams alone, which the fuzzer reaches more often than through a whole file.
func FuzzPDFContent(f *testing.F) {
	f.Add("BT /F 10 Tf 1 0 0 1 50 700 Tm <0041> Tj ET", "1 begincodespacerange <00> <ffff> endcodespacerange 1 beginbfchar <41> <0041> endbfchar")
	f.Fuzz(func(t *testing.T, content, cmap string) {
		lex := &pdfLexer{b: []byte(content)}
		for range len(content) + 1 {
			if _, ok := lex.next(); !ok {
				break
			}
		}
		if _, ok := lex.next(); ok && len(content) > 0 {
			t.Errorf("more objects than bytes in %q", content)
		}
		m := parseCMap([]byte(cmap))
		for i := range len(content) {
			m.unicode(content[i:min(i+2, len(content))])
			m.codeLen(content[i:])
		}
	})
}

func benchmarkFile(b *testing.B, name, body string) {
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Document(context.Background(), snapshot(name, body), Config{}); err != nil {
			b.Fatal(err)
		}
	}
}

// benchPage is a page as vendors have them: navigation, articles with numbered items, a footer.
func benchPage() string {
	article := `<section class="article"><h2 id="a">第1条（データの取扱い）</h2><ol><li>当社は、契約者が保存したデータを、次の各号のいずれかに該当する場合を除き、閲覧しないものとします。` +
		`<ol type="a"><li>契約者の求めがある場合</li><li>法令に基づく場合</li></ol></li><li>前項の規定は、<b>本契約</b>の終了後も有効に存続します。</li></ol></section>` + "\n"
	return `<html lang="ja"><head><title>利用規約</title></head><body><nav><ul><li><a href="/">ホーム</a></li></ul></nav><main>` +
		strings.Repeat(article, 300) + `</main><footer>© 2026</footer></body></html>`
}

func BenchmarkHTML(b *testing.B) { benchmarkFile(b, "a.html", benchPage()) }

// BenchmarkHTMLParse is what the parser alone takes on the same page.
func BenchmarkHTMLParse(b *testing.B) {
	page := benchPage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) { benchmarkFile(b, "a.txt", strings.Repeat(japaneseSample, 1000)) }

func BenchmarkMarkdown(b *testing.B) {
	benchmarkFile(b, "a.md", strings.Repeat("## "+japaneseSample+"\n- (1) 契約者の求めがある場合\n\n", 1000))
}

func BenchmarkDOCX(b *testing.B) {
	benchmarkFile(b, "a.docx", docxFile(strings.Repeat(para("H", "", "（目的）")+para("", "1.1", japaneseSample), 1000), "styles.xml", docxStyles, "numbering.xml", docxNumbering))
}

func BenchmarkPDF(b *testing.B) {
	page := ""
	for i := range 40 {
		page += pdfLineAt(50, 780-18*i, "当社は、契約者が本サービスに保存したデータを、保守のために必要な範囲で閲覧する")
	}
	pages := make([]string, 20)
	for i := range pages {
		pages[i] = page
	}
	benchmarkFile(b, "a.pdf", pdfFile("UniJIS-UTF16-H", "", pages...))
}
