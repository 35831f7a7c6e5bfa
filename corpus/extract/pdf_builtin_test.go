package extract

import (
	"encoding/binary"
	"reflect"
	"strings"
	"testing"
)

// cffFile makes a CFF font whose glyphs 1, 2, … have the given names; encoding is its encoding table.
func cffFile(encoding []byte, names ...string) []byte {
	index := func(objects ...string) []byte {
		b := binary.BigEndian.AppendUint16(nil, uint16(len(objects)))
		if len(objects) == 0 {
			return b
		}
		b = append(b, 2)
		at := 1
		for _, o := range append([]string{""}, objects...) {
			at += len(o)
			b = binary.BigEndian.AppendUint16(b, uint16(at))
		}
		return append(b, strings.Join(objects, "")...)
	}
	operand := func(n int) string { return string([]byte{29, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) }
	top := func(charset, enc, glyphs int) []byte {
		return index(operand(charset) + "\x0f" + operand(enc) + "\x10" + operand(glyphs) + "\x11")
	}
	head := append([]byte{1, 0, 4, 2}, index("Font")...)
	texts := index(names...)
	charset := len(head) + len(top(0, 0, 0)) + len(texts) + 2
	set := []byte{0}
	for i := range names {
		set = binary.BigEndian.AppendUint16(set, uint16(cffStrings+i))
	}
	b := append(append(head, top(charset, charset+len(set), charset+len(set)+len(encoding))...), texts...)
	b = append(append(append(b, 0, 0), set...), encoding...) // no subroutines
	return append(b, index(strings.Split(strings.Repeat("x", len(names)+1), "")...)...)
}

func TestCFFEncoding(t *testing.T) {
	names := []string{"bullet", "f_i", "nonsense", "uni3042", "radicalbig"}
	tests := map[string]struct {
		encoding []byte
		want     map[byte]string
	}{
		"code by code": {[]byte{0, 5, 10, 20, 30, 40, 50}, map[byte]string{10: "•", 20: "fi", 40: "あ", 50: "√"}},
		"runs":         {[]byte{1, 2, 65, 1, 97, 2}, map[byte]string{65: "•", 66: "fi", 98: "あ", 99: "√"}},
		"two codes":    {[]byte{0x80, 1, 10, 1, 11, 0, 66}, map[byte]string{10: "•", 11: "a"}},
	}
	for name, tt := range tests {
		if got := cffEncoding(cffFile(tt.encoding, names...)); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	whole := cffFile([]byte{0, 5, 10, 20, 30, 40, 50}, names...)
	for n := range whole {
		cffEncoding(whole[:n]) // must not fall over a font cut short
	}
}

func TestType1Encoding(t *testing.T) {
	font := "%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 12 /fi put\ndup 39 /quoteright put\nreadonly def\n/FontBBox{0 0 1 1}def\neexec dup 7 /a put"
	if got, want := type1Encoding([]byte(font)), (map[byte]string{12: "ﬁ", 39: "’"}); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := type1Encoding([]byte("/Encoding StandardEncoding def /a 1 def")); got != nil {
		t.Errorf("the standard encoding = %v, want none of its own", got)
	}
}

// A font without ToUnicode, for which the PDF names no encoding, is read by its program.
func TestPDFBuiltinEncoding(t *testing.T) {
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.4\n")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>")
	w.stream("", `BT /F 10 Tf 50 700 Td (\001\002\003) Tj ET`)
	w.object("<</Type/Font/Subtype/Type1/BaseFont/Test/FirstChar 1/Widths[1000 1000 1000]/FontDescriptor 6 0 R/Encoding<</Differences[3/endash]>>>>")
	w.object("<</Type/FontDescriptor/FontName/Test/Flags 4/FontFile3 7 0 R>>")
	w.stream("/Subtype/Type1C", string(cffFile([]byte{0, 3, 1, 2, 3}, "uni95B2", "uni89A7", "bullet")))
	if got := mustRead(t, "a.pdf", w.end()).Text; got != "閲覧–" {
		t.Errorf("text = %q, want 閲覧–", got)
	}
}
