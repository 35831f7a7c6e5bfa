package extract

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

const (
	maxCMapTokens = 2_000_000
	maxCMapRange  = 1 << 16
)

// cmap maps the codes of a font's strings to Unicode (ToUnicode) or to glyph numbers (an embedded encoding).
type cmap struct {
	text   map[string]string // code → UTF-16BE
	ranges []cmapRange
	space  [5][][2]string // code spaces by length of the code
	cids   map[string]int
	cidRun []cidRange
	vert   bool
}

type cmapRange struct {
	lo, hi string
	first  string   // UTF-16BE of lo; the last unit counts up
	each   []string // or one for each code
}

type cidRange struct {
	lo, hi string
	cid    int
}

// parseCMap reads a CMap; what it does not know it passes over.
func parseCMap(b []byte) *cmap {
	m := &cmap{text: map[string]string{}, cids: map[string]int{}}
	lex := &pdfLexer{b: b}
	var stack []any
	for range maxCMapTokens {
		t, ok := lex.next()
		if !ok {
			break
		}
		op, isOp := t.(pdfOp)
		if !isOp {
			stack = append(stack, t)
			continue
		}
		m.operator(op, stack)
		stack = stack[:0]
	}
	return m
}

func (m *cmap) operator(op pdfOp, st []any) {
	switch op {
	case "endcodespacerange":
		for i := 0; i+1 < len(st); i += 2 {
			lo, hi := str(st[i]), str(st[i+1])
			if len(lo) > 0 && len(lo) < 5 && len(lo) == len(hi) {
				m.space[len(lo)] = append(m.space[len(lo)], [2]string{lo, hi})
			}
		}
	case "endbfchar":
		for i := 0; i+1 < len(st); i += 2 {
			m.text[str(st[i])] = str(st[i+1])
		}
	case "endbfrange":
		for i := 0; i+2 < len(st); i += 3 {
			r := cmapRange{lo: str(st[i]), hi: str(st[i+1]), first: str(st[i+2])}
			if each, ok := st[i+2].([]any); ok {
				for _, x := range each {
					r.each = append(r.each, str(x))
				}
			}
			m.ranges = append(m.ranges, r)
		}
	case "endcidchar":
		for i := 0; i+1 < len(st); i += 2 {
			m.cids[str(st[i])] = integer(st[i+1])
		}
	case "endcidrange":
		for i := 0; i+2 < len(st); i += 3 {
			m.cidRun = append(m.cidRun, cidRange{str(st[i]), str(st[i+1]), integer(st[i+2])})
		}
	case "def":
		if n := len(st); n >= 2 && st[n-2] == pdfName("WMode") {
			m.vert = integer(st[n-1]) == 1
		}
	}
}

func str(x any) string {
	s, _ := x.(pdfString)
	return string(s)
}

func integer(x any) int {
	f, _ := x.(float64)
	return int(f)
}

// unicode is the text of a code; false if the CMap has none.
func (m *cmap) unicode(code string) (string, bool) {
	if s, ok := m.text[code]; ok {
		return fromUTF16(s), true
	}
	for _, r := range m.ranges {
		if len(r.lo) != len(code) || code < r.lo || code > r.hi {
			continue
		}
		d := bigEndian(code) - bigEndian(r.lo)
		if r.each != nil {
			if d < len(r.each) {
				return fromUTF16(r.each[d]), true
			}
			return "", false
		}
		b := []byte(r.first)
		for i := len(b) - 1; i >= 0 && d > 0; i-- {
			d += int(b[i])
			b[i] = byte(d)
			d >>= 8
		}
		s := fromUTF16(string(b))
		m.text[code] = string(b) // ranges are searched once for each code
		return s, true
	}
	return "", false
}

// codeLen is the length of the code that s begins with, by the code spaces; 0 if it is in none.
func (m *cmap) codeLen(s string) int {
	for n := 1; n <= 4 && n <= len(s); n++ {
	next:
		for _, r := range m.space[n] {
			for i := range n {
				if s[i] < r[0][i] || s[i] > r[1][i] {
					continue next
				}
			}
			return n
		}
	}
	return 0
}

// cid is the glyph number of a code.
func (m *cmap) cid(code string) int {
	if v, ok := m.cids[code]; ok {
		return v
	}
	for _, r := range m.cidRun {
		if len(r.lo) == len(code) && r.lo <= code && code <= r.hi {
			return r.cid + bigEndian(code) - bigEndian(r.lo)
		}
	}
	return 0
}

func bigEndian(s string) int {
	n := 0
	for i := range min(len(s), 4) {
		n = n<<8 | int(s[i])
	}
	return n
}

// fromUTF16 decodes UTF-16BE; a single byte is Latin-1.
func fromUTF16(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// textString decodes a text string of a dictionary (ISO 32000-1, 7.9.2.2).
func textString(s string) string {
	if strings.HasPrefix(s, "\xFE\xFF") {
		return fromUTF16(s[2:])
	}
	if strings.HasPrefix(s, "\xEF\xBB\xBF") {
		return strings.ToValidUTF8(s[3:], "\uFFFD")
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
	}
	return b.String()
}

// charset is one of the predefined CMaps: how strings are cut into codes and what a code is in Unicode.
type charset struct {
	length func(s string) int
	decode func(code string) (string, bool)
	vert   bool
}

// predefined finds a predefined CMap (ISO 32000-1, table 118) by its name.
func predefined(name string) (charset, bool) {
	vert := strings.HasSuffix(name, "-V") || name == "V"
	base := strings.TrimSuffix(strings.TrimSuffix(name, "-V"), "-H")
	c := charset{vert: vert}
	switch {
	case strings.Contains(base, "UCS2"):
		c.length, c.decode = twoBytes, func(s string) (string, bool) { return fromUTF16(s), true }
	case strings.Contains(base, "UTF16"):
		c.length, c.decode = utf16Len, func(s string) (string, bool) { return fromUTF16(s), true }
	case strings.Contains(base, "UTF8"):
		c.length = func(s string) int { _, n := utf8.DecodeRuneInString(s); return n }
		c.decode = func(s string) (string, bool) { return s, utf8.ValidString(s) }
	case strings.Contains(base, "RKSJ"):
		c.length, c.decode = leadByte(0x81, 0x9F, 0xE0, 0xFC), decoder(japanese.ShiftJIS)
	case base == "EUC":
		c.length, c.decode = leadByte(0x8E, 0xFE, 0, 0), decoder(japanese.EUCJP)
	case name == "H" || name == "V" || base == "78" || base == "Add" || base == "Ext":
		euc := decoder(japanese.EUCJP)
		c.length, c.decode = twoBytes, func(s string) (string, bool) {
			if len(s) != 2 {
				return "", false
			}
			return euc(string([]byte{s[0] | 0x80, s[1] | 0x80}))
		}
	case strings.HasPrefix(base, "GB"):
		c.length, c.decode = leadByte(0x81, 0xFE, 0, 0), decoder(simplifiedchinese.GB18030)
	case strings.Contains(base, "B5"):
		c.length, c.decode = leadByte(0x81, 0xFE, 0, 0), decoder(traditionalchinese.Big5)
	case strings.HasPrefix(base, "KSC"):
		c.length, c.decode = leadByte(0x81, 0xFE, 0, 0), decoder(korean.EUCKR)
	default:
		return c, false
	}
	return c, true
}

func twoBytes(s string) int { return min(len(s), 2) }

func utf16Len(s string) int {
	if len(s) >= 4 && s[0] >= 0xD8 && s[0] <= 0xDB {
		return 4
	}
	return twoBytes(s)
}

// leadByte cuts codes of two bytes where the first is in one of two ranges, of one byte elsewhere.
func leadByte(lo1, hi1, lo2, hi2 byte) func(string) int {
	return func(s string) int {
		if c := s[0]; len(s) > 1 && (c >= lo1 && c <= hi1 || c >= lo2 && c <= hi2) {
			return 2
		}
		return 1
	}
}

func decoder(enc encoding.Encoding) func(string) (string, bool) {
	return func(code string) (string, bool) {
		s, err := enc.NewDecoder().String(code)
		return s, err == nil && !strings.Contains(s, "\uFFFD")
	}
}
