// Package pattern puts off the work of regular expressions until they are needed. Some hundred of them, compiled when the
// program starts, take longer than all the rest of a start; most runs need a few.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy gives what compiles expr, as [regexp.MustCompile] does, when it is called for the first time, and returns the same
// expression ever after. An expr that is none panics in that first call. Safe for concurrent use.
func Lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
