package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"kiyaku/cmd/internal/changelog"
	"kiyaku/lexicon"
)

// ChangelogMarkdown writes a change log as CommonMark, the newest version first. What stems from documents is escaped.
//
// ChangelogMarkdown fails only for an unknown opts.Lang or if w does.
func ChangelogMarkdown(w io.Writer, log *changelog.Log, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChangelog(log, lex, opts)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# %s\n", md(v.Name))
	line("%s — %s\n", v.W.get("log.title"), md(v.W.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon)))
	line("%s\n", md(v.Range))
	line("**%s**\n", md(v.Headline))
	for i := range v.Entries {
		e := &v.Entries[i]
		switch {
		case e.Run != nil:
			line("- *%s*\n", md(e.runText(v.W)))
		case e.Change == nil:
			line("- %s **%s** %s %s\n", md(e.Date), md(e.Class.Name), md(e.Commit), md(strings.Join(e.Notes, " · ")))
		default:
			line("## %s %s: %s\n", md(e.Date), md(e.Class.Name), md(e.Direction.Name))
			for _, s := range append(append([]string{e.Message + " " + e.Commit}, e.Notes...), e.effects(v.W)...) {
				line("- %s", md(s))
			}
			line("")
			m := &mdChange{v: e.Change, w: v.W}
			for _, c := range e.Change.Changes {
				m.change(c)
			}
			b.Write(m.b.Bytes())
		}
	}
	line("---\n\n%s", v.W.get("report.limits"))
	return flush(w, "markdown", &b)
}
