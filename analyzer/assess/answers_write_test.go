package assess

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What WriteAnswers writes, LoadAnswers reads as the same answers.
func TestWriteAnswers(t *testing.T) {
	lex := model(t)
	rapid.Check(t, func(t *rapid.T) {
		want := map[string]Answer{}
		text := rapid.StringMatching(`([a-zあ-ん"\\\n\t\x00\x7f#=\[\]'-][ -~あ]*[a-z"\\あ])?`)
		for _, q := range lex.Questions {
			known := append(append(append([]string{}, q.Met...), q.NotMet...), q.Neutral...)
			a := Answer{Note: text.Draw(t, "note"), Source: text.Draw(t, "source")}
			switch {
			case rapid.Bool().Draw(t, "unanswered"):
				continue
			case len(known) > 0:
				a.Value = rapid.SampledFrom(known).Draw(t, "value")
			default:
				a.Value = "x" + text.Draw(t, "value") + "x"
			}
			if rapid.Bool().Draw(t, "dated") {
				a.Date = time.Date(2026, 2, rapid.IntRange(1, 28).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
			}
			a.Note, a.Source = trim(a.Note), trim(a.Source)
			want[q.ID] = a
		}
		var b bytes.Buffer
		if err := WriteAnswers(&b, want, lex); err != nil {
			t.Fatal(err)
		}
		got, err := LoadAnswers(&b, lex)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("answers written and read back (-want +got):\n%s", diff)
		}
	})
}

// trim is what LoadAnswers does to text.
func trim(s string) string { return string(bytes.TrimSpace([]byte(s))) }

func TestWriteAnswersFails(t *testing.T) {
	full := errors.New("disk full")
	err := WriteAnswers(failingWriter{full}, map[string]Answer{"maintenance-id": {Value: "yes"}}, model(t))
	if !errors.Is(err, full) {
		t.Errorf("error = %v, want one that wraps %v", err, full)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
