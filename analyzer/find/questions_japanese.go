package find

import (
	"strings"

	"kiyaku/analyzer/token"
)

// bareAnswers lets a Japanese answer that is one word, and stands alone in its line, state or deny what was asked:
// データを閲覧することはありますか。 いいえ。
func (d *doc) bareAnswers() {
	for i := 1; i < len(d.Sentences); i++ {
		q, r := d.readings[i-1], d.readings[i]
		if q == nil || r == nil || len(q.Asked) == 0 || len(r.Frames) > 0 || !d.endsLine(i) {
			continue
		}
		said := bareAnswer(d.tokens[i])
		if said == 0 {
			continue
		}
		r.Frames = append(r.Frames, d.confirmed(q.Asked, said, d.Sentences[i].Body)...)
		r.All.Union(&q.All)
		r.Asked = nil
	}
}

// endsLine reports whether nothing else stands in the line behind sentence i.
func (d *doc) endsLine(i int) bool {
	rest := d.Text[d.Sentences[i].Body.End:]
	line, _, _ := strings.Cut(rest, "\n")
	return strings.Trim(line, " \t\r　。|") == ""
}

// bareAnswer tells whether an answer says no more than yes (1) or no (-1): はい。 いいえ、ございません。 It gives 0 for others.
func bareAnswer(t []token.Token) int {
	said := 0
	for k := range t {
		switch w := &t[k]; {
		case w.POS == token.Symbol, k < 2 && answerMarks[w.Surface], isNumber(w.Surface):
		case said == 0 && (w.Base == "いいえ" || w.Base == "いえ"):
			said = -1
		case said == 0 && w.Base == "はい":
			said = 1
		case said == 0, w.POS != token.Auxiliary && w.Base != "ある" && w.Base != "ない":
			return 0
		}
	}
	return said
}

var answerMarks = map[string]bool{"A": true, "Ａ": true, "答": true, "回答": true}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789０１２３４５６７８９.．") == ""
}
