package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// page builds a document and its tree line by line, as extract and clause would.
type page struct {
	doc  corpus.Document
	tree clause.Tree
}

func newPage(id, title, location string, kind corpus.Kind) *page {
	p := &page{doc: corpus.Document{ID: id, Title: title, Kind: kind, Lang: corpus.Japanese, URL: location,
		Source: corpus.Source{Location: location, Kind: kind}, Extractor: "html/1"}}
	p.tree.Clauses = []clause.Clause{{Level: clause.Root, Parent: -1}}
	return p
}

func (p *page) block(kind corpus.BlockKind, role corpus.Role, level int, text string) corpus.Span {
	s := corpus.Span{Start: len(p.doc.Text), End: len(p.doc.Text) + len(text)}
	p.doc.Text += text + "\n"
	b := corpus.Block{Kind: kind, Role: role, Level: level, Span: s}
	if !strings.HasSuffix(p.doc.URL, ".pdf") {
		b.Path = fmt.Sprintf("/html/body/p[%d]", len(p.doc.Blocks)+1)
	}
	p.doc.Blocks = append(p.doc.Blocks, b)
	sentence := clause.Sentence{Span: s, Body: s, LeadIn: -1, Role: role}
	if kind == corpus.Heading {
		sentence.Kind = clause.Caption
	}
	p.tree.Sentences = append(p.tree.Sentences, sentence)
	return s
}

func (p *page) article(label, caption string) {
	s := p.block(corpus.Heading, corpus.Body, 2, label+"（"+caption+"）")
	p.tree.Clauses = append(p.tree.Clauses, clause.Clause{Level: clause.Article, Label: label, Caption: caption, Span: s,
		Block: len(p.doc.Blocks) - 1})
}

func (p *page) para(text string) {
	s := p.block(corpus.Paragraph, corpus.Body, 0, text)
	p.tree.Clauses[len(p.tree.Clauses)-1].Span.End = s.End
}

func (p *page) item(text string) {
	s := p.block(corpus.Item, corpus.Body, 1, text)
	p.tree.Clauses[len(p.tree.Clauses)-1].Span.End = s.End
}

func (p *page) document(coverage float64, problems ...corpus.Problem) assess.Document {
	sum := sha256.Sum256([]byte(p.doc.Text))
	p.doc.SHA256, p.doc.Bytes = hex.EncodeToString(sum[:]), len(p.doc.Text)
	p.tree.Clauses[0].Span = corpus.Span{End: len(p.doc.Text)}
	p.tree.Doc = &p.doc
	return assess.Document{Document: &p.doc, Tree: &p.tree, Coverage: coverage, Problems: problems}
}

// in is the span of sub in the document, which must hold it.
func (p *page) in(t testing.TB, sub string) corpus.Span {
	t.Helper()
	i := strings.Index(p.doc.Text, sub)
	if i < 0 {
		t.Fatalf("fixture: %q is not in %s", sub, p.doc.ID)
	}
	return corpus.Span{Start: i, End: i + len(sub)}
}

// place is a sentence of the document as people cite it.
func (p *page) place(t testing.TB, quote, citation, caption string) find.Place {
	t.Helper()
	return find.Place{Document: p.doc.ID, Citation: citation, Caption: caption, Span: p.in(t, quote), Quote: quote}
}

// finding fills the place of f from its quote and its operative words, and the rest from the flag.
func (p *page) finding(t testing.TB, lex *lexicon.Lexicon, f find.Finding, mark string) find.Finding {
	t.Helper()
	f.Document, f.Span, f.Mark = p.doc.ID, p.in(t, f.Quote), p.in(t, mark)
	sum := sha256.Sum256([]byte(f.Flag + f.Quote))
	f.ID = fmt.Sprintf("v1:%x", sum[:8])
	fl := lex.Flag(f.Flag)
	f.Factors, f.Against, f.Authority = fl.Factors, fl.Against, fl.Authority
	f.Weak = f.Weak || fl.Weak
	if f.Rule == "" {
		f.Rule = "ja/" + f.Flag
	}
	for i := range f.Exceptions {
		f.Exceptions[i].Span = p.in(t, f.Exceptions[i].Quote)
	}
	return f
}

// sample is a service with two documents: terms that contradict themselves and a policy with a hole in it.
func sample(t testing.TB) (*assess.Assessment, *lexicon.Lexicon) {
	t.Helper()
	lex := sampleLexicon()
	terms, policy := sampleTerms(), samplePolicy()
	a := &assess.Assessment{
		Service: "みどりクラウド人事", Tool: "kiyaku 0.1", Lexicon: "0123456789ab",
		Documents: []assess.Document{terms.document(0.98765), policy.document(0.912, corpus.Problem{Code: "page-unreadable",
			Message: "Page 3 holds an image instead of text.", Span: policy.in(t, "別表を参照"), Lost: 1200})},
		Findings: append(sampleFindings(t, terms, lex), policyFindings(t, policy, lex)...),
		Verdict:  assess.Entrustment, Because: []string{"F1"},
		Actions: []string{assess.ReadUnread, assess.ClearContradiction, assess.SelectProvider, assess.AgreeContract,
			assess.CheckHandling, assess.NoteRecourse},
	}
	f := a.Findings
	a.Factors = []assess.Factor{
		{ID: "F1", Status: assess.Contradicted, For: []string{f[1].ID, f[2].ID, f[3].ID}, Against: []string{f[0].ID}},
		{ID: "F2", Status: assess.Unknown},
		{ID: "F3", Status: assess.Met, For: []string{"answer:confirmation-exchanged", f[6].ID}},
	}
	a.Questions = []assess.Question{
		{ID: "maintenance-id", Factor: "F2"},
		{ID: "confirmation-exchanged", Factor: "F3", Answer: &assess.Answer{Value: "yes", Note: "2025年に2回", Source: "営業担当の電子メール",
			Date: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}},
		{ID: "third-party-reports"},
	}
	a.Conflicts = []assess.Conflict{{Promise: f[0].ID, Permission: f[1].ID, By: -1}, {Promise: f[0].ID, Permission: f[6].ID, Prevails: "promise", By: 0}}
	a.Precedence = []find.Precedence{
		{Place: terms.place(t, "本規約は、株式会社みどり（以下「当社」といいます。）が提供する本サービスの利用に適用します。", "第1条", "適用"),
			Higher: []string{"d1"}, Lower: []string{"d2"}, HigherWords: "本規約", LowerWords: "プライバシーポリシー"},
		{Place: policy.place(t, "保存場所については別表を参照してください。", "§3", ""), HigherWords: "個別規約"},
	}
	a.Documents[1].Scope = find.Scope{Data: find.OwnCustomers, Said: true, Place: policy.place(t, "保存場所については別表を参照してください。", "§3", "")}
	a.Topics = sampleTopics(t, a, terms)
	return a, lex
}

// sampleTopics has every status of a point.
func sampleTopics(t testing.TB, a *assess.Assessment, terms *page) []assess.Topic {
	t.Helper()
	on := func(i int) []assess.Evidence {
		f := &a.Findings[i]
		return []assess.Evidence{{Finding: f.ID, Place: find.Place{Document: f.Document, Citation: f.Citation, Caption: f.Caption, Span: f.Span, Quote: f.Quote}}}
	}
	bare := []assess.Evidence{{Place: terms.place(t, "本規約は、株式会社みどり（以下「当社」といいます。）が提供する本サービスの利用に適用します。", "第1条", "適用")}}
	return []assess.Topic{
		{ID: assess.Maintenance, Authority: []string{"qa-7-55"}, Points: []assess.Point{
			{ID: "defect-reproduction", Status: assess.Adverse, Evidence: on(1)},
			{ID: "patches", Status: assess.Covered, Evidence: bare},
			{ID: "backup", Status: assess.Conditional, Evidence: on(3), Missing: []string{"promise", "control"}},
		}},
		{ID: assess.GenerativeAI, Points: []assess.Point{{ID: "training", Status: assess.Opposed, Evidence: append(on(0), on(1)...)}}},
		{ID: assess.Chain, Points: []assess.Point{{ID: "principal", Status: assess.Stated},
			{ID: "processor", Status: assess.Stated, Value: "株式会社みどり (当社)", Evidence: bare}}},
		{ID: assess.GovernmentAccess, Points: []assess.Point{{ID: "challenge", Status: assess.Gap}, {ID: "notice", Status: assess.Gap}}},
		{ID: assess.Recourse, Points: []assess.Point{{ID: "cap", Status: assess.Adverse, Value: "6か月間", Evidence: on(4)}}},
	}
}

func sampleTerms() *page {
	p := newPage("d1", "みどりクラウド人事 利用規約", "https://midori.example/terms", corpus.Terms)
	p.block(corpus.Paragraph, corpus.Nav, 0, "ホーム ＞ 規約 ＞ 利用規約")
	p.block(corpus.Heading, corpus.Body, 1, "みどりクラウド人事 利用規約")
	p.article("第1条", "適用")
	p.para("本規約は、株式会社みどり（以下「当社」といいます。）が提供する本サービスの利用に適用します。")
	p.article("第7条", "契約者データの不取扱い")
	p.para("当社は、本サービスのサーバーに保存された個人データを取り扱わないものとします。")
	p.article("第8条", "データの取扱い")
	p.para("当社は、保守運用上又は技術上必要と判断したときは、契約者データについて監視、分析その他必要な行為を行うことができます。")
	p.para("2 当社は、法令に基づく場合及び本サービスの提供に必要な場合を除き、契約者データを閲覧し、又は第三者に開示しません。")
	p.para("3 当社は、障害からの復旧に備え、契約者データを複製することがあります。")
	p.article("第15条", "責任の制限")
	p.item("(1) 当社の賠償額は、直近6か月間に契約者が支払った利用料金を上限とします。")
	p.item("(2) 契約者は、自らの責任で契約者データのバックアップを取得するものとします。")
	p.block(corpus.Paragraph, corpus.Footer, 0, "© 株式会社みどり")
	return p
}

func samplePolicy() *page {
	p := newPage("d2", "プライバシーポリシー", "policy.pdf", corpus.Privacy)
	p.block(corpus.Heading, corpus.Body, 1, "プライバシーポリシー")
	p.article("3", "委託を受けた情報")
	p.para("契約者から委託を受けた個人情報は、委託された業務の遂行のために取り扱います。")
	p.para("保存場所については別表を参照してください。")
	return p
}

func sampleFindings(t testing.TB, p *page, lex *lexicon.Lexicon) []find.Finding {
	t.Helper()
	add := func(f find.Finding, mark string) find.Finding { return p.finding(t, lex, f, mark) }
	return []find.Finding{
		add(find.Finding{Flag: "no-handling", Citation: "第7条", Caption: "契約者データの不取扱い", Actor: "provider",
			Modality: "will-not", Object: "personal-data",
			Quote: "当社は、本サービスのサーバーに保存された個人データを取り扱わないものとします。",
			Why:   find.Why{Actor: "当社", Action: "取り扱う", Object: "個人データ", Modality: "ないものとします"}},
			"個人データを取り扱わないものとします"),
		add(find.Finding{Flag: "monitor-analyze", Citation: "第8条第1項", Caption: "データの取扱い", Actor: "provider",
			Modality: "may", Object: "customer-data",
			Quote: "当社は、保守運用上又は技術上必要と判断したときは、契約者データについて監視、分析その他必要な行為を行うことができます。",
			Why: find.Why{Actor: "当社", Action: "監視、分析", Object: "契約者データ", Modality: "ことができます",
				Condition: "保守運用上又は技術上必要と判断したとき"}},
			"契約者データについて監視、分析その他必要な行為を行うことができます"),
		add(find.Finding{Flag: "carve-out", Citation: "第8条第2項", Caption: "データの取扱い", Actor: "provider",
			Modality: "will-not", Object: "customer-data", Note: "counsel-differs",
			Quote: "2 当社は、法令に基づく場合及び本サービスの提供に必要な場合を除き、契約者データを閲覧し、又は第三者に開示しません。",
			Exceptions: []find.Exception{{Kind: find.LegalOrder, Quote: "法令に基づく場合"},
				{Kind: find.ServiceProvision, Quote: "本サービスの提供に必要な場合"}},
			Why: find.Why{Actor: "当社", Action: "閲覧", Object: "契約者データ", Modality: "しません"}},
			"契約者データを閲覧し、又は第三者に開示しません"),
		add(find.Finding{Flag: "backup-copy", Citation: "第8条第3項", Caption: "データの取扱い", Actor: "provider",
			Modality: "may", Object: "customer-data", Quote: "3 当社は、障害からの復旧に備え、契約者データを複製することがあります。",
			Why: find.Why{Actor: "carried", Action: "複製", Object: "契約者データ", Modality: "することがあります"}},
			"契約者データを複製することがあります"),
		add(find.Finding{Flag: "liability-cap", Citation: "第15条第1号", Caption: "責任の制限", Actor: "provider",
			Modality: "disclaims", Object: "unspecified",
			Quote: "(1) 当社の賠償額は、直近6か月間に契約者が支払った利用料金を上限とします。"}, "利用料金を上限とします"),
		add(find.Finding{Flag: "customer-responsibility", Citation: "第15条第2号", Caption: "責任の制限", Actor: "customer",
			Modality: "must", Object: "customer-data", Debatable: true,
			Quote: "(2) 契約者は、自らの責任で契約者データのバックアップを取得するものとします。"}, "バックアップを取得するものとします"),
	}
}

func policyFindings(t testing.TB, p *page, lex *lexicon.Lexicon) []find.Finding {
	t.Helper()
	return []find.Finding{p.finding(t, lex, find.Finding{Flag: "entrustment-statement", Citation: "§3", Caption: "委託を受けた情報",
		Actor: "provider", Modality: "will", Object: "personal-data",
		Quote: "契約者から委託を受けた個人情報は、委託された業務の遂行のために取り扱います。",
		Why: find.Why{Actor: "default", Action: "取り扱う", Object: "個人情報", Modality: "ます",
			Purpose: "委託された業務の遂行のため"}}, "委託された業務の遂行のために取り扱います")}
}

func sampleLexicon() *lexicon.Lexicon {
	ppc := []string{"ppc-2024-03-25", "qa-7-53"}
	return &lexicon.Lexicon{
		Version: "0123456789ab",
		Languages: []*lexicon.Language{{Code: "ja", Rules: []lexicon.Rule{
			{ID: "monitor-analyze", Why: "the provider monitors what customers keep in the service"}}}},
		Flags: []lexicon.Flag{
			{ID: "monitor-analyze", Family: "H", NameJA: "監視・分析・調査", NameEN: "monitoring and analysis",
				MeaningJA: "契約者のデータを監視、分析、調査することがある", Factors: []string{"F1"}, Authority: ppc},
			{ID: "carve-out", Family: "H", NameJA: "例外的使用", NameEN: "carve-out", Factors: []string{"F1"}, Authority: ppc},
			{ID: "backup-copy", Family: "H", NameJA: "バックアップ", NameEN: "backup", Factors: []string{"F1"}, Weak: true,
				Authority: []string{"qa-7-55"}},
			{ID: "no-handling", Family: "N", NameJA: "取り扱わない旨", NameEN: "no handling", Factors: []string{"F1"},
				Against: true, Authority: []string{"qa-7-53"}},
			{ID: "entrustment-statement", Family: "S", NameJA: "委託の明示", NameEN: "entrustment stated",
				Factors: []string{"F3"}},
			{ID: "liability-cap", Family: "R", NameJA: "賠償上限", NameEN: "liability cap"},
			{ID: "customer-responsibility", Family: "R", NameJA: "利用者責任", NameEN: "customer's responsibility"},
		},
		Authorities: []lexicon.Authority{
			{ID: "ppc-2024-03-25", TitleJA: "クラウドサービス提供事業者が個人情報取扱事業者に該当する場合の留意点について（注意喚起）",
				TitleEN: "PPC warning on cloud service providers", Issuer: "個人情報保護委員会", Date: "2024-03-25", Checked: "2026-11-21",
				SummaryJA: "三つの要素からクラウド例外を否定した。", URL: "https://www.ppc.go.jp/"},
			{ID: "qa-7-53", TitleJA: "Q&A 7-53", TitleEN: "Q&A 7-53", Issuer: "個人情報保護委員会",
				SummaryJA: "取り扱わない旨の定めと適切なアクセス制御の二つで判断する。", URL: "https://www.ppc.go.jp/personalinfo/faq/",
				Aliases: []string{"Q&A 5-33"}},
			{ID: "qa-7-55", TitleJA: "Q&A 7-55", TitleEN: "Q&A 7-55"},
		},
		Factors: []lexicon.Factor{
			{ID: "F1", NameJA: "契約条項上の利用可能性", NameEN: "Use under the contract",
				MeaningJA: "規約上、提供事業者が特定の場合に個人データを使用できることとなっている", Authority: []string{"ppc-2024-03-25"}},
			{ID: "F2", NameJA: "アクセス可能性", NameEN: "Access",
				MeaningJA: "提供事業者がデータにアクセスでき、取扱いを防ぐ技術的な措置がない"},
			{ID: "F3", NameJA: "取扱いの実態", NameEN: "Handling in practice", MeaningJA: "提供事業者が現に個人データを取り扱っている"},
		},
		Questions: []lexicon.Question{
			{ID: "maintenance-id", Factor: "F2", TextJA: "提供事業者は、データに到達できる保守用IDや管理者権限を保有していますか。",
				TextEN: "Does the provider hold a maintenance ID or administrator right that reaches the data?"},
			{ID: "confirmation-exchanged", Factor: "F3", TextJA: "個人情報の授受に関する確認書や覚書を交わしましたか。",
				TextEN: "Has a confirmation or memorandum on handing over personal data been exchanged?"},
			{ID: "third-party-reports", TextJA: "第三者による報告書・認証（SOC、ISO/IEC 27001、27017、ISMAP）はありますか。",
				TextEN: "Which third-party reports exist (SOC, ISO/IEC 27001, 27017, ISMAP)?"},
		},
	}
}
