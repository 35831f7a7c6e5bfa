package clause

import (
	"strings"

	"kiyaku/corpus"
)

// led reads definitions behind a few words: The term "X" means …, In these terms, "X" refers to …, Onder "X" wordt verstaan: ….
func (b *builder) led(k int, t string) bool {
	if _, ok := afterAny(t, "The term", "The expression", "In this", "In these", "As used", "For the purpose", "For purposes", "References to", "Onder", "Met ", "In deze", "De term", "Het begrip"); !ok {
		return false
	}
	open := quoteWithin(t, 0, 70)
	if open < 0 {
		return b.unquoted(k, t)
	}
	if strings.ContainsAny(t[:open], ".;:") {
		return false
	}
	name, end := quoted(t, open)
	if end < 0 {
		return false
	}
	at, ok := defines(t[end:], false)
	if ok {
		b.term(k, t, name, corpus.Span{Start: end + at, End: len(t)})
	}
	return ok
}

// unquoted reads Dutch definitions of a name with a capital but without quotation marks: Onder Klantgegevens wordt verstaan: ….
func (b *builder) unquoted(k int, t string) bool {
	from := strings.IndexByte(t[:min(len(t), 8)], ' ') + 1
	rest, under := strings.CutPrefix(t, "Onder ")
	if !under {
		rest, under = strings.CutPrefix(t, "Met ")
	}
	verb := strings.Index(rest, " word")
	if said := strings.Index(rest, " verstaan "); said > 0 && (verb < 0 || said < verb) { // "Onder Klantgegevens|verstaan wij"
		verb = said
	}
	if !under || verb <= 0 || verb > 50 || rest[0] < 'A' || rest[0] > 'Z' || strings.ContainsAny(rest[:verb], ".,;:") {
		return false
	}
	for _, said := range []string{"verstaan", "bedoeld"} {
		if at := strings.Index(rest[verb:min(len(rest), verb+70)], said); at > 0 {
			b.term(k, t, corpus.Span{Start: from, End: from + verb}, corpus.Span{Start: from + verb + at + len(said), End: len(t)})
			return true
		}
	}
	return false
}
