package main

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"kiyaku/lexicon"
)

func newLexiconCmd(d deps) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lexicon",
		Short: "Look into the flags, rules and authorities that the analysis rests on",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("name one of: list, show, check, explain")
			}
			return unknownCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLexiconListCmd(d), newLexiconShowCmd(d), newLexiconCheckCmd(d), newLexiconExplainCmd(d))
	return cmd
}

// families are the groups of flags in the order of the legal model.
var families = []struct{ id, ja, en string }{
	{"H", "提供者による取扱い", "the provider handles the data"},
	{"N", "取り扱わない旨・技術的制御", "the provider does not handle the data"},
	{"S", "委託とその監督", "entrustment and its supervision"},
	{"G", "政府によるアクセス", "government access"},
	{"R", "責任・リスクの分担", "who bears the risk"},
}

func newLexiconListCmd(d deps) *cobra.Command {
	var ui uiFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List all flags with the factors they bear on and the number of rules per language",
		Args:  arguments(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			lex, err := d.lexicon()
			if err != nil {
				return err
			}
			return listFlags(d.stdout, lex, ui.language(d))
		},
	}
	ui.add(cmd)
	return cmd
}

// listFlags prints one line for each flag: id, name, factors ("-" before those that it speaks against), rules.
func listFlags(w io.Writer, lex *lexicon.Lexicon, lang string) error {
	var b strings.Builder
	idWidth, nameWidth := 0, 0
	for _, f := range lex.Flags {
		idWidth = max(idWidth, lipgloss.Width(f.ID))
		nameWidth = max(nameWidth, lipgloss.Width(flagName(f, lang)))
	}
	for i, family := range families {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s  %s\n", family.id, inLang(lang, family.ja, family.en))
		for _, f := range lex.Flags {
			if f.Family != family.id {
				continue
			}
			line := "  " + pad(f.ID, idWidth) + "  " + pad(flagName(f, lang), nameWidth) + "  " + pad(factors(f), 9) + "  " + ruleCounts(lex, f.ID)
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ruleCounts tells how many rules of each language raise a flag: "ja 3  en 2".
func ruleCounts(lex *lexicon.Lexicon, flag string) string {
	var counts []string
	for _, g := range lex.Languages {
		n := 0
		for _, r := range g.Rules {
			if r.Flag == flag {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", g.Code, n))
		}
	}
	return strings.Join(counts, "  ")
}

// factors writes the factors of a flag, with the sign of its evidence: "+F1 +F3" met, "-F2" not met.
func factors(f lexicon.Flag) string {
	sign := "+"
	if f.Against {
		sign = "-"
	}
	var list []string
	for _, id := range f.Factors {
		list = append(list, sign+id)
	}
	return strings.Join(list, " ")
}

func flagName(f lexicon.Flag, lang string) string { return inLang(lang, f.NameJA, f.NameEN) }

func inLang(lang, ja, en string) string {
	if lang == string(uiJapanese) {
		return ja
	}
	return en
}

// pad fills s up with spaces to width columns of a terminal.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-lipgloss.Width(s)))
}
