package find

import (
	"strings"

	"kiyaku/corpus"
)

// titleBytes is how far into a document its title and its parties reach at most.
const titleBytes = 400

// titled gives the name that the head of a Dutch document bears and that acts at least three times in it, before or behind its
// verb, and how often: "Voorwaarden Acme … Acme leest …, Daarnaast bewaart Acme …"; "" if there is none.
func (d *doc) titled(lower map[string]bool) (string, int) {
	if d.Document.Lang != corpus.Dutch || d.lang.about.act < 0 {
		return "", 0
	}
	head := d.Text[:min(len(d.Text), titleBytes)]
	count := map[string]int{}
	for i := range d.Sentences {
		t := d.tokens[i]
		for k := range t {
			verb := acting[corpus.Dutch][t[k].Low]
			if !verb && strings.HasSuffix(t[k].Low, "t") {
				set := d.concepts(t[k : k+1])
				verb = set.Has(d.lang.about.act)
			}
			if !verb {
				continue
			}
			for _, at := range [2]int{k - 1, k + 1} {
				if at < 0 || at >= len(t) || !d.nameWord(&t[at], lower) || !strings.Contains(head, t[at].Surface) {
					continue
				}
				if set := d.concepts(t[at : at+1]); !d.ofTheTrade(&set) {
					count[t[at].Surface]++
				}
			}
		}
	}
	best := ""
	for name, n := range count {
		if best == "" || n > count[best] || n == count[best] && name < best {
			best = name
		}
	}
	if count[best] < 3 {
		return "", 0
	}
	return best, count[best]
}
