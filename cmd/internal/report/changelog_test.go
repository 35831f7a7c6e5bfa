package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/changelog"
	"kiyaku/corpus/versions"
	"kiyaku/lexicon"
)

// changelogSample has a version of each class, and a run of quiet ones.
func changelogSample(t testing.TB) (*changelog.Log, *lexicon.Lexicon) {
	t.Helper()
	r, lex := changeSample(t)
	log := &changelog.Log{Service: "みどりクラウド人事", Type: "Terms of Service", Tool: "kiyaku 0.1", Lexicon: "0123456789ab"}
	add := func(e changelog.Entry) {
		n := len(log.Entries)
		e.Commit, e.At = strings.Repeat(string("0123456789abcdef"[n%16]), 40), time.Date(2025, 1, 1+7*n, 0, 0, 0, 0, time.UTC)
		if e.Cause == "" {
			e.Cause, e.Message = versions.Changes, "Record new changes of みどりクラウド人事 Terms of Service"
		}
		log.Entries = append(log.Entries, e)
	}
	add(changelog.Entry{Class: changelog.First, Against: -1, Cause: versions.First, Message: "First record of みどりクラウド人事 Terms of Service", Verdict: assess.Exception})
	add(changelog.Entry{Class: changelog.Substantive, Against: 0, Report: r, Differences: len(r.Changes), Verdict: assess.Entrustment})
	add(changelog.Entry{Class: changelog.Fault, Against: 1, Fault: r.Documents[1].Fault, Verdict: assess.Undetermined})
	add(changelog.Entry{Class: changelog.Return, Against: -1, Returned: log.Entries[1].At, Verdict: assess.Entrustment})
	add(changelog.Entry{Class: changelog.Minor, Against: 3, Differences: 3, Reasons: []diff.Reason{diff.ByLink, diff.BySpace}, Verdict: assess.Entrustment})
	add(changelog.Entry{Class: changelog.Upgrade, Against: 4, Differences: 2, Reasons: []diff.Reason{diff.ByNavigation}, Cause: versions.Upgrade,
		Message: "Apply technical or declaration upgrade on みどりクラウド人事 Terms of Service", Verdict: assess.Entrustment})
	add(changelog.Entry{Class: changelog.Same, Against: 5, Verdict: assess.Entrustment})
	add(changelog.Entry{Class: changelog.Gone, Against: -1})
	add(changelog.Entry{Class: changelog.Unread, Against: -1, Problem: "the text is no text"})
	add(changelog.Entry{Class: changelog.Return, Against: -1, Returned: log.Entries[0].At, Verdict: assess.Exception})
	return log, lex
}

func changelogFormats() map[string]func(io.Writer, *changelog.Log, *lexicon.Lexicon) error {
	type format func(io.Writer, *changelog.Log, *lexicon.Lexicon, Options) error
	out := map[string]func(io.Writer, *changelog.Log, *lexicon.Lexicon) error{
		"changelog.json": func(w io.Writer, l *changelog.Log, _ *lexicon.Lexicon) error { return ChangelogJSON(w, l) },
	}
	for name, f := range map[string]format{"txt": ChangelogText, "md": ChangelogMarkdown, "html": ChangelogHTML} {
		for _, lang := range []string{"ja", "en"} {
			out["changelog."+lang+"."+name] = func(w io.Writer, l *changelog.Log, lex *lexicon.Lexicon) error {
				return f(w, l, lex, Options{Lang: lang})
			}
		}
	}
	return out
}

func TestChangelogGolden(t *testing.T) {
	for name, write := range changelogFormats() {
		t.Run(name, func(t *testing.T) {
			log, lex := changelogSample(t)
			var b bytes.Buffer
			if err := write(&b, log, lex); err != nil {
				t.Fatal(err)
			}
			sameAsFile(t, name, b.Bytes())
		})
	}
}

func TestChangelogOfNothing(t *testing.T) {
	for name, write := range changelogFormats() {
		if err := write(io.Discard, &changelog.Log{}, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		log, lex := changelogSample(t)
		if err := write(brokenPipe{}, log, lex); err == nil {
			t.Errorf("%s: no error from a broken pipe", name)
		}
	}
}

func TestChangelogHostile(t *testing.T) {
	for name, write := range changelogFormats() {
		if strings.HasSuffix(name, ".json") {
			continue
		}
		log, lex := changelogSample(t)
		hostile, _ := hostileChange(t)
		log.Service, log.Type = attack, attack
		for i := range log.Entries {
			e := &log.Entries[i]
			e.Commit, e.Message, e.Problem = attack, attack, attack
			if e.Report != nil {
				e.Report = hostile
			}
		}
		var b bytes.Buffer
		if err := write(&b, log, lex); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, tag := range tags(b.String()) {
			if strings.HasSuffix(name, ".html") && (tag.name == "script" || tag.name == "img") {
				t.Errorf("%s: element %s got through", name, tag.name)
			}
		}
		checkText(t, name, b.String())
	}
}

// TestChangelogRun: many versions without a change in substance are one entry, few are told one by one.
func TestChangelogRun(t *testing.T) {
	log, lex := changelogSample(t)
	for range 6 {
		log.Entries = append(log.Entries, changelog.Entry{Class: changelog.Return, Against: 0, At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
	v, err := buildChangelog(log, lex, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e := v.Entries[0]; e.Versions != 7 || len(e.Run) != 1 || e.Run[0].Count != 7 || e.First != "2025-03-05" || e.Date != "2026-01-01" {
		t.Errorf("run = %+v, want 7 returns from 2025-03-05 to 2026-01-01", e)
	}
	if n := len(v.Entries); n != 1+2+1+2 {
		t.Errorf("%d entries, want the run, two others, the run of five, and the first two", n)
	}
}

func TestChangelogSchema(t *testing.T) {
	var s jsonschema.Schema
	if err := json.Unmarshal([]byte(ChangelogSchema()), &s); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	log, _ := changelogSample(t)
	var b bytes.Buffer
	if err := ChangelogJSON(&b, log); err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	if err := resolved.Validate(v); err != nil {
		t.Error(err)
	}
	v["versions"].([]any)[0].(map[string]any)["class"] = "fine"
	if resolved.Validate(v) == nil {
		t.Error("the schema lets an unknown class pass")
	}
}
