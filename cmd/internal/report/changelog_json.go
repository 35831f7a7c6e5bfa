package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/changelog"
	"kiyaku/corpus/versions"
)

//go:embed changelog.schema.json
var changelogSchemaJSON string

// ChangelogSchemaID names the shape that ChangelogJSON writes.
const ChangelogSchemaID = "kiyaku.changelog/1"

// ChangelogSchema is the JSON Schema (draft 2020-12) of what ChangelogJSON writes; its changes have the shape of ChangeSchema.
func ChangelogSchema() string { return changelogSchemaJSON }

type jsonChangelog struct {
	Schema   string        `json:"schema"`
	Service  string        `json:"service"`
	Type     string        `json:"type"`
	Tool     string        `json:"tool"`
	Lexicon  string        `json:"lexicon"`
	Versions []jsonVersion `json:"versions"`
}

type jsonVersion struct {
	Commit      string          `json:"commit"`
	Recorded    *string         `json:"recorded"` // RFC 3339, UTC; null if the commit has no date
	Cause       versions.Cause  `json:"cause"`
	Message     string          `json:"message"`
	Class       changelog.Class `json:"class"`
	Against     *int            `json:"against"`  // index in versions
	Returned    *string         `json:"returned"` // RFC 3339, UTC
	Verdict     assess.Verdict  `json:"verdict"`
	Differences int             `json:"differences"`
	Reasons     []diff.Reason   `json:"reasons"`
	Fault       *jsonFault      `json:"fault"`
	Problem     string          `json:"problem"`
	Change      *jsonReport     `json:"change"`
}

// ChangelogJSON writes a change log in the shape of ChangelogSchema, from the oldest version to the newest, indented, with one
// line break at the end. Lists are never null.
func ChangelogJSON(w io.Writer, log *changelog.Log) error {
	out := jsonChangelog{Schema: ChangelogSchemaID, Service: log.Service, Type: log.Type, Tool: log.Tool, Lexicon: log.Lexicon,
		Versions: each(log.Entries, toJSONVersion)}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("report json: %w", err)
	}
	return flush(w, "json", &b)
}

func toJSONVersion(e changelog.Entry) jsonVersion {
	out := jsonVersion{Commit: e.Commit, Cause: e.Cause, Message: e.Message, Class: e.Class, Against: indexOrNull(e.Against), Verdict: e.Verdict,
		Differences: e.Differences, Reasons: each(e.Reasons, func(r diff.Reason) diff.Reason { return r }), Problem: e.Problem}
	out.Recorded, out.Returned = timeOrNull(e.At), timeOrNull(e.Returned)
	if f := e.Fault; f != nil {
		out.Fault = &jsonFault{f.Kind, f.Side, fourDigits(f.Share), f.Detail}
	}
	if e.Report != nil {
		r := toJSONReport(e.Report)
		out.Change = &r
	}
	return out
}

func timeOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}
