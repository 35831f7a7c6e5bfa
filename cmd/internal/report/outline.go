package report

import (
	"slices"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/clause"
)

// outline lists the clauses of d from chapters down to articles, each with the numbers of the findings that stand in it
// and in none of its listed descendants.
func outline(d assess.Document, findings []*findingView, doc int) []outlineView {
	var out []outlineView
	var clauses []int
	top := clause.Article
	for k, c := range d.Tree.Clauses {
		if c.Level == clause.Root || c.Level > clause.Article || c.Label == "" && c.Caption == "" {
			continue
		}
		top = min(top, c.Level)
		clauses = append(clauses, k)
		out = append(out, outlineView{Depth: int(c.Level), Label: c.Label, Caption: c.Caption, Block: c.Block})
	}
	for i := range out {
		out[i].Depth -= int(top)
	}
	for _, f := range findings {
		if f.Doc != doc {
			continue
		}
		// Clauses stand in text order, children after their parent: the last that holds the finding is the innermost.
		for i, k := range slices.Backward(clauses) {
			if d.Tree.Clauses[k].Span.Contains(f.Span) {
				out[i].Findings = append(out[i].Findings, f.N)
				break
			}
		}
	}
	return out
}
