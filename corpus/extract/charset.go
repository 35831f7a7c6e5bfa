package extract

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"kiyaku/corpus"
)

const (
	scoreSample   = 64 << 10 // bytes that encodings are judged by where less leaves a doubt, from the first on that is not ASCII
	clearScore    = 0.7      // mean score per rune above which there may be none
	doubtfulScore = 0.0      // below which the choice is reported
)

// samples are the parts of a body that are tried in turn: their size in bytes, and the lead of the best mean score over
// the second that leaves no doubt. Small ones are without long stretches of ASCII.
var samples = [...]struct {
	size int
	lead float64
}{{256, 1.5}, {1 << 10, 0.7}, {scoreSample, 0}}

// A reading is a body as text in one encoding.
type reading struct {
	name     string // of the encoding, as in the WHATWG standard
	text     []byte // valid UTF-8; not to be changed, since it may be the body itself
	problems []corpus.Problem
	clean    bool // text is known to hold neither U+FFFD nor control characters
}

// decode finds the encoding of body and decodes it. What the sender declares counts little, since it is often wrong: in
// order, a byte order mark, the escapes of ISO-2022-JP, validity as UTF-8, then the reading that looks most like text.
// UTF-8 is returned byte for byte, byte order mark included.
func decode(body []byte, declared ...string) reading {
	valid, clean := inspect(body)
	switch {
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return read("utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), body)
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return read("utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), body)
	case jisEscapes(body):
		return read("iso-2022-jp", japanese.ISO2022JP, body)
	case valid && (clean || !hasNUL(body)):
		return reading{name: "utf-8", text: body, clean: clean}
	}
	best, score := choose(body, candidates(body, declared))
	r := read(best.name, best.enc, body)
	if score < doubtfulScore {
		r.problems = append(r.problems, corpus.Problem{Code: "charset-doubtful",
			Message: "The character encoding could not be told for sure; it was read as " + best.name + "."})
	}
	return r
}

// choose finds the candidate with the best score, which is given with it. Mostly the beginning of the text tells.
func choose(body []byte, cs []candidate) (best candidate, score float64) {
	for _, try := range samples {
		score = math.Inf(-1)
		second := score
		start, sample := body[:min(len(body), try.size)], sampleOf(body, try.size)
		for _, c := range cs {
			part := sample
			if strings.HasPrefix(c.name, "utf-16") {
				part = start
			}
			if s := c.score(part, len(part) == try.size); s > score {
				best, score, second = c, s, score
			} else {
				second = max(second, s)
			}
		}
		if score > clearScore && score-second > try.lead {
			break
		}
	}
	return best, score
}

func hasNUL(body []byte) bool { return bytes.IndexByte(body, 0) >= 0 }

// jisEscapes reports whether body is 7-bit text that switches to a Japanese character set.
func jisEscapes(body []byte) bool {
	i := bytes.Index(body, []byte("\x1B$"))
	if i < 0 || i+2 >= len(body) || body[i+2] != 'B' && body[i+2] != '@' && body[i+2] != '(' {
		return false
	}
	for _, c := range body[:min(len(body), 1<<20)] {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// read decodes the whole body; what is no character in enc becomes U+FFFD and is reported.
func read(name string, enc encoding.Encoding, body []byte) reading {
	r := reading{name: name, text: decodeBytes(enc, body)}
	if _, r.clean = inspect(r.text); r.clean {
		return r
	}
	if n := bytes.Count(r.text, []byte("\uFFFD")); n > 0 {
		r.problems = append(r.problems, corpus.Problem{Code: "charset-doubtful", Lost: 3 * n,
			Message: "Some bytes are no characters in the encoding " + name + "; they show as \uFFFD."})
	}
	return r
}

func decodeBytes(enc encoding.Encoding, body []byte) []byte {
	if enc == nil || enc == unicode.UTF8 {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	out := make([]byte, 0, len(body)+len(body)/2+utf8.UTFMax) // two bytes become three
	out, _, err := transform.Append(enc.NewDecoder(), out, body)
	if err != nil { // the encodings used replace what they can't decode; others stop
		return bytes.ToValidUTF8(out, []byte("\uFFFD"))
	}
	return out
}

type candidate struct {
	name     string
	enc      encoding.Encoding // nil: UTF-8
	declared bool
}

func candidates(body []byte, declared []string) []candidate {
	cs := []candidate{
		{name: "utf-8"},
		{name: "shift_jis", enc: japanese.ShiftJIS},
		{name: "euc-jp", enc: japanese.EUCJP},
		{name: "windows-1252", enc: charmap.Windows1252},
	}
	if hasNUL(body) || len(body)%2 == 0 && !bytes.Contains(body, []byte("  ")) && bytes.IndexByte(body, '<') < 0 {
		cs = append(cs, candidate{name: "utf-16le", enc: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
			candidate{name: "utf-16be", enc: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)})
	}
	for _, d := range declared {
		enc, err := htmlindex.Get(d)
		if err != nil {
			continue
		}
		name, _ := htmlindex.Name(enc)
		known := false
		for i := range cs {
			if cs[i].name == name {
				cs[i].declared, known = true, true
			}
		}
		if !known && name != "replacement" && name != "x-user-defined" {
			cs = append(cs, candidate{name: name, enc: enc, declared: true})
		}
	}
	return cs
}

// sampleOf is a part of body, of at most size bytes, that encodings of single bytes and pairs can be told by.
func sampleOf(body []byte, size int) []byte {
	body = body[asciiLen(body):]
	if size == scoreSample {
		return body[:min(len(body), size)]
	}
	const apart = 8 // bytes of ASCII, the first of which may be the second half of a character
	var sample []byte
	for len(body) > 0 && len(sample) < size {
		n := 0
		for n < len(body) && n < size && asciiLen(body[n:min(len(body), n+apart)]) < apart {
			n++
		}
		sample = append(sample, body[:min(len(body), n+apart)]...)
		body = body[min(len(body), n+apart):]
		body = body[asciiLen(body):]
	}
	return sample[:min(len(sample), size)]
}

// score is the mean over the runes of a sample that are not ASCII: how much they look like Japanese or Western text. If
// the sample is cut, that may go through a character.
func (c candidate) score(sample []byte, cut bool) float64 {
	text := decodeBytes(c.enc, sample)
	if cut {
		text = bytes.TrimRight(text, "\uFFFD")
	}
	t := tally(text)
	bonus := 0.0
	if c.declared {
		bonus = 0.2
	}
	return t.mean() + bonus
}

// counts of runes by what they say about a decoding.
type counts struct{ kana, ideograph, punct, half, latin, odd, bad, ascii, control int }

func tally(text []byte) counts {
	var t counts
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRune(text[i:])
		i += w
		switch {
		case r == utf8.RuneError:
			t.bad++
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r >= 0x7F && r < 0xA0:
			t.control++
		case r < utf8.RuneSelf:
			t.ascii++
		case r >= 0x3041 && r <= 0x30FF:
			t.kana++
		case r >= 0x4E00 && r <= 0x9FFF:
			t.ideograph++
		case r >= 0x3000 && r <= 0x3020 || r >= 0xFF01 && r <= 0xFF5E:
			t.punct++
		case r >= 0xFF61 && r <= 0xFF9F:
			t.half++
		case r >= 0xC0 && r <= 0x17F && r != 0xD7 && r != 0xF7, r >= 0x2010 && r <= 0x2026, r == 0x20AC, r == 0xA7:
			t.latin++
		default:
			t.odd++
		}
	}
	return t
}

// mean weighs the counts. Ideographs count only beside kana, since Western text read as Shift_JIS gives some; half-width
// kana are what EUC-JP gives when read as Shift_JIS.
func (t counts) mean() float64 {
	n := t.kana + t.ideograph + t.punct + t.half + t.latin + t.odd + t.bad + t.control
	if n == 0 {
		return 0.5
	}
	ideograph := 1.0
	if t.kana*10 < t.ideograph {
		ideograph = -0.5
	}
	sum := 2*float64(t.kana) + ideograph*float64(t.ideograph) + float64(t.punct) - 0.3*float64(t.half) +
		0.6*float64(t.latin) - float64(t.odd) - 20*float64(t.bad) - 10*float64(t.control)
	// Half of the Latin letters of Western text are ASCII's neighbours; a run of them without ASCII is no Western text.
	if t.latin > t.ascii {
		sum -= float64(t.latin)
	}
	return sum / float64(n)
}
