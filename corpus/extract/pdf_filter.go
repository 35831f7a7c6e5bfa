package extract

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
	tifflzw "golang.org/x/image/tiff/lzw"
)

// The object layer unpacks Flate and ASCII85 only. For streams with another filter of text, sanitize renames the entry,
// so that the object layer gives the bytes as they are, and they are unpacked here.

const ownFilterKey = "Fi1ter"

// markOwnFilters renames the filters of the streams that are unpacked here, in place.
func markOwnFilters(b []byte) {
	for at := range places(b, "/Filter") {
		if ownFilter(b[at:]) {
			copy(b[at-len("/Filter")+1:], ownFilterKey)
		}
	}
}

// ownFilter reports whether a value of /Filter, a name or an array of names, has one that is undone here.
func ownFilter(b []byte) bool {
	lex := &pdfLexer{b: b[:min(len(b), 500)]}
	value, _ := lex.next()
	names, ok := value.([]any)
	if !ok {
		names = []any{value}
	}
	for _, name := range names {
		switch name {
		case pdfName("LZWDecode"), pdfName("LZW"), pdfName("ASCIIHexDecode"), pdfName("AHx"), pdfName("RunLengthDecode"), pdfName("RL"):
			return true
		}
	}
	return false
}

// unpack undoes the filters that markOwnFilters renamed. Those of pictures end it.
func unpack(v pdf.Value, r io.Reader) io.Reader {
	filters, params := v.Key(ownFilterKey), v.Key("DecodeParms")
	if filters.Kind() == pdf.Name {
		return unpackOne(r, filters.Name(), params)
	}
	for i := range min(filters.Len(), 8) {
		r = unpackOne(r, filters.Index(i).Name(), params.Index(i))
	}
	return r
}

func unpackOne(r io.Reader, filter string, params pdf.Value) io.Reader {
	switch filter {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(r)
		if err != nil || params.Key("Predictor").Int64() > 1 {
			return strings.NewReader("")
		}
		return z
	case "LZWDecode", "LZW":
		if params.Key("Predictor").Int64() > 1 {
			return strings.NewReader("")
		}
		if early := params.Key("EarlyChange"); !early.IsNull() && early.Int64() == 0 {
			return lzw.NewReader(r, lzw.MSB, 8)
		}
		return tifflzw.NewReader(r, tifflzw.MSB, 8)
	case "ASCIIHexDecode", "AHx":
		return &hexReader{r: r}
	case "ASCII85Decode", "A85":
		return ascii85.NewDecoder(&until{r: r, end: '~'})
	case "RunLengthDecode", "RL":
		return &runReader{r: r}
	}
	return strings.NewReader("")
}

// until ends a stream before a character.
type until struct {
	r    io.Reader
	end  byte
	done bool
}

// Read implements io.Reader.
func (u *until) Read(p []byte) (int, error) {
	if u.done {
		return 0, io.EOF
	}
	n, err := u.r.Read(p)
	if i := bytes.IndexByte(p[:n], u.end); i >= 0 {
		u.done = true
		return i, io.EOF
	}
	return n, err
}

const hexDigits = "0123456789abcdef"

// hexReader reads ASCIIHexDecode.
type hexReader struct {
	r    io.Reader
	odd  bool
	half byte
	done bool
}

// Read implements io.Reader.
func (h *hexReader) Read(p []byte) (int, error) {
	if h.done || len(p) == 0 {
		return 0, io.EOF
	}
	in := make([]byte, len(p))
	n, err := h.r.Read(in)
	out := 0
	for _, c := range in[:n] {
		if c == '>' {
			h.done = true
			break
		}
		i := strings.IndexByte(hexDigits, c|0x20)
		if i < 0 {
			continue
		}
		d := byte(i)
		if h.odd {
			p[out] = h.half<<4 | d
			out++
		}
		h.half, h.odd = d, !h.odd
	}
	if h.odd && (h.done || err != nil) && out < len(p) {
		p[out], h.odd = h.half<<4, false
		out++
	}
	if h.done {
		err = io.EOF
	}
	return out, err
}

// runReader reads RunLengthDecode.
type runReader struct {
	r    io.Reader
	pend []byte
}

// Read implements io.Reader.
func (r *runReader) Read(p []byte) (int, error) {
	if len(r.pend) == 0 {
		var head [1]byte
		if _, err := io.ReadFull(r.r, head[:]); err != nil || head[0] == 128 {
			return 0, io.EOF
		}
		if n := int(head[0]); n < 128 {
			r.pend = make([]byte, n+1)
			got, _ := io.ReadFull(r.r, r.pend) // cut short: what there is
			r.pend = r.pend[:got]
		} else {
			var b [1]byte
			if _, err := io.ReadFull(r.r, b[:]); err != nil {
				return 0, io.EOF
			}
			r.pend = bytes.Repeat(b[:], 257-n)
		}
	}
	n := copy(p, r.pend)
	r.pend = r.pend[n:]
	return n, nil
}
