package find

import (
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// A memory keeps what sentences were read as, so that the next version of a text, which is nearly the same, is read in a
// part of the time. What is found is the same with and without it. It is safe for concurrent use.
type memory = lru.Cache[heard, *recalled]

// heard is a sentence of some language.
type heard struct {
	lang corpus.Lang
	text string
}

// recalled is what is known of a sentence wherever it stands. Spans count from its beginning.
type recalled struct {
	tokens []token.Token

	mu           sync.Mutex
	words, signs *frame.Set // concepts of rules and of signs; nil if nobody has asked yet
	readings     []told
}

// told is what a sentence says in certain surroundings.
type told struct {
	around  uint64
	reading *frame.Reading
}

// maxTold is in how many surroundings a sentence is remembered; the oldest goes first.
const maxTold = 4

// Remembering gives a finder with the same rules that remembers the given number of sentences, each of which takes some
// 5 KB. The number must be positive.
func (f *Finder) Remembering(sentences int) *Finder {
	memory, err := lru.New[heard, *recalled](sentences)
	if err != nil {
		panic("find: " + err.Error())
	}
	own := *f
	own.memory = memory
	return &own
}

// recall gives what is known of the sentence at span of text, after cutting it into tokens if it is new.
func (f *Finder) recall(text string, span corpus.Span, lang corpus.Lang) *recalled {
	key := heard{lang, span.In(text)}
	if r, ok := f.memory.Get(key); ok {
		return r
	}
	key.text = strings.Clone(key.text) // or all of text would be kept
	r := &recalled{}
	r.tokens = f.tokenizer.Tokens(key.text, corpus.Span{End: len(key.text)}, lang)
	f.memory.Add(key, r)
	return r
}

// at gives the tokens of the sentence where it begins at byte start; nil if it has none, as the tokenizer does.
func (r *recalled) at(start int) []token.Token {
	if r.tokens == nil {
		return nil
	}
	tokens := make([]token.Token, len(r.tokens))
	for i, t := range r.tokens {
		t.Span.Start += start
		t.Span.End += start
		tokens[i] = t
	}
	return tokens
}

// told gives a reading of the sentence in the same surroundings, for the place start; nil if there was none.
func (r *recalled) told(around uint64, start int) *frame.Reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.readings {
		if t.around == around {
			return t.reading.Moved(start)
		}
	}
	return nil
}

// keep keeps a reading of the sentence, which stands at span, unless it points elsewhere.
func (r *recalled) keep(around uint64, reading *frame.Reading, span corpus.Span) {
	if !reading.Within(span) {
		return
	}
	reading = reading.Moved(-span.Start)
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.readings) == maxTold {
		r.readings = r.readings[1:]
	}
	r.readings = append(r.readings[:len(r.readings):len(r.readings)], told{around, reading})
}

// concepts gives one of the sets of r, which find finds if nobody has asked for it yet.
func (r *recalled) concepts(set **frame.Set, find func() frame.Set) frame.Set {
	r.mu.Lock()
	defer r.mu.Unlock()
	if *set == nil {
		found := find()
		*set = &found
	}
	return **set
}
