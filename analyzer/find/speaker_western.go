package find

import (
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// personPlural reports whether a word has the form of a noun for several persons, which at the head of an English sentence is
// written as names are: "Passengers may".
func personPlural(word string) bool {
	for _, end := range []string{"ers", "ors", "ees", "ants", "ents", "ians", "ists"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+3 {
			return true
		}
	}
	return false
}

// employers gives the names of those whose people an English sentence speaks of: "Acme's technicians", "staff at Acme".
func (d *doc) employers(t []token.Token, lower map[string]bool) []string {
	var list []string
	if d.Document.Lang != corpus.English {
		return nil
	}
	for k := range t {
		if !peopleWords[t[k].Low] {
			continue
		}
		if k+2 < len(t) && (t[k+1].Low == "at" || t[k+1].Low == "of") && d.nameWord(&t[k+2], lower) {
			end := k + 3
			for end < len(t) && end < k+5 && d.nameWord(&t[end], lower) {
				end++
			}
			if set := d.concepts(t[k+2 : k+3]); !d.ofTheTrade(&set) {
				list = append(list, nameOf(t[k+2:end]))
			}
			continue
		}
		owner := k - 1
		for owner > 0 && owner > k-4 && !possessive(t[owner].Surface) {
			owner--
		}
		if owner < 0 || !possessive(t[owner].Surface) {
			continue
		}
		first := d.nameBefore(t, owner+1, lower)
		if set := d.concepts(t[first : owner+1]); first <= owner && !d.ofTheTrade(&set) {
			list = append(list, nameOf(t[first:owner+1]))
		}
	}
	return list
}

func possessive(s string) bool { return strings.HasSuffix(s, "'s") || strings.HasSuffix(s, "’s") }

var peopleWords = words("staff employees engineers technicians operators personnel people team consultants specialists developers administrators support analysts workers agents crew bookkeepers secretaries clerks typists")
