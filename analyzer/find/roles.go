package find

import (
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus/fold"
)

// others pairs the names that contracts give their parties.
var others = map[string]string{"甲": "乙", "乙": "甲"}

// role gives the concept of the party that 甲 or 乙 stands for: by what its definition says that it does, or else by what
// the whole document has the two do. Between two companies of which nothing tells, 甲 orders and 乙 works, by custom. It is
// -1 if neither is known.
func (d *doc) role(t clause.Term, means string) int {
	a := &d.lang.about
	other := others[t.Name]
	if other == "" || a.provider < 0 || a.customer < 0 {
		return -1
	}
	switch {
	case containsAny(means, "を提供する", "を運営する", "サービス提供者", "受託者", "受注者"):
		return a.provider
	case containsAny(means, "を利用する", "を導入する", "委託者", "発注者", "利用者", "契約者", "申込者", "利用企業"):
		return a.customer
	}
	switch lead := d.worksFor(t.Name, other) - d.worksFor(other, t.Name); {
	case lead > 0:
		return a.provider
	case lead < 0:
		return a.customer
	case company(means) && d.companyCalled(other):
		if t.Name == "乙" {
			return a.provider
		}
		return a.customer
	}
	return -1
}

// workSigns are wordings that make X the provider and Y its customer, with their weight.
var workSigns = []struct {
	words  string
	weight int
}{
	{"Xが提供する", 3}, {"Xの提供する", 3}, {"Xが運営する", 3}, {"Xの運営する", 3}, {"Xが開発した", 3}, {"Xのサービス", 2}, {"Xが別途定める料金", 2},
	{"XはYから", 1}, {"Xは、Yから", 1}, {"Yから委託", 3}, {"Yより委託", 3}, {"Yから取扱いを委託", 3}, {"Yより取扱いを委託", 3}, {"Yから預", 3}, {"Yより預", 3},
	{"Yの委託", 3}, {"YはXに委託", 3}, {"Yは、Xに委託", 3}, {"YがXに委託", 3}, {"Xに委託", 2}, {"Xに対し委託", 2}, {"Xに対して委託", 2}, {"Xに業務", 2},
	{"Yのデータ", 2}, {"Yの個人データ", 2}, {"Yの保有する個人", 2}, {"Yが保有する", 2}, {"Yの登録", 2}, {"Yが登録", 2}, {"Yが入力", 2}, {"Yが保存", 2},
	{"Yの指示", 2}, {"Yの事前の", 1}, {"Yの書面による", 1}, {"Yの承諾", 1}, {"Yの許諾", 1}, {"Yに報告", 1}, {"Yへ報告", 1}, {"Xに報告を求め", 2}, {"Xに対し報告を求め", 2},
	{"Xに支払", 2}, {"Xに対し支払", 2}, {"Xに対して支払", 2}, {"Yの利用料", 2}, {"Yが支払", 2}, {"Xの再委託", 2}, {"Xが再委託", 2},
}

// worksFor weighs what the document says of the parties x and y as of a provider and its customer.
func (d *doc) worksFor(x, y string) int {
	if sum, asked := d.works[x]; asked {
		return sum
	}
	sum := 0
	for _, s := range workSigns {
		sum += s.weight * strings.Count(d.Text, strings.NewReplacer("X", x, "Y", y).Replace(s.words))
	}
	d.works[x] = sum
	return sum
}

// companyCalled reports whether the document calls a company name.
func (d *doc) companyCalled(name string) bool {
	for _, t := range d.Terms {
		if t.Name == name && company(fold.String(t.Means.In(d.Text))) {
			return true
		}
	}
	return false
}
