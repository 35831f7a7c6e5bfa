package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// A goldDocument is a text that people have labelled, as labels/NAME.json has it.
type goldDocument struct {
	Name    string            `json:"-"` // of text/NAME.txt and labels/NAME.json
	Labels  []label           `json:"labels"`
	Factors map[string]string `json:"factors"`
	Verdict string            `json:"verdict"`
}

// A label is a flag that a person raised: at the nth (from 0) place where quote occurs in the text.
type label struct {
	Flag     string      `json:"flag"`
	Quote    string      `json:"quote"`
	Nth      int         `json:"nth"`
	Optional bool        `json:"optional"` // counts neither as found nor as missed
	Span     corpus.Span `json:"-"`
}

// readGold reads the labels of dir/labels in order of their names and finds their places in the texts of dir/text.
func readGold(dir string) ([]goldDocument, error) {
	files, err := filepath.Glob(filepath.Join(dir, "labels", "*.json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no labels: there must be text/NAME.txt and labels/NAME.json", dir)
	}
	slices.Sort(files)
	list := make([]goldDocument, len(files))
	for i, file := range files {
		g := &list[i]
		g.Name = strings.TrimSuffix(filepath.Base(file), ".json")
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, g); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		text, err := os.ReadFile(goldText(dir, g.Name))
		if err != nil {
			return nil, err
		}
		for k := range g.Labels {
			if err := g.Labels[k].locate(string(text)); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	return list, nil
}

func goldText(dir, name string) string { return filepath.Join(dir, "text", name+".txt") }

// locate sets l.Span.
func (l *label) locate(text string) error {
	start := 0
	for n := 0; ; n++ {
		at := strings.Index(text[start:], l.Quote)
		if at < 0 || l.Quote == "" {
			return fmt.Errorf("label %s: quote %d is not in the text: %q", l.Flag, n, cut(l.Quote, 40))
		}
		if n == l.Nth {
			l.Span = corpus.Span{Start: start + at, End: start + at + len(l.Quote)}
			return nil
		}
		start += at + 1
	}
}

// A tally counts for one flag.
type tally struct{ right, findings, found, labels int }

func (t *tally) add(u tally) {
	t.right += u.right
	t.findings += u.findings
	t.found += u.found
	t.labels += u.labels
}

// precision and recall are NaN where there is nothing to divide by; f1 is 0 then.
func (t tally) precision() float64 { return float64(t.right) / float64(t.findings) }
func (t tally) recall() float64    { return float64(t.found) / float64(t.labels) }

func (t tally) f1() float64 {
	p, r := t.precision(), t.recall()
	if p+r > 0 { // false for NaN, too
		return 2 * p * r / (p + r)
	}
	return 0
}

// A share counts how many of a number of answers agree.
type share struct{ right, of int }

func (s *share) add(right bool) {
	s.of++
	if right {
		s.right++
	}
}

// A score compares findings with labels.
type score struct {
	flags    map[string]*tally
	factors  share
	verdicts share
	errors   []string // one tab-separated line each: document, extra|missed|factor|verdict, flag, words
	failed   []string // documents that could not be read
}

// agree reports whether two spans mean the same provision: they share at least 30 % of the shorter one.
func agree(a, b corpus.Span) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return shared > 0 && float64(shared) >= 0.3*float64(min(a.Len(), b.Len()))
}

// add counts one document. A finding is right when a label of its flag agrees with it, and the other way round; a finding
// that only optional labels agree with is neither right nor wrong. a is nil for a document that could not be read.
func (s *score) add(g goldDocument, a *assess.Assessment, only []string) {
	var findings []find.Finding
	status, verdict := map[string]string{}, "failed"
	if a == nil {
		s.failed = append(s.failed, g.Name)
	} else {
		findings, verdict = a.Findings, string(a.Verdict)
		for _, f := range a.Factors {
			status[f.ID] = string(f.Status)
		}
	}
	s.addFindings(g, findings, only)
	s.addLabels(g, findings, only)
	for _, id := range []string{"F1", "F2", "F3"} {
		if want, ok := g.Factors[id]; ok {
			s.factors.add(status[id] == want)
			s.note(status[id] == want, g.Name, "factor", id, fmt.Sprintf("want %s, got %s", want, status[id]))
		}
	}
	if g.Verdict != "" {
		s.verdicts.add(verdict == g.Verdict)
		s.note(verdict == g.Verdict, g.Name, "verdict", "", fmt.Sprintf("want %s, got %s", g.Verdict, verdict))
	}
}

func (s *score) addFindings(g goldDocument, findings []find.Finding, only []string) {
	for _, f := range findings {
		if skips(only, f.Flag) {
			continue
		}
		hit, required := false, false
		for _, l := range g.Labels {
			if l.Flag == f.Flag && agree(f.Span, l.Span) {
				hit, required = true, required || !l.Optional
			}
		}
		if hit && !required {
			continue
		}
		t := s.tally(f.Flag)
		t.findings++
		if hit {
			t.right++
		}
		s.note(hit, g.Name, "extra", f.Flag, fmt.Sprintf("%s %q", f.Rule, cut(f.Quote, 200)))
	}
}

func (s *score) addLabels(g goldDocument, findings []find.Finding, only []string) {
	for _, l := range g.Labels {
		if l.Optional || skips(only, l.Flag) {
			continue
		}
		hit := slices.ContainsFunc(findings, func(f find.Finding) bool { return f.Flag == l.Flag && agree(f.Span, l.Span) })
		t := s.tally(l.Flag)
		t.labels++
		if hit {
			t.found++
		}
		s.note(hit, g.Name, "missed", l.Flag, fmt.Sprintf("%q", cut(l.Quote, 200)))
	}
}

func (s *score) tally(flag string) *tally {
	if s.flags == nil {
		s.flags = map[string]*tally{}
	}
	if s.flags[flag] == nil {
		s.flags[flag] = &tally{}
	}
	return s.flags[flag]
}

func (s *score) note(ok bool, columns ...string) {
	if !ok {
		s.errors = append(s.errors, strings.Join(columns, "\t"))
	}
}

// names lists the flags, those with most labels first.
func (s *score) names() []string {
	var names []string
	for name := range s.flags {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := s.flags[b].labels - s.flags[a].labels; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return names
}

// writeErrors writes what is wrong, one line each.
func (s *score) writeErrors(w io.Writer) error {
	for _, line := range s.errors {
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func skips(only []string, flag string) bool { return len(only) > 0 && !slices.Contains(only, flag) }

// cut shortens s to n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
