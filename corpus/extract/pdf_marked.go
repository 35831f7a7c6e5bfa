package extract

import (
	"math"

	"github.com/ledongthuc/pdf"
)

// marked is a marked-content sequence; its ActualText stands for all that is shown in it, forms too.
type marked struct {
	text      string
	has, done bool
	watermark bool
}

func (s *stream) mark(m *marked) {
	if len(s.marks) < 1000 {
		s.marks = append(s.marks, m)
	}
}

// actualText puts the text that the PDF gives for a marked sequence in the place of its glyphs.
func (s *stream) actualText(run *glyphs) {
	for i := len(s.marks) - 1; i >= 0; i-- {
		if m := s.marks[i]; m.has {
			run.text, run.unmapped = "", 0
			if !m.done {
				run.text, m.done = m.text, true
			}
			return
		}
	}
}

// markedContent is the sequence that BDC begins, with its properties from the stream or from the resources.
func (s *stream) markedContent() *marked {
	m := &marked{}
	if len(s.args) < 2 {
		return m
	}
	artifact := s.args[0] == pdfName("Artifact")
	switch props := s.args[1].(type) {
	case []any:
		for i := 0; i+1 < len(props); i += 2 {
			switch props[i] {
			case pdfName("ActualText"):
				m.has, m.text = true, textString(str(props[i+1]))
			case pdfName("Subtype"):
				m.watermark = artifact && props[i+1] == pdfName("Watermark")
			}
		}
	case pdfName:
		v := s.resources.Key("Properties").Key(string(props))
		if t := v.Key("ActualText"); t.Kind() == pdf.String {
			m.has, m.text = true, textString(t.RawString())
		}
		m.watermark = artifact && v.Key("Subtype").Name() == "Watermark"
	}
	return m
}

// watermark reports whether text drawn by the matrix m is a watermark: it goes askew, or is in a sequence that says so.
func (s *stream) watermark(m matrix) bool {
	for _, x := range s.marks {
		if x.watermark {
			return true
		}
	}
	along, across := math.Abs(m[0]), math.Abs(m[1])
	return min(along, across) > askew*max(along, across)
}

// askew is the tangent from which on text no longer goes along the page; a page put into a scanner awkwardly has less.
const askew = 0.2
