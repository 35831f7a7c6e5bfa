package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// words are all that a reader sees of one language, by id. Ids are "group.id"; a word may hold {name} places, which
// [words.fill] replaces.
type words map[string]string

// wordsFor gives the words of a language of the user interface: "ja" (also "") or "en".
func wordsFor(lang string) (words, error) {
	switch lang {
	case "", "ja":
		return joined(japaneseLists()...), nil
	case "en":
		return joined(englishLists()...), nil
	}
	return nil, fmt.Errorf("report: no words for language %q, only ja and en", lang)
}

func japaneseLists() []words {
	return []words{
		japanese(),
		japaneseTopics(),
		japaneseChange(),
		japaneseBulk(),
		japaneseHistory(),
		japaneseDesk(),
		japaneseLetter(),
		japaneseDraft(),
	}
}

func englishLists() []words {
	return []words{
		english(),
		englishTopics(),
		englishChange(),
		englishBulk(),
		englishHistory(),
		englishDesk(),
		englishLetter(),
		englishDraft(),
	}
}

// joined has the words of all lists, which have different ids.
func joined(lists ...words) words {
	out := words{}
	for _, list := range lists {
		maps.Copy(out, list)
	}
	return out
}

// UI gives one word of the reports, such as UI("en", "verdict.exception"), so that commands and pages say the same as
// reports. An id without words is returned without its group; so is every id if the language is unknown.
func UI(lang, id string) string {
	w, err := wordsFor(lang)
	if err != nil {
		w = words{}
	}
	return w.get(id)
}

// get gives the word for id; if there is none, the id without its group.
func (w words) get(id string) string {
	if s, ok := w[id]; ok {
		return s
	}
	_, bare, _ := strings.Cut(id, ".")
	return bare
}

// of gives the word for an id of a group, "" for "".
func (w words) of(group, id string) string {
	if id == "" {
		return ""
	}
	return w.get(group + "." + id)
}

// fill gives the word for id with each {name} replaced; pairs are name, value, name, value, ….
func (w words) fill(id string, pairs ...string) string {
	s := w.get(id)
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// answer gives the word for a value that answers a question; free text stays as it is.
func (w words) answer(question, value string) string {
	for _, id := range []string{"answer." + question + "." + value, "answer." + value} {
		if s, ok := w[id]; ok {
			return s
		}
	}
	return value
}

// ids lists the ids that have words, sorted.
func (w words) ids() []string { return slices.Sorted(maps.Keys(w)) }
