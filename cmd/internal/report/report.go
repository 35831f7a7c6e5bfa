// Package report turns an assessment into what people read and programs parse: [Text] for a terminal, [HTML] and
// [Markdown] for the file, [JSON] for tools (its shape is published as [Schema]).
//
// In goes an assessment and, for the formats with words, the lexicon, which names flags, factors and questions and knows
// the authorities behind them. Out come bytes that depend on these and the options alone: no clock, no environment, no
// order of a map. Whatever stems from a document is shown as text, never as markup or as terminal control; characters
// that would reorder or hide what stands around them are made visible.
//
// The analyzer speaks IDs; the words for them, Japanese and English, live here (words_ja.go, words_en.go). An ID without
// words is shown as it is. The package states what clauses say, what they rest on and what follows; it never decides
// whether that is permitted.
package report

import (
	"bytes"
	"fmt"
	"io"
)

// Limits of Options.Width, in columns.
const (
	DefaultWidth = 88
	minWidth     = 40
)

// Options of the formats that have words. The zero value is a Japanese report, 88 columns wide, without colour.
type Options struct {
	Lang    string // language of the report's own words: "ja" (also "") or "en"; quotes stay in the language of the document
	Color   bool   // Text: bold, underline and the terminal's own 16 colours
	Width   int    // Text: columns; 0 means DefaultWidth, less than 40 is taken as 40
	Up      string // ChangeHTML: address of the page that this one belongs to; "" for none
	Explain bool   // Text, Markdown: also the words that each attribute was read from, the rule and the finding's ID

	Judgements map[string]Judgement // XLSX: what reviewers said, by ID of the finding
}

func (o Options) width() int {
	if o.Width == 0 {
		return DefaultWidth
	}
	return max(o.Width, minWidth)
}

// flush writes what was built in one call, so that a failing writer leaves no half-understood state behind.
func flush(w io.Writer, format string, b *bytes.Buffer) error {
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("report %s: %w", format, err)
	}
	return nil
}
