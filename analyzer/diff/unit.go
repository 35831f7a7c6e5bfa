package diff

import (
	"strings"
	"unicode/utf8"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// A unit is a sentence or list item of one side.
type unit struct {
	doc      int // index in side.docs
	sentence int // index in its tree
	clause   int // index in its tree
	key      string
	id       int // of the key, the same on both sides
	weight   int // words in it, about
	caption  bool
	label    string   // citation of its clause alone, of captions
	link     *pairing // what it is aligned with; nil if nothing
	skip     bool     // its document is not compared
	findings []int    // indexes in Assessment.Findings
	toks     []tok    // of its body; nil until they are asked for
}

// free reports whether u may still be paired.
func (u *unit) free() bool { return u.link == nil && !u.skip }

// A side is one of the two sets, as units.
type side struct {
	name    Side
	a       *assess.Assessment
	docs    []docUnits
	units   []unit
	at      map[int]int // from findings to the units that they sit on
	names   map[namedIn]bool
	besides map[int]*beside // by document
}

// docUnits are the units of one document: side.units[from:to].
type docUnits struct {
	assess.Document
	from, to int
}

func (s *side) text(u *unit) string { return s.docs[u.doc].Text }

func (s *side) tree(u *unit) *clause.Tree { return s.docs[u.doc].Tree }

func (s *side) sent(u *unit) *clause.Sentence { return &s.tree(u).Sentences[u.sentence] }

// span is the sentence with its marker, as people quote it.
func (s *side) span(u *unit) corpus.Span { return s.sent(u).Span }

// body is the sentence without its marker.
func (s *side) body(u *unit) corpus.Span { return s.sent(u).Body }

// read lists the sentences of all documents that are part of them and say something. ids numbers the keys; both sides share
// it.
func read(name Side, a *assess.Assessment, ids map[string]int) *side {
	s := &side{name: name, a: a, at: map[int]int{}, names: map[namedIn]bool{}, besides: map[int]*beside{}}
	places := map[string]map[int]int{} // document → sentence → unit
	for d := range a.Documents {
		doc := docUnits{Document: a.Documents[d], from: len(s.units)}
		place := map[int]int{}
		if doc.Tree != nil {
			for i := range doc.Tree.Sentences {
				x := &doc.Tree.Sentences[i]
				if x.Role != corpus.Body {
					continue
				}
				key, weight := keyOf(x.Body.In(doc.Text))
				if key == "" {
					continue
				}
				together := strings.ReplaceAll(key, " ", "") // extraction may lose a space: "relating todata"
				id, known := ids[together]
				if !known {
					id = len(ids)
					ids[together] = id
				}
				place[i] = len(s.units)
				u := unit{doc: d, sentence: i, clause: x.Clause, key: key, id: id, weight: weight, caption: x.Kind == clause.Caption}
				if u.caption {
					u.label = doc.Tree.Clauses[x.Clause].Label
				}
				s.units = append(s.units, u)
			}
		}
		doc.to = len(s.units)
		s.docs = append(s.docs, doc)
		places[doc.ID] = place
	}
	for f := range a.Findings {
		if u, ok := places[a.Findings[f].Document][a.Findings[f].Sentence]; ok {
			s.at[f] = u
			s.units[u].findings = append(s.units[u].findings, f)
		}
	}
	return s
}

// keyOf gives what a text says, without its looks: lower-case words and numbers, without punctuation, white space,
// mark-up and addresses; and the number of words, with two Japanese characters counted as one. Texts with the same key
// differ in looks only.
func keyOf(text string) (key string, weight int) {
	s := fold.String(text)
	var b strings.Builder
	b.Grow(len(s))
	last, chars := cjk, 0
	for _, a := range scan(s) {
		if !a.class.speaks() {
			continue
		}
		if b.Len() > 0 && a.class != cjk && last != cjk {
			b.WriteByte(' ')
		}
		b.WriteString(normal(s[a.start:a.end], a.class))
		last = a.class
		if a.class == cjk {
			chars += utf8.RuneCountInString(s[a.start:a.end])
		} else {
			weight++
		}
	}
	return b.String(), weight + (chars+1)/2
}

// normal gives the form in which an atom is compared.
func normal(s string, c class) string {
	switch c {
	case word:
		return strings.ToLower(s)
	case number:
		if strings.Contains(s, ",") && !strings.Contains(s, ".") {
			return strings.ReplaceAll(s, ",", "")
		}
	case sign:
		switch s {
		case "&":
			return "and"
		case "％":
			return "%"
		case "￥":
			return "¥"
		case "～":
			return "〜"
		}
	}
	return s
}
