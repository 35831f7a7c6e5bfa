package report

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/rivo/uniseg"
)

// columns is the width of s on a terminal. All widths of this package come from here: libraries differ on ①, … and —.
func columns(s string) int {
	n := 0
	for _, r := range s {
		w := plainWidth(r)
		if w == 0 {
			return lipgloss.Width(s)
		}
		n += w
	}
	return n
}

// plainWidth is the width of the characters that most texts are made of, which never join with those beside them; 0 for
// all others. With it a report is laid out in half the time.
func plainWidth(r rune) int {
	switch {
	case ' ' <= r && r <= '~':
		return 1
	case 'ぁ' <= r && r <= 'ゖ', 'ァ' <= r && r <= 'ー', '一' <= r && r <= '鿿', r == '、', r == '。', r == '「', r == '」', r == '（', r == '）':
		return 2
	}
	return 0
}

// pad fills s with spaces up to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-columns(s)))
}

// A line is a half-open range of byte offsets into the text that was wrapped, without the spaces at its end.
type line struct{ start, end int }

// wrap cuts s into lines of at most width columns where the Unicode line breaking rules (UAX #14) allow: Japanese between
// most characters, but no 。 or 」 at the head of a line. What has no such place, like a long address, is cut between
// graphemes. s holds no control characters (see visible).
func wrap(s string, width int) []line {
	if s != "" && columns(s) <= width {
		return []line{{0, len(strings.TrimRight(s, " 　"))}}
	}
	var out []line
	start, end, used := 0, 0, 0 // the line so far: s[start:end], used columns wide
	flush := func() {
		if end > start {
			out = append(out, line{start, start + len(strings.TrimRight(s[start:end], " 　"))})
		}
		start, used = end, 0
	}
	put := func(piece string) {
		w := columns(piece)
		bare := w
		if trimmed := strings.TrimRight(piece, " 　"); len(trimmed) < len(piece) {
			bare = columns(trimmed)
		}
		if used > 0 && used+bare > width {
			flush()
		}
		if bare <= width {
			end, used = end+len(piece), used+w
			return
		}
		for state, rest := -1, piece; rest != ""; {
			var g string
			g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			if gw := columns(g); used > 0 && used+gw > width {
				flush()
			}
			end, used = end+len(g), used+columns(g)
		}
	}
	for state, rest := -1, s; rest != ""; {
		var piece string
		piece, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		put(piece)
	}
	flush()
	return out
}
