package find

import (
	"slices"
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// stands are words that mean the provider in a document that calls nobody else so: 事業者は、保護者が入力した文章を…. Elsewhere
// they are customers, or others.
var stands = []string{"事業者", "指定管理者", "委託業者", "受託業者", "保守業者", "サービス事業者", "管理会社"}

// standIns adds to names who is meant by the words that the document uses for its parties without defining them: by custom
// 甲 is who orders and 乙 who works.
func (d *doc) standIns(names frame.Names) {
	a := &d.lang.about
	if d.Document.Lang != corpus.Japanese || a.provider < 0 || a.customer < 0 {
		return
	}
	var provider, customer frame.Set
	provider.Add(a.provider)
	customer.Add(a.customer)
	known := func(name string, concept int) bool {
		set, ok := names[name]
		return ok && set.Has(concept)
	}
	_, first := names["甲"]
	_, second := names["乙"]
	switch {
	case !first && !second:
		names["甲"], names["乙"] = customer, provider
	case !second && known("甲", a.provider):
		names["乙"] = customer
	case !second && known("甲", a.customer):
		names["乙"] = provider
	case !first && known("乙", a.provider):
		names["甲"] = customer
	case !first && known("乙", a.customer):
		names["甲"] = provider
	}
	if d.namesProvider(names) {
		return
	}
	for _, w := range stands {
		if _, defined := names[w]; !defined && d.saysAlone(w, "は", "が", "の", "に") {
			names[w] = provider
			return
		}
	}
}

// using are words that make the customer's name of one for the provider: 利用事業者.
var using = []string{"利用", "導入", "契約", "加入", "加盟", "登録", "参加", "参画", "会員", "顧客", "申込", "申込み", "個人情報取扱"}

// saysAlone reports whether the document says word before one of the particles, other than in the customer's name.
func (d *doc) saysAlone(word string, particles ...string) bool {
	for from := 0; ; {
		at := strings.Index(d.Text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		from = at + len(word)
		if slices.ContainsFunc(using, func(w string) bool { return strings.HasSuffix(d.Text[:at], w) }) {
			continue
		}
		if slices.ContainsFunc(particles, func(p string) bool { return strings.HasPrefix(d.Text[from:], p) }) {
			return true
		}
	}
}

// namesProvider reports whether a word of the document means the provider wherever it stands, or one was defined so.
func (d *doc) namesProvider(names frame.Names) bool {
	a := &d.lang.about
	for name, set := range names {
		if set.Has(a.provider) && (name != "乙" && name != "甲" || containsAny(d.Text, name)) {
			return true
		}
	}
	for i := range d.tokens {
		if set := d.words(i); set.Has(a.provider) {
			return true
		}
	}
	return false
}
