package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// deverbalEnd gives the end of the verbs from token i on that stand as one noun, which the dictionary does not have: 写しを,
// 聞き|起こしを. It is i where none do.
func deverbalEnd(t []token.Token, i int) int {
	j := i
	for j < len(t) && j < i+3 && t[j].POS == token.Verb && t[j].Sub == "自立" && strings.HasPrefix(t[j].Form, "連用形") && !bareVerbs[t[j].Base] {
		j++
	}
	if j == i {
		return i
	}
	ofNoun := i > 0 && t[i-1].Surface == "の" && t[i-1].POS == token.Particle
	if j == len(t) || t[j].POS == token.Symbol || t[j].POS == token.Conjunction {
		if ofNoun && j > i+1 {
			return j // 音声の|聞き|起こし、
		}
		return i
	}
	if t[j].POS != token.Particle {
		return i
	}
	switch t[j].Surface {
	case "を":
		return j
	case "の", "が", "や", "に", "で", "と", "による", "について":
		if j > i+1 {
			return j
		}
	case "は", "も":
		if j > i+1 && !(j+1 < len(t) && t[j+1].Base == "する") {
			return j // but 見も|しない
		}
	}
	return i
}

// bareVerbs make no nouns.
var bareVerbs = map[string]bool{"する": true, "ある": true, "いる": true, "なる": true, "できる": true, "いたす": true, "致す": true, "おる": true}
