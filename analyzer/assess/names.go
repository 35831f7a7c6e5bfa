package assess

import (
	"strings"
	"unicode/utf8"
)

// names finds names in a text, by their first letter. At one place the first of the list that stands there is found.
type names map[rune][]string

// namesOf makes names of a list whose entries are separated by |.
func namesOf(list string) names {
	n := names{}
	for _, name := range strings.Split(list, "|") {
		first, _ := utf8.DecodeRuneInString(name)
		n[first] = append(n[first], name)
	}
	return n
}

// in lists the names that stand in text, in order, as often as they do. Names in Latin letters are found as whole words
// only.
func (n names) in(text string) []string {
	var found []string
	for at := 0; at < len(text); {
		first, size := utf8.DecodeRuneInString(text[at:])
		for _, name := range n[first] {
			if strings.HasPrefix(text[at:], name) && !(at > 0 && inWord(text[at-1]) && inWord(name[0])) &&
				!(at+len(name) < len(text) && inWord(name[len(name)-1]) && inWord(text[at+len(name)])) {
				found = append(found, name)
				size = len(name)
				break
			}
		}
		at += size
	}
	return found
}

// inWord reports whether b is a letter, a digit or an underscore of ASCII.
func inWord(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}
