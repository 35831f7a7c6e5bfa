package extract

import (
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/encoding/charmap"
)

const (
	maxStream = 64 << 20 // bytes of one stream, unpacked
	maxGlyphs = 1 << 16
)

// pdfFont says how the strings shown in a font are cut into codes, what these are in Unicode, and how wide they are.
type pdfFont struct {
	vert      bool
	scale     float64 // of widths; 1 but for Type 3 fonts
	length    func(s string) int
	toUnicode *cmap
	decode    func(code string) (string, bool) // where toUnicode is silent; may be nil
	cid       func(code string) int
	widths    map[int]float64 // by glyph number, in thousandths of the size
	width     float64         // of all others
}

// text is what a code says; false if that can't be told.
func (f *pdfFont) text(code string) (string, bool) {
	if f.toUnicode != nil {
		if s, ok := f.toUnicode.unicode(code); ok && s != "" && s != "\x00" && s != "\uFFFD" {
			return s, true
		}
	}
	if f.decode == nil {
		return "", false
	}
	return f.decode(code)
}

func (f *pdfFont) advance(code string) float64 {
	if w, ok := f.widths[f.cid(code)]; ok {
		return w
	}
	return f.width
}

// newFont reads a font dictionary.
func newFont(v pdf.Value) *pdfFont {
	f := &pdfFont{widths: map[int]float64{}, scale: 1, cid: bigEndian}
	if tu := v.Key("ToUnicode"); tu.Kind() == pdf.Stream {
		if m := parseCMap(streamBytes(tu)); len(m.text)+len(m.ranges) > 0 {
			f.toUnicode = m
		}
	}
	if v.Key("Subtype").Name() == "Type0" {
		f.composite(v)
	} else {
		f.simple(v)
	}
	return f
}

// streamBytes unpacks a stream, at most maxStream bytes; what is damaged ends early.
func streamBytes(v pdf.Value) []byte {
	if v.Kind() != pdf.Stream {
		return nil
	}
	r := io.Reader(v.Reader())
	if !v.Key(ownFilterKey).IsNull() {
		r = unpack(v, r)
	}
	b, _ := io.ReadAll(io.LimitReader(r, maxStream)) // a stream cut short still holds text
	return b
}

// composite reads a Type0 font: codes of several bytes.
func (f *pdfFont) composite(v pdf.Value) {
	d := v.Key("DescendantFonts").Index(0)
	f.width = 1000
	if dw := d.Key("DW"); !dw.IsNull() {
		f.width = dw.Float64()
	}
	f.compositeWidths(d.Key("W"))
	f.length = twoBytes
	switch enc := v.Key("Encoding"); enc.Kind() {
	case pdf.Name:
		f.vert = enc.Name() == "Identity-V"
		if c, ok := predefined(enc.Name()); ok {
			f.predefined(c)
			return
		}
	case pdf.Stream:
		f.embeddedCMap(enc)
	}
	ordering := d.Key("CIDSystemInfo").Key("Ordering").RawString()
	switch {
	case f.decode != nil:
	case ordering == "Japan1":
		f.decode = func(code string) (string, bool) { return byJapan1(f.cid(code)) }
	case f.toUnicode == nil && (ordering == "Identity" || ordering == ""):
		f.byGlyph(d)
	}
}

// predefined uses a predefined CMap. Its glyph numbers are not known here, so widths are those of full and half.
func (f *pdfFont) predefined(c charset) {
	f.length, f.decode, f.vert = c.length, c.decode, c.vert
	f.widths = map[int]float64{1: 500}
	f.cid = func(code string) int { return len(code) }
}

func (f *pdfFont) embeddedCMap(enc pdf.Value) {
	m := parseCMap(streamBytes(enc))
	f.vert = m.vert || enc.Key("WMode").Int64() == 1
	if c, ok := predefined(enc.Key("UseCMap").Name()); ok {
		f.length, f.decode = c.length, c.decode
		f.vert = f.vert || c.vert
	} else {
		f.length = func(s string) int {
			if n := m.codeLen(s); n > 0 {
				return n
			}
			return twoBytes(s)
		}
	}
	if len(m.cids)+len(m.cidRun) > 0 {
		f.cid = m.cid
	}
}

func (f *pdfFont) compositeWidths(w pdf.Value) {
	for i, n := 0, min(w.Len(), maxGlyphs); i+1 < n; {
		first := int(w.Index(i).Int64())
		next := w.Index(i + 1)
		if next.Kind() == pdf.Array {
			for j := range min(next.Len(), maxGlyphs) {
				f.widths[first+j] = next.Index(j).Float64()
			}
			i += 2
			continue
		}
		width := w.Index(i + 2).Float64()
		for c := first; c <= min(int(next.Int64()), maxGlyphs); c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

// byGlyph reads characters from the embedded font's own table, where the PDF does not say what its glyphs mean.
func (f *pdfFont) byGlyph(d pdf.Value) {
	file := d.Key("FontDescriptor").Key("FontFile2")
	if file.Kind() != pdf.Stream {
		return
	}
	runes := glyphRunes(streamBytes(file))
	if len(runes) == 0 {
		return
	}
	var toGID []byte
	if m := d.Key("CIDToGIDMap"); m.Kind() == pdf.Stream {
		toGID = streamBytes(m)
	}
	f.decode = func(code string) (string, bool) {
		g := f.cid(code)
		if g >= 0 && 2*g+1 < len(toGID) {
			g = int(toGID[2*g])<<8 | int(toGID[2*g+1])
		}
		r, ok := runes[g]
		return string(r), ok
	}
}

// glyphRunes inverts the character map of a TrueType font; nil if it has none that can be read.
func glyphRunes(b []byte) map[int]rune {
	f, err := sfnt.Parse(b)
	if err != nil {
		return nil
	}
	var buf sfnt.Buffer
	runes := map[int]rune{}
	for r := rune(' '); r < 0x30000; r++ {
		if r >= 0xD800 && r < 0xF900 || r >= 0x2E80 && r < 0x2FE0 { // radicals share glyphs with ideographs
			continue
		}
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
			if _, taken := runes[int(g)]; !taken {
				runes[int(g)] = r
			}
		}
	}
	return runes
}

// simple reads a font with codes of one byte.
func (f *pdfFont) simple(v pdf.Value) {
	f.length = func(string) int { return 1 }
	first := int(v.Key("FirstChar").Int64())
	ws := v.Key("Widths")
	for i := range min(ws.Len(), 256) {
		f.widths[first+i] = ws.Index(i).Float64()
	}
	f.width = v.Key("FontDescriptor").Key("MissingWidth").Float64()
	if ws.Len() == 0 {
		f.width = 500
	}
	if m := v.Key("FontMatrix"); v.Key("Subtype").Name() == "Type3" && m.Len() == 6 {
		f.scale = m.Index(0).Float64() * 1000
	}
	// Mostly ToUnicode tells all: browsers make a font of each few glyphs, with names that say nothing.
	named := sync.OnceValue(func() func(byte) (string, bool) { return codeNames(v) })
	f.decode = func(code string) (string, bool) { return named()(code[0]) }
}

// codeNames tells what the codes of a simple font stand for: by its list of differences, then by the encoding that it
// names, or that its program has.
func codeNames(font pdf.Value) func(code byte) (string, bool) {
	enc := font.Key("Encoding")
	base := enc.Name()
	special := map[byte]string{}
	if enc.Kind() == pdf.Dict {
		base = enc.Key("BaseEncoding").Name()
		special = differences(font, enc.Key("Differences"))
	}
	var own map[byte]string
	if base == "" {
		own = builtin(font.Key("FontDescriptor"))
	}
	table := charmap.Windows1252
	if base == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	return func(code byte) (string, bool) {
		s, ok := special[code]
		switch {
		case ok:
			return s, s != ""
		case own != nil:
			s = own[code]
			return s, s != ""
		}
		r := table.DecodeByte(code)
		return string(r), r != utf8.RuneError
	}
}

// differences are the codes that a font gives other characters to, by glyph name. "" stands for a name that says nothing.
func differences(font, diff pdf.Value) map[byte]string {
	named := pdf.Font{V: font}
	names := named.Encoder()
	special := map[byte]string{}
	code := 0
	for i := range min(diff.Len(), 1024) {
		x := diff.Index(i)
		switch x.Kind() {
		case pdf.Integer:
			code = int(x.Int64())
		case pdf.Name:
			if code >= 0 && code < 256 {
				special[byte(code)] = glyphText(x.Name())
				if special[byte(code)] == "" {
					special[byte(code)] = names.Decode(string([]byte{byte(code)}))
				}
			}
			code++
		}
	}
	return special
}

// glyphName reads uniXXXX and uXXXXX; "" for other names.
func glyphName(name string) string {
	digits := ""
	switch {
	case strings.HasPrefix(name, "uni") && len(name) >= 7:
		digits = name[3:7]
	case strings.HasPrefix(name, "u") && len(name) >= 5 && len(name) <= 7:
		digits = name[1:]
	}
	if r, err := strconv.ParseUint(digits, 16, 32); err == nil && digits != "" {
		return string(rune(r))
	}
	return ""
}
