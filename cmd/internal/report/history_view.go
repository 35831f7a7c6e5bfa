package report

import (
	"strings"
	"time"

	"kiyaku/cmd/internal/history"
	"kiyaku/lexicon"
)

// A historyView is a change log in words, the newest version first.
type historyView struct {
	W        words
	Lang     string
	Name     string
	Tool     string
	Lexicon  string
	Range    string // which versions, from when to when
	Headline string
	Entries  []historyEntry
}

// historyEntry is one version, or a run of versions without a change in substance.
type historyEntry struct {
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

// buildHistory makes the view of log.
func buildHistory(log *history.Log, lex *lexicon.Lexicon, opts Options) (*historyView, error) {
	w, err := wordsFor(opts.Lang)
	if err != nil {
		return nil, err
	}
	v := &historyView{W: w, Lang: opts.Lang, Name: log.Name(), Tool: log.Tool, Lexicon: log.Lexicon, Headline: w.get("history.none")}
	if v.Lang == "" {
		v.Lang = "ja"
	}
	if n := log.Count(history.Substantive); n > 0 {
		v.Headline = w.fill("history.count", "n", itoa(n))
	}
	if n := len(log.Entries); n > 0 {
		v.Range = w.fill("history.from", "from", dayOf(log.Entries[0].At, w), "to", dayOf(log.Entries[n-1].At, w), "n", itoa(n))
	}
	var run []historyEntry
	for i := len(log.Entries) - 1; i >= 0; i-- {
		e, err := historyEntryOf(log, i, lex, opts, w)
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
func quiet(c history.Class) bool {
	return c == history.Return || c == history.Same || c == history.Minor || c == history.Upgrade || c == history.Fault
}

// fewest is how many versions are told as one run; fewer are told one by one.
const fewest = 5

// gathered is a run of quiet versions, the newest first, as one entry if it is long.
func gathered(run []historyEntry) []historyEntry {
	if len(run) < fewest {
		return run
	}
	out := historyEntry{N: run[0].N, Date: run[0].Date, First: run[len(run)-1].Date, Versions: len(run)}
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
	return []historyEntry{out}
}

func historyEntryOf(log *history.Log, i int, lex *lexicon.Lexicon, opts Options, w words) (historyEntry, error) {
	e := &log.Entries[i]
	out := historyEntry{N: i + 1, Date: dayOf(e.At, w), Class: named{string(e.Class), w.of("historyclass", string(e.Class))},
		Commit: e.Commit[:min(12, len(e.Commit))], Message: e.Message}
	if e.Against >= 0 && e.Against < len(log.Entries) {
		date := dayOf(log.Entries[e.Against].At, w)
		switch {
		case e.Class == history.Return:
			out.Notes = append(out.Notes, w.fill("history.returned", "date", date))
		case e.Against != i-1:
			out.Notes = append(out.Notes, w.fill("history.against", "date", date))
		}
	}
	if e.Report == nil && e.Differences > 0 {
		text := w.fill("history.differences", "n", itoa(e.Differences))
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
func (e *historyEntry) runText(w words) string {
	parts := each(e.Run, func(r runView) string { return r.Name + " " + itoa(r.Count) })
	return w.fill("history.run", "from", e.First, "to", e.Date, "what", strings.Join(parts, w.get("punct.comma")))
}

// effects are the verdict and factors that changed.
func (e *historyEntry) effects(w words) []string {
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
