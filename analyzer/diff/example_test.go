package diff_test

import (
	"context"
	"fmt"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/lexicon"
)

func ExampleComparer_Compare() {
	lex, err := lexicon.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		fmt.Println(err)
		return
	}
	assessed := func(text string) *assess.Assessment {
		doc, err := extract.Document(context.Background(), &corpus.Snapshot{URL: "terms.txt", Body: []byte(text)}, extract.Config{})
		if err != nil {
			panic(err)
		}
		return anl.Assess([]*corpus.Document{doc}, analyzer.Options{})
	}
	old := assessed("利用規約\n\n第1条（データ）\n当社は、契約者データを閲覧しません。\n\n第2条（通知）\n当社は、変更の30日前までに契約者に通知します。\n")
	new := assessed("利用規約\n\n第1条（通知）\n当社は、変更の10日前までに契約者に通知します。\n\n第2条（データ）\n当社は、契約者データを閲覧することができます。\n")

	r := diff.New(lex).Compare(old, new, diff.Options{})
	for _, c := range r.Changes {
		if !c.Substantive {
			continue
		}
		fmt.Println(c.Kind, c.Reasons, c.Direction, c.FlagsRemoved, c.FlagsAdded)
		for _, w := range c.Words {
			fmt.Printf("  %-6s %q\n", w.Op, w.Text)
		}
	}
	fmt.Println(r.Verdict.Old, "→", r.Verdict.New, r.Direction)
	// Output:
	// edited [number] worse [] []
	//   equal  "当社は、変更の"
	//   delete "30日"
	//   insert "10日"
	//   equal  "前までに契約者に通知します。"
	// edited [negation] worse [no-access] [provider-access]
	//   equal  "当社は、契約者データを閲覧"
	//   delete "しません"
	//   insert "することができます"
	//   equal  "。"
	// undetermined → entrustment worse
}
