package token

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"unsafe"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome/v2/tokenizer/lattice"
)

// image is the IPA dictionary (mecab-ipadic 2.7.0, see ipadic.NOTICE.txt) as it lies in memory. Opening it takes some
// 3 ms, and only what is looked up is read; kagome unpacks its own copy in 600 ms into 90 MB. It is no string, since the
// linker aligns slices only.
//
//go:generate go test -run ^TestImage$ -update .
//go:embed ipadic.image
var image []byte

const imageMagic = "kiyaku IPA dictionary 1\n"

// A dictionary is the IPA dictionary in kagome's types, without what tokenizing does not need, and beside it what is told
// of each word.
type dictionary struct {
	kagome  *dict.Dict
	words   []uint32               // by id: the number of its kind in the low kindBits; above, that of its form in bases, 0 if written alike; homograph
	bases   []uint32               // where each dictionary form begins in forms
	forms   string                 // dictionary forms, one behind the other
	kinds   []Lexeme               // without Base
	unknown []Lexeme               // by id of unknown words, without Base
	met     []atomic.Pointer[page] // the words met so far, by id
}

// A page holds the words of pageSize ids.
type page [pageSize]atomic.Pointer[Lexeme]

const (
	kindBits  = 10
	homograph = 1 << 31 // the next id is another word that is written alike
	pageSize  = 64
)

// openDictionary reads an image, which it shares. An image that is not whole is a fault of the build and panics.
func openDictionary(image []byte) *dictionary {
	r := imageReader(image)
	if magic := string(section[byte](&r)); magic != imageMagic {
		panic(fmt.Sprintf("token: dictionary image begins with %q; run go generate", magic))
	}
	k := &dict.Dict{}
	k.Morphs = section[dict.Morph](&r)
	k.Index.Da = section[struct{ Base, Check int32 }](&r)
	k.Connection.Row = int64(section[int32](&r)[0])
	k.Connection.Vec = section[int16](&r)
	k.Connection.Col = int64(len(k.Connection.Vec)) / k.Connection.Row
	k.CharCategory = section[byte](&r)
	k.InvokeList, k.GroupList = section[bool](&r), section[bool](&r)
	k.UnkDict.Morphs = section[dict.Morph](&r)
	k.UnkDict.Index, k.UnkDict.IndexDup = mapOf(section[[2]int32](&r)), mapOf(section[[2]int32](&r))
	d := &dictionary{kagome: k, words: section[uint32](&r), bases: section[uint32](&r)}
	forms := section[byte](&r)
	d.forms = unsafe.String(unsafe.SliceData(forms), len(forms))
	d.kinds, d.unknown = kindsOf(section[byte](&r)), kindsOf(section[byte](&r))
	d.met = make([]atomic.Pointer[page], len(d.words)/pageSize+1)
	k.Index.Dup = d.duplicates()
	return d
}

// A morph is a word of a text as kagome cuts it: bytes start…end, and its id among known or unknown words.
type morph struct {
	id         int32
	start, end int32
	unknown    bool
}

// cut adds the words of s to list, by kagome's lattice: kagome's own list of tokens would tell more of them than is needed.
func (d *dictionary) cut(s string, list []morph) []morph {
	la := lattice.New(d.kagome, nil)
	defer la.Free()
	la.Build(s)
	la.Forward(lattice.Normal)
	la.Backward(lattice.Normal)
	for _, n := range slices.Backward(la.Output) {
		if n.ID != lattice.BosEosID {
			list = append(list, morph{int32(n.ID), int32(n.Position), int32(n.Position + len(n.Surface)), n.Class != lattice.KNOWN})
		}
	}
	return list
}

// duplicates counts the further words that are written as the first of them, by its id, as kagome keeps them.
func (d *dictionary) duplicates() map[int32]int32 {
	m := make(map[int32]int32, 50_000)
	first := -1
	for id, w := range d.words {
		if first < 0 && w&homograph != 0 {
			first = id
		}
		if first >= 0 && w&homograph == 0 {
			m[int32(first)] = int32(id - first)
			first = -1
		}
	}
	return m
}

// lexeme tells what the dictionary knows of a word that is written as surface. Known words share it.
func (d *dictionary) lexeme(k *morph, surface string) *Lexeme {
	if k.unknown {
		m := d.unknown[k.id]
		m.Base = surface
		return &m
	}
	at := &d.met[k.id/pageSize]
	p := at.Load()
	if p == nil {
		at.CompareAndSwap(nil, new(page))
		p = at.Load()
	}
	m := p[k.id%pageSize].Load()
	if m == nil {
		m = d.describe(k.id, surface)
		p[k.id%pageSize].Store(m)
	}
	return m
}

func (d *dictionary) describe(id int32, surface string) *Lexeme {
	m := d.kinds[d.words[id]&(1<<kindBits-1)]
	if b := d.words[id] &^ homograph >> kindBits; b > 0 {
		m.Base = d.forms[d.bases[b]:d.bases[b+1]]
	} else {
		m.Base = strings.Clone(surface) // which would keep the whole text
	}
	if surface == "行っ" { // written alike: 定期的に行っている is 行う, and terms seldom go anywhere
		m.Base = "行う"
	}
	return &m
}

// kindsOf reads lines of part of speech, its subdivision and inflected form.
func kindsOf(lines []byte) []Lexeme {
	var kinds []Lexeme
	for line := range strings.Lines(string(lines)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		kinds = append(kinds, Lexeme{POS: partOfSpeech(f[0], f[1]), Sub: f[1], Form: f[2]})
	}
	return kinds
}

func mapOf(pairs [][2]int32) map[int32]int32 {
	m := make(map[int32]int32, len(pairs))
	for _, p := range pairs {
		m[p[0]] = p[1]
	}
	return m
}

// An imageReader is what is left of an image: sections of a length in bytes, a little-endian uint64, and so many bytes,
// filled up to a multiple of 8.
type imageReader []byte

// section reads the next section as a list of numbers, or of arrays or structs of them, without copying where the machine
// has them in memory as the image has.
func section[T any](r *imageReader) []T {
	n := binary.LittleEndian.Uint64(*r)
	data := (*r)[8 : 8+n]
	*r = (*r)[8+(n+7)/8*8:]
	var one T
	size := unsafe.Sizeof(one)
	start := unsafe.Pointer(unsafe.SliceData(data))
	if littleEndian && uintptr(start)%unsafe.Alignof(one) == 0 {
		return unsafe.Slice((*T)(start), uintptr(n)/size)
	}
	list := make([]T, uintptr(n)/size)
	if _, err := binary.Decode(data, binary.LittleEndian, list); err != nil {
		panic("token: dictionary image: " + err.Error())
	}
	return list
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1
