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

// builtinFinder finds by the built-in lexicon.
func builtinFinder(t testing.TB) *Finder {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
