package diff

import "slices"

// fit tells how well the two sides of a pairing match.
type fit uint8

const (
	same    fit = iota // the same keys
	similar            // other words, but one continues the other
	laidOut            // the same words, cut into sentences in another way
)

// A pairing of units: one to one, one to many (a split) or many to one (a merger). Indexes are ascending.
type pairing struct {
	olds, news []int
	fit        fit
	moved      bool // it stands elsewhere in relation to what surrounds it
}

// An aligner pairs the units of a and b, which are ranges of two sides.
type aligner struct {
	a, b  []*unit
	baseA int // index of a[0] in its side
	baseB int
	out   []*pairing
	at    []int // for each of a its partner in b, else -1; set by anchors, in ascending order
}

// pair records that a[i] and b[j] belong together.
func (l *aligner) pair(i, j int, f fit, moved bool) *pairing {
	p := &pairing{olds: []int{l.baseA + i}, news: []int{l.baseB + j}, fit: f, moved: moved}
	l.a[i].link, l.b[j].link = p, p
	l.out = append(l.out, p)
	return p
}

// exact pairs units with the same key that stand in the same order; long ones weigh more.
func (l *aligner) exact() {
	m := &matcher{a: ids(l.a), b: ids(l.b), weight: func(i int) int32 { return 1 + int32(l.a[i].weight) }, cells: 1 << 16}
	l.at = m.match()
	for i, j := range l.at {
		if j >= 0 {
			l.pair(i, j, same, false)
		}
	}
}

func ids(us []*unit) []int {
	out := make([]int, len(us))
	for i, u := range us {
		out[i] = u.id
	}
	return out
}

// A gap is what lies between two neighbouring pairings that are in order: a[i0:i1] and b[j0:j1].
type gap struct{ i0, i1, j0, j1 int }

// gaps lists the gaps between anchors in which something is left unpaired.
func (l *aligner) gaps() []gap {
	var out []gap
	i0, j0 := 0, 0
	add := func(i1, j1 int) {
		if i1 > i0 || j1 > j0 {
			out = append(out, gap{i0, i1, j0, j1})
		}
	}
	for i, j := range l.at {
		if j >= 0 {
			add(i, j)
			i0, j0 = i+1, j+1
		}
	}
	add(len(l.a), len(l.b))
	return out
}

// free lists the indexes in us[from:to] that are not paired.
func free(us []*unit, from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if us[i].free() {
			out = append(out, i)
		}
	}
	return out
}

// minMoved is how many words a sentence must have to count as moved: shorter ones recur by chance.
const minMoved = 5

// moves pairs units with the same key that stand in another order: long ones, then short ones beside them.
func (l *aligner) moves() {
	for _, long := range []bool{true, false, false} { // short ones behind what moved, then headings before it
		byID := map[int][]int{}
		for _, j := range free(l.b, 0, len(l.b)) {
			byID[l.b[j].id] = append(byID[l.b[j].id], j)
		}
		for _, i := range free(l.a, 0, len(l.a)) {
			u := l.a[i]
			js := byID[u.id]
			k := slices.IndexFunc(js, func(j int) bool { return u.weight >= minMoved || !long && l.besideMoved(i, j) })
			if k >= 0 {
				l.pair(i, js[k], same, true)
				byID[u.id] = slices.Delete(js, k, k+1)
			}
		}
	}
}

// besideMoved reports whether the sentence before a[i] moved to just before b[j], or the one behind to just behind: short
// sentences go with their neighbours.
func (l *aligner) besideMoved(i, j int) bool {
	for _, step := range []int{-1, 1} {
		if i+step < 0 || j+step < 0 || i+step >= len(l.a) || j+step >= len(l.b) {
			continue
		}
		if p := l.a[i+step].link; p != nil && p.moved && p == l.b[j+step].link {
			return true
		}
	}
	return false
}
