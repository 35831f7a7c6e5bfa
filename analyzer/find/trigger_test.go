package find

import (
	"slices"
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

// The index gives every rule that fires on a frame, in the order of the lexicon, and leaves most rules out.
func TestTriggers(t *testing.T) {
	f := builtinFinder(t)
	tried, frames := 0, 0
	for code := range f.languages {
		l := f.language(code)
		for _, r := range l.rules {
			for _, ex := range append(slices.Clone(r.Hit), r.Miss...) {
				text := plainDocument(ex.Text, l.voc.Lang(), corpus.Kind(ex.Kind))
				d := f.read(Doc{text, clause.Split(text)})
				for i, reading := range d.readings {
					if reading == nil {
						continue
					}
					for k := range reading.Frames {
						in := d.instance(i, k)
						found := l.triggers.rules(l.triggers.apply(in.doc.Document.Kind, in.doc.scopeAt(i)), in.frame, nil)
						frames++
						tried += len(found)
						if want := firing(l.rules, in); !slices.Equal(firing(found, in), want) {
							t.Errorf("%q: the index misses one of %v", ex.Text, ids(want))
						}
					}
				}
			}
		}
		if per := float64(tried) / float64(frames); per > 0.5*float64(len(l.rules)) {
			t.Errorf("%s: %.1f of %d rules are tried on a frame", l.code(), per, len(l.rules))
		}
		tried, frames = 0, 0
	}
}

func firing(rules []*rule, in *instance) []*rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r *rule) bool { return r.fails(in) != "" })
}

func ids(rules []*rule) []string {
	var list []string
	for _, r := range rules {
		list = append(list, r.ID)
	}
	return list
}
