package frame

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kiyaku/corpus"
	"kiyaku/lexicon/lines"
)

// Text writes v down, so that [OpenVocabulary] need not make it from the words of the lexicon again: stems, forms of verbs
// and the trie. Lines: how many concepts of the lexicon there are, the names, the sets, the trie, the last parts of
// compounds, the verbs that stand apart; each list after its length.
func (v *Vocabulary) Text() string {
	var b strings.Builder
	fmt.Fprintln(&b, v.named)
	writeLines(&b, v.names)
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
	writeLines(&b, sets)
	b.WriteString(words.String())
	var tails, verbs []string
	for _, t := range v.tails {
		tails = append(tails, t.stem+"\t"+t.word)
	}
	writeLines(&b, tails)
	for _, form := range slices.Sorted(maps.Keys(v.apart)) {
		for _, a := range v.apart[form] {
			verbs = append(verbs, form+"\t"+strings.Join(a.particle, " ")+"\t"+strconv.FormatBool(a.tight)+"\t"+a.whole)
		}
	}
	writeLines(&b, verbs)
	return b.String()
}

func writeLines(b *strings.Builder, list []string) {
	fmt.Fprintln(b, len(list))
	for _, l := range list {
		b.WriteString(l + "\n")
	}
}

// OpenVocabulary gives the vocabulary that [Vocabulary.Text] wrote. It takes in no more words.
func OpenVocabulary(lang corpus.Lang, text string) (*Vocabulary, error) {
	r := lines.Reader{Rest: text}
	v := &Vocabulary{lang: lang, ids: map[string]int{}, named: r.Number()}
	v.names = make([]string, r.Number())
	for i := range v.names {
		v.names[i] = r.Line()
	}
	v.ids = make(map[string]int, len(v.names))
	for i, n := range v.names {
		v.ids[n] = i
	}
	sets := make([]Set, r.Number())
	for i := range sets {
		for rest := r.Line(); rest != ""; {
			var id string
			id, rest, _ = strings.Cut(rest, " ")
			sets[i].Add(r.Parse(id) % maxConcepts)
		}
	}
	v.trie = openTrie(&r, sets)
	v.tails = make([]tail, r.Number())
	for i := range v.tails {
		v.tails[i].stem, v.tails[i].word, _ = strings.Cut(r.Line(), "\t")
	}
	v.openApart(&r)
	if r.Bad || r.Rest != "" {
		return nil, errors.New("compiled vocabulary cannot be read; go generate writes it anew")
	}
	return v, nil
}

func (v *Vocabulary) openApart(r *lines.Reader) {
	for range r.Number() {
		if v.apart == nil {
			v.apart = map[string][]apart{}
		}
		f := strings.SplitN(r.Line()+"\t\t\t", "\t", 5)
		v.apart[f[0]] = append(v.apart[f[0]], apart{strings.Fields(f[1]), f[2] == "true", f[3]})
	}
}
