package web

// words are what pages say in one language, by id. Words that reports say too come from there.
type words map[string]string

func wordsOf(lang string) words {
	if lang == "en" {
		return english()
	}
	return japanese()
}

// get gives the words for id, or the id, which shows that they are missing.
func (w words) get(id string) string {
	if s, ok := w[id]; ok {
		return s
	}
	return id
}
