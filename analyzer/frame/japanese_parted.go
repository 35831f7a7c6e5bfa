package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// parted makes a clause of its own of one from which an insertion parts the end that denies or allows it: 学習に供することは、
// 契約の種別を問わず、ありません.
func parted(s *segment, list []phrase) []phrase {
	w := len(list) - 1
	end := len(s.tokens)
	for end > 0 && s.tokens[end-1].POS == token.Symbol {
		end--
	}
	if w < 2 || end < 2 {
		return list
	}
	denied := s.tokens[end-1].Base == "ん" || s.tokens[end-1].Base == "ぬ" || s.tokens[end-1].Base == "ない" || s.tokens[end-1].Base == "無い"
	rest := w + 1 // first phrase that belongs to the end
	switch last := &list[w]; {
	case last.verb && exists[s.tokens[last.stem].Base] && (denied || s.tokens[last.stem].Base != "できる"):
		rest = w
	case list[w].last < end-1 && (s.tokens[end-1].Base == "ます" || end > 2 && s.tokens[end-2].Base == "ます") && s.tokens[list[w].last+1].POS != token.Particle: // ございません
	default:
		return list
	}
	excepting := s.tokens[list[rest-1].stem].Base == "除く" // whatever the case that is excepted tells
	for k := rest - 2; k >= 0; k-- {
		p, n := &list[k], &list[k+1]
		if p.verb && p.end.form == adnominal && p.end.formal == "こと" && !n.verb && n.first == n.stem && n.comma && (n.particle == "は" || n.particle == "も" || n.particle == "が") {
			p.end.negative, p.end.can = p.end.negative != denied, p.end.can || !denied
			p.end.form, p.end.formal, p.end.settled = continued, "", true
			p.last, p.comma = n.last, true
			return append(list[:k+1], list[k+2:rest]...)
		}
		if excepting && !strings.HasSuffix(n.particle, "は") {
			continue
		}
		if !n.verb && (n.particle == "が" || strings.HasPrefix(n.particle, "を") && !(k+2 < rest && inserted[s.tokens[list[k+2].stem].Base]) || strings.HasSuffix(n.particle, "は")) || n.verb && n.end.form != adnominal && !n.end.without && !inserted[s.tokens[n.stem].Base] {
			return list
		}
	}
	return list
}

var (
	exists   = map[string]bool{"ある": true, "ない": true, "無い": true, "できる": true, "行う": true, "する": true, "いたす": true, "致す": true}
	inserted = map[string]bool{"問う": true, "かかわる": true, "関わる": true, "拘わる": true, "除く": true, "限る": true, "ない": true, "無い": true, "なし": true}
)
