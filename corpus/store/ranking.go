package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// A Sort is an order of services.
type Sort string

// Orders of services. Those with the same place stand in the order of their names.
const (
	ByName    Sort = ""
	ByVerdict Sort = "verdict" // the worst first; those without an assessment last
	ByChange  Sort = "change"  // the one with the newest version first
	ByFlag    Sort = "flag"    // the one with the most findings of ServiceQuery.Flag first
)

// A ServiceQuery picks services. The zero value is all, by name.
type ServiceQuery struct {
	Sort     Sort
	Contains string  // part of the name; case and look-alikes do not count
	Verdict  string  // with this verdict
	Factors  Factors // with these statuses; "" is any
	Flag     string  // with at least one finding of this flag
	Limit    int     // 0: 100
	Offset   int     // of the first that is given
}

// DefaultLimit is the length of a list that does not say one.
const DefaultLimit = 100

// Services lists services with where they stand.
func (r Reader) Services(ctx context.Context, q ServiceQuery) ([]Service, error) {
	query, args, err := q.build()
	if err != nil {
		return nil, err
	}
	return all(ctx, r.c, scanService, query, args...)
}

// build writes the query: values go in as arguments only.
func (q ServiceQuery) build() (query string, args []any, err error) {
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	inner, outer, err := q.order()
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	// The inner query finds the rows from an index alone, without those that are passed over.
	b.WriteString("SELECT " + serviceColumns + " FROM (SELECT s.id")
	var where []string
	if q.Flag != "" {
		b.WriteString(", g.findings FROM service_flags g JOIN services s ON s.id = g.service_id")
		where = append(where, "g.flag = "+arg(text(q.Flag)))
	} else {
		b.WriteString(" FROM services s")
	}
	if q.Contains != "" {
		pattern := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(folded(text(q.Contains))) + "%"
		where = append(where, "s.folded LIKE "+arg(pattern)+` ESCAPE '\'`)
	}
	if q.Verdict != "" {
		where = append(where, "s.verdict = "+arg(text(q.Verdict)))
	}
	for i, status := range q.Factors {
		if status != "" {
			where = append(where, fmt.Sprintf("s.f%d = %s", i+1, arg(text(status))))
		}
	}
	if len(where) > 0 {
		b.WriteString(" WHERE " + strings.Join(where, " AND "))
	}
	limit := q.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	fmt.Fprintf(&b, " ORDER BY %s LIMIT %s OFFSET %s) found JOIN services s ON s.id = found.id ORDER BY %s", inner, arg(limit), arg(max(0, q.Offset)), outer)
	return b.String(), args, nil
}

// order gives the order of the rows that are looked for, and of those that were found.
func (q ServiceQuery) order() (inner, outer string, err error) {
	switch {
	case q.Sort == ByName:
		inner = "s.name"
	case q.Sort == ByVerdict:
		inner = "s.rank DESC, s.name"
	case q.Sort == ByChange:
		inner = "s.changed_at DESC, s.name"
	case q.Sort == ByFlag && q.Flag != "":
		return "g.findings DESC, g.name", "found.findings DESC, s.name", nil
	case q.Sort == ByFlag:
		return "", "", fmt.Errorf("store: services by flag: no flag is given")
	default:
		return "", "", fmt.Errorf("store: there is no order of services %q", q.Sort)
	}
	return inner, inner, nil
}

// ServiceFlags counts, for each of the services, the findings of each flag in its newest assessment.
func (r Reader) ServiceFlags(ctx context.Context, serviceIDs ...int64) (map[int64]map[string]int, error) {
	counts := make(map[int64]map[string]int, len(serviceIDs))
	for _, id := range serviceIDs {
		flags, err := all(ctx, r.c, func(row scanner, f *flagCount) error { return row.Scan(&f.flag, &f.findings) },
			"SELECT flag, findings FROM service_flags WHERE service_id = $1", id)
		if err != nil {
			return nil, err
		}
		counts[id] = make(map[string]int, len(flags))
		for _, f := range flags {
			counts[id][f.flag] = f.findings
		}
	}
	return counts, nil
}

type flagCount struct {
	flag     string
	findings int
}
