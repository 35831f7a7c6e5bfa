package extract

import (
	"bytes"
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/ledongthuc/pdf"
)

// Where neither ToUnicode nor the font's dictionary says what a code means, the font program itself may: Type 1 fonts
// and bare CFF fonts have an encoding of their own, code by code a glyph, and glyphs have names.

// Names of glyphs and the characters they stand for (see glyphs/LICENSE), one pair a line.
//
//go:embed glyphs/names.txt
var glyphNames string

var glyphRune = sync.OnceValue(func() map[string]rune {
	m := map[string]rune{}
	for line := range strings.Lines(glyphNames) {
		name, code, _ := strings.Cut(strings.TrimSpace(line), " ")
		r, err := strconv.ParseInt(code, 16, 32)
		if err != nil {
			panic("glyphs/names.txt: " + line)
		}
		m[name] = rune(r)
	}
	return m
})

// glyphText is what a glyph says by its name; "" for a name that says nothing.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".") // variants: a.sc
	if s := glyphName(name); s != "" {
		return s
	}
	if r, ok := glyphRune()[name]; ok {
		return string(r)
	}
	for _, size := range []string{"bigg", "Bigg", "big", "Big", "display", "text"} { // of TeX's large signs
		if r, ok := glyphRune()[strings.TrimSuffix(name, size)]; ok {
			return string(r)
		}
	}
	text := ""
	for part := range strings.SplitSeq(name, "_") { // ligatures: f_i
		r, ok := glyphRune()[part]
		if !ok {
			return ""
		}
		text += string(r)
	}
	return text
}

// builtin is the encoding of the font program in a font descriptor, text by code; nil if it has none that can be read.
func builtin(descriptor pdf.Value) map[byte]string {
	if f := descriptor.Key("FontFile3"); f.Kind() == pdf.Stream && f.Key("Subtype").Name() == "Type1C" {
		return cffEncoding(streamBytes(f))
	}
	if f := descriptor.Key("FontFile"); f.Kind() == pdf.Stream {
		return type1Encoding(streamBytes(f))
	}
	return nil
}

// type1Encoding reads the encoding in the clear text of a Type 1 font: dup 12 /fi put, for each code. It is nil for one
// that only refers to the standard encoding.
func type1Encoding(b []byte) map[byte]string {
	start := bytes.Index(b, []byte("/Encoding"))
	if start < 0 {
		return nil
	}
	b = b[start+len("/Encoding"):]
	if end := bytes.Index(b, []byte("eexec")); end >= 0 {
		b = b[:end]
	}
	lex := &pdfLexer{b: b}
	texts := map[byte]string{}
	var code float64
	for range 4 * 256 * 4 {
		t, ok := lex.next()
		if !ok || t == pdfOp("def") || t == pdfOp("StandardEncoding") {
			break
		}
		switch t := t.(type) {
		case float64:
			code = t
		case pdfName:
			if text := glyphText(string(t)); code >= 0 && code < 256 && text != "" {
				texts[byte(code)] = text
			}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return texts
}
