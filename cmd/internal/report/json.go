package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

//go:embed assessment.schema.json
var schemaJSON string

// SchemaID names the shape that JSON writes; it changes when a field is removed or changes its meaning, not when one is
// added.
const SchemaID = "kiyaku.assessment/1"

// Schema is the JSON Schema (draft 2020-12) of what JSON writes.
func Schema() string { return schemaJSON }

type jsonAssessment struct {
	Schema     string           `json:"schema"`
	Service    string           `json:"service"`
	Tool       string           `json:"tool"`
	Lexicon    string           `json:"lexicon"`
	Documents  []jsonDocument   `json:"documents"`
	Findings   []jsonFinding    `json:"findings"`
	Factors    []jsonFactor     `json:"factors"`
	Verdict    jsonVerdict      `json:"verdict"`
	Questions  []jsonQuestion   `json:"questions"`
	Conflicts  []jsonConflict   `json:"conflicts"`
	Topics     []jsonTopic      `json:"topics"`
	Precedence []jsonPrecedence `json:"precedence"`
}

type jsonDocument struct {
	ID        string        `json:"id"`
	Source    string        `json:"source"`
	Kind      corpus.Kind   `json:"kind"`
	Lang      corpus.Lang   `json:"lang"`
	Title     string        `json:"title"`
	SHA256    string        `json:"sha256"`
	Bytes     int           `json:"bytes"`
	Coverage  float64       `json:"coverage"`
	Problems  []jsonProblem `json:"problems"`
	URL       string        `json:"url"`
	Extractor string        `json:"extractor"`
	Sentences int           `json:"sentences"`
	Scope     *jsonScope    `json:"scope"`
}

type jsonScope struct {
	Data string `json:"data"`
	Said bool   `json:"said"`
	jsonPlace
}

type jsonPlace struct {
	Document string `json:"document"`
	Citation string `json:"citation"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
}

type jsonTopic struct {
	ID        string      `json:"id"`
	Authority []string    `json:"authority"`
	Points    []jsonPoint `json:"points"`
}

type jsonPoint struct {
	ID       string             `json:"id"`
	Status   assess.PointStatus `json:"status"`
	Value    string             `json:"value"`
	Missing  []string           `json:"missing"`
	Evidence []jsonEvidence     `json:"evidence"`
}

type jsonEvidence struct {
	Finding string `json:"finding"`
	jsonPlace
	jsonOrigin
}

type jsonPrecedence struct {
	jsonPlace
	Higher      []string `json:"higher"`
	Lower       []string `json:"lower"`
	HigherWords string   `json:"higher_words"`
	LowerWords  string   `json:"lower_words"`
}

type jsonProblem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Lost    int    `json:"lost"`
}

type jsonSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type jsonFinding struct {
	ID         string          `json:"id"`
	Flag       string          `json:"flag"`
	Document   string          `json:"document"`
	Citation   string          `json:"citation"`
	Caption    string          `json:"caption"`
	Start      int             `json:"start"`
	End        int             `json:"end"`
	Quote      string          `json:"quote"`
	Actor      string          `json:"actor"`
	Modality   string          `json:"modality"`
	Object     string          `json:"object"`
	Exceptions []jsonException `json:"exceptions"`
	Rule       string          `json:"rule"`
	Factors    []string        `json:"factors"`
	Authority  []string        `json:"authority"`
	Against    bool            `json:"against"`
	Weak       bool            `json:"weak"`
	Debatable  bool            `json:"debatable"`
	OwnEnds    bool            `json:"own_ends"`
	Rejected   bool            `json:"rejected,omitempty"`
	Mark       jsonSpan        `json:"mark"`
	Note       string          `json:"note"`
	Why        jsonWhy         `json:"why"`
	jsonOrigin
}

// jsonOrigin is where a span stands in the original, as far as that is known.
type jsonOrigin struct {
	Page int     `json:"page,omitempty"`
	Path string  `json:"path,omitempty"`
	OCR  float64 `json:"ocr,omitempty"`
}

type jsonException struct {
	Kind  find.ExceptionKind `json:"kind"`
	Start int                `json:"start"`
	End   int                `json:"end"`
	Quote string             `json:"quote"`
}

type jsonWhy struct {
	Actor     string `json:"actor"`
	Action    string `json:"action"`
	Object    string `json:"object"`
	Modality  string `json:"modality"`
	Purpose   string `json:"purpose"`
	Condition string `json:"condition"`
	LeadIn    string `json:"lead_in"`
}

type jsonFactor struct {
	ID      string        `json:"id"`
	Status  assess.Status `json:"status"`
	For     []string      `json:"for"`
	Against []string      `json:"against"`
}

type jsonVerdict struct {
	ID      assess.Verdict `json:"id"`
	Because []string       `json:"because"`
	Actions []string       `json:"actions"`
}

type jsonQuestion struct {
	ID     string      `json:"id"`
	Factor string      `json:"factor"`
	Answer *jsonAnswer `json:"answer"`
}

type jsonAnswer struct {
	Value  string `json:"value"`
	Note   string `json:"note"`
	Source string `json:"source"`
	Date   string `json:"date"` // YYYY-MM-DD; "" if not given
}

type jsonConflict struct {
	Promise    string `json:"promise"`
	Permission string `json:"permission"`
	Prevails   string `json:"prevails"`
	By         int    `json:"by"`
}

// JSON writes the assessment in the shape of Schema, indented, in a fixed order of fields and with one line break at the
// end. Lists are never null. Offsets are bytes into the stored text of the document. When a document was fetched is
// left out: the same text always gives the same bytes.
func JSON(w io.Writer, a *assess.Assessment) error {
	out := jsonAssessment{
		Schema: SchemaID, Service: a.Service, Tool: a.Tool, Lexicon: a.Lexicon,
		Documents: each(a.Documents, toJSONDocument),
		Findings: each(a.Findings, func(f find.Finding) jsonFinding {
			out := toJSONFinding(f)
			out.jsonOrigin = toJSONOrigin(a, f.Document, f.Span)
			return out
		}),
		Factors: each(a.Factors, func(f assess.Factor) jsonFactor {
			return jsonFactor{f.ID, f.Status, list(f.For), list(f.Against)}
		}),
		Verdict:   jsonVerdict{a.Verdict, list(a.Because), list(a.Actions)},
		Questions: each(a.Questions, toJSONQuestion),
		Conflicts: each(a.Conflicts, func(c assess.Conflict) jsonConflict {
			return jsonConflict{c.Promise, c.Permission, c.Prevails, c.By}
		}),
		Topics: each(a.Topics, func(t assess.Topic) jsonTopic { return toJSONTopic(a, t) }),
		Precedence: each(a.Precedence, func(p find.Precedence) jsonPrecedence {
			return jsonPrecedence{toJSONPlace(p.Place), list(p.Higher), list(p.Lower), p.HigherWords, p.LowerWords}
		}),
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("report json: %w", err)
	}
	return flush(w, "json", &b)
}

func toJSONDocument(d assess.Document) jsonDocument {
	return jsonDocument{
		ID: d.ID, Source: d.Source.Location, Kind: d.Kind, Lang: d.Lang, Title: d.Title, SHA256: d.SHA256, Bytes: d.Bytes,
		Coverage: fourDigits(d.Coverage),
		Problems: each(d.Problems, func(p corpus.Problem) jsonProblem {
			return jsonProblem{p.Code, p.Message, p.Span.Start, p.Span.End, p.Lost}
		}),
		URL: d.URL, Extractor: d.Extractor, Sentences: sentencesRead(d), Scope: toJSONScope(d.Scope),
	}
}

func fourDigits(share float64) float64 { return math.Round(share*1e4) / 1e4 }

func toJSONScope(s find.Scope) *jsonScope {
	if s.Data == "" {
		return nil
	}
	return &jsonScope{s.Data, s.Said, toJSONPlace(s.Place)}
}

func toJSONPlace(p find.Place) jsonPlace {
	return jsonPlace{p.Document, p.Citation, p.Span.Start, p.Span.End, p.Quote}
}

func toJSONOrigin(a *assess.Assessment, document string, span corpus.Span) jsonOrigin {
	o := originOf(a, document, span)
	return jsonOrigin{o.page, o.path, fourDigits(o.ocr)}
}

func toJSONTopic(a *assess.Assessment, t assess.Topic) jsonTopic {
	return jsonTopic{t.ID, list(t.Authority), each(t.Points, func(p assess.Point) jsonPoint {
		return jsonPoint{p.ID, p.Status, p.Value, list(p.Missing), each(p.Evidence, func(e assess.Evidence) jsonEvidence {
			return jsonEvidence{e.Finding, toJSONPlace(e.Place), toJSONOrigin(a, e.Place.Document, e.Place.Span)}
		})}
	})}
}

func toJSONFinding(f find.Finding) jsonFinding {
	return jsonFinding{
		ID: f.ID, Flag: f.Flag, Document: f.Document, Citation: f.Citation, Caption: f.Caption,
		Start: f.Span.Start, End: f.Span.End, Quote: f.Quote, Actor: f.Actor, Modality: f.Modality, Object: f.Object,
		Exceptions: each(f.Exceptions, func(e find.Exception) jsonException {
			return jsonException{e.Kind, e.Span.Start, e.Span.End, e.Quote}
		}),
		Rule: f.Rule, Factors: list(f.Factors), Authority: list(f.Authority),
		Against: f.Against, Weak: f.Weak, Debatable: f.Debatable, OwnEnds: f.OwnEnds, Rejected: f.Rejected,
		Mark: jsonSpan{f.Mark.Start, f.Mark.End}, Note: f.Note, Why: jsonWhy(f.Why),
	}
}

func toJSONQuestion(q assess.Question) jsonQuestion {
	out := jsonQuestion{ID: q.ID, Factor: q.Factor}
	if q.Answer != nil {
		out.Answer = &jsonAnswer{q.Answer.Value, q.Answer.Note, q.Answer.Source, day(q.Answer.Date)}
	}
	return out
}

// day is the date of t as YYYY-MM-DD, or "" for the zero time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// each maps f over in; the result is never nil.
func each[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	for i := range in {
		out[i] = f(in[i])
	}
	return out
}

// list is in, never nil.
func list(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}
