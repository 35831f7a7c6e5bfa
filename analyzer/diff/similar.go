package diff

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// How alike two sentences must be, 0…1, to count as one that was edited. Set on the real version pairs of 2020 to 2026.
const (
	alikeHere  = 0.40 // between the same neighbours
	alikeAlone = 0.25 // between the same neighbours, and nothing else there
	alikeMoved = 0.60 // elsewhere in the document
	alikeOther = 0.75 // in another document
	alikePart  = 0.70 // share of a further sentence that the rest of an edited one must hold, to be a part split off it
)

// minAlike is how many words a sentence must have to be looked for elsewhere.
const minAlike = 8

// maxPostings bounds how many sentences a feature may lead to: what stands in more tells little.
const maxPostings = 48

// maxCandidates is how many sentences are compared with each one.
const maxCandidates = 8

// A feature is a hash of a word, of two words that follow each other, or of two Japanese characters.
type feature = uint64

// features lists the features of a key, sorted.
func features(key string) []feature {
	var out []feature
	add := func(a, b string) {
		h := fnv.New64a()
		h.Write([]byte(a))
		h.Write([]byte{0})
		h.Write([]byte(b))
		out = append(out, h.Sum64())
	}
	last := ""
	for _, field := range strings.Fields(key) {
		for field != "" {
			r, n := utf8.DecodeRuneInString(field)
			if !isCJK(r) {
				n = runEnd(field, 0, func(r rune) bool { return !isCJK(r) })
				add(field[:n], "")
			}
			if last != "" {
				add(last, field[:n])
			}
			last, field = field[:n], field[n:]
		}
	}
	slices.Sort(out)
	return out
}

// A scale weighs features: the rarer, the more they tell.
type scale struct {
	of    map[*unit][]feature
	count map[feature]int
}

// newScale counts the features of the free units of a and b.
func newScale(a, b []*unit) *scale {
	w := &scale{of: map[*unit][]feature{}, count: map[feature]int{}}
	for _, us := range [][]*unit{a, b} {
		for _, u := range us {
			if u.free() {
				w.add(u)
			}
		}
	}
	return w
}

func (w *scale) add(u *unit) {
	fs := features(u.key)
	w.of[u] = fs
	for _, f := range slices.Compact(slices.Clone(fs)) {
		w.count[f]++
	}
}

func (w *scale) weigh(f feature) float64 {
	t := weights()
	return t[min(w.count[f], len(t)-1)]
}

// weights gives what a feature counts that stands in so many sentences.
var weights = sync.OnceValue(func() []float64 {
	t := make([]float64, 1024)
	for n := range t {
		t[n] = 1 / (1 + math.Log2(float64(max(1, n))))
	}
	return t
})

func (w *scale) total(fs []feature) float64 {
	t := 0.0
	for _, f := range fs {
		t += w.weigh(f)
	}
	return t
}

// shared is the weight of what two sorted lists have in common, and rest is what of a is not in b.
func (w *scale) shared(a, b []feature) (common float64, rest []feature) {
	for i, j := 0, 0; i < len(a); {
		switch {
		case j == len(b) || a[i] < b[j]:
			rest = append(rest, a[i])
			i++
		case a[i] > b[j]:
			j++
		default:
			common += w.weigh(a[i])
			i, j = i+1, j+1
		}
	}
	return common, rest
}

// alike is how much of two sentences is the same: 0…1. A short one that is wholly part of a long one counts, since clauses
// are mostly edited by adding to them.
func (w *scale) alike(a, b *unit) float64 {
	fa, fb := w.of[a], w.of[b]
	wa, wb := w.total(fa), w.total(fb)
	if wa == 0 || wb == 0 {
		return 0
	}
	common, _ := w.shared(fa, fb)
	s := 2 * common / (wa + wb)
	if min(a.weight, b.weight) >= minAlike {
		s = max(s, 0.8*common/min(wa, wb))
	}
	return s
}

// A candidate is a pair of free units and how alike they are.
type candidate struct {
	i, j  int
	here  bool // in the same gap
	alike float64
}

// edits pairs free units that continue one another in other words, the most alike first.
func (l *aligner) edits() {
	w := newScale(l.a, l.b)
	if len(w.of) == 0 {
		return
	}
	gapA, gapB, gaps := l.gapOf()
	found := l.near(w, gaps)
	found = append(found, l.far(w, gapA, gapB, alikeMoved)...)
	l.take(found)
	l.parts(w)
}

// acrossDocuments pairs what went from one document into another.
func (l *aligner) acrossDocuments() {
	l.moves()
	nowhere := make([]int, max(len(l.a), len(l.b)))
	for i := range nowhere {
		nowhere[i] = -1
	}
	l.take(l.far(newScale(l.a, l.b), nowhere, nowhere, alikeOther))
}

// take pairs the candidates, the most alike first.
func (l *aligner) take(found []candidate) {
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(-cmp.Compare(x.rank(), y.rank()), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	for _, c := range found {
		if l.a[c.i].free() && l.b[c.j].free() {
			l.pair(c.i, c.j, similar, !c.here)
		}
	}
}

// rank prefers a sentence in its place to one a little more alike elsewhere.
func (c candidate) rank() float64 {
	if c.here {
		return c.alike + 0.2
	}
	return c.alike
}

// gapOf numbers the gaps and tells for each unit in which it stands; -1 for those between which there is nothing free.
func (l *aligner) gapOf() (ofA, ofB []int, gaps []gap) {
	ofA, ofB = make([]int, len(l.a)), make([]int, len(l.b))
	for i := range ofA {
		ofA[i] = -1
	}
	for j := range ofB {
		ofB[j] = -1
	}
	gaps = l.gaps()
	for n, g := range gaps {
		for i := g.i0; i < g.i1; i++ {
			ofA[i] = n
		}
		for j := g.j0; j < g.j1; j++ {
			ofB[j] = n
		}
	}
	return ofA, ofB, gaps
}

// near compares all free units of small gaps with each other.
func (l *aligner) near(w *scale, gaps []gap) []candidate {
	var out []candidate
	for _, g := range gaps {
		is, js := free(l.a, g.i0, g.i1), free(l.b, g.j0, g.j1)
		if len(is)*len(js) > 400 {
			continue // far finds the likely ones
		}
		limit := alikeHere
		if len(is) == 1 && len(js) == 1 {
			limit = alikeAlone
		}
		for _, i := range is {
			for _, j := range js {
				a, b := l.a[i], l.b[j]
				s := w.alike(a, b)
				if a.caption && b.caption && (a.label == b.label && a.label != "" || limit == alikeAlone) {
					s = max(s, alikeHere) // the heading of one clause, reworded
				}
				if s < limit && datedKey(a) && datedKey(b) {
					s = limit + s/10 // the line with the date of update
				}
				if s >= limit && (a.caption == b.caption || s >= alikeMoved || datedKey(a)) {
					out = append(out, candidate{i, j, true, s})
				}
			}
		}
	}
	return out
}

// far compares each free unit with those that share its rarest features, wherever they stand; those that stand elsewhere
// must be alike to the share moved.
func (l *aligner) far(w *scale, gapA, gapB []int, moved float64) []candidate {
	postings := map[feature][]int{}
	for _, i := range free(l.a, 0, len(l.a)) {
		for _, f := range slices.Compact(slices.Clone(w.of[l.a[i]])) {
			postings[f] = append(postings[f], i)
		}
	}
	var out []candidate
	for _, j := range free(l.b, 0, len(l.b)) {
		u := l.b[j]
		score := map[int]float64{}
		for _, f := range slices.Compact(slices.Clone(w.of[u])) {
			if is := postings[f]; len(is) <= maxPostings {
				for _, i := range is {
					score[i] += w.weigh(f)
				}
			}
		}
		for _, i := range best(score) {
			here := gapA[i] >= 0 && gapA[i] == gapB[j]
			limit := moved
			if here {
				limit = alikeHere
			} else if min(u.weight, l.a[i].weight) < minAlike {
				continue
			}
			if s := w.alike(l.a[i], u); s >= limit && (l.a[i].caption == u.caption || s >= alikeMoved) {
				out = append(out, candidate{i, j, here, s})
			}
		}
	}
	return out
}

// best lists the keys with the highest scores, at most maxCandidates.
func best(score map[int]float64) []int {
	is := make([]int, 0, len(score))
	for i := range score {
		is = append(is, i)
	}
	slices.SortFunc(is, func(x, y int) int { return cmp.Or(-cmp.Compare(score[x], score[y]), cmp.Compare(x, y)) })
	return is[:min(len(is), maxCandidates)]
}

// parts adds to edited sentences the free ones beside them that hold what they lost: splits and mergers.
func (l *aligner) parts(w *scale) {
	for _, p := range l.out {
		if p.fit != similar {
			continue
		}
		l.absorb(w, l.a[p.olds[0]-l.baseA], l.b, p.news[0]-l.baseB, &p.news, l.baseB, p)
		if len(p.news) == 1 {
			l.absorb(w, l.b[p.news[0]-l.baseB], l.a, p.olds[0]-l.baseA, &p.olds, l.baseA, p)
		}
	}
}

// absorb adds to at, the places of what continues u in us, the free neighbours of us[k] that the rest of u holds.
func (l *aligner) absorb(w *scale, u *unit, us []*unit, k int, at *[]int, base int, p *pairing) {
	_, rest := w.shared(w.of[u], w.of[us[k]])
	for _, step := range []int{1, -1} {
		for n := k + step; n >= 0 && n < len(us) && us[n].free(); n += step {
			fs := w.of[us[n]]
			common, left := w.shared(rest, fs)
			if us[n].weight < minMoved || common < alikePart*w.total(fs) {
				break
			}
			us[n].link, rest = p, left
			*at = append(*at, base+n)
		}
	}
	slices.Sort(*at)
}
