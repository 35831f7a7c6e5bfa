// Package evidence makes evidence packs and checks them: a ZIP file with everything that shows what a vendor's documents
// said, when they were received, and what follows from them.
//
// A pack holds the documents as received (a WARC capture), their texts, the assessment and its report, how they were made,
// and the SHA-256 of all that, which a time-stamp authority may have signed (RFC 3161). [Make] builds it from a version of
// the store, [Verify] reads it again: it checks the hashes, repeats extraction and analysis from the capture, without
// network, and compares byte for byte.
//
// The same store, program and lexicon give the same pack of a version, byte for byte, but for the time stamp.
package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// SchemaID names the shape of a manifest; it changes when a field is removed or changes its meaning.
const SchemaID = "kiyaku.evidence/1"

// Names in a pack.
const (
	manifestName   = "manifest.json"
	readmeName     = "README.txt"
	sumsName       = "SHA256SUMS"
	captureName    = "capture.warc"
	assessmentName = "assessment.json"
	reportName     = "report.html"
	stampName      = "manifest.tsr"
)

// A Manifest says what is in a pack and how it was made.
type Manifest struct {
	Schema    string     `json:"schema"`
	Service   string     `json:"service"`
	Version   int        `json:"version"`
	Since     time.Time  `json:"since"` // when the version was first received
	Tool      string     `json:"tool"`
	Lexicon   string     `json:"lexicon"`
	Lang      string     `json:"report_lang"`
	SetSHA256 string     `json:"set_sha256"` // as 'kiyaku history' shows it
	Documents []Document `json:"documents"`
	Answers   []Answer   `json:"answers"`  // that the assessment counts
	Rejected  []string   `json:"rejected"` // findings that a reviewer rejected, by ID: they decide nothing
	Recorded  []Recorded `json:"recorded"` // earlier assessments, as they were made at their time
	Files     []File     `json:"files"`    // all others of the pack but SHA256SUMS and the time stamp
}

// A Document is one text of the service as it was received. Kind and Lang are what the user said, "" if nothing.
type Document struct {
	ID        string      `json:"id"`
	Source    string      `json:"source"`
	Kind      corpus.Kind `json:"kind"`
	Lang      corpus.Lang `json:"lang"`
	URL       string      `json:"url"`
	Status    int         `json:"status"`
	FetchedAt *time.Time  `json:"fetched_at"` // null for files
	SeenAt    time.Time   `json:"last_seen_at"`
	MediaType string      `json:"media_type"`
	Charset   string      `json:"charset"`
	Rendered  bool        `json:"rendered"`
	SHA256    string      `json:"sha256"`
	Bytes     int         `json:"bytes"`
	Extractor string      `json:"extractor"`
	Text      string      `json:"text"` // name of the file
}

// An Answer is what a reviewer learnt about an open question.
type Answer struct {
	Question string `json:"question"`
	Value    string `json:"value"`
	Note     string `json:"note"`
	Source   string `json:"source"`
	Date     string `json:"date"`
}

// Recorded is an assessment of the version that is kept in the store.
type Recorded struct {
	File    string    `json:"file"`
	At      time.Time `json:"at"`
	Tool    string    `json:"tool"`
	Lexicon string    `json:"lexicon"`
	Verdict string    `json:"verdict"`
}

// A File is one file of a pack.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes"`
}

// An Engine repeats what a scan does.
type Engine struct {
	Extract  extract.Config
	Analyzer *analyzer.Analyzer
	Lexicon  *lexicon.Lexicon
	Tool     string // name and version of the program
}

// A Pack is a pack in memory.
type Pack struct {
	Manifest Manifest
	files    []content // in the order of the ZIP file
	stamp    []byte    // nil if there is none
}

// content is a file of a pack.
type content struct {
	name string
	data []byte
}

// Make builds the pack of a version: its capture, and what e reads and finds in it with the answers in force, reported
// in the language lang.
func Make(ctx context.Context, e Engine, r store.Reader, s *store.Service, v *store.Version, lang string) (*Pack, error) {
	answers, err := r.Answers(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	reviews, err := r.Reviews(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	p := &Pack{Manifest: Manifest{
		Schema: SchemaID, Service: s.Name, Version: v.Number, Since: v.At, Tool: e.Tool, Lexicon: e.Lexicon.Version, Lang: lang, SetSHA256: v.SetSHA256,
		Documents: []Document{}, Answers: []Answer{}, Recorded: []Recorded{},
		Rejected: append([]string{}, slices.Sorted(maps.Keys(archive.Rejected(reviews)))...),
	}}
	for _, a := range answers {
		p.Manifest.Answers = append(p.Manifest.Answers, Answer{a.Question, a.Value, a.Note, a.Source, a.Date})
	}
	snaps, err := p.capture(ctx, r, v)
	if err != nil {
		return nil, err
	}
	made, err := e.run(ctx, &p.Manifest, snaps)
	if err != nil {
		return nil, err
	}
	for i, doc := range made.docs {
		p.Manifest.Documents[i].Extractor = doc.Extractor
	}
	p.files = append(p.files, made.files...)
	if err := p.recorded(ctx, r, v); err != nil {
		return nil, err
	}
	p.files = append([]content{{readmeName, []byte(readme)}}, p.files...)
	return p, p.seal()
}

// capture fills in the documents and adds the WARC file.
func (p *Pack) capture(ctx context.Context, r store.Reader, v *store.Version) ([]*corpus.Snapshot, error) {
	rows, err := r.VersionSnapshots(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	snaps, err := archive.Snapshots(ctx, r, v)
	if err != nil {
		return nil, err
	}
	for i, s := range snaps {
		d := Document{
			ID: fmt.Sprintf("d%d", i+1), Source: s.Source.Location, Kind: s.Source.Kind, Lang: s.Source.Lang, URL: s.URL, Status: s.Status, SeenAt: rows[i].SeenAt,
			MediaType: s.MediaType, Charset: s.Charset, Rendered: s.Rendered, SHA256: s.SHA256, Bytes: len(s.Body),
		}
		d.Text = "text/" + d.ID + ".txt"
		if !s.FetchedAt.IsZero() {
			d.FetchedAt = &s.FetchedAt
		}
		p.Manifest.Documents = append(p.Manifest.Documents, d)
	}
	var b bytes.Buffer
	if err := writeWARC(&b, snaps, p.Manifest.Tool, v.At); err != nil {
		return nil, err
	}
	p.files = append(p.files, content{captureName, b.Bytes()})
	// What the manifest cannot hold, such as a path that is no UTF-8, must not be seen here either.
	data, err := p.Manifest.encode()
	if err != nil {
		return nil, err
	}
	p.Manifest = Manifest{}
	if err := json.Unmarshal(data, &p.Manifest); err != nil {
		return nil, fmt.Errorf("evidence: manifest: %w", err)
	}
	return p.Manifest.snapshots(snaps), nil
}

// snapshots are bodies with what the manifest says of them: all that extraction sees.
func (m *Manifest) snapshots(bodies []*corpus.Snapshot) []*corpus.Snapshot {
	snaps := make([]*corpus.Snapshot, len(m.Documents))
	for i, d := range m.Documents {
		snaps[i] = &corpus.Snapshot{
			Source: corpus.Source{Location: d.Source, Service: m.Service, Kind: d.Kind, Lang: d.Lang}, URL: d.URL, Status: d.Status,
			MediaType: d.MediaType, Charset: d.Charset, Rendered: d.Rendered, Body: bodies[i].Body, SHA256: d.SHA256,
		}
		if d.FetchedAt != nil {
			snaps[i].FetchedAt = *d.FetchedAt
		}
	}
	return snaps
}

// results are what extraction and analysis make of a capture.
type results struct {
	docs  []*corpus.Document
	files []content // texts, assessment, report
}

// run reads and assesses snaps as the manifest says.
func (e Engine) run(ctx context.Context, m *Manifest, snaps []*corpus.Snapshot) (*results, error) {
	var rows []store.Answer
	for _, a := range m.Answers {
		rows = append(rows, store.Answer{Question: a.Question, Value: a.Value, Note: a.Note, Source: a.Source, Date: a.Date})
	}
	answers, err := archive.FromAnswers(rows)
	if err != nil {
		return nil, err
	}
	made := &results{}
	for i, snap := range snaps {
		doc, err := extract.Document(ctx, snap, e.Extract)
		if err != nil {
			return nil, err
		}
		made.docs = append(made.docs, doc)
		made.files = append(made.files, content{m.Documents[i].Text, []byte(doc.Text)})
	}
	rejected := make(map[string]bool, len(m.Rejected))
	for _, id := range m.Rejected {
		rejected[id] = true
	}
	a := e.Analyzer.Assess(made.docs, analyzer.Options{Service: m.Service, Tool: e.Tool, Answers: answers, Rejected: rejected})
	return made, made.report(a, e.Lexicon, m.Lang)
}

func (made *results) report(a *assess.Assessment, lex *lexicon.Lexicon, lang string) error {
	var data, page bytes.Buffer
	if err := report.JSON(&data, a); err != nil {
		return err
	}
	if err := report.HTML(&page, a, lex, report.Options{Lang: lang}); err != nil {
		return err
	}
	made.files = append(made.files, content{assessmentName, data.Bytes()}, content{reportName, page.Bytes()})
	return nil
}

// recorded adds the assessments of the version that are kept, the newest first.
func (p *Pack) recorded(ctx context.Context, r store.Reader, v *store.Version) error {
	list, err := r.Assessments(ctx, v)
	if err != nil {
		return err
	}
	for i, row := range list {
		a, err := r.Assessment(ctx, row.ID)
		if err != nil {
			return err
		}
		rec := Recorded{File: fmt.Sprintf("recorded/%d.json", i+1), At: a.At, Tool: a.Tool, Lexicon: a.Lexicon, Verdict: a.Verdict}
		p.Manifest.Recorded = append(p.Manifest.Recorded, rec)
		p.files = append(p.files, content{rec.File, a.JSON})
	}
	return nil
}

// seal lists the files in the manifest and adds it, with a list of sums that common programs check.
func (p *Pack) seal() error {
	sums := ""
	p.Manifest.Files = []File{}
	for _, f := range p.files {
		p.Manifest.Files = append(p.Manifest.Files, File{f.name, sum(f.data), len(f.data)})
		sums += sum(f.data) + "  " + f.name + "\n"
	}
	data, err := p.Manifest.encode()
	if err != nil {
		return err
	}
	sums += sum(data) + "  " + manifestName + "\n"
	p.files = append(p.files, content{manifestName, data}, content{sumsName, []byte(sums)})
	return nil
}

func (m *Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("evidence: manifest: %w", err)
	}
	return b.Bytes(), nil
}

// file gives the content of a file of the pack.
func (p *Pack) file(name string) ([]byte, bool) {
	for _, f := range p.files {
		if f.name == name {
			return f.data, true
		}
	}
	return nil, false
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

const readme = `This is an evidence pack of kiyaku: what the documents of a cloud service said at a time, and what follows from them.

  manifest.json     what this is: service, version, sources, times, programs, and the SHA-256 of all files
  capture.warc      the documents as received (WARC 1.1, ISO 28500)
  text/             their texts, into which the assessment's offsets point
  assessment.json   provisions found, factors, verdict
  report.html       the same for reading
  recorded/         assessments of this version that were recorded earlier, as they were made
  SHA256SUMS        the sums again; check them with: sha256sum -c SHA256SUMS
  manifest.tsr      time stamp (RFC 3161) of manifest.json, if there is one; check it with:
                    openssl ts -verify -data manifest.json -in manifest.tsr -CAfile CERTIFICATES.pem

'kiyaku verify PACK.zip' checks all of this, reads and assesses the captured documents again, offline, and compares.

これは kiyaku の証拠一式です。受信したままの文書（capture.warc）、その本文、評価結果、報告書、各ファイルの SHA-256 を収めています。
「kiyaku verify PACK.zip」で、ハッシュの照合と、抽出・評価の再実行（オフライン）によるバイト単位の比較ができます。
`
