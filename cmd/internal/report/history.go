package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// A Service is a line in the list of kept services.
type Service struct {
	Name      string            `json:"service"`
	Versions  int               `json:"versions"`
	ChangedAt time.Time         `json:"changed_at"` // since when its newest version is there
	Verdict   string            `json:"verdict"`    // "" if the newest version is not assessed
	Factors   map[string]string `json:"factors"`
	Flags     map[string]int    `json:"flags"` // number of findings of each
}

// A History is what is kept of one service.
type History struct {
	Service  string    `json:"service"`
	Versions []Version `json:"versions"` // the newest first
	Older    int       `json:"older"`    // versions before these that were left out
}

// A Version is the state of a service's documents from a time on.
type Version struct {
	Number      int               `json:"version"`
	At          time.Time         `json:"at"`
	ReturnOf    int               `json:"return_of"` // the earlier version that the vendor returned to; 0 if it is none
	SetSHA256   string            `json:"set_sha256"`
	Verdict     string            `json:"verdict"`
	Factors     map[string]string `json:"factors"`
	Documents   []Source          `json:"documents"`
	Assessments []Assessed        `json:"assessments"` // the newest first
}

// A Source is a document of a version.
type Source struct {
	Location  string     `json:"source"`
	URL       string     `json:"url"`
	SHA256    string     `json:"sha256"`
	FetchedAt *time.Time `json:"fetched_at"` // null for files
	SeenAt    time.Time  `json:"last_seen_at"`
	Status    int        `json:"status"` // of HTTP; 0 for files
}

// Assessed is an assessment of a version.
type Assessed struct {
	At      time.Time `json:"at"`
	Verdict string    `json:"verdict"`
	Lexicon string    `json:"lexicon"`
	Tool    string    `json:"tool"`
}

// historyTime is how lists show a time, in UTC.
const historyTime = "2006-01-02 15:04"

// ServicesJSON writes the list as {"schema": "kiyaku.services/1", "services": […]}.
func ServicesJSON(w io.Writer, list []Service) error {
	return indented(w, struct {
		Schema   string    `json:"schema"`
		Services []Service `json:"services"`
	}{"kiyaku.services/1", append([]Service{}, list...)})
}

// JSON writes the history as {"schema": "kiyaku.history/1", "service": …, "versions": […]}.
func (h History) JSON(w io.Writer) error {
	return indented(w, struct {
		Schema string `json:"schema"`
		History
	}{"kiyaku.history/1", h})
}

func indented(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("report json: %w", err)
	}
	return flush(w, "json", &b)
}

// ServicesText writes the list as a table.
func ServicesText(w io.Writer, list []Service, opts Options) error {
	words, err := wordsFor(opts.Lang)
	if err != nil {
		return err
	}
	rows := [][]string{{words.get("history.service"), words.get("history.versions"), words.get("history.since"), words.get("history.verdict"), "F1", "F2", "F3"}}
	for _, s := range list {
		rows = append(rows, append([]string{s.Name, fmt.Sprint(s.Versions), s.ChangedAt.UTC().Format(historyTime)}, words.standing(s.Verdict, s.Factors)...))
	}
	var b bytes.Buffer
	table(&b, rows)
	return flush(w, "text", &b)
}

// Text writes the history as a table, with the documents of each version below it.
func (h History) Text(w io.Writer, opts Options) error {
	words, err := wordsFor(opts.Lang)
	if err != nil {
		return err
	}
	rows := [][]string{{words.get("history.version"), words.get("history.since"), words.get("history.verdict"), "F1", "F2", "F3", ""}}
	for _, v := range h.Versions {
		note := ""
		if v.ReturnOf > 0 {
			note = words.fill("history.return", "n", fmt.Sprint(v.ReturnOf))
		}
		row := append([]string{fmt.Sprintf("@%d", v.Number), v.At.UTC().Format(historyTime)}, words.standing(v.Verdict, v.Factors)...)
		rows = append(rows, append(row, note))
	}
	var b bytes.Buffer
	b.WriteString(visible(h.Service) + "\n\n")
	table(&b, rows)
	if h.Older > 0 {
		b.WriteString(words.fill("history.older", "n", fmt.Sprint(h.Older)) + "\n")
	}
	for _, v := range h.Versions {
		fmt.Fprintf(&b, "\n@%d\n", v.Number)
		for _, d := range v.Documents {
			fmt.Fprintf(&b, "  %s\n    SHA-256 %s\n", visible(d.Location), d.SHA256)
			if d.FetchedAt != nil {
				fmt.Fprintf(&b, "    %s\n", words.fill("history.received", "first", d.FetchedAt.UTC().Format(historyTime), "last", d.SeenAt.UTC().Format(historyTime)))
			}
		}
		for _, a := range v.Assessments {
			fmt.Fprintf(&b, "  %s\n", visible(words.fill("history.assessed", "at", a.At.UTC().Format(historyTime), "verdict", words.of("verdict", a.Verdict), "tool", a.Tool, "lexicon", a.Lexicon)))
		}
	}
	return flush(w, "text", &b)
}

// standing are the words for a verdict and the statuses of F1 to F3.
func (w words) standing(verdict string, factors map[string]string) []string {
	row := []string{w.get("history.none")}
	if verdict != "" {
		row[0] = w.of("verdict", verdict)
	}
	for _, f := range []string{"F1", "F2", "F3"} {
		row = append(row, w.of("status", factors[f]))
	}
	return row
}

// table writes rows with their columns below each other, two spaces apart.
func table(b *bytes.Buffer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(visible(cell)))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(pad(visible(cell), widths[i]+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
