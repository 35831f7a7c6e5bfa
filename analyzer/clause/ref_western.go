package clause

import (
	"strconv"
	"strings"
	"unicode"
)

// western reads "Section 7.2", "Sections 3(b) and 4", "artikel 5 lid 2", "§ 4".
func (x *index) western(k int, t string) {
	for i := 0; i < len(t); i++ {
		if i > 0 && t[i-1] != ' ' && t[i-1] != '(' && t[i-1] != '\n' {
			continue
		}
		n := refWord(t[i:])
		if n == 0 {
			continue
		}
		j := spaces(t, i+n)
		m := path(t, j)
		if m == nil || j == i+n && t[i] < 0x80 || m.style.glyph == 'i' || m.style.glyph == 'a' {
			continue
		}
		targets := x.nearest(x.paths[m.number], x.b.tree.Sentences[k].Clause)
		e := m.end
		for { // (b)(ii), lid 2
			part, end := subPart(t, e)
			if end == e {
				break
			}
			e = end
			var next []int
			for _, c := range targets {
				next = append(next, x.child(c, part)...)
			}
			targets = next
		}
		if statute(t[e:]) {
			targets = nil
		}
		x.add(k, i, e, targets)
		i = e - 1
	}
}

// refWord is the length of the word at the head of t that announces a number of a clause; 0 if there is none.
func refWord(t string) int {
	if len(t) < 3 {
		return 0
	}
	if strings.HasPrefix(t, "§") {
		return len("§")
	}
	if !strings.Contains("secapb", string(t[0]|0x20)) {
		return 0
	}
	j := 0
	for j < len(t) && j < 12 && (t[j]|0x20) >= 'a' && (t[j]|0x20) <= 'z' {
		j++
	}
	switch strings.ToLower(t[:j]) {
	case "section", "sections", "clause", "clauses", "article", "articles", "artikel", "artikelen", "paragraph", "annex", "schedule", "exhibit", "appendix", "bijlage":
		return j
	}
	return 0
}

// subPart reads "(b)" or " lid 2" at t[i:].
func subPart(t string, i int) (string, int) {
	if strings.HasPrefix(t[i:], "(") {
		if e := strings.IndexByte(t[i:min(len(t), i+8)], ')'); e > 1 && !strings.Contains(t[i:i+e], " ") {
			return t[i+1 : i+e], i + e + 1
		}
	}
	if strings.HasPrefix(t[i:], " lid ") {
		if n, e := arabic(t, i+5); e > i+5 {
			return strconv.Itoa(n), e
		}
	}
	return "", i
}

func (x *index) child(c int, number string) []int {
	for _, d := range x.b.tree.Clauses[c].Children {
		if strings.EqualFold(x.b.tree.Clauses[d].Number, number) {
			return []int{d}
		}
	}
	return nil
}

// statute reports whether rest, behind a number, names a law or another contract: " of the GDPR", " AVG".
func statute(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	for _, w := range []string{"of the GDPR", "GDPR", "AVG", "Wbp", "van de AVG", "van de Wbp", "of the UK", "of Regulation", "of the Regulation", "of the Standard", "of the SCC", "of Directive", "of the California", "C.F.R", "U.S.C", "UAVG"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	near := rest[:min(len(rest), 60)]
	if strings.HasPrefix(rest, "sub ") {
		return strings.Contains(near, " van de W")
	}
	return strings.HasPrefix(rest, "of the ") && len(rest) > 7 && unicode.IsUpper(rune(rest[7])) && strings.Contains(near, " Act")
}
