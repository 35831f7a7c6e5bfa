package find

import (
	"strings"

	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// A Party is who a document calls provider or customer, where it defines the word.
type Party struct {
	Role    string // provider, customer
	Name    string // as the document calls it: 当社, Customer
	Company string // the company behind the name; "" if the definition names none
	Place
}

// companyName is a company with its legal form.
var companyName = pattern.Lazy(`(?:株式会社|合同会社|有限会社|一般社団法人|公益財団法人)[\p{Han}\p{Hiragana}\p{Katakana}ー・A-Za-z0-9&.\-]{1,30}` +
	`|[\p{Han}\p{Hiragana}\p{Katakana}ー・A-Za-z0-9&.\-]{1,30}?(?:株式会社|合同会社|有限会社)` +
	`|[A-Z][\w&.\-]*(?: [A-Z][\w&.\-]*){0,4},? (?:Inc|LLC|Ltd|Limited|GmbH|B\.V|BV|Corp|Corporation|Company|N\.V|NV)\b\.?`)

// companyTail is what follows a company's name where it stands first: 株式会社みどりが提供する.
var companyTail = pattern.Lazy(`(?:[がはのをにとへ、]|及び|または|又は|その).*$`)

// companyHead is what stands before a company's name: 当社が委託するあおば株式会社.
var companyHead = pattern.Lazy(`^.*(?:とは|である|する|した|った|[をにへ、]|[社甲乙][がは])`)

// joints are the words between names in a row.
var joints = strings.NewReplacer("及び", "、", "および", "、", "並びに", "、", "又は", "、", "または", "、")

// Companies lists the companies that a text names, each once.
func Companies(text string) []string {
	text = fold.String(text)
	if !containsAny(text, "会社", "法人", "Inc", "LLC", "Ltd", "Limited", "GmbH", "B.V", "BV", "Corp", "Company", "N.V", "NV") {
		return nil // which is nearly always so, and soon seen
	}
	var list []string
	for _, name := range companyName().FindAllString(joints.Replace(text), -1) {
		if strings.HasPrefix(name, "株式会社") || strings.HasPrefix(name, "合同会社") || strings.HasPrefix(name, "有限会社") || strings.HasPrefix(name, "一般社団法人") {
			name = companyTail().ReplaceAllString(name, "")
		}
		if strings.HasSuffix(name, "会社") {
			name = companyHead().ReplaceAllString(name, "")
		}
		if name = strings.TrimSpace(name); !contained(list, name) {
			list = append(list, name)
		}
	}
	return list
}

func contained(list []string, name string) bool {
	for _, x := range list {
		if x == name {
			return true
		}
	}
	return false
}

// parties lists the definitions of provider and customer of a document, the first of each.
func (d *doc) parties() []Party {
	var out []Party
	seen := map[string]bool{}
	for i, t := range d.Terms {
		if len(seen) == 2 {
			break
		}
		if t.Sentence < 0 || d.Sentences[t.Sentence].Role != corpus.Body {
			continue
		}
		set := d.meanings[i]
		if set.Empty() { // the name itself says who it is
			set = d.mentionedAt(t.Sentence, t.Span)
		}
		role := ""
		switch a := &d.lang.about; {
		case a.provider >= 0 && set.Has(a.provider):
			role = "provider"
		case a.customer >= 0 && set.Has(a.customer):
			role = "customer"
		}
		if role == "" || seen[role] {
			continue
		}
		p := Party{Role: role, Name: strings.TrimSpace(t.Name), Place: d.place(t.Sentence)}
		if names := Companies(t.Means.In(d.Text)); len(names) > 0 && role == "provider" {
			p.Company = names[len(names)-1]
		}
		seen[role] = true
		out = append(out, p)
	}
	return out
}
