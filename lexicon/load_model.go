package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

// loadModel reads flags.toml, factors.toml, authorities.toml and questions.toml at the top of fsys: what the legal model
// says, the same for all languages.
//
// The error joins all problems of the four files, each with file and line; what could be read is returned beside it.
func loadModel(fsys fs.FS) (flags []Flag, factors []Factor, authorities []Authority, questions []Question, err error) {
	var file struct {
		Flag      []Flag      `toml:"flag"`
		Factor    []Factor    `toml:"factor"`
		Authority []Authority `toml:"authority"`
		Question  []Question  `toml:"question"`
	}
	c := modelCheck{factors: map[string]bool{}, authorities: map[string]bool{}}
	authorityLines := c.read(fsys, "authorities.toml", "authority", &file)
	for i, a := range file.Authority {
		c.authority(authorityLines.at(i), a)
	}
	factorLines := c.read(fsys, "factors.toml", "factor", &file)
	for i, f := range file.Factor {
		c.factor(factorLines.at(i), f)
	}
	flagLines := c.read(fsys, "flags.toml", "flag", &file)
	for i, f := range file.Flag {
		c.flag(flagLines.at(i), f)
	}
	questionLines := c.read(fsys, "questions.toml", "question", &file)
	for i, q := range file.Question {
		c.question(questionLines.at(i), q)
	}
	return file.Flag, file.Factor, file.Authority, file.Question, errors.Join(c.errs...)
}

// modelCheck collects what is wrong with the four files.
type modelCheck struct {
	errs        []error
	factors     map[string]bool // ids seen
	authorities map[string]bool
	seen        map[string]string // place where an id of the current file was first used
}

// tableLines are the lines of a file's tables, in order.
type tableLines struct {
	file  string
	lines []int
}

func (t tableLines) at(i int) string {
	if i < len(t.lines) {
		return where(path.Join("lexicon", t.file), t.lines[i])
	}
	return where(path.Join("lexicon", t.file), 1)
}

// read decodes one file, in which every table is [[table]], into its field of model.
func (c *modelCheck) read(fsys fs.FS, name, table string, model any) tableLines {
	c.seen = map[string]string{}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		c.errs = append(c.errs, fmt.Errorf("lexicon: %w", err))
		return tableLines{}
	}
	if err := decode(data, model); err != nil {
		c.errs = append(c.errs, located(path.Join("lexicon", name), err))
	}
	t := tableLines{file: name}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if strings.HasPrefix(strings.TrimSpace(line), "[["+table+"]]") {
			t.lines = append(t.lines, n)
		}
	}
	return t
}

func (c *modelCheck) fail(at, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
}

// id checks that a table has an id of its own, and gives the name under which to report its other problems.
func (c *modelCheck) id(at, kind, id string) string {
	switch {
	case id == "":
		c.fail(at, "%s without id", kind)
	case c.seen[id] != "":
		c.fail(at, "%s %q: already defined at %s", kind, id, c.seen[id])
	default:
		c.seen[id] = at
	}
	return fmt.Sprintf("%s %q", kind, id)
}

// texts checks that none of the named fields is empty; fields holds names and values in turn.
func (c *modelCheck) texts(at, what string, fields ...string) {
	for i := 0; i < len(fields); i += 2 {
		if strings.TrimSpace(fields[i+1]) == "" {
			c.fail(at, "%s: no %s", what, fields[i])
		}
	}
}

// cites checks that ids of factors and authorities exist.
func (c *modelCheck) cites(at, what string, factors, authorities []string) {
	for _, id := range factors {
		if !c.factors[id] {
			c.fail(at, "%s: unknown factor %q", what, id)
		}
	}
	for _, id := range authorities {
		if !c.authorities[id] {
			c.fail(at, "%s: unknown authority %q", what, id)
		}
	}
}

func (c *modelCheck) authority(at string, a Authority) {
	what := c.id(at, "authority", a.ID)
	c.authorities[a.ID] = true
	c.texts(at, what, "title-ja", a.TitleJA, "title-en", a.TitleEN, "issuer", a.Issuer,
		"summary-ja", a.SummaryJA, "summary-en", a.SummaryEN, "url", a.URL)
	for _, d := range []struct{ name, value string }{{"date", a.Date}, {"checked", a.Checked}} {
		if _, err := time.Parse(time.DateOnly, d.value); err != nil {
			c.fail(at, "%s: %s %q is no date YYYY-MM-DD", what, d.name, d.value)
		}
	}
	if u, err := url.Parse(a.URL); a.URL != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		c.fail(at, "%s: url %q is no https address", what, a.URL)
	}
}

func (c *modelCheck) factor(at string, f Factor) {
	what := c.id(at, "factor", f.ID)
	c.factors[f.ID] = true
	c.texts(at, what, "name-ja", f.NameJA, "name-en", f.NameEN, "meaning-ja", f.MeaningJA, "meaning-en", f.MeaningEN)
	c.cites(at, what, nil, f.Authority)
}

func (c *modelCheck) flag(at string, f Flag) {
	what := c.id(at, "flag", f.ID)
	if !slices.Contains([]string{"H", "N", "S", "G", "R"}, f.Family) {
		c.fail(at, "%s: family %q is none of H, N, S, G, R", what, f.Family)
	}
	c.texts(at, what, "name-ja", f.NameJA, "name-en", f.NameEN, "meaning-ja", f.MeaningJA, "meaning-en", f.MeaningEN)
	c.cites(at, what, f.Factors, f.Authority)
	if len(f.Factors) == 0 && (f.Against || f.Weak) {
		c.fail(at, "%s: against and weak say nothing without factors", what)
	}
}

func (c *modelCheck) question(at string, q Question) {
	what := c.id(at, "question", q.ID)
	c.texts(at, what, "text-ja", q.TextJA, "text-en", q.TextEN)
	if q.Factor != "" {
		c.cites(at, what, []string{q.Factor}, nil)
	}
	c.cites(at, what, nil, q.Authority)
	if decides := len(q.Met)+len(q.NotMet) > 0; decides != (q.Factor != "") {
		c.fail(at, "%s: a factor and answers that decide it (met, not-met) go together", what)
	}
	seen := map[string]bool{}
	for _, v := range slices.Concat(q.Met, q.NotMet, q.Neutral) {
		switch {
		case v == "":
			c.fail(at, "%s: an answer is empty", what)
		case seen[v]:
			c.fail(at, "%s: answer %q is listed twice", what, v)
		}
		seen[v] = true
	}
}
