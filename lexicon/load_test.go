package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
)

// builtinModel is the least set of files that a lexicon needs besides rules.
func builtinModel(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"flags.toml", "factors.toml", "authorities.toml", "questions.toml"} {
		data, err := builtin.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

const goodRule = `[concept.look]
words = ["閲覧"]
[[rule]]
id = "look"
flag = "provider-access"
why = "the provider looks"
action = ["@look"]
hit = [{ text = "一" }, { text = "二" }, { text = "三" }]
miss = [{ text = "四", why = "no" }, { text = "五", why = "no" }]
`

func TestLoadTellsEveryProblemWithItsLine(t *testing.T) {
	for _, c := range []struct{ name, rules, want string }{
		{"unknown flag", strings.Replace(goodRule, "provider-access", "peeking", 1), `ja/a.toml:3: rule "look": unknown flag "peeking"`},
		{"unknown key", strings.Replace(goodRule, "action", "acts", 1), `ja/a.toml:7: unknown key rule.acts`},
		{"unknown concept", strings.Replace(goodRule, `["@look"]`, `["@see"]`, 1), `ja/a.toml:3: no concept "see"`},
		{"unknown concept of ends", goodRule + "serving = [\"@see\"]\n", `ja/a.toml:3: no concept "see"`},
		{"unknown modality", goodRule + "modality = [\"might\"]\n", `modality: "might" is none of may, must`},
		{"too few examples", strings.Replace(goodRule, `, { text = "三" }`, "", 1), "has 2 hits and 2 misses, needs 3 and 2"},
		{"no reason for a miss", strings.Replace(goodRule, `"五", why = "no"`, `"五"`, 1), "says no why"},
		{"mark elsewhere", strings.Replace(goodRule, `{ text = "一" }`, `{ text = "一", mark = "九" }`, 1), `mark "九" is not in its text`},
		{"same id twice", goodRule + goodRule[strings.Index(goodRule, "[[rule]]"):], `rule "look": a rule with this id stands above`},
		{"fires on everything", strings.Replace(goodRule, "action = [\"@look\"]\n", "", 1), "it would fire on everything"},
		{"half a compound", strings.Replace(goodRule, `words = ["閲覧"]`, `words = ["閲覧"]`+"\n"+`first = ["代理"]`, 1), `ja/a.toml:1: concept "look": first and second belong together`},
		{"empty concept", strings.Replace(goodRule, `["閲覧"]`, "[]", 1), `ja/a.toml:1: concept "look" has no words`},
		{"broken TOML", goodRule + "[[rule]\n", "ja/a.toml:10:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := builtinModel(t)
			files["ja/a.toml"] = &fstest.MapFile{Data: []byte(c.rules)}
			_, err := Load(files)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Load() = %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestConceptsTakeInCompounds(t *testing.T) {
	files := builtinModel(t)
	files["ja/a.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(goodRule, `words = ["閲覧"]`,
		`words = ["閲覧"]`+"\n"+`first = ["保守用", "管理用"]`+"\n"+`second = ["ID", "鍵"]`, 1))}
	lex, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(lex.Language("ja").concept("look").Words, " "), "閲覧 保守用ID 保守用鍵 管理用ID 管理用鍵"; got != want {
		t.Errorf("words of the concept = %q, want %q", got, want)
	}
}

func TestOverlaysAddAndReplace(t *testing.T) {
	files := builtinModel(t)
	files["ja/a.toml"] = &fstest.MapFile{Data: []byte(goodRule)}
	own := fstest.MapFS{"ja/own.toml": {Data: []byte(strings.NewReplacer("the provider looks", "our reading", "閲覧", "拝見").Replace(goodRule))}}
	lex, err := Load(files, Overlay{"own", own})
	if err != nil {
		t.Fatal(err)
	}
	ja := lex.Language("ja")
	if len(ja.Rules) != 1 || ja.Rules[0].Why != "our reading" || ja.Rules[0].File != "own/ja/own.toml" {
		t.Errorf("rules = %+v, want the overlay's in the place of the built-in one", ja.Rules)
	}
	if got := strings.Join(ja.concept("look").Words, " "); got != "閲覧 拝見" {
		t.Errorf("words of the concept = %q, want both", got)
	}
	plain, err := Load(files)
	if err != nil || plain.Version == lex.Version {
		t.Errorf("version %s with and without overlay (%v)", lex.Version, err)
	}
}

// Whatever a rule file holds, loading gives a lexicon or an error.
func FuzzLoadRules(f *testing.F) {
	for _, s := range []string{"", goodRule, "[concept.a]\nwords=['@a']", "[[rule]]\nwith=[[],['x']]", "[concept.\"\"]", "\xff"} {
		f.Add([]byte(s))
	}
	files := builtinModel(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		files["ja/a.toml"] = &fstest.MapFile{Data: data}
		if lex, err := Load(files); lex == nil && err == nil {
			t.Fatal("neither a lexicon nor an error")
		}
	})
}
