package frame

import (
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"sync"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/lexicon"
)

// A Set is a set of concepts.
type Set [setWords]uint64

const setWords = 21 // a multiple of 3

// maxConcepts is how many concepts one language may have, those made of the inline words of conditions included.
const maxConcepts = setWords * 64

// Has reports whether concept c is in s.
func (s *Set) Has(c int) bool { return s[c/64]&(1<<(c%64)) != 0 }

// Add puts concept c into s.
func (s *Set) Add(c int) { s[c/64] |= 1 << (c % 64) }

// Union puts all of t into s.
func (s *Set) Union(t *Set) {
	for i := range s {
		s[i] |= t[i]
	}
}

// Remove takes all of t out of s.
func (s *Set) Remove(t *Set) {
	for i := range s {
		s[i] &^= t[i]
	}
}

// Meets reports whether s and t share a concept.
func (s *Set) Meets(t *Set) bool {
	for i := 0; i < setWords; i += 3 { // three at a time: sets mostly share nothing
		if s[i]&t[i]|s[i+1]&t[i+1]|s[i+2]&t[i+2] != 0 {
			return true
		}
	}
	return false
}

// All gives the concepts in s in ascending order.
func (s *Set) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, b := range s {
			for ; b != 0; b &= b - 1 {
				if !yield(i*64 + bits.TrailingZeros64(b)) {
					return
				}
			}
		}
	}
}

// Empty reports whether s holds nothing.
func (s *Set) Empty() bool { return *s == Set{} }

// A Vocabulary finds the concepts of one language in tokens. It is immutable and safe to share.
type Vocabulary struct {
	lang  corpus.Lang
	ids   map[string]int // concept name or inline words → id
	names []string
	named int // how many of names are concepts of the lexicon; they come first
	draft map[string]*draftEntry
	trie
	apart map[string][]apart // Dutch verbs whose particle or noun stands apart, by the stem of a form
	tails []tail             // last parts of Dutch compounds
}

// A draftEntry is a word with the concepts that it stands for, and those that it shields: an Except word of a concept
// stops shorter words of that concept inside it.
type draftEntry struct {
	concepts, shields Set
	isShield          bool
}

// NewVocabulary compiles the concepts of g. What [Vocabulary.Compile] adds is found after [Vocabulary.Close].
func NewVocabulary(g *lexicon.Language) (*Vocabulary, error) {
	v := &Vocabulary{lang: corpus.Lang(g.Code), ids: map[string]int{}, named: len(g.Concepts), draft: map[string]*draftEntry{}}
	byName := map[string]*lexicon.Concept{}
	for i := range g.Concepts {
		c := &g.Concepts[i]
		byName[c.Name] = c
		if _, err := v.id("@" + c.Name); err != nil {
			return nil, err
		}
	}
	for i := range g.Concepts {
		id := v.ids["@"+g.Concepts[i].Name]
		v.addConcept(id, &g.Concepts[i], byName, map[string]bool{})
	}
	v.addActs(g)
	v.Close()
	return v, nil
}

// Close makes findable what has been compiled so far.
func (v *Vocabulary) Close() { v.trie = newTrie(v.draft) }

// Lang is the language of the vocabulary.
func (v *Vocabulary) Lang() corpus.Lang { return v.lang }

func (v *Vocabulary) id(name string) (int, error) {
	if id, ok := v.ids[name]; ok {
		return id, nil
	}
	if len(v.names) == maxConcepts {
		return 0, fmt.Errorf("lexicon/%s: more than %d concepts and inline words", v.lang, maxConcepts)
	}
	v.ids[name] = len(v.names)
	v.names = append(v.names, name)
	return v.ids[name], nil
}

func (v *Vocabulary) addConcept(id int, c *lexicon.Concept, byName map[string]*lexicon.Concept, seen map[string]bool) {
	if c == nil || seen[c.Name] {
		return
	}
	seen[c.Name] = true
	for _, w := range c.Words {
		if ref, ok := strings.CutPrefix(w, "@"); ok {
			v.addConcept(id, byName[ref], byName, seen)
			continue
		}
		v.addWord(w, id)
	}
	for _, w := range c.Except {
		e := v.add(w)
		e.shields.Add(id)
		e.isShield = true
	}
}

// Compile gives the set that stands for the entries of a rule's condition; its inline words together become one concept.
func (v *Vocabulary) Compile(entries []string) (Set, error) {
	var s Set
	var inline []string
	for _, e := range entries {
		if !strings.HasPrefix(e, "@") {
			inline = append(inline, e)
			continue
		}
		id, err := v.id(e)
		if err != nil {
			return s, err
		}
		s.Add(id)
	}
	if len(inline) == 0 {
		return s, nil
	}
	known := len(v.names)
	id, err := v.id(strings.Join(inline, " | "))
	if err != nil {
		return s, err
	}
	s.Add(id)
	if id == known { // seen for the first time
		for _, w := range inline {
			v.addWord(w, id)
		}
	}
	return s, nil
}

// Concept gives the id of a named concept; -1 if the language has none of that name.
func (v *Vocabulary) Concept(name string) int {
	if id, ok := v.ids["@"+name]; ok {
		return id
	}
	return -1
}

// Names lists the concepts in s, for explanations.
func (v *Vocabulary) Names(s *Set) []string {
	var names []string
	for i, n := range v.names {
		if s.Has(i) {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names
}

// add enters a word and gives its entry. Words of English and Dutch are entered as stems.
func (v *Vocabulary) add(word string) *draftEntry {
	key := v.key(word)
	e := v.draft[key]
	if e == nil {
		e = &draftEntry{}
		v.draft[key] = e
	}
	return e
}

func (v *Vocabulary) key(word string) string {
	word = fold.String(word)
	if v.lang == corpus.Japanese {
		return strings.ReplaceAll(word, " ", "") // as tokens have no spaces: Google Cloud
	}
	stems := slices.DeleteFunc(token.Stems(word, v.lang), func(s string) bool { return s == "" }) // "members' details"
	return strings.Join(stems, " ")
}

// A Mention is a word or phrase of the vocabulary in a sentence.
type Mention struct {
	First, Last int  // tokens
	Concepts    *Set // shared with other mentions: never changed in place
	shields     *Set // nil if it is no Except word
}

// lose takes concepts away from a mention.
func (m *Mention) lose(concepts *Set) {
	if m.Concepts.Meets(concepts) {
		left := *m.Concepts
		for i := range left {
			left[i] &^= concepts[i]
		}
		m.Concepts = &left
	}
}

// longestPhrase is the most tokens that one phrase spans.
const longestPhrase = 12

// Mentions finds the words and phrases of the vocabulary, in order of their first token. A Japanese phrase is compared by
// its written form with the last token in dictionary form, so that a word never begins or ends inside another.
func (v *Vocabulary) Mentions(tokens []token.Token) []Mention {
	return v.mentions(tokens, make([]Mention, 0, len(tokens)))
}

// Concepts gives the concepts of all words and phrases in tokens, as [Vocabulary.Mentions] finds them.
func (v *Vocabulary) Concepts(tokens []token.Token) Set {
	var set Set
	few := fewMentions.Get().(*[]Mention)
	*few = v.mentions(tokens, (*few)[:0])
	for i := range *few {
		set.Union((*few)[i].Concepts)
	}
	fewMentions.Put(few)
	return set
}

var fewMentions = sync.Pool{New: func() any { return new([]Mention) }}

// mentions adds what [Vocabulary.Mentions] finds to the empty list found.
func (v *Vocabulary) mentions(tokens []token.Token, found []Mention) []Mention {
	for i := range tokens {
		n := v.begin(v.form(&tokens[i]))
		if v.lang == corpus.Japanese && tokens[i].Base != tokens[i].Surface {
			found = v.take(found, v.begin(tokens[i].Base), i, i)
		}
		found = v.take(found, n, i, i)
		for j := i + 1; n >= 0 && j < len(tokens) && j < i+longestPhrase; j++ {
			if v.lang != corpus.Japanese {
				if tokens[j].Base == "" { // the apostrophe of a plural: "members|'|details"
					continue
				}
				n = v.walk(n, " ")
			} else if tokens[j].Base != tokens[j].Surface {
				found = v.take(found, v.walk(n, tokens[j].Base), i, j)
			}
			n = v.walk(n, v.form(&tokens[j]))
			found = v.take(found, n, i, j)
		}
	}
	inOrder := len(found)
	found = v.compounds(found, tokens)
	if v.apart != nil {
		found = v.joinApart(found, tokens)
	}
	shield(found, inOrder)
	return found
}

// form is what words are entered by: stems, of Japanese the written form.
func (v *Vocabulary) form(t *token.Token) string {
	if v.lang == corpus.Japanese {
		return t.Surface
	}
	return t.Base
}

// word gives the concepts of the lexicon that a word stands for; none if the vocabulary lacks it.
func (v *Vocabulary) word(w string) Set {
	var set Set
	if e := v.find(v.key(w)); e >= 0 {
		for c := range v.entries[e].concepts.All() {
			if c < v.named {
				set.Add(c)
			}
		}
	}
	return set
}

// take adds a mention of the word that ends at node n of the trie, if there is one.
func (v *Vocabulary) take(found []Mention, n int32, i, j int) []Mention {
	if n < 0 || v.nodes[n].entry < 0 {
		return found
	}
	return v.mention(found, v.nodes[n].entry, i, j)
}

// mention adds a mention of entry e.
func (v *Vocabulary) mention(found []Mention, e int32, i, j int) []Mention {
	return append(found, Mention{First: i, Last: j, Concepts: v.entries[e].concepts, shields: v.entries[e].shields})
}

// shield takes concepts away from mentions that stand inside an Except phrase of theirs. Those up to inOrder come in order of
// their first token.
func shield(found []Mention, inOrder int) {
	for i := range found {
		m := &found[i]
		if m.shields == nil {
			continue
		}
		from := sort.Search(inOrder, func(k int) bool { return found[k].First >= m.First })
		for j := from; j < len(found); j++ {
			if j < inOrder && found[j].First > m.Last {
				j = inOrder - 1 // on to those in no order
				continue
			}
			if j != i && found[j].First >= m.First && found[j].Last <= m.Last {
				found[j].lose(m.shields)
			}
		}
	}
}
