package extract

import (
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
)

// markdown finds the blocks of a Markdown text. The text stays as it is; links and emphasis stay inside the blocks, but
// what only lays out (#, ---, |---|, ```, the bullet before a number, ** around a whole line) lies between them. A line that goes
// on in the middle of a sentence belongs to the block before it.
func markdown(text string) *draft {
	m := &mdReader{text: text, draft: &draft{text: text}}
	eachLine(text, m.line)
	outline(text, m.draft.blocks)
	for i := range m.draft.blocks {
		b := &m.draft.blocks[i]
		if b.Marker == "" && b.Kind != corpus.Row {
			s := b.Span.In(text)
			b.Marker = s[:markerLen(s)]
		}
	}
	return m.draft
}

type mdReader struct {
	text   string
	draft  *draft
	fenced bool
	open   bool // the line before can go on
}

func (m *mdReader) line(start, end int) {
	indent := 0
	for indent < end-start && (m.text[start+indent] == ' ' || m.text[start+indent] == '\t') {
		indent++
	}
	start, end = trimSpan(m.text, start, end)
	s := m.text[start:end]
	switch {
	case s == "":
		m.open = false
	case strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~"):
		m.fenced, m.open = !m.fenced, false
	case m.fenced:
		m.block(start, end, corpus.Block{Kind: corpus.Paragraph})
	case m.open && underline(s):
		last := &m.draft.blocks[len(m.draft.blocks)-1]
		if last.Kind != corpus.Row {
			last.Kind, last.Level = corpus.Heading, 2
			if s[0] == '=' {
				last.Level = 1
			}
		}
		m.open = false
	case layoutOnly(s):
		m.open = false
	case s[0] == '#':
		m.heading(start, end)
	case s[0] == '|':
		m.block(start, end, corpus.Block{Kind: corpus.Row})
		m.open = false
	default:
		m.textLine(start, end, indent)
	}
}

// heading reads "## 第1条（目的） ##".
func (m *mdReader) heading(start, end int) {
	level := 0
	for start < end && m.text[start] == '#' {
		start++
		level++
	}
	for end > start && m.text[end-1] == '#' {
		end--
	}
	m.block(start, end, corpus.Block{Kind: corpus.Heading, Level: min(level, 6)})
	m.open = false
}

func (m *mdReader) textLine(start, end, indent int) {
	for start < end && m.text[start] == '>' {
		start, end = trimSpan(m.text, start+1, end)
	}
	s := m.text[start:end]
	n, c := scanMarker(s)
	if m.open && c == noMarker && m.goesOn(s) {
		m.draft.blocks[len(m.draft.blocks)-1].Span.End = end
		return
	}
	b := corpus.Block{}
	if c != noMarker && (strings.ContainsRune(dashes, rune(s[0])) || c == numberDot && headingLevel(s) == 0) && s[0] < 0x80 {
		b = corpus.Block{Kind: corpus.Item, Level: indent/2 + 1, Marker: s[:n]}
		if inner := strings.TrimLeft(s[1:], " \t"); c != bullet || markerLen(inner) > 0 {
			if strings.ContainsRune(dashes, rune(s[0])) {
				start, b.Marker = end-len(inner), inner[:markerLen(inner)]
			}
		}
	}
	m.block(start, end, b)
	m.open = true
}

// goesOn reports whether s continues the sentence of the block before. Long lines may also be wrapped between two words.
func (m *mdReader) goesOn(s string) bool {
	last := m.draft.blocks[len(m.draft.blocks)-1]
	before := last.Span.In(m.text)
	if last.Kind == corpus.Heading || last.Kind == corpus.Row || headingLevel(s) > 0 || headingLevel(before) > 0 {
		return false
	}
	return continues(before, s) || !endsSentence(before) && utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) > 35 &&
		!strings.HasPrefix(m.text[last.Span.End:], "  ") && utf8.RuneCountInString(s) > maxHeading/4
}

// block adds a block, without emphasis around the whole of it or before its number.
func (m *mdReader) block(start, end int, b corpus.Block) {
	start, end = trimSpan(m.text, start, end)
	for start < end && (m.text[start] == '*' || m.text[start] == '_') {
		mark := m.text[start : start+1]
		rest := strings.TrimLeft(m.text[start:end], mark)
		whole := strings.HasSuffix(rest, mark) && !strings.Contains(strings.TrimRight(rest, mark), mark)
		if !whole && markerLen(rest) == 0 {
			break
		}
		start = end - len(rest)
		if whole {
			end = start + len(strings.TrimRight(rest, mark))
		}
	}
	if start, end = trimSpan(m.text, start, end); start >= end {
		return
	}
	b.Span = corpus.Span{Start: start, End: end}
	m.draft.blocks = append(m.draft.blocks, b)
}

// underline reports whether s makes the line before it a heading.
func underline(s string) bool {
	return len(s) >= 2 && (strings.Trim(s, "=") == "" || strings.Trim(s, "-") == "")
}

// layoutOnly reports whether a line carries no words: a rule, the line below a table's head, an anchor without text.
func layoutOnly(s string) bool {
	if strings.Trim(s, "-=*_:| \t") == "" {
		return true
	}
	if strings.HasPrefix(s, "[](") && strings.IndexByte(s, ')') == len(s)-1 {
		return true
	}
	return strings.HasPrefix(s, "<!--") && strings.HasSuffix(s, "-->")
}
