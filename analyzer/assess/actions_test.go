package assess

import (
	"slices"
	"strings"
	"testing"

	"kiyaku/corpus"
)

func TestActions(t *testing.T) {
	tests := []struct{ name, findings, want string }{
		{"exception", "no-handling access-control", "record-clauses record-access-control own-safety-measures recheck-on-change"},
		{"exception abroad", "no-handling access-control cross-border", "record-clauses record-access-control own-safety-measures grasp-foreign-environment recheck-on-change"},
		{"entrustment with nothing", "monitor-analyze", "select-provider agree-contract add-safety-measures add-audit-report add-breach-notification add-return-deletion check-handling keep-record no-handling-memorandum consider-other-provider"},
		{"entrustment with supervision", "entrustment-statement safety-measures audit-report breach-notification return-deletion subcontracting cross-border", "select-provider agree-contract check-handling keep-record supervise-subcontractors check-cross-border no-handling-memorandum consider-other-provider"},
		{"debatable notice of breaches", "entrustment-statement safety-measures audit-report breach-notification/debatable return-deletion", "select-provider agree-contract add-breach-notification check-handling keep-record no-handling-memorandum consider-other-provider"},
		{"third party", "secondary-use/own", "withhold-personal-data obtain-consent exclude-own-use"},
		{"training", "ai-training/own", "withhold-personal-data keep-out-of-prompts obtain-consent exclude-own-use"},
		{"undetermined", "", "send-questions treat-as-entrustment"},
		{"risks", "liability-cap unilateral-change", "send-questions treat-as-entrustment recheck-on-change note-recourse"},
		{"contradiction", "no-access secondary-use/own", "withhold-personal-data obtain-consent exclude-own-use clear-contradiction"},
	}
	lex := model(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(run(t, lex, tt.findings, "").Actions, " "); got != tt.want {
				t.Errorf("actions of %q = %s\nwant %s", tt.findings, got, tt.want)
			}
		})
	}
}

func TestUnreadText(t *testing.T) {
	doc := &corpus.Document{ID: "d1"}
	tests := []struct {
		name string
		doc  Document
		want bool
	}{
		{"all read", Document{Document: doc, Coverage: 1}, false},
		{"all but headings", Document{Document: doc, Coverage: 0.93}, false},
		{"a part unread", Document{Document: doc, Coverage: 0.8}, true},
		{"a page lost", Document{Document: doc, Coverage: 0.95, Problems: []corpus.Problem{{Code: "page-unreadable", Lost: 900}}}, true},
		{"a problem without loss", Document{Document: doc, Coverage: 0.95, Problems: []corpus.Problem{{Code: "numbering-gap"}}}, false},
	}
	lex := model(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := Assess(Input{Lexicon: lex, Documents: []Document{tt.doc}})
			if got := slices.Contains(a.Actions, ReadUnread); got != tt.want {
				t.Errorf("%s in the actions: %v, want %v", ReadUnread, got, tt.want)
			}
		})
	}
}

func TestActionsAreListedOnce(t *testing.T) {
	all := Actions()
	if len(all) != len(unique(slices.Clone(all))) {
		t.Errorf("Actions() = %v repeats an id", all)
	}
	for _, v := range []Verdict{Exception, Undetermined, Entrustment, ThirdParty} {
		for _, id := range byVerdict(v) {
			if !slices.Contains(all, id) {
				t.Errorf("Actions() lacks %s", id)
			}
		}
	}
}
