package report_test

import (
	"fmt"
	"os"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/lexicon"
)

// silent is what is known of a service whose documents say nothing.
func silent() *assess.Assessment {
	return &assess.Assessment{
		Service: "例示サービス", Tool: "kiyaku 0.1", Lexicon: "0123456789ab", Verdict: assess.Undetermined, Because: []string{"F1"},
		Factors: []assess.Factor{{ID: "F1", Status: assess.Unknown}},
		Actions: []string{assess.SendQuestions},
	}
}

func ExampleText() {
	if err := report.Text(os.Stdout, silent(), &lexicon.Lexicon{}, report.Options{Lang: "en", Width: 72}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 例示サービス
	// Cloud exception: clause report · kiyaku 0.1 · lexicon 0123456789ab
	//
	// Verdict     Not enough to go on
	//             The documents read do not tell whether the provider is to
	//             handle the personal data. Ask the provider and record the
	//             answers; until then it is safer to treat the service as
	//             entrustment.
	// Still open  Contract (F1)
	//
	// ── The three MK System factors ─────────────────────────────────────────
	//  [?] F1 Contract  unknown  0 for, 0 against
	//
	// ── F1 Contract: unknown ────────────────────────────────────────────────
	//
	//  Evidence that it is met
	//    No clause was found that lets the provider use, view or disclose the
	//    data (0 sentences read)
	//
	//  Evidence that it is not met
	//    No clause was found saying that the provider does not handle or
	//    access the data (0 sentences read)
	//
	//  ! No sentence could be read; this does not mean that nothing is there
	//
	// ── What to do ──────────────────────────────────────────────────────────
	//  1.  Send the questions below to the provider as a check sheet and
	//      record the answers.
	//
	// ── What was read ───────────────────────────────────────────────────────
	//  no documents
	//
	// This report shows clauses, the authority behind them and what follows;
	// the conclusion is for counsel to draw.
}

func ExampleJSON() {
	if err := report.JSON(os.Stdout, &assess.Assessment{Service: "例示サービス", Verdict: assess.Undetermined}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "schema": "kiyaku.assessment/1",
	//   "service": "例示サービス",
	//   "tool": "",
	//   "lexicon": "",
	//   "documents": [],
	//   "findings": [],
	//   "factors": [],
	//   "verdict": {
	//     "id": "undetermined",
	//     "because": [],
	//     "actions": []
	//   },
	//   "questions": [],
	//   "conflicts": [],
	//   "topics": [],
	//   "precedence": []
	// }
}

func ExampleHTML() {
	var page strings.Builder
	if err := report.HTML(&page, silent(), &lexicon.Lexicon{}, report.Options{}); err != nil {
		fmt.Println(err)
	}
	title := page.String()[strings.Index(page.String(), "<title>"):]
	fmt.Println(title[:strings.Index(title, "\n")])
	// Output:
	// <title>例示サービス – クラウド例外 条項分析レポート</title>
}

func ExampleMarkdown() {
	var page strings.Builder
	if err := report.Markdown(&page, silent(), &lexicon.Lexicon{}, report.Options{Lang: "en"}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(page.String()[:strings.Index(page.String(), "\n")])
	// Output:
	// # 例示サービス
}

func ExampleUI() {
	fmt.Println(report.UI("ja", "verdict.entrustment"))
	fmt.Println(report.UI("en", "status.not-met"))
	// Output:
	// 委託に該当するおそれ
	// not met
}
