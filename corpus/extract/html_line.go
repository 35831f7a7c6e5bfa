package extract

import (
	"strconv"
	"strings"
)

// inlineText gathers the text of one block. While that is one piece, as it mostly is, nothing is copied.
type inlineText struct {
	piece  string // all of it, as long as joined is empty
	joined []byte
}

func (t *inlineText) empty() bool { return t.piece == "" && len(t.joined) == 0 }

func (t *inlineText) add(s string) {
	switch {
	case len(t.joined) > 0:
		t.joined = append(t.joined, s...)
	case t.piece == "":
		t.piece = s
	case s != "":
		t.joined = append(append(t.joined, t.piece...), s...)
		t.piece = ""
	}
}

// end is the last of the text: enough of it to see how it ends.
func (t *inlineText) end() string {
	if n := len(t.joined); n > 0 {
		return string(t.joined[max(0, n-64):])
	}
	return t.piece[max(0, len(t.piece)-64):]
}

// take gives the text and empties t.
func (t *inlineText) take() string {
	s := t.piece
	if len(t.joined) > 0 {
		s = string(t.joined)
	}
	t.piece, t.joined = "", t.joined[:0]
	return s
}

// A place is the way from the root of a page to an element. Written out it looks like an XPath.
type place struct {
	steps []step
	text  []byte // the first of the steps, written out
	ends  []int  // where each of them ends in text
	whole string // all steps written out; "" if that is still to be done

	written strings.Builder // what String gave: one piece of memory for many
}

// step is one element on the way from the root.
type step struct {
	name string
	n    int // place among the siblings of its name, from 1
}

// enter goes down to the next sibling that is called name. seen counts the elements of each name among the siblings so
// far; it is given back with this one.
func (p *place) enter(name string, seen []step) []step {
	k := 0
	for k < len(seen) && seen[k].name != name {
		k++
	}
	if k == len(seen) {
		seen = append(seen, step{name: name})
	}
	seen[k].n++
	p.steps = append(p.steps, seen[k])
	p.whole = ""
	return seen
}

// leave goes back up.
func (p *place) leave() {
	p.steps = p.steps[:len(p.steps)-1]
	p.whole = ""
	if n := len(p.steps); len(p.ends) > n {
		p.ends = p.ends[:n]
		end := 0
		if n > 0 {
			end = p.ends[n-1]
		}
		p.text = p.text[:end]
	}
}

// String is the place as a path such as /html/body/main/ol[2]/li[3].
func (p *place) String() string {
	if p.whole != "" {
		return p.whole
	}
	for _, s := range p.steps[len(p.ends):] {
		p.text = append(append(p.text, '/'), s.name...)
		if s.n > 1 || s.name != "html" && s.name != "body" && s.name != "main" {
			p.text = append(strconv.AppendInt(append(p.text, '['), int64(s.n), 10), ']')
		}
		p.ends = append(p.ends, len(p.text))
	}
	if p.written.Cap()-p.written.Len() < len(p.text) {
		p.written = strings.Builder{}
		p.written.Grow(max(2048, len(p.text)))
	}
	start := p.written.Len()
	p.written.Write(p.text)
	p.whole = p.written.String()[start:]
	return p.whole
}
