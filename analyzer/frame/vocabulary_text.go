package frame

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kiyaku/corpus"
)

// Text writes v down, so that [OpenVocabulary] need not make it from the words of the lexicon again: stems, forms of verbs
// and the trie. Lines: how many concepts of the lexicon there are, the names, the sets, the trie, the last parts of
// compounds, the verbs that stand apart; each list after its length.
func (v *Vocabulary) Text() string {
	var b strings.Builder
	fmt.Fprintln(&b, v.named)
	lines(&b, v.names)
	numbers := map[*Set]int{}
	var sets []string
	number := func(s *Set) int {
		if _, ok := numbers[s]; !ok {
			var ids []string
			for c := range s.All() {
				ids = append(ids, strconv.Itoa(c))
			}
			numbers[s] = len(sets)
			sets = append(sets, strings.Join(ids, " "))
		}
		return numbers[s]
	}
	var words strings.Builder
	v.trie.text(&words, number)
	lines(&b, sets)
	b.WriteString(words.String())
	var tails, verbs []string
	for _, t := range v.tails {
		tails = append(tails, t.stem+"\t"+t.word)
	}
	lines(&b, tails)
	for _, form := range slices.Sorted(maps.Keys(v.apart)) {
		for _, a := range v.apart[form] {
			verbs = append(verbs, form+"\t"+strings.Join(a.particle, " ")+"\t"+strconv.FormatBool(a.tight)+"\t"+a.whole)
		}
	}
	lines(&b, verbs)
	return b.String()
}

func lines(b *strings.Builder, list []string) {
	fmt.Fprintln(b, len(list))
	for _, l := range list {
		b.WriteString(l + "\n")
	}
}

// OpenVocabulary gives the vocabulary that [Vocabulary.Text] wrote. It takes in no more words.
func OpenVocabulary(lang corpus.Lang, text string) (*Vocabulary, error) {
	r := textReader{rest: text}
	v := &Vocabulary{lang: lang, ids: map[string]int{}, named: r.number(r.line())}
	v.names = make([]string, r.number(r.line()))
	for i := range v.names {
		v.names[i] = r.line()
	}
	v.ids = make(map[string]int, len(v.names))
	for i, n := range v.names {
		v.ids[n] = i
	}
	sets := make([]Set, r.number(r.line()))
	for i := range sets {
		for rest := r.line(); rest != ""; {
			var id string
			id, rest, _ = strings.Cut(rest, " ")
			sets[i].Add(r.number(id) % maxConcepts)
		}
	}
	v.trie = openTrie(&r, sets)
	v.tails = make([]tail, r.number(r.line()))
	for i := range v.tails {
		v.tails[i].stem, v.tails[i].word, _ = strings.Cut(r.line(), "\t")
	}
	v.openApart(&r)
	if r.bad || r.rest != "" {
		return nil, errors.New("compiled vocabulary cannot be read; go generate writes it anew")
	}
	return v, nil
}

func (v *Vocabulary) openApart(r *textReader) {
	for range r.number(r.line()) {
		if v.apart == nil {
			v.apart = map[string][]apart{}
		}
		f := strings.SplitN(r.line()+"\t\t\t", "\t", 5)
		v.apart[f[0]] = append(v.apart[f[0]], apart{strings.Fields(f[1]), f[2] == "true", f[3]})
	}
}

// A textReader takes text line by line; bad says that it was not what was expected.
type textReader struct {
	rest string
	bad  bool
}

func (r *textReader) line() string {
	i := strings.IndexByte(r.rest, '\n')
	if i < 0 {
		r.bad, r.rest = true, ""
		return ""
	}
	l := r.rest[:i]
	r.rest = r.rest[i+1:]
	return l
}

// number reads a count or index, which is never larger than the text that was read.
func (r *textReader) number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1<<20 {
		r.bad = true
		return 0
	}
	return n
}
