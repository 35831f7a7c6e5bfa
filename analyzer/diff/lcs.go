package diff

import (
	"cmp"
	"slices"
)

// A matcher finds what two sequences have in common, in the same order. Elements are numbers: equal ones match.
type matcher struct {
	a, b   []int
	weight func(i int) int32 // of a[i] in the common subsequence, at least 1; nil for 1
	cells  int               // size up to which the best subsequence is looked for; beyond it, what is unique on both sides leads
	at     []int             // for each of a its partner in b, or -1
}

// match gives for each of m.a its partner in m.b, or -1; partners ascend. Time grows with the length of the sequences
// times m.cells at worst; mostly it is linear.
func (m *matcher) match() []int {
	m.at = make([]int, len(m.a))
	for i := range m.at {
		m.at[i] = -1
	}
	m.between(0, len(m.a), 0, len(m.b))
	return m.at
}

// between matches a[i0:i1] with b[j0:j1].
func (m *matcher) between(i0, i1, j0, j1 int) {
	for i0 < i1 && j0 < j1 && m.a[i0] == m.b[j0] {
		m.at[i0] = j0
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && m.a[i1-1] == m.b[j1-1] {
		i1, j1 = i1-1, j1-1
		m.at[i1] = j1
	}
	if i0 == i1 || j0 == j1 {
		return
	}
	if (i1-i0)*(j1-j0) <= m.cells {
		m.best(i0, i1, j0, j1)
		return
	}
	anchors := increasing(m.unique(i0, i1, j0, j1))
	if len(anchors) == 0 { // long and without a word of its own: cut it
		i, j := (i0+i1)/2, (j0+j1)/2
		m.between(i0, i, j0, j)
		m.between(i, i1, j, j1)
		return
	}
	for _, c := range anchors {
		m.at[c[0]] = c[1]
		m.between(i0, c[0], j0, c[1])
		i0, j0 = c[0]+1, c[1]+1
	}
	m.between(i0, i1, j0, j1)
}

// unique gives the places, in order of a, of elements that stand once in each of the two ranges.
func (m *matcher) unique(i0, i1, j0, j1 int) [][2]int {
	type count struct{ na, nb, i, j int }
	seen := map[int]*count{}
	for i := i0; i < i1; i++ {
		c := seen[m.a[i]]
		if c == nil {
			c = &count{}
			seen[m.a[i]] = c
		}
		c.na, c.i = c.na+1, i
	}
	for j := j0; j < j1; j++ {
		if c := seen[m.b[j]]; c != nil {
			c.nb, c.j = c.nb+1, j
		}
	}
	var out [][2]int
	for i := i0; i < i1; i++ {
		if c := seen[m.a[i]]; c.na == 1 && c.nb == 1 {
			out = append(out, [2]int{c.i, c.j})
		}
	}
	return out
}

// increasing is the longest subsequence of pairs (ascending in the first number) that also ascends in the second.
func increasing(pairs [][2]int) [][2]int {
	tails, back := []int{}, make([]int, len(pairs))
	for k, p := range pairs {
		at, _ := slices.BinarySearchFunc(tails, p[1], func(t, j int) int { return cmp.Compare(pairs[t][1], j) })
		if back[k] = -1; at > 0 {
			back[k] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, k)
		} else {
			tails[at] = k
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([][2]int, len(tails))
	for k, n := tails[len(tails)-1], len(tails)-1; k >= 0; k, n = back[k], n-1 {
		out[n] = pairs[k]
	}
	return out
}

// best matches by the heaviest common subsequence.
func (m *matcher) best(i0, i1, j0, j1 int) {
	w := j1 - j0 + 1
	table := make([]int32, (i1-i0+1)*w)
	gain := func(i int) int32 {
		if m.weight == nil {
			return 1
		}
		return m.weight(i)
	}
	for i := i1 - 1; i >= i0; i-- {
		row, below := table[(i-i0)*w:(i-i0+1)*w], table[(i-i0+1)*w:]
		g := gain(i)
		for k := j1 - j0 - 1; k >= 0; k-- {
			row[k] = max(below[k], row[k+1])
			if m.a[i] == m.b[j0+k] {
				row[k] = max(row[k], below[k+1]+g)
			}
		}
	}
	for i, k := i0, 0; i < i1 && k < j1-j0; {
		here, below := table[(i-i0)*w+k], table[(i-i0+1)*w:]
		switch {
		case m.a[i] == m.b[j0+k] && here == below[k+1]+gain(i):
			m.at[i] = j0 + k
			i, k = i+1, k+1
		case here == below[k]:
			i++
		default:
			k++
		}
	}
}

// A hunk says that a[a0:a1] was replaced by b[b0:b1]; one of the two may be empty.
type hunk struct{ a0, a1, b0, b1 int }

// hunks turns partners into the hunks between them, in order; n is the length of b.
func hunks(at []int, n int) []hunk {
	var out []hunk
	i0, j0 := 0, 0
	add := func(i, j int) {
		if i > i0 || j > j0 {
			out = append(out, hunk{i0, i, j0, j})
		}
	}
	for i, j := range at {
		if j >= 0 {
			add(i, j)
			i0, j0 = i+1, j+1
		}
	}
	add(len(at), n)
	return out
}

// compareStrings gives the hunks by which b differs from a: the mirror image of those by which a differs from b.
func compareStrings(a, b []string) []hunk {
	if slices.Compare(a, b) > 0 {
		out := compareStrings(b, a)
		for i, h := range out {
			out[i] = hunk{h.b0, h.b1, h.a0, h.a1}
		}
		return out
	}
	ids := map[string]int{}
	number := func(ss []string) []int {
		out := make([]int, len(ss))
		for i, s := range ss {
			id, ok := ids[s]
			if !ok {
				id = len(ids)
				ids[s] = id
			}
			out[i] = id
		}
		return out
	}
	m := &matcher{a: number(a), b: number(b), cells: 1 << 20}
	return hunks(m.match(), len(b))
}
