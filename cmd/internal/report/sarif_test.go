package report

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The rules of SARIF 2.1.0 that readers rely on: indices lead to what they name, regions are inside their artifact and
// agree in bytes, characters and lines, and levels go with kinds.
func TestSARIF(t *testing.T) {
	for name, make := range map[string]func() []byte{
		"sample": func() []byte {
			a, lex := sample(t)
			a.Findings[0].Rejected = true
			var b bytes.Buffer
			check(t, SARIF(&b, a, lex, Options{}))
			return b.Bytes()
		},
		"hostile": func() []byte {
			a, lex := hostile(t)
			var b bytes.Buffer
			check(t, SARIF(&b, a, lex, Options{Lang: "en"}))
			return b.Bytes()
		},
	} {
		t.Run(name, func(t *testing.T) {
			var log sarifLog
			dec := json.NewDecoder(bytes.NewReader(make()))
			dec.DisallowUnknownFields()
			if err := dec.Decode(&log); err != nil {
				t.Fatal(err)
			}
			if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].ColumnKind != "unicodeCodePoints" {
				t.Fatalf("version %q, %d runs", log.Version, len(log.Runs))
			}
			run := log.Runs[0]
			checkArtifacts(t, run)
			if len(run.Results) == 0 {
				t.Fatal("no results")
			}
			for i, r := range run.Results {
				if rules := run.Tool.Driver.Rules; r.RuleIndex >= len(rules) || rules[r.RuleIndex].ID != r.RuleID {
					t.Errorf("result %d: rule index %d is not %s", i, r.RuleIndex, r.RuleID)
				}
				if (r.Kind == "fail") == (r.Level == "none") || !slices.Contains([]string{"fail", "pass", "informational"}, r.Kind) {
					t.Errorf("result %d: kind %s with level %s", i, r.Kind, r.Level)
				}
				if r.Message.Text == "" || r.PartialFingerprints[sarifFingerprint] == "" || len(r.Locations) != 1 {
					t.Errorf("result %d: message %q, fingerprints %v, %d locations", i, r.Message.Text, r.PartialFingerprints, len(r.Locations))
				}
				for _, l := range append(slices.Clone(r.Locations), r.RelatedLocations...) {
					checkRegion(t, run, l)
				}
			}
		})
	}
}

func checkArtifacts(t *testing.T, run sarifRun) {
	t.Helper()
	for i, a := range run.Artifacts {
		if a.Location.Index != i {
			t.Errorf("artifact %d says that it is %d", i, a.Location.Index)
		}
		if _, err := url.Parse(a.Location.URI); err != nil {
			t.Errorf("artifact %d: %v", i, err)
		}
		if a.ParentIndex != nil && (*a.ParentIndex >= i || run.Artifacts[*a.ParentIndex].ParentIndex != nil) {
			t.Errorf("artifact %d has the parent %d", i, *a.ParentIndex)
		}
		if a.Contents != nil && len(a.Contents.Text) != a.Length && utf8.ValidString(a.Contents.Text) && !strings.Contains(a.Contents.Text, "\uFFFD") {
			t.Errorf("artifact %d: %d bytes of text, length %d", i, len(a.Contents.Text), a.Length)
		}
	}
}

// checkRegion compares the ways in which a region says where it is with the text of its artifact.
func checkRegion(t *testing.T, run sarifRun, l sarifLocation) {
	t.Helper()
	if l.PhysicalLocation == nil || l.PhysicalLocation.Region == nil {
		return
	}
	p, r := l.PhysicalLocation, l.PhysicalLocation.Region
	if p.ArtifactLocation.Index >= len(run.Artifacts) || run.Artifacts[p.ArtifactLocation.Index].Location.URI != p.ArtifactLocation.URI {
		t.Fatalf("location in artifact %d, %q", p.ArtifactLocation.Index, p.ArtifactLocation.URI)
	}
	a := run.Artifacts[p.ArtifactLocation.Index]
	if a.Contents == nil || strings.Contains(a.Contents.Text, "\uFFFD") { // bytes that are no UTF-8 were replaced
		return
	}
	text := a.Contents.Text
	if got := text[r.ByteOffset : r.ByteOffset+r.ByteLength]; got != r.Snippet.Text {
		t.Errorf("bytes %d+%d are %q, the snippet is %q", r.ByteOffset, r.ByteLength, got, r.Snippet.Text)
	}
	if got := string([]rune(text)[r.CharOffset : r.CharOffset+r.CharLength]); got != r.Snippet.Text {
		t.Errorf("characters %d+%d are %q, the snippet is %q", r.CharOffset, r.CharLength, got, r.Snippet.Text)
	}
	lines := strings.Split(text, "\n")
	if got := string([]rune(lines[r.StartLine-1])[r.StartColumn-1:]); !strings.HasPrefix(got, strings.Split(r.Snippet.Text, "\n")[0]) {
		t.Errorf("line %d from column %d is %q, the snippet is %q", r.StartLine, r.StartColumn, got, r.Snippet.Text)
	}
	if r.EndLine < r.StartLine || r.EndColumn < 1 {
		t.Errorf("the region ends at %d:%d", r.EndLine, r.EndColumn)
	}
}
