package token

import "testing"

func TestConjugate(t *testing.T) {
	for word, want := range map[string]bool{
		"inzien": true, "kennis nemen": true, "ter beschikking stellen": true, "technische dwangmiddelen inzetten": true,
		"genomen maatregelen": false, "rechten van derden": false, "goede redenen": false, "Leverancier": false,
	} {
		if _, ok := Conjugate(word); ok != want {
			t.Errorf("Conjugate(%q) is a verb: %v, want %v", word, ok, want)
		}
	}
}
