package pattern_test

import (
	"regexp"
	"sync"
	"testing"

	"kiyaku/corpus/pattern"
)

// All who ask get the one expression that was compiled.
func TestLazy(t *testing.T) {
	lazy := pattern.Lazy(`第(\d+)条`)
	got := make([]*regexp.Regexp, 8)
	var wait sync.WaitGroup
	for i := range got {
		wait.Go(func() { got[i] = lazy() })
	}
	wait.Wait()
	for _, re := range got {
		if re != got[0] || !re.MatchString("第3条") || re.MatchString("第三条") {
			t.Fatalf("Lazy gives %v and %v", got[0], re)
		}
	}
}

// A bad expression panics when it is asked for, each time, and not before.
func TestLazyBad(t *testing.T) {
	lazy := pattern.Lazy(`(`)
	for range 2 {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a bad expression is compiled")
				}
			}()
			lazy()
		}()
	}
}
