package clause

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kiyaku/corpus"
)

func ExampleSplit() {
	doc := plainText(`利用規約
第1条（目的）
本規約は、株式会社みほん（以下「当社」といいます。）のサービスの利用条件を定めます。
第2条（データの取扱い）
1. 当社は、次の場合を除き、契約者データを閲覧しません。
(1) 法令に基づく場合
(2) 契約者の同意がある場合
2. 前項の定めは、契約の終了後も有効とします。
`)
	if err := Split(doc).Outline(os.Stdout); err != nil {
		panic(err)
	}
	// Output:
	// root 利用規約
	//   | 0-12 caption 利用規約
	//   article 第1条 目的
	//     | 13-32 caption 第1条（目的）
	//     | 33-159 plain 本規約は、株式会社みほん（以下「当社」といいます。）のサービスの利用条件を定めます。
	//   article 第2条 データの取扱い
	//     | 160-194 caption 第2条（データの取扱い）
	//     paragraph 第2条第1項
	//       | 195-276 lead-in 1. 当社は、次の場合を除き、契約者データを閲覧しません。
	//       item 第2条第1項第1号
	//         | 277-305 plain <195 (1) 法令に基づく場合
	//       item 第2条第1項第2号
	//         | 306-343 plain <195 (2) 契約者の同意がある場合
	//     paragraph 第2条第2項
	//       | 344-410 plain 2. 前項の定めは、契約の終了後も有効とします。
}

// cited gives the sentences of a tree as "citation|kind|text", with "<" for those that complete a lead-in.
func cited(t *Tree) []string {
	var out []string
	for _, x := range t.Sentences {
		mark := ""
		if x.LeadIn >= 0 {
			mark = "<"
		}
		out = append(out, fmt.Sprintf("%s|%s%s|%s", t.Citation(x.Clause), mark, x.Kind, x.Span.In(t.Doc.Text)))
	}
	return out
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"chapters and kanji numbers", "第一章 総則\n第十二条の二（定義）\n一 法令をいう。\n二 規則をいう。", `
第1章|caption|第一章 総則
第12条の2|caption|第十二条の二（定義）
第12条の2第1号|<plain|一 法令をいう。
第12条の2第2号|<plain|二 規則をいう。`},
		{"look-alikes and spaces", "第 ３ 条　⽬的\n１ 当社は、\u2F00切の責任を負いません。\n２ 前項は終了後も有効とします。", `
第3条|caption|第 ３ 条　⽬的
第3条第1項|plain|１ 当社は、⼀切の責任を負いません。
第3条第2項|plain|２ 前項は終了後も有効とします。`},
		{"first paragraph without number", "第5条（提供）\n当社は、役務を提供します。\n2 契約者は、対価を支払います。\n3 前項の額は別に定めます。", `
第5条|caption|第5条（提供）
第5条第1項|plain|当社は、役務を提供します。
第5条第2項|plain|2 契約者は、対価を支払います。
第5条第3項|plain|3 前項の額は別に定めます。`},
		{"no paragraph has a number", "第5条（提供）\n当社は、役務を提供します。\n前項の役務は有償とします。", `
第5条|caption|第5条（提供）
第5条第1項|plain|当社は、役務を提供します。
第5条第2項|plain|前項の役務は有償とします。`},
		{"a number after the items", "第9条（中断）\n当社は、次の場合に役務を中断できます。\n1. 保守を行う場合\n2. 停電した場合\n2. 当社は、前項の損害について責任を負いません。", `
第9条|caption|第9条（中断）
第9条第1項|lead-in|当社は、次の場合に役務を中断できます。
第9条第1項第1号|<plain|1. 保守を行う場合
第9条第1項第2号|<plain|2. 停電した場合
第9条第2項|plain|2. 当社は、前項の損害について責任を負いません。`},
		{"articles are numbers, items too", "1. 取得する情報\n当方は、氏名を取得します。\n2. 利用目的\n取得した情報は、以下の目的で利用します。\n1. 役務の提供\n2. 役務の改善\n3. 第三者提供\n当方は、情報を提供しません。", `
§1|caption|1. 取得する情報
§1|plain|当方は、氏名を取得します。
§2|caption|2. 利用目的
§2|lead-in|取得した情報は、以下の目的で利用します。
§2(1)|<plain|1. 役務の提供
§2(2)|<plain|2. 役務の改善
§3|caption|3. 第三者提供
§3|plain|当方は、情報を提供しません。`},
		{"caption on the line before", "（秘密保持）\n第8条 当社は、契約者の情報を漏らしません。ただし、次の場合を除きます。\nイ 公知の場合\nロ 同意を得た場合", `
第8条|caption|（秘密保持）
第8条|plain|第8条 当社は、契約者の情報を漏らしません。
第8条|proviso|ただし、次の場合を除きます。
第8条イ|<plain|イ 公知の場合
第8条ロ|<plain|ロ 同意を得た場合`},
		{"references are no markers", "第3条（準用）\n第5条の規定は、この場合に準用します。", `
第3条|caption|第3条（準用）
第3条|plain|第5条の規定は、この場合に準用します。`},
		{"text behind a list", "第4条（停止）\n以下の場合、当社は役務を停止します。\n・火災の場合\n・停電の場合\n当社は、停止による損害について責任を負いません。", `
第4条|caption|第4条（停止）
第4条|lead-in|以下の場合、当社は役務を停止します。
第4条|<plain|・火災の場合
第4条|<plain|・停電の場合
第4条|plain|当社は、停止による損害について責任を負いません。`},
		{"supplement", "第1条（目的）\n本規約は条件を定めます。\n附　則\n1. 本規約は、4月1日から施行します。", `
第1条|caption|第1条（目的）
第1条|plain|本規約は条件を定めます。
附則|caption|附　則
附則第1項|plain|1. 本規約は、4月1日から施行します。`},
		{"sections", "## 7. Data\n**7.2** We will not access Your Content, except:\n(a) to comply with law; or\n(b) with consent.\n### 7.3 Logs\nWe keep logs, e.g. of access. However, they are erased.", `
§7|caption|## 7. Data
§7.2|lead-in|**7.2** We will not access Your Content, except:
§7.2(a)|<plain|(a) to comply with law; or
§7.2(b)|<plain|(b) with consent.
§7.3|caption|### 7.3 Logs
§7.3|plain|We keep logs, e.g. of access.
§7.3|proviso|However, they are erased.`},
		{"chapter in brackets, caption on the line after", "【第1章】総則\n第1条\n（目的）\n本規約は条件を定めます。", `
第1章|caption|【第1章】総則
第1条|caption|第1条
（目的）
第1条|plain|本規約は条件を定めます。`},
		{"Dutch", "### Artikel 3\\. Beveiliging\n1.  Verwerker neemt passende maatregelen (bijv. versleuteling).\n2.  Verwerker meldt datalekken aan Klant.", `
Artikel 3|caption|### Artikel 3\. Beveiliging
Artikel 3(1)|plain|1.  Verwerker neemt passende maatregelen (bijv. versleuteling).
Artikel 3(2)|plain|2.  Verwerker meldt datalekken aan Klant.`},
		{"letters and Roman numbers", "7. Use\nYou may not:\n(h) copy;\n(i) sell; or\n(j) lend.\n8. Fees\nThe following apply:\n(i) tax;\n(ii) duty;\n(v) tolls.", `
§7|caption|7. Use
§7|lead-in|You may not:
§7(h)|<plain|(h) copy;
§7(i)|<plain|(i) sell; or
§7(j)|<plain|(j) lend.
§8|caption|8. Fees
§8|lead-in|The following apply:
§8(i)|<plain|(i) tax;
§8(ii)|<plain|(ii) duty;
§8(v)|<plain|(v) tolls.`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(cited(Split(plainText(tt.text))), "\n")
			if d := cmp.Diff(strings.TrimSpace(tt.want), got); d != "" {
				t.Errorf("Split(%q) (-want +got):\n%s", tt.text, d)
			}
		})
	}
}

func TestSplitLayout(t *testing.T) {
	text := "規約\nデータ\n当社は、データを守ります。\n氏名 ／ 連絡用\n会社概要"
	doc := plainText(text)
	doc.Blocks[0].Kind, doc.Blocks[0].Level = corpus.Heading, 1
	doc.Blocks[1].Kind, doc.Blocks[1].Level = corpus.Heading, 2
	doc.Blocks[3].Kind = corpus.Row
	doc.Blocks[4].Role = corpus.Footer
	tree := Split(doc)
	want := []string{"|caption|規約", "|caption|データ", "|plain|当社は、データを守ります。", "|plain|氏名 ／ 連絡用", "|plain|会社概要"}
	if d := cmp.Diff(want, cited(tree)); d != "" {
		t.Errorf("sentences (-want +got):\n%s", d)
	}
	if got := tree.Headline(tree.Sentences[2].Clause); got != "データ" {
		t.Errorf("Headline = %q, want データ", got)
	}
	if last := tree.Sentences[4]; last.Role != corpus.Footer || last.Clause != 0 {
		t.Errorf("footer: role %q, clause %d; want footer, 0", last.Role, last.Clause)
	}
}

// The numbers of articles in a page are often plain text while its parts are headings.
func TestHeadingInArticle(t *testing.T) {
	doc := plainText("規約\n第1条（提供）\n当社は役務を提供します。\n料金\n料金は別に定めます。\n附属サービス\n第2条（停止）\n当社は役務を停止できます。")
	for _, i := range []int{0, 3, 5} {
		doc.Blocks[i].Kind, doc.Blocks[i].Level = corpus.Heading, 2
	}
	want := []string{"|caption|規約", "第1条|caption|第1条（提供）", "第1条|plain|当社は役務を提供します。", "第1条|caption|料金", "第1条|plain|料金は別に定めます。",
		"|caption|附属サービス", "第2条|caption|第2条（停止）", "第2条|plain|当社は役務を停止できます。"}
	if d := cmp.Diff(want, cited(Split(doc))); d != "" {
		t.Errorf("sentences (-want +got):\n%s", d)
	}
}

func TestNames(t *testing.T) {
	for _, tt := range []struct{ text, name, means string }{
		{"本規約は、株式会社みほん（以下「当社」といいます。）が定めます。", "当社", "本規約は、株式会社みほん"},
		{"株式会社みほん(以下、当社という)は、次のとおり定める。", "当社", "株式会社みほん"},
		{"契約者が登録した情報（以下、総称して「登録データ」）を守ります。", "登録データ", "契約者が登録した情報"},
		{"「登録データ」とは、契約者が登録した情報をいいます。", "登録データ", "契約者が登録した情報をいいます。"},
		{"第2条（定義）\n用語 ／ 定義\n会員 ／ 登録した者", "会員", "登録した者"},
		{"第2条（定義）\n次の用語を用います。\n・「会員」：登録した者", "会員", "登録した者"},
		{"Example Ltd. (the “Provider”) offers a service.", "Provider", "Example Ltd."},
		{"“Customer Data” means what the Customer stores.", "Customer Data", "what the Customer stores."},
		{"Voorbeeld B.V. (hierna: Verwerker) levert diensten.", "Verwerker", "Voorbeeld B.V."},
	} {
		tree := Split(plainText(tt.text))
		if len(tree.Terms) != 1 || tree.Terms[0].Name != tt.name || tree.Terms[0].Means.In(tt.text) != tt.means {
			t.Errorf("terms of %q = %+v, want %s = %q", tt.text, tree.Terms, tt.name, tt.means)
		}
	}
}

func TestReferences(t *testing.T) {
	const law = "第1条（甲）\n1. 甲とする。\n2. 乙とする。\n第2条（乙）\n1. 次のとおりとする。\n(1) 甲\n(2) 乙\n2. X\n第3条（丙）\n丙とする。\n"
	const sections = "1. Use\n1.1 You may use it.\n(a) here;\n(b) there.\n2. Fees\nX\n"
	for _, tt := range []struct{ doc, sentence, want string }{
		{law, "前項による。", "前項→第2条第1項"},
		{law, "前項各号による。", "前項各号→第2条第1項第1号,第2条第1項第2号"},
		{law, "本条及び前条第2項による。", "本条→第2条 前条第2項→第1条第2項"},
		{law, "第1条第1項、第2項による。", "第1条第1項→第1条第1項 第2項→第1条第2項"},
		{law, "第1条から第3条までによる。", "第1条から第3条→第1条,第2条,第3条"},
		{law, "第２条１項２号による。", "第２条１項２号→第2条第1項第2号"},
		{law, "前項第一号イ及び前項第2号アクセスによる。", "前項第一号イ→ 前項第2号→第2条第1項第2号"},
		{law, "個人情報保護法第2条による。", "第2条→"},
		{law, "第9条による。", "第9条→"},
		{sections, "See Section 1.1(b) and section 2.", "Section 1.1(b)→§1.1(b) section 2→§2"},
		{sections, "See Article 28 of the GDPR.", "Article 28→"},
	} {
		text := strings.Replace(tt.doc, "X", tt.sentence, 1)
		tree := Split(plainText(text))
		var got []string
		for _, r := range tree.Refs {
			var targets []string
			for _, c := range r.Targets {
				targets = append(targets, tree.Citation(c))
			}
			got = append(got, r.Span.In(text)+"→"+strings.Join(targets, ","))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("references of %q = %q, want %q", tt.sentence, got, tt.want)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       int // sentences
	}{
		{"comma", "当社は、契約者のデータを保守上必要と認める場合において、\n閲覧することがあります。", 1},
		{"lower case", "We will not access or use the content of customers except as\nnecessary to maintain the service.", 1},
		{"new sentence", "We will not access the content of customers at all, ever again.\nWe keep logs.", 2},
		{"marker", "当社は、次のデータを取得し、\n(1) 氏名\n(2) 住所", 3},
		{"short lines", "氏名\n住所\n電話番号", 3},
	} {
		if got := len(Split(plainText(tt.text)).Sentences); got != tt.want {
			t.Errorf("%s: Split(%q) has %d sentences, want %d", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"甲とする。乙とする。", []string{"甲とする。", "乙とする。"}},
		{"甲（以下「乙」という。）は丙とする。丁", []string{"甲（以下「乙」という。）は丙とする。", "丁"}},
		{"甲とする。（乙を除く。）丙とする。", []string{"甲とする。", "（乙を除く。）", "丙とする。"}},
		{"「甲です。」と述べる。", []string{"「甲です。」と述べる。"}},
		{"甲とする．乙は1．5倍とする．", []string{"甲とする．", "乙は1．5倍とする．"}},
		{"甲ですか？乙です！", []string{"甲ですか？", "乙です！"}},
		{"（甲。乙。", []string{"（甲。", "乙。"}},
		{"A Inc. may act, i.e. sell. See https://a.example/b. U.S. law and Art. 5 apply.", []string{"A Inc. may act, i.e. sell.", "See https://a.example/b.", "U.S. law and Art. 5 apply."}},
		{"Click “Delete it.” Then wait 1.5 days. Done?", []string{"Click “Delete it.”", "Then wait 1.5 days.", "Done?"}},
	} {
		var got []string
		for _, s := range split(tt.text, 0, len(tt.text)) {
			got = append(got, s.In(tt.text))
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("split(%q) (-want +got):\n%s", tt.text, d)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"第1条（甲）\n乙とする。\n第3条（丙）\n丁とする。", "numbering-gap"},
		{"第1条（甲）\n乙とする。\n第1条（丙）\n丁とする。", ""}, // a new part begins
		{"第2条（甲）\n乙とする。\n第2条（丙）\n丁とする。", "numbering-duplicate"},
		{"当社は何も定めません。", "no-structure"},
	} {
		got := ""
		for _, p := range Split(plainText(tt.text)).Problems {
			got += p.Code
		}
		if got != tt.want {
			t.Errorf("problems of %q = %q, want %q", tt.text, got, tt.want)
		}
	}
}
