package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// visible returns s with everything that could steer a terminal or reorder a line written out as ⟦U+202E⟧: control
// characters, bidirectional overrides and isolates, and invalid UTF-8 as U+FFFD. Tabs and line breaks become spaces.
func visible(s string) string {
	if !strings.ContainsFunc(s, needsCare) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == 0x2028 || r == 0x2029:
			b.WriteByte(' ')
		case r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		case needsCare(r):
			fmt.Fprintf(&b, "⟦U+%04X⟧", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func needsCare(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r == utf8.RuneError ||
		r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r >= 0xE0000 && r <= 0xE007F
}

// shorten cuts s to at most n runes and marks the cut.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " 、。") + "…"
}
