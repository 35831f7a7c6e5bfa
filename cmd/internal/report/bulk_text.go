package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kiyaku/lexicon"
)

// Text writes the result for a terminal: how many targets came to which verdict, the targets in order, and what failed by
// cause with what to do about it. opts.Explain has no effect.
func (b *Bulk) Text(w io.Writer, lex *lexicon.Lexicon, opts Options) error {
	words, err := wordsFor(opts.Lang)
	if err != nil {
		return err
	}
	t := &bulkText{b: b, w: words, lex: lex, lang: opts.Lang, width: opts.width(), color: opts.Color}
	t.counts()
	t.table()
	t.failures()
	return flush(w, "text", &t.out)
}

type bulkText struct {
	out   bytes.Buffer
	b     *Bulk
	w     words
	lex   *lexicon.Lexicon
	lang  string
	width int
	color bool
}

func (t *bulkText) paint(p paint, s string) string {
	if !t.color || p == plain || s == "" {
		return s
	}
	return p.style().Render(s)
}

func (t *bulkText) line(format string, args ...any) { fmt.Fprintf(&t.out, format+"\n", args...) }

// counts says how many targets came to which verdict.
func (t *bulkText) counts() {
	ids, count := t.b.verdicts()
	width := 0
	for _, id := range ids {
		width = max(width, columns(t.verdict(id)))
	}
	for _, id := range ids {
		p := plain
		if id != "" {
			p = verdictPaint(id)
		}
		t.line("%s  %6d", t.paint(p, pad(t.verdict(id), width)), count[id])
	}
}

func (t *bulkText) verdict(id string) string {
	if id == "" {
		return t.w.get("bulk.none")
	}
	return t.w.get("verdict." + id)
}

// table lists the targets.
func (t *bulkText) table() {
	rows := t.b.sorted()
	left := 0
	if t.b.Top > 0 && len(rows) > t.b.Top {
		left = len(rows) - t.b.Top
		rows = rows[:t.b.Top]
	}
	flag := ""
	switch t.b.Sort {
	case "", SortList, SortVerdict, "F1", "F2", "F3":
	default:
		flag = string(t.b.Sort)
	}
	const factors, gap = 3*4 + 1, 2
	verdicts, services := columns(t.w.get("bulk.verdict")), columns(t.w.get("report.service"))
	for i := range rows {
		verdicts = max(verdicts, columns(t.short(rows[i].Verdict)))
		services = max(services, columns(visible(rows[i].Service)))
	}
	services = min(services, (t.width-verdicts-factors-3*gap)/2)
	sources := max(10, t.width-verdicts-factors-services-3*gap)
	t.line("")
	head := pad(t.w.get("bulk.verdict"), verdicts) + "  F1  F2  F3   " + pad(t.w.get("report.service"), services) + "  " + t.w.get("bulk.source")
	if flag != "" {
		head += " （" + flagName(t.lex, flag, t.lang) + "）"
	}
	t.line("%s", t.paint(bold, head))
	for _, r := range rows {
		var b strings.Builder
		b.WriteString(t.paint(verdictPaint(r.Verdict), pad(t.short(r.Verdict), verdicts)) + "  ")
		for _, status := range r.Factors {
			sign, p := statusLook(status)
			if r.Verdict == "" {
				sign, p = "   ", plain
			}
			b.WriteString(t.paint(p, sign) + " ")
		}
		b.WriteString(" " + pad(fitColumns(visible(r.Service), services), services) + "  ")
		source := visible(r.Source)
		if flag != "" {
			source = strconv.Itoa(r.Flags[flag]) + "  " + source
		}
		b.WriteString(fitColumns(source, sources))
		t.line("%s", strings.TrimRight(b.String(), " "))
	}
	if left > 0 {
		t.line("%s", t.w.fill("bulk.left", "n", strconv.Itoa(left)))
	}
}

func (t *bulkText) short(id string) string {
	if id == "" {
		return t.w.get("bulk.none")
	}
	return t.w.get("bulk." + id)
}

// failures lists what went wrong by cause.
func (t *bulkText) failures() {
	causes := t.b.causes(t.w)
	if len(causes) == 0 {
		return
	}
	t.line("")
	t.line("%s", t.paint(bold, t.w.get("bulk.failures")))
	const shown = 5
	for _, c := range causes {
		t.line("  %s  %d", t.paint(warn, c.Name), len(c.Rows))
		for _, l := range wrap(t.w.fill("bulk.todo", "todo", c.Todo), t.width-4) {
			t.line("    %s", t.w.fill("bulk.todo", "todo", c.Todo)[l.start:l.end])
		}
		for i, r := range c.Rows {
			if i == shown {
				t.line("    %s", t.w.fill("bulk.more", "n", strconv.Itoa(len(c.Rows)-shown)))
				break
			}
			t.line("    %s", t.paint(faint, fitColumns(visible(r.Source), t.width-4)))
			if c.ID == "other" || c.ID == "bug" { // its name says nothing, the error does
				for _, l := range wrap(visible(r.Error), t.width-6) {
					t.line("      %s", t.paint(faint, visible(r.Error)[l.start:l.end]))
				}
			}
		}
	}
}

// fitColumns cuts s to n columns and marks the cut.
func fitColumns(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	lines := wrap(s, max(n-1, 1))
	if len(lines) == 0 {
		return ""
	}
	// wrap breaks at words; what is cut here may end anywhere
	cut := lines[0].end
	for cut < len(s) {
		next := cut + 1
		for next < len(s) && s[next]&0xC0 == 0x80 {
			next++
		}
		if columns(s[:next]) > n-1 {
			break
		}
		cut = next
	}
	return strings.TrimRight(s[:cut], " ") + "…"
}
