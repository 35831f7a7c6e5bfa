package assess

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// model loads the lexicon without its languages: the tables here are about flags and questions only.
func model(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"flags.toml", "factors.toml", "authorities.toml", "questions.toml"} {
		data, err := os.ReadFile("../../lexicon/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir+"/"+name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lex, err := lexicon.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// parse makes findings out of "flag", "flag/attribute/…" or "document:flag/…", as package find would. Attributes are
// debatable, own, actor=NAME and kinds of exceptions; the actor is the provider unless given.
func parse(t testing.TB, lex *lexicon.Lexicon, text string) []find.Finding {
	t.Helper()
	var fs []find.Finding
	for i, word := range strings.Fields(text) {
		doc, rest, ok := strings.Cut(word, ":")
		if !ok {
			doc, rest = "d1", word
		}
		parts := strings.Split(rest, "/")
		flag := lex.Flag(parts[0])
		if flag == nil {
			t.Fatalf("no flag %q", parts[0])
			return nil
		}
		f := find.Finding{
			ID: fmt.Sprintf("v1:%s:%d", parts[0], i), Flag: flag.ID, Document: doc, Span: corpus.Span{Start: 10 * i, End: 10*i + 9},
			Actor: "provider", Factors: flag.Factors, Against: flag.Against, Weak: flag.Weak,
		}
		for _, attr := range parts[1:] {
			actor, isActor := strings.CutPrefix(attr, "actor=")
			switch {
			case isActor:
				f.Actor = actor
			case attr == "debatable":
				f.Debatable = true
			case attr == "own":
				f.OwnEnds = true
			default:
				f.Exceptions = append(f.Exceptions, find.Exception{Kind: find.ExceptionKind(attr)})
			}
		}
		fs = append(fs, f)
	}
	return fs
}

// answers makes answers out of "question=value".
func answers(text string) map[string]Answer {
	as := map[string]Answer{}
	for _, word := range strings.Fields(text) {
		id, value, _ := strings.Cut(word, "=")
		as[id] = Answer{Value: value}
	}
	return as
}

func run(t testing.TB, lex *lexicon.Lexicon, findings, answered string) *Assessment {
	return Assess(Input{Lexicon: lex, Findings: parse(t, lex, findings), Answers: answers(answered)})
}

func statuses(a *Assessment) string {
	var s []string
	for _, f := range a.Factors {
		s = append(s, string(f.Status))
	}
	return strings.Join(s, " ")
}

// Every row of the decision table; the verdict is followed by what it rests on.
func TestDecisionTable(t *testing.T) {
	tests := []struct{ name, findings, answers, factors, verdict string }{
		{"silence", "", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"only flags without factor", "governing-law sla legal-disclosure subcontracting cross-border", "", "unknown unknown unknown", "undetermined F1 F2"},

		{"F1 by monitoring", "monitor-analyze", "", "met unknown unknown", "entrustment F1"},
		{"F1 by carve-out", "carve-out/service-provision", "", "met unknown unknown", "entrustment F1"},
		{"F1 by disclosure for the service", "third-party-disclosure", "", "met unknown unknown", "entrustment F1"},
		{"F1 not by weak evidence", "removal backup-copy", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"F1 not by debatable evidence", "provider-access/debatable secondary-use/own/debatable", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"F1 cleared by a promise", "no-handling", "", "not-met unknown unknown", "undetermined F2"},
		{"a harmless exception leaves the promise", "no-access/legal-order/consent/emergency/public", "", "not-met unknown unknown", "undetermined F2"},
		{"weak evidence beside a promise", "no-handling removal", "", "not-met unknown unknown", "undetermined F2"},
		{"debatable evidence beside a promise", "no-access monitor-analyze/debatable", "", "not-met unknown unknown", "undetermined F2"},
		{"a debatable promise", "no-access/debatable", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"promise and permission", "no-access monitor-analyze", "", "contradicted unknown unknown", "entrustment F1"},
		{"promise and permission in two documents", "d1:no-access d2:monitor-analyze", "", "contradicted unknown unknown", "entrustment F1"},
		{"an exception in the provider's hands", "no-access/service-provision/legal-order carve-out/service-provision/legal-order", "", "met unknown unknown", "entrustment F1"},
		{"such an exception alone leaves silence", "no-handling/provider-discretion", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"an exception for subcontractors", "no-handling/subcontractor", "", "unknown unknown unknown", "undetermined F1 F2"},

		{"F2 by a maintenance ID", "maintenance-id", "", "unknown met unknown", "entrustment F2"},
		{"F1 and F2 by access", "provider-access", "", "met met unknown", "entrustment F1 F2"},
		{"F2 with a control", "maintenance-id access-control", "", "unknown contradicted unknown", "entrustment F2"},
		{"F2 cleared by control of staff", "access-control", "", "unknown not-met unknown", "undetermined F1"},
		{"control on the customer's side", "access-control/actor=customer", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"control of nobody in particular", "access-control/actor=unknown", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"customer's control does not answer access", "provider-access access-control/actor=customer", "", "met met unknown", "entrustment F1 F2"},
		{"F2 cleared by the customer's keys", "encryption/actor=customer", "", "unknown not-met unknown", "undetermined F1"},
		{"the provider's keys", "encryption", "", "unknown unknown unknown", "undetermined F1 F2"},
		{"F2 cleared by prevention", "acquisition-prevention", "", "unknown not-met unknown", "undetermined F1"},

		{"F3 by a confirmation", "confirmation-document", "", "unknown unknown met", "entrustment F3"},
		{"F3 by processing", "processing-service", "", "unknown unknown met", "entrustment F3"},
		{"F3 by statement", "entrustment-statement", "", "unknown unknown met", "entrustment F3"},
		{"F1 and F3 by support", "support-investigation", "", "met unknown met", "entrustment F1 F3"},

		{"exception", "no-handling access-control", "", "not-met not-met unknown", "exception F1 F2"},
		{"no exception where data are handled in fact", "no-handling access-control processing-service", "", "not-met not-met met", "entrustment F3"},
		{"the case of MK System", "monitor-analyze carve-out/unspecified maintenance-id confirmation-document", "", "met met met", "entrustment F1 F2 F3"},

		{"own use", "secondary-use/own", "", "met unknown unknown", "third-party secondary-use"},
		{"training", "ai-training/own", "", "met unknown unknown", "third-party ai-training"},
		{"statistics", "anonymize-statistics/own", "", "met unknown unknown", "third-party anonymize-statistics"},
		{"statistics for the customer", "anonymize-statistics", "", "met unknown unknown", "entrustment F1"},
		{"disclosure for others' ends", "third-party-disclosure/own", "", "met unknown unknown", "third-party third-party-disclosure"},
		{"own ends of other flags", "monitor-analyze/own", "", "met unknown unknown", "entrustment F1"},
		{"debatable own use", "secondary-use/own/debatable processing-service", "", "unknown unknown met", "entrustment F3"},
		{"own use before everything", "no-handling access-control secondary-use/own ai-training/own ai-training/own", "", "contradicted not-met unknown", "third-party ai-training secondary-use"},

		{"answer in silence", "", "maintenance-id=yes", "unknown met unknown", "entrustment F2"},
		{"answers clear factors", "no-handling", "maintenance-id=no actual-handling=no", "not-met not-met not-met", "exception F1 F2"},
		{"answer with a promise", "no-access", "encryption-keys=customer", "not-met not-met unknown", "exception F1 F2"},
		{"answer against a document", "access-control no-handling", "maintenance-id=yes", "not-met contradicted unknown", "entrustment F2"},
		{"answer against a permission", "support-investigation", "actual-handling=no", "met unknown contradicted", "entrustment F1 F3"},
		{"answers against each other", "", "maintenance-id=yes acquisition-prevention=yes", "unknown contradicted unknown", "entrustment F2"},
		{"prevention is lacking", "", "acquisition-prevention=no", "unknown met unknown", "entrustment F2"},
		{"handled, without a paper", "", "confirmation-exchanged=no actual-handling=yes", "unknown unknown met", "entrustment F3"},
		{"maintenance beyond the simple", "no-handling access-control", "maintenance-kind=beyond-simple", "not-met not-met met", "entrustment F3"},
		{"neutral answers", "", "maintenance-id=unknown encryption-keys=provider maintenance-kind=simple infrastructure=X", "unknown unknown unknown", "undetermined F1 F2"},
		{"answer to no question", "", "weather=fine", "unknown unknown unknown", "undetermined F1 F2"},
	}
	lex := model(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := run(t, lex, tt.findings, tt.answers)
			if got := statuses(a); got != tt.factors {
				t.Errorf("factors of %q with %q = %s, want %s", tt.findings, tt.answers, got, tt.factors)
			}
			if got := string(a.Verdict) + " " + strings.Join(a.Because, " "); got != tt.verdict {
				t.Errorf("verdict of %q with %q = %s, want %s", tt.findings, tt.answers, got, tt.verdict)
			}
		})
	}
}

func TestFactorsListAllEvidence(t *testing.T) {
	a := run(t, model(t), "removal no-access/service-provision monitor-analyze provider-access/debatable no-handling", "maintenance-id=no")
	want := []Factor{
		{
			ID: "F1", Status: Contradicted,
			For:     []string{"v1:removal:0", "v1:monitor-analyze:2", "v1:provider-access:3"},
			Against: []string{"v1:no-access:1", "v1:no-handling:4"},
		},
		{ID: "F2", Status: NotMet, For: []string{"v1:provider-access:3"}, Against: []string{"answer:maintenance-id"}},
		{ID: "F3", Status: Unknown},
	}
	if diff := cmp.Diff(want, a.Factors); diff != "" {
		t.Errorf("factors (-want +got):\n%s", diff)
	}
	if !a.Findings[1].Weak || a.Findings[4].Weak {
		t.Error("a promise with an exception in the provider's hands must be marked weak, and no other")
	}
}

func TestSameProvisionTwiceIsListedOnce(t *testing.T) {
	lex := model(t)
	fs := parse(t, lex, "d1:monitor-analyze d2:no-access")
	again := fs[0]
	again.Document = "d2"
	a := Assess(Input{Lexicon: lex, Findings: append(fs, again)})
	if len(a.Factors[0].For) != 1 || len(a.Conflicts) != 1 || len(a.Findings) != 3 {
		t.Errorf("for %v, conflicts %v, %d findings; want 1, 1, 3", a.Factors[0].For, a.Conflicts, len(a.Findings))
	}
}

func TestConflicts(t *testing.T) {
	tests := []struct{ name, findings, want string }{
		{"none", "no-handling access-control", ""},
		{"across documents", "d1:no-access d2:secondary-use/own", "no-access:0>secondary-use:1"},
		{"permission first", "d1:monitor-analyze d2:no-handling", "no-handling:1>monitor-analyze:0"},
		{"each with each", "no-handling no-access monitor-analyze provider-access", "no-handling:0>monitor-analyze:2 no-handling:0>provider-access:3 no-access:1>monitor-analyze:2 no-access:1>provider-access:3"},
		{"not with weak or debatable", "no-handling removal monitor-analyze/debatable", ""},
		{"not for a turned promise", "no-access/security carve-out/security", ""},
		{"training", "no-ai-training monitor-analyze ai-training/own", "no-ai-training:0>ai-training:2"},
	}
	lex := model(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range run(t, lex, tt.findings, "").Conflicts {
				got = append(got, strings.ReplaceAll(c.Promise+">"+c.Permission, "v1:", ""))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("conflicts of %q = %q, want %q", tt.findings, s, tt.want)
			}
		})
	}
}

func TestConflictsAreBounded(t *testing.T) {
	a := run(t, model(t), strings.Repeat("no-access monitor-analyze ", 1000), "")
	if len(a.Conflicts) != maxConflicts {
		t.Errorf("%d conflicts, want %d", len(a.Conflicts), maxConflicts)
	}
}

func TestQuestionsAreAllAsked(t *testing.T) {
	a := run(t, model(t), "", "infrastructure=東京")
	if len(a.Questions) != 9 {
		t.Fatalf("%d questions, want 9", len(a.Questions))
	}
	for _, q := range a.Questions {
		if (q.Answer != nil) != (q.ID == "infrastructure") {
			t.Errorf("question %s has answer %v", q.ID, q.Answer)
		}
	}
}

func TestOrderFollowsDocuments(t *testing.T) {
	lex := model(t)
	docs := []Document{{Document: &corpus.Document{ID: "d2"}}, {Document: &corpus.Document{ID: "d1"}}}
	a := Assess(Input{Lexicon: lex, Documents: docs, Findings: parse(t, lex, "d1:removal d2:sla d1:governing-law d2:removal")})
	var got []string
	for _, f := range a.Findings {
		got = append(got, f.Document+":"+f.Flag)
	}
	if want := "d2:sla d2:removal d1:removal d1:governing-law"; strings.Join(got, " ") != want {
		t.Errorf("order %v, want %s", got, want)
	}
}
