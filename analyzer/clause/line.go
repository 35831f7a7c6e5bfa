package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
)

// A line is one line of text as far as structure goes, or several that wrapping had cut.
type line struct {
	span    corpus.Span // without indentation
	body    int         // offset of the text behind marker and Markdown signs
	end     int         // end of the text before closing Markdown signs
	indent  int         // columns before the text, marks of nesting included
	block   int
	heading int // 1…6 as marked up; plainHeading for what only looks like one; 0
	bold    bool
	row     bool
	gap     bool // an empty line stands before it
	role    corpus.Role
	mk      *marker
}

// plainHeading is the heading level of lines that have no mark-up.
const plainHeading = 9

// text is the line's text without marker and mark-up.
func (l *line) text(s string) string { return s[min(l.body, l.end):l.end] }

// lines cuts the blocks of doc into lines and reads their markers and mark-up.
func lines(doc *corpus.Document) []line {
	s := doc.Text
	out := make([]line, 0, len(doc.Blocks)+8)
	last := 0
	for b := range doc.Blocks {
		blk := &doc.Blocks[b]
		if blk.Span.Start < last || blk.Span.End > len(s) || blk.Span.End < blk.Span.Start {
			continue // not what the contract of corpus.Document promises
		}
		gap := strings.Count(s[last:blk.Span.Start], "\n") > 1
		begin := blk.Span.Start
		for begin > last && (s[begin-1] == ' ' || s[begin-1] == '\t' || strings.HasSuffix(s[last:begin], "　")) {
			_, n := utf8.DecodeLastRuneInString(s[last:begin])
			begin -= n // the indentation lies before the block
		}
		for i := begin; i < blk.Span.End; {
			e := strings.IndexByte(s[i:blk.Span.End], '\n')
			if e < 0 {
				e = blk.Span.End
			} else {
				e += i
			}
			out, gap = addLine(out, doc, b, corpus.Span{Start: i, End: e}, gap)
			i = e + 1
		}
		last = blk.Span.End
	}
	return out
}

// addLine reads one line; gap says whether an empty line stood before it, and the result whether one stands before the next.
func addLine(out []line, doc *corpus.Document, b int, at corpus.Span, gap bool) ([]line, bool) {
	s := doc.Text
	end := trimRight(s, at.Start, at.End)
	start, indent := indentation(s[:end], at.Start)
	if start >= end {
		return out, true
	}
	if n := underline(s[start:end]); n > 0 {
		if len(out) > 0 && !gap && n < 3 && out[len(out)-1].heading == 0 && !out[len(out)-1].row {
			out[len(out)-1].heading = n
		}
		return out, true
	}
	blk := &doc.Blocks[b]
	l := line{span: corpus.Span{Start: start, End: end}, end: end, indent: indent, block: b, gap: gap, role: blk.Role, row: blk.Kind == corpus.Row}
	switch blk.Kind {
	case corpus.Heading:
		l.heading = max(1, min(blk.Level, 6))
	case corpus.Item:
		l.indent += 2 * blk.Level
	}
	if strings.HasPrefix(s[start:end], "[](") && strings.IndexByte(s[start:end], ')') == end-start-1 {
		l.role = corpus.Nav // a bare link target
	}
	if s[start] == '|' && strings.Count(s[start:end], "|") > 2 {
		l.row, l.body = true, start
		return append(out, l), false
	}
	l.head(s, blk)
	return append(out, l), false
}

// indentation skips white space, Markdown quotes and link targets at the head of a line.
func indentation(s string, i int) (start, columns int) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\t':
			columns += 4
		case r == 0x3000:
			columns += 2
		case r == '>' || unicode.IsSpace(r):
			columns++
		case r == 0xFEFF || r == 0x200B:
		default:
			return i, columns
		}
		i += n
	}
	return i, columns
}

// underline reports 1 for a line of =, 2 for one of -, 3 for other rules such as *** or | --- | --- |; 0 for text.
func underline(t string) int {
	if len(t) < 3 {
		return 0
	}
	if strings.Trim(t, "=") == "" {
		return 1
	}
	if strings.Trim(t, "-") == "" {
		return 2
	}
	for _, r := range t {
		if !strings.ContainsRune("|-:*_ =ー－―─━＝~〜…・.＊※", r) {
			return 0
		}
	}
	return 3
}

// head reads heading signs, emphasis, decoration and the marker.
func (l *line) head(s string, blk *corpus.Block) {
	t := s[:l.end]
	i := signs(t, l.span.Start, l)
	l.mk = readMarker(t, i)
	if l.mk != nil && l.mk.bullet() && l.mk.style.glyph != '・' { // ●第1条, - (1) …
		if inner := readMarker(t, signs(t, l.mk.end, l)); inner != nil && inner.level != Root {
			l.mk = inner
		}
	}
	if l.mk == nil && blk.Kind == corpus.Item && blk.Span.Start <= l.span.Start && l.span.Start <= blk.Span.Start+3 {
		l.mk = &marker{style: style{'•', "bullet", 1}, end: i}
	}
	l.body = i
	if l.mk != nil {
		e := l.mk.end
		if emphasized := i - l.span.Start; emphasized >= 2 && strings.ContainsAny(t[i-1:i], "*_") && strings.HasPrefix(t[e:], t[i-2:i]) {
			e, l.bold = spaces(t, e+2), false // **7.2** …
		}
		l.body = signs(t, e, l)
	}
	if (l.bold || l.heading > 0) && l.end > l.body {
		for _, sign := range []string{"**", "__", "#"} {
			for l.end-len(sign) > l.body && strings.HasSuffix(t[:l.end], sign) && strings.Count(t[l.body:l.end], sign)%2 == 1 {
				l.end = trimRight(t, l.body, l.end-len(sign))
			}
		}
	}
	if l.bold && strings.Contains(t[l.body:l.end], "**") {
		l.bold = false // only its beginning is bold
	}
}

// signs skips Markdown's # signs, anchors and opening emphasis from i on, and notes headings and bold lines.
func signs(t string, i int, l *line) int {
	for i < len(t) {
		rest := t[i:]
		switch {
		case rest[0] == '#':
			n := len(rest) - len(strings.TrimLeft(rest, "#"))
			if n > 6 || n == len(rest) || rest[n] != ' ' && rest[n] != '[' {
				return i
			}
			if l.heading == 0 {
				l.heading = n
			}
			i = spaces(t, i+n)
		case strings.HasPrefix(rest, "[](") && strings.IndexByte(rest, ')') > 0:
			i = spaces(t, i+strings.IndexByte(rest, ')')+1)
		case strings.HasPrefix(rest, "<a ") && strings.Contains(rest, "</a>"):
			i = spaces(t, i+strings.Index(rest, "</a>")+4)
		case strings.HasPrefix(rest, "**") || strings.HasPrefix(rest, "__"):
			if len(rest) == 2 || rest[2] == ' ' || !strings.Contains(rest[2:], rest[:2]) {
				return i
			}
			l.bold = strings.HasSuffix(t, rest[:2])
			i += 2
		case rest[0] == '_' && len(rest) > 1 && rest[1] != ' ':
			i++
		default:
			return i
		}
	}
	return i
}

// wrapWidth is the width in columns at which the lines of a document were wrapped, 0 if they were not.
func wrapWidth(s string, ls []line) int {
	var count [201]int
	open, widest := 0, 0
	for i := range ls {
		l := &ls[i]
		if l.row || l.heading > 0 || l.span.Len() > 800 {
			if l.span.Len() > 800 {
				return 0
			}
			continue
		}
		w := width(s[l.span.Start:l.span.End]) + l.indent
		if w > 200 {
			return 0
		}
		widest = max(widest, w)
		if !terminal(s, l) {
			count[w]++
			open++
		}
	}
	near := 0
	for w := widest * 7 / 8; w <= min(widest, 200); w++ {
		near += count[w]
	}
	if widest < 50 || near < 4 || near*12 < open {
		return 0
	}
	return widest
}

// terminal reports whether the line ends like a sentence, a lead-in or an item.
func terminal(s string, l *line) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:l.end])
	return strings.ContainsRune("。｡．.！？!?：:；;", r) || closes(r) && l.end > 3
}

// spaced reports whether nearly all lines have an empty line before them.
func spaced(ls []line) bool {
	n := 0
	for i := range ls {
		if ls[i].gap {
			n++
		}
	}
	return n*10 > len(ls)*8
}

// join merges lines that wrapping has cut.
func join(s string, ls []line) []line {
	w := wrapWidth(s, ls)
	if w > 0 && spaced(ls) {
		for i := range ls {
			ls[i].gap = false // an empty line behind every line tells nothing
		}
	}
	out := ls[:0]
	for i := range ls {
		if n := len(out); n > 0 && continues(s, &out[n-1], &ls[i], w) {
			out[n-1].span.End, out[n-1].end = ls[i].span.End, ls[i].end
			continue
		}
		out = append(out, ls[i])
	}
	return out
}

// continues reports whether b is the rest of a sentence that begins in a.
func continues(s string, a, b *line, wrap int) bool {
	if a.row || b.row || a.heading > 0 || b.heading > 0 || a.bold || b.bold || a.role != b.role || b.mk != nil && !b.mk.weak {
		return false
	}
	first, _ := at(s, b.span.Start)
	end, _ := utf8.DecodeLastRuneInString(s[:a.end])
	if a.block == b.block && !b.gap && b.mk == nil {
		return true // one paragraph, as the extractor saw it
	}
	if terminal(s, a) && !(wrap > 0 && closes(end) && hiragana(first)) {
		return false
	}
	if a.mk != nil && a.body >= a.end { // a number alone on its line
		t := b.text(s)
		return b.mk == nil && !b.gap && !a.mk.bullet() && (a.mk.level == Root || whole(t, "（", "）") || whole(t, "(", ")") || whole(t, "【", "】"))
	}
	if a.mk != nil && a.mk.level != Root && a.mk.style.glyph == '第' && a.end-a.body < 60 {
		return false
	}
	lastLine := a.span.Start
	if k := strings.LastIndexByte(s[a.span.Start:a.end], '\n'); k >= 0 {
		lastLine += k + 1
	}
	long := wrap > 0 && width(s[lastLine:a.end])*5 >= wrap*4
	if japanese(end) || closes(end) || end == '、' || end == '，' {
		if b.mk != nil || !japanese(first) && closing(first) == 0 && !unicode.IsLetter(first) && !digit(first) {
			return false
		}
		return long && !b.gap || end == '、' || end == '，' || strings.ContainsRune("をはがの", end) && a.end-a.span.Start > 60
	}
	if b.mk != nil && !(long && unicode.IsLower(first)) {
		return false
	}
	switch {
	case unicode.IsLower(first):
		return a.end-lastLine >= 40
	case end == ',' || linking(s[lastLine:a.end]):
		return a.end-lastLine >= 40 && (unicode.IsLetter(first) || closing(first) != 0 || first == '"' || digit(first))
	}
	return long && !b.gap && unicode.IsLetter(first)
}

// linking reports whether t ends with a word that no English or Dutch sentence ends with.
func linking(t string) bool {
	k := strings.LastIndexByte(t, ' ')
	switch t[k+1:] {
	case "the", "of", "and", "or", "a", "an", "to", "in", "by", "with", "for", "our", "your", "any", "de", "het", "een", "en", "van", "of the":
		return true
	}
	return false
}
