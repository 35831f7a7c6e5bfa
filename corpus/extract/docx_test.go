package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// docxFile packs the parts of a Word document; body stands inside <w:body>.
func docxFile(body string, others ...string) string {
	parts := map[string]string{"word/document.xml": `<w:document><w:body>` + body + `</w:body></w:document>`}
	for i := 0; i+1 < len(others); i += 2 {
		parts["word/"+others[i]] = others[i+1]
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			panic(err)
		}
		if _, err := fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>`, content); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// para is a paragraph of one run; num is its list and level, such as "1.0", or "".
func para(style, num, text string) string {
	props := ""
	if style != "" {
		props += `<w:pStyle w:val="` + style + `"/>`
	}
	if id, level, ok := strings.Cut(num, "."); ok {
		props += `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr>`
	}
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

const docxStyles = `<w:styles><w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="H2"><w:name w:val="mine"/><w:basedOn w:val="H"/></w:style>
<w:style w:styleId="V"><w:name w:val="unseen"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`

const docxNumbering = `<w:numbering><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%3）"/><w:suff w:val="nothing"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="aiueoFullWidth"/><w:lvlText w:val="%4．"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`

func TestDOCX(t *testing.T) {
	row := func(cells ...string) string {
		s := "<w:tr>"
		for _, c := range cells {
			s += "<w:tc>" + para("", "", c) + "</w:tc>"
		}
		return s + "</w:tr>"
	}
	run := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	field := func(part string) string { return `<w:r><w:fldChar w:fldCharType="` + part + `"/></w:r>` }
	tests := []struct{ name, body, want string }{
		{"automatic numbers", para("T", "", "保守規約") + para("C", "", "目次 1") + para("H", "", "（目的）") + para("", "1.1", "当社は保守を行います。") +
			para("", "1.2", "点検") + para("", "1.2", "交換") + para("", "1.3", "部品") + para("", "1.4", "電池") + para("", "1.1", "費用は無償とします。") +
			para("H2", "", "（範囲）") + para("", "1.1", "全部とします。") + para("", "2.2", "五番目"), `
			heading1 [] 保守規約
			paragraph0 (nav) [] 目次 1
			heading1 [第1条] 第1条 （目的）
			item1 [１] １ 当社は保守を行います。
			item2 [（一）] （一）点検
			item2 [（二）] （二）交換
			item3 [ア．] ア． 部品
			item5 [・] ・電池
			item1 [２] ２ 費用は無償とします。
			heading1 [第2条] 第2条 （範囲）
			item1 [１] １ 全部とします。
			item2 [（五）] （五）五番目`},
		{"changes", `<w:p><w:r><w:t xml:space="preserve">当社は閲覧</w:t></w:r><w:del><w:r><w:delText>します。</w:delText></w:r></w:del><w:ins><w:r><w:t>しません。</w:t></w:r></w:ins></w:p>`,
			`paragraph0 [] 当社は閲覧しません。`},
		{"table", `<w:tbl>` + row("項目", "内容") + row("保存", "国内") + `</w:tbl><w:tbl>` + row("一列だけ") + `</w:tbl>`, `
			row0 [] 項目 ／ 内容
			row0 [] 保存 ／ 国内
			paragraph0 [] 一列だけ`},
		{"text box once", `<w:p><w:r><w:t>本文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + para("", "", "箱") +
			`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + para("", "", "箱") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`, `
			heading1 [] 本文
			paragraph0 [] 箱`},
		{"empty paragraphs have numbers", para("", "1.1", "閲覧") + para("", "1.1", "") + para("", "1.1", "複製") +
			`<w:tbl><w:tr><w:tc>` + para("", "1.1", "") + `</w:tc><w:tc>` + para("", "", "解析") + `</w:tc></w:tr></w:tbl>`, `
			item1 [１] １ 閲覧
			item1 [３] ３ 複製
			row0 [４] ４ ／ 解析`},
		{"hidden text", `<w:p>` + run("当社は") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>閲覧します。</w:t></w:r><w:r><w:rPr><w:rStyle w:val="V"/></w:rPr><w:t>複製します。</w:t></w:r>` +
			`<w:r><w:rPr><w:rStyle w:val="V"/><w:vanish w:val="0"/></w:rPr><w:t>閲覧しません。</w:t></w:r></w:p>`, `paragraph0 [] 当社は閲覧しません。`},
		{"content controls", `<w:p>` + run("氏名：") + `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + run("ここに入力") + `</w:sdtContent></w:sdt></w:p>` +
			`<w:sdt><w:sdtPr/><w:sdtContent><w:p>` + run("当社は") + `<w:sdt><w:sdtContent>` + run("閲覧しません。") + `</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>`, `
			paragraph0 [] 氏名：
			paragraph0 [] 当社は閲覧しません。`},
		{"field in the code of a field", `<w:p>` + run("甲は") + field("begin") + field("begin") + field("separate") + run("値") + field("end") + field("separate") + run("乙に") + field("end") +
			run("渡す。") + field("begin") + run("なし") + `</w:p>` + para("", "", "続きます。"), `
			paragraph0 [] 甲は乙に渡す。
			paragraph0 [] 続きます。`},
		{"deleted ends of paragraphs", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("当社は、") + `</w:p>` + para("", "", "閲覧しません。") +
			`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("以上") + `</w:p><w:tbl>` + row("あ", "い") + `<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>` + run("消") + `</w:tc><w:tc>` + para("", "", "う") + `</w:tc></w:tr></w:tbl>`, `
			paragraph0 [] 当社は、閲覧しません。
			paragraph0 [] 以上
			row0 [] あ ／ い
			row0 [] う`},
		{"a deleted end keeps the space before it", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("We may ") + `</w:p>` + para("", "", "access your data."), `
			paragraph0 [] We may access your data.`},
		{"a box in a paragraph whose end is deleted", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("当社は、") + `<w:r><w:txbxContent>` + para("", "", "箱") + `</w:txbxContent></w:r></w:p>` + para("", "", "閲覧しません。"), `
			heading1 [] 箱
			paragraph0 [] 当社は、閲覧しません。`},
		{"tabs, breaks, ruby, fields", `<w:p><w:r><w:t>第1条</w:t><w:tab/><w:t>総則</w:t><w:br/><w:t>当社は、</w:t><w:br/><w:t>定めます。</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>` +
			`<w:ruby><w:rt><w:r><w:t>かし</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>瑕疵</w:t></w:r></w:rubyBase></w:ruby></w:p>`, `
			heading4 [第1条] 第1条	総則
			paragraph0 [] 当社は、定めます。瑕疵`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := docxFile(tt.body, "styles.xml", docxStyles, "numbering.xml", docxNumbering)
			compare(t, mustRead(t, "a.docx", file), tt.want)
		})
	}
}

func TestDOCXFootnotes(t *testing.T) {
	file := docxFile(para("", "", "当社は閲覧しません。"), "footnotes.xml",
		`<w:footnotes><w:footnote w:type="separator" w:id="0">`+para("", "", "線")+`</w:footnote><w:footnote w:id="2">`+para("", "", "例外があります。")+`</w:footnote></w:footnotes>`)
	doc := mustRead(t, "a.docx", file)
	compare(t, doc, `
		paragraph0 [] 当社は閲覧しません。
		note0 [] 例外があります。`)
	if doc.Blocks[1].Path != "footnote 2" || doc.Blocks[0].Path != "paragraph 1" {
		t.Errorf("paths %q, %q", doc.Blocks[0].Path, doc.Blocks[1].Path)
	}
}

func TestDOCXAside(t *testing.T) {
	file := docxFile(para("", "", "当社は閲覧しません。"),
		"header1.xml", `<w:hdr>`+para("", "", "サービス利用規約 第3版")+`</w:hdr>`, "header2.xml", `<w:hdr>`+para("", "", "サービス利用規約 第3版")+`</w:hdr>`,
		"footer1.xml", `<w:ftr>`+para("", "", "- 1 -")+para("", "", "社外秘")+`</w:ftr>`,
		"diagrams/data1.xml", `<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:t><a:bodyPr/><a:p><a:r><a:t>当社が</a:t></a:r><a:r><a:t>受領</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>`)
	doc := mustRead(t, "a.docx", file)
	compare(t, doc, `
		paragraph0 [] 当社は閲覧しません。
		note0 [] 当社が受領
		paragraph0 (footer) [] サービス利用規約 第3版
		paragraph0 (footer) [] 社外秘`)
	if a, b := doc.Blocks[1].Path, doc.Blocks[2].Path; a != "data1" || b != "header1" {
		t.Errorf("paths %q, %q", a, b)
	}
}

// What a Word document holds and is not read shows as a problem.
func TestDOCXProblems(t *testing.T) {
	doc := mustRead(t, "a.docx", docxFile(para("", "", "当社は閲覧しません。")+`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内緒</w:t></w:r></w:p><w:altChunk/>`))
	var codes []string
	for _, p := range doc.Problems {
		codes = append(codes, p.Code)
	}
	if got := strings.Join(codes, " "); got != "hidden-text docx-chunk" {
		t.Errorf("problems %s, want both kinds", got)
	}
}

func TestDOCXLimits(t *testing.T) {
	tests := []struct {
		name, file string
		kind       Kind
	}{
		{"bomb", docxFile(para("", "", strings.Repeat("あ", 1<<20))), KindTooLarge},
		{"nested too deep", docxFile(strings.Repeat("<w:sdt>", 1000)), KindBroken},
		{"no text", docxFile(para("", "", "")), KindNoText},
		{"no text but a page's head", docxFile(para("", "", ""), "header1.xml", `<w:hdr>`+para("", "", "利用規約")+`</w:hdr>`), KindNoText},
		{"not closed", docxFile("<w:p><w:r>"), KindBroken},
	}
	for _, tt := range tests {
		_, err := Document(context.Background(), snapshot("a.docx", tt.file), Config{MaxText: 100_000})
		var e *Error
		if !errors.As(err, &e) || e.Kind != tt.kind {
			t.Errorf("%s: %v, want an error of kind %s", tt.name, err, tt.kind)
		}
	}
}

func TestWordNumber(t *testing.T) {
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"decimalFullWidth", 12, "１２"}, {"upperRoman", 4, "IV"}, {"lowerLetter", 27, "aa"}, {"lowerLetter", 28, "bb"},
		{"aiueoFullWidth", 3, "ウ"}, {"aiueo", 3, "ｳ"}, {"irohaFullWidth", 2, "ロ"}, {"japaneseCounting", 21, "二十一"}, {"ideographDigital", 20, "二〇"},
		{"decimalEnclosedCircle", 20, "⑳"}, {"decimalEnclosedCircle", 21, "㉑"}, {"decimalEnclosedParen", 2, "⑵"}, {"japaneseLegal", 3, "参"},
		{"ideographTraditional", 2, "乙"}, {"aiueoFullWidth", 99, "99"}, {"lowerLetter", 0, "0"}, {"decimalZero", 7, "07"},
	}
	for _, tt := range tests {
		if got := wordNumber(tt.format, tt.n); got != tt.want {
			t.Errorf("wordNumber(%s, %d) = %s, want %s", tt.format, tt.n, got, tt.want)
		}
	}
}
