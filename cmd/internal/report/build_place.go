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

// origin is where a span stands in the original.
type origin struct {
	page int     // on which it begins, from 1; 0 where there are no pages
	path string  // of the block it begins in, such as /html/body/main/ol[2]/li[3]; "" where there is none
	ocr  float64 // how sure OCR was of the least sure block in it; 0 where the words stand in the file as text
}

func originOf(a *assess.Assessment, document string, span corpus.Span) (o origin) {
	d := documentOf(a, document)
	if d == nil {
		return o
	}
	blocks := d.BlocksFrom(span.Start)
	if len(blocks) == 0 {
		return o
	}
	o.page, o.path = blocks[0].Page, blocks[0].Path
	for k := range blocks {
		b := &blocks[k]
		if b.Span.Start >= span.End {
			break
		}
		if b.OCR > 0 && b.Span.Overlaps(span) && (o.ocr == 0 || b.OCR < o.ocr) {
			o.ocr = b.OCR
		}
	}
	return o
}

// number is the mark of a finding in every format.
func (f *findingView) number() string { return fmt.Sprintf("[%d]", f.N) }
