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
	return markedLevel(s, n, c)
}

// markedLevel is headingLevel for a line whose marker of class c is n bytes long.
func markedLevel(s string, n int, c class) int {
	switch c {
	case part:
		return levelIf(2, shortLine(trim(s[n:]), maxHeading))
	case section:
		return levelIf(3, shortLine(trim(s[n:]), maxHeading))
	case article:
		return levelIf(4, shortLine(trim(s[n:]), maxHeading))
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
// that have a kind already keep it. classes are those of the blocks' markers.
func outline(text string, blocks []corpus.Block, classes []class) {
	var open []class
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != 0 {
			open = open[:0]
			continue
		}
		b.Kind = corpus.Paragraph
		c := classes[i]
		if level := lineLevel(text, blocks, classes, i); level > 0 {
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

// markers gives their markers to blocks that have none, and their classes back.
func markers(text string, blocks []corpus.Block) []class {
	classes := make([]class, len(blocks))
	for i := range blocks {
		b := &blocks[i]
		n, c := scanMarker(b.Span.In(text))
		if classes[i] = c; b.Kind == 0 {
			b.Marker = b.Span.In(text)[:n]
		}
	}
	return classes
}

// lineLevel is the heading level of block i, 0 if it is none. A short first line is the title.
func lineLevel(text string, blocks []corpus.Block, classes []class, i int) int {
	s, c := blocks[i].Span.In(text), classes[i]
	if level := markedLevel(s, len(blocks[i].Marker), c); level > 0 {
		return level
	}
	switch {
	case i == 0 && c == noMarker && blocks[i].Role == corpus.Body && len(blocks) > 1 && shortLine(s, maxHeading) && !endsSentence(s):
		return 1
	case captionOfNext(text, blocks, classes, i):
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
func captionOfNext(text string, blocks []corpus.Block, classes []class, i int) bool {
	switch classes[i] {
	case numberDot, dotted, numberSpace, roman, letter:
	default:
		return false
	}
	if i+1 == len(blocks) || classes[i+1] != noMarker {
		return false
	}
	s, next := blocks[i].Span.In(text), blocks[i+1].Span.In(text)
	return shortLine(s, maxHeading) && !endsSentence(s) && (endsSentence(next) || len(next) > 2*len(s))
}

// continues reports whether the line next goes on in the middle of the sentence that prev leaves open.
func continues(prev, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(prev)
	first, _ := utf8.DecodeRuneInString(next)
	switch first {
	case '、', '。', '，', '．', '）', '」':
		return true
	}
	return last == '、' || last == '，' || last == ',' || first >= 'a' && first <= 'z' && last < utf8.RuneSelf && unicode.IsLetter(last)
}
