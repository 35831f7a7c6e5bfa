//go:build linux && !race

package extract

import "syscall"

const limitsMemory = true

// limitMemory makes the kernel refuse this process more than limit bytes of memory of its own.
func limitMemory(limit int64) {
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: uint64(limit), Max: uint64(limit)}) // the deadline remains
}
