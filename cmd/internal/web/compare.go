package web

import (
	"context"
	"html/template"
	"slices"
	"strconv"

	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

// maxCompared is how many services stand side by side.
const maxCompared = 12

// comparePage puts services side by side: the factors, and each flag with the number of its findings.
type comparePage struct {
	Services []compared
	Rows     []flagRow
	Matrix   template.HTML
	All      []option // services to choose from
	Cut      bool     // more were asked for than stand side by side
}

type compared struct {
	store.Service
	VerdictName string
	Bars        template.HTML
	Statuses    []report.Piece // of F1, F2, F3
}

type flagRow struct {
	report.Piece
	Family string
	First  bool // of its family
	Counts []int
}

func (s *Server) compare(v *visit) error {
	ctx := v.Context()
	var p comparePage
	var ids []int64
	for _, text := range v.URL.Query()["service"] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || slices.Contains(ids, id) {
			continue
		}
		if len(ids) == maxCompared {
			p.Cut = true
			break
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		one, err := s.Store.ServiceByID(ctx, id)
		if err != nil {
			return err
		}
		c := compared{Service: *one, VerdictName: report.UI(v.lang, "verdict."+one.Verdict), Bars: factorBars(v.lang, one.Factors)}
		for _, status := range one.Factors {
			c.Statuses = append(c.Statuses, report.Piece{ID: status, Name: report.UI(v.lang, "status."+status)})
		}
		p.Services = append(p.Services, c)
	}
	var err error
	if p.Rows, err = s.flagRows(ctx, v.lang, ids); err != nil {
		return err
	}
	p.Matrix = flagMatrix(v.lang, p.Services, p.Rows)
	all, err := s.Store.Services(ctx, store.ServiceQuery{Limit: 500})
	if err != nil {
		return err
	}
	for _, one := range all {
		p.All = append(p.All, option{strconv.FormatInt(one.ID, 10), one.Name, slices.Contains(ids, one.ID)})
	}
	return v.show("compare", p)
}

// flagRows counts the findings of each flag that one of the services has, by family.
func (s *Server) flagRows(ctx context.Context, lang string, ids []int64) ([]flagRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	counts, err := s.Store.ServiceFlags(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var rows []flagRow
	for _, f := range s.Lexicon.Flags {
		row := flagRow{Piece: report.Piece{ID: f.ID, Name: f.NameJA}, Family: f.Family}
		if lang == "en" {
			row.Name = f.NameEN
		}
		some := false
		for _, id := range ids {
			n := counts[id][f.ID]
			row.Counts = append(row.Counts, n)
			some = some || n > 0
		}
		if some {
			row.First = len(rows) == 0 || rows[len(rows)-1].Family != f.Family
			rows = append(rows, row)
		}
	}
	return rows, nil
}
