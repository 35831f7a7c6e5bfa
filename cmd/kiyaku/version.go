package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version of the program. Reports carry it, so it is a constant and not stamped at build time: the same source gives the
// same reports.
const version = "0.1.0"

const toolName = "kiyaku " + version

func newVersionCmd(d deps) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show the versions of program and lexicon",
		Args:  arguments(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			lex, err := d.compiled()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(d.stdout, "%s\nlexicon %s\n%s %s/%s\n", programVersion(), lex.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// programVersion is the tool's name with the commit it was built from, where the build knows it.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return toolName
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return toolName + " (" + s.Value[:12] + ")"
		}
	}
	return toolName
}
