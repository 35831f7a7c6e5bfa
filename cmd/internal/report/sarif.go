package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// Names that SARIF readers see.
const (
	sarifVersion     = "2.1.0"
	sarifSchema      = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifFingerprint = "kiyakuProvision/v1"
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Language    string            `json:"language"`
	Invocations []sarifInvocation `json:"invocations"`
	Artifacts   []sarifArtifact   `json:"artifacts"`
	Results     []sarifResult     `json:"results"`
	ColumnKind  string            `json:"columnKind"`
	Properties  map[string]any    `json:"properties"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name            string      `json:"name"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               string         `json:"id"`
	Name             string         `json:"name"`
	ShortDescription sarifText      `json:"shortDescription"`
	FullDescription  *sarifText     `json:"fullDescription,omitempty"`
	Help             *sarifText     `json:"help,omitempty"`
	Properties       map[string]any `json:"properties"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	ExecutionSuccessful        bool                `json:"executionSuccessful"`
	ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations"`
	Descriptor sarifDescriptor `json:"descriptor"`
}

type sarifDescriptor struct {
	ID string `json:"id"`
}

type sarifArtifact struct {
	Location       *sarifArtifactLocation `json:"location,omitempty"`
	ParentIndex    *int                   `json:"parentIndex,omitempty"`
	Description    *sarifText             `json:"description,omitempty"`
	Length         int                    `json:"length"`
	Roles          []string               `json:"roles"`
	MIMEType       string                 `json:"mimeType,omitempty"`
	Encoding       string                 `json:"encoding,omitempty"`
	Contents       *sarifContents         `json:"contents,omitempty"`
	Hashes         map[string]string      `json:"hashes,omitempty"`
	SourceLanguage string                 `json:"sourceLanguage,omitempty"`
	Properties     map[string]any         `json:"properties,omitempty"`
}

type sarifContents struct {
	Text string `json:"text"`
}

type sarifArtifactLocation struct {
	URI   string `json:"uri,omitempty"`
	Index int    `json:"index"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Kind                string            `json:"kind"`
	Level               string            `json:"level"`
	Message             sarifText         `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	Suppressions        []sarifSuppressed `json:"suppressions,omitempty"`
	Properties          map[string]any    `json:"properties"`
}

// sarifSuppressed says that a reviewer holds a result for none.
type sarifSuppressed struct {
	Kind   string `json:"kind"`
	Status string `json:"status"`
}

type sarifLocation struct {
	ID               *int                   `json:"id,omitempty"`
	PhysicalLocation *sarifPhysicalLocation `json:"physicalLocation,omitempty"`
	LogicalLocations []sarifLogicalLocation `json:"logicalLocations,omitempty"`
	Message          *sarifText             `json:"message,omitempty"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifactLocation `json:"artifactLocation"`
	Region           *sarifRegion          `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn"`
	EndLine     int        `json:"endLine"`
	EndColumn   int        `json:"endColumn"`
	CharOffset  int        `json:"charOffset"`
	CharLength  int        `json:"charLength"`
	ByteOffset  int        `json:"byteOffset"`
	ByteLength  int        `json:"byteLength"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifLogicalLocation struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
}

// SARIF writes the assessment for programs that show findings of checkers (SARIF 2.1.0, OASIS): a rule for each flag that
// was raised, a result for each finding, an artifact for each document.
//
// Results say where they stand in the stored text, in lines, code points and bytes. Where that text is not the file
// itself (a web page, a PDF), it is an artifact of its own below the file, with the text in it. Evidence that a factor is
// met is a warning, an error where the data may serve others' own ends; what is weak or debatable is a note; the rest is
// no failure. Verdict and factors are properties of the run. Documents that could not be read whole are notifications.
// Text of documents is written as it is, as in JSON. opts.Color and opts.Width have no effect.
func SARIF(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts Options) error {
	v, err := build(a, lex, opts)
	if err != nil {
		return err
	}
	s := &sarifWriter{a: a, v: v, rule: map[string]int{}, text: map[string]int{}}
	name, version, _ := strings.Cut(a.Tool, " ")
	if name == "" {
		name = "kiyaku"
	}
	s.run = sarifRun{
		Tool:       sarifTool{sarifDriver{Name: name, SemanticVersion: version, Rules: []sarifRule{}}},
		Language:   map[string]string{"ja": "ja", "en": "en"}[v.Lang],
		Artifacts:  []sarifArtifact{},
		Results:    []sarifResult{},
		ColumnKind: "unicodeCodePoints",
		Properties: map[string]any{"service": a.Service, "lexicon": a.Lexicon, "verdict": a.Verdict, "factors": factorStatus(a)},
	}
	s.artifacts()
	s.notifications()
	for i := range a.Findings {
		s.result(&a.Findings[i], v.Findings[i])
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{s.run}}); err != nil {
		return fmt.Errorf("report sarif: %w", err)
	}
	return flush(w, "sarif", &b)
}

func factorStatus(a *assess.Assessment) map[string]assess.Status {
	out := map[string]assess.Status{}
	for _, f := range a.Factors {
		out[f.ID] = f.Status
	}
	return out
}

// sarifWriter fills a run.
type sarifWriter struct {
	a    *assess.Assessment
	v    *view
	run  sarifRun
	rule map[string]int // flag → index in rules
	text map[string]int // document → index of the artifact with its stored text
}

// artifacts lists the documents, and below each that is no plain text its text as it was read.
func (s *sarifWriter) artifacts() {
	for i, d := range s.a.Documents {
		at := len(s.run.Artifacts)
		file := sarifArtifact{
			Location: &sarifArtifactLocation{URI: sarifURI(d.Source.Location), Index: at}, Length: d.Bytes, Roles: []string{"analysisTarget"},
			Properties: map[string]any{"id": d.ID, "kind": d.Kind, "title": d.Title, "coverage": fourDigits(d.Coverage)},
		}
		if d.SHA256 != "" {
			file.Hashes = map[string]string{"sha-256": d.SHA256}
		}
		s.run.Artifacts = append(s.run.Artifacts, file)
		s.text[d.ID] = at
		sum := sha256.Sum256([]byte(d.Text))
		if hex.EncodeToString(sum[:]) == d.SHA256 {
			s.run.Artifacts[at].Encoding = "utf-8"
			continue
		}
		if d.Text == "" {
			continue
		}
		s.text[d.ID] = at + 1
		s.run.Artifacts = append(s.run.Artifacts, sarifArtifact{
			Location: &sarifArtifactLocation{URI: "text", Index: at + 1}, ParentIndex: &at, Length: len(d.Text), Roles: []string{"analysisTarget"},
			MIMEType: "text/plain", Encoding: "utf-8", Contents: &sarifContents{d.Text}, Hashes: map[string]string{"sha-256": hex.EncodeToString(sum[:])},
			Description: &sarifText{s.v.Documents[i].Title},
		})
	}
}

// sarifURI is a location as a URI reference.
func sarifURI(location string) string {
	if strings.Contains(location, "://") {
		if u, err := url.Parse(location); err == nil {
			return u.String()
		}
	}
	path := filepath.ToSlash(location)
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

// notifications tell what could not be read; without them "no results" would look like "nothing found".
func (s *sarifWriter) notifications() {
	inv := sarifInvocation{ExecutionSuccessful: true, ToolExecutionNotifications: []sarifNotification{}}
	for _, d := range s.a.Documents {
		for _, p := range d.Problems {
			n := sarifNotification{Level: "note", Message: sarifText{p.Message}, Descriptor: sarifDescriptor{p.Code},
				Locations: []sarifLocation{{PhysicalLocation: s.physical(d.Document, p.Span, false)}}}
			if p.Lost > 0 {
				n.Level = "warning"
			}
			if p.Code == "unreadable" || p.Code == "language-unsupported" {
				n.Level, inv.ExecutionSuccessful = "error", false
			}
			inv.ToolExecutionNotifications = append(inv.ToolExecutionNotifications, n)
		}
	}
	s.run.Invocations = []sarifInvocation{inv}
}

// physical is a span of a document's stored text; the whole document if the span is empty.
func (s *sarifWriter) physical(d *corpus.Document, span corpus.Span, snippet bool) *sarifPhysicalLocation {
	out := &sarifPhysicalLocation{ArtifactLocation: sarifArtifactLocation{Index: s.text[d.ID]}}
	out.ArtifactLocation.URI = s.run.Artifacts[s.text[d.ID]].Location.URI
	if span.Start < 0 || span.Start >= span.End || span.End > len(d.Text) {
		return out
	}
	r := &sarifRegion{ByteOffset: span.Start, ByteLength: span.Len()}
	r.CharOffset, r.CharLength = utf8.RuneCountInString(d.Text[:span.Start]), utf8.RuneCountInString(span.In(d.Text))
	r.StartLine, r.StartColumn = lineColumn(d.Text, span.Start)
	r.EndLine, r.EndColumn = lineColumn(d.Text, span.End)
	if snippet {
		r.Snippet = &sarifText{span.In(d.Text)}
	}
	out.Region = r
	return out
}

// lineColumn is the line and the column, in code points, of an offset, both from 1.
func lineColumn(text string, at int) (line, column int) {
	before := text[:at]
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}

func (s *sarifWriter) result(f *find.Finding, fv *findingView) {
	var doc *corpus.Document
	if fv.Doc >= 0 {
		doc = s.a.Documents[fv.Doc].Document
	}
	r := sarifResult{
		RuleID: f.Flag, RuleIndex: s.ruleIndex(fv), Message: sarifText{s.message(fv)},
		PartialFingerprints: map[string]string{sarifFingerprint: f.ID},
		Properties: map[string]any{"actor": f.Actor, "modality": f.Modality, "object": f.Object, "factors": list(f.Factors), "rule": f.Rule,
			"weak": f.Weak, "debatable": f.Debatable, "ownEnds": f.OwnEnds, "against": f.Against},
	}
	r.Kind, r.Level = sarifLevel(f, fv)
	if f.Rejected {
		r.Suppressions = []sarifSuppressed{{Kind: "external", Status: "accepted"}}
	}
	at := sarifLocation{LogicalLocations: []sarifLogicalLocation{{s.v.where(fv)}}}
	if doc != nil {
		at.PhysicalLocation = s.physical(doc, f.Span, true)
	}
	r.Locations = []sarifLocation{at}
	for i, e := range f.Exceptions {
		if doc == nil {
			break
		}
		id := i + 1
		r.RelatedLocations = append(r.RelatedLocations, sarifLocation{ID: &id, PhysicalLocation: s.physical(doc, e.Span, true),
			Message: &sarifText{s.v.W.get("attr.exception") + s.v.W.get("punct.colon") + fv.Exceptions[i].Kind.Name}})
	}
	s.run.Results = append(s.run.Results, r)
}

// sarifLevel grades a finding: by the specification only a failure has a level other than "none".
func sarifLevel(f *find.Finding, fv *findingView) (kind, level string) {
	bears := len(f.Factors) > 0
	switch {
	case f.Against || fv.Family == "N":
		return "pass", "none"
	case !bears && fv.Family != "H":
		return "informational", "none"
	case f.Weak || f.Debatable || !bears:
		return "fail", "note"
	case f.OwnEnds:
		return "fail", "error"
	}
	return "fail", "warning"
}

// message says what a provision is, where and what it rests on, in one line.
func (s *sarifWriter) message(f *findingView) string {
	text := f.Flag.Name + s.v.W.get("punct.colon") + s.v.where(f)
	if f.Meaning != "" {
		text += " — " + f.Meaning
	}
	if len(f.Authority) > 0 {
		text += s.v.W.get("punct.open") + strings.Join(each(f.Authority, s.v.shortName), s.v.W.get("punct.comma")) + s.v.W.get("punct.close")
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

// ruleIndex adds the flag's rule the first time.
func (s *sarifWriter) ruleIndex(f *findingView) int {
	if i, ok := s.rule[f.Flag.ID]; ok {
		return i
	}
	rule := sarifRule{ID: f.Flag.ID, Name: f.Flag.Name, ShortDescription: sarifText{f.Flag.Name}, Properties: map[string]any{"family": f.Family}}
	if f.Meaning != "" {
		rule.FullDescription = &sarifText{f.Meaning}
	}
	if len(f.Authority) > 0 {
		rule.Help = &sarifText{strings.Join(each(f.Authority, func(a authorityView) string { return a.Name }), "\n")}
	}
	i := len(s.run.Tool.Driver.Rules)
	s.rule[f.Flag.ID] = i
	s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, rule)
	return i
}
