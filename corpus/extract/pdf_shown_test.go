package extract

import (
	"strings"
	"testing"
)

// pdfPageFile makes a PDF of one page with further entries in its dictionary. The font is /F; the objects, from number 9 on,
// are dictionaries, or streams with their dictionary's entries before a NUL; object 9 is /X, too.
func pdfPageFile(entries, content string, objects ...string) string {
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.7\n")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[7 0 R]/Count 1/Resources<</Font<</F 3 0 R>>/XObject<</X 9 0 R>>>>>>")
	w.object("<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/UniJIS-UTF16-H/DescendantFonts[4 0 R]>>")
	w.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>")
	w.object("<</Type/FontDescriptor/FontName/Test/Flags 4>>")
	w.object("null")
	w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R%s>>", entries)
	w.stream("", content)
	for _, o := range objects {
		if d, c, ok := strings.Cut(o, "\x00"); ok {
			w.stream(d, c)
		} else {
			w.object("%s", o)
		}
	}
	return w.end()
}

// pdfHex is a string of the font /F.
func pdfHex(s string) string {
	l := pdfLineAt(0, 0, s)
	i, j := strings.Index(l, "<"), strings.Index(l, ">")
	return l[i : j+1]
}

// pdfForm is a form that shows one line of text.
func pdfForm(text string) string {
	return "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>\x00" + pdfLineAt(2, 5, text)
}

// What a page shows is text, and once; what it does not show, or shows across the text, is not.
func TestPDFShown(t *testing.T) {
	sentence := "当社は、契約者の保存データを閲覧しません。"
	body := pdfLineAt(50, 700, sentence)
	first, second := pdfLineAt(50, 700, "当社は、契約者が本サービスに保存したデータを、保守上必要な場合に"), pdfLineAt(50, 685, "限り閲覧することができます。")
	tests := []struct{ name, file, want string }{
		{"fields and notes", pdfPageFile("/Annots[10 0 R 11 0 R 12 0 R 13 0 R 14 0 R 15 0 R 16 0 R]", body, pdfForm("確認欄"),
			"<</Type/Annot/Subtype/FreeText/Rect[50 600 250 620]/Contents(x)/AP<</N 17 0 R>>>>",
			"<</Type/Annot/Subtype/Widget/FT/Tx/V(v)/Rect[50 560 250 580]/AP<</N 9 0 R>>>>",
			"<</Type/Annot/Subtype/Text/Rect[50 560 250 580]/Contents(comment)>>",
			"<</Type/Annot/Subtype/Widget/FT/Tx/F 2/V(hidden)/Rect[50 540 250 550]>>",
			"<</Type/Annot/Subtype/Widget/Parent<</FT/Btn>>/AS/On/Rect[50 500 250 520]/AP<</N<</On 18 0 R/Off 9 0 R>>>>>>",
			"<</Type/Annot/Subtype/Widget/Parent<</FT/Tx/V<FEFF6C0F540D>>>/Rect[50 460 250 480]>>",
			"<</Type/Annot/Subtype/Widget/FT/Tx/Ff 8192/V(secret)/Rect[50 460 250 480]>>", pdfForm("自由記載です。"), pdfForm("該当")), `
			paragraph0 [] 当社は、契約者の保存データを閲覧しません。
			paragraph0 [] 自由記載です。
			paragraph0 [] 確認欄
			paragraph0 [] 該当
			paragraph0 [] 氏名`},
		{"watermark across", pdfPageFile("", first+"BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm "+pdfHex("社外秘")+" Tj ET "+second), `
			paragraph0 [] 当社は、契約者が本サービスに保存したデータを、保守上必要な場合に限り閲覧することができます。
			paragraph0 (footer) [] 社外秘`},
		{"watermark by its mark", pdfPageFile("", first+"/Artifact <</Subtype/Watermark/Type/Pagination>> BDC BT /F 60 Tf 100 692 Td "+pdfHex("見本")+" Tj ET EMC "+second), `
			paragraph0 [] 当社は、契約者が本サービスに保存したデータを、保守上必要な場合に限り閲覧することができます。
			paragraph0 (footer) [] 見本`},
		{"text set askew", pdfPageFile("", "BT /F 10 Tf 0.7 0.7 -0.7 0.7 100 300 Tm "+pdfHex(sentence)+" Tj ET"), `paragraph0 [] ` + sentence},
		{"replaced form", pdfPageFile("", "/Span <</ActualText <FEFF5951>>> BDC /X Do EMC "+pdfLineAt(50, 600, "約書です。"), pdfForm("偽物")), `
			heading1 [] 契
			paragraph0 [] 約書です。`},
		{"font from outside a form", pdfPageFile("", "/F 10 Tf /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 200 20]\x00BT 50 600 Td "+pdfHex(sentence)+" Tj ET"), `paragraph0 [] ` + sentence},
		{"unseen over seen", pdfPageFile("", body+"BT 3 Tr /F 10 Tf 50 700 Td "+pdfHex("当社は、契約者の保存データを")+" Tj "+pdfHex("閲覧します。")+" Tj ET"), `paragraph0 [] ` + sentence},
		{"unseen only", pdfPageFile("", "BT 3 Tr /F 10 Tf 50 700 Td "+pdfHex(sentence)+" Tj ET"), `paragraph0 [] ` + sentence},
		{"shadow", pdfPageFile("", body+pdfLineAt(51, 699, sentence)), `paragraph0 [] ` + sentence},
		{"bold by two strokes", pdfPageFile("", "BT /F 10 Tf 50 700 Td "+pdfHex("約")+" Tj 0.3 0 Td "+pdfHex("約")+" Tj 9.7 0 Td "+pdfHex("款")+" Tj 0.3 0 Td "+pdfHex("款")+" Tj ET"), `paragraph0 [] 約款`},
		{"the same letter twice", pdfPageFile("", "BT /F 10 Tf 50 700 Td "+pdfHex("々")+" Tj "+pdfHex("々")+" Tj ET"), `paragraph0 [] 々々`},
		{"turned pages", pdfPageFile("/Rotate 90", "BT /F 10 Tf 0 1 -1 0 100 50 Tm "+pdfHex("第1条（目的）")+" Tj ET BT /F 10 Tf 0 1 -1 0 115 50 Tm "+pdfHex(sentence)+" Tj ET"), `
			heading4 [第1条] 第1条（目的）
			paragraph0 [] ` + sentence},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { compare(t, mustRead(t, "a.pdf", tt.file), tt.want) })
	}
}
