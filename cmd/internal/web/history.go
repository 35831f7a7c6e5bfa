package web

import (
	"html/template"
	"strconv"

	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

// historyPage lists the versions of a service with what changed between them.
type historyPage struct {
	Service  *store.Service
	Rows     []versionRow
	Sources  []store.Source
	Timeline template.HTML
	Earlier  string
}

type versionRow struct {
	store.Version
	VerdictName string
	Bars        template.HTML
	Path        string
	Diff        string // address of the comparison with the version before; ""
	Change      *store.Change
}

func (s *Server) history(v *visit) error {
	id, err := v.number("id")
	if err != nil {
		return err
	}
	ctx := v.Context()
	p := historyPage{}
	if p.Service, err = s.Store.ServiceByID(ctx, id); err != nil {
		return err
	}
	before, _ := strconv.Atoi(v.URL.Query().Get("before"))
	versions, err := s.Store.Versions(ctx, id, max(before, 0), perPage)
	if err != nil {
		return err
	}
	if p.Sources, err = s.Store.Sources(ctx, id); err != nil {
		return err
	}
	list, err := s.Store.Changes(ctx, id, zeroTime, 10*perPage)
	if err != nil {
		return err
	}
	made := map[int]*store.Change{} // by the new version
	for i := range list {
		if list[i].OldVersion != list[i].NewVersion && made[list[i].NewVersion] == nil {
			made[list[i].NewVersion] = &list[i]
		}
	}
	base := "/services/" + strconv.FormatInt(id, 10)
	for _, one := range versions {
		row := versionRow{
			Version: one, VerdictName: report.UI(v.lang, "verdict."+one.Verdict), Bars: factorBars(v.lang, one.Factors),
			Path: reviewPath(id, one.Number), Change: made[one.Number],
		}
		if one.Number > 1 {
			row.Diff = base + "/diff/" + strconv.Itoa(one.Number-1) + "/" + strconv.Itoa(one.Number)
		}
		p.Rows = append(p.Rows, row)
	}
	if n := len(versions); n == perPage && versions[n-1].Number > 1 {
		p.Earlier = base + "/history?before=" + strconv.Itoa(versions[n-1].Number)
	}
	p.Timeline = timeline(v.lang, p.Rows)
	return v.show("history", p)
}

// changesPage lists what changed lately, of all services.
type changesPage struct {
	Rows []changeRow
	Only bool // substantive changes only
}

type changeRow struct {
	store.Change
	Path string
}

func (s *Server) changes(v *visit) error {
	p := changesPage{Only: v.URL.Query().Get("all") == ""}
	const shown, searched = 200, 5000 // most changes of many vendors are of no substance
	list, err := s.Store.Changes(v.Context(), 0, zeroTime, searched)
	if err != nil {
		return err
	}
	for _, c := range list {
		if len(p.Rows) == shown {
			break
		}
		if p.Only && !c.Substantive {
			continue
		}
		row := changeRow{Change: c, Path: reviewPath(c.ServiceID, c.NewVersion)}
		if c.OldVersion != c.NewVersion {
			row.Path = "/services/" + strconv.FormatInt(c.ServiceID, 10) + "/diff/" + strconv.Itoa(c.OldVersion) + "/" + strconv.Itoa(c.NewVersion)
		}
		p.Rows = append(p.Rows, row)
	}
	return v.show("changes", p)
}
