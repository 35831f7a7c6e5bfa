package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// draft is a document in the making: text and blocks, and what the format itself tells about title and language.
type draft struct {
	title    string
	lang     string // language tag as the format declares it
	text     string
	blocks   []corpus.Block
	problems []corpus.Problem
	links    []corpus.Link // to documents of a contract
	forOCR   []int         // pages of a PDF whose text can't be had but by OCR
	engine   string        // program that did the reading, or part of it; "" if none
}

// builder puts blocks one a line.
type builder struct {
	text    strings.Builder
	blocks  []corpus.Block
	classes []class // of the blocks' markers
}

// grow makes room for about so many bytes and blocks.
func (b *builder) grow(bytes, blocks int) {
	b.text.Grow(bytes)
	b.blocks = slices.Grow(b.blocks, blocks)
	b.classes = slices.Grow(b.classes, blocks)
}

// add appends one block with the text s, less surrounding white space; nothing if that leaves nothing. Line breaks in s
// become spaces, so that a block stays a line. If blk has no marker, the one that s begins with is taken.
func (b *builder) add(s string, blk corpus.Block) {
	s = trim(s)
	if s == "" {
		return
	}
	if hasBreak(s) {
		s = oneLine(s)
	}
	n, c := scanMarker(s)
	if blk.Marker == "" {
		blk.Marker = s[:n]
	}
	b.put("", s, c, blk)
}

// put appends one block with the text prefix + s, which is trimmed, without line breaks and begins with a marker of
// class c.
func (b *builder) put(prefix, s string, c class, blk corpus.Block) {
	if b.text.Len() > 0 {
		b.text.WriteByte('\n')
	}
	blk.Span.Start = b.text.Len()
	b.text.WriteString(prefix)
	b.text.WriteString(s)
	blk.Span.End = b.text.Len()
	b.blocks = append(b.blocks, blk)
	b.classes = append(b.classes, c)
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\r', '\v', '\f', 0x2028, 0x2029, 0x85:
			return ' '
		}
		return r
	}, s)
}

// trim cuts white space and byte order marks off both ends.
func trim(s string) string {
	start, end := trimSpan(s, 0, len(s))
	return s[start:end]
}

// trimSpan narrows [start, end) of s by white space and byte order marks on both ends.
func trimSpan(s string, start, end int) (int, int) {
	start = end - len(trimPageSpace(s[start:end])) // what most of it is
	for start < end && isPageSpace(s[end-1]) {
		end--
	}
	for start < end && mayBeBlank(s[start], s[min(start+1, end-1)]) {
		r, w := utf8.DecodeRuneInString(s[start:end])
		if !blank(r) {
			break
		}
		start += w
	}
	for start < end && mayEndBlank(s[start:end]) {
		r, w := utf8.DecodeLastRuneInString(s[start:end])
		if !blank(r) {
			break
		}
		end -= w
	}
	return start, end
}

// mayBeBlank reports whether a blank may begin with the bytes c and next.
func mayBeBlank(c, next byte) bool {
	return c <= ' ' || c == 0xC2 || c == 0xE2 && next <= 0x81 || c == 0xE3 && next == 0x80 || c == 0xEF && next == 0xBB
}

// mayEndBlank reports whether s, which is not empty, may end in a blank.
func mayEndBlank(s string) bool {
	c := s[len(s)-1]
	if c < utf8.RuneSelf || len(s) < 3 {
		return c <= ' ' || c >= utf8.RuneSelf
	}
	lead := s[len(s)-3]
	return lead == 0xE3 && s[len(s)-2] == 0x80 && c == 0x80 || lead < 0xE3 || lead == 0xEF && s[len(s)-2] == 0xBB
}

// blank reports whether r is white space or draws nothing at a line's ends.
func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xA0, 0x3000, 0x202F, 0x205F, 0x2028, 0x2029, 0xFEFF, 0x200B:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// wide reports whether r is set without spaces between words: kana, ideographs, Japanese punctuation, full-width forms.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFFEF ||
		r >= 0x20000 && r <= 0x3FFFF
}
