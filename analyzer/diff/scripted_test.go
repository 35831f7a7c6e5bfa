package diff_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kiyaku/analyzer/diff"
)

// An editing makes a new version of a Japanese text by one change of which it is known what it is.
type editing struct {
	name        string
	apply       func(text string) string // "" or the text itself where it does not apply
	substantive bool
	kind        diff.Kind   // that one change must be of; "" for any
	reason      diff.Reason // that one change must have; "" for any
}

var (
	articleHead = regexp.MustCompile(`(?m)^第([0-9０-９]+)条.*$`)
	articleRef  = regexp.MustCompile(`第([0-9]+)条`)
	lawRef      = regexp.MustCompile(`(法|法律|令|規則)(」|』|）|\))?第[0-9]+条`)
	itemLine    = regexp.MustCompile(`(?m)^[ 　]*(?:[(（][0-9０-９]+[)）]|[①-⑳]|[0-9０-９]+[.．　])[^\n]{12,}。\n`)
	quantity    = regexp.MustCompile(`([^第0-9０-９.年月])([0-9]{1,3})(日|か月|ヶ月|時間|年間|円|％|回|営業日)([^0-9付])`)
	actorFirst  = regexp.MustCompile(`(?m)(^|。|　| )(当社|弊社)は(、)`)
	plainEnd    = regexp.MustCompile(`(します|できます|ません)。`)
	politeEnd   = regexp.MustCompile(`([\p{Han}]{2})します。`)
	refusal     = regexp.MustCompile(`(開示|提供|利用|使用|閲覧|保証|関与|アクセス|取得)しません。`)
)

func editings() []editing {
	return []editing{
		{"renumber", shiftArticles, false, "", diff.ByNumbering},
		{"move", moveArticle, false, diff.Moved, ""},
		{"swap actor", func(s string) string { return replaceOne(s, actorFirst, "${1}契約者は${3}") }, true, diff.Edited, diff.ByActor},
		{"add ただし", func(s string) string {
			return replaceOne(s, plainEnd, "${1}。ただし、当社が業務上必要と認めた場合は、この限りではありません。")
		}, true, diff.Added, diff.ByProvision},
		{"add exception", func(s string) string {
			return replaceOne(s, refusal, "しません。ただし、法令に基づく場合を除きます。")
		}, true, "", ""},
		{"delete item", func(s string) string { return replaceOne(s, itemLine, "") }, true, diff.Removed, diff.ByProvision},
		{"number", changeQuantity, true, diff.Edited, diff.ByNumber},
		{"negate", func(s string) string { return replaceOne(s, refusal, "${1}します。") }, true, diff.Edited, diff.ByNegation},
		{"permit", func(s string) string {
			return replaceOne(s, regexp.MustCompile(`([\p{Han}]{2})します。`), "${1}することができます。")
		}, true, diff.Edited, diff.ByModality},
		{"style", restyle, false, "", ""},
		{"punctuation", func(s string) string { return strings.ReplaceAll(s, "、", "，") }, false, diff.Cosmetic, diff.ByPunctuation},
		{"full width", fullWidth, false, "", ""},
		{"white space", func(s string) string { return strings.ReplaceAll(s, "\n", " \n") + "\n\n" }, false, "", ""},
		{"rename", renameParty, false, "", ""},
		{"rename hides", func(s string) string { return replaceOne(renameParty(s), refusal, "${1}します。") }, true, diff.Edited, diff.ByNegation},
		{"date", func(s string) string { return dated(s, "2026年11月1日改定") }, false, "", diff.ByUpdateDate},
	}
}

// replaceOne replaces the match in the middle of the text.
func replaceOne(s string, re *regexp.Regexp, with string) string {
	all := re.FindAllStringSubmatchIndex(s, -1)
	if len(all) == 0 {
		return ""
	}
	m := all[len(all)/2]
	return s[:m[0]] + string(re.ExpandString(nil, with, s, m)) + s[m[1]:]
}

// shiftArticles puts an article number that is not used before the second article: all later ones, and the references to
// them, go up by one. References to laws stay.
func shiftArticles(s string) string {
	heads := articleHead.FindAllStringSubmatchIndex(s, -1)
	if len(heads) < 4 {
		return ""
	}
	from := heads[1][2]
	first, err := strconv.Atoi(s[from:heads[1][3]])
	if err != nil {
		return ""
	}
	laws := lawRef.FindAllStringIndex(s, -1)
	var b strings.Builder
	at := 0
	for _, m := range articleRef.FindAllStringSubmatchIndex(s, -1) {
		n, err := strconv.Atoi(s[m[2]:m[3]])
		if err != nil || n < first || slices.ContainsFunc(laws, func(l []int) bool { return l[0] <= m[0] && m[1] <= l[1] }) {
			continue
		}
		b.WriteString(s[at:m[2]])
		b.WriteString(strconv.Itoa(n + 1))
		at = m[3]
	}
	return b.String() + s[at:]
}

// moveArticle puts the third article behind the last.
func moveArticle(s string) string {
	heads := articleHead.FindAllStringIndex(s, -1)
	if len(heads) < 5 {
		return ""
	}
	last := len(heads) - 1
	block := s[heads[2][0]:heads[3][0]]
	rest := s[:heads[2][0]] + s[heads[3][0]:heads[last][0]]
	return rest + block + s[heads[last][0]:]
}

func changeQuantity(s string) string {
	all := quantity.FindAllStringSubmatchIndex(s, -1)
	if len(all) == 0 {
		return ""
	}
	m := all[len(all)/2]
	n, err := strconv.Atoi(s[m[4]:m[5]])
	if err != nil {
		return ""
	}
	return s[:m[4]] + strconv.Itoa(n*3) + s[m[5]:]
}

// restyle writes the same in another way.
func restyle(s string) string {
	s = politeEnd.ReplaceAllStringFunc(s, func(end string) string {
		if strings.ContainsAny(end, "致指") {
			return end // 送信致します, 目指します: no verbal noun
		}
		return strings.Replace(end, "します", "いたします", 1)
	})
	return strings.NewReplacer("することができます。", "することができるものとします。", "または", "又は", "および", "及び", "あらかじめ", "予め",
		"すべて", "全て", "もしくは", "若しくは", "ならびに", "並びに", "取り扱い", "取扱い", "ユーザー", "ユーザ",
		"サーバー", "サーバ").Replace(s)
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r + 0xFEE0
		}
		return r
	}, s)
}

func renameParty(s string) string {
	switch {
	case strings.Count(s, "当社") >= 3 && !strings.Contains(s, "弊社"):
		return strings.ReplaceAll(s, "当社", "弊社")
	case strings.Count(s, "弊社") >= 3 && !strings.Contains(s, "当社"):
		return strings.ReplaceAll(s, "弊社", "当社")
	}
	return ""
}

func dated(s, line string) string {
	if head, rest, ok := strings.Cut(s, "\n"); ok {
		return head + "\n" + line + "\n" + rest
	}
	return ""
}

// verdict tells what is wrong with a report on an editing; "" if nothing is.
func (e editing) verdict(r *diff.Report) string {
	if r.Substantive != e.substantive {
		return fmt.Sprintf("substantive = %v, want %v", r.Substantive, e.substantive)
	}
	if e.kind == "" && e.reason == "" {
		return ""
	}
	for _, c := range r.Changes {
		if (e.kind == "" || c.Kind == e.kind) && (e.reason == "" || slices.Contains(c.Reasons, e.reason)) && c.Substantive == e.substantive {
			return ""
		}
	}
	return fmt.Sprintf("no change is %s [%s] with substantive = %v", e.kind, e.reason, e.substantive)
}

// japaneseTexts gives the Japanese texts of the labelled documents by name, or those of the folder that
// KIYAKU_DIFF_TEXTS names.
func japaneseTexts(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	if dir := os.Getenv("KIYAKU_DIFF_TEXTS"); dir != "" {
		paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no texts in %s: %v", dir, err)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out[filepath.Base(path)] = string(b)
		}
		return out
	}
	paths, err := filepath.Glob("../../testdata/terms/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no labelled documents: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".txt") && strings.Contains(string(f.Data), "。") {
				out[strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+f.Name] = string(f.Data)
			}
		}
	}
	return out
}

func TestScriptedEdits(t *testing.T) {
	texts := japaneseTexts(t)
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	pairs, right := map[string]int{}, map[string]int{}
	total := 0
	for _, name := range names {
		text := texts[name]
		for _, e := range editings() {
			edited := e.apply(text)
			if edited == "" || edited == text {
				continue
			}
			pairs[e.name]++
			total++
			r := compared(t, "terms.txt", text, edited)
			if wrong := e.verdict(r); wrong != "" {
				t.Errorf("%s, %s: %s%s", name, e.name, wrong, summary(r))
				continue
			}
			right[e.name]++
		}
	}
	for _, e := range editings() {
		t.Logf("%-14s %3d of %3d", e.name, right[e.name], pairs[e.name])
		if pairs[e.name] == 0 {
			t.Errorf("%s applies to no text", e.name)
		}
	}
	if total < 40 {
		t.Errorf("only %d pairs", total)
	}
}

// summary shows some changes of a report, those in substance first.
func summary(r *diff.Report) string {
	var b strings.Builder
	if f := r.Documents[0].Fault; f != nil {
		fmt.Fprintf(&b, "\n  fault %+v", *f)
	}
	changes := slices.Clone(r.Changes)
	slices.SortStableFunc(changes, func(a, b diff.Change) int {
		return strings.Compare(fmt.Sprint(b.Substantive), fmt.Sprint(a.Substantive))
	})
	for i, c := range changes {
		if i == 6 {
			fmt.Fprintf(&b, "\n  … %d changes", len(r.Changes))
			break
		}
		fmt.Fprintf(&b, "\n  %s %v substantive=%v +%v -%v ", c.Kind, c.Reasons, c.Substantive, c.FlagsAdded, c.FlagsRemoved)
		for _, w := range c.Words {
			text := w.Text
			if len(text) > 90 {
				text = text[:30] + "…" + text[len(text)-30:]
			}
			fmt.Fprintf(&b, "%s", map[diff.Op]string{diff.Equal: text, diff.Delete: "[-" + text + "-]", diff.Insert: "{+" + text + "+}"}[w.Op])
		}
	}
	return b.String()
}
