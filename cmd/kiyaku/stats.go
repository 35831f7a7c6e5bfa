package main

import (
	"fmt"
	"io"
	"runtime"
	"time"

	"kiyaku/corpus"
)

// A stopwatch adds up the time that each stage of a scan takes. The nil stopwatch measures nothing.
type stopwatch struct {
	clock   func() time.Time
	current string
	since   time.Time
	stages  []string // in the order in which they first began
	spent   map[string]time.Duration
}

func newStopwatch(clock func() time.Time) *stopwatch {
	return &stopwatch{clock: clock, spent: map[string]time.Duration{}}
}

// enter ends the current stage and begins another one; "" begins none.
func (s *stopwatch) enter(stage string) {
	if s == nil {
		return
	}
	now := s.clock()
	if s.current != "" {
		if _, ok := s.spent[s.current]; !ok {
			s.stages = append(s.stages, s.current)
		}
		s.spent[s.current] += now.Sub(s.since)
	}
	s.current, s.since = stage, now
}

// print writes what was measured: each stage with its share, the speed over the text of docs, and memory.
func (s *stopwatch) print(w io.Writer, docs []*corpus.Document) error {
	s.enter("")
	var total time.Duration
	for _, d := range s.spent {
		total += d
	}
	bytes := 0
	for _, d := range docs {
		bytes += len(d.Text)
	}
	for _, stage := range s.stages {
		if _, err := fmt.Fprintf(w, "%-8s %9.2f ms %5.1f %%\n", stage, milliseconds(s.spent[stage]), 100*float64(s.spent[stage])/float64(max(total, 1))); err != nil {
			return err
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	_, err := fmt.Fprintf(w, "%-8s %9.2f ms, %d documents, %.1f KB of text, %.2f MB/s; memory %.1f MB, allocated %.1f MB in all\n", "total",
		milliseconds(total), len(docs), float64(bytes)/1e3, float64(bytes)/1e6/max(total.Seconds(), 1e-9), float64(m.Sys)/1e6, float64(m.TotalAlloc)/1e6)
	return err
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
