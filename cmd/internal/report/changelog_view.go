package report

import (
	"strings"
	"time"

	"kiyaku/cmd/internal/changelog"
	"kiyaku/lexicon"
)

// A logView is a change log in words, the newest version first.
type logView struct {
	W        words
	Lang     string
	Name     string
	Tool     string
	Lexicon  string
	Range    string // which versions, from when to when
	Headline string
	Entries  []logEntry
}

// logEntry is one version, or a run of versions without a change in substance.
type logEntry struct {
	N         int // number of the entry in the log, from 1; of the newest in a run
	Date      string
	Class     named
	Commit    string
	Message   string
	Notes     []string    // what else is to be said: returned to, compared with, reasons, problem
	Change    *changeView // Substantive: what changed
	Verdict   beforeAfter
	Moved     []factorMove // factors that changed
	Run       []runView    // classes of a run with their counts; nil for a single version
	First     string       // day of the oldest version of a run
	Versions  int          // of a run
	Direction named
}

type runView struct {
	named
	Count int
}

// buildChangelog makes the view of log.
func buildChangelog(log *changelog.Log, lex *lexicon.Lexicon, opts Options) (*logView, error) {
	w, err := wordsFor(opts.Lang)
	if err != nil {
		return nil, err
	}
	v := &logView{W: w, Lang: opts.Lang, Name: log.Name(), Tool: log.Tool, Lexicon: log.Lexicon, Headline: w.get("log.none")}
	if v.Lang == "" {
		v.Lang = "ja"
	}
	if n := log.Count(changelog.Substantive); n > 0 {
		v.Headline = w.fill("log.count", "n", itoa(n))
	}
	if n := len(log.Entries); n > 0 {
		v.Range = w.fill("log.from", "from", dayOf(log.Entries[0].At, w), "to", dayOf(log.Entries[n-1].At, w), "n", itoa(n))
	}
	var run []logEntry
	for i := len(log.Entries) - 1; i >= 0; i-- {
		e, err := logEntryOf(log, i, lex, opts, w)
		if err != nil {
			return nil, err
		}
		if quiet(log.Entries[i].Class) {
			run = append(run, e)
			continue
		}
		v.Entries = append(append(v.Entries, gathered(run)...), e)
		run = nil
	}
	v.Entries = append(v.Entries, gathered(run)...)
	return v, nil
}

// quiet reports whether a version need not be told alone.
func quiet(c changelog.Class) bool {
	return c == changelog.Return || c == changelog.Same || c == changelog.Minor || c == changelog.Upgrade || c == changelog.Fault
}

// fewest is how many versions are told as one run; fewer are told one by one.
const fewest = 5

// gathered is a run of quiet versions, the newest first, as one entry if it is long.
func gathered(run []logEntry) []logEntry {
	if len(run) < fewest {
		return run
	}
	out := logEntry{N: run[0].N, Date: run[0].Date, First: run[len(run)-1].Date, Versions: len(run)}
	for _, e := range run {
		known := false
		for i := range out.Run {
			if out.Run[i].ID == e.Class.ID {
				out.Run[i].Count++
				known = true
			}
		}
		if !known {
			out.Run = append(out.Run, runView{e.Class, 1})
		}
	}
	return []logEntry{out}
}

func logEntryOf(log *changelog.Log, i int, lex *lexicon.Lexicon, opts Options, w words) (logEntry, error) {
	e := &log.Entries[i]
	out := logEntry{N: i + 1, Date: dayOf(e.At, w), Class: named{string(e.Class), w.of("logclass", string(e.Class))},
		Commit: e.Commit[:min(12, len(e.Commit))], Message: e.Message}
	switch {
	case e.Class == changelog.Return:
		out.Notes = append(out.Notes, w.fill("log.returned", "date", dayOf(e.Returned, w)))
	case e.Against >= 0 && e.Against < len(log.Entries) && e.Against != i-1:
		out.Notes = append(out.Notes, w.fill("log.against", "date", dayOf(log.Entries[e.Against].At, w)))
	}
	if e.Report == nil && e.Differences > 0 {
		text := w.fill("log.differences", "n", itoa(e.Differences))
		for k, r := range e.Reasons {
			mark := w.get("punct.comma")
			if k == 0 {
				mark = w.get("punct.colon")
			}
			text += mark + w.of("reason", string(r))
		}
		out.Notes = append(out.Notes, text)
	}
	if e.Fault != nil {
		out.Notes = append(out.Notes, w.of("fault", string(e.Fault.Kind)))
	}
	if e.Problem != "" {
		out.Notes = append(out.Notes, e.Problem)
	}
	if e.Report == nil {
		return out, nil
	}
	change, err := buildChange(e.Report, lex, opts)
	if err != nil {
		return out, err
	}
	out.Change, out.Verdict, out.Direction = change, change.Verdict, change.Direction
	for _, f := range change.Factors {
		if !f.Same {
			out.Moved = append(out.Moved, f)
		}
	}
	return out, nil
}

// dayOf is a day, or that it is not known.
func dayOf(t time.Time, w words) string {
	if s := day(t); s != "" {
		return s
	}
	return w.get("pair.nodate")
}

// runText tells a run in one line.
func (e *logEntry) runText(w words) string {
	parts := each(e.Run, func(r runView) string { return r.Name + " " + itoa(r.Count) })
	return w.fill("log.run", "from", e.First, "to", e.Date, "what", strings.Join(parts, w.get("punct.comma")))
}

// effects are the verdict and factors that changed.
func (e *logEntry) effects(w words) []string {
	if e.Change == nil {
		return nil
	}
	var out []string
	if !e.Verdict.Same {
		out = append(out, w.get("mail.verdict")+w.get("punct.colon")+w.fill("change.became", "old", e.Verdict.Old.Name, "new", e.Verdict.New.Name))
	}
	for _, f := range e.Moved {
		out = append(out, f.ID+" "+f.Name+w.get("punct.colon")+w.fill("change.became", "old", f.Old.Name, "new", f.New.Name))
	}
	return out
}
