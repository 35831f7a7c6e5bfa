package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

// maxReadings is how many readings are kept in memory: what people have open.
const maxReadings = 24

// reading is a version as it was read, before answers and judgements.
type reading struct {
	docs []*corpus.Document
	said *analyzer.Reading
}

// A desk is a version of a service with all that reviewers said of it.
type desk struct {
	Service    *store.Service
	Version    *store.Version
	Assessment *assess.Assessment
	Reviews    map[string]findingReviews // by ID of the finding
	docs       []*corpus.Document
	answers    map[string]assess.Answer
}

// findingReviews is what was said of one finding.
type findingReviews struct {
	Judged   *store.Review // the judgement in force; nil if there is none
	Comments []store.Review
}

// desk loads a version, the newest for number 0, and weighs it with what reviewers said.
func (s *Server) desk(ctx context.Context, serviceID int64, number int) (*desk, error) {
	r := s.Store.Reader
	service, err := r.ServiceByID(ctx, serviceID)
	if err != nil {
		return nil, err
	}
	version, err := r.Version(ctx, serviceID, number)
	if err != nil {
		return nil, err
	}
	d := &desk{Service: service, Version: version}
	if err := d.loadSaid(ctx, r); err != nil {
		return nil, err
	}
	read, err := s.readingOf(ctx, version)
	if err != nil {
		return nil, err
	}
	d.docs = read.docs
	rejected := map[string]bool{}
	for id, said := range d.Reviews {
		rejected[id] = said.Judged != nil && said.Judged.Judgement == store.Reject
	}
	d.Assessment = read.said.Weigh(analyzer.Options{Service: service.Name, Tool: s.Tool, Answers: d.answers, Rejected: rejected})
	return d, nil
}

// loadSaid loads answers and reviews.
func (d *desk) loadSaid(ctx context.Context, r store.Reader) error {
	list, err := r.Answers(ctx, d.Service.ID)
	if err != nil {
		return err
	}
	if d.answers, err = archive.FromAnswers(list); err != nil {
		return err
	}
	reviews, err := r.Reviews(ctx, d.Service.ID)
	if err != nil {
		return err
	}
	d.Reviews = map[string]findingReviews{}
	for id, judged := range store.Judged(reviews) {
		d.Reviews[id] = findingReviews{Judged: &judged}
	}
	for _, one := range reviews {
		if one.Comment != "" {
			said := d.Reviews[one.Finding]
			said.Comments = append(said.Comments, one)
			d.Reviews[one.Finding] = said
		}
	}
	return nil
}

// readingOf reads a version, or gives the reading that is in memory.
func (s *Server) readingOf(ctx context.Context, v *store.Version) (*reading, error) {
	docs, err := archive.Documents(ctx, s.Store.Reader, v)
	if err != nil {
		return nil, err
	}
	key := strconv.FormatInt(v.ID, 10) + " " + store.InputSHA256(docs, nil)
	if r := s.remembered(key); r != nil {
		return r, nil
	}
	docs = slices.DeleteFunc(docs, func(d *corpus.Document) bool { return d == nil })
	if len(docs) == 0 {
		return nil, refused(422, "error.no-text")
	}
	if err := s.pass(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	r := &reading{docs: docs, said: s.Analyzer.Read(docs)}
	s.remember(key, r)
	return r, nil
}

// pass waits for a place among those that read; leave gives it back.
func (s *Server) pass(ctx context.Context) error {
	select {
	case s.gate <- struct{}{}:
		return nil
	case <-ctx.Done():
		return refused(503, "error.busy")
	}
}

func (s *Server) leave() { <-s.gate }

func (s *Server) remembered(key string) *reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.read[key]
	if r != nil {
		s.touch(key)
	}
	return r
}

func (s *Server) remember(key string, r *reading) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read[key] = r
	s.touch(key)
	for len(s.lastUse) > maxReadings {
		delete(s.read, s.lastUse[0])
		s.lastUse = s.lastUse[1:]
	}
}

// touch makes key the one used last.
func (s *Server) touch(key string) {
	s.lastUse = append(slices.DeleteFunc(s.lastUse, func(k string) bool { return k == key }), key)
}

// keepWeighed stores the assessment of d, so that lists show what reviewers said at once.
func (s *Server) keepWeighed(ctx context.Context, d *desk) error {
	row, err := archive.Summary(d.Assessment, d.docs, d.answers)
	if err != nil {
		return err
	}
	row.SetSHA256, row.At = d.Version.SetSHA256, s.now()
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		_, _, err := tx.PutAssessment(ctx, row)
		return err
	})
}

// take reads what was asked for, keeps it as a version of the service called name, and gives the service.
func (s *Server) take(ctx context.Context, name string, what Request) (*store.Kept, error) {
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	name, parts, read, err := s.readAsked(ctx, name, what)
	if err != nil {
		return nil, err
	}
	said := &archive.Said{}
	known, err := s.Store.Service(ctx, name)
	if err == nil {
		said, err = archive.LoadSaid(ctx, s.Store.Reader, known.ID)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	a := read.Weigh(analyzer.Options{Service: name, Tool: s.Tool, Answers: said.Answers, Rejected: said.Rejected})
	var kept *store.Kept
	err = s.Store.Write(ctx, func(tx *store.Tx) (err error) {
		kept, err = archive.Keep(ctx, tx, archive.Entry{Set: store.Set{Service: name, At: s.now(), Parts: parts}, Assessment: a, Answers: said.Answers})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if archive.Changed(kept) {
		if err := s.keepChange(ctx, kept, a); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

// readAsked reads what was asked for, as one of those that read. name is the name of the service, or "" to find one.
func (s *Server) readAsked(ctx context.Context, name string, what Request) (service string, parts []store.Part, read *analyzer.Reading, err error) {
	if err := s.pass(ctx); err != nil {
		return "", nil, nil, err
	}
	defer s.leave() // also where a document brings the analysis down
	if parts, err = s.Read(ctx, what); err != nil {
		return "", nil, nil, err
	}
	docs := make([]*corpus.Document, len(parts))
	for i, p := range parts {
		docs[i] = p.Document
	}
	if name == "" {
		name = cmp.Or(tidyName(s.Name(docs)), tidyName(docs[0].Source.Location))
	}
	for i := range parts {
		parts[i].Snapshot.Source.Service, parts[i].Document.Source.Service = name, name
	}
	return name, parts, s.Analyzer.Read(docs), nil
}

// keepChange compares a new version with the one before it and stores what changed.
func (s *Server) keepChange(ctx context.Context, kept *store.Kept, a *assess.Assessment) error {
	before, err := s.desk(ctx, kept.Service.ID, kept.Version.Number-1)
	if err != nil {
		return err
	}
	r := s.comparer.Compare(before.Assessment, a, diff.Options{Told: kept.Version.At})
	return archive.KeepChange(ctx, s.Store, kept, r, a, s.Lexicon, report.Options{Lang: s.Lang})
}
