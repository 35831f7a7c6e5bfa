package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// caption splits the text behind 第N条 into its heading (with brackets) and the rest: 「（目的）本規約は…」, 「定義等」.
func caption(text string) (head, rest string) {
	r, n := at(text, 0)
	if c := closing(r); c != 0 && c != '”' {
		depth := 1
		for i := n; i < len(text) && i < 240; {
			q, w := utf8.DecodeRuneInString(text[i:])
			i += w
			if q == r {
				depth++
			} else if q == c || c == '）' && q == ')' || c == ')' && q == '）' {
				depth--
			}
			if depth == 0 {
				if k := strings.IndexFunc(text[i:], func(r rune) bool { return !unicode.IsSpace(r) }); k >= 0 {
					if next, _ := at(text, i); r == '「' && next >= 'ぁ' && next <= 'ん' { // 「甲」とは、…
						return "", text
					}
					return text[:i], text[i+k:]
				}
				return text[:i], ""
			}
		}
	}
	if strings.Contains(text, "。") || utf8.RuneCountInString(text) > 50 {
		for _, sep := range []string{"　", "\t", "  "} { // 第1条　目的　本規約は…
			if k := strings.Index(text, sep); k > 0 && k < 60 && !strings.Contains(text[:k], "、") {
				return text[:k], strings.TrimLeft(text[k:], " 　\t")
			}
		}
		return "", text
	}
	return text, ""
}

// bare takes brackets, emphasis and link targets off a heading.
func bare(t string) string {
	t = strings.TrimSpace(t)
	t = strings.Trim(t, "*_#")
	t = strings.TrimRight(strings.TrimSpace(t), "：:.。")
	t = strings.TrimRight(t, "*_")
	r, n := utf8.DecodeRuneInString(t)
	if c := closing(r); c != 0 {
		if end, w := utf8.DecodeLastRuneInString(t); end == c && !strings.ContainsRune(t[n:max(n, strings.LastIndexFunc(t[n:], japanese))], c) {
			t = t[n : len(t)-w]
		}
	}
	if strings.HasPrefix(t, "[") {
		if k := strings.Index(t, "]("); k > 0 {
			t = t[1:k]
		}
	}
	return strings.Join(strings.Fields(t), " ")
}

// runIn gives the end of a heading that stands at t[i:] on the line of its text: 「**Accuracy.** It is…」, "Client Account. To
// be able…"; 0 if there is none.
func runIn(t string, i int) int {
	if i < 2 || i >= len(t) {
		return 0
	}
	if strings.HasPrefix(t[i-2:], "**") || strings.HasPrefix(t[i-2:], "__") {
		k := strings.Index(t[i:], t[i-2:i])
		if k <= 0 || k > 100 || japaneseText(t[i:i+k]) {
			return 0
		}
		n := i + k + 2
		if n < len(t) && (t[n] == ':' || t[n] == '.') {
			n++
		}
		if inner := strings.TrimRight(t[i:i+k], " "); n >= len(t) || !strings.ContainsAny(t[n-1:n]+inner[len(inner)-1:], ":.") {
			return 0
		}
		return n
	}
	if r := rune(t[i]); r < 'A' || r > 'Z' {
		return 0
	}
	k := strings.IndexAny(t[i:], ".:")
	if k <= 0 || k > 60 || i+k+2 >= len(t) || t[i+k+1] != ' ' || t[i+k] == ':' {
		return 0
	}
	next, _ := at(t, spaces(t, i+k+1))
	words := strings.Fields(t[i : i+k])
	if len(words) > 6 || !unicode.IsUpper(next) || abbreviation(words[len(words)-1]) {
		return 0
	}
	for _, w := range words {
		if r := rune(w[0]); unicode.IsLower(r) && len(w) > 4 { // a sentence, not a title
			return 0
		}
	}
	return i + k + 1
}
