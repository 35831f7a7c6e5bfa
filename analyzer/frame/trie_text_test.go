package frame

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kiyaku/corpus"
	"kiyaku/lexicon"
)

func TestDigits(t *testing.T) {
	for n := range int(utf8.MaxRune - firstDigit - surrogatesCount + 1) {
		if c := digit(n); !utf8.ValidRune(c) || digitValue(c) != int32(n) || c == '\n' {
			t.Fatalf("digit(%d) = %U, of value %d", n, c, digitValue(c))
		}
	}
}

// A vocabulary that is cut off, or has a line too few or too many, is an error.
func TestOpenVocabularyBroken(t *testing.T) {
	v, err := NewVocabulary(&lexicon.Language{Code: "nl", Concepts: []lexicon.Concept{
		{Name: "data", Words: []string{"klantdata", "gegevens van de klant", "*gegevens"}, Except: []string{"contactgegevens"}},
		{Name: "see", Words: []string{"inzien", "kennisnemen"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	text := v.Text()
	again, err := OpenVocabulary(corpus.Dutch, text)
	if err != nil || again.Text() != text {
		t.Fatalf("the vocabulary is another one after reading it: %v", err)
	}
	for _, w := range []string{"klantdata", "gegevens van de klant"} {
		if set := again.word(w); set.Empty() {
			t.Errorf("%q is not found any more", w)
		}
	}
	lines := strings.SplitAfter(text, "\n")
	for i := range lines {
		for what, broken := range map[string]string{
			"without": strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""),
			"twice":   strings.Join(lines[:i+1], "") + strings.Join(lines[i:], ""),
			"cut at":  strings.Join(lines[:i], ""),
		} {
			if broken == text {
				continue // what stands behind the last line end is nothing
			}
			if got, err := OpenVocabulary(corpus.Dutch, broken); err == nil && got.Text() != broken {
				t.Errorf("%s line %d: read as something else", what, i+1)
			}
		}
	}
}
