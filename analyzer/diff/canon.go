package diff

import (
	"strings"
	"sync"
	"unicode/utf8"

	"kiyaku/analyzer/token"
)

// A canon is what a provision says in a form in which other words to the same effect are the same: stems and dictionary
// forms, without articles and polite forms, conjunctions and set phrases by one name each.
type canon struct {
	words []string
	toks  []int  // index of the tok that each word comes from (the first, if several)
	named []bool // the word is the name of a set phrase
}

// canonical gives the canon of toks.
func canonical(toks []tok) *canon {
	c := &canon{}
	for i := range toks {
		t := &toks[i]
		switch t.class {
		case word:
			for _, w := range expand(t.norm) {
				c.put(w, i)
			}
		case cjk:
			if w := japanese(t); w != "" {
				c.put(w, i)
			}
		case number, sign, date, ref:
			c.put(t.norm, i)
		}
	}
	c.phrases()
	for k, w := range c.words {
		t := &toks[c.toks[k]]
		if c.named[k] {
			continue
		}
		if t.class == word && w == strings.TrimSuffix(t.norm, "'s") {
			c.words[k] = britishless(t.base)
		} else if t.class == cjk {
			c.words[k] = skeleton(w, t)
		}
	}
	return c
}

func (c *canon) put(w string, tok int) {
	c.words, c.toks = append(c.words, w), append(c.toks, tok)
}

// phrases replaces set phrases by their one name and drops what says nothing.
func (c *canon) phrases() {
	var words []string
	var toks []int
	for i := 0; i < len(c.words); {
		to, n, named := c.words[i], 1, false
		for _, p := range phraseTable()[c.words[i]] {
			if matches(c.words[i:], p.words) {
				to, n, named = p.to, len(p.words), true
				break
			}
		}
		if to != "" {
			words, toks, c.named = append(words, to), append(toks, c.toks[i]), append(c.named, named)
		}
		i += n
	}
	c.words, c.toks = words, toks
}

func matches(have, want []string) bool {
	if len(have) < len(want) {
		return false
	}
	for i, w := range want {
		if have[i] != w {
			return false
		}
	}
	return true
}

// A phrase is a run of words that has one name; "" for what says nothing.
type phrase struct {
	words []string
	to    string
}

var phraseTable = sync.OnceValue(func() map[string][]phrase {
	return compilePhrases(englishPhrases, dutchPhrases, japanesePhrases)
})

// compilePhrases reads tables of lines "name: phrase | phrase | …" and groups them by their first word, the longest first.
func compilePhrases(tables ...string) map[string][]phrase {
	out := map[string][]phrase{}
	for _, table := range tables {
		for line := range strings.Lines(table) {
			name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
			if !ok {
				continue
			}
			for alt := range strings.SplitSeq(list, "|") {
				if ws := strings.Fields(alt); len(ws) > 0 {
					out[ws[0]] = insertPhrase(out[ws[0]], phrase{ws, name})
				}
			}
		}
	}
	return out
}

func insertPhrase(list []phrase, p phrase) []phrase {
	k := 0
	for k < len(list) && len(list[k].words) >= len(p.words) {
		k++
	}
	list = append(list, phrase{})
	copy(list[k+1:], list[k:])
	list[k] = p
	return list
}

// expand splits an English contraction: "don't" → do, not.
func expand(w string) []string {
	i := strings.LastIndexByte(w, '\'')
	if i < 0 {
		switch w {
		case "cannot":
			return []string{"can", "not"}
		}
		return []string{w}
	}
	head, tail := w[:i], w[i+1:]
	switch {
	case w == "can't":
		return []string{"can", "not"}
	case w == "won't":
		return []string{"will", "not"}
	case tail == "t" && strings.HasSuffix(head, "n"):
		return []string{head[:len(head)-1], "not"}
	case tail == "ll":
		return []string{head, "will"}
	case tail == "re":
		return []string{head, "are"}
	case tail == "ve":
		return []string{head, "have"}
	case tail == "m":
		return []string{head, "am"}
	case tail == "s":
		switch head {
		case "it", "that", "there", "here", "what", "who":
			return []string{head, "is"}
		case "let":
			return []string{head, "us"}
		}
		return []string{head}
	}
	return []string{w}
}

// britishless brings British and American stems together.
func britishless(stem string) string {
	switch {
	case len(stem) < 5:
		return stem
	case strings.HasSuffix(stem, "is") || strings.HasSuffix(stem, "ys"):
		stem = stem[:len(stem)-1] + "z"
	case strings.HasSuffix(stem, "our"):
		stem = stem[:len(stem)-2] + "r"
	case strings.HasSuffix(stem, "tre"):
		stem = stem[:len(stem)-2] + "er"
	case strings.HasSuffix(stem, "licenc"):
		stem = "licens"
	}
	stem = strings.Replace(stem, "isat", "izat", 1)
	return strings.Replace(stem, "ll", "l", 1)
}

// japanese gives the dictionary form of a word without its polite shape; "" for what is only polite.
func japanese(t *tok) string {
	w := t.base
	if w == "" {
		w = t.norm
	}
	switch w {
	case "いたす", "致す":
		return "する"
	}
	switch t.pos {
	case token.Prefix:
		if w == "お" || w == "ご" || w == "御" {
			return ""
		}
	case token.Auxiliary:
		switch w {
		case "ます", "です", "だ", "た":
			return ""
		case "ん", "ぬ", "まい":
			return "ない"
		}
	case token.Particle:
		switch t.norm {
		case "て", "ば":
			return ""
		case "は":
			return "が"
		}
	}
	if isKatakana(w) && utf8.RuneCountInString(w) >= 3 {
		w = strings.ReplaceAll(w, "ー", "") // ユーザ, サーバーログ
	}
	return w
}

// skeleton gives the ideographs of a word of content, so that okurigana does not matter: 取扱い, 取り扱い.
func skeleton(w string, t *tok) string {
	switch t.pos {
	case token.Noun, token.VerbalNoun, token.Verb, token.Suffix, token.Other:
	default:
		return w
	}
	var b strings.Builder
	for _, r := range w {
		if r < 0x3041 || r > 0x309F {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return w
	}
	return b.String()
}

func isKatakana(s string) bool {
	for _, r := range s {
		if r < 0x30A0 || r > 0x30FF {
			return false
		}
	}
	return s != ""
}
