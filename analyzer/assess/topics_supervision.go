package assess

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// warning tells what the documents lack of what terms should carry by the warning of 2024-12-17: safety measures, and a
// way to grasp the handling. A 覚書 must add it.
func (s *survey) warning() []Point {
	if s.Verdict == Exception || !slices.ContainsFunc(s.in.Documents, func(d Document) bool { return d.Tree != nil && len(d.Tree.Sentences) > 0 }) {
		return nil
	}
	return []Point{
		found("safety-measures", s.flagged("safety-measures")),
		found("access-control", s.flagged("access-control", "authentication")),
		found("intrusion-prevention", s.flagged("intrusion-prevention", "encryption")),
		found("grasp-handling", s.flagged("audit-report")),
		found("breach-notification", s.flagged("breach-notification")),
		found("return-deletion", s.flagged("return-deletion")),
	}
}

var (
	technical      = pattern.Lazy(`(?i)techni|技術的`)
	organisational = pattern.Lazy(`(?i)organi[sz]a|組織的|人的`)
)

// processorAgreement sorts a data processing agreement by the six topics of a Dutch bewerkersovereenkomst, whose
// successor is Art. 28 GDPR.
func (s *survey) processorAgreement() []Point {
	if !slices.ContainsFunc(s.in.Documents, func(d Document) bool {
		return d.Document != nil && (d.Kind == corpus.DPA || d.Lang == corpus.Dutch && d.Kind != corpus.Privacy)
	}) {
		return nil
	}
	return []Point{
		found("purposes", s.flagged("purpose-limitation")),
		s.measures("technical", technical, "encryption", "access-control", "authentication", "intrusion-prevention", "acquisition-prevention"),
		s.measures("organisational", organisational, "personnel", "certification"),
		found("secrecy", s.flagged("confidentiality")),
		found("access-deletion", s.flagged("data-subject-rights", "return-deletion")),
		found("audit", s.flagged("audit-report")),
	}
}

// measures answers a point on safety measures by single measures, or by a general clause that names this kind; a clause
// that names none leaves the detail open.
func (s *survey) measures(id string, named func() *regexp.Regexp, flags ...string) Point {
	general := s.flagged("safety-measures")
	ofKind := slices.DeleteFunc(slices.Clone(general), func(e Evidence) bool { return !named().MatchString(e.Quote) })
	if p := found(id, s.merge(s.flagged(flags...), ofKind)); p.Status != Gap {
		return p
	}
	if len(general) > 0 {
		return Point{ID: id, Status: Conditional, Evidence: general, Missing: []string{"detail"}}
	}
	return Point{ID: id, Status: Gap}
}

// reports are the papers of third parties by which a provider can be checked (legal model, §7).
var reports = []struct {
	id   string
	name func() *regexp.Regexp
}{
	{"soc", pattern.Lazy(`(?i)\bSOC\s*-?\s*[123]\b|SOC\s?報告書|\bSOC reports?|SSAE|ISAE\s?3402`)},
	{"iso-27001", pattern.Lazy(`27001`)},
	{"iso-27017", pattern.Lazy(`27017`)},
	{"ismap", pattern.Lazy(`(?i)ISMAP`)},
	{"other", pattern.Lazy(`(?i)27018|27701|プライバシーマーク|Pマーク|PCI[ -]?DSS|NEN\s?7510|CSA STAR|FedRAMP|C5\b`)},
}

// verification tells by which papers the provider can be checked, and whether responsibility is shared.
func (s *survey) verification() []Point {
	shared, also := s.seen(Verification, "shared-responsibility")
	shared = s.merge(shared, also)
	papers := s.flagged("certification")
	if len(shared)+len(papers) == 0 {
		return nil
	}
	var out []Point
	if len(shared) > 0 {
		out = append(out, Point{ID: "shared-responsibility", Status: Stated, Evidence: s.merge(shared, s.flagged("customer-responsibility"))})
	}
	for _, r := range reports {
		var value []string
		named := slices.DeleteFunc(slices.Clone(papers), func(e Evidence) bool {
			text := fold.String(e.Quote)
			value = append(value, r.name().FindAllString(text, -1)...)
			return !r.name().MatchString(text)
		})
		p := found(r.id, named)
		if r.id == "other" {
			if p.Status == Gap {
				continue
			}
			slices.Sort(value)
			p.Value = strings.Join(slices.Compact(value), ", ")
		}
		out = append(out, p)
	}
	return out
}

// governmentAccess tells which of the three questions on demands of governments the documents answer (legal model, §7).
// They are put where a government abroad may ask.
func (s *survey) governmentAccess() []Point {
	foreign := slices.ContainsFunc(s.in.Documents, func(d Document) bool { return d.Document != nil && d.Lang != corpus.Japanese })
	asked := s.flagged("government-challenge", "government-notice", "transparency-report", "cross-border")
	if len(asked) == 0 && !(foreign && len(s.flagged("legal-disclosure")) > 0) {
		return nil
	}
	return []Point{
		found("challenge", s.flagged("government-challenge")),
		found("notice", s.flagged("government-notice")),
		found("transparency", s.flagged("transparency-report")),
	}
}

// capPeriod is the period whose fees are the cap.
var capPeriod = pattern.Lazy(`(?i)[0-9一二三四五六七八九十]+\s?(?:[かヶヵカケ]|箇)月(?:間|分)?|[0-9一二三四五六七八九十]+年(?:間|分)|` +
	`\b(?:[0-9]+|one|two|three|six|twelve|drie|zes|twaalf|één|een)\b\s*(?:\([0-9]+\)\s*)?(?:months?|maanden|maand|years?|jaar)\b|[0-9][0-9,.]*\s?(?:円|万円|億円)|(?:USD|US\$|\$|€|EUR|£)\s?[0-9][0-9,.]*`)

// recourse tells that liability is capped, at what, and whether the cap falls away for grave fault: recourse against the
// provider often fails (legal model, §7).
func (s *survey) recourse() []Point {
	caps := s.flagged("liability-cap")
	if len(caps) == 0 {
		return nil
	}
	limit := Point{ID: "cap", Status: Adverse, Evidence: slices.Clone(caps)}
	for i, e := range caps {
		if at := capPeriod().FindString(fold.String(e.Quote)); at != "" {
			limit.Value = at
			limit.Evidence = slices.Concat(caps[i:i+1], caps[:i], caps[i+1:]) // the clause with the period first
			break
		}
	}
	out := []Point{limit}
	if disclaimed := s.flagged("liability-disclaimer"); len(disclaimed) > 0 {
		out = append(out, Point{ID: "disclaimer", Status: Adverse, Evidence: disclaimed})
	}
	yes, no := s.seen(Recourse, "serious-fault")
	near := slices.DeleteFunc(s.merge(yes, no), func(e Evidence) bool {
		return !spares(e.Quote) || !slices.ContainsFunc(caps, func(c Evidence) bool { return c.Document == e.Document && article(c.Citation) == article(e.Citation) })
	})
	held := slices.DeleteFunc(slices.Clone(caps), func(e Evidence) bool { return !grave().MatchString(fold.String(e.Quote)) || spares(e.Quote) })
	return append(out, s.twoSided("serious-fault", near, held))
}

var (
	grave = pattern.Lazy(`(?i)故意|重過失|重大な過失|gross negligence|wil+ful|opzet|grove schuld|bewuste roekeloosheid`)
	spare = pattern.Lazy(`(?i)(?:故意|重過失|重大な過失)[^。]{0,40}(?:を除|除く|除き|限りで|この限り|適用しな|適用しま|適用され|適用はあ|適用がな|及ばな)|` +
		`(?:except|not apply|nothing|(?:shall|does|do|will) not (?:limit|exclude)|other than|excluding|save for)[^.]*(?:gross negligence|wil+ful|fraud)|(?:gross negligence|wil+ful|fraud)[^.]*(?:not apply|not be limited|are excluded)|` +
		`opzet|grove schuld|bewuste roekeloosheid|grove nalatigheid`)
	evenThen = pattern.Lazy(`(?:故意|重過失|重大な過失)[^。]{0,20}(?:場合|とき|よる)[^。]{0,20}(?:のみ|に限り|であっても|でも)`)
)

// spares reports whether a provision lets a cap or disclaimer fall away for intent or gross negligence, and does not just
// speak of them: a cap on what is owed for gross negligence holds even then.
func spares(quote string) bool {
	text := fold.String(quote)
	return spare().MatchString(text) && !evenThen().MatchString(text)
}

// article is the part of a citation that names the article: 第15条 of 第15条第2項, §7 of §7.2.
func article(citation string) string {
	if i := strings.Index(citation, "条"); i >= 0 {
		return citation[:i]
	}
	head, _, _ := strings.Cut(citation, ".")
	return head
}

// chain tells the roles: who is 委託元, 委託先 and 再委託先, and which of them are abroad (legal model, §7).
func (s *survey) chain() []Point {
	sub := s.flagged("subcontracting")
	abroad := s.flagged("cross-border")
	if len(sub)+len(abroad) == 0 {
		return nil
	}
	out := []Point{s.role("principal", "customer"), s.role("processor", "provider")}
	own := out[1].Value
	out = slices.DeleteFunc(out, func(p Point) bool { return len(p.Evidence) == 0 }) // an end that no document names
	var names, places []string
	inQuote := map[string][]string{} // names by quote
	for _, e := range s.merge(sub, abroad) {
		if _, ok := inQuote[e.Quote]; !ok {
			inQuote[e.Quote] = named(e.Quote)
		}
		for _, n := range inQuote[e.Quote] {
			if !slices.Contains(names, n) && !strings.Contains(own, n) && !s.titled(n) {
				names = append(names, n)
			}
		}
		for _, c := range countries(e.Quote) {
			if !slices.Contains(places, c) {
				places = append(places, c)
			}
		}
	}
	if len(names) > 0 {
		out = append(out, Point{ID: "subprocessor", Status: Stated, Value: strings.Join(names, ", "),
			Evidence: slices.DeleteFunc(s.merge(sub, abroad), func(e Evidence) bool { return len(inQuote[e.Quote]) == 0 })})
	}
	if unnamed := slices.DeleteFunc(s.merge(sub), func(e Evidence) bool { return len(inQuote[e.Quote]) > 0 }); len(unnamed) > 0 {
		out = append(out, Point{ID: "unnamed", Status: Gap, Evidence: unnamed})
	}
	if len(abroad) > 0 {
		p := Point{ID: "abroad", Status: Adverse, Evidence: abroad, Value: strings.Join(places, ", ")}
		if s.Verdict == Exception {
			p.Status = Stated // Q&A 12-3: no provision, so none abroad
		}
		out = append(out, p)
	}
	return out
}

// titled reports whether a name stands in the title of a document: it is the provider's own.
func (s *survey) titled(name string) bool {
	return slices.ContainsFunc(s.in.Documents, func(d Document) bool {
		return d.Document != nil && strings.Contains(strings.ToLower(fold.String(d.Title)), strings.ToLower(name))
	})
}

// pronouns name nobody to a reader of the report.
var pronouns = pattern.Lazy(`(?i)^(?:we|us|our|you|your|wij|we|u|uw)$`)

// role names one end of the chain as the documents do.
func (s *survey) role(id, role string) Point {
	p := Point{ID: id, Status: Stated}
	for _, x := range s.in.Parties {
		if x.Role != role || p.Value != "" && (x.Company == "" || strings.Contains(p.Value, x.Company) || id == "principal") {
			continue
		}
		if p.Value = x.Name; pronouns().MatchString(x.Name) {
			p.Value = ""
		}
		if x.Company != "" {
			p.Value = x.Company + " (" + x.Name + ")"
		}
		p.Evidence = []Evidence{{Place: x.Place}}
		if x.Company != "" {
			break
		}
	}
	return p
}

// clouds are providers of infrastructure that documents name without their legal form.
var clouds = sync.OnceValue(func() names {
	return namesOf("Amazon Web Services|AWS|Google Cloud Platform|Google Cloud|GCP|Microsoft Azure|Azure|Tencent Cloud|Alibaba Cloud|Oracle Cloud|" +
		"IBM Cloud|さくらのクラウド|Salesforce|Snowflake|OpenAI|Anthropic|Heroku|Cloudflare|アマゾンウェブサービス")
})

// named lists the companies and clouds that a provision names.
func named(quote string) []string {
	list := find.Companies(quote)
	for _, c := range clouds().in(fold.String(quote)) {
		if !slices.ContainsFunc(list, func(x string) bool { return strings.Contains(x, c) }) {
			list = append(list, c)
		}
	}
	return list
}

var countryNames = sync.OnceValue(func() names {
	return namesOf("アメリカ合衆国|アメリカ|米国|中華人民共和国|中国|シンガポール|アイルランド|ドイツ|オランダ|フランス|ベルギー|英国|イギリス|インドネシア|インド|ベトナム|フィリピン|" +
		"大韓民国|韓国|台湾|香港|オーストラリア|カナダ|タイ王国|マレーシア|スイス|EU域内|欧州連合|欧州経済領域|EEA|" +
		"United States of America|United States|USA|U.S.|US|People's Republic of China|China|Singapore|Ireland|Germany|Netherlands|France|Belgium|" +
		"United Kingdom|UK|India|Vietnam|Philippines|Korea|Taiwan|Hong Kong|Australia|Canada|Switzerland|European Economic Area|European Union|Japan|" +
		"Verenigde Staten|Ierland|Duitsland|Frankrijk|Verenigd Koninkrijk|Europese Economische Ruimte|EER|Europese Unie|Zwitserland")
})

// countries lists the countries that a provision names, in its words.
func countries(quote string) []string {
	text := strings.ReplaceAll(fold.String(quote), "中国地方", "")
	return countryNames().in(text)
}
