// Package pace sets how much memory the program takes before it looks for what is not used any more. Only the program
// imports it.
package pace

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How far the heap may grow before it is swept. A scan is done before the first sweep, and a long run, which holds some
// 30 MB, trades 100 MB more for a tenth of its time. A document of megabytes needs hundreds by itself: there the room is
// what a sweep is worth, not a multiple of that.
const (
	Growth    = 400       // percent of what is in use, while that is little
	heapRoom  = 100 << 20 // bytes, once it is more
	leastRoom = 40        // percent, however much it is: every sweep looks at all that is in use
)

// init sets the pace before most other packages make their tables, which with Go's own pace are swept once before main
// begins: a quarter of the time of a start. GOGC in the environment overrules it.
func init() {
	if os.Getenv("GOGC") == "" {
		keep()
	}
}

// keep sets the pace now and after every sweep.
func keep() {
	debug.SetGCPercent(Growth)
	var afterSweep func(*sweepMark)
	afterSweep = func(m *sweepMark) {
		debug.SetGCPercent(growthFor(liveHeap()))
		runtime.SetFinalizer(m, afterSweep)
	}
	runtime.SetFinalizer(&sweepMark{}, afterSweep)
}

// A sweepMark is used by nothing, so that each sweep comes upon it.
type sweepMark struct{ _ *byte } // a pointer, since what holds none may be put beside what is used

// growthFor is the growth in percent for a heap with so many bytes in use.
func growthFor(live uint64) int {
	if live <= heapRoom*100/Growth {
		return Growth
	}
	return max(leastRoom, int(100*heapRoom/live))
}

// liveHeap is what the last sweep found in use, in bytes.
func liveHeap() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
