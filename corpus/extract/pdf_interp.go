package extract

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"
)

const (
	maxOperators = 20_000_000
	maxRunes     = 20_000_000 // glyphs of one document
	maxFormDepth = 12
	maxFormUses  = 200 // of one form on one page
	maxOperands  = 4096
	pagePicture  = 200_000 // square points from which on a picture is that of a page: 40 % of A4
)

// matrix is a transformation as in PDF: [a b c d e f].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul is a followed by b.
func (a matrix) mul(b matrix) matrix {
	return matrix{
		a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3],
		a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3],
		a[4]*b[0] + a[5]*b[2] + b[4], a[4]*b[1] + a[5]*b[3] + b[5],
	}
}

func shift(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

// glyphs is the text that one operator shows. Positions are turned so that every run goes towards +x and the next line
// is below, at smaller y, for vertical and rotated writing too.
type glyphs struct {
	text     string
	x, y     float64 // where it starts
	endX     float64
	size     float64 // of the font, on the page
	turned   int     // 0 upright, 1 vertical or turned clockwise, 2 turned the other way
	count    int
	unmapped int
	font     *pdfFont
	unseen   bool // drawn in no colour: as a rule the text of a scanned page, over its picture
	stamp    bool // drawn across the page, or said to be a watermark
}

// graphics is the part of the graphics state that text depends on.
type graphics struct {
	ctm                                      matrix
	charSpace, wordSpace, hscale, lead, rise float64
	size                                     float64
	font                                     *pdfFont
	mode                                     float64 // Tr; 3 shows nothing
}

// interpreter runs content streams and gathers the text they show.
type interpreter struct {
	ctx    context.Context
	fonts  map[string]*pdfFont
	shown  []glyphs
	images int  // pictures drawn on the page
	filled bool // one of them is as large as a page
	forms  map[string]int
	ops    int
	runes  int
}

// stream is one content stream being run.
type stream struct {
	*interpreter
	lex       *pdfLexer
	resources pdf.Value
	g         graphics
	saved     []graphics
	tm, line  matrix
	args      []any
	marks     []*marked
	named     map[pdfName]*pdfFont
	fontDict  pdf.Value // of resources, resolved
	depth     int
}

// run executes a content stream with its resources. A form goes on from the state of the stream that draws it; from is nil
// for others.
func (in *interpreter) run(content []byte, resources pdf.Value, ctm matrix, from *stream) {
	s := &stream{interpreter: in, lex: &pdfLexer{b: content}, resources: resources, tm: identity, line: identity,
		g: graphics{hscale: 1}, named: map[pdfName]*pdfFont{}}
	if from != nil {
		s.g, s.marks, s.depth = from.g, slices.Clip(from.marks), from.depth+1
	}
	s.g.ctm = ctm
	for {
		t, ok := s.lex.next()
		if !ok {
			return
		}
		op, isOp := t.(pdfOp)
		if !isOp {
			if len(s.args) < maxOperands {
				s.args = append(s.args, t)
			}
			continue
		}
		if in.ops++; in.ops > maxOperators || in.runes > maxRunes || in.ops&1023 == 0 && in.ctx.Err() != nil {
			return
		}
		s.operator(op)
		s.args = s.args[:0]
	}
}

func (s *stream) num(i int) float64 {
	if i < 0 || i >= len(s.args) {
		return 0
	}
	f, _ := s.args[i].(float64)
	return f
}

func (s *stream) matrixArg() (matrix, bool) {
	if len(s.args) < 6 {
		return identity, false
	}
	return matrix{s.num(0), s.num(1), s.num(2), s.num(3), s.num(4), s.num(5)}, true
}

// operator runs one operator (ISO 32000-1, annex A).
func (s *stream) operator(op pdfOp) {
	switch op {
	case "q":
		if len(s.saved) < 10000 {
			s.saved = append(s.saved, s.g)
		}
	case "Q":
		if n := len(s.saved); n > 0 {
			s.g, s.saved = s.saved[n-1], s.saved[:n-1]
		}
	case "cm":
		if m, ok := s.matrixArg(); ok {
			s.g.ctm = m.mul(s.g.ctm)
		}
	case "BMC":
		s.mark(&marked{})
	case "BDC":
		s.mark(s.markedContent())
	case "EMC":
		if n := len(s.marks); n > 0 {
			s.marks = s.marks[:n-1]
		}
	case "BI":
		s.images++
		s.skipInlineImage()
	case "Do":
		s.object()
	default:
		s.textOperator(op)
	}
}

func (s *stream) textOperator(op pdfOp) {
	switch op {
	case "BT":
		s.tm, s.line = identity, identity
	case "Tf":
		s.setFont()
	case "Tc":
		s.g.charSpace = s.num(0)
	case "Tw":
		s.g.wordSpace = s.num(0)
	case "Tz":
		s.g.hscale = s.num(0) / 100
	case "TL":
		s.g.lead = s.num(0)
	case "Ts":
		s.g.rise = s.num(0)
	case "Tr":
		s.g.mode = s.num(0)
	case "Td":
		s.nextLine(s.num(0), s.num(1))
	case "TD":
		s.g.lead = -s.num(1)
		s.nextLine(s.num(0), s.num(1))
	case "Tm":
		if m, ok := s.matrixArg(); ok {
			s.tm, s.line = m, m
		}
	case "T*":
		s.nextLine(0, -s.g.lead)
	case "Tj", "'", `"`:
		if op != "Tj" {
			s.nextLine(0, -s.g.lead)
		}
		if op == `"` && len(s.args) >= 3 {
			s.g.wordSpace, s.g.charSpace = s.num(0), s.num(1)
		}
		if n := len(s.args); n > 0 {
			s.show(str(s.args[n-1]))
		}
	case "TJ":
		s.showArray()
	}
}

func (s *stream) nextLine(x, y float64) {
	s.line = shift(x, y).mul(s.line)
	s.tm = s.line
}

func (s *stream) setFont() {
	if len(s.args) < 2 {
		return
	}
	s.g.size = s.num(1)
	name, ok := s.args[0].(pdfName)
	if !ok {
		return
	}
	if f, ok := s.named[name]; ok {
		s.g.font = f
		return
	}
	if s.fontDict.IsNull() {
		s.fontDict = s.resources.Key("Font")
	}
	v := s.fontDict.Key(string(name))
	if v.IsNull() {
		return
	}
	key := v.String() // references stay unresolved in it, so it is short and tells fonts apart
	f, ok := s.fonts[key]
	if !ok {
		f = &pdfFont{scale: 1, width: 500, length: twoBytes, cid: bigEndian} // says nothing, if the font is damaged
		guarded(func() { f = newFont(v) })
		s.fonts[key] = f
	}
	s.g.font, s.named[name] = f, f
}

func (s *stream) showArray() {
	if len(s.args) == 0 {
		return
	}
	array, _ := s.args[len(s.args)-1].([]any)
	for _, x := range array {
		switch x := x.(type) {
		case pdfString:
			s.show(string(x))
		case float64:
			d := -x / 1000 * s.g.size
			if s.g.font != nil && s.g.font.vert {
				s.tm = shift(0, d).mul(s.tm)
			} else {
				s.tm = shift(d*s.g.hscale, 0).mul(s.tm)
			}
		}
	}
}

// show adds the glyphs of one string and moves on behind them.
func (s *stream) show(str string) {
	f := s.g.font
	if f == nil || str == "" {
		return
	}
	state := matrix{s.g.size * s.g.hscale, 0, 0, s.g.size, 0, s.g.rise}
	start := state.mul(s.tm).mul(s.g.ctm)
	run := glyphs{size: math.Hypot(start[2], start[3]), font: f, unseen: s.g.mode == 3, stamp: s.watermark(start)}
	var b strings.Builder
	for str != "" {
		n := min(max(f.length(str), 1), len(str))
		code := str[:n]
		str = str[n:]
		t, ok := f.text(code)
		if !ok {
			t = "\uFFFD"
			run.unmapped++
		}
		run.count++
		b.WriteString(t)
		s.advance(f, code)
	}
	s.runes += run.count
	end := state.mul(s.tm).mul(s.g.ctm)
	run.text = strings.ToValidUTF8(b.String(), "\uFFFD")
	s.actualText(&run)
	run.place(start, end, f.vert)
	s.shown = append(s.shown, run)
}

func (s *stream) advance(f *pdfFont, code string) {
	if f.vert {
		s.tm = shift(0, -s.g.size-s.g.charSpace).mul(s.tm)
		return
	}
	x := f.advance(code)/1000*f.scale*s.g.size + s.g.charSpace
	if code == " " {
		x += s.g.wordSpace
	}
	s.tm = shift(x*s.g.hscale, 0).mul(s.tm)
}

// place turns the positions of a run so that it goes towards +x.
func (g *glyphs) place(start, end matrix, vert bool) {
	turned := math.Abs(start[1]) > math.Abs(start[0])
	switch {
	case vert != turned, turned && start[1] < 0: // downwards, lines from right to left
		g.turned = 1
		g.x, g.y, g.endX = -start[5], start[4], -end[5]
	case turned: // upwards, lines from left to right
		g.turned = 2
		g.x, g.y, g.endX = start[5], -start[4], end[5]
	default:
		g.x, g.y, g.endX = start[4], start[5], end[4]
	}
}

// skipInlineImage passes over the bytes between ID and EI.
func (s *stream) skipInlineImage() {
	lex := s.lex
	i := bytes.Index(lex.b[lex.i:], []byte("ID"))
	if i < 0 {
		return
	}
	p := lex.i + i + 3
	for p < len(lex.b) {
		e := bytes.Index(lex.b[p:], []byte("EI"))
		if e < 0 {
			p = len(lex.b)
			break
		}
		at := p + e
		p = at + 2
		if at > 0 && pdfSpace(lex.b[at-1]) && (p >= len(lex.b) || pdfSpace(lex.b[p])) {
			break
		}
	}
	lex.i = min(p, len(lex.b))
}

// object draws an external object: a form is run, a picture counted.
func (s *stream) object() {
	if len(s.args) == 0 || s.depth >= maxFormDepth {
		return
	}
	name, ok := s.args[len(s.args)-1].(pdfName)
	if !ok {
		return
	}
	x := s.resources.Key("XObject").Key(string(name))
	switch x.Key("Subtype").Name() {
	case "Image":
		s.images++
		m := s.g.ctm
		s.filled = s.filled || math.Abs(m[0]*m[3]-m[1]*m[2]) > pagePicture
	case "Form":
		m := formMatrix(x)
		resources := x.Key("Resources")
		if resources.IsNull() {
			resources = s.resources
		}
		key := fmt.Sprintf("%d %s %s", s.depth, name, x.Key("Length"))
		if s.forms[key]++; s.forms[key] <= maxFormUses {
			guarded(func() { s.run(streamBytes(x), resources, m.mul(s.g.ctm), s) })
		}
	}
}

// guarded calls f and passes over what the object layer cannot read: it panics on damage.
func guarded(f func()) {
	defer func() { _ = recover() }() // what is missing then shows as unmapped glyphs or as text that ends early
	f()
}
