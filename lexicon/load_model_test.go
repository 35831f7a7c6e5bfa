package lexicon

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// modelFlags are all flags of the legal model, §3, by family.
const modelFlags = `
H monitor-analyze provider-access carve-out secondary-use ai-training anonymize-statistics third-party-disclosure
H legal-disclosure removal backup-copy support-investigation processing-service subcontracting cross-border maintenance-id
H confirmation-document
N no-handling no-access no-ai-training access-control encryption acquisition-prevention customer-ownership
S entrustment-statement purpose-limitation safety-measures authentication intrusion-prevention personnel audit-report
S breach-notification confidentiality certification return-deletion data-subject-rights
G government-challenge government-notice transparency-report
R liability-cap liability-disclaimer customer-responsibility sla unilateral-change governing-law`

func TestModelFilesHoldTheLegalModel(t *testing.T) {
	flags, factors, authorities, questions, err := loadModel(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for line := range strings.Lines(strings.TrimSpace(modelFlags)) {
		ids := strings.Fields(line)
		for _, id := range ids[1:] {
			want = append(want, ids[0]+" "+id)
		}
	}
	for _, f := range flags {
		got = append(got, f.Family+" "+f.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("flags = %v, want %v", got, want)
	}
	if len(factors) != 3 || len(questions) != 9 {
		t.Errorf("%d factors and %d questions, want 3 and 9", len(factors), len(questions))
	}
	alias := map[string]string{}
	for _, a := range authorities {
		for _, other := range a.Aliases {
			alias[other] = a.ID
		}
	}
	if alias["Q&A 5-33"] != "qa-7-53" || alias["Q&A 5-34"] != "qa-7-54" {
		t.Errorf("aliases = %v, want the older numbers of Q&A 7-53 and 7-54", alias)
	}
}

// The table of the legal model, §2: which flags bear on which factor.
func TestFlagsBearOnFactors(t *testing.T) {
	flags, _, _, _, err := loadModel(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"F1":         "monitor-analyze provider-access carve-out secondary-use ai-training anonymize-statistics third-party-disclosure support-investigation",
		"F1 weak":    "removal backup-copy",
		"F1 against": "no-handling no-access",
		"F2":         "provider-access maintenance-id",
		"F2 against": "access-control encryption acquisition-prevention",
		"F3":         "support-investigation processing-service confirmation-document entrustment-statement",
	}
	got := map[string][]string{}
	for _, f := range flags {
		for _, factor := range f.Factors {
			switch {
			case f.Weak:
				factor += " weak"
			case f.Against:
				factor += " against"
			}
			got[factor] = append(got[factor], f.ID)
		}
	}
	if len(got) != len(want) {
		t.Errorf("kinds of evidence = %v, want those of %v", got, want)
	}
	for kind, ids := range want {
		if strings.Join(got[kind], " ") != ids {
			t.Errorf("%s = %v, want %s", kind, got[kind], ids)
		}
	}
}

// model is a small model without faults; tests put faults into copies of it.
func model() map[string]string {
	return map[string]string{
		"authorities.toml": `[[authority]]
id = "a"
title-ja = "甲"
title-en = "A"
issuer = "X"
date = "2024-03-25"
checked = "2026-01-01"
summary-ja = "乙"
summary-en = "B"
url = "https://example.org/"
`,
		"factors.toml": `[[factor]]
id = "F1"
name-ja = "契約"
name-en = "Contract"
meaning-ja = "甲"
meaning-en = "A"
authority = ["a"]
`,
		"flags.toml": `[[flag]]
id = "removal"
family = "H"
name-ja = "削除"
name-en = "Removal"
meaning-ja = "削除できる。"
meaning-en = "May delete."
factors = ["F1"]
authority = ["a"]
`,
		"questions.toml": `[[question]]
id = "q"
factor = "F1"
text-ja = "ですか。"
text-en = "Is it?"
met = ["yes"]
not-met = ["no"]
`,
	}
}

func files(m map[string]string) fs.FS {
	f := fstest.MapFS{}
	for name, text := range m {
		f[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return f
}

func TestLoadModelFaults(t *testing.T) {
	tests := []struct{ name, file, old, new, want string }{
		{"no fault", "flags.toml", "", "", ""},
		{"unknown key", "flags.toml", "factors =", "factor =", `lexicon/flags.toml:8: unknown key flag.factor`},
		{"broken TOML", "flags.toml", `"H"`, `"H`, "lexicon/flags.toml:3"},
		{"no id", "flags.toml", `id = "removal"`, "", "lexicon/flags.toml:1: flag without id"},
		{"family", "flags.toml", `"H"`, `"Z"`, `lexicon/flags.toml:1: flag "removal": family "Z" is none of`},
		{"name", "flags.toml", `"削除"`, `" "`, `lexicon/flags.toml:1: flag "removal": no name-ja`},
		{"authority of a flag", "flags.toml", `["a"]`, `["b"]`, `lexicon/flags.toml:1: flag "removal": unknown authority "b"`},
		{"factor of a flag", "flags.toml", `["F1"]`, `["F9"]`, `lexicon/flags.toml:1: flag "removal": unknown factor "F9"`},
		{"weak without factor", "flags.toml", `factors = ["F1"]`, `weak = true`, `say nothing without factors`},
		{"authority of a factor", "factors.toml", `["a"]`, `["b"]`, `lexicon/factors.toml:1: factor "F1": unknown authority "b"`},
		{"date", "authorities.toml", "2024-03-25", "2024/03/25", `lexicon/authorities.toml:1: authority "a": date "2024/03/25" is no date`},
		{"url", "authorities.toml", "https://", "http://", `url "http://example.org/" is no https address`},
		{"factor of a question", "questions.toml", `"F1"`, `"F7"`, `lexicon/questions.toml:1: question "q": unknown factor "F7"`},
		{"answers without factor", "questions.toml", `factor = "F1"`, "", "go together"},
		{"answer twice", "questions.toml", `["no"]`, `["yes"]`, `answer "yes" is listed twice`},
		{"empty answer", "questions.toml", `["no"]`, `[""]`, "an answer is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := model()
			m[tt.file] = strings.Replace(m[tt.file], tt.old, tt.new, 1)
			_, _, _, _, err := loadModel(files(m))
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("loadModel() = %v, want no error", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("loadModel() = %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestLoadModelTellsAllProblemsAtOnce(t *testing.T) {
	m := model()
	delete(m, "factors.toml")
	m["flags.toml"] += m["flags.toml"]
	m["questions.toml"] = strings.ReplaceAll(m["questions.toml"], "text-en", "text-de")
	_, _, _, _, err := loadModel(files(m))
	if err == nil {
		t.Fatal("loadModel() = nil, want errors")
	}
	for _, want := range []string{
		"factors.toml",
		`lexicon/flags.toml:10: flag "removal": already defined at lexicon/flags.toml:1`,
		"lexicon/questions.toml:5: unknown key question.text-de",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
}

func FuzzLoadModel(f *testing.F) {
	for _, text := range model() {
		f.Add(text)
	}
	f.Add("[[flag]]\nid = 1")
	f.Fuzz(func(t *testing.T, text string) {
		m := model()
		m["flags.toml"], m["questions.toml"] = text, text
		flags, _, _, _, err := loadModel(files(m))
		for _, fl := range flags {
			if err == nil && fl.NameJA == "" {
				t.Errorf("loadModel accepts a flag without a name: %q", text)
			}
		}
	})
}
