package find

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

// Changes of a Japanese document that change its looks or its order, but not what it says.
var harmless = []struct {
	name   string
	change func(string) string
}{
	{"full-width digits and letters", func(s string) string { return widen.Replace(s) }},
	{"look-alike characters", strings.NewReplacer("用", "⽤", "人", "⼈", "又", "⼜", "日", "⽇", "入", "⼊", "二", "⼆", "自", "⾃").Replace},
	{"half-width kana", strings.NewReplacer("データ", "ﾃﾞｰﾀ", "サービス", "ｻｰﾋﾞｽ", "アクセス", "ｱｸｾｽ").Replace},
	{"articles numbered from 11", func(s string) string { return article.ReplaceAllString(s, "第1$1条") }},
	{"western punctuation", strings.NewReplacer("、", "，", "。", "．").Replace},
	{"the last article first", moveLast},
}

// Changes that turn what the provider may do into something else.
var turning = []struct {
	name   string
	change func(string) string
}{
	{"the customer acts", strings.NewReplacer("当社", "契約者", "弊社", "契約者", "契約者", "当社", "お客様", "当社", "利用者", "当社").Replace},
	{"the act is denied", strings.NewReplacer("することができます", "しません", "することができる", "しない", "することがあります", "しません", "します", "しません", "できます", "できません", "あります", "ありません").Replace},
}

var (
	article = regexp.MustCompile(`第([0-9])条`)
	widen   = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", "A", "Ａ", "I", "Ｉ", "D", "Ｄ")
)

// moveLast puts the last article of the last chapter before the first.
func moveLast(s string) string {
	at := regexp.MustCompile(`(?m)^第[0-9]+条`).FindAllStringIndex(s, -1)
	if len(at) < 3 || strings.Contains(s, "第1章") {
		return s
	}
	last := s[at[len(at)-1][0]:]
	return s[:at[1][0]] + strings.TrimRight(last, "\n") + "\n\n" + s[at[1][0]:at[len(at)-1][0]]
}

func TestMetamorphic(t *testing.T) {
	f := builtinFinder(t)
	paths, err := filepath.Glob("../../testdata/terms/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			if text := string(file.Data); file.Name != "expect.toml" && strings.Contains(text, "当社") {
				t.Run(filepath.Base(path)+"/"+file.Name, func(t *testing.T) { f.checkChanges(t, file.Name, text) })
			}
		}
	}
}

func (f *Finder) checkChanges(t *testing.T, name, text string) {
	kind := corpus.Kind(strings.TrimSuffix(name, filepath.Ext(name)))
	want := f.flagsOf(text, kind)
	for _, c := range harmless {
		if got := f.flagsOf(c.change(text), kind); !slices.Equal(got, want) {
			t.Errorf("%s: flags %v, want %v", c.name, got, want)
		}
	}
	for _, c := range turning {
		for _, x := range f.handling(text, kind) {
			sentence := strings.TrimSpace(x.Quote)
			changed := c.change(sentence)
			if changed == sentence || !strings.HasPrefix(strings.TrimLeft(sentence, "0123456789 　.（()）"), "当社は") || containsAny(sentence, "し、", "ことなく", "ことに") {
				continue // what is said of several acts, or of no party, does not simply turn round
			}
			for _, y := range f.handling(changed, kind) {
				if y.Flag == x.Flag && !y.Debatable {
					t.Errorf("%s: %s is still raised on %s", c.name, y.Flag, changed)
				}
			}
		}
	}
}

// flagsOf lists the flags of a text, sorted, each as often as it is raised.
func (f *Finder) flagsOf(text string, kind corpus.Kind) []string {
	var flags []string
	for _, x := range f.in(text, kind) {
		flags = append(flags, x.Flag)
	}
	slices.Sort(flags)
	return flags
}

// handling lists the findings of family H in a text.
func (f *Finder) handling(text string, kind corpus.Kind) []Finding {
	return slices.DeleteFunc(f.in(text, kind), func(x Finding) bool { return f.lex.Flag(x.Flag).Family != "H" })
}

func (f *Finder) in(text string, kind corpus.Kind) []Finding {
	doc := plainDocument(text, corpus.Japanese, kind)
	return f.Find([]Doc{{doc, clause.Split(doc)}})
}
