package find

import (
	"cmp"
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// others pairs the names that contracts give their parties.
var others = map[string]string{"甲": "乙", "乙": "甲"}

// role gives the concept of the party that 甲 or 乙, or the short name of one of two companies, stands for: by what its
// definition says that it does, or else by what the whole document has the two do. Between two companies of which nothing
// tells, 甲 orders and 乙 works, by custom. It is -1 if neither is known.
func (d *doc) role(t clause.Term, means string) int {
	a := &d.lang.about
	other := d.otherParty(t, means)
	if other == "" || a.provider < 0 || a.customer < 0 {
		return -1
	}
	switch {
	case containsAny(means, "を提供する", "を運営する", "サービス提供者", "受託者", "受注者"):
		return a.provider
	case containsAny(means, "を利用する", "を導入する", "委託者", "発注者", "利用者", "契約者", "申込者", "利用企業"):
		return a.customer
	}
	if role := d.weighed(t.Name, other); role >= 0 {
		return role
	}
	if others[t.Name] == "" || !company(means) || !d.companyCalled(other) {
		return -1
	}
	if t.Name == "乙" {
		return a.provider
	}
	return a.customer
}

// otherParty gives the name of the party beside the one called t: 乙 for 甲, or that of the other company of the sentence; ""
// if there is none.
func (d *doc) otherParty(t clause.Term, means string) string {
	if other := others[t.Name]; other != "" || !company(means) || endsInPerson(t.Name) {
		return other
	}
	return d.besideInSentence(t, func(o clause.Term) bool {
		return company(fold.String(o.Means.In(d.Text))) && !endsInPerson(o.Name)
	})
}

// besideInSentence gives the one other name that the sentence of t defines for something that fits; "" if there is none, or
// several.
func (d *doc) besideInSentence(t clause.Term, fits func(clause.Term) bool) string {
	other := ""
	first, _ := slices.BinarySearchFunc(d.Terms, t.Sentence, func(o clause.Term, sentence int) int { return cmp.Compare(o.Sentence, sentence) })
	for _, o := range d.Terms[first:] {
		if o.Sentence != t.Sentence {
			break
		}
		if o.Name != t.Name && o.Means != t.Means && fits(o) {
			if other != "" {
				return ""
			}
			other = o.Name
		}
	}
	return other
}

// A workSign is a wording that makes X the provider and Y its customer, with its weight.
type workSign struct {
	words  string
	weight int
}

var workSigns = map[corpus.Lang][]workSign{
	corpus.Japanese: {
		{"Xが提供する", 3}, {"Xの提供する", 3}, {"Xが運営する", 3}, {"Xの運営する", 3}, {"Xが開発した", 3}, {"Xのサービス", 2}, {"Xが別途定める料金", 2},
		{"XはYから", 1}, {"Xは、Yから", 1}, {"Yから委託", 3}, {"Yより委託", 3}, {"Yから取扱いを委託", 3}, {"Yより取扱いを委託", 3}, {"Yから預", 3}, {"Yより預", 3},
		{"Yの委託", 3}, {"YはXに委託", 3}, {"Yは、Xに委託", 3}, {"YがXに委託", 3}, {"Xに委託", 2}, {"Xに対し委託", 2}, {"Xに対して委託", 2}, {"Xに業務", 2},
		{"Yのデータ", 2}, {"Yの個人データ", 2}, {"Yの保有する個人", 2}, {"Yが保有する", 2}, {"Yの登録", 2}, {"Yが登録", 2}, {"Yが入力", 2}, {"Yが保存", 2},
		{"Yの指示", 2}, {"Yの事前の", 1}, {"Yの書面による", 1}, {"Yの承諾", 1}, {"Yの許諾", 1}, {"Yに報告", 1}, {"Yへ報告", 1}, {"Xに報告を求め", 2}, {"Xに対し報告を求め", 2},
		{"Xに支払", 2}, {"Xに対し支払", 2}, {"Xに対して支払", 2}, {"Yの利用料", 2}, {"Yが支払", 2}, {"Xの再委託", 2}, {"Xが再委託", 2},
	},
	corpus.English: {
		{"X provides", 3}, {"X will provide", 3}, {"X shall provide", 3}, {"provided by X", 3}, {"X hosts", 3}, {"X's services", 2}, {"X's platform", 2},
		{"behalf of Y", 3}, {"Y's data", 2}, {"Y data", 2}, {"Y's personal data", 2}, {"Y personal data", 2}, {"Y Data", 2}, {"Y's systems", 1},
		{"X processes", 2}, {"X shall process", 2}, {"X will process", 2}, {"instructions of Y", 2}, {"Y's instructions", 2}, {"Y's documented instructions", 2},
		{"Y's prior", 1}, {"consent of Y", 1}, {"notify Y", 1}, {"Y may audit", 2}, {"Y shall pay", 2}, {"Y will pay", 2}, {"pay X", 2}, {"X's subprocessors", 2}, {"X's sub-processors", 2},
	},
	corpus.Dutch: {
		{"X levert", 3}, {"X verleent", 3}, {"geleverd door X", 3}, {"X host", 3}, {"diensten van X", 2}, {"dienst van X", 2}, {"X verwerkt", 2}, {"in opdracht van Y", 3},
		{"namens Y", 3}, {"ten behoeve van Y", 2}, {"gegevens van Y", 2}, {"persoonsgegevens van Y", 2}, {"toestemming van Y", 1}, {"instructies van Y", 2}, {"instructie van Y", 2},
		{"X stelt Y", 1}, {"X informeert Y", 1}, {"X meldt", 1}, {"Y betaalt", 2}, {"audit bij X", 2}, {"audit uit te voeren bij X", 2}, {"X schakelt", 1},
	},
}

// maxWeighed is how many pairs of parties a document is searched for; each costs a pass over its text for every sign. Contracts
// introduce their parties at their head: who comes later is none of them.
const maxWeighed = 16

// weighed gives the concept of the party called name, beside the one called other, by what the document has the two do; -1
// if nothing tells.
func (d *doc) weighed(name, other string) int {
	lead, asked := d.works[[2]string{name, other}]
	if !asked {
		if len(d.works) >= 2*maxWeighed {
			return -1
		}
		lead = d.worksFor(name, other) - d.worksFor(other, name)
		d.works[[2]string{name, other}], d.works[[2]string{other, name}] = lead, -lead
	}
	switch {
	case lead > 0:
		return d.lang.about.provider
	case lead < 0:
		return d.lang.about.customer
	}
	return -1
}

// worksFor weighs what the document says of the parties x and y as of a provider and its customer. Only the places where one
// of them is named are looked at.
func (d *doc) worksFor(x, y string) int {
	type around struct {
		before, behind string
		weight         int
	}
	signs := map[string][]around{}
	names := strings.NewReplacer("X", x, "Y", y)
	for _, s := range workSigns[d.Document.Lang] {
		i := strings.IndexAny(s.words, "XY")
		name := x
		if s.words[i] == 'Y' {
			name = y
		}
		signs[name] = append(signs[name], around{s.words[:i], names.Replace(s.words[i+1:]), s.weight})
	}
	sum := 0
	for name, list := range signs {
		for from := 0; ; {
			at := strings.Index(d.Text[from:], name)
			if at < 0 {
				break
			}
			from += at + len(name)
			for _, s := range list {
				if strings.HasPrefix(d.Text[from:], s.behind) && strings.HasSuffix(d.Text[:from-len(name)], s.before) {
					sum += s.weight
				}
			}
		}
	}
	return sum
}

// companyCalled reports whether the document calls a company name.
func (d *doc) companyCalled(name string) bool {
	return slices.ContainsFunc(d.Terms, func(t clause.Term) bool { return t.Name == name && company(fold.String(t.Means.In(d.Text))) })
}

// westernRole gives the concept of the party that the name of one of two companies stands for, by what the document has the
// two do; -1 if nothing tells.
func (d *doc) westernRole(t clause.Term) int {
	a := &d.lang.about
	other := d.besideInSentence(t, func(o clause.Term) bool {
		words := strings.Fields(fold.String(o.Means.In(d.Text)))
		return len(words) > 0 && endsInCompany(words, before(o))
	})
	if other == "" || a.provider < 0 || a.customer < 0 {
		return -1
	}
	return d.weighed(t.Name, other)
}

// roleSaid tells by the words before a name whether they make its bearer the provider (1) or the customer (-1) of a service, or say
// neither (0): 'Acme Ltd, which operates the platform ("A")'.
func roleSaid(words []string) int {
	said := " " + strings.ToLower(strings.Join(words[max(0, len(words)-14):], " "))
	if at := strings.LastIndex(said, ")"); at >= 0 {
		said = said[at:]
	}
	role, last := 0, -1
	for sign, list := range map[int][]string{1: roleOfProvider, -1: roleOfCustomer} {
		for _, words := range list {
			if at := strings.LastIndex(said, words); at > last {
				role, last = sign, at
			}
		}
	}
	return role
}

var (
	roleOfProvider = []string{" which provides ", " who provides ", " that provides ", " which operates ", " that operates ", " which hosts ", " that hosts ", " which supplies ", " that supplies ", " which runs ", " that runs ",
		" which offers ", " that offers ", " provider of ", " operator of ", " supplier of ", " vendor of ", " host of "}
	roleOfCustomer = []string{" which uses ", " who uses ", " that uses ", " which orders ", " that orders ", " which subscribes ", " that subscribes ", " which wishes to use ", " that wishes to use ", " user of ", " subscriber to ", " customer of ", " purchaser of "}
)
