package extract

import (
	"fmt"

	"kiyaku/corpus"
)

// wordFinds is what a Word document holds that is not read.
type wordFinds struct {
	hidden int // bytes of hidden text
	chunks int // other files shown in the document
}

func (f *wordFinds) problems() []corpus.Problem {
	var found []corpus.Problem
	if f.hidden > 0 {
		found = append(found, corpus.Problem{Code: "hidden-text", Message: fmt.Sprintf(
			"The Word document holds hidden text (%d bytes) that is neither shown nor printed; it was left out.", f.hidden)})
	}
	if f.chunks > 0 {
		found = append(found, corpus.Problem{Code: "docx-chunk", Lost: 1500 * f.chunks, // about a page of Japanese terms each
			Message: fmt.Sprintf("The Word document shows %d other file(s) packed into it, which were not read; save it anew with Word, which then holds their text.", f.chunks)})
	}
	return found
}

// hides reports whether the run r is formatted as hidden, and notes what it holds.
func (w *wordReader) hides(r *element) bool {
	props := r.child("rPr")
	style := w.styles[props.val("rStyle")]
	hidden := props.on("vanish") || props.child("vanish") == nil && style != nil && style.hidden
	if hidden {
		for _, t := range r.all("t") {
			w.shared.hidden += len(t.text)
		}
	}
	return hidden
}

// field follows a complex field: its code, which may hold fields of its own, stands before its result.
func (w *wordReader) field(part string) {
	n := len(w.fields)
	switch {
	case part == "begin" && n < 1000:
		w.fields = append(w.fields, false)
	case part == "separate" && n > 0:
		w.fields[n-1] = true
	case part == "end" && n > 0:
		w.fields = w.fields[:n-1]
	}
}

// inFieldCode reports whether what comes next belongs to the code of a field. A field whose result is shown may stand
// within the code of another, which is not shown.
func (w *wordReader) inFieldCode() bool {
	for _, result := range w.fields {
		if !result {
			return true
		}
	}
	return false
}

// placeholder reports whether e is a content control that nobody has filled in: it shows what to do.
func placeholder(e *element) bool { return e.name == "sdt" && e.child("sdtPr").on("showingPlcHdr") }
