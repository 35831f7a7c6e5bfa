package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"kiyaku/corpus/pattern"
)

const (
	maxObjects  = 4_000_000 // objects that a file may claim to hold,
	fewObjects  = 100_000   // as many in a small one, and one more for each byte
	readBudget  = 200 << 20 // bytes that may be read from a file of length 0; see boundedFile
	readsOfFile = 50        // and how often the whole file may be read on top of that
)

var errBudget = errors.New("reading it takes too much work")

// boundedFile is a file in memory that stops giving bytes when the time is up or too many were read: every endless loop
// of the object layer reads.
type boundedFile struct {
	ctx  context.Context
	b    []byte
	left int64
	over bool
}

func newBoundedFile(ctx context.Context, b []byte) *boundedFile {
	return &boundedFile{ctx: ctx, b: b, left: readBudget + readsOfFile*int64(len(b))}
}

// ReadAt implements io.ReaderAt.
func (f *boundedFile) ReadAt(p []byte, off int64) (int, error) {
	f.left -= int64(len(p))
	if f.left < 0 || f.ctx.Err() != nil {
		f.over = true
		return 0, errBudget
	}
	if off < 0 || off >= int64(len(f.b)) {
		return 0, io.EOF
	}
	n := copy(p, f.b[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// objectLimit is the highest object number that is looked for in a file of so many bytes. Readers go through all numbers
// up to the one that it claims.
func objectLimit(bytes int) int { return min(maxObjects, fewObjects+bytes) }

var sizeEntry = pattern.Lazy(`/Size[ \t\r\n]+(\d{6,})`)

// sanitize cuts junk before the header and after the end, writes a header that the object layer takes, and cuts down
// object counts that only serve to use up memory. Offsets stay as they are, but for the junk before the header.
func sanitize(b []byte) []byte {
	start := max(bytes.Index(b[:min(len(b), 4096)], []byte("%PDF-")), 0)
	out := bytes.Clone(b[start:])
	if len(out) > 9 {
		copy(out, "%PDF-1.7\n")
	}
	if end := bytes.LastIndex(out, []byte("%%EOF")); end >= 0 {
		out = out[:end+len("%%EOF")]
	}
	markOwnFilters(out)
	limitSizes(out)
	return out
}

// limitSizes cuts down object counts, in place.
func limitSizes(b []byte) {
	spoilHugeTables(b)
	limit := objectLimit(len(b))
	for _, m := range sizeEntry().FindAllSubmatchIndex(b, -1) {
		if n, err := strconv.Atoi(string(b[m[2]:m[3]])); err != nil || n > limit {
			copy(b[m[2]:m[3]], bytes.Repeat([]byte(" "), m[3]-m[2]))
			copy(b[m[2]:m[3]], strconv.Itoa(limit))
		}
	}
}

// spoilHugeTables makes unreadable, in place, what would have a reader set aside memory for more objects or columns than
// any file has, or look for them one by one: sections of cross reference tables, numbers of objects, entries of cross
// reference streams. The table is then rebuilt.
func spoilHugeTables(b []byte) {
	for at := range places(b, "xref") {
		if hugeTable(b[at:], objectLimit(len(b))) {
			copy(b[at-len("xref"):], "XREF")
		}
	}
	for at := range places(b, " obj") {
		if objectNumber(b[:at-len(" obj")]) > objectLimit(len(b)) {
			b[at-1] = 'J'
		}
	}
	for _, key := range []string{"/Index", "/W", "/Columns", "/First", "/N"} {
		for at := range places(b, key) {
			if hugeNumber(b[at:min(len(b), at+200)]) {
				b[at-len(key)+1] = '_'
			}
		}
	}
}

// objectNumber is the number of the object that begins behind b, which ends in its number and generation.
func objectNumber(b []byte) int {
	fields := bytes.Fields(b[max(0, len(b)-40):])
	if len(fields) < 2 {
		return 0
	}
	n, err := strconv.Atoi(string(fields[len(fields)-2]))
	if err != nil && errors.Is(err, strconv.ErrRange) {
		return math.MaxInt
	}
	return n
}

// places gives the end of each place where word stands in b.
func places(b []byte, word string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; ; {
			n := bytes.Index(b[i:], []byte(word))
			if n < 0 {
				return
			}
			if i += n + len(word); !yield(i) {
				return
			}
		}
	}
}

// hugeTable reports whether a section of the cross reference table that b begins with goes beyond the limit.
func hugeTable(b []byte, limit int) bool {
	lex := &pdfLexer{b: b}
	for lex.i < len(b) {
		first, _ := lex.next()
		count, _ := lex.next()
		f, ok1 := first.(float64)
		n, ok2 := count.(float64)
		switch {
		case !ok1 || !ok2:
			return false
		case f < 0 || n < 0 || f+n > float64(limit):
			return true
		}
		lex.i = min(len(b), lex.i+int(n)*20) // bytes of an entry
	}
	return false
}

// hugeNumber reports whether the number or the array that b begins with is too large for a size.
func hugeNumber(b []byte) bool {
	value, _ := (&pdfLexer{b: b}).next()
	numbers, ok := value.([]any)
	if !ok {
		numbers = []any{value}
	}
	for _, x := range numbers {
		if n, ok := x.(float64); ok && (n > maxObjects || n < 0) {
			return true
		}
	}
	return false
}

// What rebuild looks for, compiled when the first damaged file comes.
var (
	rootEntry  = pattern.Lazy(`/Root[ \t\r\n]*(\d+[ \t\r\n]+\d+[ \t\r\n]+R)`)
	cryptEntry = pattern.Lazy(`/Encrypt[ \t\r\n]*(\d+[ \t\r\n]+\d+[ \t\r\n]+R)`)
	idEntry    = pattern.Lazy(`/ID[ \t\r\n]*(\[[ \t\r\n]*<[0-9A-Fa-f]*>[ \t\r\n]*<[0-9A-Fa-f]*>[ \t\r\n]*\])`)
)

type objectPlace struct{ offset, generation int }

// rebuild writes a new cross reference table from the objects found by looking for them. It does not find those in
// object streams.
func rebuild(b []byte) ([]byte, error) {
	objects := map[int]objectPlace{}
	last := 0
	found := 0
	for at := 0; found < maxObjects; {
		i := bytes.Index(b[at:], []byte("obj"))
		if i < 0 {
			break
		}
		at += i + len("obj")
		n, place, ok := objectHead(b, at)
		if !ok {
			continue
		}
		found++
		if n > 0 && n < objectLimit(len(b)) {
			objects[n] = place
			last = max(last, n)
		}
	}
	root := rootReference(b, objects)
	if root == "" {
		return nil, errors.New("no page tree found")
	}
	var out bytes.Buffer
	out.Write(b)
	out.WriteByte('\n')
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", last+1)
	for n := 1; n <= last; n++ {
		if o, ok := objects[n]; ok {
			fmt.Fprintf(&out, "%010d %05d n \n", o.offset, o.generation)
		} else {
			out.WriteString("0000000000 65535 f \n")
		}
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root %s", last+1, root)
	if m := cryptEntry().FindSubmatch(b); m != nil {
		fmt.Fprintf(&out, "/Encrypt %s", m[1])
	}
	if m := idEntry().FindSubmatch(b); m != nil {
		fmt.Fprintf(&out, "/ID%s", m[1])
	}
	fmt.Fprintf(&out, ">>\nstartxref\n%d\n%%%%EOF\n", table)
	return out.Bytes(), nil
}

// objectHead reads backwards the head of an object, "12 0 obj", that ends at end. An expression that looks for one from its
// first digit on takes ten times as long.
func objectHead(b []byte, end int) (n int, place objectPlace, ok bool) {
	if end < len(b) {
		if c := lowerASCII(b[end]); c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' {
			return 0, place, false // object
		}
	}
	number := func(most int) (value int, ok bool) { // before end, with white space behind it
		digits := end
		for digits > 0 && pdfSpace(b[digits-1]) {
			digits--
		}
		first := digits
		for first > 0 && digits-first <= most && b[first-1] >= '0' && b[first-1] <= '9' {
			first--
		}
		if digits == end || digits == first || digits-first > most {
			return 0, false
		}
		end = first
		value, err := strconv.Atoi(string(b[first:digits]))
		return value, err == nil
	}
	end -= len("obj")
	if place.generation, ok = number(5); ok {
		n, ok = number(9)
	}
	place.offset = end
	return n, place, ok && (end == 0 || pdfSpace(b[end-1]) || b[end-1] == '>')
}

// rootReference is the last one in a trailer, else the first catalog among the objects.
func rootReference(b []byte, objects map[int]objectPlace) string {
	if all := rootEntry().FindAllSubmatch(b, -1); len(all) > 0 {
		return string(all[len(all)-1][1])
	}
	best := 0
	for n, o := range objects {
		if bytes.Contains(b[o.offset:min(len(b), o.offset+400)], []byte("/Catalog")) && (best == 0 || n < best) {
			best = n
		}
	}
	if best == 0 {
		return ""
	}
	return fmt.Sprintf("%d %d R", best, objects[best].generation)
}

// quietPDFCPU keeps pdfcpu from writing a configuration folder into the user's home.
var quietPDFCPU = sync.OnceFunc(func() { model.ConfigPath = "disable" })

// repair has pdfcpu decrypt the file and write it anew in the plainest form.
func repair(b []byte, password string) (out []byte, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("pdfcpu: %v", x)
		}
	}()
	quietPDFCPU()
	b = bytes.Clone(b)
	limitSizes(b)
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.WriteObjectStream = false
	conf.WriteXRefStream = false
	conf.Offline = true
	conf.UserPW, conf.OwnerPW = password, password
	var w bytes.Buffer
	if bytes.Contains(b, []byte("/Encrypt")) {
		conf.Cmd = model.DECRYPT
		if err := api.Decrypt(bytes.NewReader(b), &w, conf); err != nil {
			return nil, err
		}
		return w.Bytes(), nil
	}
	conf.Cmd = model.OPTIMIZE
	if err := api.Optimize(bytes.NewReader(b), &w, conf); err != nil {
		return nil, err
	}
	return w.Bytes(), nil
}
