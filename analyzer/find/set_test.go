package find

import (
	"strings"
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

// set makes documents d1, d2, … of "kind title: text".
func set(lang corpus.Lang, texts ...string) []Doc {
	var docs []Doc
	for i, t := range texts {
		head, body, _ := strings.Cut(t, ": ")
		kind, title, _ := strings.Cut(head, " ")
		doc := plainDocument(body, lang, corpus.Kind(kind))
		doc.ID, doc.Title = "d"+string(rune('1'+i)), title
		docs = append(docs, Doc{doc, clause.Split(doc)})
	}
	return docs
}

// What a clause on the order of precedence puts above what: "winner > loser", by document, or by the clause's words if no
// document of the set is meant.
func TestPrecedence(t *testing.T) {
	const (
		terms  = "terms 利用規約: 第1条 当社は、本サービスを提供します。"
		upkeep = "maintenance 保守規約: 第1条 当社は、保守を行います。"
		dpa    = "dpa 個人データの取扱いに関する覚書: 第1条 当社は、安全管理措置を講じます。"
		en     = "terms Terms of Service: 1. We provide the Service."
		enDPA  = "dpa Data Processing Addendum: 1. We process personal data."
		nl     = "terms Algemene voorwaarden: 1. Leverancier levert de dienst."
		nlDPA  = "dpa Verwerkersovereenkomst: 1. Leverancier verwerkt gegevens."
	)
	tests := []struct {
		name string
		lang corpus.Lang
		docs []string
		want string
	}{
		{"individual terms prevail", corpus.Japanese, []string{"terms 利用規約: 本規約の定めと個別規約の定めが異なるときは、個別規約の定めが優先するものとします。", upkeep}, "d2 > d1"},
		{"these terms prevail over a policy", corpus.Japanese, []string{"terms 利用規約: 本規約とプライバシーポリシーの内容が矛盾する場合、本規約が優先します。", "privacy プライバシーポリシー: 当社は、個人情報を取得します。"}, "d1 > d2"},
		{"one yields by に", corpus.Japanese, []string{"dpa 個人データの取扱いに関する覚書: 本覚書は、利用規約に優先して適用されます。", terms}, "d1 > d2"},
		{"two yield", corpus.Japanese, []string{terms, upkeep, "dpa 個人データの取扱いに関する覚書: 本覚書は、利用規約及び保守規約に優先して適用されます。"}, "d3 > d1+d2"},
		{"maintenance rules by name", corpus.Japanese, []string{terms, upkeep, "terms 基本約款: この約款と保守規約が抵触する場合は、保守規約の規定を優先して適用します。"}, "d2 > d3"},
		{"a document that was not read", corpus.Japanese, []string{"terms 利用規約: 個別規約の定めが本規約と異なる場合には、個別規約が優先します。"}, "個別規約 > d1"},
		{"a defined name", corpus.Japanese, []string{dpa, "terms 利用規約: 当社と契約者は、個人データの取扱いに関する覚書（以下「本覚書」といいます。）を締結します。\n本規約と本覚書が矛盾するときは、本覚書が優先します。"}, "d1 > d2"},
		{"versions in two languages", corpus.Japanese, []string{"terms 利用規約: 本規約の日本語版と英語版に相違がある場合、日本語版が優先します。"}, ""},
		{"priority of support", corpus.Japanese, []string{"terms 利用規約: 当社は、有料プランの契約者からの問合せに優先して対応します。"}, ""},
		{"no precedence", corpus.Japanese, []string{"terms 利用規約: 個別規約は本規約に優先しないものとします。"}, ""},
		{"DPA prevails", corpus.English, []string{en, "dpa Data Processing Addendum: In the event of any conflict between this DPA and the Agreement, this DPA shall prevail."}, "d2 > d1"},
		{"over", corpus.English, []string{"terms Terms of Service: These Terms take precedence over the Data Processing Addendum.", enDPA}, "d1 > d2"},
		{"governing law", corpus.English, []string{"terms Terms of Service: This Agreement is governed by the laws of Japan, without regard to conflict of laws."}, ""},
		{"Dutch, verb first", corpus.Dutch, []string{nl, "dpa Verwerkersovereenkomst: Bij strijdigheid tussen de algemene voorwaarden en deze verwerkersovereenkomst prevaleert deze verwerkersovereenkomst."}, "d2 > d1"},
		{"Dutch, over", corpus.Dutch, []string{"terms Algemene voorwaarden: De verwerkersovereenkomst heeft voorrang boven deze voorwaarden.", nlDPA}, "d2 > d1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range precedences(set(tt.lang, tt.docs...)) {
				high, low := strings.Join(p.Higher, "+"), strings.Join(p.Lower, "+")
				if high == "" {
					high = p.HigherWords
				}
				if low == "" {
					low = p.LowerWords
				}
				got = append(got, high+" > "+low)
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("precedences = %q, want %q", s, tt.want)
			}
		})
	}
}

// Of names that overlap the longest is meant, in every run.
func TestPrecedenceOfOverlappingNames(t *testing.T) {
	docs := set(corpus.English, "terms Service: These Terms (“Terms of Use”) apply. These Terms for one product (“Individual Terms of Use”) apply to it.\n"+
		"In case of conflict between Individual Terms of Use and Terms of Use, Individual Terms of Use shall take precedence over Terms of Use.")
	for range 20 {
		for _, p := range precedences(docs) {
			if p.HigherWords != "Individual Terms of Use" || p.LowerWords != "Terms of Use" {
				t.Fatalf("%q prevails over %q", p.HigherWords, p.LowerWords)
			}
		}
	}
	if len(precedences(docs)) != 1 {
		t.Fatal("no precedence was read")
	}
}

// Whose data a policy is about, with the words of the sentence that tells.
func TestScope(t *testing.T) {
	tests := []struct{ name, text, data, quote string }{
		{"stored data", "当社は、取引先の情報を管理します。\n本ポリシーは、契約者が本サービスに保存した個人データに適用します。", StoredData, "保存した個人データに適用"},
		{"stored data left out", "本方針は、当社が取得する情報に適用します。\n契約者が保存したデータは、本方針の対象ではありません。", OwnCustomers, "本方針の対象ではありません"},
		{"own customers", "当社は、アプリを提供します。\n本方針は、当社のお取引先及び採用応募者の個人情報を対象とします。", OwnCustomers, "採用応募者"},
		{"visitors", "このポリシーは、当社ウェブサイトの訪問者の情報に適用します。", Visitors, "訪問者"},
		{"signs alone", "当社は、採用応募者の氏名を取得します。", OwnCustomers, "採用応募者"},
		{"nothing said", "当社は、個人情報を適切に管理します。", StoredData, ""},
	}
	f := builtinFinder(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := f.Study(set(corpus.Japanese, "privacy プライバシーポリシー: "+tt.text), func(string) {}).Scopes[0]
			if got.Data != tt.data || !strings.Contains(got.Quote, tt.quote) || tt.quote == "" && got.Quote != "" {
				t.Errorf("scope of %q = %s by %q, want %s by %q", tt.text, got.Data, got.Quote, tt.data, tt.quote)
			}
		})
	}
	if s := f.Study(set(corpus.Japanese, "terms 利用規約: 本規約は、契約者に適用します。"), func(string) {}).Scopes[0]; s.Data != "" {
		t.Errorf("terms have the scope %q, want none", s.Data)
	}
}

// A sighting tells whether the sentence denies what it is about.
func TestSightings(t *testing.T) {
	tests := []struct{ text, want string }{
		{"当社は、契約者データを用いて不具合を再現し、検証します。", "maintenance.defect-reproduction"},
		{"当社は、契約者データを用いた不具合の再現を行いません。", "-maintenance.defect-reproduction"},
		{"当社は、当社が必要と判断した場合を除き、個人データを用いて不具合を再現しません。", "maintenance.defect-reproduction"},
		{"契約者は、不具合の再現の手順とデータを当社に提供します。", ""},
		{"当社は、次の作業を行いません。\n(1) 個人データを用いた不具合の再現\n(2) 機器の廃棄", "-maintenance.defect-reproduction -maintenance.device-swap"},
	}
	f := builtinFinder(t)
	for _, tt := range tests {
		var got []string
		for _, s := range f.Study(set(corpus.Japanese, "maintenance 保守規約: "+tt.text), func(string) {}).Sightings {
			if s.Denied {
				s.Point = "-" + s.Point
			}
			got = append(got, s.Point)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("sightings of %q = %q, want %q", tt.text, s, tt.want)
		}
	}
}

func TestCompanies(t *testing.T) {
	tests := []struct{ text, want string }{
		{"株式会社みどりが提供するサービス", "株式会社みどり"},
		{"1. 「当社」とは、かきものAI株式会社をいいます。", "かきものAI株式会社"},
		{"入力の一部を青葉データ株式会社及び株式会社あかねに委託します。", "青葉データ株式会社 株式会社あかね"},
		{"Acme Cloud, Inc. (the \"Company\")", "Acme Cloud, Inc."},
		{"外部の事業者に委託します。", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(Companies(tt.text), " "); got != tt.want {
			t.Errorf("Companies(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
