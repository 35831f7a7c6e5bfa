package find

import (
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
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

// rolesSaid takes those of whom a Dutch document says that they are the controller or the processor for the customer and the
// provider: "De Tandarts is verwerkingsverantwoordelijke. Acme handelt als verwerker".
func (d *doc) rolesSaid(names frame.Names) {
	a := &d.lang.about
	if d.Document.Lang != corpus.Dutch || a.customer < 0 || a.provider < 0 {
		return
	}
	for i := range d.Sentences {
		t := d.tokens[i]
		for k := 2; k < len(t); k++ {
			role, ok := rolesInLaw[t[k].Low]
			if !ok {
				continue
			}
			who := roleBearer(t, k)
			if who < 0 || notNames[t[who].Low] {
				continue
			}
			if set := d.concepts(t[who : who+1]); d.ofTheTrade(&set) {
				continue
			}
			if _, known := names[t[who].Low]; known {
				continue
			}
			var set frame.Set
			if role == frame.Provider {
				set.Add(a.provider)
			} else {
				set.Add(a.customer)
			}
			names[t[who].Low] = set
		}
	}
}

// roleBearer gives the capitalised word of which tokens before k say that it is, or acts as, what stands there; -1 if none.
func roleBearer(t []token.Token, k int) int {
	for j := k - 1; j > 0 && j > k-5; j-- {
		if negating[t[j].Low] || t[j].POS == token.Symbol {
			return -1
		}
		if !bearing[t[j].Low] {
			continue
		}
		if first := t[j-1].Surface[0]; first >= 'A' && first <= 'Z' && len(t[j-1].Surface) > 2 && (j == 1 || j == 2 && determiners[t[0].Low]) {
			return j - 1
		}
		return -1
	}
	return -1
}

var (
	rolesInLaw = map[string]frame.Actor{"verwerkingsverantwoordelijke": frame.Customer, "verwerker": frame.Provider, "bewerker": frame.Provider, "gegevensverwerker": frame.Provider}
	bearing    = words("is treedt handelt geldt fungeert kwalificeert")
	negating   = words("niet geen noch nooit")
)
