package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"kiyaku/corpus/store"
)

// A progress shows how far a run is: as a bar on a terminal, as a line now and then elsewhere.
type progress struct {
	d     deps
	start time.Time
	first int // done before this process began
	said  time.Time
	mu    sync.Mutex    // of bars: problems come from the workers
	bars  *mpb.Progress // nil where there is no terminal
	bar   *mpb.Bar
	last  atomic.Pointer[string] // text beside the bar, which is drawn by another goroutine
}

// saySeldom is the time between two lines where there is no terminal.
const saySeldom = 10 * time.Second

func newProgress(d deps) *progress {
	now := time.Now()
	return &progress{d: d, start: now, said: now, first: -1}
}

// update takes how far the run is.
func (p *progress) update(s store.Progress) {
	done := s.Done + s.Failed
	if p.first < 0 {
		p.first = done
	}
	text := p.text(s)
	p.last.Store(&text)
	width := p.d.width(p.d.stderr)
	if width == 0 {
		if now := time.Now(); now.Sub(p.said) >= saySeldom {
			p.said = now
			fmt.Fprintf(p.d.stderr, "kiyaku: %s\n", text)
		}
		return
	}
	if p.bar == nil {
		p.mu.Lock()
		p.bars = mpb.New(mpb.WithOutput(p.d.stderr), mpb.WithWidth(max(10, min(40, width-50))), mpb.WithAutoRefresh())
		p.mu.Unlock()
		p.bar = p.bars.AddBar(int64(s.Targets), mpb.BarRemoveOnComplete(),
			mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return " " + *p.last.Load() })))
	}
	p.bar.SetCurrent(int64(done))
}

// text is "120 of 200 done, 3 failed, 4.5/s, about 18s left".
func (p *progress) text(s store.Progress) string {
	done := s.Done + s.Failed
	text := fmt.Sprintf("%d of %d done", done, s.Targets)
	if s.Failed > 0 {
		text += fmt.Sprintf(", %d failed", s.Failed)
	}
	if s.Waits > 0 {
		text += fmt.Sprintf(", %d to be tried again", s.Waits)
	}
	spent := time.Since(p.start)
	if fresh := done - p.first; fresh > 0 && spent > time.Second {
		rate := float64(fresh) / spent.Seconds()
		text += fmt.Sprintf(", %.1f/s", rate)
		if left := s.Targets - done; left > 0 {
			text += fmt.Sprintf(", about %s left", time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second))
		}
	}
	return text
}

// problem tells of what went wrong with the work itself, above the bar.
func (p *progress) problem(err error) {
	line := fmt.Sprintf("kiyaku: %s\n", printable(err.Error()))
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bars != nil {
		if _, failed := p.bars.Write([]byte(line)); failed == nil {
			return
		}
	}
	fmt.Fprint(p.d.stderr, line)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
