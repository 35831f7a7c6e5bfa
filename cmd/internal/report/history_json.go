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
	"kiyaku/cmd/internal/history"
	"kiyaku/corpus/versions"
)

//go:embed history.schema.json
var historySchemaJSON string

// HistorySchemaID names the shape that HistoryJSON writes.
const HistorySchemaID = "kiyaku.history/1"

// HistorySchema is the JSON Schema (draft 2020-12) of what HistoryJSON writes; its changes have the shape of ChangeSchema.
func HistorySchema() string { return historySchemaJSON }

type jsonHistory struct {
	Schema   string        `json:"schema"`
	Service  string        `json:"service"`
	Type     string        `json:"type"`
	Tool     string        `json:"tool"`
	Lexicon  string        `json:"lexicon"`
	Versions []jsonVersion `json:"versions"`
}

type jsonVersion struct {
	Commit      string         `json:"commit"`
	Recorded    *string        `json:"recorded"` // RFC 3339, UTC; null if the commit has no date
	Cause       versions.Cause `json:"cause"`
	Message     string         `json:"message"`
	Class       history.Class  `json:"class"`
	Against     *int           `json:"against"` // index in versions
	Verdict     assess.Verdict `json:"verdict"`
	Differences int            `json:"differences"`
	Reasons     []diff.Reason  `json:"reasons"`
	Fault       *jsonFault     `json:"fault"`
	Problem     string         `json:"problem"`
	Change      *jsonReport    `json:"change"`
}

// HistoryJSON writes a change log in the shape of HistorySchema, from the oldest version to the newest, indented, with one
// line break at the end. Lists are never null.
func HistoryJSON(w io.Writer, log *history.Log) error {
	out := jsonHistory{Schema: HistorySchemaID, Service: log.Service, Type: log.Type, Tool: log.Tool, Lexicon: log.Lexicon,
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

func toJSONVersion(e history.Entry) jsonVersion {
	out := jsonVersion{Commit: e.Commit, Cause: e.Cause, Message: e.Message, Class: e.Class, Against: indexOrNull(e.Against), Verdict: e.Verdict,
		Differences: e.Differences, Reasons: each(e.Reasons, func(r diff.Reason) diff.Reason { return r }), Problem: e.Problem}
	if !e.At.IsZero() {
		at := e.At.UTC().Format(time.RFC3339)
		out.Recorded = &at
	}
	if f := e.Fault; f != nil {
		out.Fault = &jsonFault{f.Kind, f.Side, fourDigits(f.Share), f.Detail}
	}
	if e.Report != nil {
		r := toJSONReport(e.Report)
		out.Change = &r
	}
	return out
}
