package assess_test

import (
	"fmt"
	"log"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
	"kiyaku/lexicon"
)

// A promise not to handle the data alone leaves open whether access is controlled; the provider's answer settles it.
func ExampleAssess() {
	lex, err := lexicon.Builtin()
	if err != nil {
		log.Fatal(err)
	}
	promise := find.Finding{ID: "v1:1", Flag: "no-handling", Document: "d1", Factors: []string{"F1"}, Against: true}
	in := assess.Input{Service: "倉庫", Lexicon: lex, Findings: []find.Finding{promise}}
	a := assess.Assess(in)
	fmt.Println(a.Verdict, a.Because, a.Actions)

	in.Answers, err = assess.LoadAnswers(strings.NewReader(`
[answers.encryption-keys]
value  = "customer"
source = "security sheet of the provider, 3.2"
date   = 2026-11-01
`), lex)
	if err != nil {
		log.Fatal(err)
	}
	a = assess.Assess(in)
	fmt.Println(a.Verdict, a.Because, a.Factors[1].Against)
	// Output:
	// undetermined [F2] [send-questions treat-as-entrustment]
	// exception [F1 F2] [answer:encryption-keys]
}
