package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// A choice is a flag that takes one of a few words. It implements pflag.Value.
type choice[T ~string] struct {
	value *T
	of    []T
}

func (c choice[T]) String() string {
	if c.value == nil {
		return ""
	}
	return string(*c.value)
}

func (c choice[T]) Set(s string) error {
	if !slices.Contains(c.of, T(s)) {
		return fmt.Errorf("must be one of %s", join(c.of, ", "))
	}
	*c.value = T(s)
	return nil
}

func (c choice[T]) Type() string { return join(c.of, "|") }

// addChoice adds a flag --name for one of the words in of, with completion. value holds the default; "" is "not given".
func addChoice[T ~string](cmd *cobra.Command, value *T, name string, of []T, usage string) {
	cmd.Flags().Var(choice[T]{value, of}, name, usage)
	complete(cmd, name, of)
}

// complete registers of as the words that a shell offers for --name.
func complete[T ~string](cmd *cobra.Command, name string, of []T) {
	words := make([]string, len(of))
	for i, w := range of {
		words[i] = string(w)
	}
	mustComplete(cmd, name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// mustComplete registers a completion for --name. The only error is a flag that does not exist: a bug of the caller.
func mustComplete(cmd *cobra.Command, name string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(name, f); err != nil {
		panic(err)
	}
}

func join[T ~string](words []T, sep string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(string(w))
	}
	return b.String()
}
