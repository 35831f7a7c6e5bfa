package diff

import (
	"slices"
	"strings"
)

// beside is what stands in a text where names do: behind brackets and before or behind the legal form of a company. Texts with
// many edits ask for many names.
type beside struct {
	text   string
	behind []string // sorted
	before []string // back to front, sorted
}

// maxBeside is how many bytes are kept of each place: longer names are looked for in the text.
const maxBeside = 120

// legalForms stand on either side of a company's name, openers before any name.
var (
	legalForms = []string{"株式会社", "合同会社"}
	openers    = []string{"「", "『"}
)

func besidesNames(text string) *beside {
	b := &beside{text: text}
	for _, shape := range slices.Concat(legalForms, openers) {
		for at := 0; ; {
			k := strings.Index(text[at:], shape)
			if k < 0 {
				break
			}
			from := at + k
			at = from + len(shape)
			b.behind = append(b.behind, text[at:min(len(text), at+maxBeside)])
			if slices.Contains(legalForms, shape) {
				b.before = append(b.before, backwards(text[max(0, from-maxBeside):from]))
			}
		}
	}
	slices.Sort(b.behind)
	slices.Sort(b.before)
	return b
}

// has reports whether name stands in one of those places.
func (b *beside) has(name string) bool {
	if len(name) > maxBeside {
		return slices.ContainsFunc(slices.Concat(legalForms, openers), func(w string) bool { return strings.Contains(b.text, w+name) }) ||
			slices.ContainsFunc(legalForms, func(w string) bool { return strings.Contains(b.text, name+w) })
	}
	return begins(b.behind, name) || begins(b.before, backwards(name))
}

// begins reports whether one of the sorted strings begins with s.
func begins(sorted []string, s string) bool {
	k, _ := slices.BinarySearch(sorted, s)
	return k < len(sorted) && strings.HasPrefix(sorted[k], s)
}

// backwards turns the bytes of s around.
func backwards(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
