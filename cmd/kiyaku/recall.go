package main

import (
	"context"
	"fmt"
	"strings"

	"kiyaku/cmd/internal/archive"
	"kiyaku/corpus/store"
)

// keptService splits SERVICE@VERSION, or SERVICE alone, which stands for its latest version.
func keptService(arg string) (service, version string) {
	if m := keptName().FindStringSubmatch(arg); m != nil {
		return m[1], m[2]
	}
	return strings.TrimSuffix(arg, "@"), ""
}

// withVersion opens the store and finds the version that arg names.
func (d deps) withVersion(ctx context.Context, arg string, f func(st *store.Store, s *store.Service, v *store.Version) error) error {
	st, err := d.openOldStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	service, version := keptService(arg)
	s, v, err := keptVersion(ctx, st.Reader, service, version)
	if err != nil {
		return err
	}
	return f(st, s, v)
}

// A recall is an assessment as it was recorded.
type recall struct {
	record *store.Assessment
	making *archive.Making
}

// recorded gives the newest assessment of a version.
func recorded(ctx context.Context, r store.Reader, s *store.Service, v *store.Version) (*recall, error) {
	if v.Assessment == 0 {
		return nil, fmt.Errorf("%s@%d was kept without an assessment: 'kiyaku scan %q --keep' makes one", s.Name, v.Number, fmt.Sprintf("%s@%d", s.Name, v.Number))
	}
	record, err := r.Assessment(ctx, v.Assessment)
	if err != nil {
		return nil, err
	}
	making, err := archive.MakingOf(record.JSON)
	return &recall{record, making}, err
}
