// Package lines reads what the program wrote down for itself line by line, as fast as that goes: the compiled lexicon.
package lines

import (
	"strconv"
	"strings"
)

// most is the largest number that is taken for one: no list is longer, and text that is not what it should be asks for no
// memory.
const most = 1 << 20

// A Reader takes text line by line. The zero value with Rest set is ready for use.
type Reader struct {
	Rest string // what was not read yet
	Bad  bool   // the text was not what was expected
}

// Line gives the next line without its end; "" and Bad if there is none.
func (r *Reader) Line() string {
	i := strings.IndexByte(r.Rest, '\n')
	if i < 0 {
		r.Bad, r.Rest = true, ""
		return ""
	}
	l := r.Rest[:i]
	r.Rest = r.Rest[i+1:]
	return l
}

// Bytes gives the next n bytes and takes the end of the line behind them; "" and Bad if there are fewer.
func (r *Reader) Bytes(n int) string {
	if n < 0 || n >= len(r.Rest) {
		r.Bad = true
		return ""
	}
	s := r.Rest[:n]
	r.Rest = r.Rest[n+1:]
	return s
}

// Number gives the number on the next line; 0 and Bad if there is none from 0 to 1<<20.
func (r *Reader) Number() int { return r.Parse(r.Line()) }

// Parse gives s as a number, in the same way.
func (r *Reader) Parse(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		r.Bad = true
		return 0
	}
	return n
}
