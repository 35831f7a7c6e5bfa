package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/ledongthuc/pdf"
)

// pdfPage is what one page shows.
type pdfPage struct {
	number   int // from 1
	shown    []glyphs
	images   int
	filled   bool // with a picture as large as a page
	glyphs   int
	unmapped int
	err      error // why it could not be read to its end
}

// pdfScan is one attempt at a file.
type pdfScan struct {
	pages    []pdfPage
	glyphs   int
	unmapped int
	err      error
}

// good reports whether the attempt needs no other.
func (s *pdfScan) good() bool {
	return s.err == nil && s.glyphs > 0 && s.unmapped*20 < s.glyphs
}

// better reports whether s told more characters than t.
func (s *pdfScan) better(t *pdfScan) bool {
	a, b := s.glyphs-s.unmapped, t.glyphs-t.unmapped
	return a > b || a == b && s.err == nil && t.err != nil
}

// readPDF reads the text layer of a PDF.
func readPDF(ctx context.Context, body []byte, cfg Config) (*draft, error) {
	if cfg.Child != nil {
		return readPDFAside(ctx, body, cfg)
	}
	return readPDFHere(ctx, body, cfg)
}

// readPDFHere reads a PDF in this process. The work is done aside, so that a hang of a library cannot hold the caller
// longer than ctx allows; what still runs then ends at its next read.
func readPDFHere(ctx context.Context, body []byte, cfg Config) (*draft, error) {
	type answer struct {
		d   *draft
		err error
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				done <- answer{err: because(fmt.Errorf("%v", x), KindBroken, "the PDF is damaged")}
			}
		}()
		d, err := pdfDraft(ctx, body, cfg)
		done <- answer{d, err}
	}()
	select {
	case a := <-done:
		return a.d, a.err
	case <-ctx.Done():
		return nil, because(ctx.Err(), KindTimeout, "reading the PDF took too long")
	}
}

// pdfDraft tries the file as it is, with its cross reference table rebuilt, and as pdfcpu writes it anew.
func pdfDraft(ctx context.Context, body []byte, cfg Config) (*draft, error) {
	clean := sanitize(body)
	best := scanPDF(ctx, clean, cfg)
	locked := errors.Is(best.err, pdf.ErrInvalidPassword)
	attempts := []func() ([]byte, error){
		func() ([]byte, error) { return rebuild(clean) },
		func() ([]byte, error) { return repair(body, cfg.Password) },
	}
	for _, attempt := range attempts {
		if best.good() || ctx.Err() != nil || best.err == nil && best.glyphs == 0 && best.pictures() == len(best.pages) && len(best.pages) > 0 {
			break
		}
		again, err := attempt()
		if err != nil {
			continue
		}
		if s := scanPDF(ctx, sanitize(again), cfg); s.better(best) {
			best = s
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, because(ctx.Err(), KindTimeout, "reading the PDF took too long")
	case best.glyphs == 0 && (locked || encrypted(clean) && best.err != nil):
		return nil, fail(KindEncrypted, "%s", passwordDetail(cfg.Password))
	case best.glyphs == 0 && errors.Is(best.err, errBudget):
		return nil, because(best.err, KindTooLarge, "the PDF is not read")
	case best.glyphs == 0 && best.err != nil && len(best.pages) == 0:
		return nil, because(best.err, KindBroken, "the PDF is damaged")
	}
	return layoutPDF(best, cfg.pages)
}

func passwordDetail(given string) string {
	if given != "" {
		return "the password does not open the PDF"
	}
	return "the PDF needs a password: give it, or save the PDF without one"
}

func encrypted(b []byte) bool { return bytes.Contains(b, []byte("/Encrypt")) }

// pictures is the number of pages that show pictures.
func (s *pdfScan) pictures() int {
	n := 0
	for _, p := range s.pages {
		if p.images > 0 {
			n++
		}
	}
	return n
}

// scanPDF runs the content of all pages.
func scanPDF(ctx context.Context, b []byte, cfg Config) (s *pdfScan) {
	s = &pdfScan{}
	defer func() {
		if x := recover(); x != nil {
			s.err = fmt.Errorf("%v", x)
		}
	}()
	file := newBoundedFile(ctx, b)
	r, err := pdf.NewReaderEncrypted(file, int64(len(b)), once(cfg.Password))
	if err != nil {
		s.err = err
		return s
	}
	t := &pageTree{scan: s, in: &interpreter{ctx: ctx, fonts: map[string]*pdfFont{}}, file: file, cfg: cfg}
	t.walk(r.Trailer().Key("Root").Key("Pages"), pdf.Value{}, 0)
	if file.over {
		s.err = errBudget
	}
	if s.err == nil && len(s.pages) == 0 {
		s.err = errors.New("no pages found")
	}
	return s
}

// once gives a password once, and then none.
func once(password string) func() string {
	return func() string {
		p := password
		password = ""
		return p
	}
}

// pageTree finds the pages of a file; loops in the tree end at a depth.
type pageTree struct {
	scan  *pdfScan
	in    *interpreter
	file  *boundedFile
	cfg   Config
	nodes int
}

func (t *pageTree) walk(v, resources pdf.Value, depth int) {
	if t.nodes++; depth > 40 || t.nodes > 4*t.cfg.MaxPages || len(t.scan.pages) >= t.cfg.MaxPages || t.file.over {
		t.scan.err = errBudget
		return
	}
	if r := v.Key("Resources"); !r.IsNull() {
		resources = r
	}
	kids := v.Key("Kids")
	if kids.Kind() != pdf.Array {
		if v.Kind() == pdf.Dict {
			t.page(v, resources)
		}
		return
	}
	for i := range kids.Len() {
		t.kid(kids, i, resources, depth)
	}
}

// kid walks one child; damage in it does not keep the others from being read.
func (t *pageTree) kid(kids pdf.Value, i int, resources pdf.Value, depth int) {
	defer func() {
		if x := recover(); x != nil {
			t.scan.err = fmt.Errorf("%v", x)
		}
	}()
	t.walk(kids.Index(i), resources, depth+1)
}

// page runs the content of one page.
func (t *pageTree) page(v, resources pdf.Value) {
	p := pdfPage{number: len(t.scan.pages) + 1}
	t.in.shown, t.in.images, t.in.filled, t.in.forms = nil, 0, false, map[string]int{}
	p.err = t.content(v, resources)
	p.shown, p.images, p.filled = withoutDoubles(t.in.shown), t.in.images, t.in.filled
	for _, g := range p.shown {
		p.glyphs += g.count
		p.unmapped += g.unmapped
	}
	t.scan.glyphs += p.glyphs
	t.scan.unmapped += p.unmapped
	if p.err != nil && t.scan.err == nil {
		t.scan.err = p.err
	}
	t.scan.pages = append(t.scan.pages, p)
}

func (t *pageTree) content(v, resources pdf.Value) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("%v", x)
		}
	}()
	var content []byte
	c := v.Key("Contents")
	if c.Kind() == pdf.Array {
		for i := range min(c.Len(), 10000) {
			if len(content) < maxStream {
				content = append(append(content, streamBytes(c.Index(i))...), '\n')
			}
		}
	} else {
		content = streamBytes(c)
	}
	t.in.run(content, resources, identity, nil)
	guarded(func() { t.in.annotations(v.Key("Annots")) })
	return nil
}
