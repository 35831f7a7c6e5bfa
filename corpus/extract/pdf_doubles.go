package extract

import (
	"math"
	"strings"
)

// withoutDoubles leaves out what a page draws a second time in the same place: shadows, bold type made of two strokes, and
// unseen text over text that is seen. Unseen text elsewhere stays: it is how the text of scanned pages is kept.
func withoutDoubles(shown []glyphs) []glyphs {
	drawn := make(map[spot]glyphs, len(shown))
	var seen map[int][]glyphs // by height on the page; built once there is unseen text
	kept := shown[:0]
	for _, g := range shown {
		if g.unseen && seen == nil {
			seen = byHeight(shown)
		}
		if g.unseen && over(seen, g) {
			continue
		}
		if strings.TrimSpace(g.text) != "" && math.Abs(g.endX-g.x) > g.size/10 { // else the font has no widths
			if twice(drawn, g) {
				continue
			}
			drawn[spotOf(g, 0, 0)] = g
		}
		kept = append(kept, g)
	}
	return kept
}

const (
	sameGlyph  = 0.05 // sizes that two strokes of one glyph are apart at most: "by y" set with a wrong width has 0.14,
	sameAlong  = 0.15 // a run and its shadow,
	sameAcross = 0.2  // and both of them in height: no line is so near the next
)

// spot is a text and roughly where it stands.
type spot struct {
	text   string
	x, y   int
	turned int
}

// spotOf is the spot of g moved by so many sizes.
func spotOf(g glyphs, along, across float64) spot {
	step := math.Max(g.size/2, 0.5)
	return spot{g.text, int(math.Floor((g.x + along*g.size) / step)), int(math.Floor((g.y + across*g.size) / step)), g.turned}
}

// twice reports whether g stands where the same text stands already.
func twice(drawn map[spot]glyphs, g glyphs) bool {
	if len(drawn) == 0 {
		return false
	}
	far := sameAlong
	if g.count < 3 {
		far = sameGlyph
	}
	var tried [4]spot
	for i := range tried {
		along, across := far, sameAcross
		if i&1 > 0 {
			along = -along
		}
		if i&2 > 0 {
			across = -across
		}
		at := spotOf(g, along, across)
		if i > 0 && at == tried[i-1] || i > 1 && at == tried[i-2] {
			continue
		}
		tried[i] = at
		if d, ok := drawn[at]; ok && math.Abs(d.x-g.x) < far*g.size && math.Abs(d.y-g.y) < sameAcross*g.size &&
			math.Abs(d.size-g.size) < sameAcross*g.size {
			return true
		}
	}
	return false
}

const (
	band    = 4  // points of height that byHeight puts together
	maxBand = 64 // runs of one band that are looked at
)

// byHeight gathers the runs that are seen.
func byHeight(shown []glyphs) map[int][]glyphs {
	seen := map[int][]glyphs{}
	for _, g := range shown {
		at := int(math.Floor(g.y / band))
		if !g.unseen && strings.TrimSpace(g.text) != "" && len(seen[at]) < maxBand {
			seen[at] = append(seen[at], g)
		}
	}
	return seen
}

// over reports whether the middle of the unseen run g lies on text that is seen.
func over(seen map[int][]glyphs, g glyphs) bool {
	middle := (g.x + g.endX) / 2
	at := int(math.Floor(g.y / band))
	for k := at - 1; k <= at+1; k++ {
		for _, s := range seen[k] {
			if s.turned == g.turned && s.x <= middle && middle <= s.endX && math.Abs(s.y-g.y) < 0.4*s.size && !s.stamp {
				return true
			}
		}
	}
	return false
}
