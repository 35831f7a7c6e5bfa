//go:build !linux || race

package extract

const limitsMemory = false

// limitMemory does nothing where the kernel has no such limit, and in the race detector, which takes memory without end: the memory limit of the runtime and the deadline remain.
func limitMemory(int64) {}
