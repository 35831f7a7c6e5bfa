package frame

import "testing"

func TestWords(t *testing.T) {
	list := "not never neither nor no on ON noch nooit niet's 甲 乙 a"
	set := wordSet(list + " " + list)
	for _, w := range []string{"not", "never", "neither", "nor", "no", "on", "ON", "noch", "nooit", "niet's", "甲", "乙", "a"} {
		if !set.has(w) {
			t.Errorf("%q is not in the set", w)
		}
	}
	none := words{}
	for _, w := range []string{"", "n", "on ", "nots", "ton", "neve", "丙", "A"} {
		if set.has(w) || none.has(w) {
			t.Errorf("%q is in the set", w)
		}
	}
}
