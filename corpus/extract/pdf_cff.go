package extract

import "encoding/binary"

// The Compact Font Format, as far as its encoding goes: Adobe Technical Note 5176.

// cffStandard are the characters of the standard strings 1 to 228, which name the glyphs of ISOAdobe.
var cffStandard = []rune(" !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~" +
	"¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©" +
	"ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž")

const (
	cffStrings = 391 // standard strings; the font's own are numbered from here on

	// Operators of the top dictionary.
	cffCharset     = 15
	cffEncodingOp  = 16
	cffCharStrings = 17
	cffROS         = 12<<8 | 30 // it has glyph numbers of a collection instead of names
)

// cffReader reads a CFF font; past the end it gives zeros.
type cffReader struct {
	b []byte
	i int
}

func (r *cffReader) uint(size int) int {
	n := 0
	for range size {
		n <<= 8
		if r.i >= 0 && r.i < len(r.b) {
			n |= int(r.b[r.i])
		}
		r.i++
	}
	return n
}

// index reads an INDEX: the objects in it. It stops at the first that does not lie in the font.
func (r *cffReader) index() [][]byte {
	count := r.uint(2)
	if count == 0 {
		return nil
	}
	size := r.uint(1)
	if size < 1 || size > 4 {
		return nil
	}
	base := r.i + (count+1)*size - 1
	start := r.uint(size)
	var objects [][]byte
	for range count {
		end := r.uint(size)
		if start < 1 || end < start || base+end > len(r.b) {
			return objects
		}
		objects = append(objects, r.b[base+start:base+end])
		start = end
	}
	r.i = base + start
	return objects
}

// cffDict reads the first operand of each operator of a DICT.
func cffDict(b []byte) map[int]int {
	dict := map[int]int{}
	r := &cffReader{b: b}
	var operands []int
	for r.i < len(b) {
		switch c := r.uint(1); {
		case c == 12:
			c = c<<8 | r.uint(1)
			fallthrough
		case c <= 21:
			if len(operands) > 0 {
				dict[c] = operands[0]
			}
			operands = operands[:0]
		case c == 28:
			operands = append(operands, int(int16(r.uint(2))))
		case c == 29:
			operands = append(operands, int(int32(r.uint(4))))
		case c == 30: // a real number: nibbles up to an F
			for r.i < len(b) {
				if d := r.uint(1); d&0xF == 0xF || d>>4 == 0xF {
					break
				}
			}
			operands = append(operands, 0)
		case c >= 32 && c <= 246:
			operands = append(operands, c-139)
		case c >= 247 && c <= 250:
			operands = append(operands, (c-247)<<8+r.uint(1)+108)
		case c >= 251 && c <= 254:
			operands = append(operands, -(c-251)<<8-r.uint(1)-108)
		}
	}
	return dict
}

// cffEncoding is the built-in encoding of a CFF font, text by code; nil if it has none.
func cffEncoding(b []byte) map[byte]string {
	if len(b) < 4 {
		return nil
	}
	r := &cffReader{b: b, i: int(b[2])}
	r.index() // names of the fonts
	tops := r.index()
	if len(tops) == 0 {
		return nil
	}
	own := r.index()
	top := cffDict(tops[0])
	if _, cids := top[cffROS]; cids || top[cffCharStrings] <= 0 {
		return nil
	}
	glyphs := binary.BigEndian.Uint16(append(b[min(top[cffCharStrings], len(b)):len(b):len(b)], 0, 0))
	font := &cffNames{b: b, own: own, sids: cffGlyphs(b, top[cffCharset], int(glyphs))}
	texts := font.encoding(top[cffEncodingOp])
	if len(texts) == 0 {
		return nil
	}
	return texts
}

// cffGlyphs are the names of the glyphs, as numbers of strings, by glyph.
func cffGlyphs(b []byte, at, glyphs int) []int {
	sids := []int{0}
	if at <= 2 { // ISOAdobe; the two expert sets hold no text
		for g := 1; at == 0 && g < glyphs && g <= len(cffStandard); g++ {
			sids = append(sids, g)
		}
		return sids
	}
	r := &cffReader{b: b, i: at}
	format := r.uint(1)
	for len(sids) < glyphs && r.i < len(b) {
		first, left := r.uint(2), 0
		switch format {
		case 1:
			left = r.uint(1)
		case 2:
			left = r.uint(2)
		}
		for k := 0; k <= left && len(sids) < glyphs; k++ {
			sids = append(sids, first+k)
		}
	}
	return sids
}

// cffNames tells the text of the glyphs of a font.
type cffNames struct {
	b    []byte
	own  [][]byte // its own strings
	sids []int    // by glyph
}

func (f *cffNames) text(sid int) string {
	switch {
	case sid >= 1 && sid <= len(cffStandard):
		return string(cffStandard[sid-1])
	case sid >= cffStrings && sid-cffStrings < len(f.own):
		return glyphText(string(f.own[sid-cffStrings]))
	}
	return ""
}

// encoding reads the encoding that stands at an offset; 0 is the standard one, 1 that of expert fonts.
func (f *cffNames) encoding(at int) map[byte]string {
	texts := map[byte]string{}
	set := func(code, sid int) {
		if text := f.text(sid); code < 256 && text != "" {
			texts[byte(code)] = text
		}
	}
	if at <= 1 {
		has := map[int]bool{}
		for _, sid := range f.sids {
			has[sid] = true
		}
		for code, sid := range standardCodes() {
			if at == 0 && has[sid] {
				set(code, sid)
			}
		}
		return texts
	}
	r := &cffReader{b: f.b, i: at}
	format, count, glyph := r.uint(1), r.uint(1), 1
	for range count {
		code, left := r.uint(1), 0
		if format&0x7F == 1 {
			left = r.uint(1)
		}
		for k := 0; k <= left && glyph < len(f.sids); k++ {
			set(code+k, f.sids[glyph])
			glyph++
		}
	}
	if format&0x80 != 0 { // glyphs with more than one code
		for range r.uint(1) {
			code := r.uint(1)
			set(code, r.uint(2))
		}
	}
	return texts
}

// standardCodes are Adobe's standard encoding: numbers of strings by code.
func standardCodes() map[int]int {
	codes := map[int]int{}
	for sid := 1; sid <= 95; sid++ {
		codes[31+sid] = sid
	}
	sid := 96
	for _, run := range [][2]int{{161, 175}, {177, 180}, {182, 189}, {191, 191}, {193, 200}, {202, 203}, {205, 208}, {225, 225}, {227, 227}, {232, 235},
		{241, 241}, {245, 245}, {248, 251}} {
		for code := run[0]; code <= run[1]; code++ {
			codes[code] = sid
			sid++
		}
	}
	return codes
}
