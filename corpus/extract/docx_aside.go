package extract

import (
	"slices"
	"strings"
	"unicode"

	"kiyaku/corpus"
)

// diagrams adds the words of drawn diagrams (SmartArt), which stand in parts of their own.
func (w *wordReader) diagrams(parts *parts) error {
	for _, name := range parts.named("diagrams/data") {
		tree, err := parts.xml(name)
		if err != nil {
			return err
		}
		w.diagram(tree, name)
	}
	return nil
}

// margins adds the heads and feet of pages, which have a role. What several sections repeat is read once; page numbers alone
// are none of the text.
func (w *wordReader) margins(parts *parts) error {
	had := map[string]bool{}
	for _, name := range slices.Concat(parts.named("header"), parts.named("footer")) {
		tree, err := parts.xml(name)
		if err != nil {
			return err
		}
		inner := &wordReader{ctx: w.ctx, styles: w.styles, lists: w.lists, shared: w.shared}
		inner.body(tree)
		inner.endHeld()
		for _, b := range inner.out.blocks {
			text := b.Span.In(inner.out.text.String())
			if !had[text] && strings.ContainsFunc(text, unicode.IsLetter) {
				had[text] = true
				w.out.add(text, corpus.Block{Role: corpus.Footer, Path: partPlace(name)})
			}
		}
	}
	return nil
}

// diagram adds a note for each paragraph of a diagram.
func (w *wordReader) diagram(e *element, name string) {
	for _, c := range e.children {
		if c.name == "p" {
			var b strings.Builder
			w.runs(&b, c)
			w.out.add(b.String(), corpus.Block{Kind: corpus.Note, Path: partPlace(name)})
		} else {
			w.diagram(c, name)
		}
	}
}

// partPlace is the name of a part without folder and ending, such as header1.
func partPlace(part string) string {
	return strings.TrimSuffix(part[strings.LastIndexByte(part, '/')+1:], ".xml")
}
