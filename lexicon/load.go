package lexicon

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

//go:embed *.toml ja/*.toml en/*.toml nl/*.toml
var builtin embed.FS

// An Overlay is a folder of rules beside the built-in ones.
type Overlay struct {
	Name string // as errors call it
	FS   fs.FS
}

// Builtin loads the lexicon that is compiled into the program, with overlays as [Load] takes them.
func Builtin(overlays ...Overlay) (*Lexicon, error) { return Load(builtin, overlays...) }

// Load reads a lexicon from the top of fsys: flags.toml, factors.toml, authorities.toml, questions.toml and one folder for
// each language. With overlays, the folders of each overlay add concepts and rules: a concept of the same name takes in
// the words, a rule of the same id takes the place of the earlier one.
//
// The error joins all problems, each with file and line.
func Load(fsys fs.FS, overlays ...Overlay) (*Lexicon, error) {
	lex := &Lexicon{}
	var errs []error
	var err error
	if lex.Flags, lex.Factors, lex.Authorities, lex.Questions, err = loadModel(fsys); err != nil {
		errs = append(errs, err)
	}
	hash := sha256.New()
	for _, code := range []string{"ja", "en", "nl"} {
		lang := &Language{Code: code}
		for _, o := range append([]Overlay{{"lexicon", fsys}}, overlays...) {
			if err := lang.load(o, hash); err != nil {
				errs = append(errs, err)
			}
		}
		errs = append(errs, lang.check(lex)...)
		lex.Languages = append(lex.Languages, lang)
	}
	for _, name := range []string{"flags.toml", "factors.toml", "authorities.toml", "questions.toml"} {
		data, err := fs.ReadFile(fsys, name)
		if err == nil {
			hash.Write(data)
		}
	}
	lex.Version = hex.EncodeToString(hash.Sum(nil))[:12]
	return lex, errors.Join(errs...)
}

type ruleFile struct {
	Concept map[string]Concept `toml:"concept"`
	Rule    []Rule             `toml:"rule"`
	Sign    []Sign             `toml:"sign"`
}

// load reads all files of the language's folder in order of their names. A folder that is not there holds nothing.
func (g *Language) load(o Overlay, hash io.Writer) error {
	names, err := fs.Glob(o.FS, g.Code+"/*.toml")
	if err != nil {
		return err
	}
	sort.Strings(names)
	var errs []error
	for _, name := range names {
		data, err := fs.ReadFile(o.FS, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("lexicon: %w", err))
			continue
		}
		hash.Write([]byte(name))
		hash.Write(data)
		var f ruleFile
		if err := decode(data, &f); err != nil {
			errs = append(errs, located(path.Join(o.Name, name), err))
			continue
		}
		g.add(&f, path.Join(o.Name, name), data)
	}
	return errors.Join(errs...)
}

func decode(data []byte, into any) error {
	d := toml.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// located puts "FILE:LINE:" before what the TOML decoder says; all unknown keys of a file at once.
func located(file string, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var errs []error
		for _, e := range strict.Errors {
			line, _ := e.Position()
			errs = append(errs, fmt.Errorf("%s:%d: unknown key %s", file, line, strings.Join(e.Key(), ".")))
		}
		return errors.Join(errs...)
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, column := bad.Position()
		return fmt.Errorf("%s:%d:%d: %s", file, line, column, bad.Error())
	}
	return fmt.Errorf("%s: %w", file, err)
}

// compounds joins every first part with every second one.
func (c *Concept) compounds() []string {
	list := make([]string, 0, len(c.First)*len(c.Second))
	for _, first := range c.First {
		for _, second := range c.Second {
			list = append(list, first+second)
		}
	}
	return list
}

func (g *Language) add(f *ruleFile, name string, data []byte) {
	lines := headLines(data)
	names := make([]string, 0, len(f.Concept))
	for k := range f.Concept {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		c := f.Concept[k]
		c.Name, c.File, c.Line = k, name, lines["[concept."+k+"]"]
		c.Words = append(c.Words, c.compounds()...)
		if have := g.concept(k); have != nil {
			have.Words = append(have.Words, c.Words...)
			have.Except = append(have.Except, c.Except...)
			continue
		}
		g.Concepts = append(g.Concepts, c)
	}
	for i, r := range f.Rule {
		r.File, r.Line = name, lines[fmt.Sprint("rule ", i)]
		if have := g.rule(r.ID); have != nil && have.File != name {
			*have = r
			continue
		}
		g.Rules = append(g.Rules, r)
	}
	for i, s := range f.Sign {
		s.File, s.Line = name, lines[fmt.Sprint("sign ", i)]
		g.Signs = append(g.Signs, s)
	}
}

// headLines finds the lines of table heads, which the decoder does not tell: "[concept.NAME]", "rule K" and "sign K", counted
// from 0.
func headLines(data []byte) map[string]int {
	lines, rules, signs := map[string]int{}, 0, 0
	for i, l := range strings.Split(string(data), "\n") {
		l = strings.TrimSpace(l)
		switch {
		case strings.HasPrefix(l, "[[rule]]"):
			lines[fmt.Sprint("rule ", rules)] = i + 1
			rules++
		case strings.HasPrefix(l, "[[sign]]"):
			lines[fmt.Sprint("sign ", signs)] = i + 1
			signs++
		case strings.HasPrefix(l, "[concept."):
			lines[strings.ReplaceAll(l, `"`, "")] = i + 1
		}
	}
	return lines
}

func (g *Language) concept(name string) *Concept {
	for i := range g.Concepts {
		if g.Concepts[i].Name == name {
			return &g.Concepts[i]
		}
	}
	return nil
}

func (g *Language) rule(id string) *Rule {
	for i := range g.Rules {
		if g.Rules[i].ID == id {
			return &g.Rules[i]
		}
	}
	return nil
}
