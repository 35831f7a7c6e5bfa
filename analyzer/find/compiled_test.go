package find

import (
	"flag"
	"os"
	"reflect"
	"testing"

	"kiyaku/corpus"
	"kiyaku/lexicon"
)

var update = flag.Bool("update", false, "compile the lexicon anew")

const compiledFile = "../../lexicon/compiled.txt"

// The compiled lexicon is the one that the TOML files give. With -update it is written.
func TestCompiledLexicon(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	made, err := New(lex)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range lex.Languages {
		l := made.language(corpus.Lang(g.Code))
		g.Vocabulary, g.SignVocabulary = l.voc.Text(), l.signs.voc.Text()
	}
	want := lex.Text()
	old, err := os.ReadFile(compiledFile)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if string(old) != want {
			err = os.WriteFile(compiledFile, []byte(want), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(old) != want {
		t.Fatal("lexicon/compiled.txt is not made of these rules: run go generate ./analyzer/find")
	}
	compiled, err := lexicon.Compiled()
	if err != nil {
		t.Fatal(err)
	}
	if again := compiled.Text(); again != want {
		t.Error("the compiled lexicon is another one after reading it")
	}
	opened, err := New(compiled)
	if err != nil {
		t.Fatal(err)
	}
	for code := range made.languages {
		l, o := made.language(code), opened.language(code)
		for i := range l.rules {
			if !sameRule(l.rules[i], o.rules[i]) {
				t.Errorf("rule %s/%s is another one in the compiled lexicon", code, l.rules[i].ID)
			}
		}
		if a, b := o.voc.Text(), l.voc.Text(); a != b {
			t.Errorf("%s: the vocabulary is another one in the compiled lexicon", code)
		}
		if a, b := o.signs.voc.Text(), l.signs.voc.Text(); a != b {
			t.Errorf("%s: the vocabulary of signs is another one in the compiled lexicon", code)
		}
	}
}

// sameRule compares two rules without their examples.
func sameRule(a, b *rule) bool {
	x, y := *a, *b
	plain := *a.Rule
	plain.Hit, plain.Miss = nil, nil
	x.Rule = &plain
	other := *b.Rule
	other.Hit, other.Miss = nil, nil
	y.Rule = &other
	return reflect.DeepEqual(x, y)
}
