package report

import (
	"slices"
	"strings"

	"kiyaku/analyzer/find"
)

// WhyNot says in one sentence of lang ("ja" or "en") which condition of a rule a provision did not meet: what was read, and
// what the rule asks for.
func WhyNot(lang string, m find.Miss) string {
	w, err := wordsFor(lang)
	if err != nil {
		w = english()
	}
	word := func(id string) string { // ids of attributes have words of their own
		for _, group := range []string{"actor", "modality", "kind", "place", "scope", "exception"} {
			if s, ok := w[group+"."+id]; ok && id != "" {
				return s
			}
		}
		return id
	}
	quoted := func(s string) string {
		return w.get("punct.quote") + strings.Join(strings.Fields(s), " ") + w.get("punct.end")
	}
	text := w.of("whynot", m.Failed)
	if m.Reading != "" {
		read := word(m.Reading)
		if read == m.Reading {
			read = quoted(m.Reading)
		}
		text += w.get("punct.colon") + read
	}
	if len(m.Needs) > 0 && !slices.Contains(m.Needs, m.Reading) {
		text += w.get("punct.open") + w.fill("whynot.needs", "words", strings.Join(each(m.Needs, word), w.get("punct.comma"))) + w.get("punct.close")
	}
	return text
}
