package extract

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"
)

const (
	maxAnnotations = 5000   // of one page
	annotationGone = 2 | 32 // flags Hidden and NoView (ISO 32000-1, table 165)
	pushButton     = 1 << 16
	passwordField  = 1 << 13
)

// annotations adds the text that is written on a page and does not belong to its content: fields of forms as they are
// filled in, and notes in a frame of their own. Comments that open in a window are no text of the page.
func (in *interpreter) annotations(list pdf.Value) {
	for i := range min(list.Len(), maxAnnotations) {
		if in.ctx.Err() != nil {
			return
		}
		guarded(func() { in.annotation(list.Index(i)) })
	}
}

func (in *interpreter) annotation(a pdf.Value) {
	kind, flags := a.Key("Subtype").Name(), inherited(a, "Ff").Int64()
	if kind != "FreeText" && kind != "Widget" || a.Key("F").Int64()&annotationGone != 0 ||
		kind == "Widget" && flags&(pushButton|passwordField) != 0 {
		return
	}
	rect, ok := rectangle(a.Key("Rect"))
	if !ok {
		return
	}
	look := a.Key("AP").Key("N")
	if look.Kind() == pdf.Dict { // one for each state
		look = look.Key(a.Key("AS").Name())
	}
	if look.Kind() == pdf.Stream {
		m := formMatrix(look)
		in.run(streamBytes(look), look.Key("Resources"), m.mul(fit(look, m, rect)), nil)
		return
	}
	value := inherited(a, "V")
	if kind == "FreeText" {
		value = a.Key("Contents")
	}
	if value.Kind() == pdf.String && inherited(a, "FT").Name() != "Btn" { // the viewer is to draw it
		text := strings.Join(strings.Fields(textString(value.RawString())), " ")
		n := len([]rune(text))
		in.runes += n
		in.shown = append(in.shown, glyphs{text: text, x: rect[0], y: rect[1], endX: rect[2], size: min(10, rect[3]-rect[1]), count: n})
	}
}

// inherited is the value of a form field's key, which may stand in a field above it.
func inherited(field pdf.Value, key string) pdf.Value {
	for range 10 {
		if v := field.Key(key); !v.IsNull() {
			return v
		}
		field = field.Key("Parent")
	}
	return pdf.Value{}
}

// rectangle reads [x0 y0 x1 y1] with the smaller numbers first; ok is false if it has no area.
func rectangle(v pdf.Value) (r [4]float64, ok bool) {
	if v.Len() != 4 {
		return r, false
	}
	x0, y0, x1, y1 := v.Index(0).Float64(), v.Index(1).Float64(), v.Index(2).Float64(), v.Index(3).Float64()
	r = [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
	return r, r[2] > r[0] && r[3] > r[1]
}

// formMatrix is the matrix of a form.
func formMatrix(form pdf.Value) matrix {
	m := identity
	if v := form.Key("Matrix"); v.Len() == 6 {
		for i := range m {
			m[i] = v.Index(i).Float64()
		}
	}
	return m
}

// fit moves and stretches an annotation's form, which m turns, into its rectangle (ISO 32000-1, 12.5.5).
func fit(form pdf.Value, m matrix, rect [4]float64) matrix {
	box, ok := rectangle(form.Key("BBox"))
	if !ok {
		return shift(rect[0], rect[1])
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, corner := range [4][2]float64{{box[0], box[1]}, {box[2], box[1]}, {box[0], box[3]}, {box[2], box[3]}} {
		p := shift(corner[0], corner[1]).mul(m)
		x0, y0, x1, y1 = min(x0, p[4]), min(y0, p[5]), max(x1, p[4]), max(y1, p[5])
	}
	if x1 <= x0 || y1 <= y0 {
		return shift(rect[0], rect[1])
	}
	sx, sy := (rect[2]-rect[0])/(x1-x0), (rect[3]-rect[1])/(y1-y0)
	return matrix{sx, 0, 0, sy, rect[0] - x0*sx, rect[1] - y0*sy}
}
