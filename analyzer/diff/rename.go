package diff

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/token"
)

// A rename is a [Rename] as the canons have it.
type rename struct {
	Rename
	from, to []string // canonical words
}

// renameMark stands in a canon for a name that was replaced.
func renameMark(i int) string {
	return "⟨" + string(rune('a'+i%26)) + strings.Repeat("'", i/26) + "⟩"
}

// Bounds of renames.
const (
	maxNameWords = 5    // canonical words of a name
	minRenamed   = 2    // places where it must have been replaced
	maxSought    = 400  // names that are looked for in the whole set, the commonest
	leftover     = 0.25 // share of the old name's places that may still have it: quotations, addresses, "formerly …"
)

// findRenames finds names that were replaced all over the set and judges the edits anew without them.
func (w *work) findRenames() {
	seen := map[string]*rename{}
	spelled := map[string]map[[2]string]int{}
	for _, p := range w.pairings {
		e := w.edits[p]
		if e == nil {
			continue
		}
		for _, h := range e.hunks {
			for _, n := range w.namesAt(p, e, h) {
				key := strings.Join(n.from, " ") + "\x00" + strings.Join(n.to, " ")
				if seen[key] == nil {
					seen[key], spelled[key] = &rename{from: n.from, to: n.to}, map[[2]string]int{}
				}
				seen[key].Count++
				spelled[key][[2]string{n.Old, n.New}]++
			}
		}
	}
	var found []*rename
	for key, r := range seen {
		if r.Count >= minRenamed {
			r.Old, r.New = commonest(spelled[key])
			found = append(found, r)
		}
	}
	commoner := func(a, b *rename) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Old, b.Old), cmp.Compare(a.New, b.New))
	}
	if len(found) > maxSought {
		slices.SortFunc(found, commoner)
		found = found[:maxSought]
	}
	slices.SortFunc(found, func(a, b *rename) int { // what stands for itself before what it is part of
		return cmp.Or(cmp.Compare(len(a.from)+len(a.to), len(b.from)+len(b.to)), commoner(a, b))
	})
	for _, r := range found {
		part := slices.ContainsFunc(w.renames, func(have rename) bool { return within(have.from, r.from) && within(have.to, r.to) })
		if !part && w.replaced(r.Old, r.New) {
			r.Party = w.isParty(r.Old, r.New)
			w.renames = append(w.renames, *r)
		}
	}
	w.applyRenames()
}

func within(part, whole []string) bool {
	for i := 0; i+len(part) <= len(whole); i++ {
		if matches(whole[i:], part) {
			return true
		}
	}
	return false
}

func commonest(count map[[2]string]int) (string, string) {
	var best [2]string
	for k, n := range count {
		if m := count[best]; n > m || n == m && (best[0] == "" || slices.Compare(k[:], best[:]) < 0) {
			best = k
		}
	}
	return best[0], best[1]
}

// namesAt lists the names that hunk h may replace: its words, and its words with the equal ones before and after, which
// tell "User Account" from "User".
func (w *work) namesAt(p *pairing, e *edit, h hunk) []rename {
	if h.a0 == h.a1 || h.b0 == h.b1 || letterOnly(e.a.words[h.a0:h.a1]) && letterOnly(e.b.words[h.b0:h.b1]) {
		return nil
	}
	var out []rename
	for _, widen := range []struct{ before, after int }{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}} {
		g := hunk{h.a0 - widen.before, h.a1 + widen.after, h.b0 - widen.before, h.b1 + widen.after}
		if g.a0 < 0 || g.b0 < 0 || g.a1 > len(e.a.words) || g.b1 > len(e.b.words) || g.a1-g.a0 > maxNameWords || g.b1-g.b0 > maxNameWords {
			continue
		}
		if widen.before+widen.after > 0 && (!matches(e.b.words[g.b0:], e.a.words[g.a0:h.a0]) || !matches(e.b.words[h.b1:], e.a.words[h.a1:g.a1])) {
			continue
		}
		o, n := w.nameOf(w.old, p.olds, e.a, e.old, g.a0, g.a1), w.nameOf(w.new, p.news, e.b, e.new, g.b0, g.b1)
		if o != "" && n != "" {
			out = append(out, rename{Rename: Rename{Old: o, New: n}, from: e.a.words[g.a0:g.a1], to: e.b.words[g.b0:g.b1]})
		}
	}
	return out
}

// letterOnly reports whether all words are single letters, as numbers of sections are.
func letterOnly(words []string) bool {
	for _, w := range words {
		if len(w) > 1 {
			return false
		}
	}
	return true
}

// nameOf gives the words i…j-1 as written if they look like a name or defined term; else "".
func (w *work) nameOf(s *side, units []int, c *canon, toks []tok, i, j int) string {
	first, last := c.toks[i], c.toks[j-1]
	text := s.text(&s.units[units[0]])
	native := false
	for k := first; k <= last; k++ {
		t := &toks[k]
		raw := t.span.In(text)
		switch t.class {
		case word:
			if r := weighty()[t.base]; r != "" && r != ByActor {
				return ""
			}
			if !isName(raw) && !connective[t.norm] {
				return ""
			}
		case cjk:
			if t.pos == token.Particle || t.pos == token.Auxiliary || weighty()[raw] != "" && weighty()[raw] != ByActor {
				return ""
			}
			native = true
		case number, blank, markup:
		case punct:
			if strings.ContainsAny(raw, ",;:。、()（）") {
				return ""
			}
		default:
			return ""
		}
	}
	name := text[toks[first].span.Start:toks[last].span.End]
	if strings.IndexFunc(name, unicode.IsLetter) < 0 || native && !s.isJapaneseName(&s.units[units[0]], name) {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
}

var connective = map[string]bool{"of": true, "for": true, "de": true, "van": true, "b.v": true, "the": true}

// isName reports whether a word of an alphabet is written like a name.
func isName(raw string) bool {
	r := []rune(raw)
	return unicode.IsUpper(r[0]) || unicode.IsDigit(r[0]) || slices.ContainsFunc(r, unicode.IsUpper)
}

// isJapaneseName reports whether a word is written in katakana, names a party, stands in the name of a company or in
// brackets, or is a term that the document defines.
//
// It looks through the whole document, so answers are kept: texts with many edits ask about the same words again and again.
func (s *side) isJapaneseName(u *unit, name string) bool {
	switch r, _ := utf8.DecodeRuneInString(name); {
	case isKatakana(name) || weighty()[name] == ByActor:
		return true
	case unicode.IsDigit(r):
		return false // 30日
	}
	key := namedIn{u.doc, name}
	is, known := s.names[key]
	if !known {
		is = s.namesParty(u, name)
		s.names[key] = is
	}
	return is
}

// namedIn is a word of a document, by its index in side.docs.
type namedIn struct {
	doc  int
	name string
}

// namesParty reports whether a document writes name in a company's name or in brackets, or defines it.
func (s *side) namesParty(u *unit, name string) bool {
	if s.besides[u.doc] == nil {
		s.besides[u.doc] = besidesNames(s.text(u))
	}
	if s.besides[u.doc].has(name) {
		return true
	}
	t := s.tree(u)
	for i := range t.Terms {
		if strings.Contains(t.Terms[i].Name, name) {
			return true
		}
	}
	return false
}

// replaced reports whether the old name gave way to the new one all over the set.
func (w *work) replaced(old, new string) bool {
	o, _ := keyOf(old)
	n, _ := keyOf(new)
	if o == "" || n == "" || o == n {
		return false
	}
	oldBefore, newBefore := w.old.count(o), w.old.count(n)
	oldAfter, newAfter := w.new.count(o), w.new.count(n)
	if strings.Contains(n, o) {
		oldAfter -= newAfter
	}
	if strings.Contains(o, n) {
		newBefore -= oldBefore
	}
	return oldBefore > 0 && newAfter > 0 &&
		float64(oldAfter) <= leftover*float64(oldBefore) && float64(newBefore) <= leftover*float64(newAfter)
}

// count tells how often a name stands in the texts of s.
func (s *side) count(name string) int {
	n := 0
	r := []rune(name)
	first, last := r[0], r[len(r)-1]
	for i := range s.units {
		key := s.units[i].key
		for at := 0; ; {
			k := strings.Index(key[at:], name)
			if k < 0 {
				break
			}
			from, to := at+k, at+k+len(name)
			at = to
			if (isCJK(first) || from == 0 || key[from-1] == ' ' || key[from-1] >= 0x80) &&
				(isCJK(last) || to == len(key) || key[to] == ' ' || key[to] >= 0x80 || strings.HasPrefix(key[to:], "s ") || key[to:] == "s" || strings.HasPrefix(key[to:], "'s")) {
				n++
			}
		}
	}
	return n
}

// isParty reports whether a document defines one of the names as a party: 「株式会社X（以下「当社」といいます）」.
func (w *work) isParty(names ...string) bool {
	for _, s := range []*side{w.old, w.new} {
		for d := range s.docs {
			t := s.docs[d].Tree
			if t == nil {
				continue
			}
			for i := range t.Terms {
				means := t.Terms[i].Means.In(s.docs[d].Text)
				for _, name := range names {
					if weighty()[strings.ToLower(t.Terms[i].Name)] == ByActor && (strings.Contains(means, name) || t.Terms[i].Name == name) {
						return true
					}
				}
			}
		}
	}
	return false
}

// applyRenames puts a mark in the place of replaced names and judges the edits with them anew.
func (w *work) applyRenames() {
	if len(w.renames) == 0 {
		return
	}
	var native []string // names in Japanese, which run into the words beside them
	for i := range w.renames {
		r := &w.renames[i]
		for name, words := range map[string]*[]string{r.Old: &r.from, r.New: &r.to} {
			if strings.IndexFunc(name, isCJK) >= 0 {
				native = append(native, name)
				*words = canonical([]tok{{class: cjk, norm: name, base: name, pos: token.Noun}}).words
			}
		}
	}
	slices.SortFunc(native, func(a, b string) int { return cmp.Or(-cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	for p, e := range w.edits {
		if w.cutNames(w.old, p.olds, native) || w.cutNames(w.new, p.news, native) {
			e.old, e.new = w.toksOf(w.old, p.olds), w.toksOf(w.new, p.news)
			e.a, e.b = canonical(e.old), canonical(e.new)
		}
		touched := false
		for i, r := range w.renames {
			a, b := e.a.replace(r.from, renameMark(i)), e.b.replace(r.to, renameMark(i))
			if a && b {
				e.renames = append(e.renames, i)
			}
			touched = touched || a || b
		}
		if touched {
			e.judge()
		}
	}
}

// cutNames cuts units anew with names as wholes; false if they hold none.
func (w *work) cutNames(s *side, units []int, names []string) bool {
	found := false
	for _, i := range units {
		u := &s.units[i]
		text := s.body(u).In(s.text(u))
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, name) }) {
			u.toks = w.toks(s.text(u), s.body(u), s.docs[u.doc].Lang, names...)
			found = true
		}
	}
	return found
}

// replace puts mark in the place of each run of words; false if there is none.
func (c *canon) replace(run []string, mark string) bool {
	var words []string
	var toks []int
	found := false
	for i := 0; i < len(c.words); {
		if matches(c.words[i:], run) {
			words, toks = append(words, mark), append(toks, c.toks[i])
			i += len(run)
			found = true
			continue
		}
		words, toks = append(words, c.words[i]), append(toks, c.toks[i])
		i++
	}
	c.words, c.toks = words, toks
	return found
}
