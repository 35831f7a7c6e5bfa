package lines

import "testing"

func TestReader(t *testing.T) {
	r := Reader{Rest: "first\n12\ntwo\nlines\nrest"}
	if got := r.Line(); got != "first" {
		t.Errorf("Line = %q", got)
	}
	if got := r.Number(); got != 12 {
		t.Errorf("Number = %d", got)
	}
	if got := r.Bytes(len("two\nlines")); got != "two\nlines" || r.Rest != "rest" {
		t.Errorf("Bytes = %q, rest %q", got, r.Rest)
	}
	if r.Bad {
		t.Error("what was right is called bad")
	}
}

func TestReaderSaysWhatIsBad(t *testing.T) {
	for name, f := range map[string]func(*Reader){
		"no line":  func(r *Reader) { r.Line() },
		"no bytes": func(r *Reader) { r.Bytes(4) },
		"negative": func(r *Reader) { r.Bytes(-1) },
		"word":     func(r *Reader) { r.Parse("x") },
		"too many": func(r *Reader) { r.Parse("1048577") },
		"below":    func(r *Reader) { r.Parse("-1") },
	} {
		r := Reader{Rest: "abc"}
		if f(&r); !r.Bad {
			t.Errorf("%s: not called bad", name)
		}
	}
}
