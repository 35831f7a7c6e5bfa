package main

import (
	"runtime"
	"runtime/debug"
)

// How far the heap may grow before it is swept. A scan is done before the first sweep, and a long run, which holds some
// 30 MB, trades 100 MB more for a tenth of its time. A document of megabytes needs hundreds by itself: there the room is
// what a sweep is worth, not a multiple of that.
const (
	heapGrowth = 400       // percent of what is in use, while that is little
	heapRoom   = 100 << 20 // bytes, once it is more
	leastRoom  = 40        // percent, however much it is: every sweep looks at all that is in use
)

// paceCollector sets the pace now and after every sweep.
func paceCollector() {
	percent := heapGrowth
	debug.SetGCPercent(percent)
	var afterSweep func(*sweepMark)
	afterSweep = func(m *sweepMark) {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		live := now.NextGC / uint64(100+percent) * 100
		percent = growthFor(live)
		debug.SetGCPercent(percent)
		runtime.SetFinalizer(m, afterSweep)
	}
	runtime.SetFinalizer(&sweepMark{}, afterSweep)
}

// A sweepMark is used by nothing, so that each sweep comes upon it.
type sweepMark struct{ self *sweepMark }

// growthFor is the growth in percent for a heap with so many bytes in use.
func growthFor(live uint64) int {
	if live <= heapRoom*100/heapGrowth {
		return heapGrowth
	}
	return max(leastRoom, int(100*heapRoom/live))
}
