package find

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

type fataler interface{ Fatalf(string, ...any) }

// promises fails if findings break what the doc comments of Finding and Find promise.
func promises(t fataler, d *Doc, findings []Finding) {
	ids, last := map[string]bool{}, -1
	raised := map[[2]any]bool{}
	for _, x := range findings {
		s := d.Sentences[x.Sentence]
		if x.Span != s.Span || x.Clause != s.Clause || x.Quote != x.Span.In(d.Text) || !utf8.ValidString(x.Quote) {
			t.Fatalf("%s: span %v of %q is not sentence %d %v", x.Flag, x.Span, x.Quote, x.Sentence, s.Span)
		}
		if !x.Span.Contains(x.Mark) || !utf8.ValidString(x.Mark.In(d.Text)) {
			t.Fatalf("%s: mark %v outside %v, or inside a character", x.Flag, x.Mark, x.Span)
		}
		if x.Span.Start < last {
			t.Fatalf("%s at %d comes after a finding at %d", x.Flag, x.Span.Start, last)
		}
		last = x.Span.Start
		for _, e := range x.Exceptions {
			if e.Span.Start < 0 || e.Span.End > len(d.Text) || e.Span.Len() <= 0 || e.Quote != e.Span.In(d.Text) || e.Kind == "" {
				t.Fatalf("%s: exception %+v", x.Flag, e)
			}
		}
		if ids[x.ID] || !strings.HasPrefix(x.ID, "v1:") {
			t.Fatalf("%s: id %q is not its own", x.Flag, x.ID)
		}
		ids[x.ID] = true
		if key := [2]any{x.Flag, x.Sentence}; raised[key] {
			t.Fatalf("%s is raised twice on %q", x.Flag, x.Quote)
		} else {
			raised[key] = true
		}
		if x.Rule == "" || x.Modality == "" || x.Actor == "" || x.Object == "" || x.Document != d.Document.ID {
			t.Fatalf("%s: an attribute is missing: %+v", x.Flag, x)
		}
	}
}

// Whatever a document is put together from, findings keep their promises.
func TestFindingsKeepTheirPromises(t *testing.T) {
	f := builtinFinder(t)
	pieces := map[corpus.Lang][]string{
		corpus.Japanese: {"第1条（データの取扱い）", "当社は、次の場合を除き、契約者データを閲覧しません。", "(1) 法令に基づく場合", "（2）保守上必要な場合", "・サービスの改善", "ただし、同意を得た場合はこの限りでありません。",
			"当社は、契約者デ\u00ADータを監視し、\u3000分析することがあります。", "以下の目的で利用します。", "「契約者データ」とは、契約者が保存したデータをいう。", "前項の規定にかかわらず、当社は削除できる。", "（（「", "を除き、", "⽤ﾃﾞｰﾀを第三者に提供します", "| 目的 | 分析 |"},
		corpus.English: {"1. Data", "We will not access Customer Data except as necessary to provide the Service.", "(a) to improve our services;", "- by law", "“Customer Data” means data that you upload.",
			"Notwithstanding Section 1, we may monitor, scan and delete Your Content.", "We may share it with:", "except", "**not**", "only", "[link](https://example.com/a_b)", "\u200bwe may"},
		corpus.Dutch: {"Artikel 1 Gegevens", "Wij kunnen de gegevens van de klant inzien.", "a. ter verbetering van onze diensten;", "Bewerker verwerkt de persoonsgegevens niet, tenzij de wet dat vereist.", "behoudens", "„Klant”", "wij", "geen"},
	}
	for lang, list := range pieces {
		t.Run(string(lang), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				var b strings.Builder
				for range rapid.IntRange(0, 25).Draw(t, "pieces") {
					b.WriteString(rapid.SampledFrom(list).Draw(t, "piece") + rapid.SampledFrom([]string{"\n", "\n", " ", ""}).Draw(t, "joint"))
				}
				text := plainDocument(b.String(), lang, rapid.SampledFrom([]corpus.Kind{corpus.Terms, corpus.Privacy, corpus.Security}).Draw(t, "kind"))
				d := Doc{text, clause.Split(text)}
				promises(t, &d, f.Find([]Doc{d}))
			})
		})
	}
}

// A contraction is cut between whole characters, whatever it is written in.
func TestContractionsInWideLetters(t *testing.T) {
	f := builtinFinder(t)
	for _, text := range []string{"ｗe'll access your data.", "Ｗｅ’ｌｌ ａｃｃｅｓｓ ｙｏｕｒ ｄａｔａ.", "we’ll access your data.", "We＇ll access your data."} {
		doc := plainDocument(text, corpus.English, corpus.Terms)
		found := f.Find([]Doc{{doc, clause.Split(doc)}})
		if len(found) == 0 {
			t.Errorf("%q: nothing was found", text)
		}
		for _, x := range found {
			if who := strings.ToLower(fold.String(x.Why.Actor)); who != "we" || !utf8.ValidString(x.Mark.In(text)) {
				t.Errorf("%q: %s does %q", text, x.Why.Actor, x.Mark.In(text))
			}
		}
	}
}

// What a heading stands for is read from a sentence that is not the document's, and points nowhere in it.
func TestHeadingsPointNowhere(t *testing.T) {
	f := builtinFinder(t)
	for _, text := range []string{"利用目的\n・サービスの改善\n", "規約について\n\n利用目的\n・サービスの改善\n・広告の配信\n"} {
		doc := plainDocument(text, corpus.Japanese, corpus.Terms)
		found := f.Find([]Doc{{doc, clause.Split(doc)}})
		if len(found) == 0 {
			t.Errorf("%q: nothing was found", text)
		}
		for _, x := range found {
			if x.Why.Modality != "" {
				t.Errorf("%q: %s rests on %q", text, x.Flag, x.Why.Modality)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"第1条 当社は、次の場合を除き、契約者データを閲覧しません。\n(1) 保守作業\n(2) 法令に基づく場合", "1. We may scan Your Content, except\n(a) by law", "Wij kunnen de gegevens inzien, tenzij\n- de wet", "（）\n。\n・\n①", "甲は乙のデータを\nする。",
	} {
		f.Add(s)
	}
	finder := builtinFinder(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		for lang := range finder.languages {
			text := plainDocument(strings.ToValidUTF8(s, "?"), lang, corpus.Terms)
			d := Doc{text, clause.Split(text)}
			promises(t, &d, finder.Find([]Doc{d}))
		}
	})
}
