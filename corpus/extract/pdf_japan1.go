package extract

import (
	"sync"

	"golang.org/x/text/encoding/japanese"
)

// japan1 gives the characters of the Adobe-Japan1 glyph collection by CID, as far as they follow from its order (Adobe
// Technical Note 5078): ASCII, half-width katakana, JIS X 0208 row by row, circled and Roman numbers. Variants of
// glyphs, which come above CID 7600, are not in it. 0 stands for a CID that is not known.
var japan1 = sync.OnceValue(func() []rune {
	t := make([]rune, 7600)
	for i := range 94 { // proportional and half-width ASCII
		t[1+i], t[231+i] = rune(' '+i), rune(' '+i)
	}
	t[61], t[291] = '¥', '¥'
	for i := range 63 {
		t[327+i] = '｡' + rune(i)
	}
	jisRows(t[633:1125], 1, 7)
	jisRows(t[1125:4090], 16, 47)
	jisRows(t[4090:7478], 48, 84)
	for i := range 20 {
		t[7555+i] = '①' + rune(i)
	}
	for i := range 10 {
		t[7575+i] = 'Ⅰ' + rune(i)
	}
	return t
})

// jisRows fills t with the characters of rows first…last of JIS X 0208, without the gaps.
func jisRows(t []rune, first, last int) {
	d := japanese.EUCJP.NewDecoder()
	n := 0
	for row := first; row <= last; row++ {
		for cell := 1; cell <= 94 && n < len(t); cell++ {
			s, err := d.Bytes([]byte{byte(0xA0 + row), byte(0xA0 + cell)})
			if r := []rune(string(s)); err == nil && len(r) == 1 && r[0] != '\uFFFD' {
				t[n] = r[0]
				n++
			}
		}
	}
}

// byJapan1 is the text of a CID of the Adobe-Japan1 collection.
func byJapan1(cid int) (string, bool) {
	if t := japan1(); cid > 0 && cid < len(t) && t[cid] != 0 {
		return string(t[cid]), true
	}
	return "", false
}
