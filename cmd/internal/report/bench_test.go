package report

import (
	"fmt"
	"io"
	"testing"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// long is terms of about 1 MB with 1,000 findings.
func long(b *testing.B) (*assess.Assessment, *lexicon.Lexicon) {
	b.Helper()
	lex := sampleLexicon()
	p := newPage("d1", "長い規約", "long.txt", corpus.Terms)
	var fs []find.Finding
	for i := range 1000 {
		p.article(fmt.Sprintf("第%d条", i+1), "データの取扱い")
		start := len(p.doc.Text)
		p.para("当社は、保守運用上又は技術上必要と判断したときは、契約者データについて監視、分析その他必要な行為を行うことができます。")
		end := len(p.doc.Text) - 1
		for range 6 {
			p.para("契約者は、本サービスの利用にあたり、自らの費用と責任において必要な機器、通信回線その他の環境を整えるものとします。")
		}
		fs = append(fs, find.Finding{ID: fmt.Sprintf("v1:%016x", i), Flag: "monitor-analyze", Document: "d1", Citation: fmt.Sprintf("第%d条", i+1),
			Span: corpus.Span{Start: start, End: end}, Quote: p.doc.Text[start:end], Mark: corpus.Span{Start: start + 12, End: end},
			Actor: "provider", Modality: "may", Object: "customer-data", Factors: []string{"F1"}, Authority: []string{"qa-7-53"}})
	}
	a := &assess.Assessment{Service: "長い規約", Documents: []assess.Document{p.document(1)}, Findings: fs,
		Verdict: assess.Entrustment, Factors: []assess.Factor{{ID: "F1", Status: assess.Met}}}
	for _, f := range fs {
		a.Factors[0].For = append(a.Factors[0].For, f.ID)
	}
	return a, lex
}

func BenchmarkFormats(b *testing.B) {
	a, lex := long(b)
	for _, name := range []string{"sample.json", "sample.ja.txt", "sample.ja.html", "sample.ja.md"} {
		write := formats()[name]
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(a.Documents[0].Text)))
			for b.Loop() {
				if err := write(io.Discard, a, lex); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
