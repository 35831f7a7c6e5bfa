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
	m.frontMatter()
	eachLine(text[m.begin:], func(start, end int) { m.line(m.begin+start, m.begin+end) })
	outline(text, m.draft.blocks, markers(text, m.draft.blocks))
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
	begin  int // where the text proper begins, behind the front matter
	fenced bool
	open   bool // the line before can go on
}

// frontMatter reads the settings between two lines of --- at the head of a file: no part of the text, but for the title.
func (m *mdReader) frontMatter() {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(m.text, "\uFEFF"), "---")
	if !ok || strings.TrimSpace(rest[:strings.IndexByte(rest+"\n", '\n')]) != "" {
		return
	}
	end := strings.Index(rest, "\n---")
	if end < 0 {
		return
	}
	head := len(m.text) - len(rest)
	m.begin = head + end + len("\n---")
	eachLine(m.text[head:head+end], func(start, end int) {
		if start, end = trimSpan(m.text, head+start, head+end); start == end {
			return
		}
		if t, ok := strings.CutPrefix(m.text[start:end], "title:"); ok {
			m.draft.title = strings.Trim(t, " \t\"'")
		}
		m.draft.blocks = append(m.draft.blocks, corpus.Block{Kind: corpus.Paragraph, Role: corpus.Nav,
			Span: corpus.Span{Start: start, End: end}})
	})
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
	start, end, level := m.withoutTags(start, end)
	if start == end {
		m.open = false
		return
	}
	if level > 0 {
		m.block(start, end, corpus.Block{Kind: corpus.Heading, Level: level})
		m.open = false
		return
	}
	s := m.text[start:end]
	n, c := scanMarker(s)
	if m.open && c == noMarker && m.goesOn(s) {
		m.draft.blocks[len(m.draft.blocks)-1].Span.End = end
		return
	}
	b := corpus.Block{}
	if c != noMarker && (isDash(rune(s[0])) || c == numberDot && headingLevel(s) == 0) && s[0] < 0x80 {
		b = corpus.Block{Kind: corpus.Item, Level: indent/2 + 1, Marker: s[:n]}
		if inner := strings.TrimLeft(s[1:], " \t"); c != bullet || markerLen(inner) > 0 {
			if isDash(rune(s[0])) {
				start, b.Marker = end-len(inner), inner[:markerLen(inner)]
			}
		}
	}
	m.block(start, end, b)
	m.open = true
}

// withoutTags narrows a line by the quotation marks and HTML tags around it. level is that of a heading's tag, or 0.
func (m *mdReader) withoutTags(start, end int) (from, to, level int) {
	for start < end {
		s := m.text[start:end]
		switch i := strings.IndexByte(s, '>'); {
		case s[0] == '>':
			start++
		case i > 1 && s[0] == '<' && tagName(s[1]):
			if s[1] == 'h' && s[2] >= '1' && s[2] <= '6' {
				level = int(s[2] - '0')
			}
			start += i + 1
		default:
			if j := strings.LastIndexByte(s, '<'); j > 0 && s[len(s)-1] == '>' && tagName(s[j+1]) {
				end = start + j
				break
			}
			return start, end, level
		}
		start, end = trimSpan(m.text, start, end)
	}
	return start, start, level
}

func tagName(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '/' }

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
		first, _ := utf8.DecodeRuneInString(rest)
		whole := strings.HasSuffix(rest, mark) && !strings.Contains(strings.TrimRight(rest, mark), mark) && !blank(first)
		if !whole && markerLen(rest) == 0 {
			break
		}
		bold := end-start-len(rest) >= 2
		start = end - len(rest)
		if whole {
			end = start + len(strings.TrimRight(rest, mark))
			if s := m.text[start:end]; bold && b.Kind != corpus.Row && b.Kind != corpus.Heading && shortLine(s, maxHeading) && !endsSentence(s) {
				b.Kind, b.Level, b.Marker = corpus.Heading, 5, ""
			}
		}
	}
	if start, end = trimSpan(m.text, start, end); start >= end {
		return
	}
	b.Span = corpus.Span{Start: start, End: end}
	if !strings.HasPrefix(b.Span.In(m.text), b.Marker) { // it went with the emphasis
		b.Marker = ""
	}
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
