package extract

import (
	"strconv"
	"strings"
)

// textStore keeps strings in large pieces of memory, one behind the other.
type textStore struct{ strings.Builder }

// makeRoom sees to it that n more bytes find room in one piece. The string kept, which is part of the store, moves to it.
func (t *textStore) makeRoom(n int, kept string) (moved bool) {
	const piece = 1024
	if t.Cap()-t.Len() >= n {
		return false
	}
	t.Builder = strings.Builder{}
	t.Grow(max(piece, 2*(len(kept)+n)))
	t.WriteString(kept)
	return true
}

// inlineText gathers the text of one block. While that is one piece, as it mostly is, nothing is copied.
type inlineText struct {
	piece string // all of it, as long as nothing is joined
	store textStore
	from  int // where in store the text begins that is being joined
}

func (t *inlineText) joined() string { return t.store.String()[t.from:] }

func (t *inlineText) empty() bool { return t.piece == "" && t.from == t.store.Len() }

func (t *inlineText) add(s string) {
	switch {
	case s == "":
	case t.empty():
		t.piece = s
	default:
		t.join(t.piece)
		t.join(s)
		t.piece = ""
	}
}

func (t *inlineText) join(s string) {
	if t.store.makeRoom(len(s), t.joined()) {
		t.from = 0
	}
	t.store.WriteString(s)
}

// text is what was gathered.
func (t *inlineText) text() string {
	if t.piece != "" {
		return t.piece
	}
	return t.joined()
}

// take gives the text and empties t.
func (t *inlineText) take() string {
	s := t.text()
	t.piece, t.from = "", t.store.Len()
	return s
}

// A place is the way from the root of a page to an element. Written out it looks like an XPath.
type place struct {
	steps []step
	text  []byte // the first of the steps, written out
	ends  []int  // where each of them ends in text
	whole string // all steps written out; "" if that is still to be done

	written textStore // what String gave
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
	p.written.makeRoom(len(p.text), "")
	start := p.written.Len()
	p.written.Write(p.text)
	p.whole = p.written.String()[start:]
	return p.whole
}
