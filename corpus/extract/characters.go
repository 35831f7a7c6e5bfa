package extract

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"
)

// Every byte of a page passes through the loops of this file, eight at a time: byte by byte they would take longer than
// the parser. Each has its plain counterpart in characters_test.go.

const (
	ones = 0x0101010101010101
	high = 0x8080808080808080
)

// from has the high bit of each byte of x set whose lower seven bits are n or more; n is at most 128.
func from(x uint64, n byte) uint64 { return ((x &^ high) + ones*uint64(128-n)) & high }

// below has the high bit of each byte of x set that is less than n, which is at most 128.
func below(x uint64, n byte) uint64 { return ^(from(x, n) | x) & high }

// soundLead has a bit set for the last four bits of each byte that begins a character of three bytes whatever follows it:
// E0 may begin one that is too long, ED a surrogate.
const soundLead = 0xFFFF &^ (1<<0x0 | 1<<0xD)

// replacement is U+FFFD in UTF-8, the first byte lowest.
const replacement = 0xBDBFEF

// inspect reports whether b is valid UTF-8, and whether it is besides free of U+FFFD and of control characters other
// than those of white space. Runs of ASCII and of characters of three bytes, which most pages are made of, have loops of
// their own: on Japanese pages it takes 0.6 of the time of one loop for all, and less than utf8.Valid alone.
func inspect(b []byte) (valid, clean bool) {
	var odd uint64 // with a high bit where a byte may be a control character
	replaced := false
	i := 0
	for i+8 <= len(b) {
		x := binary.LittleEndian.Uint64(b[i:])
		if h := x & high; h&0x80 == 0 {
			odd |= below(x, '\t') | below(x, ' ')&from(x, '\r'+1) | from(x, 0x7F)&^x
			if h == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(h) / 8
			continue
		}
		for x&0xC0C0F0C0C0F0 == 0x8080E08080E0 && soundLead>>(x&0xF)&(soundLead>>(x>>24&0xF))&1 == 1 {
			replaced = replaced || x&0xFFFFFF == replacement || x>>24&0xFFFFFF == replacement
			if i += 6; i+8 > len(b) {
				break
			}
			x = binary.LittleEndian.Uint64(b[i:])
		}
		if x&0x80 == 0 || i+8 > len(b) {
			continue
		}
		if x&0xC0C0F0 == 0x8080E0 && soundLead>>(x&0xF)&1 == 1 {
			replaced = replaced || x&0xFFFFFF == replacement
			i += 3
			continue
		}
		r, w := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && w == 1 {
			return false, false
		}
		replaced = replaced || r == utf8.RuneError
		i += w
	}
	if !utf8.Valid(b[i:]) {
		return false, false
	}
	clean = !replaced && (odd == 0 || bytes.IndexFunc(b, control) < 0) && bytes.IndexFunc(b[i:], unclean) < 0
	return true, clean
}

func unclean(r rune) bool { return r == utf8.RuneError || control(r) }

// asciiLen is the length of the beginning of b up to the first byte that is not ASCII.
func asciiLen(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if h := binary.LittleEndian.Uint64(b[i:]) & high; h != 0 {
			return i + bits.TrailingZeros64(h)/8
		}
	}
	for i < len(b) && b[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// control reports whether r is a control character of ASCII that text does not hold. ESC switches character sets.
func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' && r != 0x1B || r == 0x7F
}

// load is the eight bytes of s from i on.
func load(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// runeCount is utf8.RuneCountInString for valid UTF-8.
func runeCount(s string) int {
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		x := load(s, i)
		n -= bits.OnesCount64(x & ^(x << 1) & high) // 10xxxxxx goes on with a character
	}
	for ; i < len(s); i++ {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

// mayBreak reports whether the text of a page may hold line breaks that HTML does not collapse, as characters or by their
// number.
func mayBreak(page []byte) bool {
	return bytes.Contains(page, []byte("&#")) || bytes.IndexByte(page, '\v') >= 0 || bytes.Contains(page, []byte("\u0085")) ||
		bytes.Contains(page, []byte("\u2028")) || bytes.Contains(page, []byte("\u2029"))
}

// unicodeBreak reports whether s holds a line break that is not ASCII.
func unicodeBreak(s string) bool {
	return strings.IndexByte(s, 0xC2) >= 0 && strings.Contains(s, "\u0085") ||
		strings.IndexByte(s, 0xE2) >= 0 && (strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029"))
}

// pageSpace is what HTML collapses.
const pageSpace = " \t\n\r\f"

func isPageSpace(c byte) bool {
	const all = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r' | 1<<'\f'
	return uint64(all)>>c&1 != 0
}

// trimPageSpace cuts the white space of a page off the beginning of s.
func trimPageSpace(s string) string {
	if s == "" || !isPageSpace(s[0]) {
		return s
	}
	i := 1
	for i+8 <= len(s) && load(s, i) == ' '*ones { // lines are indented
		i += 8
	}
	for i < len(s) && isPageSpace(s[i]) {
		i++
	}
	return s[i:]
}

// plainLen is the length of the beginning of s up to the first white space of a page that is no lone space between
// other characters, or that s begins with.
func plainLen(s string) int {
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			m := below(load(s, i), ' '+1)
			if m == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(m) / 8
		}
		c := s[i]
		if isPageSpace(c) && (c != ' ' || i == 0 || i+1 < len(s) && isPageSpace(s[i+1])) {
			return i
		}
		i++
	}
	return len(s)
}

// hasBreak reports whether s may hold a line break.
func hasBreak(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if x := load(s, i); below(x, '\r'+1)&from(x, '\n') != 0 {
			return true
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= '\n' && s[i] <= '\r' {
			return true
		}
	}
	return unicodeBreak(s)
}

// asciiCount is the number of bytes in s that are ASCII.
func asciiCount(s string) int {
	n, i := 0, 0
	for ; i+16 <= len(s); i += 16 {
		n += bits.OnesCount64(^load(s, i)&high | ^load(s, i+8)&high>>1)
	}
	for ; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			n++
		}
	}
	return n
}

// hasFullStop reports whether s holds a 。: it looks for the byte in its middle, which is much rarer in Japanese than the
// first.
func hasFullStop(s string) bool {
	for i := 1; i < len(s); i++ {
		n := strings.IndexByte(s[i:], 0x80)
		if n < 0 {
			return false
		}
		if i += n; s[i-1] == 0xE3 && i+1 < len(s) && s[i+1] == 0x82 {
			return true
		}
	}
	return false
}

// A phrase is what phrases look for.
type phrase struct {
	text string // ASCII in lower case
	word bool   // no letter or digit of ASCII may stand beside it
}

// phrases finds phrases in a text, ASCII letters in either case, by their first bytes. The table is made for the first text.
type phrases struct {
	table func() *[256][]phrase
}

// newPhrases makes phrases of words that are separated by spaces. _ stands for a space in a phrase; one between | is a
// word of its own.
func newPhrases(words string) *phrases {
	return &phrases{sync.OnceValue(func() *[256][]phrase {
		table := &[256][]phrase{}
		for w := range strings.FieldsSeq(words) {
			text := strings.Trim(strings.ReplaceAll(w, "_", " "), "|")
			table[text[0]] = append(table[text[0]], phrase{text, w[0] == '|'})
		}
		return table
	})}
}

// in reports whether s holds one of the phrases.
func (p *phrases) in(s string) bool {
	table := p.table()
	for i := range len(s) {
		for _, f := range table[lowerASCII(s[i])] {
			if foldedPrefix(s[i:], f.text) && (!f.word || !wordByte(s, i-1) && !wordByte(s, i+len(f.text))) {
				return true
			}
		}
	}
	return false
}

// foldedPrefix reports whether s begins with text, which is in lower case.
func foldedPrefix(s, text string) bool {
	if len(s) < len(text) {
		return false
	}
	for i := range len(text) {
		if lowerASCII(s[i]) != text[i] {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// wordByte reports whether s has a letter, a digit or _ of ASCII at i.
func wordByte(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := lowerASCII(s[i])
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}
