package extract

import "strconv"

// The objects of a content stream or a CMap: float64, pdfName, pdfString, pdfOp, and []any for arrays and dictionaries
// (names and values in turn).
type (
	pdfOp     string
	pdfName   string
	pdfString string
	pdfClose  byte // a closing bracket
)

// pdfLexer cuts a content stream or a CMap into objects. It never fails: what it does not know becomes an operator.
type pdfLexer struct {
	b     []byte
	i     int
	depth int
}

func pdfSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func pdfDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// next is the next object; false at the end.
func (l *pdfLexer) next() (any, bool) {
	l.skipSpace()
	if l.i >= len(l.b) {
		return nil, false
	}
	c := l.b[l.i]
	switch c {
	case '(':
		return l.literal(), true
	case '/':
		return l.name(), true
	case '<':
		if l.i+1 < len(l.b) && l.b[l.i+1] == '<' {
			l.i += 2
			return l.list('>'), true
		}
		return l.hex(), true
	case '[':
		l.i++
		return l.list(']'), true
	case ']', '}', '{', ')':
		l.i++
		return pdfClose(c), true
	case '>':
		l.i++
		if l.i < len(l.b) && l.b[l.i] == '>' {
			l.i++
		}
		return pdfClose('>'), true
	}
	word := l.word()
	if c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
		return number(word), true
	}
	return pdfOp(word), true
}

func (l *pdfLexer) skipSpace() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case pdfSpace(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

func (l *pdfLexer) word() string {
	start := l.i
	for l.i < len(l.b) && !pdfSpace(l.b[l.i]) && !pdfDelim(l.b[l.i]) {
		l.i++
	}
	return string(l.b[start:l.i])
}

// number reads 12.5 and what bad writers make of it: 12.3-4, --5.
func number(word string) float64 {
	if f, err := strconv.ParseFloat(word, 64); err == nil {
		return f
	}
	k := 1
	for k < len(word) && (word[k] >= '0' && word[k] <= '9' || word[k] == '.') {
		k++
	}
	f, err := strconv.ParseFloat(word[:k], 64)
	if err != nil {
		return 0
	}
	return f
}

func (l *pdfLexer) name() pdfName {
	l.i++
	var b []byte
	for l.i < len(l.b) && !pdfSpace(l.b[l.i]) && !pdfDelim(l.b[l.i]) {
		c := l.b[l.i]
		if c == '#' && l.i+2 < len(l.b) {
			if v, err := strconv.ParseUint(string(l.b[l.i+1:l.i+3]), 16, 8); err == nil {
				c = byte(v)
				l.i += 2
			}
		}
		b = append(b, c)
		l.i++
	}
	return pdfName(b)
}

func (l *pdfLexer) hex() pdfString {
	l.i++
	var b []byte
	half := -1
	for l.i < len(l.b) && l.b[l.i] != '>' {
		v, err := strconv.ParseUint(string(l.b[l.i]), 16, 8)
		l.i++
		if err != nil {
			continue
		}
		if half < 0 {
			half = int(v)
			continue
		}
		b = append(b, byte(half<<4|int(v)))
		half = -1
	}
	if half >= 0 {
		b = append(b, byte(half<<4))
	}
	l.i++
	return pdfString(b)
}

// list reads an array or a dictionary up to its closing bracket.
func (l *pdfLexer) list(end pdfClose) []any {
	objects := []any{}
	if l.depth > 50 {
		return objects
	}
	l.depth++
	defer func() { l.depth-- }()
	for {
		t, ok := l.next()
		if !ok || t == end {
			return objects
		}
		if _, stray := t.(pdfClose); !stray {
			objects = append(objects, t)
		}
	}
}

func (l *pdfLexer) literal() pdfString {
	l.i++
	var b []byte
	depth := 1
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return pdfString(b)
			}
		case '\\':
			var ok bool
			if c, ok = l.escape(); !ok {
				continue
			}
		}
		b = append(b, c)
	}
	return pdfString(b)
}

// escape reads what follows a backslash; false if it stands for nothing.
func (l *pdfLexer) escape() (byte, bool) {
	if l.i >= len(l.b) {
		return 0, false
	}
	c := l.b[l.i]
	l.i++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\r':
		if l.i < len(l.b) && l.b[l.i] == '\n' {
			l.i++
		}
		return 0, false
	case '\n':
		return 0, false
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v := int(c - '0')
		for k := 0; k < 2 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; k++ {
			v = v*8 + int(l.b[l.i]-'0')
			l.i++
		}
		return byte(v), true
	}
	return c, true
}
