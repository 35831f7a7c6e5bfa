package assess

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLoadAnswers(t *testing.T) {
	text := "\ufeff" + `# Answers of the provider
[answers.maintenance-id]
value  = " yes "
note   = "for the night shift"
source = "letter of the provider"
date   = 2026-11-01

[answers]
actual-handling = { value = "no" }
infrastructure.value = "国内のデータセンター。再委託なし"
`
	want := map[string]Answer{
		"maintenance-id":  {Value: "yes", Note: "for the night shift", Source: "letter of the provider", Date: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)},
		"actual-handling": {Value: "no"},
		"infrastructure":  {Value: "国内のデータセンター。再委託なし"},
	}
	got, err := LoadAnswers(strings.NewReader(text), model(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("LoadAnswers (-want +got):\n%s", diff)
	}
}

func TestLoadAnswersEmpty(t *testing.T) {
	got, err := LoadAnswers(strings.NewReader(""), model(t))
	if err != nil || len(got) != 0 {
		t.Errorf("LoadAnswers(empty) = %v, %v, want no answers and no error", got, err)
	}
}

func TestLoadAnswersFaults(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"syntax", "[answers.maintenance-id]\nvalue = \"yes", "line 2: "},
		{"table twice", "[answers.maintenance-id]\n[answers.maintenance-id]\n", "line 2: "},
		{"unknown table", "x = 1\n[answer.maintenance-id]\nvalue = \"yes\"", "line 1: x: unknown key; answers stand in [answers.QUESTION]\nline 2: answer.maintenance-id: unknown key"},
		{"answer is no table", "[answers]\nmaintenance-id = \"yes\"", "line 2: "},
		{"unknown question", "[answers.maintenance]\nvalue = \"yes\"", "line 1: answers.maintenance: unknown question; known are maintenance-id, "},
		{"unknown key", "[answers.maintenance-id]\nvalue = \"yes\"\nremark = \"x\"", "line 3: answers.maintenance-id.remark: unknown key; known are value, note, source, date"},
		{"no value", "[answers.maintenance-id]\nsource = \"x\"", "line 1: answers.maintenance-id: no value"},
		{"empty value", "[answers.infrastructure]\nvalue = \" \"", "line 2: answers.infrastructure.value: empty"},
		{"no such answer", "[answers.maintenance-id]\nvalue = \"はい\"", `line 2: answers.maintenance-id.value: "はい" is none of yes, no, unknown`},
		{"truth value", "[answers.maintenance-id]\nvalue = true", `line 2: answers.maintenance-id.value: needs text in quotation marks, such as "yes"`},
		{"quoted date", "[answers.maintenance-id]\nvalue = \"yes\"\ndate = \"2026-11-01\"", "line 3: answers.maintenance-id.date: needs a date without quotation marks, such as 2026-11-01"},
		{"inline table", "[answers]\nmaintenance-id = { value = \"maybe\" }", `line 2: answers.maintenance-id.value: "maybe" is none of`},
		{"too large", strings.Repeat("# padding\n", maxAnswers/10+1), "the file is larger than 1048576 bytes"},
		{
			"all at once", "[answers.weather]\nvalue = \"fine\"\n\n[answers.encryption-keys]\nvalue = \"me\"\ndate = 2026\n",
			"line 1: answers.weather: unknown question; known are maintenance-id, acquisition-prevention, encryption-keys, " +
				"confirmation-exchanged, actual-handling, maintenance-kind, infrastructure, security-state, third-party-reports\n" +
				"line 5: answers.encryption-keys.value: \"me\" is none of customer, provider, both, none, unknown\n" +
				"line 6: answers.encryption-keys.date: needs a date",
		},
	}
	lex := model(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := LoadAnswers(strings.NewReader(tt.text), lex)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("LoadAnswers(%.80q) = %v, want %q first", tt.text, err, tt.want)
			}
			var typed *AnswerError
			if got != nil || !errors.As(err, &typed) {
				t.Errorf("LoadAnswers(%.80q) = %v, %T; want nil and an AnswerError", tt.text, got, err)
			}
		})
	}
}

func FuzzLoadAnswers(f *testing.F) {
	f.Add("[answers.maintenance-id]\nvalue = \"yes\"\nsource = \"x\"\ndate = 2026-11-01\n")
	f.Add("[answers]\nmaintenance-id = { value = 'no', date = 2026-02-30 }\n")
	f.Add("answers = [1]\n[[answers]]\n")
	f.Add("\ufeff[answers.\"a.b\"]\n\"\" = 1")
	lex := model(f)
	f.Fuzz(func(t *testing.T, text string) {
		answers, err := LoadAnswers(strings.NewReader(text), lex)
		if err != nil && answers != nil {
			t.Errorf("LoadAnswers(%q) gives answers with an error", text)
		}
		for id, a := range answers {
			if a.Value == "" {
				t.Errorf("LoadAnswers(%q): answer %s without a value", text, id)
			}
		}
	})
}
