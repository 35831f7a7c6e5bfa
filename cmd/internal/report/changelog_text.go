package report

import (
	"fmt"
	"io"
	"strings"

	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/changelog"
	"kiyaku/lexicon"
)

// ChangelogText writes a change log for a terminal, the newest version first: of each change in substance what it is in legal
// terms and its words before and after; runs of other versions in one line.
//
// ChangelogText fails only for an unknown opts.Lang or if w does.
func ChangelogText(w io.Writer, log *changelog.Log, lex *lexicon.Lexicon, opts Options) error {
	v, err := buildChangelog(log, lex, opts)
	if err != nil {
		return err
	}
	t := &changelogText{v: v, w: v.W, t: textWriter{w: v.W, width: opts.width(), color: opts.Color}}
	t.line(bold, v.Name)
	t.line(plain, t.w.get("log.title")+" · "+t.w.fill("report.by", "tool", v.Tool, "lexicon", v.Lexicon))
	t.line(plain, v.Range)
	t.line(bold, v.Headline)
	for i := range v.Entries {
		t.entry(&v.Entries[i])
	}
	t.t.b.WriteByte('\n')
	t.line(plain, t.w.get("report.limits"))
	return flush(w, "text", &t.t.b)
}

type changelogText struct {
	v *logView
	w words
	t textWriter
}

func (t *changelogText) line(p paint, s string) { t.indented(0, p, s) }

// indented writes s below its first line at the same column.
func (t *changelogText) indented(by int, p paint, s string) {
	t.t.flow(by, "", run{visible(s), p})
}

func (t *changelogText) entry(e *logEntry) {
	t.t.blank()
	if e.Run != nil {
		t.line(faint, e.runText(t.w))
		return
	}
	head := e.Date + "  " + e.Class.Name
	if e.Change != nil {
		head += " (" + itoa(len(e.Change.Changes)) + ")"
		if e.Direction.ID != "" {
			head += " " + directionSign(e.Direction.ID) + " " + e.Direction.Name
		}
		t.line(bold, head+"  "+e.Commit)
	} else {
		t.line(plain, strings.Join(append([]string{head + "  " + e.Commit}, e.Notes...), " · "))
		return
	}
	for _, s := range append(e.Notes, e.effects(t.w)...) {
		t.indented(2, plain, s)
	}
	for _, c := range e.Change.Changes {
		t.change(c)
	}
}

func (t *changelogText) change(c *changeItem) {
	t.indented(2, plain, fmt.Sprintf("(%d) %s · %s · %s", c.N, c.Place().Where, c.Kind.Name, c.Direction.Name))
	for _, f := range c.Flags {
		t.indented(6, plain, f.summary(t.w))
	}
	for _, side := range []struct {
		id    string
		at    *provisionView
		other diff.Op
	}{{"mail.was", c.Old, diff.Insert}, {"mail.is", c.New, diff.Delete}} {
		if side.at != nil {
			t.indented(6, faint, t.w.get(side.id)+around(c.Words, side.other, side.at.Quote))
		}
	}
}
