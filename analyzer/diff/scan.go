package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what an atom is for comparing.
type class uint8

const (
	word   class = iota // letters of an alphabet, with digits and apostrophes inside
	cjk                 // a run of kana and ideographs
	number              // digits with their points and commas, ①
	sign                // currencies, %, +, <, 〜: symbols that say something
	date
	ref    // a reference to a clause, with its number
	punct  // punctuation
	markup // Markdown and tags
	link   // targets of links, web and mail addresses, "(opens in new tab)"
	blank  // white space and what is folded away
)

// speaks reports whether atoms of class c are part of what a text says.
func (c class) speaks() bool { return c <= ref }

// An atom is a run of one class in a folded text.
type atom struct {
	start, end int
	class      class
}

// scan cuts a folded text into atoms, without white space. It knows no language.
func scan(s string) []atom {
	atoms := make([]atom, 0, len(s)/6+1)
	for i := 0; i < len(s); {
		c := s[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		end, cl := next(s, i)
		if n := len(atoms); n > 0 && cl == markup && atoms[n-1].class == markup && atoms[n-1].end == i {
			atoms[n-1].end = end
		} else {
			atoms = append(atoms, atom{i, end, cl})
		}
		i = end
	}
	return atoms
}

// next gives the end and the class of the atom at s[i], which is no white space.
func next(s string, i int) (int, class) {
	if c := s[i]; c < utf8.RuneSelf && !isAlnum(c) {
		return nextASCII(s, i)
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case isCJK(r):
		return runEnd(s, i, isCJK), cjk
	case unicode.IsDigit(r) || unicode.Is(unicode.No, r):
		if end := addressEnd(s, i); end > i {
			return end, link
		}
		return numberEnd(s, i), number
	case unicode.IsLetter(r):
		if end := addressEnd(s, i); end > i {
			return end, link
		}
		return wordEnd(s, i), word
	case strings.ContainsRune("€£¥￥％‰≥≤〜～§", r):
		return i + n, sign
	case r == '（':
		if end := linkNote(s, i); end > i {
			return end, link
		}
	case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
		return i + n, markup
	}
	return i + n, punct
}

// nextASCII is next for ASCII that is no letter or digit.
func nextASCII(s string, i int) (int, class) {
	switch c := s[i]; c {
	case ']':
		if strings.HasPrefix(s[i:], "](") {
			if k := closing(s, i+1); k > 0 {
				return k, link
			}
		}
	case '\\', '[':
		if end := protectedMail(s, i); end > i {
			return end, link
		}
		if c == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && !isAlnum(s[i+1]) {
			return i + 1, markup
		}
	case '<':
		if i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!' || isAlnum(s[i+1])) {
			if k := strings.IndexByte(s[i:min(len(s), i+400)], '>'); k > 0 {
				if strings.Contains(s[i:i+k], "://") || strings.Contains(s[i:i+k], "@") {
					return i + k + 1, link
				}
				return i + k + 1, markup
			}
		}
		return i + 1, sign
	case '(':
		if end := linkNote(s, i); end > i {
			return end, link
		}
	case '*', '_', '`', '~', '#', '|', '=':
		return i + 1, markup
	case '$', '%', '&', '+', '>':
		return i + 1, sign
	}
	return i + 1, punct
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isCJK(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF && r != '・' || r >= 0x3400 && r <= 0x9FFF || r == '々' || r == '〇' || r >= 0x20000 && r <= 0x323AF
}

func runEnd(s string, i int, in func(rune) bool) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !in(r) {
			break
		}
		i += n
	}
	return i
}

func numberEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsNumber(r) && (r != '.' && r != ',' || i+1 >= len(s) || s[i+1] < '0' || s[i+1] > '9') {
			break
		}
		i += n
	}
	return i
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\'' {
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); !unicode.IsLetter(next) {
				break
			}
		} else if isCJK(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		i += n
	}
	return i
}

// closing gives the end of the bracket that opens at s[i]; 0 if it does not close within 2,000 bytes.
func closing(s string, i int) int {
	depth := 0
	for k := i; k < min(len(s), i+2000); k++ {
		switch s[k] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return k + 1
			}
		}
	}
	return 0
}

// addressEnd gives the end of the web or mail address at s[i]; i if there is none.
func addressEnd(s string, i int) int {
	for _, scheme := range []string{"https://", "http://", "www.", "mailto:"} {
		if len(s)-i > len(scheme) && strings.EqualFold(s[i:i+len(scheme)], scheme) {
			end := i
			for end < len(s) && s[end] > ' ' && s[end] < utf8.RuneSelf && !strings.ContainsRune(`)>"]*|`, rune(s[end])) {
				end++
			}
			for end > i && strings.ContainsRune(".,;:!?", rune(s[end-1])) {
				end--
			}
			return end
		}
	}
	at := i
	for at < len(s) && (isAlnum(s[at]) || strings.IndexByte("._%+-", s[at]) >= 0) {
		at++
	}
	if at == len(s) || s[at] != '@' {
		return i
	}
	end, dot := at+1, false
	for end < len(s) && (isAlnum(s[end]) || s[end] == '-' || s[end] == '.' && end+1 < len(s) && isAlnum(s[end+1])) {
		dot = dot || s[end] == '.'
		end++
	}
	if !dot {
		return i
	}
	return end
}

// protectedMail gives the end of "[email protected]", which a script writes in the place of an address; i if there is none.
func protectedMail(s string, i int) int {
	rest := s[i:]
	for _, p := range []string{`\[email protected\]`, "[email protected]"} {
		if strings.HasPrefix(rest, p) {
			return i + len(p)
		}
	}
	return i
}

// linkNote gives the end of a bracket that tells where a link opens, as for screen readers; i if there is none.
func linkNote(s string, i int) int {
	rest := s[i:min(len(s), i+100)]
	close, size := strings.IndexByte(rest, ')'), 1
	if full := strings.Index(rest, "）"); full > 0 && (close < 0 || full < close) {
		close, size = full, len("）")
	}
	if close < 0 {
		return i
	}
	inner := strings.ToLower(rest[1:close])
	for _, cue := range []string{"new tab", "new window", "external link", "external site", "新しいタブ", "新しいウィンドウ", "新しいウインドウ", "別ウィンドウ", "別ウインドウ", "外部リンク", "外部サイト", "別タブ", "nieuw tabblad", "nieuw venster", "externe link"} {
		if strings.Contains(inner, cue) {
			return i + close + size
		}
	}
	return i
}
