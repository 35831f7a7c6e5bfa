// Package fold brings the many shapes of the same character to one, so that words can be compared: full-width letters
// and digits to ASCII, half-width kana to full-width, Kangxi and CJK radicals (⼈ ⽤ ⼜ ⻑) to ideographs, odd spaces to a space;
// soft hyphens, zero-width characters, ** beside Japanese, and spaces that stand inside Japanese words vanish.
//
// Folded text is for comparing only, never for storing or quoting: [Text.Origin] leads from every folded byte back to
// the stored text. Full-width punctuation, circled digits and (1) keep their shape, since their ASCII forms mislead a
// Japanese tokenizer.
package fold

import (
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Text is a folded string that remembers where each part came from.
type Text struct {
	S    string // folded
	from []step
}

// A step says that folded bytes from At on stem from original bytes from Orig on, one to one while Same.
type step struct {
	at, orig int
	width    int // bytes of the original that a changed rune came from; 0 for a run that is copied
}

// String folds s. The result's S has no map; use [New] where offsets matter.
func String(s string) string {
	if plain(s) {
		return s
	}
	return New(s).S
}

// New folds s.
func New(s string) *Text {
	if plain(s) {
		return &Text{S: s}
	}
	var b strings.Builder
	b.Grow(len(s))
	t := &Text{}
	copying := false
	for i := 0; i < len(s); {
		out, n := next(s, i)
		if out == s[i:i+n] {
			if !copying {
				t.from = append(t.from, step{at: b.Len(), orig: i})
				copying = true
			}
		} else {
			t.from = append(t.from, step{at: b.Len(), orig: i, width: n})
			copying = false
		}
		b.WriteString(out)
		i += n
	}
	t.from = append(t.from, step{at: b.Len(), orig: len(s)})
	t.S = b.String()
	return t
}

// Origin gives the range of the original string that the folded range [start, end) came from.
func (t *Text) Origin(start, end int) (int, int) {
	if t.from == nil {
		return start, end
	}
	from := t.origin(start, false)
	to := from
	if end > start {
		to = t.origin(end, true)
	}
	return from, to
}

// origin maps one folded offset. As an end it is the place behind the rune before it.
func (t *Text) origin(at int, end bool) int {
	probe := at
	if end {
		probe--
	}
	k := sort.Search(len(t.from), func(k int) bool { return t.from[k].at > probe }) - 1
	if k < 0 {
		return 0
	}
	s := t.from[k]
	switch {
	case s.width == 0:
		return s.orig + at - s.at
	case end:
		return s.orig + s.width
	default:
		return s.orig
	}
}

// plain reports whether s folds to itself for sure: a quick look that may say no too often.
func plain(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if c < ' ' && c != '\n' && c != '\t' || c == ' ' && i > 0 && s[i-1] >= utf8.RuneSelf || strings.HasPrefix(s[i:], "**") {
				return false
			}
			i++
		case c == 0xE3 && i+2 < len(s): // U+3000…U+3FFF
			if s[i+1] == 0x80 && s[i+2] == 0x80 { // ideographic space
				return false
			}
			if s[i+1] == 0x82 && (s[i+2] == 0x99 || s[i+2] == 0x9A) { // combining voice marks
				return false
			}
			i += 3
		case c >= 0xE4 && c <= 0xE9 && i+2 < len(s): // U+4000…U+9FFF
			i += 3
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBC && (s[i+2] == 0x88 || s[i+2] == 0x89): // （ ）
			i += 3
		default:
			return false
		}
	}
	return true
}

// next folds the rune at s[i] (with a combining voice mark after it) and tells how many bytes it took.
func next(s string, i int) (string, int) {
	r, n := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && n <= 1 {
		return " ", 1
	}
	if m, mn := utf8.DecodeRuneInString(s[i+n:]); m == 0x3099 || m == 0x309A || m == 0xFF9E || m == 0xFF9F {
		if joined := norm.NFKC.String(s[i : i+n+mn]); utf8.RuneCountInString(joined) == 1 {
			return joined, n + mn
		}
	}
	switch {
	case isSpace(r):
		if insideWord(s, i, n) {
			return "", n
		}
		return " ", n
	case vanishes(r):
		return "", n
	case r == '*':
		if stars := emphasis(s, i); stars > 0 {
			return "", stars
		}
	case r >= 0xFF10 && r <= 0xFF19, r >= 0xFF21 && r <= 0xFF3A, r >= 0xFF41 && r <= 0xFF5A:
		return string(r - 0xFEE0), n
	case r == '，':
		return "、", n
	case r == '．':
		if i > 0 && latinOrDigit(lastRune(s[:i])) {
			return ".", n
		}
		return "。", n
	case r == '｡':
		return "。", n
	case r == '､':
		return "、", n
	case r == '｢':
		return "「", n
	case r == '｣':
		return "」", n
	case r >= 0xFF66 && r <= 0xFF9D:
		return norm.NFKC.String(s[i : i+n]), n
	case r >= 0x2F00 && r <= 0x2FD5, r >= 0xF900 && r <= 0xFAD9:
		return norm.NFKC.String(s[i : i+n]), n
	case r >= 0x2E80 && r <= 0x2EF3:
		if k, ok := radicals[r]; ok {
			return string(k), n
		}
	case r == '’' || r == '‘' || r == '＇':
		return "'", n
	case r == '“' || r == '”':
		return `"`, n
	case r == '‐' || r == '‑' || r == '−' || r == '–':
		return "-", n
	}
	return s[i : i+n], n
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', 0x0B, 0x0C, 0x85, 0xA0, 0x3000, 0x202F, 0x205F:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// vanishes: control characters that are no white space (PDFs leave them inside words), soft hyphen, zero-width and direction marks, variation selectors.
func vanishes(r rune) bool {
	return r < 0x20 || r >= 0x7F && r <= 0x9F || r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2064 ||
		r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F
}

// insideWord reports whether the white space at s[i:i+n] stands between two Japanese characters, where writing has
// none: such spaces come from line breaks, justified print and PDFs.
func insideWord(s string, i, n int) bool {
	if before, _ := utf8.DecodeLastRuneInString(s[:i]); !kana(before) { // within a run of spaces, too: it is gone through once
		return false
	}
	j := i + n
	for j < len(s) {
		r, w := utf8.DecodeRuneInString(s[j:])
		if !isSpace(r) && !vanishes(r) {
			return kana(r)
		}
		j += w
	}
	return false
}

// emphasis gives the length of the run of two or three * at s[i] where Markdown sets it beside Japanese: 「データを**分析**する」;
// 0 where there is none. Left in, it would part a noun from its verb.
func emphasis(s string, i int) int {
	run := s[i:min(len(s), i+4)]
	n := len(run) - len(strings.TrimLeft(run, "*"))
	if n < 2 || n > 3 {
		return 0
	}
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	if japanese(lastRune(s[:i])) || japanese(after) {
		return n
	}
	return 0
}

// japanese reports whether r is a Japanese letter or the punctuation beside it.
func japanese(r rune) bool {
	return kana(r) || r >= 0x3001 && r <= 0x301F || r == '（' || r == '）'
}

func kana(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0x2E80 && r <= 0x2FD5 || r == '々'
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func latinOrDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' ||
		r >= 0xFF10 && r <= 0xFF19 || r >= 0xFF21 && r <= 0xFF3A || r >= 0xFF41 && r <= 0xFF5A
}
