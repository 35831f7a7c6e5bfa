// Command empty is a cobra program that does nothing: what a start costs at least.
package main

import "github.com/spf13/cobra"

func main() {
	c := &cobra.Command{Use: "empty", RunE: func(*cobra.Command, []string) error { return nil }}
	if err := c.Execute(); err != nil {
		panic(err)
	}
}
