package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
)

const (
	maxHeading = 48 // runes of a heading behind its number; the longest captions of the texts looked at have 40
	maxCaption = 30 // runes of a caption in brackets on a line of its own: （目的）
)

// headingLevel is the level, from 1, that a line has as a heading by its number and shape: 第1条（目的）, 第2章 総則, 附則,
// （定義), Article 3. Scope. It is 0 for a sentence, also for one that begins with its number.
func headingLevel(s string) int {
	n, c := scanMarker(s)
	rest := trim(s[n:])
	switch c {
	case part:
		return levelIf(2, shortLine(rest, maxHeading))
	case section:
		return levelIf(3, shortLine(rest, maxHeading))
	case article:
		return levelIf(4, shortLine(rest, maxHeading))
	case noMarker:
		first, _ := utf8.DecodeRuneInString(s)
		last, _ := utf8.DecodeLastRuneInString(s)
		if (first == '（' || first == '(') && (last == '）' || last == ')') && strings.Count(s, "（")+strings.Count(s, "(") == 1 {
			return levelIf(5, shortLine(s, maxCaption))
		}
	}
	return 0
}

func levelIf(level int, ok bool) int {
	if ok {
		return level
	}
	return 0
}

// shortLine reports whether s is no longer than max runes and no sentence, nor the beginning of one.
func shortLine(s string, max int) bool {
	if len(s) > 4*max || strings.Contains(s, "。") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune("、，,;；", last) && utf8.RuneCountInString(s) <= max
}

// endsSentence reports whether a sentence or a lead-in ends with s.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\r\n　)）」』”\"*_")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。．.!?！？:：", last)
}

// outline gives kind, level and marker to the blocks of a text without mark-up, by what its lines begin with. Blocks
// that have a kind already keep it.
func outline(text string, blocks []corpus.Block) {
	var open []class
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != "" {
			open = open[:0]
			continue
		}
		s := b.Span.In(text)
		n, c := scanMarker(s)
		b.Marker = s[:n]
		b.Kind = corpus.Paragraph
		if level := lineLevel(text, blocks, i, c); level > 0 {
			b.Kind, b.Level = corpus.Heading, level
			open = open[:0]
			continue
		}
		if c == noMarker || c <= article && c != bullet {
			if c != noMarker {
				open = open[:0]
			}
			continue
		}
		if c == numberSpace { // a 項 stands above every item
			open = open[:0]
		}
		open = nest(open, c)
		b.Kind, b.Level = corpus.Item, len(open)
	}
}

// lineLevel is the heading level of block i, 0 if it is none. A short first line is the title.
func lineLevel(text string, blocks []corpus.Block, i int, c class) int {
	s := blocks[i].Span.In(text)
	switch {
	case headingLevel(s) > 0:
		return headingLevel(s)
	case i == 0 && c == noMarker && blocks[i].Role == corpus.Body && len(blocks) > 1 && shortLine(s, maxHeading) && !endsSentence(s):
		return 1
	case captionOfNext(text, blocks, i, c):
		return 3
	}
	return 0
}

// nest finds the depth of a marker of class c below those that are open: back to its own list, or one deeper.
func nest(open []class, c class) []class {
	for k, o := range open {
		if o == c {
			return open[:k+1]
		}
	}
	return append(open, c)
}

// captionOfNext reports whether block i is a numbered heading such as "3. Security" over a text without number.
func captionOfNext(text string, blocks []corpus.Block, i int, c class) bool {
	if c != numberDot && c != dotted && c != numberSpace && c != roman && c != letter || i+1 == len(blocks) {
		return false
	}
	s := blocks[i].Span.In(text)
	if !shortLine(s, maxHeading) || endsSentence(s) {
		return false
	}
	next := blocks[i+1].Span.In(text)
	if _, nc := scanMarker(next); nc != noMarker {
		return false
	}
	return endsSentence(next) || len(next) > 2*len(s)
}

// continues reports whether the line next goes on in the middle of the sentence that prev leaves open.
func continues(prev, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(prev)
	first, _ := utf8.DecodeRuneInString(next)
	return strings.ContainsRune("、，,", last) || first >= 'a' && first <= 'z' && last < utf8.RuneSelf && unicode.IsLetter(last) ||
		strings.ContainsRune("、。，．）」", first)
}
