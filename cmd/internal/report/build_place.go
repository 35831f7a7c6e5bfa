package report

import (
	"fmt"
	"kiyaku/analyzer/assess"
	"kiyaku/corpus"
)

// where is the place of a finding as people cite it: 第8条第2項（データの取扱い）.
func (v *view) where(f *findingView) string {
	where := f.Citation
	if f.Caption != "" {
		where += v.W.get("punct.open") + f.Caption + v.W.get("punct.close")
	}
	return where + onPage(f.Page)
}

// onPage goes behind a citation: " p. 3"; nothing where there are no pages.
func onPage(page int) string {
	if page == 0 {
		return ""
	}
	return fmt.Sprintf(" p. %d", page)
}

// placeOf is the page of the original, from 1, on which a span begins, and how sure OCR was of the least sure block in
// it; 0 where there are no pages, or no OCR.
func placeOf(a *assess.Assessment, document string, span corpus.Span) (page int, ocr float64) {
	d := documentOf(a, document)
	if d == nil {
		return 0, 0
	}
	blocks := d.BlocksFrom(span.Start)
	if len(blocks) == 0 {
		return 0, 0
	}
	for k := range blocks {
		b := &blocks[k]
		if b.Span.Start >= span.End {
			break
		}
		if b.OCR > 0 && b.Span.Overlaps(span) && (ocr == 0 || b.OCR < ocr) {
			ocr = b.OCR
		}
	}
	return blocks[0].Page, ocr
}

// number is the mark of a finding in every format.
func (f *findingView) number() string { return fmt.Sprintf("[%d]", f.N) }
