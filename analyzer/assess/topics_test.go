package assess

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// topicRun answers topics from findings and sightings ("point" or "-point" where it is denied) in one document of a kind.
func topicRun(t *testing.T, kind corpus.Kind, findings, sightings string) *Assessment {
	t.Helper()
	lex := model(t)
	doc := Document{Document: &corpus.Document{ID: "d1", Kind: kind, Lang: corpus.Japanese}, Tree: &clause.Tree{Sentences: []clause.Sentence{{}}}, Coverage: 1}
	in := Input{Lexicon: lex, Documents: []Document{doc}, Findings: parse(t, lex, findings)}
	for i, s := range strings.Fields(sightings) {
		point, denied := strings.CutPrefix(s, "-")
		in.Sightings = append(in.Sightings, find.Sighting{Point: point, Denied: denied, Place: find.Place{Document: "d1",
			Span: corpus.Span{Start: 1000 + i, End: 1001 + i}, Quote: "故意の場合には適用しない。"}})
	}
	return Assess(in)
}

// said is a topic as "point=status point=status+missing".
func said(a *Assessment, id string) string {
	var list []string
	for _, t := range a.Topics {
		if t.ID != id {
			continue
		}
		for _, p := range t.Points {
			s := p.ID + "=" + string(p.Status)
			if len(p.Missing) > 0 {
				s += "+" + strings.Join(p.Missing, "+")
			}
			list = append(list, s)
		}
	}
	return strings.Join(list, " ")
}

func TestTopics(t *testing.T) {
	const lacksAll = "safety-measures=gap access-control=gap intrusion-prevention=gap grasp-handling=gap breach-notification=gap return-deletion=gap"
	tests := []struct {
		name, topic         string
		kind                corpus.Kind
		findings, sightings string
		want                string
	}{
		{"nothing to say of maintenance", Maintenance, corpus.Terms, "no-handling", "", ""},
		{"the two examples of provision", Maintenance, corpus.Maintenance, "", "maintenance.defect-reproduction -maintenance.keyword-extraction", "defect-reproduction=adverse keyword-extraction=covered"},
		{"patches alone", Maintenance, corpus.Maintenance, "", "maintenance.patches", "patches=conditional+promise+control"},
		{"patches with promise and control", Maintenance, corpus.Maintenance, "no-handling access-control", "maintenance.patches", "patches=covered"},
		{"control of the customer's own users is none", Maintenance, corpus.Maintenance, "no-handling access-control/actor=customer", "maintenance.device-swap", "device-swap=conditional+control"},
		{"a promise with a way out is none", Maintenance, corpus.Maintenance, "no-handling/provider-discretion access-control", "maintenance.patches", "patches=conditional+promise"},
		{"viewing with and without prevention", Maintenance, corpus.Maintenance, "acquisition-prevention", "maintenance.viewing", "viewing=covered"},
		{"viewing without prevention", Maintenance, corpus.Maintenance, "", "maintenance.viewing maintenance.unaware", "viewing=conditional+prevention unaware=conditional+prevention"},
		{"a dump that is not reproduced", Maintenance, corpus.Maintenance, "access-control", "-maintenance.memory-dump", "memory-dump=covered"},
		{"a dump", Maintenance, corpus.Maintenance, "", "maintenance.memory-dump", "memory-dump=conditional+promise+control"},
		{"a backup by its flag", Maintenance, corpus.Terms, "backup-copy", "", "backup=conditional+promise+control"},

		{"storage", ServiceType, corpus.Terms, "", "service-type.storage", "storage=stated"},
		{"digitising and another work", ServiceType, corpus.Terms, "processing-service", "service-type.digitising", "digitising=adverse processing=adverse"},
		{"analysis in a policy is the provider's own", ServiceType, corpus.Privacy, "", "service-type.analysis", ""},

		{"training", GenerativeAI, corpus.Terms, "ai-training/own", "generative-ai.opt-out", "training=adverse default=adverse other-purposes=gap"},
		{"no training", GenerativeAI, corpus.Terms, "no-ai-training purpose-limitation", "generative-ai.off-by-default", "training=covered default=covered other-purposes=covered"},
		{"both", GenerativeAI, corpus.Terms, "ai-training/own no-ai-training secondary-use/own", "generative-ai.answer-only", "training=contradicted other-purposes=contradicted"},
		{"AI and silence", GenerativeAI, corpus.Terms, "", "generative-ai.applies", "training=gap other-purposes=gap"},
		{"no AI", GenerativeAI, corpus.Terms, "secondary-use/own", "", ""},

		{"terms without anything", Warning2024, corpus.Terms, "", "", lacksAll},
		{"terms with a few", Warning2024, corpus.Terms, "safety-measures authentication breach-notification/debatable audit-report", "",
			"safety-measures=covered access-control=covered intrusion-prevention=gap grasp-handling=covered breach-notification=gap return-deletion=gap"},
		{"no warning with the exception", Warning2024, corpus.Terms, "no-handling access-control", "", ""},

		{"six topics of a DPA", ProcessorAgreement, corpus.DPA, "purpose-limitation encryption safety-measures confidentiality return-deletion", "",
			"purposes=covered technical=covered organisational=conditional+detail secrecy=covered access-deletion=covered audit=gap"},
		{"no DPA", ProcessorAgreement, corpus.Terms, "purpose-limitation", "", ""},

		{"questions on governments", GovernmentAccess, corpus.Terms, "government-notice legal-disclosure", "", "challenge=gap notice=covered transparency=gap"},
		{"data abroad and silence", GovernmentAccess, corpus.Terms, "cross-border", "", "challenge=gap notice=gap transparency=gap"},
		{"a service at home", GovernmentAccess, corpus.Terms, "legal-disclosure", "", ""},

		{"a cap", Recourse, corpus.Terms, "liability-cap liability-disclaimer", "recourse.serious-fault", "cap=adverse disclaimer=adverse serious-fault=covered"},
		{"no cap", Recourse, corpus.Terms, "liability-disclaimer", "", ""},

		{"the chain", Chain, corpus.Terms, "subcontracting cross-border", "", "unnamed=gap abroad=adverse"},
		{"abroad with the exception", Chain, corpus.Terms, "no-handling access-control cross-border", "", "abroad=stated"},
		{"shared responsibility", Verification, corpus.Terms, "", "verification.shared-responsibility", "shared-responsibility=stated soc=gap iso-27001=gap iso-27017=gap ismap=gap"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := said(topicRun(t, tt.kind, tt.findings, tt.sightings), tt.topic); got != tt.want {
				t.Errorf("%s of %q, %q = %q\nwant %q", tt.topic, tt.findings, tt.sightings, got, tt.want)
			}
		})
	}
}

// What the words of provisions say: which report, which period, which company, which country.
func TestTopicValues(t *testing.T) {
	lex := model(t)
	quotes := []struct{ flag, quote string }{
		{"certification", "当社は、SOC 2 Type 2報告書及びＩＳＯ／ＩＥＣ　２７００１の認証を取得し、プライバシーマークを付与されています。"},
		{"liability-cap", "当社の賠償額は、直近六か月間の利用料金を上限とします。"},
		{"subcontracting", "当社は、基盤の運用をAmazon Web Services及び株式会社あかねに委託します。"},
		{"cross-border", "データは、シンガポール及び米国に所在するサーバーに保存されます。"},
	}
	in := Input{Lexicon: lex, Documents: []Document{{Document: &corpus.Document{ID: "d1"}}},
		Parties: []find.Party{{Role: "provider", Name: "当社", Company: "株式会社みどり"}, {Role: "customer", Name: "契約者"}}}
	for i, q := range quotes {
		in.Findings = append(in.Findings, find.Finding{ID: fmt.Sprint(i), Flag: q.flag, Document: "d1", Quote: q.quote, Span: corpus.Span{Start: i, End: i + 1}})
	}
	var got []string
	for _, topic := range Assess(in).Topics {
		for _, p := range topic.Points {
			if p.Value != "" || topic.ID == Verification {
				got = append(got, p.ID+"="+string(p.Status)+":"+p.Value)
			}
		}
	}
	want := []string{"principal=stated:契約者", "processor=stated:株式会社みどり (当社)", "subprocessor=stated:株式会社あかね, Amazon Web Services", "abroad=adverse:シンガポール, 米国",
		"soc=covered:", "iso-27001=covered:", "iso-27017=gap:", "ismap=gap:", "other=covered:プライバシーマーク", "cap=adverse:六か月間"}
	if !slices.Equal(got, want) {
		t.Errorf("values\n%q, want\n%q", got, want)
	}
}

// Whether a cap falls away for grave fault is read from its words: a cap on what is owed for gross negligence does not.
func TestGraveFault(t *testing.T) {
	tests := []struct {
		quote string
		want  PointStatus
	}{
		{"当社の賠償額は利用料金を上限とする。ただし、故意又は重過失による場合はこの限りでない。", Covered},
		{"当社に故意又は重大な過失がある場合を除き、賠償額は1か月分の料金を上限とします。", Covered},
		{"当社の故意または重過失により損害が生じた場合は、支払われた料金を限度として賠償します。", Adverse},
		{"当社は、故意又は重過失がある場合であっても、料金の1か月分を超えて賠償しません。", Adverse},
		{"当社の賠償額は利用料金を上限とする。", Gap},
		{"Except for gross negligence, our liability is limited to the fees paid.", Covered},
		{"Even for gross negligence our liability is limited to the fees paid.", Adverse},
	}
	lex := model(t)
	for _, tt := range tests {
		place := find.Place{Document: "d1", Span: corpus.Span{End: 1}, Quote: tt.quote}
		in := Input{Lexicon: lex, Documents: []Document{{Document: &corpus.Document{ID: "d1"}}},
			Findings: []find.Finding{{ID: "1", Flag: "liability-cap", Document: "d1", Span: place.Span, Quote: tt.quote}}}
		if tt.want == Covered {
			in.Sightings = []find.Sighting{{Point: "recourse.serious-fault", Place: place}}
		}
		for _, topic := range Assess(in).Topics {
			for _, p := range topic.Points {
				if p.ID == "serious-fault" && p.Status != tt.want {
					t.Errorf("grave fault in %q is %s, want %s", tt.quote, p.Status, tt.want)
				}
			}
		}
	}
}

// What a policy for the provider's own customers promises answers nothing on stored data.
func TestTopicsLeaveOutOtherPolicies(t *testing.T) {
	lex := model(t)
	docs := []Document{
		{Document: &corpus.Document{ID: "d1", Kind: corpus.Terms}, Tree: &clause.Tree{Sentences: []clause.Sentence{{}}}},
		{Document: &corpus.Document{ID: "d2", Kind: corpus.Privacy}, Scope: find.Scope{Data: find.OwnCustomers}},
	}
	a := Assess(Input{Lexicon: lex, Documents: docs, Findings: parse(t, lex, "d1:monitor-analyze d2:safety-measures d2:breach-notification")})
	if got := said(a, Warning2024); strings.Contains(got, "covered") {
		t.Errorf("%s = %q, want gaps only", Warning2024, got)
	}
}

// A clause on precedence tells which side of a contradiction prevails; the factor stays contradicted.
func TestPrecedenceOfConflicts(t *testing.T) {
	tests := []struct{ name, findings, high, low, want string }{
		{"the promise", "d1:no-handling d2:monitor-analyze", "d1", "d2", "promise 0"},
		{"the permission", "d1:no-handling d2:monitor-analyze", "d2", "d1", "permission 0"},
		{"no clause on the two", "d1:no-handling d2:monitor-analyze", "d3", "d1", " -1"},
		{"within one document", "d1:no-handling d1:monitor-analyze", "d1", "d2", " -1"},
	}
	lex := model(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := Assess(Input{Lexicon: lex, Findings: parse(t, lex, tt.findings), Precedence: []find.Precedence{{Higher: []string{tt.high}, Lower: []string{tt.low}}}})
			if len(a.Conflicts) != 1 {
				t.Fatalf("%d conflicts, want 1", len(a.Conflicts))
			}
			if got := fmt.Sprint(a.Conflicts[0].Prevails, " ", a.Conflicts[0].By); got != tt.want {
				t.Errorf("prevails %q, want %q", got, tt.want)
			}
			if a.Factors[0].Status != Contradicted {
				t.Errorf("F1 is %s, want %s", a.Factors[0].Status, Contradicted)
			}
		})
	}
}
