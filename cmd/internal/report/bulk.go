package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// A BulkRow is what became of one target of a list.
type BulkRow struct {
	Source  string // as the list has it
	Service string
	SHA256  string         // of what was read; "" if nothing was
	Verdict string         // id; "" if there is none
	Factors [3]string      // statuses of F1, F2, F3
	Flags   map[string]int // number of findings of each flag
	Cause   string         // id of what went wrong; "" if nothing did
	Error   string         // what went wrong, in English
}

// A BulkSort is an order of rows: "list", "verdict", "F1", "F2", "F3", or the id of a flag.
type BulkSort string

// Orders beside those by a factor or a flag.
const (
	SortList    BulkSort = "list"    // that of the list
	SortVerdict BulkSort = "verdict" // the worst first
)

// Bulk is the result of working through a list.
type Bulk struct {
	Rows []BulkRow // in the order of the list
	Sort BulkSort  // "" is SortList
	Top  int       // Text: rows that are shown; 0 for all
}

// sorted gives the rows in order; equal ones in the order of the list.
func (b *Bulk) sorted() []BulkRow {
	rows := slices.Clone(b.Rows)
	worse := func(order []string, of func(*BulkRow) string) {
		slices.SortStableFunc(rows, func(x, y BulkRow) int {
			return cmp.Compare(slices.Index(order, of(&y)), slices.Index(order, of(&x)))
		})
	}
	verdict := func(r *BulkRow) string { return r.Verdict }
	switch by := b.Sort; by {
	case "", SortList:
	case SortVerdict:
		worse(verdictRanks, verdict)
	case "F1", "F2", "F3":
		worse(verdictRanks, verdict)
		worse(statusRanks, func(r *BulkRow) string { return r.Factors[by[1]-'1'] })
	default:
		worse(verdictRanks, verdict)
		slices.SortStableFunc(rows, func(x, y BulkRow) int { return cmp.Compare(y.Flags[string(by)], x.Flags[string(by)]) })
	}
	return rows
}

// Verdicts and statuses from the best to the worst. A target without any comes last.
var (
	verdictRanks = []string{string(assess.Exception), string(assess.Undetermined), string(assess.Entrustment), string(assess.ThirdParty)}
	statusRanks  = []string{string(assess.NotMet), string(assess.Unknown), string(assess.Contradicted), string(assess.Met)}
)

// flags lists the flags that any row has, those of most targets first.
func (b *Bulk) flags() []string {
	count := map[string]int{}
	for i := range b.Rows {
		for flag, n := range b.Rows[i].Flags {
			if n > 0 {
				count[flag]++
			}
		}
	}
	list := make([]string, 0, len(count))
	for flag := range count {
		list = append(list, flag)
	}
	slices.SortFunc(list, func(x, y string) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	return list
}

// A bulkCause is one cause of failures with what failed by it.
type bulkCause struct {
	named
	Todo string
	Rows []BulkRow
}

// causes groups what failed by cause, the most frequent first.
func (b *Bulk) causes(w words) []bulkCause {
	index := map[string]int{}
	var list []bulkCause
	for _, r := range b.Rows {
		if r.Cause == "" {
			continue
		}
		i, ok := index[r.Cause]
		if !ok {
			i = len(list)
			index[r.Cause] = i
			name, todo := causeWords(w, r.Cause)
			list = append(list, bulkCause{named: named{r.Cause, name}, Todo: todo})
		}
		list[i].Rows = append(list[i].Rows, r)
	}
	slices.SortStableFunc(list, func(x, y bulkCause) int { return cmp.Compare(len(y.Rows), len(x.Rows)) })
	return list
}

// causeWords gives the name of a cause and what to do about it. Statuses of HTTP share words by their class.
func causeWords(w words, id string) (name, todo string) {
	group := id
	if status, ok := strings.CutPrefix(id, "status-"); ok {
		switch {
		case status == "404" || status == "410":
			group = "status-gone"
		case status == "401" || status == "403":
			group = "status-closed"
		case status == "429" || status >= "500":
			group = "status-busy"
		default:
			group = "status"
		}
		return w.fill("cause."+group, "status", status), w.get("todo." + group)
	}
	if _, ok := w["cause."+group]; !ok {
		group = "other"
	}
	return w.get("cause." + group), w.get("todo." + group)
}

// verdicts counts the rows of each verdict, the worst first, and those without any under "".
func (b *Bulk) verdicts() (ids []string, count map[string]int) {
	count = map[string]int{}
	for i := range b.Rows {
		count[b.Rows[i].Verdict]++
	}
	worst := slices.Clone(verdictRanks)
	slices.Reverse(worst)
	for _, id := range append(worst, "") {
		if count[id] > 0 {
			ids = append(ids, id)
		}
	}
	return ids, count
}

// bulkJSON is one line of the JSON Lines of a bulk run.
type bulkJSON struct {
	Source  string            `json:"source"`
	Service string            `json:"service"`
	SHA256  string            `json:"sha256"`
	Verdict string            `json:"verdict"`
	Factors map[string]string `json:"factors"`
	Flags   map[string]int    `json:"flags"`
	Error   *string           `json:"error"`
}

// JSONL writes one JSON object a line for each row. Of a target that could not be read, verdict and sha256 are "", factors
// and flags empty, and error says why; error may also stand beside a verdict, where a part could not be read.
func (b *Bulk) JSONL(w io.Writer) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, r := range b.sorted() {
		line := bulkJSON{Source: r.Source, Service: r.Service, SHA256: r.SHA256, Verdict: r.Verdict, Factors: map[string]string{}, Flags: r.Flags}
		if r.Verdict != "" {
			for i, status := range r.Factors {
				line.Factors["F"+strconv.Itoa(i+1)] = status
			}
		}
		if line.Flags == nil {
			line.Flags = map[string]int{}
		}
		if r.Cause != "" {
			line.Error = &r.Error
		}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("report jsonl: %w", err)
		}
	}
	return flush(w, "jsonl", &out)
}

// CSV writes a head line and one line for each row, with a column for each flag that any row has. Fields that a
// spreadsheet would take for a formula are led by an apostrophe; what could steer a terminal is written out.
func (b *Bulk) CSV(w io.Writer) error {
	var out bytes.Buffer
	rows := csv.NewWriter(&out)
	flags := b.flags()
	slices.Sort(flags)
	write := func(fields []string) error {
		for i, f := range fields {
			fields[i] = noFormula(visible(f))
		}
		return rows.Write(fields)
	}
	err := write(append([]string{"source", "service", "sha256", "verdict", "F1", "F2", "F3", "cause", "error"}, flags...))
	for _, r := range b.sorted() {
		if err != nil {
			break
		}
		fields := []string{r.Source, r.Service, r.SHA256, r.Verdict, r.Factors[0], r.Factors[1], r.Factors[2], r.Cause, r.Error}
		for _, flag := range flags {
			fields = append(fields, strconv.Itoa(r.Flags[flag]))
		}
		err = write(fields)
	}
	rows.Flush()
	if err == nil {
		err = rows.Error()
	}
	if err != nil {
		return fmt.Errorf("report csv: %w", err)
	}
	return flush(w, "csv", &out)
}

// noFormula is s so that a spreadsheet shows it and does not compute it.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// flagName is what a flag is called.
func flagName(lex *lexicon.Lexicon, id, lang string) string {
	f := lex.Flag(id)
	switch {
	case f == nil:
		return id
	case lang == "en" && f.NameEN != "" || f.NameJA == "":
		return f.NameEN
	}
	return f.NameJA
}
