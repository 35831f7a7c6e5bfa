package token

import (
	"bytes"
	"encoding/binary"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"
)

var update = flag.Bool("update", false, "write the dictionary image anew")

// The image that is embedded is the one that kagome's dictionary gives. With -update it is written.
func TestImage(t *testing.T) {
	want := imageOf(ipa.Dict())
	if *update {
		if old, err := os.ReadFile("ipadic.image"); err == nil && bytes.Equal(old, want) {
			return
		}
		if err := os.WriteFile("ipadic.image", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(image, want) {
		t.Error("ipadic.image is not made of this dictionary: run go generate ./analyzer/token")
	}
}

// An image that lies anywhere in memory, or has to be decoded, gives the same dictionary.
func TestImageOutOfLine(t *testing.T) {
	shifted := append(make([]byte, 1, len(image)+1), image...)[1:]
	got, want := openDictionary(shifted), openDictionary(image)
	if !slices.Equal(got.kagome.Morphs, want.kagome.Morphs) || !slices.Equal(got.kagome.Index.Da, want.kagome.Index.Da) ||
		!slices.Equal(got.words, want.words) || got.forms != want.forms {
		t.Error("an image at an odd address gives another dictionary")
	}
}

// kagome cuts every text alike with its own dictionary and with ours, and what the tables tell of a word is what kagome
// tells.
func TestCutIsKagomes(t *testing.T) {
	check := cutChecker(t)
	for _, text := range japaneseTexts(t) {
		for line := range strings.Lines(text) {
			check(line)
		}
	}
	d := openDictionary(image)
	for id := 0; id < len(d.words); id += 97 {
		f := ipa.Dict().Contents[id]
		check(f[0] + f[len(f)-2])
		check(f[2])
	}
	for _, text := range []string{
		"", "\x00", "か\x00き", "aaa 12 \u3000ЖΩ\u00ff", "か\xffき", "\xff", "\ufffdЖ", "か\u2028①㈱🙂🙂", "　　、、。。（（", strings.Repeat("ア", 1500),
		strings.Repeat("漢字と", 9000), strings.Repeat("=", 40),
	} {
		check(text)
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"当社は、契約者データを監視することができます。", "ｱｲｳ①㈱ Ⅳ", "aあア漢1=", "\xff\ufffd"} {
		f.Add(s)
	}
	check := cutChecker(f)
	f.Fuzz(func(_ *testing.T, s string) {
		if len(s) < 2000 {
			check(s)
		}
	})
}

// cutChecker gives a function that fails the test for a text that is not cut as by kagome.
func cutChecker(t testing.TB) func(string) {
	kagome, err := tokenizer.New(ipa.Dict(), tokenizer.OmitBosEos())
	if err != nil {
		t.Fatal(err)
	}
	d := openDictionary(image)
	return func(text string) {
		var want []morph
		for _, k := range kagome.Tokenize(text) {
			m := morph{int32(k.ID), int32(k.Position), int32(k.Position + len(k.Surface)), k.Class != tokenizer.KNOWN}
			want = append(want, m)
			if got := d.lexeme(&m, k.Surface); *got != plainLexeme(&k) {
				t.Fatalf("lexeme of %q = %v, want %v", k.Surface, *got, plainLexeme(&k))
			}
		}
		if got := d.cut(text, nil); !slices.Equal(got, want) {
			t.Fatalf("cut(%q) = %v, want %v", text, got, want)
		}
	}
}

// plainLexeme asks kagome itself.
func plainLexeme(k *tokenizer.Token) Lexeme {
	m := Lexeme{Base: k.Surface}
	if b, ok := k.BaseForm(); ok && b != "*" {
		m.Base = b
	}
	if k.Surface == "行っ" {
		m.Base = "行う"
	}
	if f, ok := k.InflectionalForm(); ok && f != "*" {
		m.Form = f
	}
	pos := k.POS()
	m.POS, m.Sub = partOfSpeech(pos[0], pos[1]), pos[1]
	return m
}

// imageOf lays a dictionary out as openDictionary reads it.
func imageOf(d *dict.Dict) []byte {
	var w imageWriter
	w.section([]byte(imageMagic))
	w.section(d.Morphs)
	w.section(d.Index.Da)
	w.section([]int32{int32(d.Connection.Row)})
	w.section(d.Connection.Vec)
	w.section(d.CharCategory)
	w.section(d.InvokeList)
	w.section(d.GroupList)
	w.section(d.UnkDict.Morphs)
	w.section(pairsOf(d.UnkDict.Index))
	w.section(pairsOf(d.UnkDict.IndexDup))
	var kinds, forms table
	forms.number("") // written alike
	words := make([]uint32, len(d.Morphs))
	surfaces := surfacesOf(d)
	for id := range d.Morphs {
		pos := func(i int) string { return d.POSTable.NameList[d.POSTable.POSs[id][i]] }
		content := d.Contents[id] // inflectional type and form, dictionary form, …
		base := content[2]
		if base == "*" || base == surfaces[id] {
			base = ""
		}
		words[id] = uint32(forms.number(base)<<kindBits | kinds.number(kindLine(pos(0), pos(1), content[1])))
		if id+1 < len(d.Morphs) && surfaces[id] == surfaces[id+1] {
			words[id] |= homograph
		}
	}
	if len(kinds.list) > 1<<kindBits {
		panic("too many kinds of words")
	}
	w.section(words)
	bases := []uint32{0}
	for _, f := range forms.list {
		bases = append(bases, bases[len(bases)-1]+uint32(len(f)))
	}
	w.section(bases)
	w.section([]byte(strings.Join(forms.list, "")))
	w.section([]byte(strings.Join(kinds.list, "")))
	var unknown strings.Builder
	for _, c := range d.UnkDict.Contents {
		unknown.WriteString(kindLine(c[0], c[1], c[5]))
	}
	w.section([]byte(unknown.String()))
	return w.Bytes()
}

// surfacesOf gives every word of the dictionary as it is written, by id.
func surfacesOf(d *dict.Dict) []string {
	list := make([]string, len(d.Morphs))
	children := map[int32][]int32{}
	for i := range d.Index.Da {
		if i > 0 && d.Index.Da[i].Check >= 0 {
			children[d.Index.Da[i].Check] = append(children[d.Index.Da[i].Check], int32(i))
		}
	}
	var walk func(node int32, prefix []byte)
	walk = func(node int32, prefix []byte) {
		base := d.Index.Da[node].Base
		for _, c := range children[node] {
			if label := c - base; label > 0 {
				walk(c, append(prefix[:len(prefix):len(prefix)], byte(label)))
				continue
			}
			id := -d.Index.Da[c].Base
			for i := id; i <= id+d.Index.Dup[id]; i++ {
				list[i] = string(prefix)
			}
		}
	}
	walk(0, nil)
	return list
}

func kindLine(pos, sub, form string) string {
	if form == "*" {
		form = ""
	}
	return pos + "\t" + sub + "\t" + form + "\n"
}

// A table numbers strings in the order in which they come.
type table struct {
	list []string
	ids  map[string]int
}

func (t *table) number(s string) int {
	if t.ids == nil {
		t.ids = map[string]int{}
	}
	id, ok := t.ids[s]
	if !ok {
		id = len(t.list)
		t.ids[s] = id
		t.list = append(t.list, s)
	}
	return id
}

func pairsOf(m map[int32]int32) [][2]int32 {
	list := make([][2]int32, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		list = append(list, [2]int32{k, m[k]})
	}
	return list
}

type imageWriter struct{ bytes.Buffer }

// section writes a slice of numbers, or of arrays or structs of them.
func (w *imageWriter) section(data any) {
	b, err := binary.Append(nil, binary.LittleEndian, data)
	if err != nil {
		panic(err)
	}
	w.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(b))))
	w.Write(b)
	w.Write(make([]byte, (8-len(b)%8)%8))
}

// japaneseTexts gives the labelled documents of the repository that are in Japanese.
func japaneseTexts(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/terms/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no labelled documents: %v", err)
	}
	var texts []string
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "。") {
			texts = append(texts, string(b))
		}
	}
	return texts
}
