package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/analyzer/find"
	"kiyaku/cmd/internal/changelog"
	"kiyaku/lexicon"
)

// bothWords are the words of the reports by language.
func bothWords(t *testing.T) map[string]words {
	t.Helper()
	out := map[string]words{}
	for _, lang := range []string{"ja", "en"} {
		w, err := wordsFor(lang)
		if err != nil {
			t.Fatal(err)
		}
		out[lang] = w
	}
	return out
}

func TestWordsInBothLanguages(t *testing.T) {
	ja, en := bothWords(t)["ja"], bothWords(t)["en"]
	if diff := cmp.Diff(ja.ids(), en.ids()); diff != "" {
		t.Errorf("ids of Japanese and English words differ (-ja +en):\n%s", diff)
	}
	place := regexp.MustCompile(`\{[a-z]+\}`)
	for id := range ja {
		if a, b := place.FindAllString(ja[id], -1), place.FindAllString(en[id], -1); !slices.Equal(slices.Sorted(slices.Values(a)),
			slices.Sorted(slices.Values(b))) {
			t.Errorf("%s: places %v in Japanese, %v in English", id, a, b)
		}
		if ja[id] == "" || en[id] == "" {
			t.Errorf("%s: empty", id)
		}
	}
}

// TestWordsForIDs fails when the analyzer knows an id that a reader would see bare.
func TestWordsForIDs(t *testing.T) {
	ids := map[string][]string{
		"action":    assess.Actions(),
		"topic":     assess.TopicIDs(),
		"topicnote": assess.TopicIDs(),
		"scope":     {find.StoredData, find.OwnCustomers, find.Visitors},
		"missing":   {"promise", "control", "prevention", "detail"},
		"pointstatus": {string(assess.Stated), string(assess.Covered), string(assess.Conditional), string(assess.Adverse), string(assess.Opposed),
			string(assess.Gap)},
		"status":     {string(assess.Met), string(assess.NotMet), string(assess.Contradicted), string(assess.Unknown)},
		"verdict":    {string(assess.Exception), string(assess.Undetermined), string(assess.Entrustment), string(assess.ThirdParty)},
		"factor":     {"F1", "F2", "F3"},
		"actor":      {"provider", "customer", "subcontractor", "authority", "unknown"},
		"modality":   {"may", "must", "will", "must-not", "will-not", "is", "disclaims"},
		"object":     {"personal-data", "customer-data", "log", "content", "account", "unspecified"},
		"exception":  nil,
		"kind":       {"terms", "privacy", "dpa", "maintenance", "security", "confirmation"},
		"family":     {"H", "N", "S", "G", "R"},
		"changekind": {string(diff.Added), string(diff.Removed), string(diff.Edited), string(diff.Moved), string(diff.Renumbered), string(diff.Cosmetic)},
		"direction":  {string(diff.Worse), string(diff.Better), string(diff.Neutral), string(diff.Unknown)},
		"cause":      {string(diff.Vendor), string(diff.Extractor), string(diff.Lexicon), string(diff.Tool)},
		"reason": {string(diff.ByProvision), string(diff.ByNumber), string(diff.ByNegation), string(diff.ByModality), string(diff.ByActor),
			string(diff.ByException), string(diff.ByWording), string(diff.BySpace), string(diff.ByPunctuation), string(diff.ByLink), string(diff.ByMarkup),
			string(diff.ByUpdateDate), string(diff.ByNumbering), string(diff.ByRename), string(diff.BySpelling), string(diff.ByStyle), string(diff.ByCaption),
			string(diff.ByContact), string(diff.ByNavigation), string(diff.ByLayout)},
		"fault": {string(diff.Collapsed), string(diff.Doubled), string(diff.Truncated), string(diff.Switched), string(diff.Variant),
			string(diff.Unread), string(diff.OldSide), string(diff.NewSide)},
		"judged":     {string(diff.Carried), string(diff.Reopened), string(diff.FindingNew), string(diff.FindingGone)},
		"changenote": {diff.NoteUnilateral},
		"logclass":   each(changelog.Classes(), func(c changelog.Class) string { return string(c) }),
	}
	for _, k := range []find.ExceptionKind{find.LegalOrder, find.Consent, find.Emergency, find.ServiceProvision, find.Security,
		find.ProviderDiscretion, find.Subcontractor, find.Public, find.Unspecified} {
		ids["exception"] = append(ids["exception"], string(k))
	}
	ids["consequence"] = ids["verdict"]
	for lang, w := range bothWords(t) {
		for group, list := range ids {
			for _, id := range list {
				if _, ok := w[group+"."+id]; !ok {
					t.Errorf("%s: no words for %s.%s", lang, group, id)
				}
			}
		}
	}
}

// TestWordsForAnswers fails when a question has an answer that a reader would see bare.
func TestWordsForAnswers(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for lang, w := range map[string]words{"ja": japanese(), "en": english()} {
		for _, q := range lex.Questions {
			seen := map[string]string{}
			for _, value := range slices.Concat(q.Met, q.NotMet, q.Neutral) {
				word := w.answer(q.ID, value)
				if _, own := w["answer."+q.ID+"."+value]; !own && w["answer."+value] == "" {
					t.Errorf("%s: no words for the answer %q to %s", lang, value, q.ID)
				}
				if other, taken := seen[word]; taken {
					t.Errorf("%s: the answers %q and %q to %s are both called %q", lang, value, other, q.ID, word)
				}
				seen[word] = value
			}
		}
	}
}

func TestUnknownIDsShow(t *testing.T) {
	a, lex := sample(t)
	a.Actions = append(a.Actions, "new-action")
	a.Findings[0].Note = "new-note"
	a.Findings[0].Flag = "new-flag"
	a.Because = append(a.Because, "new-reason")
	a.Factors[1].For = []string{"v1:gone", "answer:gone"}
	for name, write := range formats() {
		var b strings.Builder
		if err := write(&b, a, lex); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"new-action", "new-note", "new-flag", "new-reason", "v1:gone", "answer:gone"} {
			if !strings.Contains(strings.ReplaceAll(b.String(), `\`, ""), id) {
				t.Errorf("%s: %q is not shown", name, id)
			}
		}
	}
}

// TestWordsSaidOnce fails when two lists of words have the same id: the later one would win.
func TestWordsSaidOnce(t *testing.T) {
	for lang, lists := range map[string][]words{"ja": japaneseLists(), "en": englishLists()} {
		seen := words{}
		for _, list := range lists {
			for id := range list {
				if _, twice := seen[id]; twice {
					t.Errorf("%s: %s stands in two lists of words", lang, id)
				}
				seen[id] = list[id]
			}
		}
	}
}

// TestNoRulings: the reports show clauses and consequences, they never rule on legality.
func TestNoRulings(t *testing.T) {
	for lang, w := range bothWords(t) {
		for id, s := range w {
			for _, bad := range []string{"違法", "適法", "合法", "llegal", "unlawful", "lawful", " legal "} {
				if strings.Contains(s, bad) && !strings.HasPrefix(id, "action.grasp-foreign") {
					t.Errorf("%s: %s says %q", lang, id, bad)
				}
			}
		}
	}
}

func TestUI(t *testing.T) {
	for _, c := range []struct{ lang, id, want string }{
		{"ja", "verdict.entrustment", "委託に該当するおそれ"},
		{"", "verdict.entrustment", "委託に該当するおそれ"},
		{"en", "verdict.entrustment", "Likely entrustment"},
		{"en", "action.brand-new", "brand-new"},
		{"xx", "verdict.entrustment", "entrustment"},
	} {
		if got := UI(c.lang, c.id); got != c.want {
			t.Errorf("UI(%q, %q) = %q, want %q", c.lang, c.id, got, c.want)
		}
	}
}
