package find

import (
	"testing"

	"kiyaku/lexicon"
)

// Every example of the built-in lexicon does what it says.
func TestBuiltinExamples(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(lex); err != nil {
		t.Error(err)
	}
}
