package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kiyaku/corpus"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"headings alone", `<h1>規約</h1><h3>第1条</h3>本文です。<div>次の<b>段落</b>です。</div>`, `
			heading1 [] 規約
			heading3 [第1条] 第1条
			paragraph0 [] 本文です。
			paragraph0 [] 次の段落です。`},
		{"paragraphs as headings", `<p>（目的）</p><p>第1条　総則</p><p>第2条　当社は、閲覧しません。</p>`, `
			heading5 [] （目的）
			heading4 [第1条] 第1条　総則
			paragraph0 [第2条] 第2条　当社は、閲覧しません。`},
		{"ordered lists", `<ol start=3><li>a</li><li value=7>b<li>c</ol><ol reversed><li>d<li>e</ol><ol type=A><li>f</ol><ol style="list-style-type: lower-roman"><li>g<li>h</ol>`, `
			item1 [3.] 3. a
			item1 [7.] 7. b
			item1 [8.] 8. c
			item1 [2.] 2. d
			item1 [1.] 1. e
			item1 [A.] A. f
			item1 [(i)] (i) g
			item1 [(ii)] (ii) h`},
		{"numbers as browsers count", `<ol start=" 3x"><li>a</ol><ol reversed><div><li>b</div><li>c<ol><li>d</ol></ol><ol><li style="display:block">e<li hidden>f<li value=2.7>g</ol><ul><li value=5>h<li type=A>i</ul><ol style="list-style-type:'A) '"><li>j</ol><ol style="list-style:lower-greek"><li>k</ol>`, `
			item1 [3.] 3. a
			item1 [2.] 2. b
			item1 [1.] 1. c
			item2 [1.] 1. d
			item1 [] e
			item1 [] f
			item1 [2.] 2. g
			item1 [・] ・h
			item1 [F.] F. i
			item1 [A)] A) j
			item1 [α.] α. k`},
		{"own numbers are not doubled", `<ol><li>第1号 あ</li><li>（2）い</li></ol><ul><li>①う</li><li>・え</li><li>お</li></ul>`, `
			item1 [第1号] 第1号 あ
			item1 [（2）] （2）い
			item1 [①] ①う
			item1 [・] ・え
			item1 [・] ・お`},
		{"nested lists", `<ol><li>次の場合<ol type=a><li>あ<ul><li>い</ul><li>う</ol><li><p>え</p><p>続き</p></ol>`, `
			item1 [1.] 1. 次の場合
			item2 [(a)] (a) あ
			item3 [・] ・い
			item2 [(b)] (b) う
			item1 [2.] 2. え
			paragraph0 [] 続き`},
		{"no numbers shown", `<ol style="list-style: none"><li>あ</ol>`, `item1 [] あ`},
		{"line breaks", `<p>第1条（目的）<br>当社は、<br>閲覧しません。<br><br>次の行<br>1. あ</p>`, `
			heading4 [第1条] 第1条（目的）
			paragraph0 [] 当社は、閲覧しません。
			paragraph0 [] 次の行
			item1 [1.] 1. あ`},
		{"white space", "<p>当社は\n   閲覧  しません。</p><p>the\n  words</p><pre>第1条\n  本文</pre>", `
			paragraph0 [] 当社は閲覧 しません。
			paragraph0 [] the words
			heading4 [第1条] 第1条
			paragraph0 [] 本文`},
		{"ruby", `<p><ruby>瑕疵<rp>(</rp><rt>かし</rt><rp>)</rp></ruby>担保</p>`, `paragraph0 [] 瑕疵担保`},
		{"table", `<table><caption>料金</caption><tr><th>項目<th>内容</tr><tr><td>保存<td>国内<br>のみ<td></tr></table>`, `
			note0 [] 料金
			row0 [] 項目 ／ 内容
			row0 [] 保存 ／ 国内 のみ`},
		{"cells beside several rows", `<table><tr><th rowspan=2>項目<th colspan=2>保存<tr><th>国内<th>国外<tr><th rowspan=3>個人データ<td>する<td rowspan=2>しない<tr><td>暗号化する<tr><td>消去する<td>なし` +
			`<tr><td rowspan=2>当社は閲覧しません。<td>a<td rowspan=2>両方<tr><td>b<tr><td>c</table>`, `
			row0 [] 項目 ／ 保存
			row0 [] 項目 ／ 国内 ／ 国外
			row0 [] 個人データ ／ する ／ しない
			row0 [] 個人データ ／ 暗号化する ／ しない
			row0 [] 個人データ ／ 消去する ／ なし
			row0 [] 当社は閲覧しません。 ／ a ／ 両方
			row0 [] b ／ 両方
			row0 [] c`},
		{"form fields", `<p>当社は閲覧しません。</p><select>` + strings.Repeat("<option>何々県何々市", 40) + `</select><textarea>ご意見をどうぞ</textarea><input value=山田><textarea readonly>第1条 当社は定めます。</textarea>`, `
			paragraph0 [] 当社は閲覧しません。` + strings.Repeat(`
			paragraph0 (nav) [] 何々県何々市`, 40) + `
			paragraph0 [第1条] 第1条 当社は定めます。`},
		{"instead of a picture", `<p>当社は閲覧しません。</p><video>再生できません。</video><canvas>図です。</canvas><svg><text>s</text><g><foreignObject><p>当社は複製しません。</p></foreignObject></g></svg>`, `
			paragraph0 [] 当社は閲覧しません。
			paragraph0 [] 当社は複製しません。`},
		{"shadow root", `<div><template shadowrootmode=open><p>当社は閲覧しません。</p></template><p>当社は複製しません。</p></div>`, `
			paragraph0 [] 当社は閲覧しません。
			paragraph0 [] 当社は複製しません。`},
		{"layout table", `<table><tr><td><h2>第1条</h2>本文です。</td><td>横</td></tr></table>`, `
			heading2 [第1条] 第1条
			paragraph0 [] 本文です。
			paragraph0 [] 横`},
		{"definitions", `<dl><dt>第1条（適用）</dt><dd>本文です。</dd></dl>`, `
			heading4 [第1条] 第1条（適用）
			paragraph0 [] 本文です。`},
		{"hidden and folded", `<details><summary>第1条</summary><p hidden>隠れた本文です。</p></details><div style="display:none">続きの本文です。</div>`, `
			heading4 [第1条] 第1条
			paragraph0 [] 隠れた本文です。
			paragraph0 [] 続きの本文です。`},
		{"dropped", `<p>当社は、契約者のデータを閲覧しないものとします。</p><script>x</script><style>y</style><template>z</template><noscript>n</noscript><svg><text>s</text></svg>`, `paragraph0 [] 当社は、契約者のデータを閲覧しないものとします。`},
		{"noscript only", `<noscript><p>当社は閲覧しません。</p></noscript>`, `paragraph0 [] 当社は閲覧しません。`},
		{"lines typed into one element", "<div>\n 第1条（目的）\n 当社は定めます。\n 第2条（範囲）\n すべてです。\n</div>", `
			heading4 [第1条] 第1条（目的）
			paragraph0 [] 当社は定めます。
			heading4 [第2条] 第2条（範囲）
			paragraph0 [] すべてです。`},
		{"program left in", "<?php if ($a->b > 1): ?><p>本文</p><?php endif; ?>", `paragraph0 [] 本文`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { compare(t, mustRead(t, "a.html", "<html><body>"+tt.body), tt.want) })
	}
}

const articles = `<h2>第1条（目的）</h2><p>当社は、契約者が保存したデータを、保守上必要な場合を除いて閲覧しません。</p>
	<h2>第2条（範囲）</h2><p>本規約は、契約者による本サービスの利用のすべてに適用されるものとします。</p>`

func TestRoles(t *testing.T) {
	tests := []struct {
		name, body, find string
		want             corpus.Role
	}{
		{"nav", `<nav><a href=/a>会社案内</a></nav>` + articles, "会社案内", corpus.Nav},
		{"class", `<ul class="global-nav"><li><a href=/>ホーム</a></ul>` + articles, "・ホーム", corpus.Nav},
		{"footer", articles + `<footer><p>© 2026 サンプル</p></footer>`, "© 2026 サンプル", corpus.Footer},
		{"cookie banner", articles + `<div id="cookie-banner">クッキーを使います。<button>同意</button></div>`, "クッキーを使います。", corpus.Banner},
		{"chapter on cookies", articles + `<div id="cookie">クッキーを使います。<button>詳しく</button></div>`, "クッキーを使います。", corpus.Body},
		{"contents", `<ul><li><a href=#1>第1条</a><li><a href=#2>第2条</a><li><a href=#3>第3条</a></ul>` + articles, "第2条", corpus.Nav},
		{"terms in a nav", `<nav>` + articles + `</nav>`, "第1条（目的）", corpus.Body},
		{"sentences in a footer", articles + `<footer><p>当社は責任を負いません。</p><p>損害を賠償しません。</p></footer>`, "当社は責任を負いません。", corpus.Body},
	}
	for _, tt := range tests {
		doc := mustRead(t, "a.html", "<html><body>"+tt.body)
		found := false
		for _, b := range doc.Blocks {
			if b.Span.In(doc.Text) == tt.find {
				found = true
				if b.Role != tt.want {
					t.Errorf("%s: role of %q = %q, want %q", tt.name, tt.find, b.Role, tt.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no block %q in\n%s", tt.name, tt.find, dump(doc))
		}
	}
}

func TestHTMLPathAndTitle(t *testing.T) {
	doc := mustRead(t, "a.html", `<html lang=ja><head><title>利用 規約 | サンプル</title></head><body><main><ol><li>あ<li>い</ol></main><iframe src="https://example.com/x"></iframe>`)
	if p := doc.Blocks[1].Path; p != "/html/body/main/ol[1]/li[2]" {
		t.Errorf("path = %s", p)
	}
	if doc.Title != "利用 規約 | サンプル" {
		t.Errorf("title = %q", doc.Title)
	}
	if len(doc.Problems) != 1 || doc.Problems[0].Code != "frame" {
		t.Errorf("problems = %v", doc.Problems)
	}
}

func TestDeepHTML(t *testing.T) {
	for _, tag := range []string{"div", "b", "span", "ol><li", "table><tr><td"} {
		body := strings.Repeat("<"+tag+">", 3000) + "当社は閲覧しません。" + strings.Repeat("</div>", 3000) + "<p>終わり"
		doc := mustRead(t, "a.html", "<html><body>"+body)
		for _, want := range []string{"当社は閲覧しません。", "終わり"} {
			if !strings.Contains(doc.Text, want) {
				t.Errorf("%q nested 3000 deep: lost %q", tag, want)
			}
		}
	}
}

// A frame that brings its own text is part of the page.
func TestHTMLFrameText(t *testing.T) {
	page := `<h1>利用規約</h1><p>前文です。</p><iframe srcdoc="<p>第1条（目的）</p><p>当社は閲覧しません。</p>"></iframe><p>以上</p>`
	if got, want := mustRead(t, "a.html", page).Text, "利用規約\n前文です。\n第1条（目的）\n当社は閲覧しません。\n以上"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
}

// Every block says where it stands in the original.
func TestPlaces(t *testing.T) {
	for name, body := range map[string]string{
		"a.html": articles,
		"a.docx": docxFile(para("H", "1.0", "目的")+para("", "1.2", "あ")+"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "styles.xml", docxStyles, "numbering.xml", docxNumbering),
		"a.pdf":  pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条（目的）"), pdfLineAt(50, 700, "第2条（定義）")),
	} {
		for _, b := range mustRead(t, name, body).Blocks {
			if (name == "a.pdf") != (b.Page > 0) || (name == "a.pdf") == (b.Path != "") {
				t.Errorf("%s: block %+v has no place", name, b)
			}
		}
	}
}

// The pages that the benchmark reads have their articles as headings, however they are made.
func TestPages(t *testing.T) {
	for name, want := range map[string]string{
		"terms.html":     "第1条（目的） 第2条（定義） 第3条（契約者データ） 第4条（禁止事項） 第5条（料金）",
		"typed.html":     "第1条（適用） 第2条（契約者データの取扱い） 第3条（秘密保持） 第4条（再委託） 第5条（賠償の範囲） 第6条（規約の変更）",
		"shift_jis.html": "第1条（適用） 第2条（契約者データの取扱い） 第3条（秘密保持） 第4条（再委託） 第5条（賠償の範囲） 第6条（規約の変更）",
	} {
		body, err := os.ReadFile(filepath.Join("testdata", "pages", name))
		if err != nil {
			t.Fatal(err)
		}
		doc := mustRead(t, name, string(body))
		var articles []string
		for _, b := range doc.Blocks {
			if b.Kind == corpus.Heading && b.Role == corpus.Body && strings.HasSuffix(b.Marker, "条") {
				articles = append(articles, b.Span.In(doc.Text))
			}
		}
		if got := strings.Join(articles, " "); got != want || len(doc.Problems) > 0 {
			t.Errorf("%s: headings %s, want %s; problems %v", name, got, want, doc.Problems)
		}
	}
}
