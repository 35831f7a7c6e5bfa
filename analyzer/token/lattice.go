package token

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A lattice finds the words of a text as kagome does, on kagome's dictionary: of all ways to cut it into words of the
// dictionary and runs of unknown characters the one of least cost, and among equals the one that kagome takes. It keeps
// its nodes in one list that is used again and finds the best way to each while it grows.
type lattice struct {
	d     *dictionary
	s     string
	nodes []node
	ends  []ending  // by byte: the nodes that end there
	here  []arrival // those that end where the next nodes begin, in order of their making
	ways  []way     // the best of here, by left context
	path  []int32
}

// A node is a word at a place. Node 0 is the beginning of the text.
type node struct {
	cost       int32 // of the best way through it
	best       int32 // the node before it on that way
	next       int32 // the next node that ends at the same byte; 0 if none
	id         int32
	start, end int32
	right      int16
	unknown    bool
}

// An ending lists the nodes that end at one byte; 0 for none.
type ending struct{ first, last int32 }

type arrival struct {
	cost, node int32
	right      int16
}

type way struct {
	cost, node int32
	left       int16
}

// maxText is the longest text in bytes that a lattice cuts. A word adds less than 2^16 to the cost of a way, so all costs
// stay below 2^30, and kagome's costs of ways that do not start at the beginning, which count down from 2^31, above.
const maxText = 1 << 14

// maxUnknown is the length in characters at which kagome cuts an unknown word.
const maxUnknown = 1024

var lattices = sync.Pool{New: func() any { return new(lattice) }}

// A morph is a word of a text: bytes start…end, and its id among known or unknown words.
type morph struct {
	id         int32
	start, end int32
	unknown    bool
}

// cut appends the words of s to list. It reports false, and leaves list alone, for a text that it cannot cut: one that is
// longer than maxText, or in which stands the replacement character, which kagome takes for a byte that is no UTF-8.
func (d *dictionary) cut(s string, list []morph) ([]morph, bool) {
	if len(s) > maxText || strings.Contains(s, string(utf8.RuneError)) {
		return list, false
	}
	l := lattices.Get().(*lattice)
	l.d, l.s = d, s
	l.build()
	l.path = l.path[:0]
	for n := l.last(); n > 0; n = l.nodes[n].best {
		l.path = append(l.path, n)
	}
	for i := len(l.path) - 1; i >= 0; i-- {
		n := &l.nodes[l.path[i]]
		list = append(list, morph{n.id, n.start, n.end, n.unknown})
	}
	l.s = ""
	lattices.Put(l)
	return list, true
}

func (l *lattice) build() {
	if cap(l.ends) <= len(l.s) {
		l.ends = make([]ending, 2*len(l.s)+1)
	}
	l.ends = l.ends[:len(l.s)+1]
	clear(l.ends)
	l.nodes = append(l.nodes[:0], node{})
	k := l.d.kagome
	for pos, ch := range l.s {
		if l.arrive(pos); len(l.here) == 0 {
			continue // no way leads here
		}
		known := l.addKnown(pos)
		if class := k.CharacterCategory(ch); !known || k.InvokeList[class] {
			size := 1 // of a byte that is no UTF-8
			if ch != utf8.RuneError {
				size = utf8.RuneLen(ch)
			}
			l.addUnknown(pos, size, class)
		}
	}
}

// arrive collects the nodes that end at byte pos.
func (l *lattice) arrive(pos int) {
	l.here, l.ways = l.here[:0], l.ways[:0]
	if pos == 0 {
		l.here = append(l.here, arrival{})
		return
	}
	for n := l.ends[pos].first; n > 0; n = l.nodes[n].next {
		l.here = append(l.here, arrival{l.nodes[n].cost, n, l.nodes[n].right})
	}
}

// addKnown adds the words of the dictionary that begin at byte pos, and reports whether there are any.
func (l *lattice) addKnown(pos int) bool {
	d, da, found := l.d, l.d.kagome.Index.Da, false
	at := 0
	for i := pos; i < len(l.s) && l.s[i] != 0; i++ {
		next := int(da[at].Base) + int(l.s[i])
		if next >= len(da) || int(da[next].Check) != at {
			break
		}
		at = next
		leaf := int(da[at].Base)
		if leaf >= len(da) || int(da[leaf].Check) != at || da[leaf].Base > 0 {
			continue
		}
		for id := int(-da[leaf].Base); ; id++ {
			m := &d.kagome.Morphs[id]
			l.add(node{id: int32(id), start: int32(pos), end: int32(i + 1), right: m.RightID}, m.LeftID, m.Weight)
			if d.words[id]&homograph == 0 {
				break
			}
		}
		found = true
	}
	return found
}

// addUnknown adds the unknown words of a class that begin at byte pos with a character of size bytes: the whole run, and
// the run without its last character.
func (l *lattice) addUnknown(pos, size int, class byte) {
	k := l.d.kagome
	end := pos + size
	last := pos // where the last character begins
	if k.GroupList[class] {
		for n := 1; end < len(l.s) && n < maxUnknown; n++ {
			ch, size := utf8.DecodeRuneInString(l.s[end:])
			if k.CharacterCategory(ch) != class {
				break
			}
			if last = end; ch == utf8.RuneError {
				last = pos // kagome does not part it
			}
			end += size
		}
	}
	first := k.UnkDict.Index[int32(class)]
	for id := first; id <= first+k.UnkDict.IndexDup[int32(class)]; id++ {
		m := &k.UnkDict.Morphs[id]
		n := node{id: id, start: int32(pos), right: m.RightID, unknown: true}
		if last > pos {
			n.end = int32(last)
			l.add(n, m.LeftID, m.Weight)
		}
		n.end = int32(end)
		l.add(n, m.LeftID, m.Weight)
	}
}

// add adds a node where the nodes in here end, by the best way.
func (l *lattice) add(n node, left, weight int16) {
	w := l.way(left)
	n.cost, n.best = w.cost+int32(weight), w.node
	at := int32(len(l.nodes))
	l.nodes = append(l.nodes, n)
	if e := &l.ends[n.end]; e.first == 0 {
		e.first, e.last = at, at
	} else {
		l.nodes[e.last].next, e.last = at, at
	}
}

// way finds the best way to a word with this left context; the first of equals.
func (l *lattice) way(left int16) *way {
	for i := range l.ways {
		if l.ways[i].left == left {
			return &l.ways[i]
		}
	}
	c := &l.d.kagome.Connection
	costs := c.Vec[c.Row*int64(left):]
	best := way{left: left}
	for i := range l.here {
		a := &l.here[i]
		if cost := a.cost + int32(costs[a.right]); i == 0 || cost < best.cost {
			best.cost, best.node = cost, a.node
		}
	}
	l.ways = append(l.ways, best)
	return &l.ways[len(l.ways)-1]
}

// last gives the node before the end of the text.
func (l *lattice) last() int32 {
	l.arrive(len(l.s))
	return l.way(0).node
}
