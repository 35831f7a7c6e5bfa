package main

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/spf13/cobra"

	"kiyaku/lexicon"
)

func newLexiconShowCmd(d deps) *cobra.Command {
	var ui uiFlags
	cmd := &cobra.Command{
		Use:   "show ID...",
		Short: "Show flags, rules, factors, questions, authorities or concepts in full",
		Long: `Show prints everything that is known of an ID: a flag (monitor-analyze), a rule (ja/monitor-data), a factor (F1), a
question (maintenance-id), an authority (qa-7-53), or a concept, the word list of a language (ja/customer-data).`,
		Example: "  kiyaku lexicon show monitor-analyze\n  kiyaku lexicon show F1 qa-7-53",
		Args:    arguments(cobra.MinimumNArgs(1)),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			lex, err := d.lexicon()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return entryIDs(lex), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			lex, err := d.lexicon()
			if err != nil {
				return err
			}
			return showEntries(d.stdout, lex, args, ui.language(d))
		},
	}
	ui.add(cmd)
	return cmd
}

// showEntries prints every entry with one of the ids; the same id may name entries of several sorts.
func showEntries(w io.Writer, lex *lexicon.Lexicon, ids []string, lang string) error {
	var b strings.Builder
	for _, id := range ids {
		before := b.Len()
		s := shower{&b, lex, lang}
		s.model(id)
		s.rules(id)
		if b.Len() == before {
			return usagef("the lexicon has no entry %q; 'kiyaku lexicon list' names the flags", id)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func entryIDs(lex *lexicon.Lexicon) []string {
	var ids []string
	for _, f := range lex.Flags {
		ids = append(ids, f.ID)
	}
	for _, f := range lex.Factors {
		ids = append(ids, f.ID)
	}
	for _, q := range lex.Questions {
		ids = append(ids, q.ID)
	}
	for _, a := range lex.Authorities {
		ids = append(ids, a.ID)
	}
	for _, g := range lex.Languages {
		for _, r := range g.Rules {
			ids = append(ids, g.Code+"/"+r.ID)
		}
	}
	return ids
}

// A shower prints entries of a lexicon in one language.
type shower struct {
	b    *strings.Builder
	lex  *lexicon.Lexicon
	lang string
}

// model prints flags, factors, questions and authorities with this id.
func (s shower) model(id string) {
	if f := s.lex.Flag(id); f != nil {
		s.head("flag", f.ID, flagName(*f, s.lang))
		s.line("meaning", s.in("事業者が…", "the provider … ")+s.in(f.MeaningJA, f.MeaningEN))
		s.line("factors", factors(*f))
		s.line("weak", yes(f.Weak))
		s.authorities(f.Authority)
		s.line("rules", strings.Join(rulesOf(s.lex, f.ID), ", "))
	}
	for _, f := range s.lex.Factors {
		if f.ID == id {
			s.head("factor", f.ID, s.in(f.NameJA, f.NameEN))
			s.line("meaning", s.in(f.MeaningJA, f.MeaningEN))
			s.authorities(f.Authority)
		}
	}
	for _, q := range s.lex.Questions {
		if q.ID == id {
			s.head("question", q.ID, "")
			s.line("text", s.in(q.TextJA, q.TextEN))
			s.line("factor", q.Factor)
			s.line("met by", strings.Join(q.Met, ", "))
			s.line("not met by", strings.Join(q.NotMet, ", "))
			s.authorities(q.Authority)
		}
	}
	for _, a := range s.lex.Authorities {
		if a.ID == id {
			s.head("authority", a.ID, s.in(a.TitleJA, a.TitleEN))
			s.line("issuer", a.Issuer)
			s.line("date", a.Date)
			s.line("checked", a.Checked)
			s.line("summary", s.in(a.SummaryJA, a.SummaryEN))
			s.line("url", a.URL)
			s.line("also", strings.Join(a.Aliases, ", "))
		}
	}
}

// rules prints rules and concepts; id is "LANG/NAME" or the name alone.
func (s shower) rules(id string) {
	for _, g := range s.lex.Languages {
		for _, r := range g.Rules {
			if id == g.Code+"/"+r.ID || id == r.ID {
				s.rule(g.Code, r)
			}
		}
		for _, c := range g.Concepts {
			if id == g.Code+"/"+c.Name || id == c.Name {
				s.head("concept", g.Code+"/"+c.Name, "")
				s.line("words", strings.Join(c.Words, ", "))
				s.line("file", fmt.Sprintf("%s:%d", c.File, c.Line))
			}
		}
	}
}

// rule prints a rule with every condition it states, in the order and under the names of its file.
func (s shower) rule(lang string, r lexicon.Rule) {
	s.head("rule", lang+"/"+r.ID, r.Why)
	v := reflect.ValueOf(r)
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("toml")
		if name == "id" || name == "why" || name == "-" {
			continue
		}
		switch value := v.Field(i).Interface().(type) {
		case string:
			s.line(name, value)
		case bool:
			s.line(name, yes(value))
		case []string:
			s.line(name, strings.Join(value, ", "))
		case [][]string:
			for _, group := range value {
				s.line(name, strings.Join(group, ", "))
			}
		case []lexicon.Example:
			for _, e := range value {
				s.example(name, e)
			}
		}
	}
	s.line("file", fmt.Sprintf("%s:%d", r.File, r.Line))
}

// example prints a text that the rule must or must not fire on, and why if that is said.
func (s shower) example(name string, e lexicon.Example) {
	text := oneLine(e.Text)
	if e.Why != "" {
		text += "  (" + e.Why + ")"
	}
	s.line(name, text)
}

func (s shower) in(ja, en string) string { return inLang(s.lang, ja, en) }

func (s shower) head(sort, id, name string) {
	if s.b.Len() > 0 {
		s.b.WriteByte('\n')
	}
	s.b.WriteString(strings.TrimRight(fmt.Sprintf("%s  (%s)  %s", id, sort, name), " ") + "\n")
}

func (s shower) line(name, value string) {
	if value != "" {
		fmt.Fprintf(s.b, "  %-12s%s\n", name, value)
	}
}

func (s shower) authorities(ids []string) {
	for _, id := range ids {
		title := ""
		for _, a := range s.lex.Authorities {
			if a.ID == id {
				title = s.in(a.TitleJA, a.TitleEN)
			}
		}
		s.line("authority", id+"  "+title)
	}
}

// rulesOf lists the rules that raise a flag as "LANG/ID".
func rulesOf(lex *lexicon.Lexicon, flag string) []string {
	var ids []string
	for _, g := range lex.Languages {
		for _, r := range g.Rules {
			if r.Flag == flag {
				ids = append(ids, g.Code+"/"+r.ID)
			}
		}
	}
	return ids
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
