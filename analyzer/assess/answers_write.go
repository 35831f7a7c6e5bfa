package assess

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"kiyaku/lexicon"
)

// WriteAnswers writes answers as the file that [LoadAnswers] reads, in the order of the questions of lex, each under the
// question's English words. Answers to questions that lex does not have are left out: LoadAnswers would refuse them.
func WriteAnswers(w io.Writer, answers map[string]Answer, lex *lexicon.Lexicon) error {
	var b bytes.Buffer
	for _, q := range lex.Questions {
		a, ok := answers[q.ID]
		if !ok {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "# %s\n[answers.%s]\nvalue  = %s\n", q.TextEN, q.ID, tomlString(a.Value))
		if a.Note != "" {
			fmt.Fprintf(&b, "note   = %s\n", tomlString(a.Note))
		}
		if a.Source != "" {
			fmt.Fprintf(&b, "source = %s\n", tomlString(a.Source))
		}
		if !a.Date.IsZero() {
			fmt.Fprintf(&b, "date   = %s\n", a.Date.Format("2006-01-02"))
		}
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write answers: %w", err)
	}
	return nil
}

// tomlString quotes s as a basic string of TOML: on one line, with everything escaped that may not stand in it.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\u%04X`, r)
		case r == utf8.RuneError: // also for bytes that are no UTF-8, which TOML forbids
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
