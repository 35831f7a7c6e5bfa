// Package changelog makes the change log of one document from its recorded versions.
//
// In go the versions of a document in order, as package versions reads them; out comes a [Log] that says of each what it
// is: a change in substance, differences that leave the meaning as it was, a return to an earlier text, the archive's own
// doing, a text that was not received as it is. Each version is compared with the last one that was received whole. How a
// log looks is left to cmd/internal/report.
package changelog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/versions"
	"kiyaku/lexicon"
)

// Class is what a version is in the log.
type Class string

// Classes. Of those that could fit, the first is taken.
const (
	First       Class = "first"       // nothing before it to compare with
	Gone        Class = "gone"        // the document was deleted
	Unread      Class = "unread"      // its text could not be read
	Return      Class = "return"      // the text of an earlier version again, which is no new change
	Same        Class = "same"        // the text of the version before it
	Fault       Class = "fault"       // not received as it is: collapsed, doubled, cut, another language
	Upgrade     Class = "upgrade"     // the archive changed what it keeps of the page; not the vendor's doing
	Substantive Class = "substantive" // changed in substance
	Minor       Class = "minor"       // differences that leave the meaning as it was
)

// Classes lists all classes.
func Classes() []Class {
	return []Class{First, Gone, Unread, Return, Same, Fault, Upgrade, Substantive, Minor}
}

// An Entry is one version.
type Entry struct {
	Commit  string
	At      time.Time // when it was recorded
	Cause   versions.Cause
	Message string // first line of the commit
	Class   Class
	Against int // index of the entry that it was compared with; -1 if none
	// Returned is, for Return, when the version was recorded whose text it has again; it may be older than the log.
	Returned time.Time
	Verdict  assess.Verdict // "" for Gone and Unread

	Report      *diff.Report  // Substantive: what changed; else nil, since reports hold both texts
	Differences int           // changes of any kind that the comparison found
	Reasons     []diff.Reason // of these changes, each once, in the order of the text
	Fault       *diff.Fault   // Fault: why
	Problem     string        // Unread: why
}

// A Log has the versions of one document from the oldest to the newest, since the day that was asked for.
type Log struct {
	Service, Type string
	Tool, Lexicon string
	Entries       []Entry
}

// Count tells how many entries are of a class.
func (l *Log) Count(c Class) int {
	n := 0
	for i := range l.Entries {
		if l.Entries[i].Class == c {
			n++
		}
	}
	return n
}

// Config says how versions are read and compared. Lexicon, Analyzer and Service are needed.
type Config struct {
	Lexicon       *lexicon.Lexicon
	Analyzer      *analyzer.Analyzer
	Extract       extract.Config
	Service, Type string
	Lang          corpus.Lang // "" lets the text tell
	Tool          string      // name and version of the program, for the record
	Done          func(n int) // called after each version is read, with how many are; may be nil
}

// reading is a version that was read.
type reading struct {
	entry   int // index in Log.Entries
	a       *assess.Assessment
	key     string // of the text, without white space
	problem error
}

// Make reads and compares the versions that have a text; of those before them it takes which texts there have been. The error is that of ctx; a version that cannot be read is an entry of the log.
func Make(ctx context.Context, list []versions.Version, cfg Config) (*Log, error) {
	m := &maker{cfg: cfg, comparer: diff.New(cfg.Lexicon), first: map[string]int{}, earlier: map[string]time.Time{},
		log: &Log{Service: cfg.Service, Type: cfg.Type, Tool: cfg.Tool, Lexicon: cfg.Lexicon.Version}}
	for len(list) > 0 && list[0].Text == nil {
		if _, known := m.earlier[list[0].Blob]; !known {
			m.earlier[list[0].Blob] = list[0].At
		}
		list = list[1:]
	}
	for _, v := range list {
		m.log.Entries = append(m.log.Entries, Entry{Commit: v.Commit, At: v.At, Cause: v.Cause, Message: v.Message, Against: -1})
	}
	step := 4 * runtime.NumCPU() // so many assessments are in memory at a time
	for from := 0; from < len(list); from += step {
		read, err := m.read(ctx, list, from, min(from+step, len(list)))
		if err != nil {
			return nil, err
		}
		for i := range read {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			m.add(&read[i], &list[read[i].entry])
		}
	}
	return m.log, nil
}

type maker struct {
	cfg      Config
	comparer *diff.Comparer
	log      *Log
	base     *reading             // the last version that was received whole
	odd      *reading             // the version after base that was not
	first    map[string]int       // key of a text → first entry with it
	earlier  map[string]time.Time // blob of a text before the log → when it was first recorded
}

// read extracts and assesses versions on all cores.
func (m *maker) read(ctx context.Context, list []versions.Version, from, to int) ([]reading, error) {
	out := make([]reading, to-from)
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for i := range out {
		v := &list[from+i]
		out[i].entry = from + i
		if v.Gone {
			continue
		}
		group.Go(func() error {
			out[i].problem = m.assess(ctx, v, &out[i])
			return nil
		})
	}
	_ = group.Wait() // its functions return no error
	if m.cfg.Done != nil {
		m.cfg.Done(to)
	}
	return out, ctx.Err()
}

func (m *maker) assess(ctx context.Context, v *versions.Version, out *reading) error {
	location := m.cfg.Service + "/" + m.cfg.Type + ".md@" + v.Commit[:min(12, len(v.Commit))]
	sum := sha256.Sum256(v.Text)
	doc, err := extract.Document(ctx, &corpus.Snapshot{
		Source: corpus.Source{Location: location, Service: m.cfg.Service, Kind: corpus.DeclaredKind(m.cfg.Type), Lang: m.cfg.Lang},
		URL:    location, FetchedAt: v.At, MediaType: "text/markdown", Charset: "utf-8", Body: v.Text, SHA256: hex.EncodeToString(sum[:]),
	}, m.cfg.Extract)
	if err != nil {
		return err
	}
	doc.Title = m.cfg.Type // the archive's name of it: headings of pages change with their design
	out.a = m.cfg.Analyzer.Assess([]*corpus.Document{doc}, analyzer.Options{Service: m.cfg.Service, Tool: m.cfg.Tool})
	out.key = strings.Join(strings.Fields(fold.String(doc.Text)), " ")
	return nil
}

// add says what a version is.
func (m *maker) add(r *reading, v *versions.Version) {
	e := &m.log.Entries[r.entry]
	switch {
	case v.Gone:
		e.Class = Gone
		return
	case r.problem != nil:
		e.Class, e.Problem = Unread, r.problem.Error()
		return
	}
	e.Verdict = r.a.Verdict
	defer m.seen(r)
	if m.base == nil {
		e.Class, m.base = First, r
		return
	}
	if r.key == m.base.key && m.odd == nil {
		e.Class, e.Against, m.base = Same, m.base.entry, r
		return
	}
	if i, ok := m.first[r.key]; ok && m.log.Entries[i].Class != Fault {
		e.Class, e.Returned, m.base, m.odd = Return, m.log.Entries[i].At, r, nil
		return
	}
	if at, ok := m.earlier[v.Blob]; ok && 2*len(r.key) > len(m.base.key) { // a text that shrank may be a fault that came before
		e.Class, e.Returned, m.base, m.odd = Return, at, r, nil
		return
	}
	report := m.compare(m.base, r)
	if faulty(report) && m.odd != nil {
		if again := m.compare(m.odd, r); !faulty(again) { // the text that looked like a fault has stayed
			m.base, report = m.odd, again
		}
	}
	e.Against, e.Differences, e.Reasons = m.base.entry, len(report.Changes), reasons(report)
	switch {
	case faulty(report):
		e.Class, e.Fault, m.odd = Fault, fault(report), r
		return
	case e.Cause == versions.Upgrade:
		e.Class = Upgrade
	case report.Substantive:
		e.Class, e.Report = Substantive, report
	case len(report.Changes) == 0:
		e.Class = Same
	default:
		e.Class = Minor
	}
	m.base, m.odd = r, nil
}

// seen remembers the text of a version.
func (m *maker) seen(r *reading) {
	if _, ok := m.first[r.key]; !ok {
		m.first[r.key] = r.entry
	}
}

func (m *maker) compare(old, new *reading) *diff.Report {
	return m.comparer.Compare(old.a, new.a, diff.Options{Told: m.log.Entries[new.entry].At})
}

func faulty(r *diff.Report) bool { return fault(r) != nil }

// fault is why the document was not compared; nil if it was.
func fault(r *diff.Report) *diff.Fault {
	for i := range r.Documents {
		if f := r.Documents[i].Fault; f != nil {
			return f
		}
	}
	return nil
}

// reasons are those of all changes, each once.
func reasons(r *diff.Report) []diff.Reason {
	var out []diff.Reason
	for i := range r.Changes {
		for _, reason := range r.Changes[i].Reasons {
			if !slices.Contains(out, reason) {
				out = append(out, reason)
			}
		}
	}
	return out
}

// Name is how the document is called in headings.
func (l *Log) Name() string { return fmt.Sprintf("%s – %s", l.Service, l.Type) }
