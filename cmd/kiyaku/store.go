package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/pattern"
	"kiyaku/corpus/store"
)

// storeEnv names a store where --db does not: an address with a password does not belong on a command line, which all
// users of a machine can see.
const storeEnv = "KIYAKU_DB"

// storeAddress is the store of --db, of the environment, or the file in the user's data directory.
func (d deps) storeAddress() (string, error) {
	if d.db != nil && *d.db != "" {
		return *d.db, nil
	}
	if address := d.getenv(storeEnv); address != "" {
		return address, nil
	}
	dir := d.getenv("XDG_DATA_HOME")
	if home := d.getenv("HOME"); dir == "" && home != "" {
		dir = filepath.Join(home, ".local", "share")
		if runtime.GOOS == "darwin" {
			dir = filepath.Join(home, "Library", "Application Support")
		}
	}
	if local := d.getenv("LocalAppData"); runtime.GOOS == "windows" && local != "" {
		dir = local
	}
	if dir == "" {
		return "", usagef("there is no home directory for a store: name one with --db sqlite:PATH or --db postgres://…")
	}
	return "sqlite:" + filepath.Join(dir, "kiyaku", "kiyaku.db"), nil
}

// openStore opens the store, which is made if it is a file that is not there.
func (d deps) openStore(ctx context.Context) (*store.Store, error) {
	address, err := d.storeAddress()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, address)
}

// openOldStore opens the store for who wants to read what is in it: a file that is not there is an error.
func (d deps) openOldStore(ctx context.Context) (*store.Store, error) {
	address, err := d.storeAddress()
	if err != nil {
		return nil, err
	}
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no store %s yet: 'kiyaku scan SOURCE... --keep' makes one, --db names another", path)
		}
	}
	return store.Open(ctx, address)
}

// keptName is SERVICE@VERSION: a number, a day (the version that was current at its end, UTC), or "latest".
var keptName = pattern.Lazy(`^(.+)@(\d{1,9}|\d{4}-\d{2}-\d{2}|latest)$`)

// keptRef reports whether location names a version in the store, and not a file or an address.
func keptRef(location string) (service, version string, ok bool) {
	m := keptName().FindStringSubmatch(location)
	if m == nil || fetch.IsURL(location) {
		return "", "", false
	}
	if _, err := os.Stat(location); err == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// keptVersion finds a version as SERVICE@VERSION names it. "" is the latest.
func keptVersion(ctx context.Context, r store.Reader, service, version string) (*store.Service, *store.Version, error) {
	s, err := r.Service(ctx, service)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil, fmt.Errorf("the store has no service %q%s", service, nearServices(ctx, r, service))
	}
	if err != nil {
		return nil, nil, err
	}
	var v *store.Version
	if day, dayErr := time.Parse(time.DateOnly, version); dayErr == nil {
		v, err = r.VersionAt(ctx, s.ID, day.Add(24*time.Hour-time.Millisecond))
	} else {
		number, _ := strconv.Atoi(version) // 0, the newest, for "" and "latest"
		v, err = r.Version(ctx, s.ID, number)
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil, fmt.Errorf("%s has no version %s: 'kiyaku history %q' lists %d", service, version, service, s.Versions)
	}
	return s, v, err
}

// nearServices tells which services have names like name.
func nearServices(ctx context.Context, r store.Reader, name string) string {
	list, err := r.Services(ctx, store.ServiceQuery{Contains: name, Limit: 3})
	if err != nil || len(list) == 0 {
		return ": 'kiyaku history' lists all"
	}
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = strconv.Quote(s.Name)
	}
	return "; did you mean " + strings.Join(names, " or ") + "?"
}

// expandKept gives the documents of SERVICE@VERSION as readings that need no fetching.
func (d deps) expandKept(ctx context.Context, service, version string, flags sourceFlags) ([]reading, error) {
	st, err := d.openOldStore(ctx)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	_, v, err := keptVersion(ctx, st.Reader, service, version)
	if err != nil {
		return nil, err
	}
	snaps, err := archive.Snapshots(ctx, st.Reader, v)
	if err != nil {
		return nil, err
	}
	readings := make([]reading, len(snaps))
	for i, snap := range snaps {
		if flags.kind != "" {
			snap.Source.Kind = flags.kind
		}
		if flags.lang != "" {
			snap.Source.Lang = flags.lang
		}
		readings[i] = reading{source: snap.Source, snap: snap, kept: true}
	}
	return readings, nil
}

// withSaid adds to answers what is recorded in the store for the service, where the documents come from the store or go
// there: answers, which weigh less than those given, and the findings that reviewers rejected.
func (d deps) withSaid(ctx context.Context, service string, keep bool, readings []reading, answers map[string]assess.Answer) (map[string]assess.Answer, map[string]bool, error) {
	kept := slices.ContainsFunc(readings, func(r reading) bool { return r.kept })
	if !kept && !keep {
		return answers, nil, nil
	}
	st, err := d.openStore(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer st.Close()
	s, err := st.Service(ctx, service)
	if errors.Is(err, store.ErrNotFound) {
		return answers, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	said, err := archive.LoadSaid(ctx, st.Reader, s.ID)
	if err != nil {
		return nil, nil, err
	}
	maps.Copy(said.Answers, answers)
	return said.Answers, said.Rejected, nil
}

// keep stores what was read and found, with what changed since the version before, and records answers that the store does
// not have.
func (d deps) keep(ctx context.Context, opts scanOptions, readings []reading, e archive.Entry, answers map[string]assess.Answer) error {
	service := opts.service
	e.Set = store.Set{Service: service, At: d.now()}
	for _, r := range readings {
		if r.err != nil {
			return fmt.Errorf("nothing was kept, since a document could not be read: a version without it would look like a change")
		}
		snap, doc := *r.snap, *r.doc
		snap.Source.Service, doc.Source.Service = service, service
		e.Set.Parts = append(e.Set.Parts, store.Part{Snapshot: &snap, Document: &doc})
	}
	st, err := d.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	var kept *store.Kept
	err = st.Write(ctx, func(tx *store.Tx) (err error) {
		if kept, err = archive.Keep(ctx, tx, e); err != nil {
			return err
		}
		return archive.Record(ctx, tx, kept.Service.ID, answers, e.Set.At)
	})
	if err != nil {
		return err
	}
	if archive.Changed(kept) {
		if err := d.keepChange(ctx, st, kept, e.Assessment, opts.ui.language(d)); err != nil {
			return err
		}
	}
	what := "as before"
	switch v := kept.Version; {
	case v.ReturnOf > 0 && kept.Created:
		what = fmt.Sprintf("new: a return to version %d", v.ReturnOf)
	case kept.Created:
		what = "new"
	case !kept.Same:
		what = "as before: the text is the same, though not every byte; what is recorded stands"
	}
	fmt.Fprintf(d.stderr, "kiyaku: kept as %s@%d (%s)\n", printable(kept.Service.Name), kept.Version.Number, what)
	return nil
}

// keepChange stores what changed between the version before kept and kept, of which a is the assessment. The version before
// is read again, so that both are weighed by the same lexicon and answers.
func (d deps) keepChange(ctx context.Context, st *store.Store, kept *store.Kept, a *assess.Assessment, lang string) error {
	before, err := st.Version(ctx, kept.Service.ID, kept.Version.Number-1)
	if err != nil {
		return err
	}
	docs, err := archive.Documents(ctx, st.Reader, before)
	if err != nil {
		return err
	}
	lex, anl, err := d.analyzer()
	if err != nil {
		return err
	}
	said, err := archive.LoadSaid(ctx, st.Reader, kept.Service.ID)
	if err != nil {
		return err
	}
	docs = slices.DeleteFunc(docs, func(doc *corpus.Document) bool { return doc == nil })
	old, err := assessUntil(ctx, anl, docs, analyzer.Options{Service: a.Service, Tool: toolName, Answers: said.Answers, Rejected: said.Rejected})
	if err != nil {
		return err
	}
	r := diff.New(lex).Compare(old, a, diff.Options{Told: kept.Version.At})
	return archive.KeepChange(ctx, st, kept, r, a, lex, report.Options{Lang: lang})
}
