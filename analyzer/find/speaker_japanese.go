package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// spokenOf is in how many sentences a word of its own for the provider must be the topic for a document to be taken at its word.
const spokenOf = 3

// answersFor are words of what only the provider of a service says of itself.
var answersFor = []string{"責任を負", "個人情報を取得", "個人情報を収集", "個人情報を利用", "個人情報を第三者", "個人情報の適切な", "規約を変更", "本サービスを停止", "ポリシーを変更",
	"本サービスの提供を", "提供を停止", "個人情報を以下", "保証しません", "保証しない", "保証いたしません", "利用目的を変更"}

// selfNamed adds to names the provider of a Japanese document that speaks of itself by its own name (BIWは、…) or by a word that
// means somebody else elsewhere (管理者は、…), and that has no other word for it: what most often is the topic of what only a
// provider says.
func (d *doc) selfNamed(names frame.Names) {
	a := &d.lang.about
	if d.Document.Lang != corpus.Japanese || a.provider < 0 || a.customer < 0 {
		return
	}
	spoken, count, answers := 0, map[string]int{}, map[string]bool{}
	for i := range d.Sentences {
		name, run := topicName(d.tokens[i])
		if name == "" {
			continue
		}
		set, defined := names[name]
		if !defined {
			set = d.concepts(run)
		}
		if set.Has(a.provider) {
			if spoken++; spoken >= spokenOf {
				return
			}
			continue
		}
		if !d.mayBeProvider(name, &set, defined) {
			continue
		}
		count[name]++
		if text := fold.String(d.Sentences[i].Body.In(d.Text)); containsAny(text, answersFor...) {
			answers[name] = true
		}
	}
	best := ""
	for name, n := range count {
		if answers[name] && (best == "" || n > count[best] || n == count[best] && name < best) {
			best = name
		}
	}
	if best == "" || count[best] < spokenOf || count[best] <= 2*spoken {
		return
	}
	var provider frame.Set
	provider.Add(a.provider)
	names[best] = provider
}

// mayBeProvider reports whether a topic may name the provider: neither data nor a text nor those who use the service.
func (d *doc) mayBeProvider(name string, set *frame.Set, defined bool) bool {
	a := &d.lang.about
	if a.anything >= 0 && set.Has(a.anything) || product(name) || defined && set.Has(a.customer) && name != "管理者" && name != "事業者" {
		return false
	}
	if set.Has(a.customer) || a.thirdParty >= 0 && set.Has(a.thirdParty) {
		return name == "管理者" || name == "事業者"
	}
	return !slices.ContainsFunc([]string{"本", "当", "前", "各", "上記", "この", "その", "第"}, func(w string) bool { return strings.HasPrefix(name, w) }) && !endsInPerson(name)
}

// topicName gives the noun that is the topic at the head of a sentence, with its tokens: 弥生 of また、弥生は、…; "" if there is none.
func topicName(t []token.Token) (string, []token.Token) {
	i := 0
	if len(t) > 3 && t[0].POS == token.Number && t[1].Surface == "項" {
		i = 3 // 1項.管理者は
	}
	for i < len(t) && (t[i].POS == token.Symbol || t[i].POS == token.Number || t[i].POS == token.Conjunction) {
		i++
	}
	from := i
	var b strings.Builder
	for i < len(t) && i-from < 6 && (t[i].POS == token.Noun || t[i].POS == token.VerbalNoun || t[i].POS == token.Suffix || t[i].POS == token.Word || t[i].POS == token.Other || t[i].POS == token.Prefix) {
		b.WriteString(t[i].Surface)
		i++
	}
	if i == from || i >= len(t) || t[i].Surface != "は" || t[i].POS != token.Particle {
		return "", nil
	}
	return b.String(), t[from:i]
}
