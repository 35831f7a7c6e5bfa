package pace

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestGrowthFor(t *testing.T) {
	for _, c := range []struct {
		live uint64
		want int
	}{{0, 400}, {25 << 20, 400}, {50 << 20, 200}, {100 << 20, 100}, {200 << 20, 50}, {1 << 30, 40}, {1 << 50, 40}} {
		if got := growthFor(c.live); got != c.want {
			t.Errorf("growthFor(%d) = %d, want %d", c.live, got, c.want)
		}
	}
}

// What is in use after a sweep decides how far the heap may grow until the next one.
func TestKeep(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	keep()
	held := make([]byte, 200<<20)
	got := math.MaxInt
	for range 100 { // marks are found and dealt with after the sweep
		runtime.GC()
		if got = debug.SetGCPercent(Growth); got < 100 {
			break
		}
	}
	if want := growthFor(200 << 20); got > want || got < leastRoom {
		t.Errorf("with 200 MB in use the heap may grow by %d %%, want at most %d %%", got, want)
	}
	runtime.KeepAlive(held)
}
