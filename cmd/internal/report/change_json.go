package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/analyzer/find"
)

//go:embed change.schema.json
var changeSchemaJSON string

// ChangeSchemaID names the shape that ChangeJSON writes; it changes when a field is removed or changes its meaning, not
// when one is added.
const ChangeSchemaID = "kiyaku.change/1"

// ChangeSchema is the JSON Schema (draft 2020-12) of what ChangeJSON writes.
func ChangeSchema() string { return changeSchemaJSON }

type jsonReport struct {
	Schema      string              `json:"schema"`
	Cause       diff.Cause          `json:"cause"`
	Substantive bool                `json:"substantive"`
	Direction   diff.Direction      `json:"direction"`
	Changes     []jsonChange        `json:"changes"`
	Factors     []jsonFactorChange  `json:"factors"`
	Verdict     jsonVerdictChange   `json:"verdict"`
	Documents   []jsonPairing       `json:"documents"`
	Renames     []jsonRename        `json:"renames"`
	Findings    []jsonFindingChange `json:"findings"`
	Notices     []jsonNotice        `json:"notices"`
	Notes       []jsonNote          `json:"notes"`
	Old         jsonSide            `json:"old"`
	New         jsonSide            `json:"new"`
}

type jsonSide struct {
	Service   string         `json:"service"`
	Tool      string         `json:"tool"`
	Lexicon   string         `json:"lexicon"`
	Documents []jsonDocument `json:"documents"`
}

type jsonChange struct {
	Kind            diff.Kind      `json:"kind"`
	Substantive     bool           `json:"substantive"`
	Reasons         []diff.Reason  `json:"reasons"`
	Old             *jsonChanged   `json:"old"`
	New             *jsonChanged   `json:"new"`
	FlagsAdded      []string       `json:"flags_added"`
	FlagsRemoved    []string       `json:"flags_removed"`
	FindingsAdded   []string       `json:"findings_added"`
	FindingsRemoved []string       `json:"findings_removed"`
	Direction       diff.Direction `json:"direction"`
	Words           [][2]string    `json:"words"`
	Moved           bool           `json:"moved"`
	Renumbered      bool           `json:"renumbered"`
	Elsewhere       bool           `json:"elsewhere"`
	Split           bool           `json:"split"`
	Merged          bool           `json:"merged"`
	Renames         []int          `json:"renames"`
}

// jsonChanged is a place with its heading.
type jsonChanged struct {
	jsonPlace
	Caption string `json:"caption"`
}

type jsonFactorChange struct {
	ID  string        `json:"id"`
	Old assess.Status `json:"old"`
	New assess.Status `json:"new"`
}

type jsonVerdictChange struct {
	Old assess.Verdict `json:"old"`
	New assess.Verdict `json:"new"`
}

type jsonPairing struct {
	Old         *string    `json:"old"`
	New         *string    `json:"new"`
	Fault       *jsonFault `json:"fault"`
	OldDates    jsonDates  `json:"old_dates"`
	NewDates    jsonDates  `json:"new_dates"`
	Substantive int        `json:"substantive"`
	Minor       int        `json:"minor"`
}

type jsonFault struct {
	Kind   diff.FaultKind `json:"kind"`
	Side   diff.Side      `json:"side"`
	Share  float64        `json:"share"`
	Detail string         `json:"detail"`
}

type jsonDates struct {
	Revised   *jsonDate `json:"revised"`
	Effective *jsonDate `json:"effective"`
}

type jsonDate struct {
	Day   string     `json:"day"`
	Place *jsonPlace `json:"place"`
}

type jsonRename struct {
	Old   string `json:"old"`
	New   string `json:"new"`
	Count int    `json:"count"`
	Party bool   `json:"party"`
}

type jsonFindingChange struct {
	Status diff.FindingStatus `json:"status"`
	Flag   string             `json:"flag"`
	Old    *string            `json:"old"`
	New    *string            `json:"new"`
	Change *int               `json:"change"`
}

type jsonNotice struct {
	Document string   `json:"document"`
	Told     jsonDate `json:"told"`
	Holds    jsonDate `json:"holds"`
	Days     int      `json:"days"`
}

type jsonNote struct {
	ID        string   `json:"id"`
	Authority []string `json:"authority"`
	Changes   []int    `json:"changes"`
	Clause    *string  `json:"clause"`
}

// ChangeJSON writes a report on changes in the shape of ChangeSchema, indented, in a fixed order of fields and with one
// line break at the end. Lists are never null. Offsets are bytes into the stored text of the document on their side.
func ChangeJSON(w io.Writer, r *diff.Report) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(toJSONReport(r)); err != nil {
		return fmt.Errorf("report json: %w", err)
	}
	return flush(w, "json", &b)
}

func toJSONReport(r *diff.Report) jsonReport {
	return jsonReport{
		Schema: ChangeSchemaID, Cause: r.Cause, Substantive: r.Substantive, Direction: r.Direction,
		Changes: each(r.Changes, toJSONChange),
		Factors: each(r.Factors, func(f diff.FactorChange) jsonFactorChange { return jsonFactorChange(f) }),
		Verdict: jsonVerdictChange(r.Verdict), Documents: each(r.Documents, toJSONPairing),
		Renames: each(r.Renames, func(n diff.Rename) jsonRename { return jsonRename(n) }),
		Findings: each(r.Findings, func(f diff.FindingChange) jsonFindingChange {
			return jsonFindingChange{f.Status, f.Flag, findingID(f.Old), findingID(f.New), indexOrNull(f.Change)}
		}),
		Notices: each(r.Notices, func(n diff.Notice) jsonNotice {
			return jsonNotice{n.Document, *toJSONDate(n.Told), *toJSONDate(n.Holds), n.Days}
		}),
		Notes: each(r.Notes, func(n diff.Note) jsonNote {
			return jsonNote{n.ID, list(n.Authority), each(n.Changes, func(i int) int { return i }), findingID(n.Clause)}
		}),
		Old: toJSONSide(r.Old), New: toJSONSide(r.New),
	}
}

func toJSONSide(a *assess.Assessment) jsonSide {
	return jsonSide{a.Service, a.Tool, a.Lexicon, each(a.Documents, toJSONDocument)}
}

func toJSONChange(c diff.Change) jsonChange {
	return jsonChange{
		Kind: c.Kind, Substantive: c.Substantive, Reasons: c.Reasons, Old: toJSONChanged(c.Old), New: toJSONChanged(c.New),
		FlagsAdded: list(c.FlagsAdded), FlagsRemoved: list(c.FlagsRemoved),
		FindingsAdded: list(c.FindingsAdded), FindingsRemoved: list(c.FindingsRemoved), Direction: c.Direction,
		Words: each(c.Words, func(x diff.Words) [2]string { return [2]string{string(x.Op), x.Text} }),
		Moved: c.Moved, Renumbered: c.Renumbered, Elsewhere: c.Elsewhere, Split: c.Split, Merged: c.Merged,
		Renames: each(c.Renames, func(i int) int { return i }),
	}
}

func toJSONChanged(p *find.Place) *jsonChanged {
	if p == nil {
		return nil
	}
	return &jsonChanged{toJSONPlace(*p), p.Caption}
}

func toJSONPairing(p diff.Pairing) jsonPairing {
	out := jsonPairing{
		Old: stringOrNull(p.Old), New: stringOrNull(p.New),
		OldDates:    jsonDates{dateOrNull(p.OldDates.Revised), dateOrNull(p.OldDates.Effective)},
		NewDates:    jsonDates{dateOrNull(p.NewDates.Revised), dateOrNull(p.NewDates.Effective)},
		Substantive: p.Substantive, Minor: p.Minor,
	}
	if f := p.Fault; f != nil {
		out.Fault = &jsonFault{f.Kind, f.Side, fourDigits(f.Share), f.Detail}
	}
	return out
}

func dateOrNull(d diff.Date) *jsonDate {
	if d.Day.IsZero() {
		return nil
	}
	return toJSONDate(d)
}

// toJSONDate leaves the place out where a date was given from outside.
func toJSONDate(d diff.Date) *jsonDate {
	out := &jsonDate{Day: day(d.Day)}
	if d.Place.Document != "" {
		p := toJSONPlace(d.Place)
		out.Place = &p
	}
	return out
}

func findingID(f *find.Finding) *string {
	if f == nil {
		return nil
	}
	return &f.ID
}

func stringOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func indexOrNull(i int) *int {
	if i < 0 {
		return nil
	}
	return &i
}
