package lexicon

import (
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"reflect"
	"strings"

	"kiyaku/lexicon/lines"
)

// compiled is the built-in lexicon as [Lexicon.Text] writes it, without what only lawyers read: examples and word lists.
//
//go:embed compiled.txt
var compiled string

// Compiled gives the built-in lexicon without its examples and words, but with the vocabularies that the analyzer made of
// them. It takes a millisecond where [Builtin] and an analyzer that makes the vocabularies take over a hundred. Where the
// TOML files have been changed since (go generate ./analyzer/find was not run), it is what Builtin gives.
func Compiled() (*Lexicon, error) {
	sum, text, _ := strings.Cut(compiled, "\n")
	if sum != sourceSum() {
		return Builtin()
	}
	lex := &Lexicon{}
	r := lineReader{lines.Reader{Rest: text}}
	r.read(reflect.ValueOf(lex).Elem())
	if r.Bad || r.Rest != "" {
		return nil, errors.New("lexicon: compiled.txt cannot be read; go generate writes it anew")
	}
	return lex, nil
}

// sourceSum is a checksum of the built-in TOML files.
func sourceSum() string {
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	buf := make([]byte, 32<<10)
	err := fs.WalkDir(builtin, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := builtin.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		io.WriteString(h, path)
		_, err = io.CopyBuffer(h, struct{ io.Reader }{f}, buf)
		return err
	})
	if err != nil {
		panic("lexicon: " + err.Error()) // embedded files can be read
	}
	return hex.EncodeToString(h.Sum(nil))
}

// longText begins the line that says of how many bytes the text below is, which may have several lines.
const longText = "\\"

// Text writes l down as [Compiled] reads it: every field on a line of its own, lists after their length.
func (l *Lexicon) Text() string {
	var b strings.Builder
	b.WriteString(sourceSum() + "\n")
	write(&b, reflect.ValueOf(l).Elem())
	return b.String()
}

// Open reads the rules and signs of a language of the compiled lexicon, unless that was done; any other has them. It is
// safe for concurrent use.
func (g *Language) Open() {
	g.once.Do(func() {
		if g.unread == "" {
			return
		}
		r := lineReader{lines.Reader{Rest: g.unread}}
		r.read(reflect.ValueOf(&g.Rules).Elem())
		r.read(reflect.ValueOf(&g.Signs).Elem())
		if r.Bad || r.Rest != "" {
			panic("lexicon: compiled.txt cannot be read; go generate writes it anew")
		}
		g.unread = ""
	})
}

// text is what a language is in the compiled lexicon: four texts, the second with the rules and signs.
func (g *Language) text() []string {
	g.Open()
	var b strings.Builder
	write(&b, reflect.ValueOf(g.Rules))
	write(&b, reflect.ValueOf(g.Signs))
	return []string{g.Code, b.String(), g.Vocabulary, g.SignVocabulary}
}

// left out of the compiled lexicon.
var examples = reflect.TypeFor[[]Example]()

func write(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		for _, t := range v.Interface().(*Language).text() {
			write(b, reflect.ValueOf(t))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).Type() != examples {
				write(b, v.Field(i))
			}
		}
	case reflect.Slice:
		fmt.Fprintln(b, v.Len())
		for i := range v.Len() {
			write(b, v.Index(i))
		}
	case reflect.String:
		s := v.String()
		if strings.HasPrefix(s, longText) || strings.Contains(s, "\n") {
			fmt.Fprintf(b, "%s%d\n", longText, len(s))
		}
		b.WriteString(s + "\n")
	default:
		fmt.Fprintln(b, v.Interface())
	}
}

// A lineReader reads what write wrote.
type lineReader struct{ lines.Reader }

func (r *lineReader) text() string {
	s := r.Line()
	if length, long := strings.CutPrefix(s, longText); long {
		return r.Bytes(r.Parse(length))
	}
	return s
}

// read fills v.
func (r *lineReader) read(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.ValueOf(&Language{Code: r.text(), unread: r.text(), Vocabulary: r.text(), SignVocabulary: r.text()}))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).Type() != examples {
				r.read(v.Field(i))
			}
		}
	case reflect.Slice:
		n := r.Number()
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			r.read(v.Index(i))
		}
	case reflect.String:
		v.SetString(r.text())
	case reflect.Bool:
		v.SetBool(r.Line() == "true")
	default:
		v.SetInt(int64(r.Number()))
	}
}
