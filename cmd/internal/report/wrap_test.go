package report

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestWrap(t *testing.T) {
	cases := []struct {
		name  string
		in    string
		width int
		want  []string
	}{
		{"empty", "", 10, nil},
		{"fits", "規約", 4, []string{"規約"}},
		{"wide characters count two", "利用規約を読む", 8, []string{"利用規約", "を読む"}},
		{"no full stop at the head of a line", "利用規約。", 8, []string{"利用規", "約。"}},
		{"no closing bracket at the head", "「利用規約」を", 10, []string{"「利用規", "約」を"}},
		{"words stay whole", "the provider may", 12, []string{"the provider", "may"}},
		{"a long address is cut", "https://example.com/aaaaaaaa", 10, nil},
		{"half and full width", "a規約b規約", 5, []string{"a規約", "b規約"}},
	}
	for _, c := range cases {
		var got []string
		for _, l := range wrap(c.in, c.width) {
			got = append(got, c.in[l.start:l.end])
		}
		if c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%s: wrap(%q, %d) = %q, want %q", c.name, c.in, c.width, got, c.want)
		}
		if joined := strings.Join(got, ""); strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(c.in, " ", "") {
			t.Errorf("%s: wrap lost text: %q", c.name, got)
		}
		for _, l := range got {
			if columns(l) > c.width {
				t.Errorf("%s: %q is %d columns wide, limit %d", c.name, l, columns(l), c.width)
			}
		}
	}
}

// FuzzWrap checks that no character but spaces at line ends is lost, and that only a single grapheme may be too wide.
func FuzzWrap(f *testing.F) {
	f.Add("当社は、契約者データを閲覧しません。", uint8(10))
	f.Add("e\u0301 👨‍👩‍👧‍👦 ①…— \u202e", uint8(3))
	f.Add("aaaa bbbb\tcccc", uint8(1))
	f.Fuzz(func(t *testing.T, s string, width uint8) {
		s, width = visible(s), 2+width%100
		at := 0
		for _, l := range wrap(s, int(width)) {
			if l.start < at || l.end < l.start || l.end > len(s) || strings.Trim(s[at:l.start], " 　") != "" {
				t.Fatalf("wrap(%q, %d): line %v after %d", s, width, l, at)
			}
			if w := columns(s[l.start:l.end]); w > int(width) && len(ansi.Truncate(s[l.start:l.end], w-1, "")) > 0 {
				t.Fatalf("wrap(%q, %d): line %q is %d wide", s, width, s[l.start:l.end], w)
			}
			at = l.end
		}
		if strings.Trim(s[at:], " 　") != "" {
			t.Fatalf("wrap(%q, %d) lost %q", s, width, s[at:])
		}
	})
}

// TestTextWidth: no line of a report is wider than asked for, with colour or without, in either language.
// What is counted without the library is as wide as the library says, also beside what it is counted with.
func TestPlainWidth(t *testing.T) {
	beside := []string{"", "a", "規", "か", "\u3099", "\u200d", "\ufe0f", "\u0301", "①", "…", "🏳️", "ｶﾞ"}
	for r := range rune(0x11000) {
		if plainWidth(r) == 0 {
			continue
		}
		for _, b := range beside {
			for _, s := range []string{string(r) + b, b + string(r)} {
				if got, want := columns(s), lipgloss.Width(s); got != want {
					t.Errorf("columns(%q) = %d, want %d", s, got, want)
				}
			}
		}
	}
}

func TestTextWidth(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, width := range []int{1, 40, 52, 72, 88, 120} {
			for _, color := range []bool{false, true} {
				a, lex := sample(t)
				var b strings.Builder
				opts := Options{Lang: lang, Width: width, Color: color, Explain: true}
				if err := Text(&b, a, lex, opts); err != nil {
					t.Fatal(err)
				}
				for l := range strings.Lines(b.String()) {
					if w := columns(strings.TrimRight(l, "\n")); w > max(width, minWidth) {
						t.Errorf("%s, width %d: line of %d columns: %q", lang, width, w, l)
					}
				}
			}
		}
	}
}

// TestColorOnlyAdds: with the escape sequences taken out, colour changes nothing but the row of the operative words.
func TestColorOnlyAdds(t *testing.T) {
	a, lex := sample(t)
	var colored, bare strings.Builder
	if err := Text(&colored, a, lex, Options{Color: true, Width: 120}); err != nil {
		t.Fatal(err)
	}
	if err := Text(&bare, a, lex, Options{Width: 120}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(bare.String(), "\x1b") {
		t.Error("escape sequences without Options.Color")
	}
	if !strings.Contains(colored.String(), "\x1b[") {
		t.Error("no escape sequences with Options.Color")
	}
	var want strings.Builder
	for l := range strings.Lines(bare.String()) {
		if !strings.HasPrefix(l, "        核心") {
			want.WriteString(l)
		}
	}
	if got := ansi.Strip(colored.String()); got != want.String() {
		t.Errorf("coloured text differs:\n%s\nwant:\n%s", got, want.String())
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"当社は", "当社は"},
		{"a\x1b[31mb", "a⟦U+001B⟧[31mb"},
		{"甲\u202e乙", "甲⟦U+202E⟧乙"},
		{"a\nb\tc", "a b c"},
		{"a\xffb", "a\uFFFDb"},
		{"a\u009bb", "a⟦U+009B⟧b"},
	} {
		if got := visible(c.in); got != c.want || !utf8.ValidString(got) {
			t.Errorf("visible(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A text that fits is one line, as the rules for breaking lines would have it.
func TestWrapFits(t *testing.T) {
	for _, s := range []string{"規約", " 規約 ", "  ", "a b　", "①…", "契約者データ（個人データを含む。）を、分析する。"} {
		long := s + strings.Repeat("x", 100)
		got := wrap(s, columns(s))
		if len(got) != 1 || got[0].start != 0 || s[:got[0].end] != strings.TrimRight(s, " 　") {
			t.Errorf("wrap(%q) = %v, want one line", s, got)
		}
		if n := len(wrap(long, columns(long)-1)); n < 2 {
			t.Errorf("wrap(%q) = %d lines, want more than one", long, n)
		}
	}
}
