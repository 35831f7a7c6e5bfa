package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kiyaku/analyzer/find"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

var zeroTime time.Time

// reviewPage is a version of a service with its findings beside the text.
type reviewPage struct {
	*report.Pieces
	Service       *store.Service
	Version       *store.Version
	Path          string // of this page, without query
	Filter        filter
	Families      []option
	Flags         []option // those that were raised
	FactorOptions []option
	Cards         []card
	Shown         int
	Open          int // questions without an answer
	Papers        []paper
	Judged        int
}

// A card is a finding in the side panel.
type card struct {
	report.FindingPiece
	findingReviews
	Hidden bool // left out by the filter
	Path   string
	Query  string // of the page, to come back to
}

// A filter picks findings.
type filter struct{ Family, Flag, Factor, State, Text string }

func filterOf(q url.Values) filter {
	return filter{q.Get("family"), q.Get("flag"), q.Get("factor"), q.Get("state"), strings.TrimSpace(q.Get("q"))}
}

// Empty reports whether the filter lets everything pass.
func (f filter) Empty() bool { return f == filter{} }

// passes reports whether a card is to be shown.
func (f filter) passes(c *card) bool {
	state := ""
	if c.Judged != nil {
		state = string(c.Judged.Judgement)
	}
	return (f.Family == "" || f.Family == c.Family) && (f.Flag == "" || f.Flag == c.Flag.ID) &&
		(f.Factor == "" || slices.Contains(c.Factors, f.Factor)) &&
		(f.State == "" || f.State == state || f.State == "open" && state == "") &&
		(f.Text == "" || strings.Contains(fold.String(strings.ToLower(c.Text)), fold.String(strings.ToLower(f.Text))))
}

// Asked is a question with the page that it stands on.
func (p *reviewPage) Asked(q report.QuestionPiece) answeredPage { return answeredPage{p, q} }

// service goes to the newest version; where nothing was read yet, to the history, which says why.
func (s *Server) service(v *visit) error {
	one, err := v.serviceOf()
	if err != nil {
		return err
	}
	if one.Versions == 0 {
		v.see("/services/" + strconv.FormatInt(one.ID, 10) + "/history")
		return nil
	}
	v.see(reviewPath(one.ID, one.Versions))
	return nil
}

// serviceOf loads the service that the path names.
func (v *visit) serviceOf() (*store.Service, error) {
	id, err := v.number("id")
	if err != nil {
		return nil, err
	}
	return v.s.Store.ServiceByID(v.Context(), id)
}

// deskOf loads the version that the path names.
func (v *visit) deskOf() (*desk, error) {
	id, err := v.number("id")
	if err != nil {
		return nil, err
	}
	number, err := v.number("version")
	if err != nil {
		return nil, err
	}
	return v.s.desk(v.Context(), id, int(number))
}

func (s *Server) review(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	p, err := s.reviewPage(v, d)
	if err != nil {
		return err
	}
	return v.show("review", p)
}

func (s *Server) reviewPage(v *visit, d *desk) (*reviewPage, error) {
	laid, err := report.Lay(d.Assessment, s.Lexicon, report.Options{Lang: v.lang})
	if err != nil {
		return nil, err
	}
	p := &reviewPage{
		Pieces: laid, Service: d.Service, Version: d.Version, Path: reviewPath(d.Service.ID, d.Version.Number),
		Filter: filterOf(v.URL.Query()), Papers: s.papersFor(d.Assessment.Verdict),
	}
	query := v.URL.RawQuery
	seen := map[string]bool{}
	for _, f := range laid.Findings {
		c := card{FindingPiece: f, findingReviews: d.Reviews[f.ID], Path: p.Path, Query: query}
		if c.Hidden = !p.Filter.passes(&c); !c.Hidden {
			p.Shown++
		}
		if c.Judged != nil {
			p.Judged++
		}
		p.Cards = append(p.Cards, c)
		if !seen[f.Flag.ID] {
			seen[f.Flag.ID] = true
			p.Flags = append(p.Flags, option{f.Flag.ID, f.Flag.Name, f.Flag.ID == p.Filter.Flag})
		}
	}
	for _, id := range []string{"H", "N", "S", "G", "R"} {
		p.Families = append(p.Families, option{id, report.UI(v.lang, "family."+id), id == p.Filter.Family})
	}
	for _, f := range laid.Factors {
		p.FactorOptions = append(p.FactorOptions, option{f.ID, f.ID + " " + f.Label, f.ID == p.Filter.Factor})
	}
	for _, q := range laid.Questions {
		if !q.Answered {
			p.Open++
		}
	}
	return p, nil
}

// maxComment is the length of a comment that is taken, in bytes.
const maxComment = 10_000

// judge records what the visitor says of a finding.
func (s *Server) judge(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	id := v.PathValue("finding")
	known := slices.ContainsFunc(d.Assessment.Findings, func(f find.Finding) bool { return f.ID == id })
	said := store.Review{
		ServiceID: d.Service.ID, Finding: id, Judgement: store.Judgement(v.PostFormValue("judgement")),
		Comment: strings.TrimSpace(v.PostFormValue("comment")), Reviewer: v.reviewer(), At: s.now(), Version: d.Version.Number,
	}
	switch {
	case !known:
		return notFound()
	case !slices.Contains([]store.Judgement{store.Accept, store.Reject, store.Comment, store.Reset}, said.Judgement),
		said.Judgement == store.Comment && said.Comment == "":
		return badRequest("error.judgement")
	case len(said.Comment) > maxComment:
		return badRequest("error.too-long")
	case said.Reviewer == "":
		return badRequest("error.name")
	}
	err = s.Store.Write(v.Context(), func(tx *store.Tx) error {
		_, err := tx.PutReview(v.Context(), said)
		return err
	})
	if err != nil {
		return err
	}
	return s.again(v, d, "f", id)
}

// reviewer is the visitor's name. One that comes with the form is remembered.
func (v *visit) reviewer() string {
	if name := tidyName(v.PostFormValue("name")); name != "" && v.s.UserHeader == "" {
		v.rename(name)
	}
	return v.user
}

// rename remembers the visitor's name.
func (v *visit) rename(name string) {
	v.user = name
	v.setCookie(userCookie, url.QueryEscape(name))
}

// answer records what the visitor learnt about a question.
func (s *Server) answer(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	id := v.PathValue("question")
	k := slices.IndexFunc(s.Lexicon.Questions, func(q lexicon.Question) bool { return q.ID == id })
	if k < 0 {
		return notFound()
	}
	said := store.Answer{
		ServiceID: d.Service.ID, Question: id, Value: strings.TrimSpace(v.PostFormValue("value")), Note: strings.TrimSpace(v.PostFormValue("note")),
		Source: strings.TrimSpace(v.PostFormValue("source")), Date: v.PostFormValue("date"), Reviewer: v.reviewer(), At: s.now(),
	}
	q := &s.Lexicon.Questions[k]
	choices := slices.Concat(q.Met, q.NotMet, q.Neutral)
	if _, err := time.Parse(time.DateOnly, said.Date); said.Date != "" && err != nil {
		return badRequest("error.date")
	}
	switch {
	case said.Value != "" && len(choices) > 0 && !slices.Contains(choices, said.Value):
		return badRequest("error.answer")
	case len(said.Value)+len(said.Note)+len(said.Source) > 20_000:
		return badRequest("error.too-long")
	case said.Reviewer == "":
		return badRequest("error.name")
	}
	err = s.Store.Write(v.Context(), func(tx *store.Tx) error {
		_, err := tx.PutAnswer(v.Context(), said)
		return err
	})
	if err != nil {
		return err
	}
	return s.again(v, d, "q", id)
}

// again weighs the service anew after something was said, keeps the result, and shows what changed: to htmx the parts of
// the page, else the page.
func (s *Server) again(v *visit, before *desk, kind, id string) error {
	d, err := s.desk(v.Context(), before.Service.ID, before.Version.Number)
	if err != nil {
		return err
	}
	if err := s.keepWeighed(v.Context(), d); err != nil {
		return err
	}
	back, err := url.ParseQuery(v.PostFormValue("back"))
	if err != nil {
		back = nil
	}
	anchor := "#" + kind + "-" + id
	for i, f := range d.Assessment.Findings {
		if kind == "f" && f.ID == id {
			anchor = "#f" + strconv.Itoa(i+1)
		}
	}
	if !v.isFragment() {
		path := reviewPath(d.Service.ID, d.Version.Number)
		if len(back) > 0 {
			path += "?" + back.Encode()
		}
		v.see(path + anchor)
		return nil
	}
	v.URL.RawQuery = back.Encode()
	p, err := s.reviewPage(v, d)
	if err != nil {
		return err
	}
	if kind == "f" {
		for _, c := range p.Cards {
			if c.ID == id {
				return v.show("judged", judgedPage{p, c})
			}
		}
	}
	for _, q := range p.Questions {
		if q.ID == id {
			return v.show("answered", answeredPage{p, q})
		}
	}
	return notFound()
}

// judgedPage and answeredPage are what changes on the page when something was said.
type judgedPage struct {
	*reviewPage
	Card card
}

type answeredPage struct {
	*reviewPage
	Question report.QuestionPiece
}

// download gives the report in another format.
func (s *Server) download(v *visit) error {
	d, err := v.deskOf()
	if err != nil {
		return err
	}
	offered := s.papersFor(d.Assessment.Verdict)
	k := slices.IndexFunc(offered, func(p paper) bool { return p.ID == v.PathValue("format") })
	if k < 0 {
		return notFound()
	}
	p := &offered[k]
	body, err := s.rendered(v, d, p)
	if err != nil {
		return err
	}
	v.attach(fmt.Sprintf("kiyaku-%s-%d-%d.%s", p.ID, d.Service.ID, d.Version.Number, p.Ending), fmt.Sprintf("%s %s %d.%s", p.ID, d.Service.Name, d.Version.Number, p.Ending))
	return v.raw(p.media, body)
}
