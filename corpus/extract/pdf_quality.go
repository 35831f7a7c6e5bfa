package extract

import (
	"fmt"
	"unicode"

	"kiyaku/corpus"
)

// maxOdd is the share of a page's characters that may be unmapped or of scripts that no terms are written in. Above it
// the page's text is not used: in 112 Japanese PDFs that read well none came near.
const maxOdd = 0.05

// fewGlyphs is what a stamp, a fax header or a page number on a scanned page stays below.
const fewGlyphs = 80

// A pageProblem is what keeps a page from being read, wholly or in part; its Code is empty if nothing does.
type pageProblem struct{ corpus.Problem }

// needsOCR reports whether the page can be read from its picture alone.
func (p pageProblem) needsOCR() bool {
	return p.Code == "page-image" || p.Code == "page-unreadable" || p.Code == "page-picture"
}

// judgePage tells whether the text of a page can be used, and the problem if it can't or if the page is a picture.
func judgePage(p pdfPage, lines []pdfLine) (pageProblem, bool) {
	if len(lines) == 0 { // scanners draw white space over their pictures, too
		if p.images == 0 {
			return pageProblem{}, true
		}
		return pageProblem{corpus.Problem{Code: "page-image", Lost: 1500, // a page of Japanese terms has about 500 to 1,000 characters
			Message: fmt.Sprintf("Page %d is a picture without text; it needs OCR.", p.number)}}, false
	}
	if p.filled && p.glyphs < fewGlyphs {
		return pageProblem{corpus.Problem{Code: "page-picture", Lost: 300,
			Message: fmt.Sprintf("Page %d is a picture with few words of text; if the picture holds text, that needs OCR.", p.number)}}, true
	}
	if share := oddShare(p, lines); share > maxOdd {
		if _, lost := p.withoutStrange(); lost > 0 {
			return pageProblem{corpus.Problem{Code: "page-characters", Lost: 3 * lost,
				Message: fmt.Sprintf("%d characters of page %d can't be told; they are left out (�).", lost, p.number)}}, true
		}
		return pageProblem{corpus.Problem{Code: "page-unreadable", Lost: 3 * p.glyphs,
			Message: fmt.Sprintf("The characters of page %d can't be told (%.0f %% are unknown or odd); its text was left out.",
				p.number, 100*share)}}, false
	}
	if p.err != nil {
		return pageProblem{corpus.Problem{Code: "page-damaged",
			Message: fmt.Sprintf("Page %d could not be read to its end: %v.", p.number, p.err)}}, true
	}
	return pageProblem{}, true
}

// oddShare is the share of a page's characters, 0…1, that are unmapped or odd: private use, CJK Extension A, control
// characters, and Latin-1 beyond the letters of Western languages, which is what CJK codes look like when misread.
func oddShare(p pdfPage, lines []pdfLine) float64 {
	odd, n := 0, 0
	for _, l := range lines {
		o, all := oddRunes(l.text)
		odd, n = odd+o, n+all
	}
	if n == 0 {
		return float64(p.unmapped) / float64(max(p.glyphs, 1))
	}
	return max(float64(odd)/float64(n), float64(p.unmapped)/float64(p.glyphs))
}

// oddRunes counts the odd characters of s, and all.
func oddRunes(s string) (odd, n int) {
	for _, r := range s {
		n++
		switch {
		case r >= 0xF8E5 && r <= 0xF8FE: // the parts of large brackets, as Adobe numbers them
		case r == unicode.ReplacementChar, r >= 0xE000 && r <= 0xF8FF, r >= 0x3400 && r <= 0x4DBF, r < ' ' && r != '\t':
			odd++
		case r >= 0x7F && r < 0x100 && !unicode.IsLetter(r) && !ordinarySign(r):
			odd++
		}
	}
	return odd, n
}

const (
	strange    = 0.3  // share of odd characters from which on a font's characters count as unknown
	maxStrange = 0.25 // share of a page's glyphs in such fonts up to which the rest is text
)

// withoutStrange is p with a U+FFFD in the place of each run in a font of which hardly a character can be told, such as
// one of mathematical signs, and their number. It is p itself with 0 if the rest of the page is doubtful, too.
func (p pdfPage) withoutStrange() (pdfPage, int) {
	type share struct{ odd, n int }
	fonts := map[*pdfFont]*share{}
	for _, g := range p.shown {
		if fonts[g.font] == nil {
			fonts[g.font] = &share{}
		}
		odd, _ := oddRunes(g.text)
		f := fonts[g.font]
		f.odd, f.n = f.odd+max(odd, g.unmapped), f.n+g.count
	}
	lost, odd := 0, 0
	for _, f := range fonts {
		if float64(f.odd) > strange*float64(f.n) {
			lost += f.n
		} else {
			odd += f.odd
		}
	}
	if lost == 0 || float64(lost) > maxStrange*float64(p.glyphs) || float64(odd) > maxOdd*float64(p.glyphs-lost) {
		return p, 0
	}
	q := p
	q.shown = nil
	for _, g := range p.shown {
		if f := fonts[g.font]; float64(f.odd) > strange*float64(f.n) {
			g.text = string(unicode.ReplacementChar)
		}
		q.shown = append(q.shown, g)
	}
	return q, lost
}

func ordinarySign(r rune) bool {
	switch r {
	case 0xA0, '§', '©', '®', '°', '·', '×', '÷', '«', '»', '£', '¥', '±', 0xAD, '²', '³', '¶', '¢', '¬', '½', '¼', '¾', '¹':
		return true
	}
	return false
}

// nothingReadable is the error of a PDF without a page that can be used: none of the lines shown are readable.
func nothingReadable(s *pdfScan, shown, readable int) *Error {
	switch {
	case readable > 0:
		return nil
	case shown > 0:
		share := float64(s.unmapped) / float64(s.glyphs)
		e := fail(KindGarbage, "its characters can't be told (%.0f %% of %d have no meaning given in the file); print it to a new PDF, or use OCR",
			100*share, s.glyphs)
		e.Bad = share
		return e
	case s.pictures() > 0:
		return fail(KindImageOnly, "it holds pictures of pages without text; it needs OCR")
	case s.err != nil:
		return because(s.err, KindBroken, "the PDF is damaged")
	}
	return fail(KindNoText, "the PDF shows no text")
}
