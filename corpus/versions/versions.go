// Package versions reads a versions repository of Open Terms Archive: a git repository in which each version of a document
// is a commit to SERVICE/TYPE.md.
//
// In goes the folder of a clone; out come the versions of one document in order, with the day on which each was recorded
// and what its commit says about the cause, and their texts. The commits tell a change of the vendor from one of the
// archive itself, whose declarations and software decide which part of a page is kept.
//
// The git program reads the repository: whoever has a clone has it, and it finds the commits of one file among hundreds of
// thousands by indexes that git libraries for Go do not use. It is run without a shell, with the user's and the system's
// configuration left out, with what a configuration inside the repository could make it run switched off, without network,
// and with limits on time and size.
package versions

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Cause is what a commit says about why a version was recorded.
type Cause string

// Causes; the words of commits are those of the Open Terms Archive engine, versions 1 to 12 and earlier.
const (
	First   Cause = "first"   // "First record of …", earlier "Start tracking …"
	Changes Cause = "changes" // "Record new changes of …", earlier "Update …"
	Upgrade Cause = "upgrade" // "Apply technical or declaration upgrade on …", earlier "Refilter …": the archive's own doing
	Other   Cause = "other"   // by hand, an import, or words of another engine
)

// A Version is one recorded state of a document.
type Version struct {
	Commit  string    // hash
	At      time.Time // the author's date: when it was recorded. Committers' dates change when an archive is rebuilt
	Cause   Cause
	Message string // the first line of the commit
	Gone    bool   // the document was deleted by this commit; it has no text
	Blob    string // hash of the text: the same for the same bytes; "" if Gone
	Text    []byte // Markdown; nil if Gone or not asked for
}

// Limits on what is read; a zero field takes its default.
type Limits struct {
	Versions int           // of one document, default 5,000
	Bytes    int64         // of one version, default 16 MiB
	Time     time.Duration // for each run of git, default 2 minutes
}

func (l Limits) withDefaults() Limits {
	if l.Versions <= 0 {
		l.Versions = 5000
	}
	if l.Bytes <= 0 {
		l.Bytes = 16 << 20
	}
	if l.Time <= 0 {
		l.Time = 2 * time.Minute
	}
	return l
}

// A Repository is a clone on this machine.
type Repository struct {
	dir    string
	limits Limits
}

// An Error tells why a repository cannot be read, and what to do.
type Error struct {
	Dir    string
	Reason string
	Err    error // what git or the system said; may be nil
}

func (e *Error) Error() string {
	s := fmt.Sprintf("versions repository %s: %s", e.Dir, e.Reason)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Open checks that dir is the top of a git repository with commits. The error is an *Error.
func Open(ctx context.Context, dir string, limits Limits) (*Repository, error) {
	r := &Repository{dir: dir, limits: limits.withDefaults()}
	if err := r.check(ctx); err != nil {
		return nil, err
	}
	return r, nil
}

// Services lists the services of the latest state, sorted.
func (r *Repository) Services(ctx context.Context) ([]string, error) {
	out, err := r.git(ctx, nil, "ls-tree", "-z", "-d", "--name-only", "HEAD")
	if err != nil {
		return nil, err
	}
	return fields(out), nil
}

// Types lists the documents of a service in the latest state, such as "Terms of Service", sorted.
func (r *Repository) Types(ctx context.Context, service string) ([]string, error) {
	if err := r.name("service", service); err != nil {
		return nil, err
	}
	out, err := r.git(ctx, nil, "ls-tree", "-z", "--name-only", "HEAD:"+service)
	if err != nil {
		return nil, r.unknown(ctx, "service", service, r.Services)
	}
	var types []string
	for _, f := range fields(out) {
		if t, ok := strings.CutSuffix(f, ".md"); ok {
			types = append(types, t)
		}
	}
	return types, nil
}

// Versions gives the recorded versions of SERVICE/TYPE.md from the oldest to the newest. With since, their texts begin with
// the last one before that moment, which the first one after it is to be compared with; those before have their Blob only.
//
// The error is an *Error if the service or the document is unknown (it then names those that there are), if more texts are
// asked for than the limit, or if git fails.
func (r *Repository) Versions(ctx context.Context, service, kind string, since time.Time) ([]Version, error) {
	if err := errors.Join(r.name("service", service), r.name("type", kind)); err != nil {
		return nil, err
	}
	file := path.Join(service, kind+".md")
	out, err := r.git(ctx, nil, "log", "--topo-order", "--reverse", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8", "-z", "--format=%H%x1f%aI%x1f%s", "HEAD", "--", ":(top,literal)"+file)
	if err != nil {
		return nil, err
	}
	list, err := r.parse(out)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		types, err := r.Types(ctx, service)
		if err != nil {
			return nil, err
		}
		return nil, r.unknown(ctx, "type", kind, func(context.Context) ([]string, error) { return types, nil })
	}
	begin := 0
	if !since.IsZero() {
		if begin = slices.IndexFunc(list, func(v Version) bool { return !v.At.Before(since) }); begin < 0 {
			begin = len(list)
		}
		begin = max(0, begin-1)
	}
	if n := len(list) - begin; n > r.limits.Versions {
		return nil, &Error{Dir: r.dir, Reason: fmt.Sprintf("%s has %d versions, more than %d: name a later day to begin with", file, n, r.limits.Versions)}
	}
	if err := r.batch(ctx, "--batch-check", list, file); err != nil {
		return nil, err
	}
	return list, r.batch(ctx, "--batch", list[begin:], file)
}

// parse reads what git log printed: for each commit hash, author's date and subject.
func (r *Repository) parse(out []byte) ([]Version, error) {
	var list []Version
	for _, line := range fields(out) {
		part := strings.SplitN(line, "\x1f", 3)
		if len(part) != 3 {
			return nil, &Error{Dir: r.dir, Reason: fmt.Sprintf("git log printed %q", line)}
		}
		at, err := time.Parse(time.RFC3339, part[1])
		if err != nil {
			at = time.Time{} // a broken date is no reason to lose the version
		}
		list = append(list, Version{Commit: part[0], At: at.UTC(), Cause: causeOf(part[2]), Message: part[2]})
	}
	return list, nil
}

// causeOf reads the subject of a commit.
func causeOf(subject string) Cause {
	for _, p := range []struct {
		prefix string
		cause  Cause
	}{
		{"First record of", First}, {"Start tracking", First},
		{"Record new changes of", Changes}, {"Update", Changes},
		{"Apply technical or declaration upgrade on", Upgrade}, {"Apply technical upgrade on", Upgrade}, {"Apply declaration upgrade on", Upgrade}, {"Refilter", Upgrade},
	} {
		if strings.HasPrefix(subject, p.prefix) {
			return p.cause
		}
	}
	return Other
}

// name refuses what cannot be a folder or file of the repository.
func (r *Repository) name(what, s string) error {
	if s == "" || s == "." || s == ".." || strings.ContainsAny(s, "/\\\x00\n") {
		return &Error{Dir: r.dir, Reason: fmt.Sprintf("%q is no name of a %s: give the folder's or file's name without .md", s, what)}
	}
	return nil
}

// unknown says which names there are that look like the one that is not.
func (r *Repository) unknown(ctx context.Context, what, name string, list func(context.Context) ([]string, error)) error {
	names, err := list(ctx)
	if err != nil {
		return err
	}
	const most = 12
	near := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !alike(n, name) })
	if len(near) == 0 {
		near = names
	}
	text := strings.Join(near[:min(len(near), most)], ", ")
	if len(near) > most {
		text += fmt.Sprintf(" and %d more", len(near)-most)
	}
	if text == "" {
		text = "none at all"
	}
	return &Error{Dir: r.dir, Reason: fmt.Sprintf("no %s %q; there are: %s", what, name, text)}
}

// alike reports whether two names share a word or a beginning.
func alike(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	return len(a) >= 3 && len(b) >= 3 && a[:3] == b[:3]
}

// fields are the parts of s that end with a NUL.
func fields(s []byte) []string {
	return slices.DeleteFunc(strings.Split(string(s), "\x00"), func(f string) bool { return f == "" })
}
