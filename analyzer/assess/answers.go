package assess

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"kiyaku/lexicon"
)

// maxAnswers bounds the size of a file of answers, in bytes.
const maxAnswers = 1 << 20

// An AnswerError is one problem in a file of answers.
type AnswerError struct {
	Line    int    // from 1; 0 if it concerns the whole file
	Subject string // key that it is about: "answers.maintenance-id.value"; "" for errors of syntax
	Problem string
}

func (e *AnswerError) Error() string {
	text := e.Problem
	if e.Subject != "" {
		text = e.Subject + ": " + text
	}
	if e.Line > 0 {
		text = fmt.Sprintf("line %d: %s", e.Line, text)
	}
	return text
}

// LoadAnswers reads what the reviewer learnt about the questions of lex, by question id:
//
//	[answers.maintenance-id]
//	value  = "yes"                 # one of the question's answers; any text where the question is open
//	note   = "twice in 2025, with a confirmation form each"
//	source = "letter of 2026-11-01, signed by the provider's security officer"
//	date   = 2026-11-01            # may be left out, as may note and source
//
// The error joins an [AnswerError] for each problem, in order of lines: unknown questions and keys, values that are no
// answer to the question, wrong types. The answers are nil then.
func LoadAnswers(r io.Reader, lex *lexicon.Lexicon) (map[string]Answer, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxAnswers+1))
	if err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	if len(data) > maxAnswers {
		return nil, &AnswerError{Problem: fmt.Sprintf("the file is larger than %d bytes", maxAnswers)}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // Notepad writes it
	var file struct {
		Answers map[string]map[string]any `toml:"answers"`
	}
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, syntaxErrors(err)
	}
	l := answerLoader{lex: lex, lines: keyLines(data)}
	answers := make(map[string]Answer, len(file.Answers))
	for _, id := range slices.Sorted(maps.Keys(file.Answers)) {
		answers[id] = l.answer(id, file.Answers[id])
	}
	if len(l.errs) > 0 {
		slices.SortStableFunc(l.errs, func(a, b *AnswerError) int { return a.Line - b.Line })
		return nil, errors.Join(asErrors(l.errs)...)
	}
	return answers, nil
}

// syntaxErrors turns what the decoder says into AnswerErrors.
func syntaxErrors(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var errs []error
		for i := range strict.Errors {
			line, _ := strict.Errors[i].Position()
			errs = append(errs, &AnswerError{
				Line: line, Subject: strings.Join(strict.Errors[i].Key(), "."),
				Problem: "unknown key; answers stand in [answers.QUESTION]",
			})
		}
		return errors.Join(errs...)
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, _ := bad.Position()
		return &AnswerError{Line: line, Subject: strings.Join(bad.Key(), "."), Problem: strings.TrimPrefix(bad.Error(), "toml: ")}
	}
	return fmt.Errorf("answers: %w", err)
}

// answerLoader checks decoded answers and collects what is wrong.
type answerLoader struct {
	lex   *lexicon.Lexicon
	lines map[string]int
	errs  []*AnswerError
}

func (l *answerLoader) fail(subject, format string, args ...any) {
	l.errs = append(l.errs, &AnswerError{Line: l.lines[subject], Subject: subject, Problem: fmt.Sprintf(format, args...)})
}

func (l *answerLoader) answer(id string, fields map[string]any) Answer {
	subject := "answers." + id
	var a Answer
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		key := subject + "." + name
		switch name {
		case "value":
			a.Value = l.text(key, fields[name])
		case "note":
			a.Note = l.text(key, fields[name])
		case "source":
			a.Source = l.text(key, fields[name])
		case "date":
			a.Date = l.date(key, fields[name])
		default:
			l.fail(key, "unknown key; known are value, note, source, date")
		}
	}
	i := slices.IndexFunc(l.lex.Questions, func(q lexicon.Question) bool { return q.ID == id })
	if i < 0 {
		l.fail(subject, "unknown question; known are %s", strings.Join(questionIDs(l.lex), ", "))
		return a
	}
	if _, ok := fields["value"]; !ok {
		l.fail(subject, "no value")
		return a
	}
	l.check(subject+".value", a.Value, &l.lex.Questions[i])
	return a
}

// check compares a value with the answers that the question knows.
func (l *answerLoader) check(key, value string, q *lexicon.Question) {
	known := slices.Concat(q.Met, q.NotMet, q.Neutral)
	switch {
	case value == "": // also after a value of the wrong type, which is reported already
		if !slices.ContainsFunc(l.errs, func(e *AnswerError) bool { return e.Subject == key }) {
			l.fail(key, "empty")
		}
	case len(known) > 0 && !slices.Contains(known, value):
		l.fail(key, "%q is none of %s", value, strings.Join(known, ", "))
	}
}

func (l *answerLoader) text(key string, v any) string {
	s, ok := v.(string)
	if !ok {
		l.fail(key, `needs text in quotation marks, such as "yes"`)
	}
	return strings.TrimSpace(s)
}

func (l *answerLoader) date(key string, v any) time.Time {
	d, ok := v.(toml.LocalDate)
	if !ok {
		l.fail(key, "needs a date without quotation marks, such as 2026-11-01")
		return time.Time{}
	}
	return d.AsTime(time.UTC)
}

func questionIDs(lex *lexicon.Lexicon) []string {
	var ids []string
	for _, q := range lex.Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

func asErrors(list []*AnswerError) []error {
	errs := make([]error, len(list))
	for i, e := range list {
		errs[i] = e
	}
	return errs
}

// keyLines gives the line on which each key of a valid TOML document first appears, by its full dotted name; the decoder
// does not tell it.
func keyLines(data []byte) map[string]int {
	lines := map[string]int{}
	var p unstable.Parser
	p.Reset(data)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = markKey(&p, e, "", lines)
		case unstable.KeyValue:
			markValue(&p, e, table, lines)
		}
	}
	return lines
}

// markValue notes the lines of a key and, below an inline table, of the keys in it.
func markValue(p *unstable.Parser, kv *unstable.Node, prefix string, lines map[string]int) {
	name := markKey(p, kv, prefix, lines)
	if v := kv.Value(); v.Kind == unstable.InlineTable {
		for it := v.Children(); it.Next(); {
			if n := it.Node(); n.Kind == unstable.KeyValue {
				markValue(p, n, name, lines)
			}
		}
	}
}

// markKey notes the line of each step of a dotted key and returns its full name.
func markKey(p *unstable.Parser, n *unstable.Node, prefix string, lines map[string]int) string {
	name := prefix
	for it := n.Key(); it.Next(); {
		k := it.Node()
		if name != "" {
			name += "."
		}
		name += string(k.Data)
		if lines[name] == 0 {
			lines[name] = p.Shape(k.Raw).Start.Line
		}
	}
	return name
}
