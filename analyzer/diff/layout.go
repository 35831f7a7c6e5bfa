package diff

import "strings"

// layouts pairs, inside gaps, sentences of one side with runs of sentences of the other that say the same in one piece:
// list items drawn into one line, a paragraph cut in two.
func (l *aligner) layouts() {
	keysA, keysB := joined(l.a), joined(l.b)
	for _, g := range l.gaps() {
		for _, s := range runs(l.a, keysA, g.i0, g.i1, l.b, keysB, g.j0, g.j1) {
			p := l.pair(s.one, s.from, laidOut, false)
			for j := s.from + 1; j < s.to; j++ {
				p.news = append(p.news, l.baseB+j)
				l.b[j].link = p
			}
		}
		for _, s := range runs(l.b, keysB, g.j0, g.j1, l.a, keysA, g.i0, g.i1) {
			p := l.pair(s.from, s.one, laidOut, false)
			for i := s.from + 1; i < s.to; i++ {
				p.olds = append(p.olds, l.baseA+i)
				l.a[i].link = p
			}
		}
	}
}

// A run says that sentence one of the one side reads like sentences from…to-1 of the other.
type run struct{ one, from, to int }

// headBytes is how much of a key leads to the sentences that begin alike.
const headBytes = 12

// runs finds the runs of other[j0:j1] that read like one of us[i0:i1]. Keys are without spaces.
func runs(us []*unit, keys []string, i0, i1 int, other []*unit, otherKeys []string, j0, j1 int) []run {
	if j1-j0 < 2 || i1 == i0 {
		return nil
	}
	heads := map[string][]int{}
	for j := j0; j < j1-1; j++ {
		if other[j].free() {
			h := otherKeys[j][:min(len(otherKeys[j]), headBytes)]
			heads[h] = append(heads[h], j)
		}
	}
	var out []run
	for i := i0; i < i1; i++ {
		if !us[i].free() {
			continue
		}
		for n := 1; n <= min(headBytes, len(keys[i])); n++ {
			found := false
			for _, j := range heads[keys[i][:n]] {
				if to := covers(keys[i], other, otherKeys, j, j1); to > 0 && len(otherKeys[j]) >= n {
					out = append(out, run{i, j, to})
					for k := j; k < to; k++ {
						otherKeys[k] = "\x00" // used
					}
					found = true
					break
				}
			}
			if found {
				break
			}
		}
	}
	return out
}

// covers gives the end of the run of us from j on that, joined, is key; 0 if there is none.
func covers(key string, us []*unit, keys []string, j, end int) int {
	first := j
	for ; j < end && us[j].free() && key != ""; j++ {
		if !strings.HasPrefix(key, keys[j]) {
			return 0
		}
		key = key[len(keys[j]):]
	}
	if key != "" || j < first+2 {
		return 0
	}
	return j
}

// joined gives the keys without spaces, so that it does not matter where a sentence is cut.
func joined(us []*unit) []string {
	out := make([]string, len(us))
	for i, u := range us {
		if u.free() {
			out[i] = strings.ReplaceAll(u.key, " ", "")
		}
	}
	return out
}
