package evidence

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
	"kiyaku/corpus/extract"
)

// A Status is how a check ended.
type Status string

// Statuses of checks.
const (
	OK     Status = "ok"
	Failed Status = "failed"
	None   Status = "none" // there was nothing to check
)

// A Check is one thing that was checked in a pack.
type Check struct {
	ID      string // files, capture, text, assessment, report, timestamp
	Status  Status
	Details []string // what was found, one English sentence each
}

// Verify checks the pack: the sums of its files, the capture, and that e makes the same texts, assessment and report of it.
//
// roots are certificates of time-stamp authorities that are trusted; nil checks a time stamp's signature, but not who
// made it. Errors of ctx end it; whatever is wrong with the pack is a failed check.
func (p *Pack) Verify(ctx context.Context, e Engine, roots *x509.CertPool) ([]Check, error) {
	checks := []Check{p.checkFiles()}
	snaps, capture := p.checkCapture()
	checks = append(checks, capture)
	if snaps != nil {
		again, err := p.checkResults(ctx, e, snaps)
		if err != nil {
			return nil, err
		}
		checks = append(checks, again...)
	}
	return append(checks, p.checkStamp(roots)), nil
}

// ended makes a check that failed if anything is wrong.
func ended(id string, wrong []string, well string) Check {
	if len(wrong) > 0 {
		return Check{id, Failed, wrong}
	}
	return Check{id, OK, []string{well}}
}

func (p *Pack) checkFiles() Check {
	var wrong []string
	sums, listed := "", map[string]bool{manifestName: true, sumsName: true}
	for _, f := range p.Manifest.Files {
		listed[f.Name] = true
		sums += f.SHA256 + "  " + f.Name + "\n"
		data, ok := p.file(f.Name)
		switch {
		case !ok:
			wrong = append(wrong, fmt.Sprintf("%s is missing", f.Name))
		case sum(data) != f.SHA256:
			wrong = append(wrong, fmt.Sprintf("%s has been changed: its SHA-256 is %s, the manifest says %s", f.Name, sum(data), f.SHA256))
		case len(data) != f.Bytes:
			wrong = append(wrong, fmt.Sprintf("%s has %d bytes, the manifest says %d", f.Name, len(data), f.Bytes))
		}
	}
	for _, f := range p.files {
		if !listed[f.name] {
			wrong = append(wrong, fmt.Sprintf("%s is not in the manifest", f.name))
		}
	}
	manifest, _ := p.file(manifestName)
	sums += sum(manifest) + "  " + manifestName + "\n"
	if have, ok := p.file(sumsName); ok && string(have) != sums {
		wrong = append(wrong, fmt.Sprintf("%s does not fit the manifest: %s", sumsName, difference(have, []byte(sums))))
	}
	for _, name := range []string{captureName, assessmentName, reportName} {
		if !listed[name] {
			wrong = append(wrong, fmt.Sprintf("the manifest does not list %s", name))
		}
	}
	return ended("files", wrong, fmt.Sprintf("%d files have the SHA-256 that the manifest says", len(p.Manifest.Files)))
}

// checkCapture compares the capture with the manifest; the snapshots are nil if they cannot be had.
func (p *Pack) checkCapture() ([]*corpus.Snapshot, Check) {
	capture, ok := p.file(captureName)
	if !ok {
		return nil, Check{"capture", Failed, []string{captureName + " is missing: nothing can be read again"}}
	}
	records, err := readWARC(capture)
	if err != nil {
		return nil, Check{"capture", Failed, []string{captureName + ": " + err.Error()}}
	}
	if len(records) != len(p.Manifest.Documents) {
		return nil, Check{"capture", Failed, []string{fmt.Sprintf("%s holds %d documents, the manifest lists %d", captureName, len(records), len(p.Manifest.Documents))}}
	}
	var wrong []string
	bodies := make([]*corpus.Snapshot, len(records))
	for i, d := range p.Manifest.Documents {
		bodies[i] = &corpus.Snapshot{URL: d.URL, Body: records[i].body}
		if got := sum(records[i].body); got != d.SHA256 {
			wrong = append(wrong, fmt.Sprintf("%s (%s) has the SHA-256 %s in the capture, the manifest says %s", d.ID, d.Source, got, d.SHA256))
		}
		if want := targetURI(bodies[i]); records[i].target != want {
			wrong = append(wrong, fmt.Sprintf("%s comes from %s in the capture, the manifest says %s", d.ID, records[i].target, want))
		}
	}
	if len(wrong) > 0 {
		return nil, Check{"capture", Failed, wrong}
	}
	return p.Manifest.snapshots(bodies), ended("capture", nil, fmt.Sprintf("%d documents are in the capture as the manifest lists them", len(records)))
}

// checkResults reads and assesses the capture again.
func (p *Pack) checkResults(ctx context.Context, e Engine, snaps []*corpus.Snapshot) ([]Check, error) {
	made, err := e.run(ctx, &p.Manifest, snaps)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		detail := "a captured document cannot be read again: " + err.Error()
		var unread *extract.Error
		if !errors.As(err, &unread) {
			detail = "the capture cannot be assessed again: " + err.Error()
		}
		return []Check{{"text", Failed, []string{detail}}}, nil
	}
	var texts []string
	for i, doc := range made.docs {
		d := p.Manifest.Documents[i]
		if d.Extractor != doc.Extractor {
			texts = append(texts, fmt.Sprintf("%s was read by %s, now by %s", d.ID, d.Extractor, doc.Extractor))
		}
		texts = append(texts, p.compare(content{d.Text, []byte(doc.Text)})...)
	}
	checks := []Check{ended("text", texts, fmt.Sprintf("%d documents, read again, have the same text", len(made.docs)))}
	for _, f := range made.files[len(made.docs):] {
		id, _, _ := strings.Cut(f.name, ".")
		wrong := p.compare(f)
		if len(wrong) > 0 && (p.Manifest.Tool != e.Tool || p.Manifest.Lexicon != e.Lexicon.Version) {
			wrong = append(wrong, fmt.Sprintf("the pack was made by %s with lexicon %s; this is %s with lexicon %s: repeat the check with the former",
				p.Manifest.Tool, p.Manifest.Lexicon, e.Tool, e.Lexicon.Version))
		}
		checks = append(checks, ended(id, wrong, fmt.Sprintf("made again, %s is the same, byte for byte", f.name)))
	}
	return checks, nil
}

// compare says how a file of the pack differs from one that was made again.
func (p *Pack) compare(again content) []string {
	have, ok := p.file(again.name)
	if !ok {
		return []string{again.name + " is missing"}
	}
	if bytes.Equal(have, again.data) {
		return nil
	}
	return []string{again.name + " differs: " + difference(have, again.data)}
}

// A difference shows excerpt bytes of each side, and as many before as lead, on the same line.
const (
	excerpt = 60
	lead    = 24
)

// difference says where pack and again, which are not equal, first differ, and how.
func difference(pack, again []byte) string {
	at := 0
	for at < len(pack) && at < len(again) && pack[at] == again[at] {
		at++
	}
	line := bytes.Count(pack[:at], []byte("\n")) + 1
	from := max(bytes.LastIndexByte(pack[:at], '\n')+1, at-lead)
	for from < at && !utf8.RuneStart(pack[from]) {
		from++
	}
	return fmt.Sprintf("at byte %d (line %d) the pack has %s, made again it has %s", at, line, excerptOf(pack, from, at), excerptOf(again, from, at))
}

func excerptOf(b []byte, from, at int) string {
	if at >= len(b) {
		return "no more"
	}
	end := min(at+excerpt, len(b))
	for end < len(b) && end > at+1 && !utf8.RuneStart(b[end]) {
		end--
	}
	return fmt.Sprintf("%q", b[from:end])
}

// Passed reports whether no check failed.
func Passed(checks []Check) bool {
	return !slices.ContainsFunc(checks, func(c Check) bool { return c.Status == Failed })
}
