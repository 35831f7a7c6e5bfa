package clause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/corpus"
)

// longBracket is the length in bytes from which a bracket with several sentences in it is split like other text.
const longBracket = 900

// split cuts s[from:to] into sentences, without white space around them.
func split(s string, from, to int) []corpus.Span {
	var out []corpus.Span
	partner := brackets(s, from, to)
	start := from
	cut := func(end int) {
		a := spaces(s[:end], start)
		if b := trimRight(s, start, end); b > a {
			out = append(out, corpus.Span{Start: a, End: b})
		}
		start = end
	}
	for i := from; i < to; {
		if c := s[i]; c >= 0xE4 && c <= 0xE9 {
			i += 3 // an ideograph
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:to])
		if r < utf8.RuneSelf && r != '.' && r != '!' && r != '?' && r != '(' && r != '[' {
			i++
			continue
		}
		if end, ok := partner[i]; ok {
			i = skipBracket(s, i, end, start, to, cut)
			continue
		}
		i += n
		if stop(s, r, from, i, to) {
			i = closers(s, i, to)
			cut(i)
		}
	}
	cut(to)
	return out
}

// skipBracket goes behind the bracket at s[i:end]; it cuts there if the bracket is a whole sentence: 「（…です。）」.
func skipBracket(s string, i, end, start, to int, cut func(int)) int {
	inner := s[i:end]
	if strings.Count(inner, "。") > 2 && len(inner) > longBracket {
		_, n := utf8.DecodeRuneInString(s[i:])
		return i + n
	}
	_, n := utf8.DecodeLastRuneInString(inner)
	before := strings.TrimRight(inner[:len(inner)-n], " 　")
	if strings.HasPrefix(inner, "“") && strings.HasSuffix(before, ".") { // “… Deletion.” Upon …
		k := spaces(s[:to], end)
		if r, _ := at(s[:to], k); k > end && unicode.IsUpper(r) {
			cut(end)
		}
	}
	if spaces(s, start) == i && (strings.HasSuffix(before, "。") || strings.HasSuffix(before, "｡")) {
		if r, _ := at(s, spaces(s[:to], end)); r != '。' && r != '｡' && !hiragana(r) {
			cut(end)
		}
	}
	return end
}

// brackets gives the end of each bracket that is closed within s[from:to] and not inside another one.
func brackets(s string, from, to int) map[int]int {
	var partner map[int]int
	type open struct {
		at   int
		want rune
	}
	var stack []open
	for i := from; i < to; {
		if c := s[i]; c < utf8.RuneSelf && c != '(' && c != ')' && c != '[' && c != ']' || c >= 0xE4 && c <= 0xE9 {
			if i++; c >= utf8.RuneSelf {
				i += 2 // an ideograph
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:to])
		if r == 0xFF09 || r == ')' {
			r = ')'
		}
		if c := closing(r); c != 0 && len(stack) < 64 {
			if c == '）' {
				c = ')'
			}
			stack = append(stack, open{i, c})
		} else if closes(r) {
			for k := len(stack) - 1; k >= max(0, len(stack)-4); k-- {
				if stack[k].want == r {
					if partner == nil {
						partner = map[int]int{}
					}
					partner[stack[k].at] = i + n
					stack = stack[:k]
					break
				}
			}
		}
		i += n
	}
	return partner
}

// stop reports whether the punctuation r, which ends at i, ends a sentence.
func stop(s string, r rune, from, i, to int) bool {
	next, _ := at(s[:to], i)
	switch r {
	case '。', '｡':
		return true
	case '！', '？':
		return next == 0 || blank(next) || closes(next) || japanese(next) && !hiragana(next)
	case '．':
		before, _ := utf8.DecodeLastRuneInString(s[from : i-len("．")])
		return japanese(before) || closes(before)
	case '!', '?':
		return next == 0 || blank(next) || japanese(next)
	case '.':
		return fullStop(s, from, i, to)
	}
	return false
}

// fullStop tells the full stop before i from the dot of an abbreviation, a number or an address.
func fullStop(s string, from, i, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[from : i-1])
	next, _ := at(s[:to], i)
	if japanese(before) {
		return next == 0 || blank(next) || japanese(next) || closes(next)
	}
	j := closers(s, i, to)
	k := spaces(s[:to], j)
	if k >= to {
		return true
	}
	if k == j {
		return strings.HasPrefix(s[j:to], "[") || strings.HasPrefix(s[j:to], "<")
	}
	after, _ := at(s, k)
	if unicode.IsLower(after) {
		return false
	}
	word := s[from : i-1]
	if sp := strings.LastIndexAny(word, " \n\t(\"“[*"); sp >= 0 {
		if word[sp] == '\n' && questionLabel(word[sp+1:]) {
			return false
		}
		word = word[sp+1:]
	} else if questionLabel(word) {
		return false
	}
	if dash := strings.LastIndexByte(word, '-'); dash >= 0 && strings.HasSuffix(word, ".S") {
		word = word[dash+1:] // EU-U.S.
	}
	if word == "U.S" || word == "U.K" {
		next, _, _ := strings.Cut(s[k:to], " ")
		return sentenceHeads[next]
	}
	return !abbreviation(word)
}

// words that begin a sentence behind "in the U.S." rather than go on with a name: "U.S. Department"
var sentenceHeads = map[string]bool{"Our": true, "We": true, "You": true, "Your": true, "The": true, "This": true, "These": true, "If": true, "It": true, "In": true, "By": true, "For": true,
	"To": true, "Please": true, "As": true, "However,": true, "When": true, "Where": true, "Any": true, "All": true, "Such": true, "They": true, "Although": true}

// questionLabel reports whether word, at the head of a line, numbers a question or an answer: Q1, A12.
func questionLabel(word string) bool {
	return len(word) > 1 && len(word) < 5 && strings.IndexByte("QA", word[0]) >= 0 && strings.Trim(word[1:], "0123456789") == ""
}

// abbreviation reports whether word, which a dot and an upper-case word or number follow, seldom ends a sentence.
func abbreviation(word string) bool {
	if len(word) == 1 && unicode.IsLetter(rune(word[0])) || len(word) == 3 && word[1] == '.' || len(word) == 5 && word[1] == '.' && word[3] == '.' {
		return !digit(rune(word[0])) // initials; e.g, U.S, C.F.R
	}
	switch strings.ToLower(word) {
	case "inc", "corp", "co", "ltd", "no", "nos", "art", "sec", "para", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "etc", "cf", "approx", "dept",
		"bijv", "nr", "blz", "jo", "incl", "excl", "resp", "fig", "ca", "tel", "max", "min", "vol", "ed", "llc", "s.à r.l", "gmbh":
		return word != "etc" && word != "no" && word != "min" && word != "max"
	}
	return false
}

// closers goes behind closing quotes, brackets, emphasis and further stops.
func closers(s string, i, to int) int {
	for i < to {
		r, n := utf8.DecodeRuneInString(s[i:to])
		if !closes(r) && !strings.ContainsRune("\"’'*_。！？!?", r) {
			return i
		}
		if r == '*' || r == '_' || r == '"' || r == '\'' { // may open the next word
			if next, _ := at(s[:to], i+n); next != 0 && !blank(next) && !closes(next) && !strings.ContainsRune("*_\"'", next) {
				return i
			}
		}
		i += n
	}
	return i
}

// proviso reports whether the sentence t is a ただし書 or its like.
func proviso(t string) bool {
	for _, p := range []string{"ただし", "但し", "但、", "もっとも、", "ただ、", "例外として", "例外は", "例外的に", "とはいえ、", "However,", "however,", "Provided that", "provided that", "provided, however", "Provided, however", "Echter"} {
		if strings.HasPrefix(t, p) {
			return true
		}
	}
	return false
}

// opensList reports whether the sentence t announces a list: 次の各号, 以下の, "the following".
func opensList(t string) bool {
	t = strings.TrimRight(t, "*_ ")
	if strings.HasSuffix(t, "：") || strings.HasSuffix(t, ":") {
		return true
	}
	for i, r := range t {
		switch r { // the keys of leadTails: to look each character up there would cost more than all else
		case '次', '各', '下', '左', 'の', '以', 'w', 'h', 's', 'b', 'v':
			rest := t[i+utf8.RuneLen(r):]
			if slices.ContainsFunc(leadTails[r], func(tail string) bool { return strings.HasPrefix(rest, tail) }) {
				return true
			}
		}
	}
	return false
}

// leadTails are what makes a lead-in of a sentence, by the first character: 次の, 各号, 以下の, "the following".
var leadTails = func() map[rune][]string {
	tails := map[rune][]string{}
	for _, w := range []string{"次の", "次に", "各号", "各項目", "下記", "左記", "のとおり", "の通り", "の項目",
		"以下の", "以下に", "以下を", "以下は", "以下、の", "以下各", "以下用語", "以下事項", "以下情報", "以下行為", "以下目的",
		"which include", "he following", "s follows", "below", "volgende", "hieronder"} {
		first, n := utf8.DecodeRuneInString(w)
		tails[first] = append(tails[first], w[n:])
	}
	return tails
}()
